"""Scores of MMLU: the likeliest of four letters, as the authors' scripts take it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from podium.plugins.mmlu.questions import LETTERS
from podium.plugins.mmlu.subjects import HEALTH, MULTIMEDQA
from podium.registry import (
    FAILED,
    LIKELIHOOD,
    UNPARSED,
    Answer,
    Choose,
    Grade,
    Item,
    Outline,
    View,
)

#: A reply in words, as of a chat endpoint that gives no likelihoods, in which the adapter found a letter; and a letter
#: that came without a reply, as from a file.
LETTER_READ, LETTER_GIVEN = "letter read", "letter given"
#: What the authors' evaluate.py takes for a letter that is not among the listed ones.
_MISSING = -100.0

SHOTS, ROOM = 5, 2048
FIVE_SHOT, ZERO_SHOT, MULTIMEDQA_BOARD, HEALTH_BOARD = (
    "letters-5shot",
    "letters-0shot",
    "multimedqa-5shot",
    "health-5shot",
)
_SHOTS_OF = {FIVE_SHOT: SHOTS, ZERO_SHOT: 0, MULTIMEDQA_BOARD: SHOTS, HEALTH_BOARD: SHOTS}


def likeliest(values: Sequence[float | None]) -> int:
    """Return the place of the likeliest letter: a missing one counts as -100, and the first wins a tie.

    Args:
        values: Log-likelihoods in nats, None or not finite where one is missing.
    """
    known = [_MISSING if value is None or not math.isfinite(value) else value for value in values]
    return known.index(max(known))


def grade(items: Sequence[Item], answers: Sequence[Answer]) -> list[Grade]:
    """Return how each answer was read and what it is worth.

    Where letters were compared, an answer without any likelihood, or with none that is finite, is option A for the
    authors, as all four are then equally missing; strictly it is wrong. Without likelihoods the letter that the reply
    names counts in both.
    """
    compared = any(answer.log_likelihoods is not None for answer in answers)
    return [_grade(item, answer, compared) for item, answer in zip(items, answers, strict=True)]


def _grade(item: Item, answer: Answer, compared: bool) -> Grade:
    if answer.error is not None:
        return Grade(None, FAILED, 0.0, 0.0)
    if answer.log_likelihoods is not None:
        known = any(value is not None and math.isfinite(value) for value in answer.log_likelihoods)
        choice = likeliest(answer.log_likelihoods) if known else None
        rule = LIKELIHOOD
    else:
        choice, rule = answer.choice, LETTER_GIVEN if answer.text is None else LETTER_READ
    if choice is None:
        return Grade(None, UNPARSED, float(compared and item.target == 0), 0.0, guessed=compared)
    right = float(choice == item.target)
    return Grade(LETTERS[choice], rule, right, right)


def outline(items: Sequence[Item], answers: Sequence[Answer]) -> Outline:
    """Return the two medical selections, and the boards whose protocol was followed."""
    withheld = _withheld(items, answers)
    return Outline(
        next((board for board in (FIVE_SHOT, ZERO_SHOT) if board not in withheld), ""),
        withheld,
        views=(
            View("multimedqa", "MultiMedQA, six subjects", MULTIMEDQA, MULTIMEDQA_BOARD),
            View("health", "Health, eight subjects", HEALTH, HEALTH_BOARD),
        ),
        guess="takes A, as all letters are equally missing",
    )


def _withheld(items: Sequence[Item], answers: Sequence[Answer]) -> dict[str, str]:
    """Return why boards have no value: their protocol was not followed."""
    shots = int(items[0].attributes["shots"])
    request = items[0].request
    assert isinstance(request, Choose)
    read = sum(answer.log_likelihoods is None and answer.error is None for answer in answers)
    by_reply = any(answer.log_likelihoods is None and answer.choice is not None for answer in answers)
    reasons = {}
    for board, wanted in _SHOTS_OF.items():
        told = []
        if items[0].attributes["split"] != "test":
            told.append(f"split {items[0].attributes['split']}: --split test")
        if shots != wanted:
            told.append(f"{shots} shots: --set shots={wanted}")
        if request.room != ROOM:
            told.append(f"room for {request.room or 'any number of'} tokens: --set room={ROOM}")
        if by_reply or read == len(answers):
            what = f"{read} of {len(answers)} answers are letters without likelihoods"
            told.append(f"{what}: take a local model or an endpoint that gives log-probabilities")
        reasons[board] = "; ".join(told)
    return {board: reason for board, reason in reasons.items() if reason}
