"""From answers about images to a report: metrics per finding, means over findings, intervals, boards.

The protocol is that of the CheXpert competition (Irvin et al. 2019, arXiv:1901.07031): a study's
score for a finding is the highest of its views' scores, and a study counts once. Intervals come from
resampling patients with all their studies, because a patient's studies resemble one another.

This module imports numpy; a plugin imports it when it scores, not before. torch is imported for a
CUDA device, and where the data are large.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from podium.plugins.chest_xray.units import AGGREGATES, SCORES, UNITS, Units, read_units
from podium.registry import Answer, Classify, Interval, Item, PodiumError, Report, Score, Table
from podium.registry.metrics import Estimate, bootstrap, cluster_index

LEVEL = 0.95
METHOD = "patient bootstrap, percentile"

RANKING = ("auroc", "average_precision")
METRICS = (*RANKING, "f1", "sensitivity", "specificity", "ppv")
#: Metrics that are averaged over findings, and that a board may be made of.
AVERAGED = ("auroc", "average_precision", "f1")

NOT_PREDICTED = "not predicted"


@dataclass(frozen=True)
class Figure:
    """One metric of every label.

    Args:
        estimate: Point [L] and replicates [B, L]; None where the metric has no value for any label.
        interval: Whether there are replicates worth reporting.
        unavailable: Why there is no estimate, or empty.
    """

    estimate: Estimate | None
    interval: bool
    unavailable: str = ""

    def score(self, metric: str, columns: Sequence[int], n: int, reason: str = "") -> Score:
        """Return the mean over ``columns``; the same mean is taken inside each resample.

        Args:
            metric: Identifier of the result.
            columns: The labels averaged; all must be defined for the mean to be.
            n: Number of units it rests on.
            reason: Why there is no value, for the case that there is none.
        """
        if self.estimate is None or not columns:
            return Score(metric, None, n, reason=self.unavailable or reason)
        mean = self.estimate.mean(columns)
        if math.isnan(mean.point):
            return Score(metric, None, n, reason=reason)
        return Score(metric, float(mean.point), n, _interval(mean) if self.interval else None)


def _interval(mean: Estimate) -> Interval | None:
    drawn = len(mean.replicates)
    low, high, undefined = mean.interval(LEVEL)
    if int(undefined) == drawn:
        return None
    return Interval(float(low), float(high), LEVEL, METHOD, drawn, int(undefined))


def score_findings(
    items: Sequence[Item],
    answers: Sequence[Answer],
    *,
    labels: Sequence[str],
    boards: Mapping[str, tuple[str, Sequence[str]]],
    device: str,
    unit: str = "study",
    aggregate: str = "max",
    threshold: float = 0.5,
    bootstrap: int = 1000,
    seed: int = 0,
    scores: str = "probability",
    settings: Mapping[str, str | int | float] | None = None,
    notes: Sequence[str] = (),
) -> Report:
    """Score answers about single images. The same answers give the same report, bit for bit.

    An image whose answer has no probabilities is unanswered: it is left out of its study and counted,
    and no board gets a value. A label that is None in every answer is not predicted: it is named
    and left out. The means are over the predicted findings that have positives and negatives; the others
    are named with the reason. A mean is taken inside each resample, and a resample in which one of
    the averaged findings is undefined is left out of the interval and counted.

    Args:
        items: One :class:`Classify` request per image, with ``target`` 1.0, 0.0 or NaN (not assessed)
            per label of the request, ``group`` the patient and ``attributes["study"]`` the study.
        answers: One per item, in the same order, with one number (or None) per label of the request.
        labels: The findings to score, in the order of the table.
        boards: By board slug, the identifier of the metric and the findings it averages. Which metric
            is averaged is read from the identifier, which holds ``auroc``, ``average_precision`` or
            ``f1``, as in ``"mean-auroc-5"``. A board has a value only if each of its findings is
            predicted and has both classes; a note says why it has none.
        device: A torch device.
        unit: What counts once: ``"study"`` or ``"image"``.
        aggregate: How the images of a study become one score: ``"max"`` or ``"mean"``.
        threshold: A finding counts as present from this score on; within [0, 1].
        bootstrap: Resamples of patients, 0 for no intervals.
        seed: Seed of the resampling, 0 or more.
        scores: ``"probability"`` if every score lies in [0, 1]; ``"rank"`` if only their order has a
            meaning: metrics at a threshold then have no value.
        settings: Further choices to record, such as the uncertainty policy.
        notes: Sentences to put before the report's own.

    Raises:
        DataError: If items or answers contradict each other or cannot be scored; it names the item or
            study and the label.
        PodiumError: If an option is not one of those above.
    """
    _check_options(unit, aggregate, threshold, bootstrap, seed, scores)
    units = read_units(items, answers, labels, unit, aggregate, scores)
    figures = _figures(units, device, threshold if scores == "probability" else None, bootstrap, seed)
    lacks = dict.fromkeys(labels, NOT_PREDICTED) | {
        label: _lack(units, column) for column, label in enumerate(units.labels)
    }
    unanswered = _unanswered(items, units)
    board_scores, board_notes = _boards(boards, units, figures, lacks, unanswered)
    return Report(
        boards=board_scores,
        scores=_means(units, figures, lacks),
        tables=(_table(units, figures, lacks),),
        counts=_counts(items, units, lacks),
        settings={
            **(settings or {}),
            "unit": unit,
            "aggregate": aggregate if unit == "study" else "none",
            "scores": scores,
            **({"threshold": float(threshold)} if scores == "probability" else {}),
            "bootstrap": bootstrap,
            "seed": seed,
        },
        notes=(*notes, *filter(None, [unanswered]), *_notes(units, lacks), *board_notes),
    )


def _check_options(unit: str, aggregate: str, threshold: float, bootstrap: int, seed: int, scores: str) -> None:
    for name, value, allowed in (
        ("unit", unit, tuple(UNITS)),
        ("aggregate", aggregate, AGGREGATES),
        ("scores", scores, SCORES),
    ):
        if value not in allowed:
            raise PodiumError(f"{name}={value!r} is not one of {', '.join(allowed)}")
    if scores == "probability" and not 0 <= threshold <= 1:
        raise PodiumError(f"threshold={threshold!r} is not within [0, 1]", "--set scores=rank needs no threshold")
    if bootstrap < 0:
        raise PodiumError(f"bootstrap={bootstrap!r} is negative", "0 means no intervals")
    if not 0 <= seed < 1 << 63:
        raise PodiumError(f"seed={seed!r} is not from 0 to 2**63 - 1")


def _figures(units: Units, device: str, threshold: float | None, replicates: int, seed: int) -> dict[str, Figure]:
    """Return every metric; those that need a threshold are empty where it is None."""
    clusters, _ = cluster_index(units.patients)
    data = [units.scores, units.targets, clusters]
    if device != "cpu":
        import torch

        data = [torch.from_numpy(array).to(device) for array in data]
    known = METRICS if threshold is not None else RANKING
    found = bootstrap(
        *data, metrics=known, thresholds=0.5 if threshold is None else threshold, replicates=replicates or 1, seed=seed
    )
    empty = Figure(None, False, "the scores are ranks, not probabilities")
    return {metric: Figure(found[metric], replicates > 0) if metric in known else empty for metric in METRICS}


def _tell(units: Units, column: int) -> tuple[int, int]:
    """Return how many units a label is assessed in, and how many are positive."""
    target = units.targets[:, column]
    return int((~np.isnan(target)).sum()), int((target == 1).sum())


def _lack(units: Units, column: int) -> str:
    """Return why a label's ranking cannot be judged, or nothing if it has both classes."""
    n, positives = _tell(units, column)
    if n == 0:
        return f"no assessed {units.plural}"
    if positives in (0, n):
        return f"no {'positives' if positives == 0 else 'negatives'} among {n} {units.plural}"
    return ""


