"""``podium corrections``: reporting data that is missing or incorrect, and deciding on it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, output
from podium.cli.app import App, example, pass_app
from podium.cli.output import Column, Screen
from podium.registry.result_rows import STANDINGS
from podium.registry.unusable import LARGEST
from podium.registry.views import shown

if TYPE_CHECKING:
    from podium.registry.corrections import Correction, Status

_STATUSES = ("open", "accepted", "rejected", "all")
#: Standings that a maintainer may give; the last is for runs alone.
_GIVEN = STANDINGS[:-1]


@click.group(invoke_without_command=True, epilog=example("podium corrections list --status all"))
@output.json_option
@click.pass_context
def corrections(ctx: click.Context, as_json: bool) -> None:
    """Report data that is wrong or missing, and decide."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_corrections, status="open", benchmark=None, as_json=as_json)


@corrections.command(
    "add",
    epilog=example(
        "podium corrections add 12 --value 0.512 --because 'a typing error' \\\n    --source https://example.org/card",
        "podium corrections add mmlu/reported GPT-5 --value 0.925 --because missing \\\n    --source https://example.org/",
    ),
)
@click.argument("target", shell_complete=completing.places)
@click.argument("model", required=False, shell_complete=completing.models)
@click.option("--value", type=float, help="The right value, as a fraction where the board has fractions.")
@click.option("--withdraw", is_flag=True, help="The row should go and nothing stand in its place.")
@click.option("--source", required=True, metavar="URL", help="Where that can be read, http(s).")
@click.option("--because", "statement", required=True, metavar="TEXT", help="What is wrong.")
@click.option("--reporter", metavar="NAME", help="Who says so; it is kept and shown.")
@output.json_option
@pass_app
def add(
    app: App,
    target: str,
    model: str | None,
    value: float | None,
    withdraw: bool,
    source: str,
    statement: str,
    reporter: str | None,
    as_json: bool,
) -> None:
    """Report a row that is wrong or missing.

    TARGET is the id of a row, as podium leaderboard BENCHMARK --json gives it; or BENCHMARK/BOARD, or BENCHMARK for
    its headline board, with the MODEL. Where the board has a row of that model, that row is wrong; else it is missing.

    The report changes nothing until it is accepted.
    """
    from podium.registry import corrections as rules

    if withdraw == (value is not None):
        raise click.UsageError("give the right --value, or --withdraw where the row should go")
    connection = app.write()
    meant = _target(connection, target, model)
    if withdraw and not isinstance(meant, int):
        raise click.UsageError("the board has no row of this model that could be withdrawn")
    added = rules.add(connection, meant, statement=statement, value=value, source_url=source, reporter=reporter)
    if as_json:
        output.print_json(_json(added))
        return
    screen = Screen()
    screen.prose(f"Correction {added.id}: {_where(added)}: {added.model_name}, {added.change}")
    screen.faint(f"Nothing has changed yet: podium corrections accept {added.id} or reject {added.id} decides.")
    screen.print()


def _target(connection: sqlite3.Connection, target: str, model: str | None) -> int | tuple[str, str, str]:
    """Return the row that is meant or, where the board has none, where it is missing."""
    from podium.registry import corrections as rules
    from podium.registry import leaderboard

    if target.isdecimal() and target.isascii() and len(target) < 19:
        if model is not None:
            raise click.UsageError("a row's id says which model it is; leave the model out")
        return int(target)
    if model is None:
        raise click.UsageError("name the model, or give the id of a row")
    name, _, board = target.partition("/")
    benchmark = leaderboard.find_benchmark(connection, name)
    at = (
        benchmark,
        leaderboard.board(connection, benchmark, board or None).board.slug,
        leaderboard.find_model(connection, model),
    )
    result = rules.result_of(connection, *at)
    return at if result is None else result


@corrections.command("list", epilog=example("podium corrections list --benchmark chexpert"))
@click.option("--status", type=click.Choice(_STATUSES), default="open", show_default=True, help="Which to list.")
@click.option("--benchmark", metavar="NAME", shell_complete=completing.benchmarks, help="Only those of this benchmark.")
@output.json_option
@pass_app
def list_corrections(app: App, status: Status | str, benchmark: str | None, as_json: bool) -> None:
    """List reports, the oldest first; the same as podium corrections."""
    from podium.registry import corrections as rules
    from podium.registry import leaderboard

    connection = app.read()
    slug = None if benchmark is None else leaderboard.find_benchmark(connection, benchmark)
    wanted: Any = None if status == "all" else status
    found = rules.listed(connection, wanted, slug)
    if as_json:
        output.print_json([_json(one) for one in found])
        return
    screen = Screen()
    if not found:
        screen.faint("No corrections." if status == "all" else f"No {status} corrections.")
    else:
        _add_table(screen, found, with_status=status == "all")
    screen.print()


