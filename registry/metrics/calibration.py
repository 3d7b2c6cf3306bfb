"""How far probabilities are from frequencies: Brier score, calibration error, reliability, recalibration.

These are values of the data itself, on numpy. A score outside [0, 1] is no probability and is refused.

Sources: G. W. Brier, Monthly Weather Review 1950; Naeini, Cooper, Hauskrecht, AAAI 2015, and Guo et al.,
ICML 2017 (expected calibration error); D. R. Cox, Biometrika 1958 (slope and intercept); Nguyen and
O'Connor, EMNLP 2015, for bins of equal mass; the evaluation code of Humanity's Last Exam, arXiv
2501.14249, for the RMS error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from podium.registry.metrics.arguments import (
    Flags,
    Floats,
    Ints,
    as_floats,
    as_outcomes,
    as_probabilities,
    check_count,
)

Binning = Literal["width", "mass"]

#: Scores of exactly 0 and 1 have no logit; they are moved this far inside for recalibration.
LOGIT_MARGIN = 1e-6

_NEWTON_STEPS = 100
#: A row whose probability is all but 0 or 1 counts no less than this in a step's equations, so that they can be solved.
_LEAST_CURVATURE = 1e-12


@dataclass(frozen=True)
class Reliability:
    """Bins of one label: what was claimed and what came true.

    Args:
        n: int64 [bins], assessed rows in each bin; 0 for a bin without rows.
        score: float64 [bins], mean score; NaN without rows.
        frequency: float64 [bins], share of positives; NaN without rows.
        low: float64 [bins], lowest score; NaN without rows.
        high: float64 [bins], highest score; NaN without rows.
    """

    n: Ints
    score: Floats
    frequency: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Recalibration:
    """The logistic curve that maps scores to frequencies best: logit P = intercept + slope logit(score).

    Args:
        slope: float64 [L]; 1 if calibrated, below 1 if scores are too extreme. NaN with a reason.
        intercept: float64 [L], fitted together with the slope; 0 if calibrated.
        in_the_large: float64 [L], the intercept if the slope is held at 1: below 0 if scores are too
            high on average.
        moved: int64 [L], scores of exactly 0 or 1, or nearer to them than :data:`LOGIT_MARGIN`, which
            were moved to that distance.
        reasons: Per label, why there is no fit, or empty.
    """

    slope: Floats
    intercept: Floats
    in_the_large: Floats
    moved: Ints
    reasons: tuple[str, ...]


def brier(scores: Any, targets: Any) -> Floats:
    """Return the mean squared difference of score and target of each label.

    Args:
        scores: Floating point [N, L], from 0 to 1.
        targets: [N, L]; 1, 0, or NaN for not assessed: that row is left out for that label.

    Returns:
        float64 [L], from 0 to 1; NaN for a label that is not assessed.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    values, truth = as_probabilities(scores, targets)
    return _mean_of_columns((values - truth) ** 2)


def calibration_bins(scores: Any, targets: Any, bins: int = 15, binning: Binning = "width") -> Ints:
    """Return the bin of each row and label, from 0; -1 where the target is NaN.

    ``"width"``: bin floor(score * bins), and 1 in the last. ``"mass"``: with the n assessed scores in
    ascending order s_0 .. s_(n-1), the edges are s_floor(n k / bins) for k from 1 on, and the bin is the
    number of edges that are not above the score: rows of equal score share a bin, whatever their order.
    These are the bins of the calibration error in a bootstrap, too.

    Args:
        scores: Floating point [N, L], from 0 to 1.
        targets: [N, L]; 1, 0, or NaN for not assessed.
        bins: At least 1.
        binning: ``"width"`` for bins of equal width, ``"mass"`` for equal numbers of rows.

    Returns:
        int64 [N, L].

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    values, truth = as_probabilities(scores, targets)
    return _bins(values, truth, bins, binning)


def ece(scores: Any, targets: Any, bins: int = 15, binning: Binning = "width") -> Floats:
    """Return the expected calibration error of each label: sum over bins of n_k/n |mean score - frequency|.

    Args:
        scores: Floating point [N, L], from 0 to 1: the probability that the label is present.
        targets: [N, L]; 1, 0, or NaN for not assessed.
        bins: At least 1.
        binning: ``"width"`` or ``"mass"``, see :func:`calibration_bins`.

    Returns:
        float64 [L], from 0 to 1; NaN for a label that is not assessed.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    result = []
    for curve in reliability(scores, targets, bins, binning):
        held = curve.n > 0
        gaps = np.abs(curve.score[held] - curve.frequency[held])
        result.append(float((curve.n[held] * gaps).sum() / curve.n.sum()) if held.any() else np.nan)
    return np.array(result)


