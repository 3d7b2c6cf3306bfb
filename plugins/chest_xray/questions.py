"""The protocol ``f1x5-image``: one yes-or-no question per image and finding, scored by F1.

As in the MedGemma report (arXiv:2507.05201): five findings, F1 of the positive class per finding, and
their plain mean. numpy is imported where a run is scored.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from podium.plugins.chest_xray.items import LazyItems
from podium.plugins.chest_xray.observations import FIVE
from podium.plugins.chest_xray.words import question, verdict
from podium.registry import (
    Answer,
    Classify,
    DataError,
    Generate,
    Interval,
    Item,
    PodiumError,
    Report,
    Score,
    Setting,
    Table,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from podium.registry.metrics import Bootstrap, Estimate
    from podium.registry.report import Cell

FINDINGS, QUESTIONS = "findings", "f1x5-image"
PROTOCOL = Setting(
    "protocol",
    FINDINGS,
    "What is asked: probabilities of all findings, or yes or no per image and finding in words.",
    (FINDINGS, QUESTIONS),
    stage="load",
)

_LEVEL = 0.95
_METRICS = ("f1", "sensitivity", "specificity", "ppv")
_NAMED = 3


def questions(images: Sequence[Item]) -> LazyItems:
    """Return a question per image and finding, in the order of the images, then of ``FIVE``.

    Args:
        images: One :class:`Classify` item per image that asks for all of ``FIVE``.
    """

    def build(place: int) -> Item:
        image, finding = images[place // len(FIVE)], FIVE[place % len(FIVE)]
        assert isinstance(image.request, Classify)
        return Item(
            id=f"{image.id}#{finding.lower().replace(' ', '-')}",
            request=Generate(question(finding), image.request.images),
            target=image.target[image.request.labels.index(finding)],
            group=image.group,
            attributes={**image.attributes, "image": image.id, "label": finding},
        )

    return LazyItems(range(len(images) * len(FIVE)), build)


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
    from podium.registry.metrics import bootstrap as resample
    from podium.registry.metrics import cluster_index

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
        tables=(told.table(), grid.trivial()),
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
    )


class _Grid:
    """Replies as a table of images by findings.

    Args:
        items: The questions.
        answers: One per item.
    """

    def __init__(self, items: Sequence[Item], answers: Sequence[Answer]) -> None:
        import numpy as np

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
        import numpy as np

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

    def trivial(self) -> Table:
        """Return what the F1 would be without looking at any image."""
        from podium.plugins.chest_xray.baselines import trivial_f1

        rows: list[tuple[Cell, ...]] = []
        names = tuple(trivial_f1(0.5))
        known = []
        for column, finding in enumerate(FIVE):
            n, positives = self.sizes(column)
            values = list(trivial_f1(positives / n).values()) if n else [None] * len(names)
            known.append(values)
            rows.append((finding, positives / n if n else None, *values))
        means = [
            sum(value for value in values if value is not None) / len(FIVE) if None not in values else None
            for values in zip(*known, strict=True)
        ]
        rows.append(("mean of the five", None, *means))
        return Table("trivial-f1", "F1 without looking at the images", ("finding", "prevalence", *names), tuple(rows))


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
        return self._score(name, self.found["f1"].mean(), len(self.grid.patients), reason)

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
            scores = [self._score(name, self.found[name].mean([column]), n, reasons[name]) for name in _METRICS]
            unparsed = int(self.grid.unparsed[:, column].sum())
            rows.append((finding, n, positives, *scores, unparsed, self.unparsed(column)))
        columns = ("finding", "n", "positives", *_METRICS, "unparsed", "unparsed_rate")
        return Table("findings", "Findings", columns, tuple(rows))

    def unparsed(self, column: int | None) -> Score:
        """Return the share of replies that say neither, with Wilson's interval; over all findings for None."""
        from podium.registry.metrics import wilson_interval

        which = slice(None) if column is None else slice(column, column + 1)
        bad, n = int(self.grid.unparsed[:, which].sum()), int(self.grid.replied[:, which].sum())
        if not n:
            return Score("unparsed_rate", None, 0, reason="no replies")
        low, high = (float(end) for end in wilson_interval(bad, n, _LEVEL))
        return Score("unparsed_rate", bad / n, n, Interval(low, high, _LEVEL, "Wilson"))

    def _score(self, name: str, estimate: Estimate, n: int, reason: str) -> Score:
        point = float(estimate.point)
        if math.isnan(point):
            return Score(name, None, n, reason=reason)
        if not self.intervals:
            return Score(name, point, n)
        low, high, undefined = estimate.interval(_LEVEL)
        drawn = len(estimate.replicates)
        if int(undefined) == drawn:
            return Score(name, point, n)
        method = "patient bootstrap, percentile"
        return Score(name, point, n, Interval(float(low), float(high), _LEVEL, method, drawn, int(undefined)))
