"""A synthetic sample in the layout of MMMU on the hub."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from podium.plugins.mmmu_family.drawing import image_cells, made_choice, made_open, start_sample, write_table
from podium.plugins.mmmu_family.subjects import SUBJECTS

_EACH = {"dev": 1, "validation": 3}


def write_sample(folder: Path) -> None:
    """Write three validation questions and a dev question of each subject, the same bytes every time.

    Args:
        folder: A new or empty folder, or an earlier sample.
    """
    start_sample(folder, "MMMU")
    for place, subject in enumerate(SUBJECTS):
        for split, count in _EACH.items():
            rows = [_row(split, subject, place, number) for number in range(1, count + 1)]
            write_table(folder / subject / f"{split}-00000-of-00001.parquet", rows)


def _row(split: str, subject: str, place: int, number: int) -> dict[str, Any]:
    random = Random(f"mmmu sample {split} {subject} {number}")
    # Every third subject ends with an open question.
    is_open = number == 3 and place % 3 == 0
    made = made_open(place, random) if is_open else made_choice(place + number, random.randint(2, 9), random)
    return {
        "id": f"{split}_{subject}_{number}",
        "question": made.question,
        "options": str(list(made.options)),
        "explanation": "",
        **image_cells(made.images),
        "img_type": "['Geometric Shapes']",
        "answer": made.answer,
        "topic_difficulty": ("Easy", "Medium", "Hard")[(place + number) % 3],
        "question_type": "open" if is_open else "multiple-choice",
        "subfield": "Drawings",
    }
