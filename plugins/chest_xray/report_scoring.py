"""Scoring and comparing written reports, study by study; see :mod:`podium.plugins.chest_xray.written`.

This module imports numpy; it is imported when runs are scored or compared, not before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from podium.plugins.chest_xray.annotations import read_chexbert, read_radgraph
from podium.plugins.chest_xray.comparing import drawn_score, resampling
from podium.plugins.chest_xray.figures import as_score
from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.written import (
    AVERAGES,
    CHEXBERT,
    OVERLAP,
    RULES,
    Texts,
    averages,
    measure_findings,
    measure_means,
    measure_overlap,
    read_texts,
)
from podium.registry import Answer, DataError, Item, PodiumError, Report, Score, Table
from podium.registry.metrics import Bootstrap, Estimate
from podium.registry.report import Cell

#: The metric of the boards.
HEADLINE = f"{RULES}-micro14"
#: The overlap of words that is shown first; all of it stands in a table.
_SHOWN = ("bleu4-lower", "rouge-l-words")

#: Findings that a reason names one by one.
_NAMED = 3
_ABOUT_RULES = (
    "The rule-label F1 compares what the built-in labeler reads out of both texts, present or possible against denied"
    " or not mentioned; it is not CheXbert F1 and no radiologist's judgement"
)


def score_reports(
    items: Sequence[Item],
    answers: Sequence[Answer],
    *,
    board: str,
    bootstrap: int = 1000,
    seed: int = 0,
    chexbert: str = "",
    radgraph: str = "",
    **_others: Any,
) -> Report:
    """Score written reports against the reference section of each study, with intervals from patients.

    A prediction without text scores 0 everywhere and is counted. The targets stay with the items: the
    report names studies, and holds no text.

    Args:
        items: One :class:`Generate` request per study; ``target`` is the reference text.
        answers: One per item, in the same order.
        board: Slug of the board that the F1 of the pooled findings is for.
        bootstrap: Resamples of patients, 0 for no intervals.
        seed: Seed of the resampling, 0 or more.
        chexbert: File of CheXbert's labels of both texts, or empty; see
            :func:`podium.plugins.chest_xray.annotations.read_chexbert`.
        radgraph: File of RadGraph's graphs of both texts, or empty.

    Raises:
        DataError: If items, answers or files contradict each other or cannot be scored.
        PodiumError: If an option is not one of those above.
    """
    if bootstrap < 0:
        raise PodiumError(f"bootstrap={bootstrap!r} is negative", "0 means no intervals")
    texts = read_texts(items, answers)
    n, drawn, section = len(texts.studies), bootstrap > 0, str(items[0].attributes["section"])
    overlap = measure_overlap(texts, bootstrap or 1, seed)
    found, pooled = measure_findings(texts.called, texts.targets, texts.clusters, bootstrap or 1, seed)
    means = _averaged(RULES, found, pooled, n, drawn)
    words = {name: as_score(name, overlap[name], n, drawn) for name in OVERLAP}
    headline = means[HEADLINE]
    report = Report(
        boards={} if headline.value is None else {board: headline},
        scores=(*means.values(), *(words[name] for name in _SHOWN)),
        tables=(
            _finding_table(texts, found, drawn),
            Table(
                "overlap",
                f"Words shared with the reference ({section} section)",
                ("metric", "words", "value"),
                tuple((name, OVERLAP[name], score) for name, score in words.items()),
            ),
        ),
        counts={"studies": n, "patients": len(set(texts.patients)), "empty_predictions": texts.empty},
        settings={
            "unit": "study",
            "aggregate": "none",
            "section": section,
            "scores": "words",
            "threshold": "none",
            "bootstrap": bootstrap,
            "seed": seed,
        },
        notes=(f"{texts.empty:,} of {n:,} predictions are empty; each scores 0", _ABOUT_RULES),
        withheld={} if headline.value is not None else {board: headline.reason},
        facts={
            "unit": "One report per study; intervals resample patients with all their studies.",
            "missing": f"{texts.empty:,} of {n:,} predictions are empty and score 0.",
            "thresholds": "None: texts are compared, and no score is cut.",
        },
        units=(_study_table(texts),),
    )
    for path, score in ((chexbert, _by_chexbert), (radgraph, _by_radgraph)):
        if path:
            report = report.joined(score(Path(path), texts, bootstrap, seed))
    return report


def _by_chexbert(path: Path, texts: Texts, replicates: int, seed: int) -> Report:
    """Return the F1 of labels that the user's CheXbert read out of both texts."""
    said, told = read_chexbert(path, texts.studies)
    found, pooled = measure_findings(said * texts.written[:, None], told, texts.clusters, replicates or 1, seed)
    means = _averaged(CHEXBERT, found, pooled, len(texts.studies), replicates > 0)
    note = f"CheXbert F1 is of the labels in {path.name}, present or uncertain against denied or blank"
    return Report({}, scores=tuple(means.values()), notes=(note,))


def _by_radgraph(path: Path, texts: Texts, replicates: int, seed: int) -> Report:
    """Return the F1 of graphs that the user's RadGraph read out of both texts, and their table per study."""
    values = {name: column * texts.written for name, column in read_radgraph(path, texts.studies).items()}
    found = measure_means(values, texts.clusters, replicates or 1, seed)
    n = len(texts.studies)
    rows = tuple(zip(texts.studies, *(column.tolist() for column in values.values()), strict=True))
    return Report(
        {},
        scores=tuple(as_score(name, found[name], n, replicates > 0) for name in values),
        notes=(f"RadGraph F1 is of the graphs in {path.name}, a mean over studies; two empty graphs give 0",),
        units=(Table("radgraph", "RadGraph", ("study", *values), rows),),
    )


