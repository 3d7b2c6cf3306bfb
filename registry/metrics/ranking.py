"""Area under the ROC curve and average precision, for the data itself and for many resamples of it.

Each label is sorted once. A resample is a count per cluster: it changes how much a row of data weighs,
never the order, so every replicate reads off the same sorted rows (see :mod:`.slots`, :mod:`.lanes`).

The AUROC is a quotient of two exact whole numbers, so it is the same to the bit for every cut into
chunks, number of threads, backend and device. The terms of the average precision are float64 and are
added in one fixed order, so on one kind of processor it is the same to the bit as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.registry.metrics import fast
from podium.registry.metrics.arrays import Home, host
from podium.registry.metrics.backends import choose
from podium.registry.metrics.bags import numpy_bags
from podium.registry.metrics.checks import check_clusters, check_scores_and_targets, check_weights
from podium.registry.metrics.lanes import COUNT_LIMIT, Lanes, Sums, Tile, deal, rank_sums
from podium.registry.metrics.slots import Slots, cut_slots

#: Slots of a tile times replicates, for torch (its bags, two each, are 4 MiB of float32) and for numpy, which copies
#: every row of them first.
TILE_ELEMENTS, NUMPY_TILE_ELEMENTS = 1 << 19, 1 << 17
#: Elements of a chunk's table of counts, and bounds of the number of its replicates.
TABLE_ELEMENTS, MIN_WIDTH, MAX_WIDTH = 1 << 22, 64, 512

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Ranking:
    """Sorted labels, ready for any number of replicates. Made by :func:`presort`.

    The methods take ``weights``, whole numbers [B, P]: how often each of the P clusters is drawn in each
    of B replicates. They return float64 [B, L], of the library and on the device of the scores; without
    weights every row counts once and the result is [L]. A value is NaN where it is undefined: the AUROC
    without positives or without negatives, the average precision without positives. They raise
    ValueError on weights of another shape, place or type, negative or not whole.

    Args:
        slots: The sorted rows.
        clusters: P.
        largest: Rows of the largest cluster.
        shape: N and L.
        home: Where the scores live.
        backend: One of :data:`podium.registry.metrics.backends.BACKENDS`.
    """

    slots: Slots
    clusters: int
    largest: int
    shape: tuple[int, int]
    home: Home
    backend: str

    def auroc(self, weights: Any = None) -> Any:
        """Return the area under the ROC curve; tied scores count one half, as in scikit-learn."""
        return self._evaluate(weights, False)[0]

    def average_precision(self, weights: Any = None) -> Any:
        """Return the average precision: the step sum over recall, as in scikit-learn, not the trapezoid."""
        return self._evaluate(weights, True)[1]

    def auroc_ap(self, weights: Any = None) -> tuple[Any, Any]:
        """Return both from one walk over the sorted rows."""
        area, precision = self._evaluate(weights, True)
        return area, precision

    def _evaluate(self, weights: Any, precision: bool) -> tuple[Any, Any]:
        if weights is None:
            counts = np.ones((1, self.clusters), np.uint8)
        else:
            counts = check_weights(weights, self.clusters, self.largest, self.home)
        step = chunk_width(self.clusters)
        parts = []
        for start in range(0, len(counts), step):
            table = np.ascontiguousarray(counts[start : start + step].T)
            parts.append(self.measure(table.astype(np.uint8 if table.max() < 256 else np.float64), precision))
        results = [
            self.home.array(np.concatenate([part[name] for part in parts])) if name in parts[0] else None
            for name in ("auroc", "average_precision")
        ]
        if weights is None:
            results = [None if values is None else values[0] for values in results]
        return results[0], results[1]

    def measure(self, table: Any, precision: bool) -> dict[str, Doubles]:
        """Return ``auroc``, ``positives`` and, where wanted, ``average_precision``: float64 [B, L] of numpy.

        Args:
            table: Counts [P, B] with the replicate innermost: uint8 or float64 of numpy, or uint8 of
                torch on the CUDA device of the scores.
            precision: Whether the average precision is wanted.
        """
        backend = choose(self.backend, self.home, self.shape[0] * self.shape[1] * table.shape[1])
        if backend == "triton" and not precision and _holds_bytes(table):
            from podium.registry.metrics import gpu

            device_table = self._on_device(table).contiguous()
            wrong, positives, negatives = gpu.rank_sums(self._events, device_table)
            gained = None
        elif backend == "numba" and _holds_bytes(table) and self._fits_32_bits:
            wrong, positives, negatives, gained = fast.rank_sums(self.slots, table, precision)
            gained = gained if precision else None
        else:
            sums = self._lane_sums(table, backend, precision)
            wrong, positives, negatives = (host(part) for part in (sums.above * 2, sums.positives, sums.negatives))
            gained = None if sums.gained is None else host(sums.gained)
        pairs = 2.0 * positives * negatives
        with np.errstate(invalid="ignore"):
            area = (pairs - wrong) / pairs
        found = {"auroc": area.T, "positives": np.asarray(positives, np.float64).T}
        if gained is not None:
            found["average_precision"] = np.where(positives > 0, gained, np.nan).T
        return found

    def _lane_sums(self, table: Any, backend: str, precision: bool) -> Sums:
        if backend == "numpy":
            bags = numpy_bags(table, self._float_type(table, np))
            return rank_sums(self._lanes_numpy, bags, table.shape[1], precision, np)
        import torch

        on_device = self._on_device(table)
        with torch.inference_mode():
            counts = on_device.to(self._float_type(on_device, torch))

            def gather(tile: Tile) -> Any:
                return torch.embedding_bag(counts, tile.rows, tile.starts, mode=0)[0]

            return rank_sums(self._lanes_torch, gather, counts.shape[1], precision, torch, device=on_device.device)

    @property
    def _fits_32_bits(self) -> bool:
        """Whether the rows of any replicate of bytes can be counted in 32 bits."""
        return self.shape[0] * 255 < 1 << 32 or self.largest * self.clusters < 1 << 32

    def _on_device(self, table: Any) -> Any:
        import torch

        return torch.from_numpy(table).to(self.home.device or "cpu") if isinstance(table, np.ndarray) else table

    def _float_type(self, table: Any, library: Any) -> Any:
        """Return float32 if every count of a replicate is exact in it."""
        rows = self.shape[0] * max(1.0, float(table.max()))
        return library.float32 if rows < COUNT_LIMIT else library.float64

    @cached_property
    def _lanes_numpy(self) -> Lanes:
        return deal(self.slots, NUMPY_TILE_ELEMENTS // chunk_width(self.clusters), lambda array: array)

    @cached_property
    def _lanes_torch(self) -> Lanes:
        import torch

        device = self.home.device or torch.device("cpu")
        return deal(self.slots, self._tile_slots, lambda array: torch.from_numpy(array).to(device))

    @cached_property
    def _events(self) -> Any:
        from podium.registry.metrics.gpu import list_events

        return list_events(self.slots, self.home.device or "cpu")

    @property
    def _tile_slots(self) -> int:
        # A GPU has no such cache to fit, and each launch costs.
        return (TILE_ELEMENTS << 8 if self.home.is_cuda else TILE_ELEMENTS) // chunk_width(self.clusters)


def chunk_width(clusters: int) -> int:
    """Return how many replicates to do at once: a multiple of 64."""
    return min(MAX_WIDTH, max(MIN_WIDTH, TABLE_ELEMENTS // clusters // 64 * 64))


def presort(scores: Any, targets: Any, clusters: Any = None, backend: str = "auto") -> Ranking:
    """Sort each label once.

    Args:
        scores: Floating point [N, L], finite; higher means more likely present. A numpy array or a torch
            tensor, and the other arrays with it.
        targets: [N, L]; 1 present, 0 absent, NaN not assessed: that row is left out for that label.
        clusters: int64 [N], the resampling unit of each row (see ``cluster_index``); each row is its
            own unit where left out.
        backend: What computes; see :func:`podium.registry.metrics.backends.choose`.

    Raises:
        ValueError: If an argument is of another shape, type, place or range, or empty.
    """
    values, truth, home = check_scores_and_targets(scores, targets)
    units, count = check_clusters(clusters, len(values), home)
    choose(backend, home, 0)
    largest = int(np.bincount(units).max())
    return Ranking(cut_slots(values, truth, units), count, largest, (len(values), values.shape[1]), home, backend)


def auroc(scores: Any, targets: Any, weights: Any = None, clusters: Any = None, backend: str = "auto") -> Any:
    """Return the area under the ROC curve of each label.

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1, 0 or NaN for not assessed.
        weights: Counts [B, N], or [B, P] with ``clusters``; every row once where left out.
        clusters: int64 [N], the resampling unit of each row.
        backend: What computes; see :func:`podium.registry.metrics.backends.choose`.

    Returns:
        float64 [L], or [B, L] with weights; NaN where a label lacks positives or negatives.

    Raises:
        ValueError: If an argument is of another shape, type, place or range, or empty.
    """
    return presort(scores, targets, clusters, backend).auroc(weights)


def average_precision(
    scores: Any, targets: Any, weights: Any = None, clusters: Any = None, backend: str = "auto"
) -> Any:
    """Return the average precision of each label; arguments, shapes and errors as in :func:`auroc`.

    Returns:
        float64 [L], or [B, L] with weights; NaN where a label has no positives (scikit-learn warns
        and gives 0 there).
    """
    return presort(scores, targets, clusters, backend).average_precision(weights)


def _holds_bytes(table: Any) -> bool:
    return str(table.dtype).endswith("uint8")
