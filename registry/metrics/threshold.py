"""Metrics that are ratios of sums over rows: calls at a threshold, Brier score, calibration error.

What a row adds does not change from one resample to the next, so it is gathered once per cluster, and
each chunk of replicates is one matrix product in float64. Whole-number weights give exact counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.registry.metrics.arrays import Home, host
from podium.registry.metrics.checks import (
    check_all,
    check_clusters,
    check_home,
    check_scores_and_targets,
    check_weights,
)

BINNINGS = ("width", "mass")


@dataclass(frozen=True)
class Confusion:
    """Counts of calls, and the ratios made of them; numpy arrays or torch tensors.

    A ratio whose denominator is zero is NaN. The F1 needs neither precision nor recall to be defined:
    it is 2 TP / (2 TP + FP + FN), so it is 0 if positives exist and none is called, or if calls are made
    and no positive exists, and NaN only if there are neither positives nor positive calls. This
    is scikit-learn with ``zero_division=nan``.

    Args:
        true_positives: float64 [L] or [B, L], like the others.
        false_positives: Called, and absent.
        false_negatives: Not called, and present.
        true_negatives: Not called, and absent.
    """

    true_positives: Any
    false_positives: Any
    false_negatives: Any
    true_negatives: Any

    @property
    def f1(self) -> Any:
        """Harmonic mean of sensitivity and positive predictive value."""
        twice = 2 * self.true_positives
        return _ratio(twice, twice + self.false_positives + self.false_negatives)

    @property
    def sensitivity(self) -> Any:
        """Share of the positives that were called (recall)."""
        return _ratio(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def specificity(self) -> Any:
        """Share of the negatives that were not called."""
        return _ratio(self.true_negatives, self.true_negatives + self.false_positives)

    @property
    def ppv(self) -> Any:
        """Share of the calls that were right (positive predictive value, precision)."""
        return _ratio(self.true_positives, self.true_positives + self.false_positives)

    @property
    def npv(self) -> Any:
        """Share of the rows not called that were negative (negative predictive value)."""
        return _ratio(self.true_negatives, self.true_negatives + self.false_negatives)

    @property
    def balanced_accuracy(self) -> Any:
        """Mean of sensitivity and specificity; NaN without positives or without negatives."""
        return (self.sensitivity + self.specificity) / 2

    @property
    def mcc(self) -> Any:
        """Matthews' correlation of calls and targets; NaN (scikit-learn: 0) where one of them is constant."""
        tp, fp, fn, tn = self.true_positives, self.false_positives, self.false_negatives, self.true_negatives
        return _ratio(tp * tn - fp * fn, ((tp + fp) * (tn + fn)) ** 0.5 * ((tp + fn) * (tn + fp)) ** 0.5)


@dataclass(frozen=True)
class Tally:
    """Sums per cluster, ready for any number of replicates. Made by :func:`tally`.

    Args:
        sums: float64 [P, K, L] of numpy or torch: true positives, false positives, false negatives, true
            negatives; then, where they are probabilities, the squared errors; then, for each bin, the
            targets minus the scores.
        largest: Rows of the largest cluster.
        home: Where the scores live.
    """

    sums: Any
    largest: int
    home: Home

    def confusion(self, weights: Any = None) -> Confusion:
        """Return the counts of each label, [L], or [B, L] with weights.

        Args:
            weights: Whole numbers [B, P]: counts of each cluster in each replicate; every row once
                where left out.

        Raises:
            ValueError: If the weights are of another shape, type or place, negative or not whole.
        """
        return confusion_of(self._weighed(weights))

    def brier(self, weights: Any = None) -> Any:
        """Return the mean squared difference of score and target; arguments and errors as ``confusion``."""
        return brier_of(self._weighed(weights))

    def ece(self, weights: Any = None) -> Any:
        """Return the expected calibration error; arguments and errors as ``confusion``.

        It is the sum over bins of |sum of targets - sum of scores|, over the number of rows. The bins
        are cut once, on the data, and are the same in every replicate.
        """
        return ece_of(self._weighed(weights))

    def _weighed(self, weights: Any) -> Any:
        if weights is None:
            return self.sums.sum(0)
        counts = check_weights(weights, self.sums.shape[0], self.largest, self.home)
        return self.home.array(self.measure(self.home.array(counts).T))

    def measure(self, table: Any) -> NDArray[np.float64]:
        """Return the sums of each replicate, [B, K, L] of numpy, for counts [P, B]."""
        clusters, kinds, labels = self.sums.shape
        flat = self.sums.reshape(clusters, kinds * labels)
        if self.home.is_cuda and isinstance(table, np.ndarray):
            table = self.home.array(table)
        if isinstance(table, np.ndarray):
            product = table.astype(np.float64).T @ host(flat)
        else:
            product = host(table.double().T @ flat)
        sums: NDArray[np.float64] = product.reshape(-1, kinds, labels)
        return sums


