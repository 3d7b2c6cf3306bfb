"""The sorted rows of every label, cut into slots that a replicate sums up.

Sorting is done once. Only scores that a positive has are steps of the ROC curve, so the rows of a label
are kept as *slots*, from the highest score down: the negatives passed since the slot before, then the
positives of one score. Negatives that share that score come in the slot itself, and it is marked as
tied; negatives strictly above them then have a slot of their own, without positives. The last slot of
a label holds the negatives below all positives.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Slots:
    """Rows by label, class and descending score, and where slots end. Made by :func:`cut_slots`.

    Args:
        negatives: int32, the cluster of each negative row, label after label.
        positives: int32, the cluster of each positive row, label after label.
        negative_ends: int64 [S], one past the last negative of each slot.
        positive_ends: int64 [S], one past the last positive of each slot.
        tied: bool [S], whether the slot's negatives have the score of its positives.
        first: int64 [L + 1]; label l has the slots from ``first[l]`` up to ``first[l + 1]``.
    """

    negatives: Ints
    positives: Ints
    negative_ends: Longs
    positive_ends: Longs
    tied: Flags
    first: Longs


def cut_slots(scores: NDArray[np.floating], targets: NDArray[np.generic], clusters: Longs) -> Slots:
    """Sort each label and cut it into slots.

    Args:
        scores: Floating point [N, L], finite.
        targets: [N, L]; 1, 0, or NaN for not assessed.
        clusters: int64 [N], below 2**31.
    """
    units = clusters.astype(np.int32)
    parts = [_cut_label(scores[:, label], targets[:, label], units) for label in range(scores.shape[1])]
    negatives, positives, negative_ends, positive_ends, tied = zip(*parts, strict=True)
    return Slots(
        np.concatenate(negatives),
        np.concatenate(positives),
        _shifted(negative_ends),
        _shifted(positive_ends),
        np.concatenate(tied),
        np.cumsum([0, *map(len, tied)]),
    )


def _shifted(ends: tuple[Longs, ...]) -> Longs:
    """Concatenate ends that each count from 0."""
    before = np.cumsum([0, *(part[-1] for part in ends[:-1])])
    return np.concatenate([part + start for part, start in zip(ends, before, strict=True)])


def _cut_label(
    scores: NDArray[np.floating], targets: NDArray[np.generic], units: Ints
) -> tuple[Ints, Ints, Longs, Longs, Flags]:
    present = targets == 1
    seen = present | (targets == 0)
    if not seen.all():
        scores, present, units = scores[seen], present[seen], units[seen]
    order = np.argsort(-scores)  # the order within a tie is of no consequence
    score, present, units = scores[order], present[order], units[order]
    starts = np.concatenate([[0], np.flatnonzero(score[1:] != score[:-1]) + 1, [len(score)]])
    before = np.concatenate([[0], np.cumsum(present)])[starts]
    steps = np.flatnonzero(before[1:] > before[:-1])  # scores that a positive has
    above = starts[steps] - before[steps]  # negatives above each of them
    down_to = starts[steps + 1] - before[steps + 1]  # negatives down to it
    tied = down_to > above
    apart = tied & (above > np.concatenate([[0], down_to[:-1]]))
    slot = np.arange(len(steps)) + np.cumsum(apart)
    count = len(steps) + int(apart.sum()) + 1
    negative_ends, positive_ends = np.empty(count, np.int64), np.empty(count, np.int64)
    negative_ends[slot], positive_ends[slot] = down_to, before[steps + 1]
    negative_ends[slot[apart] - 1], positive_ends[slot[apart] - 1] = above[apart], before[steps[apart]]
    negative_ends[-1], positive_ends[-1] = len(score) - before[-1], before[-1]
    flags = np.zeros(count, np.bool_)
    flags[slot] = tied
    return units[~present], units[present], negative_ends, positive_ends, flags
