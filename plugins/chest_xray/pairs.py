"""Two models' answers about the same images, unit by unit and finding by finding.

This module imports numpy; it is imported when runs are compared, not before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from podium.plugins.chest_xray.units import Floats, read_units
from podium.plugins.chest_xray.words import verdict
from podium.registry import Answer, DataError, Item, PodiumError, Report

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
        settings: By which each was scored; ``unit`` and ``aggregate`` must be equal. Frozen thresholds are
            those of the table ``decisions`` in ``report``, the stored report.

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
    """Add each model's calls at its own run's thresholds, unless one of them gives ranks or they are not known."""
    ranks = [name for name, given in zip("AB", settings, strict=True) if given.get("scores") == "rank"]
    if ranks:
        return replace(pair, uncalled=f"the scores of {' and '.join(ranks)} are ranks, not probabilities")
    found = [_cuts(pair.known, given) for given in settings]
    unknown = [name for name, cuts in zip("AB", found, strict=True) if cuts is None]
    if unknown:
        return replace(pair, uncalled=f"the thresholds of {' and '.join(unknown)} are not stored with the run")
    (first, told_first), (second, told_second) = (cuts for cuts in found if cuts is not None)
    note = f"a finding is called from a threshold on: A {told_first}, B {told_second}"
    calls = (scores[0] >= first).astype(np.float64), (scores[1] >= second).astype(np.float64)
    return replace(pair, calls=calls, notes=(*pair.notes, note))


def _cuts(labels: Sequence[str], settings: Mapping[str, Any]) -> tuple[Floats, str] | None:
    """Return the thresholds a run was scored at, float64 [K], and what they are in words; None where nothing tells."""
    if not settings.get("thresholds"):
        fixed = float(settings.get("threshold", 0.5))
        return np.full(len(labels), fixed), f"{fixed:g} for all"
    # The file may have been replaced since, so it is not read again.
    report: Report | None = settings.get("report")
    table = next((table for table in report.tables if table.name == "decisions"), None) if report else None
    if report is None or table is None:
        return None
    place = table.columns.index("threshold")
    used = {str(row[0]): row[place] for row in table.rows}
    values = [used.get(label) for label in labels]
    if not all(isinstance(value, float) for value in values):
        return None
    return np.array(values, np.float64), f"by finding, {report.settings.get('thresholds')}"


def read_replies(
    items: Sequence[Item], first: Sequence[Answer], second: Sequence[Answer], labels: Sequence[str]
) -> Pair:
    """Turn two models' replies to yes-or-no questions into rows of images.

    A question that one of them left unanswered is left out for both, and counted. A reply that says
    neither yes nor no is wrong, whatever the target.

    Args:
        items: Questions as :func:`podium.plugins.chest_xray.questions.questions` makes them.
        first: The first model's answers, one per item.
        second: The second model's.
        labels: The findings asked about.

    Raises:
        DataError: If items and answers contradict each other, or there is nothing to compare.
    """
    if not len(items) == len(first) == len(second):
        raise DataError(f"there are {len(items)} items, but {len(first)} and {len(second)} answers")
    places: dict[str, int] = {}
    patients: list[str] = []
    cells: list[tuple[int, int, float, tuple[bool | None, bool | None]]] = []
    for item, one, other in zip(items, first, second, strict=True):
        if one.text is None or other.text is None:
            continue
        image, label = str(item.attributes["image"]), str(item.attributes["label"])
        if label not in labels:
            raise DataError(f"item {item.id!r} asks about {label!r}, which is none of {', '.join(labels)}")
        if image not in places:
            places[image] = len(places)
            patients.append(item.group or image)
        said = verdict(one.text), verdict(other.text)
        cells.append((places[image], labels.index(label), float(item.target), said))
    if not cells:
        raise DataError(f"nothing to compare: none of {len(items)} questions is answered by both")
    targets = np.full((len(places), len(labels)), np.nan)
    calls = np.zeros_like(targets), np.zeros_like(targets)
    unread = [0, 0]
    for row, column, target, answers in cells:
        targets[row, column] = target
        for model, answer in enumerate(answers):
            unread[model] += answer is None
            wrong = 0.0 if np.isnan(target) else 1.0 - target
            calls[model][row, column] = wrong if answer is None else float(answer)
    missing = len(items) - len(cells)
    notes = [f"{missing} of {len(items)} questions lack an answer of one model and are left out"] if missing else []
    neither = f"{unread[0]:,} of A and {unread[1]:,} of B in {len(cells):,}"
    notes.append(f"replies that say neither yes nor no count as wrong: {neither}")
    return Pair("images", tuple(labels), tuple(labels), targets, patients, None, calls, notes=tuple(notes))
