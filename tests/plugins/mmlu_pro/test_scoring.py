"""What replies to MMLU-Pro are worth, official and strict, and which boards a run enters."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.plugins.mmlu_pro.plugin import MMLUPro
from podium.plugins.mmlu_pro.questions import CATEGORIES
from podium.registry import Answer, Item, Report
from podium.tests.cli.support import podium_json
from podium.tests.plugins.mmlu_pro.copies import load, record, sample, write

BOARDS = ("cot-5shot", "cot-0shot", "health-cot-5shot")
#: The option that the authors' scripts take for a reply without a letter, by the number of options.
DRAWN = {1: "A", 3: "B", 4: "D", 9: "G", 10: "G"}


def scored(items: Sequence[Item], answers: Sequence[Answer]) -> Report:
    return MMLUPro().score(items, answers, "cpu", bootstrap=50, seed=0, resample="question")


def value(report: Report, metric: str) -> float | None:
    return next(score.value for score in report.scores if score.metric == metric)


def replies(items: Sequence[Item], seed: int = 0) -> list[Answer]:
    """Return replies in every form, a third of them right."""
    draw = random.Random(seed)
    forms = ("The answer is ({}).", "Answer: {}", "It must be {}", "hm", "**The answer is **{}")
    return [
        Answer(text=draw.choice(forms).format(item.target if draw.random() < 0.3 else draw.choice("ABCDEFGHIJ")))
        for item in items
    ]


def test_each_reply_is_graded_by_the_rule_that_reads_it(tmp_path: Path) -> None:
    items = load(sample(tmp_path)).items[:5]
    texts = ("The answer is (C).", "Answer: C", "C", "none of them", None)
    answers = [Answer(text=text) if text else Answer(error="timed out") for text in texts]
    grades = MMLUPro().grade(items, answers)
    assert [(grade.parsed, grade.rule, grade.guessed) for grade in grades] == [
        ("C", "answer is (X)", False),
        ("C", "answer: X", False),
        ("C", "last letter", False),
        (None, "unparsed", True),
        (None, "failed", False),
    ]
    assert [grade.strict for grade in grades] == [float(item.target == "C") for item in items[:3]] + [0.0, 0.0]
    assert grades[4].official == 0.0


def test_an_unparsed_reply_counts_officially_as_the_option_the_script_draws_and_strictly_as_wrong(
    tmp_path: Path,
) -> None:
    items = load(sample(tmp_path)).items
    grades = MMLUPro().grade(items, [Answer(text="")] * len(items))
    assert [grade.official for grade in grades] == [
        float(item.target == DRAWN[item.attributes["options"]]) for item in items
    ]
    assert 0 < sum(grade.official for grade in grades) < len(items)
    assert {grade.strict for grade in grades} == {0.0}
    assert [MMLUPro().correct(item, Answer(text="")) for item in items[:3]] == [0.0] * 3


def test_a_question_with_a_single_option_is_always_right_by_the_draw(tmp_path: Path) -> None:
    one = record(options=["4"] + ["N/A"] * 9, answer="A", answer_index=0)
    items = load(write(tmp_path, [one]), shots=0).items
    (grade,) = MMLUPro().grade(items, [Answer(text="?")])
    assert (grade.official, grade.strict) == (1.0, 0.0)


def test_bold_marks_are_deleted_by_the_script_for_servers_only(tmp_path: Path) -> None:
    reply = Answer(text="The answer is **(B)** or A")
    rules = {}
    for protocol in ("local", "api"):
        item = load(sample(tmp_path), protocol=protocol).items[0]
        (grade,) = MMLUPro().grade([item], [reply])
        rules[protocol] = (grade.parsed, grade.rule)
    assert rules == {"local": ("A", "last letter"), "api": ("B", "answer is (X)")}


def test_figures_are_those_of_counting_by_hand(tmp_path: Path) -> None:
    items = load(sample(tmp_path)).items
    answers = replies(items)
    official, strict, first, unread, unread_first = 0, 0, 0, 0, 0
    for item, answer in zip(items, answers, strict=True):
        assert answer.text is not None
        named = next((one for one in answer.text[::-1] if one in "ABCDEFGHIJ"), None) if answer.text != "hm" else None
        strict += named == item.target
        official += (named or DRAWN[item.attributes["options"]]) == item.target
        unread += named is None
        by_first = answer.text.startswith("The answer is (")
        first += by_first and named == item.target
        unread_first += not by_first
    assert official > strict > first > 0
    report = scored(items, answers)
    n = len(items)
    assert value(report, "accuracy") == pytest.approx(official / n)
    assert value(report, "accuracy-strict") == pytest.approx(strict / n)
    assert value(report, "accuracy-level-1") == pytest.approx(first / n)
    assert value(report, "unparsed-rate") == pytest.approx(unread / n)
    assert value(report, "guessed-rate") == pytest.approx(unread / n)
    assert value(report, "unparsed-rate-level-1") == pytest.approx(unread_first / n)
    level_1 = next(score for score in report.scores if score.metric == "accuracy-level-1")
    assert level_1.interval is not None
    assert 0 <= level_1.interval.low < first / n < level_1.interval.high
    health = [grade.official for item, grade in zip(items, MMLUPro().grade(items, answers), strict=True)
              if item.group == "health"]  # fmt: skip
    assert report.boards["health-cot-5shot"].value == pytest.approx(sum(health) / len(health))
    names = [table.name for table in report.tables]
    assert {"subjects", "rules", "source", "options"} <= set(names)


@pytest.mark.parametrize(
    ("settings", "open_boards", "told"),
    [
        ({}, {"cot-5shot", "health-cot-5shot"}, {"cot-0shot": "5 shots: --set shots=0"}),
        ({"shots": 0}, {"cot-0shot"}, {"cot-5shot": "0 shots: --set shots=5"}),
        (
            {"protocol": "api"},
            set(),
            {
                "cot-5shot": "the prompt of the script for servers: --set protocol=local",
                "cot-0shot": "the prompt of the script for servers: --set protocol=local; 5 shots: --set shots=0",
            },
        ),
        ({"room": 4096}, set(), {"cot-5shot": "room for 4096 tokens: --set room=2047"}),
        ({"room": 0}, set(), {"health-cot-5shot": "room for any number of tokens: --set room=2047"}),
        ({"split": "validation", "shots": 0}, set(), {"cot-0shot": "split validation: --split test"}),
    ],
)
def test_only_the_protocol_of_a_board_enters_it_and_every_other_is_told_the_way(
    tmp_path: Path, settings: dict[str, Any], open_boards: set[str], told: dict[str, str]
) -> None:
    items = load(sample(tmp_path), **settings).items
    report = scored(items, replies(items))
    assert set(report.boards) == open_boards
    assert set(report.withheld) == set(BOARDS) - open_boards
    assert {board: report.withheld[board] for board in told} == told


def test_two_models_are_compared_question_by_question(tmp_path: Path) -> None:
    items = load(sample(tmp_path)).items
    first, second = [Answer(text=f"The answer is ({item.target})") for item in items], replies(items)
    grades = MMLUPro().grade(items, second)
    report = MMLUPro().compare(items, first, second, "cpu", ({"bootstrap": 50}, {"bootstrap": 50}))
    assert report.scores[0].value == pytest.approx(1 - sum(grade.official for grade in grades) / len(items))


def test_outputs_as_the_authors_release_them_are_scored_on_the_whole_split(tmp_path: Path) -> None:
    names = [name for name, count in CATEGORIES.items() for _ in range(count)]
    rows = [record(number, category=name) for number, name in enumerate(names)]
    solved = "A: Let's think step by step. The answer is (B)."
    many = [record(50_000 + number, category=name, cot_content=solved) for number, name in enumerate(CATEGORIES)] * 1
    many = [row | {"question_id": 60_000 + 20 * number + k} for number, row in enumerate(many) for k in range(5)]
    root = write(write(tmp_path / "data", rows), many, "validation")
    draw = random.Random(5)
    texts = [draw.choice(["The answer is (B).", "The answer is (A).", "Answer: B", "hm"]) for _ in rows]
    path = tmp_path / "released.jsonl"
    released = [row | {"pred": None, "model_outputs": text} for row, text in zip(rows, texts, strict=True)]
    path.write_text("".join(json.dumps(row) + "\n" for row in released))
    run = podium_json("score", "mmlu-pro", "--predictions", path, "--data", root, "--bootstrap", "20")
    # Of two options the script draws the second one, which is right in every row.
    right = [text != "The answer is (A)." for text in texts]
    health = [one for one, name in zip(right, names, strict=True) if name == "health"]
    boards = run["report"]["boards"]
    assert boards["cot-5shot"]["value"] == pytest.approx(sum(right) / 12_032, abs=1e-12)
    assert boards["health-cot-5shot"]["value"] == pytest.approx(sum(health) / 818, abs=1e-12)
    assert {board for board, reason in run["eligibility"].items() if not reason} == {"cot-5shot", "health-cot-5shot"}
    assert run["eligibility"]["cot-0shot"] == "5 shots: --set shots=0"
