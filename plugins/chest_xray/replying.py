"""Scoring replies in words by the protocol ``f1x5-image``: F1 of the positive class, plain mean of five findings.

This module imports numpy; it is imported when a run is scored, not before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.figures import LEVEL, as_score
from podium.plugins.chest_xray.observations import FIVE
from podium.plugins.chest_xray.trivial import trivial_f1
from podium.plugins.chest_xray.words import verdict
from podium.registry import Answer, DataError, Generate, Interval, Item, PodiumError, Report, Score, Table
from podium.registry.metrics import Bootstrap, cluster_index, wilson_interval
from podium.registry.metrics import bootstrap as resample
from podium.registry.report import Cell

_METRICS = ("f1", "sensitivity", "specificity", "ppv")


def score_questions(
    items: Sequence[Item],
    answers: Sequence[Answer],
    *,
    board: str,
    metric: str,
    device: str,
    bootstrap: int = 1000,
    seed: int = 0,
    settings: Mapping[str, str | int | float] | None = None,
    notes: Sequence[str] = (),
    **_others: Any,
) -> Report:
    """Score replies in words: F1 per finding and their mean, with intervals from patients.

    A reply that says neither yes nor no is wrong, whatever the target: it counts as a missed finding
    where there is one and as a false alarm where there is none, and has its own column. A question
    without an answer is left out and counted, and the board gets no value.

    Args:
        items: Questions as :func:`questions` makes them, with ``target`` 1.0, 0.0 or NaN (not assessed).
        answers: One per item, in the same order.
        board: Slug of the board that the mean F1 is for.
        metric: Identifier of its metric.
        device: A torch device.
        bootstrap: Resamples of patients, 0 for no intervals.
        seed: Seed of the resampling, 0 or more.
        settings: Further choices to record.
        notes: Sentences to put before the report's own.

    Raises:
        DataError: If items or answers contradict each other or cannot be scored.
        PodiumError: If an option is not one of those above.
    """
    if bootstrap < 0:
        raise PodiumError(f"bootstrap={bootstrap!r} is negative", "0 means no intervals")
    grid = _Grid(items, answers)
    data: list[Any] = [grid.calls, grid.targets, cluster_index(grid.patients)[0]]
    if device != "cpu":
        import torch

        data = [torch.from_numpy(array).to(device) for array in data]
    found = resample(*data, metrics=_METRICS, thresholds=0.5, replicates=bootstrap or 1, seed=seed)
    told = _Told(grid, found, bootstrap > 0)
    mean = told.mean(metric)
    withheld = "; ".join(filter(None, [grid.unanswered, mean.reason]))
    return Report(
        boards={} if withheld else {board: mean},
        scores=(told.mean("macro_f1"), told.unparsed(None)),
        tables=(told.table(), told.beside()),
        counts=grid.counts(),
        settings={
            **(settings or {}),
            "unit": "image",
            "aggregate": "none",
            "scores": "words",
            "threshold": "none",
            "bootstrap": bootstrap,
            "seed": seed,
        },
        notes=(
            *notes,
            *filter(None, [grid.unanswered]),
            f"{grid.unparsed.sum():,} of {grid.asked:,} replies say neither yes nor no; each counts as wrong",
        ),
        withheld={board: withheld} if withheld else {},
        facts={
            "unit": "One yes-or-no question per image and finding; intervals resample patients with all their images.",
            "missing": f"{grid.unparsed.sum():,} of {grid.asked:,} replies say neither yes nor no and count as wrong.",
        },
    )


class _Grid:
    """Replies as a table of images by findings.

    Args:
        items: The questions.
        answers: One per item.
    """

    def __init__(self, items: Sequence[Item], answers: Sequence[Answer]) -> None:
        if len(items) != len(answers):
            raise DataError(f"there are {len(items)} items but {len(answers)} answers; each item needs one")
        places: dict[str, int] = {}
        self.patients: list[str] = []
        #: Per answered question its image's row, its finding's column, target and verdict.
        cells: dict[tuple[int, int], tuple[float, bool | None]] = {}
        studies, missing = set(), 0
        for item, answer in zip(items, answers, strict=True):
            if not isinstance(item.request, Generate) or item.attributes.get("label") not in FIVE:
                raise DataError(f"item {item.id!r} is no yes-or-no question about one of {', '.join(FIVE)}")
            if not (item.target in (0.0, 1.0) or math.isnan(item.target)):
                raise DataError(f"item {item.id!r} has the target {item.target!r}, which is not 1, 0 or NaN")
            if answer.text is None:
                missing += 1
                continue
            image = str(item.attributes["image"])
            if image not in places:
                places[image] = len(places)
                self.patients.append(item.group or image)
            cell = places[image], FIVE.index(str(item.attributes["label"]))
            if cell in cells:
                raise DataError(f"item {item.id!r} comes twice; each question is scored once")
            cells[cell] = item.target, verdict(answer.text)
            studies.add(item.attributes.get("study"))
        if not cells:
            raise DataError(f"nothing to score: none of {len(items)} questions has an answer")
        if all(math.isnan(target) for target, _ in cells.values()):
            raise DataError(f"nothing to score: none of {len(items)} questions has a reference")
        shape = len(places), len(FIVE)
        self.asked = len(cells)
        self.total = len(items)
        self.studies = len(studies - {None})
        self.unanswered = f"{missing} of {len(items)} questions have no answer and are left out" if missing else ""
        self.targets: NDArray[np.float64] = np.full(shape, np.nan)
        self.calls: NDArray[np.float64] = np.zeros(shape)
        self.unparsed: NDArray[np.bool_] = np.zeros(shape, np.bool_)
        self.replied: NDArray[np.bool_] = np.zeros(shape, np.bool_)
        for cell, (target, said) in cells.items():
            self.targets[cell] = target
            # A reply that says nothing is wrong, whatever is right.
            self.calls[cell] = 1.0 - target if said is None and not math.isnan(target) else float(bool(said))
            self.unparsed[cell] = said is None
            self.replied[cell] = True

    def sizes(self, column: int) -> tuple[int, int]:
        """Return how many images a finding is assessed in, and in how many it is present."""
        target = self.targets[:, column]
        return int((~np.isnan(target)).sum()), int((target == 1).sum())

    def counts(self) -> dict[str, int]:
        """Return what was used and what was not."""
        return {
            "questions": self.total,
            "answered": self.asked,
            "unparsed": int(self.unparsed.sum()),
            "images": len(self.patients),
            "studies": self.studies,
            "patients": len(set(self.patients)),
        }


class _Told:
    """The figures of a table of replies.

    Args:
        grid: The replies.
        found: The metrics per finding.
        intervals: Whether there are replicates worth reporting.
    """

    def __init__(self, grid: _Grid, found: Bootstrap, intervals: bool) -> None:
        self.grid, self.found, self.intervals = grid, found, intervals

    def mean(self, name: str) -> Score:
        """Return the mean F1 of the five, taken inside each replicate too; None where one is undefined."""
        lacking = [finding for column, finding in enumerate(FIVE) if math.isnan(self.found["f1"].point[column])]
        reason = f"no F1 of {', '.join(lacking)}" if lacking else ""
        return as_score(name, self.found["f1"].mean(), len(self.grid.patients), self.intervals, reason)

    def table(self) -> Table:
        """Return a row per finding."""
        rows: list[tuple[Cell, ...]] = []
        for column, finding in enumerate(FIVE):
            n, positives = self.grid.sizes(column)
            reasons = {
                "f1": f"neither positives nor yes among {n} images",
                "sensitivity": f"no positives among {n} images",
                "specificity": f"no negatives among {n} images",
                "ppv": f"no yes among {n} images",
            }
            scores = [self._score(name, column, n, reasons[name]) for name in _METRICS]
            unparsed = int(self.grid.unparsed[:, column].sum())
            rows.append((finding, n, positives, *scores, unparsed, self.unparsed(column)))
        columns = ("finding", "n", "positives", *_METRICS, "unparsed", "unparsed_rate")
        return Table("findings", "Findings", columns, tuple(rows))

    def unparsed(self, column: int | None) -> Score:
        """Return the share of replies that say neither, with Wilson's interval; over all findings for None."""
        which = slice(None) if column is None else slice(column, column + 1)
        bad, n = int(self.grid.unparsed[:, which].sum()), int(self.grid.replied[:, which].sum())
        if not n:
            return Score("unparsed_rate", None, 0, reason="no replies")
        low, high = (float(end) for end in wilson_interval(bad, n, LEVEL))
        return Score("unparsed_rate", bad / n, n, Interval(low, high, LEVEL, "Wilson"))

    def beside(self) -> Table:
        """Return the F1 of trivial answers beside the model's."""
        sizes = [self.grid.sizes(column) for column in range(len(FIVE))]
        model = [self._score("f1", column, n) for column, (n, _) in enumerate(sizes)]
        rows: list[tuple[Cell, ...]] = [("this model", *model, self.mean("mean_f1"))]
        floors = [trivial_f1(positives / n) if positives else None for n, positives in sizes]
        for answer in trivial_f1(1.0):
            values = [floor[answer] if floor else None for floor in floors]
            known = [value for value in values if value is not None]
            mean = sum(known) / len(FIVE) if len(known) == len(FIVE) else None
            each = [_given("f1", value, n) for value, (n, _) in zip(values, sizes, strict=True)]
            rows.append((answer, *each, _given("mean_f1", mean, len(self.grid.patients))))
        return Table("baselines", "F1 beside trivial answers", ("answer", *FIVE, "mean"), tuple(rows))

    def _score(self, name: str, column: int, n: int, reason: str = "") -> Score:
        return as_score(name, self.found[name].mean([column]), n, self.intervals, reason)


def _given(name: str, value: float | None, n: int) -> Score:
    return Score(name, value, n, reason="" if value is not None else "no positives")
