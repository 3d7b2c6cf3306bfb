"""Where models stand: their figures on every board and their places, counted without ranking whole boards."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from podium.registry import leaderboard
from podium.registry.errors import NotFound
from podium.registry.views import DECIMALS, BoardFacts, ModelView, Row, shown

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

# Counted from two indices alone: all results that read better or alike, less those that place no model.
_COUNTS = """
WITH asked (number, benchmark, board, least, most, up) AS MATERIALIZED (VALUES {asked})
SELECT number,
    (SELECT s.models FROM board_sizes AS s WHERE s.benchmark = asked.benchmark AND s.board = asked.board),
    CASE WHEN up THEN
        (SELECT count(*) FROM results AS r
         WHERE r.benchmark = asked.benchmark AND r.board = asked.board AND r.value > most)
        - (SELECT count(*) FROM passed_over AS p
           WHERE p.benchmark = asked.benchmark AND p.board = asked.board AND p.value > most)
    ELSE
        (SELECT count(*) FROM results AS r
         WHERE r.benchmark = asked.benchmark AND r.board = asked.board AND r.value < least)
        - (SELECT count(*) FROM passed_over AS p
           WHERE p.benchmark = asked.benchmark AND p.board = asked.board AND p.value < least)
    END,
    (SELECT count(*) FROM results AS r
     WHERE r.benchmark = asked.benchmark AND r.board = asked.board AND r.value BETWEEN least AND most)
    - (SELECT count(*) FROM passed_over AS p
       WHERE p.benchmark = asked.benchmark AND p.board = asked.board AND p.value BETWEEN least AND most)
FROM asked
"""

_STANDS = """
SELECT r.id, r.model, r.benchmark, r.board, r.value, b.higher_is_better, b.headline, k.name
FROM placing_results AS r
JOIN boards AS b ON b.benchmark = r.benchmark AND b.slug = r.board
JOIN benchmarks AS k ON k.slug = r.benchmark
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
class Stand:
    """A model's place on a board, without what is known of the result.

    Args:
        result: Row id of the result that places it.
        model: Slug.
        benchmark: Slug.
        rank: As in :class:`Placed`; so are the others.
        size: Number of models on the board.
        alike: Number of models with the same shown score.
    """

    result: int
    model: str
    benchmark: str
    rank: int
    size: int
    alike: int


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
    def benchmark(self) -> str:
        """Slug of the benchmark."""
        return self.figure.row.benchmark

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
    cards, published = (
        _Cards(connection),
        leaderboard.publications(connection, (benchmark for benchmark, *_ in grouped)),
    )
    chosen = [_figure(rows, cards, published) for rows in grouped.values()]
    places = {model: place for place, model in enumerate(models)}
    return sorted(
        chosen,
        key=lambda one: (
            not one.board.headline, one.benchmark_name.lower(), one.row.benchmark, one.row.board,
            places[one.row.model.slug],
        ),
    )  # fmt: skip


def reading(connection: sqlite3.Connection, value: float, benchmark: str | None = None) -> list[str]:
    """Return slugs of the models with a current result that reads like a number, as ``0.481``, by name.

    Args:
        connection: Registry.
        value: The number; three decimals of it count.
        benchmark: Slug, where only its results are meant.
    """
    low, high = _reading_alike(shown(value))
    rows = connection.execute(
        "SELECT DISTINCT r.model FROM current_results AS r JOIN models AS m ON m.slug = r.model"
        f" WHERE r.value BETWEEN ? AND ?{' AND r.benchmark = ?' if benchmark else ''} ORDER BY lower(m.name), m.slug",
        (low, high, *([benchmark] if benchmark else [])),
    )
    return [row[0] for row in rows]


def placed(connection: sqlite3.Connection, found: Sequence[Figure]) -> list[Placed]:
    """Return figures with their places, in the order given: as :func:`leaderboard.board` ranks the whole boards."""
    counts = _count(
        connection,
        [(one.row.benchmark, one.row.board, one.row.value, one.board.higher_is_better) for one in found],
    )
    return [Placed(figure, *count) for figure, count in zip(found, counts, strict=True)]


