"""Scores and targets of every kind that metrics meet, and references that need no torch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

KINDS = ("continuous", "tied", "binary", "constant")


def scores_and_targets(kind: str, rows: int = 300, seed: int = 0) -> tuple[Floats, Floats]:
    """Return scores and targets [rows, 6]; the last labels are all positive, all negative, not assessed.

    A tenth of the targets of the first three labels is NaN; prevalences are 0.5, 0.2 and 0.02.
    """
    rng = np.random.default_rng(seed)
    targets = (rng.random((rows, 6)) < [0.5, 0.2, 0.02, 1.1, -0.1, 0.5]).astype(float)
    targets[0, :3], targets[1, :3] = 1.0, 0.0
    scores = np.clip(0.25 * targets + 0.75 * rng.random((rows, 6)), 0, 1)
    if kind == "tied":
        tied = rng.random((rows, 6)) < 0.3
        scores[tied] = (rng.random((rows, 6)) < 0.5)[tied]
    elif kind == "binary":
        scores = (scores > 0.5).astype(float)
    elif kind == "constant":
        scores[:] = 0.5
    missing = rng.random((rows, 3)) < 0.1
    missing[:2] = False
    targets[:, :3][missing] = np.nan
    targets[:, 5] = np.nan
    return scores, targets
