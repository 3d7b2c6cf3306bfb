"""Metrics with bootstrap intervals over clusters, for one model or for several on the same draws.

The usual call::

    found = bootstrap(scores, targets, patients, metrics=("auroc", "f1"))
    auroc = found["auroc"]
    auroc.point, auroc.interval(), auroc.mean().interval()

A mean over labels is taken inside each replicate, and so is the difference of two models.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.registry.metrics import fast
from podium.registry.metrics.arrays import Home, home_of, host
from podium.registry.metrics.backends import choose, threads
from podium.registry.metrics.checks import check_clusters, check_home, check_scores_and_targets
from podium.registry.metrics.influences import influence_of
from podium.registry.metrics.intervals import acceleration, bca_interval
from podium.registry.metrics.ranking import Ranking, chunk_width, presort
from podium.registry.metrics.resampling import PercentileInterval, check_draws, draw, percentile_interval
from podium.registry.metrics.threshold import Tally, brier_of, confusion_of, ece_of, tally

RANKING = ("auroc", "average_precision")
CALLS = ("f1", "sensitivity", "specificity", "ppv", "npv", "balanced_accuracy", "mcc")
CALIBRATION = ("brier", "ece")
METRICS = (*RANKING, *CALLS, *CALIBRATION)
INTERVALS = ("percentile", "bca")

#: Clusters from which a chunk of 64 replicates is work enough for a thread.
MANY = 4096

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """One metric with its replicates; arrays of the library and on the device of the scores.

    Args:
        point: float64 [L], or [] for a mean; NaN where undefined.
        replicates: float64 [B, L], or [B]; NaN where undefined.
        influence: float64 [C, L] of numpy, what each cluster adds to the metric, up to a factor per
            label; with it intervals are BCa, without it percentile.
    """

    point: Any
    replicates: Any
    influence: Doubles | None = None

    def interval(self, level: float = 0.95) -> PercentileInterval:
        """Return the ends, and how many replicates were undefined and left out; shapes as ``point``.

        Raises:
            ValueError: If the level is not between 0 and 1.
        """
        if self.influence is None:
            return percentile_interval(self.replicates, level)
        home = home_of("replicates", self.replicates)
        values, point = host(self.replicates), np.asarray(host(self.point))
        ends = bca_interval(values, point, acceleration(self.influence), level)
        low, high, undefined = (home.array(np.asarray(part)) for part in ends)
        return PercentileInterval(low, high, undefined)

    @property
    def se(self) -> Any:
        """Standard deviation of the defined replicates; NaN with fewer than two."""
        values = host(self.replicates)
        defined = ~np.isnan(values)
        count = defined.sum(0)
        with np.errstate(invalid="ignore", divide="ignore"):
            centre = np.where(defined, values, 0).sum(0) / count
            spread = np.where(defined, (values - centre) ** 2, 0).sum(0) / np.where(count > 1, count - 1, np.nan)
        return home_of("replicates", self.replicates).array(np.asarray(np.sqrt(spread)))

    def mean(self, columns: Sequence[int] | None = None, weights: Estimate | None = None) -> Estimate:
        """Return the mean over labels, taken inside each replicate; NaN where one of them is.

        Args:
            columns: The labels; all of them where left out.
            weights: Of each label, such as the ``positives`` of a bootstrap for the weighted mean of
                scikit-learn; equal where left out.
        """
        chosen = list(range(self.point.shape[-1]) if columns is None else columns)
        if not chosen:
            raise ValueError("columns must name at least one label, got none")
        if weights is None:
            influence = None if self.influence is None else self.influence[:, chosen].mean(1)
            return Estimate(self.point[..., chosen].mean(-1), self.replicates[..., chosen].mean(-1), influence)
        if self.influence is not None:
            raise ValueError("weights must be None for BCa intervals, got an estimate")
        share, shares = (values[..., chosen] for values in (weights.point, weights.replicates))
        return Estimate(
            (self.point[..., chosen] * share).sum(-1) / share.sum(-1),
            (self.replicates[..., chosen] * shares).sum(-1) / shares.sum(-1),
        )

    def minus(self, other: Estimate) -> Estimate:
        """Return the difference to another model's estimate on the same draws."""
        both = self.influence is not None and other.influence is not None
        influence = self.influence - other.influence if both else None  # type: ignore[operator]
        return Estimate(self.point - other.point, self.replicates - other.replicates, influence)


