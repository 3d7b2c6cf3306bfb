"""``podium runs table``: a figure per run and finding, as papers print it, on the screen or as a file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, document, output
from podium.cli.app import App, example, pass_app
from podium.cli.document import with_interval
from podium.cli.output import Column, Screen
from podium.cli.run_compare import called
from podium.cli.table_files import METRICS, QUESTIONS, SUFFIXES, Grid, as_text, grid_json, laid_out
from podium.cli.table_questions import asks_questions, question_grid
from podium.registry import formats
from podium.registry.errors import PodiumError
from podium.registry.report import Score, Table
from podium.registry.views import shown

if TYPE_CHECKING:
    from podium.registry.journal import Run

BEST = "*"

#: Tables of a report that have a row per finding.
_PER_FINDING = ("findings", "decisions")
_MEAN = "mean"


@click.command(epilog=example("podium runs table 3f2a 91bc -o table.tex"))
@click.argument("run_ids", metavar="RUN...", nargs=-1, required=True, shell_complete=completing.runs)
@click.option(
    "--metric", type=click.Choice(tuple(METRICS)), help="Which figure.  [default: auroc; accuracy of questions]"
)
@click.option("--all", "every", is_flag=True, help="Every finding or subject, not only the main ones.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="File to write: .tex, .md or .csv.")
@output.json_option
@pass_app
def table(
    app: App, run_ids: tuple[str, ...], metric: str | None, every: bool, target: Path | None, as_json: bool
) -> None:
    """Set runs side by side, a row each and a column a finding.

    Of questions the columns are the official figure, the strict one, the share of replies that could not be
    parsed, and the groups; a table with every subject has a column a run instead.

    The runs must be of the same items and labels, counted alike. Only the stored reports are read;
    the data need not be there.
    """
    from podium.registry import journal

    check_target(target)
    connection = app.read()
    runs = [journal.find_run(connection, text) for text in run_ids]
    twice = [run.id for number, run in enumerate(runs) if run.id in [other.id for other in runs[:number]]]
    if twice:
        raise PodiumError(f"run {twice[0]} is named twice", "name each run once")
    grid = make_grid(app, runs, metric, every)
    if target is not None:
        save(app, grid, target)
    show_grid(app, grid, as_json)


def make_grid(app: App, runs: Sequence[Run], metric: str | None = None, every: bool = False) -> Grid:
    """Return the table of finished runs, each called by its model or, where two share it, by both.

    Args:
        app: The options before the command.
        runs: Finished runs of the same items and labels.
        metric: One of :data:`METRICS`, or None for that of the kind of benchmark.
        every: Whether to show every finding or subject, not only the main ones.

    Raises:
        PodiumError: If the runs cannot stand side by side, or have no such figures.
    """
    from podium.registry import leaderboard, pairing

    pairing.check_alike(app.read(), runs)
    if metric in QUESTIONS or (metric is None and asks_questions(runs)):
        return question_grid(runs, called(runs), metric or "accuracy", every)
    metric = metric or "auroc"
    card = leaderboard.benchmark(app.read(), runs[0].benchmark).card
    return grid_of(runs, called(runs), metric, () if every else card.get("main_observations") or ())


def save(app: App, grid: Grid, target: Path) -> None:
    """Write a table as LaTeX, Markdown or CSV, by the ending of a file that :func:`check_target` let pass."""
    target.write_text(as_text(grid, target.suffix.lower()), encoding="utf-8", newline="")
    if not app.quiet:
        output.complain("note", f"{formats.count(len(grid.runs), 'run')} written to {target}")


def show_grid(app: App, grid: Grid, as_json: bool) -> None:
    """Print a table."""
    from podium.registry import leaderboard

    if as_json:
        output.print_json(grid_json(grid))
        return
    screen = Screen()
    _show(screen, grid, leaderboard.benchmark(app.read(), grid.benchmark).card)
    screen.print()


def check_target(target: Path | None) -> None:
    """Refuse a file that no table could be written to, before anything is scored.

    Raises:
        PodiumError: If its ending is unknown, its folder does not exist, or it is a folder.
    """
    if target is None:
        return
    if target.suffix.lower() not in SUFFIXES:
        raise PodiumError(f"{target}: a table is written as {formats.listed(SUFFIXES, 'or')}", "name such a file")
    if target.is_dir():
        raise PodiumError(f"{target} is a folder", "name a file in it")
    if not target.parent.is_dir():
        raise PodiumError(f"folder {target.parent} does not exist", "make it, or name another file")


def grid_of(runs: Sequence[Run], names: Sequence[str], metric: str, wanted: Sequence[str]) -> Grid:
    """Return the table of finished runs from their stored reports.

    Args:
        runs: Finished runs.
        names: What each is called.
        metric: One of :data:`METRICS`.
        wanted: The findings to show; all that a run has where empty.

    Raises:
        PodiumError: If a run has no such figures.
    """
    from podium.registry.pairing import setting_differences

    figures = [_figures(run, metric) for run in runs]
    have = tuple(dict.fromkeys(label for found in figures for label in found))
    columns = tuple(label for label in wanted if label in have) or have
    lacking = [label for label in wanted if label not in have] if columns != have else []
    nothing = "not in the report"
    rows, averaged = [], []
    for run, found in zip(runs, figures, strict=True):
        cells = [found.get(label, Score(metric, None, reason=nothing)) for label in columns]
        # Without a choice of findings the mean is that of the report: over those that are defined.
        over = columns if wanted and columns != have else tuple(label for label in columns if _value(found, label))
        averaged.append(over)
        defined = sum(score.value is not None for score in found.values())
        rows.append((*cells, _mean(run, metric, [found.get(label) for label in over], len(over) == defined)))
    alike = len(set(averaged)) == 1
    notes = [f"no figures for {', '.join(lacking)}"] if lacking else []
    notes += [*_about_intervals(runs, rows), *_undefined(names, columns, rows)]
    if not alike:
        notes.append("the means are over different findings, so none of them is marked as the best")
    # A ranking metric knows no threshold, and whether images were looked for changes no figure.
    beside = {"images"} | (set() if metric == "f1" else {"threshold", "thresholds"})
    differing = [line for line in setting_differences(runs) if line.split(" ", 1)[0] not in beside]
    notes += [f"the runs differ in {line}" for line in differing]
    return Grid(
        metric,
        runs[0].benchmark,
        runs[0].split,
        runs[0].sample,
        tuple(names),
        tuple(run.id for run in runs),
        (*columns, _MEAN),
        tuple(rows),
        _best(rows, alike),
        tuple(notes),
    )


def _figures(run: Run, metric: str) -> dict[str, Score]:
    """Return a run's scores of a metric by finding.

    Raises:
        PodiumError: If its report has none.
    """
    for one in run.report.tables if run.report else ():
        if one.name in _PER_FINDING and metric in one.columns:
            return {str(row[0]): score for row in one.rows if (score := _cell(one, row, metric)) is not None}
    raise PodiumError(
        f"the report of run {run.id} has no {METRICS[metric]} by finding", "another --metric may be there"
    )


def _cell(one: Table, row: Sequence[Any], metric: str) -> Score | None:
    cell = row[one.columns.index(metric)]
    return cell if isinstance(cell, Score) else None


def _value(found: Mapping[str, Score], label: str) -> bool:
    return label in found and found[label].value is not None


def _mean(run: Run, metric: str, cells: Sequence[Score | None], over_all: bool) -> Score:
    """Return the mean over findings, with the interval of the report where that has this very mean.

    Args:
        run: The run.
        metric: One of :data:`METRICS`.
        cells: The figures that are averaged; None where the report has none.
        over_all: Whether these are all that are defined.
    """
    values = [cell.value for cell in cells if cell is not None and cell.value is not None]
    name = f"mean_{metric}"
    if len(values) < len(cells) or not values:
        return Score(name, None, reason="not every finding has a value")
    mean, n = math.fsum(values) / len(values), max(cell.n for cell in cells if cell is not None)
    assert run.report is not None
    for score in (*run.report.boards.values(), *run.report.scores):
        kind = score.metric.replace("-", "_")
        mean_of_it = kind.startswith(("mean_", "macro_")) and metric in kind
        fits = mean_of_it and (over_all or kind.endswith(f"_{len(values)}"))
        if fits and score.value is not None and math.isclose(score.value, mean, rel_tol=0, abs_tol=1e-12):
            return Score(name, score.value, n, score.interval)
    return Score(name, mean, n)


def _about_intervals(runs: Sequence[Run], rows: Sequence[Sequence[Score]]) -> list[str]:
    """Return how the intervals were made, and where there is none."""
    made: dict[str, None] = {}
    for run, row in zip(runs, rows, strict=True):
        seed = run.report.settings.get("seed") if run.report else None
        for interval in filter(None, (score.interval for score in row)):
            drawn = f", B={interval.replicates:,}, seed {seed}" if interval.replicates else ""
            made[f"{interval.level:.0%} intervals: {interval.method}{drawn}"] = None
    bare = any(row[-1].value is not None and row[-1].interval is None for row in rows)
    return [*made, *(["the reports have no interval of this mean"] if made and bare else [])]


def _undefined(names: Sequence[str], columns: Sequence[str], rows: Sequence[Sequence[Score]]) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for name, row in zip(names, rows, strict=True):
        for label, score in zip(columns, row, strict=False):
            if score.value is None:
                reasons.setdefault(f"{label}: {score.reason}", []).append(name)
    return [what if len(where) == len(names) else f"{what} ({', '.join(where)})" for what, where in reasons.items()]


def _best(rows: Sequence[Sequence[Score]], means_alike: bool) -> tuple[tuple[bool, ...], ...]:
    """Mark in each column the rows that read as high as the highest; nothing where all read alike."""
    marks = [[False] * len(row) for row in rows]
    for column in range(len(rows[0])):
        texts = [shown(row[column].value) if row[column].value is not None else "" for row in rows]  # type: ignore[arg-type]
        defined = [float(text) for text in texts if text]
        if len(set(defined)) < 2 or (column == len(rows[0]) - 1 and not means_alike):
            continue
        for number, text in enumerate(texts):
            marks[number][column] = bool(text) and float(text) == max(defined)
    return tuple(tuple(row) for row in marks)


def _show(screen: Screen, grid: Grid, card: Mapping[str, Any]) -> None:
    screen.title(
        f"{card['name']} · {grid.split} · {METRICS[grid.metric]}", " · ".join(document.marks(grid.sample, card))
    )
    screen.blank()
    heads, rows = laid_out(grid, lambda score, best: _marked(with_interval(score), best))
    narrow = _width([("predictions", *heads), *rows]) > output.room()
    if narrow:
        heads, rows = laid_out(grid, lambda score, best: _marked(_point(score), best))
    last = len(heads) - 1
    stay = (0, last) if grid.metric not in QUESTIONS else range(len(heads)) if grid.turned else (0, 1, 2)
    columns = [
        Column("part" if grid.turned else "predictions", shrink=True),
        *(Column(head, "right", rank=0 if place in stay else place + 1) for place, head in enumerate(heads)),
    ]
    screen.table(columns, rows, footer="intervals are left out at this width" if narrow else "")
    screen.blank()
    for line in (*grid.notes, *_reading(grid)):
        screen.item(line)


def _width(rows: Sequence[Sequence[str]]) -> int:
    return sum(max(map(output.width_of, column)) + 2 for column in zip(*rows, strict=True)) - 2


def _reading(grid: Grid) -> list[str]:
    """Return how the table is read, and how a difference is tested."""
    if len(grid.runs) < 2:
        return []
    best = f"reads {'best' if grid.metric in QUESTIONS else 'highest'} in its {'row' if grid.turned else 'column'}"
    return [
        f"{BEST} {best}, which says nothing of significance; overlapping intervals are no test",
        f"a paired test of two: podium runs compare {grid.runs[0]} {grid.runs[1]}",
    ]


def _marked(text: str, best: bool) -> str:
    value, space, rest = text.partition(" ")
    return f"{value}{BEST if best else ''}{space}{rest}"


def _point(score: Score) -> str:
    return "–" if score.value is None else shown(score.value)
