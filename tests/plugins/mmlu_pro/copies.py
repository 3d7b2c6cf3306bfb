"""Copies of MMLU-Pro in the hub's layout, made from the sample or from rows of a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from podium.plugins.mmlu_pro.plugin import MMLUPro
from podium.registry import Dataset

Record = Mapping[str, Any]


def sample(folder: Path) -> Path:
    """Write the sample into a folder, and return it."""
    MMLUPro().write_sample(folder)
    return folder


def rows_of(folder: Path, split: str = "test") -> list[dict[str, Any]]:
    """Return the rows of a split."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.read_table(folder / "data" / f"{split}-00000-of-00001.parquet").to_pylist()
    return rows


def write(folder: Path, rows: Sequence[Record], split: str = "test", home: str = "data") -> Path:
    """Write rows as a split, and return the folder."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    (folder / home).mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist([dict(row) for row in rows])
    pq.write_table(table, folder / home / f"{split}-00000-of-00001.parquet")
    return folder


def record(number: int = 1, **more: Any) -> dict[str, Any]:
    """Return a row of the test split."""
    return {
        "question_id": number,
        "question": "What is 2+2?",
        "options": ["3", "4", "N/A"],
        "answer": "B",
        "answer_index": 1,
        "cot_content": "",
        "category": "math",
        "src": "stemez-Invented",
    } | more


def load(root: Path, split: str = "test", protocol: str = "local", shots: int = 5, room: int = 2047) -> Dataset:
    """Load a split."""
    return MMLUPro().load(root, split, protocol, shots, room)
