"""Two models' answers about the same images, unit by unit and finding by finding.

This module imports numpy; it is imported when runs are compared, not before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.units import read_units
from podium.registry import Answer, DataError, Item, PodiumError

Floats = NDArray[np.float64]

#: What must be the same in both runs, for a figure of the one to stand beside a figure of the other.
_ALIKE = {"unit": "study", "aggregate": "max"}


@dataclass(frozen=True)
class Pair:
    """Two models on the same units.

    Args:
        plural: What the rows are: ``"images"`` or ``"studies"``.
        labels: The findings wanted, in the order of the tables.
        known: Those that both models answer, one per column.
        targets: float64 [U, K]; 1 present, 0 absent, NaN not assessed.
        patients: Patient of each row.
        scores: float64 [U, K] of the first model and of the second, finite; None where they gave no scores.
        calls: float64 [U, K] of each; 1 where a finding is called, 0 where not; None where there are no calls.
        uncalled: Why there are no calls, or empty.
        absent: By finding that one of them does not answer, which.
        notes: What a reader must know: what was left out, and at which thresholds findings are called.
    """

    plural: str
    labels: tuple[str, ...]
    known: tuple[str, ...]
    targets: Floats
    patients: Sequence[str]
    scores: tuple[Floats, Floats] | None
    calls: tuple[Floats, Floats] | None
    uncalled: str = ""
    absent: Mapping[str, str] | None = None
    notes: tuple[str, ...] = ()

    def lack(self, label: str) -> str:
        """Return why two models cannot be told apart by a finding, or nothing if they can."""
        if label not in self.known:
            return (self.absent or {}).get(label, "not answered")
        n, positives = self.sizes(label)
        if n == 0:
            return f"no assessed {self.plural}"
        if positives in (0, n):
            return f"no {'positives' if positives == 0 else 'negatives'} among {n} {self.plural}"
        return ""

    def sizes(self, label: str) -> tuple[int, int]:
        """Return in how many units a finding is assessed, and in how many of these it is present."""
        if label not in self.known:
            return 0, 0
        target = self.targets[:, self.known.index(label)]
        return int((~np.isnan(target)).sum()), int((target == 1).sum())

    def columns(self, labels: Sequence[str]) -> list[int]:
        """Return the columns of findings that both answer."""
        return [self.known.index(label) for label in labels]


def read_pair(
    items: Sequence[Item],
    first: Sequence[Answer],
    second: Sequence[Answer],
    labels: Sequence[str],
    settings: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Pair:
    """Turn two models' probabilities into rows of units, each by its own run's settings.

    An image that one of them left unanswered is left out for both, so that a study is scored from the
    same images, and counted. A finding that one of them does not predict is named.

    Args:
        items: One :class:`Classify` request per image.
        first: The first model's answers, one per item.
        second: The second model's.
        labels: The findings wanted.
        settings: By which each was scored; ``unit`` and ``aggregate`` must be equal.

    Raises:
        DataError: If items and answers contradict each other.
        PodiumError: If the settings do not allow a comparison.
    """
    how = counted(settings)
    if not len(items) == len(first) == len(second):
        raise DataError(f"there are {len(items)} items, but {len(first)} and {len(second)} answers")
    answered = [None not in (one.probabilities, other.probabilities) for one, other in zip(first, second, strict=True)]
    both = [
        [answer if asked else Answer() for answer, asked in zip(given, answered, strict=True)]
        for given in (first, second)
    ]
    units = [
        read_units(
            items,
            answers,
            labels,
            how["unit"],
            how["aggregate"],
            str(given.get("scores", "probability")),
        )
        for answers, given in zip(both, settings, strict=True)
    ]
    known = tuple(label for label in labels if all(label in one.labels for one in units))
    if not known:
        raise PodiumError("the two models predict no finding in common", "nothing can be compared")
    columns = [[one.labels.index(label) for label in known] for one in units]
    scores = units[0].scores[:, columns[0]], units[1].scores[:, columns[1]]
    missing = answered.count(False)
    pair = Pair(
        plural=units[0].plural,
        labels=tuple(labels),
        known=known,
        targets=units[0].targets[:, columns[0]],
        patients=units[0].patients,
        scores=scores,
        calls=None,
        absent={label: _absent(label in units[0].labels, label in units[1].labels) for label in labels},
        notes=(f"{missing} of {len(items)} images lack an answer of one model and are left out",) if missing else (),
    )
    return _called(pair, scores, settings)


def counted(settings: tuple[Mapping[str, Any], Mapping[str, Any]]) -> dict[str, str]:
    """Return what counts once and how images become one score, which must be the same in both runs.

    Raises:
        PodiumError: If it is not.
    """
    one, other = ({name: str(given.get(name, usual)) for name, usual in _ALIKE.items()} for given in settings)
    for name in _ALIKE:
        if one[name] != other[name]:
            hint = f"score one of them again with --set {name}=..."
            raise PodiumError(f"the runs differ in {name}: {one[name]} and {other[name]}", hint)
    return one


def _absent(by_first: bool, by_second: bool) -> str:
    if not by_first and not by_second:
        return "predicted by neither"
    return f"not predicted by {'B' if by_first else 'A'}"


def _called(pair: Pair, scores: tuple[Floats, Floats], settings: tuple[Mapping[str, Any], Mapping[str, Any]]) -> Pair:
    """Add each model's calls at its own run's thresholds, unless one of them gives ranks."""
    ranks = [name for name, given in zip("AB", settings, strict=True) if given.get("scores") == "rank"]
    if ranks:
        return replace(pair, uncalled=f"the scores of {' and '.join(ranks)} are ranks, not probabilities")
    cuts = [np.full(len(pair.known), float(given.get("threshold", 0.5))) for given in settings]
    first, second = ((values >= cut).astype(np.float64) for values, cut in zip(scores, cuts, strict=True))
    told = " and ".join(f"{cut[0]:g} in {name}" for name, cut in zip("AB", cuts, strict=True))
    return replace(pair, calls=(first, second), notes=(*pair.notes, f"a finding is called from this score on: {told}"))
