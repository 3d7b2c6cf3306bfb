"""Two models on the same rows, label by label: areas by DeLong, decisions by McNemar, both after Holm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from podium.registry.metrics.arguments import Floats, as_array, as_scores
from podium.registry.metrics.delong import DeLongTest, Difference, delong_test
from podium.registry.metrics.intervals import McNemar, holm, mcnemar


@dataclass(frozen=True)
class LabelComparison:
    """One label.

    Args:
        label: Its name.
        positives: Assessed rows where it is present.
        negatives: Assessed rows where it is absent.
        auroc_first: Area of the first model; NaN without positives or negatives.
        auroc_second: Area of the second.
        auroc: Their difference with its interval, and p before Holm.
        auroc_p_holm: The p-value after Holm over the labels; NaN where there was no test.
        decisions: Items that only one of them decided rightly, and p before Holm; None without
            thresholds.
        decisions_p_holm: The exact p-value after Holm over the labels; NaN where there was no test.
        reason: Why the areas cannot be compared, or empty.
    """

    label: str
    positives: int
    negatives: int
    auroc_first: float
    auroc_second: float
    auroc: Difference
    auroc_p_holm: float
    decisions: McNemar | None
    decisions_p_holm: float
    reason: str


@dataclass(frozen=True)
class Comparison:
    """The first model beside the second; differences are first minus second.

    Args:
        labels: One entry per label, in the order given.
        macro_first: Mean area of the first model; NaN unless every label is defined.
        macro_second: Mean area of the second.
        macro: Their difference, with the covariance between labels. It is one test and needs no Holm.
        level: Coverage of the intervals; they are not adjusted for the number of labels.
        rows: N.
        clusters: Number of clusters, N if each row is its own.
    """

    labels: tuple[LabelComparison, ...]
    macro_first: float
    macro_second: float
    macro: Difference
    level: float
    rows: int
    clusters: int


def compare(
    first: Any,
    second: Any,
    targets: Any,
    labels: Sequence[str],
    *,
    thresholds: tuple[Any, Any] | None = None,
    clusters: Any = None,
    level: float = 0.95,
) -> Comparison:
    """Compare two models that scored the same rows.

    Args:
        first: Scores of the first model, floating point [N, L], finite.
        second: Scores of the second, [N, L].
        targets: [N, L]; 1 present, 0 absent, NaN not assessed: that row is left out for that label.
        labels: Names of the L labels.
        thresholds: [L] of the first model and [L] of the second, fixed beforehand: a label is called
            where ``score >= threshold``. Without them decisions are not compared.
        clusters: int64 [N] from 0, such as the patient of each row; each row its own where left out.
            Both tests then take the cluster as the unit.
        level: Coverage of the intervals, between 0 and 1.

    Raises:
        ValueError: If an argument is of another shape, type or range, or empty.
    """
    areas = delong_test(first, second, targets, clusters, level)
    count = len(areas.difference)
    if len(labels) != count:
        raise ValueError(f"labels must name L = {count} labels, got {len(labels)}")
    decisions: list[McNemar | None] = [None] * count
    if thresholds is not None:
        decisions = _decisions(first, second, targets, thresholds, clusters)
    adjusted = holm(areas.p), holm([np.nan if one is None else one.p_exact for one in decisions])
    rows = len(as_array("targets", targets))
    return Comparison(
        tuple(_of_label(name, place, areas, decisions[place], *adjusted) for place, name in enumerate(labels)),
        float(areas.first.mean()),
        float(areas.second.mean()),
        areas.macro,
        level,
        rows,
        rows if clusters is None else len(np.unique(as_array("clusters", clusters))),
    )


def _of_label(
    name: str, place: int, areas: DeLongTest, decisions: McNemar | None, area_p: Floats, decision_p: Floats
) -> LabelComparison:
    columns = (areas.difference, areas.se, areas.z, areas.p, areas.low, areas.high)
    return LabelComparison(
        label=name,
        positives=int(areas.positives[place]),
        negatives=int(areas.negatives[place]),
        auroc_first=float(areas.first[place]),
        auroc_second=float(areas.second[place]),
        auroc=Difference(*(float(column[place]) for column in columns)),
        auroc_p_holm=float(area_p[place]),
        decisions=decisions,
        decisions_p_holm=float(decision_p[place]),
        reason=areas.reasons[place],
    )


def _decisions(
    first: Any, second: Any, targets: Any, thresholds: tuple[Any, Any], clusters: Any
) -> list[McNemar | None]:
    """Return McNemar's test of each label; None for a label that is not assessed."""
    right = []
    for name, scores, cuts in zip(("first", "second"), (first, second), thresholds, strict=True):
        values, truth = as_scores(scores, targets, name)
        called = values >= _thresholds(name, cuts, values.shape[1])
        right.append(np.where(np.isnan(truth), np.nan, called == (truth == 1)))
    unit = None if clusters is None else as_array("clusters", clusters)
    result: list[McNemar | None] = []
    for label in range(right[0].shape[1]):
        seen = ~np.isnan(right[0][:, label])
        if not seen.any():
            result.append(None)
            continue
        # Rows left out leave gaps in the numbers of the clusters.
        units = None if unit is None else np.unique(unit[seen], return_inverse=True)[1]
        result.append(mcnemar(right[0][seen, label], right[1][seen, label], units))
    return result


def _thresholds(model: str, value: Any, labels: int) -> Floats:
    cuts = as_array(f"thresholds of {model}", value).astype(np.float64)
    if cuts.shape != (labels,) or bool(np.isnan(cuts).any()):
        raise ValueError(f"thresholds of {model} must be [L] = [{labels}] numbers, got {cuts.tolist()}")
    return cuts
