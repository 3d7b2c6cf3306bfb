"""Thresholds that a split which no board ranks on would suggest, with their own uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.figures import FEW, Judged, as_score
from podium.plugins.chest_xray.units import Floats
from podium.registry import Report, Score, Table
from podium.registry.metrics import Estimate, cluster_index, draw_chunks

#: Splits on which a threshold may be chosen: no board ranks on them.
OPEN_SPLITS = frozenset({"train", "valid", "validate"})
RULES = ("youden", "max_f1", "sensitivity_90")
TOO_FEW = f"{FEW} or fewer {{}}: use a fixed value"


def thresholds(judged: Judged) -> Report:
    """Return the table ``thresholds`` where every item is of one of :data:`OPEN_SPLITS`, and nothing elsewhere.

    A threshold is one of the scores; a finding counts as present from it on. Of several that serve a
    rule equally well the highest is taken. ``youden``: the largest sensitivity + specificity (Youden
    1950). ``max_f1``: the largest F1. ``sensitivity_90``: the highest with a sensitivity of 0.9. The
    interval is that of the threshold itself: in each resample it is chosen anew.
    """
    if judged.cuts is None or not judged.splits or not judged.splits <= OPEN_SPLITS:
        return Report({})
    sizes = [judged.tell(column) for column in range(len(judged.units.labels))]
    enough = [column for column, (n, positives) in enumerate(sizes) if min(positives, n - positives) > FEW]
    chosen = dict(zip(enough, _choose(judged, enough), strict=True))
    rows: list[tuple[str | int | Score, ...]] = []
    for column, (label, (n, positives)) in enumerate(zip(judged.units.labels, sizes, strict=True)):
        reason = TOO_FEW.format("positives" if positives <= FEW else "negatives")
        cells = [
            as_score(rule, chosen[column][place], n, judged.options.bootstrap > 0)
            if column in chosen
            else Score(rule, None, n, reason=reason)
            for place, rule in enumerate(RULES)
        ]
        rows.append((label, positives, *cells))
    table = Table("thresholds", "Thresholds this split suggests", ("finding", "positives", *RULES), tuple(rows))
    return Report({}, tables=(table,))


def _choose(judged: Judged, columns: Sequence[int]) -> list[list[Estimate]]:
    """Return the threshold of each rule for each of the columns."""
    units, options = judged.units, judged.options
    clusters, count = cluster_index(units.patients)
    steps = []
    for column in columns:
        seen = ~np.isnan(units.targets[:, column])
        steps.append(Steps.of(units.scores[seen, column], units.targets[seen, column] == 1, clusters[seen]))
    point = [step.choose(np.ones((1, count), np.int64)) for step in steps]
    drawn = [[values] for values in point]
    if options.bootstrap:
        drawn = [[] for _ in steps]
        for counts in draw_chunks(count, options.bootstrap, options.seed):
            for step, parts in zip(steps, drawn, strict=True):
                parts.append(step.choose(counts))
    replicates = [np.concatenate(parts) for parts in drawn]
    return [
        [Estimate(whole[0, place], again[:, place]) for place in range(len(RULES))]
        for whole, again in zip(point, replicates, strict=True)
    ]


@dataclass(frozen=True)
class Steps:
    """The rows of one finding, from the highest score down, and the thresholds worth looking at.

    These are the scores that a positive has: a threshold at which only negatives are called in addition is
    never better by any of the rules.

    Args:
        clusters: int64 [N], the resampling unit of each row.
        positives: int64 [N+], that of each positive.
        called: int64 [T], at each threshold the number of rows called.
        found: int64 [T], the number of positives among them.
        scores: float64 [T], falling.
    """

    clusters: NDArray[np.int64]
    positives: NDArray[np.int64]
    called: NDArray[np.int64]
    found: NDArray[np.int64]
    scores: Floats

    @classmethod
    def of(cls, score: Floats, present: NDArray[np.bool_], clusters: NDArray[np.int64]) -> Steps:
        """Sort rows [N], with at least one positive."""
        order = np.argsort(-score, kind="stable")
        ordered, positive = score[order], present[order]
        last = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)
        found = np.cumsum(positive)[last]
        steps = np.diff(found, prepend=0) > 0
        called = last[steps] + 1
        return cls(clusters[order], clusters[order][positive], called, found[steps], ordered[last[steps]])

    def choose(self, counts: NDArray[np.int64]) -> Floats:
        """Return the threshold of each rule in :data:`RULES` for each replicate.

        Args:
            counts: int64 [B, P]: how often each cluster counts.

        Returns:
            float64 [B, 3]; NaN for a replicate without positives or without negatives.
        """
        every = np.cumsum(counts[:, self.clusters], axis=1)
        true = np.cumsum(counts[:, self.positives], axis=1)[:, self.found - 1]
        called, positives = every[:, self.called - 1], true[:, -1:]
        negatives = every[:, -1:] - positives
        # Whole numbers, so that equally good thresholds are equal; the first of them is the highest.
        youden = true * negatives - (called - true) * positives
        # A score above all drawn positives is no threshold of the resample.
        youden[true == 0] = np.iinfo(np.int64).min
        sensitive = true * 10 >= positives * 9
        # 2 TP / (called + P); the quotients of equal fractions are the same double.
        f1 = 2 * true / np.maximum(called + positives, 1)
        best = self.scores[np.stack([youden.argmax(1), f1.argmax(1), sensitive.argmax(1)], axis=1)]
        return np.where((positives > 0) & (negatives > 0), best, np.nan)
