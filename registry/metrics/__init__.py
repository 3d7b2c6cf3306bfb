"""Metrics: ranking, thresholds, calibration and resampling, in float64; numpy in, numpy out; torch in, torch out.

Nothing here knows a benchmark, a registry file or a report; only numpy is needed, and torch and numba
make large data fast (see :mod:`.backends`). Wrong input raises a :class:`ValueError` that names the
argument, what was expected and what came.

With intervals, in one call::

    patients, _ = cluster_index(names)
    found = bootstrap(scores, targets, patients, metrics=("auroc", "f1"))

Prepared once and evaluated often::

    ranking = presort(scores, targets, patients)
    auroc, average_precision = ranking.auroc_ap(draw_counts(ranking.clusters, 0, 100, seed=0))
"""

from podium.registry.metrics.bootstrapping import METRICS, Bootstrap, Estimate, bootstrap
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
    "METRICS",
    "Bootstrap",
    "Confusion",
    "Estimate",
    "PercentileInterval",
    "Ranking",
    "Tally",
    "auroc",
    "average_precision",
    "bootstrap",
    "cluster_index",
    "confusion",
    "draw_chunks",
    "draw_counts",
    "percentile_interval",
    "presort",
    "tally",
]
