"""Variance of the area under the ROC curve without resampling, and tests of the difference of two.

Every positive row has a placement: the share of the negatives it is ranked above, ties counting half;
every negative row has one among the positives. The AUROC is their mean, and its variance that of the
placements: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 1988. Here they come from one
sort per label, as in X. Sun and W. Xu, IEEE Signal Processing Letters 2014, counted in whole numbers.

Rows of one cluster (the images of a patient) are not independent: their placements are summed first
and the cluster is the unit, which adds the covariance between a cluster's positives and its negatives:
N. A. Obuchowski, Biometrics 1997. With one row per cluster that is DeLong's variance exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from podium.registry.metrics.arguments import Flags, Floats, Ints, as_array, as_numbers, as_scores
from podium.registry.metrics.distributions import reach, two_sided_p
from podium.registry.metrics.intervals import Bounds


@dataclass(frozen=True)
class DeLong:
    """Areas of M models over L labels on the same rows, and how they vary together.

    Args:
        auroc: float64 [M, L]; NaN where a label lacks positives or negatives.
        covariance: float64 [M, L, M, L], between any two of them; NaN where an area is NaN, or where
            a label's positives, or its negatives, all lie in one cluster. Of one label it is DeLong's
            (Obuchowski's with clusters); between labels, whose rows may differ, the product of the
            clusters' influences is summed and scaled by C / (C - 1).
        positives: int64 [L].
        negatives: int64 [L].
        reasons: Per label, why area or variance is undefined, or empty.
    """

    auroc: Floats
    covariance: Floats
    positives: Ints
    negatives: Ints
    reasons: tuple[str, ...]

    @property
    def se(self) -> Floats:
        """Standard error of each area, float64 [M, L]."""
        return np.asarray(np.sqrt(np.einsum("mlml->ml", self.covariance)))

    @property
    def between_models(self) -> Floats:
        """Covariance of the models within each label, float64 [M, M, L]."""
        return np.asarray(np.einsum("mlkl->mkl", self.covariance))

    def interval(self, level: float = 0.95) -> Bounds:
        """Return the normal interval of each area, cut off at 0 and 1; [M, L] each.

        Raises:
            ValueError: If the level is not between 0 and 1.
        """
        spread = reach(level) * self.se
        return Bounds(np.clip(self.auroc - spread, 0, 1), np.clip(self.auroc + spread, 0, 1))

    def macro(self) -> tuple[Floats, Floats]:
        """Return the mean area over the labels and its standard error, [M] each.

        Both are NaN unless every label is defined: choose the labels before, not by what came out.
        """
        labels = self.auroc.shape[1]
        variance = np.einsum("mlmk->m", self.covariance) / labels**2
        return self.auroc.mean(1), np.sqrt(np.maximum(variance, 0))


class Difference(NamedTuple):
    """A difference of two models: value, standard error, z, two-sided p, and interval ends."""

    value: float
    se: float
    z: float
    p: float
    low: float
    high: float


@dataclass(frozen=True)
class DeLongTest:
    """Area of the first model minus area of the second, per label, and for the mean over labels.

    Args:
        first: float64 [L], areas of the first model.
        second: float64 [L], areas of the second.
        difference: float64 [L].
        se: float64 [L], standard error of the difference.
        z: float64 [L], difference over its standard error; NaN where that is 0 or undefined.
        p: float64 [L], two-sided; 1 where two models rank every pair alike, NaN where undefined.
        low: float64 [L], lower end of the interval of the difference.
        high: float64 [L], its upper end.
        macro: The same of the mean over labels, with the covariance between labels; NaN unless every
            label is defined.
        positives: int64 [L].
        negatives: int64 [L].
        reasons: Per label, why it is undefined, or empty.
    """

    first: Floats
    second: Floats
    difference: Floats
    se: Floats
    z: Floats
    p: Floats
    low: Floats
    high: Floats
    macro: Difference
    positives: Ints
    negatives: Ints
    reasons: tuple[str, ...]


def delong(scores: Any, targets: Any, clusters: Any = None) -> DeLong:
    """Return areas and their full covariance for one or more models.

    Args:
        scores: Floating point [N, L], or [M, N, L] for M models; finite.
        targets: [N, L]; 1 present, 0 absent, NaN not assessed: that row is left out for that label.
        clusters: int64 [N] from 0, the cluster of each row; each its own where left out.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    given = as_array("scores", scores)
    if given.ndim not in (2, 3) or given.size == 0:
        raise ValueError(f"scores must have shape [N, L] or [M, N, L] and not be empty, got {list(given.shape)}")
    return _covariance(_influences(given if given.ndim == 3 else given[None], targets, clusters))


def delong_test(first: Any, second: Any, targets: Any, clusters: Any = None, level: float = 0.95) -> DeLongTest:
    """Test the difference of two models that scored the same rows.

    Args:
        first: Floating point [N, L], finite.
        second: The same of the second model.
        targets: [N, L]; 1, 0, or NaN for not assessed.
        clusters: int64 [N] from 0, the cluster of each row; each its own where left out.
        level: Coverage of the interval, between 0 and 1.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    one, truth = as_scores(first, targets, "first")
    other, _ = as_scores(second, targets, "second")
    both = _influences(np.stack([one, other]), truth, clusters)
    # The difference is taken row by row before anything is squared: no digits are lost between two
    # models that are nearly the same.
    gap = _covariance(both.difference())
    spread = reach(level)
    difference, se = gap.auroc[0], gap.se[0]
    z, p = _test(difference, se)
    mean, mean_se = gap.macro()
    mean_z, mean_p = _test(mean, mean_se)
    value, error = float(mean[0]), float(mean_se[0])
    macro = Difference(value, error, float(mean_z[0]), float(mean_p[0]), value - spread * error, value + spread * error)
    return DeLongTest(
        both.auroc[0],
        both.auroc[1],
        difference,
        se,
        z,
        p,
        difference - spread * se,
        difference + spread * se,
        macro,
        gap.positives,
        gap.negatives,
        gap.reasons,
    )


def influence(scores: Any, targets: Any, clusters: Any = None) -> Floats:
    """Return how the AUROC of each label changes per unit of weight of each cluster.

    It is the derivative of the weighted AUROC at equal weights: it sums to 0 over the clusters, and
    its squares sum to the variance (the infinitesimal jackknife). What a jackknife over clusters
    would find, in one sort per label.

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1, 0, or NaN for not assessed.
        clusters: int64 [N] from 0, the cluster of each row; each its own where left out.

    Returns:
        float64 [C, L], with C the largest cluster number plus one (N without clusters); 0 for a
        cluster without assessed rows, NaN for a label without positives or without negatives.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    values, truth = as_scores(scores, targets)
    found = _influences(values[None], truth, clusters)
    total: Floats = (found.positive[0] + found.negative[0]).T
    total[:, np.isnan(found.auroc[0])] = np.nan
    return total


@dataclass(frozen=True)
class _Influences:
    """Influence of every cluster on every area, through its positives and through its negatives.

    ``auroc`` is [M, L], ``positive`` and ``negative`` are [M, L, C]. ``units`` [L, 3] counts the
    clusters with positives, with negatives, and with either; ``clusters`` those with any assessed row.
    """

    auroc: Floats
    positive: Floats
    negative: Floats
    units: Ints
    clusters: int
    positives: Ints
    negatives: Ints

    def difference(self) -> _Influences:
        """Return the influences on the first model's area minus the second's, as if of one model."""
        first, second = slice(0, 1), slice(1, 2)
        return replace(
            self,
            auroc=self.auroc[first] - self.auroc[second],
            positive=self.positive[first] - self.positive[second],
            negative=self.negative[first] - self.negative[second],
        )


def _influences(scores: Any, targets: Any, clusters: Any) -> _Influences:
    """Return the influences of clusters on the areas of scores [M, N, L]."""
    checked = [as_scores(model, targets) for model in scores]
    values, truth = np.stack([one for one, _ in checked]), checked[0][1]
    models, rows, labels = values.shape
    unit, count = as_numbers("clusters", clusters, rows)
    auroc = np.full((models, labels), np.nan)
    positive, negative = np.zeros((models, labels, count)), np.zeros((models, labels, count))
    units, totals = np.zeros((labels, 3), dtype=np.int64), np.zeros((2, labels), dtype=np.int64)
    for label in range(labels):
        seen = ~np.isnan(truth[:, label])
        present, unit_seen = truth[seen, label] == 1, unit[seen]
        sides = unit_seen[present], unit_seen[~present]
        totals[:, label] = [len(side) for side in sides]
        units[label] = [np.count_nonzero(np.bincount(side, minlength=1)) for side in (*sides, unit_seen)]
        if not totals[:, label].all():
            continue
        for model in range(models):
            share, placements = _placements(values[model, seen, label], present)
            auroc[model, label] = share
            for result, side, these in ((positive, sides[0], present), (negative, sides[1], ~present)):
                pull = (placements[these] - share) / len(side)
                result[model, label] = np.bincount(side, weights=pull, minlength=count)
    assessed = int(np.count_nonzero(np.bincount(unit[~np.isnan(truth).all(1)], minlength=1)))
    return _Influences(auroc, positive, negative, units, assessed, totals[0], totals[1])


def _placements(scores: Floats, present: Flags) -> tuple[float, Floats]:
    """Return the area and the placement of each row; twice the placements are counted in whole numbers."""
    order = np.argsort(scores)
    ordered, positive = scores[order], present[order]
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)
    true = np.cumsum(positive)[ends]
    false = ends + 1 - true
    true_below, false_below = np.append(0, true[:-1]), np.append(0, false[:-1])
    pairs_of_positive = false_below + false
    pairs_of_negative = 2 * true[-1] - true - true_below
    group = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=-1))
    placements = np.empty(len(scores))
    placements[order] = np.where(
        positive, pairs_of_positive[group] / (2 * false[-1]), pairs_of_negative[group] / (2 * true[-1])
    )
    twice = int(((true - true_below) * pairs_of_positive).sum())
    return twice / (2 * int(true[-1]) * int(false[-1])), placements


