"""``podium results``: taking cited results in and giving them out."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from podium.cli import completing, output, progress
from podium.cli.app import App, example, pass_app
from podium.cli.output import Screen
from podium.cli.progress import Tell, counted
from podium.cli.result_files import FORMATS, FileRow, guess_format, read_results, write_results
from podium.registry import formats, names, store
from podium.registry import leaderboard as reads
from podium.registry.card import Board
from podium.registry.catalog.entries import ImportedModel, added_models, import_models
from podium.registry.errors import EXIT_PARTIAL, DataError, NotFound
from podium.registry.result_rows import REQUIRED_FIELDS, RESULT_FIELDS
from podium.registry.store import MODEL_FIELDS, ImportedRow
from podium.registry.visible import clean_lines

format_option = click.option("--format", "form", type=click.Choice(FORMATS), help="Format of the file.")

_STATUSES = ("added", "replaced", "unchanged", "conflict", "refused")
_BAD = {"conflict": "in conflict", "refused": "refused"}

#: Models and rows of a file from which on the import takes long enough for a bar.
_MANY = 1000

#: Columns of a list of fields in a help text.
_FIELDS_WIDTH = 72


def _fields() -> str:
    """Return the end of the help of the import: an example, and the fields of a result and of a model."""
    import textwrap

    parts = [example("podium results import paper.csv")]
    parts += [
        example(*textwrap.wrap(" ".join(_starred(fields)), _FIELDS_WIDTH), title=title)
        for title, fields in (
            ("Fields of a result, * must be there", RESULT_FIELDS),
            ("Fields of a model, * must be there", MODEL_FIELDS),
        )
    ]
    return "\n\n".join(parts)


def _starred(fields: Sequence[str]) -> list[str]:
    needed = ("slug", "name") if "slug" in fields else REQUIRED_FIELDS
    return [f"{field}*" if field in needed else field for field in fields]


@click.group(epilog=example("podium results import paper.csv", "podium results export mmlu -o mmlu.csv"))
def results() -> None:
    """Import and export cited results."""


@results.command("import", epilog=_fields())
@click.argument("file", type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--replace", "reason", metavar="REASON", help="Let figures that differ replace those held, and say why.")
@format_option
@output.json_option
@click.pass_context
def import_(ctx: click.Context, file: Path, reason: str | None, form: str | None, as_json: bool) -> None:
    """Add the results of a JSON, JSON-lines or CSV file.

    A FILE of - is standard input. Benchmarks, boards and models may be given by slug, name or alias. A row
    that says the same as the registry is left unchanged; one that says something else for the same model
    and setting is a conflict, unless --replace gives the reason. Results are never overwritten: a replaced
    row stays on record.

    Models that the catalogue does not know go into a JSON file, with what is known of them beside slug and
    name. They are added before the results; what the file says of a model of the shipped catalogue must be
    what that says:

    \b
    {"format": 1, "results": [...],
     "models": [{"slug": "my-model", "name": "My Model"}]}

    A FILE that is a folder is a checkout of LLM Stats' repository. Its figures go onto the boards of reported results
    of the benchmarks that are registered here, one per model; those that fit no board are refused, each with its
    file and the reason.

    The exit code is 4 where rows or models were refused or in conflict; the others are in.
    """  # noqa: D301 - to click the backspace says that the lines are kept
    app = ctx.ensure_object(App)
    if reason is not None and not reason.strip():
        raise click.BadParameter("the reason is empty", ctx, param_hint="--replace")
    if file.is_dir():
        _import_folder(ctx, app, file, reason, form, as_json)
        return
    text, name = _read_file(file)
    form = form or guess_format(name, text)
    contents = read_results(text, name, form)
    if not contents.rows and not contents.models:
        raise DataError(f"{name}: holds no rows")
    connection = app.write()
    # A bar for what is done at once would only flash.
    many = len(contents.models) + len(contents.rows) >= _MANY
    with progress.shown(app, "models") if many else nullcontext(_untold) as tell:
        models = _add_models(connection, contents.models, reason, tell)
        rows = import_rows(connection, contents.rows, reason, tell)
    if as_json:
        output.print_json(
            _counts(rows) | {"rows": [dict(vars(one)) for one in rows], "models": [dict(vars(one)) for one in models]}
        )
    else:
        _show_outcomes(models, rows, "row" if form == "json" else "line")
    if any(one.status in _BAD for one in models) or any(one.status in _BAD for one in rows):
        ctx.exit(EXIT_PARTIAL)


def _import_folder(
    ctx: click.Context, app: App, folder: Path, reason: str | None, form: str | None, as_json: bool
) -> None:
    from podium.cli import result_checkout

    if form is not None:
        raise click.UsageError("a folder is a checkout of LLM Stats and has no --format", ctx)
    done = result_checkout.import_checkout(app.write(), folder, reason)
    if as_json:
        output.print_json(result_checkout.imported_json(done))
    else:
        result_checkout.show(done)
    if done.partial:
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


def _untold(stage: str, done: int, total: int) -> None:
    """Show nothing."""


def _add_models(
    connection: sqlite3.Connection, models: Sequence[FileRow], reason: str | None, tell: Tell
) -> list[ImportedModel]:
    unread = [ImportedModel(one.line, "", "refused", one.reason) for one in models if one.row is None]
    good = [(one.line, one.row) for one in models if one.row is not None]
    added = import_models(connection, counted(good, "models", tell), replace_reason=reason) if good else []
    return sorted((*unread, *added), key=lambda outcome: outcome.line)


def import_rows(
    connection: sqlite3.Connection, rows: Sequence[FileRow], reason: str | None, tell: Tell = _untold
) -> list[ImportedRow]:
    """Import the rows of a file in one transaction and return what became of each, in the file's order.

    Args:
        connection: The registry, open for writing.
        rows: As read; a row that could not be read is refused.
        reason: Why figures that differ replace those held, or None.
        tell: Is told how many rows are in.
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
    told = counted(good, "results", tell)
    imported = store.import_results(connection, told, finder.boards, replace_reason=reason)
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
            try:
                self._found[kind, name] = find(self._connection, name)
            except NotFound as error:
                if kind == "benchmark":
                    raise
                hint = f"{error.hint} otherwise " if error.suggestions else ""
                hint += 'add it to the "models" of a JSON file, see podium results import --help'
                raise DataError(error.message, hint) from error
        return self._found[kind, name]

    def _board(self, benchmark: str, name: str) -> str:
        boards = self.boards[benchmark]
        for board in boards.values():
            if names.key(name) in (names.key(board.slug), names.key(board.title)):
                return board.slug
        near = names.nearest(name, boards)
        raise NotFound(f"{benchmark} board", name, near, f"its boards are {', '.join(boards)}")


