"""The numba kernels themselves; imported only where numba is wanted. See :mod:`podium.registry.metrics.fast`."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

BLOCK = 64

_jit = numba.njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")


@_jit
def draw(keys: Any, table: Any) -> None:
    """Count the draws of each replicate; ``keys`` uint64 [B], ``table`` uint8 [P, B] of zeros."""
    clusters, replicates = table.shape
    pairs = (clusters + 1) // 2
    p = np.uint64(clusters)
    counts = np.zeros((BLOCK, clusters), np.uint8)
    for start in range(0, replicates, BLOCK):
        stop = min(start + BLOCK, replicates)
        counts[:] = 0
        for b in range(start, stop):
            row = counts[b - start]
            state = keys[b]
            for i in range(pairs):
                state += np.uint64(0x9E3779B97F4A7C15)
                h = state
                h ^= h >> np.uint64(30)
                h *= np.uint64(0xBF58476D1CE4E5B9)
                h ^= h >> np.uint64(27)
                h *= np.uint64(0x94D049BB133111EB)
                h ^= h >> np.uint64(31)
                row[((h >> np.uint64(32)) * p) >> np.uint64(32)] += np.uint8(1)
                if i + pairs < clusters:
                    row[((h & np.uint64(0xFFFFFFFF)) * p) >> np.uint64(32)] += np.uint8(1)
        for c in range(clusters):
            for b in range(start, stop):
                table[c, b] = counts[b - start, c]


@_jit
def _add(
    rows: Any, begin: int, end: int, words: Any, stride: Any, run: int, packed: Any, small: Any, sums: Any
) -> None:
    """Add table rows to ``sums``, eight bytes at once: a byte holds the sum of ``run`` rows."""
    while begin < end:
        stop = min(end, begin + run)
        a = b = c = d = e = f = g = h = np.uint64(0)
        for r in range(begin, stop):
            at = np.uint64(rows[r]) * stride
            a += words[at]
            b += words[at + np.uint64(1)]
            c += words[at + np.uint64(2)]
            d += words[at + np.uint64(3)]
            e += words[at + np.uint64(4)]
            f += words[at + np.uint64(5)]
            g += words[at + np.uint64(6)]
            h += words[at + np.uint64(7)]
        packed[0], packed[1], packed[2], packed[3] = a, b, c, d
        packed[4], packed[5], packed[6], packed[7] = e, f, g, h
        for i in range(BLOCK):
            sums[i] += np.uint32(small[i])
        begin = stop


@_jit
def rank(
    negatives: Any, positives: Any, negative_ends: Any, positive_ends: Any, tied: Any, first: Any,
    table: Any, run: int, precision: bool, sums: Any, gained: Any,
) -> None:  # fmt: skip
    """Fill ``sums`` int64 [3, L, B] and ``gained`` float64 [L, B]; see :func:`fast.rank_sums`."""
    packed = np.zeros(BLOCK // 8, np.uint64)
    small = packed.view(np.uint8)
    stride = np.uint64(table.shape[1] // 8)
    for column in range(0, table.shape[1], BLOCK):
        words = table.view(np.uint64).reshape(-1)[column // 8 :]
        n, p = 0, 0
        for label in range(len(first) - 1):
            passed, true = np.zeros(BLOCK, np.uint32), np.zeros(BLOCK, np.uint32)
            level, gain = np.zeros(BLOCK, np.uint32), np.zeros(BLOCK, np.uint32)
            pairs, halves = np.zeros(BLOCK, np.uint64), np.zeros(BLOCK, np.uint64)
            terms = np.zeros(BLOCK, np.float64)
            for slot in range(first[label], first[label + 1]):
                n_end, p_end = negative_ends[slot], positive_ends[slot]
                gain[:] = 0
                _add(positives, p, p_end, words, stride, run, packed, small, gain)
                if tied[slot]:
                    level[:] = 0
                    _add(negatives, n, n_end, words, stride, run, packed, small, level)
                    for i in range(BLOCK):
                        passed[i] += level[i]
                        halves[i] += np.uint64(gain[i]) * np.uint64(level[i])
                else:
                    _add(negatives, n, n_end, words, stride, run, packed, small, passed)
                for i in range(BLOCK):
                    true[i] += gain[i]
                    pairs[i] += np.uint64(gain[i]) * np.uint64(passed[i])
                if precision:
                    for i in range(BLOCK):
                        terms[i] += gain[i] * (true[i] / max(np.float64(true[i] + passed[i]), 1.0))
                n, p = n_end, p_end
            for i in range(BLOCK):
                sums[0, label, column + i] = 2 * np.int64(pairs[i]) - np.int64(halves[i])
                sums[1, label, column + i] = true[i]
                sums[2, label, column + i] = passed[i]
                gained[label, column + i] = terms[i]
