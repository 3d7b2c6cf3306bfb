"""Which results are new: of models released, reported, or imported and run here in a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from podium.registry import categories, placing
from podium.registry.views import Row

#: Results are counted up to here; a question about what is new is not one about half of the registry.
MOST_COUNTED = 500

_EVERYWHERE = """
WITH found(id, day) AS (
    SELECT * FROM (
        SELECT r.id, m.released FROM models AS m CROSS JOIN results AS r ON r.model = m.slug
        WHERE m.released >= :first AND m.released <= :last ORDER BY m.released DESC LIMIT :most)
    UNION ALL SELECT * FROM (
        SELECT id, reported_on FROM results
        WHERE reported_on >= :first AND reported_on <= :last ORDER BY reported_on DESC LIMIT :most)
    UNION ALL SELECT * FROM (
        SELECT id, substr(recorded_at, 1, 10) FROM results INDEXED BY results_by_origin
        WHERE origin IN ('import', 'run') AND substr(recorded_at, 1, 10) BETWEEN :first AND :last
        ORDER BY recorded_at DESC LIMIT :most)
)
SELECT f.id, max(f.day) AS day, r.benchmark, r.board, r.model
FROM found AS f JOIN current_results AS r ON r.id = f.id
GROUP BY f.id ORDER BY day DESC, f.id DESC
"""

_OF_BENCHMARK = """
SELECT id, day, benchmark, board, model FROM (
    SELECT r.id, r.benchmark, r.board, r.model, max(
        iif(m.released BETWEEN :first AND :last, m.released, ''),
        iif(r.reported_on BETWEEN :first AND :last, r.reported_on, ''),
        iif(r.origin IN ('import', 'run') AND substr(r.recorded_at, 1, 10) BETWEEN :first AND :last,
            substr(r.recorded_at, 1, 10), '')) AS day
    FROM current_results AS r JOIN models AS m ON m.slug = r.model WHERE r.benchmark = :benchmark)
WHERE day <> '' ORDER BY day DESC, id DESC
"""


@dataclass(frozen=True)
class Novelty:
    """A result that is new.

    Args:
        result: Row id.
        day: The latest of the days that make it so, as stored.
        benchmark: Slug.
        board: Slug.
        model: Slug.
    """

    result: int
    day: str
    benchmark: str
    board: str
    model: str


@dataclass(frozen=True)
class Recent:
    """Results that are new.

    Args:
        results: The newest first.
        more: Whether there are more than were counted.
    """

    results: tuple[Novelty, ...]
    more: bool


def recent(
    connection: sqlite3.Connection,
    first: str | None,
    last: str | None,
    *,
    benchmark: str | None = None,
    most: int = MOST_COUNTED,
) -> Recent:
    """Return the results that are new in a time.

    A result is new when its model was released, when it was reported, and, if it was imported or run here, when
    that was. When a plugin's results were first stored says when it was installed, and nothing about them.

    Args:
        connection: The registry.
        first: ISO day; None for all time before ``last``.
        last: ISO day, included; None for all time after ``first``.
        benchmark: Only results of this one.
        most: How many to return at most.
    """
    # A date that is known to the month or year counts as its first day, and sorts before it as text.
    start = (first or "").removesuffix("-01").removesuffix("-01")
    given = {"first": start, "last": last or "9999", "benchmark": benchmark, "most": most + 1}
    rows = connection.execute(_EVERYWHERE if benchmark is None else _OF_BENCHMARK, given).fetchall()
    return Recent(tuple(Novelty(*row) for row in rows[:most]), len(rows) > most)


@dataclass(frozen=True)
class NewRow:
    """A new result as its board shows it.

    Args:
        row: The result with its place.
        day: The day that makes it new, as stored.
        benchmark: Name of its benchmark.
        board: Title of its board.
        metric_name: The board's metric, as in a sentence.
        headline: Whether it is the headline board.
        higher_is_better: The board's direction.
        models: Number of models on the board.
    """

    row: Row
    day: str
    benchmark: str
    board: str
    metric_name: str
    headline: bool
    higher_is_better: bool
    models: int


def placed(connection: sqlite3.Connection, results: Iterable[Novelty]) -> list[NewRow]:
    """Return new results with their places, in the order given, without those that their boards do not show.

    Of a model's several results a board shows one; see :func:`podium.registry.leaderboard.board`.
    """
    wanted = list(results)
    addresses = json.dumps(list({f"{one.benchmark}/{one.board}" for one in wanted}))
    boards = {
        (row["benchmark"], row["slug"]): row
        for row in connection.execute(
            "SELECT b.*, k.name FROM boards AS b JOIN benchmarks AS k ON k.slug = b.benchmark"
            " WHERE b.benchmark IN (SELECT substr(value, 1, instr(value, '/') - 1) FROM json_each(?1))"
            " AND b.benchmark || '/' || b.slug IN (SELECT value FROM json_each(?1))",
            (addresses,),
        )
    }
    places = placing.places(
        connection, [(*address, bool(board["higher_is_better"])) for address, board in boards.items()]
    )
    shown = []
    for one in wanted:
        place = places[one.benchmark, one.board].of(one.model)
        if place is not None and place.result == one.result:
            shown.append((one, place))
    rows = categories.rows(connection, [place for _, place in shown])
    return [
        NewRow(
            row=row,
            day=one.day,
            benchmark=boards[one.benchmark, one.board]["name"],
            board=boards[one.benchmark, one.board]["title"],
            metric_name=boards[one.benchmark, one.board]["metric_name"],
            headline=bool(boards[one.benchmark, one.board]["headline"]),
            higher_is_better=bool(boards[one.benchmark, one.board]["higher_is_better"]),
            models=len(places[one.benchmark, one.board].models),
        )
        for (one, _), row in zip(shown, rows, strict=True)
    ]
