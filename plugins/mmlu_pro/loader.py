"""From a copy of MMLU-Pro to the items of a split."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from podium.plugins.mmlu_pro.card import CARD, HUB
from podium.plugins.mmlu_pro.prompts import request
from podium.plugins.mmlu_pro.questions import CATEGORIES, COLUMNS, LETTERS, Question, from_row
from podium.registry import DataError, Dataset, Item, PodiumError, find_files, how_to_get, other_count, read_parquet

#: The splits with their official numbers of questions; five per category are for validation.
SPLITS = {"test": 12_032, "validation": 70}
_KNOWN = {12_187: "an early revision"}
_HOW = how_to_get(CARD, HUB)


def load(root: Path, split: str, protocol: str, shots: int, room: int) -> Dataset:
    """Return the items of a split in the order of the file; an item's id is the question's number.

    Args:
        root: Folder of the copy, or its parent.
        split: ``"test"`` or ``"validation"``.
        protocol: ``"local"`` or ``"api"``: which of the authors' scripts is followed.
        shots: Solved questions of the category before each, 0 to 5.
        room: Most tokens of a prompt of the local script; 0 for the model's own window.

    Raises:
        PodiumError: If the split cannot be asked with so many examples.
        DataError: If files are missing or damaged, or a row is not what it must be.
    """
    if split == "validation" and shots:
        what = "its questions are the solved examples, and would be shown with their own answers"
        raise PodiumError(f"split validation of MMLU-Pro with {shots} shots: {what}", "--set shots=0")
    questions = _read(root, split)
    examples = _examples(root, questions, shots) if shots else {}
    items = [_item(one, examples.get(one.category, []), split, protocol, shots, room) for one in questions]
    notes = [f"{len(items):,} questions of {len({one.category for one in questions})} categories"]
    if shots:
        notes.append(f"solved examples of the category before each: {shots}, fewer where the prompt is too long")
    reason = _shortfall(questions, split)
    return Dataset(items, split, shortfall=reason, notes=tuple(notes), fingerprint=_hash(questions))


def _read(root: Path, split: str) -> list[Question]:
    """Return the questions of a split.

    Raises:
        DataError: If there are none, one is not what it must be, or two have the same number.
    """
    paths = find_files(root, (f"data/{split}-*.parquet", f"{split}-*.parquet"), f"the {split} split of MMLU-Pro", _HOW)
    questions, seen = [], set()
    for row in read_parquet(paths, COLUMNS):
        question = from_row(row)
        if question.id in seen:
            raise DataError(f"{row.where}, column question_id: {question.id} stands in an earlier row too", _HOW)
        seen.add(question.id)
        questions.append(question)
    return questions


def _examples(root: Path, questions: Iterable[Question], shots: int) -> dict[str, list[Question]]:
    """Return the first validation questions of every category that is asked."""
    found: dict[str, list[Question]] = {}
    for one in _read(root, "validation"):
        if not one.solution.strip():
            raise DataError(f"validation question {one.id} has no cot_content, so it cannot be an example", _HOW)
        found.setdefault(one.category, []).append(one)
    for category in dict.fromkeys(one.category for one in questions):
        there = len(found.get(category, ()))
        if there < shots:
            what = f"the validation split has {there} of {shots} solved examples of {category}"
            raise DataError(what, f"{_HOW}; or ask with fewer: --set shots={there}")
    return {category: solved[:shots] for category, solved in found.items()}


def _item(one: Question, examples: list[Question], split: str, protocol: str, shots: int, room: int) -> Item:
    return Item(
        id=str(one.id),
        request=request(protocol, examples, one, room),
        target=LETTERS[one.answer],
        group=one.category,
        attributes={
            "split": split,
            "category": one.category,
            "source": one.source,
            "options": len(one.options),
            "protocol": protocol,
            "shots": shots,
        },
    )


def _shortfall(questions: list[Question], split: str) -> str:
    """Return how the questions differ in number from the official ones, or nothing."""
    reasons = [other_count(len(questions), SPLITS[split], _KNOWN)]
    there = Counter(one.category for one in questions)
    official = CATEGORIES if split == "test" else dict.fromkeys(CATEGORIES, 5)
    wrong = [f"{name} {there[name]} not {count:,}" for name, count in official.items() if there[name] != count]
    if wrong:
        more = f" and {len(wrong) - 3} more categories" if len(wrong) > 3 else ""
        reasons.append(", ".join(wrong[:3]) + more)
    return "; ".join(filter(None, reasons))


def _hash(questions: Iterable[Question]) -> str:
    digest = hashlib.sha256()
    for one in questions:
        fields = (one.id, one.text, one.options, one.answer, one.category)
        digest.update(repr(fields).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
