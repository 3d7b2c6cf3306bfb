"""The AUROC's sums as a Triton kernel, for CUDA devices; imported only where that is wanted.

A label's rows become *events* in descending order of score: a negative adds its count to those passed; a
positive adds to the pairs in the wrong order twice its count times those passed. A positive that is
tied with negatives comes twice, once on either side of them, and adds its count once each time: so
each tied pair counts one half. Events can be cut into segments anywhere; a segment counts from zero, and
what was passed before it is added at the end. All sums are whole numbers: the same bits as elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import triton
import triton.language as tl

from podium.registry.metrics.slots import Slots

#: Events of a segment, and replicates of a program.
SEGMENT, LANES = 2048, 256


@dataclass(frozen=True)
class Events:
    """Events of all labels on a device. Made by :func:`list_events`.

    Args:
        rows: int32, cluster of each event.
        kinds: int32, 0 for a negative, 1 for a positive tied with negatives, 2 for another positive.
        segments: int64 [S + 1], where segments begin.
        labels: int64 [S], label of each segment.
        first: int64 [S], the first segment of the segment's label.
        count: Number of labels.
    """

    rows: Any
    kinds: Any
    segments: Any
    labels: Any
    first: Any
    count: int


def list_events(slots: Slots, device: Any) -> Events:
    """Turn slots into events on a device."""
    count = len(slots.tied)
    begins, lengths = np.zeros((count, 3), np.int64), np.zeros((count, 3), np.int64)
    negatives, positives = (np.diff(ends, prepend=0) for ends in (slots.negative_ends, slots.positive_ends))
    begins[:, 1] = slots.negative_ends - negatives
    begins[:, 0] = begins[:, 2] = slots.positive_ends - positives + len(slots.negatives)
    lengths[:, 0], lengths[:, 1], lengths[:, 2] = positives * slots.tied, negatives, positives
    kinds = np.zeros((count, 3), np.int32)
    kinds[:, 0] = kinds[:, 2] = np.where(slots.tied, 1, 2)
    flat, begin = lengths.ravel(), begins.ravel()
    ends = np.cumsum(flat)
    units = np.concatenate([slots.negatives, slots.positives])
    rows = units[np.repeat(begin - ends + flat, flat) + np.arange(ends[-1])]
    bounds = np.concatenate([[0], ends[slots.first[1:] * 3 - 1]])
    pieces = np.maximum(1, -(-np.diff(bounds) // SEGMENT))
    labels = np.repeat(np.arange(len(pieces)), pieces)
    first = np.concatenate([[0], np.cumsum(pieces)[:-1]])[labels]
    segments = np.append(bounds[labels] + (np.arange(len(labels)) - first) * SEGMENT, bounds[-1])
    parts = (rows, np.repeat(kinds.ravel(), flat), segments, labels, first)
    on_device = [torch.from_numpy(part).to(device) for part in parts]
    return Events(on_device[0], on_device[1], on_device[2], on_device[3], on_device[4], len(pieces))


@triton.jit  # type: ignore[untyped-decorator]
def _walk(rows, kinds, segments, table, sums, width, LANES: tl.constexpr):  # type: ignore[no-untyped-def]
    segment = tl.program_id(0)
    column = tl.program_id(1) * LANES + tl.arange(0, LANES)
    inside = column < width
    passed = tl.zeros([LANES], tl.int64)
    true = tl.zeros([LANES], tl.int64)
    pairs = tl.zeros([LANES], tl.int64)
    start = tl.load(segments + segment)
    stop = tl.load(segments + segment + 1)
    for event in range(start, stop):
        row = tl.load(rows + event).to(tl.int64)
        kind = tl.load(kinds + event)
        count = tl.load(table + row * width + column, mask=inside, other=0).to(tl.int64)
        passed += tl.where(kind == 0, count, 0)
        weighed = count * kind
        true += weighed
        pairs += weighed * passed
    at = segment * 3 * width + column
    tl.store(sums + at, pairs, mask=inside)
    tl.store(sums + at + width, true, mask=inside)
    tl.store(sums + at + 2 * width, passed, mask=inside)


def rank_sums(events: Events, table: Any) -> tuple[Any, Any, Any]:
    """Return twice the pairs in the wrong order, the positives and the negatives.

    Args:
        events: The events, on the device of the table.
        table: uint8 [P, B] of torch, contiguous.

    Returns:
        int64 [L, B], thrice, of numpy.
    """
    width, count = table.shape[1], len(events.labels)
    sums = torch.empty(count, 3, width, dtype=torch.int64, device=table.device)
    grid = (count, triton.cdiv(width, LANES))
    _walk[grid](events.rows, events.kinds, events.segments, table, sums, width, LANES=LANES)
    pairs, true, passed = sums.unbind(1)
    before = torch.zeros(count + 1, width, dtype=torch.int64, device=table.device)
    torch.cumsum(passed, 0, out=before[1:])
    earlier = before[:-1] - before[events.first]
    totals = torch.zeros(3, events.count, width, dtype=torch.int64, device=table.device)
    for total, part in zip(totals, (pairs + true * earlier, true, passed), strict=True):
        total.index_add_(0, events.labels, part)
    totals[1] //= 2
    wrong, positives, negatives = totals.cpu().numpy()
    return wrong, positives, negatives
