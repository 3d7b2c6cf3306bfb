"""A table of figures per run and finding, as JSON data and as the text of a file: LaTeX, Markdown, CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from podium.cli import output
from podium.cli.document import SAMPLE
from podium.cli.markdown_text import escaped
from podium.registry import spreadsheets
from podium.registry.report import Score
from podium.registry.views import shown

METRICS = {
    "auroc": "AUROC",
    "average_precision": "average precision",
    "f1": "F1",
    "accuracy": "accuracy",
    "strict": "strict accuracy",
}
#: Those of questions; a table of them may have a column per subject.
QUESTIONS = ("accuracy", "strict")
#: Most columns with which a run has a row, not a column.
_WIDE = 10
SUFFIXES = (".tex", ".md", ".csv")


@dataclass(frozen=True)
class Grid:
    """A figure per run and finding, and the mean over the findings; or per run and part of the questions.

    Args:
        metric: One of :data:`METRICS`.
        benchmark: Slug.
        split: Split of all runs.
        sample: Whether the runs are on synthetic sample data.
        names: What each row is called.
        runs: Run of each row.
        columns: The findings, then ``"mean"``; or the official figure, the strict one, the share that was not
            parsed, then the parts.
        rows: One score per column.
        best: By row and column, whether no other row reads better.
        notes: What a reader must know.
    """

    metric: str
    benchmark: str
    split: str
    sample: bool
    names: tuple[str, ...]
    runs: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Score, ...], ...]
    best: tuple[tuple[bool, ...], ...]
    notes: tuple[str, ...]

    @property
    def turned(self) -> bool:
        """Whether it reads better with a column per run: where there are many parts of questions."""
        return self.metric in QUESTIONS and len(self.columns) > _WIDE


def laid_out(grid: Grid, write: Callable[[Score, bool], str]) -> tuple[list[str], list[list[str]]]:
    """Return the heads of a table and its lines, each beginning with its name, as they are read.

    Args:
        grid: The table.
        write: Makes the text of a figure that is the best of its kind, or is not.
    """
    cells = [
        [write(score, mark) for score, mark in zip(scores, best, strict=True)]
        for scores, best in zip(grid.rows, grid.best, strict=True)
    ]
    if grid.turned:
        return list(grid.names), [
            [name, *line] for name, line in zip(grid.columns, zip(*cells, strict=True), strict=True)
        ]
    return list(grid.columns), [[name, *line] for name, line in zip(grid.names, cells, strict=True)]


def as_text(grid: Grid, suffix: str) -> str:
    """Return a table in the form of a file with this ending, one of :data:`SUFFIXES`."""
    return {".tex": _as_latex, ".md": _as_markdown, ".csv": _as_csv}[suffix](grid)


def _heading(grid: Grid) -> str:
    """Return what the table shows."""
    return f"{METRICS[grid.metric]} with 95% interval, {grid.benchmark} {grid.split}"


def grid_json(grid: Grid) -> dict[str, Any]:
    """Return a table as JSON data."""
    rows = []
    for name, run, scores, best in zip(grid.names, grid.runs, grid.rows, grid.best, strict=True):
        cells = {}
        for column, score, mark in zip(grid.columns, scores, best, strict=True):
            low, high = (score.interval.low, score.interval.high) if score.interval else (None, None)
            cells[column] = {"value": score.value, "low": low, "high": high, "best": mark, "reason": score.reason}
        rows.append({"name": name, "run": run, "figures": cells})
    return {
        "benchmark": grid.benchmark,
        "split": grid.split,
        "sample": grid.sample,
        "metric": grid.metric,
        "columns": list(grid.columns),
        "rows": rows,
        "notes": list(grid.notes),
    }


def _as_csv(grid: Grid) -> str:
    """Return the table as CSV: value, low and high of each column, unrounded; empty where undefined."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(
        [
            *("predictions", "run", "data"),
            *(spreadsheets.guarded(f"{name}{end}") for name in grid.columns for end in ("", " low", " high")),
        ]
    )
    for name, run, scores in zip(grid.names, grid.runs, grid.rows, strict=True):
        cells: list[float | None] = []
        for score in scores:
            ends = (score.interval.low, score.interval.high) if score.interval else (None, None)
            cells += [score.value, *ends]
        rows.writerow([spreadsheets.guarded(name), run, "synthetic sample" if grid.sample else "real", *cells])
    return text.getvalue()


def _as_markdown(grid: Grid) -> str:
    """Return the table in Markdown; the best of each column is bold."""
    heads, rows = laid_out(grid, lambda score, best: f"**{_range(score)}**" if best else _range(score))
    lines = [
        f"{_heading(grid)}{f' ({SAMPLE})' if grid.sample else ''}; bold: {_best(grid)}.",
        "",
        f"| {'part' if grid.turned else 'predictions'} | {' | '.join(map(_markdown, heads))} |",
        f"| --- |{' ---: |' * len(heads)}",
    ]
    lines += [f"| {_markdown(name)} | {' | '.join(cells)} |" for name, *cells in rows]
    return "\n".join([*lines, "", *(f"- {_markdown(note)}" for note in grid.notes), *([""] if grid.notes else [])])


def _as_latex(grid: Grid) -> str:
    """Return the table as a LaTeX tabular that needs no package; the best of each column is bold."""
    heads, rows = laid_out(
        grid, lambda score, best: f"\\textbf{{{_range(score, '--')}}}" if best else _range(score, "--")
    )
    width = len(heads) + 1
    lines = [
        f"% {_heading(grid)}; bold: {_best(grid)}.",
        f"% Runs: {', '.join(grid.runs)}",
        *(f"% {output.clean(note)}" for note in grid.notes),
        f"\\begin{{tabular}}{{l{'c' * len(heads)}}}",
        "\\hline",
        *([f"\\multicolumn{{{width}}}{{c}}{{{_latex(SAMPLE)}}} \\\\"] if grid.sample else []),
        f" & {' & '.join(map(_latex, heads))} \\\\",
        "\\hline",
    ]
    lines += [f"{_latex(name)} & {' & '.join(cells)} \\\\" for name, *cells in rows]
    return "\n".join([*lines, "\\hline", "\\end{tabular}", ""])


def _best(grid: Grid) -> str:
    """Return what is marked."""
    which = f"the highest of its {'row' if grid.turned else 'column'}"
    return f"{which}, of unparsed the lowest" if grid.metric in QUESTIONS else which


def _range(score: Score, dash: str = "–") -> str:
    if score.value is None:
        return dash
    if score.interval is None:
        return shown(score.value)
    return f"{shown(score.value)} ({shown(score.interval.low)}{dash}{shown(score.interval.high)})"


_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "|": r"\textbar{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{character: f"\\{character}" for character in "&%$#_{}"},
}


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in output.clean(text))


def _markdown(text: str) -> str:
    return escaped(output.clean(text))
