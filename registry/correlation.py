"""Whether the ranks of two boards go together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from podium.registry.placing import Places


@dataclass(frozen=True)
class Relation:
    """How the ranks of two boards go together.

    Args:
        shared: Number of models on both.
        correlation: Spearman's rank correlation over them, positive where the good on one are the good on the other;
            None where it is not defined.
    """

    shared: int
    correlation: float | None


def relation(first: Places, second: Places, *, same_direction: bool = True) -> Relation:
    """Return how the scores of two boards go together over the models that both rank.

    Args:
        first: One.
        second: The other.
        same_direction: Whether higher is better on both, or on neither.
    """
    there = dict(zip(second.models, second.values, strict=True))
    here = zip(first.models, first.values, strict=True)
    pairs = [(value, there[model]) for model, value in here if model in there]
    found = spearman([one for one, _ in pairs], [other for _, other in pairs])
    return Relation(len(pairs), found if found is None or same_direction else -found)


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation of pairs, equal values sharing the mean of their ranks.

    None where it is not defined: for fewer than two pairs, or where all values of one side are equal.
    """
    one, other = _average_ranks(first), _average_ranks(second)
    if len(one) < 2:
        return None
    middle = (len(one) + 1) / 2
    products = math.fsum((a - middle) * (b - middle) for a, b in zip(one, other, strict=True))
    squares = [math.fsum((rank - middle) ** 2 for rank in ranks) for ranks in (one, other)]
    return None if 0.0 in squares else products / math.sqrt(squares[0] * squares[1])


def _average_ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for position in order[start:end]:
            ranks[position] = (start + end + 1) / 2
        start = end
    return ranks
