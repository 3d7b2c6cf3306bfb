"""What happened in the registry, as rows that any front end can follow: new benchmarks, leaders and results.

Events are written in the transaction of the rows they tell of, by :mod:`podium.registry.telling`. A follower keeps the
id of the last event it has seen and asks for those :func:`after` it; a page or a list asks for the :func:`latest`. When
a benchmark's results are first loaded its record history is told too, marked ``backfill``, so that a feed has a past;
who alerts people leaves those out.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from podium.registry import categories

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
