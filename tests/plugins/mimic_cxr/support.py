"""A small made-up copy of MIMIC-CXR-JPG, for tests."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.mimic_cxr.plugin import MimicCxr
from podium.registry import Dataset
from podium.tests.plugins.chexpert.support import jpeg

LABELS = tuple(sorted(NAMES))
METADATA = (
    "dicom_id",
    "subject_id",
    "study_id",
    "PerformedProcedureStepDescription",
    "ViewPosition",
    "Rows",
    "Columns",
    "StudyDate",
    "StudyTime",
    "ProcedureCodeSequence_CodeMeaning",
    "ViewCodeSequence_CodeMeaning",
    "PatientOrientationCodeSequence_CodeMeaning",
)


def dicom(number: int) -> str:
    """Return an image name that sorts by ``number``."""
    return f"{number:08x}-00000000-00000000-00000000-00000000"


@dataclass
class Copy:
    """The rows of a copy; change them, then write it.

    The test split has patient 10000003 with a two-view study, a study without labels and one with an
    empty view position.
    """

    images: list[dict[str, str]] = field(default_factory=list)
    metadata: list[dict[str, str]] = field(default_factory=list)
    chexpert: list[dict[str, str]] = field(default_factory=list)
    negbio: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, subject, study, split, position in (
            (1, "10000001", "50000001", "train", "AP"),
            (2, "10000002", "50000002", "validate", "PA"),
            (4, "10000003", "50000003", "test", "LATERAL"),
            (3, "10000003", "50000003", "test", "PA"),
            (5, "10000003", "50000004", "test", "AP"),
            (6, "10000003", "50000005", "test", ""),
        ):
            identity = {"dicom_id": dicom(number), "subject_id": subject, "study_id": study}
            self.images.append(identity | {"split": split})
            self.metadata.append(identity | {"ViewPosition": position})
        for labels in (self.chexpert, self.negbio):
            for subject, study in (
                ("10000003", "50000005"),
                ("10000003", "50000003"),
                ("10000001", "50000001"),
                ("10000002", "50000002"),
            ):
                labels.append({"subject_id": subject, "study_id": study, **dict.fromkeys(LABELS, "")})

    def write(self, home: Path, packed: bool = True) -> Path:
        """Write tables and images and return the folder."""
        end = ".csv.gz" if packed else ".csv"
        write_table(home / f"mimic-cxr-2.0.0-split{end}", self.images, ("dicom_id", "study_id", "subject_id", "split"))
        write_table(home / f"mimic-cxr-2.0.0-metadata{end}", self.metadata, METADATA)
        for name, labels in (("chexpert", self.chexpert), ("negbio", self.negbio)):
            write_table(home / f"mimic-cxr-2.0.0-{name}{end}", labels, ("subject_id", "study_id", *LABELS))
        for row in self.images:
            path = image_path(home, row)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(jpeg())
        return home


def image_path(home: Path, row: Mapping[str, str]) -> Path:
    """Return where the image of a split file's row lies."""
    subject = row["subject_id"]
    return home / "files" / f"p{subject[:2]}" / f"p{subject}" / f"s{row['study_id']}" / f"{row['dicom_id']}.jpg"


def write_table(path: Path, rows: Sequence[Mapping[str, str]], fields: Sequence[str]) -> None:
    """Write a table, gzipped if it is called .gz; cells that a row lacks are blank."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fields, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    data = stream.getvalue().encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def load(root: Path, split: str, **settings: str) -> Dataset:
    """Load a split as the evaluation does."""
    return MimicCxr().load(root, split, **settings)
