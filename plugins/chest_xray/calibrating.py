"""How far the scores are from frequencies, finding by finding."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from podium.plugins.chest_xray.figures import BINS, Judged
from podium.registry import Report, Score, Table
from podium.registry.metrics import Recalibration, recalibration

COLUMNS = ("finding", "n", "brier", "ece", "slope", "intercept")


def calibration(judged: Judged) -> Report:
    """Return the table ``calibration``, where scores are probabilities: what was scored is what is judged.

    The calibration error has 15 bins of equal mass. Slope and intercept are those of a logistic curve
    (Cox 1958); they have no interval.
    """
    if judged.cuts is None:
        return Report({}, facts={"calibration": "not judged: the scores are ranks, not probabilities"})
    units = judged.units
    fit = recalibration(units.scores, units.targets)
    rows = tuple(_row(judged, fit, column, label) for column, label in enumerate(units.labels))
    told = (
        f"of the scores of the {units.plural}: Brier score and expected calibration error ({BINS} bins of equal mass)"
        " with intervals, the error's leaning upwards as resampling adds noise to every bin; slope and intercept of a"
        " logistic curve without"
    )
    if judged.options.used_aggregate == "max" and len(units.names) < units.answered:
        told += "; the maximum over views makes scores higher, and is part of what is judged"
    moved = int(np.asarray(fit.moved).sum())
    if moved:
        told += f"; for these two, {moved:,} scores at 0 or 1 were moved just inside"
    table = Table("calibration", "Calibration", COLUMNS, rows)
    return Report({}, tables=(table,), facts={"calibration": told})


def _row(judged: Judged, fit: Recalibration, column: int, label: str) -> tuple[str | int | Score, ...]:
    n, _ = judged.tell(column)
    lack = judged.lacks[label]
    measured = [judged.figures[metric].score(metric, [column], n, lack) for metric in ("brier", "ece")]
    reason = lack or fit.reasons[column]
    return (
        label,
        n,
        *measured,
        _fitted("slope", fit.slope[column], n, reason),
        _fitted("intercept", fit.intercept[column], n, reason),
    )


def _fitted(metric: str, value: Any, n: int, reason: str) -> Score:
    return Score(metric, None, n, reason=reason) if math.isnan(value) else Score(metric, float(value), n)
