"""Draws of clusters with replacement from a counter-based generator: replicate b is a function of seed and b.

The generator is splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA
2014; Mix13 variant). The seed's first output keys the replicates; a replicate's output keys its draws.
Each 64-bit output h gives two draws, (h >> 32) * P >> 32 and (h mod 2**32) * P >> 32, the first halves
going to the first half of the draws. numpy, numba and torch give the same numbers on every device.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.registry.metrics import fast

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15
MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))

#: Draws of one step of the numpy path: its arrays stay in the processor's cache.
STEP = 1 << 15

Table = NDArray[np.uint8]


def streams(seed: int, start: int, stop: int) -> NDArray[np.uint64]:
    """Return the key of each replicate from ``start`` to ``stop - 1``."""
    key = mix(np.array([seed + GAMMA & MASK], np.uint64))
    return mix(np.arange(start + 1, stop + 1, dtype=np.uint64) * np.uint64(GAMMA) + key)


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return splitmix64's output function, computed in place."""
    for shift, factor in MIX:
        values ^= values >> np.uint64(shift)
        values *= np.uint64(factor)
    values ^= values >> np.uint64(31)
    return values


def draw_table(clusters: int, start: int, stop: int, seed: int, jit: bool) -> Table:
    """Draw replicates ``start`` to ``stop - 1`` as uint8 [P, replicates], with the replicate innermost.

    A cluster that is drawn more often than 255 times is not to be feared: with P draws of P clusters the
    counts are Poisson with mean 1, and 256 has a chance below 1e-500.

    Args:
        clusters: P, from 1 to 2**31.
        start: First replicate, from 0.
        stop: One past the last replicate.
        seed: From 0 to 2**64 - 1.
        jit: Whether to use numba.
    """
    keys = streams(seed, start, stop)
    if jit:
        table = np.zeros((clusters, len(keys)), np.uint8)
        fast.kernels().draw(keys, table)
        return table
    counts = np.empty((len(keys), clusters), np.uint8)
    pairs = (clusters + 1) // 2
    counters = np.arange(1, pairs + 1, dtype=np.uint64) * np.uint64(GAMMA)
    step = max(1, STEP // clusters)
    for first in range(0, len(keys), step):
        part = keys[first : first + step]
        hashed = mix(counters + part[:, None])
        both = np.stack([hashed >> np.uint64(32), hashed & np.uint64(0xFFFFFFFF)], axis=1)
        both *= np.uint64(clusters)
        both >>= np.uint64(32)
        drawn = both.reshape(len(part), -1)[:, :clusters].view(np.int64)
        drawn = drawn + np.arange(len(part))[:, None] * clusters
        counts[first : first + step] = np.bincount(drawn.ravel(), minlength=len(part) * clusters).reshape(
            len(part), clusters
        )
    return np.ascontiguousarray(counts.T)


def draw_on_device(clusters: int, start: int, stop: int, seed: int, device: Any) -> Any:
    """Draw the same counts with torch, as uint8 [P, replicates] on the device."""
    import torch

    keys = torch.from_numpy(streams(seed, start, stop).view(np.int64)).to(device)
    counters = torch.arange(1, (clusters + 1) // 2 + 1, device=device) * _signed(GAMMA)
    hashed = counters + keys[:, None]
    for shift, factor in MIX:
        hashed = (hashed ^ _shift(hashed, shift)).mul_(_signed(factor))
    hashed = hashed ^ _shift(hashed, 31)
    both = torch.stack([_shift(hashed, 32), hashed & 0xFFFFFFFF], dim=1)
    drawn = both.mul_(clusters).bitwise_right_shift_(32).reshape(len(keys), -1)[:, :clusters]
    counts = torch.zeros(len(keys), clusters, dtype=torch.int32, device=device)
    counts.scatter_add_(1, drawn, torch.ones((), dtype=torch.int32, device=device).expand_as(drawn))
    return counts.to(torch.uint8).T.contiguous()


def _shift(values: Any, by: int) -> Any:
    """Shift right, filling with zeros: torch's own shift of int64 repeats the sign bit."""
    return (values >> by).bitwise_and_((1 << (64 - by)) - 1)


def _signed(value: int) -> int:
    value &= MASK
    return value - (1 << 64) if value >> 63 else value
