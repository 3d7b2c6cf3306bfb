"""ROC and precision-recall curves, and the operating points read off them.

All points of a curve come from counts at the distinct scores, highest first, as in scikit-learn. What
differs: rows can be missing per label, and where a class is absent the rate is NaN instead of a
warning with NaN (ROC) or 1 (recall).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from podium.registry.metrics.arguments import Flags, Floats, as_scores, as_weights

Rule = Literal["step", "linear"]


@dataclass(frozen=True)
class RocCurve:
    """Points of one label's ROC curve, from (0, 0) to (1, 1).

    Args:
        false_positive_rate: float64 [V]; NaN without negatives.
        true_positive_rate: float64 [V]; NaN without positives.
        thresholds: float64 [V], falling; a row is called where its score is at least that; the first
            is infinite: nothing is called.
    """

    false_positive_rate: Floats
    true_positive_rate: Floats
    thresholds: Floats


@dataclass(frozen=True)
class PrecisionRecallCurve:
    """Points of one label's precision-recall curve, from everything called to nothing called.

    Args:
        precision: float64 [V + 1]; the last is 1 by convention: nothing is called there.
        recall: float64 [V + 1], falling; the last is 0; NaN without positives.
        thresholds: float64 [V], rising; a row is called where its score is at least that.
        average_precision: Sum over thresholds of the recall gained there times the precision there;
            of the full curve, also where points were dropped. NaN without positives.
    """

    precision: Floats
    recall: Floats
    thresholds: Floats
    average_precision: float


class OperatingPoints(NamedTuple):
    """Where each label's curve meets a demand.

    Args:
        sensitivity: float64 [L].
        specificity: float64 [L].
        thresholds: float64 [L]: call a row where its score is at least that; infinite where nothing
            may be called, NaN for a point between two thresholds, which no single threshold attains.
    """

    sensitivity: Floats
    specificity: Floats
    thresholds: Floats


def roc_curves(scores: Any, targets: Any, weights: Any = None, drop_intermediate: bool = True) -> tuple[RocCurve, ...]:
    """Return the ROC curve of each label, equal to scikit-learn's ``roc_curve``.

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1, 0, or NaN for not assessed: that row is left out for that label.
        weights: Floating point [N], from 0; each row once where left out.
        drop_intermediate: Leave out points on a straight line between their neighbours. The picture
            and the area stay the same; operating points that a threshold attains are lost.

    Returns:
        One curve per label; of a label that is not assessed, the single point of threshold infinity.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    curves = []
    for true, false, thresholds in _steps(scores, targets, weights):
        keep = np.ones(len(true), dtype=bool)
        if drop_intermediate and len(true) > 2:
            keep[1:-1] = (np.diff(false, 2) != 0) | (np.diff(true, 2) != 0)
        false_rate, true_rate = (_rate(np.append(0.0, counts[keep])) for counts in (false, true))
        curves.append(RocCurve(false_rate, true_rate, np.append(np.inf, thresholds[keep])))
    return tuple(curves)


def precision_recall_curves(
    scores: Any, targets: Any, weights: Any = None, drop_intermediate: bool = False
) -> tuple[PrecisionRecallCurve, ...]:
    """Return the precision-recall curve of each label, equal to scikit-learn's ``precision_recall_curve``.

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1, 0, or NaN for not assessed: that row is left out for that label.
        weights: Floating point [N], from 0; each row once where left out.
        drop_intermediate: Leave out points on a vertical line between two others of the same recall.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    curves = []
    for true, false, thresholds in _steps(scores, targets, weights):
        average = _average_precision(true, false)
        keep = np.ones(len(true), dtype=bool)
        if drop_intermediate and len(true) > 2:
            keep[1:-1] = (np.diff(true[:-1]) != 0) | (np.diff(true[1:]) != 0)
        true, false, thresholds = true[keep], false[keep], thresholds[keep]
        precision, recall = (true / (true + false))[::-1], _rate(true)[::-1]
        ends = np.append(precision, 1.0), np.append(recall, 0.0)
        curves.append(PrecisionRecallCurve(*ends, thresholds[::-1], average))
    return tuple(curves)


def sensitivity_at_specificity(
    scores: Any, targets: Any, specificity: float, weights: Any = None, rule: Rule = "step"
) -> OperatingPoints:
    """Return the highest sensitivity of each label among points whose specificity is at least that.

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1, 0, or NaN for not assessed.
        specificity: The demand, from 0 to 1.
        weights: Floating point [N], from 0; each row once where left out.
        rule: ``"step"`` takes only points that a threshold attains, so that it never promises more
            than a frozen threshold gives; ``"linear"`` draws straight lines between them, which a
            coin between two thresholds attains.

    Returns:
        Points of [L]; NaN for a label without positives or negatives.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    return _operating_points(scores, targets, weights, "specificity", specificity, rule)


