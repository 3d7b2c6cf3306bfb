"""From a copy of MIMIC-CXR-JPG to the items of a split."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.folders import (
    checked_root,
    find_table,
    is_sample,
    left_out,
    names_in,
    partial_copy,
    table_in,
)
from podium.plugins.chest_xray.images import check_image
from podium.plugins.chest_xray.items import LazyItems
from podium.plugins.chest_xray.policies import BLANK, policy_note, target_values
from podium.plugins.chest_xray.questions import QUESTIONS, questions
from podium.plugins.mimic_cxr.index import SplitIndex, index_split, without_split
from podium.plugins.mimic_cxr.keys import patient_folder, reference
from podium.plugins.mimic_cxr.published import difference
from podium.plugins.mimic_cxr.tables import (
    LABELS,
    Metadata,
    SplitImages,
    StudyLabels,
    read_labels,
    read_metadata,
    read_splits,
)
from podium.plugins.mimic_cxr.views import OTHER, UNKNOWN
from podium.registry import Classify, DataError, Dataset, Item, PodiumError

_SPLIT_FILE = "mimic-cxr-2.0.0-split.csv"
_METADATA_FILE = "mimic-cxr-2.0.0-metadata.csv"
_LABEL_FILES = {
    "chexpert": "mimic-cxr-2.0.0-chexpert.csv",
    "negbio": "mimic-cxr-2.0.0-negbio.csv",
    "gold": "mimic-cxr-2.1.0-test-set-labeled.csv",
}
_GOLD = "gold"
#: Splits that are evaluated, small enough to look into each image beforehand.
_CHECKED_SPLITS = ("validate", "test")


def load(
    root: Path,
    split: str,
    labels: str,
    uncertainty: str,
    blanks: str,
    allow_partial: bool,
    check_images: bool,
    protocol: str,
) -> Dataset:
    """Return the items of ``split``, one per image of a labelled study.

    Args:
        root: Folder of the copy, or its parent.
        split: ``"train"``, ``"validate"`` or ``"test"``.
        labels: Whose labels: ``"chexpert"``, ``"negbio"`` or ``"gold"``.
        uncertainty: What an uncertain label counts as.
        blanks: What a blank label counts as.
        allow_partial: Whether to leave out images that are missing.
        check_images: Whether to look for the images at all; predictions can be scored without them.
        protocol: What is asked: of each image probabilities, or a question per finding. Questions count
            uncertain and blank labels as negative.

    Raises:
        PodiumError: If the settings contradict one another.
        DataError: If the copy is of another layout, inconsistent, incomplete or damaged.
    """
    if protocol == QUESTIONS:
        uncertainty, blanks = _as_negative(uncertainty, blanks)
    home, splits, metadata = read_home(root)
    gold = labels == _GOLD
    told = read_labels(_beside(home, _LABEL_FILES[labels]), patients=not gold)
    index = index_split(splits, metadata, told, split)
    sample = is_sample(root, home)
    notes = _notes(index, told.source.name, uncertainty, blanks, without_split(metadata, splits))
    found = np.unique(index.study[index.labelled])
    if gold:
        notes += _elsewhere(told, splits, found, split)
    counted = len(found) if gold else len(told.study)
    shortfall = [] if sample else [difference(split, index.counts(), counted, gold)]
    index = index.taken(index.labelled)
    if not len(index):
        hint = "the radiologist labelled studies of the test split" if gold else ""
        raise DataError(f"{told.source} labels no study of the {split} split", hint)
    if check_images:
        index, partial = with_images(index, home, split, allow_partial)
        shortfall.append(partial)
        notes += left_out(partial)
    build = _builder(split, index, home, reference(labels, uncertainty, blanks), target_values(uncertainty, blanks))
    images = LazyItems(range(len(index)), build)
    return Dataset(
        items=questions(images) if protocol == QUESTIONS else images,
        split=split,
        sample=sample,
        shortfall="; ".join(reason for reason in shortfall if reason),
        notes=notes,
        fingerprint=index.fingerprint(),
    )


def read_home(root: Path) -> tuple[Path, SplitImages, Metadata]:
    """Return the dataset's folder, found in ``root`` or below, and its tables of splits and images.

    Raises:
        DataError: If one is missing or cannot be read.
    """
    split_file = find_table(checked_root(root), (_SPLIT_FILE,), ("files",))
    if split_file is None:
        raise DataError(
            f"no {_SPLIT_FILE}, also .gz, in {root} or two levels below", "is it the folder of MIMIC-CXR-JPG?"
        )
    return split_file.parent, read_splits(split_file), read_metadata(_beside(split_file.parent, _METADATA_FILE))


def with_images(index: SplitIndex, home: Path, split: str, allow_partial: bool) -> tuple[SplitIndex, str]:
    """Return the images that are there and whole, and how many are if some are not.

    Raises:
        DataError: If one is damaged or, without ``allow_partial``, missing.
    """
    present = _present(index, home)
    partial = partial_copy(present, index.path, home, allow_partial)
    if partial:
        index = index.taken(present)
    if split in _CHECKED_SPLITS:
        for row in range(len(index)):
            check_image(home / index.path(row))
    return index, partial


def _as_negative(uncertainty: str, blanks: str) -> tuple[str, str]:
    """Return the policy of the questions' protocol; ``ignore`` is what stands there where nobody chose."""
    for name, value, allowed in (("uncertainty", uncertainty, ("ignore", "zeros")), ("blanks", blanks, ("zeros",))):
        if value not in allowed:
            problem = f"protocol {QUESTIONS} counts uncertain and blank labels as negative, not by {name}={value}"
            raise PodiumError(problem, f"leave {name} out")
    return "zeros", "zeros"