def _covariance(found: _Influences) -> DeLong:
    models, labels, count = found.positive.shape
    total = (found.positive + found.negative).reshape(models * labels, count)
    covariance = (total @ total.T * _unbiased(found.clusters)).reshape(models, labels, models, labels)
    reasons = []
    for label in range(labels):
        covariance[:, label, :, label] = _of_label(
            found.positive[:, label], found.negative[:, label], [_unbiased(int(units)) for units in found.units[label]]
        )
        reasons.append(_reason(int(found.positives[label]), int(found.negatives[label]), found.units[label]))
        if reasons[-1]:
            covariance[:, label] = np.nan
            covariance[..., label] = np.nan
    return DeLong(found.auroc, covariance, found.positives, found.negatives, tuple(reasons))


def _of_label(positive: Floats, negative: Floats, factors: list[float]) -> Floats:
    """Return Obuchowski's covariance [M, M] from influences [M, C], as sums of squares.

    by_positive P P' + by_negative N N' + either (P N' + N P') is the same, but where a cluster's positives
    and negatives cancel it leaves rounding that can be below 0.
    """
    by_positive, by_negative, either = factors
    both = positive + negative
    block = (
        either * (both @ both.T)
        + (by_positive - either) * (positive @ positive.T)
        + (by_negative - either) * (negative @ negative.T)
    )
    # What is left where they cancel in every cluster is no variance: it would make any difference significant.
    noise = (16 * np.finfo(np.float64).eps) ** 2 * ((positive**2).sum(1) + (negative**2).sum(1))
    variance = np.diag(block)
    np.fill_diagonal(block, np.where(variance > noise, variance, 0.0))
    return block


def _unbiased(units: int) -> float:
    return units / (units - 1) if units > 1 else 1.0


def _reason(positives: int, negatives: int, units: Ints) -> str:
    if positives + negatives == 0:
        return "not assessed"
    if positives == 0 or negatives == 0:
        return f"no {'positives' if positives == 0 else 'negatives'} among {positives + negatives} rows"
    for kind, clusters in zip(("positives", "negatives"), units[:2], strict=True):
        if clusters == 1:
            return f"all {kind} are in one cluster: the area has no variance"
    return ""


def _test(difference: Floats, se: Floats) -> tuple[Floats, Floats]:
    """Return z and p; equal models have no z but p = 1."""
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(se > 0, difference / se, np.nan)
    return z, np.where((se == 0) & (difference == 0), 1.0, two_sided_p(z))
