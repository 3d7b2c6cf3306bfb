"""From answers about images to a report: studies, metrics per finding, means, intervals, boards.

The protocol is that of the CheXpert competition (Irvin et al. 2019, arXiv:1901.07031): a study's
score for a finding is the highest of its views' scores, and a study counts once. Intervals come from
resampling patients with all their studies, because a patient's studies resemble one another.

This module imports torch; a plugin imports it when it scores, not before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from podium.registry import Answer, Classify, DataError, Interval, Item, PodiumError, Report, Score, Table
from podium.registry.metrics import cluster_index, draw_chunks, percentile_interval, presort, tally

LEVEL = 0.95
METHOD = "patient bootstrap, percentile"

RANKING_METRICS = ("auroc", "average_precision")
CALL_METRICS = ("f1", "sensitivity", "specificity", "ppv")
METRICS = RANKING_METRICS + CALL_METRICS
#: Metrics that are averaged over findings, and that a board may be made of.
AVERAGED = ("auroc", "average_precision", "f1")

_PLURAL = {"image": "images", "study": "studies"}
_RANKS = "the scores are ranks, not probabilities"


@dataclass(frozen=True)
class _Rows:
    """What is scored, one row per unit, on the CPU.

    Args:
        labels: The findings that the model knows, one per column.
        groups: Patient of each row.
        scores: float64 [U, L], finite.
        targets: float64 [U, L]; 1, 0 or NaN.
        studies: Number of studies, or None where images name no study.
        unit: Plural of what a row is.
    """

    labels: tuple[str, ...]
    groups: list[str]
    scores: Tensor
    targets: Tensor
    studies: int | None
    unit: str


@dataclass(frozen=True)
class _Figure:
    """One metric: float64 [L], and [B, L] for the resamples or None; NaN where undefined."""

    point: Tensor
    replicates: Tensor | None

    def score(self, metric: str, columns: Sequence[int], n: int, reason: str = "") -> Score:
        """Return the mean over ``columns``, taken inside each resample too."""
        value = self.point[list(columns)].mean().item() if columns else math.nan
        if math.isnan(value):
            return Score(metric, None, n, reason=reason)
        return Score(metric, value, n, self._interval(columns))

    def _interval(self, columns: Sequence[int]) -> Interval | None:
        if self.replicates is None:
            return None
        low, high, undefined = percentile_interval(self.replicates[:, list(columns)].mean(1), LEVEL)
        replicates, left_out = self.replicates.shape[0], int(undefined)
        if left_out == replicates:
            return None
        return Interval(low.item(), high.item(), LEVEL, METHOD, replicates, left_out)


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
    """Score answers about single images; the same answers give the same report, bit for bit.

    An image whose answer has no probabilities is unanswered: it is left out of its study, counted,
    and no board gets a value. A label that is None in every answer is not predicted: it is named
    and left out. The means are over the predicted findings that have positives and negatives; the others
    are named with the reason. A mean is taken inside each resample, and a resample in which one of
    the averaged findings is undefined is undefined and counted.

    Args:
        items: One :class:`Classify` request per image, with ``target`` 1.0, 0.0 or NaN (not assessed)
            per label of the request, ``group`` the patient and ``attributes["study"]`` the study.
        answers: One per item, in the same order, with one number (or None) per label of the request.
        labels: The findings to score, in the order of the table.
        boards: By board slug, the identifier of the metric and the findings it averages. The identifier
            holds ``auroc``, ``average_precision`` or ``f1``, as in ``"mean-auroc-5"``. A board has
            a value only if each of its findings is predicted and has both classes.
        device: A torch device.
        unit: What counts once: ``"study"`` or ``"image"``.
        aggregate: How the images of a study become one score: ``"max"`` or ``"mean"``.
        threshold: A finding counts as present from this score on, within [0, 1].
        bootstrap: Resamples of patients, 0 for no intervals.
        seed: Seed of the resampling, 0 or more.
        scores: ``"probability"`` if every score lies in [0, 1]; ``"rank"`` if only their order has a
            meaning: then the metrics that need a threshold have no value.
        settings: Further choices to record, such as the uncertainty policy.
        notes: Sentences to put before the report's own.

    Raises:
        DataError: If items or answers contradict each other or cannot be scored; it names the item or
            study and the label.
        PodiumError: If an option is not one of those above.
    """
    _check_options(unit, aggregate, threshold, bootstrap, seed, scores)
    rows, missing = _read(items, answers, tuple(labels), unit, aggregate, scores)
    figures = _figures(rows, device, threshold if scores == "probability" else None, bootstrap, seed)
    lacks = {label: _lacks(rows, column) for column, label in enumerate(rows.labels)}
    lacks |= {label: "not predicted" for label in labels if label not in lacks}
    unanswered = len(items) - missing.answered
    board_scores, board_notes = _boards(rows, figures, lacks, boards, unanswered)
    said = [*notes, *missing.notes]
    said += [f"{label}: {lacks[label]}; left out" for label in labels if lacks[label] == "not predicted"]
    said += [f"{label}: {lacks[label]}; left out of the means" for label in rows.labels if lacks[label]]
    return Report(
        boards=board_scores,
        scores=_means(rows, figures, lacks),
        tables=(_table(rows, figures),),
        counts=_counts(items, rows, missing.answered),
        settings={
            **(settings or {}),
            "unit": unit,
            "aggregate": aggregate if unit == "study" else "none",
            "scores": scores,
            **({"threshold": float(threshold)} if scores == "probability" else {}),
            "bootstrap": bootstrap,
            "seed": seed,
        },
        notes=(*said, *_constant(rows), *board_notes),
    )
