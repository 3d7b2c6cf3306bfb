"""A run on the screen and as JSON: its figures, what they rest on, and why it is or is not on a board."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from podium.cli import document, output, run_record
from podium.cli.output import Cell, Column, Screen
from podium.registry import formats
from podium.registry.checklist import NOT_PROVIDED, checklist
from podium.registry.journal import Run
from podium.registry.question_figures import of_questions
from podium.registry.report import Report, Table
from podium.registry.views import shown

_CHECKSUM = 12

#: Rows up to which a table is shown without being asked for.
_ROWS = 16

#: Title of the column that says most.
_SUMMARY = "mean"


def show_run(
    screen: Screen,
    run: Run,
    card: Mapping[str, Any],
    everything: bool = False,
    which_report: str = "",
    verdicts: Mapping[str, int] | None = None,
) -> None:
    """Add everything a reader of a run's figures must see.

    Args:
        screen: Where to.
        run: The run, finished or not.
        card: The benchmark's card as JSON data.
        everything: Whether long tables, the whole provenance and the reviewers' checklist are shown too.
        which_report: Which of the run's reports this is, where it has several.
        verdicts: How many verdicts an unfinished run has, by the judge's name.
    """
    screen.title(f"{card['name']} · {run.split}")
    for mark in document.marks(run.sample, card):
        screen.prose(mark, "yellow" if mark == document.SAMPLE else "dim")
    screen.facts([*_header(run), ("report", which_report)])
    if run.report is None:
        screen.blank()
        screen.prose(document.unfinished(run, verdicts or {}))
    else:
        _report(screen, run, run.report, everything)
    if went := run_record.record(run):
        screen.heading("How it went")
        screen.facts(went)
    if everything:
        screen.heading("Provenance")
        screen.facts(run_record.everything(run))
        _checklist(screen, run, card)


def _report(screen: Screen, run: Run, report: Report, everything: bool) -> None:
    _boards(screen, run, report)
    for table in document.figures(report):
        screen.heading(table.title)
        if "value" in table.columns:
            _means(screen, table)
        else:
            _table(screen, table)
    for table in document.tables(report):
        screen.heading(table.title)
        if len(table.rows) > _ROWS and not everything:
            screen.faint(f"{len(table.rows):,} rows: podium runs show {run.id} --all")
        elif table.rows:
            _table(screen, table)
        else:
            screen.faint("nothing to show")
    if report.notes:
        screen.heading("Notes")
        for note in report.notes:
            screen.item(note)


def _header(run: Run) -> list[tuple[str, Cell]]:
    weights = str(run.provenance.get("model", {}).get("weights", ""))
    checksum = f" ({weights[: len('sha256:') + _CHECKSUM]}…)" if weights.startswith("sha256:") else ""
    settings = run.report.settings if run.report else run.settings
    return [
        ("model", f"{run.model}{checksum}"),
        ("run", f"{run.id}, {run.status}"),
        ("counted", document.counted(run.report)),
        ("settings", ", ".join(filter(None, (document.settings(settings), document.asked(run))))),
    ]


def _boards(screen: Screen, run: Run, report: Report) -> None:
    lines = document.boards(run, report)
    if lines:
        screen.heading("Boards")
        if shared := document.off_every_board(run, report):
            screen.prose(f"on no board: {shared}")
        width = max(len(line.slug) for line in lines)
        for line in lines:
            screen.prose(f"{line.slug.ljust(width)}  {line.figure}", "bold")
            if line.detail:
                screen.indented(line.detail, "dim")
            screen.indented(line.place, "dim")
    method = document.method(report)
    if method:
        screen.faint(method)


def _means(screen: Screen, table: Table) -> None:
    columns = [Column("metric"), Column("value", "right"), Column("95% interval", rank=1), Column("n", "right")]
    rows = [
        (document.point(name), document.point(score), _interval(score), document.point(n))
        for name, score, n in table.rows
    ]
    if not any(interval for _, _, interval, _ in rows):
        del columns[2]
        screen.table(columns, [(name, value, n) for name, value, _, n in rows])
    else:
        screen.table(columns, rows)
    _reasons(screen, table)


def _interval(score: Any) -> str:
    interval = score.interval if score.value is not None else None
    return f"[{shown(interval.low)}, {shown(interval.high)}]" if interval else ""


def _reasons(screen: Screen, table: Table) -> None:
    for reason in document.reasons(table):
        screen.item(reason, "dim", document.UNDEFINED)


def _table(screen: Screen, table: Table) -> None:
    """Add a table; on a narrow terminal the later intervals give way first, then the later columns."""
    remarks: list[str] = []
    if output.room() != math.inf:
        table, remarks = document.without_remarks(table)
    whole = [[document.cell_text(cell) for cell in row] for row in table.rows]
    bare = [[document.point(cell) for cell in row] for row in table.rows]
    titles = [document.label(name, short=True) for name in table.columns]
    kept = _intervals_kept(titles, whole, bare)
    rows = [
        [long if place in kept else short for place, (long, short) in enumerate(zip(*both, strict=True))]
        for both in zip(whole, bare, strict=True)
    ]
    columns = [
        Column(title, "left" if _is_text(cells) else "right", rank=_rank(place, titles))
        for place, (title, cells) in enumerate(zip(titles, zip(*table.rows, strict=True), strict=True))
    ]
    screen.table(columns, rows)
    there = output.fitting(columns, rows)
    cut = [
        title
        for place, title in enumerate(titles)
        if place in there
        and place not in kept
        and any(long[place] != short[place] for long, short in zip(whole, bare, strict=True))
    ]
    if cut:
        screen.item(f"intervals not shown at this width: {', '.join(cut)}", "dim")
    for remark in remarks:
        screen.item(remark, "dim")
    _reasons(screen, table)


def _intervals_kept(titles: Sequence[str], whole: Sequence[Sequence[str]], bare: Sequence[Sequence[str]]) -> set[int]:
    """Return the columns that keep their intervals: the first ones, as long as all columns fit, and at least one."""

    def widths(rows: Sequence[Sequence[str]]) -> list[int]:
        return [max(map(output.width_of, column)) for column in zip(titles, *rows, strict=True)]

    wide, narrow = widths(whole), widths(bare)
    gained = [place for place in range(len(titles)) if [row[place] for row in whole] != [row[place] for row in bare]]
    gained.sort(key=lambda place: titles[place] != _SUMMARY)
    needed = sum(narrow) + output.GAP * (len(titles) - 1)
    kept: set[int] = set()
    for place in gained:
        needed += wide[place] - narrow[place]
        if kept and needed > output.room():
            break
        kept.add(place)
    return kept


def _is_text(cells: Sequence[Any]) -> bool:
    return any(isinstance(cell, str) for cell in cells)


def _rank(position: int, titles: Sequence[str]) -> int:
    """The later a column stands, the sooner it gives way; the first ones and the mean of the others never do."""
    return 0 if position < 2 or len(titles) == 2 or titles[position] == _SUMMARY else position


def _checklist(screen: Screen, run: Run, card: Mapping[str, Any]) -> None:
    screen.heading("What reviewers ask (CLAIM, TRIPOD+AI)")
    if run.sample:
        screen.faint(document.ABOUT_SAMPLE)
    screen.facts((field.title, value or NOT_PROVIDED) for field, value in checklist(run, card))
    screen.faint(f"Say more: podium runs about {run.id} FILE")


def run_json(run: Run, card: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a run as JSON data; the keys are the fields of :class:`podium.registry.journal.Run`.

    Args:
        run: The run.
        card: The benchmark's card as JSON data, for the further key ``checklist``; None leaves it out.
    """
    # Scores of single units are given by podium runs export --units alone.
    data = dict(vars(run)) | {
        "report": replace(run.report, units=()).to_json() if run.report else None,
        "checked": json.loads(run.checked) if run.checked else None,
    }
    if card is not None:
        data["checklist"] = [
            {"key": field.key, "title": field.title, "asked_by": list(field.asked_by), "value": value}
            for field, value in checklist(run, card)
        ]
    return data


def summary(run: Run) -> str:
    """Return a run's first board value, of questions without one the official figure, for lists."""
    if run.report is None:
        return f"{run.answered}/{run.items} answered"
    for slug, score in run.report.boards.items():
        if score.value is not None:
            return f"{slug} {shown(score.value)}"
    if of_questions(run.report) and run.report.scores[0].value is not None:
        return f"{run.report.scores[0].metric} {shown(run.report.scores[0].value)}"
    return formats.count(len(run.report.scores), "score")
