"""``podium db``: where the registry file is, whether it is sound, copies of it and back, and its schema."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click

from podium.cli import output
from podium.cli.app import App, example, pass_app
from podium.cli.output import Column, Screen
from podium.registry import database, formats, soundness
from podium.registry.errors import EXIT_CONFIG, NotFound, PodiumError, RegistryFileError

#: What to do about a file that failed a check.
UNSOUND = "restore a backup with podium db restore, or export what can be read with podium results export"

#: What to do about a sound file of an older Podium.
UPDATE = "podium db migrate does it, as does the next command that writes"

#: Tables whose rows are counted, with what one row is.
_COUNTED = {
    "benchmarks": "benchmark",
    "boards": "board",
    "models": "model",
    "results": "result",
    "runs": "run",
    "answers": "answer",
    "judgements": "judgement",
    "corrections": "reported correction",
}


@click.group(epilog=example("podium db check", "podium db backup monday.db"))
def db() -> None:
    """Check, back up and migrate the registry file."""


@db.command(epilog=example("podium db path"))
@pass_app
def path(app: App) -> None:
    """Print the path of the registry file.

    The file need not exist yet.
    """
    click.echo(app.place.db)


@db.command(epilog=example("podium db check"))
@output.json_option
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Check that the registry file is sound.

    Looked at are the pages of the file, its references, its schema, the triggers that keep results append-only,
    whether every result is there, whether answers and reports of runs are those that were written, and whether
    names, places and sizes of boards are in step with their rows. The exit code is 78 where something is wrong. A
    file of an older Podium is not wrong: the next command that writes brings it up to date.
    """
    app = ctx.ensure_object(App)
    place = app.place
    if not place.db.exists():
        raise _missing(place.db)
    checks = soundness.check_file(place.db)
    sound = all(one.ok for one in checks)
    counts = _counts(place.db) if sound else {}
    if as_json:
        rows = [dict(vars(one)) for one in checks]
        output.print_json({"path": str(place.db), "ok": sound, "checks": rows, "rows": counts})
    else:
        screen = Screen()
        screen.title(str(place.db))
        for one in checks:
            screen.item(f"{one.name}: {one.detail}", bullet="!" if one.due else "✓" if one.ok else "✗")
        if counts:
            totals = [formats.count(number, _COUNTED[table]) for table, number in counts.items()]
            screen.item(", ".join(totals), bullet=" ")
        screen.print()
    if not sound:
        output.complain("error", f"registry file {place.db} is not sound", UNSOUND)
        ctx.exit(EXIT_CONFIG)
    for one in checks:
        if one.due:
            output.complain("warning", f"registry file {place.db}: {one.detail}", UPDATE)


def _missing(path: Path) -> NotFound:
    return NotFound("registry file", str(path), hint="podium benchmarks creates it, as does any command that reads it")


def _counts(path: Path) -> dict[str, int]:
    """Return the number of rows by table; an older file has not all of the tables yet."""
    with closing(database.connect(path)) as connection:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in _COUNTED
            if table in there
        }


@db.command(epilog=example("podium db backup monday.db"))
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@pass_app
def backup(app: App, target: Path) -> None:
    """Copy the registry file while others may go on using it.

    An existing FILE is never overwritten.
    """
    source = app.place.db
    if not source.exists():
        raise _missing(source)
    if target.exists():
        raise PodiumError(f"{target} exists already", "give another name; a backup never overwrites")
    if not target.parent.is_dir():
        raise PodiumError(f"folder {target.parent} does not exist", "make it first")
    # Made aside, so that half a copy is never taken for a backup, whatever ends this command.
    aside = target.with_name(f".{target.name}.new")
    try:
        _copy(source, aside)
        aside.replace(target)
    except BaseException:
        _forget(aside)
        raise
    counts = _counts(target)
    size = target.stat().st_size / 1e6
    click.echo(f"{target}: {size:.1f} MB, {counts.get('results', 0):,} results, {counts.get('runs', 0):,} runs")


@db.command(epilog=example("podium db restore monday.db"))
@click.argument("source", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_app
def restore(app: App, source: Path) -> None:
    """Put a backup in the place of the registry file.

    FILE itself stays. So does the registry file that was there, under another name beside it. End the bot and
    evaluations first: whatever has the old file open goes on with that.
    """
    target = app.place.db
    if target.exists() and source.samefile(target):
        raise PodiumError(f"{source} is the registry file itself", "name a backup, as podium db backup makes them")
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.new")
    try:
        _copy(source, aside)
        kept = database.put_away(target)
        aside.replace(target)
    except BaseException:
        _forget(aside)
        raise
    counts = _counts(target)
    click.echo(f"{target}: {counts.get('results', 0):,} results, {counts.get('runs', 0):,} runs from {source}")
    if kept is not None and not app.quiet:
        output.complain("note", f"what was there before is {kept}")


def _copy(source: Path, target: Path) -> None:
    """Copy a registry file as it is at one moment, and see to it that the disk has the copy.

    Raises:
        RegistryFileError: If the copy cannot be written, or is not sound.
    """
    _forget(target)
    with closing(database.connect(source)) as connection:
        connection.execute("PRAGMA query_only = OFF")
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.OperationalError as error:
            raise RegistryFileError(
                f"a copy cannot be written into {target.parent}: {error}",
                "it needs a folder with enough space that you can write; the registry itself is as it was",
            ) from error
    wrong = [one for one in soundness.check_file(target) if not one.ok]
    if wrong:
        raise RegistryFileError(
            f"a copy of {source} would not be sound: {wrong[0].name}: {wrong[0].detail}",
            f"podium --db {source} db check says more",
        )
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _forget(copy: Path) -> None:
    """Remove half a copy, with the journal that SQLite would play into the next one of its name."""
    for part in ("", "-journal"):
        copy.with_name(copy.name + part).unlink(missing_ok=True)


@db.command(epilog=example("podium db migrate --list"))
@click.option("--list", "list_only", is_flag=True, help="List the steps and change nothing.")
@output.json_option
@pass_app
def migrate(app: App, list_only: bool, as_json: bool) -> None:
    """Bring the registry file's schema up to date.

    Every command that reads the registry does so as well.
    """
    place = app.place
    before = _steps(place.db)
    if not list_only:
        from podium.registry import startup

        startup.update(place)
    after = _steps(place.db)
    steps = [*database.SCHEMA, *(step for step in after if step not in database.SCHEMA)]
    states = [(step, _state(step, before, after)) for step in steps]
    if as_json:
        output.print_json([{"step": step, "state": state} for step, state in states])
        return
    screen = Screen()
    screen.table([Column("Step"), Column("State")], states)
    screen.print()


def _steps(path: Path) -> tuple[str, ...]:
    if not path.exists():
        return ()
    connection = database.connect(path)
    with closing(connection), database.readable_errors(path):
        return database.schema_steps(connection)


def _state(step: str, before: Sequence[str], after: Sequence[str]) -> str:
    if step not in database.SCHEMA:
        return "of a newer Podium"
    if step not in after:
        return "pending"
    return "applied" if step in before else "applied now"
