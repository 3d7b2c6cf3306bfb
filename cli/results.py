"""``podium results``: taking cited results in and giving them out."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from podium.cli import formats, output
from podium.cli.app import App, pass_app
from podium.cli.output import Screen
from podium.cli.result_files import FORMATS, FileRow, guess_format, read_results, write_results
from podium.registry import leaderboard as reads
from podium.registry import names, store
from podium.registry.card import Board
from podium.registry.errors import EXIT_PARTIAL, DataError, NotFound
from podium.registry.store import RESULT_FIELDS, ImportedRow

format_option = click.option("--format", "form", type=click.Choice(FORMATS), help="Format of the file.")

_STATUSES = ("added", "replaced", "unchanged", "conflict", "refused")


@click.group()
def results() -> None:
    """Import and export cited results."""


@results.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--replace", "reason", metavar="REASON", help="Let figures that differ replace those held, and say why.")
@format_option
@output.json_option
@click.pass_context
def import_(ctx: click.Context, file: Path, reason: str | None, form: str | None, as_json: bool) -> None:
    r"""Add the results of a JSON, JSON-lines or CSV file; - reads standard input.

    Benchmarks, boards and models may be given by slug, name or alias. A row that says the same as the
    registry is left unchanged; one that says something else for the same model and setting is a conflict,
    unless --replace gives the reason. Nothing is ever overwritten: a replaced row stays on record.

    The exit code is 4 where rows were refused or in conflict; the other rows are in.

    \b
    Fields: benchmark board model value low high stderr n split setting tools standing reported_by
            reported_on as_of source_url cited_url provenance corroborated_by note
    """
    app = ctx.ensure_object(App)
    if reason is not None and not reason.strip():
        raise click.BadParameter("the reason is empty", ctx, param_hint="--replace")
    text, name = _read_file(file)
    form = form or guess_format(name, text)
    rows = read_results(text, name, form)
    if not rows:
        raise DataError(f"{name}: holds no rows")
    outcomes = import_rows(app.write(), rows, reason)
    counts = {status: sum(outcome.status == status for outcome in outcomes) for status in _STATUSES}
    if as_json:
        output.print_json(counts | {"rows": [dict(vars(outcome)) for outcome in outcomes]})
    else:
        _show_outcomes(counts, outcomes, "row" if form == "json" else "line")
    if counts["refused"] or counts["conflict"]:
        ctx.exit(EXIT_PARTIAL)


def _read_file(file: Path) -> tuple[str, str]:
    if str(file) == "-":
        if sys.stdin.isatty():
            output.complain("note", "type or paste the rows and end with Ctrl-D")
        name, data = "standard input", sys.stdin.buffer.read()
    else:
        name, data = str(file), file.read_bytes()
    try:
        return data.decode("utf-8"), name
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: not UTF-8 text at byte {error.start}", "save it as UTF-8") from error


def import_rows(connection: sqlite3.Connection, rows: Sequence[FileRow], reason: str | None) -> list[ImportedRow]:
    """Import the rows of a file in one transaction and return what became of each, in the file's order.

    Args:
        connection: The registry, open for writing.
        rows: As read; a row that could not be read is refused.
        reason: Why figures that differ replace those held, or None.
    """
    finder = _Finder(connection)
    refused: dict[int, ImportedRow] = {}
    good: list[tuple[int, Mapping[str, Any]]] = []
    for position, row in enumerate(rows):
        try:
            if row.row is None:
                raise DataError(row.reason)
            good.append((position, finder.resolve(row.row)))
        except (DataError, NotFound) as error:
            refused[position] = ImportedRow(row.line, "refused", str(error))
    imported = store.import_results(connection, good, finder.boards, replace_reason=reason)
    accepted = {outcome.line: outcome for outcome in imported}
    return [refused.get(position) or _at(row.line, accepted[position]) for position, row in enumerate(rows)]


def _at(line: int, outcome: ImportedRow) -> ImportedRow:
    return ImportedRow(line, outcome.status, outcome.reason, outcome.result)


class _Finder:
    """Turns the names people write into slugs, looking each one up once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # Files that Podium has written name everything by its slug.
        self._found = {
            (kind, row["slug"]): str(row["slug"])
            for kind in ("benchmark", "model")
            for row in connection.execute(f"SELECT slug FROM {kind}s")
        }
        self.boards: dict[str, dict[str, Board]] = {}

    def resolve(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the row with slugs for benchmark, board and model.

        Raises:
            DataError: If one of them is missing or no text.
            NotFound: If one is not known; near names are given.
        """
        for name in ("benchmark", "board", "model"):
            if not isinstance(row.get(name), str):
                problem = "is missing" if row.get(name) is None else f"must be text, not {row[name]!r}"
                raise DataError(f"field {name!r} {problem}")
        benchmark = self._find("benchmark", row["benchmark"])
        if benchmark not in self.boards:
            view = reads.benchmark(self._connection, benchmark)
            self.boards[benchmark] = {
                facts.slug: Board(**{name: value for name, value in vars(facts).items() if name != "benchmark"})
                for facts, _ in view.boards
            }
        board = self._board(benchmark, row["board"])
        return dict(row) | {"benchmark": benchmark, "board": board, "model": self._find("model", row["model"])}

    def _find(self, kind: str, name: str) -> str:
        if (kind, name) not in self._found:
            find = reads.find_benchmark if kind == "benchmark" else reads.find_model
            self._found[kind, name] = find(self._connection, name)
        return self._found[kind, name]

    def _board(self, benchmark: str, name: str) -> str:
        boards = self.boards[benchmark]
        for board in boards.values():
            if names.key(name) in (names.key(board.slug), names.key(board.title)):
                return board.slug
        near = names.nearest(name, boards)
        raise NotFound(f"{benchmark} board", name, near, f"its boards are {', '.join(boards)}")


def _show_outcomes(counts: Mapping[str, int], outcomes: Iterable[ImportedRow], unit: str) -> None:
    screen = Screen()
    said = [f"{count} {'in conflict' if status == 'conflict' else status}" for status, count in counts.items() if count]
    screen.prose(", ".join(said))
    bad = [outcome for outcome in outcomes if outcome.status in ("conflict", "refused")]
    if bad:
        screen.blank()
        for outcome in bad:
            screen.item(f"{unit} {outcome.line} {_SAID[outcome.status]}: {outcome.reason}", bullet="✗")
    if counts["conflict"]:
        screen.blank()
        screen.faint('Where the file is right, import it again with --replace "why the old figure was wrong".')
    screen.print()


_SAID = {"conflict": "in conflict", "refused": "refused"}


@results.command("export")
@click.argument("benchmark", required=False)
@format_option
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="File to write, in place of standard output.",
)
@pass_app
def export(app: App, benchmark: str | None, form: str | None, target: Path | None) -> None:
    """Write the cited results of a benchmark, or of all, in the import format.

    The format follows the file's name, and is JSON where that says nothing. What is written can be
    imported again; figures of runs stored here are not cited results and stay out.
    """
    connection = app.read()
    slug = reads.find_benchmark(connection, benchmark) if benchmark is not None else None
    rows, runs = cited_results(connection, slug)
    if runs:
        left_out = formats.count(runs, "figure")
        app.warn(f"{left_out} of runs stored here left out; podium runs lists the runs")
    suffix = target.suffix[1:].lower() if target is not None else ""
    text = write_results(rows, form or (suffix if suffix in FORMATS else "json"))
    if target is None:
        click.echo(text, nl=False)
        return
    target.write_text(text, encoding="utf-8")
    if not app.quiet:
        output.complain("note", f"{formats.count(len(rows), 'result')} written to {target}")


def cited_results(connection: sqlite3.Connection, benchmark: str | None) -> tuple[list[dict[str, Any]], int]:
    """Return the current cited results as rows of the import format, and the number of run results left out.

    Args:
        connection: The registry, open for reading.
        benchmark: Slug, or None for all benchmarks.
    """
    found = connection.execute(
        f"SELECT {', '.join(RESULT_FIELDS)}, run FROM current_results"
        " WHERE ?1 IS NULL OR benchmark = ?1 ORDER BY benchmark, board, model, coalesce(setting, '')",
        (benchmark,),
    ).fetchall()
    return [_export_row(row) for row in found if row["run"] is None], sum(row["run"] is not None for row in found)


def _export_row(row: sqlite3.Row) -> dict[str, Any]:
    import json

    data = {name: row[name] for name in RESULT_FIELDS if row[name] is not None}
    if "tools" in data:
        data["tools"] = bool(data["tools"])
    if "corroborated_by" in data:
        data["corroborated_by"] = json.loads(data["corroborated_by"])
    return data
