"""Checks a copy of MIMIC-CXR-JPG, and of the reports of MIMIC-CXR: tables, image files, checksums, reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from podium.plugins.chest_xray.folders import checked_root, find_table, is_sample
from podium.plugins.chest_xray.sections import labelled_section
from podium.plugins.chest_xray.verifying import Findings, check_headers, reaches
from podium.plugins.mimic_cxr.checksums import check_hashes
from podium.plugins.mimic_cxr.published import REPORTS, SECTIONS, SIZES, VIEWS
from podium.plugins.mimic_cxr.reports import FolderReports, Reports, find_archive, open_reports
from podium.plugins.mimic_cxr.tables import LABELS, SPLITS, SplitImages, read_sizes
from podium.plugins.mimic_cxr.verify_tables import TABLES, Tables, check_tables
from podium.plugins.mimic_cxr.walk import Found, check_images, image_path, walk
from podium.registry import DataError, Table, Verification
from podium.registry.verification import Observer


@dataclass(frozen=True)
class _Yield:
    """How many reports there are and which section of each was used; empty where none was looked into."""

    reports: int
    sections: Counter[str]


def verify(root: Path, level: str, observe: Observer) -> Verification:
    """Check a copy of MIMIC-CXR-JPG against what was published; reports are checked where they are found.

    Args:
        root: Folder of the copy, or its parent.
        level: How deep; see :data:`podium.registry.verification.LEVELS`.
        observe: Told how far it is.

    Raises:
        DataError: If there is nothing of this dataset under ``root``.
    """
    home = _home(checked_root(root))
    sample = is_sample(root, home)
    findings = Findings()
    tables = check_tables(findings, home, sample, observe)
    read: _Yield | None = None
    if reaches(level, "paths"):
        found = walk(home, observe)
        if found.errors:
            findings.problem("folders", f"{len(found.errors):,} cannot be listed", found.errors)
        images = _check_images(findings, home, tables, found, level, observe)
        if reaches(level, "hashes"):
            check_hashes(findings, home, images, observe)
        read = _check_reports(findings, root, home, found, level, sample, observe)
    return Verification(level, tuple(findings.checks), tuple(_count_tables(tables, read)))


def _home(root: Path) -> Path:
    """Return the folder that holds the tables, or else images or reports."""
    table = find_table(root, (*TABLES.values(), "IMAGE_FILENAMES"), ("files",))
    if table is not None:
        return table.parent
    if (root / "files").is_dir() or find_archive([root]):
        return root
    raise DataError(
        f"nothing of MIMIC-CXR-JPG ({TABLES['split']}, also .gz) in {root} or two levels below",
        "is it the folder of MIMIC-CXR-JPG?",
    )


def _check_images(
    findings: Findings, home: Path, tables: Tables, found: Found, level: str, observe: Observer
) -> set[str]:
    """Check the images and return the paths of those that are there and listed."""
    if tables.splits is None:
        findings.warn("images", f"{len(found.names):,} are there; without a split file none is known to belong here")
        return set()
    present = np.flatnonzero(check_images(findings, found, tables.splits))
    names = [image_path(tables.splits, row) for row in present.tolist()]
    if reaches(level, "images"):
        sizes = None
        if tables.metadata is not None:
            metadata = tables.metadata.source
            read = findings.attempt(f"{metadata.name}: Rows and Columns", lambda: read_sizes(metadata))
            sizes = _sizes_of(tables.splits, present, *read) if read is not None else None
        check_headers(findings, home, names, observe, sizes)
    return set(names)


def _sizes_of(splits: SplitImages, rows: NDArray[np.intp], dicom: Any, sizes: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return width and height of the images of some rows of the split file; 0 where the metadata has none."""
    places = pc.fill_null(pc.index_in(splits.dicom.take(rows), dicom), -1).to_numpy()
    told: NDArray[np.int32] = np.where((places >= 0)[:, None], sizes[places], np.int32(0))
    return told


def _check_reports(
    findings: Findings, root: Path, home: Path, found: Found, level: str, sample: bool, observe: Observer
) -> _Yield | None:
    """Check the reports in ``files/``, or else in an archive beside the data; None where there are none."""
    reports: Reports | None = None
    if found.repeated:
        findings.problem("reports", f"{len(found.repeated):,} studies have two reports", found.repeated)
        return None
    if found.reports:
        reports = FolderReports(home / "files", found.reports)
    else:
        path = find_archive([home, root, home.parent])
        if path is None:
            return None
        reports = findings.attempt("reports", lambda: open_reports(path))
    if reports is None:
        return None
    deep = reaches(level, "images")
    read = findings.attempt("reports", lambda: _counted(findings, reports, deep, observe))
    if read is not None:
        detail = f"{read.reports:,} in {reports.source}"
        if read.reports == REPORTS or sample:
            findings.ok("reports", detail)
        else:
            findings.warn("reports", f"{detail}, {REPORTS:,} were published")
    return read


def _counted(findings: Findings, reports: Reports, deep: bool, observe: Observer) -> _Yield:
    sections: Counter[str] = Counter()
    if not deep and isinstance(reports, FolderReports):
        return _Yield(len(reports), sections)
    number = 0
    garbled = []
    for report in reports.raw():
        number += 1
        if deep:
            try:
                section = labelled_section(report.decoded().text)
            except DataError as error:
                garbled.append(error.message)
            else:
                sections[section.name if section else "none"] += 1
        if number % 1000 == 0:
            observe("reports", number, max(number, REPORTS))
    if garbled:
        are = "is" if len(garbled) == 1 else "are"
        findings.problem("report texts", f"{len(garbled):,} {are} not UTF-8 text", garbled)
    return _Yield(number, sections)


def _count_tables(tables: Tables, read: _Yield | None) -> Iterator[Table]:
    columns = ("of", "here", "published")
    rows: list[tuple[str, int, int | None]] = []
    for split in SPLITS:
        if split in tables.sizes:
            rows += [
                (f"{split} {unit}", here, published)
                for unit, here, published in zip(
                    ("images", "studies", "patients"), tables.sizes[split], SIZES[split], strict=True
                )
            ]
        if split in tables.views:
            rows += [
                (f"{split} {view} images", tables.views[split].get(view, 0), VIEWS[split].get(view))
                for view in ("frontal", "lateral", "other", "unknown")
            ]
    if rows:
        yield Table("counts", "Counts", columns, tuple(rows))
    if tables.positives:
        findings: tuple[tuple[str | int, ...], ...] = tuple(
            (name, *(counts[name] for counts in tables.positives.values())) for name in LABELS
        )
        yield Table("findings", "Studies in which a finding is positive", ("finding", *tables.positives), findings)
    if read is not None and read.sections:
        kinds = ("impression", "findings", "last_paragraph", "comparison", "none")
        said: tuple[tuple[str | int | None, ...], ...] = tuple(
            (kind.replace("_", " "), read.sections[kind], SECTIONS.get(kind)) for kind in kinds
        )
        yield Table(
            "sections", "Section of the report that labels are read from", ("section", "here", "published"), said
        )
