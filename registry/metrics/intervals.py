"""Intervals and tests for shares, and what turns bootstrap replicates and many tests into a statement.

Sources: E. B. Wilson, JASA 1927 (score interval); Clopper and Pearson, Biometrika 1934 (exact
binomial); S. Holm, Scandinavian Journal of Statistics 1979; B. Efron, JASA 1987 (BCa); Q. McNemar,
Psychometrika 1947; Fagerland, Lydersen and Laake, BMC Medical Research Methodology 2013 (mid-p).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from podium.registry.metrics.arguments import Floats, Ints, as_array, as_numbers, as_outcomes, check_share
from podium.registry.metrics.distributions import (
    binomial_pmf,
    normal_cdf,
    normal_quantile,
    reach,
    share_with_upper_tail,
)

#: A probability below this is 0 in the sign-flip distribution; p-values below about 1e-60 lose digits.
_NEGLIGIBLE = 1e-80


class Bounds(NamedTuple):
    """Ends of intervals.

    Args:
        low: float64, one per thing estimated; NaN where there is no interval.
        high: As ``low``.
    """

    low: Floats
    high: Floats


class BootstrapBounds(NamedTuple):
    """Ends of bootstrap intervals.

    Args:
        low: float64, shape of one replicate; NaN where there is no interval.
        high: As ``low``.
        undefined: int64, number of NaN replicates, which were left out.
    """

    low: Floats
    high: Floats
    undefined: Ints


@dataclass(frozen=True)
class McNemar:
    """Two sets of right/wrong decisions on the same items.

    Args:
        only_first: Items that only the first got right.
        only_second: Items that only the second got right.
        p_exact: Two-sided p-value of the exact conditional test; 1 where the two never differ.
        p_mid: The same with half the weight on what was observed: less conservative.
    """

    only_first: int
    only_second: int
    p_exact: float
    p_mid: float


def wilson_interval(successes: Any, n: Any, level: float = 0.95) -> Bounds:
    """Return the score interval of shares: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).

    Args:
        successes: Whole numbers, any shape.
        n: Trials, of the same shape or one number; NaN comes back where it is 0.
        level: Coverage, between 0 and 1.

    Raises:
        ValueError: If counts are negative, not whole or more than n, or the level is out of range.
    """
    hits, trials = _counts(successes, n)
    z = reach(level)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = hits / trials
        centre = share + z * z / (2 * trials)
        spread = z * np.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
        low, high = ((centre + side) / (1 + z * z / trials) for side in (-spread, spread))
    low, high = np.asarray(low), np.asarray(high)
    # Exactly 0 and 1 there, where rounding would leave 1e-17.
    low[(hits == 0) & (trials > 0)] = 0.0
    high[(hits == trials) & (trials > 0)] = 1.0
    return Bounds(low, high)


def exact_interval(successes: Any, n: Any, level: float = 0.95) -> Bounds:
    """Return the Clopper-Pearson interval of shares; it covers at least ``level``, usually more.

    Args:
        successes: Whole numbers, any shape.
        n: Trials, of the same shape or one number; NaN comes back where it is 0.
        level: Coverage, between 0 and 1.

    Raises:
        ValueError: If counts are negative, not whole or more than n, or the level is out of range.
    """
    hits, trials = _counts(successes, n)
    check_share("level", level)
    tail = (1 - level) / 2
    low, high = np.full(hits.shape, np.nan), np.full(hits.shape, np.nan)
    for where in np.ndindex(hits.shape):
        right, total = int(hits[where]), int(trials[where])
        if total:
            low[where] = share_with_upper_tail(total, right, tail) if right else 0.0
            high[where] = 1 - share_with_upper_tail(total, total - right, tail) if right < total else 1.0
    return Bounds(low, high)


def holm(p_values: Any) -> Floats:
    """Return p-values adjusted for their number: the i-th smallest of K times K - i + 1, made monotone.

    Args:
        p_values: [K] from 0 to 1; NaN for tests that could not be made: they stay NaN and are not
            counted in K.

    Raises:
        ValueError: If a value is out of range or there are none.
    """
    values = as_array("p_values", p_values).astype(np.float64)
    if values.ndim != 1 or values.size == 0:
        raise ValueError(f"p_values must have shape [K] and not be empty, got {list(values.shape)}")
    if bool(((values < 0) | (values > 1)).any()):
        raise ValueError(f"p_values must be from 0 to 1 or NaN, got {values.tolist()}")
    order = np.argsort(values, kind="stable")  # NaN comes last
    order = order[: int((~np.isnan(values)).sum())]
    adjusted = np.full(values.shape, np.nan)
    steps = np.arange(len(order), 0, -1) * values[order]
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return adjusted


def mcnemar(first: Any, second: Any, clusters: Any = None) -> McNemar:
    """Test whether two models are right equally often, from the items on which they differ.

    If neither is better, swapping the two models changes nothing. The exact test swaps them item by
    item: the number of items that only the first got right is binomial with share 1/2. With clusters
    it swaps them cluster by cluster, so that the items of one patient count as one piece of evidence:
    the sign-flip test on the differences per cluster, of which McNemar's is the case of single items.
    Its distribution is computed in full, not sampled.

    Args:
        first: Right (1) or wrong (0) per item, [N], of the first model.
        second: The same of the second model.
        clusters: int64 [N] from 0, the cluster of each item; each its own where left out.

    Raises:
        ValueError: If an argument is of another shape or range, or empty.
    """
    one, other = as_outcomes("first", first), as_outcomes("second", second)
    if one.shape != other.shape:
        raise ValueError(f"second must have the shape of first, {list(one.shape)}, got {list(other.shape)}")
    units, _ = as_numbers("clusters", clusters, len(one))
    gains = np.rint(np.bincount(units, weights=one - other)).astype(np.int64)
    chances = _sign_flips(np.abs(gains[gains != 0]))
    observed, centre = abs(int(gains.sum())), len(chances) // 2
    beyond = float(chances[: max(0, centre - observed)].sum())
    at = float(chances[centre - observed]) if observed <= centre else 0.0
    if observed == 0:
        exact, middle = 1.0, 1 - at / 2
    else:
        exact, middle = 2 * (beyond + at), 2 * beyond + at
    only_first = int(((one == 1) & (other == 0)).sum())
    return McNemar(only_first, int(((one == 0) & (other == 1)).sum()), min(1.0, exact), min(1.0, middle))


def acceleration(influence: Any) -> Floats:
    """Return the acceleration of the BCa interval: sum U^3 / (6 (sum U^2)^1.5) over the clusters.

    Args:
        influence: Floating point [C, ...], the influence U of each cluster on the estimate, as
            :func:`podium.registry.metrics.delong.influence` gives it; its scale does not matter.

    Returns:
        float64 [...]; NaN where no cluster has influence, or the influence is NaN.

    Raises:
        ValueError: If there is no cluster.
    """
    values = as_array("influence", influence).astype(np.float64)
    if values.ndim == 0 or values.shape[0] == 0:
        raise ValueError(f"influence must have shape [C, ...] with C at least 1, got {list(values.shape)}")
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((values**3).sum(0) / (6 * (values**2).sum(0) ** 1.5))


def bca_interval(replicates: Any, point: Any, accelerations: Any, level: float = 0.95) -> BootstrapBounds:
    """Return the bias-corrected and accelerated interval.

    The ends are the replicates' quantiles at Phi(z0 + (z0 + z) / (1 - a (z0 + z))), where z0 is the
    normal quantile of the share of replicates below the estimate (ties count half) and z that of the
    nominal tail; quantiles are interpolated as numpy's default.

    Args:
        replicates: Floating point [B, ...]; NaN where a replicate is undefined: left out and counted.
        point: The estimate from the data, [...].
        accelerations: a, [...], see :func:`acceleration`.
        level: Coverage, between 0 and 1.

    Returns:
        Ends of shape [...]; NaN where no replicate is defined, where the estimate or a is NaN, or
        where all replicates lie on one side of the estimate: there is no bias correction then.

    Raises:
        ValueError: If shapes do not fit, there are no replicates, or the level is out of range.
    """
    values = as_array("replicates", replicates).astype(np.float64)
    if values.ndim == 0 or values.shape[0] == 0:
        raise ValueError(f"replicates must have shape [B, ...] with B at least 1, got {list(values.shape)}")
    centre, bend = (
        as_array(name, value).astype(np.float64) for name, value in (("point", point), ("accelerations", accelerations))
    )
    for name, value in (("point", centre), ("accelerations", bend)):
        if value.shape != values.shape[1:]:
            raise ValueError(f"{name} must have shape {list(values.shape[1:])}, got {list(value.shape)}")
    z = reach(level)
    low, high = np.full(centre.shape, np.nan), np.full(centre.shape, np.nan)
    for where in np.ndindex(centre.shape):
        column = values[(slice(None), *where)]
        column = column[~np.isnan(column)]
        ends = _bca_shares(column, float(centre[where]), float(bend[where]), z)
        if ends is not None:
            low[where], high[where] = np.quantile(column, ends)
    return BootstrapBounds(low, high, np.isnan(values).sum(0))


def _bca_shares(column: Floats, point: float, bend: float, z: float) -> tuple[float, float] | None:
    """Return the quantiles to read off, or None where the interval is undefined."""
    if len(column) == 0 or math.isnan(point) or math.isnan(bend):
        return None
    below = (int((column < point).sum()) + int((column <= point).sum())) / (2 * len(column))
    shift = normal_quantile(below)
    if math.isinf(shift):
        return None
    low, high = (normal_cdf(shift + (shift + side) / (1 - bend * (shift + side))) for side in (-z, z))
    return low, high


def _sign_flips(sizes: Ints) -> Floats:
    """Return the distribution of the sum of +-size over all signs, on -total..total, float64 [2 total + 1]."""
    chances = np.ones(1)
    for size, many in zip(*np.unique(sizes, return_counts=True), strict=True):
        step = np.zeros(2 * int(size) * int(many) + 1)
        step[:: 2 * int(size)] = binomial_pmf(int(many), 0.5)
        chances = np.convolve(chances, step)
        edge = int(np.argmax(chances >= _NEGLIGIBLE))
        chances = chances[edge : len(chances) - edge]
    return chances


def _counts(successes: Any, n: Any) -> tuple[Floats, Floats]:
    hits, trials = as_array("successes", successes), as_array("n", n)
    if trials.ndim and trials.shape != hits.shape:
        raise ValueError(
            f"n must be one number or have the shape of successes, {list(hits.shape)}, got {list(trials.shape)}"
        )
    for name, array in (("successes", hits), ("n", trials)):
        if bool((array < 0).any()) or bool((array != np.floor(array)).any()):
            raise ValueError(f"{name} must be whole numbers from 0 on, got {array.tolist()}")
    trials = np.broadcast_to(trials, hits.shape)
    if bool((hits > trials).any()):
        raise ValueError(f"successes must not exceed n, got {hits.tolist()} of {trials.tolist()}")
    return hits.astype(np.float64), trials.astype(np.float64)
