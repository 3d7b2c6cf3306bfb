"""A synthetic sample with the names and columns of MIMIC-CXR-JPG, and reports in the layout of MIMIC-CXR."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from podium.plugins.chest_xray.drawing import SIZE, drawn_jpeg, made_up_findings, report_cells, start_sample
from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.mimic_cxr.keys import patient_folder
from podium.plugins.mimic_cxr.sample_reports import sample_report

_LABELS = tuple(sorted(NAMES))
_METADATA = (
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

#: Kinds of view: whether it is lateral, then ViewPosition, the view code's meaning and the procedure.
#: The last three leave the position blank; the view follows from the code, the procedure, nothing.
_KINDS = {
    "A": (False, "AP", "antero-posterior", "CHEST (PORTABLE AP)"),
    "P": (False, "PA", "postero-anterior", "CHEST (PA AND LAT)"),
    "L": (True, "LATERAL", "lateral", "CHEST (PA AND LAT)"),
    "l": (True, "LL", "left lateral", "CHEST (PA AND LAT)"),
    "c": (False, "", "postero-anterior", "CHEST (PA AND LAT)"),
    "p": (False, "", "", "CHEST (PORTABLE AP)"),
    "u": (False, "", "", "CHEST (SINGLE VIEW)"),
}
#: Per split the views of each study, one letter of the above per image.
_STUDIES = {
    "train": ("A", "A", "PL", "PL", "A", "L", "A", "c", "PPl", "A", "p", "A", "PL", "A", "u", "A", "A", "A", "A"),
    "validate": ("A", "A", "PL", "PL", "c", "A", "PL", "A", "A", "A", "A", "A", "A"),
    "test": ("A", "A", "PL", "PL", "PPL", "L", "Pl", "A", "p", "c", "PL", "u", *("A", "PL") * 5, "A", "A", "A"),
}
_STUDIES_PER_PATIENT = {"train": 2, "validate": 3, "test": 5}
#: Study of the train and of the test split that has no labels, as a few real ones have none.
_UNLABELLED = {"train": 18, "test": 24}
#: The first test studies, which have labels, have a radiologist's too.
_GOLD_STUDIES = 20
#: Below the real patients' numbers, which start at 10000032.
_FIRST_SUBJECT = {"train": 10_000_001, "validate": 10_000_016, "test": 10_000_024}
_FIRST_STUDY = {"train": 50_000_001, "validate": 50_000_101, "test": 50_000_201}


@dataclass(frozen=True)
class _Image:
    dicom: str
    kind: str
    jpeg: bytes


@dataclass(frozen=True)
class _Study:
    split: str
    subject: int
    study: int
    images: tuple[_Image, ...]
    #: Cells of each label file by finding; empty where the study has no labels.
    labels: dict[str, dict[str, str]]


def write_sample(folder: Path) -> None:
    """Write the sample: 24 train, 16 validate and 36 test images and their reports, the same bytes every time.

    Args:
        folder: A new or empty folder, or an earlier sample.

    Raises:
        PodiumError: If the folder holds anything else or cannot be written to.
    """
    start_sample(folder, "MIMIC-CXR-JPG")
    studies = [_study(split, number, kinds) for split in _STUDIES for number, kinds in enumerate(_STUDIES[split])]
    for study in studies:
        place = folder / "files" / patient_folder(study.subject) / f"s{study.study}"
        place.mkdir(parents=True, exist_ok=True)
        report = sample_report(study.study - _FIRST_STUDY[study.split], study.labels.get("chexpert", {}))
        place.with_suffix(".txt").write_text(report, encoding="utf-8", newline="\n")
        for image in study.images:
            (place / f"{image.dicom}.jpg").write_bytes(image.jpeg)
    _write_table(
        folder / "mimic-cxr-2.0.0-split.csv.gz",
        ("dicom_id", "study_id", "subject_id", "split"),
        ((image.dicom, study.study, study.subject, study.split) for study in studies for image in study.images),
    )
    _write_table(folder / "mimic-cxr-2.0.0-metadata.csv.gz", _METADATA, _metadata_rows(studies))
    for labeller in ("chexpert", "negbio"):
        _write_table(
            folder / f"mimic-cxr-2.0.0-{labeller}.csv.gz",
            ("subject_id", "study_id", *_LABELS),
            (
                (study.subject, study.study, *(study.labels[labeller][name] for name in _LABELS))
                for study in studies
                if study.labels
            ),
        )
    _write_gold(folder / "mimic-cxr-2.1.0-test-set-labeled.csv", [study for study in studies if study.split == "test"])


def _write_gold(path: Path, studies: Sequence[_Study]) -> None:
    """Write labels as a radiologist's, of most labelled test studies: no patient, Lung Opacity by its other name."""
    random = Random("mimic-cxr sample gold")
    columns = {"Airspace Opacity" if name == "Lung Opacity" else name: name for name in _LABELS}
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("study_id", *columns))
        for study in studies[:_GOLD_STUDIES]:
            cells = study.labels["chexpert"]
            # A person is seldom as unsure as the tool.
            settled = {name: random.choice(("1.0", "0.0")) if cell == "-1.0" else cell for name, cell in cells.items()}
            writer.writerow((study.study, *(settled[name] for name in columns.values())))


def _study(split: str, number: int, kinds: str) -> _Study:
    random = Random(f"mimic-cxr sample {split} {number}")
    findings = made_up_findings(number, random)
    cells = report_cells(number, findings, random)
    # The labellers differ in few cells: what one is unsure of, the other may take as said.
    other = {name: "1.0" if cell == "-1.0" and random.random() < 0.3 else cell for name, cell in cells.items()}
    return _Study(
        split=split,
        subject=_FIRST_SUBJECT[split] + number // _STUDIES_PER_PATIENT[split],
        study=_FIRST_STUDY[split] + number,
        images=tuple(_Image(_dicom_id(random), kind, drawn_jpeg(findings, _KINDS[kind][0], random)) for kind in kinds),
        labels={} if _UNLABELLED.get(split) == number else {"chexpert": cells, "negbio": other},
    )


def _dicom_id(random: Random) -> str:
    return "-".join(random.randbytes(4).hex() for _ in range(5))


def _metadata_rows(studies: Sequence[_Study]) -> Iterator[tuple[str | int, ...]]:
    for study in studies:
        for image in study.images:
            _, position, code, procedure = _KINDS[image.kind]
            date, time = 21_800_101 + study.study % 28, "101500.0"
            identity = (image.dicom, study.subject, study.study, procedure, position)
            yield (*identity, SIZE, SIZE, date, time, procedure, code, "Erect")


def _write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    # Neither a time nor a name goes into the gzip header, so that the bytes are always the same.
    with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        with io.TextIOWrapper(packed, "utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
