"""The normal and the binomial distribution, as far as intervals and tests need them.

They are written out so that a report needs neither scipy nor its start-up time; the tests hold them
against scipy.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from podium.registry.metrics.arguments import Floats, check_share

_STANDARD = NormalDist()


def normal_cdf(value: float) -> float:
    """Return the standard normal distribution function, accurate in the lower tail."""
    return math.erfc(-value / math.sqrt(2)) / 2


def normal_quantile(share: float) -> float:
    """Return the standard normal quantile; minus or plus infinity at 0 and 1."""
    if share in (0.0, 1.0):
        return math.inf if share else -math.inf
    return _STANDARD.inv_cdf(share)


def reach(level: float) -> float:
    """Return how many standard errors a normal interval of this level reaches to either side.

    Raises:
        ValueError: If the level is not between 0 and 1.
    """
    check_share("level", level)
    return -_STANDARD.inv_cdf((1 - level) / 2)


def two_sided_p(z: Floats) -> Floats:
    """Return the two-sided normal p-value of each z, NaN where z is NaN."""
    return np.array([math.erfc(abs(value) / math.sqrt(2)) for value in z.ravel()]).reshape(z.shape)


def binomial_pmf(n: int, share: float) -> Floats:
    """Return the probabilities of 0 to n successes, float64 [n + 1].

    They are built outwards from the most likely count, ratio by ratio, and scaled to sum to 1: unlike
    log-factorials this loses no digits for large n, and the far tails fade to 0.

    Args:
        n: Number of trials, from 0.
        share: Probability of success, from 0 to 1.
    """
    if share in (0.0, 1.0):
        certain = np.zeros(n + 1)
        certain[n if share else 0] = 1
        return certain
    counts = np.arange(1, n + 1)
    ratio = (n - counts + 1) / counts * (share / (1 - share))
    mode = min(n, int((n + 1) * share))
    below = np.cumprod(1 / ratio[:mode][::-1])[::-1]
    shape = np.concatenate([below, [1.0], np.cumprod(ratio[mode:])])
    return np.asarray(shape / shape.sum())


def binomial_quantile(n: int, share: float, quantile: float) -> int:
    """Return the smallest count whose distribution function reaches the quantile, as scipy's ``binom.ppf``."""
    return min(n, int(np.searchsorted(np.cumsum(binomial_pmf(n, share)), quantile)))


def share_with_upper_tail(n: int, successes: int, tail: float) -> float:
    """Return the share under which ``successes`` or more of n have probability ``tail``.

    Newton's steps on the tail, whose derivative is known, kept inside a shrinking bracket.

    Args:
        n: Number of trials.
        successes: From 1 to n.
        tail: Between 0 and 1.
    """
    low, high = 0.0, 1.0
    share = successes / (n + 1)
    while True:
        pmf = binomial_pmf(n, share)
        excess = float(pmf[successes:].sum()) - tail
        low, high = (low, share) if excess > 0 else (share, high)
        slope = successes * float(pmf[successes]) / share
        step = share - excess / slope if slope > 0 else low
        if not low < step < high:
            step = (low + high) / 2
        if abs(step - share) <= 4 * math.ulp(share):
            return step
        share = step