def _unanswered(items: Sequence[Item], units: Units) -> str:
    missing = len(items) - units.answered
    return f"{missing} of {len(items)} images have no answer and are left out" if missing else ""


def _table(units: Units, figures: Mapping[str, Figure], lacks: Mapping[str, str]) -> Table:
    rows = []
    for column, label in enumerate(units.labels):
        n, positives = _tell(units, column)
        cells = [
            figures[metric].score(metric, [column], n, _reason(metric, lacks[label], n, units.plural))
            for metric in METRICS
        ]
        rows.append((label, n, positives, positives / n if n else None, *cells))
    return Table("findings", "Findings", ("finding", "n", "positives", "prevalence", *METRICS), tuple(rows))


def _reason(metric: str, lack: str, n: int, plural: str) -> str:
    """Return why a label's metric is undefined, if it is; calls matter to two metrics only."""
    if n and metric == "ppv":
        return f"no positive calls among {n} {plural}"
    if n and metric == "f1":
        return f"neither positives nor positive calls among {n} {plural}"
    return lack


def _mean_over(
    metric: str, name: str, names: Sequence[str], units: Units, figures: Mapping[str, Figure], reason: str
) -> Score:
    columns = [units.labels.index(label) for label in names]
    assessed = int((~np.isnan(units.targets[:, columns])).any(1).sum())
    return figures[metric].score(name, columns, assessed, reason)


