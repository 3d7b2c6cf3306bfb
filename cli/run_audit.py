"""``podium runs verify``: whether stored runs still say what they said."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, output
from podium.cli.app import App, example
from podium.cli.output import Screen
from podium.cli.run_compare import plugin_of
from podium.registry import formats
from podium.registry.errors import EXIT_FAILURE, PodiumError, RegistryFileError

if TYPE_CHECKING:
    from podium.registry.auditing import Audit, Difference
    from podium.registry.journal import Run

#: Rows and figures that are named one by one.
_NAMED = 20


@click.command(epilog=example("podium runs verify 3f2a", "podium runs verify --all --json"))
@click.argument("run_ids", metavar="[ID...]", nargs=-1, shell_complete=completing.runs)
@click.option("--all", "every", is_flag=True, help="Every finished run that has its answers.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the data, if it is no longer where it was.")
@output.json_option
@click.pass_context
def verify(ctx: click.Context, run_ids: tuple[str, ...], every: bool, data: Path | None, as_json: bool) -> None:
    """Check that stored runs still say what they said.

    Every answer is held against the digest it was written with and against the item that the data has in its
    place, and all of them against the digest of the run; so are the verdicts of judges. Then the journal is
    scored again, without a model: every figure must come out to the last bit, or up to 1e-12 where package
    versions or the scoring device are others now. The outcome is kept, and leaderboards show it.

    The exit code is 1 where a row was altered, a figure differs, or the data is gone so that nothing can be said.
    """
    from podium.registry import journal

    app = ctx.ensure_object(App)
    if bool(run_ids) == every:
        raise click.UsageError("name runs, or give --all")
    connection = app.read()
    if every:
        runs = [run for run in journal.runs(connection) if run.status == "finished" and _has_answers(run)]
    else:
        runs = [journal.find_run(connection, text) for text in run_ids]
    audits = [_audit(app, connection, run, _folder(run, data, every)) for run in runs]
    if as_json:
        output.print_json({"ok": all(one.ok for one in audits), "runs": [one.to_json() for one in audits]})
    else:
        screen = Screen()
        for run, one in zip(runs, audits, strict=True):
            _show(screen, run, one)
        if not runs:
            screen.faint("No finished runs yet.")
        screen.print()
    failed = [one.run for one in audits if not one.ok]
    if failed:
        verb = "does" if len(failed) == 1 else "do"
        output.complain(
            "error", f"{len(failed)} of {formats.count(len(audits), 'run')} {verb} not verify", ", ".join(failed)
        )
        ctx.exit(EXIT_FAILURE)


def _has_answers(run: Run) -> bool:
    return "removed" not in run.provenance


def _folder(run: Run, data: Path | None, every: bool) -> Path | None:
    """Return the folder a run is to be read from: among all runs, the one given is for those that lost theirs."""
    kept = run.provenance.get("data")
    return None if every and (run.sample or (kept and Path(str(kept)).is_dir())) else data


def _audit(app: App, connection: sqlite3.Connection, run: Run, data: Path | None) -> Audit:
    from podium.registry import auditing
    from podium.registry.locking import standing

    try:
        benchmark = plugin_of(app, run.benchmark)
        stands = standing(connection, run.id, run.status)
        found = auditing.audit(connection, replace(run, status=stands), benchmark, data)
    except PodiumError as error:
        return auditing.Audit(run.id, run.answered, bool(run.digest), unverified=str(error))
    try:
        auditing.keep(app.write(), run, found, str(benchmark.card.version))
    except RegistryFileError as error:
        app.warn(f"whether run {run.id} verifies is not kept: {error}")
    return found


def _show(screen: Screen, run: Run, found: Audit) -> None:
    screen.title(f"run {run.id}", f"{run.benchmark} · {run.split} · {run.model}")
    for text, bad in _journal(found):
        _line(screen, text, bad)
    if found.unverified:
        _line(screen, f"not verified: {found.unverified}", True)
    else:
        _figures(screen, found)
    if found.ok:
        screen.prose("verified", "bold green")
    screen.blank()


def _line(screen: Screen, text: str, bad: bool) -> None:
    screen.item(text, "bold red" if bad else "", formats.DIFFERS_MARK if bad else formats.VERIFIED_MARK)


def _journal(found: Audit) -> list[tuple[str, bool]]:
    from podium.registry.auditing import UNSEALED

    lines = [(_problem(one.position, one.item, one.what), True) for one in found.problems[:_NAMED]]
    if len(found.problems) > _NAMED:
        lines.append((f"and {len(found.problems) - _NAMED:,} further rows", True))
    if not found.digests and found.rows and not found.unverified:
        lines.append(("its version of Podium kept no digests: altered answers show by the figures alone", False))
    elif found.digests and not found.unverified and all(one.what == UNSEALED for one in found.problems):
        verdicts = f" and {formats.count(found.verdicts, 'verdict')}" if found.verdicts else ""
        lines.append((f"{formats.count(found.rows, 'answer')}{verdicts} as written", False))
    if found.digests and not found.sealed and not found.unverified:
        lines.append(("its version of Podium kept no digest of what it says of its model and items", False))
    return lines


def _problem(position: int | None, item: str, what: str) -> str:
    return what if position is None else f"row {position}{f' ({item})' if item else ''} {what}"


def _figures(screen: Screen, found: Audit) -> None:
    for one in found.failing[:_NAMED]:
        _line(screen, f"{one.figure}: {told(one.stored)} stored, {told(one.now)} now", True)
    if len(found.failing) > _NAMED:
        _line(screen, f"and {len(found.failing) - _NAMED:,} further figures", True)
    close = [one for one in found.differences if one.rounding]
    _line(screen, f"{formats.count(found.equal, 'figure')} equal to the last bit", False)
    if close:
        _close(screen, close, found.elsewhere)


def _close(screen: Screen, close: Sequence[Difference], elsewhere: Sequence[str]) -> None:
    why = f" ({'; '.join(elsewhere)})" if elsewhere else ", though nothing it rests on has changed"
    _line(screen, f"{formats.count(len(close), 'figure')} within 1e-12{why}", not elsewhere)


def told(value: Any) -> str:
    """Return a figure whole, for two to be told apart; ``none`` where there is none."""
    return "none" if value is None else repr(value) if isinstance(value, float) else str(value)
