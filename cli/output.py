"""Everything the commands print: data to stdout, the rest to stderr, and nothing that can be mistaken for markup.

A command builds a :class:`Screen` out of a few kinds of blocks. On a terminal rich lays it out in
colour and to the terminal's width; anywhere else it is plain text at its full width, one record a
line, and rich is not imported, which halves the time a piped command takes to start.

Text from outside (model names, notes, file names) is never read as markup, and control characters
in it are shown, not obeyed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from podium.cli.columns import GAP as GAP
from podium.cli.columns import Column as Column
from podium.cli.columns import Table, fit, wrapped
from podium.cli.columns import width_of as width_of
from podium.registry.errors import PodiumError
from podium.registry.visible import clean as clean
from podium.registry.visible import to_json

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

#: Longest line of running text on a terminal, in cells.
PROSE_WIDTH = 100

#: An address in which nothing can end the escape sequence of a link.
ADDRESS = re.compile(r"https?://[\x21-\x7e]+")

#: Widest cell to which the others of its column are padded in a pipe.
_LONGEST_PADDED = 100

_LABEL_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan", "interrupted": "bold yellow"}

Cell = str | int | None
Command = TypeVar("Command", bound=Callable[..., Any])


def on_terminal(stream: IO[str]) -> bool:
    """Return whether what is written to ``stream`` is laid out for a terminal.

    ``FORCE_COLOR`` counts as a terminal and ``TERM=dumb`` does not, as in rich.
    """
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM", "") not in ("dumb", "unknown")


def room() -> float:
    """Return the number of cells a line on stdout may take: the terminal's width, or no bound in a pipe."""
    import shutil

    return shutil.get_terminal_size().columns if on_terminal(sys.stdout) else inf


def stdout() -> Console:
    """Return a rich console for data."""
    return _console(sys.stdout)


def stderr() -> Console:
    """Return a rich console for everything that is not data: progress, warnings, errors."""
    return _console(sys.stderr)


def _console(stream: IO[str]) -> Console:
    from rich.console import Console

    return Console(file=stream, markup=False, emoji=False, highlight=False)


def complain(label: str, message: str, hint: str = "", console: Console | None = None) -> None:
    """Print one line to stderr: ``label: message; hint``.

    Args:
        label: ``"error"``, ``"warning"``, ``"note"`` or ``"interrupted"``.
        message: What is wrong and where.
        hint: What to do about it.
        console: The one that draws on stderr meanwhile, if there is one.
    """
    message, hint = _one_line(message), _one_line(hint)
    tail = f"{'' if message.endswith('?') else ';'} {hint}" if hint else ""
    if not on_terminal(sys.stderr):
        print(f"{label}: {message}{tail}", file=sys.stderr)
        return
    from rich.text import Text

    line = Text.assemble((f"{label}:", _LABEL_STYLES[label]), f" {message}", (tail, "dim"))
    (console or stderr()).print(line, soft_wrap=True)


