"""A synthetic sample in the layout of ChestX-ray14."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from podium.plugins.chest_xray.drawing import SIZE, Shapes, drawn, start_sample
from podium.plugins.nih_chestxray14.index import AGE, GENDER, IMAGE, LABELS, PATIENT, VIEW
from podium.plugins.nih_chestxray14.labels import FOURTEEN, NO_FINDING
from podium.plugins.nih_chestxray14.layout import LISTS, TABLES

#: As the official file has them: two names with a comma in them, so that a plain reader finds eleven columns.
_HEADER = (
    IMAGE, LABELS, "Follow-up #", PATIENT, AGE, GENDER, VIEW,
    "OriginalImage[Width", "Height]", "OriginalImagePixelSpacing[x", "y]",
)  # fmt: skip
#: Per split its first patient, numbers that the real dataset does not have, and how many images patients have.
_PATIENTS = {"train": (90001, (1, 2, 1)), "test": (91001, (1, 3, 1, 2))}
_IMAGES = {"train": 24, "test": 144}
_PARTS = ("images_001", "images_002")
_CHANCE = 0.16

#: Per finding its shapes: kind, box (left, top, right, bottom) and brightness from 0 to 255.
_SHAPES: Shapes = {
    "Infiltration": (("ellipse", (56, 16, 84, 80), 80),),
    "Cardiomegaly": (("ellipse", (28, 44, 72, 84), 175),),
    "Mass": (("rectangle", (40, 12, 58, 52), 140),),
    "Edema": tuple(("ellipse", (x, y, x + 8, y + 8), 190) for x in (22, 64) for y in (24, 36, 48)),
    "Consolidation": (("rectangle", (14, 36, 34, 56), 215),),
    "Pneumonia": (("ellipse", (62, 52, 82, 72), 200),),
    "Atelectasis": (("rectangle", (10, 64, 40, 69), 240),),
    "Pneumothorax": (("ellipse", (68, 10, 90, 32), 0),),
    "Effusion": (("rectangle", (58, 78, 92, 94), 225),),
    "Pleural Thickening": (("rectangle", (4, 20, 7, 70), 200),),
    "Fibrosis": (("rectangle", (78, 36, 94, 39), 255),),
    "Nodule": (("ellipse", (20, 16, 32, 28), 220),),
    "Emphysema": (("ellipse", (12, 18, 26, 60), 10),),
    "Hernia": (("ellipse", (40, 82, 56, 94), 235),),
}


def write_sample(folder: Path) -> None:
    """Write the sample: 24 images to train on and 144 to test on, the same bytes every time.

    Args:
        folder: A new or empty folder, or an earlier sample.

    Raises:
        PodiumError: If the folder holds anything else or cannot be written to.
    """
    start_sample(folder, "NIH ChestX-ray14")
    rows = []
    for split, count in _IMAGES.items():
        written = [_write_image(folder, split, number) for number in range(count)]
        (folder / LISTS[split]).write_text("".join(f"{row[0]}\n" for row in written), encoding="utf-8")
        rows += written
    with (folder / TABLES[0]).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_HEADER)
        writer.writerows(rows)


def _write_image(folder: Path, split: str, number: int) -> list[str]:
    """Draw an image and return its row."""
    random = Random(f"chestx-ray14 sample {split} {number}")
    findings = [name for name in FOURTEEN if random.random() < _CHANCE]
    if number < 2:
        # One image with everything and one with nothing: each finding has both classes.
        findings = list(FOURTEEN) if number == 0 else []
    patient, follow_up = _patient(split, number)
    person = Random(f"chestx-ray14 sample patient {patient}")
    sex, age = person.choice("FM"), person.randint(18, 90)
    name = f"{patient:08d}_{follow_up:03d}.png"
    home = folder / _PARTS[number % len(_PARTS)] / "images"
    home.mkdir(parents=True, exist_ok=True)
    (home / name).write_bytes(drawn(findings, False, random, _SHAPES, "PNG"))
    labels = "|".join(name.replace(" ", "_") for name in findings) or NO_FINDING
    view = random.choice(("AP", "PA", "PA"))
    return [name, labels, str(follow_up), str(patient), str(age), sex, view, str(SIZE), str(SIZE), "1.0", "1.0"]


def _patient(split: str, number: int) -> tuple[int, int]:
    """Return the patient of an image and its place among theirs."""
    patient, each = _PATIENTS[split]
    turn = 0
    while number >= each[turn % len(each)]:
        number -= each[turn % len(each)]
        turn += 1
    return patient + turn, number