def reliability(scores: Any, targets: Any, bins: int = 15, binning: Binning = "width") -> tuple[Reliability, ...]:
    """Return the reliability curve of each label; arguments and errors as in :func:`ece`."""
    values, truth = as_probabilities(scores, targets)
    places = _bins(values, truth, bins, binning)
    return tuple(
        _reliability(values[:, label], truth[:, label], places[:, label], bins) for label in range(values.shape[1])
    )


def rms_calibration_error(
    confidence: Any, correct: Any, bin_size: int = 100, last_bin: Literal["drop", "keep"] = "drop"
) -> float:
    """Return the root mean square calibration error of confidences, as Humanity's Last Exam reports it.

    Items are sorted by confidence, equal ones in the order they came, and cut into floor(n / bin_size)
    bins of that size, the last of which also takes the rest. The error is the root of the sum over bins
    of n_k/n (mean confidence - accuracy)^2. The official code leaves the last bin out of the sum
    but not out of n; ``"drop"`` does that too, ``"keep"`` sums over all bins.

    Args:
        confidence: Floating point [N], from 0 to 1.
        correct: Right (1), wrong (0), or NaN for not judged: left out, [N].
        bin_size: At least 1.
        last_bin: ``"drop"`` or ``"keep"``.

    Returns:
        From 0 to 1; NaN where fewer than ``bin_size`` items were judged: there is no bin (the official
        code fails there).

    Raises:
        ValueError: If an argument is of another shape or range, or empty.
    """
    claimed, right = as_floats("confidence", confidence, "[N]", 1), as_outcomes("correct", correct, missing=True)
    if right.shape != claimed.shape:
        raise ValueError(f"correct must have the shape of confidence, {list(claimed.shape)}, got {list(right.shape)}")
    if claimed.min() < 0 or claimed.max() > 1:
        raise ValueError(f"confidence must be from 0 to 1, got {claimed.min()} to {claimed.max()}")
    check_count("bin_size", bin_size)
    if last_bin not in ("drop", "keep"):
        raise ValueError(f"last_bin must be 'drop' or 'keep', got {last_bin!r}")
    judged = ~np.isnan(right)
    claimed, right = claimed[judged], right[judged]
    bins = len(claimed) // bin_size
    if bins == 0:
        return float("nan")
    order = np.argsort(claimed, kind="stable")
    starts = np.arange(bins) * bin_size
    sizes = np.diff(starts, append=len(claimed))
    gaps = np.add.reduceat((claimed - right)[order], starts) / sizes
    terms = sizes / len(claimed) * gaps**2
    return float(np.sqrt(terms[:-1].sum() if last_bin == "drop" else terms.sum()))


