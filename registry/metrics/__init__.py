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

try:
    import numpy as _  # noqa: F401
except ModuleNotFoundError as error:
    raise ImportError("podium.registry.metrics needs numpy; the extra eval of Podium brings it") from error

from podium.registry.metrics.accuracies import Accuracy, AccuracyDifference, SampledShare, accuracy, accuracy_difference
from podium.registry.metrics.agreement import cohen_kappa
from podium.registry.metrics.bootstrapping import METRICS, Bootstrap, Estimate, bootstrap
from podium.registry.metrics.calibration import (
    Recalibration,
    Reliability,
    brier,
    calibration_bins,
    ece,
    recalibration,
    reliability,
    rms_calibration_error,
)
from podium.registry.metrics.comparison import Comparison, LabelComparison, compare
from podium.registry.metrics.curves import (
    OperatingPoints,
    PrecisionRecallCurve,
    RocCurve,
    precision_recall_curves,
    roc_curves,
    sensitivity_at_specificity,
    specificity_at_sensitivity,
)
from podium.registry.metrics.delong import DeLong, DeLongTest, Difference, delong, delong_test, influence
from podium.registry.metrics.intervals import (
    BootstrapBounds,
    Bounds,
    McNemar,
    acceleration,
    bca_interval,
    exact_interval,
    holm,
    mcnemar,
    wilson_interval,
)
from podium.registry.metrics.ranking import Ranking, auroc, average_precision, presort
from podium.registry.metrics.resampling import (
    PercentileInterval,
    cluster_index,
    draw_chunks,
    draw_counts,
    percentile_interval,
)
from podium.registry.metrics.text import alphanumeric_words, bleu, bleu_counts, rouge_l, split_words
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

# Computed once, on numpy; results are numpy arrays.
__all__ += [
    "Accuracy",
    "AccuracyDifference",
    "BootstrapBounds",
    "Bounds",
    "Comparison",
    "DeLong",
    "DeLongTest",
    "Difference",
    "LabelComparison",
    "McNemar",
    "OperatingPoints",
    "PrecisionRecallCurve",
    "Recalibration",
    "Reliability",
    "RocCurve",
    "SampledShare",
    "acceleration",
    "accuracy",
    "accuracy_difference",
    "alphanumeric_words",
    "bca_interval",
    "bleu",
    "bleu_counts",
    "brier",
    "calibration_bins",
    "cohen_kappa",
    "compare",
    "delong",
    "delong_test",
    "ece",
    "exact_interval",
    "holm",
    "influence",
    "mcnemar",
    "precision_recall_curves",
    "recalibration",
    "reliability",
    "rms_calibration_error",
    "roc_curves",
    "rouge_l",
    "sensitivity_at_specificity",
    "specificity_at_sensitivity",
    "split_words",
    "wilson_interval",
]
