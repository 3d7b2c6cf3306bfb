"""Accuracy over items and over subjects, with bootstrap intervals that need no resampled items.

Drawing N items with replacement and counting them by (subject, right or wrong) is one multinomial draw
over these cells, by definition. So a replicate is drawn as its counts: the distribution is that of the
index bootstrap exactly, and the cost depends on the number of subjects, not of items. Two models on
the same items have four cells per subject. With ``stratified`` the number of items of each subject is
kept, as where a benchmark fixes it. Only clusters of items, where given, are drawn one by one.

How the macro figure is resampled with clusters depends on what these are to the subjects:

* Clusters that are the subjects: subjects themselves are the sample. A replicate is the mean over the subjects drawn,
  each as often as it was drawn, so that none is undefined.
* Clusters within subjects, ``stratified``: each subject is kept, its clusters are drawn within it. That is how a mean
  over disciplines is resampled over their subjects: what disciplines there are is set by the benchmark.
* Other clusters: a replicate is the mean over all subjects, and undefined where one of them was not drawn at all.

Replicates come in blocks of fixed size, each with its own generator seeded by (seed, block), so that
replicate b depends on the seed and b only: not on how many are asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from podium.registry.metrics.arguments import (
    Floats,
    Ints,
    as_numbers,
    as_outcomes,
    check_count,
    check_share,
)
from podium.registry.metrics.distributions import binomial_quantile
from podium.registry.metrics.intervals import Bounds, wilson_interval

#: Replicates drawn by one generator.
_BLOCK = 500

# What each cell counts for: without a second model the cells are wrong, right; with one they are
# both wrong, only the second right, only the first right, both right.
_RIGHT = np.array([0, 1])
_FIRST, _SECOND = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])


class SampledShare(NamedTuple):
    """A share, or a difference of two, and its bootstrap interval.

    Args:
        value: From the data; NaN where it is undefined.
        low: Lower end; NaN where more replicates are undefined than the interval leaves out by its level: its ends
            would be those of another distribution.
        high: Upper end.
        undefined: Replicates in which it was undefined; they were left out.
    """

    value: float
    low: float
    high: float
    undefined: int


@dataclass(frozen=True)
class Accuracy:
    """Accuracy of one model.

    Args:
        micro: Share of the items that are right.
        macro: Mean over subjects of the share of their items that are right; NaN if a subject has no
            items: it is not left out silently.
        right: int64 [S], right items of each subject.
        items: int64 [S].
        replicates: Replicates drawn, B.
    """

    micro: SampledShare
    macro: SampledShare
    right: Ints
    items: Ints
    replicates: int

    @property
    def by_subject(self) -> Floats:
        """Share of right items of each subject, float64 [S]; NaN without items."""
        return _share(self.right, self.items)

    def subject_intervals(self, level: float = 0.95) -> Bounds:
        """Return Wilson's interval of each subject, [S] each; it does not shrink to a point at all right.

        Raises:
            ValueError: If the level is not between 0 and 1.
        """
        return wilson_interval(self.right, self.items, level)


@dataclass(frozen=True)
class AccuracyDifference:
    """Accuracy of a first model minus that of a second, resampled together.

    Args:
        first: The first model.
        second: The second model.
        micro: Difference of the micro accuracies.
        macro: Difference of the macro accuracies.
        by_subject: float64 [S], difference per subject; NaN without items.
    """

    first: Accuracy
    second: Accuracy
    micro: SampledShare
    macro: SampledShare
    by_subject: Floats


def accuracy(
    correct: Any,
    subjects: Any = None,
    *,
    clusters: Any = None,
    stratified: bool = False,
    subject_count: int | None = None,
    replicates: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> Accuracy:
    """Return micro and macro accuracy with percentile bootstrap intervals.

    Without subjects' strata and clusters the micro interval is read off the binomial distribution,
    which is what the bootstrap samples from.

    Args:
        correct: Right (1) or wrong (0) per item, [N].
        subjects: int64 [N] from 0, the subject of each item; one subject where left out.
        clusters: int64 [N] from 0: items that are drawn together; each its own where left out.
        stratified: Draw within each subject; clusters, where given, must each lie in one.
        subject_count: S, if more than the largest subject plus one; the others have no items.
        replicates: B, at least 1.
        seed: From 0 to 2**64 - 1.
        level: Coverage, between 0 and 1.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    draw = _Draw.of(as_outcomes("correct", correct), 2, subjects, clusters, stratified, subject_count, seed)
    ((micro, macro),) = draw.estimates((_RIGHT,), replicates, level)
    result = _accuracy(draw.cells, _RIGHT, micro, macro, replicates)
    if stratified or clusters is not None:
        return result
    right, total, tail = int(result.right.sum()), int(result.items.sum()), (1 - level) / 2
    low, high = (binomial_quantile(total, right / total, end) / total for end in (tail, 1 - tail))
    return replace(result, micro=SampledShare(right / total, low, high, 0))


