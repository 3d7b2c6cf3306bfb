"""From the authors' files to the items of a split."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from podium.registry import Choose, DataError, Dataset, Item, MissingFiles, other_count, read_data_file
from podium_medqa.card import SPLITS

LETTERS = "ABCD"
#: Where the files lie in the authors' download, whose top folder is ``data_clean``.
FOLDER = Path("questions", "US", "4_options")
#: What ``meta_info`` says, and how it is shown.
STEPS = {"step1": "Step 1", "step2&3": "Step 2 and 3"}
_HOMES = (Path("data_clean") / FOLDER, FOLDER, Path("US", "4_options"), Path("4_options"), Path())


def file_name(split: str) -> str:
    """Return the name of a split's file."""
    return f"phrases_no_exclude_{split}.jsonl"


def find_file(root: Path, split: str) -> Path:
    """Return the file of a split in ``root``, which may be any folder from the download's top to the file's own.

    Raises:
        MissingFiles: If it is not there.
    """
    for home in _HOMES:
        if (path := root / home / file_name(split)).is_file():
            return path
    hint = "unpack the authors' data_clean.zip and name its folder"
    raise MissingFiles(f"no {FOLDER / file_name(split)} in {root}", hint)


def load(root: Path, split: str) -> Dataset:
    """Return the questions of a split in the order of the file; an item's id is ``SPLIT-N``, N from 0.

    Raises:
        DataError: If the file is missing or a line is not a question with four options; it names file, row, field.
    """
    path = find_file(root, split)
    try:
        lines = read_data_file(path, "JSON lines").decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise DataError(f"{path}: it is not UTF-8 text", "copy it again") from None
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise DataError(f"{path}: it holds no question", "copy it again")
    items = [_item(f"{path}, row {number}", line, split, place) for place, (number, line) in enumerate(rows)]
    digest = hashlib.sha256("\n".join(line for _, line in rows).encode()).hexdigest()
    return Dataset(
        items,
        split,
        shortfall=other_count(len(items), SPLITS[split]),
        notes=(f"{len(items):,} questions from {path.name}",),
        fingerprint=digest,
    )


def _item(where: str, line: str, split: str, place: int) -> Item:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise DataError(f"{where}: it is not JSON ({error.msg})", "copy the file again") from None
    if not isinstance(row, dict):
        raise DataError(f"{where}: it is not an object with fields")
    options = _field(where, row, "options", dict)
    if sorted(options) != list(LETTERS) or not all(isinstance(text, str) and text.strip() for text in options.values()):
        raise DataError(f"{where}, field options: they are not four texts called A to D")
    letter = _field(where, row, "answer_idx", str)
    if letter not in options:
        raise DataError(f"{where}, field answer_idx: {letter!r} is not A, B, C or D")
    if row.get("answer", options[letter]) != options[letter]:
        raise DataError(f"{where}, field answer: it is not the text of option {letter}")
    step = _field(where, row, "meta_info", str)
    if step not in STEPS:
        raise DataError(f"{where}, field meta_info: {step!r} is not one of {', '.join(STEPS)}")
    return Item(
        id=f"{split}-{place}",
        request=Choose(_field(where, row, "question", str), tuple(options[one] for one in LETTERS)),
        target=LETTERS.index(letter),
        group=STEPS[step],
        attributes={"split": split, "subject": STEPS[step]},
    )


def _field(where: str, row: dict[str, Any], name: str, kind: type) -> Any:
    value = row.get(name)
    if not isinstance(value, kind) or not value or (isinstance(value, str) and not value.strip()):
        told = "is missing" if name not in row else f"{value!r} is not {'a text' if kind is str else 'an object'}"
        raise DataError(f"{where}, field {name}: {'it ' if name not in row else ''}{told}")
    return value
