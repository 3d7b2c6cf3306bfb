"""What happened in the registry, as rows that any front end can follow: new benchmarks, leaders and results.

Events are written in the transaction of the rows they tell of, by :func:`telling`. A follower keeps the id of the last
event it has seen and asks for those :func:`after` it; a page or a list asks for the :func:`latest`. When a benchmark's
results are first loaded its record history is told too, marked ``backfill``, so that a feed has a past; who alerts
people leaves those out.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from podium.registry import categories, leaderboard, placing, progress, ranking
from podium.registry.dating import dated
from podium.registry.views import VERIFIED, shown

Kind = Literal["new_benchmark", "new_leader", "new_result"]
KINDS: tuple[Kind, ...] = ("new_benchmark", "new_leader", "new_result")


class Event(NamedTuple):
    """Something that happened, with what a sentence about it needs.

    Args:
        id: Rises with time; a follower remembers the last one it saw.
        kind: One of :data:`KINDS`.
        benchmark: Slug.
        benchmark_name: As written in a sentence.
        modality: What models are shown there.
        board: Slug, or None for a new benchmark.
        board_title: Its heading.
        headline: Whether it is the board that a plain question means.
        metric_name: What the board ranks by.
        higher_is_better: Its direction.
        model: Slug of the new leader, or of the result's model.
        model_name: As written in a sentence.
        organisation: Who made it.
        result: Row id of its result.
        value: The score.
        standing: Whose figure it is.
        source_url: Where it was read.
        run: The stored run it comes from, if any.
        reason: Why the result replaced another, if it did.
        replaced: The score it replaced.
        previous: Row id of the result that led before; None where the board was empty.
        previous_model: Its model's slug.
        previous_name: Its model's name.
        previous_value: Its score.
        day: ISO day that the result counts from, as far as it is known: ``2025-05-20``, ``2025-05`` or ``2025``.
        recorded_at: When it was written here, UTC.
        happened: The day to show: that of the record for a history that was loaded later, else that of the writing.
        backfill: Whether it was told after the event, when a benchmark's results were first loaded.
        ended: Why the result that led before no longer stands, if it does not.
    """

    id: int
    kind: Kind
    benchmark: str
    benchmark_name: str
    modality: str
    board: str | None
    board_title: str | None
    headline: bool
    metric_name: str | None
    higher_is_better: bool
    model: str | None
    model_name: str | None
    organisation: str | None
    result: int | None
    value: float | None
    standing: str | None
    source_url: str | None
    run: str | None
    reason: str | None
    replaced: float | None
    previous: int | None
    previous_model: str | None
    previous_name: str | None
    previous_value: float | None
    day: str | None
    recorded_at: str
    happened: str
    backfill: bool
    ended: str | None = None


_FLAGS = tuple(map(Event._fields.index, ("headline", "higher_is_better", "backfill")))

# As in the index that the migration makes.
_HAPPENED = "CASE WHEN e.backfill THEN e.day ELSE substr(e.recorded_at, 1, 10) END"

# In the order of an event's fields. Which events are meant is found first, from ids and an index, so that of the
# 20,000 events of a large category only those that are asked for are read whole.
_EVENTS = f"""
SELECT e.id, e.kind, e.benchmark, k.name AS benchmark_name, k.modality, e.board, b.title AS board_title, b.headline,
       b.metric_name, b.higher_is_better, e.model, m.name AS model_name, m.organisation, e.result, r.value,
       r.standing, r.source_url, r.run, r.reason, o.value AS replaced, e.previous, p.model AS previous_model,
       pm.name AS previous_name, p.value AS previous_value, e.day, e.recorded_at,
       {_HAPPENED} AS happened, e.backfill,
       coalesce((SELECT w.reason FROM results AS w WHERE w.supersedes = p.id ORDER BY w.id LIMIT 1),
           CASE WHEN json_extract(u.checked, '$.ok') = 0 THEN 'run ' || u.id || ' does not verify' END) AS ended
