"""A question of VQA-RAD, read from a record of ``VQA_RAD Dataset Public.json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podium.registry import DataError, json_text, read_data_file
from podium.registry.json_text import NotJson

ORGANS = {"HEAD": "head", "CHEST": "chest", "ABD": "abdomen"}
#: How a question came about; those of the official test begin with ``test_``.
PHRASES = ("freeform", "para", "test_freeform", "test_para")
CLOSED, OPEN = "closed", "open"
_KINDS = {"CLOSED": CLOSED, "OPEN": OPEN}
_TEST = "test_"


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Args:
        record: Place in the file, from 1.
        id: The file's ``qid``.
        image: Name of its image.
        organ: One of the values of :data:`ORGANS`.
        text: The question.
        types: What it is about, such as ``("PRES", "POS")``, in the file's capitals.
        answer: The reference.
        kind: :data:`CLOSED` or :data:`OPEN`.
        test: Whether it is of the official test.
        triplet: Image, question and answer to the letter, by which a question that comes twice is known: in other
            letters it is another question to those who counted 1,793 to train on.
    """

    record: int
    id: str
    image: str
    organ: str
    text: str
    types: tuple[str, ...]
    answer: str
    kind: str
    test: bool
    triplet: tuple[str | float, ...]


def read_questions(path: Path) -> list[Question]:
    """Return all questions of the file, in its order.

    Raises:
        DataError: If it is no list of records, or one lacks a field, has one that cannot be, or an id that is there
            already; it names file, record and field.
    """
    try:
        records = json_text.parse(read_data_file(path, "JSON"))
    except NotJson as error:
        where = f", line {error.line}" if error.line else ""
        raise DataError(f"{path}{where}: it is not JSON", "take the official file, or copy it again") from None
    if not isinstance(records, list) or not records:
        raise DataError(f"{path}: it is not a list of questions", "take the official file")
    questions: list[Question] = []
    seen: dict[str, int] = {}
    for number, record in enumerate(records, 1):
        question = _question(path, number, record)
        if question.id in seen:
            raise _wrong(path, number, "qid", f"{question.id} is there already, in record {seen[question.id]}")
        seen[question.id] = number
        questions.append(question)
    return questions


def _question(path: Path, number: int, record: Any) -> Question:
    if not isinstance(record, dict):
        raise DataError(f"{path}, record {number}: it is not an object with fields")
    text = {
        field: _text(path, number, record, field)
        for field in (
            "qid",
            "image_name",
            "image_organ",
            "phrase_type",
            "question",
            "question_type",
            "answer",
            "answer_type",
        )
    }
    phrase = _one_of(path, number, "phrase_type", text["phrase_type"].lower(), {one: one for one in PHRASES})
    if "/" in text["image_name"] or "\\" in text["image_name"]:
        raise _wrong(path, number, "image_name", f"{text['image_name']!r} is not the name of a file")
    return Question(
        record=number,
        id=text["qid"],
        image=text["image_name"],
        organ=_one_of(path, number, "image_organ", text["image_organ"].upper(), ORGANS),
        text=text["question"],
        types=tuple(dict.fromkeys(part.strip().upper() for part in text["question_type"].split(",") if part.strip())),
        answer=text["answer"],
        kind=_one_of(path, number, "answer_type", text["answer_type"].upper(), _KINDS),
        test=phrase.startswith(_TEST),
        triplet=tuple(record[field] for field in ("image_name", "question", "answer")),
    )


def _text(path: Path, number: int, record: Mapping[str, Any], field: str) -> str:
    """Return a field as text without blanks around it; a number, as some answers are, becomes its digits."""
    if field not in record:
        raise _wrong(path, number, field, "it is missing")
    value = record[field]
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, number, field, f"{value!r} is not a text")
    return " ".join(value.split())


def _one_of(path: Path, number: int, field: str, value: str, known: Mapping[str, str]) -> str:
    if value not in known:
        raise _wrong(path, number, field, f"{value!r} is not one of {', '.join(known)}")
    return known[value]


def _wrong(path: Path, number: int, field: str, problem: str) -> DataError:
    return DataError(f"{path}, record {number}, field {field}: {problem}")
