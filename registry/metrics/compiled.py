"""The numba kernels themselves; imported only where numba is wanted. See :mod:`podium.registry.metrics.fast`."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from podium.registry.metrics.lanes import FIXED_POINT

BLOCK = 64

_jit = numba.njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")
#: Inlined by numba: a call would hand over seven words per array.
_inline = numba.njit(inline="always", nogil=True, boundscheck=False, error_model="numpy")


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


@_inline
def _add(rows: Any, begin: int, end: int, counts: Any, stride: Any, sums: Any) -> None:
    """Add the counts of rows to ``sums``."""
    for r in range(begin, end):
        at = np.uint64(rows[r]) * stride
        for i in range(BLOCK):
            sums[i] += np.uint32(counts[at + np.uint64(i)])


@_inline
def _step(rows: Any, begin: int, end: int, counts: Any, stride: Any, near: Any, true: Any, pairs: Any) -> None:
    """Count each positive with the negatives passed in the stretch, in 32 bits."""
    for r in range(begin, end):
        at = np.uint64(rows[r]) * stride
        for i in range(BLOCK):
            count = np.uint32(counts[at + np.uint64(i)])
            true[i] += count
            pairs[i] += count * near[i]


@_inline
def _flush(true: Any, near: Any, pairs: Any, trues: Any, passed: Any, wrong: Any) -> None:
    """Add a stretch's sums to those of the label, and start a new stretch."""
    for i in range(BLOCK):
        wrong[i] += np.uint64(pairs[i]) + np.uint64(true[i]) * np.uint64(passed[i])
        trues[i] += true[i]
        passed[i] += near[i]
        true[i] = near[i] = pairs[i] = 0


@_inline
def _wide(gain: Any, level: Any, is_tied: bool, trues: Any, passed: Any, wrong: Any, halves: Any) -> None:
    """Count a slot in 64 bits, given its positives and its negatives."""
    for i in range(BLOCK):
        passed[i] += level[i]
        trues[i] += gain[i]
        wrong[i] += np.uint64(gain[i]) * np.uint64(passed[i])
        if is_tied:
            halves[i] += np.uint64(gain[i]) * np.uint64(level[i])


@_jit
def area(
    negatives: Any, positives: Any, negative_ends: Any, positive_ends: Any, tied: Any, first: Any,
    table: Any, largest: int, sums: Any,
) -> None:  # fmt: skip
    """Fill ``sums`` int64 [3, L, B]; see :func:`fast.rank_sums`.

    Slots without ties are counted in 32 bits, over stretches of slots that surely fit them.
    """
    stride, most = np.uint64(table.shape[1]), 0xFFFFFFFF // (largest * largest)
    for column in range(0, table.shape[1], BLOCK):
        counts = table.reshape(-1)[column:]
        n, p = 0, 0
        for label in range(len(first) - 1):
            passed, trues, level = np.zeros(BLOCK, np.uint32), np.zeros(BLOCK, np.uint32), np.zeros(BLOCK, np.uint32)
            near, true, pairs = np.zeros(BLOCK, np.uint32), np.zeros(BLOCK, np.uint32), np.zeros(BLOCK, np.uint32)
            wrong, halves = np.zeros(BLOCK, np.uint64), np.zeros(BLOCK, np.uint64)
            n_start, p_start = n, p
            for slot in range(first[label], first[label + 1]):
                n_end, p_end = negative_ends[slot], positive_ends[slot]
                wide = tied[slot] or (n_end - n) * (p_end - p) > most
                if wide or (n_end - n_start) * (p_end - p_start) > most:
                    _flush(true, near, pairs, trues, passed, wrong)
                    n_start, p_start = n, p
                if wide:
                    level[:] = 0
                    _add(negatives, n, n_end, counts, stride, level)
                    _add(positives, p, p_end, counts, stride, true)
                    _wide(true, level, tied[slot], trues, passed, wrong, halves)
                    true[:] = 0
                    n_start, p_start = n_end, p_end
                else:
                    _add(negatives, n, n_end, counts, stride, near)
                    _step(positives, p, p_end, counts, stride, near, true, pairs)
                n, p = n_end, p_end
            _flush(true, near, pairs, trues, passed, wrong)
            _write(sums, label, column, wrong, halves, trues, passed)


@_jit
def area_and_precision(
    negatives: Any, positives: Any, negative_ends: Any, positive_ends: Any, tied: Any, first: Any,
    table: Any, depth: int, fold: int, sums: Any, gained: Any,
) -> None:  # fmt: skip
    """Fill ``sums`` int64 [3, L, B] and ``gained`` float64 [L, B]; see :func:`fast.rank_sums`.

    The terms of the precision are added in the order of the lanes and strips of :mod:`.lanes`.
    """
    stride = np.uint64(table.shape[1])
    for column in range(0, table.shape[1], BLOCK):
        counts = table.reshape(-1)[column:]
        n, p = 0, 0
        for label in range(len(first) - 1):
            passed, trues = np.zeros(BLOCK, np.uint32), np.zeros(BLOCK, np.uint32)
            level, gain = np.zeros(BLOCK, np.uint32), np.zeros(BLOCK, np.uint32)
            wrong, halves = np.zeros(BLOCK, np.uint64), np.zeros(BLOCK, np.uint64)
            lane, size = np.zeros(BLOCK, np.float64), first[label + 1] - first[label]
            strips = np.zeros(((size + depth * fold - 1) // (depth * fold), BLOCK), np.float64)
            for slot in range(first[label], first[label + 1]):
                n_end, p_end = negative_ends[slot], positive_ends[slot]
                level[:] = 0
                gain[:] = 0
                _add(negatives, n, n_end, counts, stride, level)
                _add(positives, p, p_end, counts, stride, gain)
                _wide(gain, level, tied[slot], trues, passed, wrong, halves)
                for i in range(BLOCK):
                    lane[i] += gain[i] * (trues[i] / max(np.float64(trues[i] + passed[i]), 1.0))
                n, p = n_end, p_end
                done = slot - first[label] + 1
                if done % depth == 0 or done == size:
                    for i in range(BLOCK):
                        strips[(done - 1) // (depth * fold), i] += lane[i]
                        lane[i] = 0.0
            _write(sums, label, column, wrong, halves, trues, passed)
            for i in range(BLOCK):
                total = np.int64(0)
                for strip in range(len(strips)):
                    total += np.int64(strips[strip, i] / max(np.float64(trues[i]), 1.0) * FIXED_POINT)
                gained[label, column + i] = total / FIXED_POINT


@_jit
def _write(sums: Any, label: int, column: int, wrong: Any, halves: Any, trues: Any, passed: Any) -> None:
    for i in range(BLOCK):
        sums[0, label, column + i] = 2 * np.int64(wrong[i]) - np.int64(halves[i])
        sums[1, label, column + i] = trues[i]
        sums[2, label, column + i] = passed[i]
