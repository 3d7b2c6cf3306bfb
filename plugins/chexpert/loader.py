"""From a copy of CheXpert to the items of a split."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.folders import checked_root, is_sample, left_out, names_in, partial_copy
from podium.plugins.chest_xray.images import check_image
from podium.plugins.chest_xray.items import LazyItems
from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.policies import BLANK, policy_note, target_values
from podium.plugins.chest_xray.questions import QUESTIONS, questions
from podium.plugins.chest_xray.tables import cell_error
from podium.plugins.chexpert.index import PROJECTIONS, SEXES, UNKNOWN_AGE, SplitIndex, index_split, patients_of
from podium.plugins.chexpert.layout import other_tables, patient_folders, split_table
from podium.plugins.chexpert.published import difference
from podium.plugins.chexpert.reader_files import Decisions, read_readers
from podium.registry import Classify, DataError, Dataset, Item

#: Splits whose labels people gave; each cell is 1 or 0 and no policy applies.
EXPERT_SPLITS = ("valid", "test")


def load(
    root: Path, split: str, uncertainty: str, blanks: str, allow_partial: bool, check_images: bool, protocol: str
) -> Dataset:
    """Return the items of ``split``, one per image, or per study where only test labels are there.

    The benchmark readers' decisions, where the copy has them, are in the test items' attribute
    ``readers``: pairs of a name and a decision per label.

    Args:
        root: Folder of the copy, or its parent.
        split: ``"train"``, ``"valid"`` or ``"test"``.
        uncertainty: What an uncertain label of the train split counts as.
        blanks: What a blank label of the train split counts as.
        allow_partial: Whether to leave out images that are missing.
        check_images: Whether to look for the images at all; predictions can be scored without them.
        protocol: What is asked: of each image probabilities, or a question per finding.

    Raises:
        DataError: If the copy is of another layout, inconsistent, incomplete or damaged.
    """
    table = split_table(checked_root(root), split)
    index = index_split(table, expert=split in EXPERT_SPLITS)
    _check_patients(index, other_tables(table, split))
    if protocol == QUESTIONS and index.by_study:
        hint = "it needs test.csv or test_labels.csv, which name the images"
        raise DataError(f"{table} labels studies, but protocol {QUESTIONS} asks about each image", hint)
    readers, reader_notes = read_readers(table.parent, index) if split == "test" else ({}, ())
    sample = is_sample(root, table.parent)
    shortfall = [] if sample else [difference(split, index.counts())]
    partial = ""
    folders = {} if index.by_study else patient_folders(table.parent, split)
    if check_images and not index.by_study:
        index, partial = _with_images(index, folders, table.parent, split, allow_partial)
        shortfall.append(partial)
    images = LazyItems(range(len(index)), _builder(split, index, folders, target_values(uncertainty, blanks), readers))
    return Dataset(
        items=questions(images) if protocol == QUESTIONS else images,
        split=split,
        sample=sample,
        shortfall="; ".join(reason for reason in shortfall if reason),
        notes=(*_notes(index, split, uncertainty, blanks), *left_out(partial), *reader_notes),
        fingerprint=index.fingerprint(),
    )


def _with_images(
    index: SplitIndex, folders: dict[int, str], home: Path, split: str, allow_partial: bool
) -> tuple[SplitIndex, str]:
    """Return the images that are there and whole, and how many are if some are not.

    Raises:
        DataError: If one is damaged or, without ``allow_partial``, missing.
    """
    present = _present(index, folders)
    partial = partial_copy(present, index.key, home, allow_partial)
    if partial:
        index = index.taken(present)
    if split in EXPERT_SPLITS:
        for row in range(len(index)):
            check_image(_path(index, folders, row))
    return index, partial


def _path(index: SplitIndex, folders: dict[int, str], row: int) -> Path:
    patient = int(index.patient[row])
    # A patient without a folder is only met where images are not looked for.
    folder = folders.get(patient, str(index.source.parent / f"patient{patient:05d}"))
    return Path(folder, f"study{index.study[row]}", index.image_name(row))


def _builder(
    split: str,
    index: SplitIndex,
    folders: dict[int, str],
    values: tuple[float, float, float, float],
    readers: Mapping[str, Decisions],
) -> Callable[[int], Item]:
    def build(row: int) -> Item:
        attributes: dict[str, Any] = {
            "split": split,
            "study": index.study_key(row),
            "view": "" if index.by_study else "lateral" if index.lateral[row] else "frontal",
            "projection": PROJECTIONS[index.projection[row]],
            "sex": SEXES[index.sex[row]],
            "age": None if index.age[row] == UNKNOWN_AGE else int(index.age[row]),
        }
        if readers:
            attributes["readers"] = readers[index.study_key(row)]
        images = () if index.by_study else (_path(index, folders, row),)
        return Item(
            id=index.key(row),
            request=Classify(images, NAMES),
            target=tuple(values[code - BLANK] for code in index.labels[row].tolist()),
            group=f"patient{index.patient[row]:05d}",
            attributes=attributes,
        )

    return build


def _check_patients(index: SplitIndex, others: list[Path]) -> None:
    """Check that no patient of ``index`` is in another split too, which would leak."""
    for other in others:
        shared = np.isin(index.patient, patients_of(other))
        if shared.any():
            row = min(np.flatnonzero(shared), key=lambda place: index.row[place])
            raise cell_error(
                index.source,
                int(index.row[row]),
                index.key_column,
                f"patient{index.patient[row]:05d} is in {other.name} too; splits may share no patient",
            )


def _present(index: SplitIndex, folders: dict[int, str]) -> NDArray[np.bool_]:
    """Return which images exist; each study's folder is listed once."""
    present = np.zeros(len(index), np.bool_)
    starts = index.study_starts().tolist()
    for start, stop in zip(starts, [*starts[1:], len(index)], strict=True):
        folder = folders.get(int(index.patient[start]))
        if folder is not None:
            names = names_in(f"{folder}/study{index.study[start]}")
            for row in range(start, stop):
                present[row] = index.image_name(row) in names
    return present


def _notes(index: SplitIndex, split: str, uncertainty: str, blanks: str) -> tuple[str, ...]:
    counts = index.counts()
    rows = f"{counts.images:,} images of " if counts.images else ""
    notes = [f"{rows}{counts.studies:,} studies of {counts.patients:,} patients, labels from {index.source.name}"]
    if index.by_study:
        notes.append("labels by study without images: only predictions from a file can be scored")
    if split not in EXPERT_SPLITS:
        notes.append(policy_note(index.labels, uncertainty, blanks))
    unknown = int((index.age == UNKNOWN_AGE).sum())
    if unknown and not index.by_study:
        notes.append(f"age unknown (0 or not given) for {unknown:,} of {len(index):,}")
    if index.contradictions:
        notes.append(f"rows whose Frontal/Lateral contradicts the file name, which was used: {index.contradictions:,}")
    return tuple(notes)
