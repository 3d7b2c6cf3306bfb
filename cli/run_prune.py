"""``podium runs prune``: room in the registry file."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from podium.cli import output
from podium.cli.app import App, example, pass_app
from podium.cli.output import Column, Screen
from podium.registry import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podium.registry.pruning import Freed, Removal

_DAYS = {"d": 1, "w": 7}


class _Age(click.ParamType[timedelta]):
    """A span such as ``30d``, ``4w`` or ``12h``."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        found = re.fullmatch(r"(\d{1,5})([hdw])", str(value))
        if found is None:
            self.fail(f"{value!r} is not a number of hours, days or weeks, such as 12h, 30d or 4w", param, ctx)
        number, unit = int(found[1]), found[2]
        return timedelta(hours=number) if unit == "h" else timedelta(days=number * _DAYS[unit])


@click.command(epilog=example("podium runs prune --dry-run", "podium runs prune --keep 3 --older-than 30d"))
@click.option("--unfinished", is_flag=True, help="Only runs that did not come to their end.")
@click.option("--older-than", type=_Age(), metavar="AGE", help="Only runs begun longer ago, such as 30d, 4w or 12h.")
@click.option(
    "--keep",
    type=click.IntRange(0),
    metavar="N",
    help="Only finished runs beyond the newest N of their benchmark, split and model.",
)
@click.option("--whole", is_flag=True, help="Remove finished runs with their reports, not their answers alone.")
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@output.json_option
@pass_app
def prune(
    app: App,
    unfinished: bool,
    older_than: timedelta | None,
    keep: int | None,
    whole: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Remove stored answers that nobody needs, and give the room back.

    Without options the unfinished runs are proposed; with several, the runs for which all of them hold. An
    unfinished run goes as a whole; of a finished one the answers go and the report stays, so that it can be
    read but no longer verified or compared. A run on which a figure of a board rests always stays, as
    does one that is running.
    """
    from podium.registry import pruning

    if unfinished and keep is not None:
        raise click.UsageError("--keep counts finished runs; it cannot go with --unfinished")
    only_unfinished = unfinished or (older_than is None and keep is None)
    choice = pruning.Choice(only_unfinished, older_than, keep)
    found = pruning.choose(app.read(), choice, whole)
    going = [one for one in found if not one.protected]
    if as_json and going and not (dry_run or yes):
        raise click.UsageError("--json does not ask: add --dry-run or -y")
    if not as_json:
        _propose(found, going, dry_run)
    freed = None
    if going and not dry_run:
        if not yes:
            output.confirm_removal(f"Remove {_told(going)}?")
        freed = pruning.remove(app.write(), going)
    if as_json:
        output.print_json({"proposed": [dict(vars(one)) for one in found], "removed": vars(freed) if freed else None})
    elif freed is not None:
        _freed(freed)


def _told(going: Sequence[Removal]) -> str:
    """Return what goes, in words."""
    whole = sum(one.whole for one in going)
    parts = [formats.count(whole, "whole run")] if whole else []
    if whole < len(going):
        parts.append(f"the answers of {formats.count(len(going) - whole, 'run')}")
    answers = sum(one.answers for one in going)
    return f"{formats.listed(parts)} ({formats.count(answers, 'answer')}, {_size(sum(one.bytes for one in going))})"


def _propose(found: Sequence[Removal], going: Sequence[Removal], dry_run: bool) -> None:
    screen = Screen()
    if not found:
        screen.faint("Nothing to remove.")
    else:
        columns = (
            Column("run"),
            Column("benchmark"),
            Column("model", shrink=True),
            Column("status", rank=2),
            Column("started", rank=3),
            Column("answers", "right"),
            Column("size", "right", rank=1),
            Column("goes", shrink=True),
        )
        rows = [
            (
                one.run,
                one.benchmark,
                one.model,
                one.status,
                one.started_at[:16].replace("T", " "),
                f"{one.answers:,}",
                _size(one.bytes),
                f"stays: {one.protected}" if one.protected else "whole run" if one.whole else "answers",
            )
            for one in found
        ]
        screen.table(columns, rows)
        if dry_run and going:
            screen.prose(f"Would remove {_told(going)}.")
        elif not going:
            screen.faint("Nothing to remove.")
    screen.print()


def _freed(freed: Freed) -> None:
    screen = Screen()
    runs = f"{formats.count(freed.runs, 'whole run')} and " if freed.runs else ""
    answers = formats.count(freed.answers, "answer")
    screen.prose(f"Removed {runs}{answers}; the registry file is {_size(freed.bytes)} smaller.")
    for run, why in freed.skipped.items():
        screen.item(f"run {run} stays: {why}")
    screen.print()


def _size(number: int) -> str:
    for unit in ("B", "kB", "MB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
        number /= 1000  # type: ignore[assignment]
    return f"{number:.1f} GB"
