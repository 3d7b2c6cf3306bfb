"""Which images of a copy of CheXpert are there: each folder is listed once, no file is opened."""

from __future__ import annotations

import heapq
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.verifying import (
    EXAMPLES,
    Findings,
    check_extras,
    check_presence,
    in_threads,
    listing,
)
from podium.plugins.chexpert.index import SplitIndex
from podium.plugins.chexpert.keys import image_name
from podium.plugins.chexpert.layout import TABLES, patient_folders
from podium.registry import DataError
from podium.registry.verification import Observer

_STUDY = re.compile(r"study([1-9][0-9]{0,3})")
_IMAGE = re.compile(r"view([1-9][0-9]?)_(frontal|lateral)\.jpg")


@dataclass(frozen=True)
class _Folder:
    """What a patient's folder holds: images as numbers (see :func:`_number`), other files, why it cannot be read."""

    images: list[int]
    others: list[str]
    error: str = ""


def check_paths(
    findings: Findings, indexes: Mapping[str, SplitIndex], broken: Sequence[str], observe: Observer
) -> list[str]:
    """Check that the images which the tables list are there, and look for others.

    Args:
        findings: Where what is wrong is noted.
        indexes: The table of each split that has one.
        broken: Names of tables that could not be read; then no file can be called unlisted.
        observe: Told how many patients are done.

    Returns:
        Paths of the images that are there and listed, in the order of the tables.
    """
    with_images = {split: index for split, index in indexes.items() if not index.by_study}
    for split in indexes.keys() - with_images.keys():
        findings.ok(f"{split} images", "labels by study name none")
    if not with_images:
        return []
    home = next(iter(with_images.values())).source.parent
    homes = {split: with_images[split].source.parent if split in with_images else home for split in TABLES}
    of_split = {split: patient_folders(place, split) for split, place in homes.items()}
    patients = {folder: patient for folders in of_split.values() for patient, folder in folders.items()}
    folders = sorted(patients)
    listed = list(in_threads(lambda folder: _scanned(folder, patients[folder]), folders, "folders", observe))
    errors = [one.error for one in listed if one.error]
    if errors:
        findings.problem("folders", f"{len(errors):,} cannot be listed", errors)
    owner = np.repeat(np.arange(len(folders)), [len(one.images) for one in listed])
    images = np.array([number for one in listed for number in one.images], np.int64)
    found, known = _matched(with_images, of_split, folders, owner, images)
    _note_presence(findings, with_images, found)
    if not broken:
        extras = [(folders[place], number) for place, number in zip(owner[~known], images[~known], strict=True)]
        names = [_path(folder, int(number)) for folder, number in extras]
        names += [name for one in listed for name in one.others]
        first = (os.path.relpath(name, home) for name in heapq.nsmallest(EXAMPLES, names))
        check_extras(findings, len(names), first)
    return [
        f"{of_split[split][int(index.patient[row])]}/study{index.study[row]}/{index.image_name(row)}"
        for split, index in with_images.items()
        for row in np.flatnonzero(found[split]).tolist()
    ]


def _scanned(folder: str, patient: int) -> _Folder:
    images, others = [], []
    try:
        studies, files = listing(folder)
        others += [f"{folder}/{name}" for name in files]
        for study in studies:
            numbered = _STUDY.fullmatch(study)
            for name in listing(f"{folder}/{study}")[1]:
                match = _IMAGE.fullmatch(name)
                if numbered and match:
                    images.append(_number(patient, int(numbered[1]), int(match[1]), match[2] == "lateral"))
                else:
                    others.append(f"{folder}/{study}/{name}")
    except DataError as error:
        return _Folder(images, others, error.message)
    return _Folder(images, others)


def _number(patient: int, study: int, view: int, lateral: bool) -> int:
    """Return an image's key as one number: it takes 8 bytes, not 90, and is compared at once."""
    return ((patient * 10_000 + study) * 100 + view) * 2 + lateral


def _numbers(index: SplitIndex) -> NDArray[np.int64]:
    studies = index.patient.astype(np.int64) * 10_000 + index.study
    return (studies * 100 + index.view) * 2 + index.lateral


def _path(folder: str, number: int) -> str:
    view, lateral = divmod(number % 200, 2)
    return f"{folder}/study{number // 200 % 10_000}/{image_name(view, bool(lateral))}"


def _matched(
    indexes: Mapping[str, SplitIndex],
    of_split: Mapping[str, Mapping[int, str]],
    folders: Sequence[str],
    owner: NDArray[np.intp],
    images: NDArray[np.int64],
) -> tuple[dict[str, NDArray[np.bool_]], NDArray[np.bool_]]:
    """Return which rows of each index are there, and which images some index lists.

    An image counts only where the loader would look for it: in a folder of its own split.
    """
    found = {}
    known = np.zeros(len(images), np.bool_)
    for split, index in indexes.items():
        own = set(of_split[split].values())
        searched = np.array([folder in own for folder in folders], np.bool_)[owner]
        numbers = _numbers(index)
        found[split] = np.isin(numbers, images[searched])
        known |= searched & np.isin(images, numbers)
    return found, known


def _note_presence(
    findings: Findings, indexes: Mapping[str, SplitIndex], found: Mapping[str, NDArray[np.bool_]]
) -> None:
    any_there = any(present.any() for present in found.values())
    for split, index in indexes.items():
        check_presence(findings, split, found[split], index.key, any_there)
