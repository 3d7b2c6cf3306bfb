"""Accuracy on closed questions, recall and token F1 on open ones, with intervals from images; and two models compared.

Questions about one image resemble one another, so images are resampled with all their questions. This module imports
numpy; it is imported when a run is scored, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.plugins.vqa_rad.questions import CLOSED
from podium.plugins.vqa_rad.reading import Worth, worth
from podium.registry import (
    FAILED,
    UNPARSED,
    Answer,
    DataError,
    Generate,
    Grade,
    Interval,
    Item,
    PodiumError,
    Report,
    Score,
    Table,
)
from podium.registry.metrics import Estimate, cluster_index, draw_chunks, wilson_interval
from podium.registry.report import Cell

#: Metrics and what each is a mean over: closed questions, open ones, or all.
METRICS = {
    "closed-accuracy": "closed",
    "open-recall": "open",
    "open-token-f1": "open",
    "tokenized-f1": "all",
}
#: By board, its metric.
BOARDS = {"closed-official": "closed-accuracy", "open-official": "open-recall", "f1-official": "tokenized-f1"}
LEVEL = 0.95
_METHOD = "image bootstrap, percentile"
_TABLES = {"organ": "organ", "types": "question type"}

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


def grade(item: Item, answer: Answer) -> Grade:
    """Return how one answer was read; an open question counts as right only in the words of the reference."""
    if answer.text is None:
        return Grade(None, FAILED, 0.0, 0.0)
    closed = item.attributes.get("kind") == CLOSED
    found = worth(answer.text, str(item.target), closed)
    rule = UNPARSED if found.read is None else "closed" if closed else "open"
    return Grade(found.read, rule, found.exact, found.exact)


class Graded:
    """The answers to some questions, and what each is worth.

    Args:
        items: The questions.
        answers: One per question, in the same order; one without text is worth nothing and counted.

    Raises:
        DataError: If items or answers contradict each other.
    """

    def __init__(self, items: Sequence[Item], answers: Sequence[Answer]) -> None:
        if len(items) != len(answers):
            raise DataError(f"there are {len(items)} items but {len(answers)} answers; each item needs one")
        if not items:
            raise DataError("nothing to score: there are no questions")
        for item in items:
            if not isinstance(item.request, Generate) or not isinstance(item.target, str):
                raise DataError(f"item {item.id!r} is no question with an answer in words")
        self.items = items
        self.closed: Flags = np.array([item.attributes.get("kind") == CLOSED for item in items])
        self.failed: Flags = np.array([answer.text is None for answer in answers])
        self.worths = [
            worth(answer.text or "", item.target, bool(closed))
            for item, answer, closed in zip(items, answers, self.closed, strict=True)
        ]
        self.unread: Flags = np.array([one.read is None for one in self.worths]) & ~self.failed

    def values(self, metric: str) -> tuple[Floats, Flags]:
        """Return the worth of every question by a metric, and to which questions the metric applies."""
        take: Mapping[str, Callable[[Worth], float]] = {
            "closed-accuracy": lambda one: one.exact,
            "open-recall": lambda one: one.recall,
            "open-token-f1": lambda one: one.f1,
            "tokenized-f1": lambda one: one.f1,
        }
        values: Floats = np.array([take[metric](one) for one in self.worths])
        applies = {"closed": self.closed, "open": ~self.closed, "all": np.ones(len(self.items), np.bool_)}
        return values, applies[METRICS[metric]]


class Images:
    """Resamples of the images that questions are about.

    Args:
        items: The questions.
        replicates: Number of resamples, 0 for none.
        seed: Their seed.

    Raises:
        PodiumError: If a number is negative.
    """

    def __init__(self, items: Sequence[Item], replicates: int, seed: int) -> None:
        for name, value in (("bootstrap", replicates), ("seed", seed)):
            if value < 0:
                raise PodiumError(f"{name}={value!r} is negative", "0 resamples mean no intervals")
        self.of, self.number = cluster_index([item.group or item.id for item in items])
        self.counts = np.concatenate(list(draw_chunks(self.number, replicates or 1, seed)))
        self.replicates = replicates

    def mean(self, values: Floats, mask: Flags) -> Estimate:
        """Return the mean of the values under a mask, and in each resample; NaN where nothing is under it."""
        sums = np.bincount(self.of[mask], values[mask], self.number)
        sizes = np.bincount(self.of[mask], minlength=self.number)
        with np.errstate(invalid="ignore"):
            point = np.float64(sums.sum()) / np.float64(sizes.sum())
            drawn = (self.counts @ sums) / (self.counts @ sizes)
        return Estimate(np.asarray(point), drawn)

    def score(self, name: str, values: Floats, mask: Flags, lack: str = "") -> Score:
        """Return the mean as a score; where all values are 0, or all 1, its interval is Wilson's over the images."""
        n = int(mask.sum())
        if not n:
            return Score(name, None, 0, reason=lack or "no such questions")
        found = self.mean(values, mask)
        value = float(found.point)
        if not self.replicates:
            return Score(name, value, n)
        if value in (0.0, 1.0):
            images = len(np.unique(self.of[mask]))
            low, high = (float(end) for end in wilson_interval(round(value * images), images, LEVEL))
            return Score(name, value, n, Interval(low, high, LEVEL, "Wilson, over images"))
        low, high, undefined = (np.asarray(end).item() for end in found.interval(LEVEL))
        left_out = f"; {undefined} of {self.replicates} resamples left out" if undefined else ""
        return Score(name, value, n, Interval(low, high, LEVEL, _METHOD + left_out))


