"""Synthetic VQA-RAD: invented questions about drawings, in the official layout. Nothing here is of a patient."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random
from typing import Any

from podium.plugins.vqa_rad.layout import FILES

_FOLDER = "VQA_RAD Image Folder"
_SIZE = 96
_ORGANS = ("HEAD", "CHEST", "ABD")
_COLOURS = {"white": 235, "grey": 150, "black": 8}
_SHAPES = ("circle", "square")
_SIDES = ("left", "right")
#: Images, all with questions of both splits, and how many of the first have two of the test; the others have one.
_IMAGES, _TWO = 24, 16


def write_sample(folder: Path) -> None:
    """Write ``VQA_RAD Dataset Public.json`` with 96 questions, 40 of them of the test, and 24 drawings."""
    (folder / _FOLDER).mkdir(parents=True, exist_ok=True)
    records: list[dict[str, Any]] = []
    for number in range(_IMAGES):
        random = Random(f"vqa-rad sample {number}")
        shape, colour, side = random.choice(_SHAPES), random.choice(tuple(_COLOURS)), random.choice(_SIDES)
        name = f"synpic9{number:04d}.jpg"
        (folder / _FOLDER / name).write_bytes(_drawn(shape, colour, side, random))
        records += _questions(number, name, (shape, colour, side), len(records))
    text = json.dumps(records, indent=1, ensure_ascii=False) + "\n"
    (folder / FILES[0]).write_text(text, encoding="utf-8")


def _questions(number: int, image: str, drawn: tuple[str, str, str], first: int) -> list[dict[str, Any]]:
    """Return four questions about a drawing: two closed ones, two open ones."""
    shape, colour, side = drawn
    asked = _SHAPES[number % 2]
    four = (
        (f"Is there a {asked}?", "Yes" if asked == shape else "No", "CLOSED", "PRES"),
        (f"Is the {shape} on the left or on the right?", side, "CLOSED ", "POS"),
        ("What is drawn?", f"{colour} {shape}", "OPEN", "ABN, COLOR"),
        ("Where is it?", f"on the {side} side", "OPEN", "POS"),
    )
    parts = (
        ("test_freeform", "test_para", "freeform", "para") if number < _TWO else ("test_freeform", *("freeform",) * 3)
    )
    # The kinds go round, so that both splits have closed and open questions.
    turned = parts[number % 4 :] + parts[: number % 4]
    return [
        {
            "qid": first + place,
            "phrase_type": phrase,
            "qid_linked_id": f"sample-{number}-{place}",
            "image_case_url": "",
            "image_name": image,
            "image_organ": _ORGANS[number % 3],
            "evaluation": "not evaluated",
            "question": question,
            "question_rephrase": "NULL",
            "question_relation": "NULL",
            "question_frame": "NULL",
            "question_type": kind,
            "answer": answer,
            "answer_type": answer_type,
        }
        for place, ((question, answer, answer_type, kind), phrase) in enumerate(zip(four, turned, strict=True))
    ]


def _drawn(shape: str, colour: str, side: str, random: Random) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("L", (_SIZE, _SIZE), 60)
    across, down = random.randint(6, 14) + (0 if side == "left" else _SIZE // 2 - 6), random.randint(20, 40)
    box = (across, down, across + 30, down + 30)
    draw = ImageDraw.Draw(picture)
    (draw.ellipse if shape == "circle" else draw.rectangle)(box, _COLOURS[colour])
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=90)
    return stream.getvalue()