def _elsewhere(told: StudyLabels, splits: SplitImages, found: NDArray[np.int64], split: str) -> tuple[str, ...]:
    """Say which of the radiologist's studies are not in the split."""
    beyond = told.study[~np.isin(told.study, found)]
    unknown = int((~np.isin(beyond, splits.study)).sum())
    counts = ((len(beyond) - unknown, f"are not in the {split} split"), (unknown, "are in no split"))
    return tuple(
        f"{count:,} of {len(told.study):,} studies of {told.source.name} {what}" for count, what in counts if count
    )


def _beside(home: Path, name: str) -> Path:
    path = table_in(home, (name,))
    if path is None:
        raise DataError(f"no {name}, also .gz, in {home}", "it is part of MIMIC-CXR-JPG; copy it there")
    return path


def _builder(split: str, index: SplitIndex, home: Path, told_by: str, values: Sequence[float]) -> Callable[[int], Item]:
    def build(row: int) -> Item:
        view, projection = index.kinds[index.kind[row]]
        return Item(
            id=index.name(row),
            request=Classify((home / index.path(row),), LABELS),
            target=tuple(values[code - BLANK] for code in index.labels[row].tolist()),
            group=f"p{index.subject[row]}",
            attributes={
                "split": split,
                "study": f"s{index.study[row]}",
                "view": view,
                "projection": projection,
                "reference": told_by,
            },
        )

    return build


def _present(index: SplitIndex, home: Path) -> NDArray[np.bool_]:
    """Return which images exist; each study's folder is listed once."""
    present = np.zeros(len(index), np.bool_)
    if not len(index):
        return present
    starts = index.study_starts().tolist()
    for start, stop in zip(starts, [*starts[1:], len(index)], strict=True):
        folder = f"files/{patient_folder(int(index.subject[start]))}/s{index.study[start]}"
        names = names_in(home / folder)
        for row in range(start, stop):
            present[row] = f"{index.name(row)}.jpg" in names
    return present


def _notes(index: SplitIndex, source: str, uncertainty: str, blanks: str, strays: int) -> tuple[str, ...]:
    images, studies, patients = index.counts()
    notes = [f"{images:,} images of {studies:,} studies of {patients:,} patients, labels from {source}"]
    unlabelled = index.taken(~index.labelled)
    if len(unlabelled):
        notes.append(f"left out because their study has no labels: {len(unlabelled):,} of {images:,} images")
    notes.append(policy_note(index.labels[index.labelled], uncertainty, blanks))
    views = index.views()
    unclear = [f"{views[view]:,} {view}" for view in (OTHER, UNKNOWN) if views.get(view)]
    if unclear:
        notes.append(f"views that are neither frontal nor lateral, kept: {', '.join(unclear)}")
    if strays:
        notes.append(f"images of the metadata that are in no split: {strays:,}")
    return tuple(notes)
