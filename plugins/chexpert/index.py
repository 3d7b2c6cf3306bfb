"""One CheXpert label table as columns: fast to read, small to keep, checked row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.columns import Columns
from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.tables import LabelTable, cell_error, line_of, read_table
from podium.plugins.chexpert.keys import image_name, study_key
from podium.plugins.chexpert.paths import PARTS, parse_paths
from podium.plugins.chexpert.published import Counts
from podium.registry import DataError

COLUMNS = ("Path", "Study", "Sex", "Age", "Frontal/Lateral", "AP/PA", *NAMES)
PROJECTIONS = ("", "AP", "PA", "LL", "RL")
SEXES = ("", "Female", "Male", "Unknown")
UNKNOWN_AGE = -1
_MAX_AGE = 120
_KEYS = {"Path": parse_paths, "Study": parse_paths}


@dataclass(frozen=True, eq=False)
class SplitIndex(Columns):
    """The rows of a label table, ordered by patient, study, view.

    Args:
        source: The file.
        key_column: The column that names the rows, ``"Path"`` or ``"Study"``.
        by_study: Whether a row is a study, not an image.
        row: Data row (0-based) in the file, int32 [N], as are the next.
        patient: Number of the patient, int32.
        study: Number of the study within the patient, int16.
        view: Number of the view within the study, int8; 0 where a row is a study.
        lateral: Whether the file name says lateral, bool.
        projection: Index into :data:`PROJECTIONS`, int8.
        sex: Index into :data:`SEXES`, int8.
        age: Years (90 stands for 90 and more), int8; -1 where unknown.
        labels: Codes 1, 0, -1 and -2 (blank) in the order of ``NAMES``, int8 [N, 14].
        contradictions: Rows whose Frontal/Lateral cell is not what the file name says.
    """

    source: Path
    key_column: str
    by_study: bool
    row: NDArray[np.int32]
    patient: NDArray[np.int32]
    study: NDArray[np.int16]
    view: NDArray[np.int8]
    lateral: NDArray[np.bool_]
    projection: NDArray[np.int8]
    sex: NDArray[np.int8]
    age: NDArray[np.int8]
    labels: NDArray[np.int8]
    contradictions: int

    def __len__(self) -> int:
        return len(self.row)

    def study_key(self, row: int) -> str:
        """Return the key of the study of index row ``row``."""
        return study_key(int(self.patient[row]), int(self.study[row]))

    def key(self, row: int) -> str:
        """Return the key of index row ``row``: an image's, or a study's where a row is a study."""
        return self.study_key(row) if self.by_study else f"{self.study_key(row)}/{self.image_name(row)}"

    def image_name(self, row: int) -> str:
        """Return the file name of the image of index row ``row``."""
        return image_name(int(self.view[row]), bool(self.lateral[row]))

    def study_starts(self) -> NDArray[np.intp]:
        """Return the index row with which each study starts."""
        change = (np.diff(self.patient) != 0) | (np.diff(self.study) != 0)
        return np.flatnonzero(np.concatenate(([True], change)))

    def counts(self) -> Counts:
        """Return the sizes, and the studies in which each finding is positive."""
        starts = self.study_starts()
        positives = (self.labels[starts] == 1).sum(axis=0)
        return Counts(
            0 if self.by_study else len(self),
            len(starts),
            1 + int(np.count_nonzero(np.diff(self.patient[starts]))),
            dict(zip(NAMES, positives.tolist(), strict=True)),
        )

    def fingerprint(self) -> str:
        """Return the SHA-256 of the rows; the order and spelling of the file do not change it."""
        digest = hashlib.sha256(f"chexpert 1 {self.by_study} {','.join(NAMES)}".encode())
        for name in ("patient", "study", "view", "lateral", "projection", "sex", "age", "labels"):
            column = np.ascontiguousarray(getattr(self, name))
            digest.update(column.astype(column.dtype.newbyteorder("<")).tobytes())
        return digest.hexdigest()


def index_split(source: Path, expert: bool) -> SplitIndex:
    """Read a label table.

    Args:
        source: A CSV file, plain or gzipped, with a row per image (``Path``) or study (``Study``).
        expert: Whether people labelled it, so that each cell must be 1 or 0.

    Raises:
        DataError: If it cannot be read, or has a wrong column, cell or path, a key twice, or a
            study whose views have different labels; it names file, row and column.
    """
    index = _read(source, expert)
    order = np.argsort(_places(index), kind="stable")
    if (np.diff(order) < 0).any():
        index = index.taken(order)
    _check_keys(index)
    _check_studies(index)
    return index


def _read(source: Path, expert: bool) -> SplitIndex:
    """Return the rows in the order of the file."""
    table = read_table(source, COLUMNS, parse=_KEYS)
    column = _key_column(table)
    patient, study, view, lateral = _parsed_paths(table, column)
    absent = np.zeros(table.rows, np.int8)
    by_study = not view.any()
    if not by_study and not view.all():
        row = int(np.flatnonzero(view == 0)[0])
        raise table.error(row, column, f"{table.text(row, column)!r} names no image, as other rows do")
    return SplitIndex(
        source=source,
        key_column=column,
        by_study=by_study,
        row=np.arange(table.rows, dtype=np.int32),
        patient=patient,
        study=study,
        view=view,
        lateral=lateral,
        projection=_words(table, "AP/PA", PROJECTIONS) if "AP/PA" in table else absent,
        sex=_words(table, "Sex", SEXES) if "Sex" in table else absent,
        age=_ages(table) if "Age" in table else absent + UNKNOWN_AGE,
        labels=table.labels(NAMES, expert),
        contradictions=_contradictions(table, lateral),
    )


def patients_of(source: Path) -> NDArray[np.int32]:
    """Return the patient of each row of a label table, int32 [N], without reading the labels.

    Raises:
        DataError: If the file cannot be read or has a path that is not CheXpert's.
    """
    table = read_table(source, COLUMNS, required=(), only=tuple(_KEYS), parse=_KEYS)
    return _parsed_paths(table, _key_column(table))[0]


def _key_column(table: LabelTable) -> str:
    columns = [column for column in _KEYS if column in table]
    if len(columns) != 1:
        raise DataError(f"{table.path}, row 1: exactly one column must be called Path or Study")
    return columns[0]


def _parsed_paths(
    table: LabelTable, column: str
) -> tuple[NDArray[np.int32], NDArray[np.int16], NDArray[np.int8], NDArray[np.bool_]]:
    """Return patient, study, view (0 where none is named) and whether it is lateral, per row."""
    parts = np.concatenate(table.parsed[column])
    bad = np.flatnonzero(parts["patient"] < 0)
    if len(bad):
        row = int(bad[0])
        form = "…/patient00001/study1/view1_frontal.jpg" if column == "Path" else "…/patient00001/study1"
        raise table.error(row, column, f"{table.text(row, column)!r} does not end like {form}")
    patient, study, view, lateral = (parts[name].copy() for name in PARTS.names or ())
    return patient, study, view, lateral


def _words(table: LabelTable, column: str, words: tuple[str, ...]) -> NDArray[np.int8]:
    allowed = f"{', '.join(word for word in words if word)} or blank"
    return table.codes(column, {word: code for code, word in enumerate(words)}, allowed)


def _ages(table: LabelTable) -> NDArray[np.int8]:
    ages: Mapping[str, int] = {f"{age}{tail}": age or UNKNOWN_AGE for age in range(_MAX_AGE + 1) for tail in ("", ".0")}
    return table.codes("Age", {**ages, "": UNKNOWN_AGE}, f"a number of years up to {_MAX_AGE}, or blank")


def _contradictions(table: LabelTable, lateral: NDArray[np.bool_]) -> int:
    if "Frontal/Lateral" not in table:
        return 0
    said = table.codes("Frontal/Lateral", {"Frontal": 0, "Lateral": 1, "": -1}, "Frontal, Lateral or blank")
    return int(((said >= 0) & (said != lateral)).sum())


def _places(index: SplitIndex) -> NDArray[np.int64]:
    """Return a number per row, int64, that sorts by patient, study, view and frontal before lateral."""
    places = index.patient.astype(np.int64)
    for column, bits in ((index.study, 16), (index.view, 8), (index.lateral, 1)):
        places <<= bits
        places |= column
    return places


def _check_keys(index: SplitIndex) -> None:
    same = np.diff(_places(index)) == 0
    if not same.any():
        return
    # The sort is stable, so of two equal keys the later one in the file comes second.
    second = int(min(np.flatnonzero(same) + 1, key=lambda row: index.row[row]))
    raise cell_error(
        index.source,
        int(index.row[second]),
        index.key_column,
        f"{index.key(second)} is there already, in row {line_of(index.source, int(index.row[second - 1]))}",
    )


def _check_studies(index: SplitIndex) -> None:
    starts = index.study_starts()
    differs = np.concatenate(([False], (index.labels[1:] != index.labels[:-1]).any(axis=1)))
    differs[starts] = False
    if not differs.any():
        return
    row = int(np.flatnonzero(differs)[0])
    first = int(starts[np.searchsorted(starts, row, "right") - 1])
    name = NAMES[int(np.flatnonzero(index.labels[row] != index.labels[first])[0])]
    raise cell_error(
        index.source,
        int(index.row[row]),
        name,
        f"{index.study_key(row)} has another label here than in row"
        f" {line_of(index.source, int(index.row[first]))}; labels belong to studies",
    )