def _count(connection: sqlite3.Connection, found: Sequence[tuple[str, str, float, bool]]) -> list[tuple[int, int, int]]:
    """Return rank, size of the board and number of scores that are shown like it of each benchmark, board and score."""
    counts = [(0, 0, 0)] * len(found)
    for start in range(0, len(found), _LINES):
        asked: list[object] = []
        lines = found[start : start + _LINES]
        for number, (benchmark, board, value, up) in enumerate(lines, start):
            asked += (number, benchmark, board, *_reading_alike(shown(value)), up)
        marks = ", ".join(["(?, ?, ?, ?, ?, ?)"] * len(lines))
        for number, size, better, alike in connection.execute(_COUNTS.format(asked=marks), asked):
            counts[number] = (better + 1, size, alike)
    return counts


def stands(connection: sqlite3.Connection, models: Sequence[str]) -> list[Stand]:
    """Return the places of models on every board they are on, in the order of :func:`figures`."""
    found = connection.execute(f"{_STANDS} WHERE r.model IN ({', '.join('?' * len(models))})", tuple(models)).fetchall()
    order = {model: number for number, model in enumerate(models)}
    found.sort(
        key=lambda row: (not row["headline"], row["name"].lower(), row["benchmark"], row["board"], order[row["model"]])
    )
    counts = _count(
        connection, [(row["benchmark"], row["board"], row["value"], row["higher_is_better"]) for row in found]
    )
    return [Stand(row["id"], row["model"], row["benchmark"], *count) for row, count in zip(found, counts, strict=True)]


def placing(connection: sqlite3.Connection, benchmark: str, board: str, model: str) -> int | None:
    """Return the row id of the result with which a model stands on a board, None where it has none there."""
    row = connection.execute(
        "SELECT id FROM placing_results WHERE benchmark = ? AND board = ? AND model = ?", (benchmark, board, model)
    ).fetchone()
    return None if row is None else int(row["id"])


def whole(connection: sqlite3.Connection, found: Sequence[Stand]) -> list[Placed]:
    """Return places with their figures, in the order given; the models' other rows are not read."""
    marks, cards = ", ".join("?" * len(found)), _Cards(connection)
    rows = connection.execute(f"{_FIGURES} WHERE r.id IN ({marks})", tuple(one.result for one in found))
    published = leaderboard.publications(connection, (one.benchmark for one in found))
    figures = {row["id"]: _figure((row,), cards, published) for row in rows}
    return [Placed(figures[one.result], one.rank, one.size, one.alike) for one in found]


def standings(connection: sqlite3.Connection, models: Sequence[str], benchmark: str | None = None) -> list[Placed]:
    """Return the places of models on every board they are on, or on those of one benchmark; as :func:`figures`."""
    return placed(connection, figures(connection, models, benchmark))


def view(connection: sqlite3.Connection, model: str) -> ModelView:
    """Return one model with its place on every board that it is on, by the slugs of benchmark and board.

    Raises:
        NotFound: If there is no such slug.
    """
    row = connection.execute("SELECT * FROM models WHERE slug = ?", (model,)).fetchone()
    if row is None:
        raise NotFound("model", model)
    places = sorted(standings(connection, (model,)), key=lambda one: (one.benchmark, one.figure.board.slug))
    return ModelView(
        leaderboard.read_model(row, model, row["source_url"]),
        tuple(one.row for one in places),
        {(one.benchmark, one.figure.board.slug): one.size for one in places},
    )


def _figure(rows: Sequence[sqlite3.Row], cards: _Cards, published: Mapping[str, str | None]) -> Figure:
    *others, row = sorted(rows, key=lambda row: (leaderboard.is_verified(row), row["id"]))
    day = published[row["benchmark"]]
    return Figure(
        leaderboard.read_row(row, 0, False, day),
        row["stderr"],
        leaderboard.read_board(row),
        row["benchmark_name"],
        cards,
        tuple(leaderboard.read_row(other, 0, False, day) for other in reversed(others)),
    )


@lru_cache(maxsize=4096)
def _reading_alike(text: str) -> tuple[float, float]:
    """Return the least and the greatest number that is shown as ``text``.

    How halves are rounded differs between SQLite and Python; with these two SQLite only compares.
    """
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
