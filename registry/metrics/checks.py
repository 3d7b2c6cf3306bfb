"""What every metric asks of its input. Each check says the argument, what was expected, what came."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.registry.metrics.arrays import Home, home_of, host

#: Rows drawn in one replicate, at most: twice the product of positives and negatives then stays below 2**53.
MAX_ROWS = 1 << 27


def check_scores_and_targets(scores: Any, targets: Any) -> tuple[NDArray[np.floating], NDArray[Any], Home]:
    """Refuse scores and targets that no metric can use.

    Args:
        scores: Floating point [N, L], all finite; a numpy array or a torch tensor.
        targets: [N, L], in the same place; 1 present, 0 absent, NaN not assessed.

    Returns:
        Both as numpy arrays, and where they came from.

    Raises:
        ValueError: If one of them is of another shape, type, place or range.
    """
    home = home_of("scores", scores)
    check_home("targets", targets, home)
    if scores.ndim != 2:
        raise ValueError(f"scores must have shape [N, L], got {_shape(scores)}")
    if 0 in scores.shape:
        raise ValueError(f"scores must hold at least one row and one label, got shape {_shape(scores)}")
    if targets.shape != scores.shape:
        raise ValueError(f"targets must have the shape of scores, {_shape(scores)}, got {_shape(targets)}")
    values, truth = host(scores), host(targets)
    if values.dtype.kind != "f":
        raise ValueError(f"scores must be floating point, got {scores.dtype}")
    if truth.dtype.kind not in "buif":
        raise ValueError(f"targets must be real, got {targets.dtype}")
    if values.shape[0] > MAX_ROWS:
        raise ValueError(f"scores must have at most 2**27 rows, got {values.shape[0]}")
    check_all("scores must be finite", values, np.isfinite(values))
    check_all("targets must be 1, 0 or NaN", truth, (truth == 1) | (truth == 0) | (truth != truth))
    return values, truth, home


def check_clusters(clusters: Any, rows: int, home: Home) -> tuple[NDArray[np.int64], int]:
    """Return the cluster of each row, by default the row itself, and the number of clusters.

    Args:
        clusters: int64 [N] of cluster numbers from 0, or None.
        rows: N.
        home: Where the scores are.

    Raises:
        ValueError: If the clusters are of another shape, type or place, negative, or numbered beyond the rows.
    """
    if clusters is None:
        return np.arange(rows), rows
    check_home("clusters", clusters, home)
    if tuple(clusters.shape) != (rows,):
        raise ValueError(f"clusters must have shape [N] = [{rows}], got {_shape(clusters)}")
    numbers = host(clusters)
    if numbers.dtype != np.int64:
        raise ValueError(f"clusters must be int64, got {clusters.dtype}")
    check_all("clusters must not be negative", numbers, numbers >= 0)
    check_all(f"clusters must be numbered below N = {rows}", numbers, numbers < rows)
    return numbers, int(numbers.max()) + 1


def check_weights(weights: Any, clusters: int, largest: int, home: Home) -> NDArray[Any]:
    """Refuse replicates that do not fit the prepared rows; return them as a numpy array.

    Args:
        weights: Whole numbers [B, P]: how often each of P clusters was drawn in each of B replicates.
        clusters: P.
        largest: Rows of the largest cluster.
        home: Where the scores are.

    Raises:
        ValueError: If the weights are of another shape, type or place, negative, not whole, or too large.
    """
    check_home("weights", weights, home)
    if weights.ndim != 2 or weights.shape[1] != clusters:
        raise ValueError(f"weights must have shape [B, P] with P = {clusters}, got {_shape(weights)}")
    if weights.shape[0] == 0:
        raise ValueError("weights must hold at least one replicate, got B = 0")
    counts = host(weights)
    if counts.dtype.kind not in "uif":
        raise ValueError(f"weights must be counts, got {weights.dtype}")
    if counts.dtype.kind != "u":
        check_all("weights must be finite and not negative", counts, (counts >= 0) & np.isfinite(counts))
    if counts.dtype.kind == "f":
        check_all("weights must be whole numbers", counts, counts == np.floor(counts))
    if float(counts.sum(1, dtype=np.float64).max()) * largest > MAX_ROWS:
        raise ValueError("weights must draw at most 2**27 rows in each replicate, got more")
    return counts


def check_home(name: str, value: Any, home: Home) -> None:
    """Refuse an array that is not where the scores are.

    Raises:
        ValueError: If it is no array, of the other library, or on another device.
    """
    own = home_of(name, value)
    if own != home:
        here, there = (one.device and f"on {one.device}" or "a numpy array" for one in (own, home))
        raise ValueError(f"{name} must be {there}, as the scores are, got {str(here).removeprefix('on ')}")


def check_all(rule: str, array: NDArray[Any], good: NDArray[np.bool_]) -> None:
    """Refuse an array with an element that is not good, and name the first.

    Raises:
        ValueError: If there is one.
    """
    if not good.all():
        where = tuple(int(index) for index in np.argwhere(~good)[0])
        raise ValueError(f"{rule}, got {array[where].item()} at {list(where)}")


def _shape(array: Any) -> str:
    return str(list(array.shape))
