"""The table of runs on a benchmark of questions: official, strict and unparsed side by side, then part by part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from podium.cli.table_files import Grid
from podium.registry.errors import PodiumError
from podium.registry.question_figures import UNPARSED_RATE, listed, of_questions
from podium.registry.question_marks import OFFICIAL, STRICT, SUBJECTS
from podium.registry.report import Report, Score

if TYPE_CHECKING:
    from podium.registry.journal import Run

#: Tables of a report whose rows are columns here; those of subjects are only if all is asked for.
_PARTS = ("groups", "views")

#: Columns of rates: few unparsed replies make no model a better one.
_RATES = ("unparsed",)


def asks_questions(runs: Sequence[Run]) -> bool:
    """Return whether runs are on a benchmark of questions, by their reports."""
    return all(run.report is not None and of_questions(run.report) for run in runs)


def question_grid(runs: Sequence[Run], names: Sequence[str], metric: str, every: bool) -> Grid:
    """Return the table of finished runs from their stored reports.

    Args:
        runs: Finished runs on the same questions.
        names: What each is called.
        metric: ``"accuracy"`` for the official figures of the parts, ``"strict"`` for the strict ones.
        every: Whether to show every subject, not only groups and views.

    Raises:
        PodiumError: If a run's report is not one of questions.
    """
    from podium.registry.pairing import setting_differences

    reports = []
    for run in runs:
        if run.report is None or not of_questions(run.report):
            raise PodiumError(f"the report of run {run.id} has no accuracy of questions", "leave out --metric")
        reports.append(run.report)
    found = [_figures(report, metric, every) for report in reports]
    columns = tuple(dict.fromkeys(column for figures in found for column in figures))
    rows = tuple(
        tuple(figures.get(column, Score(column, None, reason="not in the report")) for column in columns)
        for figures in found
    )
    kinds = list(dict.fromkeys(report.scores[0].metric for report in reports))
    notes = _intervals(columns, rows, reports)
    for name, row in zip(names, rows, strict=True):
        lacking = [column for column, score in zip(columns, row, strict=True) if score.value is None]
        notes += [f"{name} has no figure of {listed(lacking)}"] if lacking else []
    if len(kinds) > 1:
        which = [f"{report.scores[0].metric} of {name}" for name, report in zip(names, reports, strict=True)]
        notes.append(f"these are figures of different kinds, and none is marked as the best: {', '.join(which)}")
    notes += [f"the runs differ in {line}" for line in setting_differences(runs) if not line.startswith("images ")]
    return Grid(
        metric,
        runs[0].benchmark,
        runs[0].split,
        runs[0].sample,
        tuple(names),
        tuple(run.id for run in runs),
        columns,
        rows,
        _best(columns, rows, len(kinds) == 1),
        tuple(notes),
    )


def _figures(report: Report, metric: str, every: bool) -> dict[str, Score]:
    """Return a run's figures by column."""
    by_name = {score.metric: score for score in report.scores}
    whole = {OFFICIAL: report.scores[0], STRICT: report.scores[1], "unparsed": by_name[UNPARSED_RATE]}
    kind = STRICT if metric == STRICT else OFFICIAL
    if kind == STRICT:
        whole = {STRICT: whole.pop(STRICT), **whole}
    for table in sorted(report.tables, key=lambda table: table.name == SUBJECTS):
        if table.name in _PARTS or (every and table.name == SUBJECTS):
            place = table.columns.index(kind)
            for row in table.rows:
                if isinstance(cell := row[place], Score):
                    whole.setdefault(str(row[0]), cell)
    return whole


def _intervals(columns: Sequence[str], rows: Sequence[Sequence[Score]], reports: Sequence[Report]) -> list[str]:
    """Return how the intervals were made, each method once; where there are several, of which columns each is."""
    made: dict[tuple[str, str], dict[str, None]] = {}
    for row, report in zip(rows, reports, strict=True):
        for column, score in zip(columns, row, strict=True):
            if (interval := score.interval) is not None:
                drawn = (
                    f", B={interval.replicates:,}, seed {report.settings.get('seed')}" if interval.replicates else ""
                )
                made.setdefault((f"{interval.level:.0%} intervals", f"{interval.method}{drawn}"), {})[column] = None
    several = len(made) > 1
    return [f"{what}{f' of {listed(list(at))}' if several else ''}: {how}" for (what, how), at in made.items()]


def _best(columns: Sequence[str], rows: Sequence[Sequence[Score]], comparable: bool) -> tuple[tuple[bool, ...], ...]:
    """Mark in each column of scores the rows that read as high as the highest; nothing where all read alike."""
    from podium.registry.views import shown

    marks = [[False] * len(columns) for _ in rows]
    for place, column in enumerate(columns if comparable else ()):
        texts = [shown(row[place].value) if row[place].value is not None else "" for row in rows]  # type: ignore[arg-type]
        defined = [float(text) for text in texts if text]
        if len(set(defined)) < 2 or column in _RATES:
            continue
        for number, text in enumerate(texts):
            marks[number][place] = bool(text) and float(text) == max(defined)
    return tuple(tuple(row) for row in marks)
