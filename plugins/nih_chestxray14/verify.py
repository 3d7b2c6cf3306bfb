"""Checks a copy of ChestX-ray14: label table, lists, image files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.folders import is_sample
from podium.plugins.chest_xray.verifying import Findings, check_extras, check_headers, check_presence, counted, reaches
from podium.plugins.nih_chestxray14.index import UNKNOWN_AGE, Index, read_index, read_list
from podium.plugins.nih_chestxray14.labels import FOURTEEN
from podium.plugins.nih_chestxray14.layout import LISTS, TABLES, Copy, find_copy, image_folders, place_images
from podium.plugins.nih_chestxray14.loader import check_disjoint
from podium.plugins.nih_chestxray14.published import IMAGES, PATIENTS, POSITIVES, SPLITS, WITHOUT
from podium.registry import Table, Verification
from podium.registry.verification import Observer

Rows = NDArray[np.intp]


def verify(root: Path, level: str, observe: Observer) -> Verification:
    """Check a copy of ChestX-ray14 against what was published.

    Args:
        root: Folder of the copy, or its parent.
        level: How deep; see :data:`podium.registry.verification.LEVELS`.
        observe: Told how far it is.

    Raises:
        DataError: If there is no label table under ``root``.
    """
    copy, findings = find_copy(root), Findings()
    sample = is_sample(root, copy.home)
    observe("label table", 0, 1)
    check = f"{copy.table.name}: columns and cells"
    index = findings.attempt(check, partial(read_index, copy.table))
    observe("label table", 1, 1)
    if index is None:
        return Verification(level, tuple(findings.checks))
    findings.ok(check, _description(index))
    _check_counts(findings, copy, index, sample)
    _check_other(findings, copy, index)
    splits = _check_lists(findings, copy, index, sample)
    if reaches(level, "paths"):
        folders = place_images(copy.home, set(index.names.tolist()))
        _check_paths(findings, copy, index, splits, folders)
        if reaches(level, "images"):
            there = [name for name in index.names.tolist() if name in folders]
            paths = [os.path.relpath(folders[name] / name, root) for name in there]
            check_headers(findings, root, paths, observe)
        if reaches(level, "hashes"):
            findings.ok("hashes", "no checksums of the files are known, so there is nothing to compare")
    return Verification(level, tuple(findings.checks), tuple(_tables(copy, index, splits, sample)))


def _description(index: Index) -> str:
    parts = [f"{len(index):,} images of {index.patients:,} patients, {index.without():,} without any finding"]
    ages = int((index.age == UNKNOWN_AGE).sum())
    if ages:
        parts.append("no ages" if ages == len(index) else f"no age, or one that nobody reaches: {ages:,}")
    for name, column in (("sex", index.sex), ("view", index.view)):
        unsaid = int((column == 0).sum())
        if unsaid:
            parts.append(f"no {name}" if unsaid == len(index) else f"{name} not given: {unsaid:,}")
    return "; ".join(parts)


def _check_counts(findings: Findings, copy: Copy, index: Index, sample: bool) -> None:
    check = f"{copy.table.name}: counts"
    if sample:
        findings.ok(check, "a synthetic sample, so not compared with the published ones")
        return
    here = {"images": len(index), "patients": index.patients}
    published = {"images": IMAGES, "patients": PATIENTS}
    if copy.version == TABLES[0]:
        here |= index.positives()
        published |= POSITIVES
    wrong = [
        f"{name}: {here[name]:,} instead of {number:,}" for name, number in published.items() if here[name] != number
    ]
    if wrong:
        findings.warn(check, f"{len(wrong)} differ from the published ones", wrong)
    elif copy.version == TABLES[0]:
        findings.ok(check, "those of the published table, images per finding included")
    else:
        detail = f"as many images and patients as published; another version of the labels than {TABLES[0]}"
        findings.warn(check, f"{detail}, so no board takes figures from it")


def _check_other(findings: Findings, copy: Copy, index: Index) -> None:
    """Say how far another version of the labels in the copy differs."""
    if copy.other is None:
        return
    check = f"{copy.other.name}: another version"
    other = findings.attempt(check, partial(read_index, copy.other))
    if other is None:
        return
    _, ours, theirs = np.intersect1d(index.names, other.names, assume_unique=True, return_indices=True)
    differ = (index.labels[ours] != other.labels[theirs]).any(1)
    names = index.names[ours[differ]].tolist()
    detail = f"not used; {counted(len(names), 'image')} of {len(ours):,} in both have other labels there"
    (findings.warn if names else findings.ok)(check, detail, *((names,) if names else ()))


def _check_lists(findings: Findings, copy: Copy, index: Index, sample: bool) -> dict[str, Rows]:
    splits: dict[str, Rows] = {}
    for split, name in LISTS.items():
        if split not in copy.lists:
            findings.warn(name, f"not there, so the {split} split cannot be loaded")
            continue
        rows = findings.attempt(name, partial(read_list, copy.lists[split], index))
        if rows is None:
            continue
        splits[split] = rows
        if sample or len(rows) == SPLITS[split]:
            findings.ok(name, f"names {counted(len(rows), 'image')}" + ("" if sample else ", as published"))
        else:
            findings.warn(
                name, f"names {len(rows):,} images instead of {SPLITS[split]:,}; no board takes figures of it"
            )
    if len(splits) == len(LISTS):
        both = [(copy.lists[split], rows) for split, rows in splits.items()]
        before = len(findings.checks)
        findings.attempt("patients", partial(check_disjoint, index, *both))
        if len(findings.checks) == before:
            findings.ok("patients", "none is in both lists")
        left = len(index) - sum(map(len, splits.values()))
        if left > 0:
            findings.warn("lists", f"{counted(left, 'image')} of the table in neither")
    return splits


def _check_paths(
    findings: Findings, copy: Copy, index: Index, splits: Mapping[str, Rows], folders: Mapping[str, Path]
) -> None:
    there = np.array([name in folders for name in index.names.tolist()], np.bool_)
    parts = splits or {"listed": np.arange(len(index))}
    for split, rows in parts.items():
        names = index.names[rows].tolist()
        check_presence(findings, split, there[rows], names.__getitem__, bool(there.any()))
    known = set(index.names.tolist())
    extras = [
        f"{os.path.relpath(folder, copy.home)}/{name}"
        for folder in image_folders(copy.home)
        if folder != copy.home
        for name in _files(folder)
        if name not in known
    ]
    check_extras(findings, len(extras), sorted(extras))


def _files(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if not entry.is_dir() and not entry.name.startswith(".")]


def _tables(copy: Copy, index: Index, splits: Mapping[str, Rows], sample: bool) -> list[Table]:
    sizes: list[tuple[str, int, int | None]] = [
        ("images", len(index), IMAGES),
        ("patients", index.patients, PATIENTS),
        ("images without any finding", index.without(), WITHOUT if copy.version == TABLES[0] else None),
        *((f"{split} images", len(rows), SPLITS[split]) for split, rows in splits.items()),
    ]
    counts = tuple((name, here, None if sample else published) for name, here, published in sizes)
    parts = {split: index.taken(rows).positives() for split, rows in splits.items()}
    whole = index.positives()
    known = copy.version == TABLES[0] and not sample
    columns = ("finding", "whole", *(("published",) if known else ()), *parts)
    rows = tuple(
        (name, whole[name], *((POSITIVES[name],) if known else ()), *(part[name] for part in parts.values()))
        for name in FOURTEEN
    )
    return [
        Table("counts", "Counts", ("of", "here", "published"), counts),
        Table("findings", "Images in which a finding is named", columns, rows),
    ]