def _averaged(
    metric: str, found: Bootstrap, pooled: Mapping[tuple[str, ...], Estimate], n: int, drawn: bool
) -> dict[str, Score]:
    lacks = _lacks(metric, found["f1"], n)
    return {name: as_score(name, one, n, drawn, lacks[name]) for name, one in averages(metric, found, pooled).items()}


def _lacks(metric: str, f1: Estimate, n: int) -> dict[str, str]:
    """Return why an average would have no value, by its name."""
    empty = [name for column, name in enumerate(NAMES) if math.isnan(f1.point[column])]
    reasons = {}
    for end, (labels, micro) in AVERAGES.items():
        lacking = [name for name in labels if name in empty]
        more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
        what = "no finding" if micro else f"no F1 of {', '.join(lacking[:_NAMED])}{more}: neither"
        reasons[f"{metric}-{end}"] = f"{what} in references {'or' if micro else 'nor'} predictions of {n} studies"
    return reasons


def _finding_table(texts: Texts, found: Mapping[str, Estimate], drawn: bool) -> Table:
    """Return a row per finding."""
    n = len(texts.studies)
    reasons = {
        "f1": f"neither in references nor in predictions of {n} studies",
        "sensitivity": f"in no reference of {n} studies",
        "ppv": f"in no prediction of {n} studies",
    }
    rows: list[tuple[Cell, ...]] = []
    for column, name in enumerate(NAMES):
        sizes = (int(values[:, column].sum()) for values in (texts.targets, texts.called))
        scores = (as_score(metric, found[metric].mean([column]), n, drawn, reasons[metric]) for metric in reasons)
        rows.append((name, n, *sizes, *scores))
    columns = ("finding", "n", "positives", "predicted", *reasons)
    return Table("findings", "Findings read out of the texts", columns, tuple(rows))


def _study_table(texts: Texts) -> Table:
    """Return a row per study: ROUGE-L, and findings that both texts name or one alone."""
    both = (texts.called * texts.targets).sum(1)
    added, left_out = texts.called.sum(1) - both, texts.targets.sum(1) - both
    counts = np.stack([both, added, left_out], 1).astype(int).tolist()
    rouge = np.stack(list(texts.rouge.values()), 1).tolist()
    rows = tuple(
        (study, patient, int(not said), *values, *numbers)
        for study, patient, said, values, numbers in zip(
            texts.studies, texts.patients, texts.predictions, rouge, counts, strict=True
        )
    )
    columns = ("study", "patient", "empty", *texts.rouge, "findings_both", "findings_added", "findings_left_out")
    return Table("studies", "Studies", columns, rows)


def compare_reports(
    items: Sequence[Item],
    first: Sequence[Answer],
    second: Sequence[Answer],
    *,
    settings: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Report:
    """Compare two models that wrote reports of the same studies, both measured in the same resamples of patients.

    Args:
        items: As in :func:`score_reports`.
        first: The first model's answers, one per item.
        second: The second model's.
        settings: By which each run was scored; only ``bootstrap`` and ``seed`` matter.

    Raises:
        DataError: If items and answers contradict each other.
    """
    how = resampling(settings)
    replicates, seed = how["bootstrap"], how["seed"]
    pair = [read_texts(items, answers) for answers in (first, second)]
    if pair[0].references != pair[1].references:
        raise DataError("the two runs have other references")
    n = len(pair[0].studies)
    figures, findings, lacks = [], [], []
    for texts in pair:
        found, pooled = measure_findings(texts.called, texts.targets, texts.clusters, replicates or 1, seed)
        figures.append(averages(RULES, found, pooled) | measure_overlap(texts, replicates or 1, seed))
        findings.append({name: found["f1"].mean([column]) for column, name in enumerate(NAMES)})
        lacks.append(_lacks(RULES, found["f1"], n))
    rows = []
    for name in figures[0]:
        one, other = (figure[name] for figure in figures)
        reason = next((lack[name] for lack in lacks if name in lack), "")
        rows.append((name, *_beside(name, one, other, n, replicates, reason)))
    reason = f"neither in references nor in predictions of {n} studies"
    each = tuple(
        (name, int(pair[0].targets[:, column].sum()))
        + _beside("f1", findings[0][name], findings[1][name], n, replicates, reason)
        for column, name in enumerate(NAMES)
    )
    return Report(
        boards={},
        scores=tuple(row[3] for row in rows),
        tables=(
            Table("means", "Over all studies", ("metric", "a", "b", "difference"), tuple(rows)),
            Table("f1", "F1 of findings", ("finding", "positives", "a", "b", "difference"), each),
        ),
        counts={
            "studies": n,
            "patients": len(set(pair[0].patients)),
            "empty_predictions_a": pair[0].empty,
            "empty_predictions_b": pair[1].empty,
        },
        settings={"unit": "study", "aggregate": "none", **how},
        notes=(_ABOUT_RULES,),
        facts={"compared": "pooled rule-label F1 over 14 findings"},
    )


def _beside(
    name: str, one: Estimate, other: Estimate, n: int, replicates: int, reason: str
) -> tuple[Score, Score, Score]:
    first, second = (as_score(name, estimate, n, False, reason) for estimate in (one, other))
    return first, second, drawn_score(f"{name}_difference", one.minus(other), n, replicates, reason)
