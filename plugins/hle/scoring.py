"""Scores of Humanity's Last Exam: as the authors count them with a judge, or by rules under a name of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from podium.plugins.hle.calibration import score_calibration
from podium.plugins.hle.card import CARD, JUDGE, RULES, SUBJECT
from podium.plugins.hle.parsing import UNDECIDED, by_rules
from podium.registry import (
    FAILED,
    JUDGED,
    UNPARSED,
    Answer,
    Grade,
    Interval,
    Item,
    Outline,
    Report,
    Score,
    Table,
    View,
    beside_judge,
    judge_of,
    judged,
    question_report,
)

_WHOLE, _TEXT, _BIOMEDICINE = "judged", "judged-text", "judged-biomedicine"


def grade(items: Sequence[Item], answers: Sequence[Answer]) -> list[Grade]:
    """Return what each answer is worth: by the judge where there is one, else by rules.

    Where there is a judge, an answer without a verdict counts as wrong, as by the authors' script, and is undecided.
    """
    judge = judge_of(answers)
    return [_grade(item, answer, bool(judge)) for item, answer in zip(items, answers, strict=True)]


def rule_grade(item: Item, answer: Answer) -> Grade:
    """Return what rules say of an answer, whatever a judge said."""
    return _grade(item, answer, False)


def _grade(item: Item, answer: Answer, with_judge: bool) -> Grade:
    if answer.error is not None:
        return Grade(None, FAILED, 0.0, 0.0)
    if not (answer.text or "").strip():
        return Grade(None, UNPARSED, 0.0, 0.0)
    if not with_judge:
        return by_rules(str(item.attributes["answer_type"]), str(item.target), answer.text or "")
    if answer.verdict is None or answer.verdict.fields is None:
        return Grade(None, UNDECIDED, 0.0, 0.0, undecided=True)
    right = float(answer.verdict.fields["correct"] == "yes")
    return Grade(answer.verdict.fields.get("extracted_final_answer"), JUDGED, right, right)


def decided(found: Grade) -> bool:
    """Return whether a rule said right or wrong."""
    return found.rule.startswith("rule: ")


def outline(items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
    """Return the judge's metric and the boards of that judge, or the stand-in's name where there is none."""
    judge = judge_of(answers)
    text_only = items[0].attributes["questions"] == "text"
    return Outline(
        "" if judge != JUDGE else _TEXT if text_only else _WHOLE,
        _withheld(judge, text_only),
        judged("accuracy", judge) if judge else RULES,
        views=(View("biomedicine", "Biology/Medicine", frozenset({"Biology/Medicine"}), _BIOMEDICINE),),
        by=("answer_type",) if text_only else ("answer_type", "image"),
    )


def further(
    items: Sequence[Item], answers: Sequence[Answer], grades: Sequence[Grade], settings: Mapping[str, Any]
) -> Report:
    """Return the authors' own figures, calibration and agreement with rules, or what rules decided without a judge."""
    judge = judge_of(answers)
    if not judge:
        return _rules_alone(grades)
    calibration = score_calibration(answers, grades, judge, str(settings.get("last_bin", "drop")))
    text_only = items[0].attributes["questions"] == "text"
    report = Report({}) if text_only else _text_part(items, answers, grades, judge, settings)
    return report.joined(_as_printed(grades, judge)).joined(calibration).joined(_beside_rules(items, answers, judge))


def _withheld(judge: str, text_only: bool) -> dict[str, str]:
    if not judge:
        why = f"no judge was asked, and rules are no stand-in on a board: its judge is {JUDGE}"
    elif judge != JUDGE:
        why = f"judged by {judge}; this board's judge is {JUDGE}"
    elif text_only:
        # A figure over one category of the text questions alone would stand beside figures over all of its questions.
        why = "only the questions without an image were asked: --set questions=all"
        return {_WHOLE: why, _BIOMEDICINE: why}
    else:
        return {}
    return {board.slug: why for board in CARD.boards if board.split}


def printed_accuracy(right: int, questions: int) -> tuple[float, float]:
    """Return accuracy and half of its 95 % interval (Wald), in percent, rounded as the authors' script prints them.

    Args:
        right: Answers judged right.
        questions: Questions asked, answered and judged or not.
    """
    accuracy = round(100 * right / questions, 2)
    return accuracy, round(1.96 * math.sqrt(accuracy * (100 - accuracy) / questions), 2)


def _as_printed(grades: Sequence[Grade], judge: str) -> Report:
    """Return the figures of the authors' script in its own form, and what it does not say."""
    n, right = len(grades), sum(found.official == 1 for found in grades)
    accuracy, half = printed_accuracy(right, n)
    ends = Interval((accuracy - half) / 100, (accuracy + half) / 100, 0.95, "Wald, rounded as the authors print it")
    score = Score(judged("accuracy-as-printed", judge), accuracy / 100, n, ends)
    notes = [f"as the authors' script prints it: Accuracy: {accuracy}% +/- {half}% | n = {n}"]
    if judge != JUDGE:
        notes.append(f"judged by {judge}; published figures are judged by {JUDGE} or, at first, gpt-4o-2024-08-06")
    return Report({}, scores=(score,), notes=tuple(notes))


def _rules_alone(grades: Sequence[Grade]) -> Report:
    n, known = len(grades), sum(map(decided, grades))
    return Report(
        {},
        scores=(Score("rule-decided-rate", known / n, n),),
        notes=(
            f"no judge was asked: {RULES} compares by rules, decides {known:,} of {n:,} answers and counts the others"
            " as wrong; it under-counts and is not accuracy on Humanity's Last Exam",
        ),
    )


def _beside_rules(items: Sequence[Item], answers: Sequence[Answer], judge: str) -> Report:
    """Return how far rules and the judge agree where both say something."""
    pairs: list[tuple[bool, bool]] = []
    known = 0
    for item, answer in zip(items, answers, strict=True):
        rule = rule_grade(item, answer)
        known += decided(rule)
        said = _grade(item, answer, True)
        if decided(rule) and said.rule == JUDGED:
            pairs.append((rule.official == 1, said.official == 1))
    rows = tuple(
        (f"rules say {word}", pairs.count((rule, True)), pairs.count((rule, False)))
        for word, rule in (("right", True), ("wrong", False))
    )
    agreement = beside_judge(
        pairs,
        judge,
        "rule",
        nothing="no answer was decided by both",
        alike="both say one and the same of every answer",
    )
    return Report(
        {},
        scores=(Score("rule-decided-rate", known / len(items), len(items)), *agreement),
        tables=(Table("rules-and-judge", "Rules beside the judge", ("", "judge says yes", "judge says no"), rows),),
    )


def _text_part(
    items: Sequence[Item], answers: Sequence[Answer], grades: Sequence[Grade], judge: str, settings: Mapping[str, Any]
) -> Report:
    """Return the figure over the questions without an image, which many vendors report, out of a run over all."""
    places = [place for place, item in enumerate(items) if not item.request.images]
    if not places:
        return Report({})
    part = question_report(
        [items[place] for place in places],
        [answers[place] for place in places],
        [grades[place] for place in places],
        board=_TEXT if judge == JUDGE else "",
        metric=judged("accuracy-text", judge),
        subject=SUBJECT,
        **settings,
    )
    return Report(part.boards, scores=part.scores[:1])
