"""MMMU from the command line: models that see, a file of replies, and a run that is killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.plugins.mmmu.plugin import MMMU
from podium.plugins.mmmu_family.scoring import drawn_letters
from podium.registry import Item
from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.fakes import vision
from podium.tests.plugins.mmmu.evaluating import evaluate, kill_in_the_middle, scores, write_replies

QUICK = ("--bootstrap", "50")


@pytest.fixture(scope="module")
def llava(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return vision.llava(tmp_path_factory.mktemp("models") / "llava")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("mmmu")
    MMMU().write_sample(root)
    return root


def test_a_model_that_sees_answers_and_batches_change_nothing(data: Path, llava: Path) -> None:
    words = ("mmmu", "--data", data, "--model", f"hf:{llava}", "--max-new-tokens", "5", *QUICK)
    runs = [evaluate(*words, "--batch-size", size, "--fresh") for size in ("1", "16")]
    assert [run["status"] for run in runs] == ["finished", "finished"]
    assert runs[0]["digest"] == runs[1]["digest"]
    assert runs[0]["report"] == runs[1]["report"]
    assert runs[0]["eligibility"] == dict.fromkeys(("direct", "health-direct"), "synthetic sample data")


def test_the_prompt_has_the_images_in_place_of_their_marks(data: Path, llava: Path) -> None:
    words = ("--quiet", "evaluate", "mmmu", "--data", data, "--model", f"hf:{llava}", "--dry-run")
    shown = podium_json(*words, "--subset", "validation_Accounting_1")
    # The template of this model ends an image with a line.
    assert shown["first"]["prompt"] == (
        "USER: Which picture shows a red circle?\n(A) <image>\n\n(B) <image>\n\n(C) <image>\n\n(D) <image>\n\n\n"
        "Answer with the option's letter from the given choices directly. ASSISTANT:"
    )
    assert shown["new_tokens"] == 128


def test_a_killed_run_goes_on_and_ends_in_the_report_of_an_unbroken_one(
    data: Path, llava: Path, own_home: Path
) -> None:
    words = (
        "mmmu",
        "--data",
        data,
        "--model",
        f"hf:{llava}",
        "--max-new-tokens",
        "12",
        "--batch-size",
        "1",
        "--limit",
        "40",
    )
    kept = kill_in_the_middle(own_home, *words)
    assert 3 <= kept < 40
    resumed = evaluate(*words)
    assert (resumed["status"], resumed["answered"], resumed["provenance"]["sittings"]) == ("finished", 40, 2)
    unbroken = evaluate(*words, "--fresh")
    assert unbroken["id"] != resumed["id"]
    assert (unbroken["report"], unbroken["digest"]) == (resumed["report"], resumed["digest"])


def test_a_file_of_replies_is_scored_without_a_model_officially_and_strictly(data: Path, tmp_path: Path) -> None:
    items = list(MMMU().load(data, "validation", images="skip"))

    def reply(place: int, item: Item) -> str:
        if item.attributes["question_type"] == "open":
            return f"The answer is {item.target[0] if isinstance(item.target, tuple) else item.target}."
        return (f"({item.target})", "", "(A) or (B)")[place % 3]

    report = evaluate(
        "mmmu", "--data", data, "--model", f"file:{write_replies(tmp_path / 'replies.jsonl', items, reply)}", *QUICK
    )["report"]
    choices = [(place, item) for place, item in enumerate(items) if item.attributes["question_type"] != "open"]
    strict = 90 - len(choices)
    strict += sum(place % 3 == 0 or (place % 3 == 2 and item.target == "B") for place, item in choices)
    empty = [item for place, item in choices if place % 3 == 1]
    drawn = drawn_letters([len(item.attributes["options"]) for item in empty])
    lucky = sum(item.target == letter for item, letter in zip(empty, drawn, strict=True))
    found = scores(report)
    assert lucky > 0
    assert found["accuracy-strict"] == pytest.approx(strict / 90)
    assert found["accuracy"] == pytest.approx((strict + lucky) / 90)
    assert found["unparsed-rate"] == found["guessed-rate"] == pytest.approx(len(empty) / 90)
    assert found["failed-rate"] == 0.0
    whole = report["scores"][0]
    assert whole["interval"]["low"] < whole["value"] < whole["interval"]["high"]
    tables = {table["name"]: table for table in report["tables"]}
    assert {"subjects", "groups", "views", "rules", "question_type", "difficulty"} <= tables.keys()
    assert len(tables["subjects"]["rows"]) == 30
    assert {line[0] for line in tables["rules"]["rows"]} == {"in brackets", "unparsed", "after a cue"}


def test_two_models_answers_are_compared_and_a_run_is_verified(data: Path, tmp_path: Path) -> None:
    items = list(MMMU().load(data, "validation", images="skip"))
    good = write_replies(tmp_path / "good.jsonl", items, lambda place, item: f"({item.target})")
    poor = write_replies(tmp_path / "poor.jsonl", items, lambda place, item: f"({item.target})" if place % 2 else "(Z)")
    runs = [evaluate("mmmu", "--data", data, "--model", f"file:{path}", *QUICK)["id"] for path in (good, poor)]
    assert "accuracy" in podium("runs", "compare", *runs).stdout
    assert podium("runs", "verify", runs[0]).exit_code == 0


def test_the_test_split_and_a_folder_without_data_are_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "replies.csv").write_text("id,reply\n")
    words = ("--quiet", "evaluate", "mmmu", "--model", f"file:{tmp_path / 'replies.csv'}")
    assert "scored at EvalAI" in failure(*words, "--split", "test", code=1)
    assert "hf download MMMU/MMMU" in failure(*words, "--data", tmp_path, code=1)
