"""A finished run whose report has every kind of table and curve, with names that try to break a page."""

from __future__ import annotations

import math
from typing import Any

from podium.registry.journal import Run
from podium.registry.report import Cell, Curve, Interval, Mark, Report, Score, Table

Rows = tuple[tuple[Cell, ...], ...]

FINDINGS = ("Atelectasis", "Cardiomegaly", "Consolidation", "Edema", "Pleural Effusion")
HOSTILE = '<script>alert("x")</script> & | `co`'
DATA = "/home/someone/private data/CheXpert-v1.0"
MODEL = "/home/someone/models/my-vit"

CARD: dict[str, Any] = {
    "name": "CheXpert CXR",
    "slug": "chexpert",
    "research_use_only": True,
    "access": "registration",
    "licence": "Research Use Agreement",
    "dataset_url": "https://example.org/chexpert",
}


def score(metric: str, value: float, half: float = 0.05, n: int = 500) -> Score:
    """Return a score with an interval of the given half width."""
    method = "patient bootstrap, percentile"
    return Score(metric, value, n, Interval(value - half, value + half, 0.95, method, 1000, 0))


def binormal(separation: float) -> tuple[tuple[float, float], ...]:
    """Return a ROC curve of two normal distributions that lie ``separation`` standard deviations apart."""
    cuts = [4 - step / 10 for step in range(101)]

    def above(cut: float) -> float:
        return 0.5 * math.erfc(cut / math.sqrt(2))

    return ((0.0, 0.0), *((above(cut), above(cut - separation)) for cut in cuts), (1.0, 1.0))


def _curves() -> tuple[Curve, ...]:
    curves = []
    readers = (("bc4", 0.21, 0.80), ("bc6", 0.18, 0.71), ("bc8", 0.31, 0.92), ("majority of readers", 0.225, 0.889))
    for place, finding in enumerate(FINDINGS):
        roc, share = binormal(1.2 + 0.3 * place), 0.1 + 0.05 * place
        marks = tuple(Mark(name, x, y) for name, x, y in readers)
        curves.append(Curve("roc", finding, "1 - specificity", "sensitivity", roc, marks))
        points = tuple((y, share * y / (share * y + (1 - share) * x)) for x, y in roc[1:])
        note = f"prevalence {share:.3f}"
        marks = tuple(Mark(name, y, share * y / (share * y + (1 - share) * x)) for name, x, y in readers)
        curves.append(Curve("precision-recall", finding, "recall", "precision", points, marks, note))
        bins = tuple((step / 15, min(1.0, (step / 15) ** 1.3)) for step in range(15))
        curves.append(
            Curve(
                "calibration",
                finding,
                "mean score",
                "share positive",
                bins,
                note="n per bin: " + "33, " * 15,
                bars=tuple((max(0.0, y - 0.15), min(1.0, y + 0.15)) for _, y in bins),
            )
        )
    curves.append(Curve("training loss", "my <b>run</b>", "step", "loss", ((0, 2.3), (100, 0.7), (200, 0.4))))
    return tuple(curves)


