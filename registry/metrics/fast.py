"""The ranking sums and the draws as numba kernels, the extra ``fast``: one byte per cluster and replicate.

A block of 64 replicates is one cache line of the table of counts. A label's slots are walked from the
highest score down with 64 running sums side by side; all of them are whole numbers, so the AUROC has the
same bits as on every other path. Kernels are compiled at their first use and kept on disk.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from typing import Any

import numpy as np

from podium.registry.metrics.lanes import shape_for

#: Replicates of a block: a cache line of bytes.
BLOCK = 64


def is_installed() -> bool:
    """Tell whether numba is there."""
    return importlib.util.find_spec("numba") is not None


def is_loaded() -> bool:
    """Tell whether numba has been imported already, so that using it costs no start-up."""
    return "numba" in sys.modules


@cache
def kernels() -> Any:
    """Return the module of compiled kernels.

    Raises:
        ValueError: If numba is not installed.
    """
    if not is_installed():
        raise ValueError("backend must be one that is installed, got 'numba': pip install 'podium[fast]'")
    from podium.registry.metrics import compiled

    return compiled


def rank_sums(slots: Any, table: Any, precision: bool) -> tuple[Any, Any, Any, Any]:
    """Sum every label for the replicates of a table.

    Args:
        slots: The sorted rows.
        table: uint8 [P, B].
        precision: Whether the gained precision is wanted.

    Returns:
        Twice the pairs in the wrong order, positives and negatives, int64 [L, B], and the gained
        precision per positive, float64 [L, B], all zeros where not wanted.
    """
    labels, width = len(slots.first) - 1, table.shape[1]
    padded = -(-width // BLOCK) * BLOCK
    if padded != width:
        table = np.pad(table, ((0, 0), (0, padded - width)))
    sums = np.zeros((3, labels, padded), np.int64)
    gained = np.zeros((labels, padded), np.float64)
    rows = (slots.negatives, slots.positives, slots.negative_ends, slots.positive_ends, slots.tied, slots.first)
    if precision:
        kernels().area_and_precision(*rows, table, *shape_for(slots), sums, gained)
    else:
        kernels().area(*rows, table, max(1, int(table.max())), sums)
    return sums[0, :, :width], sums[1, :, :width], sums[2, :, :width], gained[:, :width]
