"""Models side by side on the boards that they share: who reads best on each, and whether that is more than chance.

Scores of different boards are never put together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from podium.registry import formats
from podium.registry.standings import Figure, Placed
from podium.registry.views import BoardFacts, overlap, shown


@dataclass(frozen=True)
class Shared:
    """A board that all the models are on.

    Args:
        benchmark_name: Name of its benchmark.
        board: The board.
        placed: The models' places, in the order in which they were named.
    """

    benchmark_name: str
    board: BoardFacts
    placed: tuple[Placed, ...]

    @property
    def best(self) -> tuple[Placed, ...]:
        """The places whose score reads best."""
        first = min(one.rank for one in self.placed)
        return tuple(one for one in self.placed if one.rank == first)

    @property
    def told_apart(self) -> bool | None:
        """Whether the best is told from all others by intervals; None where they do not say it."""
        return told_from_rest([one.figure for one in self.placed])


@dataclass(frozen=True)
class Tally:
    """On how many boards each model is ahead. A lead that the intervals do not bear out is none.

    Args:
        ahead: Number of boards by model.
        same: Boards on which the best read the same.
        overlapping: Boards on which the interval of the best overlaps another's.
        unknown: Of the boards on which one is ahead, those on which an interval is missing.
        repeated: Boards that were not counted: they show figures of another board of the benchmark again.
    """

    ahead: Mapping[str, int]
    same: int
    overlapping: int
    unknown: int
    repeated: int


def first(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of one board that read best."""
    value = (max if figures[0].board.higher_is_better else min)(one.row.value for one in figures)
    return [one for one in figures if shown(one.row.value) == shown(value)]


def told_from_rest(figures: Sequence[Figure]) -> bool | None:
    """Return whether the best of a board's figures is told from the rest by intervals; None where one is missing."""
    best = first(figures)
    if len(best) > 1:
        return False
    mine = (best[0].row.low, best[0].row.high)
    others = [(one.row.low, one.row.high) for one in figures if one is not best[0]]
    if any(overlap(mine, other) for other in others):
        return False
    return None if None in mine or any(None in other for other in others) else True


def tally(boards: Sequence[Sequence[Figure]], slugs: Sequence[str]) -> Tally:
    """Count on how many boards each model is ahead.

    Args:
        boards: The figures of all the models on each board that they share.
        slugs: The models.
    """
    counting = _once(boards)
    ahead = dict.fromkeys(slugs, 0)
    same = overlapping = unknown = 0
    for figures in counting:
        best, told = first(figures), told_from_rest(figures)
        if len(best) > 1:
            same += 1
        elif told is False:
            overlapping += 1
        else:
            ahead[best[0].row.model.slug] += 1
            unknown += told is None
    return Tally(ahead, same, overlapping, unknown, len(boards) - len(counting))


def _once(boards: Sequence[Sequence[Figure]]) -> list[Sequence[Figure]]:
    """Return the boards without those of one benchmark that show figures of the same page again.

    A page's figures can stand on two boards, such as one of all settings and one of a single setting.
    """
    counting: dict[object, Sequence[Figure]] = {}
    for figures in boards:
        row = figures[0].row
        told = frozenset((one.row.model.slug, one.row.source_url, one.row.value) for one in figures)
        cited = all(one.row.source_url for one in figures)
        counting.setdefault((row.benchmark, told if cited else row.board), figures)
    return list(counting.values())


def shared_boards(found: Sequence[Placed], slugs: Sequence[str]) -> list[Shared]:
    """Return the boards that all models are on, headline boards first.

    Args:
        found: The models' places on all boards, those of a board together.
        slugs: The models.
    """
    boards = []
    for _, group in groupby(found, key=lambda one: (one.benchmark, one.figure.board.slug)):
        places = {one.model: one for one in group}
        if len(places) == len(slugs):
            figure = places[slugs[0]].figure
            boards.append(Shared(figure.benchmark_name, figure.board, tuple(places[slug] for slug in slugs)))
    return boards


def best(shared: Shared) -> str:
    """Return who reads best on a board."""
    if len(shared.best) == len(shared.placed):
        return "the same"
    return formats.listed([one.row.model.name for one in shared.best])


def told_apart(shared: Shared) -> str:
    """Return whether the best is told from the others."""
    return {True: "yes", False: "no", None: "not known"}[shared.told_apart]
