"""What a benchmark of questions gets from its grades alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.registry import (
    FAILED,
    QUESTION_SETTINGS,
    Answer,
    Benchmark,
    Board,
    Card,
    Generate,
    Grade,
    Item,
    Outline,
    PodiumError,
    QuestionBenchmark,
    Report,
    Score,
    Setting,
    Verdict,
    View,
    beside_judge,
    compare_grades,
    judge_of,
    question_report,
)

CARD = Card(
    slug="sums",
    name="Sums",
    modality="text",
    categories=("math",),
    description="Sums of small numbers.",
    boards=(Board("exact", headline=True, split="test", unit="question", protocol="greedy"),),
    splits={"test": 4},
)
ITEMS = [
    Item(f"{kind}-{number}", Generate(f"{number} + 1 ="), str(number + 1), attributes={"kind": kind, "size": "small"})
    for kind in ("even", "odd")
    for number in (1, 2)
]
ANSWERS = [Answer(text="2"), Answer(text="?"), Answer(text="9"), Answer(error="gone")]
VIEW = View("odd", "Odd", frozenset({"odd"}), "exact-odd")
GROUPS = {"all": ("even", "odd")}
VALUES: dict[str, Any] = {"bootstrap": 20, "seed": 1, "resample": "question"}


class Listed(QuestionBenchmark):
    card = CARD


class Sums(QuestionBenchmark):
    card = CARD
    settings = (Setting("base", 0, "What is taken from the target.", minimum=0), *QUESTION_SETTINGS)
    subject = "kind"
    groups = GROUPS

    def load(self, root: Path, split: str, **settings: Any) -> Iterable[Item]:
        return ITEMS

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> list[Grade]:
        assert "report" not in settings
        return [self._grade(item, answer, settings.get("base", 0)) for item, answer in zip(items, answers, strict=True)]

    def _grade(self, item: Item, answer: Answer, base: int) -> Grade:
        if answer.text is None:
            return Grade(None, FAILED, 0.0, 0.0)
        if not answer.text.isdecimal():
            return Grade(None, "undecided", 1.0, 0.0, undecided=True)
        right = float(int(answer.text) == int(item.target) - base)
        return Grade(answer.text, "number", right, right)

    def outline(self, items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
        return Outline("exact", {"exact-odd": "not today"}, "exactness", (VIEW,), ("size",))


class More(Sums):
    def further(
        self, items: Sequence[Item], answers: Sequence[Answer], grades: Sequence[Grade], settings: Mapping[str, Any]
    ) -> Report:
        return Report({}, scores=(Score("base", float(settings["base"]), len(grades)),))


def judged(*said: tuple[str, str]) -> list[Answer]:
    """Return answers with a judge each, or none."""
    return [Answer(text=text, verdict=Verdict(judge, {}) if judge else None) for text, judge in said]


def test_the_report_is_that_of_the_grades_with_all_the_benchmark_says_of_it() -> None:
    expected = question_report(
        ITEMS,
        ANSWERS,
        Sums().grade(ITEMS, ANSWERS),
        board="exact",
        metric="exactness",
        subject="kind",
        groups=GROUPS,
        views=(VIEW,),
        by=("size",),
        withheld={"exact-odd": "not today"},
        **VALUES,
    )
    assert Sums().score(ITEMS, ANSWERS, "cpu", **VALUES) == expected
    assert (list(expected.boards), dict(expected.withheld)) == (["exact"], {"exact-odd": "not today"})
    assert expected.boards["exact"].value == 0.5


def test_settings_reach_the_grades_of_score_and_comparison_and_further_figures_stand_last() -> None:
    report = More().score(ITEMS, ANSWERS, "cpu", base=1, **VALUES)
    assert report.scores[0].value == 0.25
    assert (report.scores[-1].metric, report.scores[-1].value) == ("base", 1.0)
    given: Any = {"base": 1, "report": report} | VALUES
    lower = [Answer(text="1"), *ANSWERS[1:]]
    found = More().compare(ITEMS, lower, ANSWERS, "cpu", (given, given))
    one, other = (More().grade(ITEMS, answers, base=1) for answers in (lower, ANSWERS))
    assert found == compare_grades(ITEMS, one, other, subject="kind", groups=GROUPS, settings=(given, given))
    assert found.scores[0].value == 0.25


def test_the_score_so_far_is_the_strict_one_and_what_nothing_can_tell_is_wrong_as_in_the_report() -> None:
    assert [Sums().correct(item, answer) for item, answer in zip(ITEMS, ANSWERS, strict=True)] == [1.0, 0.0, 0.0, 0.0]


def test_only_a_benchmark_with_its_own_grades_can_evaluate_and_compare() -> None:
    methods = ("load", "grade", "score", "compare", "correct", "judge_request", "verify")
    assert [Listed().brings(method) for method in methods] == [False] * 7
    assert [Sums().brings(method) for method in methods] == [True] * 5 + [False] * 2
    assert (Listed().can_evaluate, Sums().can_evaluate) == (False, True)
    assert Listed().settings == QUESTION_SETTINGS

    class Scores(Listed):
        def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
            return Report({})

    assert (Scores().brings("score"), Scores().brings("compare")) == (True, False)


def test_a_third_partys_quiz_evaluates_grades_and_compares(quiz: Benchmark) -> None:
    assert isinstance(quiz, QuestionBenchmark)
    assert quiz.can_evaluate
    assert quiz.brings("grade")
    assert quiz.brings("compare")


def test_the_judge_is_the_one_whose_verdicts_there_are_also_where_one_failed() -> None:
    assert judge_of([Answer(text="x", verdict=Verdict("a", error="gone")), Answer(text="y")]) == "a"
    assert judge_of([Answer(text="y")]) == ""
    with pytest.raises(PodiumError, match="verdicts of several judges: a, b"):
        judge_of(judged(("x", "b"), ("x", "a"), ("x", "")))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("a", "", "graded by a, the second by rules"), ("", "b", "graded by rules, the second by b")],
)
def test_answers_of_different_judges_are_not_compared(first: str, second: str, told: str) -> None:
    one, other = (judged(*[("1", judge)] * 4) for judge in (first, second))
    with pytest.raises(PodiumError, match=f"the first run is {told}"):
        Sums().compare(ITEMS, one, other, "cpu", (VALUES, VALUES))
    assert Sums().compare(ITEMS, one, one, "cpu", (VALUES, VALUES)).scores[0].value == 0.0


def test_rules_beside_a_judge_are_told_as_agreement_and_kappa_or_why_there_is_none() -> None:
    def told(*pairs: tuple[bool, bool]) -> list[tuple[str, float | None, int | None, str]]:
        found = beside_judge(pairs, "j", "rules", nothing="nothing", alike="alike")
        return [(score.metric, score.value, score.n, score.reason) for score in found]

    names = "rules-agreement (judge j)", "rules-kappa (judge j)"
    assert told() == [(name, None, 0, "nothing") for name in names]
    assert told((True, True), (True, True)) == [(names[0], 1.0, 2, ""), (names[1], None, 2, "alike")]
    mixed = (True, True), (False, False), (True, False), (False, False)
    assert told(*mixed) == [(names[0], 0.75, 4, ""), (names[1], 0.5, 4, "")]
