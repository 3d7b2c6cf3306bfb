"""A synthetic sample in the layout of MMMU-Pro on the hub."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from podium.plugins.mmmu_family.drawing import Made, image_cells, made_choice, screenshot, start_sample, write_table
from podium.plugins.mmmu_family.subjects import SUBJECTS

_EACH = 3
_SHARDS = 2


def write_sample(folder: Path) -> None:
    """Write three questions of each subject in each of the three configurations, the same bytes every time.

    Args:
        folder: A new or empty folder, or an earlier sample.
    """
    start_sample(folder, "MMMU-Pro")
    names = [(subject, number) for number in range(1, _EACH + 1) for subject in SUBJECTS]
    ten = [_standard(subject, number, place, 10) for place, (subject, number) in enumerate(names)]
    four = [_standard(subject, number, place, 4) for place, (subject, number) in enumerate(names)]
    for config, rows in (
        ("standard (10 options)", [row for row, _ in ten]),
        ("standard (4 options)", [row for row, _ in four]),
        ("vision", [_picture(row, made) for row, made in ten]),
    ):
        for shard in range(_SHARDS):
            part = rows[shard * len(rows) // _SHARDS : (shard + 1) * len(rows) // _SHARDS]
            write_table(folder / config / f"test-{shard:05}-of-{_SHARDS:05}.parquet", part)


def _standard(subject: str, number: int, place: int, most: int) -> tuple[dict[str, Any], Made]:
    random = Random(f"mmmu-pro sample {subject} {number}")
    # As in the data, most questions have all the options and some have fewer.
    made = made_choice(place, most if random.random() < 0.7 else random.randint(2, most), random)
    row = {
        "id": f"{'test' if place % 3 else 'validation'}_{subject}_{number}",
        "question": made.question,
        "options": str(list(made.options)),
        "explanation": "",
        **image_cells(made.images),
        "img_type": "['Geometric Shapes']",
        "answer": made.answer,
        "topic_difficulty": ("Easy", "Medium", "Hard")[place % 3],
        "subject": subject,
    }
    return row, made


def _picture(row: dict[str, Any], made: Made) -> dict[str, Any]:
    image = {"bytes": screenshot(made), "path": f"{row['id']}.png"}
    return {"id": row["id"], "image": image, **{name: row[name] for name in ("options", "answer", "subject")}}
