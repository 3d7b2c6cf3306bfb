"""Options that choose and order the rows of a board."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from podium.bots.faq.frame import Filters, Period
from podium.cli import completing
from podium.registry import formats, model_reads
from podium.registry.views import Row

Command = TypeVar("Command", bound=Callable[..., Any])

#: What rows can be sorted by, with what a row has of it; rows that have none stand last.
ORDERS: Mapping[str, Callable[[Row], Any]] = {
    "score": lambda row: row.rank,
    "model": lambda row: row.model.name.casefold(),
    "organisation": lambda row: row.model.organisation and row.model.organisation.casefold(),
    "size": lambda row: row.model.parameters_b,
    "context": lambda row: row.model.context_tokens,
    "price": lambda row: row.model.input_price,
    "released": lambda row: row.model.released,
    "date": formats.when,
}
#: Columns of a table that show what rows are sorted or filtered by, where others may give way to them.
_SHOWN_AS = {
    "organisation": "Organisation",
    "size": "Size",
    "context": "Context",
    "price": "$/M in / out",
    "released": "Released",
    "date": "Date",
}


class Size(click.ParamType[float]):
    """A number of parameters in billions: ``10``, ``10B``, ``500M``, ``1.2T``."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return billions."""
        if isinstance(value, float):
            return value
        read = formats.read_size(value)
        if read is None:
            self.fail(
                f"{value!r} is not a size above 0; write 10 or 10B for ten billion parameters, or 500M", param, ctx
            )
        return read


class Day(click.ParamType[str]):
    """A date: ``2025``, ``2025-06`` or ``2025-06-30``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return its first day, in ISO form."""
        from datetime import date

        day = f"{value}-01-01"[:10] if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else value
        try:
            return date.fromisoformat(day).isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a date; write 2025, 2025-06 or 2025-06-30", param, ctx)


def filter_options(command: Command) -> Command:
    """Add the options that :func:`filters` reads; a command takes them as ``**chosen``."""
    for option in reversed(
        (
            click.option("--open", "opened", is_flag=True, help="Only models whose weights can be downloaded."),
            click.option("--proprietary", is_flag=True, help="Only models whose weights cannot be."),
            click.option(
                "--org",
                "makers",
                multiple=True,
                metavar="NAME",
                shell_complete=completing.organisations,
                help="Only models by them; again for more.",
            ),
            click.option(
                "--max-params", type=Size(), metavar="SIZE", help="Only models up to so many parameters: 10B."
            ),
            click.option("--since", type=Day(), metavar="DATE", help="Only models released since: 2025, 2025-06."),
            click.option("--verified", is_flag=True, help="Only verified results."),
        )
    ):
        command = option(command)
    return command


def filters(
    connection: sqlite3.Connection,
    *,
    opened: bool,
    proprietary: bool,
    makers: Sequence[str],
    max_params: float | None,
    since: str | None,
    verified: bool,
) -> Filters:
    """Return what the options of :func:`filter_options` choose.

    Raises:
        UsageError: If two of them exclude one another.
        NotFound: If the catalogue has no such organisation; near names are given.
    """
    if opened and proprietary:
        raise click.UsageError("--open and --proprietary exclude one another")
    return Filters(
        open_weights=True if opened else False if proprietary else None,
        organisations=model_reads.organisations(connection, makers),
        max_params_b=max_params,
        released=Period(first=since) if since else None,
        verified=True if verified else None,
    )


def columns(sort: str, filters: Filters) -> frozenset[str]:
    """Return the titles of the columns in which one sees what rows are sorted and filtered by."""
    by = {sort, "size" if filters.max_params_b else "", "released" if filters.released else ""}
    return frozenset(_SHOWN_AS[one] for one in by if one in _SHOWN_AS)


def ordered(rows: Sequence[Row], by: str, reverse: bool) -> Sequence[Row]:
    """Return rows by one of :data:`ORDERS`, the least first, those without it last; of equal ones, in their order."""
    if by == "score" and not reverse:
        return rows
    key = ORDERS[by]
    known = [row for row in rows if key(row) is not None]
    return [*sorted(known, key=key, reverse=reverse), *(row for row in rows if key(row) is None)]
