"""From a copy of MIMIC-CXR-JPG, and of the reports of MIMIC-CXR, to one item per study with its report's section."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.folders import is_sample
from podium.plugins.chest_xray.items import LazyItems
from podium.plugins.chest_xray.reporting import prompt
from podium.plugins.chest_xray.sections import last_section
from podium.plugins.mimic_cxr.index import SplitIndex, index_split
from podium.plugins.mimic_cxr.loader import read_home, with_images
from podium.plugins.mimic_cxr.published import difference
from podium.plugins.mimic_cxr.reports import Reports, find_reports
from podium.registry import DataError, Dataset, Generate, Item

#: Folders beside the data's in which reports are looked for, too.
_NEIGHBOURS = ("mimic-cxr-reports", "mimic-cxr")


def load_reports(root: Path, split: str, section: str, allow_partial: bool, check_images: bool) -> Dataset:
    """Return one item per study of ``split`` whose report has the section, by patient and study.

    The target is the section's text; targets are held in memory and nowhere else, and the dataset's
    fingerprint only hashes them. No label file is needed.

    Args:
        root: Folder of the copy, or its parent; the reports lie in ``files/``, or as a folder or archive
            in the copy's folder or beside it.
        split: ``"train"``, ``"validate"`` or ``"test"``.
        section: ``"findings"`` or ``"impression"``.
        allow_partial: Whether to go on where images or reports are missing.
        check_images: Whether to look for the images at all; predictions can be scored without them.

    Raises:
        DataError: If the copy is of another layout, inconsistent, incomplete or damaged, there are no
            reports, or none has the section.
    """
    home, splits, metadata = read_home(root)
    sample = is_sample(root, home)
    index = index_split(splits, metadata, None, split)
    shortfall = [] if sample else [difference(split, index.counts(), None)]
    images, studies, patients = index.counts()
    places = [home, root, home.parent, *(home.parent / name for name in _NEIGHBOURS)]
    subjects = dict(zip(index.study.tolist(), index.subject.tolist(), strict=True))
    reports = find_reports(places, subjects)
    texts = _sections(reports, subjects, section)
    shortfall.append(_missing(reports, len(subjects), subjects.keys() - texts.keys(), allow_partial))
    told = {study: text for study, text in texts.items() if text}
    if not told:
        raise DataError(f"no report of the {split} split in {reports.source} has a section called {section}")
    notes = (
        f"{images:,} images of {studies:,} studies of {patients:,} patients, reports from {reports.source.name}",
        f"left out because their report has no {section} section: {len(texts) - len(told):,} of {studies:,} studies",
    )
    index = index.taken(_is_in(index, told))
    if check_images:
        index, partial = with_images(index, home, split, allow_partial)
        shortfall.append(partial)
    return Dataset(
        items=_items(index, home, split, section, told),
        split=split,
        sample=sample,
        shortfall="; ".join(reason for reason in shortfall if reason),
        notes=notes,
        fingerprint=_fingerprint(index, section, told),
    )


def _sections(reports: Reports, subjects: Mapping[int, int], section: str) -> dict[int, str]:
    """Return the section of each study's report, as written but for blanks around it; empty where it has none.

    Raises:
        DataError: If a report is of another patient than the split file says, or cannot be read.
    """
    texts = {}
    for report in reports.of(subjects):
        if report.subject_id != subjects[report.study_id]:
            problem = f"study {report.study_id} is of patient {report.subject_id} here"
            raise DataError(f"{reports.source}: {problem}, but of {subjects[report.study_id]} in the split file")
        found = last_section(report.text, section)
        texts[report.study_id] = found.text.strip() if found else ""
    return texts


def _missing(reports: Reports, total: int, missing: set[int], allow_partial: bool) -> str:
    """Return which part of the reports is there if some are not.

    Raises:
        DataError: If some are not and that is not allowed.
    """
    if not missing:
        return ""
    if not allow_partial:
        named = ", ".join(f"s{study}" for study in sorted(missing)[:3])
        more = f" and {len(missing) - 3:,} more" if len(missing) > 3 else ""
        raise DataError(
            f"{reports.source} has no report of {len(missing):,} of {total:,} studies: {named}{more}",
            "complete the copy, or go on without them by --allow-partial, which keeps the score off the boards",
        )
    return f"partial {total - len(missing):,}/{total:,} reports"


def _is_in(index: SplitIndex, studies: Mapping[int, str]) -> NDArray[np.bool_]:
    return np.isin(index.study, np.fromiter(studies, np.int64, len(studies)))


def _items(index: SplitIndex, home: Path, split: str, section: str, told: Mapping[int, str]) -> LazyItems:
    starts = [*index.study_starts().tolist(), len(index)]
    asked = prompt(section)

    def build(place: int) -> Item:
        first, end = starts[place], starts[place + 1]
        study = int(index.study[first])
        return Item(
            id=f"s{study}",
            request=Generate(asked, tuple(home / index.path(row) for row in range(first, end))),
            target=told[study],
            group=f"p{index.subject[first]}",
            attributes={"split": split, "study": f"s{study}", "section": section},
        )

    return LazyItems(range(len(starts) - 1), build)


def _fingerprint(index: SplitIndex, section: str, told: Mapping[int, str]) -> str:
    digest = hashlib.sha256(f"{index.fingerprint()} {section}".encode())
    for study, text in sorted(told.items()):
        digest.update(f"\0{study}\0{text}".encode())
    return digest.hexdigest()
