"""A run's report as Markdown, for a README, an issue or a paper's supplement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from podium.cli import document, published
from podium.registry.checklist import NOT_PROVIDED, checklist
from podium.registry.journal import Run
from podium.registry.report import Report, Score, Table

_ACTIVE = re.compile(r"([\\`*_\[\]<>|~#!&])")


def report_markdown(run: Run, card: Mapping[str, Any]) -> str:
    """Return a finished run's report as GitHub-flavoured Markdown; text from outside is never read as markup.

    Args:
        run: What is shown, as :func:`podium.cli.published.published` gives it.
        card: The benchmark's card as JSON data.
    """
    report = run.report or Report(boards={})
    parts = [f"# {_escaped(card['name'])} · {_escaped(run.split)} · {_escaped(run.model)}"]
    parts += [f"**{mark}**" for mark in document.marks(run.sample, card)]
    if run.report is not None:
        parts.append(f"Counted: {_escaped(document.counted(run.report))}")
    boards = document.boards(run, report)
    if boards:
        rows = [(board.slug, board.figure, "; ".join(filter(None, (board.place, board.detail)))) for board in boards]
        shared = document.off_every_board(run, report)
        parts += [
            "## Boards",
            *([f"On no board: {_escaped(shared)}"] if shared else []),
            _table(("board", "value", "place"), rows, right={1}),
        ]
    method = document.method(report)
    parts += [_escaped(method)] if method else []
    for table in (*document.figures(report), *document.tables(report)):
        parts += [f"## {_escaped(table.title)}", *_report_table(table)]
    if report.notes:
        parts += ["## Notes", _list(report.notes)]
    parts.append("## What reviewers ask")
    parts.append("Fields condensed from CLAIM (2024) and TRIPOD+AI; they replace neither.")
    parts += [document.ABOUT_SAMPLE] * run.sample
    fields = [(field.title, value or NOT_PROVIDED, ", ".join(field.asked_by)) for field, value in checklist(run, card)]
    parts.append(_table(("field", "answer", "asked by"), fields))
    parts += ["## Provenance", _table(("what", "value"), published.provenance(run))]
    command = published.command(run)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", command)), default=0))
    parts += ["To repeat it:", f"{fence}sh\n{command}\n{fence}"]
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    """Return a text in one line in which no character is markup; line breaks stay as such in a cell."""
    return "<br>".join(_ACTIVE.sub(r"\\\1", " ".join(line.split())) for line in text.strip().splitlines())


def _list(lines: Iterable[str], bullet: str = "-") -> str:
    return "\n".join(f"{bullet} {_escaped(line)}" for line in lines)


def _report_table(table: Table) -> list[str]:
    """Return a table and, below it, why cells of it are undefined."""
    heads = [document.label(name) for name in table.columns]
    rows = [["" if cell is None else document.cell_text(cell) for cell in row] for row in table.rows]
    right = {
        place
        for place, column in enumerate(zip(*table.rows, strict=True))
        if all(isinstance(cell, Score | float | int) or cell is None for cell in column)
    }
    reasons = document.reasons(table)
    return [_table(heads, rows, right), *([_list(reasons, f"- {document.UNDEFINED}")] if reasons else [])]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: set[int] | frozenset[int] = frozenset()) -> str:
    rule = ["---:" if place in right else "---" for place in range(len(heads))]
    lines = [[_escaped(head) for head in heads], rule, *([_escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
