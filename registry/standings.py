"""Where models stand: their figures on every board and their places, counted without ranking whole boards."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from podium.registry import leaderboard
from podium.registry.views import DECIMALS, BoardFacts, Row, shown

_FIGURES = """
SELECT r.id, r.benchmark, r.board, r.model, r.value, r.low, r.high, r.stderr, r.n, r.standing, r.setting,
       r.reported_by, r.reported_on, r.as_of, r.source_url, r.cited_url, r.provenance, r.note, r.run, u.checked,
       b.slug, b.title, b.metric, b.metric_name, b.protocol, b.headline, b.split, b.unit, b.higher_is_better,
       b.minimum, b.maximum,
       m.name, m.organisation, m.released, m.released_precision, m.parameters_b, m.context_tokens,
       m.input_price, m.output_price, m.price_as_of, m.licence, m.open_weights, m.multimodal, m.aliases,
       m.source_url AS model_source_url,
       k.name AS benchmark_name
FROM current_results AS r
JOIN models AS m ON m.slug = r.model
JOIN boards AS b ON b.benchmark = r.benchmark AND b.slug = r.board
JOIN benchmarks AS k ON k.slug = r.benchmark
LEFT JOIN runs AS u ON u.id = r.run
"""

# Counted from an index alone. Rows that were superseded count here as well, and all of a model with several.
_COUNTS = """
WITH asked (number, benchmark, board, least, most, up) AS MATERIALIZED (VALUES {asked})
SELECT number, (
    SELECT count(*) || ' ' || count(DISTINCT r.model)
           || ' ' || sum(CASE WHEN up THEN r.value > most ELSE r.value < least END)
           || ' ' || sum(r.value BETWEEN least AND most)
    FROM results AS r
    WHERE r.benchmark = asked.benchmark AND r.board = asked.board
) FROM asked
"""

# For boards on which a model has several rows: a row is superseded by rows of its own model and board alone, so that
# a lone row stands, and only among several is looked which one does.
_PLACES = """
WITH asked (number, benchmark, board, least, most, up) AS MATERIALIZED (VALUES {asked})
SELECT number, (
    SELECT count(*) || ' ' || count(*) || ' ' || sum(CASE WHEN up THEN stands > most ELSE stands < least END)
           || ' ' || sum(stands BETWEEN least AND most)
    FROM (
        SELECT CASE WHEN count(*) = 1 THEN r.value ELSE (
            SELECT c.value FROM current_results AS c
            WHERE c.benchmark = asked.benchmark AND c.board = asked.board AND c.model = r.model
            ORDER BY c.standing IN ('independent', 'reproduced') AND coalesce(
                (SELECT json_extract(u.checked, '$.ok') FROM runs AS u WHERE u.id = c.run), 1) DESC, c.id DESC
            LIMIT 1
        ) END AS stands
        FROM results AS r
        WHERE r.benchmark = asked.benchmark AND r.board = asked.board
        GROUP BY r.model
    ) WHERE stands IS NOT NULL
) FROM asked
"""

#: Most lines of six parameters in one statement; SQLite takes 32,766 parameters.
_LINES = 5_000


@dataclass(frozen=True)
class Figure:
    """The row with which a model stands on a board: its verified one, otherwise its newest.

    Args:
        row: The row. Its rank is 0: nothing was ranked.
        stderr: Its standard error, where that is what was published.
        board: The board.
        benchmark_name: Name of the benchmark.
        cards: Cards by benchmark, of each what :attr:`card` says.
        others: The model's other current rows on the board, such as those of other settings; also not ranked.
    """

    row: Row
    stderr: float | None
    board: BoardFacts
    benchmark_name: str
    cards: Mapping[str, Mapping[str, Any]]
    others: tuple[Row, ...] = ()

    @property
    def card(self) -> Mapping[str, Any]:
        """What sentences about a result need of the benchmark's card: ``sources`` and ``research_use_only``."""
        return self.cards[self.row.benchmark]


