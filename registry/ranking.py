"""A board in order without reading what only a few of its rows will show.

A board may rank thousands of models, and a sentence about it names three. :class:`RankedRows` reads of every result
what ranking needs, and a whole :class:`podium.registry.views.Row` only where one is looked at.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple, overload

from podium.registry import leaderboard
from podium.registry.dating import published
from podium.registry.views import BenchmarkView, BoardFacts, BoardView, ModelFacts, Row, overlap, shown

_ENTRIES = f"SELECT r.value, r.model, r.id {leaderboard.PLACING}"

_MARGINS = f"""
SELECT r.id, r.low, r.high, r.stderr, r.value {leaderboard.PLACING} AND (r.stderr IS NOT NULL OR r.low IS NOT NULL)
"""

_VERIFIED = """
r.standing IN ('independent', 'reproduced') AND
(r.run IS NULL OR coalesce((SELECT json_extract(u.checked, '$.ok') FROM runs AS u WHERE u.id = r.run), 1))
"""
_WHOSE = f"SELECT r.id, r.standing, {_VERIFIED} {leaderboard.PLACING}"
_STANDINGS = f"SELECT r.standing, {_VERIFIED}, count(*) {leaderboard.PLACING} GROUP BY 1, 2"

#: Columns of the catalogue that :meth:`RankedRows.described` reads.
_DESCRIBED = ModelFacts.__dataclass_fields__.keys() - {"slug", "aliases"}
#: Columns of the results that :meth:`RankedRows.recorded` reads.
_RECORDED = frozenset({"n", "setting", "reported_by", "reported_on", "as_of", "provenance", "run", "tools"})

#: Rows read at once where they are gone through one after another; the number doubles each time.
_FIRST_ROWS = 16
#: Most row ids in one read.
_MOST_IDS = 500


class Entry(NamedTuple):
    """What puts a result in order."""

    value: float
    model: str
    id: int


class Margin(NamedTuple):
    """How sure a result is: its 95% interval, and its standard error where that is what was published."""

    low: float | None
    high: float | None
    stderr: float | None


class Whose(NamedTuple):
    """Whose figure a result is."""

    standing: str
    verified: bool


class _Stored:
    """The results of one board as the registry holds them.

    Args:
        connection: Open for reading.
        board: The board.
        size: Number of models on it.
        published: Day on which its benchmark was published.
    """

    def __init__(self, connection: sqlite3.Connection, board: BoardFacts, size: int, published: str | None) -> None:
        self._connection = connection
        self._board = board
        self._published = {board.benchmark: published}
        self.size = size
        self._known: dict[str, tuple[int, bool]] = {}

    def _cursor(self) -> sqlite3.Cursor:
        cursor = self._connection.cursor()
        cursor.row_factory = None
        return cursor

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """The results, best first: one of each model, its verified one, then its newest."""
        found = self._cursor().execute(_ENTRIES, (self._board.benchmark, self._board.slug))
        return sorted(map(Entry._make, found), key=itemgetter(0), reverse=self._board.higher_is_better)

    @cached_property
    def margins(self) -> Mapping[int, Margin]:
        """How sure these results are, by row id; only of those of which that is known."""
        found = self._cursor().execute(_MARGINS, (self._board.benchmark, self._board.slug))
        return {
            one: Margin(*leaderboard.interval(value, low, high, stderr), stderr)
            for one, low, high, stderr, value in found
        }

    @cached_property
    def whose(self) -> Mapping[int, Whose]:
        """Whose figure each of these results is, by row id."""
        found = self._cursor().execute(_WHOSE, (self._board.benchmark, self._board.slug))
        return {one: Whose(standing, bool(verified)) for one, standing, verified in found}

    def standings(self) -> Counter[Whose]:
        """Return how many models have whose figure."""
        found = self._cursor().execute(_STANDINGS, (self._board.benchmark, self._board.slug))
        return Counter({Whose(standing, bool(verified)): number for standing, verified, number in found})

    @cached_property
    def _keys(self) -> list[float]:
        sign = -1.0 if self._board.higher_is_better else 1.0
        return [sign * entry.value for entry in self.entries]

    def place(self, entry: Entry) -> tuple[int, bool]:
        """Return the rank of an entry and whether others share it: values that read the same do."""
        text = shown(entry.value)
        if text not in self._known:
            sign = -1.0 if self._board.higher_is_better else 1.0
            first = bisect_left(self._keys, sign * entry.value)
            end = first + 1
            while first > 0 and shown(self.entries[first - 1].value) == text:
                first -= 1
            while end < len(self.entries) and shown(self.entries[end].value) == text:
                end += 1
            self._known[text] = (first + 1, end - first > 1)
        return self._known[text]

    def rows(self, entries: Sequence[Entry]) -> list[Row]:
        """Return the whole rows of entries, in no order."""
        wanted = {entry.id: self.place(entry) for entry in entries}
        ids = list(wanted)
        return [
            row
            for start in range(0, len(ids), _MOST_IDS)
            for row in leaderboard.placed(
                self._connection, {one: wanted[one] for one in ids[start : start + _MOST_IDS]}, self._published
            )
        ]

    def described(self, columns: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        """Return columns of the catalogue by model, of every model on the board."""
        found = self._cursor().execute(
            f"SELECT slug, {', '.join(columns)} FROM models"
            " WHERE slug IN (SELECT model FROM results WHERE benchmark = ? AND board = ?)",
            (self._board.benchmark, self._board.slug),
        )
        return {slug: tuple(values) for slug, *values in found}

    def recorded(self, columns: Sequence[str]) -> dict[int, tuple[Any, ...]]:
        """Return columns of the results by row id, of every result of the board."""
        found = self._cursor().execute(
            f"SELECT id, {', '.join(columns)} FROM results WHERE benchmark = ? AND board = ?",
            (self._board.benchmark, self._board.slug),
        )
        return {one: tuple(values) for one, *values in found}


class _Given:
    """Rows of one board that were read whole, in its order."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._by_id = {row.id: row for row in rows}
        self.size = len(rows)
        self.entries: Sequence[Entry] = [Entry(row.value, row.model.slug, row.id) for row in rows]

    @cached_property
    def margins(self) -> Mapping[int, Margin]:
        """How sure each result is, by row id; the rows do not have their standard errors."""
        return {one: Margin(row.low, row.high, None) for one, row in self._by_id.items()}

    @cached_property
    def whose(self) -> Mapping[int, Whose]:
        """Whose figure each result is, by row id."""
        return {one: Whose(row.standing, row.verified) for one, row in self._by_id.items()}

    def standings(self) -> Counter[Whose]:
        """Return how many models have whose figure."""
        return Counter(self.whose.values())

    def place(self, entry: Entry) -> tuple[int, bool]:
        """Return the rank that the row has, and whether others share it."""
        row = self._by_id[entry.id]
        return row.rank, row.tied

    def rows(self, entries: Sequence[Entry]) -> list[Row]:
        """Return the rows of entries."""
        return [self._by_id[entry.id] for entry in entries]

    def described(self, columns: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        """Return columns of the catalogue by model."""
        return {row.model.slug: tuple(getattr(row.model, column) for column in columns) for row in self._by_id.values()}

    def recorded(self, columns: Sequence[str]) -> dict[int, tuple[Any, ...]]:
        """Return columns of the results by row id; the rows do not have whether tools were used."""
        return {one: tuple(getattr(row, column, None) for column in columns) for one, row in self._by_id.items()}


class RankedRows(Sequence[Row]):
    """The rows of a board or some of them, best first, each with its rank on the whole board.

    Rows of one value stand by name. Which of those comes first is only found out where one of them is looked at, so
    the order of :attr:`entries` says nothing about them.
    """

    def __init__(self, source: _Stored | _Given, entries: Sequence[Entry] | None = None) -> None:
        self._source = source
        self._entries = entries
        self._rows: dict[int, Row] = {}

    @classmethod
    def of(cls, rows: Sequence[Row]) -> RankedRows:
        """Return rows that were read whole; they keep the ranks that they have."""
        return rows if isinstance(rows, RankedRows) else cls(_Given(rows))

    @property
    def entries(self) -> Sequence[Entry]:
        """What ranking needs of every row, best first."""
        return self._source.entries if self._entries is None else self._entries

    def __len__(self) -> int:
        return self._source.size if self._entries is None else len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            positions = range(*index.indices(len(self)))
            if positions:
                self._need(min(positions), max(positions) + 1)
            return tuple(self._rows[position] for position in positions)
        position = range(len(self))[index]
        self._need(position, position + 1)
        return self._rows[position]

    def __iter__(self) -> Iterator[Row]:
        start, step = 0, _FIRST_ROWS
        while start < len(self):
            yield from self[start : start + step]
            start, step = start + step, 2 * step

    def _need(self, start: int, end: int) -> None:
        """Have the rows of these positions, with all others of the values at both ends: names put those in order."""
        if all(position in self._rows for position in range(start, end)):
            return
        entries = self.entries
        while start > 0 and entries[start - 1].value == entries[start].value:
            start -= 1
        while end < len(entries) and entries[end].value == entries[end - 1].value:
            end += 1
        wanted = entries[start:end]
        # The first position of a value stands for all of its rows.
        order: dict[float, int] = {}
        for position, entry in enumerate(wanted):
            order.setdefault(entry.value, position)
        rows = sorted(
            self._source.rows(wanted), key=lambda row: (order[row.value], row.model.name.lower(), row.model.slug)
        )
        self._rows.update(zip(range(start, end), rows, strict=True))

    @property
    def leaders(self) -> tuple[Row, ...]:
        """The rows that read like the first."""
        return self.alike(0) if self else ()

    def alike(self, position: int) -> tuple[Row, ...]:
        """Return the rows that read like the one at a position, that one among them."""
        entries, text = self.entries, shown(self.entries[position].value)
        start, end = position, position + 1
        while start > 0 and shown(entries[start - 1].value) == text:
            start -= 1
        while end < len(entries) and shown(entries[end].value) == text:
            end += 1
        return self[start:end]

    def where(self, keep: Callable[[Entry], bool]) -> RankedRows:
        """Return the rows whose entries are to be kept, with the ranks that they have here."""
        return self.only([entry for entry in self.entries if keep(entry)])

    def only(self, entries: Sequence[Entry]) -> RankedRows:
        """Return the rows of some of the entries, which stay in their order."""
        return RankedRows(self._source, entries)

    def close(self, row: Row) -> RankedRows:
        """Return the other rows of another shown score whose intervals overlap that of one of them."""
        text, mine = shown(row.value), (row.low, row.high)
        if row.low is None or row.high is None:
            return self.only(())
        near = {one for one, margin in self._source.margins.items() if overlap(mine, margin[:2])}
        return self.where(lambda entry: entry.id in near and shown(entry.value) != text)

    def margin(self, entry: Entry) -> Margin:
        """Return how sure a result is."""
        return self._source.margins.get(entry.id, Margin(None, None, None))

    @property
    def whose(self) -> Mapping[int, Whose]:
        """Whose figure a result is, by row id of at least these rows."""
        return self._source.whose

    def standings(self) -> Counter[Whose]:
        """Return how many of these rows are whose figures."""
        if self._entries is None:
            return self._source.standings()
        return Counter(self.whose[entry.id] for entry in self._entries)

    def rank(self, entry: Entry) -> int:
        """Return the rank of an entry on the whole board."""
        return self._source.place(entry)[0]

    def entry(self, row: Row) -> Entry:
        """Return the entry of a row."""
        return next(entry for entry in self.entries if entry.id == row.id)

    def described(self, *columns: str) -> dict[str, tuple[Any, ...]]:
        """Return columns of the catalogue, as :class:`ModelFacts` names them, by the models of at least these rows."""
        assert set(columns) <= _DESCRIBED
        return self._source.described(columns)

    def recorded(self, *columns: str) -> dict[int, tuple[Any, ...]]:
        """Return columns of the results, as :class:`Row` names them, by row id of at least these rows."""
        assert set(columns) <= _RECORDED
        return self._source.recorded(columns)


@dataclass(frozen=True)
class RankedBoard(BoardView):
    """A board whose rows are read where they are looked at."""

    rows: RankedRows

    @property
    def leaders(self) -> tuple[Row, ...]:
        """The rows of rank 1: one model, or several that are tied."""
        return self.rows.leaders

    def tied_with_leader(self) -> Sequence[Row]:
        """Return the other rows that cannot be told from the first: same shown score, or intervals that overlap."""
        if not self.rows:
            return ()
        first = self.rows[0]
        tied = {row.id for row in self.leaders} | {entry.id for entry in self.rows.close(first).entries}
        return self.rows.where(lambda entry: entry.id in tied and entry.id != first.id)

    @property
    def verified(self) -> int:
        """Number of verified rows."""
        return sum(number for whose, number in self.rows.standings().items() if whose.verified)


def boards(connection: sqlite3.Connection, view: BenchmarkView) -> tuple[RankedBoard, ...]:
    """Return the boards of a benchmark, the headline one first; nothing of their rows is read yet but the number."""
    day = published(view.card)
    return tuple(
        RankedBoard(facts, view.name, RankedRows(_Stored(connection, facts, models, day)), day)
        for facts, models in view.boards
    )
