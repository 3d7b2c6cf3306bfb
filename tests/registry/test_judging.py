"""A judge's verdicts: asked once, kept as they arrive, counted where they fail, and beside the answers when scored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry import (
    auditing,
    evaluation,
    journal,
    judgements,
    judging,
    loading,
    pairing,
    pruning,
    rejudging,
    rescoring,
)
from podium.registry.adapters.base import Adapter, AdapterOptions
from podium.registry.benchmark import Answer, Benchmark, Generate, Item, Verdict
from podium.registry.discovery import discover
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Interrupted, Plan
from podium.registry.plans import Progress
from podium.registry.rescoring import Rescored
from podium.tests.fakes import riddles_data
from podium.tests.fakes.adapters import Guesses, Verdicts, verdict_of
from podium.tests.registry.conftest import PLUGINS


@pytest.fixture
def riddles() -> Benchmark:
    return discover([], "", [PLUGINS]).benchmarks["riddles"].benchmark


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return riddles_data.write(tmp_path / "riddles")


def rows(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    return connection.execute("SELECT * FROM judgements ORDER BY run, judge, position").fetchall()


def answers(connection: sqlite3.Connection, run: journal.Run, benchmark: Benchmark) -> Sequence[Answer]:
    return loading.reload(connection, run, benchmark).answers


def accuracy(run: journal.Run) -> tuple[str, float | None]:
    assert run.report is not None
    return run.report.scores[0].metric, run.report.scores[0].value


def expected(connection: sqlite3.Connection, run: journal.Run, benchmark: Benchmark, judge: str) -> list[bool | None]:
    """Return what a judge must have said, worked out anew from what it must have been asked."""
    found = loading.reload(connection, run, benchmark)
    asked = [benchmark.judge_request(item, one, 0) for item, one in zip(found.loaded.items, found.answers, strict=True)]
    return [None if one is None else verdict_of(judge, one.prompt) for one in asked]


def test_while_a_judge_is_asked_the_score_so_far_is_made_of_the_verdicts_that_came_in(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    class Told(type(riddles)):  # type: ignore[misc]
        def correct(self, item: Item, answer: Answer) -> float:
            return float(self._right(item, answer))

    seen: list[tuple[str, str, int, Any]] = []

    def observe(progress: Progress) -> None:
        score = progress.running()
        seen.append((progress.stage, *((score.metric, score.n, score.value) if score else ("", 0, None))))

    run = evaluation.run(connection, Plan(Told(), Guesses("one"), folder, judge=Verdicts()), observe)
    assert {name for stage, name, _, _ in seen if stage == "answering"} == {""}
    told = [one for one in seen if one[0] == "judging"]
    assert told[0][2] < run.items and {name for _, name, _, _ in told if name} == {"accuracy (judge strict)"}
    # In the end it is what the report says, answers that need no verdict among it.
    metric, value = accuracy(run)
    assert told[-1] == ("judging", metric, run.items, pytest.approx(value))
    # Where the verdicts are taken over from another run, they are the score from the start.
    seen.clear()
    again = Guesses("one", facts={"revision": "2"})
    evaluation.run(connection, Plan(Told(), again, folder, judge=Verdicts()), observe)
    assert next(one for one in seen if one[0] == "judging") == ("judging", metric, run.items, pytest.approx(value))


def judge_run(
    connection: sqlite3.Connection, run: journal.Run, benchmark: Benchmark, judge: Adapter, **more: Any
) -> Rescored:
    return rejudging.judge_run(connection, run, benchmark, judge, lambda progress: None, **more)


def test_the_scorer_gets_the_verdicts_and_the_report_says_whose_they_are(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    seen: list[Progress] = []
    judge = Verdicts()
    run = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=judge), seen.append)
    right = expected(connection, run, riddles, "strict")
    assert accuracy(run) == ("accuracy (judge strict)", sum(map(bool, right)) / 12)
    assert [one.verdict for one in answers(connection, run, riddles)] == [
        None if said is None else Verdict("strict", {"correct": "yes" if said else "no"}) for said in right
    ]
    facts = run.provenance["judge"]
    assert (facts["spec"], facts["name"], facts["fingerprint"]) == ("verdicts:strict", "strict", {"name": "strict"})
    assert (facts["judged"], facts["asked"], facts["reused"], facts["failed"]) == (12, 12, 0, 0)
    assert run.report is not None and "12 answers are judged by strict (verdicts:strict)" in run.report.notes
    told = [(one.done, one.total) for one in seen if one.stage == "judging"]
    assert (told[0], told[-1], judge.closed) == ((0, 12), (12, 12), 1)
    assert [one.stage for one in seen if one.stage != "loading model"][-1] == "scoring"
    assert auditing.audit(connection, run, riddles).ok


def test_a_run_without_a_judge_has_no_verdicts(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    run = evaluation.run(connection, Plan(riddles, Guesses(), folder))
    assert accuracy(run)[0] == "accuracy by rules" and "judge" not in run.provenance
    assert {one.verdict for one in answers(connection, run, riddles)} == {None}


def test_a_second_run_with_equal_answers_asks_the_judge_nothing(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    first = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Verdicts()))
    judge = Verdicts()
    second = evaluation.run(connection, Plan(riddles, Guesses("two"), folder, judge=judge))
    assert judge.asked == [] and accuracy(second) == accuracy(first)
    assert {row["reused"] for row in rows(connection) if row["run"] == second.id} == {first.id}
    facts = second.provenance["judge"]
    assert (facts["judged"], facts["asked"], facts["reused"], facts["replies"]) == (12, 0, 12, 0)
    assert second.report is not None
    assert "12 answers are judged by strict (verdicts:strict), 12 of them by verdicts kept from earlier runs" in (
        second.report.notes
    )
    # One of another identity has said nothing yet.
    other = Verdicts(facts={"temperature": 1})
    evaluation.run(connection, Plan(riddles, Guesses("three"), folder, judge=other))
    assert len(other.asked) == 12


def test_a_verdict_that_was_altered_is_not_taken_over(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Verdicts()))
    with connection:
        connection.execute('UPDATE judgements SET fields = \'{"correct": "maybe"}\' WHERE position < 3')
    judge = Verdicts()
    evaluation.run(connection, Plan(riddles, Guesses("two"), folder, judge=judge))
    assert judge.asked == ["r0", "r1", "r2"]


def test_a_reply_that_cannot_be_read_is_asked_for_again_with_more_room_and_counted_at_last(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    judge = Verdicts(says={"r4": '{"correct": "ye', "r7": "Sure!"})
    run = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=judge))
    assert sorted(judge.asked) == sorted([f"r{number}" for number in range(12)] + 2 * ["r4", "r7"])
    assert sorted(judge.lengths) == [32] * 12 + [64] * 2 + [128] * 2
    verdicts = [one.verdict for one in answers(connection, run, riddles)]
    assert verdicts[4] == verdicts[7] == Verdict("strict", None, "the reply could not be read (3 of 3 attempts)")
    assert [(row["position"], row["reply"]) for row in rows(connection) if row["fields"] is None] == [
        (4, '{"correct": "ye'),
        (7, "Sure!"),
    ]
    right = expected(connection, run, riddles, "strict")
    assert accuracy(run)[1] == sum(bool(said) for place, said in enumerate(right) if place not in (4, 7)) / 12
    shortfall = "judge strict gave no verdict on 2 answers; --retry-failed asks it again"
    assert run.provenance["judge"]["failed"] == 2 and run.eligibility == {"accuracy": shortfall}
    assert run.report is not None and shortfall in run.report.notes and run.report.scores[1].value == 2 / 12


def test_failed_verdicts_stay_failed_until_they_are_asked_for_again_and_then_the_board_is_entered(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    run = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Verdicts(fails=("r2", "r3"))))
    assert "2 answers have no verdict" in (run.report.notes if run.report else ())
    idle = Verdicts()
    assert judge_run(connection, run, riddles, idle).run.provenance["judge"]["failed"] == 2
    assert idle.asked == []
    judge = Verdicts()
    found = judge_run(connection, run, riddles, judge, retry_failed=True)
    assert judge.asked == ["r2", "r3"] and found.boards == {"accuracy": "entered"} and found.number == 3
    assert found.run.eligibility == {"accuracy": ""} and found.run.provenance["judge"]["failed"] == 0
    assert found.run.report is not None
    assert not [note for note in found.run.report.notes if "no verdict" in note]
    assert accuracy(found.run)[1] == sum(map(bool, expected(connection, run, riddles, "strict"))) / 12
    assert auditing.audit(connection, found.run, riddles).ok


def test_evaluate_retries_failed_verdicts_too_and_will_not_do_so_without_the_judge(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    run = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Verdicts(fails=("r2",))))
    with pytest.raises(PodiumError, match=f"run {run.id} was judged by strict .give --judge verdicts:strict again"):
        evaluation.run(connection, Plan(riddles, Guesses(), folder, retry_failed=True))
    judge, model = Verdicts(), Guesses()
    again = evaluation.run(connection, Plan(riddles, model, folder, retry_failed=True, judge=judge))
    assert (again.id, judge.asked, model.asked) == (run.id, ["r2"], [])
    assert again.provenance["judge"]["failed"] == 0 and again.eligibility == {"accuracy": ""}
    with pytest.raises(PodiumError, match=f"no item of run {run.id} failed"):
        evaluation.run(connection, Plan(riddles, Guesses(), folder, retry_failed=True, judge=Verdicts()))


def test_answers_that_failed_are_not_shown_to_the_judge_until_there_is_one(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    judge = Verdicts()
    evaluation.run(connection, Plan(riddles, Guesses(fails=("r5",)), folder, judge=judge))
    assert "r5" not in judge.asked and len(judge.asked) == 11
    judge = Verdicts()
    run = evaluation.run(connection, Plan(riddles, Guesses(), folder, retry_failed=True, judge=judge))
    assert judge.asked == ["r5"] and auditing.audit(connection, run, riddles).ok


def test_a_finished_run_is_judged_and_both_reports_are_kept(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    run = evaluation.run(connection, Plan(riddles, Guesses(), folder))
    assert run.eligibility == {"accuracy": "there was no judge"}
    found = judge_run(connection, run, riddles, Verdicts())
    kept = rescoring.reports(connection, found.run)
    assert [one.report.scores[0].metric for one in kept] == ["accuracy by rules", "accuracy (judge strict)"]
    assert found.boards == {"accuracy": "entered"}
    assert accuracy(found.run)[1] == sum(map(bool, expected(connection, run, riddles, "strict"))) / 12
    assert auditing.audit(connection, found.run, riddles).ok
    again = rescoring.rescore(connection, found.run, riddles, given={"weight": "0.5"})
    assert accuracy(again.run) == ("accuracy (judge strict)", (accuracy(found.run)[1] or 0) / 2)
    assert "12 answers are judged by strict (verdicts:strict)" in (again.run.report.notes if again.run.report else ())
    assert auditing.audit(connection, again.run, riddles).ok


def test_two_judges_on_one_run_are_kept_apart_and_the_last_one_makes_the_report(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    first = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Verdicts(fails=("r1",))))
    second = judge_run(connection, first, riddles, Verdicts("lenient")).run
    assert accuracy(second)[0] == "accuracy (judge lenient)"
    assert accuracy(second)[1] == sum(map(bool, expected(connection, second, riddles, "lenient"))) / 12
    assert [facts["name"] for facts in second.provenance["judges"].values()] == ["strict"]
    assert second.report is not None and not [note for note in second.report.notes if "strict" in note]
    assert auditing.audit(connection, second, riddles).ok
    judge = Verdicts()
    back = judge_run(connection, second, riddles, judge).run
    assert judge.asked == [] and accuracy(back) == accuracy(first)
    assert back.report == first.report
    assert [facts["name"] for facts in back.provenance["judges"].values()] == ["lenient"]


def test_runs_of_two_judges_are_not_compared(connection: sqlite3.Connection, riddles: Benchmark, folder: Path) -> None:
    one = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Verdicts()))
    two = evaluation.run(connection, Plan(riddles, Guesses("two"), folder, judge=Verdicts("lenient")))
    with pytest.raises(PodiumError, match="judge strict and lenient"):
        pairing.check_alike(connection, [one, two])
    pairing.check_alike(connection, [one, judge_run(connection, two, riddles, Verdicts()).run])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            'UPDATE judgements SET fields = \'{"correct": "maybe"}\' WHERE position = 5',
            "has a verdict of strict that is",
        ),
        (
            "UPDATE judgements SET reply = 'yes' WHERE position = 5",
            "has a verdict of strict that is not what was written",
        ),
        (
            "UPDATE judgements SET fields = 'x' WHERE position = 5",
            "has a verdict of strict that is not what was written",
        ),
        ("DELETE FROM judgements WHERE position = 5", "the verdicts of strict are not those the judging ended with"),
        ("UPDATE runs SET provenance = json_remove(provenance, '$.judge')", "is not what was stored with it"),
        ("UPDATE runs SET provenance = json_set(provenance, '$.judge.name', 'o3')", "is not what was stored with it"),
    ],
)
def test_an_altered_verdict_is_named_and_nothing_new_is_scored_by_it(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path, change: str, said: str
) -> None:
    run = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Verdicts()))
    with connection:
        assert connection.execute(change).rowcount == 1
    run = journal.find_run(connection, run.id)
    found = auditing.audit(connection, run, riddles)
    assert not found.ok and any(said in one.what for one in found.problems), found.problems
    if "position" in change:
        assert [(one.position, one.item) for one in found.problems][0] in ((5, "r5"), (None, ""))
        with pytest.raises(PodiumError, match="nothing is scored by it"):
            rescoring.rescore(connection, run, riddles)


def test_a_judge_that_cannot_be_loaded_stops_the_run_before_the_model_is_asked(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    class Broken(Verdicts):
        def prepare(self, task: Any) -> None:
            raise PodiumError("there is no such model")

    model, judge = Guesses(), Broken()
    with pytest.raises(PodiumError, match="judge verdicts:strict: there is no such model"):
        evaluation.run(connection, Plan(riddles, model, folder, judge=judge))
    assert (model.asked, judge.closed, journal.runs(connection)) == ([], 1, [])


def test_ctrl_c_while_judging_leaves_a_run_that_goes_on_where_it_was(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    def stop(items: Sequence[Item]) -> None:
        if items[0].id == "r5":
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="12 of 12 answers are kept"):
        evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Verdicts(before=stop)))
    assert journal.runs(connection)[0].status == "interrupted" and len(rows(connection)) == 5
    model, judge = Guesses(), Verdicts()
    run = evaluation.run(connection, Plan(riddles, model, folder, judge=judge))
    assert (model.asked, judge.asked) == ([], [f"r{number}" for number in range(5, 12)])
    assert run.provenance["judge"]["asked"] == 12

    second = evaluation.run(connection, Plan(riddles, Guesses("two"), folder))
    with pytest.raises(Interrupted, match=f"run {second.id} keeps its report"):
        judge_run(connection, second, riddles, Verdicts("lenient", before=stop))
    assert journal.find_run(connection, second.id).report == second.report
    assert auditing.audit(connection, journal.find_run(connection, second.id), riddles).ok
    judge = Verdicts("lenient")
    judge_run(connection, second, riddles, judge)
    assert judge.asked == [f"r{number}" for number in range(5, 12)]


def test_a_verdict_on_an_equal_answer_of_the_same_run_is_none_of_an_earlier_run(
    connection: sqlite3.Connection, riddles: Benchmark, tmp_path: Path
) -> None:
    """Whether it is taken over depends on when the run was stopped; what the report says does not."""
    folder = tmp_path / "twins"
    folder.mkdir()
    lines = [json.dumps({"id": name, "question": "which one?", "answer": "A"}) for name in ("a", "b", "c")]
    (folder / "test.jsonl").write_text("\n".join(lines))

    class Same(Guesses):
        def _guess(self, item: Item) -> Answer:
            return Answer(text="B", finish="stop")

    def stop(items: Sequence[Item]) -> None:
        if len(rows(connection)) == 0 and items[0].id == "b":
            raise KeyboardInterrupt

    one_by_one = AdapterOptions(batch_size=1)
    with pytest.raises(Interrupted):
        first = Verdicts(options=one_by_one, before=stop)
        evaluation.run(connection, Plan(riddles, Same(), folder, judge=first))
    judge = Verdicts()
    run = evaluation.run(connection, Plan(riddles, Same(), folder, judge=judge))
    assert judge.asked == [] and [row["reused"] for row in rows(connection)] == [None, run.id, run.id]
    facts = run.provenance["judge"]
    assert (facts["judged"], facts["asked"], facts["replies"], facts["reused"]) == (3, 1, 1, 0)
    assert run.report is not None and "3 answers are judged by strict (verdicts:strict)" in run.report.notes
    again = evaluation.run(connection, Plan(riddles, Same("two"), folder, judge=Verdicts()))
    assert again.report is not None and again.report.notes[0] == (
        "3 answers are judged by strict (verdicts:strict), 3 of them by verdicts kept from earlier runs"
    )


def test_an_attempt_that_was_stopped_counts_when_the_run_goes_on(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    class Stops(Verdicts):
        def _guess(self, item: Item) -> Answer:
            if self.lengths.count(32) == 12 and len(self.lengths) == 13:
                raise KeyboardInterrupt
            return super()._guess(item)

    wrong = {"r4": "?"}
    with pytest.raises(Interrupted):
        evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Stops(says=wrong)))
    (left,) = [row for row in rows(connection) if row["fields"] is None]
    assert (left["position"], left["attempts"]) == (4, 2)
    judge = Verdicts(says=wrong)
    run = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=judge))
    assert (judge.asked, judge.lengths) == (["r4"], [128]) and run.provenance["judge"]["failed"] == 1


def test_a_plugin_that_stumbles_over_one_reply_loses_that_one(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    # Its read_verdict takes whatever is JSON for an object.
    run = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Verdicts(says={"r6": "[1]"})))
    verdict = answers(connection, run, riddles)[6].verdict
    assert verdict is not None
    assert verdict.error == "the reply could not be read (3 of 3 attempts): AttributeError in the plugin"
    assert run.provenance["judge"]["failed"] == 1


def test_an_error_of_a_judge_that_quotes_a_gated_question_is_cut(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    class Quoting(Verdicts):
        def _guess(self, item: Item) -> Answer:
            assert isinstance(item.request, Generate)
            if item.id == "r8":
                return Answer(error=f"too long: {item.request.prompt}")
            if item.id == "r9" and self.target == "broken":
                raise PodiumError(f"no memory for {item.request.prompt}")
            return super()._guess(item)

    run = evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Quoting()))
    verdict = answers(connection, run, riddles)[8].verdict
    assert verdict is not None and verdict.error.startswith("no reply: too long: ")
    assert "legs" not in verdict.error and "riddle" not in verdict.error
    with pytest.raises(PodiumError, match="judge broken: no memory for ") as caught:
        judge_run(connection, run, riddles, Quoting("broken"))
    assert "legs" not in str(caught.value) and journal.find_run(connection, run.id).report == run.report


def test_pruned_answers_take_their_verdicts_with_them(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=Verdicts(), limit=7))
    bare = evaluation.run(connection, Plan(riddles, Guesses("two"), folder, limit=7))
    sizes = {one.run: one.bytes for one in pruning.choose(connection, pruning.Choice(keep=0))}
    assert min(sizes, key=lambda run: sizes[run]) == bare.id
    pruning.remove(connection, pruning.choose(connection, pruning.Choice(keep=0)))
    assert rows(connection) == [] and connection.execute("SELECT count(*) FROM answers").fetchone()[0] == 0


def test_what_a_dry_run_says_of_calls_is_their_most(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    assert evaluation.dry_run(Plan(riddles, Guesses(), folder), connection).judge_calls is None
    assert evaluation.dry_run(Plan(riddles, Guesses(), folder, judge=Verdicts()), connection).judge_calls == 36


def test_the_same_model_as_the_judged_one_is_said() -> None:
    assert judging.same_model({"address": "http://a/v1", "model": "m"}, {"address": "http://a/v1", "model": "m"})
    assert judging.same_model({"weights": "sha256:1"}, {"weights": "sha256:1"})
    assert not judging.same_model({"address": "http://a/v1", "model": "m"}, {"address": "http://a/v1", "model": "n"})
    assert not judging.same_model({}, {}) and not judging.same_model({"weights": None}, {"weights": None})


REQUESTS = st.builds(
    Generate,
    prompt=st.text(max_size=8),
    system=st.text(max_size=4),
    max_tokens=st.integers(1, 9),
    stop=st.tuples(st.text(max_size=2)),
    schema=st.sampled_from(["", "{}", '{"type": "object"}']),
)


@given(REQUESTS, REQUESTS)
def test_two_questions_have_one_digest_only_if_they_are_equal(one: Generate, other: Generate) -> None:
    assert (judgements.prompt_digest(one) == judgements.prompt_digest(other)) == (one == other)


def test_the_digest_of_a_question_is_that_of_its_fields_and_not_of_those_it_leaves_out() -> None:
    import hashlib

    asked = Generate("Is 2 two?", system="Compare.", max_tokens=32)
    text = json.dumps({"max_tokens": 32, "prompt": "Is 2 two?", "system": "Compare."})
    assert judgements.prompt_digest(asked) == hashlib.sha256(text.encode()).hexdigest()
