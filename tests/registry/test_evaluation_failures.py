"""Items that fail, and a registry file that cannot be written: what was answered is kept, and it is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import auditing, database, evaluation, journal, leaderboard, pruning
from podium.registry.adapters import AdapterOptions
from podium.registry.benchmark import Benchmark, Item
from podium.registry.errors import PodiumError, RegistryFileError
from podium.registry.evaluation import ItemsFailed, Plan, Progress
from podium.tests.fakes.adapters import Guesses

FAILS = ("anatomy-1", "anatomy-7", "virology-3")


@pytest.mark.parametrize("protocol", ["likelihood", "letter"])
def test_failed_questions_count_as_wrong_are_said_and_keep_the_run_off_the_board(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, protocol: str
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder, settings={"protocol": protocol})
    whole = evaluation.run(connection, plan)
    seen: list[Progress] = []
    run = evaluation.run(connection, replace(plan, adapter=Guesses(fails=FAILS), fresh=True), seen.append)
    assert (run.status, run.failed, run.provenance["outcome"]["failed"]) == ("finished", 3, 3)
    assert [one.failed for one in seen if one.stage == "answering"][-1] == 3
    assert run.report is not None and whole.report is not None
    assert "3 of 36 items failed and count as wrong" in run.report.notes
    assert run.eligibility == {"accuracy": "3 of 36 items failed; --retry-failed asks them again"}
    kept = [entry.answer for entry in journal.entries(connection, whole.id) if entry.item not in FAILS]
    again = [entry.answer for entry in journal.entries(connection, run.id) if entry.answer.error is None]
    assert again == kept and len(kept) == 33
    (row,) = leaderboard.board(connection, "quiz").rows
    assert row.run == whole.id


def test_retry_asks_the_failed_items_alone_and_scores_the_run_again(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    whole = evaluation.run(connection, plan)
    failing = evaluation.run(connection, replace(plan, adapter=Guesses(fails=FAILS)))
    adapter = Guesses(fails=FAILS[:1])
    seen: list[Progress] = []
    once = evaluation.run(connection, replace(plan, adapter=adapter, retry_failed=True), seen.append)
    assert (once.id, once.failed, sorted(adapter.asked)) == (failing.id, 1, list(FAILS))
    first = next(one for one in seen if one.stage == "answering")
    assert (first.kept, first.done, first.failed) == (33, 33, 0)
    assert once.digest != failing.digest
    adapter = Guesses()
    twice = evaluation.run(connection, replace(plan, adapter=adapter, retry_failed=True))
    assert (twice.id, twice.failed, adapter.asked) == (failing.id, 0, [FAILS[0]])
    assert (twice.report, twice.digest, twice.eligibility) == (whole.report, whole.digest, {"accuracy": ""})
    with pytest.raises(PodiumError, match=f"no item of run {failing.id} failed"):
        evaluation.run(connection, replace(plan, retry_failed=True))


def test_a_retry_of_a_run_that_was_never_begun_says_so(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    with pytest.raises(PodiumError, match="there is no run of this model on these items"):
        evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder, retry_failed=True))
    with pytest.raises(PodiumError, match="a fresh run has no failed items"):
        evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder, retry_failed=True, fresh=True))
    assert journal.runs(connection) == []


def test_labels_that_failed_leave_the_run_without_a_score_until_they_are_asked_again(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    plan = Plan(spots, Guesses(fails=("test003", "test004")), data)
    with pytest.raises(ItemsFailed, match="^2 of 12 items failed; --retry-failed asks them again") as caught:
        evaluation.run(connection, plan)
    assert caught.value.exit_code == 4
    (run,) = journal.runs(connection)
    assert (run.status, run.answered, run.failed, run.report) == ("failed", 12, 2, None)
    assert run.error.startswith("2 of 12 items failed; --retry-failed asks them again")
    # The command by itself asks nothing again.
    adapter = Guesses()
    with pytest.raises(ItemsFailed):
        evaluation.run(connection, replace(plan, adapter=adapter))
    assert adapter.asked == []
    again = evaluation.run(connection, replace(plan, adapter=adapter, retry_failed=True))
    assert (again.id, again.status, adapter.asked) == (run.id, "finished", ["test003", "test004"])
    assert again.report == evaluation.run(connection, Plan(spots, Guesses(), data)).report


def test_the_outcome_counts_what_failed_was_cut_off_and_names_no_option(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    class Mumbles(Guesses):
        """Writes instead of choosing; the reply of every third item names no option."""

        def answer(self, items: Sequence[Item]) -> list[Any]:
            answers = super().answer(items)
            return [
                replace(answer, choice=None, text='"choice":2, "error":"', finish="stop")
                if answer.error is None and int(item.id[-1]) % 3 == 0
                else answer
                for item, answer in zip(items, answers, strict=True)
            ]

    run = evaluation.run(connection, Plan(quiz, Mumbles(fails=FAILS), quiz_folder))
    names = [item.id for item in quiz.load(quiz_folder, "test", shots=0, protocol="likelihood")]
    unparsed = sum(int(name[-1]) % 3 == 0 for name in names if name not in FAILS)
    assert run.provenance["outcome"] == {"failed": 3, "truncated": 0, "unparsed": unparsed}
    run = evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder, settings={"protocol": "letter"}))
    cut = [entry.answer.finish for entry in journal.entries(connection, run.id)].count("length")
    assert run.provenance["outcome"] == {"failed": 0, "truncated": cut, "unparsed": 0} and cut > 0


def full(connection: sqlite3.Connection, after: int) -> Any:
    """Return what lets the file grow no more, once so many items were asked."""
    left = [after]

    def before(items: Sequence[Item]) -> None:
        left[0] -= len(items)
        if left[0] < 0:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    return before


def test_a_full_disk_ends_the_run_in_one_line_and_all_that_was_committed_is_there_afterwards(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder, subset=("*-1*",))
    long = AdapterOptions(batch_size=4)

    class Wordy(Guesses):
        def answer(self, items: Sequence[Item]) -> list[Any]:
            return [replace(answer, text="word " * 800) for answer in super().answer(items)]

    # Two whole batches fit in, the third one does not.
    adapter = Wordy(options=long, pause=0.02, before=full(connection, 8))
    with pytest.raises(RegistryFileError) as caught:
        evaluation.run(connection, replace(plan, adapter=adapter))
    (run,) = journal.runs(connection)
    told = f"registry file {database.path_of(connection)}: database or disk is full (free some space; what was"
    assert str(caught.value).startswith(told)
    assert f"the same command goes on with run {run.id}" in caught.value.hint and "\n" not in str(caught.value)
    assert caught.value.exit_code == 78
    assert run.answered == 8 < run.items == 9
    connection.execute("PRAGMA max_page_count = 1000000")
    again = Wordy(options=long)
    finished = evaluation.run(connection, replace(plan, adapter=again))
    assert (finished.id, finished.status, len(again.asked)) == (run.id, "finished", 1)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_batch_that_cannot_be_written_whole_is_not_written_at_all(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    run = evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder, limit=1))
    entries = list(journal.entries(connection, run.id))
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 3}")
    many = [
        journal.Entry(place, f"item{place}", "0" * 16, replace(entries[0].answer, text="word " * 200))
        for place in range(1, 60)
    ]
    with pytest.raises(RegistryFileError, match="database or disk is full"):
        journal.record(connection, run.id, many)
    assert list(journal.entries(connection, run.id)) == entries
    journal.record(connection, run.id, many[:1])
    assert len(list(journal.entries(connection, run.id))) == 2


def test_a_file_that_becomes_read_only_ends_the_run_in_one_line(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever opens the file anew meets the same: the thread that looks after what waits must not save the last batch.
    def refused(path: Path, *, write: bool = False) -> sqlite3.Connection:
        raise RegistryFileError(f"registry file {path}: attempt to write a readonly database")

    monkeypatch.setattr("podium.registry.keeping.connect", refused)

    def before(items: Sequence[Item]) -> None:
        connection.execute(f"PRAGMA query_only = {'ON' if items[0].id == 'astronomy-3' else 'OFF'}")

    with pytest.raises(RegistryFileError, match="readonly database") as caught:
        evaluation.run(connection, Plan(quiz, Guesses(pause=0.02, before=before), quiz_folder))
    assert "make the file and its folder writable" in caught.value.hint
    connection.execute("PRAGMA query_only = OFF")
    (run,) = journal.runs(connection)
    assert run.answered == 15
    assert evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder)).id == run.id


def test_an_adapter_that_leaves_items_out_is_told_and_nothing_is_scored(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    class Lazy(Guesses):
        def stream(self, items: Any) -> Any:
            for batch in super().stream(items):
                yield batch[:-1]

    with pytest.raises(PodiumError, match="guesses:one left 8 items without an answer"):
        evaluation.run(connection, Plan(quiz, Lazy(), quiz_folder))
    (run,) = journal.runs(connection)
    assert (run.status, run.answered, run.report) == ("failed", 28, None)


def test_answers_may_come_in_any_order(connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path) -> None:
    class Backwards(Guesses):
        def stream(self, items: Any) -> Any:
            yield from reversed([batch[::-1] for batch in super().stream(items)])

    straight = evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder))
    other = evaluation.run(connection, Plan(quiz, Backwards(), quiz_folder, fresh=True))
    assert (other.report, other.digest) == (straight.report, straight.digest)


@pytest.mark.parametrize("how", [KeyboardInterrupt, PodiumError("the server is gone"), RuntimeError("a bug")])
def test_a_retry_that_is_stopped_leaves_the_run_finished_with_the_report_it_had(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, how: BaseException
) -> None:
    items = [item.id for item in quiz.load(quiz_folder, "test", shots=0, protocol="likelihood")]
    failing = (items[1], items[3])
    plan = Plan(quiz, Guesses(fails=failing), quiz_folder)
    first = evaluation.run(connection, plan)

    def stop(asked: Sequence[Item]) -> None:
        if asked[0].id == items[3]:
            raise how

    one_by_one = Guesses(before=stop, options=AdapterOptions(batch_size=1))
    with pytest.raises((PodiumError, RuntimeError)):
        evaluation.run(connection, replace(plan, adapter=one_by_one, retry_failed=True))
    stopped = journal.find_run(connection, first.id)
    assert (stopped.status, stopped.report, stopped.error) == ("finished", first.report, "")
    assert pruning.choose(connection, pruning.Choice(unfinished=True)) == []
    # One of the two has an answer by now, of which the report knows nothing.
    (problem,) = auditing.audit(connection, stopped, quiz).problems
    assert problem.what.endswith("if asking failed items again was stopped, --retry-failed brings that to its end")
    adapter = Guesses()
    again = evaluation.run(connection, replace(plan, adapter=adapter, retry_failed=True))
    assert (again.id, again.status, adapter.asked, again.failed) == (first.id, "finished", [items[3]], 0)
    assert auditing.audit(connection, again, quiz).ok


def test_a_retry_killed_in_the_middle_is_not_proposed_for_removal(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    item = list(quiz.load(quiz_folder, "test", shots=0, protocol="likelihood"))[0].id
    run = evaluation.run(connection, Plan(quiz, Guesses(fails=(item,)), quiz_folder))
    # What a killed process leaves.
    journal.set_status(connection, run.id, "running")
    assert pruning.choose(connection, pruning.Choice(unfinished=True)) == []
    assert [one.whole for one in pruning.choose(connection, pruning.Choice())] == [False]


def test_ctrl_c_after_the_report_is_stored_does_not_say_that_the_run_could_go_on(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = evaluation._finish

    def and_ctrl_c(*values: Any) -> None:
        finish(*values)
        raise KeyboardInterrupt

    monkeypatch.setattr(evaluation, "_finish", and_ctrl_c)
    with pytest.raises(evaluation.Interrupted, match="^interrupted: run [0-9a-f]+ was just finished") as caught:
        evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder))
    assert caught.value.hint == "nothing of it is lost"
    assert journal.runs(connection)[0].status == "finished"
