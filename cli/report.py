"""A run on the screen and as JSON: its figures, what they rest on, and why it is or is not on a board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from podium.cli import formats, output
from podium.cli.output import Cell, Column, Screen
from podium.registry.journal import Run
from podium.registry.report import Report, Score, Table
from podium.registry.views import shown

RESEARCH_ONLY = "research use only, not for diagnosis"
SAMPLE = "SYNTHETIC SAMPLE, not patient data"

#: Columns are wide; a report's tables are read on narrow terminals too.
_SHORT = {
    "average_precision": "AP",
    "auroc": "AUROC",
    "f1": "F1",
    "positives": "n+",
    "ppv": "PPV",
    "prevalence": "prev",
    "sensitivity": "sens",
    "specificity": "spec",
}
_CHECKSUM = 12


def show_run(screen: Screen, run: Run, card: Mapping[str, Any]) -> None:
    """Add everything a reader of a run's figures must see.

    Args:
        screen: Where to.
        run: The run, finished or not.
        card: The benchmark's card as JSON data.
    """
    marks = [SAMPLE] if run.sample else []
    marks += [RESEARCH_ONLY] if card.get("research_use_only") else []
    screen.title(f"{card['name']} · {run.split}", " · ".join(marks))
    screen.facts(_header(run))
    if run.report is None:
        screen.blank()
        screen.prose(_unfinished(run))
        return
    _boards(screen, run, run.report)
    _scores(screen, run.report)
    for table in run.report.tables:
        _table(screen, table)
    if run.report.notes:
        screen.heading("Notes")
        for note in run.report.notes:
            screen.item(note)


def _header(run: Run) -> list[tuple[str, Cell]]:
    weights = str(run.provenance.get("model", {}).get("weights", ""))
    checksum = f" ({weights[: len('sha256:') + _CHECKSUM]}…)" if weights.startswith("sha256:") else ""
    counts = run.report.counts if run.report else {}
    used = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts.items())
    return [
        ("model", f"{run.model}{checksum}"),
        ("run", f"{run.id}, {run.status}"),
        ("counted", used),
        ("settings", ", ".join(f"{name}={value}" for name, value in run.settings.items())),
    ]


def _unfinished(run: Run) -> str:
    done = f"{run.answered} of {run.items} answers are in the journal."
    why = f" It stopped: {run.error}" if run.error else ""
    return f"{done}{why} Run the same command with --resume to go on."


def _boards(screen: Screen, run: Run, report: Report) -> None:
    if not report.boards and not run.eligibility:
        return
    screen.heading("Boards")
    slugs = list(dict.fromkeys((*report.boards, *run.eligibility)))
    width = max(map(len, slugs))
    for slug in slugs:
        score = report.boards.get(slug)
        figure = with_interval(score) if score is not None else "no value"
        reason = run.eligibility.get(slug, "a board of published figures only")
        screen.prose(f"{slug.ljust(width)}  {figure}", "bold")
        if score is not None and score.interval is not None and score.interval.undefined:
            lost, drawn = score.interval.undefined, score.interval.replicates
            screen.indented(f"undefined in {lost:,} of {drawn:,} resamples, which the interval leaves out", "dim")
        screen.indented(f"not on the board: {reason}" if reason else "on the board, verified", "dim")
    method = _method([score for score in report.boards.values()])
    if method:
        screen.faint(f"{method}, seed {report.settings.get('seed', 'none')}")


def _scores(screen: Screen, report: Report) -> None:
    if not report.scores:
        return
    screen.heading("Means")
    columns = [Column("metric"), Column("value", "right"), Column("95% interval"), Column("n", "right")]
    screen.table(columns, [(_name(score.metric), *_parts(score), score.n) for score in report.scores])


def _parts(score: Score) -> tuple[str, str]:
    if score.value is None:
        return "–", score.reason
    interval = score.interval
    return shown(score.value), f"[{shown(interval.low)}, {shown(interval.high)}]" if interval else ""


def _table(screen: Screen, table: Table) -> None:
    """Add a table; where the terminal is too narrow for every interval, only the first metric keeps its own."""
    screen.heading(table.title)
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    if _width(rows) > output.room():
        scored = [p for p, cell in enumerate(table.rows[0]) if isinstance(cell, Score)]
        for cells, row in zip(rows, table.rows, strict=True):
            for position in scored[1:]:
                cells[position] = _point(row[position])
    columns = [
        Column(_name(name), "left" if position == 0 else "right", rank=_rank(position, len(table.columns)))
        for position, name in enumerate(table.columns)
    ]
    screen.table(columns, rows)


def _width(rows: Sequence[Sequence[Cell]]) -> int:
    return sum(max(output.width_of(str(cell)) for cell in column) + 2 for column in zip(*rows, strict=True))


def _point(cell: Any) -> Cell:
    return shown(cell.value) if isinstance(cell, Score) and cell.value is not None else "–"


def _rank(position: int, columns: int) -> int:
    """The later a column stands, the sooner it gives way; the first ones never do."""
    return 0 if position < 2 else position if columns > 2 else 0


def _name(name: str) -> str:
    words = [_SHORT.get(word, word) for word in ([name] if name in _SHORT else name.split("_"))]
    text = " ".join(words)
    return text.replace("average precision", "AP")


def _cell(cell: Cell | float | Score) -> Cell:
    if isinstance(cell, Score):
        return with_interval(cell)
    return shown(cell) if isinstance(cell, float) else cell


def with_interval(score: Score) -> str:
    """Return a score to three decimals with its interval, or a dash where it is undefined."""
    if score.value is None:
        return "–"
    if score.interval is None:
        return shown(score.value)
    return f"{shown(score.value)} [{shown(score.interval.low)}, {shown(score.interval.high)}]"


def _method(scores: Sequence[Score]) -> str:
    for score in scores:
        if score.interval is not None:
            interval = score.interval
            resamples = f", B={interval.replicates:,}" if interval.replicates else ""
            return f"{interval.level:.0%} intervals: {interval.method}{resamples}"
    return ""


def run_json(run: Run) -> dict[str, Any]:
    """Return a run as JSON data; the keys are the fields of :class:`podium.registry.journal.Run`."""
    return dict(vars(run)) | {"report": run.report.to_json() if run.report else None}


def summary(run: Run) -> str:
    """Return a run's first board value, for lists."""
    if run.report is None:
        return f"{run.answered}/{run.items} answered"
    for slug, score in run.report.boards.items():
        if score.value is not None:
            return f"{slug} {shown(score.value)}"
    return formats.count(len(run.report.scores), "score")
