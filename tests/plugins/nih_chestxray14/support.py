"""Small copies of ChestX-ray14 in its layouts, for tests. Every label and image is made up."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from PIL import Image

from podium.plugins.nih_chestxray14.plugin import ChestXray14
from podium.registry import Dataset

HEADER = (
    "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
    "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]"
)
#: Name, labels, age, sex and view; two images of patient 2, the later one first.
ROWS = (
    ("00000002_001.png", "Effusion|Pleural_Thickening", "81", "F", "AP"),
    ("00000002_000.png", "No Finding", "80", "F", "PA"),
    ("00000001_000.png", "Cardiomegaly", "57", "M", "PA"),
    ("00000003_000.png", "Hernia", "74", "F", "PA"),
    ("00000004_000.png", "No Finding", "82", "M", "AP"),
)
LISTS = {
    "train": ("00000003_000.png", "00000004_000.png"),
    "test": ("00000002_000.png", "00000001_000.png", "00000002_001.png"),
}
TABLE = "Data_Entry_2017_v2020.csv"
Row = tuple[str, ...]


@cache
def png() -> bytes:
    """Return a tiny grey image."""
    stream = io.BytesIO()
    Image.new("L", (8, 8), 90).save(stream, "PNG")
    return stream.getvalue()


def line(row: Row, tail: str = "") -> str:
    """Return a row as the official file writes it."""
    name, labels, age, sex, view = row
    return f"{name},{labels},0,{int(name[:8])},{age},{sex},{view},2682,2749,0.143,0.143{tail}"


def write_copy(
    folder: Path,
    rows: Sequence[Row] = ROWS,
    lists: Mapping[str, Sequence[str]] = LISTS,
    table: str = TABLE,
    header: str = HEADER,
    tail: str = "",
    images: str | None = "images_{part:03d}/images",
) -> Path:
    """Write a label table, lists and images.

    Args:
        folder: Where to.
        rows: Of the table.
        lists: Names by split.
        table: Name of the table.
        header: Its first line.
        tail: What ends every further line; the older file has a comma.
        images: Folder of the images, with ``part`` counting over 1 and 2; None for no images.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join((header, *(line(row, tail) for row in rows))) + "\n"
    (folder / table).write_text(text, encoding="utf-8")
    for split, name in (("train", "train_val_list.txt"), ("test", "test_list.txt")):
        if split in lists:
            (folder / name).write_text("".join(f"{one}\n" for one in lists[split]), encoding="utf-8")
    for number, row in enumerate(rows if images is not None else ()):
        home = folder / (images or "").format(part=1 + number % 2)
        home.mkdir(parents=True, exist_ok=True)
        (home / row[0]).write_bytes(png())
    return folder


def load(folder: Path, split: str = "test", **settings: str) -> Dataset:
    """Return a split of a copy."""
    return ChestXray14().load(folder, split, **settings)
