"""Questions with right answers: how each answer was read, and the report and comparison that follow from it.

Every figure comes in two forms: *official*, with the quirks and random fallbacks of the benchmark's own script, and
*strict*, where what could not be read is wrong and nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from podium.registry.benchmark import Answer, Item, Setting
from podium.registry.report import Interval, Report, Score, Table

#: Rules of grades that no parser made.
UNPARSED, FAILED, LIKELIHOOD, JUDGED = "unparsed", "failed", "likelihood", "judge"

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


def question_report(
    items: Sequence[Item],
    answers: Sequence[Answer],
    grades: Sequence[Grade],
    *,
    board: str = "",
    metric: str = "accuracy",
    subject: str = "subject",
    groups: Mapping[str, Sequence[str]] | None = None,
    views: Sequence[View] = (),
    by: Sequence[str] = (),
    withheld: Mapping[str, str] | None = None,
    **settings: Any,
) -> Report:
    """Return the report of a benchmark of questions.

    Args:
        items: The items asked.
        answers: One per item.
        grades: One per item.
        board: Board that the whole enters, or empty where its protocol was not followed.
        metric: Name of the metric; see :func:`judged`.
        subject: Attribute of the items that names their subject; empty where there are none.
        groups: Subjects by group, such as by discipline, for a table and for figures of the groups.
        views: Parts of the questions that have figures of their own.
        by: Further attributes, each for a table of its own.
        withheld: Why boards have no value, by slug.
        **settings: Values of :data:`QUESTION_SETTINGS`; others are for the plugin and left alone.

    Returns:
        Scores ``accuracy`` (official), ``accuracy-strict``, ``macro-accuracy``, ``macro-accuracy-strict``, then
        ``unparsed-rate``, ``guessed-rate``, ``truncated-rate``, ``failed-rate``, where there is a judge
        ``judge-failed-rate``, and ``undecided-rate`` where something is; tables ``subjects``, ``groups``,
        ``views``, ``rules`` and one per ``by``.
    """
    import numpy as np

    from podium.registry.metrics import accuracy

    replicates, seed = int(settings.get("bootstrap", 1000)), int(settings.get("seed", 0))
    official = np.array([grade.official for grade in grades])
    names = sorted({str(item.attributes.get(subject, "")) for item in items})
    places = np.array([names.index(str(item.attributes.get(subject, ""))) for item in items])
    found = accuracy(official, places, replicates=replicates, seed=seed)
    interval = Interval(found.micro.low, found.micro.high, 0.95, "bootstrap over questions", replicates)
    score = Score(metric, found.micro.value, len(items), interval)
    strict = Score(f"{metric}-strict", float(np.mean([grade.strict for grade in grades])), len(items))
    rows = tuple(zip(names, map(int, found.items), map(float, found.by_subject), strict=True))
    return Report(
        {board: score} if board else {},
        scores=(score, strict),
        tables=(Table("subjects", "By subject", ("subject", "n", metric), rows),),
        counts={"questions": len(items)},
        withheld=withheld or {},
    )


def compare_grades(
    items: Sequence[Item],
    first: Sequence[Grade],
    second: Sequence[Grade],
    *,
    subject: str = "subject",
    groups: Mapping[str, Sequence[str]] | None = None,
    settings: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Report:
    """Return what tells two models apart that answered the same questions; differences are first minus second.

    Args:
        items: The items asked.
        first: Grades of the first model's answers.
        second: Grades of the second's.
        subject: Attribute of the items that names their subject.
        groups: Subjects by group.
        settings: As :meth:`podium.registry.Benchmark.compare` gets them.

    Raises:
        PodiumError: If the two were scored in ways that cannot be compared.
    """
    raise NotImplementedError
