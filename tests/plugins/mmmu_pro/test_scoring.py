"""Scoring MMMU-Pro: boards by protocol, the draws, and models that see from the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.plugins.mmmu_family.scoring import drawn_letters
from podium.plugins.mmmu_pro.plugin import MMMUPro
from podium.plugins.mmmu_pro.prompts import PROTOCOLS
from podium.registry import Answer
from podium.registry.loading import item_key
from podium.tests.fakes import vision
from podium.tests.plugins.mmmu.evaluating import evaluate, kill_in_the_middle, scores, write_replies
from podium.tests.plugins.mmmu.support import asked, pro_row, pro_written

QUICK = ("--bootstrap", "50")


@pytest.fixture(scope="module")
def gemma(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return vision.gemma3(tmp_path_factory.mktemp("models") / "gemma3")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("mmmu-pro")
    MMMUPro().write_sample(root)
    return root


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_run_has_figures_for_the_boards_of_its_protocol_and_says_what_leads_to_the_others(
    data: Path, protocol: str
) -> None:
    benchmark = MMMUPro()
    items = list(benchmark.load(data, "test", protocol=protocol, images="skip"))
    answers = [Answer(text=f"Answer: {item.target}") for item in items]
    report = benchmark.score(items, answers, "cpu", bootstrap=20, seed=0, resample="question")
    own = {protocol, *({f"health-{protocol}"} if protocol in ("standard10-cot", "vision-cot") else ())}
    assert {slug: score.value for slug, score in report.boards.items()} == dict.fromkeys(own, 1.0)
    boards = {board.slug for board in benchmark.card.boards if board.split}
    assert report.withheld.keys() == boards - own
    assert report.withheld.get("vision-direct", "") == (
        "" if protocol == "vision-direct" else "another protocol: --set protocol=vision-direct"
    )
    if protocol != "vision-cot":
        assert report.withheld["health-vision-cot"] == "another protocol: --set protocol=vision-cot"


def test_replies_without_a_letter_get_one_of_as_many_options_as_their_question_has(tmp_path: Path) -> None:
    sizes = [12, 1, 3, 10, 2, 9]
    rows = [pro_row(number, options=str(["x"] * size), answer="A") for number, size in enumerate(sizes, 1)]
    items = list(MMMUPro().load(pro_written(tmp_path, rows), "test"))
    grades = MMMUPro().grade(items, [Answer(text="no idea")] * len(items))
    assert [grade.official for grade in grades] == [float(letter == "A") for letter in drawn_letters(sizes)]
    assert {(grade.parsed, grade.rule, grade.strict, grade.guessed) for grade in grades} == {
        (None, "unparsed", 0.0, True)
    }
    assert MMMUPro().correct(items[0], Answer(text="Answer: A")) == 1.0
    assert MMMUPro().correct(items[0], Answer(text="no idea")) == 0.0


@pytest.mark.parametrize("protocol", ["standard10-cot", "vision-cot"])
def test_a_model_that_sees_answers_and_batches_change_nothing(data: Path, gemma: Path, protocol: str) -> None:
    words: tuple[Any, ...] = (
        "mmmu-pro", "--data", data, "--model", f"hf:{gemma}", "--max-new-tokens", "4",
        "--set", f"protocol={protocol}", "--subset", "*_1", *QUICK,
    )  # fmt: skip
    one, many = (evaluate(*words, "--batch-size", size, "--fresh") for size in ("1", "16"))
    assert (one["status"], one["items"]) == ("finished", 30)
    assert (one["digest"], one["report"]) == (many["digest"], many["report"])


def test_pictures_of_questions_are_told_apart_though_all_are_asked_in_the_same_words(data: Path) -> None:
    items = list(MMMUPro().load(data, "test", protocol="vision-cot", images="skip"))
    assert len({asked(item).prompt for item in items}) == 1
    alike = [replace(item, id="", target="") for item in items]
    assert len({item_key(item) for item in alike}) == 90


def test_a_killed_run_goes_on_and_ends_in_the_report_of_an_unbroken_one(
    data: Path, gemma: Path, own_home: Path
) -> None:
    words: tuple[Any, ...] = (
        "mmmu-pro", "--data", data, "--model", f"hf:{gemma}", "--max-new-tokens", "12", "--batch-size", "1",
        "--set", "protocol=vision-cot", "--limit", "40", *QUICK,
    )  # fmt: skip
    assert 3 <= kill_in_the_middle(own_home, *words) < 40
    resumed = evaluate(*words)
    assert (resumed["status"], resumed["answered"], resumed["provenance"]["sittings"]) == ("finished", 40, 2)
    unbroken = evaluate(*words, "--fresh")
    assert (unbroken["report"], unbroken["digest"]) == (resumed["report"], resumed["digest"])


def test_a_file_of_replies_is_scored_without_a_model(data: Path, tmp_path: Path) -> None:
    items = list(MMMUPro().load(data, "test", images="skip"))
    replies = write_replies(
        tmp_path / "replies.jsonl", items, lambda place, item: f"Answer: {item.target}" if place % 2 else "no"
    )
    report = evaluate("mmmu-pro", "--data", data, "--model", f"file:{replies}", *QUICK)["report"]
    unread = items[::2]
    drawn = drawn_letters([item.attributes["option_count"] for item in unread])
    lucky = sum(item.target == letter for item, letter in zip(unread, drawn, strict=True))
    assert scores(report)["accuracy-strict"] == pytest.approx(0.5)
    assert scores(report)["accuracy"] == pytest.approx((45 + lucky) / 90)
    tables = {table["name"]: table for table in report["tables"]}
    assert {line[0] for line in tables["rules"]["rows"]} == {"after Answer:", "unparsed"}
    assert {"subjects", "groups", "option_count", "difficulty"} <= tables.keys()


def test_of_a_file_as_the_authors_release_them_the_column_response_is_read_and_answer_is_the_right_one(
    data: Path, tmp_path: Path
) -> None:
    items = list(MMMUPro().load(data, "test", images="skip"))
    lines = [
        {"id": item.id, "options": str(list(item.attributes["options"])), "answer": item.target, "response": "(A)"}
        for item in items
    ]
    path = tmp_path / "gpt-4o_standard_cot.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    report = evaluate("mmmu-pro", "--data", data, "--model", f"file:{path}", *QUICK)["report"]
    assert scores(report)["accuracy"] == pytest.approx(sum(item.target == "A" for item in items) / 90)
