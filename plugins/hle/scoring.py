"""Scores of Humanity's Last Exam: as the authors count them with a judge, or by rules under a name of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from podium.plugins.hle.calibration import score_calibration
from podium.plugins.hle.card import CARD, JUDGE
from podium.plugins.hle.parsing import UNDECIDED, by_rules
from podium.registry import (
    FAILED,
    JUDGED,
    UNPARSED,
    Answer,
    Grade,
    Interval,
    Item,
    PodiumError,
    Report,
    Score,
    Table,
    View,
    compare_grades,
    judged,
    question_report,
)

#: The stand-in's metric; it is not accuracy on Humanity's Last Exam and enters no board.
RULES = "hle-rules"
_WHOLE, _TEXT, _BIOMEDICINE = "judged", "judged-text", "judged-biomedicine"
_SUBJECT = "category"


def judge_of(answers: Sequence[Answer]) -> str:
    """Return the judge whose verdicts the answers have, or nothing.

    Raises:
        PodiumError: If there are several.
    """
    judges = sorted({answer.verdict.judge for answer in answers if answer.verdict is not None})
    if len(judges) > 1:
        raise PodiumError(f"the answers have verdicts of several judges: {', '.join(judges)}", "choose one")
    return judges[0] if judges else ""


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


def score(items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Report:
    """Return the report: accuracy and calibration by the judge, or the stand-in's share where there is none."""
    answers = list(answers)
    judge = judge_of(answers)
    grades = grade(items, answers)
    text_only = items[0].attributes["questions"] == "text"
    withheld = _withheld(judge, text_only)
    by = ("answer_type",) if text_only else ("answer_type", "image")
    # A figure over one category of the text questions alone would stand beside figures over all of its questions.
    views = [View("biomedicine", "Biology/Medicine", frozenset({"Biology/Medicine"}), "" if withheld else _BIOMEDICINE)]
    report = question_report(
        items,
        answers,
        grades,
        board="" if judge != JUDGE else _TEXT if text_only else _WHOLE,
        metric=judged("accuracy", judge) if judge else RULES,
        subject=_SUBJECT,
        views=views,
        by=by,
        withheld=withheld,
        **settings,
    )
    if not judge:
        return report.joined(_rules_alone(grades))
    if not text_only:
        report = report.joined(_text_part(items, answers, grades, judge, settings))
    report = report.joined(_as_printed(grades, judge))
    report = report.joined(score_calibration(answers, grades, judge, str(settings.get("last_bin", "drop"))))
    return report.joined(_beside_rules(items, answers, judge))


def _withheld(judge: str, text_only: bool) -> dict[str, str]:
    if not judge:
        why = f"no judge was asked, and rules are no stand-in on a board: its judge is {JUDGE}"
    elif judge != JUDGE:
        why = f"judged by {judge}; this board's judge is {JUDGE}"
    elif text_only:
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
    cells = {(rule, said): 0 for rule in (1.0, 0.0) for said in (1.0, 0.0)}
    known = 0
    for item, answer in zip(items, answers, strict=True):
        rule = rule_grade(item, answer)
        known += decided(rule)
        said = _grade(item, answer, True)
        if decided(rule) and said.rule == JUDGED:
            cells[rule.official, said.official] += 1
    n = sum(cells.values())
    names = judged("rule-agreement", judge), judged("rule-kappa", judge)
    kappa, reason = cohen_kappa(cells)
    same = (cells[1.0, 1.0] + cells[0.0, 0.0]) / n if n else None
    rows = tuple(
        (f"rules say {word}", cells[rule, 1.0], cells[rule, 0.0]) for word, rule in (("right", 1.0), ("wrong", 0.0))
    )
    return Report(
        {},
        scores=(
            Score("rule-decided-rate", known / len(items), len(items)),
            Score(names[0], same, n, reason="" if n else reason),
            Score(names[1], kappa, n, reason=reason),
        ),
        tables=(Table("rules-and-judge", "Rules beside the judge", ("", "judge says yes", "judge says no"), rows),),
    )


def cohen_kappa(cells: Mapping[tuple[float, float], int]) -> tuple[float | None, str]:
    """Return Cohen's kappa of two raters who say 1 or 0, and why it is undefined (Cohen 1960).

    Args:
        cells: How often the first said one and the second the other.
    """
    n = sum(cells.values())
    if not n:
        return None, "no answer was decided by both"
    same = (cells[1.0, 1.0] + cells[0.0, 0.0]) / n
    first, second = ((cells[1.0, 1.0] + off) / n for off in (cells[1.0, 0.0], cells[0.0, 1.0]))
    chance = first * second + (1 - first) * (1 - second)
    if chance == 1:
        return None, "both say one and the same of every answer"
    return (same - chance) / (1 - chance), ""


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
        subject=_SUBJECT,
        **settings,
    )
    return Report(part.boards, scores=part.scores[:1])


def compare(
    items: Sequence[Item],
    first: Sequence[Answer],
    second: Sequence[Answer],
    settings: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Report:
    """Return what tells two models apart, if the same judge, or no judge, graded both.

    Raises:
        PodiumError: If not.
    """
    first, second = list(first), list(second)
    judges = [judge_of(answers) for answers in (first, second)]
    if judges[0] != judges[1]:
        said = [f"by {judge}" if judge else "by rules" for judge in judges]
        raise PodiumError(
            f"the first run is graded {said[0]}, the second {said[1]}", "have both judged by the same judge"
        )
    return compare_grades(items, grade(items, first), grade(items, second), subject=_SUBJECT, settings=settings)