def _means(units: Units, figures: Mapping[str, Figure], lacks: Mapping[str, str]) -> tuple[Score, ...]:
    names = [label for label in units.labels if not lacks[label]]
    reason = "no finding has both positives and negatives"
    return tuple(_mean_over(metric, f"mean_{metric}", names, units, figures, reason) for metric in AVERAGED)


def _boards(
    boards: Mapping[str, tuple[str, Sequence[str]]],
    units: Units,
    figures: Mapping[str, Figure],
    lacks: Mapping[str, str],
    unanswered: str,
) -> tuple[dict[str, Score], list[str]]:
    """Return the boards' values, and why the others have none."""
    values, notes = {}, []
    for slug, (name, names) in boards.items():
        unscored = [label for label in names if label not in lacks]
        if unscored or not names:
            raise PodiumError(f"board {slug!r} averages findings that are not scored: {', '.join(unscored) or 'none'}")
        metric = _averaged(slug, name)
        gaps = [f"{label}: {lacks[label]}" for label in names if lacks[label]]
        gaps += filter(None, [figures[metric].unavailable, unanswered])
        if gaps:
            notes.append(f"board {slug} has no value: {'; '.join(gaps)}")
        else:
            values[slug] = _mean_over(metric, name, names, units, figures, "")
    return values, notes


def _averaged(slug: str, name: str) -> str:
    for metric in AVERAGED:
        if metric in name.replace("-", "_").lower():
            return metric
    raise PodiumError(f"board {slug!r}: metric {name!r} holds none of {', '.join(AVERAGED)}")


def _counts(items: Sequence[Item], units: Units, lacks: Mapping[str, str]) -> dict[str, int]:
    # A copy with labels by study and without images has items, but no images.
    asks = items[0].request
    counted = "images" if not isinstance(asks, Classify) or asks.images else "items"
    counts = {counted: len(items), "answered": units.answered}
    if units.studies:
        counts["studies"] = units.studies
    return counts | {
        "patients": len(set(units.patients)),
        "findings": len(units.labels),
        "findings_in_means": sum(not lack for lack in lacks.values()),
    }


def _notes(units: Units, lacks: Mapping[str, str]) -> list[str]:
    notes = [f"{label}: {lack}; left out" for label, lack in lacks.items() if lack == NOT_PREDICTED]
    notes += [
        f"{label}: {lack}; left out of the means" for label, lack in lacks.items() if lack and lack != NOT_PREDICTED
    ]
    same = (units.scores == units.scores[0]).all(0)
    constant = [label for column, label in enumerate(units.labels) if bool(same[column])]
    if constant and len(units.patients) > 1:
        notes.append(f"every one of {len(units.patients)} {units.plural} has the same score: {', '.join(constant)}")
    return notes
