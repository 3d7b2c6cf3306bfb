"""The report of a benchmark of questions: official and strict accuracy side by side, and how the replies were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from podium.registry import question_reading as reading
from podium.registry.benchmark import Answer, Item
from podium.registry.grading import GUESS, Grade, View, settled
from podium.registry.question_marks import (
    LEVEL,
    OFFICIAL,
    STRICT,
    SUBJECTS,
    WILSON,
    Marks,
    Resampling,
    figure,
    pair,
)
from podium.registry.report import Cell, Interval, Report, Score, Table

if TYPE_CHECKING:
    pass

UNPARSED_RATE = "unparsed-rate"
#: Names that are told one by one.
_NAMED = 6


def of_questions(report: Report) -> bool:
    """Return whether a report is one of :func:`question_report`, perhaps with more."""
    return any(score.metric == UNPARSED_RATE for score in report.scores)


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
    guess: str = GUESS,
    **settings: Any,
) -> Report:
    """Return the report of a benchmark of questions.

    Figures of the whole, of views and of groups have bootstrap intervals; those of single subjects and values
    of attributes have Wilson's, and so has every figure of exactly 0 or 1, where resampling has no spread. Where whole
    subjects are drawn, means over subjects are over those drawn, means over groups are drawn within each group, and
    what rests on one subject, or on one of each group, has no interval.
    A question whose answer has an error counts as wrong.

    Args:
        items: The items asked.
        answers: One per item.
        grades: One per item.
        board: Board that the whole enters, or empty where its protocol was not followed.
        metric: Name of the metric; see :func:`podium.registry.judged`.
        subject: Attribute of the items that names their subject; empty where there are none.
        groups: Subjects by group, such as by discipline, for a table and for figures of the groups.
        views: Parts of the questions that have figures of their own.
        by: Further attributes, each for a table of its own.
        withheld: Why boards have no value, by slug.
        guess: What the official rules do where they cannot read a reply, in words after "official".
        **settings: Values of :data:`podium.registry.QUESTION_SETTINGS`; others are for the plugin and left alone.

    Returns:
        Scores, with ``accuracy`` for the metric: ``accuracy`` (official), ``accuracy-strict``; with subjects
        ``macro-accuracy``, ``macro-accuracy-strict``; with groups ``group-macro-accuracy`` and its strict form,
        the mean over groups of the share inside each; per view ``accuracy-VIEW`` and ``accuracy-VIEW-strict``;
        then ``unparsed-rate``, ``guessed-rate``, ``truncated-rate``, ``failed-rate``, where there is a judge
        ``judge-failed-rate``, and ``undecided-rate`` where something is. A judge stays at the end of the name.
        Tables ``subjects``, ``groups``, ``views``, one per ``by``, and ``rules``. The boards have the official figure,
        that of the whole before those of views.

    Raises:
        PodiumError: If subjects are to be drawn and there are none.
        ValueError: If there is no item, or not one answer and grade per item, or one is worth anything but 0 or 1.
    """
    if not items or len(items) != len(answers):
        raise ValueError(f"there must be items and an answer for each, got {len(items)} and {len(answers)}")
    # Answers may come from a file one by one: they are walked once.
    answers = list(answers)
    grades = settled(answers, grades)
    marks, drawn = Marks.of(items, grades, subject), Resampling.of(settings, subject)
    whole = pair(marks, drawn, figure(metric))
    scores = [*whole]
    if subject:
        scores += pair(marks, drawn, figure(metric, "macro-"), of=marks.places, within=SUBJECTS)
    if groups:
        scores += pair(marks, drawn, figure(metric, "group-macro-"), of=marks.groups(groups), within="groups")
    seen = [pair(marks, drawn, figure(metric, "", f"-{view.name}"), marks.among(view.subjects)) for view in views]
    scores += [score for two in seen for score in two]
    # What stands first is shown where there is room for one figure.
    boards = {board: whole[0]} if board else {}
    boards |= {view.board: two[0] for view, two in zip(views, seen, strict=True) if view.board}
    unparsed = reading.unparsed(grades)
    parts = (
        *([_groups(marks, drawn, groups, unparsed)] if groups else []),
        *([_views(marks, views, seen, unparsed)] if views else []),
    )
    return Report(
        {slug: score for slug, score in boards.items() if slug not in (withheld or {})},
        scores=(*scores, *reading.rates(answers, grades)),
        tables=(
            *([_by(SUBJECTS, subject, marks, unparsed)] if subject else []),
            *parts,
            *(_by(name, name, Marks.of(items, grades, name), unparsed) for name in by),
            reading.rules(grades),
        ),
        counts=reading.counts(answers, grades),
        settings=drawn.settings(),
        notes=(*reading.notes(answers, grades, guess), *_notes(marks, drawn, groups, scores, parts)),
        withheld=withheld or {},
        facts={"unit": "question"}
        | ({"subgroups": f"Reported: see the table “{_by_title(subject)}”"} if subject else {}),
    )


def _wilson(metric: str, right: int, n: int) -> Score:
    from podium.registry.metrics import wilson_interval

    low, high = (float(end) for end in wilson_interval(right, n, LEVEL))
    return Score(metric, right / n, n, Interval(low, high, LEVEL, WILSON))


def _by(table: str, name: str, values: Marks, unparsed: Any) -> Table:
    return Table(table, _by_title(name), (name, "n", OFFICIAL, STRICT, "unparsed"), _rows(values, unparsed))


def _by_title(name: str) -> str:
    return f"By {name.replace('_', ' ')} ({WILSON} intervals)"


def _rows(marks: Marks, unparsed: Any) -> tuple[tuple[Cell, ...], ...]:
    import numpy as np

    count = len(marks.subjects)
    every = np.ones(len(unparsed))
    n, right, sure, unread = (
        np.bincount(marks.places, weights=weights, minlength=count).astype(int).tolist()
        for weights in (every, marks.official, marks.strict, unparsed)
    )
    return tuple(
        (name, size, _wilson(OFFICIAL, right[place], size), _wilson(STRICT, sure[place], size), unread[place])
        for place, (name, size) in enumerate(zip(marks.subjects, n, strict=True))
    )


def _groups(marks: Marks, drawn: Resampling, groups: Mapping[str, Sequence[str]], unparsed: Any) -> Table:
    rows = []
    for name, subjects in groups.items():
        among = marks.among(subjects)
        rows.append(
            (name, *_sizes(marks, among), *pair(marks, drawn, (OFFICIAL, STRICT), among), _sum(unparsed, among))
        )
    return Table("groups", "By group", ("group", "subjects", "n", OFFICIAL, STRICT, "unparsed"), tuple(rows))


def _views(marks: Marks, views: Sequence[View], seen: Sequence[tuple[Score, Score]], unparsed: Any) -> Table:
    rows = []
    for view, two in zip(views, seen, strict=True):
        among = marks.among(view.subjects)
        rows.append((view.title, *_sizes(marks, among), *two, _sum(unparsed, among)))
    return Table("views", "Views", ("view", "subjects", "n", OFFICIAL, STRICT, "unparsed"), tuple(rows))


def _sizes(marks: Marks, among: Any) -> tuple[int, int]:
    """Return of how many subjects some questions are, and how many they are."""
    return len(set(marks.places[among].tolist())), int(among.sum())


def _sum(flags: Any, among: Any) -> int:
    return int(flags[among].sum())


def _notes(
    marks: Marks,
    drawn: Resampling,
    groups: Mapping[str, Sequence[str]] | None,
    scores: Sequence[Score],
    parts: Sequence[Table],
) -> list[str]:
    """Return what must be said of means and intervals."""
    import numpy as np

    notes = []
    cells = [cell for table in parts for row in table.rows for cell in row if isinstance(cell, Score)]
    if any(one.interval is not None and one.interval.method.startswith(WILSON) for one in (*scores, *cells)):
        notes.append(f"figures of exactly 0 or 1 have {WILSON}'s interval: resampling has no spread there")
    if groups:
        of = marks.groups(groups)
        if apart := int((of < 0).sum()):
            names = sorted({marks.subjects[place] for place in marks.places[of < 0].tolist()})
            notes.append(f"of subjects in no group: {listed(names)}, {questions(apart)} in all")
        if absent := [name for number, name in enumerate(groups) if not (of == number).any()]:
            notes.append(f"no question of {listed(absent)} was asked; means over groups are over the others")
    if drawn.by_subject:
        return notes + _of_one_subject(marks, parts)
    alone = int((np.bincount(marks.places) == 1).sum())
    if len(marks.subjects) > 1 and alone:
        notes.append(
            f"{alone} of {len(marks.subjects)} subjects have one question, which tells nothing of their spread:"
            " the intervals of macro figures are too narrow"
        )
    return notes


def _of_one_subject(marks: Marks, parts: Sequence[Table]) -> list[str]:
    """Return what has no interval, or one that is too narrow, as subjects are drawn and it has one."""
    if len(marks.subjects) < 2:
        return ["there is one subject, and no interval by drawing subjects"]
    notes = []
    for table in parts:
        counts = {str(row[0]): row[1] for row in table.rows if row[1]}
        alone = [name for name, subjects in counts.items() if subjects == 1]
        if not alone:
            continue
        notes.append(f"no interval by drawing subjects where there is one: {listed(alone)}")
        if table.name == "groups":
            every = len(alone) == len(counts)
            of = "have none either" if every else "have intervals that are too narrow: these groups show no spread"
            notes.append(f"means over groups {of}")
    return notes


def questions(count: int) -> str:
    """Return a number of questions in words."""
    return f"{count:,} question{'' if count == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """Return some names in one line, the first few by name."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
