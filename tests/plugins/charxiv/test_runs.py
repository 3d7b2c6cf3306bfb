"""Whole runs on charts: models that see, kills, files of replies."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.plugins.charxiv.plugin import CharXivReasoning
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Adapter, Task
from podium.registry.benchmark import Item
from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.fakes import vision
from podium.tests.plugins.charxiv.support import asked, hub_row, load, picture, write_hub, write_original

BENCHMARK = CharXivReasoning()
_MAIN = "import sys; from podium.cli.main import main; sys.argv[0] = 'podium'; main()"


@pytest.fixture(scope="module")
def llava(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return vision.llava(tmp_path_factory.mktemp("models") / "llava")


@pytest.fixture(scope="module")
def gemma3(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return vision.gemma3(tmp_path_factory.mktemp("models") / "gemma3")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("charxiv") / "sample"
    BENCHMARK.write_sample(folder)
    return folder


def prepared(model: Path, items: Sequence[Item], batch: int) -> Adapter:
    adapter = open_adapter(f"hf:{model}", AdapterOptions(batch_size=batch, max_new_tokens=8))
    adapter.prepare(Task(BENCHMARK, "validation", items, {}, lambda split: ()))
    return adapter


@pytest.mark.parametrize("name", ["llava", "gemma3"])
def test_a_model_sees_the_chart_before_the_question_and_the_size_of_a_batch_changes_no_reply(
    name: str, sample: Path, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(name)
    items = load(sample).items[:12]
    adapter = prepared(model, items, 1)
    preview = adapter.preview(items[0])
    assert preview is not None
    mark = {"llava": "<image>", "gemma3": "<start_of_image>"}[name]
    # Some templates trim the question, whose official form ends in blanks.
    assert preview.prompt.count(mark) == 1
    assert preview.prompt.index(mark) < preview.prompt.index(asked(items[0]).prompt.strip())
    alone = [answer.text for answer in adapter.answer(items)]
    assert alone == [answer.text for answer in prepared(model, items, 4).answer(items)]


def test_other_charts_give_other_replies(llava: Path, sample: Path, tmp_path: Path) -> None:
    items = load(sample).items[:6]
    blank = tmp_path / "blank.jpg"
    blank.write_bytes(picture(0))
    blind = [replace(item, request=replace(asked(item), images=(blank,))) for item in items]
    adapter = prepared(llava, items, 2)
    seen, unseen = ([answer.text for answer in adapter.answer(found)] for found in (items, blind))
    assert seen != unseen


def evaluate(folder: Path, model: Path, *more: str) -> list[str]:
    words = ["evaluate", "charxiv-r", "--data", str(folder), "--model", f"hf:{model}", "--device", "cpu"]
    return [*words, "--max-new-tokens", "12", "--batch-size", "1", *more]


def answered(db: Path) -> int:
    if not db.is_file():
        return 0
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def killed_in_the_middle(words: Sequence[str], home: Path) -> int:
    """Run a command, kill it when some answers are kept, and return how many there are."""
    process = subprocess.Popen(
        [sys.executable, "-c", _MAIN, *words],
        env=os.environ | {"PODIUM_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while not answered(home / "registry.db"):
        assert process.poll() is None, "it ended before it answered anything"
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    return answered(home / "registry.db")


def report_of(run: dict[str, Any]) -> dict[str, Any]:
    """Return what of a run must not depend on when and how often it was begun."""
    return {"report": run["report"], "digest": run["digest"], "items": run["items"], "status": run["status"]}


def test_a_run_killed_in_the_middle_goes_on_and_ends_in_the_report_of_an_unbroken_one(
    llava: Path, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = evaluate(sample, llava)
    kept = killed_in_the_middle(words, tmp_path / "killed")
    assert 0 < kept < 64
    found = []
    for home in ("killed", "unbroken"):
        monkeypatch.setenv("PODIUM_HOME", str(tmp_path / home))
        podium(*words)
        runs = podium_json("runs", "list")
        assert len(runs) == 1
        found.append(podium_json("runs", "show", runs[0]["id"]))
    assert report_of(found[0]) == report_of(found[1])
    assert found[0]["provenance"]["sittings"] == 2
    report = found[0]["report"]
    assert report["counts"]["questions"] == 64
    assert report["boards"]["rules"]["n"] == 64
    names = {score["metric"] for score in report["scores"]}
    assert {"charxiv-r-rules", "charxiv-r-rules-strict", "rules-coverage", "truncated-rate"} <= names
    tables = {table["name"]: len(table["rows"]) for table in report["tables"]}
    assert tables["subjects"] == 8
    assert (tables["answer_type"], tables["source"], tables["year"], tables["subplots"]) == (4, 3, 4, 3)


def test_the_sample_runs_without_data_and_keeps_off_the_boards(llava: Path) -> None:
    shown = podium_json(
        "evaluate", "charxiv-r", "--model", f"hf:{llava}", "--max-new-tokens", "2", "--limit", "4", "--device", "cpu"
    )
    assert shown["sample"] is True
    assert shown["eligibility"]["rules"].endswith("synthetic sample data")


def replies(path: Path, rows: Sequence[tuple[str, str]], key: str = "figure_id", text: str = "response") -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow((key, text))
        writer.writerows(rows)
    return path


RIGHT = [("101", "It falls by 9.17."), ("7", "λ=0.5"), ("12", "yes"), ("3", "40000"), ("5", "up, then down")]


@pytest.mark.parametrize("layout", ["authors", "hub"])
def test_a_file_of_replies_is_scored_without_any_chart_in_both_layouts(layout: str, tmp_path: Path) -> None:
    if layout == "authors":
        write_original(tmp_path / "data")
        for path in (tmp_path / "data" / "images").iterdir():
            path.unlink()
    else:
        write_hub(tmp_path / "data" / "val.parquet")
    file = replies(tmp_path / "r.csv", RIGHT)
    shown = podium_json("evaluate", "charxiv-r", "--data", tmp_path / "data", "--model", f"file:{file}")
    assert shown["report"]["boards"]["rules"]["value"] == 0.8
    assert shown["settings"]["images"] == "skip"
    assert "5 rows, the official split has 1,000" in shown["eligibility"]["rules"]


def test_the_authors_own_files_of_replies_are_read_as_json_lines(tmp_path: Path) -> None:
    write_original(tmp_path / "data")
    rows = [{"figure_id": int(key), "inst_category": 1, "raw_question": "?", "response": text} for key, text in RIGHT]
    file = tmp_path / "gen.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    shown = podium_json("evaluate", "charxiv-r", "--data", tmp_path / "data", "--model", f"file:{file}")
    assert shown["report"]["boards"]["rules"]["value"] == 0.8


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (RIGHT[:4], "no row for 1 of 5 questions of split validation: 5"),
        ([*RIGHT, ("999", "x")], "1 of 6 rows answer nothing that split validation asks: '999', from row 7 on"),
        ([*RIGHT, ("7", "again")], "7"),
    ],
)
def test_replies_to_other_figures_or_twice_or_missing_are_refused_by_their_number(
    rows: Sequence[tuple[str, str]], said: str, tmp_path: Path
) -> None:
    write_original(tmp_path / "data")
    file = replies(tmp_path / "r.csv", rows)
    assert said in failure("evaluate", "charxiv-r", "--data", tmp_path / "data", "--model", f"file:{file}", code=1)


def test_a_copy_that_is_not_whole_stops_with_one_line_and_nothing_is_stored(tmp_path: Path, llava: Path) -> None:
    folder = write_original(tmp_path / "data")
    (folder / "images" / "12.jpg").write_bytes(picture()[:-30])
    said = failure("evaluate", "charxiv-r", "--data", folder, "--model", f"hf:{llava}", code=1)
    assert "12.jpg is cut off" in said
    assert podium_json("runs", "list") == []
    write_hub(tmp_path / "hub" / "val.parquet", [hub_row((7, 9, 1, "cs", "20", 1, "Q?", "1"))])
    assert "reasoning_a_type is 9" in failure(
        "evaluate", "charxiv-r", "--data", tmp_path / "hub", "--model", f"hf:{llava}", code=1
    )
