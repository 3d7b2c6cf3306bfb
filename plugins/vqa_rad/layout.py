"""Where the files of a copy of VQA-RAD lie: one JSON file, and a folder of images beside or below it."""

from __future__ import annotations

import os
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


def image_folder(file: Path) -> Path:
    """Return the folder of the images that go with a file of questions: one of the usual names, or its own folder.

    The folder is looked for beside the file and beside the folder that the file is in.
    """
    for home in (file.parent, file.parent.parent):
        for folder in _subfolders(home):
            if folder.name.lower() in _IMAGE_FOLDERS:
                return folder
    return file.parent


def names_in(folder: Path) -> set[str]:
    """Return the names in a folder.

    Raises:
        DataError: If it cannot be listed.
    """
    try:
        return set(os.listdir(folder))
    except OSError as error:
        raise DataError(f"{folder} cannot be listed: {error.strerror}") from None
