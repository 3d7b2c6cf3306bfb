"""Files in the layout of Humanity's Last Exam with invented rows, and answers with verdicts."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from podium.plugins.hle.prompts import question_request
from podium.registry import Answer, Item, Verdict

OFFICIAL = "o3-mini-2025-01-31"
#: Stands in every text of a row that nobody may repeat.
CANARY = "zqxcanary"


def png(colour: tuple[int, int, int] = (10, 20, 30)) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(stream, "PNG")
    return stream.getvalue()


def uri(content: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def row(number: int, **more: Any) -> dict[str, Any]:
    """Return a row of the file, all twelve columns of it."""
    return {
        "id": f"{number:024x}",
        "question": f"{CANARY} question {number}?",
        "image": "",
        "image_preview": None,
        "answer": f"{CANARY} answer {number}",
        "answer_type": "exactMatch",
        "author_name": f"{CANARY} author",
        "rationale": f"{CANARY} rationale",
        "rationale_image": None,
        "raw_subject": f"{CANARY} subject",
        "category": "Math",
        "canary": CANARY,
    } | more


def write(root: Path, rows: Sequence[Mapping[str, Any]], name: str = "data/test-00000-of-00001.parquet") -> Path:
    """Write rows as the authors do and return the folder."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    picture = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    kinds = {key: picture if key in ("image_preview", "rationale_image") else pa.string() for key in rows[0]}
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist([dict(one) for one in rows], schema=pa.schema(kinds)), path)
    return root


def item(number: int, gold: str = "42", kind: str = "exactMatch", category: str = "Math", **more: Any) -> Item:
    """Return a question as the loader makes it; ``image`` and ``questions`` may be given."""
    image = more.get("image")
    attributes = {
        "category": category,
        "answer_type": kind,
        "image": "text only" if image is None else "with an image",
        "questions": more.get("questions", "all"),
    }
    return Item(f"{number:024x}", question_request(f"Question {number}?", image), gold, attributes=attributes)


def answered(text: str, correct: str = "yes", confidence: int | None = 90, judge: str = OFFICIAL) -> Answer:
    """Return an answer with a judge's verdict."""
    fields = {"correct": correct, "confidence": confidence, "extracted_final_answer": "42"}
    return Answer(text=text, finish="stop", verdict=Verdict(judge, fields))


def unjudged(text: str, judge: str = OFFICIAL) -> Answer:
    """Return an answer whose judge failed."""
    return Answer(text=text, finish="stop", verdict=Verdict(judge, None, "timed out"))
