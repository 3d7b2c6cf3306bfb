"""What is timed: our bootstrap on each backend, and a resampling loop around each peer's metric."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from podium.registry.metrics import bootstrap

FULL = ("auroc", "average_precision", "f1", "sensitivity", "specificity", "ppv", "ece")
REPLICATES = 1000


@dataclass(frozen=True)
class Job:
    """Something to time.

    Args:
        name: What it is called in the table.
        run: Does it.
        replicates: How many replicates ``run`` does; times are scaled to :data:`REPLICATES`.
        unit: ``"patient"`` or ``"row"``: what is resampled.
    """

    name: str
    run: Callable[[], Any]
    replicates: int
    unit: str = "patient"


def ours(data: Any, backend: str, metrics: tuple[str, ...]) -> Callable[[], Any]:
    """Return preparation, draws, metrics, means and intervals for 1000 replicates."""

    def run() -> None:
        found = bootstrap(*data, metrics=metrics, replicates=REPLICATES, backend=backend)
        for metric in metrics:
            found[metric].interval()
            found[metric].mean().interval()

    return run


def peers(data: Any, replicates: dict[str, int]) -> list[Job]:
    """Return a job per peer that is installed."""
    scores, targets, clusters = data
    rng, count, rows = np.random.default_rng(1), int(clusters.max()) + 1, np.arange(len(clusters))

    def resample() -> Any:
        drawn = np.bincount(rng.integers(0, count, count), minlength=count)
        return np.repeat(rows, drawn[clusters])

    makers = {
        "scikit-learn AUROC+AP": _sklearn,
        "scikit-learn AUROC": _sklearn_auroc,
        "torchmetrics AUROC": _torchmetrics,
        "torcheval AUROC": _torcheval,
    }
    jobs = []
    for name, make in makers.items():
        metric = _import(make)
        if metric is not None:
            runs = replicates[name.split()[0]]
            jobs.append(Job(name, _loop(metric, scores, targets, resample, runs), runs))
    if _available("pauc"):
        jobs.append(Job("pauc AUROC", _pauc(scores, targets, replicates["pauc"]), replicates["pauc"], "row"))
    return jobs


def _loop(metric: Any, scores: Any, targets: Any, resample: Any, count: int) -> Callable[[], None]:
    def run() -> None:
        for _ in range(count):
            rows = resample()
            metric(scores[rows], targets[rows])

    return run


def _available(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def _import(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except ImportError:
        return None


def _sklearn_auroc() -> Any:
    from sklearn.metrics import roc_auc_score

    return lambda scores, targets: _by_label(roc_auc_score, scores, targets)


def _sklearn() -> Any:
    from sklearn.metrics import average_precision_score, roc_auc_score

    def both(scores: Any, targets: Any) -> None:
        _by_label(roc_auc_score, scores, targets)
        _by_label(average_precision_score, scores, targets)

    return both


def _by_label(metric: Any, scores: Any, targets: Any) -> None:
    for label in range(scores.shape[1]):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            metric(targets[:, label], scores[:, label])


def _torchmetrics() -> Any:
    import torch
    from torchmetrics.functional.classification import multilabel_auroc

    def metric(scores: Any, targets: Any) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            labels = scores.shape[1]
            multilabel_auroc(torch.from_numpy(scores), torch.from_numpy(targets).long(), labels, average=None)

    return metric


def _torcheval() -> Any:
    import torch
    from torcheval.metrics.functional import binary_auroc

    def metric(scores: Any, targets: Any) -> None:
        given, truth = (torch.from_numpy(np.ascontiguousarray(part.T)) for part in (scores, targets))
        binary_auroc(given, truth, num_tasks=len(given))

    return metric


def _pauc(scores: Any, targets: Any, replicates: int) -> Callable[[], None]:
    """Return its bootstrap; the curves are made before, since they are made once for any number of replicates."""
    pauc: Any = importlib.import_module("pauc")
    curves = [pauc.ROC(targets[:, label], scores[:, label]) for label in range(scores.shape[1])]

    def run() -> None:
        for curve in curves:
            pauc.ci_auc(curve, method="bootstrap", n_boot=replicates)

    return run
