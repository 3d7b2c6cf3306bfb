"""Small copies of CheXpert in its layouts, for tests. Every label and image is made up."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from PIL import Image

from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chexpert.plugin import CheXpert
from podium.registry import Dataset

FIELDS = ("Path", "Sex", "Age", "Frontal/Lateral", "AP/PA", *NAMES)

#: Per split: a study with two views, one without a frontal view, one with a single view.
KEYS = {
    "train": (
        "patient00001/study1/view1_frontal.jpg",
        "patient00001/study1/view2_lateral.jpg",
        "patient00001/study2/view1_lateral.jpg",
        "patient00002/study1/view1_frontal.jpg",
    ),
    "valid": ("patient64541/study1/view1_frontal.jpg", "patient64542/study1/view1_lateral.jpg"),
    "test": (
        "patient64741/study1/view1_frontal.jpg",
        "patient64741/study1/view2_lateral.jpg",
        "patient64742/study1/view1_frontal.jpg",
    ),
}


@cache
def jpeg() -> bytes:
    """Return a tiny grey image."""
    stream = io.BytesIO()
    Image.new("L", (8, 8), 90).save(stream, "JPEG")
    return stream.getvalue()


def row(path: str, /, **changed: str) -> dict[str, str]:
    """Return a row of a label table, all findings absent; ``changed`` names columns by underscored name."""
    lateral = "lateral" in path
    cells = {
        "Path": path,
        "Sex": "Female",
        "Age": "50",
        "Frontal/Lateral": "Lateral" if lateral else "Frontal",
        "AP/PA": "" if lateral else "AP",
        **dict.fromkeys(NAMES, "0.0"),
    }
    return cells | {name.replace("_", " "): cell for name, cell in changed.items()}


def rows(split: str, prefix: str = "CheXpert-v1.0-small/") -> list[dict[str, str]]:
    """Return the rows of a split's table as the classic release writes them."""
    return [row(f"{prefix}{split}/{key}") for key in KEYS[split]]


def write_table(path: Path, table: Iterable[Mapping[str, str]], fields: Sequence[str] = FIELDS) -> Path:
    """Write a label table, gzipped if it is called .gz."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fields, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(table)
    data = stream.getvalue().encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def write_images(folder: Path, keys: Iterable[str]) -> None:
    """Write a tiny image per key below ``folder``."""
    for key in keys:
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / key).write_bytes(jpeg())


def classic(home: Path, splits: Sequence[str] = ("train", "valid", "test")) -> Path:
    """Write a copy in the classic tree."""
    for split in splits:
        write_table(home / f"{split}.csv", rows(split))
        write_images(home / split, KEYS[split])
    return home


def load(root: Path, split: str, **settings: str) -> Dataset:
    """Load a split as the evaluation does."""
    return CheXpert().load(root, split, **settings)
