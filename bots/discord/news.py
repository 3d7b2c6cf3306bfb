"""What channels are told of, read from the registry: an event with what belongs to it, or a digest of many."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from podium.bots.discord import limits
from podium.bots.discord.watching import Watch
from podium.bots.faq.replies.wording import source_credit
from podium.registry import categories, events, formats, leaderboard, ranking
from podium.registry.events import KINDS, Event, Kind
from podium.registry.views import BoardView, Row

#: Events that are still told one by one.
FEW = 40
#: Benchmarks that a digest names.
NAMED = 12
#: Results of a benchmark that a digest names; of more it says how many.
_RESULTS = 2


@dataclass(frozen=True)
class Placed:
    """A result as it stands now.

    Args:
        row: On its board.
        models: How many the board ranks.
        credit: Whom to credit for it.
    """

    row: Row
    models: int
    credit: str


@dataclass(frozen=True)
class Story:
    """What happened on one benchmark.

    Args:
        benchmark: Slug.
        name: Name of the benchmark.
        card: Of the benchmark.
        events: In the order in which they happened; a result that makes a leader is not among them as a result.
        placed: Results that are current, by their ids.
        ties: What must be said of those who cannot be told from the leader now, by board.
        first: Who leads the main board of a benchmark that is new here.
        boards: How many of its boards rank anything.
    """

    benchmark: str
    name: str
    card: Mapping[str, Any]
    events: tuple[Event, ...]
    placed: Mapping[int, Placed] = field(default_factory=dict)
    ties: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first: Placed | None = None
    boards: int = 1

    @property
    def leader(self) -> Event | None:
        """The new leader to tell of first: that of the main board, otherwise the last."""
        leaders = (one for one in self.events if one.kind == "new_leader")
        return max(leaders, key=lambda one: (one.headline, one.id), default=None)


@dataclass(frozen=True)
class Digested:
    """A benchmark in a digest.

    Args:
        slug: Of the benchmark.
        name: Its name.
        counts: Number of events by kind.
        leaders: The last new leader of each of its boards.
        results: The new results that made no leader, where these are few.
    """

    slug: str
    name: str
    counts: Mapping[Kind, int]
    leaders: tuple[Event, ...]
    results: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Digest:
    """What happened on several benchmarks, or very often.

    Args:
        benchmarks: Those with new leaders first, at most :data:`NAMED`.
        number: How many benchmarks there are.
        counts: Number of events by kind, over all of them.
        research_only: Whether scores of a benchmark that is named are for research only.
    """

    benchmarks: tuple[Digested, ...]
    number: int
    counts: Mapping[Kind, int]
    research_only: bool


News = Story | Digest


def starts(connection: sqlite3.Connection, watches: Iterable[Watch]) -> dict[str, int]:
    """Return the benchmarks that are watched, each with the event after which they are."""
    watches = tuple(watches)
    slugs = [row["slug"] for row in connection.execute("SELECT slug FROM benchmarks")]
    shared = categories.of_categories(connection, {one.name for one in watches if one.kind == "category"})
    found: dict[str, int] = {}
    for one in watches:
        for slug in slugs:
            if (
                one.kind == "all"
                or (one.kind == "benchmark" and one.name == slug)
                or (one.kind == "category" and one.name in shared.get(slug, ()))
            ):
                found[slug] = min(one.last_event, found.get(slug, one.last_event))
    return found


def turns(connection: sqlite3.Connection, watches: Iterable[Watch], until: int) -> list[int] | None:
    """Return where a story ends and the next begins: events on one benchmark in a row are one story.

    Args:
        connection: The registry, open for reading.
        watches: Of one channel.
        until: Id of the last event to look at.

    Returns:
        The id of the last event of each story, None where there is more than can be told as stories.
    """
    after = starts(connection, watches)
    tally = _tally(connection, after, until)
    if sum(counts.total() for counts in tally.values()) > FEW:
        return None
    found = _events(connection, after, tally, until)
    ends = [one.id for one, later in pairwise(found) if one.benchmark != later.benchmark]
    return [*ends, *(one.id for one in found[-1:])]


def news(connection: sqlite3.Connection, watches: Iterable[Watch], until: int) -> News | None:
    """Return what happened up to an event of what watches ask for; None where that is nothing."""
    after = starts(connection, watches)
    tally = _tally(connection, after, until)
    if not tally:
        return None
    if len(tally) == 1 and sum(counts.total() for counts in tally.values()) <= FEW:
        return story(connection, _events(connection, after, tally, until))
    return _digest(connection, after, tally, until)


def _tally(connection: sqlite3.Connection, after: Mapping[str, int], until: int) -> dict[str, Counter[Kind]]:
    """Return how many events of each kind there are, of the benchmarks that have any."""
    found: dict[str, Counter[Kind]] = {}
    for last in set(after.values()):
        for (slug, kind), number in events.tally(connection, last, until).items():
            if after.get(slug) == last:
                found.setdefault(slug, Counter())[kind] += number
    return found


def _events(connection: sqlite3.Connection, after: Mapping[str, int], slugs: Iterable[str], until: int) -> list[Event]:
    found = [
        one for slug in slugs for one in events.after(connection, after[slug], benchmark=slug, kinds=KINDS, until=until)
    ]
    return sorted(found, key=lambda one: one.id)


def story(connection: sqlite3.Connection, found: Sequence[Event]) -> Story:
    """Return events on one benchmark, in the order in which they happened, with what is told beside them."""
    told = tuple(_with_leaders_before(connection, one) for one in _without_leading(found))
    benchmark = leaderboard.benchmark(connection, found[0].benchmark)
    placed: dict[int, Placed] = {}
    ties: dict[str, Sequence[str]] = {}
    first, ranked = None, 0
    for board in ranking.boards(connection, benchmark):
        ranked += bool(board.rows)
        here = [one for one in told if one.board == board.board.slug]
        wanted = {one.result for one in here}
        rows = board.rows.only([entry for entry in board.rows.entries if entry.id in wanted]) if wanted else ()
        placed |= {row.id: _placed(row, board, benchmark.card) for row in rows}
        leaders = {row.model.slug for row in board.leaders} if wanted else set()
        if any(one.kind == "new_leader" and one.model in leaders for one in here):
            ties[board.board.slug] = formats.ties(board)
        if board.board.headline and any(one.kind == "new_benchmark" for one in told) and board.rows:
            first = _placed(board.rows[0], board, benchmark.card)
    return Story(benchmark.slug, benchmark.name, benchmark.card, told, placed, ties, first, ranked)


def _without_leading(found: Sequence[Event]) -> list[Event]:
    """Return events without the new results that made a leader: those are told as the leader."""
    leading = {one.result for one in found if one.kind == "new_leader"}
    return [one for one in found if one.kind != "new_result" or one.result not in leading]


def _with_leaders_before(connection: sqlite3.Connection, event: Event) -> Event:
    """Return the event of a new leader with all who led before it, where several had the same figure."""
    # Of a history all rows are there, also those that came after it.
    if event.kind != "new_leader" or event.previous_value is None or event.backfill:
        return event
    names = [
        row["name"]
        for row in connection.execute(
            "SELECT DISTINCT m.name FROM current_results AS r JOIN models AS m ON m.slug = r.model"
            " WHERE r.benchmark = ? AND r.board = ? AND r.value = ? AND r.id < ? AND r.model NOT IN (?, ?)"
            " ORDER BY r.id",
            (
                event.benchmark, event.board, event.previous_value, event.result, event.model, event.previous_model
            ),
        )
    ]  # fmt: skip
    if not names:
        return event
    others = names[0] if len(names) == 1 else f"{len(names)} others"
    return event._replace(previous_name=f"{limits.plain(event.previous_name or '', 60)} and {limits.plain(others, 60)}")


def _placed(row: Row, board: BoardView, card: Mapping[str, Any]) -> Placed:
    return Placed(row, len(board.rows), source_credit(row, card))


def _few_results(connection: sqlite3.Connection, last: int, slug: str, until: int) -> tuple[Event, ...]:
    """Return the new results of a benchmark that made no leader, or none where there are many events."""
    found = events.after(connection, last, benchmark=slug, kinds=KINDS, until=until, limit=2 * FEW)
    results = [one for one in _without_leading(found) if one.kind == "new_result"]
    return tuple(results) if len(results) <= _RESULTS and len(found) < 2 * FEW else ()


def _digest(
    connection: sqlite3.Connection, after: Mapping[str, int], tally: Mapping[str, Counter[Kind]], until: int
) -> Digest:
    def weight(slug: str) -> tuple[bool, bool, int, str]:
        counts = tally[slug]
        return not counts["new_leader"], not counts["new_benchmark"], -counts.total(), slug

    slugs = sorted(tally, key=weight)[:NAMED]
    names = dict(connection.execute("SELECT slug, name FROM benchmarks").fetchall())
    named = []
    for slug in slugs:
        last: dict[str | None, Event] = {}
        if tally[slug]["new_leader"]:
            found = events.after(connection, after[slug], benchmark=slug, kinds=("new_leader",), until=until)
            last = {one.board: one for one in found}
        leaders = sorted(last.values(), key=lambda one: (not one.headline, -one.id))
        told = tuple(_with_leaders_before(connection, one) for one in leaders)
        named.append(Digested(slug, names[slug], tally[slug], told, _few_results(connection, after[slug], slug, until)))
    counts: Counter[Kind] = Counter()
    for one in tally.values():
        counts.update(one)
    research = any(card["research_use_only"] for card in categories.citations(connection, slugs).values())
    return Digest(tuple(named), len(tally), counts, research)
