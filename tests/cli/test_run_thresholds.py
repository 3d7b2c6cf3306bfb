"""Thresholds chosen on valid, frozen in a file, used on test: as a lab would type it."""

from __future__ import annotations

import csv
import json
import random
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from podium.cli.app import App
from podium.plugins.chest_xray.observations import NAMES
from podium.registry import database, journal
from podium.registry.discovery import discover
from podium.registry.loading import reload, stage
from podium.registry.thresholds import RULES, digest
from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.plugins.chexpert.support import row, write_table

FIRST = {"valid": 64541, "test": 64741}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return label tables of 60 made-up studies per split, each with a file of predictions."""
    folder, drawn = tmp_path / "CheXpert-v1.0", random.Random(3)
    for split, first in FIRST.items():
        rows, predictions = [], []
        for number in range(60):
            study = f"CheXpert-v1.0/{split}/patient{first + number}/study1"
            findings = {name: drawn.random() < (0.4 if name != "Fracture" else 0.05) for name in NAMES}
            labels = {name.replace(" ", "_"): f"{float(found)}" for name, found in findings.items()}
            rows.append(row(f"{study}/view1_frontal.jpg", **labels))
            predictions.append(
                {"Study": study}
                | {name: f"{0.3 * found + 0.7 * drawn.random():.4f}" for name, found in findings.items()}
            )
        write_table(folder / f"{split}.csv", rows)
        with (folder / f"{split}-mine.csv").open("w", newline="") as stream:
            writer = csv.DictWriter(stream, ("Study", *NAMES))
            writer.writeheader()
            writer.writerows(predictions)
    return folder


def scored(folder: Path, split: str, *more: str | Path) -> Any:
    words = ("--predictions", folder / f"{split}-mine.csv", "--data", folder, "--split", split, "--bootstrap", "50")
    return podium_json("score", "chexpert", *words, *more)


def column(run: Any, table: str, name: str) -> dict[str, Any]:
    (found,) = [one for one in run["report"]["tables"] if one["name"] == table]
    place = found["columns"].index(name)
    return {row[0]: row[place] for row in found["rows"]}


@pytest.mark.parametrize("rule", RULES)
def test_thresholds_of_valid_are_frozen_and_used_on_test(copy: Path, rule: str) -> None:
    run = scored(copy, "valid")
    path = copy / "frozen.json"
    said = podium("runs", "thresholds", run["id"], "--rule", rule, "-o", path).stdout
    data = json.loads(path.read_text())
    assert data["sha256"] == digest(data)
    assert " ".join(said.split()).startswith(f"13 thresholds by {rule} on chexpert valid in ")
    assert "Fixed at 0.5, for want of cases: Fracture" in said
    assert {key: data[key] for key in ("version", "rule", "benchmark", "split", "sample", "run")} == {
        "version": 1, "rule": rule, "benchmark": "chexpert", "split": "valid", "sample": False, "run": run["id"],
    }  # fmt: skip
    assert data["model"]["name"] == "valid-mine"
    assert len(data["model"]["sha256"]) == 64
    assert data["dataset"] == run["provenance"]["dataset"]
    assert data["shortfall"] == run["provenance"]["shortfall"] != ""
    offered = column(run, "thresholds", RULES[rule])
    for name, told in data["thresholds"].items():
        if name == "Fracture":
            assert (told["threshold"], told["fixed"]) == (0.5, "10 or fewer positives: use a fixed value")
        else:
            assert told["threshold"] == offered[name]["value"]
            assert (told["low"], told["high"]) == (offered[name]["interval"]["low"], offered[name]["interval"]["high"])
    used = scored(copy, "test", "--thresholds", path)
    assert column(used, "decisions", "threshold") == {n: told["threshold"] for n, told in data["thresholds"].items()}
    assert used["report"]["settings"]["thresholds"] == f"{rule} on valid, sha256 {data['sha256'][:12]}"


def test_a_run_at_frozen_thresholds_can_be_scored_again_from_another_folder(
    copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = copy / "frozen.json"
    podium("runs", "thresholds", scored(copy, "valid")["id"], "--rule", "youden", "-o", path)
    monkeypatch.chdir(copy)
    run = scored(copy, "test", "--thresholds", path.name)
    assert run["settings"]["thresholds"] == str(path)
    monkeypatch.chdir(tmp_path)
    benchmark = discover().benchmarks["chexpert"].benchmark
    with closing(database.connect(App().place.db)) as connection:
        again = reload(connection, journal.find_run(connection, run["id"]), benchmark)
        settings = stage(benchmark, again.loaded.settings, "score")
        report = benchmark.score(again.loaded.items, again.answers, "cpu", **settings)
    assert report.to_json()["tables"] == run["report"]["tables"]


@pytest.mark.parametrize("rule", ["max-f1", None])
def test_a_comparison_takes_the_thresholds_of_the_stored_reports_whatever_became_of_the_file(
    copy: Path, rule: str | None
) -> None:
    path = copy / "frozen.json"
    valid = scored(copy, "valid")["id"]
    podium("runs", "thresholds", valid, "--rule", "youden", "-o", path)
    runs = [scored(copy, "test", "--thresholds", path), scored(copy, "test")]
    before = podium_json("runs", "compare", *(run["id"] for run in runs))
    path.unlink()
    if rule:
        podium("runs", "thresholds", valid, "--rule", rule, "-o", path)
    found = podium_json("runs", "compare", *(run["id"] for run in runs))
    assert found == before
    for side, run in zip("ab", runs, strict=True):
        assert {name: cell["value"] for name, cell in column(found, "f1", side).items()} == {
            name: pytest.approx(cell["value"], abs=1e-12) for name, cell in column(run, "decisions", "f1").items()
        }
    assert column(found, "f1", "a") != column(found, "f1", "b")


def test_thresholds_chosen_on_the_first_items_only_say_so(copy: Path) -> None:
    podium("runs", "thresholds", scored(copy, "valid", "--limit", "50")["id"], "--rule", "youden", "-o", copy / "few")
    assert json.loads((copy / "few").read_text())["shortfall"].endswith("; 50 of 60 items (--limit)")


def test_a_run_on_the_test_split_gives_no_thresholds(copy: Path) -> None:
    run = scored(copy, "test")
    path = copy / "frozen.json"
    said = failure("runs", "thresholds", run["id"], "--rule", "youden", "-o", path, code=1)
    assert said == (
        f"run {run['id']} is of the split test: a threshold chosen on the test split would be an oracle's;"
        " choose it on valid"
    )
    assert not path.exists()


def test_a_file_of_thresholds_that_is_not_there_is_said_before_anything_runs(copy: Path) -> None:
    words = ("--predictions", copy / "test-mine.csv", "--data", copy, "--thresholds", copy / "none.json")
    said = failure("score", "chexpert", *words, code=1)
    assert said == f"thresholds {copy / 'none.json'} cannot be read: No such file or directory"
    assert podium_json("runs") == []


def test_thresholds_are_not_used_on_the_split_they_were_chosen_on(copy: Path) -> None:
    path = copy / "frozen.json"
    podium("runs", "thresholds", scored(copy, "valid")["id"], "--rule", "youden", "-o", path)
    words = ("--predictions", copy / "valid-mine.csv", "--data", copy, "--split", "valid", "--thresholds", path)
    assert failure("score", "chexpert", *words, code=1) == (
        f"the thresholds of {path} were chosen on valid, the split that is scored;"
        " score another split, or leave them out"
    )


def test_nothing_is_overwritten_and_a_run_of_ranks_offers_nothing(copy: Path) -> None:
    path = copy / "valid.csv"
    before = path.read_bytes()
    run = scored(copy, "valid")
    said = failure("runs", "thresholds", run["id"], "--rule", "youden", "-o", path, code=1)
    assert said == f"{path} exists already; name a new file"
    assert path.read_bytes() == before
    ranks = scored(copy, "valid", "--set", "scores=rank")
    said = failure("runs", "thresholds", ranks["id"], "--rule", "youden", "-o", copy / "new.json", code=1)
    assert said == (
        f"the report of run {ranks['id']} offers no thresholds; they come with probabilities scored on a split that no"
        " board ranks on"
    )
    missing = copy / "none" / "new.json"
    said = failure("runs", "thresholds", run["id"], "--rule", "youden", "-o", missing, code=1)
    assert said == f"{missing} cannot be written: No such file or directory"
