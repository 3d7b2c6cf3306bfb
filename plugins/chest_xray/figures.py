"""The figures of every finding with their replicates, and what the parts of a report have in common.

This module imports numpy; it is imported when a run is scored, not before. torch is imported for a
CUDA device, and where the data are large.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from podium.plugins.chest_xray.observations import FIVE
from podium.plugins.chest_xray.units import AGGREGATES, SCORES, UNITS, Floats, Units
from podium.registry import Interval, PodiumError, Score
from podium.registry.metrics import Bootstrap, Estimate, bootstrap, cluster_index

LEVEL = 0.95
METHOD = "patient bootstrap, percentile"

RANKING = ("auroc", "average_precision")
DECISIONS = ("f1", "sensitivity", "specificity", "ppv", "npv", "mcc")
CALIBRATION = ("brier", "ece")
#: Metrics that are averaged over findings, and that a board may be made of.
AVERAGED = ("auroc", "average_precision", "f1")
#: Bins of equal mass of the calibration error and the calibration curves.
BINS = 15
#: With fewer positives, or negatives, a finding's figures are called unstable, and a subgroup's are not given.
FEW = 10

NOT_PREDICTED = "not predicted"
ARE_RANKS = "the scores are ranks, not probabilities"


@dataclass(frozen=True)
class Options:
    """How answers are scored; see :func:`podium.plugins.chest_xray.scoring.score_findings`.

    Raises:
        PodiumError: If a choice is not one of those there.
    """

    device: str
    unit: str
    aggregate: str
    threshold: float
    thresholds: str
    bootstrap: int
    seed: int
    scores: str

    def __post_init__(self) -> None:
        for name, value, allowed in (
            ("unit", self.unit, tuple(UNITS)),
            ("aggregate", self.aggregate, AGGREGATES),
            ("scores", self.scores, SCORES),
        ):
            if value not in allowed:
                raise PodiumError(f"{name}={value!r} is not one of {', '.join(allowed)}")
        if self.probable and not 0 <= self.threshold <= 1:
            hint = "--set scores=rank needs no threshold"
            raise PodiumError(f"threshold={self.threshold!r} is not within [0, 1]", hint)
        if self.bootstrap < 0:
            raise PodiumError(f"bootstrap={self.bootstrap!r} is negative", "0 means no intervals")
        if not 0 <= self.seed < 1 << 63:
            raise PodiumError(f"seed={self.seed!r} is not from 0 to 2**63 - 1")
        if self.thresholds and not self.probable:
            raise PodiumError("thresholds need probabilities, but scores=rank", "leave one of the two out")

    @property
    def probable(self) -> bool:
        """Whether every score is a probability."""
        return self.scores == "probability"

    @property
    def used_aggregate(self) -> str:
        """How images become one score, as recorded: ``"none"`` where each counts by itself."""
        return self.aggregate if self.unit == "study" else "none"


@dataclass(frozen=True)
class Figure:
    """One metric of every label.

    Args:
        estimate: Point [L] and replicates [B, L]; None where the metric has no value for any label.
        interval: Whether there are replicates worth reporting.
        unavailable: Why there is no estimate, or empty.
    """

    estimate: Estimate | None
    interval: bool
    unavailable: str = ""

    def score(self, metric: str, columns: Sequence[int], n: int, reason: str = "") -> Score:
        """Return the mean over ``columns``; the same mean is taken inside each resample.

        Args:
            metric: Identifier of the result.
            columns: The labels averaged; all must be defined for the mean to be.
            n: Number of units it rests on.
            reason: Why there is no value, for the case that there is none.
        """
        if self.estimate is None or not columns:
            return Score(metric, None, n, reason=self.unavailable or reason)
        return as_score(metric, self.estimate.mean(columns), n, self.interval, reason)


def as_score(metric: str, estimate: Estimate, n: int, interval: bool, reason: str = "") -> Score:
    """Return a single estimate as a score.

    Args:
        metric: Identifier of the result.
        estimate: Point [] and replicates [B].
        n: Number of units it rests on.
        interval: Whether the replicates are worth reporting.
        reason: Why there is no value, for the case that there is none.
    """
    if math.isnan(estimate.point):
        return Score(metric, None, n, reason=reason)
    return Score(metric, float(estimate.point), n, _interval(estimate) if interval else None)


def _interval(estimate: Estimate) -> Interval | None:
    drawn = len(estimate.replicates)
    low, high, undefined = estimate.interval(LEVEL)
    if int(undefined) == drawn:
        return None
    return Interval(float(low), float(high), LEVEL, METHOD, drawn, int(undefined))


@dataclass(frozen=True)
class Judged:
    """What every part of a report is made from.

    Args:
        options: The choices.
        units: What is scored.
        splits: The splits that the items say they are of.
        lacks: By wanted label, why its ranking has no value, or empty.
        cuts: float64 [L]; a finding counts as present from this score on. None where scores are ranks.
        figures: By metric, the figures of the predicted labels.
        micro_f1: Point [] and replicates [B] of the F1 of the pooled decisions on the defined findings.
    """

    options: Options
    units: Units
    splits: frozenset[str]
    lacks: Mapping[str, str]
    cuts: Floats | None
    figures: Mapping[str, Figure]
    micro_f1: Estimate | None

    @property
    def defined(self) -> list[str]:
        """The predicted findings that have positives and negatives, in the order of the columns."""
        return [label for label in self.units.labels if not self.lacks[label]]

    @property
    def headline(self) -> list[str]:
        """The five competition tasks where all of them are defined, otherwise all that are defined."""
        defined = self.defined
        return list(FIVE) if set(FIVE) <= set(defined) else defined

    def columns(self, labels: Sequence[str]) -> list[int]:
        """Return the columns of labels."""
        return [self.units.labels.index(label) for label in labels]

    def tell(self, column: int) -> tuple[int, int]:
        """Return how many units a label is assessed in, and how many are positive."""
        target = self.units.targets[:, column]
        return int((~np.isnan(target)).sum()), int((target == 1).sum())

    def mean(self, metric: str, name: str, labels: Sequence[str], reason: str = "") -> Score:
        """Return the mean of a metric over labels as the score ``name``."""
        columns = self.columns(labels)
        return self.figures[metric].score(name, columns, self.assessed(columns), reason)

    def assessed(self, columns: Sequence[int]) -> int:
        """Return how many units are assessed for at least one of the labels."""
        return int((~np.isnan(self.units.targets[:, columns])).any(1).sum())


def judge(units: Units, wanted: Sequence[str], splits: frozenset[str], options: Options, cuts: Floats | None) -> Judged:
    """Measure every predicted label once, with its replicates.

    Args:
        units: What is scored.
        wanted: The labels asked for, predicted or not.
        splits: The splits that the items say they are of.
        options: The choices.
        cuts: float64 [L], thresholds of the predicted labels; None where scores are ranks.
    """
    metrics = RANKING if cuts is None else (*RANKING, *DECISIONS, *CALIBRATION)
    found = measure(units.scores, units.targets, units.patients, options, metrics, cuts)
    figures = {metric: Figure(found[metric], options.bootstrap > 0) for metric in metrics}
    if cuts is None:
        figures["f1"] = Figure(None, False, ARE_RANKS)
    lacks = dict.fromkeys(wanted, NOT_PREDICTED) | {
        label: _lack(units, column) for column, label in enumerate(units.labels)
    }
    columns = [column for column, label in enumerate(units.labels) if not lacks[label]]
    micro = None
    if cuts is not None and columns:
        part = units.scores[:, columns], units.targets[:, columns]
        micro = measure(*part, units.patients, options, ("f1",), cuts[columns], micro=True).micro["f1"]
    return Judged(options, units, splits, lacks, cuts, figures, micro)


def _lack(units: Units, column: int) -> str:
    """Return why a label's ranking cannot be judged, or nothing if it has both classes."""
    target = units.targets[:, column]
    n, positives = int((~np.isnan(target)).sum()), int((target == 1).sum())
    if n == 0:
        return f"no assessed {units.plural}"
    if positives in (0, n):
        return f"no {'positives' if positives == 0 else 'negatives'} among {n} {units.plural}"
    return ""


