"""Two models on the same images: areas by DeLong, means and F1 by a paired bootstrap, calls by McNemar.

A patient's studies resemble one another, so the patient is what every test and every resample takes
as its unit. With one study per patient the test of the areas is DeLong's own (Biometrics 1988),
otherwise Obuchowski's for clusters (Biometrics 1997). Both models are measured in the same resamples.
The p-values of single findings are given before and after Holm's correction over the findings.

This module imports numpy; it is imported when runs are compared, not before. torch is imported for a
CUDA device.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from podium.plugins.chest_xray.figures import FEW
from podium.plugins.chest_xray.observations import FIVE
from podium.plugins.chest_xray.pairs import Pair, counted, read_pair, read_replies
from podium.registry import Answer, DataError, Interval, Item, PodiumError, Report, Score, Table
from podium.registry.metrics import Comparison, Difference, Estimate, bootstrap, cluster_index, compare, delong_test

LEVEL = 0.95
DELONG = "DeLong by patient"
DRAWN = "paired patient bootstrap, percentile"

_WORDS = {"auroc": "AUROC", "f1": "F1"}
_SHORT = {DELONG: "DeLong", DRAWN: "bootstrap"}
_DEFAULTS = {"bootstrap": 1000, "seed": 0}


@dataclass(frozen=True)
class _Found:
    """What tests and resamples say of the findings that both models answer.

    Args:
        pair: The two models.
        lacks: By finding wanted, why nothing can be said of it, or empty.
        clusters: int64 [U], number of each unit's patient.
        areas: Tests of the scores' areas; None where there are no scores.
        calls: McNemar's tests; None where there are no calls.
        drawn: By metric, both models' estimates on the same resamples.
        replicates: Number of resamples, 0 for none.
    """

    pair: Pair
    lacks: Mapping[str, str]
    clusters: Any
    areas: Comparison | None
    calls: Comparison | None
    drawn: Mapping[str, tuple[Estimate, Estimate]]
    replicates: int


@dataclass(frozen=True)
class _Mean:
    """A mean over findings of both models, and its difference by one method."""

    metric: str
    labels: tuple[str, ...]
    method: str
    first: Score
    second: Score
    difference: Score
    p: float | None = None


def compare_findings(
    items: Sequence[Item],
    first: Sequence[Answer],
    second: Sequence[Answer],
    *,
    labels: Sequence[str],
    headline: Sequence[str],
    device: str,
    settings: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Report:
    """Compare two models that scored the same images; differences are first minus second.

    The models are called A and B in reasons and notes.

    Args:
        items: One :class:`Classify` request per image.
        first: The first model's answers, one per item.
        second: The second model's.
        labels: The findings to compare, in the order of the tables.
        headline: Those whose mean decides; the mean over all defined findings does where these are not
            all answered by both models, with positives and negatives.
        device: A torch device.
        settings: By which each run was scored. ``unit`` and ``aggregate`` must be equal; each model's
            findings are called at its own ``threshold``; ``bootstrap`` and ``seed`` are the default's
            where they differ.

    Raises:
        DataError: If items and answers contradict each other.
        PodiumError: If the settings do not allow a comparison.
    """
    pair = read_pair(items, first, second, labels, settings)
    kept = counted(settings)
    return compare_pair(pair, headline=headline, device=device, settings={**kept, **resampling(settings)})


def compare_questions(
    items: Sequence[Item],
    first: Sequence[Answer],
    second: Sequence[Answer],
    *,
    device: str,
    settings: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Report:
    """Compare two models that replied in words to the same yes-or-no questions by the mean F1 of the five.

    Args:
        items: The questions; see :func:`podium.plugins.chest_xray.pairs.read_replies`.
        first: The first model's answers, one per item.
        second: The second model's.
        device: A torch device.
        settings: By which each run was scored; only ``bootstrap`` and ``seed`` matter.

    Raises:
        DataError: If items and answers contradict each other, or there is nothing to compare.
    """
    pair = read_replies(items, first, second, FIVE)
    how = {"unit": "image", "aggregate": "none", "scores": "words"}
    return compare_pair(pair, headline=FIVE, device=device, settings={**how, **resampling(settings)})


def resampling(settings: tuple[Mapping[str, Any], Mapping[str, Any]]) -> dict[str, int]:
    """Return the number of resamples and their seed: those of both runs, or the default's where they differ."""
    one, other = ({name: int(given.get(name, usual)) for name, usual in _DEFAULTS.items()} for given in settings)
    return {name: one[name] if one[name] == other[name] else usual for name, usual in _DEFAULTS.items()}


