"""``podium watch``: what happened, in plain words, and what happens while one looks."""

from __future__ import annotations

import re
import sqlite3
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from podium.bots.faq.replies.wording import RESEARCH_ONLY
from podium.cli import completing, output
from podium.cli.app import App, example, pass_app
from podium.cli.boards import ROWS_ON_A_TERMINAL
from podium.cli.output import Screen
from podium.registry import formats
from podium.registry.event_words import sentence

if TYPE_CHECKING:
    from podium.registry.events import Event, Kind

#: Seconds between two looks at the registry file.
INTERVAL = 2.0

KINDS = ("new_benchmark", "new_leader", "new_result")
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_EXIT_INTERRUPTED = 130


@click.command(epilog=example("podium watch --category healthcare --kind new_leader", "podium watch --follow --json"))
@click.option(
    "--benchmark", metavar="NAME", shell_complete=completing.benchmarks, help="Only events of this benchmark."
)
@click.option(
    "--category",
    metavar="NAME",
    shell_complete=completing.categories,
    help="Only events of the benchmarks of this category.",
)
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only events of this kind; again for more."
)
@click.option("--since", metavar="ID|DATE", help="Only events after that of this id, or from this day or month on.")
@click.option("--follow", is_flag=True, help="Go on with what happens from now on, until Ctrl-C.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    help=f"Events to show, the latest; 0 for all.  [default: {ROWS_ON_A_TERMINAL}; all with --json or --since]",
)
@output.json_option
@pass_app
def watch(
    app: App,
    benchmark: str | None,
    category: str | None,
    kinds: tuple[Kind, ...],
    since: str | None,
    follow: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """Tell what happened: new leaders, results and benchmarks.

    The newest comes last; without --since or --limit it is the last twenty, with --json all. A leader is new when
    another model leads than before; a tie is none. The date is the day on which it came into this registry. When a
    benchmark is first loaded its record history is told by the days of the records, which on most boards are the
    models' release dates.

    With --follow what is already there is only shown where --since asks for it. The registry file is looked at every
    two seconds; histories of benchmarks that are loaded meanwhile are left out. --json then prints one event a line.
    """
    from podium.registry import categories, events, leaderboard

    connection = app.read()
    wanted: dict[str, Any] = {"kinds": kinds or None}
    if benchmark is not None:
        wanted["benchmark"] = leaderboard.find_benchmark(connection, benchmark)
    if category is not None:
        wanted["category"] = categories.named(connection, category)
    last, day = _start(since)
    seen = events.last_id(connection)
    rows = (limit or None) if limit is not None or as_json or since else ROWS_ON_A_TERMINAL
    if follow and since is None and limit is None:
        found: list[Event] = []
    elif last is not None:
        found = events.after(connection, last, backfill=True, **wanted)
        found = found if rows is None else found[-rows:]
    else:
        found = events.latest(connection, rows, since=day, **wanted)[::-1]
    if follow:
        _follow(connection, found, seen, wanted, as_json)
    elif as_json:
        output.print_json([event_json(one) for one in found])
    else:
        screen = _screen(connection, found)
        total = events.count(connection, last=last or 0, since=day, **wanted)
        if not found:
            screen.faint("Nothing has happened yet that this asks for.")
        elif total > len(found):
            earlier = formats.count(total - len(found), "earlier event")
            screen.faint(f"… and {earlier}; --limit 0 shows all, --since ID those after one")
        screen.print()


def _start(since: str | None) -> tuple[int | None, str | None]:
    """Return what ``--since`` means: an id or a day."""
    if since is None:
        return None, None
    if since.isdecimal() and since.isascii() and len(since) < 19:
        return int(since), None
    if not _DATE.fullmatch(since):
        raise click.BadParameter(
            f"{since!r} is neither the id of an event nor a date as 2026-06-30 or 2026-06", param_hint="--since"
        )
    return None, since


def _follow(
    connection: sqlite3.Connection, found: list[Event], seen: int, wanted: dict[str, Any], as_json: bool
) -> None:
    """Print events as they come; Ctrl-C ends it without a word."""
    from podium.registry import events

    try:
        while True:
            if as_json:
                output.print_json_lines(map(event_json, found))
            elif found:
                _screen(connection, found).print()
            sys.stdout.flush()
            if getattr(sys.stdout, "unheard", False):
                return
            time.sleep(INTERVAL)
            newest = events.last_id(connection)
            found = events.after(connection, seen, **wanted) if newest > seen else []
            seen = newest
    except KeyboardInterrupt:
        click.get_current_context().exit(_EXIT_INTERRUPTED)


def _screen(connection: sqlite3.Connection, found: Sequence[Event]) -> Screen:
    from podium.registry import leaderboard

    screen = Screen()
    for one in found:
        screen.whole(f"event {one.id}: {line(one)}", "bold" if one.kind == "new_leader" else "")
    shown_here = {one.benchmark for one in found}
    if any(leaderboard.benchmark(connection, slug).card["research_use_only"] for slug in shown_here):
        screen.faint(RESEARCH_ONLY)
    return screen


def line(event: Event) -> str:
    """Return an event as a line: the day, the board, what happened, whose figure it is and where it was read."""
    board = "" if event.headline or event.board_title is None else f" ({event.board_title})"
    told = sentence(event)
    parts = [event.happened, f"{event.benchmark_name}{board}: {told}"]
    parts += [event.metric_name or "", event.standing or ""]
    source = event.source_url or ""
    # The reason of a correction ends in its source.
    parts.append(f"run {event.run}" if event.run else "" if told.endswith(f"({source})") else source)
    # Names and reasons are other people's text: whatever they hold, an event is one line.
    return output.clean(" · ".join(filter(None, parts)))


def event_json(event: Event) -> dict[str, Any]:
    """Return an event as JSON data: the fields of :class:`podium.registry.events.Event` and the words for it."""
    return event._asdict() | {"text": sentence(event)}
