"""CharXiv's files as the authors and the hub publish them, with made-up charts and questions."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from podium.plugins.charxiv.plugin import CharXivReasoning
from podium.registry import Answer, Dataset, Generate, Item, Verdict

#: Figure, type, source, subject, year, subplots, question, answer.
ROWS: tuple[tuple[int, int, int, str, str, int, str, str], ...] = (
    (7, 1, 1, "cs", "20", 1, "Which curve is highest?", "λ = 0.5"),
    (12, 2, 2, "q-bio", "21", 4, "Does it rise?", "Yes"),
    (3, 3, 3, "math", "22", 5, "What is the value?", "40,000"),
    (101, 4, 3, "stat", "23", 2, "By how much {does} it fall?", "9.17"),
    (5, 2, 3, "cs", "20", 1, "What is the trend?", "increasing then decreasing"),
)


def picture(shade: int = 200, size: tuple[int, int] = (32, 24)) -> bytes:
    """Return a JPEG of one grey."""
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", size, (shade, shade, shade)).save(stream, "JPEG")
    return stream.getvalue()


def entries(rows: Sequence[Sequence[Any]] = ROWS) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what the three JSON files hold, by name."""
    files: dict[str, dict[str, dict[str, Any]]] = {"reasoning": {}, "image_metadata": {}, "descriptive": {}}
    for figure, kind, source, category, year, subplots, query, answer in rows:
        key = str(figure)
        files["reasoning"][key] = {
            "figure_id": figure,
            "query": query,
            "answer": answer,
            "inst_category": kind,
            "qa_source": source,
        }
        files["image_metadata"][key] = {"category": category, "year": year, "figure_path": f"src/{figure}.jpg"}
        files["descriptive"][key] = {"figure_id": figure, "num_subplots": subplots, "qids": [1, 2, 3, 4]}
    return files


def write_original(
    folder: Path,
    rows: Sequence[Sequence[Any]] = ROWS,
    change: Callable[[dict[str, dict[str, dict[str, Any]]]], object] = lambda files: None,
) -> Path:
    """Write the authors' layout: ``data/*.json`` and ``images/<figure>.jpg``.

    Args:
        folder: A folder; it is made.
        rows: The questions.
        change: Changes what the files will hold.
    """
    files = entries(rows)
    change(files)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "images").mkdir(exist_ok=True)
    for name, held in files.items():
        (folder / "data" / f"{name}_val.json").write_text(json.dumps(held, indent=4), encoding="utf-8")
    for row in rows:
        (folder / "images" / f"{row[0]}.jpg").write_bytes(picture(row[0]))
    return folder


def hub_row(row: Sequence[Any]) -> dict[str, Any]:
    """Return a row of the hub's table, with more columns than are read."""
    figure, kind, source, category, year, subplots, query, answer = row
    return {
        "image": {"bytes": picture(figure), "path": f"{figure}.jpg"},
        "category": category,
        "year": year,
        "original_figure_path": f"src/{figure}.jpg",
        "original_id": "0000.00000",
        "figure_path": f"images/{figure}.jpg",
        "num_subplots": subplots,
        "subplot_row": 0,
        "reasoning_q": query,
        "reasoning_q_source": source,
        "reasoning_a": answer,
        "reasoning_a_type": kind,
    }


def write_hub(path: Path, rows: Sequence[Mapping[str, Any]] | None = None) -> Path:
    """Write the hub's layout into one Parquet file; without rows those of :data:`ROWS`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    held = [hub_row(row) for row in ROWS] if rows is None else [dict(row) for row in rows]
    pq.write_table(pa.Table.from_pylist(held), path)
    return path


def load(folder: Path, split: str = "validation", **settings: str) -> Dataset:
    """Load as Podium does."""
    return CharXivReasoning().load(folder, split, **settings)


def asked(item: Item) -> Generate:
    """Return an item's request, which is one for text."""
    assert isinstance(item.request, Generate)
    return item.request


def judged(text: str, score: int | None, judge: str, extracted: str = "") -> Answer:
    """Return an answer with a judge's verdict, a failed one where there is no score."""
    if score is None:
        return Answer(text=text, verdict=Verdict(judge, error="no JSON after 10 tries"))
    return Answer(text=text, verdict=Verdict(judge, {"extracted": extracted or text, "score": score}))
