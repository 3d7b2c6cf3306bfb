"""Checks a copy of CheXpert: label tables, patients, image files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.folders import checked_root, is_sample
from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.verifying import Findings, check_headers, counted, reaches
from podium.plugins.chexpert.index import SEXES, UNKNOWN_AGE, SplitIndex, index_split
from podium.plugins.chexpert.layout import TABLES, all_tables
from podium.plugins.chexpert.loader import EXPERT_SPLITS
from podium.plugins.chexpert.published import PUBLISHED, difference
from podium.plugins.chexpert.walk import check_paths
from podium.registry import DataError, Table, Verification
from podium.registry.verification import Observer

#: What expert labels hold to: whoever has the finding on the left has the one on the right too.
IMPLIED = (
    ("Cardiomegaly", "Enlarged Cardiomediastinum"),
    *((name, "Lung Opacity") for name in ("Lung Lesion", "Edema", "Consolidation", "Pneumonia", "Atelectasis")),
    ("Pneumonia", "Consolidation"),
)
#: Studies of the published splits that do not.
_KNOWN = {"valid": {}, "test": {("Pneumonia", "Consolidation"): 2}}


def verify(root: Path, level: str, observe: Observer) -> Verification:
    """Check a copy of CheXpert against what was published.

    Args:
        root: Folder of the copy, or its parent.
        level: How deep; see :data:`podium.registry.verification.LEVELS`.
        observe: Told how far it is.

    Raises:
        DataError: If there is no label table under ``root``.
    """
    findings = Findings()
    tables, broken = _tables(findings, checked_root(root))
    indexes: dict[str, SplitIndex] = {}
    every = [(split, path) for split, paths in tables.items() for path in paths]
    for done, (split, path) in enumerate(every):
        observe("label tables", done, len(every))
        index = _check_table(findings, split, path, is_sample(root, path.parent))
        if path == tables[split][0]:
            if index is None:
                broken.append(path.name)
            else:
                indexes[split] = index
    observe("label tables", len(every), len(every))
    _check_patients(findings, indexes, broken)
    if reaches(level, "paths"):
        images = check_paths(findings, indexes, broken, observe)
        if reaches(level, "images"):
            check_headers(findings, root, [os.path.relpath(path, root) for path in images], observe)
        if reaches(level, "hashes"):
            findings.ok("hashes", "CheXpert was published without checksums, so there is nothing to compare")
    return Verification(level, tuple(findings.checks), tuple(_count_tables(indexes)))


def _tables(findings: Findings, root: Path) -> tuple[dict[str, list[Path]], list[str]]:
    """Return the tables of each split that has any, the one that is loaded first, and splits that have too many."""
    tables, broken = {}, []
    for split in TABLES:
        found = findings.attempt(f"{split} labels", partial(all_tables, root, split))
        if found:
            tables[split] = found
        elif found is None:
            broken.append(f"the {split} split")
    if not tables and not broken:
        names = ", ".join(name for names in TABLES.values() for name in names)
        raise DataError(
            f"no label table of CheXpert ({names}, also .gz) in {root} or two levels below",
            "is it the folder of a copy of CheXpert?",
        )
    lacking = [split for split in TABLES if split not in tables]
    said = f"labels of {_listed(list(tables))}" + (f", none of {_listed(lacking)}" if lacking else "")
    findings.ok("label tables", said)
    return tables, broken


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:]))) or "no split"


def _check_table(findings: Findings, split: str, path: Path, sample: bool) -> SplitIndex | None:
    """Check one table alone; None if it cannot be used."""
    expert = split in EXPERT_SPLITS
    index = findings.attempt(f"{path.name}: columns and cells", lambda: index_split(path, expert))
    if index is None:
        return None
    findings.ok(f"{path.name}: columns and cells", _description(index))
    if index.contradictions:
        rows = counted(index.contradictions, "row")
        detail = f"in {rows} Frontal/Lateral contradicts the file name, which is used"
        findings.warn(f"{path.name}: views", detail)
    wrong = difference(split, index.counts())
    if sample:
        findings.ok(f"{path.name}: counts", "a synthetic sample, so not compared with the published ones")
    elif wrong:
        findings.warn(f"{path.name}: counts", f"{wrong}; no board takes figures from it")
    else:
        findings.ok(f"{path.name}: counts", f"those of the published {split} split")
    if expert:
        _check_hierarchy(findings, split, index)
    _check_no_finding(findings, index, expert)
    return index


def _description(index: SplitIndex) -> str:
    if index.by_study:
        return f"{len(index):,} studies, a row each; no images are named"
    parts = [f"{len(index):,} images, {int((~index.lateral).sum()):,} frontal and {int(index.lateral.sum()):,} lateral"]
    ages = int((index.age == UNKNOWN_AGE).sum())
    if ages:
        parts.append("no ages" if ages == len(index) else f"age 0 or not given: {ages:,}")
    sexes = int((index.sex == SEXES.index("Unknown")).sum())
    unsaid = int((index.sex == SEXES.index("")).sum())
    if unsaid == len(index):
        parts.append("no sexes")
    elif sexes or unsaid:
        parts.append(f"sex unknown or not given: {sexes + unsaid:,}")
    return "; ".join(parts)


def _check_hierarchy(findings: Findings, split: str, index: SplitIndex) -> None:
    starts = index.study_starts()
    labels = index.labels[starts]
    counts, examples = {}, []
    for name, implied in IMPLIED:
        without = (labels[:, NAMES.index(name)] == 1) & (labels[:, NAMES.index(implied)] != 1)
        if without.any():
            counts[name, implied] = int(without.sum())
            examples += [f"{index.study_key(int(row))}: {name} without {implied}" for row in starts[without]]
    check = f"{index.source.name}: hierarchy of findings"
    said = ", ".join(
        f"{counted(number, 'study', 'studies')} with {name} but without {implied}"
        for (name, implied), number in counts.items()
    )
    if not counts:
        findings.ok(check, "each finding comes with the one it implies")
    elif counts == _KNOWN[split]:
        findings.ok(check, f"{said}, as in the published {split} split")
    else:
        findings.warn(check, said, examples)


def _check_no_finding(findings: Findings, index: SplitIndex, expert: bool) -> None:
    """Report labels of No Finding allow devices; experts' do not, in the published splits."""
    starts = index.study_starts()
    labels = index.labels[starts]
    others = [place for place, name in enumerate(NAMES) if name not in ("No Finding", "Support Devices")]
    with_finding = (labels[:, others] == 1).any(axis=1) if expert else (np.abs(labels[:, others]) == 1).any(axis=1)
    with_device = labels[:, NAMES.index("Support Devices")] == 1
    none = labels[:, NAMES.index("No Finding")] == 1
    wrong = none & (with_finding | with_device if expert else with_finding)
    check = f"{index.source.name}: No Finding"
    if not wrong.any():
        devices = int((none & with_device).sum())
        also = f"; with devices in {counted(devices, 'study', 'studies')}" if devices else ""
        findings.ok(check, f"never together with a finding{also}")
        return
    which = "with a finding or a device" if expert else "with a positive or uncertain finding"
    keys = (index.study_key(int(row)) for row in starts[wrong])
    findings.warn(check, f"together {which} in {counted(int(wrong.sum()), 'study', 'studies')}", keys)


