"""A question of MMLU-Pro, checked row by row."""

from __future__ import annotations

from dataclasses import dataclass

from podium.registry import DataError, Row

LETTERS = "ABCDEFGHIJ"
#: What stands for an option that was taken out; the authors' scripts leave it out of the question.
_EMPTY = "N/A"
#: The categories with their numbers of test questions.
CATEGORIES = {
    "biology": 717,
    "business": 789,
    "chemistry": 1_132,
    "computer science": 410,
    "economics": 844,
    "engineering": 969,
    "health": 818,
    "history": 381,
    "law": 1_101,
    "math": 1_351,
    "other": 924,
    "philosophy": 499,
    "physics": 1_299,
    "psychology": 798,
}
#: Columns of the hub's files that are read, and their kinds.
COLUMNS = {
    "question_id": "integer",
    "question": "text",
    "options": "texts",
    "answer": "text",
    "answer_index": "integer",
    "cot_content": "text",
    "category": "text",
    "src": "text",
}
_REVISION = "take revision 3373e0b of TIGER-Lab/MMLU-Pro"


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Args:
        id: Its number.
        text: The question.
        options: Its options, 1 to 10, without those that say ``N/A``.
        answer: Place of the right one, from 0.
        category: One of :data:`CATEGORIES`.
        solution: Its chain of thought, beginning with ``A:``; empty in the test split.
        source: Where it was taken from: ``"ori_mmlu"``, ``"stemez"``, ``"theoremQA"`` or ``"scibench"``.
    """

    id: int
    text: str
    options: tuple[str, ...]
    answer: int
    category: str
    solution: str = ""
    source: str = ""


def from_row(row: Row) -> Question:
    """Return the question of a row.

    Raises:
        DataError: If the category is unknown, there are no options or more than ten, or the letter, the place and
            the options do not agree on the right one; it names file, row and column.
    """
    category = row["category"]
    if category not in CATEGORIES:
        raise DataError(f"{row.where}, column category: {category!r} is none of {', '.join(CATEGORIES)}", _REVISION)
    given = row["options"]
    if not all(isinstance(option, str) for option in given):
        raise DataError(f"{row.where}, column options: an option is not a text", _REVISION)
    options = tuple(option for option in given if option != _EMPTY)
    if not 1 <= len(options) <= len(LETTERS):
        raise DataError(f"{row.where}, column options: {len(options)} options, not 1 to {len(LETTERS)}", _REVISION)
    if not row["question"].strip():
        raise DataError(f"{row.where}, column question: the question is empty", _REVISION)
    if not any(option.strip() for option in options):
        raise DataError(f"{row.where}, column options: all options are empty", _REVISION)
    letter, place = row["answer"], row["answer_index"]
    # The place counts all options as given; it is that of the letter only where those taken out come last.
    if place not in range(len(options)) or options[place] != given[place]:
        what = f"{place} is the place of none of {len(options)} options"
        raise DataError(f"{row.where}, column answer_index: {what}", _REVISION)
    if letter != LETTERS[place]:
        what = f"{letter!r}, but answer_index {place} is {LETTERS[place]}"
        raise DataError(f"{row.where}, column answer: {what}", _REVISION)
    source = str(row["src"]).partition("-")[0]
    return Question(row["question_id"], row["question"], options, place, category, row["cot_content"], source)