FROM (SELECT e.id FROM events AS e {{where}} ORDER BY {{order}} LIMIT ?) AS meant
CROSS JOIN events AS e ON e.id = meant.id
CROSS JOIN benchmarks AS k ON k.slug = e.benchmark
LEFT JOIN boards AS b ON b.benchmark = e.benchmark AND b.slug = e.board
LEFT JOIN models AS m ON m.slug = e.model
LEFT JOIN results AS r ON r.id = e.result
LEFT JOIN results AS o ON o.id = r.supersedes
LEFT JOIN results AS p ON p.id = e.previous
LEFT JOIN models AS pm ON pm.slug = p.model
LEFT JOIN runs AS u ON u.id = p.run
ORDER BY {{order}}
"""


def after(
    connection: sqlite3.Connection,
    last: int,
    *,
    benchmark: str | None = None,
    category: str | None = None,
    kinds: Sequence[Kind] | None = None,
    backfill: bool = False,
    limit: int | None = None,
    until: int | None = None,
) -> list[Event]:
    """Return the events that came after one, in the order in which they were written.

    Args:
        connection: The registry, open for reading.
        last: Id of the last event seen; 0 for all.
        benchmark: Slug; only events of it.
        category: Only events of benchmarks of this category.
        kinds: Only events of these kinds; all where left out.
        backfill: Whether to have the history of benchmarks that were loaded later.
        limit: Most events to return, the earliest ones.
        until: Id of the last event to return; all that there are where left out.
    """
    wanted, values = _wanted(connection, benchmark, category, kinds)
    if until is not None:
        wanted, values = [*wanted, "e.id <= ?"], [*values, until]
    # Histories have no new results, whose kind the index knows: their rows need not be looked at for it.
    wanted = ["e.id > ?", *wanted, *([] if backfill else ["(e.kind = 'new_result' OR e.backfill = 0)"])]
    return _read(connection, wanted, [last, *values], "e.id", limit)


def latest(
    connection: sqlite3.Connection,
    limit: int | None = None,
    *,
    benchmark: str | None = None,
    category: str | None = None,
    kinds: Sequence[Kind] | None = None,
    since: str | None = None,
) -> list[Event]:
    """Return what happened last, the newest first, histories that were loaded later in their place in time.

    Args:
        connection: The registry, open for reading.
        limit: Most events to return; all where left out.
        benchmark: Slug; only events of it.
        category: Only events of benchmarks of this category.
        kinds: Only events of these kinds; all where left out.
        since: First ISO day; a day that is known to the month or year counts as its first.
    """
    wanted, values = _wanted(connection, benchmark, category, kinds)
    if since is not None:
        wanted, values = [*wanted, f"{_HAPPENED} >= ?"], [*values, since]
    return _read(connection, wanted, values, f"{_HAPPENED} DESC, e.id DESC", limit)


def count(
    connection: sqlite3.Connection,
    *,
    last: int = 0,
    benchmark: str | None = None,
    category: str | None = None,
    kinds: Sequence[Kind] | None = None,
    since: str | None = None,
) -> int:
    """Return how many events :func:`latest`, or :func:`after` with histories, has to give."""
    wanted, values = _wanted(connection, benchmark, category, kinds)
    wanted, values = ["e.id > ?", *wanted], [last, *values]
    if since is not None:
        wanted, values = [*wanted, f"{_HAPPENED} >= ?"], [*values, since]
    counted = connection.execute(f"SELECT count(*) FROM events AS e WHERE {' AND '.join(wanted)}", tuple(values))
    return int(counted.fetchone()[0])


def tally(connection: sqlite3.Connection, last: int, until: int) -> dict[tuple[str, Kind], int]:
    """Return how many events of each benchmark and kind came after one, up to another; histories are left out.

    A new result that made a leader counts as the leader alone.
    """
    counted = connection.execute(
        "WITH meant AS (SELECT benchmark, kind, result FROM events WHERE id > ?1 AND id <= ?2 AND backfill = 0)"
        " SELECT benchmark, kind, count(*) AS number FROM meant WHERE kind <> 'new_result'"
        " OR result NOT IN (SELECT result FROM meant WHERE kind = 'new_leader' AND result IS NOT NULL)"
        " GROUP BY benchmark, kind",
        (last, until),
    )
    return {(row["benchmark"], row["kind"]): row["number"] for row in counted if row["kind"] in KINDS}


def last_id(connection: sqlite3.Connection) -> int:
    """Return the id of the newest event, 0 where there is none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()[0])


def _wanted(
    connection: sqlite3.Connection, benchmark: str | None, category: str | None, kinds: Sequence[Kind] | None
) -> tuple[list[str], list[str | int]]:
    wanted: list[str] = []
    values: list[str | int] = []
    if benchmark is not None:
        wanted, values = [*wanted, "e.benchmark = ?"], [*values, benchmark]
    if category is not None:
        members = json.dumps(categories.members_of(connection, category))
        wanted, values = [*wanted, "e.benchmark IN (SELECT value FROM json_each(?))"], [*values, members]
    if kinds is not None:
        wanted, values = [*wanted, f"e.kind IN ({', '.join('?' * len(kinds))})"], [*values, *kinds]
    return wanted, values


def _read(
    connection: sqlite3.Connection,
    wanted: Sequence[str],
    values: Sequence[str | int],
    order: str,
    limit: int | None,
) -> list[Event]:
    query = _EVENTS.format(where=f"WHERE {' AND '.join(wanted)}" if wanted else "", order=order)
    cursor = connection.cursor()
    cursor.row_factory = None
    return [_event(row) for row in cursor.execute(query, (*values, -1 if limit is None else limit))]