def _check_patients(findings: Findings, indexes: Mapping[str, SplitIndex], broken: Sequence[str]) -> None:
    left_out = f"; not compared: {_listed(broken)}" if broken else ""
    shared = []
    for one, other in combinations(indexes.values(), 2):
        both: NDArray[np.int32] = np.intersect1d(one.patient, other.patient)
        shared += [f"patient{patient:05d} is in {one.source.name} and in {other.source.name}" for patient in both]
    if shared:
        detail = f"{counted(len(shared), 'patient')} in two splits, which may share none{left_out}"
        findings.problem("patients", detail, shared)
    elif len(indexes) > 1:
        findings.ok("patients", f"none is in two of {_listed(list(indexes))}{left_out}")


def _count_tables(indexes: Mapping[str, SplitIndex]) -> Iterator[Table]:
    if not indexes:
        return
    here = {split: index.counts() for split, index in indexes.items()}
    rows = [
        (f"{split} {unit}", having, wanted)
        for split, counts in here.items()
        for unit, having, wanted in (
            ("images", counts.images or None, PUBLISHED[split].images),
            ("studies", counts.studies, PUBLISHED[split].studies),
            ("patients", counts.patients, PUBLISHED[split].patients),
        )
    ]
    yield Table("counts", "Counts", ("of", "here", "published"), tuple(rows))
    columns = ["finding"]
    for split in indexes:
        columns += [split, f"{split} published"] if PUBLISHED[split].positives else [split]
    findings = []
    for name in NAMES:
        row: list[str | int] = [name]
        for split, counts in here.items():
            published = PUBLISHED[split].positives
            row += [counts.positives[name], published[name]] if published else [counts.positives[name]]
        findings.append(tuple(row))
    yield Table("findings", "Studies in which a finding is present", tuple(columns), tuple(findings))
