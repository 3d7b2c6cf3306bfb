"""The label table of ChestX-ray14 as columns, checked row by row, and the lists of its splits."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.columns import Columns
from podium.plugins.chest_xray.observations import plain
from podium.plugins.chest_xray.tables import LabelTable, cell_error, line_of, read_table
from podium.plugins.nih_chestxray14.labels import FOURTEEN, NO_FINDING
from podium.registry import DataError, check_is_file

IMAGE, LABELS, PATIENT = "Image Index", "Finding Labels", "Patient ID"
AGE, GENDER, SEX, VIEW = "Patient Age", "Patient Gender", "Patient Sex", "View Position"
#: The header's names with commas in them fall into two columns each; the older file ends each line with a comma.
COLUMNS = (
    IMAGE, LABELS, "Follow-up #", PATIENT, AGE, GENDER, SEX, VIEW,
    "OriginalImage[Width", "Height]", "OriginalImagePixelSpacing[x", "y]", "",
)  # fmt: skip
SEXES = {"": "", "F": "Female", "M": "Male"}
VIEWS = ("", "AP", "PA")
UNKNOWN_AGE = -1
#: Older label files hold ages that nobody reaches.
_MAX_AGE = 120
_NAME = re.compile(r"(?P<patient>[0-9]{8})_[0-9]{3}\.png")
_NUMBER_OF = {plain(name): place for place, name in enumerate(FOURTEEN)}
_SEPARATOR = "|"


@dataclass(frozen=True, eq=False)
class Index(Columns):
    """Images of a label table, by name.

    Args:
        source: The file.
        names: Name of each image, text [N].
        row: Data row (0-based) in the file, int32 [N], as are the next.
        patient: Number of the patient, int32.
        sex: Index into :data:`SEXES`, int8.
        age: Years, int8; -1 where unknown.
        view: Index into :data:`VIEWS`, int8.
        labels: Whether each of ``FOURTEEN`` is named, bool [N, 14].
    """

    source: Path
    names: NDArray[np.str_]
    row: NDArray[np.int32]
    patient: NDArray[np.int32]
    sex: NDArray[np.int8]
    age: NDArray[np.int8]
    view: NDArray[np.int8]
    labels: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.names)

    @property
    def patients(self) -> int:
        """Number of patients."""
        return len(np.unique(self.patient))

    def positives(self) -> dict[str, int]:
        """Return the number of images in which each finding is named."""
        return dict(zip(FOURTEEN, self.labels.sum(0).tolist(), strict=True))

    def without(self) -> int:
        """Return the number of images without any finding."""
        return int((~self.labels.any(1)).sum())

    def fingerprint(self) -> str:
        """Return the SHA-256 of the rows; the order and spelling of the file do not change it."""
        digest = hashlib.sha256(f"chestx-ray14 1 {','.join(FOURTEEN)}".encode())
        digest.update("\n".join(self.names.tolist()).encode())
        for column in (self.patient, self.sex, self.age, self.view, self.labels):
            digest.update(np.ascontiguousarray(column).astype(column.dtype.newbyteorder("<")).tobytes())
        return digest.hexdigest()


def read_index(source: Path) -> Index:
    """Read a label table.

    Args:
        source: A CSV file, plain or gzipped, with a row per image.

    Raises:
        DataError: If it cannot be read, or has a wrong column or cell, or an image twice; it names file, row, column.
    """
    table = read_table(source, COLUMNS, required=(IMAGE, LABELS, PATIENT), text=(IMAGE,))
    names: NDArray[np.str_] = np.array([name.strip() for name in table.texts[IMAGE].to_pylist()])
    patient = table.integers(PATIENT, "the number of a patient", 1, 99_999_999)
    _check_names(table, names, patient)
    absent = np.zeros(table.rows, np.int8)
    sex = next((column for column in (GENDER, SEX) if column in table), None)
    index = Index(
        source=source,
        names=names,
        row=np.arange(table.rows, dtype=np.int32),
        patient=patient.astype(np.int32),
        sex=absent if sex is None else table.codes(sex, {code: n for n, code in enumerate(SEXES)}, "F, M or blank"),
        age=_ages(table) if AGE in table else absent + np.int8(UNKNOWN_AGE),
        view=absent
        if VIEW not in table
        else table.codes(VIEW, {view: n for n, view in enumerate(VIEWS)}, "AP, PA or blank"),
        labels=_labels(table),
    )
    index = index.taken(np.argsort(names, kind="stable"))
    _check_once(index)
    return index


def _check_names(table: LabelTable, names: NDArray[np.str_], patient: NDArray[np.int64]) -> None:
    for row, (name, number) in enumerate(zip(names.tolist(), patient.tolist(), strict=True)):
        match = _NAME.fullmatch(name)
        if match is None:
            raise table.error(row, IMAGE, f"{name!r} is not an image's name, such as 00000001_000.png")
        if int(match["patient"]) != number:
            raise table.error(row, PATIENT, f"{number} is not the patient that {name} names")


def _check_once(index: Index) -> None:
    same = np.flatnonzero(index.names[1:] == index.names[:-1]) + 1
    if len(same):
        # The sort is stable, so of two equal names the later one in the file comes second.
        second = int(same[np.argmin(index.row[same])])
        first = line_of(index.source, int(index.row[second - 1]))
        problem = f"{index.names[second]} is there already, in row {first}"
        raise cell_error(index.source, int(index.row[second]), IMAGE, problem)


def _ages(table: LabelTable) -> NDArray[np.int8]:
    """Return ages in years; older files write 058Y, 011M and 002D."""
    coding: dict[str, int] = {"": UNKNOWN_AGE}
    for number in range(1000):
        years = number if number <= _MAX_AGE else UNKNOWN_AGE
        coding |= dict.fromkeys((str(number), f"{number:03d}", f"{number:03d}Y"), years)
        coding |= {f"{number:03d}M": min(number // 12, _MAX_AGE), f"{number:03d}D": number // 365}
    return table.codes(AGE, coding, "an age such as 58, 058Y or blank")


def _labels(table: LabelTable) -> NDArray[np.bool_]:
    labels = np.empty((table.rows, len(FOURTEEN)), np.bool_)
    start = 0
    for places, texts in table.values(LABELS):
        named = np.zeros((len(texts), len(FOURTEEN)), np.bool_)
        for number, text in enumerate(texts):
            try:
                named[number, named_findings(text)] = True
            except ValueError as problem:
                row = start + int(np.flatnonzero(places == number)[0])
                raise table.error(row, LABELS, str(problem)) from None
        labels[start : start + len(places)] = named[places]
        start += len(places)
    return labels


def named_findings(text: str) -> list[int]:
    """Return the places of the findings that a cell names, none for ``No Finding``.

    Raises:
        ValueError: If it names anything else, one twice, or ``No Finding`` beside one.
    """
    words = [word.strip() for word in text.split(_SEPARATOR)]
    if [plain(word) for word in words] == [plain(NO_FINDING)]:
        return []
    places = []
    for word in words:
        if plain(word) == plain(NO_FINDING):
            raise ValueError(f"{text!r} names {NO_FINDING} beside a finding")
        if plain(word) not in _NUMBER_OF:
            known = f"{', '.join(FOURTEEN)} or {NO_FINDING}"
            raise ValueError(f"{word!r} is not one of {known}" if word else f"{text!r} names nothing between bars")
        places.append(_NUMBER_OF[plain(word)])
    if len(set(places)) < len(places):
        raise ValueError(f"{text!r} names a finding twice")
    return places


def read_list(path: Path, index: Index) -> NDArray[np.intp]:
    """Return the rows of ``index`` that a split's list names, in the order of the index.

    Args:
        path: The list, a name a line.
        index: The label table.

    Raises:
        DataError: If it cannot be read, or a line names no image of the table, or one twice; it names the row.
    """
    check_is_file(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise DataError(f"{path} cannot be read: {reason}") from None
    names = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    if not names:
        raise DataError(f"{path} names no image", "it comes with the dataset, beside the label table")
    row_of = {name: row for row, name in enumerate(index.names.tolist())}
    seen: dict[str, int] = {}
    for number, name in names:
        if name not in row_of:
            raise DataError(f"{path}, row {number}: {name!r} has no row in {index.source.name}")
        if name in seen:
            raise DataError(f"{path}, row {number}: {name} is there already, in row {seen[name]}")
        seen[name] = number
    return np.sort(np.array([row_of[name] for name in seen], np.intp))
