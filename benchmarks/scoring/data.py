"""Made-up scores of the sizes that chest X-ray test sets have; nothing in them is of a real patient."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Rows and patients: like CheXpert's validation and test sets, MIMIC-CXR's test set, CheXpert's training set.
SIZES = {234: 200, 668: 500, 5_159: 293, 224_316: 64_540}
TIES = ("none", "tie30")
PREVALENCES = (0.02, 0.09, 0.12, 0.52, 0.04, 0.25, 0.06, 0.30, 0.03, 0.09, 0.40, 0.016, 0.04, 0.50)


def make(rows: int, ties: str, seed: int = 0) -> tuple[NDArray[np.float32], NDArray[np.float64], NDArray[np.int64]]:
    """Return scores [N, 14], targets [N, 14] and patients [N].

    Scores are float32 probabilities with an effect of the target and one of the patient. ``tie30`` rounds
    three scores in ten to 0 or 1. Every label has at least one positive.
    """
    rng = np.random.default_rng(seed)
    patients = SIZES[rows]
    clusters = np.sort(np.concatenate([np.arange(patients), rng.integers(0, patients, rows - patients)]))
    labels = len(PREVALENCES)
    targets = (rng.random((rows, labels)) < PREVALENCES).astype(np.float64)
    targets[0] = 1
    effect = 0.5 * rng.normal(size=(patients, labels))[clusters]
    logits = 1.2 * targets + effect + rng.normal(size=(rows, labels)) - 1
    scores = (1 / (1 + np.exp(-logits))).astype(np.float32)
    if ties == "tie30":
        rounded = rng.random((rows, labels)) < 0.3
        scores[rounded] = np.round(scores)[rounded]
    return scores, targets, clusters
