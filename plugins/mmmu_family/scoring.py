"""Grades and the figure of Health and Medicine, the same for both benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from podium.plugins.mmmu_family import open_answers
from podium.plugins.mmmu_family.choices import Choice, letters
from podium.plugins.mmmu_family.subjects import DISCIPLINES, HEALTH
from podium.registry import FAILED, UNPARSED, Answer, Grade, Item, View

#: Seed of the options that are drawn for replies without one: what MMMU's script sets at its start. That of
#: MMMU-Pro sets none, so that the authors' own figures differ from one scoring to the next.
SEED = 42
#: Names of rules that read the reply to an open question.
AFTER_CUE, WHOLE_REPLY = "after a cue", "whole reply"
Reader = Callable[[str, Sequence[str]], Choice]


def grade(items: Sequence[Item], answers: Sequence[Answer], read: Reader) -> list[Grade]:
    """Return what each answer is worth; options are drawn in the order of the items.

    Args:
        items: With their ``options``, or none for an open question.
        answers: One per item.
        read: The benchmark's parser of replies to multiple-choice questions.
    """
    random = Random(SEED)
    return [_grade(item, answer, read, random) for item, answer in zip(items, answers, strict=True)]


def drawn_letters(counts: Sequence[int]) -> list[str]:
    """Return what is drawn for unreadable replies to questions with so many options each, in this order."""
    random = Random(SEED)
    return [random.choice(letters(count)) for count in counts]


def _grade(item: Item, answer: Answer, read: Reader, random: Random) -> Grade:
    if answer.error is not None:
        return Grade(None, FAILED, 0.0, 0.0)
    reply, options = answer.text or "", item.attributes["options"]
    if not options:
        return grade_open(reply, item.target)
    letter, rule = read(reply, options)
    if letter is None:
        drawn = random.choice(letters(len(options)))
        return Grade(None, UNPARSED, float(drawn == item.target), 0.0, guessed=True)
    right = float(letter == item.target)
    return Grade(letter, rule, right, right)


def grade_open(reply: str, gold: str | Sequence[str]) -> Grade:
    """Return what the reply to an open question is worth."""
    parts, cued = open_answers.key_parts(reply)
    if not any(parts):
        return Grade(None, UNPARSED, 0.0, 0.0)
    right = float(open_answers.is_right(gold, open_answers.predictions(parts)))
    return Grade(" | ".join(parts), AFTER_CUE if cued else WHOLE_REPLY, right, right)


def health_view(board: str) -> View:
    """Return the figure of Health and Medicine.

    Args:
        board: Board that it enters, or empty.
    """
    return View("health", HEALTH, frozenset(DISCIPLINES[HEALTH]), board)
