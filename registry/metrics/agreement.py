"""How far two raters agree."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping


def cohen_kappa(counts: Mapping[tuple[Hashable, Hashable], int]) -> float:
    """Return how far two raters agree beyond chance (Cohen 1960), from -1 to 1.

    With p the share of things that both mark alike and e that expected if each drew its own marks at random, it is
    (p - e) / (1 - e). Sums are whole numbers, so that only the last division rounds.

    Args:
        counts: How many things the first rater gave the first mark and the second the second, from 0.

    Returns:
        NaN where it is undefined: without anything rated, or where both gave everything one and the same mark.

    Raises:
        ValueError: If a count is negative.
    """
    if any(number < 0 for number in counts.values()):
        raise ValueError(f"counts must not be negative, got {min(counts.values())}")
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    for (one, other), number in counts.items():
        first[one] += number
        second[other] += number
    n = sum(counts.values())
    same = sum(number for (one, other), number in counts.items() if one == other)
    chance = sum(number * second[mark] for mark, number in first.items())
    return (n * same - chance) / (n * n - chance) if n * n != chance else math.nan
