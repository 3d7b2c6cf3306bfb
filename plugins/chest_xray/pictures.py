"""Curves of the headline findings: ROC, precision-recall, calibration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from podium.plugins.chest_xray.figures import BINS, Judged
from podium.registry import Curve, Report
from podium.registry.metrics import Reliability, precision_recall_curves, reliability, roc_curves

#: Most points of a curve; more cannot be told apart in a picture.
POINTS = 200
#: Decimals of a coordinate.
DECIMALS = 6

Points = Sequence[tuple[float, float]]


def thinned(points: Points, most: int = POINTS) -> tuple[tuple[float, float], ...]:
    """Return at most ``most`` of the points, evenly spaced in their order, always with the first and the last.

    Args:
        points: Points of a curve, in order.
        most: At least 2.
    """
    last = len(points) - 1
    if last < most:
        return tuple(points)
    # Whole numbers: the same points are kept on every machine.
    return tuple(points[(step * last + (most - 1) // 2) // (most - 1)] for step in range(most))


def _drawn(across: Iterable[float], up: Iterable[float]) -> tuple[tuple[float, float], ...]:
    points = [(round(float(x), DECIMALS), round(float(y), DECIMALS)) for x, y in zip(across, up, strict=True)]
    return thinned(list(dict.fromkeys(points)))


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
            _drawn(curve.false_positive_rate, curve.true_positive_rate),
        )
        for label, curve in zip(labels, roc_curves(scores, targets), strict=True)
    ]
    precise = precision_recall_curves(scores, targets, drop_intermediate=True)
    for label, column, found in zip(labels, columns, precise, strict=True):
        n, positives = judged.tell(column)
        points = _drawn(found.recall[::-1], found.precision[::-1])
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
    sizes = ", ".join(str(n) for n in bins.n[held].tolist())
    return Curve("calibration", label, "mean score", "share positive", tuple(points), note=f"n per bin: {sizes}")
