"""From a copy of ChestX-ray14 to the items of a split."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.folders import is_sample, left_out, partial_copy
from podium.plugins.chest_xray.items import LazyItems
from podium.plugins.nih_chestxray14.index import SEXES, UNKNOWN_AGE, VIEWS, Index, read_index, read_list
from podium.plugins.nih_chestxray14.labels import FOURTEEN
from podium.plugins.nih_chestxray14.layout import Copy, find_copy, place_images
from podium.plugins.nih_chestxray14.published import SPLITS
from podium.registry import Classify, DataError, Dataset, Item, other_count

_SEXES = tuple(SEXES.values())


def load(root: Path, split: str, allow_partial: bool, check_images: bool) -> Dataset:
    """Return the items of ``split``, one per image, by name.

    Args:
        root: Folder of the copy, or its parent.
        split: ``"train"`` or ``"test"``.
        allow_partial: Whether to leave out images that are missing.
        check_images: Whether to look for the images at all; predictions can be scored without them.

    Raises:
        DataError: If a file is missing or inconsistent, or images are missing; it names file, row and column.
    """
    copy = find_copy(root)
    whole = read_index(copy.table)
    index = whole.taken(split_rows(copy, whole, split))
    shortfall = [] if is_sample(root, copy.home) else [other_count(len(index), SPLITS[split])]
    partial, folders = "", {}
    if check_images:
        folders = place_images(copy.home, set(index.names.tolist()))
        index, partial = _present(index, folders, copy.home, allow_partial)
        shortfall.append(partial)
    return Dataset(
        items=LazyItems(range(len(index)), _builder(split, copy, index, folders)),
        split=split,
        sample=is_sample(root, copy.home),
        shortfall="; ".join(filter(None, shortfall)),
        notes=(*_notes(copy, index), *left_out(partial)),
        fingerprint=index.fingerprint(),
    )


def split_rows(copy: Copy, index: Index, split: str) -> NDArray[np.intp]:
    """Return the rows of a split, checked against the other split's list where the copy has it.

    Raises:
        DataError: If the copy has no list of the split, or two splits share an image or a patient.
    """
    path = copy.list_of(split)
    rows = read_list(path, index)
    for name, other in copy.lists.items():
        if name != split:
            check_disjoint(index, (path, rows), (other, read_list(other, index)))
    return rows


def check_disjoint(index: Index, one: tuple[Path, NDArray[np.intp]], other: tuple[Path, NDArray[np.intp]]) -> None:
    """Check that two lists share no patient, and so no image: that would leak.

    Raises:
        DataError: If they do; it names the first such image of the first list.
    """
    shared = np.isin(index.patient[one[1]], index.patient[other[1]])
    if shared.any():
        row = int(one[1][np.flatnonzero(shared)[0]])
        name, patient = str(index.names[row]), int(index.patient[row])
        also = f"patient {patient} is in {other[0].name} too; splits may share no patient"
        raise DataError(f"{one[0]}, row {_line(one[0], name)}: {name}: {also}")


def _line(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return 1 + next(number for number, line in enumerate(lines) if line.strip() == name)


def _present(index: Index, folders: Mapping[str, Path], home: Path, allow_partial: bool) -> tuple[Index, str]:
    """Return the images that are there, and how many are if some are not.

    Raises:
        DataError: If one is missing and that is not allowed, or all are.
    """
    present = np.array([name in folders for name in index.names.tolist()], np.bool_)
    partial = partial_copy(present, lambda row: str(index.names[row]), home, allow_partial)
    return (index.taken(present) if partial else index), partial


def _builder(split: str, copy: Copy, index: Index, folders: Mapping[str, Path]) -> Callable[[int], Item]:
    def build(row: int) -> Item:
        name = str(index.names[row])
        # Where images are not looked for, predictions are scored and nobody opens the path.
        path = folders.get(name, copy.home / "images") / name
        return Item(
            id=name,
            request=Classify((path,), FOURTEEN),
            target=tuple(map(float, index.labels[row].tolist())),
            group=f"{index.patient[row]:08d}",
            attributes={
                "split": split,
                "labels": copy.version,
                "view": "frontal",
                "projection": VIEWS[index.view[row]],
                "sex": _SEXES[index.sex[row]],
                "age": None if index.age[row] == UNKNOWN_AGE else int(index.age[row]),
            },
        )

    return build


def _notes(copy: Copy, index: Index) -> tuple[str, ...]:
    notes = [
        f"{len(index):,} images of {index.patients:,} patients, labels from {copy.table.name};"
        f" {index.without():,} images without any of the {len(FOURTEEN)} findings"
    ]
    if copy.other is not None:
        notes.append(f"{copy.other.name} lies in the copy too and is not used")
    unknown = int((index.age == UNKNOWN_AGE).sum())
    if unknown:
        notes.append(f"age not given, or more than anyone reaches: {unknown:,} images")
    return tuple(notes)
