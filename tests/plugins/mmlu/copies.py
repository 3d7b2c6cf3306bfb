"""Copies of MMLU in every official layout, made from the sample or from questions of a test."""

from __future__ import annotations

import csv
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from podium.plugins.mmlu.plugin import MMLU
from podium.registry import Dataset

LAYOUTS = ("unpacked", "archive", "hub", "hub by subject")
_LONG = {"dev": "dev", "val": "validation", "test": "test"}
#: Rows of a CSV file.
Rows = Sequence[Sequence[str]]


def sample(folder: Path) -> Path:
    """Write the sample into a folder, and return it."""
    MMLU().write_sample(folder)
    return folder


def rows_of(folder: Path) -> dict[tuple[str, str], list[list[str]]]:
    """Return the rows of an unpacked copy, by split and subject."""
    found = {}
    for path in sorted(folder.glob("data/*/*.csv")):
        split = path.parent.name
        with path.open(encoding="utf-8", newline="") as file:
            found[split, path.stem.removesuffix(f"_{split}")] = list(csv.reader(file))
    return found


def write(folder: Path, layout: str, rows: Mapping[tuple[str, str], Rows]) -> Path:
    """Write questions, by split (``dev``, ``val``, ``test``) and subject, in a layout; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if layout.startswith("hub"):
        _write_hub(folder, rows, by_subject=layout == "hub by subject")
        return folder
    for (split, subject), several in rows.items():
        home = folder / "data" / split
        home.mkdir(parents=True, exist_ok=True)
        with (home / f"{subject}_{split}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(several)
    if layout == "archive":
        with tarfile.open(folder / "data.tar", "w") as archive:
            archive.add(folder / "data", "data")
        for path in sorted(folder.glob("data/**/*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        (folder / "data").rmdir()
    return folder


def _write_hub(folder: Path, rows: Mapping[tuple[str, str], Rows], by_subject: bool) -> None:
    files: dict[Path, list[dict[str, Any]]] = {}
    for (split, subject), several in rows.items():
        home = folder / (subject if by_subject else "all")
        records = files.setdefault(home / f"{_LONG[split]}-00000-of-00001.parquet", [])
        records += [record(subject, row) for row in several]
    for path, records in files.items():
        write_table(path, records)


def record(subject: str, row: Sequence[str]) -> dict[str, Any]:
    """Return a row of the hub's files."""
    return {"question": row[0], "subject": subject, "choices": list(row[1:5]), "answer": "ABCD".index(row[5])}


def write_table(path: Path, records: Sequence[Mapping[str, Any]]) -> Path:
    """Write records as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist([dict(one) for one in records]), path)
    return path


def load(root: Path, split: str = "test", shots: int = 5, room: int = 2048) -> Dataset:
    """Load a split."""
    return MMLU().load(root, split, shots, room)