@dataclass(frozen=True)
class Bootstrap(Mapping[str, Estimate]):
    """Estimates by metric. Made by :func:`bootstrap`.

    Args:
        estimates: By metric, [L].
        positives: Number of positives of each label, for weighted means.
        micro: By metric, over the pooled decisions of all labels; empty unless asked for.
    """

    estimates: Mapping[str, Estimate]
    positives: Estimate
    micro: Mapping[str, Estimate] = field(default_factory=dict)

    def __getitem__(self, metric: str) -> Estimate:
        return self.estimates[metric]

    def __iter__(self) -> Iterator[str]:
        return iter(self.estimates)

    def __len__(self) -> int:
        return len(self.estimates)


@dataclass(frozen=True)
class _Panel:
    """One model, prepared for the metrics wanted."""

    metrics: tuple[str, ...]
    ranking: Ranking | None
    calls: Tally | None
    pooled: Ranking | None
    micro: bool

    def measure(self, table: Any) -> dict[str, Doubles]:
        """Return [B, L] by metric, [B] by pooled metric, and the positives, for counts [P, B]."""
        found: dict[str, Doubles] = {}
        precision = "average_precision" in self.metrics
        if self.ranking is not None:
            found |= self.ranking.measure(table, precision)
        if self.pooled is not None:
            pooled = self.pooled.measure(table, precision)
            found |= {f"micro {metric}": pooled[metric][:, 0] for metric in pooled}
        if self.calls is not None:
            sums = self.calls.measure(table)
            found |= _from_sums(sums, self.metrics)
            if self.micro:
                whole = _from_sums(sums.sum(-1, keepdims=True), self.metrics)
                found |= {f"micro {metric}": values[:, 0] for metric, values in whole.items()}
        return found


def bootstrap(
    scores: Any,
    targets: Any,
    clusters: Any = None,
    *,
    metrics: Sequence[str] = RANKING,
    thresholds: Any = 0.5,
    bins: int = 15,
    binning: str = "width",
    replicates: int = 1000,
    seed: int = 0,
    ci: str = "percentile",
    micro: bool = False,
    backend: str = "auto",
) -> Any:
    """Measure, and resample clusters with replacement to see how sure the measures are.

    Args:
        scores: Floating point [N, L], finite; or a sequence of such arrays, one per model. numpy arrays or
            torch tensors, and the other arrays with them.
        targets: [N, L]; 1 present, 0 absent, NaN not assessed.
        clusters: int64 [N], the resampling unit of each row, such as the patient; the row itself where
            left out.
        metrics: Of :data:`METRICS`. ``brier`` and ``ece`` need scores within [0, 1].
        thresholds: A number, or floating point [L]: a row is called positive from this score on.
        bins: Bins of the calibration error.
        binning: ``"width"`` or ``"mass"``; see :func:`podium.registry.metrics.threshold.tally`.
        replicates: B, at least 1.
        seed: From 0 to 2**64 - 1. Replicate b depends on the seed and b only.
        ci: ``"percentile"``, or ``"bca"`` (Efron 1987), whose acceleration comes from influence values;
            for every metric but average precision, MCC and calibration error.
        micro: Whether to measure the pooled decisions of all labels, too; their intervals are percentile.
        backend: What computes; see :func:`podium.registry.metrics.backends.choose`.

    Returns:
        A :class:`Bootstrap`, or a tuple with one per model, all on the same draws.

    Raises:
        ValueError: If an argument is of another shape, type, place or range, or empty.
    """
    models = list(scores) if isinstance(scores, list | tuple) else [scores]
    _check_options(models, metrics, replicates, ci)
    values, truth, home = check_scores_and_targets(models[0], targets)
    if not (truth == truth).any():
        raise ValueError("targets must assess at least one row, got NaN everywhere")
    rows, labels = values.shape
    _, count = check_clusters(clusters, rows, home)
    check_draws(count, 0, replicates, seed)
    cuts = _cuts(thresholds, labels, home)
    backend = choose(backend, home, rows * labels * replicates * len(models))
    panels = [_panel(model, targets, clusters, metrics, cuts, bins, binning, micro, backend) for model in models]
    points = [panel.measure(np.ones((count, 1), np.uint8)) for panel in panels]
    drawn = _measure_draws(panels, count, replicates, seed, home, backend)
    results = []
    for model, point, replicated in zip(models, points, drawn, strict=True):
        influence = influence_of(metrics, model, targets, clusters, cuts) if ci == "bca" else {}
        results.append(_collect(metrics, point, replicated, influence, home))
    return tuple(results) if isinstance(scores, list | tuple) else results[0]


