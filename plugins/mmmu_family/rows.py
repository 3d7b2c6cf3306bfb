"""What rows of both benchmarks have in common: names, option literals, golds, and images that stand at marks."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from podium.plugins.mmmu_family.choices import letters
from podium.plugins.mmmu_family.subjects import split_and_subject
from podium.registry import DataError, Generate, Item, Row, keep_image

#: A question shows at most so many images, in columns ``image_1`` and so on.
MOST_IMAGES = 7
IMAGE_COLUMNS = tuple(f"image_{number}" for number in range(1, MOST_IMAGES + 1))
#: Lies in the folder of a synthetic sample.
SAMPLE_MARKER = "SAMPLE.txt"
_MARK = re.compile(r"<image\s+(\d+)>")
_MOST_OPTIONS = 26
_OTHER_REVISION = "is it another revision of the data?"


class Options(NamedTuple):
    """The options of a question.

    Args:
        texts: In order.
        nested: Whether one is itself a list, as for one item of MMMU-Pro, which then cannot be answered right.
    """

    texts: tuple[str, ...]
    nested: bool = False


def read_options(row: Row) -> Options:
    """Return the options of a row, whose cell holds a Python list as text.

    Raises:
        DataError: If the cell is no such list or has more options than there are letters.
    """
    cell = row["options"]
    found = _literal(cell)
    if not isinstance(found, list):
        raise DataError(f"{row.where}, column options: {_short(cell)} is not a Python list", _OTHER_REVISION)
    if len(found) > _MOST_OPTIONS:
        raise DataError(f"{row.where}, column options: {len(found)} options, and there are {_MOST_OPTIONS} letters")
    return Options(tuple(map(str, found)), any(isinstance(option, (list, tuple)) for option in found))


def read_letter(row: Row, options: Options) -> str:
    """Return the letter of the right option.

    Raises:
        DataError: If there is no option, or the cell names none of them and they are as they should be.
    """
    gold = str(row["answer"])
    if not options.texts:
        raise DataError(f"{row.where}, column options: a multiple-choice question without options", _OTHER_REVISION)
    names = letters(len(options.texts))
    if gold not in names and not options.nested:
        raise DataError(
            f"{row.where}, column answer: {_short(gold)} is none of the {len(names)} options {names[0]} to {names[-1]}",
            _OTHER_REVISION,
        )
    return gold


def read_gold(row: Row) -> str | tuple[str, ...]:
    """Return the answer of an open question, or all of them where the cell holds a list of them as text.

    Raises:
        DataError: If the cell is empty or an unreadable list.
    """
    gold = str(row["answer"])
    if not gold.startswith("["):
        if not gold.strip():
            raise DataError(f"{row.where}, column answer: it is empty", _OTHER_REVISION)
        return gold
    found = _literal(gold)
    if not isinstance(found, list) or not found or not all(str(one).strip() for one in found):
        raise DataError(f"{row.where}, column answer: {_short(gold)} is not a list of answers", _OTHER_REVISION)
    return tuple(map(str, found))


def read_name(row: Row, splits: Sequence[str]) -> tuple[str, str]:
    """Return an item's name and its subject.

    Args:
        row: The row.
        splits: The splits of MMMU that its name may say it is of.

    Raises:
        DataError: If the name is of another form, split or subject.
    """
    name = str(row["id"])
    found = split_and_subject(name)
    if found is None:
        what = "does not name a split and one of the 30 subjects, as in validation_Art_1"
        raise DataError(f"{row.where}, column id: {_short(name)} {what}", _OTHER_REVISION)
    split, subject = found
    if split not in splits:
        raise DataError(f"{row.where}, column id: {name} is not of {' or '.join(splits)}", _OTHER_REVISION)
    return name, subject


def kept_images(row: Row, name: str, slug: str, write: bool, columns: Sequence[str] = IMAGE_COLUMNS) -> dict[int, Path]:
    """Return the images of a row by number, kept as files.

    Args:
        row: The row.
        name: The item's name.
        slug: The benchmark.
        write: Whether to write the files; their paths are the same without.
        columns: Columns that may hold one, in the order of the numbers.

    Raises:
        DataError: If a cell holds something that is not an image.
    """
    found = {}
    for number, column in enumerate(columns, 1):
        content = row[column]
        if content is not None:
            where = f"{row.where}, column {column}"
            found[number] = keep_image(content, slug, f"{name}-{column}", where, write)
    return found


def place(prompt: str, images: Mapping[int, Path], where: str) -> tuple[str, tuple[Path, ...]]:
    """Return a prompt and its images as a request takes them, whose mark ``<image N>`` is the Nth image it is given.

    In the data it is the image of column ``image_N``, whatever others there are; where a column before it is empty,
    the mark gets another number.

    Args:
        prompt: With the data's marks, which may repeat and come in any order.
        images: By number.
        where: Place of the row, for messages.

    Raises:
        DataError: If there is a mark without an image.
    """
    for mark in _MARK.finditer(prompt):
        if int(mark.group(1)) not in images:
            column = f"image_{int(mark.group(1))}"
            raise DataError(
                f"{where}, column {column}: it holds no image, and the question shows {mark.group()}", _OTHER_REVISION
            )
    numbers = {number: position for position, number in enumerate(sorted(images), 1)}
    renumbered = _MARK.sub(lambda mark: f"<image {numbers[int(mark.group(1))]}>", prompt)
    return renumbered, tuple(images[number] for number in numbers)


def fingerprint(items: Sequence[Item]) -> str:
    """Return the SHA-256 of what is asked, in order: names, prompts, images by name and content, answers."""
    digest = hashlib.sha256()
    for item in items:
        request = cast("Generate", item.request)
        images = [path.name for path in request.images]
        digest.update(f"{item.id}\0{request.prompt}\0{images}\0{item.target}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def is_sample(file: Path) -> bool:
    """Return whether a file is part of a synthetic sample."""
    return any((folder / SAMPLE_MARKER).is_file() for folder in file.parents[:2])


def _literal(text: object) -> object:
    try:
        return ast.literal_eval(str(text))
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def _short(text: object, most: int = 40) -> str:
    shown = repr(text)
    return shown if len(shown) <= most else f"{shown[: most - 3]}..."
