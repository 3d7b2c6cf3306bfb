"""The same command goes on with an unfinished run, unless something that matters has changed: then it says what."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, identity, journal
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Answered, Facts, Numbered, Preview
from podium.registry.benchmark import Answer, Benchmark, Choose, Generate, Item
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Interrupted, Plan, Progress
from podium.tests.fakes import causal
from podium.tests.fakes.adapters import Guesses


def interrupt(after: int) -> Any:
    """Return what raises Ctrl-C before the next batch once so many items were asked."""
    left = [after]

    def before(items: Any) -> None:
        if left[0] <= 0:
            raise KeyboardInterrupt
        left[0] -= len(items)

    return before


def begun(connection: sqlite3.Connection, plan: Plan, after: int = 10, **more: Any) -> journal.Run:
    """Run a plan until Ctrl-C and return what there is of the run."""
    with pytest.raises(Interrupted):
        evaluation.run(connection, replace(plan, adapter=Guesses(before=interrupt(after), **more)))
    return journal.runs(connection)[0]


def going_on(connection: sqlite3.Connection, plan: Plan, **more: Any) -> tuple[journal.Run, Progress]:
    """Run a plan to the end; return the run and what was told when the answering began."""
    seen: list[Progress] = []
    run = evaluation.run(connection, replace(plan, adapter=Guesses(**more)), seen.append)
    return run, next(one for one in seen if one.stage == "answering")


def test_the_same_command_asks_only_what_has_no_answer_yet(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    stopped = begun(connection, plan)
    assert (stopped.status, stopped.answered) == ("interrupted", 10)
    adapter = Guesses()
    seen: list[Progress] = []
    run = evaluation.run(connection, replace(plan, adapter=adapter), seen.append)
    assert (run.id, run.status, len(adapter.asked)) == (stopped.id, "finished", 26)
    first = next(one for one in seen if one.stage == "answering")
    assert (first.done, first.kept, first.total, first.previous, first.changed) == (10, 10, 36, "", ())
    assert run.provenance["sittings"] == 2
    assert run.provenance["asked"]["items"] == 36


def test_batch_size_and_device_do_not_keep_a_run_from_going_on(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    stopped = begun(connection, plan)
    run, _ = going_on(connection, plan, options=AdapterOptions(batch_size=7, batch_tokens=100, device="cpu:0"))
    assert run.id == stopped.id


def test_a_copy_of_the_data_in_another_place_is_the_same_data(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    plan = Plan(spots, Guesses(), data)
    stopped = begun(connection, plan, after=5)
    run, _ = going_on(connection, replace(plan, root=data.rename(tmp_path / "moved")))
    assert run.id == stopped.id


def test_fresh_begins_anew_and_leaves_the_unfinished_run_alone(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    stopped = begun(connection, plan)
    run, first = going_on(connection, replace(plan, fresh=True))
    assert run.id != stopped.id
    assert (first.kept, first.previous) == (0, "")
    assert journal.find_run(connection, stopped.id).status == "interrupted"


def test_a_finished_run_is_not_repeated_by_going_on_but_run_anew(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    runs = [going_on(connection, plan)[0] for _ in range(2)]
    assert runs[0].id != runs[1].id
    assert runs[0].fingerprint == runs[1].fingerprint


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ({"dtype": "float32"}, {"dtype": "bfloat16"}, ("dtype float32 → bfloat16",)),
        ({"weights": "sha256:" + "0" * 64}, {"weights": "sha256:" + "1" * 64}, ("weights changed",)),
        ({}, {"quantization": "4bit"}, ("quantization none → 4bit",)),
        ({"temperature": 0.0, "seed": 1}, {"temperature": 0.5, "seed": 2}, ("temperature 0.0 → 0.5", "seed 1 → 2")),
        ({"template": "short"}, {"template": "long " * 50}, ("template changed",)),
    ],
)
def test_what_changed_about_the_model_is_said_in_words(
    connection: sqlite3.Connection,
    quiz: Benchmark,
    quiz_folder: Path,
    before: dict[str, Any],
    after: dict[str, Any],
    changed: tuple[str, ...],
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    stopped = begun(connection, plan, facts=before)
    seen: list[Progress] = []
    run = evaluation.run(connection, replace(plan, adapter=Guesses(facts=after)), seen.append)
    told = [(one.previous, one.changed) for one in seen if one.stage == "answering"]
    assert told[0] == (stopped.id, changed)
    assert set(told[1:]) == {("", ())}
    assert run.id != stopped.id


@pytest.mark.parametrize(
    ("more", "changed"),
    [
        ({"limit": 20}, ("limit none → 20",)),
        ({"subset": ("subject=anatomy",)}, ("subset none → subject=anatomy",)),
        ({"settings": {"shots": "2"}}, ("36 items", "shots 0 → 2")),
    ],
)
def test_what_changed_about_the_question_is_said_in_words(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, more: dict[str, Any], changed: tuple[str, ...]
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    begun(connection, plan)
    _, first = going_on(connection, replace(plan, **more))
    # Of the items of the old run only the answered ones are known.
    assert first.changed == tuple("10 items changed" if one == "36 items" else one for one in changed)


def rewrite(path: Path, rows: range) -> None:
    """Change the question of some rows."""
    with path.open(newline="", encoding="utf-8") as file:
        table = list(csv.reader(file))
    for row in rows:
        table[row][0] += " really?"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table)


def test_items_that_changed_are_counted_among_the_answered_ones(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    begun(connection, plan)
    rewrite(quiz_folder / "test" / "anatomy_test.csv", range(3))
    assert going_on(connection, plan)[1].changed == ("3 items changed",)


def test_items_that_changed_and_were_not_asked_yet_are_told_too(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    begun(connection, plan)
    rewrite(quiz_folder / "test" / "virology_test.csv", range(1))
    assert going_on(connection, plan)[1].changed == ("items changed that were not answered yet",)


def test_a_run_of_an_earlier_version_cannot_go_on_and_says_so(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    stopped = begun(connection, plan)
    connection.execute(
        "UPDATE runs SET fingerprint = 'old', provenance = json_remove(provenance, '$.identity') WHERE id = ?",
        (stopped.id,),
    )
    connection.commit()
    _, first = going_on(connection, plan)
    assert first.previous == stopped.id
    assert first.changed == ("it was begun by an earlier version of Podium, which kept less about it",)


def test_a_change_is_told_only_while_the_unfinished_run_is_the_newest(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    begun(connection, plan, facts={"dtype": "float32"})
    assert going_on(connection, plan, facts={"dtype": "float16"})[1].changed == ("dtype float32 → float16",)
    assert going_on(connection, plan, facts={"dtype": "float64"})[1].changed == ()


def test_the_identity_names_every_fact_and_its_hash_is_the_runs_fingerprint(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    run, _ = going_on(connection, Plan(quiz, Guesses(), quiz_folder), facts={"dtype": "float32"})
    identity = run.provenance["identity"]
    assert {name: value for name, value in identity.items() if name not in ("items", "prompt")} == {
        "benchmark": "quiz", "card version": quiz.card.version, "split": "test", "dataset": "", "limit": None,
        "subset": None, "adapter": "guesses", "setting shots": 0, "setting protocol": "likelihood",
        "model name": "one", "model dtype": "float32",
    }  # fmt: skip
    assert len(identity["items"]) == len(identity["prompt"]) == len(run.fingerprint) == 64
    assert identity["items"] == run.provenance["content"]


def test_runs_are_ordered_as_they_were_recorded_although_the_clock_was_set_back(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder)
    first = begun(connection, plan)
    moments = iter(["2001-01-01T00:00:00+00:00"] * 20)
    monkeypatch.setattr(journal, "now", lambda: next(moments))
    second, _ = going_on(connection, replace(plan, fresh=True))
    assert second.started_at < first.started_at
    assert [run.id for run in journal.runs(connection)] == [second.id, first.id]
    assert second.provenance["durations"]["total"] >= 0


def test_ctrl_c_while_scoring_keeps_every_answer_and_asks_none_again(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*args: object, **settings: object) -> None:
        raise KeyboardInterrupt

    plan = Plan(quiz, Guesses(), quiz_folder)
    with monkeypatch.context() as patch, pytest.raises(Interrupted, match="36 of 36 answers are kept") as caught:
        patch.setattr(type(quiz), "score", stop)
        evaluation.run(connection, plan)
    assert caught.value.hint == "run the same command again to go on"
    adapter = Guesses()
    run = evaluation.run(connection, replace(plan, adapter=adapter))
    assert (run.status, adapter.asked) == ("finished", [])


def test_the_adapter_is_closed_however_a_run_ends(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    class Unloadable(Guesses):
        def prepare(self, task: Any) -> None:
            raise MemoryError

    def broken(items: Any) -> None:
        raise ZeroDivisionError("a bug")

    ends = (Guesses(), Guesses(before=interrupt(5)), Guesses(before=broken), Unloadable())
    errors: list[type[BaseException]] = []
    for adapter in ends:
        try:
            evaluation.run(connection, Plan(quiz, adapter, quiz_folder))
        except (Exception, KeyboardInterrupt) as error:
            errors.append(type(error))
    assert [adapter.closed for adapter in ends] == [1, 1, 1, 1]
    assert errors == [Interrupted, ZeroDivisionError, MemoryError]
    # The third goes on with the run that the second began.
    assert [(run.status, run.answered, run.error) for run in journal.runs(connection)] == [
        ("failed", 5, "ZeroDivisionError: a bug"),
        ("finished", 36, ""),
    ]


class Looks(Guesses):
    """Says that it opens images."""

    looks_at_images = True


def test_other_images_under_the_same_names_are_other_data_and_a_copy_is_not(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    def go(root: Path) -> tuple[str, tuple[str, ...]]:
        seen: list[Progress] = []
        with pytest.raises(Interrupted):
            evaluation.run(connection, Plan(spots, Looks(before=interrupt(5)), root), seen.append)
        first = next(one for one in seen if one.stage == "answering")
        return first.run, first.changed

    run, _ = go(data)
    moved = Path(shutil.copytree(data, tmp_path / "copy"))
    assert go(moved) == (run, ())
    with (moved / "test003.png").open("ab") as file:
        file.write(b"x")
    other, changed = go(moved)
    assert other != run and changed == ("images changed",)


def test_the_prompts_of_every_type_of_request_tell_whether_a_run_goes_on(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    class Mixed(Benchmark):
        card, settings = quiz.card, quiz.settings

        def load(self, root: Path, split: str, **settings: Any) -> Any:
            """Return questions to choose from, and one to write at the end."""
            items = list(quiz.load(root, split, **settings))
            return [*items[:-1], replace(items[-1], request=Generate("Which?"))]

        def score(self, *values: Any, **settings: Any) -> Any:
            """Nothing is scored."""
            raise NotImplementedError

    class Words(Guesses):
        asking = "Say"

        def preview(self, item: Item) -> Preview | None:
            """The texts, in which the words for one type of request can be changed."""
            shown = super().preview(item)
            if shown is None or not isinstance(item.request, Generate):
                return shown
            return replace(shown, prompt=f"{self.asking} {shown.prompt}")

    class Politely(Words):
        asking = "Please say"

    first, second, third = (
        evaluation.prepare(Plan(Mixed(), adapter, quiz_folder)).identity for adapter in (Words(), Politely(), Words())
    )
    assert first == third
    assert [name for name in first if first[name] != second[name]] == ["prompt of Generate"]


class Long(Guesses):
    """Cuts every third prompt, and says at what cost it did so."""

    cut = 0

    def _guess(self, item: Item) -> Answer:
        answer = super()._guess(item)
        self.cut += 1
        return replace(answer, remarks=("cut",)) if item.id.endswith(("1", "4", "7")) else answer

    def recall(self, remarks: Mapping[str, int]) -> None:
        """Count."""
        self.cut = remarks.get("cut", 0)

    def notes(self) -> Sequence[str]:
        """Say how many were cut, and as they were seen."""
        return [f"{self.cut} prompts were cut"]

    def speed(self) -> Facts:
        """Say the cost of this process alone."""
        return {"cost": 0.25 * len(self.asked), "retries": None}


def test_the_report_of_a_run_that_was_stopped_is_that_of_an_unbroken_one_notes_and_cost_included(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Long(), quiz_folder)
    whole = evaluation.run(connection, plan)
    with pytest.raises(Interrupted):
        evaluation.run(connection, replace(plan, adapter=Long(before=interrupt(10))))
    resumed = evaluation.run(connection, replace(plan, adapter=Long()))
    assert whole.report is not None and whole.report == resumed.report
    cut = sum(item.id.endswith(("1", "4", "7")) for item in quiz.load(quiz_folder, "test", shots=0, protocol="letter"))
    assert 0 < cut < 36 and f"{cut} prompts were cut" in whole.report.notes
    assert whole.provenance["speed"]["cost"] == resumed.provenance["speed"]["cost"] == 9.0
    assert resumed.provenance["sittings"] == 2


def test_the_cut_prompts_of_a_saved_model_are_counted_over_all_sittings(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, tmp_path: Path
) -> None:
    class LongPrompts(Benchmark):
        card, settings = quiz.card, quiz.settings

        def load(self, root: Path, split: str, **settings: Any) -> Any:
            """Return questions of about 400 words, the model reads fewer."""
            return [
                Item(f"i{number}", Choose("word " * 400 + str(number), tuple("abcd")), 3, attributes={"subject": "s"})
                for number in range(36)
            ]

        def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Any:
            """Score as ever."""
            return quiz.score(items, answers, device, **settings)

    folder = causal.save(tmp_path / "model", "gpt2")
    plan = Plan(LongPrompts(), open_adapter(f"hf:{folder}", AdapterOptions(batch_size=6)), quiz_folder)
    whole = evaluation.run(connection, plan)
    adapter = open_adapter(f"hf:{folder}", AdapterOptions(batch_size=6))
    stream = adapter.stream

    def stopped(items: Iterable[Numbered]) -> Generator[Answered, None, None]:
        count = 0
        for answers in stream(items):
            yield answers
            count += len(answers)
            if count >= 30:
                raise KeyboardInterrupt

    adapter.stream = stopped  # type: ignore[method-assign]
    with pytest.raises(Interrupted):
        evaluation.run(connection, replace(plan, adapter=adapter))
    again = open_adapter(f"hf:{folder}", AdapterOptions(batch_size=6))
    resumed = evaluation.run(connection, replace(plan, adapter=again))
    assert whole.report is not None and whole.report == resumed.report
    assert any(note.startswith("36 prompts were longer than") for note in whole.report.notes)


def test_a_failed_image_that_is_mended_is_asked_again_and_another_answered_image_is_not_taken_for_it(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    def stop(items: Any) -> None:
        if items[0].id == "test005":
            raise PodiumError("test005.png is broken")

    plan = Plan(spots, Looks(), data)
    with pytest.raises(PodiumError, match="is broken"):
        evaluation.run(connection, replace(plan, adapter=Looks(before=stop)))
    (stopped,) = journal.runs(connection)
    for name in ("test005.png", "test001.png"):
        with (data / name).open("ab") as file:
            file.write(b"x")
        prepared = evaluation.prepare(plan)
        going_on = identity.same_images(connection, stopped, prepared.identity, prepared.loaded.items)
        assert going_on is (name == "test005.png")
    seen: list[Progress] = []
    run = evaluation.run(connection, plan, seen.append)
    told = next(one for one in seen if one.stage == "answering")
    assert run.id != stopped.id and (told.previous, told.changed) == (stopped.id, ("images changed",))
