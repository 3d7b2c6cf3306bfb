"""``podium runs``: the stored runs and their reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, output, report
from podium.cli.app import App, example, pass_app
from podium.cli.output import Column, Screen
from podium.cli.run_audit import verify
from podium.cli.run_compare import compare
from podium.cli.run_export import about, export
from podium.cli.run_items import items
from podium.cli.run_judge import judge
from podium.cli.run_prune import prune
from podium.cli.run_rescore import rescore
from podium.cli.run_table import table
from podium.cli.run_thresholds import thresholds
from podium.registry import formats, names
from podium.registry.errors import NotFound
from podium.registry.views import run_check

if TYPE_CHECKING:
    import sqlite3

    from podium.registry.journal import Run
    from podium.registry.report import Report
    from podium.registry.rescoring import Kept

#: What a run is called that was killed; the others are its statuses as the journal has them.
STOPPED = "stopped"
STATUSES = ("finished", "running", "interrupted", "failed")


@click.group(invoke_without_command=True, epilog=example("podium runs show 3f2a"))
@output.json_option
@click.pass_context
def runs(ctx: click.Context, as_json: bool) -> None:
    """List the stored runs, or show one."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_runs, benchmark=None, model=None, status=None, as_json=as_json)


@runs.command("list", epilog=example("podium runs list --benchmark chexpert --status finished"))
@click.option("--benchmark", metavar="NAME", shell_complete=completing.benchmarks, help="Only runs on this benchmark.")
@click.option("--model", metavar="TEXT", help="Only runs whose model or model spec has this in its name.")
@click.option("--status", type=click.Choice(STATUSES), help="Only runs of this status.")
@output.json_option
@pass_app
def list_runs(app: App, benchmark: str | None, model: str | None, status: str | None, as_json: bool) -> None:
    """List the stored runs, newest first; the same as podium runs.

    Under `failed` stands how many items could not be answered; under `verified`, since when the run is known to
    score to its figures again.
    """
    from podium.registry import journal, judgements, leaderboard

    connection = app.read()
    slug = leaderboard.find_benchmark(connection, benchmark) if benchmark is not None else None
    every = journal.runs(connection)
    found = [
        run
        for run in every
        if slug in (None, run.benchmark) and status in (None, run.status) and (model is None or _named(run, model))
    ]
    if as_json:
        output.print_json([report.run_json(run) | {"stopped": _stopped(connection, run)} for run in found])
        return
    screen = Screen()
    if not every:
        screen.faint("No runs yet. Try: podium evaluate chexpert --model baseline:prior")
    elif not found:
        screen.faint("No such runs; podium runs lists all.")
    else:
        shown = [replace(run, status=STOPPED) if _stopped(connection, run) else run for run in found]
        unfinished = [run.id for run in shown if run.report is None]
        _table(screen, shown, {run: sum(judgements.so_far(connection, run).values()) for run in unfinished})
        if any(run.status == STOPPED for run in shown):
            screen.faint("A stopped run was ended from outside; the same command goes on with it.")
    screen.print()


def _stopped(connection: sqlite3.Connection, run: Run) -> bool:
    """Whether a run stands as running, and no process runs it: it was killed, or the power went."""
    from podium.registry.locking import standing

    return standing(connection, run.id, run.status) != run.status


def _named(run: Run, text: str) -> bool:
    return any(names.key(text) in names.key(name) for name in (run.model, run.spec))


def _table(screen: Screen, found: Sequence[Run], verdicts: Mapping[str, int]) -> None:
    columns = (
        Column("run"),
        Column("benchmark"),
        Column("split", rank=2),
        Column("model", shrink=True),
        Column("status"),
        Column("figure"),
        Column("failed", "right", rank=4),
        Column("verified", rank=5),
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
            report.summary(run) + _judged(run, verdicts.get(run.id, 0)),
            f"{run.failed:,}" if run.failed else None,
            _verified(run),
            "sample" if run.sample else formats.count(run.items, "item"),
            run.started_at[:16].replace("T", " "),
        )
        for run in found
    ]
    screen.table(columns, rows)


def _judged(run: Run, verdicts: int) -> str:
    """Return how many verdicts an unfinished run has, also where its judge stopped before the first."""
    stopped = run.report is None and run.error.startswith("judge ")
    return f", {verdicts:,} judged" if verdicts or stopped else ""


def _verified(run: Run) -> str | None:
    check = run_check(run.checked)
    if check is None:
        return None
    return check.when[:10] if check.ok else f"{formats.DIFFERS_MARK} differs"


