"""Sums of bags of rows with numpy, eight replicates in one addition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from podium.registry.metrics.lanes import Tile


def numpy_bags(table: Any, kind: Any) -> Callable[[Tile], Any]:
    """Return a function that sums the bags of a tile, [bags, B].

    Counts of one byte are added as eight in a 64-bit word. So that no byte overflows, bags are cut into
    pieces of as few rows as that takes, and the pieces are added up as numbers of ``kind``.

    Args:
        table: Counts [P, B], uint8 or float64.
        kind: Type of the sums.
    """
    if table.dtype != np.uint8:
        return lambda tile: _add(table, tile.starts, len(tile.rows), kind, tile.rows)
    width = table.shape[1]
    words = np.ascontiguousarray(np.pad(table, ((0, 0), (0, -width % 8)))).view(np.uint64)
    run = 255 // max(1, int(table.max()))

    def bags(tile: Tile) -> Any:
        sizes = np.diff(tile.starts, append=len(tile.rows))
        pieces = -(-sizes // run)
        before = np.cumsum(pieces) - pieces
        starts = np.repeat(tile.starts - before * run, pieces) + np.arange(pieces.sum()) * run
        if len(starts) == 0:
            return np.zeros((len(sizes), width), kind)
        small = np.add.reduceat(words[tile.rows], starts, axis=0).view(np.uint8)[:, :width]
        return _add(small, before, len(small), kind)

    return bags


def _add(values: Any, starts: Any, end: int, kind: Any, rows: Any = None) -> Any:
    """Add values from each start to the next; ``reduceat`` has no sum of nothing."""
    sizes = np.diff(starts, append=end)
    sums = np.zeros((len(starts), values.shape[1]), kind)
    full = np.flatnonzero(sizes)
    if rows is not None:
        values = values[rows]
    if len(full) and sizes.max() > 1:
        sums[full] = np.add.reduceat(values, starts[full], axis=0, dtype=kind)
    elif len(full):
        sums[full] = values
    return sums
