"""Where the files of a copy of ChestX-ray14 lie.

The release is a label table, two lists and twelve archives that unpack to ``images_001/images`` to
``images_012/images``; many copies hold all images in one folder instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from podium.plugins.chest_xray.folders import checked_root, find_table, names_in, subfolders
from podium.registry import DataError

#: Versions of the label table, the one that the boards take first.
TABLES = ("Data_Entry_2017_v2020.csv", "Data_Entry_2017.csv")
LISTS = {"train": "train_val_list.txt", "test": "test_list.txt"}

_PART = re.compile(r"images(?:_[0-9]{3})?")
#: Folders that hold images and are not searched for tables.
_IMAGE_FOLDERS = ("images", *(f"images_{number:03d}" for number in range(1, 13)))


@dataclass(frozen=True)
class Copy:
    """The files of a copy that are no images.

    Args:
        table: The label table.
        other: Another version of it that lies in the copy too and is not used, or None.
        lists: By split, its list; splits without one are left out.
    """

    table: Path
    other: Path | None
    lists: dict[str, Path]

    @property
    def version(self) -> str:
        """Name of the label table's version, without ``.gz``."""
        return self.table.name.removesuffix(".gz")

    @property
    def home(self) -> Path:
        """Folder of the label table."""
        return self.table.parent

    def list_of(self, split: str) -> Path:
        """Return the list of ``split``.

        Raises:
            DataError: If the copy has none.
        """
        if split not in self.lists:
            hint = "it comes with the dataset, beside the label table"
            raise DataError(f"no {LISTS[split]} in {self.home}: it names the images of the {split} split", hint)
        return self.lists[split]


def find_copy(root: Path) -> Copy:
    """Return the files of the copy in ``root`` or up to two folders below it.

    Raises:
        DataError: If there is no label table, or two of one name that could be meant.
    """
    checked_root(root)
    found = [path for name in TABLES if (path := find_table(root, (name,), _IMAGE_FOLDERS))]
    if not found:
        raise DataError(
            f"no {' or '.join(TABLES)} (also .gz) in {root} or two levels below",
            "is it the folder of a copy of NIH ChestX-ray14?",
        )
    lists = {split: find_table(root, (name,), _IMAGE_FOLDERS) for split, name in LISTS.items()}
    return Copy(
        found[0],
        found[1] if len(found) > 1 else None,
        {split: path for split, path in lists.items() if path is not None},
    )


def image_folders(home: Path) -> list[Path]:
    """Return the folders that may hold images: the twelve parts, one called ``images``, and ``home`` itself."""
    parts = [folder for folder in subfolders(home) if _PART.fullmatch(folder.name)]
    return [*(folder / "images" for folder in parts), *parts, home]


def place_images(home: Path, names: set[str]) -> dict[str, Path]:
    """Return the folder of each of ``names`` that is there; every folder is listed once.

    Raises:
        DataError: If a folder cannot be listed.
    """
    found: dict[str, Path] = {}
    for folder in image_folders(home):
        for name in names_in(folder) & names:
            found.setdefault(name, folder)
    return found