def specificity_at_sensitivity(
    scores: Any, targets: Any, sensitivity: float, weights: Any = None, rule: Rule = "step"
) -> OperatingPoints:
    """Return the highest specificity of each label among points whose sensitivity is at least that.

    Arguments, results and errors as in :func:`sensitivity_at_specificity`.
    """
    return _operating_points(scores, targets, weights, "sensitivity", sensitivity, rule)


def _operating_points(
    scores: Any, targets: Any, weights: Any, demanded: str, demand: float, rule: str
) -> OperatingPoints:
    if not 0 <= demand <= 1:
        raise ValueError(f"{demanded} must be from 0 to 1, got {demand}")
    if rule not in ("step", "linear"):
        raise ValueError(f"rule must be 'step' or 'linear', got {rule!r}")
    points = []
    for true, false, thresholds in _steps(scores, targets, weights):
        if len(true) == 0 or true[-1] <= 0 or false[-1] <= 0:
            points.append((np.nan, np.nan, np.nan))
            continue
        sensitivity = np.append(0.0, true / true[-1])
        # From the counts, not as 1 - rate: 9 of 10 must be at least 0.9.
        specificity = np.append(1.0, (false[-1] - false) / false[-1])
        starts = np.append(np.inf, thresholds)
        if demanded == "specificity":
            points.append(_best(specificity, sensitivity, starts, demand, rule))
        else:
            # From the end of the curve back, so that the demanded rate falls there too.
            best, met, at = _best(sensitivity[::-1], specificity[::-1], starts[::-1], demand, rule)
            points.append((met, best, at))
    columns = np.array(points, dtype=np.float64).T
    return OperatingPoints(*columns)


def _best(given: Floats, wanted: Floats, thresholds: Floats, demand: float, rule: str) -> tuple[float, float, float]:
    """Return (wanted, given, threshold) where ``given`` falls, ``wanted`` rises, and given >= demand."""
    last = int(np.count_nonzero(given >= demand)) - 1
    best, met = float(wanted[last]), float(given[last])
    if rule == "linear" and met > demand and last + 1 < len(given) and wanted[last + 1] > best:
        share = (met - demand) / (met - float(given[last + 1]))
        return best + share * (float(wanted[last + 1]) - best), demand, float("nan")
    # Of several points with this best value the first has the most of what was demanded.
    first = int(np.argmax(wanted == best))
    return best, float(given[first]), float(thresholds[first])


def _steps(scores: Any, targets: Any, weights: Any) -> Iterator[tuple[Floats, Floats, Floats]]:
    """Yield true and false positives (weights) and scores at each distinct score, highest first, per label."""
    values, truth = as_scores(scores, targets)
    weight = as_weights(weights, len(values))
    for label in range(values.shape[1]):
        seen = ~np.isnan(truth[:, label]) & (weight > 0)
        yield _count(values[seen, label], truth[seen, label] == 1, weight[seen])


def _count(score: Floats, present: Flags, weight: Floats) -> tuple[Floats, Floats, Floats]:
    order = np.argsort(-score, kind="stable")
    ordered, positive, mass = score[order], present[order], weight[order]
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)[: len(ordered)]
    # Two sums instead of a difference: each must rise, whatever the weights' rounding.
    true = np.cumsum(np.where(positive, mass, 0.0))[ends]
    false = np.cumsum(np.where(positive, 0.0, mass))[ends]
    return true, false, ordered[ends]


def _average_precision(true: Floats, false: Floats) -> float:
    if len(true) == 0 or true[-1] <= 0:
        return float("nan")
    gained = np.diff(true, prepend=0.0) / true[-1]
    return float((gained * true / (true + false)).sum())


def _rate(counts: Floats) -> Floats:
    """Return counts over their last; NaN where that is 0."""
    if len(counts) == 0 or counts[-1] <= 0:
        return np.full(len(counts), np.nan)
    return np.asarray(counts / counts[-1])
