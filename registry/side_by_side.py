"""Models side by side on the boards that they share: who reads best on each, and whether that is more than chance.

Scores of different boards are never put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from podium.registry import formats
from podium.registry.standings import Placed
from podium.registry.views import BoardFacts, overlap


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
        """Whether the best is told from all others by intervals; None where not all have one."""
        if len(self.best) > 1:
            return False
        ends = [(one.row.low, one.row.high) for one in self.placed]
        if any(None in pair for pair in ends):
            return None
        best = self.best[0]
        mine = (best.row.low, best.row.high)
        return not any(overlap(mine, (one.row.low, one.row.high)) for one in self.placed if one is not best)


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
