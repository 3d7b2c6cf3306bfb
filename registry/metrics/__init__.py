"""Metrics as torch kernels: ranking, thresholds and resampling, in float64, on any device.

Nothing here knows a benchmark, a registry file or a report; only torch is needed. Wrong input raises
a :class:`ValueError` that names the argument, what was expected and what came.

The usual way for many replicates is to prepare once and evaluate often::

    clusters, count = cluster_index(patients)
    ranking = presort(scores, targets, clusters)
    for counts in draw_chunks(count, replicates=1000, seed=0, device=scores.device):
        auroc, average_precision = ranking.auroc_ap(counts)
"""

from podium.registry.metrics.ranking import Ranking, auroc, average_precision, presort
from podium.registry.metrics.resampling import (
    PercentileInterval,
    cluster_index,
    draw_chunks,
    draw_counts,
    percentile_interval,
)
from podium.registry.metrics.threshold import Confusion, Tally, confusion, tally

__all__ = [
    "Confusion",
    "PercentileInterval",
    "Ranking",
    "Tally",
    "auroc",
    "average_precision",
    "cluster_index",
    "confusion",
    "draw_chunks",
    "draw_counts",
    "percentile_interval",
    "presort",
    "tally",
]
