"""How many of all results are of a standing, counted without reading the results."""

from __future__ import annotations

import sqlite3

from podium.registry.views import VERIFIED

# Hardly any result is superseded: those are counted apart, so that the rest is a walk over an index.
_HELD = "SELECT count(*) FROM results WHERE value IS NOT NULL AND standing = ?"
_SUPERSEDED = (
    "SELECT count(*) FROM results AS later CROSS JOIN results AS r ON r.id = later.supersedes"
    " WHERE later.supersedes > 0 AND r.value IS NOT NULL AND r.standing = ?"
)
_REFUTED = (
    "SELECT count(*) FROM runs AS u CROSS JOIN current_results AS r ON r.origin = 'run' AND r.run = u.id"
    " WHERE u.checked IS NOT NULL AND json_extract(u.checked, '$.ok') = 0 AND r.standing = ?"
)


def of_standing(connection: sqlite3.Connection, standing: str) -> int:
    """Return the number of current results of a standing."""
    held, superseded = (connection.execute(query, (standing,)).fetchone()[0] for query in (_HELD, _SUPERSEDED))
    return int(held) - int(superseded)


def verified(connection: sqlite3.Connection) -> int:
    """Return the number of current results that count as verified."""
    refuted = sum(connection.execute(_REFUTED, (standing,)).fetchone()[0] for standing in VERIFIED)
    return sum(of_standing(connection, standing) for standing in VERIFIED) - int(refuted)
