"""Synthetic sample data: drawings that stand for chest X-rays, with made-up labels.

Nothing here comes from a patient. Every drawing and label follows from the seed, and only the
standard library's generator is used, whose numbers do not change between releases.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from pathlib import Path
from random import Random

from podium.plugins.chest_xray.folders import SAMPLE_MARKER
from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.registry import PodiumError

SIZE = 96
_QUALITY = 90
_NOISE = 0.2
#: Farthest that a shape is moved, in pixels.
_SHIFT = 2

#: Per finding its shapes: kind, box (left, top, right, bottom) and brightness from 0 to 255.
Shapes = Mapping[str, tuple[tuple[str, tuple[int, int, int, int], int], ...]]

_SHAPES: Shapes = {
    "Lung Opacity": (("ellipse", (56, 16, 84, 80), 80),),
    "Cardiomegaly": (("ellipse", (28, 44, 72, 84), 175),),
    "Enlarged Cardiomediastinum": (("rectangle", (40, 12, 58, 52), 140),),
    "Edema": tuple(("ellipse", (x, y, x + 8, y + 8), 190) for x in (22, 64) for y in (24, 36, 48)),
    "Consolidation": (("rectangle", (14, 36, 34, 56), 215),),
    "Pneumonia": (("ellipse", (62, 52, 82, 72), 200),),
    "Atelectasis": (("rectangle", (10, 64, 40, 69), 240),),
    "Pneumothorax": (("ellipse", (68, 10, 90, 32), 0),),
    "Pleural Effusion": (("rectangle", (58, 78, 92, 94), 225),),
    "Pleural Other": (("rectangle", (4, 20, 7, 70), 200),),
    "Fracture": (("rectangle", (78, 36, 94, 39), 255),),
    "Lung Lesion": (("ellipse", (20, 16, 32, 28), 220),),
    "Support Devices": (("rectangle", (48, 0, 51, 44), 255),),
}

#: What implies what in CheXpert's expert labels.
_OPACITIES = {"Lung Lesion", "Edema", "Consolidation", "Pneumonia", "Atelectasis"}


def start_sample(folder: Path, dataset: str) -> None:
    """Make ``folder`` the place of a synthetic sample of ``dataset`` and mark it as such.

    Raises:
        PodiumError: If the folder holds anything that is not an earlier sample.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        marker = folder / SAMPLE_MARKER
        if any(folder.iterdir()) and not marker.is_file():
            raise PodiumError(f"{folder} is not empty, and no sample data", "name a new folder")
        marker.write_text(
            f"SYNTHETIC SAMPLE DATA, NOT PATIENT DATA.\n\nEvery image here is a drawing and every label is made up. "
            f"Only the layout is\nthat of {dataset}. A score on it says nothing about medicine.\n",
            encoding="utf-8",
        )
    except OSError as error:
        raise PodiumError(f"cannot write to {folder}: {error.strerror}") from None


def made_up_findings(study: int, random: Random) -> set[str]:
    """Return the findings of a study of a split, as experts would label them.

    The split's first study has all five competition tasks and its second none, so that each task has
    both classes.
    """
    findings = {name for name in _SHAPES if random.random() < (0.4 if name in FIVE else 0.12)}
    if study == 0:
        findings |= set(FIVE)
    elif study == 1:
        findings = set()
    if "Pneumonia" in findings:
        findings.add("Consolidation")
    if findings & _OPACITIES:
        findings.add("Lung Opacity")
    if "Cardiomegaly" in findings:
        findings.add("Enlarged Cardiomediastinum")
    return findings or {"No Finding"}


def report_cells(study: int, findings: Collection[str], random: Random) -> dict[str, str]:
    """Return label cells as a report labeller would give them: 1.0, 0.0, -1.0 or blank.

    The first two studies of a split are labelled plainly, so that each task keeps both classes under
    every policy.
    """
    cells = {}
    for name in NAMES:
        drawn = random.random()
        if name in findings:
            cells[name] = "-1.0" if study > 1 and drawn < 0.15 else "1.0"
        elif study == 1 and name in FIVE:
            cells[name] = "0.0"
        else:
            cells[name] = "" if drawn < 0.6 else "0.0" if drawn < 0.9 else "-1.0"
    pathologies = [name for name in NAMES if name not in ("No Finding", "Support Devices")]
    seen = any(cells[name] in ("1.0", "-1.0") for name in pathologies)
    return {**cells, "No Finding": "" if seen else "1.0"}


def drawn_jpeg(findings: Collection[str], lateral: bool, random: Random) -> bytes:
    """Return the JPEG of a grey drawing, 96 by 96 pixels, in which each of CheXpert's findings has its own shape."""
    ordered = {name: _SHAPES[name] for name in NAMES if name in _SHAPES}
    return drawn(findings, lateral, random, ordered, "JPEG")


def drawn(findings: Collection[str], lateral: bool, random: Random, shapes: Shapes, kind: str) -> bytes:
    """Return a grey drawing, 96 by 96 pixels, in which each finding has its own shape.

    Args:
        findings: What is there.
        lateral: Whether it stands for a view from the side.
        random: Moves the shapes a little and adds noise.
        shapes: Of every finding, in the order in which they are drawn over one another.
        kind: ``"JPEG"`` or ``"PNG"``.
    """
    from PIL import Image, ImageDraw, ImageOps

    picture = Image.new("L", (SIZE, SIZE), 20)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((2, 2, 93, 110), 90)
    for left, right in ((10, 86),) if lateral else ((10, 43), (53, 86)):
        draw.ellipse((left, 10, right, 84), 45)
    draw.ellipse((38, 48, 62, 80), 120)
    for name, parts in shapes.items():
        for shape, box, brightness in parts if name in findings else ():
            across, down = random.randint(-_SHIFT, _SHIFT), random.randint(-_SHIFT, _SHIFT)
            place = (box[0] + across, box[1] + down, box[2] + across, box[3] + down)
            (draw.ellipse if shape == "ellipse" else draw.rectangle)(place, brightness)
    noise = Image.frombytes("L", (SIZE, SIZE), random.randbytes(SIZE * SIZE))
    picture = Image.blend(ImageOps.mirror(picture) if lateral else picture, noise, _NOISE)
    stream = io.BytesIO()
    picture.save(stream, kind, **({"quality": _QUALITY} if kind == "JPEG" else {}))
    return stream.getvalue()
