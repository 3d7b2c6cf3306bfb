"""Small sets of items and answers, and scikit-learn's word for every metric."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import (
    average_precision_score,
    f1_score,
    matthews_corrcoef,
    precision_score,
    recall_score,
    roc_auc_score,
)

from podium.plugins.chest_xray.scoring import score_findings
from podium.registry import Answer, Classify, Item, Report, Score
from podium.tests.registry.metrics.examples import Floats

FIVE = ("Atelectasis", "Cardiomegaly", "Consolidation", "Edema", "Pleural Effusion")
NAN = math.nan
Rows = Sequence[Sequence[float | None]]


def item(
    name: str, target: Sequence[float], study: str | None, patient: str, labels: Sequence[str] = FIVE, **more: Any
) -> Item:
    attributes = {**({} if study is None else {"study": study}), **more}
    return Item(name, Classify((Path(f"{name}.jpg"),), tuple(labels)), tuple(target), patient, attributes)


def score(items: Sequence[Item], rows: Rows, labels: Sequence[str] = FIVE, **options: Any) -> Report:
    answers = [Answer(probabilities=tuple(row)) for row in rows]
    return score_findings(items, answers, labels=labels, device="cpu", **{"boards": {}, "bootstrap": 0, **options})


def table(report: Report, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table by column."""
    (found,) = [table for table in report.tables if table.name == name]
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def cells(report: Report, finding: str) -> dict[str, Any]:
    """Return a finding's row of the tables ``findings`` and, where there is one, ``decisions``."""
    held = {found.name for found in report.tables} & {"findings", "decisions"}
    rows = [row for name in sorted(held) for row in table(report, name) if row["finding"] == finding]
    return {column: cell for row in rows for column, cell in row.items()}


def by_name(report: Report) -> dict[str, Score]:
    return {score.metric: score for score in report.scores}


def generated(kind: str = "continuous", patients: int = 60) -> tuple[list[Item], Floats, Floats]:
    """Return items of one to three images per study and one or two studies per patient, scores, targets."""
    rng = np.random.default_rng(0)
    items, scores, targets = [], [], []
    for patient in range(patients):
        for study in range(1 + patient % 2):
            target = (rng.random(5) < [0.5, 0.3, 0.2, 0.4, 0.3]).astype(float)
            target[rng.random(5) < 0.05] = np.nan
            for view in range(1 + patient % 3):
                key = f"patient{patient}/study{study}"
                items.append(item(f"{key}/view{view}", target.tolist(), key, f"patient{patient}"))
                targets.append(target)
                scores.append(0.3 * np.nan_to_num(target) + 0.7 * rng.random(5))
    matrix = np.array(scores)
    if kind == "tied":
        tied = rng.random(matrix.shape) < 0.3
        matrix[tied] = np.round(matrix[tied])
    elif kind == "binary":
        matrix = np.round(matrix)
    elif kind == "constant":
        matrix[:] = 0.5
    return items, matrix, np.array(targets)


def to_studies(items: Sequence[Item], matrix: Floats) -> Floats:
    rows: dict[str, list[Floats]] = {}
    for entry, row in zip(items, matrix, strict=True):
        rows.setdefault(entry.attributes["study"], []).append(row)
    return np.array([np.max(views, axis=0) for views in rows.values()])


REFERENCES: dict[str, Callable[[Any, Any], float]] = {
    "auroc": roc_auc_score,
    "average_precision": average_precision_score,
    "f1": lambda truth, score: f1_score(truth, score >= 0.5, zero_division=np.nan),
    "sensitivity": lambda truth, score: recall_score(truth, score >= 0.5, zero_division=np.nan),
    "specificity": lambda truth, score: recall_score(1 - truth, score < 0.5, zero_division=np.nan),
    "ppv": lambda truth, score: precision_score(truth, score >= 0.5, zero_division=np.nan),
    "npv": lambda truth, score: precision_score(1 - truth, score < 0.5, zero_division=np.nan),
    "mcc": lambda truth, score: (
        matthews_corrcoef(truth, score >= 0.5) if 0 < truth.mean() < 1 and 0 < (score >= 0.5).mean() < 1 else np.nan
    ),
}


def notes(report: Report) -> tuple[str, ...]:
    """Return the notes that are not about subgroups."""
    return tuple(note for note in report.notes if not note.startswith("subgroups"))
