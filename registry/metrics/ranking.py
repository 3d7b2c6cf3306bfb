"""Area under the ROC curve and average precision, for the data itself and for many resamples of it.

Each label is sorted once. A resample is a row of counts, one per cluster: it changes how much a row
of data weighs, never the order, so every replicate reads off the same sorted rows.

Results do not depend on how replicates are cut into chunks, on the number of threads or on the
device: with whole-number weights the AUROC is a quotient of two exact integers (while twice the
product of the weights of positives and negatives stays below 2**53), and the terms of the average
precision are added as fixed-point numbers, where the order of addition is of no consequence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from podium.registry.metrics.checks import check_clusters, check_scores_and_targets, check_weights

#: Elements of the largest intermediate tensor (float64). A handful of them live at once, so this
#: bounds the memory of any number of replicates, and keeps the pieces near the processor's cache.
CHUNK_ELEMENTS = 1 << 17

#: Scale of the fixed-point sum: the terms add up to at most 1, so the sum stays below 2**63.
_FIXED_POINT = 2.0**62


@dataclass(frozen=True)
class SortedLabel:
    """The assessed rows of one label, highest score first.

    Args:
        clusters: int64 [n], the cluster of each row.
        positive: float64 [n], 1 where the label is present and 0 where it is absent.
        ends: int64 [G], the last row of each of G groups of equal scores.
    """

    clusters: Tensor
    positive: Tensor
    ends: Tensor


@dataclass(frozen=True)
class Ranking:
    """Sorted labels, ready for any number of replicates. Made by :func:`presort`.

    The methods take ``weights``, [B, P] counts of each of the P clusters in each of B replicates, and
    return float64 [B, L]; without weights every row counts once and the result is [L]. A value is NaN
    where it is undefined: the AUROC without positives or without negatives, the average precision
    without positives. They raise ValueError on weights of another shape, negative or not finite.

    Args:
        labels: One entry per label.
        clusters: P.
        device: Where the tensors are.
    """

    labels: tuple[SortedLabel, ...]
    clusters: int
    device: torch.device

    def auroc(self, weights: Tensor | None = None) -> Tensor:
        """Return the area under the ROC curve; tied scores count one half, as in scikit-learn."""
        return self._evaluate(weights, (_auroc,))[0]

    def average_precision(self, weights: Tensor | None = None) -> Tensor:
        """Return the average precision: the step sum over recall, as in scikit-learn, not the trapezoid."""
        return self._evaluate(weights, (_average_precision,))[0]

    def auroc_ap(self, weights: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return both from one walk over the sorted rows."""
        area, precision = self._evaluate(weights, (_auroc, _average_precision))
        return area, precision

    def _evaluate(
        self, weights: Tensor | None, metrics: Sequence[Callable[[Tensor, Tensor], Tensor]]
    ) -> tuple[Tensor, ...]:
        if weights is None:
            counts = torch.ones(1, self.clusters, dtype=torch.float64, device=self.device)
        else:
            check_weights(weights, self.clusters, self.device)
            counts = weights
        shape = (counts.shape[0], len(self.labels))
        results = tuple(torch.full(shape, torch.nan, dtype=torch.float64, device=self.device) for _ in metrics)
        for column, label in enumerate(self.labels):
            rows = label.clusters.numel()
            if rows == 0:
                continue
            step = max(1, CHUNK_ELEMENTS // rows)
            for start in range(0, shape[0], step):
                curve = _curve(label, counts[start : start + step])
                for result, metric in zip(results, metrics, strict=True):
                    result[start : start + step, column] = metric(*curve)
        return tuple(result[0] for result in results) if weights is None else results


def presort(scores: Tensor, targets: Tensor, clusters: Tensor | None = None) -> Ranking:
    """Sort each label once.

    Args:
        scores: Floating point [N, L], finite; higher means more likely present.
        targets: [N, L]; 1 present, 0 absent, NaN not assessed: that row is left out for that label.
        clusters: int64 [N], the resampling unit of each row (see ``cluster_index``); each row is its
            own unit where left out.

    Raises:
        ValueError: If an argument is of another shape, type, device or range, or empty.
    """
    check_scores_and_targets(scores, targets)
    units, count = check_clusters(clusters, scores)
    labels = []
    for column in range(scores.shape[1]):
        rows = (~torch.isnan(targets[:, column])).nonzero()[:, 0]
        ordered, order = torch.sort(scores[rows, column].to(torch.float64), descending=True, stable=True)
        rows = rows[order]
        last = torch.ones(rows.numel(), dtype=torch.bool, device=scores.device)
        last[:-1] = ordered[1:] != ordered[:-1]
        labels.append(SortedLabel(units[rows], targets[rows, column].to(torch.float64), last.nonzero()[:, 0]))
    return Ranking(tuple(labels), count, scores.device)


def auroc(scores: Tensor, targets: Tensor, weights: Tensor | None = None, clusters: Tensor | None = None) -> Tensor:
    """Return the area under the ROC curve of each label.

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1, 0 or NaN for not assessed.
        weights: Counts [B, N], or [B, P] with ``clusters``; every row once where left out.
        clusters: int64 [N], the resampling unit of each row.

    Returns:
        float64 [L], or [B, L] with weights; NaN where a label lacks positives or negatives.

    Raises:
        ValueError: If an argument is of another shape, type, device or range, or empty.
    """
    return presort(scores, targets, clusters).auroc(weights)


def average_precision(
    scores: Tensor, targets: Tensor, weights: Tensor | None = None, clusters: Tensor | None = None
) -> Tensor:
    """Return the average precision of each label; arguments, shapes and errors as in :func:`auroc`.

    Returns:
        float64 [L], or [B, L] with weights; NaN where a label has no positives (scikit-learn warns
        and gives 0 there).
    """
    return presort(scores, targets, clusters).average_precision(weights)


def _curve(label: SortedLabel, counts: Tensor) -> tuple[Tensor, Tensor]:
    """Return true and false positives, float64 [B, G], when calling each group and all above it."""
    weights = counts.to(torch.float64).index_select(1, label.clusters)
    called = weights.cumsum(1).index_select(1, label.ends)
    true = weights.mul_(label.positive).cumsum(1).index_select(1, label.ends)
    return true, called.sub_(true)


def _auroc(true: Tensor, false: Tensor) -> Tensor:
    """Return the trapezoid area [B] under the points (false, true): a tie group is one slanted step."""
    heights = true.clone()
    heights[:, 1:] += true[:, :-1]
    area = _steps(false).mul_(heights).sum(1)
    pairs = true[:, -1] * false[:, -1]
    return torch.where(pairs > 0, area / (2 * pairs), torch.nan)


def _average_precision(true: Tensor, false: Tensor) -> Tensor:
    """Return the sum over groups [B] of the recall gained there times the precision there."""
    positives = true[:, -1]
    gained = _steps(true) / torch.where(positives > 0, positives, 1.0)[:, None]
    # Groups of no weight at the top have 0 calls and gain 0.
    precision = true / (true + false).clamp_min_(torch.finfo(torch.float64).tiny)
    total = gained.mul_(precision).mul_(_FIXED_POINT).to(torch.int64).sum(1)
    return torch.where(positives > 0, total.to(torch.float64) / _FIXED_POINT, torch.nan)


def _steps(cumulative: Tensor) -> Tensor:
    steps = cumulative.clone()
    steps[:, 1:] -= cumulative[:, :-1]
    return steps