def _tables() -> tuple[Table, ...]:
    none = Score("ppv", None, 500, reason="no positive calls among 500 studies")
    few = Score("mean_auroc", None, 12, reason="fewer than 10 positives")
    findings: Rows = tuple(
        (name, 500, 100 + place, 0.2, score("auroc", 0.8 + place / 40), score("average_precision", 0.6), "")
        for place, name in enumerate(FINDINGS)
    ) + ((HOSTILE, 500, 4, 0.008, score("auroc", 0.5, 0.3), score("average_precision", 0.1), "unstable"),)
    decisions: Rows = tuple(
        (name, 0.5, *(score(metric, 0.6) for metric in ("f1", "sensitivity", "specificity")), none) for name in FINDINGS
    )
    groups = ("sex: female", "sex: male", "age: under 40", "age: 40 to 60", "view: AP", "device: present")
    subgroups: Rows = tuple(
        (name, 200, 5, score("mean_auroc", 0.85), score("gap", 0.02 * (place - 2), 0.03))
        for place, name in enumerate(groups)
    ) + (("age: 80 and over", 12, 0, few, few),)
    long: Rows = tuple((finding, group, 200, 40, score("auroc", 0.8), few) for finding in FINDINGS for group in groups)
    readers: Rows = tuple(
        (name, reader, score("sensitivity", 0.8), score("specificity", 0.79), "yes")
        for name in FINDINGS
        for reader in ("bc4", "bc6")
    )
    baselines: Rows = tuple(
        (answer, *(Score("f1", value, 500) for _ in FINDINGS), Score("mean_f1", value, 500))
        for answer, value in (("this model", 0.61), ("always yes", 0.331), ("coin at the prevalence (expected)", 0.278))
    )
    calibration: Rows = tuple(
        (name, 500, score("brier", 0.1), score("ece", 0.04, 0.01), Score("slope", 0.9, 500)) for name in FINDINGS
    )
    cases = ("finding", "n", "positives", "prevalence", "auroc", "average_precision", "note")
    by_group = ("finding", "group", "n", "positives", "auroc", "auroc_gap")
    called = ("finding", "threshold", "f1", "sensitivity", "specificity", "ppv")
    return (
        Table("policies", "Policies", ("policy", "loss"), (("ones", 1.25), ("zeros", -0.5))),
        Table("subgroups-findings", "Findings by subgroup", by_group, long),
        Table("subgroups", "Subgroups", ("group", "n", "findings", "mean_auroc", "gap"), subgroups),
        Table("findings", "Findings", cases, findings),
        Table("decisions", "Decisions", called, decisions),
        Table("readers", "Readers", ("finding", "reader", "sensitivity", "specificity", "beaten"), readers),
        Table("baselines", "F1 beside trivial answers", ("answer", *FINDINGS, "mean"), baselines),
        Table("calibration", "Calibration", ("finding", "n", "brier", "ece", "slope"), calibration),
    )


def rich_report() -> Report:
    """Return a report with every kind of table and curve, an unknown one among each."""
    return Report(
        boards={"auroc5-study": score("mean-auroc-5", 0.871, 0.025)},
        scores=(score("mean_auroc", 0.85), score("mean_average_precision", 0.55)),
        tables=_tables(),
        counts={"images": 668, "answered": 668, "studies": 500, "patients": 500},
        settings={"seed": 0, "bootstrap": 1000, "threshold": 0.5},
        notes=(
            "668 images of 500 studies, labels from test.csv",
            f"a note about {HOSTILE}",
            f"read from {DATA}/test.csv",
        ),
        curves=_curves(),
        facts={"annotators": "8 board-certified radiologists", "ceiling": "mean kappa 0.42", "weather": "fine"},
    )


def rich_run(**changes: Any) -> Run:
    """Return a finished run with :func:`rich_report`, on a copy of the data in somebody's home."""
    fields: dict[str, Any] = {
        "id": "3f2a9c01de",
        "benchmark": "chexpert",
        "split": "test",
        "model": HOSTILE,
        "spec": f"hf:{MODEL}",
        "fingerprint": "f" * 64,
        "status": "finished",
        "sample": False,
        "items": 668,
        "answered": 668,
        "settings": {"aggregate": "max", "seed": 0, "threshold": 0.5},
        "provenance": {
            "podium": "0.1.0",
            "python": "3.12.1",
            "packages": {"torch": "2.13.0"},
            "dataset": "d" * 64,
            "data": DATA,
            "model": {
                "weights": "sha256:" + "a" * 64,
                "processor": "b" * 64,
                "dtype": "float32",
                "activation": "sigmoid",
            },
            "batch_size": 16,
            "cache": "/var/tmp/somewhere/else",
            "about": {"intended_use": f"Triage.\nTried out in {MODEL}", "funding": HOSTILE},
        },
        "eligibility": {"auroc5-study": ""},
        "report": rich_report(),
        "error": "",
        "started_at": "2026-11-25T10:00:00+00:00",
        "finished_at": "2026-11-25T10:05:00+00:00",
    }
    return Run(**fields | changes)
