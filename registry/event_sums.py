"""New results summed up by board and day, so that an import of thousands is one thing to tell and not thousands."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Sum(NamedTuple):
    """New results of one board on one day, without those that replaced others.

    Args:
        benchmark: Slug.
        benchmark_name: As written in a sentence.
        board: Slug.
        board_title: Its heading.
        headline: Whether it is the board that a plain question means.
        metric_name: What it ranks by.
        day: ISO day on which they were written here.
        number: How many there are.
        last: When the last of them was written, UTC.
    """

    benchmark: str
    benchmark_name: str
    board: str
    board_title: str
    headline: bool
    metric_name: str
    day: str
    number: int
    last: str


# The day has a name of its own: events have a column "day", the day of the record, by which it would be grouped.
_SUMS = """
SELECT e.benchmark, k.name, e.board, b.title, b.headline, b.metric_name, substr(e.recorded_at, 1, 10) AS written,
       count(*), max(e.recorded_at) AS last
FROM events AS e JOIN results AS r ON r.id = e.result
JOIN benchmarks AS k ON k.slug = e.benchmark JOIN boards AS b ON b.benchmark = e.benchmark AND b.slug = e.board
WHERE e.kind = 'new_result' AND r.supersedes IS NULL
GROUP BY e.benchmark, e.board, written ORDER BY last DESC, e.benchmark, e.board LIMIT ?
"""


def new_results(connection: sqlite3.Connection, most: int) -> list[Sum]:
    """Return new results by board and day, the newest first."""
    cursor = connection.cursor()
    cursor.row_factory = None
    found = map(Sum._make, cursor.execute(_SUMS, (most,)))
    return [one._replace(headline=bool(one.headline)) for one in found]


def replaced(connection: sqlite3.Connection, most: int) -> list[int]:
    """Return the ids of the newest events of results that replaced others, as corrections do."""
    found = connection.execute(
        "SELECT e.id FROM events AS e JOIN results AS r ON r.id = e.result"
        " WHERE e.kind = 'new_result' AND r.supersedes IS NOT NULL ORDER BY e.id DESC LIMIT ?",
        (most,),
    )
    return [row[0] for row in found]