def confusion_of(sums: Any) -> Confusion:
    """Return the counts in sums [..., K, L]."""
    return Confusion(*(sums[..., kind, :] for kind in range(4)))


def brier_of(sums: Any) -> Any:
    """Return the Brier score from sums [..., K, L]."""
    return _ratio(sums[..., 4, :], sums[..., :4, :].sum(-2))


def ece_of(sums: Any) -> Any:
    """Return the expected calibration error from sums [..., K, L]."""
    return _ratio(abs(sums[..., 5:, :]).sum(-2), sums[..., :4, :].sum(-2))


def tally(
    scores: Any, targets: Any, thresholds: Any, clusters: Any = None, bins: int = 0, binning: str = "width"
) -> Tally:
    """Call each row positive where ``score >= threshold`` and sum per cluster.

    Args:
        scores: Floating point [N, L], finite; within [0, 1] if there are bins. A numpy array or a torch
            tensor, and the other arrays with it.
        targets: [N, L]; 1 present, 0 absent, NaN not assessed: that row is left out for that label.
        thresholds: Floating point [L], not NaN.
        clusters: int64 [N], the resampling unit of each row; the row itself where left out.
        bins: Bins of the calibration error; 0 if neither it nor the Brier score is wanted.
        binning: ``"width"`` for bins of equal width, [k / bins, (k + 1) / bins) and the last closed;
            ``"mass"`` for bins of equal numbers of rows, as far as ties allow: equal scores share a bin.

    Raises:
        ValueError: If an argument is of another shape, type, place or range, or empty.
    """
    values, truth, home = check_scores_and_targets(scores, targets)
    units, count = check_clusters(clusters, len(values), home)
    labels = values.shape[1]
    check_home("thresholds", thresholds, home)
    cuts = host(thresholds)
    if cuts.shape != (labels,) or cuts.dtype.kind != "f":
        shape, kind = list(cuts.shape), thresholds.dtype
        raise ValueError(f"thresholds must be floating point of shape [L] = [{labels}], got {kind} of shape {shape}")
    check_all("thresholds must not be NaN", cuts, ~np.isnan(cuts))
    if bins < 0 or binning not in BINNINGS:
        raise ValueError(
            f"bins and binning must be 0 or more and one of {', '.join(BINNINGS)}, got {bins}, {binning!r}"
        )
    if bins:
        check_all("scores must be probabilities within [0, 1]", values, (values >= 0) & (values <= 1))
    sums = np.zeros((count, 4 + (bins and bins + 1), labels))
    for label in range(labels):
        _tally_label(sums[:, :, label], values[:, label], truth[:, label], units, float(cuts[label]), bins, binning)
    return Tally(home.array(sums), int(np.bincount(units).max()), home)


def _tally_label(
    sums: Any, scores: Any, targets: Any, units: NDArray[np.int64], cut: float, bins: int, binning: str
) -> None:
    """Fill sums [P, K] of one label."""
    seen = targets == targets
    score, target, unit = scores[seen].astype(np.float64), targets[seen].astype(np.float64), units[seen]
    clusters = len(sums)
    kind = np.where(score >= cut, 1 - target, 3 - target).astype(np.int64)
    sums[:, :4] = np.bincount(unit * 4 + kind, minlength=4 * clusters).reshape(clusters, 4)
    if bins:
        error = target - score
        sums[:, 4] = np.bincount(unit, error * error, minlength=clusters)
        place = unit * bins + _bins(score, bins, binning)
        sums[:, 5:] = np.bincount(place, error, minlength=bins * clusters).reshape(clusters, bins)


def _bins(score: NDArray[np.float64], bins: int, binning: str) -> NDArray[np.int64]:
    if binning == "width":
        return np.minimum((score * bins).astype(np.int64), bins - 1)
    ordered = np.sort(score)
    edges = ordered[len(score) * np.arange(1, bins) // bins] if len(score) else ordered
    return np.searchsorted(edges, score, side="right")


def confusion(scores: Any, targets: Any, thresholds: Any, weights: Any = None, clusters: Any = None) -> Confusion:
    """Return the counts at ``thresholds``: :func:`tally` and :meth:`Tally.confusion` in one step.

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1, 0 or NaN for not assessed.
        thresholds: Floating point [L].
        weights: Counts [B, N], or [B, P] with ``clusters``; every row once where left out.
        clusters: int64 [N], the resampling unit of each row.

    Raises:
        ValueError: If an argument is of another shape, type, place or range, or empty.
    """
    return tally(scores, targets, thresholds, clusters).confusion(weights)


def _ratio(part: Any, whole: Any) -> Any:
    """Return the quotient; the parts of nothing are 0, and 0 / 0 is NaN."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return part / whole
