"""Metrics of yes/no calls: counts at a threshold per label, for the data and for many resamples.

The calls do not change from one resample to the next, so the counts are gathered once per cluster and
each chunk of replicates is one matrix product. Whole-number weights give exact counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from podium.registry.metrics.checks import check_clusters, check_scores_and_targets, check_weights


@dataclass(frozen=True)
class Confusion:
    """Counts of calls, and the ratios made of them.

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

    true_positives: Tensor
    false_positives: Tensor
    false_negatives: Tensor
    true_negatives: Tensor

    @property
    def f1(self) -> Tensor:
        """Harmonic mean of sensitivity and positive predictive value."""
        twice = 2 * self.true_positives
        return _ratio(twice, twice + self.false_positives + self.false_negatives)

    @property
    def sensitivity(self) -> Tensor:
        """Share of the positives that were called (recall)."""
        return _ratio(self.true_positives, self.true_positives + self.false_negatives)

    @property
    def specificity(self) -> Tensor:
        """Share of the negatives that were not called."""
        return _ratio(self.true_negatives, self.true_negatives + self.false_positives)

    @property
    def ppv(self) -> Tensor:
        """Share of the calls that were right (positive predictive value, precision)."""
        return _ratio(self.true_positives, self.true_positives + self.false_positives)

    @property
    def npv(self) -> Tensor:
        """Share of the rows not called that were negative (negative predictive value)."""
        return _ratio(self.true_negatives, self.true_negatives + self.false_negatives)


@dataclass(frozen=True)
class Tally:
    """Calls counted per cluster, ready for any number of replicates. Made by :func:`tally`.

    Args:
        counts: float64 [P, 4, L]: true positives, false positives, false negatives, true negatives.
    """

    counts: Tensor

    def confusion(self, weights: Tensor | None = None) -> Confusion:
        """Return the counts of each label, [L], or [B, L] with weights.

        Args:
            weights: [B, P] counts of each cluster in each replicate; every row once where left out.

        Raises:
            ValueError: If the weights are of another shape, type or device, negative or not finite.
        """
        clusters, kinds, labels = self.counts.shape
        if weights is None:
            return Confusion(*self.counts.sum(0))
        check_weights(weights, clusters, self.counts.device)
        flat = weights.to(torch.float64) @ self.counts.reshape(clusters, kinds * labels)
        return Confusion(*flat.reshape(-1, kinds, labels).unbind(1))


def tally(scores: Tensor, targets: Tensor, thresholds: Tensor, clusters: Tensor | None = None) -> Tally:
    """Call each row positive where ``score >= threshold`` and count per cluster.

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1 present, 0 absent, NaN not assessed: that row is left out for that label.
        thresholds: Floating point [L], not NaN.
        clusters: int64 [N], the resampling unit of each row; the row itself where left out.

    Raises:
        ValueError: If an argument is of another shape, type, device or range, or empty.
    """
    check_scores_and_targets(scores, targets)
    units, count = check_clusters(clusters, scores)
    labels = scores.shape[1]
    if not isinstance(thresholds, Tensor) or thresholds.shape != (labels,) or not thresholds.is_floating_point():
        raise ValueError(f"thresholds must be a floating point tensor of shape [L] = [{labels}], got {thresholds!r}")
    if thresholds.device != scores.device:
        raise ValueError(f"thresholds must be on {scores.device}, as the scores are, got {thresholds.device}")
    if bool(torch.isnan(thresholds).any()):
        raise ValueError(f"thresholds must not be NaN, got {thresholds.tolist()}")
    called = scores.to(torch.float64) >= thresholds.to(torch.float64)
    present, absent = targets == 1, targets == 0
    rows = torch.stack([called & present, called & absent, ~called & present, ~called & absent], dim=1)
    counts = torch.zeros(count, 4, labels, dtype=torch.float64, device=scores.device)
    return Tally(counts.index_add_(0, units, rows.to(torch.float64)))


def confusion(
    scores: Tensor,
    targets: Tensor,
    thresholds: Tensor,
    weights: Tensor | None = None,
    clusters: Tensor | None = None,
) -> Confusion:
    """Return the counts at ``thresholds``: :func:`tally` and :meth:`Tally.confusion` in one step.

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1, 0 or NaN for not assessed.
        thresholds: Floating point [L].
        weights: Counts [B, N], or [B, P] with ``clusters``; every row once where left out.
        clusters: int64 [N], the resampling unit of each row.

    Raises:
        ValueError: If an argument is of another shape, type, device or range, or empty.
    """
    return tally(scores, targets, thresholds, clusters).confusion(weights)


def _ratio(part: Tensor, whole: Tensor) -> Tensor:
    return torch.where(whole > 0, part / whole, torch.nan)
