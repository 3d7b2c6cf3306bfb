"""Synthetic MMLU-Pro: invented sums of fourteen categories in the hub's Parquet files."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from podium.plugins.mmlu_pro.questions import CATEGORIES, LETTERS

_COUNTS = {"validation": 5, "test": 6}
_SOURCES = ("ori_mmlu-invented", "stemez-invented", "theoremQA", "scibench-invented")
#: Options of the questions of a category, in turn; those beyond are N/A, as in the official files.
_OPTIONS = (10, 10, 4, 9, 10, 3)


def write_sample(folder: Path) -> None:
    """Write ``data/{validation,test}-00000-of-00001.parquet``: 70 and 84 questions, the same every time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    (folder / "data").mkdir(parents=True, exist_ok=True)
    for split, count in _COUNTS.items():
        # A text seeds the same everywhere, whatever Python's hashes are.
        draw = random.Random(f"MMLU-Pro {split}")
        rows = [_row(split, category, number, draw) for category in CATEGORIES for number in range(count)]
        for place, row in enumerate(rows):
            row["question_id"] = place + (0 if split == "validation" else 100)
        pq.write_table(pa.Table.from_pylist(rows), folder / "data" / f"{split}-00000-of-00001.parquet")


def _row(split: str, category: str, number: int, draw: random.Random) -> dict[str, Any]:
    first, second = draw.randint(10, 99), draw.randint(10, 99)
    count = _OPTIONS[number % len(_OPTIONS)]
    place = draw.randrange(count)
    wrong = draw.sample([value for value in range(20, 199) if value != first + second], count)
    options = [str(value) for value in wrong]
    options[place] = str(first + second)
    letter = LETTERS[place]
    steps = f"A: Let's think step by step. {first} and {second} make {first + second}. The answer is ({letter})."
    return {
        "question_id": 0,
        "question": f"An invented {category} question: what is {first} plus {second}?",
        "options": options + ["N/A"] * (10 - count),
        "answer": letter,
        "answer_index": place,
        "cot_content": steps if split == "validation" else "",
        "category": category,
        "src": _SOURCES[number % len(_SOURCES)],
    }
