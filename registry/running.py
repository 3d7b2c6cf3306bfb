"""The score while a run goes on: cheap to keep, computed only when somebody looks, in constant memory."""

from __future__ import annotations

import math
import random
from statistics import NormalDist
from typing import Any

from podium.registry.benchmark import Answer, Benchmark, Classify, Item
from podium.registry.grading import judged
from podium.registry.report import Interval, Score

#: Classified items that are kept to compute the areas from; of more, a random sample of so many.
SAMPLE = 4096

LEVEL = 0.95


class ScoreSoFar:
    """The share of right answers, or the mean area under the ROC curve of the labels, among the answers so far.

    Calling it gives the score with its interval, in any thread: Wilson's for a share, DeLong's for an area.

    Args:
        benchmark: The benchmark; its :meth:`Benchmark.correct` tells what is right, and its ``running_metric`` what a
            share is called.
        judge: Name of the judge whose verdicts stand beside the answers, or empty where there are none.
    """

    def __init__(self, benchmark: Benchmark, judge: str = "") -> None:
        self._benchmark = benchmark
        alone = "" if benchmark.brings("judge_request") else "accuracy"
        named = benchmark.running_metric
        self._metric = judged("accuracy", judge) if judge else alone if named is None else named
        self._right = (0, 0.0)
        self._labels: tuple[str, ...] = ()
        self._rows: list[tuple[Answer, Item]] = []
        self._seen = 0
        self._draw = random.Random(0)
        self._broken = ""

    def add(self, item: Item, answer: Answer) -> None:
        """Take account of an answer."""
        if self._broken:
            return
        if isinstance(item.request, Classify):
            if answer.error is None:
                self._sample(item, item.request, answer)
            return
        if not self._metric:
            return
        try:
            value = self._benchmark.correct(item, answer)
        except Exception as error:
            # The plugin's scorer will show its own mistakes; the answers must not be lost for the sake of a display.
            self._broken = f"the plugin cannot tell what is right: {type(error).__name__}: {error}"
            return
        if value is not None:
            count, total = self._right
            self._right = (count + 1, total + value)

    def _sample(self, item: Item, request: Classify, answer: Answer) -> None:
        self._labels = self._labels or request.labels
        if request.labels != self._labels:
            return
        self._seen += 1
        if len(self._rows) < SAMPLE:
            self._rows.append((answer, item))
            return
        place = self._draw.randrange(self._seen)
        if place < SAMPLE:
            self._rows[place] = (answer, item)

    def __call__(self) -> Score | None:
        """Return the score so far, undefined with its reason where it is, or None where nothing can be told."""
        if self._broken:
            return Score(self._metric, None, reason=self._broken)
        count, total = self._right
        if count:
            low, high = wilson(total / count, count)
            return Score(self._metric, total / count, count, Interval(low, high, LEVEL, "Wilson"))
        rows = list(self._rows)
        if not rows:
            return None
        try:
            return _mean_area(rows)
        except (TypeError, ValueError) as error:
            return Score("auroc", None, len(rows), reason=f"not known before scoring: {error}")


def wilson(share: float, count: float) -> tuple[float, float]:
    """Return the ends of Wilson's interval of a mean of values from 0 to 1 (E. B. Wilson, JASA 1927).

    Args:
        share: The mean.
        count: Number of values, at least 1; a fraction where values weigh unequally.
    """
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    middle = share + z * z / (2 * count)
    reach = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)


def _mean_area(rows: list[tuple[Answer, Item]]) -> Score:
    """Return the mean area over the labels that have both kinds by now, with groups as the units."""
    import numpy as np

    from podium.registry.metrics import cluster_index, delong

    given: Any = np.array([answer.probabilities for answer, _ in rows], np.float64)
    targets: Any = np.array([item.target for _, item in rows], np.float64)
    if targets.shape != given.shape:
        return Score("auroc", None, len(rows), reason="the targets are not one per label")
    usable = np.isfinite(given).all(0) & (targets == 1).any(0) & (targets == 0).any(0)
    if not usable.any():
        return Score("auroc", None, len(rows), reason="no label has both kinds of cases yet")
    clusters, _ = cluster_index([item.group or item.id for _, item in rows])
    mean, error = (float(value[0]) for value in delong(given[:, usable], targets[:, usable], clusters).macro())
    if not math.isfinite(error):
        return Score("auroc", mean, len(rows))
    reach = NormalDist().inv_cdf((1 + LEVEL) / 2) * error
    interval = Interval(max(mean - reach, 0.0), min(mean + reach, 1.0), LEVEL, "DeLong")
    return Score("auroc", mean, len(rows), interval)
