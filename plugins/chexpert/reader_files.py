"""What the three benchmark radiologists decided, where a copy has their files.

The release of the test labels (https://github.com/rajpurkarlab/cheXpert-test-set-labels) has a file per
radiologist in ``radiologists/benchmark_radiologists``: a row per study, 1 or 0 per finding, Lung
Lesion before Lung Opacity, other than in the label tables; columns are found by name.
"""

from __future__ import annotations

from pathlib import Path

from podium.plugins.chest_xray.folders import table_in
from podium.plugins.chexpert.index import SplitIndex, index_split
from podium.registry import DataError

READERS = ("bc4", "bc6", "bc8")
_FOLDERS = ("", "radiologists/benchmark_radiologists", "benchmark_radiologists", "radiologists")
_NAMED = 3

#: A study's decisions: pairs of a reader and 1.0 or 0.0 per label.
Decisions = tuple[tuple[str, tuple[float, ...]], ...]


def read_readers(home: Path, split: SplitIndex) -> tuple[dict[str, Decisions], tuple[str, ...]]:
    """Return each study's decisions, and what must be said of them; no decisions where files are missing.

    Args:
        home: Folder of the label table.
        split: The split whose studies were read; all of them, whether their images are there or not.

    Raises:
        DataError: If a file cannot be read, or has not exactly the split's studies.
    """
    files = {name: _file(home, name) for name in READERS}
    missing = [name for name, path in files.items() if path is None]
    if missing:
        some = len(missing) < len(READERS)
        return {}, (f"reader files not used: {', '.join(missing)} missing",) if some else ()
    studies = dict.fromkeys(split.study_key(row) for row in range(len(split)))
    told: dict[str, list[tuple[str, tuple[float, ...]]]] = {study: [] for study in studies}
    for name, path in files.items():
        assert path is not None
        index = index_split(path, expert=True)
        if not index.by_study:
            raise DataError(f"{path}: a reader's file has a row per study, but this names images")
        read = {index.study_key(row): tuple(map(float, index.labels[row].tolist())) for row in range(len(index))}
        lacking, strange = [key for key in studies if key not in read], [key for key in read if key not in studies]
        for keys, what in ((lacking, f"no row for {len(lacking)}"), (strange, f"rows for {len(strange)} other")):
            if keys:
                first = ", ".join(keys[:_NAMED])
                raise DataError(f"{path}: {what} of {len(studies)} studies of the label table: {first}")
        for study, decisions in read.items():
            told[study].append((name, decisions))
    return {study: tuple(decisions) for study, decisions in told.items()}, ()


def _file(home: Path, name: str) -> Path | None:
    found = (table_in(home / folder, (f"{name}.csv",)) for folder in _FOLDERS)
    return next((path for path in found if path is not None), None)
