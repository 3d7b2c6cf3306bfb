"""Scoring MMMU: official beside strict, the seeded draws, disciplines, boards, and two models side by side."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import accuracy_score

from podium.plugins.mmmu.plugin import MMMU
from podium.plugins.mmmu_family.scoring import drawn_letters
from podium.plugins.mmmu_family.subjects import DISCIPLINES, SUBJECTS
from podium.registry import Answer, Item, Report
from podium.tests.plugins.mmmu.support import opened, row, written

QUICK = {"bootstrap": 20, "seed": 0, "resample": "question"}


def graded(items: list[Item], replies: list[str]) -> list[tuple[str | None, str, float, float, bool]]:
    answers = [Answer(text=reply) for reply in replies]
    return [(g.parsed, g.rule, g.official, g.strict, g.guessed) for g in MMMU().grade(items, answers)]


def values(report: Report) -> dict[str, float | None]:
    return {score.metric: score.value for score in report.scores}


@pytest.fixture
def items(tmp_path: Path) -> list[Item]:
    rows = [row(number, subject) for subject in SUBJECTS for number in (1, 2)]
    return list(MMMU().load(written(tmp_path / "data", rows), "validation"))


def test_grades_say_what_was_read_by_which_rule_and_what_it_is_worth(tmp_path: Path) -> None:
    options = "['red', 'blue', 'green', 'black']"
    rows = [*(row(number, options=options, answer="C") for number in range(1, 7)), opened(7), opened(8), opened(9)]
    items = list(MMMU().load(written(tmp_path, rows), "validation"))
    replies = ["(A) or (C)", "C", "I am quite sure it is green", "C)", "", "B", "It is 30 watts", "36 watts", ""]
    assert graded(items, replies) == [
        ("C", "in brackets", 1.0, 1.0, False),
        ("C", "between blanks", 1.0, 1.0, False),
        ("C", "option's text", 1.0, 1.0, False),
        (None, "unparsed", 0.0, 0.0, True),  # random.seed(42) draws A, A
        (None, "unparsed", 0.0, 0.0, True),
        ("B", "between blanks", 0.0, 0.0, False),
        ("30 watts", "after a cue", 1.0, 1.0, False),
        ("36 watts", "whole reply", 0.0, 0.0, False),
        (None, "unparsed", 0.0, 0.0, False),
    ]


def test_options_are_drawn_as_pythons_generator_does_after_seed_42_in_the_order_of_the_items(tmp_path: Path) -> None:
    generator = random.Random()
    generator.seed(42)
    sizes = [2, 9, 4, 7, 1, 5] * 5
    rows = [row(number, options=str(["x"] * size)) for number, size in enumerate(sizes, 1)]
    items = list(MMMU().load(written(tmp_path, rows), "validation"))
    drawn = [generator.choice([chr(65 + place) for place in range(size)]) for size in sizes]
    assert drawn_letters(sizes) == drawn
    grades = MMMU().grade(items, [Answer(text="")] * len(items))
    assert [grade.official for grade in grades] == [float(letter == "A") for letter in drawn]
    # A reply that is read draws nothing, so that the next one gets its letter.
    answers = [Answer(text="(A)"), *[Answer(text="")] * (len(items) - 1)]
    after = [letter == "A" for letter in drawn_letters(sizes[1:])]
    assert [grade.official for grade in MMMU().grade(items, answers)][1:] == after


def test_a_failed_answer_is_wrong_and_draws_nothing(items: list[Item]) -> None:
    answers = [Answer(error="timed out"), *[Answer(text="")] * (len(items) - 1)]
    grades = MMMU().grade(items, answers)
    assert (grades[0].rule, grades[0].official, grades[0].guessed) == ("failed", 0.0, False)
    assert [grade.official for grade in grades[1:4]] == [float(drawn == "A") for drawn in drawn_letters([2] * 3)]


def test_the_figures_are_those_of_scikit_learn_and_the_means_of_disciplines(items: list[Item]) -> None:
    rng = random.Random(3)
    replies = [rng.choice(("(A)", "(B)", "A", "")) for _ in items]
    answers = [Answer(text=reply) for reply in replies]
    report = MMMU().score(items, answers, "cpu", **QUICK)
    gold = [str(item.target) for item in items]
    read = ["A" if "A" in reply else "B" if "B" in reply else "" for reply in replies]
    draws = iter(drawn_letters([2] * replies.count("")))
    official = [letter or next(draws) for letter in read]
    assert values(report)["accuracy"] == pytest.approx(accuracy_score(gold, official))
    assert values(report)["accuracy-strict"] == pytest.approx(accuracy_score(gold, read))
    assert report.boards["direct"].value == values(report)["accuracy"]
    health = [place for place, item in enumerate(items) if item.attributes["discipline"] == "Health and Medicine"]
    assert len(health) == 2 * len(DISCIPLINES["Health and Medicine"]) == 10
    expected = np.mean([official[place] == gold[place] for place in health])
    assert report.boards["health-direct"].value == pytest.approx(expected)
    assert report.withheld == {}
    tables = {table.name: table for table in report.tables}
    assert [line[0] for line in tables["groups"].rows] == list(DISCIPLINES)
    assert [line[0] for line in tables["subjects"].rows] == list(SUBJECTS)
    assert {"question_type", "difficulty", "rules"} <= tables.keys()
    assert values(report)["unparsed-rate"] == pytest.approx(replies.count("") / len(items))


def test_the_dev_split_enters_no_board_and_the_report_says_so(tmp_path: Path) -> None:
    items = list(MMMU().load(written(tmp_path, [row(split="dev")], "dev"), "dev"))
    report = MMMU().score(items, [Answer(text="A")], "cpu", **QUICK)
    assert report.boards == {}
    assert report.withheld == dict.fromkeys(("direct", "health-direct"), "another split: --split validation")


def test_while_a_run_goes_on_an_answer_counts_as_in_the_strict_figure(items: list[Item]) -> None:
    shown = [MMMU().correct(items[0], Answer(text=reply)) for reply in ("(A)", "(B)", "", "well")]
    assert shown == [1.0, 0.0, 0.0, 0.0]


def test_two_models_are_compared_question_by_question(items: list[Item]) -> None:
    first = [Answer(text="(A)")] * len(items)
    second = [Answer(text="(A)" if place % 3 else "(B)") for place in range(len(items))]
    settings: Any = ({**QUICK}, {**QUICK})
    report = MMMU().compare(items, first, second, "cpu", settings)
    assert report.scores[0].value == pytest.approx(20 / 60)
    assert "accuracy" in report.facts["compared"]
