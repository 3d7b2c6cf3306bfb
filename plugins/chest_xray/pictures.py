"""Curves of the headline findings: ROC, precision-recall, calibration."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.figures import BINS, Judged
from podium.registry import Curve, Report
from podium.registry.metrics import Reliability, precision_recall_curves, reliability, roc_curves, wilson_interval

#: Steps of the grid that curves are drawn on.
#:
#: A curve's own vertices and the scores would give every label back, and labels of a credentialed
#: dataset are stored nowhere; on a grid and rounded it shows what a picture can show, and no study.
STEPS = 50
DECIMALS = 2

#: How far two places may be apart and be the same.
_LAST_DIGIT = 0.5 * 10.0**-9

Points = tuple[tuple[float, float], ...]


def straight(across: NDArray[np.float64], up: NDArray[np.float64], steps: int = STEPS) -> Points:
    """Return a curve of straight lines at evenly spaced places of [0, 1], rounded; the area below it is the AUROC.

    Where several heights stand above one place it is the highest. Between two thresholds, as between no and yes of a
    model that says only that, a curve is the line from one to the other: a step there would hide what it reaches.

    Args:
        across: Places of the curve's points, float64 [P], rising from 0 to 1.
        up: Their heights, float64 [P].
        steps: Number of steps, at least 1.
    """
    grid = np.arange(steps + 1) / steps
    # A place that is the grid's but for its last digit counts as reached.
    before = np.searchsorted(across, grid + _LAST_DIGIT, side="right") - 1
    after = np.minimum(before + 1, len(across) - 1)
    width = across[after] - across[before]
    share = np.divide(grid - across[before], width, out=np.zeros_like(grid), where=width > 0).clip(0, 1)
    return _rounded(grid, up[before] + share * (up[after] - up[before]))


def attained(across: NDArray[np.float64], up: NDArray[np.float64], steps: int = STEPS) -> Points:
    """Return the height of the first point that is as far as each of evenly spaced places of [0, 1], rounded.

    That is the precision at which a recall is attained, and what average precision counts.

    Args:
        across: Places of the curve's points, float64 [P], rising to 1.
        up: Their heights, float64 [P].
        steps: Number of steps, at least 1.
    """
    grid = np.arange(steps + 1) / steps
    return _rounded(grid, up[np.searchsorted(across, grid - _LAST_DIGIT)])


def _rounded(across: NDArray[np.float64], up: NDArray[np.float64]) -> Points:
    return tuple((round(x, DECIMALS), round(y, DECIMALS)) for x, y in zip(across.tolist(), up.tolist(), strict=True))


def pictures(judged: Judged) -> Report:
    """Return the curves of each headline finding; calibration only where scores are probabilities."""
    labels = judged.headline
    if not labels:
        return Report({})
    columns = judged.columns(labels)
    scores, targets = judged.units.scores[:, columns], judged.units.targets[:, columns]
    curves = [
        Curve(
            "roc",
            label,
            "1 - specificity",
            "sensitivity",
            ((0.0, 0.0), *straight(curve.false_positive_rate, curve.true_positive_rate)),
        )
        for label, curve in zip(labels, roc_curves(scores, targets), strict=True)
    ]
    precise = precision_recall_curves(scores, targets, drop_intermediate=True)
    for label, column, found in zip(labels, columns, precise, strict=True):
        n, positives = judged.tell(column)
        # Not the last, which calls nothing: its precision is a convention.
        points = attained(found.recall[-2::-1], found.precision[-2::-1])
        note = f"prevalence {positives / n:.3f}"
        curves.append(Curve("precision-recall", label, "recall", "precision", points, note=note))
    if judged.cuts is not None:
        binned = reliability(scores, targets, BINS, "mass")
        curves += [_calibration(label, bins) for label, bins in zip(labels, binned, strict=True)]
    return Report({}, curves=tuple(curves))


def _calibration(label: str, bins: Reliability) -> Curve:
    held = bins.n > 0
    points = [
        (round(x, DECIMALS), round(y, DECIMALS))
        for x, y in zip(bins.score[held].tolist(), bins.frequency[held].tolist(), strict=True)
    ]
    least, most = int(bins.n[held].min()), int(bins.n[held].max())
    sizes = f"{len(points)} {'bin' if len(points) == 1 else 'bins'} of {least}" + (
        f" to {most}" if most > least else ""
    )
    low, high = wilson_interval(np.rint(bins.frequency[held] * bins.n[held]), bins.n[held])
    bars = tuple(zip(low.round(DECIMALS).tolist(), high.round(DECIMALS).tolist(), strict=True))
    return Curve("calibration", label, "mean score", "share positive", tuple(points), note=sizes, bars=bars)
