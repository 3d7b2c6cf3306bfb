"""Markdown of text from outside: nothing in it is read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from podium.cli.columns import Table
from podium.cli.output import ADDRESS, Block, Facts, Links, clean

_ACTIVE = re.compile(r"([\\`*_\[\]<>|~#!&])")


def escaped(text: str) -> str:
    """Return a text in one line in which no character is markup; line breaks stay as such in a cell."""
    lines = (" ".join(clean(line).split()) for line in text.strip().splitlines())
    return "<br>".join(_ACTIVE.sub(r"\\\1", line) for line in lines)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: set[int] | frozenset[int] = frozenset()) -> str:
    """Return a table of these heads and rows; the columns at the positions ``right`` stand to the right."""
    rule = ["---:" if place in right else "---" for place in range(len(heads))]
    lines = [[escaped(head) for head in heads], rule, *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def screen(blocks: Iterable[Block]) -> str:
    """Return what a command would print as GitHub-flavoured Markdown."""
    return "\n\n".join(filter(None, map(_block, blocks))) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Table):
        right = {place for place, column in enumerate(block.columns) if column.justify == "right"}
        kept = sorted(block.filled())
        rows = [[row[place] for place in kept] for row in block.rows]
        heads = [block.columns[place].title for place in kept]
        drawn = table(heads, rows, {kept.index(place) for place in right if place in kept})
        return f"{drawn}\n\n{escaped(block.footer)}" if block.footer else drawn
    if isinstance(block, Facts):
        return "\n".join(f"- {escaped(name)}: {escaped(value)}" for name, value in block.pairs)
    if isinstance(block, Links):
        links = [
            f"[{escaped(title)}](<{address}>)" if ADDRESS.fullmatch(address) else escaped(title)
            for title, address in block.pairs
        ]
        return f"{escaped(block.label)} {' · '.join(links)}"
    if block.style == "title":
        name, _, detail = block.text.partition("\n")
        return f"# {escaped(name)}" + (f"\n\n{escaped(detail)}" if detail else "")
    if block.style.startswith("bold"):
        return f"## {escaped(block.text)}"
    return f"- {escaped(block.text)}" if block.bullet else escaped(block.text)
