"""Thresholds that a split which no board ranks on would suggest, with their own uncertainty."""

from __future__ import annotations

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
    rows: list[tuple[str | int | Score, ...]] = []
    for column, label in enumerate(judged.units.labels):
        n, positives = judged.tell(column)
        if min(positives, n - positives) > FEW:
            cells = _chosen(judged, column, n)
        else:
            reason = TOO_FEW.format("positives" if positives <= FEW else "negatives")
            cells = [Score(rule, None, n, reason=reason) for rule in RULES]
        rows.append((label, positives, *cells))
    table = Table("thresholds", "Thresholds this split suggests", ("finding", "positives", *RULES), tuple(rows))
    return Report({}, tables=(table,))


def _chosen(judged: Judged, column: int, n: int) -> list[Score]:
    units, options = judged.units, judged.options
    seen = ~np.isnan(units.targets[:, column])
    clusters, count = cluster_index(units.patients)
    score, present, cluster = units.scores[seen, column], units.targets[seen, column] == 1, clusters[seen]
    point = choose(score, present, np.ones((1, len(score))))
    drawn = [point]
    if options.bootstrap:
        chunks = draw_chunks(count, options.bootstrap, options.seed)
        drawn = [choose(score, present, chunk[:, cluster]) for chunk in chunks]
    replicates = np.concatenate(drawn)
    return [
        as_score(rule, Estimate(point[0, place], replicates[:, place]), n, options.bootstrap > 0)
        for place, rule in enumerate(RULES)
    ]


def choose(score: Floats, present: NDArray[np.bool_], weights: NDArray[np.generic]) -> Floats:
    """Return the threshold of each rule in :data:`RULES` for each replicate.

    Args:
        score: float64 [N].
        present: bool [N].
        weights: Whole numbers [B, N]: how often each row counts.

    Returns:
        float64 [B, 3]; NaN for a replicate without positives or without negatives.
    """
    order = np.argsort(-score, kind="stable")
    ordered, mass = score[order], weights[:, order].astype(np.int64)
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)
    true = np.cumsum(mass * present[order], axis=1)[:, ends]
    false = np.cumsum(mass, axis=1)[:, ends] - true
    positives, negatives = true[:, -1:], false[:, -1:]
    # Whole numbers throughout, so that equally good thresholds are equal; the first of them is the highest.
    youden = true * negatives - false * positives
    sensitive = true * 10 >= positives * 9
    # 2 TP / (TP + FP + P); the quotient of equal fractions is the same double.
    f1 = 2 * true / np.maximum(true + false + positives, 1)
    found = ordered[ends][np.stack([youden.argmax(1), f1.argmax(1), sensitive.argmax(1)], axis=1)]
    return np.where((positives > 0) & (negatives > 0), found, np.nan)