def accuracy_difference(
    first: Any,
    second: Any,
    subjects: Any = None,
    *,
    clusters: Any = None,
    stratified: bool = False,
    subject_count: int | None = None,
    replicates: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> AccuracyDifference:
    """Return the difference of two models on the same items, from the same resamples for both.

    Args:
        first: Right (1) or wrong (0) per item, [N], of the first model.
        second: The same of the second model.
        subjects: As in :func:`accuracy`, like the rest.
        clusters: Items that are drawn together.
        stratified: Draw within each subject.
        subject_count: S.
        replicates: B.
        seed: From 0 to 2**64 - 1.
        level: Coverage.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    one, other = as_outcomes("first", first), as_outcomes("second", second)
    if one.shape != other.shape:
        raise ValueError(f"second must have the shape of first, {list(one.shape)}, got {list(other.shape)}")
    draw = _Draw.of(2 * one + other, 4, subjects, clusters, stratified, subject_count, seed)
    gains = (_FIRST, _SECOND, _FIRST - _SECOND)
    *single, (micro, macro) = draw.estimates(gains, replicates, level)
    a, b = (
        _accuracy(draw.cells, gain, *estimates, replicates) for gain, estimates in zip(gains[:2], single, strict=True)
    )
    return AccuracyDifference(a, b, micro, macro, a.by_subject - b.by_subject)


@dataclass(frozen=True)
class _Draw:
    """Counts [S, K] of items by subject and outcome, and how to draw them again.

    ``clusters`` is the cluster of each item as 0, 1, ... without gaps, and ``places`` its cell. ``strata`` are the
    clusters that are drawn among one another, and ``by_subject`` tells whether the clusters are the subjects.
    """

    cells: Ints
    places: Ints
    clusters: Ints | None
    stratified: bool
    seed: int
    strata: tuple[Ints, ...] = ()
    by_subject: bool = False

    @classmethod
    def of(
        cls,
        outcomes: Floats,
        kinds: int,
        subjects: Any,
        clusters: Any,
        stratified: bool,
        subject_count: int | None,
        seed: int,
    ) -> _Draw:
        rows = len(outcomes)
        numbers, found = as_numbers("subjects", np.zeros(rows, dtype=int) if subjects is None else subjects, rows)
        count = found if subject_count is None else subject_count
        check_count("subject_count", count)
        if count < found:
            raise ValueError(f"subject_count must be at least {found}, the largest subject plus one, got {count}")
        if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed < 1 << 64:
            raise ValueError(f"seed must be a whole number from 0 to 2**64 - 1, got {seed!r}")
        places = numbers * kinds + outcomes.astype(np.int64)
        cells = np.bincount(places, minlength=count * kinds).reshape(count, kinds)
        if clusters is None:
            return cls(cells, places, None, stratified, int(seed))
        # Numbers that no item has would otherwise be drawn, and draw nothing.
        units = np.unique(as_numbers("clusters", clusters, rows)[0], return_inverse=True)[1]
        pairs = np.unique(np.stack([units, numbers], axis=1), axis=0)
        alone = len(pairs) == units.max() + 1
        if stratified and not alone:
            raise ValueError("clusters must each lie in one subject where stratified is True, got one in several")
        held = np.unique(numbers)
        strata = [pairs[pairs[:, 1] == subject, 0] for subject in held] if stratified else [np.arange(units.max() + 1)]
        by_subject = alone and len(held) == len(pairs) and not stratified
        return cls(cells, places, units, stratified, int(seed), tuple(strata), bool(by_subject))

    def estimates(
        self, gains: tuple[Ints, ...], replicates: int, level: float
    ) -> list[tuple[SampledShare, SampledShare]]:
        """Return micro and macro estimates for each way [K] of counting the outcomes."""
        check_count("replicates", replicates)
        check_share("level", level)
        drawn = np.empty((len(gains), 2, replicates))
        for start in range(0, replicates, _BLOCK):
            part = slice(start, min(start + _BLOCK, replicates))
            cells = self._block(start // _BLOCK, part.stop - part.start)
            for place, gain in enumerate(gains):
                drawn[place, :, part] = self._micro_macro(cells, gain)
        points = [_micro_macro(self.cells[None], gain) for gain in gains]
        return [
            (
                _estimate(float(point[0, 0]), drawn[place, 0], level),
                _estimate(float(point[1, 0]), drawn[place, 1], level),
            )
            for place, point in enumerate(points)
        ]

    def _micro_macro(self, cells: Ints, gain: Ints) -> Floats:
        """Return micro and macro value of replicates, [2, b]."""
        found = _micro_macro(cells, gain)
        if self.by_subject:
            # Items drawn over items held are how often a subject was drawn; right ones over items held, the sum of
            # its share over these draws.
            sizes = _items(self.cells)
            found[1] = _share(_won(cells, gain), sizes).sum(1) / _share(_items(cells), sizes).sum(1)
        return found

    def _block(self, block: int, size: int) -> Ints:
        """Return the counts of the first ``size`` replicates of a block, [size, S, K]."""
        generator = np.random.Generator(np.random.PCG64([self.seed, block]))
        if self.clusters is not None:
            return self._clusters(generator, size)
        if not self.stratified:
            return _multinomial(generator, self.cells.ravel()).reshape(_BLOCK, *self.cells.shape)[:size]
        drawn = np.zeros((_BLOCK, *self.cells.shape), dtype=np.int64)
        for subject in np.flatnonzero(self.cells.sum(1)):
            cells = self.cells[subject]
            held, total = np.flatnonzero(cells), int(cells.sum())
            # Cells without items are left out: rounding could give the last one an item.
            drawn[:, subject, held] = generator.multinomial(total, cells[held] / total, size=_BLOCK)
        return drawn[:size]

    def _clusters(self, generator: np.random.Generator, size: int) -> Ints:
        units = self.clusters
        assert units is not None
        weights = np.empty(int(units.max()) + 1, dtype=np.int64)
        drawn = np.empty((size, self.cells.size), dtype=np.int64)
        for replicate in drawn:
            for among in self.strata:
                count = len(among)
                weights[among] = np.bincount(generator.integers(count, size=count), minlength=count)
            replicate[:] = np.bincount(self.places, weights=weights[units], minlength=self.cells.size)
        return drawn.reshape(size, *self.cells.shape)


def _multinomial(generator: np.random.Generator, cells: Ints) -> Ints:
    """Return counts [_BLOCK, K] of as many items as ``cells`` hold, drawn with replacement.

    Independent Poisson counts are multinomial given their sum, and cost half as much as the binomial
    counts of a direct draw. Their mean is set so that the sum falls short of N nearly always; what is
    missing is drawn item by item, what is too many is taken away item by item. So it is exact.
    """
    total, kinds = int(cells.sum()), len(cells)
    share = max(0.0, 1 - 2 / math.sqrt(total))
    drawn = generator.poisson(cells * share, size=(_BLOCK, kinds))
    missing = total - drawn.sum(1)
    for row in np.flatnonzero(missing < 0):
        drawn[row] = generator.multivariate_hypergeometric(drawn[row], total)
    short = np.maximum(missing, 0)
    items = np.repeat(np.arange(kinds), cells)[generator.integers(total, size=short.sum(), dtype=np.uint32)]
    places = items + np.repeat(np.arange(0, _BLOCK * kinds, kinds), short)
    drawn += np.bincount(places, minlength=drawn.size).reshape(drawn.shape)
    return drawn


def _micro_macro(cells: Ints, gain: Ints) -> Floats:
    """Return micro and macro value, [2, b], of counts [b, S, K]."""
    items, won = _items(cells), _won(cells, gain)
    return np.stack([won.sum(1) / items.sum(1), _share(won, items).mean(1)])


# Sums over the few outcomes are additions of whole arrays, which numpy does far faster than a sum over
# the last axis.
def _items(cells: Ints) -> Ints:
    return _won(cells, np.ones(cells.shape[-1], dtype=np.int64))


def _won(cells: Ints, gain: Ints) -> Ints:
    total = np.zeros(cells.shape[:-1], dtype=np.int64)
    for kind in np.flatnonzero(gain):
        total += gain[kind] * cells[..., kind]
    return total


def _share(part: Ints, whole: Ints) -> Floats:
    result = np.full(part.shape, np.nan)
    np.divide(part, whole, out=result, where=np.broadcast_to(whole > 0, part.shape))
    return result


def _accuracy(cells: Ints, gain: Ints, micro: SampledShare, macro: SampledShare, replicates: int) -> Accuracy:
    return Accuracy(micro, macro, cells @ gain, cells.sum(1), replicates)


def _estimate(value: float, drawn: Floats, level: float) -> SampledShare:
    defined = drawn[~np.isnan(drawn)]
    undefined = len(drawn) - len(defined)
    if len(defined) == 0 or undefined > (1 - level) * len(drawn):
        return SampledShare(value, float("nan"), float("nan"), undefined)
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2])
    return SampledShare(value, float(low), float(high), undefined)
