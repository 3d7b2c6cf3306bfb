"""How many of all results are of a standing, from the counts that are kept for every board."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from podium.registry.result_rows import STANDINGS
from podium.registry.views import VERIFIED

# Results of runs are few beside cited ones, which is nothing that the planner knows.
_REFUTED = f"""
SELECT count(*) FROM runs AS u CROSS JOIN results AS r INDEXED BY results_by_origin
WHERE u.checked IS NOT NULL AND json_extract(u.checked, '$.ok') = 0 AND r.origin = 'run' AND r.run = u.id
AND r.value IS NOT NULL AND r.standing IN {VERIFIED}
AND NOT EXISTS (SELECT 1 FROM results AS later WHERE later.supersedes = r.id)
"""


def of_standing(connection: sqlite3.Connection, *standings: str) -> int:
    """Return the number of current results of one of these standings."""
    # The columns are named like the standings.
    columns = " + ".join(standing.replace("-", "_") for standing in standings)
    return int(connection.execute(f"SELECT coalesce(sum({columns}), 0) FROM board_sizes").fetchone()[0])


def verified(connection: sqlite3.Connection) -> int:
    """Return the number of current results that count as verified."""
    return of_standing(connection, *VERIFIED) - int(connection.execute(_REFUTED).fetchone()[0])


class Tally(NamedTuple):
    """How many current results a model has on a benchmark.

    Args:
        model: Slug.
        benchmark: Slug.
        results: Number of results, over all boards of the benchmark.
        verified: How many of these are verified.
    """

    model: str
    benchmark: str
    results: int
    verified: int


def of_models(connection: sqlite3.Connection) -> list[Tally]:
    """Return the number of current results of every model on every benchmark where it has some."""
    cursor = connection.cursor()
    cursor.row_factory = None
    found = cursor.execute(
        "SELECT r.model, r.benchmark, count(*),"
        f" sum(r.standing IN {VERIFIED} AND coalesce(json_extract(u.checked, '$.ok'), 1) <> 0)"
        " FROM current_results AS r LEFT JOIN runs AS u ON u.id = r.run GROUP BY r.model, r.benchmark"
    )
    return list(map(Tally._make, found))


@dataclass(frozen=True)
class Counts:
    """How much there is in the registry.

    Args:
        benchmarks: Benchmarks.
        models: Models of the catalogue.
        organisations: Different makers of them.
        open_models: Models known to have open weights.
        openness_unknown: Models of which that is not recorded.
        results: Results that stand: neither replaced nor withdrawn.
        verified: How many of these are independent or reproduced.
        boards: Boards of all benchmarks.
    """

    benchmarks: int
    models: int
    organisations: int
    open_models: int
    openness_unknown: int
    results: int
    verified: int
    boards: int


def counts(connection: sqlite3.Connection) -> Counts:
    """Return how much there is in the registry."""
    catalogue = connection.execute(
        "SELECT count(*), count(DISTINCT organisation), sum(open_weights = 1), sum(open_weights IS NULL) FROM models"
    ).fetchone()
    benchmarks = connection.execute("SELECT count(*) FROM benchmarks").fetchone()[0]
    boards = connection.execute("SELECT count(*) FROM boards").fetchone()[0]
    results = of_standing(connection, *STANDINGS)
    models, organisations, opened, unknown = (number or 0 for number in catalogue)
    return Counts(benchmarks, models, organisations, opened, unknown, results, verified(connection), boards)