def _panel(
    scores: Any,
    targets: Any,
    clusters: Any,
    metrics: Sequence[str],
    cuts: Any,
    bins: int,
    binning: str,
    micro: bool,
    backend: str,
) -> _Panel:
    ranks = not set(metrics).isdisjoint(RANKING)
    calibrated = not set(metrics).isdisjoint(CALIBRATION)
    if calibrated and bins < 1:
        raise ValueError(f"bins must be at least 1, got {bins}")
    if micro and "ece" in metrics and binning == "mass":
        raise ValueError("binning must be 'width' for a micro calibration error: bins of equal mass differ by label")
    calls = calibrated or not set(metrics).isdisjoint(CALLS)
    return _Panel(
        tuple(metrics),
        presort(scores, targets, clusters, backend) if ranks else None,
        tally(scores, targets, cuts, clusters, bins if calibrated else 0, binning) if calls else None,
        _pool(scores, targets, clusters, backend) if micro and ranks else None,
        micro,
    )


def _check_options(models: Sequence[Any], metrics: Sequence[str], replicates: int, ci: str) -> None:
    if not models:
        raise ValueError("scores must hold at least one model, got an empty sequence")
    for model in models[1:]:
        if getattr(model, "shape", None) != getattr(models[0], "shape", None):
            raise ValueError("scores must have the same shape for every model")
    unknown = [metric for metric in metrics if metric not in METRICS]
    if unknown or not metrics or isinstance(metrics, str):
        raise ValueError(f"metrics must be some of {', '.join(METRICS)}, got {metrics!r}")
    if isinstance(replicates, bool) or not isinstance(replicates, int) or replicates < 1:
        raise ValueError(f"replicates must be a whole number of at least 1, got {replicates!r}")
    if ci not in INTERVALS:
        raise ValueError(f"ci must be one of {', '.join(INTERVALS)}, got {ci!r}")


def _cuts(thresholds: Any, labels: int, home: Home) -> Any:
    if isinstance(thresholds, int | float):
        return home.array(np.full(labels, float(thresholds)))
    check_home("thresholds", thresholds, home)
    return thresholds


def _pool(scores: Any, targets: Any, clusters: Any, backend: str) -> Ranking:
    """Return all labels as one, each row as often as there are labels."""
    rows, labels = scores.shape
    units = np.arange(rows) if clusters is None else host(clusters)
    repeated = home_of("scores", scores).array(np.repeat(units, labels))
    return presort(scores.reshape(-1, 1), targets.reshape(-1, 1), repeated, backend)


def _measure_draws(
    panels: Sequence[_Panel], clusters: int, replicates: int, seed: int, home: Home, backend: str
) -> list[dict[str, Doubles]]:
    """Return the measures of each model in all replicates, drawn and measured chunk by chunk."""
    step = fast.BLOCK if backend == "numba" and clusters > MANY else chunk_width(clusters)

    def measure(start: int) -> list[dict[str, Doubles]]:
        table = draw(clusters, start, min(start + step, replicates), seed, home, backend == "numba")
        return [panel.measure(table) for panel in panels]

    starts = range(0, replicates, step)
    with _chunk_threads(0 if home.is_cuda else threads(), backend, clusters) as apply:
        parts = list(apply(measure, starts))
    return [
        {metric: np.concatenate([part[number][metric] for part in parts]) for metric in parts[0][number]}
        for number in range(len(panels))
    ]


@contextmanager
def _chunk_threads(count: int, backend: str, clusters: int) -> Iterator[Any]:
    """Yield a ``map`` over chunks with a thread each, where that pays; torch then works with one thread per chunk.

    Its single operations are too small to be split, on a few rows they are too small even for this.
    """
    torch = sys.modules["torch"] if backend == "torch" and count else None
    before = torch.get_num_threads() if torch else 0
    try:
        if torch:
            torch.set_num_threads(1)
        if count > 1 and (backend == "numba" or (backend == "torch" and clusters > MANY)):
            with ThreadPoolExecutor(count) as pool:
                yield pool.map
        else:
            yield map
    finally:
        if torch:
            torch.set_num_threads(before)


def _from_sums(sums: Doubles, metrics: Iterable[str]) -> dict[str, Doubles]:
    counts = confusion_of(sums)
    found = {metric: getattr(counts, metric) for metric in metrics if metric in CALLS}
    if "brier" in metrics:
        found["brier"] = brier_of(sums)
    if "ece" in metrics:
        found["ece"] = ece_of(sums)
    return found | {"positives": counts.true_positives + counts.false_negatives}


def _collect(
    metrics: Iterable[str], point: dict[str, Doubles], drawn: dict[str, Doubles], influence: Any, home: Home
) -> Bootstrap:
    def estimate(name: str, bend: Doubles | None = None) -> Estimate:
        return Estimate(home.array(point[name][0, ...]), home.array(drawn[name]), bend)

    estimates = {metric: estimate(metric, influence.get(metric)) for metric in metrics}
    pooled = {metric: estimate(f"micro {metric}") for metric in metrics if f"micro {metric}" in point}
    return Bootstrap(estimates, estimate("positives"), pooled)
