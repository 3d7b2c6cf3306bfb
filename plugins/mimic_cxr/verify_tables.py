"""Checks the tables of a copy of MIMIC-CXR-JPG, each alone and against one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from podium.plugins.chest_xray.folders import table_in
from podium.plugins.chest_xray.policies import BLANK
from podium.plugins.chest_xray.verifying import EXAMPLES, Findings, counted
from podium.plugins.mimic_cxr.index import index_split, without_split
from podium.plugins.mimic_cxr.published import GOLD_STUDIES, UNPOSITIONED, difference
from podium.plugins.mimic_cxr.tables import (
    LABELS,
    SPLITS,
    Metadata,
    SplitImages,
    StudyLabels,
    read_labels,
    read_metadata,
    read_splits,
)
from podium.registry import DataError
from podium.registry.verification import Observer

LABELLERS = ("chexpert", "negbio")
TABLES = {
    "split": "mimic-cxr-2.0.0-split.csv",
    "metadata": "mimic-cxr-2.0.0-metadata.csv",
    "chexpert": "mimic-cxr-2.0.0-chexpert.csv",
    "negbio": "mimic-cxr-2.0.0-negbio.csv",
    "gold": "mimic-cxr-2.1.0-test-set-labeled.csv",
}
_FILENAMES = "IMAGE_FILENAMES"

Read = TypeVar("Read")


@dataclass
class Tables:
    """What the tables say.

    Args:
        splits: The split file, or None where it cannot be read.
        metadata: The metadata file, or None.
        labels: The label files that can be read, by labeller.
        sizes: Images, studies and patients of each split.
        views: Images of each view in each split.
        positives: Studies in which each finding is positive, by label file.
    """

    splits: SplitImages | None = None
    metadata: Metadata | None = None
    labels: dict[str, StudyLabels] = field(default_factory=dict)
    sizes: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    views: dict[str, dict[str, int]] = field(default_factory=dict)
    positives: dict[str, dict[str, int]] = field(default_factory=dict)


def check_tables(findings: Findings, home: Path, sample: bool, observe: Observer) -> Tables:
    """Check every table in ``home`` and return what they say.

    Args:
        findings: Where what is wrong is noted.
        home: The dataset's folder.
        sample: Whether it is a synthetic sample, which no published count holds for.
        observe: Told how many tables are done.
    """
    tables = Tables()
    steps: tuple[Callable[[], None], ...] = (
        lambda: _check_splits(findings, home, tables),
        lambda: _check_metadata(findings, home, tables, sample),
        *(partial(_check_labels, findings, home, tables, name) for name in LABELLERS),
        lambda: _check_gold(findings, home, tables, sample),
        lambda: _check_filenames(findings, home, tables),
        lambda: _check_together(findings, tables, sample),
    )
    for done, step in enumerate(steps):
        observe("tables", done, len(steps))
        step()
    observe("tables", len(steps), len(steps))
    return tables


def _read(findings: Findings, home: Path, name: str, read: Callable[[Path], Read]) -> Read | None:
    path = table_in(home, (TABLES[name],))
    if path is None:
        return None
    return findings.attempt(f"{path.name}: columns and cells", lambda: read(path))


def _lacks(findings: Findings, home: Path, name: str, why: str, needed: bool = True) -> None:
    if table_in(home, (TABLES[name],)) is None:
        note = findings.problem if needed else findings.warn
        note(TABLES[name], f"not in {home}, also not as .gz; {why}")


def _check_splits(findings: Findings, home: Path, tables: Tables) -> None:
    _lacks(findings, home, "split", "nothing can be evaluated without it")
    splits = tables.splits = _read(findings, home, "split", read_splits)
    if splits is None:
        return
    for code, split in enumerate(SPLITS):
        own = splits.split == code
        if own.any():
            studies, patients = np.unique(splits.study[own]), np.unique(splits.subject[own])
            tables.sizes[split] = (int(own.sum()), len(studies), len(patients))
    detail = f"{len(splits.study):,} images; no patient is in two splits"
    findings.ok(f"{splits.source.name}: columns and cells", detail)


def _check_metadata(findings: Findings, home: Path, tables: Tables, sample: bool) -> None:
    _lacks(findings, home, "metadata", "views and sizes are not known without it")
    metadata = tables.metadata = _read(findings, home, "metadata", read_metadata)
    if metadata is None:
        return
    published = "" if sample else f" ({UNPOSITIONED:,} in the published file)"
    detail = f"{len(metadata.study):,} images; ViewPosition is blank for {metadata.unpositioned:,}{published}"
    findings.ok(f"{metadata.source.name}: columns and cells", detail)


def _check_labels(findings: Findings, home: Path, tables: Tables, name: str) -> None:
    other = next(one for one in LABELLERS if one != name)
    spare = table_in(home, (TABLES[other],)) is not None
    _lacks(findings, home, name, f"only {other} labels can be used" if spare else "there are no labels", not spare)
    labels = _read(findings, home, name, read_labels)
    if labels is None:
        return
    tables.labels[name] = labels
    tables.positives[name] = _positives(labels.labels)
    blank = int((labels.labels == BLANK).all(axis=1).sum())
    detail = f"{len(labels.study):,} studies" + (f"; {blank:,} of them without any label" if blank else "")
    findings.ok(f"{labels.source.name}: columns and cells", detail)
    others = [place for place, finding in enumerate(LABELS) if finding not in ("No Finding", "Support Devices")]
    seen = (np.abs(labels.labels[:, others]) == 1).any(axis=1)
    wrong = (labels.labels[:, LABELS.index("No Finding")] == 1) & seen
    check = f"{labels.source.name}: No Finding"
    if wrong.any():
        studies = counted(int(wrong.sum()), "study", "studies")
        findings.warn(check, f"together with a positive or uncertain finding in {studies}", _named(labels.study[wrong]))
    else:
        findings.ok(check, "never together with a finding")


def _positives(labels: NDArray[np.int8]) -> dict[str, int]:
    return dict(zip(LABELS, (labels == 1).sum(axis=0).tolist(), strict=True))


def _check_gold(findings: Findings, home: Path, tables: Tables, sample: bool) -> None:
    """Check the studies that a radiologist labelled; release 2.0.0 has none."""
    gold = _read(findings, home, "gold", partial(read_labels, patients=False))
    if gold is None:
        return
    name = gold.source.name
    tables.positives["radiologist"] = _positives(gold.labels)
    if tables.splits is not None:
        test = tables.splits.study[tables.splits.split == SPLITS.index("test")]
        strays = gold.study[~np.isin(gold.study, test)]
        if len(strays):
            outside = f"{counted(len(strays), 'study', 'studies')} not in the test split"
            findings.problem(f"{name}: studies", outside, _named(strays))
    check = f"{name}: columns and cells"
    number = counted(len(gold.study), "study", "studies")
    if sample or len(gold.study) == GOLD_STUDIES:
        findings.ok(check, number)
    else:
        findings.warn(check, f"{number}, {GOLD_STUDIES} were published")


def _check_filenames(findings: Findings, home: Path, tables: Tables) -> None:
    """Check that ``IMAGE_FILENAMES`` lists the images of the split file."""
    path = table_in(home, (_FILENAMES,))
    if path is None or tables.splits is None:
        return
    splits = tables.splits
    listed = findings.attempt(_FILENAMES, lambda: _read_filenames(path))
    if listed is None:
        return
    wanted = _image_paths(splits)
    lacking = wanted.filter(pc.invert(pc.is_in(wanted, value_set=listed)))
    unknown = listed.filter(pc.invert(pc.is_in(listed, value_set=wanted)))
    if len(lacking) or len(unknown):
        detail = f"lacks {counted(len(lacking), 'image')} of the split file, and has {counted(len(unknown), 'other')}"
        half = EXAMPLES // 2
        findings.problem(_FILENAMES, detail, [*lacking[:half].to_pylist(), *unknown[:half].to_pylist()])
    else:
        findings.ok(_FILENAMES, f"lists the {len(wanted):,} images of the split file")


def _image_paths(splits: SplitImages) -> Any:
    """Return the path of each image of the split file as Arrow text: 377,110 Python strings would take 60 MB."""
    subject = pc.cast(pa.array(splits.subject), pa.string())
    study = pc.cast(pa.array(splits.study), pa.string())
    group = pc.utf8_slice_codeunits(subject, 0, 2)
    parts = ("files/p", group, "/p", subject, "/s", study, "/", splits.dicom, ".jpg", "")
    return pc.binary_join_element_wise(*parts)


def _read_filenames(path: Path) -> Any:
    """Return the lines as Arrow text."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8 text", "copy it again") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from None
    return pa.array((line.strip() for line in lines if line.strip()), pa.string())


