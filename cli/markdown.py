"""A run's report as Markdown, for a README, an issue or a paper's supplement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from podium.cli import document, published
from podium.cli.markdown_text import escaped, table
from podium.cli.output import clean
from podium.registry.checklist import NOT_PROVIDED, checklist
from podium.registry.journal import Run
from podium.registry.report import Report, Score, Table


def report_markdown(run: Run, card: Mapping[str, Any]) -> str:
    """Return a finished run's report as GitHub-flavoured Markdown; text from outside is never read as markup.

    Args:
        run: What is shown, as :func:`podium.cli.published.published` gives it.
        card: The benchmark's card as JSON data.
    """
    report = run.report or Report(boards={})
    parts = [f"# {escaped(card['name'])} · {escaped(run.split)} · {escaped(run.model)}"]
    parts += [f"**{mark}**" for mark in document.marks(run.sample, card)]
    if run.report is not None:
        parts.append(f"Counted: {escaped(document.counted(run.report))}")
    boards = document.boards(run, report)
    if boards:
        rows = [(board.slug, board.figure, "; ".join(filter(None, (board.place, board.detail)))) for board in boards]
        shared = document.off_every_board(run, report)
        parts += [
            "## Boards",
            *([f"On no board: {escaped(shared)}"] if shared else []),
            table(("board", "value", "place"), rows, right={1}),
        ]
    method = document.method(report)
    parts += [escaped(method)] if method else []
    for part in (*document.figures(report), *document.tables(report)):
        parts += [f"## {escaped(part.title)}", *_report_table(part)]
    if report.notes:
        parts += ["## Notes", _list(report.notes)]
    parts.append("## What reviewers ask")
    parts.append("Fields condensed from CLAIM (2024) and TRIPOD+AI; they replace neither.")
    parts += [document.ABOUT_SAMPLE] * run.sample
    fields = [(field.title, value or NOT_PROVIDED, ", ".join(field.asked_by)) for field, value in checklist(run, card)]
    parts.append(table(("field", "answer", "asked by"), fields))
    parts += ["## Provenance", table(("what", "value"), published.provenance(run))]
    command = clean(published.command(run))
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", command)), default=0))
    parts += ["To repeat it:", f"{fence}sh\n{command}\n{fence}"]
    return "\n\n".join(parts) + "\n"


def _list(lines: Iterable[str], bullet: str = "-") -> str:
    return "\n".join(f"{bullet} {escaped(line)}" for line in lines)


def _report_table(part: Table) -> list[str]:
    """Return a table and, below it, why cells of it are undefined."""
    heads = [document.label(name) for name in part.columns]
    rows = [["" if cell is None else document.cell_text(cell) for cell in row] for row in part.rows]
    right = {
        place
        for place, column in enumerate(zip(*part.rows, strict=True))
        if all(isinstance(cell, Score | float | int) or cell is None for cell in column)
    }
    reasons = document.reasons(part)
    return [table(heads, rows, right), *([_list(reasons, f"- {document.UNDEFINED}")] if reasons else [])]