def compare_pair(pair: Pair, *, headline: Sequence[str], device: str, settings: Mapping[str, Any]) -> Report:
    """Compare two models on units that are read already; calls alone are enough.

    Args:
        pair: The two models.
        headline: See :func:`compare_findings`.
        device: A torch device.
        settings: What to record, with ``bootstrap``, the number of resamples, and their ``seed``.

    Raises:
        DataError: If no finding is assessed.
        PodiumError: If there are neither scores nor calls.
    """
    if pair.scores is None and pair.calls is None:
        raise PodiumError("there are neither scores nor calls to compare")
    if bool(np.isnan(pair.targets).all()):
        raise DataError(f"nothing to compare: no finding is assessed in any of {len(pair.patients)} {pair.plural}")
    found = _measure(pair, device, int(settings["bootstrap"]), int(settings["seed"]))
    means = _means(found, headline)
    deciding = _deciding(means)
    return Report(
        boards={},
        scores=(deciding.difference, *(mean.difference for mean in means if mean is not deciding)),
        tables=(_mean_table(means), *_area_tables(found), *_call_tables(found)),
        counts={
            pair.plural: len(pair.patients),
            "patients": len(set(pair.patients)),
            "findings": len(pair.known),
            "findings_in_means": sum(not lack for lack in found.lacks.values()),
        },
        settings=dict(settings),
        notes=_notes(found, means),
        facts={"compared": f"mean {_WORDS[deciding.metric]} over {len(deciding.labels)} findings"},
    )


def _measure(pair: Pair, device: str, replicates: int, seed: int) -> _Found:
    clusters, _ = cluster_index(pair.patients)
    areas = calls = None
    drawn: dict[str, tuple[Estimate, Estimate]] = {}
    if pair.scores is not None:
        areas = compare(*pair.scores, pair.targets, pair.known, clusters=clusters, level=LEVEL)
        drawn["auroc"] = _draw(pair.scores, pair.targets, clusters, "auroc", device, replicates, seed)
    if pair.calls is not None:
        cuts = np.full(len(pair.known), 0.5)
        calls = compare(*pair.calls, pair.targets, pair.known, thresholds=(cuts, cuts), clusters=clusters)
        drawn["f1"] = _draw(pair.calls, pair.targets, clusters, "f1", device, replicates, seed)
    return _Found(pair, {label: pair.lack(label) for label in pair.labels}, clusters, areas, calls, drawn, replicates)


def _draw(
    values: tuple[Any, Any], targets: Any, clusters: Any, metric: str, device: str, replicates: int, seed: int
) -> tuple[Estimate, Estimate]:
    """Return both models' estimates; the same seed draws the same patients for every metric."""
    models, others = list(values), [targets, clusters]
    if device != "cpu":
        import torch

        models, others = ([torch.from_numpy(one).to(device) for one in part] for part in (models, others))
    found = bootstrap(models, *others, metrics=(metric,), thresholds=0.5, replicates=replicates or 1, seed=seed)
    return found[0][metric], found[1][metric]


def _means(found: _Found, headline: Sequence[str]) -> list[_Mean]:
    """Return the means over the headline findings and over all defined ones, of every metric by every method."""
    defined = tuple(label for label in found.pair.labels if not found.lacks[label])
    sets = [tuple(headline)] if set(headline) == set(defined) else [tuple(headline), defined]
    means = []
    for metric in found.drawn:
        methods = [DRAWN] if found.replicates or metric != "auroc" else []
        methods += [DELONG] if metric == "auroc" else []
        means += [_mean(found, metric, labels, method) for labels in sets for method in methods]
    return means


def _deciding(means: Sequence[_Mean]) -> _Mean:
    """Return the first difference with an interval or, where none has one, with a value."""
    for mean in means:
        if mean.difference.interval is not None:
            return mean
    return next((mean for mean in means if mean.difference.value is not None), means[0])


def _mean(found: _Found, metric: str, labels: tuple[str, ...], method: str) -> _Mean:
    n, name = len(found.pair.patients), f"mean_{metric}_{len(labels)}"
    gaps = [f"{label}: {found.lacks[label]}" for label in labels if found.lacks[label]]
    reason = "; ".join(gaps) if labels else "no finding has both positives and negatives"
    if reason:
        nothing = Score(name, None, n, reason=reason)
        return _Mean(metric, labels, method, nothing, nothing, Score(f"{name}_difference", None, n, reason=reason))
    columns = found.pair.columns(labels)
    one, other = (estimate.mean(columns) for estimate in found.drawn[metric])
    first, second = (Score(name, float(estimate.point), n) for estimate in (one, other))
    if method == DRAWN:
        gap = one.minus(other)
        difference = drawn_score(f"{name}_difference", gap, n, found.replicates, "")
        return _Mean(metric, labels, method, first, second, difference)
    assert found.pair.scores is not None
    ours, theirs = (values[:, columns] for values in found.pair.scores)
    macro = delong_test(ours, theirs, found.pair.targets[:, columns], found.clusters, LEVEL).macro
    return _Mean(metric, labels, method, first, second, _tested(f"{name}_difference", macro, n), _defined(macro.p))


def drawn_score(metric: str, gap: Estimate, n: int, replicates: int, reason: str) -> Score:
    """Return a difference on the same resamples as a score."""
    point = float(gap.point)
    if math.isnan(point):
        return Score(metric, None, n, reason=reason)
    if not replicates:
        return Score(metric, point, n)
    low, high, undefined = gap.interval(LEVEL)
    if int(undefined) == replicates:
        return Score(metric, point, n)
    return Score(metric, point, n, Interval(float(low), float(high), LEVEL, DRAWN, replicates, int(undefined)))


