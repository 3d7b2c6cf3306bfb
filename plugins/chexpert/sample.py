"""A synthetic sample in CheXpert's classic layout."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from podium.plugins.chest_xray.drawing import drawn_jpeg, made_up_findings, report_cells, start_sample
from podium.plugins.chest_xray.folders import SAMPLE_MARKER
from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chexpert.keys import image_name, study_key

_PREFIX = "CheXpert-v1.0-sample"
_HEADER = ("Path", "Sex", "Age", "Frontal/Lateral", "AP/PA", *NAMES)

#: Per split the views of each study; F is frontal, L lateral. A study may have no frontal view.
_VIEWS = {
    "train": ("F", "F", "FL", "F", "FFL", "F", "L", "F", "FL", "F", *"FFFFFFFFFF"),
    "valid": ("F", "FL", "F", "F", "FL", *"F" * 9, *("F", "FL", "F", "F") * 12),
    "test": ("F", "FL", "FFL", "F", "L", "FL", "F", "FL", "FL", "FL", "FL", *"F" * 17, *("F", "FL", "F", "F") * 23),
}
#: As the release has them: Lung Lesion before Lung Opacity, other than in the label tables.
_READER_LABELS = (*NAMES[:3], "Lung Lesion", "Lung Opacity", *NAMES[5:])
#: How often each made-up reader calls a finding that is there, and one that is not.
_READERS = {"bc4": (0.85, 0.2), "bc6": (0.75, 0.1), "bc8": (0.65, 0.05)}
#: First patient of each split: numbers that the real dataset does not have.
_FIRST_PATIENT = {"train": 90001, "valid": 91001, "test": 92001}
#: Every fifth train study belongs to the patient of the one before.
_STUDIES_PER_PATIENT = {"train": 5}


def write_sample(folder: Path) -> None:
    """Write the sample: 24 train, 76 valid and 151 test images and three readers, the same bytes every time.

    Args:
        folder: A new or empty folder, or an earlier sample.

    Raises:
        PodiumError: If the folder holds anything else or cannot be written to.
    """
    start_sample(folder, "CheXpert")
    for split in _VIEWS:
        with (folder / f"{split}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(_HEADER)
            for number, views in enumerate(_VIEWS[split]):
                writer.writerows(_write_study(folder, split, number, views))
    _write_readers(folder)
    with (folder / SAMPLE_MARKER).open("a", encoding="utf-8") as stream:
        stream.write("\nThe decisions of the readers bc4, bc6 and bc8 are made up too: nobody read anything.\n")


def _write_readers(folder: Path) -> None:
    """Write decisions that were drawn, under the names of the real readers' files."""
    with (folder / "test.csv").open(encoding="utf-8", newline="") as stream:
        studies = {row["Path"].rpartition("/")[0]: row for row in csv.DictReader(stream)}
    home = folder / "radiologists" / "benchmark_radiologists"
    home.mkdir(parents=True, exist_ok=True)
    for name, (hit, false_alarm) in _READERS.items():
        random = Random(f"chexpert sample reader {name}")
        with (home / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(("Study", *_READER_LABELS))
            for study, row in studies.items():
                chances = (hit if row[label] == "1.0" else false_alarm for label in _READER_LABELS)
                writer.writerow((study, *(int(random.random() < chance) for chance in chances)))


def _write_study(folder: Path, split: str, number: int, views: str) -> list[list[str]]:
    """Draw the views of a study and return their rows."""
    random = Random(f"chexpert sample {split} {number}")
    findings = made_up_findings(number, random)
    if split == "train":
        cells = report_cells(number, findings, random)
    else:
        cells = {name: "1.0" if name in findings else "0.0" for name in NAMES}
    sex = random.choice(("Female", "Male"))
    age = 0 if (split, number) == ("train", 3) else random.randint(18, 90)
    patient, study = _patient_and_study(split, number)
    rows = []
    for view, letter in enumerate(views, 1):
        lateral = letter == "L"
        key = f"{split}/{study_key(patient, study)}/{image_name(view, lateral)}"
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(drawn_jpeg(findings, lateral, random))
        projection = "" if lateral else random.choice(("AP", "AP", "PA"))
        side = "Lateral" if lateral else "Frontal"
        rows.append([f"{_PREFIX}/{key}", sex, str(age), side, projection, *(cells[name] for name in NAMES)])
    return rows


def _patient_and_study(split: str, number: int) -> tuple[int, int]:
    every = _STUDIES_PER_PATIENT.get(split, 0)
    if not every:
        return _FIRST_PATIENT[split] + number, 1
    second = number % every == every - 1
    return _FIRST_PATIENT[split] + number - number // every - second, 1 + second
