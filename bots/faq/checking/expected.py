"""What a file of questions expects of a fact, read from the registry: a ranked row, a model, a card, a query."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from podium.registry import leaderboard, model_reads
from podium.registry.errors import NotFound
from podium.registry.views import BenchmarkView, BoardView, ModelFacts, Row

Scalar = str | int | float | bool
#: Values that are expected: one of several, each of which may be some that must all be there.
Needed = tuple[tuple[Scalar, ...], ...]

_ROW = re.compile(r"(?P<benchmark>[^/#@]+)(?:/(?P<board>[^/#@]+))?(?:#(?P<rank>\d+)|@(?P<model>\S+))")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")

#: What a query may do: read.
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})

#: What to write, by the key that a value begins with.
_FORMS = {
    "row": '{row: "BENCHMARK/BOARD#RANK", is: COLUMN}',
    "model": "{model: SLUG, is: COLUMN}",
    "card": '{card: "BENCHMARK.FIELD"}',
    "count": '{count: "BENCHMARK/BOARD"}',
    "sql": '{sql: "SELECT ..."}',
    "any": "{any: [VALUE, VALUE]}",
}


class Unresolved(Exception):
    """The registry does not have what is expected, or the expectation cannot be understood."""


class Resolver:
    """Resolves the values of a file; each board, card and model is read once.

    Args:
        connection: Open for reading; rows can be read by column name.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._view = lru_cache(None)(self._read_view)
        self._board = lru_cache(None)(self._read_board)
        self._model = lru_cache(None)(self._read_model)
        self._queried = lru_cache(None)(self._query)

    def needed(self, value: Any) -> Needed:
        """Return the values that ``value`` of a file stands for.

        Raises:
            Unresolved: If the registry does not have it.
        """
        if isinstance(value, str | int | float):
            return ((value,),)
        if not isinstance(value, dict) or not value:
            raise Unresolved(f"{value!r} is not a value")
        form = next(iter(value))
        if form not in _FORMS or set(value) - {form} != ({"is"} if form in ("row", "model") else set()):
            raise Unresolved(f"{value!r} is not a value; write {_FORMS.get(form) or ' or '.join(_FORMS.values())}")
        told = value[form]
        if form == "any":
            if not isinstance(told, list) or not told:
                raise Unresolved(f"{value!r} is not a value; write {_FORMS[form]}")
            return tuple(together for one in told for together in self.needed(one))
        if not isinstance(told, str):
            raise Unresolved(f"{value!r} is not a value; write {_FORMS[form]}")
        if form == "sql":
            return (self._queried(told),)
        if form == "count":
            benchmark, _, board = told.partition("/")
            return ((len(self._board(benchmark, board or None).rows),),)
        if form == "card":
            return (self._of_card(told),)
        column = str(value["is"])
        held = _of_row(self._row(told), column) if form == "row" else _column(self._model(told), column)
        return (_scalars(held, f"{told} has no {column}"),)

    # --- Rows of boards --------------------------------------------------------------------------------

    def _row(self, told: str) -> Row:
        match = _ROW.fullmatch(told)
        if match is None:
            raise Unresolved(f"{told!r} names no row; write BENCHMARK/BOARD#RANK or BENCHMARK/BOARD@MODEL")
        board = self._board(match["benchmark"], match["board"])
        for row in board.rows:
            # Of tied models the first is the one of this rank; an expectation of a tie names the model.
            if row.model.slug == match["model"] or (match["rank"] and row.rank == int(match["rank"])):
                return row
        raise Unresolved(f"no row {told}: the board has {len(board.rows)} models")

    def _read_board(self, benchmark: str, board: str | None) -> BoardView:
        view = self._view(benchmark)
        if board is not None and board not in [one.slug for one, _ in view.boards]:
            slugs = ", ".join(one.slug for one, _ in view.boards)
            raise Unresolved(f"no board {benchmark}/{board}; the boards are {slugs}")
        return leaderboard.board(self._connection, benchmark, board)

    def _read_view(self, slug: str) -> BenchmarkView:
        try:
            return leaderboard.benchmark(self._connection, slug)
        except NotFound as error:
            raise Unresolved(f"no benchmark has the slug {slug!r}") from error

    # --- Models, cards, queries ------------------------------------------------------------------------

    def _read_model(self, slug: str) -> ModelFacts:
        try:
            return model_reads.entries(self._connection, [slug])[0]
        except NotFound as error:
            raise Unresolved(f"no model has the slug {slug!r}") from error

    def _of_card(self, told: str) -> tuple[Scalar, ...]:
        slug, _, path = told.partition(".")
        held: Any = self._view(slug).card
        for name, position in _STEP.findall(path):
            try:
                held = held[int(position)] if position else held[name]
            except (KeyError, IndexError, TypeError) as error:
                raise Unresolved(f"the card of {slug} has no {path}") from error
        return _scalars(held, f"the card of {slug} leaves {path} open")

    def _query(self, sql: str) -> tuple[Scalar, ...]:
        with _only_reading(self._connection):
            try:
                rows = self._connection.execute(sql).fetchall()
            except (sqlite3.Error, sqlite3.Warning) as error:
                raise Unresolved(f"{sql!r}: {error}") from error
        if not rows:
            raise Unresolved(f"{sql!r} gives no row")
        return tuple(one for row in rows for one in _scalars(row[0], f"{sql!r} gives NULL"))


@contextmanager
def _only_reading(connection: sqlite3.Connection) -> Iterator[None]:
    connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY)
    try:
        yield
    finally:
        connection.set_authorizer(None)


def _of_row(row: Row, column: str) -> object:
    named = {
        "model": row.model.name,
        "score": row.value,
        "date": row.as_of or row.reported_on,
        "verified": row.verified,
    }
    if column in named:
        return named[column]
    return _column(row if column in vars(row) else row.model, column)


def _column(held: Row | ModelFacts, column: str) -> object:
    columns: Mapping[str, object] = vars(held)
    if column not in columns:
        raise Unresolved(f"there is no column {column!r}; columns are {', '.join(columns)}")
    return columns[column]


def _scalars(held: Any, empty: str) -> tuple[Scalar, ...]:
    """Return a held value as the values that must be there: of a list each item."""
    items = held if isinstance(held, list | tuple) else [held]
    if not items or any(one is None or one == "" for one in items):
        raise Unresolved(empty)
    if not all(isinstance(one, str | int | float) for one in items):
        raise Unresolved(f"{json.dumps(held)[:60]} is not one value; name a part of it")
    return tuple(items)


# --- Comparing -------------------------------------------------------------------------------------------


def met(needed: Needed, values: Sequence[object]) -> bool:
    """Return whether one of the alternatives is there in full."""
    return any(all(any(_same(one, value) for value in values) for one in together) for together in needed)


def _same(expected: Scalar, value: object) -> bool:
    if isinstance(value, bool):
        # SQLite writes true as 1.
        return expected in (0, 1) and bool(expected) == value
    if isinstance(expected, bool) or isinstance(expected, str) or not isinstance(value, int | float):
        return not isinstance(expected, bool) and expected == value
    return abs(expected - value) <= 1e-9 * max(1.0, abs(expected))