def _event(row: Sequence[Any]) -> Event:
    values = list(row)
    for flag in _FLAGS:
        values[flag] = bool(values[flag])
    return Event._make(values)


class _New(NamedTuple):
    """An event to be written."""

    kind: Kind
    benchmark: str
    board: str | None
    model: str | None
    result: int | None
    previous: int | None
    day: str | None
    recorded_at: str
    backfill: int = 0


class _Added(NamedTuple):
    """A result that was appended: without a value it withdraws another."""

    id: int
    benchmark: str
    board: str
    model: str
    value: float | None
    recorded_at: str
    reported_on: str | None
    released: str | None

    def day(self, published: str | None) -> str | None:
        """Return the day it counts from, as far as it is known."""
        found = dated(self.reported_on, self.released, None, published)
        return found.known if found is not None else None


_ADDED = """
SELECT r.id, r.benchmark, r.board, r.model, r.value, r.recorded_at, r.reported_on,
       substr(m.released, 1, CASE m.released_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END)
FROM results AS r JOIN models AS m ON m.slug = r.model WHERE r.id > ? ORDER BY r.id
"""

# What was current when this result was the newest.
_HELD = f"""
SELECT r.id, r.model, r.value,
       r.standing IN {VERIFIED} AND coalesce(
           (SELECT json_extract(u.checked, '$.ok') FROM runs AS u WHERE u.id = r.run), 1)
FROM results AS r
WHERE r.benchmark = ?1 AND r.board = ?2 AND r.id <= ?3 AND r.value IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM results AS later WHERE later.supersedes = r.id AND later.id <= ?3)
"""


@contextmanager
def telling(connection: sqlite3.Connection, *, cards: bool = False) -> Iterator[None]:
    """Tell what the results that are appended inside mean; must stand inside the transaction that appends them.

    Every result that has a value is a new result. A board whose leaders are all others than before has a new leader:
    a tie is none, nor is a leader that betters itself. Several results that are written together make one new leader.

    Args:
        connection: Open for writing.
        cards: Whether benchmarks and boards may be added too. Of those that are, the record history is told instead.
    """
    last = int(connection.execute("SELECT coalesce(max(id), 0) FROM results").fetchone()[0])
    known = _boards(connection) if cards else {}
    yield
    told: list[_New] = []
    loaded = set[tuple[str, str]]()
    if cards:
        fresh = _untold(connection)
        told += [_benchmark(connection, slug, any(slug == one for one, _ in known)) for slug in fresh]
        loaded = {at for at in _boards(connection) if at[0] in fresh or at not in known}
        told += _histories(connection, loaded)
    cursor = connection.cursor()
    cursor.row_factory = None
    added = map(_Added._make, cursor.execute(_ADDED, (last,)))
    by_board: dict[tuple[str, str], list[_Added]] = {}
    for one in added:
        if (one.benchmark, one.board) not in loaded:
            by_board.setdefault((one.benchmark, one.board), []).append(one)
    for at, results in by_board.items():
        told += _of_board(connection, at, results, last)
    _write(connection, told)
    placing.keep(connection)


@contextmanager
def telling_of_run(connection: sqlite3.Connection, run: str) -> Iterator[None]:
    """Tell of new leaders that keeping whether a run verifies makes; must stand inside the transaction that keeps it.

    A run that does not verify gives way to another result of its model, where there is one; no result is new.
    """
    found = connection.execute("SELECT DISTINCT benchmark, board FROM results WHERE origin = 'run' AND run = ?", (run,))
    boards = [(row["benchmark"], row["board"]) for row in found.fetchall()]
    before = {at: _leaders(connection, at, _higher(connection, at)) for at in boards}
    yield
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    told = [
        _leads(connection, at, before[at], now, {}, moment)
        for at in boards
        if (now := _leaders(connection, at, _higher(connection, at))) and not set(now) & set(before[at])
    ]
    _write(connection, told)
    placing.keep(connection)


def _write(connection: sqlite3.Connection, told: Sequence[_New]) -> None:
    connection.executemany(
        "INSERT INTO events (kind, benchmark, board, model, result, previous, day, recorded_at, backfill)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        told,
    )


def _boards(connection: sqlite3.Connection) -> dict[tuple[str, str], None]:
    found = connection.execute("SELECT benchmark, slug FROM boards ORDER BY benchmark, position")
    return {(row["benchmark"], row["slug"]): None for row in found}


