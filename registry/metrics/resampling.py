"""The bootstrap over clusters: which rows belong together, how often each is drawn, and intervals.

Draws come from a counter-based generator (see :mod:`.draws`), so that a replicate depends on the seed
and its own number only: not on the chunk it is drawn in, nor on the device.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from podium.registry.metrics import fast
from podium.registry.metrics.arrays import Home, home_of, home_on, host
from podium.registry.metrics.draws import MASK, draw_on_device, draw_table

#: Elements of one chunk of public draws (int64): 2 MiB, and a few of them at once.
CHUNK_ELEMENTS = 1 << 18


class PercentileInterval(NamedTuple):
    """Ends of an interval and how many replicates it does without.

    Args:
        low: float64, shape of one replicate; NaN where no replicate is defined.
        high: As ``low``.
        undefined: int64, number of NaN replicates, which were left out.
    """

    low: Any
    high: Any
    undefined: Any


def cluster_index(groups: Sequence[str], device: Any = None) -> tuple[Any, int]:
    """Number the groups in the order of their names, so that the order of the rows is of no consequence.

    Args:
        groups: Name of the group of each of N rows, such as the patient.
        device: A torch device for a tensor; a numpy array where left out.

    Returns:
        int64 [N] of numbers from 0, and the number of groups P.

    Raises:
        ValueError: If there are no rows.
    """
    if not groups:
        raise ValueError("groups must name the group of at least one row, got none")
    numbers = {name: number for number, name in enumerate(sorted(set(groups)))}
    index = np.fromiter((numbers[name] for name in groups), np.int64, len(groups))
    return home_on(device).array(index), len(numbers)


def draw_counts(clusters: int, start: int, stop: int, seed: int, device: Any = None) -> Any:
    """Draw ``clusters`` of ``clusters`` with replacement, for replicates ``start`` to ``stop - 1``.

    Args:
        clusters: P, from 1 to 2**31.
        start: First replicate, from 0.
        stop: One past the last replicate.
        seed: From 0 to 2**64 - 1.
        device: A torch device for a tensor; a numpy array where left out. The counts are the same.

    Returns:
        int64 [stop - start, P]: how often each cluster is drawn; each row sums to P. Each row is a
        multinomial draw (32-bit numbers scaled to P: a cluster's chance is 1 / P to within 2**-32).

    Raises:
        ValueError: If an argument is out of range.
    """
    home = home_on(device)
    check_draws(clusters, start, stop, seed)
    table = draw(clusters, start, stop, seed, home, fast.is_loaded())
    if home.is_cuda:
        return table.T.long().contiguous()
    return home.array(np.ascontiguousarray(table.T).astype(np.int64))


def draw(clusters: int, start: int, stop: int, seed: int, home: Home, jit: bool) -> Any:
    """Return the counts as uint8 [P, replicates]: of torch on a CUDA device, else of numpy, by numba if ``jit``."""
    if home.is_cuda:
        return draw_on_device(clusters, start, stop, seed, home.device)
    return draw_table(clusters, start, stop, seed, jit)


def check_draws(clusters: int, start: int, stop: int, seed: int) -> None:
    """Refuse draws that cannot be made.

    Raises:
        ValueError: If an argument is out of range.
    """
    if not 1 <= clusters <= 1 << 31:
        raise ValueError(f"clusters must be from 1 to 2**31, got {clusters}")
    if not 0 <= start < stop:
        raise ValueError(f"start and stop must name at least one replicate from 0 on, got {start} and {stop}")
    if not 0 <= seed <= MASK:
        raise ValueError(f"seed must be from 0 to 2**64 - 1, got {seed}")


def draw_chunks(clusters: int, replicates: int, seed: int, device: Any = None) -> Iterator[Any]:
    """Yield the counts of replicates 0 to ``replicates - 1`` in chunks of bounded memory.

    Args:
        clusters: P.
        replicates: B, at least 1.
        seed: From 0 to 2**64 - 1.
        device: As for :func:`draw_counts`.

    Yields:
        int64 [b, P], as :func:`draw_counts` gives them.

    Raises:
        ValueError: If an argument is out of range.
    """
    if replicates < 1:
        raise ValueError(f"replicates must be at least 1, got {replicates}")
    step = max(1, CHUNK_ELEMENTS // max(1, clusters))
    for start in range(0, replicates, step):
        yield draw_counts(clusters, start, min(start + step, replicates), seed, device)


def percentile_interval(replicates: Any, level: float = 0.95) -> PercentileInterval:
    """Return the percentile interval of each column; quantiles are interpolated as numpy's default.

    Args:
        replicates: Floating point [B, ...]; NaN where a replicate is undefined: it is left out and
            counted. A numpy array or a torch tensor, and the result with it.
        level: Coverage, between 0 and 1.

    Raises:
        ValueError: If there are no replicates, or the level is not between 0 and 1.
    """
    home = home_of("replicates", replicates)
    values = host(replicates)
    if values.dtype.kind != "f":
        raise ValueError(f"replicates must be floating point, got {replicates.dtype}")
    if values.ndim == 0 or len(values) == 0:
        raise ValueError(f"replicates must have shape [B, ...] with B at least 1, got {list(replicates.shape)}")
    if not 0 < level < 1:
        raise ValueError(f"level must be between 0 and 1, got {level}")
    ordered = np.sort(values.astype(np.float64), axis=0)  # NaN comes last
    undefined = np.isnan(ordered).sum(0)
    tail = (1 - level) / 2
    ends = (_quantile(ordered, len(values) - undefined, share) for share in (tail, 1 - tail))
    low, high, lost = (home.array(np.asarray(part)) for part in (*ends, undefined))
    return PercentileInterval(low, high, lost)


def _quantile(ordered: NDArray[np.float64], defined: NDArray[np.int64], share: float) -> NDArray[np.float64]:
    last = np.maximum(defined - 1, 0)
    position = last * share
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, last)
    low = np.take_along_axis(ordered, np.expand_dims(below, 0), 0)[0]
    high = np.take_along_axis(ordered, np.expand_dims(above, 0), 0)[0]
    ends: NDArray[np.float64] = low + (high - low) * (position - below)
    return ends
