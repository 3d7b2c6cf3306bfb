"""From a copy of VQA-RAD to the items of a split."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from podium.plugins.vqa_rad.layout import find_file, image_folder, names_in
from podium.plugins.vqa_rad.prompts import request
from podium.plugins.vqa_rad.published import SPLITS
from podium.plugins.vqa_rad.questions import Question, read_questions
from podium.registry import DataError, Dataset, Item, other_count

_NAMED = 3


def load(root: Path, split: str, prompt: str, check_images: bool) -> Dataset:
    """Return the questions of a split, in the order of the file; an item's id is the file's ``qid``.

    The test is what the file marks by ``test_``. The training split leaves out what comes twice: a question with the
    image and the answer of an earlier one, or of one of the test, each to the letter.

    Args:
        root: Folder of the copy, or its parent.
        split: ``"train"`` or ``"test"``.
        prompt: How it is asked; see :mod:`podium.plugins.vqa_rad.prompts`.
        check_images: Whether to look for the image files.

    Raises:
        DataError: If the file is missing or a record is wrong, or images are missing; it names file, record and field.
    """
    file = find_file(root)
    every = read_questions(file)
    test, train = ([one for one in every if one.test == wanted] for wanted in (True, False))
    once = _without_doubles(train, test)
    questions = test if split == "test" else once
    if not questions:
        raise DataError(
            f"{file}: no question of the {split} split", "phrase_type begins with test_ for those of the test"
        )
    folder = image_folder(file, {one.image for one in every})
    if check_images:
        _check_images(file, folder, questions)
    items = [_item(one, split, folder, prompt) for one in questions]
    return Dataset(
        items,
        split,
        shortfall=other_count(len(items), SPLITS[split]),
        notes=_notes(file, split, questions, (test, once), len(train) - len(once)),
        fingerprint=_hash(questions),
    )


def _without_doubles(train: Sequence[Question], test: Sequence[Question]) -> list[Question]:
    seen = {one.triplet for one in test}
    kept = []
    for one in train:
        if one.triplet not in seen:
            seen.add(one.triplet)
            kept.append(one)
    return kept


def _check_images(file: Path, folder: Path, questions: Sequence[Question]) -> None:
    """Check that the images are there; opening them is left to the model's adapter.

    Raises:
        DataError: If one is missing; it names the record.
    """
    there = names_in(folder)
    missing = list({one.image: one for one in questions if one.image not in there}.values())
    if missing:
        first, total = missing[0], len({one.image for one in questions})
        more = f"; {len(missing):,} of {total:,} images are missing" if len(missing) > 1 else ""
        hint = "put the images beside the file, or score replies from a file with --set images=skip"
        place = f"{file}, record {first.record}, field image_name"
        raise DataError(f"{place}: {first.image} is not in {folder}{more}", hint)


def _item(one: Question, split: str, folder: Path, prompt: str) -> Item:
    return Item(
        id=one.id,
        request=request(one.text, folder / one.image, prompt),
        target=one.answer,
        group=one.image,
        attributes={
            "split": split,
            "prompt": prompt,
            "kind": one.kind,
            "organ": one.organ,
            "types": ", ".join(one.types),
        },
    )


def _notes(
    file: Path, split: str, questions: Sequence[Question], both: tuple[list[Question], list[Question]], doubles: int
) -> tuple[str, ...]:
    images, other = ({one.image for one in part} for part in (questions, both[split == "test"]))
    shared = len(images & other)
    name = "training" if split == "test" else "test"
    notes = [f"{len(questions):,} questions about {len(images):,} images from {file.name}"]
    if split != "test" and doubles:
        notes.append(f"left out because they come twice, or in the test too: {doubles:,} questions")
    if shared:
        notes.append(f"the official split shares images: {shared:,} of {len(images):,} have {name} questions too")
    return tuple(notes)


def _hash(questions: Sequence[Question]) -> str:
    digest = hashlib.sha256()
    for one in questions:
        digest.update(repr((one.id, one.image, one.organ, one.text, one.types, one.answer, one.kind)).encode())
    return digest.hexdigest()
