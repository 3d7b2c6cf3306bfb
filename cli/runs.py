"""``podium runs``: the stored runs and their reports."""

from __future__ import annotations

import click

from podium.cli import formats, output, report
from podium.cli.app import App, example, pass_app
from podium.cli.output import Column, Screen
from podium.cli.run_compare import compare
from podium.cli.run_export import about, export
from podium.cli.run_table import table
from podium.cli.run_thresholds import thresholds


@click.group(invoke_without_command=True, epilog=example("podium runs show 3f2a"))
@output.json_option
@click.pass_context
def runs(ctx: click.Context, as_json: bool) -> None:
    """List the stored runs, or show one."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(_list, as_json=as_json)


@click.command()
@pass_app
def _list(app: App, as_json: bool) -> None:
    from podium.registry import journal

    found = journal.runs(app.read())
    if as_json:
        output.print_json([report.run_json(run) for run in found])
        return
    screen = Screen()
    if not found:
        screen.faint("No runs yet. Try: podium evaluate chexpert --model baseline:prior")
    else:
        columns = (
            Column("run"),
            Column("benchmark"),
            Column("split", rank=2),
            Column("model", shrink=True),
            Column("status"),
            Column("figure"),
            Column("data", rank=1),
            Column("started", rank=3),
        )
        rows = [
            (
                run.id,
                run.benchmark,
                run.split,
                run.model,
                run.status,
                report.summary(run),
                "sample" if run.sample else formats.count(run.items, "item"),
                run.started_at[:16].replace("T", " "),
            )
            for run in found
        ]
        screen.table(columns, rows)
    screen.print()


@runs.command()
@click.argument("run_id", metavar="ID")
@click.option("--all", "everything", is_flag=True, help="Show long tables and the reviewers' checklist too.")
@output.json_option
@pass_app
def show(app: App, run_id: str, everything: bool, as_json: bool) -> None:
    """Show a run's report; the first characters of its id are enough."""
    from podium.registry import journal, leaderboard

    connection = app.read()
    run = journal.find_run(connection, run_id)
    card = leaderboard.benchmark(connection, run.benchmark).card
    if as_json:
        output.print_json(report.run_json(run, card))
        return
    screen = Screen()
    report.show_run(screen, run, card, everything)
    screen.print()


for command in (compare, table, thresholds, export, about):
    runs.add_command(command)
