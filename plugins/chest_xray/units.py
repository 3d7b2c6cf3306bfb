"""From answers about images to one row of scores and targets per unit: a study, or an image.

This module imports numpy; it is imported when a run is scored, not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from podium.registry import Answer, Classify, DataError, Item

UNITS = {"image": "images", "study": "studies"}
AGGREGATES = ("max", "mean")
SCORES = ("probability", "rank")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Units:
    """What is scored, one row per unit.

    Args:
        plural: What the rows are: ``"images"`` or ``"studies"``.
        labels: The labels that the model predicts, one per column.
        scores: float64 [U, L], finite.
        targets: float64 [U, L]; 1 present, 0 absent, NaN not assessed.
        names: Study or image of each row.
        patients: Patient of each row.
        studies: How many studies the rows show; 0 where images name no study.
        answered: How many images were answered.
        images: The answered images of each row.
    """

    plural: str
    labels: tuple[str, ...]
    scores: Floats
    targets: Floats
    names: list[str]
    patients: list[str]
    studies: int
    answered: int
    images: tuple[tuple[Item, ...], ...] = ()


def read_units(
    items: Sequence[Item], answers: Sequence[Answer], labels: Sequence[str], unit: str, aggregate: str, scores: str
) -> Units:
    """Check the answers and turn them into one row per unit.

    An image whose answer has no probabilities is left out; a study is scored from the images that
    were answered, and left out if none was. A label that is None in every answer is left out.

    Args:
        items: One :class:`Classify` request per image.
        answers: One per item, in the same order.
        labels: The labels wanted, in the order of the columns.
        unit: A key of :data:`UNITS`.
        aggregate: One of :data:`AGGREGATES`.
        scores: One of :data:`SCORES`.

    Raises:
        DataError: If items or answers contradict each other or cannot be scored; it names the item or
            study and the label.
    """
    asked, values, targets = _matrices(items, answers, labels)
    known = _predicted(asked, values, labels)
    names = tuple(labels[column] for column in known)
    matrix = np.array([[row[column] for column in known] for row in values], np.float64)
    truth = np.array([[row[column] for column in known] for row in targets], np.float64)
    _check_values(asked, matrix, truth, names, scores)
    patients = [item.group or item.id for item in asked]
    studies = [item.attributes.get("study") for item in asked]
    rows = [item.id for item in asked]
    images: list[tuple[Item, ...]] = [(item,) for item in asked]
    if unit == "study":
        matrix, truth, rows, patients = _by_study(asked, matrix, truth, patients, names, aggregate)
        shown: dict[str, tuple[Item, ...]] = dict.fromkeys(rows, ())
        for item in asked:
            shown[item.attributes["study"]] += (item,)
        images = list(shown.values())
    distinct = len({study for study in studies if study is not None})
    return Units(UNITS[unit], names, matrix, truth, rows, patients, distinct, len(asked), tuple(images))


def _matrices(
    items: Sequence[Item], answers: Sequence[Answer], labels: Sequence[str]
) -> tuple[list[Item], list[list[float | None]], list[list[float]]]:
    """Return the answered items, and their probabilities and targets in the order of ``labels``."""
    if len(items) != len(answers):
        raise DataError(f"there are {len(items)} items but {len(answers)} answers; each item needs one")
    asked, values, targets = [], [], []
    columns_of: dict[tuple[str, ...], list[int]] = {}
    seen = set()
    for item, answer in zip(items, answers, strict=True):
        if item.id in seen:
            raise DataError(f"item {item.id!r} comes twice; each image is scored once")
        seen.add(item.id)
        request = item.request
        if not isinstance(request, Classify):
            raise DataError(f"item {item.id!r} does not ask for findings but is a {type(request).__name__}")
        if request.labels not in columns_of:
            columns_of[request.labels] = _columns(item, request.labels, labels)
        columns, width = columns_of[request.labels], len(request.labels)
        if len(item.target) != width:
            raise DataError(f"item {item.id!r} has {len(item.target)} targets for {width} labels")
        if answer.probabilities is None:
            continue
        if len(answer.probabilities) != width:
            raise DataError(f"the answer for {item.id!r} has {len(answer.probabilities)} scores for {width} labels")
        asked.append(item)
        values.append([answer.probabilities[column] for column in columns])
        targets.append([item.target[column] for column in columns])
    if not asked:
        raise DataError(f"nothing to score: none of {len(items)} images has an answer")
    return asked, values, targets


def _columns(item: Item, has: Sequence[str], labels: Sequence[str]) -> list[int]:
    lacking = [label for label in labels if label not in has]
    if lacking:
        raise DataError(f"item {item.id!r} does not ask for {', '.join(map(repr, lacking))}")
    return [has.index(label) for label in labels]


def _predicted(asked: Sequence[Item], values: Sequence[Sequence[float | None]], labels: Sequence[str]) -> list[int]:
    """Return the columns that the model predicts; None must stand in all answers of a label or in none."""
    known = []
    for column, label in enumerate(labels):
        lacking = [row for row, line in enumerate(values) if line[column] is None]
        if not lacking:
            known.append(column)
        elif len(lacking) < len(values):
            raise DataError(
                f"the answer for {asked[lacking[0]].id!r} has no score for {label!r}, but other answers have one"
            )
    if not known:
        raise DataError(f"nothing to score: the model predicts none of {', '.join(labels)}")
    return known


def _check_values(asked: Sequence[Item], matrix: Floats, truth: Floats, labels: Sequence[str], scores: str) -> None:
    def refuse(bad: NDArray[np.bool_], array: Floats, complaint: str, hint: str = "") -> None:
        if bad.any():
            row, column = np.argwhere(bad)[0].tolist()
            value = array[row, column].item()
            raise DataError(
                f"item {asked[row].id!r} has {value} for {labels[column]!r}, which is not {complaint}", hint
            )

    refuse(~((truth == 1) | (truth == 0) | np.isnan(truth)), truth, "a target: 1, 0 or NaN")
    refuse(~np.isfinite(matrix), matrix, "a finite score")
    if scores == "probability":
        hint = "--set scores=rank scores ranking metrics only"
        refuse((matrix < 0) | (matrix > 1), matrix, "a probability in [0, 1]", hint)


def _by_study(
    asked: Sequence[Item],
    matrix: Floats,
    truth: Floats,
    patients: Sequence[str],
    labels: Sequence[str],
    aggregate: str,
) -> tuple[Floats, Floats, list[str], list[str]]:
    """Return scores, targets, names and patients of the studies, in the order of their first images."""
    number: dict[str, int] = {}
    first: list[int] = []
    of_image = []
    for row, item in enumerate(asked):
        study = item.attributes.get("study")
        if study is None:
            raise DataError(f"item {item.id!r} names no study", "only unit='image' can do without")
        if study not in number:
            number[study] = len(first)
            first.append(row)
        of_image.append(number[study])
        if patients[row] != patients[first[number[study]]]:
            known = patients[first[number[study]]]
            raise DataError(f"study {study!r} belongs to two patients, {known!r} and {patients[row]!r}")
    index = np.array(of_image)
    targets = truth[first]
    differs = ~((truth == targets[index]) | (np.isnan(truth) & np.isnan(targets[index])))
    if differs.any():
        row, column = np.argwhere(differs)[0].tolist()
        study, one, other = asked[row].attributes["study"], targets[of_image[row], column], truth[row, column]
        raise DataError(
            f"the images of study {study!r} have two targets for {labels[column]!r}: {one:g} in "
            f"{asked[first[of_image[row]]].id!r}, {other:g} in {asked[row].id!r}"
        )
    if aggregate == "mean":
        scores = np.zeros_like(targets)
        np.add.at(scores, index, matrix)  # in the order of the images
        scores /= np.bincount(index)[:, None]
    else:
        scores = np.full_like(targets, -np.inf)
        np.maximum.at(scores, index, matrix)
    return scores, targets, list(number), [patients[row] for row in first]
