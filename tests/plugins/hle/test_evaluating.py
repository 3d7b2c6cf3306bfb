"""``podium evaluate hle`` with real tiny models on the sample: text, images, a kill in the middle, and bad copies."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.fakes import language, vision
from podium.tests.plugins.hle.support import CANARY, png, row, uri, write

TEXT = ("--set", "questions=text")
SHORT = ("--max-new-tokens", "4", "--set", "bootstrap=50")

pytestmark = pytest.mark.usefixtures("registry_file")


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"hf:{language.llama(tmp_path_factory.mktemp('llama'), chat=True)}"


@pytest.fixture(scope="module")
def gemma(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"hf:{vision.gemma3(tmp_path_factory.mktemp('gemma'))}"


def small(root: Path, **more: Any) -> Path:
    """Write four questions whose every text holds the canary, one of them with an image."""
    rows = [row(number) for number in range(3)]
    return write(root, [*rows, row(3, image=uri(png())) | more])


def scores(run: Any) -> dict[str, Any]:
    return {score["metric"]: score for score in run["report"]["scores"]}


def test_a_text_model_is_refused_where_images_are_asked_and_told_which_setting_leaves_them_out(llama: str) -> None:
    said = failure("evaluate", "hle", "--model", llama, *SHORT, code=1)
    assert "is a text model and sees no images; Humanity's Last Exam shows one for" in said
    assert said.endswith("or ask only the questions without one: --set questions=text")


def test_a_text_model_answers_the_text_questions_of_the_sample(llama: str) -> None:
    run = podium_json("evaluate", "hle", "--model", llama, *TEXT, *SHORT)
    found = scores(run)
    assert found["hle-rules"]["n"] == 112
    # Random weights: a figure of 0 has Wilson's interval.
    assert found["hle-rules"]["value"] == 0.0 and found["hle-rules"]["interval"]["method"] == "Wilson"
    assert run["report"]["settings"]["bootstrap"] == 50
    assert found["rule-decided-rate"]["n"] == 112
    (subjects,) = [table for table in run["report"]["tables"] if table["name"] == "subjects"]
    assert [(one[0], one[1]) for one in subjects["rows"]][:2] == [("Biology/Medicine", 14), ("Chemistry", 14)]
    assert run["report"]["boards"] == {}
    assert all("synthetic sample data" in reason for reason in run["eligibility"].values())


def test_a_model_that_sees_answers_all_questions_whatever_the_batch(gemma: str) -> None:
    whole, single = (
        podium_json("evaluate", "hle", "--model", gemma, *SHORT, "--limit", "40", "--batch-size", size)
        for size in ("8", "1")
    )
    assert whole["items"] == single["items"] == 40
    assert whole["digest"] == single["digest"]


def test_a_run_that_is_killed_goes_on_where_it_was(llama: str, registry_file: Path) -> None:
    words = ("evaluate", "hle", "--model", llama, *TEXT, *SHORT, "--max-new-tokens", "16", "--batch-size", "1")
    code = "import sys; sys.argv[0] = 'podium'; from podium.cli.main import main; main()"
    child = subprocess.Popen([sys.executable, "-c", code, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    kept = 0
    until = time.monotonic() + 100
    with closing(sqlite3.connect(registry_file)) as reader:
        while kept < 5 and time.monotonic() < until and child.poll() is None:
            time.sleep(0.002)
            (kept,) = reader.execute("SELECT count(*) FROM answers").fetchone()
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    assert 5 <= kept < 112
    finished = podium_json(*words)
    assert finished["status"] == "finished"
    assert finished["provenance"]["sittings"] == 2
    unbroken = podium_json(*words, "--fresh")
    assert finished["id"] != unbroken["id"]
    assert finished["digest"] == unbroken["digest"]
    assert finished["report"] == unbroken["report"]


def test_a_file_of_replies_is_scored_without_writing_images(tmp_path: Path, own_home: Path) -> None:
    data = small(tmp_path / "hle", answer="B", answer_type="multipleChoice")
    replies = tmp_path / "replies.jsonl"
    rows = [{"id": f"{number:024x}", "response": f"Answer: {CANARY} answer {number}."} for number in range(3)]
    rows.append({"id": f"{3:024x}", "response": "Answer: (b)\nConfidence: 90%"})
    replies.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    run = podium_json("evaluate", "hle", "--data", data, "--model", f"file:{replies}")
    assert scores(run)["hle-rules"]["value"] == 1.0
    assert scores(run)["rule-decided-rate"]["value"] == 1.0
    assert list(own_home.rglob("*.png")) == []


def test_a_whole_evaluation_says_nothing_of_a_question(tmp_path: Path, gemma: str) -> None:
    data = small(tmp_path / "hle")
    done = podium("evaluate", "hle", "--data", data, "--model", gemma, *SHORT)
    assert "4 rows, the official split has 2,500" in done.stdout
    assert CANARY not in done.output
    for more in ("--json", "--dry-run"):
        assert CANARY not in podium("evaluate", "hle", "--data", data, "--model", gemma, *SHORT, more).output


def test_the_authors_own_file_of_predictions_is_read(tmp_path: Path) -> None:
    data = small(tmp_path / "hle", answer="17")
    said = {f"{number:024x}": {"model": "m", "response": f"Answer: {16 + number % 3}"} for number in range(4)}
    path = tmp_path / "hle_m.json"
    path.write_text(json.dumps(said, indent=4), encoding="utf-8")
    run = podium_json("evaluate", "hle", "--data", data, "--model", f"file:{path}")
    assert scores(run)["rule-decided-rate"]["value"] == 0.25
    assert scores(run)["hle-rules"]["value"] == 0.0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"answer_type": CANARY}, "row 4: answer_type is neither multipleChoice nor exactMatch"),
        ({"id": "0" * 24}, "row 4: its id is that of row 1 too"),
        ({"image": "data:image/png;base64,%%%"}, "row 4, column image"),
    ],
)
def test_a_damaged_copy_ends_in_one_line_that_names_the_row(
    tmp_path: Path, gemma: str, more: dict[str, Any], said: str
) -> None:
    data = small(tmp_path / "hle", **more)
    found = failure("evaluate", "hle", "--data", data, "--model", gemma, *SHORT, code=1)
    assert said in found
    assert CANARY not in found
