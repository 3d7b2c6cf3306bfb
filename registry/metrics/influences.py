"""How much each cluster adds to a metric: what the acceleration of a BCa interval is made of.

The values are derivatives of the metric by the weight of a cluster, up to a factor per label
(the infinitesimal jackknife; Efron and Tibshirani: An Introduction to the Bootstrap, 1993, chapter 22).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.registry.metrics.arrays import host
from podium.registry.metrics.delong import influence
from podium.registry.metrics.threshold import tally

#: Ratios by metric: which of TP, FP, FN, TN and squared errors are added up above and below the line.
RATIOS = {
    "f1": ((2, 0, 0, 0, 0), (2, 1, 1, 0, 0)),
    "sensitivity": ((1, 0, 0, 0, 0), (1, 0, 1, 0, 0)),
    "specificity": ((0, 0, 0, 1, 0), (0, 1, 0, 1, 0)),
    "ppv": ((1, 0, 0, 0, 0), (1, 1, 0, 0, 0)),
    "npv": ((0, 0, 0, 1, 0), (0, 0, 1, 1, 0)),
    "brier": ((0, 0, 0, 0, 1), (1, 1, 1, 1, 0)),
}


def influence_of(
    metrics: Iterable[str], scores: Any, targets: Any, clusters: Any, thresholds: Any
) -> dict[str, NDArray[np.float64]]:
    """Return the influence of each cluster, float64 [C, L], by metric.

    Raises:
        ValueError: If a metric has no influence values here.
    """
    wanted = tuple(metrics)
    known = ("auroc", "balanced_accuracy", *RATIOS)
    lacking = [metric for metric in wanted if metric not in known]
    if lacking:
        raise ValueError(f"ci must be 'percentile' for {', '.join(lacking)}: 'bca' knows {', '.join(known)}")
    found = {"auroc": influence(scores, targets, clusters)} if "auroc" in wanted else {}
    if any(metric != "auroc" for metric in wanted):
        sums = host(tally(scores, targets, thresholds, clusters, int("brier" in wanted)).sums)
        for metric in wanted:
            if metric in RATIOS:
                found[metric] = _of_ratio(sums, metric)
            elif metric == "balanced_accuracy":
                found[metric] = (_of_ratio(sums, "sensitivity") + _of_ratio(sums, "specificity")) / 2
    return found


def _of_ratio(sums: NDArray[np.float64], metric: str) -> NDArray[np.float64]:
    over, under = (np.array(parts[: sums.shape[1]]) for parts in RATIOS[metric])
    above, below = (np.einsum("pkl,k->pl", sums[:, : len(parts)], parts) for parts in (over, under))
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = below.sum(0)
        return np.asarray((above - below * (above.sum(0) / whole)) / whole)
