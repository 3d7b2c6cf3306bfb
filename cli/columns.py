"""Columns that fit: what of a table a terminal has room for. A figure is shown whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Literal, NamedTuple

#: Cells between two columns of a table.
GAP = 2

#: Cells that a column which may shrink keeps at least, and one of names that are wrapped.
_LEAST, _LEAST_WRAPPED = 24, 40

#: Cells to which names are wrapped before a second column is given up for them.
_NARROWEST = 12

#: Longest part of a word in a title above figures.
_LONGEST_WORD = 13

#: A cell that is a figure, with its interval, bound or mark: it is shown whole or not at all.
_FIGURE = re.compile(r"(?=.*\d)[\d\s.,:%*+<>=~/()\[\]±−–-]+")

#: Places to break a name at: after a space, and after a mark between words.
_BREAK = re.compile(r"(?<=\s)|(?<=[^\W\d][-_/])(?=\w)|(?<=_)(?=[^\W_])")


def width_of(text: str) -> int:
    """Return the number of terminal cells ``text`` takes; wide East Asian characters take two."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)


class Column(NamedTuple):
    """A column of a table.

    Args:
        title: Its heading.
        justify: Which side the cells stand on.
        style: Rich style of its cells.
        rank: Order in which columns give way on a terminal too narrow for all; 0 never does, and
            the highest goes first.
        shrink: Whether its cells may be cut short on a terminal too narrow for them. Those of other
            columns are wrapped where it comes to that; figures are neither cut nor wrapped.
        spare: Whether it is left out where no row fills it in a pipe too, as every empty column is on a terminal.
        brief_of: Title of the column that it stands for in fewer cells where that one has given way; it is
            shown nowhere else.
        legend: What its marks mean, told below the table where it is shown.
    """

    title: str
    justify: Literal["left", "right"] = "left"
    style: str = ""
    rank: int = 0
    shrink: bool = False
    spare: bool = False
    brief_of: str = ""
    legend: str = ""


class Table(NamedTuple):
    """A table to print: cells are lines of clean text; ``strong`` are positions of rows that stand out."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()
    footer: str = ""

    def widths(self) -> list[int]:
        """Return the cells that each column takes where there is room for all."""
        return [
            max(width_of(column.title), *(width_of(row[position]) for row in self.rows), 0)
            for position, column in enumerate(self.columns)
        ]

    def needs(self, position: int) -> tuple[int, bool]:
        """Return the cells that a column needs for figures and the longest word of its title, and if it has names."""
        title = min(
            _LONGEST_WORD, max(width_of(piece.rstrip()) for piece in _BREAK.split(self.columns[position].title))
        )
        cells = [row[position] for row in self.rows]
        figures = [cell for cell in cells if _FIGURE.fullmatch(cell)]
        return max(title, *map(width_of, figures), 0), len(figures) < len(list(filter(None, cells)))

    def filled(self) -> set[int]:
        """Return the positions of the columns that a row fills, of a table without rows all; no brief ones."""
        whole = {position for position, column in enumerate(self.columns) if not column.brief_of}
        return {position for position in whole if any(row[position] for row in self.rows)} if self.rows else whole

    def piped(self) -> list[int]:
        """Return the positions of the columns that a pipe gets: all but brief ones and spare ones that no row fills."""
        filled, columns = self.filled(), enumerate(self.columns)
        return [position for position, column in columns if position in filled or not (column.brief_of or column.spare)]

    def stood_for(self, shown: Iterable[int]) -> set[int]:
        """Return the positions of the columns that brief ones among those shown stand for."""
        titles = {self.columns[position].brief_of for position in shown} - {""}
        return {position for position, column in enumerate(self.columns) if column.title in titles}


def fit(block: Table, width: int) -> dict[int, int]:
    """Return the positions and widths of the columns that fit into ``width`` cells together.

    Columns nobody fills are left out; then columns give way by their rank, and those without one from the right,
    but for two; then those whose cells may be cut or wrapped are narrowed, the widest first. A column that has given
    way is replaced by the brief one that stands for it, if there is one.
    """
    widths = _fit(block, width, block.filled())
    gone = {block.columns[position].title for position in block.filled() - set(widths)}
    brief = {position for position, column in enumerate(block.columns) if column.brief_of in gone}
    return _fit(block, width, block.filled() - block.stood_for(brief) | brief) if brief else widths


def _fit(block: Table, width: int, filled: Set[int]) -> dict[int, int]:
    columns, natural = block.columns, block.widths()
    widths = {position: natural[position] for position in range(len(columns)) if position in filled}

    def excess(needs: Iterable[int]) -> int:
        needs = list(needs)
        return sum(needs) + GAP * (len(needs) - 1) - width

    needed = {position: block.needs(position) for position in widths}

    def least(position: int, name: int = _LEAST_WRAPPED) -> int:
        figures, has_names = needed[position]
        name = (min(_LEAST, name) if columns[position].shrink else name) if has_names else 0
        return min(natural[position], max(figures, name))

    for position in sorted(widths, key=lambda position: -columns[position].rank):
        if columns[position].rank and excess(least(other) for other in widths) > 0:
            del widths[position]
    for position in sorted(widths, reverse=True):
        if len(widths) > 2 and position != min(widths) and excess(least(other, _NARROWEST) for other in widths) > 0:
            del widths[position]
    for floor in (_LEAST_WRAPPED, _NARROWEST, 1):
        while excess(widths.values()) > 0:
            widest = max((p for p in widths if widths[p] > least(p, floor)), key=lambda p: widths[p], default=None)
            if widest is None:
                break
            widths[widest] -= 1
    return widths


def wrapped(text: str, width: int) -> str:
    """Return a text in lines of at most ``width`` cells, broken between words where that can be; figures stay whole."""
    if width_of(text) <= width or _FIGURE.fullmatch(text):
        return text
    lines = [""]
    for piece in _BREAK.split(text):
        if lines[-1] and width_of(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
        while width_of(lines[-1].rstrip()) > width:
            end = max(place for place in range(1, len(lines[-1])) if place == 1 or width_of(lines[-1][:place]) <= width)
            lines[-1:] = [lines[-1][:end], lines[-1][end:]]
    return "\n".join(line.rstrip() for line in lines)
