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
    Item,
    Outline,
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


def outline(items: Sequence[Item]) -> Outline:
    """Return Health, and the boards whose protocol was followed."""
    withheld = _withheld(items)
    return Outline(
        next((board for board in (FIVE_SHOT, ZERO_SHOT) if board not in withheld), ""),
        withheld,
        views=(View("health", "Health", frozenset({"health"}), HEALTH),),
        by=("source", "options"),
        guess="takes one and the same option for each number of options, as its script seeds before every draw",
    )


def further(
    items: Sequence[Item], answers: Sequence[Answer], grades: Sequence[Grade], settings: Mapping[str, Any]
) -> Report:
    """Return accuracy with the first rule alone, and the share of answers in which it finds nothing.

    That is how other harnesses read; nothing is drawn.
    """
    first = [grade if grade.rule == FIRST else Grade(None, UNPARSED, 0.0, 0.0) for grade in grades]
    alone = question_report(items, answers, first, metric="accuracy-level-1", **settings).scores[0]
    unread = sum(grade.rule not in (FIRST, FAILED) for grade in grades) / len(grades)
    return Report({}, scores=(alone, Score("unparsed-rate-level-1", unread, len(grades))))


def _withheld(items: Sequence[Item]) -> dict[str, str]:
    """Return why boards have no value: their protocol was not followed."""
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
    return {board: reason for board, reason in reasons.items() if reason}
