"""Finding label tables and images in the places where people unpack these datasets."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from podium.registry import DataError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Marks a folder as synthetic sample data.
SAMPLE_MARKER = "SAMPLE.txt"
#: How far below the folder that a user names a table is looked for.
_DEPTH = 2


def checked_root(root: Path) -> Path:
    """Return ``root`` if it is a folder that can be listed.

    Raises:
        DataError: If it is not.
    """
    try:
        os.listdir(root)
    except FileNotFoundError:
        raise DataError(f"no folder {root}", "name the folder of your copy of the dataset") from None
    except NotADirectoryError:
        raise DataError(f"{root} is a file", "name the folder of your copy of the dataset") from None
    except OSError as error:
        raise DataError(f"{root} cannot be listed: {error.strerror}") from None
    return root


def table_in(folder: Path, names: Sequence[str]) -> Path | None:
    """Return the first of ``names`` that lies in ``folder``, plain or with ``.gz``, or None."""
    for name in names:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.is_file():
                return path
    return None


def find_table(root: Path, names: Sequence[str], skip: Sequence[str]) -> Path | None:
    """Return the table called one of ``names`` in ``root`` or up to two folders below it, or None.

    The nearest one counts.

    Args:
        root: The folder that the user named; it may be the dataset's or its parent.
        names: File names, the preferred one first, each also with ``.gz``.
        skip: Names, in lower case, of folders that hold images and are not searched.

    Raises:
        DataError: If two folders equally near hold one.
    """
    folders = [root]
    for depth in range(_DEPTH + 1):
        found = [path for folder in folders if (path := table_in(folder, names))]
        if len(found) > 1:
            raise DataError(
                f"{' and '.join(str(path) for path in found)} could both be meant",
                "name the folder of one of them",
            )
        if found:
            return found[0]
        if depth < _DEPTH:
            folders = [child for folder in folders for child in subfolders(folder) if child.name.lower() not in skip]
    return None


def subfolders(folder: Path) -> list[Path]:
    """Return the folders in ``folder`` by name, without hidden ones and those of single patients."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_dir()]
    except OSError:
        # A neighbour that may not be listed is not part of the dataset.
        return []
    return [folder / name for name in sorted(names) if not name.startswith((".", "patient"))]


def names_in(folder: str | Path) -> set[str]:
    """Return the names in ``folder``; none if there is no such folder.

    Raises:
        DataError: If the folder cannot be listed.
    """
    try:
        return set(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return set()
    except OSError as error:
        raise DataError(f"{folder} cannot be listed: {error.strerror}") from None


def is_sample(root: Path, home: Path) -> bool:
    """Return whether the data in ``home``, found under ``root``, is marked as synthetic."""
    return any((folder / SAMPLE_MARKER).is_file() for folder in (root, home))


def left_out(partial: str) -> tuple[str, ...]:
    """Return what a report must say of ``partial``, such as ``"partial 2/3 images"``; nothing where it is empty."""
    return (f"{partial}: the others are missing and left out",) if partial else ()


def partial_copy(present: NDArray[np.bool_], name: Callable[[int], str], where: Path, allow_partial: bool) -> str:
    """Return how many images of a copy are there, such as ``"partial 2/3 images"``; nothing where all are.

    Args:
        present: For each image that the table names, whether it is there.
        name: Gives the name of the image at a place of ``present``.
        where: The dataset's folder.
        allow_partial: Whether some may be missing.

    Raises:
        DataError: If one is missing and that is not allowed, or all are.
    """
    if present.all():
        return ""
    if not allow_partial or not present.any():
        (missing,) = (~present).nonzero()
        raise _missing_images([name(int(place)) for place in missing[:3]], len(missing), len(present), where)
    return f"partial {int(present.sum()):,}/{len(present):,} images"


def _missing_images(first: Sequence[str], missing: int, total: int, where: Path) -> DataError:
    """Return the error for a copy that lacks images.

    Args:
        first: Names of the first missing ones.
        missing: How many are missing.
        total: Number of images that the table names.
        where: The dataset's folder.
    """
    more = f" and {missing - len(first):,} more" if missing > len(first) else ""
    are = "is" if missing == 1 else "are"
    problem = f"{missing:,} of {total:,} images {are} missing under {where}: {', '.join(first)}{more}"
    if missing == total:
        return DataError(problem, "unpack the images beside the table")
    return DataError(
        problem, "complete the copy, or go on without them by --allow-partial, which keeps the score off the boards"
    )
