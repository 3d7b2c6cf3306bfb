"""Grades from a judge's verdicts or from rules, and the report that follows from them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from podium.plugins.charxiv.card import OFFICIAL_JUDGE, RULES_METRIC
from podium.plugins.charxiv.loader import TYPES
from podium.plugins.charxiv.parsing import UNDECIDED, Ruling, rule_on
from podium.registry import (
    FAILED,
    JUDGED,
    UNPARSED,
    Answer,
    Grade,
    Item,
    Outline,
    Report,
    Score,
    Table,
    beside_judge,
    judge_of,
    judged,
)

JUDGED_BOARD, RULES_BOARD = "judged", "rules"
ASK_JUDGE = "no judge was asked: --judge with an endpoint of that model"


def ruling(item: Item, answer: Answer) -> Ruling | None:
    """Return what the rules say of an answer, or None where there is none."""
    if answer.error is not None or not (answer.text or "").strip():
        return None
    about = item.attributes
    return rule_on(answer.text or "", str(item.target), int(about["type"]), str(about["question"]))


def grade(item: Item, answer: Answer, judge: str) -> Grade:
    """Return what an answer is worth.

    Args:
        item: The question.
        answer: The answer.
        judge: Name of the judge of the run, or empty where rules stand in for one.
    """
    ruled = ruling(item, answer)
    if ruled is None:
        return Grade(None, FAILED if answer.error is not None else UNPARSED, 0.0, 0.0)
    if judge:
        fields = answer.verdict.fields if answer.verdict is not None else None
        if fields is None:
            # As officially, where a judge that failed leaves -1, which counts as 0.
            return Grade(None, UNDECIDED, 0.0, 0.0, undecided=True)
        score = float(fields["score"])
        return Grade(str(fields["extracted"]), JUDGED, score, score)
    if ruled.right is None:
        return Grade(None, UNDECIDED, 0.0, 0.0, undecided=True)
    return Grade(ruled.parsed, ruled.rule, float(ruled.right), float(ruled.right))


def grades(items: Sequence[Item], answers: Sequence[Answer]) -> list[Grade]:
    """Return a grade for each answer."""
    judge = judge_of(answers)
    return [grade(item, answer, judge) for item, answer in zip(items, answers, strict=True)]


def outline(answers: Sequence[Answer]) -> Outline:
    """Return the judge's metric and board, or those of rules."""
    judge = judge_of(answers)
    withheld = {}
    if judge:
        withheld[RULES_BOARD] = f"judged by {judge}; rules alone enter this board"
    if judge != OFFICIAL_JUDGE:
        why = f"judged by {judge}" if judge else ASK_JUDGE
        withheld[JUDGED_BOARD] = f"its figures are judged by {OFFICIAL_JUDGE}; {why}"
    return Outline(
        JUDGED_BOARD if judge == OFFICIAL_JUDGE else "" if judge else RULES_BOARD,
        withheld,
        judged("accuracy", judge) if judge else RULES_METRIC,
        by=("answer_type", "source", "year", "subplots"),
    )


def further(items: Sequence[Item], answers: Sequence[Answer]) -> Report:
    """Return which share of all questions rules decide, and how far they agree with the judge, if there is one."""
    judge = judge_of(answers)
    rulings = [ruling(item, answer) for item, answer in zip(items, answers, strict=True)]
    return _beside_judge(answers, rulings, judge) if judge else _coverage(items, rulings)


def _coverage(items: Sequence[Item], rulings: Sequence[Ruling | None]) -> Report:
    """Return which share of all questions the rules could decide, in all and by answer type."""
    rows = []
    for number, name in TYPES.items():
        here = [one for item, one in zip(items, rulings, strict=True) if item.attributes["type"] == number]
        if here:
            decided = _decided(here)
            rows.append((name, len(here), decided, decided / len(here)))
    note = f"scored by rules, without a judge: they decided {_decided(rulings)} of all {len(rulings)} questions"
    return Report(
        {},
        scores=(_covered(rulings),),
        tables=(Table("coverage", "What the rules decided", ("answer type", "n", "decided", "share"), tuple(rows)),),
        notes=(note,),
    )


def _decided(rulings: Sequence[Ruling | None]) -> int:
    return sum(one is not None and one.right is not None for one in rulings)


def _covered(rulings: Sequence[Ruling | None]) -> Score:
    """Return which share of all questions, answered or not, the rules could decide."""
    return Score("rules-coverage", _decided(rulings) / len(rulings), len(rulings))


def _beside_judge(answers: Sequence[Answer], rulings: Sequence[Ruling | None], judge: str) -> Report:
    """Return how far the rules agree with the judge where both decided."""
    pairs = [
        (one.rule, one.right, bool(answer.verdict.fields["score"]))
        for answer, one in zip(answers, rulings, strict=True)
        if one is not None and one.right is not None
        if answer.verdict is not None and answer.verdict.fields is not None
    ]
    kinds = sorted({kind for kind, _, _ in pairs})
    rows = [_agreement(kind, [pair[1:] for pair in pairs if pair[0] == kind]) for kind in kinds]
    whole = [pair[1:] for pair in pairs]
    agreement = beside_judge(
        whole,
        judge,
        "rules",
        nothing="the rules and the judge decided no answer both",
        alike="rules and judge gave every answer one and the same mark",
    )
    columns = ("rule", "n", "agreement", "kappa", "right by rules alone", "right by the judge alone")
    return Report(
        {},
        scores=(_covered(rulings), *agreement),
        tables=(Table("rules-judge", "Rules beside the judge", columns, (*rows, _agreement("all", whole))),),
    )


def _agreement(name: str, pairs: Sequence[tuple[bool, bool]]) -> tuple[str | int | float | None, ...]:
    from podium.registry.metrics import cohen_kappa

    n, kappa = len(pairs), cohen_kappa(Counter(pairs))
    alone = (sum(rule and not said for rule, said in pairs), sum(said and not rule for rule, said in pairs))
    return (name, n, (n - sum(alone)) / n if n else None, None if math.isnan(kappa) else kappa, *alone)