class _Cards(dict[str, Mapping[str, Any]]):
    """Parts of cards, each read where it is first looked at: cards are long."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, benchmark: str) -> Mapping[str, Any]:
        parts = self._connection.execute(
            "SELECT json_extract(card, '$.sources', '$.research_use_only') FROM benchmarks WHERE slug = ?", (benchmark,)
        ).fetchone()[0]
        sources, research_use_only = json.loads(parts)
        self[benchmark] = {"sources": sources or (), "research_use_only": bool(research_use_only)}
        return self[benchmark]


@dataclass(frozen=True)
class Placed:
    """A figure with its place.

    Args:
        figure: The figure as it was read, not ranked.
        rank: From 1; models whose scores read the same share it.
        size: Number of models on the board.
        alike: Number of models with the same shown score, this one among them.
    """

    figure: Figure
    rank: int
    size: int
    alike: int

    @cached_property
    def row(self) -> Row:
        """The row with its rank."""
        return replace(self.figure.row, rank=self.rank, tied=self.alike > 1)

    @property
    def model(self) -> str:
        """Slug of the model."""
        return self.figure.row.model.slug

    @property
    def behind(self) -> int:
        """Number of models with a worse shown score."""
        return self.size - self.rank + 1 - self.alike


def figures(connection: sqlite3.Connection, models: Sequence[str], benchmark: str | None = None) -> list[Figure]:
    """Return the figures of models on every board they are on, or on those of one benchmark.

    Headline boards come first, then by the names of benchmark and board.

    Args:
        connection: Registry.
        models: Slugs.
        benchmark: Slug.
    """
    where = f"WHERE r.model IN ({', '.join('?' * len(models))})" + (" AND r.benchmark = ?" if benchmark else "")
    found = connection.execute(f"{_FIGURES} {where}", (*models, *([benchmark] if benchmark else []))).fetchall()
    grouped: dict[tuple[str, str, str], list[sqlite3.Row]] = {}
    for row in found:
        grouped.setdefault((row["benchmark"], row["board"], row["model"]), []).append(row)
    cards = _Cards(connection)
    chosen = [_figure(rows, cards) for rows in grouped.values()]
    places = {model: place for place, model in enumerate(models)}
    return sorted(
        chosen,
        key=lambda one: (
            not one.board.headline, one.benchmark_name.lower(), one.row.benchmark, one.row.board,
            places[one.row.model.slug],
        ),
    )  # fmt: skip


def placed(connection: sqlite3.Connection, found: Sequence[Figure]) -> list[Placed]:
    """Return figures with their places, in the order given: as :func:`leaderboard.board` ranks the whole boards."""
    counts = _count(connection, _COUNTS, dict(enumerate(found)))
    several = {number: found[number] for number, (rows, models, _, _) in counts.items() if rows != models}
    counts |= _count(connection, _PLACES, several)
    return [
        Placed(figure, counts[number][2] + 1, counts[number][0], counts[number][3])
        for number, figure in enumerate(found)
    ]


def _count(
    connection: sqlite3.Connection, query: str, found: Mapping[int, Figure]
) -> dict[int, tuple[int, int, int, int]]:
    """Return for each figure the numbers of rows, of models, of better ones and of those that are shown like it."""
    counts: dict[int, tuple[int, int, int, int]] = {}
    waiting = list(found.items())
    while waiting:
        asked: list[object] = []
        for number, figure in waiting[:_LINES]:
            bounds = _reading_alike(figure.row.value)
            asked += (number, figure.row.benchmark, figure.row.board, *bounds, figure.board.higher_is_better)
        lines = ", ".join(["(?, ?, ?, ?, ?, ?)"] * len(waiting[:_LINES]))
        for number, text in connection.execute(query.format(asked=lines), asked):
            rows, models, better, alike = map(int, text.split())
            counts[number] = (rows, models, better, alike)
        waiting = waiting[_LINES:]
    return counts


def standings(connection: sqlite3.Connection, models: Sequence[str], benchmark: str | None = None) -> list[Placed]:
    """Return the places of models on every board they are on, or on those of one benchmark; as :func:`figures`."""
    return placed(connection, figures(connection, models, benchmark))


def _figure(rows: Sequence[sqlite3.Row], cards: _Cards) -> Figure:
    *others, row = sorted(rows, key=lambda row: (leaderboard.is_verified(row), row["id"]))
    return Figure(
        leaderboard.read_row(row, 0, False),
        row["stderr"],
        leaderboard.read_board(row),
        row["benchmark_name"],
        cards,
        tuple(leaderboard.read_row(other, 0, False) for other in reversed(others)),
    )


def _reading_alike(value: float) -> tuple[float, float]:
    """Return the least and the greatest number that is shown like a value.

    How halves are rounded differs between SQLite and Python; with these two SQLite only compares.
    """
    text = shown(value)
    middle, half = float(text), 0.5 * 10.0**-DECIMALS
    # Zero is shown with a sign where it was rounded up to.
    low = 0.0 if middle == 0 and text[0] != "-" else _last_alike(text, middle - half, math.inf)
    high = math.nextafter(0.0, -1.0) if middle == 0 and text[0] == "-" else _last_alike(text, middle + half, -math.inf)
    return low, high


def _last_alike(text: str, edge: float, inwards: float) -> float:
    """Return the last number before an edge that is shown as ``text``; the edge itself is rounded either way."""
    while shown(edge) != text:
        edge = math.nextafter(edge, inwards)
    while shown(further := math.nextafter(edge, -inwards)) == text:
        edge = further
    return edge
