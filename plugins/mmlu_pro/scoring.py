"""Scores of MMLU-Pro: the letter a reply gives, as the authors' scripts read it and as strictly as can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from podium.plugins.mmlu_pro.parsing import FIRST, drawn, plain, read_letter
from podium.plugins.mmlu_pro.prompts import API, LOCAL
from podium.plugins.mmlu_pro.questions import LETTERS
from podium.registry import (
    FAILED,
    UNPARSED,
    Answer,
    Generate,
    Grade,
    Interval,
    Item,
    Report,
    Score,
    View,
    question_report,
)

SHOTS, ROOM = 5, 2047
FIVE_SHOT, ZERO_SHOT, HEALTH = "cot-5shot", "cot-0shot", "health-cot-5shot"
_SHOTS_OF = {FIVE_SHOT: SHOTS, ZERO_SHOT: 0, HEALTH: SHOTS}


def grade(item: Item, answer: Answer) -> Grade:
    """Return the letter of an answer, the rule that read it, and what it is worth."""
    if answer.error is not None or answer.text is None:
        return Grade(None, FAILED, 0.0, 0.0)
    text = plain(answer.text) if item.attributes["protocol"] == API else answer.text
    found = read_letter(text)
    if found is None:
        lucky = LETTERS[drawn(int(item.attributes["options"]))] == item.target
        return Grade(None, UNPARSED, float(lucky), 0.0, guessed=True)
    letter, rule = found
    right = float(letter == item.target)
    return Grade(letter, rule, right, right)


def score(items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Report:
    """Return the report: accuracy over questions, by category, source and number of options.

    Beside the figures of every benchmark of questions there are ``accuracy-level-1`` and
    ``unparsed-rate-level-1``: with the first rule alone and nothing drawn, as other harnesses read.
    """
    grades = [grade(item, answer) for item, answer in zip(items, answers, strict=True)]
    withheld = _withheld(items)
    health = View("health", "Health", frozenset({"health"}), "" if withheld[HEALTH] else HEALTH)
    report = question_report(
        items,
        answers,
        grades,
        board=next((board for board in (FIVE_SHOT, ZERO_SHOT) if not withheld[board]), ""),
        subject="category",
        views=(health,),
        by=("source", "options"),
        withheld={board: reason for board, reason in withheld.items() if reason},
        **settings,
    )
    return report.joined(Report({}, scores=_level_1(grades, settings)))


def _level_1(grades: Sequence[Grade], settings: Mapping[str, Any]) -> tuple[Score, Score]:
    """Return accuracy with the first rule alone, and the share of answers in which it finds nothing."""
    from podium.registry.metrics import accuracy

    replicates = int(settings.get("bootstrap", 1000))
    right = [grade.strict if grade.rule == FIRST else 0.0 for grade in grades]
    found = accuracy(right, replicates=replicates, seed=int(settings.get("seed", 0))).micro
    interval = Interval(found.low, found.high, 0.95, "bootstrap over questions", replicates)
    unread = sum(grade.rule not in (FIRST, FAILED) for grade in grades) / len(grades)
    return (
        Score("accuracy-level-1", found.value, len(grades), interval),
        Score("unparsed-rate-level-1", unread, len(grades)),
    )


def _withheld(items: Sequence[Item]) -> dict[str, str]:
    """Return for every board why its protocol was not followed, or nothing."""
    facts, request = items[0].attributes, items[0].request
    assert isinstance(request, Generate)
    reasons = {}
    for board, shots in _SHOTS_OF.items():
        told = []
        if facts["split"] != "test":
            told.append(f"split {facts['split']}: --split test")
        if facts["protocol"] != LOCAL:
            told.append(f"the prompt of the script for servers: --set protocol={LOCAL}")
        elif request.room != ROOM:
            told.append(f"room for {request.room or 'any number of'} tokens: --set room={ROOM}")
        if facts["shots"] != shots:
            told.append(f"{facts['shots']} shots: --set shots={shots}")
        reasons[board] = "; ".join(told)
    return reasons
