"""From answers about images to a report: every figure that a reviewer asks for.

The protocol is that of the CheXpert competition (Irvin et al. 2019, arXiv:1901.07031): a study's
score for a finding is the highest of its views' scores, and a study counts once. Intervals come from
resampling patients with all their studies, because a patient's studies resemble one another.

This module imports numpy; a plugin imports it when it scores, not before. torch is imported for a
CUDA device, and where the data are large.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from podium.plugins.chest_xray.baselines import baselines
from podium.plugins.chest_xray.calibrating import calibration
from podium.plugins.chest_xray.choosing import thresholds as suggested
from podium.plugins.chest_xray.cuts import Cuts, decide_cuts
from podium.plugins.chest_xray.figures import LEVEL, NOT_PREDICTED, Judged, Options, judge
from podium.plugins.chest_xray.findings import Boards, board_values, decisions, findings, means
from podium.plugins.chest_xray.gaps import subgroups
from podium.plugins.chest_xray.pictures import pictures
from podium.plugins.chest_xray.units import Units, read_units
from podium.registry import Answer, Classify, DataError, Item, Report

#: The parts of a report behind the findings and the boards, in the order of their tables.
_PARTS = (means, decisions, baselines, calibration, subgroups, suggested, pictures)


def score_findings(
    items: Sequence[Item],
    answers: Sequence[Answer],
    *,
    labels: Sequence[str],
    boards: Boards,
    device: str,
    unit: str = "study",
    aggregate: str = "max",
    threshold: float = 0.5,
    thresholds: str = "",
    bootstrap: int = 1000,
    seed: int = 0,
    scores: str = "probability",
    settings: Mapping[str, str | int | float] | None = None,
    notes: Sequence[str] = (),
) -> Report:
    """Score answers about single images. The same answers give the same report, bit for bit.

    An image whose answer has no probabilities is unanswered: it is left out of its study and counted,
    and no board gets a value. A label that is None in every answer is not predicted: it is named
    and left out. The means ``mean_*`` are over the predicted findings that have positives and negatives;
    the others are named with the reason. ``micro_f1`` is the F1 of the decisions on these same findings,
    pooled. A mean is taken inside each resample, and a resample in which one of the averaged findings is
    undefined is left out of the interval and counted.

    The headline findings, of which there are baselines, curves and subgroups, are the five of the
    competition where all of them are defined, and otherwise all that are defined.

    Args:
        items: One :class:`Classify` request per image, with ``target`` 1.0, 0.0 or NaN (not assessed)
            per label of the request, ``group`` the patient and ``attributes["study"]`` the study; further
            attributes for subgroups: ``sex``, ``age``, ``view``, ``projection``; ``split`` for thresholds.
        answers: One per item, in the same order, with one number (or None) per label of the request.
        labels: The findings to score, in the order of the table.
        boards: By board slug, the identifier of the metric and the findings it averages. Which metric
            is averaged is read from the identifier, which holds ``auroc``, ``average_precision`` or
            ``f1``, as in ``"mean-auroc-5"``. A board has a value only if each of its findings is
            predicted and has both classes; ``withheld`` and a note say why it has none.
        device: A torch device.
        unit: What counts once: ``"study"`` or ``"image"``.
        aggregate: How the images of a study become one score: ``"max"`` or ``"mean"``.
        threshold: A finding counts as present from this score on; within [0, 1].
        thresholds: Path of a file of frozen thresholds that takes the place of ``threshold``, or empty.
        bootstrap: Resamples of patients, 0 for no intervals.
        seed: Seed of the resampling, 0 or more.
        scores: ``"probability"`` if every score lies in [0, 1]; ``"rank"`` if only their order has a
            meaning: decisions, baselines and calibration are then left out.
        settings: Further choices to record, such as the uncertainty policy.
        notes: Sentences to put before the report's own.

    Raises:
        DataError: If items or answers contradict each other or cannot be scored; it names the item or
            study and the label. If nothing is assessed, or the file of thresholds is not usable.
        PodiumError: If an option is not one of those above, or the thresholds were chosen on what is scored.
    """
    options = Options(device, unit, aggregate, threshold, thresholds, bootstrap, seed, scores)
    units = read_units(items, answers, labels, unit, aggregate, scores)
    _check_assessed(units)
    told = {item.attributes.get("split") for images in units.images for item in images}
    splits = frozenset(str(split) for split in told if split)
    cuts = decide_cuts(units.labels, splits, options)
    judged = judge(units, labels, splits, options, cuts.values)
    missing = len(items) - units.answered
    unanswered = f"{missing} of {len(items)} images have no answer and are left out" if missing else ""
    head = Report(
        boards={},
        counts=_counts(items, judged),
        settings={
            **(settings or {}),
            "unit": unit,
            "aggregate": options.used_aggregate,
            "scores": scores,
            **cuts.settings,
            "bootstrap": bootstrap,
            "seed": seed,
        },
        notes=(*notes, *filter(None, [unanswered]), *cuts.notes),
        facts=_facts(items, judged, cuts),
    )
    first = findings(judged), board_values(judged, boards, unanswered)
    return reduce(Report.joined, (*first, *(part(judged) for part in _PARTS)), head)


def _check_assessed(units: Units) -> None:
    if np.isnan(units.targets).all():
        hint = "--set blanks=zeros counts findings not mentioned as absent, --set uncertainty=zeros uncertain ones"
        raise DataError(f"none of {len(units.names)} {units.plural} is assessed for any predicted finding", hint)


def _counts(items: Sequence[Item], judged: Judged) -> dict[str, int]:
    units = judged.units
    counts = {_counted(items): len(items), "answered": units.answered}
    if units.studies:
        counts["studies"] = units.studies
    return counts | {
        "patients": len(set(units.patients)),
        "findings": len(units.labels),
        "findings_in_means": len(judged.defined),
    }


def _counted(items: Sequence[Item]) -> str:
    # A copy with labels by study and without images has items, but no images.
    asks = items[0].request
    return "images" if not isinstance(asks, Classify) or asks.images else "items"


def _facts(items: Sequence[Item], judged: Judged, cuts: Cuts) -> dict[str, str]:
    """Say in sentences what was counted, how sure the figures are, and what is not in them."""
    units, options = judged.units, judged.options
    unit = "each image counts once"
    if options.unit == "study":
        how = {"max": "highest", "mean": "mean"}[options.aggregate]
        unit = f"each study counts once; its score for a finding is the {how} of its views' scores"
    intervals = "none: bootstrap=0"
    if options.bootstrap:
        intervals = (
            f"{LEVEL:.0%} percentile intervals from {options.bootstrap:,} resamples of {len(set(units.patients)):,}"
            f" patients with all their {units.plural}, seed {options.seed}; a mean or a difference is taken inside each"
            " resample; resamples in which a figure is undefined are left out of it and counted"
        )
    missing = [
        f"{len(items):,} {_counted(items)} asked, {units.answered:,} answered, {len(units.names):,} {units.plural} of"
        f" {len(set(units.patients)):,} patients scored"
    ]
    missing += [
        f"{label} {lack}" if lack == NOT_PREDICTED else f"{label} left out of the means: {lack}"
        for label, lack in judged.lacks.items()
        if lack
    ]
    partly = sum(judged.tell(column)[0] < len(units.names) for column in range(len(units.labels)))
    if partly:
        missing.append(f"{partly} findings are not assessed in all of them (n in the table of findings)")
    return {"unit": unit, "intervals": intervals, "thresholds": cuts.fact, "missing": "; ".join(missing)}