def score_replies(
    items: Sequence[Item],
    answers: Sequence[Answer],
    withheld: Mapping[str, str],
    bootstrap: int = 1000,
    seed: int = 0,
    **_others: Any,
) -> Report:
    """Score replies; what could not be read, and a question without an answer, is wrong and counted.

    Args:
        items: The questions.
        answers: One per question, in the same order.
        withheld: Why boards get no value, by slug; the others get theirs unless a question has no answer.
        bootstrap: Resamples of images, 0 for no intervals.
        seed: Seed of the resampling.

    Raises:
        DataError: If items or answers contradict each other.
        PodiumError: If an option is not one of those above.
    """
    graded, images = Graded(items, answers), Images(items, bootstrap, seed)
    every = np.ones(len(items), np.bool_)
    scores = {metric: _part(graded, images, metric, every) for metric in METRICS}
    failed, unread = int(graded.failed.sum()), int(graded.unread.sum())
    reasons = dict(withheld)
    if failed:
        reasons = {board: f"{failed:,} of {len(items):,} questions have no answer" for board in BOARDS} | reasons
    return Report(
        boards={
            board: scores[metric]
            for board, metric in BOARDS.items()
            if board not in reasons and scores[metric].value is not None
        },
        scores=(*scores.values(), images.score("unread-rate", graded.unread.astype(np.float64), ~graded.failed)),
        tables=tuple(_table(graded, images, name) for name in _TABLES),
        counts={
            "questions": len(items),
            "closed": int(graded.closed.sum()),
            "images": images.number,
            "failed": failed,
            "unread": unread,
        },
        settings={"unit": "question", "bootstrap": bootstrap, "seed": seed},
        notes=(
            f"{unread:,} of {len(items):,} replies say nothing that could be right (empty, or neither yes nor no where"
            " that is asked); each counts as wrong",
            *((f"{failed:,} of {len(items):,} questions have no answer; each counts as wrong",) if failed else ()),
        ),
        withheld={board: reason for board, reason in reasons.items() if reason},
        facts={
            "unit": "Each question counts once; intervals resample images with all their questions.",
            "normalisation": (
                "Lower case, compatibility form, without punctuation and articles; what follows the last Answer: is"
                " read. Closed: the yes or no of the reply, or equal words. Open: the share of the reference's words"
                " that the reply has, and token F1."
            ),
        },
    )


def _part(graded: Graded, images: Images, metric: str, mask: Flags) -> Score:
    values, applies = graded.values(metric)
    kind = METRICS[metric]
    return images.score(metric, values, mask & applies, f"no {'' if kind == 'all' else f'{kind} '}questions")


def _table(graded: Graded, images: Images, name: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for value, mask in _parts(graded.items, name):
        scores = [_part(graded, images, metric, mask) for metric in METRICS]
        rows.append((value, int(mask.sum()), len(np.unique(images.of[mask])), *scores))
    title = f"By {_TABLES[name]}"
    if name == "types":
        title += "; a question of several types is in each"
    return Table(name, title, (_TABLES[name], "n", "images", *METRICS), tuple(rows))


def _parts(items: Sequence[Item], name: str) -> Iterator[tuple[str, Flags]]:
    told = [frozenset(str(item.attributes.get(name, "")).split(", ")) - {""} for item in items]
    for value in sorted(frozenset().union(*told)):
        yield value, np.array([value in one for one in told])


def compare_replies(
    items: Sequence[Item],
    first: Sequence[Answer],
    second: Sequence[Answer],
    settings: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Report:
    """Compare two models on the same questions and the same resamples of images; token F1 over all decides.

    Args:
        items: The questions.
        first: The first model's answers, one per question.
        second: The second model's.
        settings: By which each run was scored; ``bootstrap`` and ``seed`` are the default's where they differ.

    Raises:
        DataError: If items and answers contradict each other.
    """
    both = Graded(items, first), Graded(items, second)
    kept = {}
    for name, usual in (("bootstrap", 1000), ("seed", 0)):
        one, other = (int(given.get(name, usual)) for given in settings)
        kept[name] = one if one == other else usual
    images = Images(items, kept["bootstrap"], kept["seed"])
    rows: list[tuple[Cell, ...]] = []
    for metric in reversed(METRICS):
        (ours, mask), (theirs, _) = (graded.values(metric) for graded in both)
        each = [images.score(metric, values, mask) for values in (ours, theirs)]
        rows.append((metric, *each, images.score(f"{metric}-difference", ours - theirs, mask)))
    return Report(
        boards={},
        scores=tuple(row[-1] for row in rows if isinstance(row[-1], Score)),
        tables=(Table("means", "Both models", ("metric", "first", "second", "difference"), tuple(rows)),),
        counts={"questions": len(items), "images": images.number},
        settings={"unit": "question", **kept},
        notes=("intervals resample images with all their questions, the same ones for both models",),
        facts={"compared": "token F1 over all questions"},
    )
