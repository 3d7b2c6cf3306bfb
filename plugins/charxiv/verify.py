"""Checking a copy: its questions beside the published numbers, and every chart."""

from __future__ import annotations

from pathlib import Path

from podium.plugins.charxiv.loader import OF_TYPE, QUESTIONS, TYPES, json_folder, load
from podium.registry import DataError, Dataset, Part, verify_questions
from podium.registry.verification import Observer, Verification


def verify(root: Path, level: str, observe: Observer) -> Verification:
    """Return what is right and wrong with a copy; see :func:`podium.registry.verify_questions`.

    Args:
        root: Folder of the copy, or its parent.
        level: How thorough.
        observe: Told how far the check is.

    Raises:
        DataError: If the copy is of neither layout.
    """
    if not root.is_dir():
        raise DataError(f"no folder {root}", "name the folder of your copy of CharXiv")

    def validation(images: bool) -> Dataset:
        # The check names every chart of a folder that is missing or damaged, where loading stops at the first; only
        # charts inside a table must be written before they can be opened.
        return load(root, "validation", images and json_folder(root) is None)

    published = {TYPES[kind]: count for kind, count in OF_TYPE.items()}
    return verify_questions(
        root, [Part("validation", validation, QUESTIONS, published)], level, observe, by="answer_type"
    )
