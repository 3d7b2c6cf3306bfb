"""Questions with right answers: how each answer was read, and what it is worth.

Every figure comes in two forms: *official*, with the quirks and random fallbacks of the benchmark's own script, and
*strict*, where what could not be read is wrong and nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from podium.registry.benchmark import Answer, Setting

#: Rules of grades that no parser made.
UNPARSED, FAILED, LIKELIHOOD, JUDGED = "unparsed", "failed", "likelihood", "judge"

#: What most official scripts do where they cannot read a reply, in words after "official".
GUESS = "draws one at random, from a fixed seed"

#: The settings that :func:`question_report` takes; a plugin declares them beside its own.
QUESTION_SETTINGS = (
    Setting("bootstrap", 1000, "Resamples for the intervals.", minimum=1, maximum=100_000),
    Setting("seed", 0, "Seed of the resampling.", minimum=0),
    Setting("resample", "question", "What is resampled: questions or whole subjects.", choices=("question", "subject")),
)


@dataclass(frozen=True)
class Grade:
    """How one answer was read and what it is worth.

    Args:
        parsed: What was read from it, such as ``"B"`` or ``"3.14"``; None where nothing could be.
        rule: Name of the rule that read it, such as ``"answer is (X)"``; :data:`UNPARSED` where none did,
            :data:`FAILED` where there is no answer, :data:`LIKELIHOOD`, :data:`JUDGED`.
        official: 1 or 0, under the rules of the official script, fallbacks included.
        strict: 1 or 0, where what could not be read is wrong and nothing is drawn at random.
        guessed: Whether the official rules drew an answer at random.
        undecided: Whether neither a judge nor a rule could say: it counts as wrong and is told.
    """

    parsed: str | None
    rule: str
    official: float
    strict: float
    guessed: bool = False
    undecided: bool = False


@dataclass(frozen=True)
class View:
    """A part of the questions with a figure of its own: a discipline, or a medical selection.

    Args:
        name: Identifier, part of the metric's name, such as ``"multimedqa"``.
        title: As shown.
        subjects: The subjects it holds.
        board: The board it enters, or empty.
    """

    name: str
    title: str
    subjects: frozenset[str]
    board: str = ""


def judged(metric: str, judge: str) -> str:
    """Return the name of a metric that depends on a judge: it is part of the name."""
    return f"{metric} (judge {judge})"


def variant(metric: str, before: str = "", after: str = "") -> str:
    """Return the name of a figure that belongs to a metric, with its judge, if it has one, last.

    ``variant("accuracy (judge x)", "macro-", "-strict")`` is ``"macro-accuracy-strict (judge x)"``.
    """
    base, mark, judge = metric.partition(" (")
    return f"{before}{base}{after}{mark}{judge}"


def settled(answers: Sequence[Answer], grades: Sequence[Grade]) -> list[Grade]:
    """Return the grades with every question that has no answer wrong, whatever was made of it.

    Raises:
        ValueError: If there is not one grade per answer, or one is worth anything but 0 or 1.
    """
    if len(answers) != len(grades):
        raise ValueError(f"there must be a grade for each of {len(answers)} answers, got {len(grades)}")
    for place, grade in enumerate(grades):
        if grade.official not in (0, 1) or grade.strict not in (0, 1):
            worth = f"{grade.official} (official) and {grade.strict} (strict)"
            raise ValueError(f"the grade of answer {place} is worth {worth}, and each must be 0 or 1")
    return [
        Grade(None, FAILED, 0.0, 0.0) if answer.error is not None else grade
        for answer, grade in zip(answers, grades, strict=True)
    ]