_FILE = click.Path(dir_okay=False, path_type=Path)


@runs.command(
    epilog=example(
        "podium runs show 3f2a", "podium runs show 3f2a --report 1", "podium runs show 3f2a --html report.html"
    )
)
@click.argument("run_id", metavar="ID", shell_complete=completing.runs)
@click.option(
    "--all", "everything", is_flag=True, help="Show long tables, all of the provenance and the checklist too."
)
@click.option(
    "--report", "number", type=click.IntRange(1), metavar="N", help="An earlier report of a run scored again."
)
@click.option("--html", type=_FILE, metavar="FILE", help="Write it as one page that needs nothing else.")
@click.option("--png", type=_FILE, metavar="FILE", help="Write its curves and forest plots as a picture.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@output.json_option
@pass_app
def show(
    app: App,
    run_id: str,
    everything: bool,
    number: int | None,
    html: Path | None,
    png: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Show a run's report; the first characters of its id are enough.

    Below the figures stands how the run went: what failed, how long what took, on which machine. With --html or --png
    the report is written to a file for other people, as podium runs export does, which knows further forms.
    """
    from podium.registry import eligibility, journal, judgements, leaderboard, rescoring

    connection = app.read()
    run = journal.find_run(connection, run_id)
    run = replace(run, eligibility=eligibility.today(connection, run))
    stopped = _stopped(connection, run)
    card = leaderboard.benchmark(connection, run.benchmark).card
    kept = rescoring.reports(connection, run)
    chosen = _chosen(run, kept, number)
    if chosen is not None:
        run = _earlier(run, chosen) if chosen is not kept[-1] else run
    written = _write(run, card, {".html": html, ".png": png}, force)
    if as_json:
        made = [{"number": one.number, "made_at": one.made_at, "podium": one.podium, "card": one.card} for one in kept]
        shown = {"report_number": chosen.number if chosen is not None else None, "reports": made}
        output.print_json(report.run_json(run, card) | shown | {"stopped": stopped})
        return
    for path in written:
        click.echo(path)
    if written:
        return
    screen = Screen()
    which = ""
    if chosen is not None and len(kept) > 1:
        which = f"{chosen.number} of {len(kept)}, made {chosen.made_at[:10]} by podium {chosen.podium}"
    verdicts = judgements.so_far(connection, run.id)
    report.show_run(screen, replace(run, status=STOPPED) if stopped else run, card, everything, which, verdicts)
    screen.print()


def _write(run: Run, card: Mapping[str, Any], wanted: Mapping[str, Path | None], force: bool) -> tuple[Path, ...]:
    """Write a report to the files that are wanted, by the suffix each must have, and return them."""
    from podium.cli.run_export import write_reports

    for suffix, path in wanted.items():
        if path is not None and path.suffix.lower() != suffix:
            raise click.UsageError(f"--{suffix[1:]} {path}: the name must end with {suffix}")
    files = tuple(path for path in wanted.values() if path is not None)
    if files:
        write_reports(run, card, files, force)
    return files


def _chosen(run: Run, kept: Sequence[Kept], number: int | None) -> Kept | None:
    if number is None:
        return kept[-1] if kept else None
    for one in kept:
        if one.number == number:
            return one
    there = f"it has {formats.count(len(kept), 'report')}" if kept else "it is not finished and has none"
    raise NotFound(f"report of run {run.id}", str(number), hint=there)


def _earlier(run: Run, kept: Kept) -> Run:
    """Return a run as it was with an earlier report; that one is on no board."""
    places = {slug: reason or "a later report took its place" for slug, reason in run.eligibility.items()}
    told = {name: value for name, value in run.provenance.items() if name != "judge"}
    if judge := _judge_of(run, kept.report):
        told["judge"] = judge
    return replace(run, report=kept.report, settings=kept.settings, eligibility=places, provenance=told)


def _judge_of(run: Run, report: Report) -> Mapping[str, Any] | None:
    """Return what is recorded of the judge that an earlier report names in its notes, if it is still what it was."""
    judges = [run.provenance.get("judge"), *(run.provenance.get("judges") or {}).values()]
    found = [one for one in judges if one and set(one["notes"]) <= set(report.notes)]
    return found[0] if len(found) == 1 else None


for command in (compare, table, items, thresholds, verify, rescore, judge, prune, export, about):
    runs.add_command(command)
