"""Ranking sums by segment sums and short scans: the same arithmetic on numpy arrays and torch tensors.

A replicate is a column of a table of counts, one row per cluster. The sum of a slot's rows is a *bag*.
Slots are dealt to *lanes* of consecutive slots, and a few lanes make a *strip*, all of one label
(:data:`SHAPES`). Bags are kept with the slot's place in its lane as the outermost index, so that a
running sum over slots is a few additions of long contiguous arrays, and a tile of strips fits the
processor's cache.

Counts are whole numbers below 2**24, exact in float32; so are the products of a lane while they stay
below 2**23, which is checked, and where they do not the tile is done in float64. What is summed
over strips is float64 below 2**53. So the sums that make the AUROC are exact, whatever the tiling.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.registry.metrics.slots import Slots

#: Slots of a lane and lanes of a strip, by the mean number of slots of a label, from which they pay.
SHAPES = ((2048, (32, 8)), (384, (8, 8)), (0, (8, 2)))

#: Products of whole and half numbers are exact in float32 up to here.
PRODUCT_LIMIT = 2.0**23
#: Whole numbers are exact in float32 up to here.
COUNT_LIMIT = 2.0**24

#: Scale of fixed-point sums: terms that add up to at most 1 stay below 2**63 together.
FIXED_POINT = 2.0**62


@dataclass(frozen=True)
class Tile:
    """Consecutive strips.

    Args:
        rows: int32, the clusters of the rows of all negative bags, then of all positive bags.
        starts: int32 [2 * depth * fold * strips], where each bag starts in ``rows``.
        tied: int64, the places of tied slots among the tile's slots.
        first: Number of the first strip.
        strips: Number of strips.
    """

    rows: Any
    starts: Any
    tied: Any
    first: int
    strips: int


@dataclass(frozen=True)
class Lanes:
    """All slots dealt to lanes and tiles. Made by :func:`deal`.

    Args:
        tiles: In the order of labels and slots.
        depth: Slots of a lane.
        fold: Lanes of a strip.
        first: Label l has the strips from ``first[l]`` up to ``first[l + 1]``.
    """

    tiles: tuple[Tile, ...]
    depth: int
    fold: int
    first: tuple[int, ...]


def deal(slots: Slots, tile_slots: int, convert: Callable[[NDArray[Any]], Any]) -> Lanes:
    """Deal slots to lanes, strips and tiles.

    Args:
        slots: The sorted rows.
        tile_slots: About how many slots a tile shall have.
        convert: Makes the array that the kernel works on.
    """
    sizes = np.diff(slots.first)
    depth, fold = shape_for(slots)
    span = depth * fold
    strips = -(-sizes // span)
    first = np.cumsum([0, *strips])
    total = int(first[-1])
    # Empty slots fill the last strip of a label.
    place = np.arange(len(slots.tied)) + np.repeat(first[:-1] * span - slots.first[:-1], sizes)
    starts, lengths = np.zeros((2, total * span), np.int64), np.zeros((2, total * span), np.int64)
    for kind, ends in enumerate((slots.negative_ends, slots.positive_ends)):
        begins = np.concatenate([[0], ends[:-1]])
        starts[kind, place], lengths[kind, place] = begins, ends - begins
    starts[1] += len(slots.negatives)
    units = np.concatenate([slots.negatives, slots.positives])
    tied = np.zeros(total * span, np.bool_)
    tied[place] = slots.tied
    step = max(1, tile_slots // span)
    tiles = []
    for strip in range(0, total, step):
        count = min(step, total - strip)
        part = slice(strip * span, (strip + count) * span)
        order = np.arange(part.start, part.stop).reshape(count, fold, depth).transpose(2, 1, 0).ravel()
        begins, sums = starts[:, order].ravel(), lengths[:, order].ravel()
        ends = np.cumsum(sums)
        rows = units[np.repeat(begins - ends + sums, sums) + np.arange(ends[-1])]
        tiles.append(
            Tile(
                convert(rows),
                convert((ends - sums).astype(np.int32)),
                convert(np.flatnonzero(tied[order])),
                strip,
                count,
            )
        )
    return Lanes(tuple(tiles), depth, fold, tuple(first.tolist()))


def shape_for(slots: Slots) -> tuple[int, int]:
    """Return the number of slots of a lane and of lanes of a strip."""
    each = np.diff(slots.first).mean()
    return next(shape for least, shape in SHAPES if each >= least)


@dataclass(frozen=True)
class Sums:
    """What the ranking metrics of a chunk of replicates are made of.

    Args:
        above: float64 [L, B]: over pairs of a positive and a negative, how often the negative scores
            higher, a tie counting one half.
        positives: float64 [L, B].
        negatives: float64 [L, B].
        gained: float64 [L, B]: over the positives, the precision when calling each and all above it;
            None where it was not wanted.
    """

    above: Any
    positives: Any
    negatives: Any
    gained: Any


def rank_sums(lanes: Lanes, gather: Callable[[Tile], Any], width: int, precision: bool, xp: Any, **new: Any) -> Sums:
    """Sum every label for one chunk of replicates.

    Args:
        lanes: The slots.
        gather: Returns the sums of a tile's bags, [bags, B], float32 or float64, to be overwritten.
        width: B.
        precision: Whether ``gained`` is wanted.
        xp: numpy or torch.
        **new: The device of new arrays.
    """
    labels, strips = len(lanes.first) - 1, lanes.first[-1]
    # Counts before each strip, running on over the labels.
    counts = xp.zeros((2, strips + 1, width), dtype=xp.float64, **new)
    above = xp.empty((strips, width), dtype=xp.float64, **new)
    gained = xp.empty((strips, width), dtype=xp.float64, **new) if precision else None
    starts = [lanes.first[label] for label in range(labels) for _ in range(lanes.first[label], lanes.first[label + 1])]
    for tile in lanes.tiles:
        part = slice(tile.first, tile.first + tile.strips)
        _sum_tile(
            lanes, tile, gather(tile), counts, above[part], None if gained is None else gained[part], starts[part]
        )
    return _by_label(lanes, counts, above, gained, xp)


def _sum_tile(lanes: Lanes, tile: Tile, bags: Any, counts: Any, above: Any, gained: Any, starts: list[int]) -> None:
    """Enter a tile's strips into the results. The bags are freed at the end: the next tile's take their place."""
    width = bags.shape[-1]
    negatives, positives = bags.reshape(2, lanes.depth, lanes.fold * tile.strips, width)
    tied = negatives.reshape(-1, width)[tile.tied]
    _run_up(negatives)
    totals = [double(sums).reshape(lanes.fold, tile.strips, width) for sums in (negatives[-1], positives.sum(0))]
    before = [_before(lane) for lane in totals]
    running = counts[:, tile.first : tile.first + tile.strips + 1]
    for kind in (0, 1):
        running[kind, 1:] = before[kind][-1] + totals[kind][-1]
    running[:] = running.cumsum(1)
    if gained is not None:
        passed = running[:, :-1] - counts[:, starts]
        gained[:] = _gained(negatives, positives, before[0] + passed[0], before[1] + passed[1])
    above[:] = _above(negatives, positives, tied, tile.tied, totals, before[0])


def double(values: Any) -> Any:
    """Return float64."""
    return values.astype(np.float64) if isinstance(values, np.ndarray) else values.double()


def single(values: Any, like: Any) -> Any:
    """Return float64 counts in the type of the bags, which holds them exactly."""
    return values.astype(like.dtype) if isinstance(values, np.ndarray) else values.to(like.dtype)


def _run_up(values: Any) -> None:
    """Make running sums over the outermost index, in place."""
    steps = list(values)  # views; "values[step] +=" would copy each once more
    for before, step in zip(steps, steps[1:], strict=False):
        step += before


def _before(lanes: Any) -> Any:
    """Return the sums of the lanes before each lane of a strip, [fold, strips, B]."""
    sums = lanes * 0
    for lane in range(1, len(lanes)):
        sums[lane] = sums[lane - 1] + lanes[lane - 1]
    return sums


def _gained(negatives: Any, positives: Any, negatives_before: Any, positives_before: Any) -> Any:
    """Return the precision gained in each strip; ``negatives`` are running sums within lanes."""
    fold, strips, width = negatives_before.shape
    true = single(positives_before.reshape(fold * strips, width), positives)
    passed = single(negatives_before.reshape(fold * strips, width), positives)
    total = double(true) * 0
    for step in range(len(positives)):
        gain = positives[step]
        true += gain
        called = passed + negatives[step]
        called += true
        share = double(true)
        # Slots of no weight at the top have 0 calls and gain 0.
        share /= double(called.clip(1))
        share *= double(gain)
        total += share
    lanes = total.reshape(fold, strips, width)
    for lane in range(1, fold):
        lanes[0] += lanes[lane]
    return lanes[0]


def _above(negatives: Any, positives: Any, tied: Any, where: Any, totals: list[Any], before: Any) -> Any:
    """Return the pairs in the wrong order in each strip, not counting negatives of earlier strips."""
    if float((totals[0] * totals[1]).max()) >= PRODUCT_LIMIT:
        negatives, positives = double(negatives), double(positives)
    negatives.reshape(-1, negatives.shape[-1])[where] -= tied * 0.5
    negatives *= positives
    lanes = double(negatives.sum(0)).reshape(before.shape)
    return (lanes + totals[1] * before).sum(0)


def _by_label(lanes: Lanes, counts: Any, above: Any, gained: Any, xp: Any) -> Sums:
    starts, labels = counts[:, list(lanes.first)], range(len(lanes.first) - 1)
    negatives, positives = starts[:, 1:] - starts[:, :-1]
    parts = [slice(lanes.first[label], lanes.first[label + 1]) for label in labels]
    inside = counts[1, 1:] - counts[1, :-1]
    earlier = [counts[0, part] - counts[0, part.start] for part in parts]
    pairs = [(above[part] + inside[part] * passed).sum(0) for part, passed in zip(parts, earlier, strict=True)]
    if gained is None:
        return Sums(xp.stack(pairs), positives, negatives, None)
    shares = [_sum_shares(gained[part] / positives[label].clip(1)) for label, part in enumerate(parts)]
    return Sums(xp.stack(pairs), positives, negatives, xp.stack(shares))


def _sum_shares(terms: Any) -> Any:
    """Add terms [n, B] of at most 1 together, to the same bits in any order."""
    fixed = terms * FIXED_POINT
    whole = fixed.astype(np.int64) if isinstance(fixed, np.ndarray) else fixed.long()
    return double(whole.sum(0)) / FIXED_POINT