def confirm_removal(question: str) -> None:
    """Ask, on stderr, whether to remove something.

    Raises:
        PodiumError: If the answer is no, or nobody is there to give one.
    """
    try:
        agreed = click.confirm(question, err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise PodiumError("nothing was removed: nobody answered", "-y removes without asking") from None
    if not agreed:
        raise PodiumError("nothing was removed")


def json_option(command: Command) -> Command:
    """Add ``--json`` to a command that prints data; the parameter is called ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(command)


def print_json(data: Any) -> None:
    """Print ``data`` as indented JSON, in UTF-8 where stdout takes it and escaped where it does not."""
    print(to_json(data, utf8=_takes_utf8(), indent=2))


def print_json_lines(rows: Iterable[Any]) -> None:
    """Print one JSON value a line, as :func:`print_json` does."""
    utf8 = _takes_utf8()
    for row in rows:
        print(to_json(row, utf8=utf8))


def _takes_utf8() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"


def _one_line(text: str) -> str:
    return clean(" ".join(text.split("\n")))


class Prose(NamedTuple):
    """Running text."""

    text: str
    style: str = ""
    indent: int = 0
    bullet: str = ""
    whole: bool = False


class Links(NamedTuple):
    """Titles with their addresses."""

    label: str
    pairs: tuple[tuple[str, str], ...]


class Facts(NamedTuple):
    """Names with their values."""

    pairs: tuple[tuple[str, str], ...]


Block = Table | Prose | Facts | Links


class Screen:
    """What a command prints, block by block."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    def title(self, text: str, detail: str = "") -> None:
        """Add the first line: what this is, and in fainter type what kind of it."""
        self.blocks.append(Prose(f"{text}\n{detail}" if detail else text, "title"))

    def heading(self, text: str) -> None:
        """Add a blank line and the heading of a part."""
        self.blank()
        self.blocks.append(Prose(text, "bold cyan"))

    def prose(self, text: str, style: str = "") -> None:
        """Add a paragraph, wrapped on a terminal."""
        self.blocks.append(Prose(text, style))

    def faint(self, text: str) -> None:
        """Add a remark in fainter type."""
        self.blocks.append(Prose(text, "dim"))

    def whole(self, text: str, style: str = "dim") -> None:
        """Add a line that is not wrapped, so that an address in it can be copied."""
        self.blocks.append(Prose(text, style, whole=True))

    def links(self, label: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Add titles in fainter type that can be followed to their addresses on a terminal that can do that."""
        self.blocks.append(Links(label, tuple(pairs)))

    def item(self, text: str, style: str = "", bullet: str = "·") -> None:
        """Add a paragraph with a hanging mark in front."""
        self.blocks.append(Prose(text, style, 2, bullet))

    def indented(self, text: str, style: str = "") -> None:
        """Add a paragraph two cells in."""
        self.blocks.append(Prose(text, style, 2))

    def blank(self) -> None:
        """Add a blank line."""
        self.blocks.append(Prose(""))

    def facts(self, pairs: Iterable[tuple[str, Cell]]) -> None:
        """Add lines of a name and a value; those without a value are left out."""
        kept = tuple((_one_line(name), _text(value)) for name, value in pairs if value not in (None, ""))
        if kept:
            self.blocks.append(Facts(kept))

    def table(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell]],
        strong: Iterable[int] = (),
        footer: str = "",
    ) -> None:
        """Add a table. On a narrow terminal columns give way by their rank, and a line says which.

        Where that is not enough names are wrapped, and then the last columns give way. A figure is never cut.

        Args:
            columns: Its columns.
            rows: One cell per column; None is an empty cell.
            strong: Positions of rows that stand out.
            footer: A remark right below it.
        """
        cells = tuple(tuple(_text(cell) for cell in row) for row in rows)
        # Models that are compared stand in the head.
        heads = tuple(one if one.title.isprintable() else one._replace(title=_one_line(one.title)) for one in columns)
        self.blocks.append(Table(heads, cells, frozenset(strong), _one_line(footer)))

    def print(self, *, markdown: bool = False) -> None:
        """Print it to stdout; as Markdown where that is asked for."""
        if markdown:
            from podium.cli import markdown_text

            print(markdown_text.screen(self.blocks), end="")
        elif on_terminal(sys.stdout):
            _print_rich(self.blocks)
        else:
            for block in self.blocks:
                for line in _plain(block):
                    print(line.rstrip())


def _text(cell: Cell) -> str:
    return "" if cell is None else _one_line(str(cell))


def _plain(block: Block) -> list[str]:
    if isinstance(block, Table):
        kept = block.piped()
        lines = [tuple(column.title for column in block.columns), *block.rows]
        # A cell that is longer stands whole in its own row, and does not widen all others.
        cells = [[width_of(cell) for cell in column] for column in zip(*lines, strict=True)]
        widths = [max(width for width in (0, *column) if width <= _LONGEST_PADDED) for column in cells]
        table = [
            (" " * GAP).join(_pad(line[place], widths[place], block.columns[place].justify) for place in kept)
            for line in lines
        ]
        return [*table, block.footer] if block.footer else table
    if isinstance(block, Facts):
        width = max(width_of(name) for name, _ in block.pairs)
        return [f"{_pad(name, width)}{' ' * GAP}{value}" for name, value in block.pairs]
    if isinstance(block, Links):
        return [clean(f"{block.label} {' · '.join(title for title, _ in block.pairs)}")]
    lead = f"{block.bullet} " if block.bullet else " " * block.indent
    return [lead + clean(line) for line in block.text.split("\n")]


def _pad(text: str, width: int, justify: str = "left") -> str:
    fill = " " * (width - width_of(text))
    return fill + text if justify == "right" else text + fill


def _print_rich(blocks: Sequence[Block]) -> None:
    from rich.text import Text

    console = stdout()
    for block in blocks:
        if isinstance(block, Prose) and block.whole:
            console.print(Text(clean(block.text), block.style), soft_wrap=True)
        elif isinstance(block, Links):
            console.print(_rich_links(block))
        elif isinstance(block, Prose):
            for line in _rich_prose(block, console):
                console.print(line)
        elif isinstance(block, Facts):
            console.print(_rich_facts(block, console.width))
        else:
            for part in _rich_table(block, console.width):
                console.print(part)


def _rich_links(block: Links) -> Text:
    from rich.style import Style
    from rich.text import Text

    line = Text(clean(block.label), "dim")
    for number, (title, address) in enumerate(block.pairs):
        line.append(" · " if number else " ")
        line.append(clean(title), Style(link=address) if ADDRESS.fullmatch(address) else None)
    return line


def _rich_prose(block: Prose, console: Console) -> list[Text]:
    from rich.text import Text

    if block.style == "title":
        name, _, detail = block.text.partition("\n")
        return [Text.assemble((clean(name), "bold"), (f"  {clean(detail)}" if detail else "", "dim"))]
    text = Text("\n".join(clean(line) for line in block.text.split("\n")), style=block.style)
    lead = Text(f"{block.bullet} " if block.bullet else " " * block.indent, "dim")
    lines = text.wrap(console, min(console.width, PROSE_WIDTH) - lead.cell_len) if block.text else [text]
    for line in lines:
        line.rstrip()
    rest = Text(" " * lead.cell_len)
    return [Text.assemble(rest if number else lead, line) for number, line in enumerate(lines)]


def _rich_facts(block: Facts, width: int) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    names = max(width_of(name) for name, _ in block.pairs)
    grid = Table.grid(padding=(0, GAP, 0, 0))
    grid.add_column(style="dim", width=names)
    # An address that is longer than the line must stay whole enough to copy: fold it, never cut it.
    grid.add_column(overflow="fold", max_width=max(20, min(width, PROSE_WIDTH) - names - GAP))
    for name, value in block.pairs:
        grid.add_row(Text(name), Text(value))
    return grid


def _rich_table(block: Table, width: int) -> list[RenderableType]:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    widths = fit(block, width)
    table = RichTable(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),
        header_style="dim",
        border_style="dim",
    )
    for position, cells in widths.items():
        column = block.columns[position]
        table.add_column(
            Text(wrapped(column.title, cells)),
            justify=column.justify,
            style=column.style,
            width=cells,
            no_wrap=True,
            overflow="ellipsis",
        )
    for number, row in enumerate(block.rows):
        cut = [
            row[position] if block.columns[position].shrink else wrapped(row[position], cells)
            for position, cells in widths.items()
        ]
        table.add_row(*map(Text, cut), style="bold" if number in block.strong else None)
    left_out = block.filled() - set(widths) - block.stood_for(widths)
    hidden = [column.title for position, column in enumerate(block.columns) if position in left_out]
    legends = [block.columns[position].legend for position in widths]
    remarks = [block.footer, *legends, f"not shown at this width: {', '.join(hidden)}" if hidden else ""]
    return [table, *(Text(remark, "dim") for remark in remarks if remark)]


def fitting(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> set[int]:
    """Return the positions of the columns that a table has at the terminal's width."""
    block = Table(tuple(columns), tuple(tuple(_text(cell) for cell in row) for row in rows), frozenset(), "")
    return set(range(len(columns))) if room() == inf else set(fit(block, int(room())))