Outcome = ImportedModel | ImportedRow


def _counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    return {status: sum(outcome.status == status for outcome in outcomes) for status in _STATUSES}


def _show_outcomes(models: Sequence[Outcome], rows: Sequence[Outcome], unit: str) -> None:
    screen = Screen()
    for label, outcomes in (("models: ", models), ("", rows)):
        said = [f"{count} {_BAD.get(status, status)}" for status, count in _counts(outcomes).items() if count]
        if said:
            screen.prose(label + ", ".join(said))
    told = [*(("model", one) for one in models), *((unit, one) for one in rows)]
    told = [(kind, one) for kind, one in told if one.status in _BAD or (one.status == "added" and one.reason)]
    if told:
        screen.blank()
    for kind, one in told:
        bullet = "✗" if one.status in _BAD else "·"
        screen.item(f"{kind} {one.line} {_BAD.get(one.status, one.status)}: {one.reason}", bullet=bullet)
    if any(one.status == "conflict" for _, one in told):
        screen.blank()
        screen.faint('Where the file is right, import it again with --replace "why the old figure was wrong".')
    screen.print()


@results.command("export", epilog=example("podium results export > all.json", "podium results export mmlu -o mmlu.csv"))
@click.argument("benchmark", required=False, shell_complete=completing.benchmarks)
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
    """Write the cited results of a benchmark, or of all.

    They are written in the import format, so that they can be imported again, also into another registry:
    JSON begins with the models that are not in the shipped catalogue. The format follows the file's name,
    and is JSON where that says nothing. Figures of runs stored here are not cited results and stay out.
    """
    connection = app.read()
    slug = reads.find_benchmark(connection, benchmark) if benchmark is not None else None
    rows, runs = cited_results(connection, slug)
    if runs:
        left_out = formats.count(runs, "figure")
        app.warn(f"{left_out} of runs stored here left out; podium runs lists the runs")
    suffix = target.suffix[1:].lower() if target is not None else ""
    form = form or (suffix if suffix in FORMATS else "json")
    models = added_models(connection, slug)
    if models and form != "json":
        left_out = formats.count(len(models), "model")
        app.warn(f"{left_out} outside the shipped catalogue left out; only --format json has a place for models")
    text = write_results(rows, form, models)
    if target is None:
        # What a pipe gets can be imported again as it was.
        click.echo(clean_lines(text) if output.on_terminal(sys.stdout) else text, nl=False)
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