def _check_together(findings: Findings, tables: Tables, sample: bool) -> None:
    """Check that the tables say the same of each image and study, and count what they say together."""
    splits, metadata = tables.splits, tables.metadata
    if splits is None:
        return
    if metadata is not None:
        _check_joins(findings, tables, splits, metadata)
    labelled = len(next(iter(tables.labels.values())).study) if tables.labels else 0
    for split, sizes in tables.sizes.items():
        wrong = difference(split, sizes, labelled)
        if sample:
            findings.ok(f"{split} counts", "a synthetic sample, so not compared with the published ones")
        elif wrong:
            findings.warn(f"{split} counts", f"{wrong}; no board takes figures from it")
        else:
            findings.ok(f"{split} counts", "as published")
    absent = [split for split in SPLITS if split not in tables.sizes]
    if absent:
        findings.warn("splits", f"the split file has no image of {' and '.join(absent)}")


def _check_joins(findings: Findings, tables: Tables, splits: SplitImages, metadata: Metadata) -> None:
    agree = bool(tables.labels)
    for name, labels in tables.labels.items():
        images, studies = 0, 0
        for split in tables.sizes:
            check = f"{name} labels of {split} images"
            index = findings.attempt(check, partial(index_split, splits, metadata, labels, split))
            if index is None:
                agree = False
                continue
            tables.views[split] = index.views()
            images += int((~index.labelled).sum())
            studies += len(np.unique(index.study[~index.labelled]))
        if studies:
            lacking = f"{counted(studies, 'study', 'studies')} with {counted(images, 'image')}"
            findings.ok(f"{name} labels", f"none for {lacking}, which an evaluation leaves out")
        strays = labels.study[~np.isin(labels.study, splits.study)]
        if len(strays):
            outside = f"for {counted(len(strays), 'study', 'studies')} of no split"
            findings.warn(f"{name} labels", outside, _named(strays))
    if agree:
        findings.ok("tables together", "they agree on the study and the patient of every image")
    unknown = without_split(metadata, splits)
    if unknown:
        findings.warn("metadata", f"{counted(unknown, 'image')} in no split")


def _named(studies: NDArray[np.int64]) -> list[str]:
    return [f"s{study}" for study in studies[:EXAMPLES].tolist()]
