"""How many of all results are of a standing, counted without reading the results."""

from __future__ import annotations

import sqlite3

from podium.registry.views import VERIFIED

# Few results are superseded: those are counted apart, so that the rest is a walk over an index, one standing at a
# time, since the planner reads the whole table for two.
_HELD = "SELECT count(*) FROM results WHERE value IS NOT NULL AND standing = ?"
_SUPERSEDED = (
    "SELECT count(*) FROM results AS later CROSS JOIN results AS r ON r.id = later.supersedes"
    " WHERE later.supersedes > 0 AND r.value IS NOT NULL AND r.standing IN ({marks})"
)
# Results of runs are few beside cited ones, which is nothing that the planner knows.
_REFUTED = (
    "SELECT count(*) FROM runs AS u CROSS JOIN results AS r INDEXED BY results_by_origin"
    " WHERE u.checked IS NOT NULL AND json_extract(u.checked, '$.ok') = 0 AND r.origin = 'run' AND r.run = u.id"
    " AND r.value IS NOT NULL AND r.standing IN ({marks})"
    " AND NOT EXISTS (SELECT 1 FROM results AS later WHERE later.supersedes = r.id)"
)


def of_standing(connection: sqlite3.Connection, *standings: str) -> int:
    """Return the number of current results of one of these standings."""
    held = sum(_count(connection, _HELD, (standing,)) for standing in standings)
    return held - _count(connection, _SUPERSEDED, standings)


def verified(connection: sqlite3.Connection) -> int:
    """Return the number of current results that count as verified."""
    return of_standing(connection, *VERIFIED) - _count(connection, _REFUTED, VERIFIED)


def _count(connection: sqlite3.Connection, query: str, standings: tuple[str, ...]) -> int:
    marks = ", ".join("?" * len(standings))
    return int(connection.execute(query.format(marks=marks), standings).fetchone()[0])