def _untold(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "SELECT slug FROM benchmarks AS k WHERE NOT EXISTS"
        " (SELECT 1 FROM events WHERE benchmark = k.slug AND kind = 'new_benchmark') ORDER BY slug"
    )
    return [row["slug"] for row in found]


def _benchmark(connection: sqlite3.Connection, slug: str, known: bool) -> _New:
    """Return the event of a benchmark; one that is older than events is told of as of when it came."""
    row = connection.execute(
        "SELECT coalesce((SELECT min(recorded_at) FROM results WHERE benchmark = ?1 AND ?2), synced_at) AS came"
        " FROM benchmarks WHERE slug = ?1",
        (slug, known),
    ).fetchone()
    return _New("new_benchmark", slug, None, None, None, None, row["came"][:10], row["came"], int(known))


def _histories(connection: sqlite3.Connection, loaded: set[tuple[str, str]]) -> Iterator[_New]:
    """Yield who held the records of these boards, each board's in the order of time."""
    for slug in sorted({benchmark for benchmark, _ in loaded}):
        for board in ranking.boards(connection, leaderboard.benchmark(connection, slug)):
            if (slug, board.board.slug) not in loaded:
                continue
            previous = None
            for record in progress.records(progress.timeline(board)):
                first = record.holders[0]
                told = connection.execute("SELECT recorded_at FROM results WHERE id = ?", (first.entry.id,)).fetchone()
                place = (slug, board.board.slug, first.entry.model, first.entry.id, previous)
                yield _New("new_leader", *place, first.known, told["recorded_at"], 1)
                previous = first.entry.id


def _of_board(
    connection: sqlite3.Connection, at: tuple[str, str], results: Sequence[_Added], last: int
) -> Iterator[_New]:
    """Yield the new results of a board, and its new leader if it has one."""
    higher, published = _higher(connection, at), _published(connection, at[0])
    days = {one.id: one.day(published) for one in results}
    for one in results:
        if one.value is not None:
            yield _New("new_result", *at, one.model, one.id, None, days[one.id], one.recorded_at)
    before, now = _leaders_before(connection, at, last, higher), _leaders(connection, at, higher)
    if not now or set(now) & set(before):
        return
    yield _leads(connection, at, before, now, days, results[-1].recorded_at)


def _leads(
    connection: sqlite3.Connection,
    at: tuple[str, str],
    before: Mapping[str, int],
    now: Mapping[str, int],
    days: Mapping[int, str | None],
    moment: str,
) -> _New:
    """Return the event of a new leader: of several the one whose result is the oldest."""
    model, result = min(now.items(), key=lambda leader: leader[1])
    previous = min(before.values()) if before else None
    day = days[result] if result in days else _day(connection, at[0], result)
    return _New("new_leader", *at, model, result, previous, day, moment)


def _higher(connection: sqlite3.Connection, at: tuple[str, str]) -> bool:
    found = connection.execute("SELECT higher_is_better FROM boards WHERE benchmark = ? AND slug = ?", at)
    return bool(found.fetchone()[0])


def _published(connection: sqlite3.Connection, benchmark: str) -> str | None:
    return leaderboard.publications(connection, [benchmark])[benchmark]


def _leaders_before(connection: sqlite3.Connection, at: tuple[str, str], last: int, higher: bool) -> dict[str, int]:
    """Return who led when this result was the newest, by model: whoever reads like the best."""
    cursor = connection.cursor()
    cursor.row_factory = None
    placing: dict[str, tuple[bool, int, float]] = {}
    for one, model, value, verified in cursor.execute(_HELD, (*at, last)):
        placing[model] = max(placing.get(model, (False, 0, value)), (bool(verified), one, value))
    if not placing:
        return {}
    values = [value for _, _, value in placing.values()]
    best = shown(max(values) if higher else min(values))
    return {model: one for model, (_, one, value) in placing.items() if shown(value) == best}


def _leaders(connection: sqlite3.Connection, at: tuple[str, str], higher: bool) -> dict[str, int]:
    """Return who leads, by model; only the best results are read."""
    order = "DESC" if higher else "ASC"
    found: dict[str, int] = {}
    best = None
    for row in connection.execute(
        f"SELECT value, model, id FROM placing_results WHERE benchmark = ? AND board = ? ORDER BY value {order}", at
    ):
        best = best or shown(row["value"])
        if shown(row["value"]) != best:
            break
        found[row["model"]] = row["id"]
    return found


def _day(connection: sqlite3.Connection, benchmark: str, result: int) -> str | None:
    """Return the day from which a result counts that was there before."""
    cursor = connection.cursor()
    cursor.row_factory = None
    one = _Added._make(cursor.execute(_ADDED.replace("r.id > ?", "r.id = ?"), (result,)).fetchone())
    return one.day(_published(connection, benchmark))