def _add_table(screen: Screen, found: list[Correction], with_status: bool) -> None:
    columns = [
        Column("#", "right", style="dim"),
        Column("Benchmark", shrink=True),
        Column("Board", rank=4, shrink=True),
        Column("Model", shrink=True),
        Column("Change", style="cyan"),
        Column("Because", rank=2, shrink=True),
        Column("Reporter", rank=5, shrink=True),
        Column("Reported", rank=3),
    ]
    rows: list[list[Any]] = [
        [
            one.id,
            one.benchmark_name,
            one.board_title,
            one.model_name,
            one.change,
            one.statement,
            one.reporter,
            one.created_at[:10],
        ]
        for one in found
    ]
    if with_status:
        columns.append(Column("Status", rank=1))
        rows = [[*row, one.status] for row, one in zip(rows, found, strict=True)]
    screen.table(columns, rows)


@corrections.command("show", epilog=example("podium corrections show 3"))
@click.argument("number", type=click.IntRange(1, LARGEST))
@output.json_option
@pass_app
def show(app: App, number: int, as_json: bool) -> None:
    """Show a report and what was decided."""
    from podium.registry import corrections as rules

    one = rules.one(app.read(), number)
    if as_json:
        output.print_json(_json(one))
        return
    screen = Screen()
    screen.title(f"Correction {one.id}", one.status)
    screen.blank()
    screen.facts(
        [
            ("where", _where(one)),
            ("model", one.model_name),
            ("row", f"{one.result} ({one.setting or 'no setting'})" if one.result is not None else "missing"),
            ("change", one.change),
            ("because", one.statement),
            ("source", one.source_url),
            ("reporter", one.reporter),
            ("reported", one.created_at),
            ("decided", one.decided_at),
            ("decision", one.decision),
            ("result", one.accepted_result),
        ]
    )
    if one.status == "open":
        screen.blank()
        screen.faint(
            f"podium corrections accept {one.id} appends it; podium corrections reject {one.id} --because TEXT."
        )
    screen.print()


@corrections.command("accept", epilog=example("podium corrections accept 3 --standing third-party"))
@click.argument("number", type=click.IntRange(1, LARGEST))
@click.option("--standing", type=click.Choice(_GIVEN), help="Whose figure it is, where that is not as in the old row.")
@click.option("--note", metavar="TEXT", help="What there is to say about it.")
@output.json_option
@pass_app
def accept(app: App, number: int, standing: str | None, note: str | None, as_json: bool) -> None:
    """Append what a report says, with its reason.

    The row that it replaces stays on record.

    The new row has the setting, standing and date of the old one, and the report's source. A row that was missing
    needs --standing. Later versions of the plugin leave it as it is.
    """
    from podium.cli import watch
    from podium.registry import corrections as rules

    done = rules.accept(app.write(), number, standing=standing, note=note)
    if as_json:
        told = [watch.event_json(event) for event in done.events]
        output.print_json({"correction": _json(done.correction), "result": done.result, "events": told})
        return
    one = done.correction
    what = "withdraws" if one.value is None else f"says {shown(one.value)} for"
    screen = Screen()
    screen.prose(f"Correction {number} accepted: result {done.result} {what} {one.model_name} on {_where(one)}.")
    for event in done.events:
        screen.whole(f"event {event.id}: {watch.line(event)}")
    screen.print()


@corrections.command("reject", epilog=example("podium corrections reject 3 --because 'the source says otherwise'"))
@click.argument("number", type=click.IntRange(1, LARGEST))
@click.option("--because", "reason", required=True, metavar="TEXT", help="Why not.")
@output.json_option
@pass_app
def reject(app: App, number: int, reason: str, as_json: bool) -> None:
    """Close a report without a change, and say why."""
    from podium.registry import corrections as rules

    one = rules.reject(app.write(), number, reason)
    if as_json:
        output.print_json(_json(one))
        return
    screen = Screen()
    screen.prose(f"Correction {number} rejected: {one.decision}")
    screen.print()


def _where(one: Correction) -> str:
    return f"{one.benchmark_name}, {one.board_title}"


def _json(one: Correction) -> dict[str, Any]:
    return dict(vars(one))
