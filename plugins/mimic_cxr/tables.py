"""The tables of MIMIC-CXR-JPG as columns, each checked row by row.

The files are those of release 2.0.0; release 2.1.0 carries them under the same names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.tables import LabelTable, cell_error, line_of, read_table
from podium.plugins.mimic_cxr.keys import DICOM_PATTERN
from podium.plugins.mimic_cxr.views import view_of

SPLITS = ("train", "validate", "test")
#: In the order of the label files, which is the alphabet's.
LABELS = tuple(sorted(NAMES))

_SPLIT_COLUMNS = ("dicom_id", "study_id", "subject_id", "split")
_VIEW_COLUMNS = ("ViewPosition", "ViewCodeSequence_CodeMeaning", "PerformedProcedureStepDescription")
_METADATA_COLUMNS = (
    "dicom_id",
    "subject_id",
    "study_id",
    *_VIEW_COLUMNS,
    "Rows",
    "Columns",
    "StudyDate",
    "StudyTime",
    "ProcedureCodeSequence_CodeMeaning",
    "PatientOrientationCodeSequence_CodeMeaning",
)
_MOST_PIXELS = 1 << 16
_SUBJECT = ("eight digits starting with 1", 10_000_000, 19_999_999)
_STUDY = ("eight digits starting with 5", 50_000_000, 59_999_999)


@dataclass(frozen=True, eq=False)
class Images:
    """The images of a table, one per row in the file's order.

    Args:
        source: The file.
        dicom: Arrow text [N]: the image's name.
        subject: Patient, int64 [N].
        study: Study, int64 [N].
    """

    source: Path
    dicom: Any
    subject: NDArray[np.int64]
    study: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SplitImages(Images):
    """All images of the split file.

    Args:
        split: Index into :data:`SPLITS`, int8 [N].
    """

    split: NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Metadata(Images):
    """All images of the metadata file.

    Args:
        kind: Index into ``kinds``, int32 [N].
        kinds: The distinct pairs of view and projection.
        unpositioned: How many rows have a blank ViewPosition.
    """

    kind: NDArray[np.int32]
    kinds: Sequence[tuple[str, str]]
    unpositioned: int


@dataclass(frozen=True, eq=False)
class StudyLabels:
    """The labels of all studies, ordered by study.

    Args:
        source: The file.
        row: Data row (0-based) in the file, int64 [S].
        subject: Patient, int64 [S]; None where the file does not say.
        study: Study, int64 [S], rising.
        labels: Codes 1, 0, -1 and -2 (blank) in the order of :data:`LABELS`, int8 [S, 14].
    """

    source: Path
    row: NDArray[np.intp]
    subject: NDArray[np.int64] | None
    study: NDArray[np.int64]
    labels: NDArray[np.int8]


def read_splits(source: Path) -> SplitImages:
    """Read the split file.

    Raises:
        DataError: If it cannot be read, has a wrong cell or an image twice, or if a patient is in two
            splits or a study of two patients; it names file, row and column.
    """
    table = read_table(source, _SPLIT_COLUMNS, required=_SPLIT_COLUMNS, text=("dicom_id",))
    coding = {name: code for code, name in enumerate(SPLITS)}
    split = table.codes("split", coding, "train, validate or test")
    images = SplitImages(source, *_identifiers(table), split=split)
    _check_single(images.subject, split, source, "split", "patient {} is in another split too; splits share no patient")
    _check_single(images.study, images.subject, source, "subject_id", "study {} has another patient too")
    return images


def read_metadata(source: Path) -> Metadata:
    """Read the metadata file: who is shown, and from which side.

    Raises:
        DataError: If it cannot be read, has a wrong cell or an image twice.
    """
    used = ("dicom_id", "subject_id", "study_id", *_VIEW_COLUMNS)
    table = read_table(source, _METADATA_COLUMNS, required=used, text=("dicom_id",), only=used)
    codes, texts = zip(*(_distinct(table, column) for column in _VIEW_COLUMNS), strict=True)
    sizes = tuple(len(distinct) for distinct in texts)
    combinations, kind = np.unique(np.ravel_multi_index(codes, sizes), return_inverse=True)
    kinds = [
        view_of(*(distinct[place] for distinct, place in zip(texts, places, strict=True)))
        for places in zip(*np.unravel_index(combinations, sizes), strict=True)
    ]
    blank = int((codes[0] == texts[0].index("")).sum()) if "" in texts[0] else 0
    return Metadata(source, *_identifiers(table), kind=kind.astype(np.int32), kinds=kinds, unpositioned=blank)


def read_sizes(source: Path) -> tuple[Any, NDArray[np.int32]]:
    """Read from the metadata file how large the images are.

    Returns:
        Arrow text [N], the images' names, and width and height in pixels, int32 [N, 2]; 0 where a cell is blank.

    Raises:
        DataError: If it cannot be read or a size is no number.
    """
    sizes = ("Columns", "Rows")
    used = ("dicom_id", *sizes)
    table = read_table(source, _METADATA_COLUMNS, required=used, text=("dicom_id",), only=used)
    pairs = [table.integers(column, "a number of pixels, or blank", 1, _MOST_PIXELS, blank=0) for column in sizes]
    return table.texts["dicom_id"].combine_chunks(), np.stack(pairs, axis=1).astype(np.int32)


def read_labels(source: Path, patients: bool = True) -> StudyLabels:
    """Read the label file of one of the two labellers, or the one that a radiologist labelled.

    Args:
        source: The file.
        patients: Whether it must name the patients; the radiologist's does not.

    Raises:
        DataError: If it cannot be read, has a wrong cell or a study twice.
    """
    columns = ("subject_id", "study_id", *LABELS)
    table = read_table(source, columns, required=columns if patients else columns[1:])
    study = table.integers("study_id", *_STUDY)
    order = np.argsort(study, kind="stable")
    again = order[1:][np.diff(study[order]) == 0]
    if len(again):
        row = int(again.min())
        first = line_of(source, int(np.flatnonzero(study == study[row])[0]))
        raise table.error(row, "study_id", f"{study[row]} is there already, in row {first}")
    return StudyLabels(
        source=source,
        row=order,
        subject=table.integers("subject_id", *_SUBJECT)[order] if "subject_id" in table else None,
        study=study[order],
        labels=table.labels(LABELS, expert=False)[order],
    )


def _identifiers(table: LabelTable) -> tuple[Any, NDArray[np.int64], NDArray[np.int64]]:
    """Return the image names, patients and studies of a table with one row per image."""
    dicom = table.texts["dicom_id"].combine_chunks()
    wrong = pc.invert(pc.match_substring_regex(dicom, DICOM_PATTERN)).to_numpy(zero_copy_only=False)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        problem = f"{dicom[row].as_py()!r} is not five groups of eight hexadecimal digits"
        raise table.error(row, "dicom_id", problem)
    if pc.count_distinct(dicom).as_py() != len(dicom):
        seen: dict[str, int] = {}
        for row, name in enumerate(dicom.to_pylist()):
            if seen.setdefault(name, row) != row:
                raise table.error(row, "dicom_id", f"{name} is there already, in row {line_of(table.path, seen[name])}")
    return dicom, table.integers("subject_id", *_SUBJECT), table.integers("study_id", *_STUDY)


def _check_single(key: NDArray[np.int64], value: NDArray[Any], source: Path, column: str, problem: str) -> None:
    """Check that all rows of one key have one value."""
    order = np.argsort(key, kind="stable")
    keys = key[order]
    starts = np.flatnonzero(np.concatenate(([True], np.diff(keys) != 0)))
    first = np.repeat(value[order][starts], np.diff(np.append(starts, len(keys))))
    differs = order[value[order] != first]
    if len(differs):
        row = int(differs.min())
        raise cell_error(source, row, column, problem.format(int(key[row])))


def _distinct(table: LabelTable, column: str) -> tuple[NDArray[np.int64], list[str]]:
    """Return each row's index into the distinct texts of ``column``, and these."""
    places: dict[str, int] = {}
    parts = []
    for indices, texts in table.values(column):
        own = np.array([places.setdefault(text, len(places)) for text in texts], np.int64)
        parts.append(own[indices])
    return np.concatenate(parts), list(places)
