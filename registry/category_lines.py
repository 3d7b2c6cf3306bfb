"""The models of a category in order as lines to show, and the rule of that order in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from podium.registry import formats
from podium.registry.categories import CategoryRanking, MeanRank
from podium.registry.placing import Place
from podium.registry.views import ModelFacts


@dataclass(frozen=True)
class Line:
    """A model of the category: its rank in it, the mean it comes from, and its places by benchmark."""

    rank: int
    shared: bool
    mean: MeanRank
    model: ModelFacts
    places: Mapping[str, Place]


def category_line(ranking: CategoryRanking, position: int, model: ModelFacts, places: Mapping[str, Place]) -> Line:
    """Return the model at a position of the ranking's means, from 0, as a line with its places."""
    mean = ranking.means[position]
    rank = ranking.rank(position)
    following = ranking.means[position + 1 : position + 2]
    shared = rank != position + 1 or any(other.mean == mean.mean for other in following)
    return Line(rank, shared, mean, model, places)


def rule(ranking: CategoryRanking) -> str:
    """Return how the order comes about, in a sentence or two."""
    counting, boards = len(ranking.counting), len(ranking.boards)
    which = f"the {formats.count(counting, 'main board that ranks', 'main boards that rank')} two or more models"
    which += f" (of {formats.count(boards, 'benchmark')})" if boards > counting else ""
    return (
        f"Mean rank: the mean of a model's ranks on {which}, among models on at least {ranking.least} of them. A model"
        " is ranked on other boards than its neighbours where it is not on all; scores of different boards are never"
        " averaged, and small differences of a mean rank say nothing."
    )
