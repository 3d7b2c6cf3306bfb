"""Where the files of a copy of VQA-RAD lie: one JSON file, and a folder of images beside or below it."""

from __future__ import annotations

import os
from collections.abc import Set
from pathlib import Path

from podium.registry import DataError, MissingFiles

#: Names of the official file; browsers and shells put underscores for its blanks.
FILES = ("VQA_RAD Dataset Public.json", "VQA_RAD_Dataset_Public.json")
#: Names of the folder of images, in lower case.
_IMAGE_FOLDERS = ("vqa_rad image folder", "vqa_rad_image_folder", "images", "image", "vqa_rad images")


def find_file(root: Path) -> Path:
    """Return the file of questions in ``root`` or a folder below it.

    Raises:
        DataError: If ``root`` is no folder, or the file is in two folders below it.
        MissingFiles: If it is not there.
    """
    if not root.is_dir():
        raise DataError(f"{root} is {'a file' if root.exists() else 'not there'}", "name the folder of your copy")
    for folders in ([root], _subfolders(root)):
        found = [path for folder in folders for name in FILES if (path := folder / name).is_file()]
        if len(found) > 1:
            raise DataError(f"{' and '.join(map(str, found))} could both be meant", "name the folder of one of them")
        if found:
            return found[0]
    hint = "is it the folder of a copy of VQA-RAD, as its home offers it?"
    raise MissingFiles(f"no {FILES[0]} in {root} or one level below", hint)


def _subfolders(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        return sorted(folder / entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))


def image_folder(file: Path, names: Set[str]) -> Path:
    """Return the folder that holds images of a file of questions.

    It is one of the usual names beside the file, the file's own folder, or one of the usual names beside that. Of
    these it is the first that holds any of the images; where none does, the first of the usual names beside the file.

    Args:
        file: The file of questions.
        names: Names of the images.
    """
    inside = _usual(file.parent)
    for folder in (*inside, file.parent, *_usual(file.parent.parent)):
        if names & names_in(folder):
            return folder
    return inside[0] if inside else file.parent


def _usual(home: Path) -> list[Path]:
    try:
        return [folder for folder in _subfolders(home) if folder.name.lower() in _IMAGE_FOLDERS]
    except PermissionError:  # what lies above the copy may be somebody else's
        return []


def names_in(folder: Path) -> set[str]:
    """Return the names in a folder.

    Raises:
        DataError: If it cannot be listed.
    """
    try:
        return set(os.listdir(folder))
    except OSError as error:
        raise DataError(f"{folder} cannot be listed: {error.strerror}") from None
