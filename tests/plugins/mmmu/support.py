"""Folders in the official layouts of MMMU and MMMU-Pro, with questions made up for each test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from podium.plugins.mmmu_family.drawing import drawn, image_cells, write_table
from podium.registry import Generate, Item

RED, BLUE, GREEN = (drawn([("circle", colour)]) for colour in ("red", "blue", "green"))


def row(number: int = 1, subject: str = "Art", split: str = "validation", **cells: Any) -> dict[str, Any]:
    """Return a row of MMMU; ``images`` are PNG files by number, other cells by column."""
    images: Mapping[int, bytes] = cells.pop("images", {1: RED})
    return {
        "id": f"{split}_{subject}_{number}",
        "question": "What is in <image 1>?",
        "options": "['a circle', 'a square']",
        "explanation": "",
        **image_cells(images),
        "img_type": "['Drawings']",
        "answer": "A",
        "topic_difficulty": "Easy",
        "question_type": "multiple-choice",
        "subfield": "Shapes",
    } | cells


def opened(number: int = 1, subject: str = "Art", **cells: Any) -> dict[str, Any]:
    """Return a row with an open question."""
    return row(number, subject, **{"options": "[]", "question_type": "open", "answer": "30"} | cells)


def written(root: Path, rows: Sequence[Mapping[str, Any]], split: str = "validation") -> Path:
    """Write rows as on the hub, a folder per subject, and return the folder of them all."""
    for subject in {str(one["id"]).split("_", 1)[1].rpartition("_")[0] for one in rows}:
        own = [one for one in rows if str(one["id"]).split("_", 1)[1].rpartition("_")[0] == subject]
        write_table(root / subject / f"{split}-00000-of-00001.parquet", own)
    return root


def pro_row(number: int = 1, of: str = "Art", **cells: Any) -> dict[str, Any]:
    """Return a row of MMMU-Pro's standard configurations."""
    subject = cells.pop("subject", of)
    made = row(number, of, "test", **cells)
    del made["question_type"], made["subfield"]
    return made | {"subject": subject}


def picture_row(number: int = 1, subject: str = "Art", **cells: Any) -> dict[str, Any]:
    """Return a row of MMMU-Pro's vision configuration."""
    image = {"bytes": cells.pop("picture", RED), "path": "1.png"}
    options = str([f"option {place}" for place in range(10)])
    made = {"id": f"test_{subject}_{number}", "image": image, "options": options, "answer": "A", "subject": subject}
    return made | cells


def pro_written(root: Path, rows: Sequence[Mapping[str, Any]], config: str = "standard (10 options)") -> Path:
    """Write rows in two shards, as on the hub."""
    half = (len(rows) + 1) // 2
    for shard, part in enumerate((rows[:half], rows[half:] or rows[:0])):
        if part:
            count = 2 if len(rows) > 1 else 1
            write_table(root / config / f"test-{shard:05}-of-{count:05}.parquet", part)
    return root


def asked(item: Item) -> Generate:
    """Return what an item asks."""
    assert isinstance(item.request, Generate)
    return item.request
