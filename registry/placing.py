"""The places on boards as columns: who is where, read for hundreds of boards at once.

A category in a large registry has 20,000 places. Reading as many rows takes longer than a person should wait, so each
board's places are kept as columns in one row of ``board_places``. Triggers drop the row of a board whenever something
changes what it shows, and :func:`keep` writes it anew at the end of the change; a board whose row is missing is
read from its results. Ranks are by the decimals of :data:`podium.registry.views.DECIMALS`: whoever changes those must
empty the table in a step of the schema.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from podium.registry import leaderboard
from podium.registry.views import DECIMALS, shown

#: Scores that are further apart than this never read the same.
_APART = 1.1 * 10**-DECIMALS

_RESULTS = f"SELECT r.model, r.value, r.id {leaderboard.PLACING} ORDER BY r.value"
_KEPT = "SELECT models, scores, results, ranks FROM board_places WHERE benchmark = ? AND board = ?"
_MISSING = """
SELECT b.benchmark, b.slug, b.higher_is_better FROM boards AS b
WHERE EXISTS (SELECT 1 FROM board_sizes AS s WHERE s.benchmark = b.benchmark AND s.board = b.slug)
AND NOT EXISTS (SELECT 1 FROM board_places AS p WHERE p.benchmark = b.benchmark AND p.board = b.slug)
"""


class Place(NamedTuple):
    """A model's place on one board.

    Args:
        model: Slug.
        result: Row id of the result that the board shows for it.
        rank: From 1; models whose scores read the same share it.
        tied: Whether another model shares it.
    """

    model: str
    result: int
    rank: int
    tied: bool


@dataclass(frozen=True)
class Places:
    """The places on one board, best first. Columns, since a category has 10,000 places and a reply names a few.

    The order of models that share a rank is not told.

    Args:
        models: Slugs.
        values: Their scores.
        results: Row ids of the results that the board shows for them.
        ranks: Their ranks, as :func:`podium.registry.leaderboard.board` gives them.
    """

    models: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    results: tuple[int, ...] = ()
    ranks: tuple[int, ...] = ()

    def place(self, position: int) -> Place:
        """Return the place at a position of the columns, from 0."""
        rank = self.ranks[position]
        shared = rank != position + 1 or self.ranks[position + 1 : position + 2] == (rank,)
        return Place(self.models[position], self.results[position], rank, shared)

    def of(self, model: str) -> Place | None:
        """Return a model's place, if it has one."""
        return self.place(self.models.index(model)) if model in self.models else None

    def only(self, results: Container[int]) -> Places:
        """Return the places of these results; they keep their ranks."""
        kept = [i for i, result in enumerate(self.results) if result in results]
        return Places(
            tuple(self.models[i] for i in kept),
            tuple(self.values[i] for i in kept),
            tuple(self.results[i] for i in kept),
            tuple(self.ranks[i] for i in kept),
        )

    def first(self) -> list[Place]:
        """Return the places of rank 1."""
        return [self.place(position) for position in range(self.ranks.count(1))]


def places(connection: sqlite3.Connection, boards: Iterable[tuple[str, str, bool]]) -> dict[tuple[str, str], Places]:
    """Return the places on boards, ranked as :func:`podium.registry.leaderboard.board` ranks them.

    Args:
        connection: The registry.
        boards: Of each its benchmark, its slug, and whether higher is better.
    """
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples, which take half the time
    found = {}
    for benchmark, board, higher in boards:
        kept = cursor.execute(_KEPT, (benchmark, board)).fetchone()
        found[benchmark, board] = _unpacked(*kept) if kept is not None else _read(cursor, benchmark, board, higher)
    return found


def is_whole(connection: sqlite3.Connection, benchmark: str, board: str) -> bool:
    """Return whether the columns that are kept of a board, if any are, have one length."""
    kept = connection.execute(_KEPT, (benchmark, board)).fetchone()
    if kept is None:
        return True
    models, scores, results, ranks = kept
    count = len(models.split("\n")) if models else 0
    return (len(scores), len(results), len(ranks)) == (8 * count, 8 * count, 4 * count)


def keep(connection: sqlite3.Connection) -> None:
    """Keep the places of every board whose results changed; inside the transaction that changes them."""
    cursor = connection.cursor()
    cursor.row_factory = None
    for benchmark, board, higher in cursor.execute(_MISSING).fetchall():
        row = _packed(_read(cursor, benchmark, board, bool(higher)))
        cursor.execute("INSERT INTO board_places VALUES (?, ?, ?, ?, ?, ?)", (benchmark, board, *row))


def _read(cursor: sqlite3.Cursor, benchmark: str, board: str, higher_is_better: bool) -> Places:
    return ranked(cursor.execute(_RESULTS, (benchmark, board)).fetchall(), higher_is_better)


def _packed(places: Places) -> tuple[str, bytes, bytes, bytes]:
    count = len(places.models)
    return (
        "\n".join(places.models),
        struct.pack(f"<{count}d", *places.values),
        struct.pack(f"<{count}q", *places.results),
        struct.pack(f"<{count}i", *places.ranks),
    )


def _unpacked(models: str, scores: bytes, results: bytes, ranks: bytes) -> Places:
    count = len(scores) // 8
    return Places(
        tuple(models.split("\n")) if count else (),
        struct.unpack(f"<{count}d", scores),
        struct.unpack(f"<{count}q", results),
        struct.unpack(f"<{count}i", ranks),
    )


def ranked(found: Sequence[tuple[str, float, int]], higher_is_better: bool) -> Places:
    """Return the places of models with their scores and the row ids of their results, given in any order."""
    if not found:
        return Places()
    models, scores, results = zip(*sorted(found, key=itemgetter(1), reverse=higher_is_better), strict=True)
    ranks = list(range(1, len(scores) + 1))
    for i in range(len(scores) - 1):
        # Most scores are far from the next: only of the others the text is made.
        if abs(scores[i] - scores[i + 1]) < _APART and shown(scores[i]) == shown(scores[i + 1]):
            ranks[i + 1] = ranks[i]
    return Places(models, scores, results, tuple(ranks))
