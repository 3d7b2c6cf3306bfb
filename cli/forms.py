"""The forms in which commands print tables: for people, as JSON, JSON lines, CSV and Markdown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeVar, cast

import click

from podium.cli import output
from podium.registry import flat_rows

Form = Literal["table", "json", "jsonl", "csv", "md"]
FORMS: tuple[Form, ...] = ("table", "json", "jsonl", "csv", "md")

Command = TypeVar("Command", bound=Callable[..., Any])


def form_option(command: Command) -> Command:
    """Add ``--format`` and, for JSON, ``--json``; the parameter is called ``form`` and is a :data:`Form`."""

    def chosen(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Form:
        as_json = ctx.params.pop("as_json", False)
        if as_json and value not in (None, "json"):
            raise click.UsageError(f"--json and --format {value} exclude one another", ctx)
        return "json" if as_json else cast(Form, value or "table")

    command = click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        callback=chosen,
        help="Form of the output; csv and jsonl have a row a line.  [default: table]",
    )(command)
    # Eager, so that the callback above finds it read.
    return click.option("--json", "as_json", is_flag=True, is_eager=True, help="The same as --format json.")(command)


def print_rows(form: Form, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows as JSON lines or as CSV with these columns."""
    if form == "jsonl":
        output.print_json_lines(rows)
        return
    flat_rows.write_csv(sys.stdout, columns, rows)