def _tested(metric: str, gap: Difference, n: int, reason: str = "") -> Score:
    """Return a difference of areas as a score; one without variance has no interval."""
    if math.isnan(gap.value):
        return Score(metric, None, n, reason=reason)
    interval = None if math.isnan(gap.low) else Interval(gap.low, gap.high, LEVEL, DELONG)
    return Score(metric, gap.value, n, interval, reason)


def _of_patients(reason: str) -> str:
    """Return a reason of the tests, whose clusters are patients here."""
    return reason.replace("cluster", "patient")


def _defined(value: float) -> float | None:
    return None if math.isnan(value) else value


def _mean_table(means: Sequence[_Mean]) -> Table:
    rows = tuple(
        (
            f"mean {_WORDS[mean.metric]}",
            len(mean.labels),
            _SHORT[mean.method],
            mean.first,
            mean.second,
            mean.difference,
            mean.p,
        )
        for mean in means
    )
    return Table("means", "Means over findings", ("mean", "findings", "method", "a", "b", "difference", "p"), rows)


def _area_tables(found: _Found) -> list[Table]:
    if found.areas is None:
        return []
    tested = {entry.label: entry for entry in found.areas.labels}
    rows: list[tuple[Any, ...]] = []
    for label in found.pair.labels:
        n, positives = found.pair.sizes(label)
        if found.lacks[label]:
            nothing = Score("auroc", None, n, reason=found.lacks[label])
            rows.append((label, n, positives, nothing, nothing, nothing, None, None))
            continue
        entry = tested[label]
        rows.append(
            (
                label,
                n,
                positives,
                Score("auroc", entry.auroc_first, n),
                Score("auroc", entry.auroc_second, n),
                _tested("auroc_difference", entry.auroc, n, _of_patients(entry.reason)),
                _defined(entry.auroc.p),
                _defined(entry.auroc_p_holm),
            )
        )
    columns = ("finding", "n", "positives", "a", "b", "difference", "p", "p_holm")
    return [Table("auroc", "AUROC", columns, tuple(rows))]


def _call_tables(found: _Found) -> list[Table]:
    """Return the tables of F1 and of the calls that only one of the two got right."""
    if found.calls is None:
        return []
    tested = {entry.label: entry for entry in found.calls.labels}
    one, other = found.drawn["f1"]
    shares: list[tuple[Any, ...]] = []
    tests: list[tuple[Any, ...]] = []
    for label in found.pair.labels:
        n, positives = found.pair.sizes(label)
        decisions = tested[label].decisions if label in tested else None
        if decisions is None:
            nothing = Score("f1", None, n, reason=found.lacks[label])
            shares.append((label, n, positives, nothing, nothing, nothing))
            tests.append((label, n, None, None, None, None))
            continue
        (column,) = found.pair.columns([label])
        reason = f"neither positives nor positive calls among {n} {found.pair.plural}"
        values = [_point("f1", estimate, column, n, reason) for estimate in (one, other)]
        gap = drawn_score("f1_difference", one.mean([column]).minus(other.mean([column])), n, found.replicates, reason)
        shares.append((label, n, positives, *values, gap))
        holm = _defined(tested[label].decisions_p_holm)
        tests.append((label, n, decisions.only_first, decisions.only_second, decisions.p_exact, holm))
    return [
        Table("f1", "F1 of the calls", ("finding", "n", "positives", "a", "b", "difference"), tuple(shares)),
        Table(
            "calls",
            "Right calls (McNemar, exact)",
            ("finding", "n", "only_a_right", "only_b_right", "p", "p_holm"),
            tuple(tests),
        ),
    ]


def _point(metric: str, estimate: Estimate, column: int, n: int, reason: str) -> Score:
    value = float(estimate.point[column])
    return Score(metric, None, n, reason=reason) if math.isnan(value) else Score(metric, value, n)


def _few(n: int, positives: int) -> bool:
    return min(positives, n - positives) < FEW


def _notes(found: _Found, means: Sequence[_Mean]) -> tuple[str, ...]:
    pair = found.pair
    notes = [f"{label}: {lack}; it has no part in areas and means" for label, lack in found.lacks.items() if lack]
    few = [label for label, lack in found.lacks.items() if not lack and _few(*pair.sizes(label))]
    if few:
        notes.append(f"unstable, fewer than {FEW} positives or negatives: {', '.join(few)}")
    if pair.scores is not None and pair.calls is None:
        notes.append(f"no calls are compared: {pair.uncalled}")
    if found.areas is not None:
        notes += [
            f"{entry.label}: its areas are not tested: {_of_patients(entry.reason)}"
            for entry in found.areas.labels
            if entry.reason and not found.lacks[entry.label]
        ]
    for mean in means:
        interval = mean.difference.interval
        if interval is not None and interval.undefined:
            notes.append(
                f"mean {_WORDS[mean.metric]} over {len(mean.labels)} findings: undefined in {interval.undefined:,} of"
                f" {interval.replicates:,} resamples, which the interval leaves out"
            )
    return (*notes, *pair.notes)
