"""A run: journalled batch by batch, resumable after anything, and on a board only when it may be."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal, leaderboard, samples
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Adapter
from podium.registry.adapters.baseline import Baseline
from podium.registry.benchmark import Answer, Benchmark, Item
from podium.registry.discovery import discover
from podium.registry.errors import DataError, NotFound, PodiumError
from podium.registry.evaluation import Interrupted, Plan, Progress
from podium.registry.startup import Place
from podium.tests.fakes import spots_data
from podium.tests.fakes.adapters import Guesses
from podium.tests.fakes.models import vit_classifier


def plan(spots: Benchmark, data: Path, spec: str, **more: object) -> Plan:
    return replace(Plan(spots, open_adapter(spec, AdapterOptions(batch_size=5)), data), **more)  # type: ignore[arg-type]


def file_spec(folder: Path, right: int = 12) -> str:
    """Predictions for the 12 test drawings of which the first ``right`` are right."""
    path = folder / "my-model.csv"
    lines = ["id,Spot,Bar"]
    for number in range(12):
        spot, bar = number % 2 == 0, number % 3 == 0
        flip = number >= right
        lines.append(f"test{number:03d},{0.9 if spot != flip else 0.1},{0.8 if bar != flip else 0.2}")
    path.write_text("\n".join(lines))
    return f"file:{path}"


class Stops(Baseline):
    """A real baseline that is interrupted or fails in its n-th batch."""

    def __init__(self, after: int, error: BaseException) -> None:
        super().__init__("always-yes", AdapterOptions(batch_size=5))
        self.left, self.error = after, error

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        if self.left == 0:
            raise self.error
        self.left -= 1
        return super().answer(items)


def test_a_run_on_the_whole_official_split_enters_the_board_verified(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    run = evaluation.run(connection, plan(spots, data, file_spec(tmp_path, right=9)))
    assert (run.status, run.items, run.answered) == ("finished", 12, 12)
    assert run.report is not None and run.report.boards["accuracy"].value == 18 / 24
    assert run.eligibility == {"accuracy": ""}
    (row,) = leaderboard.board(connection, "spots").rows
    assert (row.model.name, row.value, row.standing, row.run, row.verified) == (
        "my-model", 0.75, "reproduced", run.id, True,
    )  # fmt: skip


def test_a_target_that_is_none_of_the_options_is_refused_before_anything_is_asked(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    class Off(type(quiz)):  # type: ignore[misc]
        def load(self, root: Path, split: str, **settings: Any) -> list[Item]:
            first, *rest = super().load(root, split, **settings)
            return [replace(first, target=4), *rest]

    with pytest.raises(DataError, match=r"item anatomy-0: the target is option 4, but its options are 0 to 3"):
        evaluation.run(connection, Plan(Off(), Guesses(), quiz_folder))
    assert journal.runs(connection) == []


def test_a_newer_run_of_the_same_model_supersedes_its_older_result(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    for right in (9, 12):
        evaluation.run(connection, plan(spots, data, file_spec(tmp_path, right)))
    assert [row.value for row in leaderboard.board(connection, "spots").rows] == [1.0]
    assert connection.execute("SELECT count(*) FROM results WHERE origin = 'run'").fetchone()[0] == 2


def test_a_run_can_be_named_after_a_model_of_the_catalogue(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    evaluation.run(connection, plan(spots, data, file_spec(tmp_path), model_name="medgemma 4b it"))
    assert leaderboard.board(connection, "spots").rows[0].model.organisation == "Google"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"limit": 6}, "6 of 12 items (--limit)"),
        ({"split": "train"}, "split train is not the board's split (test)"),
    ],
)
def test_a_run_that_may_not_enter_the_board_says_why(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, more: dict[str, object], reason: str
) -> None:
    folder = data.parent
    vit = vit_classifier(folder / "vit", ["Spot", "Bar"])
    run = evaluation.run(connection, plan(spots, data, f"hf:{vit}", **more))
    assert run.eligibility == {"accuracy": reason}
    assert leaderboard.board(connection, "spots").rows == ()


def test_a_baseline_and_a_split_of_another_size_stay_off_the_board(
    connection: sqlite3.Connection, spots: Benchmark, tmp_path: Path
) -> None:
    whole, part = spots_data.write(tmp_path / "a"), spots_data.write(tmp_path / "b", test=10)
    assert evaluation.run(connection, plan(spots, whole, "baseline:always-no")).eligibility == {
        "accuracy": "a baseline is a reference, not a model"
    }
    vit = vit_classifier(tmp_path / "vit", ["Spot", "Bar"])
    assert evaluation.run(connection, plan(spots, part, f"hf:{vit}")).eligibility == {
        "accuracy": "10 items, the official split test has 12"
    }


def test_ctrl_c_keeps_the_answers_and_the_same_command_goes_on_where_it_stopped(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    stopped = Plan(spots, Stops(2, KeyboardInterrupt()), data)
    with pytest.raises(Interrupted, match="10 of 12 answers are kept in run") as caught:
        evaluation.run(connection, stopped)
    assert caught.value.exit_code == 130
    seen: list[Progress] = []
    adapter = Stops(1, AssertionError("answered more than what was left"))
    run = evaluation.run(connection, replace(stopped, adapter=adapter), seen.append)
    assert [one.done for one in seen if one.stage == "answering"] == [10, 12]
    whole = evaluation.run(connection, plan(spots, data, "baseline:always-yes"))
    assert run.report == whole.report
    assert run.id != whole.id


def test_a_model_that_changed_in_between_is_not_resumed(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    folder = vit_classifier(tmp_path / "vit", ["Spot", "Bar"])
    first = evaluation.run(connection, plan(spots, data, f"hf:{folder}"))
    journal.set_status(connection, first.id, "interrupted")
    vit_classifier(folder, ["Spot", "Bar"], seed=1)
    seen: list[Progress] = []
    second = evaluation.run(connection, plan(spots, data, f"hf:{folder}"), seen.append)
    assert second.id != first.id
    told = next(one for one in seen if one.stage == "answering")
    assert (told.previous, told.changed) == (first.id, ("weights changed",))
    assert second.report != first.report


def test_an_image_that_cannot_be_read_stops_the_run_by_name_and_it_goes_on_once_mended(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    spec = f"hf:{vit_classifier(tmp_path / 'vit', ['Spot', 'Bar'])}"
    image = data / "test007.png"
    whole = image.read_bytes()
    image.write_bytes(whole[:60])
    with pytest.raises(DataError, match=r"test007\.png cannot be read") as caught:
        evaluation.run(connection, plan(spots, data, spec))
    assert "once it is mended, the same command goes on with run" in caught.value.hint
    (failed,) = journal.runs(connection)
    assert (failed.status, failed.answered) == ("failed", 5)
    image.write_bytes(whole)
    run = evaluation.run(connection, plan(spots, data, spec))
    assert (run.id, run.status) == (failed.id, "finished")


def test_the_record_holds_what_is_needed_to_repeat_the_run(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    vit = vit_classifier(tmp_path / "vit", ["Spot", "Bar"])
    run = evaluation.run(connection, plan(spots, data, f"hf:{vit}", settings={"threshold": "0.4"}))
    assert run.settings == {"threshold": 0.4}
    assert run.provenance["model"]["weights"].startswith("sha256:")
    assert run.provenance["model"]["architecture"] == "ViTForImageClassification"
    assert set(run.provenance["packages"]) >= {"torch", "transformers"}


def test_the_record_tells_how_fast_a_models_images_went_and_the_report_does_not(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    spec = f"hf:{vit_classifier(tmp_path / 'vit', ['Spot', 'Bar'])}"
    first, second = (evaluation.run(connection, plan(spots, data, spec)) for _ in range(2))
    speed = first.provenance["speed"]
    assert speed["images"] == 12
    assert speed["images_per_second"] > 0
    assert 0 <= speed["waited_seconds"] <= speed["seconds"]
    assert first.provenance["model"]["decoding"] == "jpeg reduced to no less than 64x64"
    assert first.report == second.report
    assert "speed" not in evaluation.run(connection, plan(spots, data, file_spec(tmp_path))).provenance


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"split": "tset"}, r"no Spots split called 'tset' \(did you mean test\?\)"),
        ({"settings": {"treshold": "1"}}, r"no setting called 'treshold' \(did you mean threshold\?\)"),
        ({"settings": {"threshold": "high"}}, "threshold='high' is not a number"),
        ({"settings": {"threshold": "-1"}}, "threshold='-1' is below 0"),
        ({"root": Path("/no/such/folder")}, "data folder /no/such/folder does not exist"),
        ({"root": None}, "Spots has no sample data"),
    ],
)
def test_bad_choices_are_refused_before_anything_is_recorded(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, more: dict[str, object], message: str
) -> None:
    with pytest.raises(PodiumError, match=message):
        evaluation.run(connection, plan(spots, data, "baseline:always-no", **more))
    assert journal.runs(connection) == []


@pytest.mark.parametrize("part", ["load", "score"])
def test_a_plugins_own_mistake_is_named_and_ends_the_run(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, part: str
) -> None:
    class Broken(type(spots)):  # type: ignore[misc]
        pass

    def fail(self: Benchmark, *args: object, **settings: object) -> None:
        raise ZeroDivisionError("division by zero")

    setattr(Broken, part, fail)
    stage = {"load": "loader", "score": "scorer"}[part]
    with pytest.raises(PodiumError, match=f"the {stage} of Spots failed: ZeroDivisionError: division by zero"):
        evaluation.run(connection, plan(Broken(), data, "baseline:always-no"))
    assert [run.status for run in journal.runs(connection)] == (["failed"] if part == "score" else [])


def test_a_file_given_as_data_is_told_from_a_folder(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    with pytest.raises(PodiumError, match=r"test\.csv is a file \(give the folder it is in"):
        evaluation.run(connection, plan(spots, data / "test.csv", "baseline:always-no"))


def test_a_benchmark_that_only_lists_results_says_so(
    connection: sqlite3.Connection, spots: Benchmark, tmp_path: Path
) -> None:
    class Listed(Benchmark):
        card = spots.card

    with pytest.raises(PodiumError, match="Spots has no evaluation yet"):
        evaluation.run(connection, Plan(Listed(), open_adapter("baseline:always-no", AdapterOptions()), tmp_path))


def test_runs_are_found_by_the_start_of_their_id(connection: sqlite3.Connection, spots: Benchmark, data: Path) -> None:
    run = evaluation.run(connection, plan(spots, data, "baseline:always-no"))
    assert journal.find_run(connection, run.id[:4].upper()).id == run.id
    with pytest.raises(NotFound, match="no run called 'zzzz'"):
        journal.find_run(connection, "zzzz")
    with pytest.raises(NotFound):
        journal.find_run(connection, "%")


def test_sample_data_is_written_once_and_marks_its_runs(connection: sqlite3.Connection, place: Place) -> None:
    chexpert = discover().benchmarks["chexpert"].benchmark
    table = samples.sample_folder(chexpert) / "test.csv"
    stamp = table.stat().st_mtime_ns
    run = evaluation.run(connection, Plan(chexpert, open_adapter("baseline:always-no", AdapterOptions())))
    assert table.stat().st_mtime_ns == stamp
    assert run.sample is True
    assert run.eligibility["auroc5-study"] == "synthetic sample data"
    assert all(reason.endswith("synthetic sample data") for reason in run.eligibility.values())


def test_a_sample_as_large_as_the_official_split_never_enters_a_board(
    connection: sqlite3.Connection, spots: Benchmark, place: Place, tmp_path: Path
) -> None:
    class WithSample(type(spots)):  # type: ignore[misc]
        def write_sample(self, folder: Path) -> None:
            spots_data.write(folder)

    run = evaluation.run(connection, Plan(WithSample(), open_adapter(file_spec(tmp_path), AdapterOptions())))
    assert (run.items, run.sample) == (12, True)
    assert run.eligibility == {"accuracy": "synthetic sample data"}
    assert leaderboard.board(connection, "spots").rows == ()


def test_a_run_resumed_with_another_score_setting_records_the_one_it_was_scored_by(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    stopped = Plan(spots, Stops(1, KeyboardInterrupt()), data)
    with pytest.raises(Interrupted):
        evaluation.run(connection, stopped)
    resumed = plan(spots, data, "baseline:always-yes", settings={"threshold": "0.75"})
    run = evaluation.run(connection, resumed)
    assert run.report is not None
    assert run.settings == run.report.settings == {"threshold": 0.75}


def test_a_card_without_splits_is_named_before_anything_runs(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    class Splitless(type(spots)):  # type: ignore[misc]
        card = replace(spots.card, boards=(replace(spots.card.headline, split=""),), splits={})

    with pytest.raises(PodiumError, match="the card of Spots names no split"):
        evaluation.run(connection, plan(Splitless(), data, "baseline:always-no"))


def test_every_kind_of_adapter_has_a_module(tmp_path: Path) -> None:
    from podium.registry.adapters import KINDS

    saved = vit_classifier(tmp_path / "x", ["Spot"])
    (tmp_path / "x.csv").write_text("id,Spot\n")
    file = str(tmp_path / "x.csv")
    targets = {"hf": str(saved), "openai": "http://localhost:8000/v1#x", "file": file, "baseline": "prior"}
    assert set(targets) == set(KINDS)
    for kind, target in targets.items():
        adapter = open_adapter(f"{kind}:{target}", AdapterOptions())
        assert isinstance(adapter, Adapter)
        assert adapter.spec == f"{kind}:{target}"


def test_removed_data_is_an_error_not_an_empty_report(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    shutil.rmtree(data)
    data.mkdir()
    with pytest.raises(DataError, match=r"test\.csv does not exist"):
        evaluation.run(connection, plan(spots, data, "baseline:always-no"))
