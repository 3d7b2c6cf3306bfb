"""Telling what a change of the registry means: new benchmarks, leaders and results, as rows of :mod:`.events`.

Events are written in the transaction of the rows they tell of. When a benchmark's results are first loaded its record
history is told too, marked ``backfill``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple

from podium.registry import leaderboard, placing, progress, ranking
from podium.registry.dating import dated
from podium.registry.events import Kind
from podium.registry.views import VERIFIED, shown


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
