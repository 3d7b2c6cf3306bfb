"""Metrics start with numpy alone: a small test set is scored before torch would have been imported."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
import numpy as np
from podium.registry import metrics
scores, targets = np.array([[0.9], [0.2], [0.6], [0.4]]), np.array([[1], [0], [0], [1]])
metrics.delong_test(scores, 1 - scores, targets)
metrics.roc_curves(scores, targets)
metrics.recalibration(scores, targets)
metrics.accuracy([1, 0, 1], [0, 0, 1], replicates=20)
metrics.compare(scores, 1 - scores, targets, ["edema"], thresholds=([0.5], [0.5]))
print(sorted({"torch", "scipy", "sklearn", "numba", "pandas"} & set(sys.modules)))
"""


def test_curves_tests_calibration_and_accuracy_import_neither_torch_nor_scipy() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