def measure(
    scores: Floats,
    targets: Floats,
    patients: Sequence[str],
    options: Options,
    metrics: Sequence[str],
    cuts: Floats | None,
    micro: bool = False,
) -> Bootstrap:
    """Measure columns on the draws of patients that belong to the seed.

    Two calls with the same patients see the same draws, so that figures of both can be subtracted
    inside each replicate.

    Args:
        scores: float64 [U, K].
        targets: float64 [U, K]; NaN rows are left out of that column.
        patients: Patient of each of the U rows.
        options: The choices.
        metrics: What to measure.
        cuts: float64 [K]; None where no metric needs a threshold.
        micro: Whether to measure the pooled decisions, too.

    Returns:
        Estimates in numpy, wherever they were computed.
    """
    clusters, _ = cluster_index(patients)
    data: list[Any] = [scores, targets, clusters, np.full(scores.shape[1], 0.5) if cuts is None else cuts]
    if options.device != "cpu":
        import torch

        data = [torch.from_numpy(np.ascontiguousarray(array)).to(options.device) for array in data]
    *rows, thresholds = data
    found = bootstrap(
        *rows,
        metrics=metrics,
        thresholds=thresholds,
        bins=BINS,
        binning="width" if micro else "mass",
        replicates=options.bootstrap or 1,
        seed=options.seed,
        micro=micro,
    )
    return Bootstrap(
        {metric: _in_numpy(found[metric]) for metric in found},
        _in_numpy(found.positives),
        {metric: _in_numpy(estimate) for metric, estimate in found.micro.items()},
    )


def _in_numpy(estimate: Estimate) -> Estimate:
    return Estimate(
        *(
            np.asarray(values.cpu() if hasattr(values, "cpu") else values)
            for values in (estimate.point, estimate.replicates)
        )
    )
