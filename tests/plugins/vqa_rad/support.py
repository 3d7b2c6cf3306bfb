"""Small copies of VQA-RAD in its layout, for tests. Every question and image is made up."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from podium.plugins.vqa_rad.plugin import VQARAD
from podium.registry import Dataset

FILE = "VQA_RAD Dataset Public.json"


@cache
def jpeg() -> bytes:
    """Return a tiny grey image."""
    stream = io.BytesIO()
    Image.new("L", (8, 8), 90).save(stream, "JPEG")
    return stream.getvalue()


def record(qid: int, phrase: str, question: str, answer: Any, **changed: Any) -> dict[str, Any]:
    """Return a record as the official file has it; a closed question about ``a.jpg`` unless changed."""
    return {
        "qid": qid,
        "phrase_type": phrase,
        "qid_linked_id": f"made-up-{qid}",
        "image_case_url": "",
        "image_name": "a.jpg",
        "image_organ": "CHEST",
        "evaluation": "not evaluated",
        "question": question,
        "question_rephrase": "NULL",
        "question_relation": "NULL",
        "question_frame": "NULL",
        "question_type": "PRES",
        "answer": answer,
        "answer_type": "CLOSED ",
    } | changed


RECORDS = (
    record(10, "test_freeform", "Is there an effusion?", "Yes"),
    record(11, "freeform", "Where is it?", "left lung base", answer_type="OPEN", question_type="POS"),
    record(
        12, "test_para", "How many ribs are broken?", 2, answer_type="OPEN", question_type="COUNT", image_name="b.jpg"
    ),
    record(13, "para", "Where is it?", "left lung base", answer_type="OPEN", question_type="POS"),
    record(14, "freeform", "Is there an effusion?", "Yes"),
    record(
        15, "freeform", "Is this a CT?", "No", image_organ="HEAD ", image_name="c.jpg", question_type="MODALITY, PLANE"
    ),
)


def write_copy(
    folder: Path,
    records: Iterable[Mapping[str, Any]] = RECORDS,
    file: str = FILE,
    images: str | None = "VQA_RAD Image Folder",
) -> Path:
    """Write a file of questions and the images that they name."""
    folder.mkdir(parents=True, exist_ok=True)
    records = list(records)
    (folder / file).write_text(json.dumps(records), encoding="utf-8")
    for one in records if images is not None else ():
        home = folder / (images or "")
        home.mkdir(parents=True, exist_ok=True)
        if "/" not in str(one.get("image_name", "/")):
            (home / str(one["image_name"])).write_bytes(jpeg())
    return folder


def load(folder: Path, split: str = "test", **settings: str) -> Dataset:
    """Return a split of a copy."""
    return VQARAD().load(folder, split, **settings)
