"""A board over time: who led when, how the best score rose, when a score was first reached, how far open models trail.

Every result stands at the day that :mod:`podium.registry.dating` gives it: the later of its report and its model's
release, at the earliest when its benchmark was published. Scores count as they are shown: a later model whose score
reads the same ties a record and does not break it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from podium.registry.dating import By, Dated, Precision, dated
from podium.registry.ranking import Entry, RankedRows
from podium.registry.views import DECIMALS, BoardFacts, BoardView, Row, shown

#: Scores that differ by less are equal: fractions such as 0.9 are not stored exactly.
_EPSILON = 1e-9


class Moment(NamedTuple):
    """A result with the day that it counts from.

    Args:
        dated: Its day.
        entry: The result.
    """

    dated: Dated
    entry: Entry

    @property
    def day(self) -> str:
        """ISO day that it is ordered by."""
        return self.dated.day

    @property
    def precision(self) -> Precision:
        """How much of the day is known."""
        return self.dated.precision

    @property
    def by(self) -> By:
        """What the day is of."""
        return self.dated.by

    @property
    def known(self) -> str:
        """The date as far as it is known: ``2024-03-14``, ``2024-03`` or ``2024``."""
        return self.dated.known


@dataclass(frozen=True)
class Timeline:
    """Results of one board in the order of time.

    Args:
        board: The board.
        moments: The results that have a day, the earliest first; of one day the best first.
        undated: How many have none.
        ranked: The results, best first, with their places on the board.
        published: ISO day on which the benchmark was published, where that is known.
    """

    board: BoardFacts
    moments: tuple[Moment, ...]
    undated: int
    ranked: RankedRows
    published: str | None = None

    @property
    def sign(self) -> float:
        """1 where a higher score is better, -1 where a lower one is."""
        return 1.0 if self.board.higher_is_better else -1.0

    @property
    def counted(self) -> Counter[By]:
        """How many of the results stand at a day of which kind."""
        return Counter(moment.by for moment in self.moments)

    def between(self, first: str | None, last: str | None) -> Timeline:
        """Return the timeline of these days, both included; None leaves an end open."""
        kept = [m for m in self.moments if (first is None or m.day >= first) and (last is None or m.day <= last)]
        return replace(self, moments=tuple(kept))

    def best(self) -> tuple[Moment, ...]:
        """Return the best result and those whose scores read the same, the earliest first."""
        if not self.moments:
            return ()
        top = shown(max(self.moments, key=lambda moment: self.sign * moment.entry.value).entry.value)
        return tuple(moment for moment in self.moments if shown(moment.entry.value) == top)

    def reaching(self, score: float) -> tuple[Moment, ...]:
        """Return the results at or above a score (at or below where lower is better), the earliest first."""
        return tuple(m for m in self.moments if self.sign * (m.entry.value - score) >= -_EPSILON)

    def standing(self) -> RankedRows:
        """Return the results of the timeline, best first, with their places on the whole board."""
        kept = {moment.entry.id for moment in self.moments}
        return self.ranked.where(lambda entry: entry.id in kept)

    def rows(self, moments: Iterable[Moment]) -> list[Row]:
        """Return results of the timeline as whole rows, in the order given."""
        ids = [moment.entry.id for moment in moments]
        wanted = frozenset(ids)
        found = {row.id: row for row in self.ranked.where(lambda entry: entry.id in wanted)}
        return [found[one] for one in ids]


class Record(NamedTuple):
    """A best score so far.

    Args:
        holders: Who set it: the best of one day, several where their scores read the same.
        step: By how much it bettered the record before, as both are shown; None for the first.
        days: How many days it stood; None where it still does.
        about: Whether the days are counted from or to a date that is known to the month or year only.
        equals: Who equalled it on a later day, the earliest first, before it was bettered.
    """

    holders: tuple[Moment, ...]
    step: float | None
    days: int | None
    about: bool = False
    equals: tuple[Moment, ...] = ()

    @property
    def value(self) -> float:
        """The score."""
        return self.holders[0].entry.value

    @property
    def day(self) -> str:
        """The ISO day that it counts from."""
        return self.holders[0].day


@dataclass(frozen=True)
class OpenLag:
    """The best open model of a board beside the best proprietary one.

    Args:
        open_best: The best results of models that are known to have open weights.
        closed_best: The best results of models that are known not to have them.
        unrecorded: Number of models of which that is not recorded.
        gap: By how much the open ones trail; negative where they are ahead. None where there is nothing to compare.
        open_moment: The first of the best open ones, if one has a day.
        closed_moment: The first proprietary result that reads as well as theirs or better, if one has a day.
        months: Months from the proprietary one to the open one; negative where the open one came first.
        timeline: All results of the board in time.
    """

    open_best: tuple[Row, ...]
    closed_best: tuple[Row, ...]
    unrecorded: int
    gap: float | None
    open_moment: Moment | None
    closed_moment: Moment | None
    months: int | None
    timeline: Timeline


def timeline(board: BoardView, rows: Sequence[Row] | None = None) -> Timeline:
    """Return results of a board in the order of time.

    Args:
        board: The board.
        rows: Some of its rows, as they come from it; all where left out.
    """
    whole = RankedRows.of(board.rows)
    some = whole if rows is None else RankedRows.of(rows)
    reported, released = whole.recorded("reported_on"), whole.described("released", "released_precision")
    moments = []
    for entry in some.entries:
        (own,), (day, precision) = reported[entry.id], released[entry.model]
        found = dated(own, day, precision, board.published)
        if found is not None:
            moments.append(Moment(found, entry))
    # Results come best first, and sorting by the day alone keeps that order within it.
    moments.sort(key=lambda moment: moment.day)
    return Timeline(board.board, tuple(moments), len(some) - len(moments), some, board.published)


def records(line: Timeline) -> tuple[Record, ...]:
    """Return the best scores so far, in the order in which they were set."""
    found: list[Record] = []
    for day, group in groupby(line.moments, key=lambda moment: moment.day):
        moments = list(group)
        best = shown(moments[0].entry.value)
        best_of_day = tuple(m for m in moments if shown(m.entry.value) == best)
        step = None
        if found:
            step = round(line.sign * (float(best) - float(shown(found[-1].value))), DECIMALS)
            if step == 0:
                found[-1] = found[-1]._replace(equals=found[-1].equals + best_of_day)
            if step <= 0:
                continue
            coarse = "day" != moments[0].precision or "day" != found[-1].holders[0].precision
            found[-1] = found[-1]._replace(days=days_between(found[-1].day, day), about=coarse)
        found.append(Record(best_of_day, step, None))
    return tuple(found)


def open_lag(board: BoardView) -> OpenLag:
    """Return how far the best open model of a board trails the best proprietary one, in score and in time."""
    ranked = RankedRows.of(board.rows)
    openness = {model: flag for model, (flag,) in ranked.described("open_weights").items()}
    opened = ranked.where(lambda entry: openness[entry.model] == 1)
    closed = ranked.where(lambda entry: openness[entry.model] == 0)
    line = timeline(board)
    open_best, closed_best = opened.leaders, closed.leaders
    unrecorded = len(ranked) - len(opened) - len(closed)
    if not open_best or not closed_best:
        return OpenLag(open_best, closed_best, unrecorded, None, None, None, None, line)
    # By rank, so that a proprietary model whose score reads the same has reached it.
    reached = [m for m in line.moments if openness[m.entry.model] == 0 and ranked.rank(m.entry) <= open_best[0].rank]
    firsts = [m for m in line.moments if m.entry.id in {row.id for row in open_best}]
    first_open, first_closed = next(iter(firsts), None), next(iter(reached), None)
    months = None
    if first_open is not None and first_closed is not None:
        months = months_between(first_closed.day, first_open.day)
    gap = line.sign * (closed_best[0].value - open_best[0].value)
    return OpenLag(open_best, closed_best, unrecorded, gap, first_open, first_closed, months, line)


def days_between(first: str, last: str) -> int:
    """Return the number of days from one ISO day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def months_between(first: str, last: str) -> int:
    """Return the number of months from one ISO day to another, to the nearest."""
    return round(days_between(first, last) / (365.25 / 12))