def recalibration(scores: Any, targets: Any) -> Recalibration:
    """Return calibration slope and intercept of each label, by maximum likelihood.

    There is no finite fit where scores separate positives from negatives completely (also with equal
    scores at the border), nor where a class is absent or all scores are equal. Where they all but separate
    them, a slope may exist that is too steep to be found; it is NaN with a reason, too.

    Args:
        scores: Floating point [N, L], from 0 to 1.
        targets: [N, L]; 1, 0, or NaN for not assessed: that row is left out for that label.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    values, truth = as_probabilities(scores, targets)
    inside = np.clip(values, LOGIT_MARGIN, 1 - LOGIT_MARGIN)
    logits = np.log(inside) - np.log1p(-inside)
    seen = ~np.isnan(truth)
    fits, reasons = np.full((3, values.shape[1]), np.nan), []
    for label in range(values.shape[1]):
        x, y = logits[seen[:, label], label], truth[seen[:, label], label]
        reasons.append(_obstacle(x, y == 1))
        if len(y) and 0 < y.mean() < 1:
            fits[2, label] = _shift(x, y)
        if not reasons[-1]:
            fits[:2, label] = _line(x, y)
            if np.isnan(fits[0, label]):
                reasons[-1] = "the scores all but separate positives from negatives: no slope was found"
    moved = ((inside != values) & seen).sum(0)
    return Recalibration(fits[1], fits[0], fits[2], moved, tuple(reasons))


def _bins(values: Floats, truth: Floats, bins: int, binning: str) -> Ints:
    check_count("bins", bins)
    if binning not in ("width", "mass"):
        raise ValueError(f"binning must be 'width' or 'mass', got {binning!r}")
    seen = ~np.isnan(truth)
    if binning == "width":
        return np.where(seen, np.minimum((values * bins).astype(np.int64), bins - 1), -1)
    places = np.full(values.shape, -1)
    for label in range(values.shape[1]):
        rows = seen[:, label]
        score = values[rows, label]
        ordered = np.sort(score)
        edges = ordered[len(score) * np.arange(1, bins) // bins] if len(score) else ordered
        places[rows, label] = np.searchsorted(edges, score, side="right")
    return places


def _reliability(score: Floats, truth: Floats, places: Ints, bins: int) -> Reliability:
    held = places >= 0
    score, truth, places = score[held], truth[held], places[held]
    n = np.bincount(places, minlength=bins)
    with np.errstate(invalid="ignore"):
        mean, frequency = (np.bincount(places, weights=part, minlength=bins) / n for part in (score, truth))
    low, high = np.full(bins, np.inf), np.full(bins, -np.inf)
    np.minimum.at(low, places, score)
    np.maximum.at(high, places, score)
    low[n == 0], high[n == 0] = np.nan, np.nan
    return Reliability(n, mean, frequency, low, high)


def _mean_of_columns(terms: Floats) -> Floats:
    seen = ~np.isnan(terms)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(seen, terms, 0.0).sum(0) / seen.sum(0))


def _obstacle(x: Floats, present: Flags) -> str:
    """Return why slope and intercept have no maximum of the likelihood, or nothing if they have."""
    if len(x) == 0:
        return "not assessed"
    if present.all() or not present.any():
        return f"no {'negatives' if present.all() else 'positives'} among {len(x)} rows"
    if x.min() == x.max():
        return "all scores are equal"
    positive, negative = x[present], x[~present]
    if positive.min() >= negative.max() or negative.min() >= positive.max():
        return "the scores separate positives from negatives: the slope has no limit"
    return ""


def _shift(x: Floats, y: Floats) -> float:
    """Return by how much logits are to be moved so that the mean probability is the share of positives, by bisection.

    Newton's method has no curvature to go by where all probabilities are next to 0 or 1.
    """
    goal = float(y.mean())
    at = math.log(goal) - math.log1p(-goal)
    # Moved so far, all probabilities are at most, and at least, the goal.
    low, high = at - float(x.max()), at - float(x.min())
    while low < (middle := (low + high) / 2) < high:
        if _probabilities(x + middle).mean() < goal:
            low = middle
        else:
            high = middle
    return middle


def _line(x: Floats, y: Floats) -> tuple[float, float]:
    """Return intercept and slope of a logistic regression by Newton's method with halved steps, or NaN."""
    # Scores that differ little, or lie far out, would make the equations for a step all but singular.
    centre, width = (float(x.max()) + float(x.min())) / 2, float(x.max()) - float(x.min())
    design = np.stack([np.ones(len(x)), (x - centre) / width], 1)
    beta = np.zeros(2)
    loss = _loss(design @ beta, y)
    for _ in range(_NEWTON_STEPS):
        p = _probabilities(design @ beta)
        curvature = np.maximum(p * (1 - p), _LEAST_CURVATURE)
        step = np.linalg.solve((design * curvature[:, None]).T @ design, design.T @ (y - p))
        # Far from the maximum a full step can overshoot; the loss must fall.
        while (new := _loss(design @ (beta + step), y)) > loss and np.abs(step).max() > 1e-14:
            step = step / 2
        beta, loss = beta + step, new
        if np.abs(step).max() <= 1e-12 * max(1.0, float(np.abs(beta).max())):
            slope = float(beta[1]) / width
            return float(beta[0]) - slope * centre, slope
    return math.nan, math.nan


def _probabilities(logits: Floats) -> Floats:
    # exp of a negative number, for either sign: the other would overflow.
    small = np.exp(-np.abs(logits))
    return np.asarray(np.where(logits < 0, small, 1.0) / (1 + small))


def _loss(eta: Floats, y: Floats) -> float:
    return float((np.logaddexp(0, eta) - y * eta).sum())
