"""The images of one MIMIC-CXR-JPG split, joined with their views and labels."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from podium.plugins.chest_xray.columns import Columns
from podium.plugins.chest_xray.policies import BLANK
from podium.plugins.chest_xray.tables import cell_error, line_of
from podium.plugins.mimic_cxr.keys import patient_folder
from podium.plugins.mimic_cxr.tables import LABELS, SPLITS, Metadata, SplitImages, StudyLabels
from podium.registry import DataError


@dataclass(frozen=True, eq=False)
class SplitIndex(Columns):
    """The images of a split, ordered by patient, study and name.

    Args:
        kinds: The distinct pairs of view and projection.
        dicom: The image's name, 44 bytes of ASCII [N].
        subject: Patient, int64 [N].
        study: Study, int64 [N].
        kind: Index into ``kinds``, int32 [N].
        labelled: Whether the image's study is in the label file, bool [N].
        labels: Codes 1, 0, -1 and -2 (blank) in the order of ``LABELS``, int8 [N, 14].
    """

    kinds: Sequence[tuple[str, str]]
    dicom: NDArray[np.bytes_]
    subject: NDArray[np.int64]
    study: NDArray[np.int64]
    kind: NDArray[np.int32]
    labelled: NDArray[np.bool_]
    labels: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.study)

    def name(self, row: int) -> str:
        """Return the ``dicom_id`` of index row ``row``."""
        return bytes(self.dicom[row]).decode("ascii")

    def path(self, row: int) -> str:
        """Return the path of the image of index row ``row`` below the dataset's folder."""
        return f"files/{patient_folder(int(self.subject[row]))}/s{self.study[row]}/{self.name(row)}.jpg"

    def study_starts(self) -> NDArray[np.intp]:
        """Return the index row with which each study starts."""
        return np.flatnonzero(np.concatenate(([True], np.diff(self.study) != 0)))

    def counts(self) -> tuple[int, int, int]:
        """Return the number of images, studies and patients."""
        return len(self), len(np.unique(self.study)), len(np.unique(self.subject))

    def views(self) -> dict[str, int]:
        """Return the number of images of each view."""
        counts: dict[str, int] = {}
        for (view, _), number in zip(self.kinds, np.bincount(self.kind, minlength=len(self.kinds)), strict=True):
            counts[view] = counts.get(view, 0) + int(number)
        return counts

    def fingerprint(self) -> str:
        """Return the SHA-256 of the rows; the order and spelling of the files do not change it."""
        digest = hashlib.sha256(f"mimic-cxr-jpg 1 {','.join(LABELS)}".encode())
        for column in (self.dicom, self.subject.astype("<i8"), self.study.astype("<i8"), self.labels):
            digest.update(np.ascontiguousarray(column).tobytes())
        digest.update(repr([self.kinds[kind] for kind in self.kind.tolist()]).encode())
        return digest.hexdigest()


def index_split(splits: SplitImages, metadata: Metadata, labels: StudyLabels | None, split: str) -> SplitIndex:
    """Return the images of ``split`` with what the other two tables say of them; without labels all are blank.

    Raises:
        DataError: If the split has no image, an image has no metadata, or the tables disagree on an
            image's study or a study's patient; it names file, row and column.
    """
    rows = _ordered_rows(splits, split)
    names = splits.dicom.take(pa.array(rows))
    subject, study = splits.subject[rows], splits.study[rows]
    shown = _metadata_rows(splits, rows, names, metadata)
    labelled: NDArray[np.bool_] = np.zeros(len(rows), np.bool_)
    coded: NDArray[np.int8] = np.full((len(rows), len(LABELS)), BLANK, np.int8)
    if labels is not None:
        told = _label_rows(labels, subject, study)
        labelled = told >= 0
        coded[labelled] = labels.labels[told[labelled]]
    return SplitIndex(
        kinds=metadata.kinds,
        dicom=np.array(names.to_pylist(), np.bytes_),
        subject=subject,
        study=study,
        kind=metadata.kind[shown],
        labelled=labelled,
        labels=coded,
    )


def without_split(metadata: Metadata, splits: SplitImages) -> int:
    """Return how many images of the metadata are in no split."""
    known: int = pc.sum(pc.is_in(metadata.dicom, value_set=splits.dicom)).as_py()
    return len(metadata.study) - known


def _ordered_rows(splits: SplitImages, split: str) -> NDArray[np.intp]:
    rows = np.flatnonzero(splits.split == SPLITS.index(split))
    if not len(rows):
        raise DataError(f"{splits.source} has no image of the {split} split")
    columns = {"subject": splits.subject[rows], "study": splits.study[rows], "dicom": splits.dicom.take(pa.array(rows))}
    order = pc.sort_indices(pa.table(columns), [(name, "ascending") for name in columns])
    in_order: NDArray[np.intp] = rows[order.to_numpy()]
    return in_order


def _metadata_rows(splits: SplitImages, rows: NDArray[np.intp], names: Any, metadata: Metadata) -> NDArray[np.int64]:
    """Return the metadata row of each image."""
    found: NDArray[np.int64] = pc.fill_null(pc.index_in(names, metadata.dicom), -1).to_numpy().astype(np.int64)
    absent = np.flatnonzero(found < 0)
    if len(absent):
        more = f" and of {len(absent) - 1:,} more images" if len(absent) > 1 else ""
        raise cell_error(
            splits.source, int(rows[absent[0]]), "dicom_id", f"{metadata.source.name} has no row of this image{more}"
        )
    pairs = (("subject_id", splits.subject, metadata.subject), ("study_id", splits.study, metadata.study))
    for column, here, there in pairs:
        differs = np.flatnonzero(here[rows] != there[found])
        if len(differs):
            row, other = int(rows[differs[0]]), int(found[differs[0]])
            line = line_of(metadata.source, other)
            problem = f"{here[row]}, but row {line} of {metadata.source.name} says {there[other]}"
            raise cell_error(splits.source, row, column, problem)
    return found


def _label_rows(labels: StudyLabels, subject: NDArray[np.int64], study: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the row of each image's study in ``labels``; -1 where it has none."""
    places = np.minimum(np.searchsorted(labels.study, study), len(labels.study) - 1)
    found: NDArray[np.int64] = np.where(labels.study[places] == study, places, -1)
    if labels.subject is None:
        return found
    wrong = np.flatnonzero((found >= 0) & (labels.subject[found] != subject))
    if len(wrong):
        place = int(found[wrong[0]])
        problem = (
            f"study {labels.study[place]} is of patient {labels.subject[place]} here,"
            f" but of {subject[wrong[0]]} in the split file"
        )
        raise cell_error(labels.source, int(labels.row[place]), "subject_id", problem)
    return found
