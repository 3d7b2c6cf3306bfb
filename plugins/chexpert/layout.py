"""Where the files of a copy of CheXpert lie.

The release exists in several shapes: the classic tree (``train.csv``, ``valid.csv``, ``train/``,
``valid/``), the full-resolution download in batch folders that hold patients without a ``train/``
level, the release with the test set (``val/``, ``test/``, ``val_labels.csv``, ``test_labels.csv``)
and the test labels alone (``groundtruth.csv``, one row per study).
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from podium.plugins.chest_xray.folders import find_table, names_in, subfolders, table_in
from podium.registry import DataError

TABLES = {
    "train": ("train.csv",),
    "valid": ("valid.csv", "val_labels.csv"),
    "test": ("test.csv", "test_labels.csv", "groundtruth.csv"),
}
_FOLDERS = {"train": ("train",), "valid": ("valid", "val"), "test": ("test",)}
_IMAGE_FOLDERS = tuple(name for names in _FOLDERS.values() for name in names)
_BATCH = "batch"
_PATIENT = re.compile(r"patient([0-9]{5})")


def split_table(root: Path, split: str) -> Path:
    """Return the label table of ``split``, wherever it lies under ``root``.

    Raises:
        DataError: If there is none, or more than one that could be meant.
    """
    path = find_table(root, TABLES[split], _IMAGE_FOLDERS)
    if path is not None:
        return path
    others = [name for name in TABLES if name != split and find_table(root, TABLES[name], _IMAGE_FOLDERS)]
    raise DataError(
        f"no labels of the {split} split ({' or '.join(TABLES[split])}, also .gz) in {root} or two levels below",
        f"the folder has the {' and '.join(others)} split" if others else "is it the folder of a copy of CheXpert?",
    )


def all_tables(root: Path, split: str) -> list[Path]:
    """Return every label table of ``split`` under ``root``; the one that is loaded comes first.

    Raises:
        DataError: If two tables of one name, or two that could be loaded, are equally near.
    """
    searched = (TABLES[split], *((name,) for name in TABLES[split]))
    found = (find_table(root, names, _IMAGE_FOLDERS) for names in searched)
    return list(dict.fromkeys(path for path in found if path is not None))


def other_tables(table: Path, split: str) -> list[Path]:
    """Return the label tables of the other splits that lie beside ``table``."""
    found = (table_in(table.parent, names) for name, names in TABLES.items() if name != split)
    return [path for path in found if path is not None]


def patient_folders(home: Path, split: str) -> dict[int, str]:
    """Return the folder of each patient of ``split``, by the patient's number.

    Looked at are the split's folder and patients without one, both in ``home`` and in the folders in
    it; and in the batch folders beside ``home``, where it is one itself.

    Args:
        home: Folder of the label table.
        split: A split.
    """
    homes = [home, *subfolders(home)]
    if _BATCH in home.name.lower():
        homes += [folder for folder in subfolders(home.parent) if _BATCH in folder.name.lower() and folder != home]
    folders: list[Path] = []
    for place in homes:
        if place.name.lower() not in _IMAGE_FOLDERS or place == home:
            folders += [child for child in subfolders(place) if child.name.lower() in _FOLDERS[split]]
            folders.append(place)
    found: dict[int, str] = {}
    for folder in folders:
        for name in names_in(folder):
            match = _PATIENT.fullmatch(name)
            if match:
                found.setdefault(int(match[1]), f"{folder}{os.sep}{name}")
    return found
