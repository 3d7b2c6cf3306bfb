"""Loads Humanity's Last Exam from the Parquet file that its authors publish behind a form.

No message holds a question, an answer or anything else of a row but its number: the data is gated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from podium.plugins.hle.card import CARD, HUB
from podium.plugins.hle.parsing import EXACT_MATCH, MULTIPLE_CHOICE
from podium.plugins.hle.prompts import question_request
from podium.registry import (
    DataError,
    Dataset,
    Item,
    Row,
    data_uri_bytes,
    find_files,
    how_to_get,
    keep_image,
    other_count,
    read_parquet,
)

FILES = ("data/test-*.parquet", "test-*.parquet")
#: The columns that are read. Rationales, their images and their authors' names are not even looked at.
COLUMNS = {name: "text" for name in ("id", "question", "image", "answer", "answer_type", "category")}
ALL, TEXT = "all", "text"
#: Values of the attribute ``image``.
TEXT_ONLY, WITH_IMAGE = "text only", "with an image"

_HOW = how_to_get(CARD, HUB)
_OLDER = {3_000: "an earlier revision, that of the first release", 2_700: "an earlier revision"}
_OFFICIAL_TEXT = CARD.sizes["text-only questions"]
_CATEGORIES = frozenset(observation.name for observation in CARD.observations)
_ID = re.compile(r"[\w.:-]{1,64}")
_CHOICE = re.compile(r"(?m)^([A-Z])\.\s")


def load(root: Path, questions: str, write_images: bool) -> Dataset:
    """Return one item per question, in the order of the file.

    Args:
        root: Folder of the copy, or its parent.
        questions: :data:`ALL`, or :data:`TEXT` for those without an image.
        write_images: Whether images become files; without, only their paths are found.

    Raises:
        DataError: If the file is missing, of another layout or damaged.
    """
    paths = find_files(root, FILES, f"the test split of {CARD.name}", _HOW)
    items: list[Item] = []
    places: dict[str, str] = {}
    rows = pictures = 0
    for row in read_parquet(paths, COLUMNS):
        rows += 1
        _check(row, places)
        pictures += bool(row["image"])
        if row["image"] and questions == TEXT:
            continue
        items.append(_item(row, questions, write_images))
    notes = [f"not asked, since they have an image: {pictures:,} questions"] if questions == TEXT else []
    return Dataset(items, "test", shortfall=_shortfall(rows, pictures), notes=tuple(notes))


def _shortfall(rows: int, pictures: int) -> str:
    official = CARD.splits["test"]
    if rows != official:
        return other_count(rows, official, _OLDER)
    if rows - pictures != _OFFICIAL_TEXT:
        return f"{rows - pictures:,} questions without an image, the official split has {_OFFICIAL_TEXT:,}"
    return ""


def _check(row: Row, places: dict[str, str]) -> None:
    """Check a row's columns, naming none of their texts.

    Args:
        row: The row.
        places: Places of the rows before by id; this one's is added.

    Raises:
        DataError: If a text is missing or none of those that may stand there.
    """
    for column in ("id", "question", "answer"):
        if not (row[column] or "").strip():
            raise DataError(f"{row.where}: {column} is empty", "fetch the file again")
    if not _ID.fullmatch(row["id"]):
        raise DataError(f"{row.where}: id is not one word of at most 64 characters", "are the columns mixed up?")
    if row["id"] in places:
        raise DataError(
            f"{row.where}: its id is that of {places[row['id']]} too", "each question must stand there once"
        )
    places[row["id"]] = row.where.rpartition(", ")[2]
    kinds = (MULTIPLE_CHOICE, EXACT_MATCH)
    if row["answer_type"] not in kinds:
        raise DataError(f"{row.where}: answer_type is neither {kinds[0]} nor {kinds[1]}", "is it another revision?")
    if row["category"] not in _CATEGORIES:
        raise DataError(f"{row.where}: category is none of {', '.join(sorted(_CATEGORIES))}", "is it another revision?")
    if row["answer_type"] == MULTIPLE_CHOICE:
        _check_letter(row)


def _check_letter(row: Row) -> None:
    gold = row["answer"].strip()
    if not re.fullmatch(r"[A-Za-z]", gold):
        raise DataError(
            f"{row.where}: answer of a {MULTIPLE_CHOICE} question is not one letter", "fetch the file again"
        )
    # The choices stand in the question; where an image shows some of them they cannot be counted.
    _, marked, listed = row["question"].rpartition("Answer Choices:")
    choices = _CHOICE.findall(listed) if marked and not row["image"] else []
    if choices and gold.upper() not in choices:
        raise DataError(f"{row.where}: answer is none of the {len(choices)} choices of its question", "fetch it again")


def _item(row: Row, questions: str, write_images: bool) -> Item:
    image = _image(row, write_images) if row["image"] else None
    attributes: Mapping[str, Any] = {
        "category": row["category"],
        "answer_type": row["answer_type"],
        "image": TEXT_ONLY if image is None else WITH_IMAGE,
        "questions": questions,
    }
    return Item(row["id"], question_request(row["question"], image), row["answer"], attributes=attributes)


def _image(row: Row, write: bool) -> Path:
    """Return the file of a row's image, which lies in the table as a data URI."""
    where = f"{row.where}, column image"
    return keep_image(data_uri_bytes(row["image"], where), CARD.slug, row["id"], where, write=write)
