"""The authors' prompt and choice, what a run is worth, and which boards it enters."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.plugins.mmlu.plugin import MMLU
from podium.plugins.mmlu.scoring import likeliest
from podium.plugins.mmlu.subjects import GROUPS, HEALTH, MULTIMEDQA, TEST_COUNTS
from podium.registry import Answer, Item, Report, Score
from podium.tests.cli.support import podium_json
from podium.tests.plugins.mmlu.copies import load, sample, write

BOARDS = ("letters-5shot", "letters-0shot", "multimedqa-5shot", "health-5shot")


@pytest.mark.parametrize("case", MMLU().conformance(), ids=lambda case: f"{case.group}: {case.name}")
def test_prompts_choices_and_averages_are_those_of_the_authors(case: Any) -> None:
    expected = pytest.approx(case.expected, abs=1e-9) if isinstance(case.expected, float) else case.expected
    assert case.got() == expected


def compared(values: Sequence[float]) -> Answer:
    return Answer(choice=values.index(max(values)), log_likelihoods=tuple(values))


def guesses(items: Sequence[Item], seed: int = 0) -> list[Answer]:
    draw = random.Random(seed)
    return [compared([-draw.random() * 9 for _ in range(4)]) for _ in items]


def scored(items: Sequence[Item], answers: Sequence[Answer]) -> Report:
    return MMLU().score(items, answers, "cpu", bootstrap=50, seed=0, resample="question")


def value(report: Report, metric: str) -> float | None:
    return next(score.value for score in report.scores if score.metric == metric)


def test_a_letter_that_is_not_listed_counts_as_minus_100_and_the_first_wins_a_tie() -> None:
    assert likeliest([-1.2, -0.3, -4, -2]) == 1
    assert likeliest([-5, -6, -7, None]) == 0
    assert likeliest([-120, -110, None, -130]) == 2
    assert likeliest([-math.inf, math.nan, -3, -3]) == 2
    assert likeliest([-2] * 4) == 0


def test_every_answer_is_graded_by_its_likelihoods(tmp_path: Path) -> None:
    items = load(sample(tmp_path)).items
    answers = guesses(items)
    grades = MMLU().grade(items, answers)
    for item, answer, grade in zip(items, answers, grades, strict=True):
        assert answer.choice is not None
        right = float(answer.choice == item.target)
        assert (grade.parsed, grade.rule) == ("ABCD"[answer.choice], "likelihood")
        assert grade.official == grade.strict == right == MMLU().correct(item, answer)
    assert 0 < sum(grade.strict for grade in grades) < len(grades)


def test_where_a_server_lists_none_of_the_letters_the_authors_take_a_and_the_strict_score_nothing(
    tmp_path: Path,
) -> None:
    items = load(sample(tmp_path)).items[:12]
    targets = [item.target for item in items]
    nothing = [Answer(text="hm", finish="stop")] * 6 + [compared([-math.inf] * 4)] * 5
    answers = [compared([-1, -2, -3, -4]), *nothing]
    grades = MMLU().grade(items, answers)
    assert [grade.official for grade in grades] == [float(target == 0) for target in targets]
    assert [grade.strict for grade in grades[1:]] == [0.0] * 11
    assert {(grade.parsed, grade.rule, grade.guessed) for grade in grades[1:]} == {(None, "unparsed", True)}
    assert 0 in targets[1:]


def test_letters_read_from_replies_have_figures_but_no_board_and_it_is_said_why(tmp_path: Path) -> None:
    items = load(sample(tmp_path)).items
    answers = [Answer(choice=item.target, text="B") for item in items]
    answers[0], answers[1] = Answer(choice=None, text="I do not know"), Answer(error="timed out")
    grades = MMLU().grade(items, answers)
    assert [(grade.rule, grade.parsed, grade.official, grade.strict) for grade in grades[:2]] == [
        ("unparsed", None, 0.0, 0.0),
        ("failed", None, 0.0, 0.0),
    ]
    assert {grade.rule for grade in grades[2:]} == {"letter read"}
    report = scored(items, answers)
    assert report.boards == {}
    assert value(report, "accuracy") == value(report, "accuracy-strict") == 94 / 96
    assert set(report.withheld) == set(BOARDS)
    why = "95 of 96 answers are letters without likelihoods: take a local model or an endpoint"
    assert all(why in reason for reason in report.withheld.values())


def test_letters_that_a_file_gives_without_a_reply_have_a_rule_of_their_own_and_no_board(tmp_path: Path) -> None:
    items = load(sample(tmp_path)).items
    answers = [Answer(choice=item.target) for item in items]
    assert {grade.rule for grade in MMLU().grade(items, answers)} == {"letter given"}
    report = scored(items, answers)
    assert report.boards == {}
    assert all("96 of 96 answers are letters without likelihoods" in reason for reason in report.withheld.values())


@pytest.mark.parametrize(
    ("settings", "open_boards", "told"),
    [
        ({}, {"letters-5shot", "multimedqa-5shot", "health-5shot"}, {"letters-0shot": "5 shots: --set shots=0"}),
        ({"shots": 0}, {"letters-0shot"}, dict.fromkeys(set(BOARDS) - {BOARDS[1]}, "0 shots: --set shots=5")),
        ({"shots": 3}, set(), {"letters-5shot": "3 shots: --set shots=5", "letters-0shot": "3 shots: --set shots=0"}),
        ({"room": 0}, set(), {"letters-5shot": "room for any number of tokens: --set room=2048"}),
        ({"room": 1024}, set(), {"health-5shot": "room for 1024 tokens: --set room=2048"}),
        (
            {"shots": 0, "split": "validation"},
            set(),
            {"letters-0shot": "split validation: --split test"},
        ),
    ],
)
def test_only_the_protocol_of_a_board_enters_it_and_every_other_is_told_the_way(
    tmp_path: Path, settings: dict[str, Any], open_boards: set[str], told: dict[str, str]
) -> None:
    items = load(sample(tmp_path), **settings).items
    report = scored(items, guesses(items))
    assert set(report.boards) == open_boards
    assert set(report.withheld) == set(BOARDS) - open_boards
    assert {board: report.withheld[board] for board in told} == told


def test_figures_are_those_of_counting_by_hand(tmp_path: Path) -> None:
    items = load(sample(tmp_path)).items
    answers = guesses(items, seed=3)
    right: dict[str, list[bool]] = {}
    for item, answer in zip(items, answers, strict=True):
        right.setdefault(item.group, []).append(answer.choice == item.target)
    report = scored(items, answers)
    every = [one for several in right.values() for one in several]
    assert value(report, "accuracy") == pytest.approx(sum(every) / 96)
    assert value(report, "macro-accuracy") == pytest.approx(sum(sum(one) / len(one) for one in right.values()) / 8)
    for board, subjects in (("multimedqa-5shot", MULTIMEDQA), ("health-5shot", HEALTH)):
        part = [one for subject in subjects & set(right) for one in right[subject]]
        assert report.boards[board].value == pytest.approx(sum(part) / len(part))
        assert report.boards[board].n == len(part) < 96
    table = next(table for table in report.tables if table.name == "groups")
    groups = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    for group, names in GROUPS.items():
        part = [one for subject in names for one in right.get(subject, [])]
        assert groups[group]["n"] == len(part)
        found = groups[group]["official"]
        assert isinstance(found, Score)
        assert found.value == pytest.approx(sum(part) / len(part))


def test_two_models_are_compared_question_by_question(tmp_path: Path) -> None:
    items = load(sample(tmp_path)).items
    first = [compared([float(place == item.target) for place in range(4)]) for item in items]
    second = guesses(items)
    share = sum(answer.choice == item.target for answer, item in zip(second, items, strict=True)) / 96
    report = MMLU().compare(items, first, second, "cpu", ({"bootstrap": 50}, {"bootstrap": 50}))
    assert report.scores[0].value == pytest.approx(1 - share)


def test_likelihoods_of_the_whole_test_split_from_a_file_enter_three_boards(tmp_path: Path) -> None:
    row = ["What?", "a", "b", "c", "d", "A"]
    rows = {("test", subject): [row] * count for subject, count in TEST_COUNTS.items()}
    rows |= {("dev", subject): [row] * 5 for subject in TEST_COUNTS}
    root = write(tmp_path / "data", "hub", rows)
    draw = random.Random(0)
    likely = {item.id: [-draw.random() for _ in range(4)] for item in load(root).items}
    records = [{"id": name, "log_likelihoods": values} for name, values in likely.items()]
    draw.shuffle(records)
    path = tmp_path / "likely.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    run = podium_json("score", "mmlu", "--predictions", path, "--data", root, "--bootstrap", "20")
    expected = sum(values[0] == max(values) for values in likely.values()) / 14_042
    assert run["report"]["boards"]["letters-5shot"]["value"] == pytest.approx(expected, abs=1e-12)
    assert {board: one["n"] for board, one in run["report"]["boards"].items()} == {
        "letters-5shot": 14_042,
        "multimedqa-5shot": 1_089,
        "health-5shot": 1_640,
    }
    entered = {board for board, reason in run["eligibility"].items() if not reason}
    assert entered == {"letters-5shot", "multimedqa-5shot", "health-5shot"}
    assert run["eligibility"]["letters-0shot"] == "5 shots: --set shots=0"
