"""Which images and reports of a copy of MIMIC-CXR are there: each folder is listed once, no file is opened."""

from __future__ import annotations

import heapq
import os
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from podium.plugins.chest_xray.verifying import (
    EXAMPLES,
    Findings,
    check_extras,
    check_presence,
    in_threads,
    listing,
)
from podium.plugins.mimic_cxr.keys import patient_folder
from podium.plugins.mimic_cxr.tables import SPLITS, SplitImages
from podium.registry import DataError
from podium.registry.verification import Observer

_GROUP = re.compile(r"p1[0-9]")
_PATIENT = re.compile(r"p(1[0-9]{7})")
_STUDY = re.compile(r"s(5[0-9]{7})")
_IMAGE = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{8}){4})\.jpg")
_REPORT = re.compile(r"s(5[0-9]{7})\.txt")
#: Files of the release in ``files/`` that are neither images nor reports.
_INDEX = re.compile(r"index\.html?")


@dataclass
class Found:
    """The files below ``files/``.

    Args:
        names: Names of images, without folder and ending.
        subjects: Patient of each image, by its folder.
        studies: Study of each image, by its folder.
        reports: Patient and place of the report of each study.
        repeated: Studies with a second report: its place and the first one's.
        others: Further files, relative to the dataset's folder.
        errors: Why folders cannot be listed.
    """

    names: list[str] = field(default_factory=list)
    subjects: list[int] = field(default_factory=list)
    studies: list[int] = field(default_factory=list)
    reports: dict[int, tuple[int, str]] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Add what a patient's folder holds."""
        self.names += other.names
        self.subjects += other.subjects
        self.studies += other.studies
        self.others += other.others
        self.errors += other.errors
        for study, (subject, place) in other.reports.items():
            known = self.reports.setdefault(study, (subject, place))
            if known != (subject, place):
                self.repeated.append(f"study {study} has two reports, {known[1]} and {place}")


def walk(home: Path, observe: Observer) -> Found:
    """List everything below ``files/`` of the dataset's folder ``home``."""
    found = Found()
    folders = []
    for group in sorted(_names(found, home, "files")):
        if _GROUP.fullmatch(group):
            folders += [f"files/{group}/{name}" for name in sorted(_names(found, home, f"files/{group}"))]
        else:
            found.others.append(f"files/{group}/")
    for patient in in_threads(lambda folder: _scanned(home, folder), folders, "folders", observe):
        found.add(patient)
    return found


def _names(found: Found, home: Path, folder: str) -> list[str]:
    """Return the folders in ``folder``, and note the files in it."""
    try:
        folders, files = listing(f"{home}{os.sep}{folder}")
    except DataError as error:
        found.errors.append(error.message)
        return []
    found.others += [f"{folder}/{name}" for name in files if not _INDEX.fullmatch(name)]
    return folders


def _scanned(home: Path, folder: str) -> Found:
    """Return what one patient's folder holds."""
    found = Found()
    patient = _PATIENT.fullmatch(folder.rpartition("/")[2])
    if patient is None or folder != f"files/{patient_folder(int(patient[1]))}":
        found.others.append(f"{folder}/")
        return found
    studies = _names(found, home, folder)
    reports = {name: match for name in found.others if (match := _REPORT.fullmatch(name.rpartition("/")[2]))}
    found.others = [name for name in found.others if name not in reports]
    found.reports = {int(match[1]): (int(patient[1]), name.removeprefix("files/")) for name, match in reports.items()}
    for name in studies:
        study = _STUDY.fullmatch(name)
        before = len(found.others)
        _names(found, home, f"{folder}/{name}")
        files, found.others = found.others[before:], found.others[:before]
        for file in files:
            image = _IMAGE.fullmatch(file.rpartition("/")[2])
            if study and image:
                found.names.append(image[1])
                found.subjects.append(int(patient[1]))
                found.studies.append(int(study[1]))
            else:
                found.others.append(file)
    return found


def check_images(findings: Findings, found: Found, splits: SplitImages) -> NDArray[np.bool_]:
    """Check that the images of the split file are there, and look for others.

    Returns:
        Whether the image of each row of the split file is there, bool [N].
    """
    rows: NDArray[np.int64] = (
        pc.fill_null(pc.index_in(pa.array(found.names, pa.string()), splits.dicom), -1).to_numpy().astype(np.int64)
    )
    right = (
        (rows >= 0)
        & (splits.subject[rows] == np.array(found.subjects, np.int64))
        & (splits.study[rows] == np.array(found.studies, np.int64))
    )
    present = np.zeros(len(splits.study), np.bool_)
    present[rows[right]] = True
    for code, split in enumerate(SPLITS):
        own = np.flatnonzero(splits.split == code)
        if len(own):
            name = partial(_own_path, splits, own)
            check_presence(findings, split, present[own], name, bool(present.any()))
    extras = [
        f"files/{patient_folder(found.subjects[place])}/s{found.studies[place]}/{found.names[place]}.jpg"
        for place in np.flatnonzero(~right).tolist()
    ]
    names = extras + found.others
    check_extras(findings, len(names), heapq.nsmallest(EXAMPLES, names))
    return present


def _own_path(splits: SplitImages, own: NDArray[np.intp], place: int) -> str:
    return image_path(splits, int(own[place]))


def image_path(splits: SplitImages, row: int) -> str:
    """Return the path of the image of a row of the split file, below the dataset's folder."""
    folder = f"files/{patient_folder(int(splits.subject[row]))}/s{splits.study[row]}"
    return f"{folder}/{splits.dicom[row].as_py()}.jpg"
