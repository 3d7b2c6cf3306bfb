"""Rows of Parquet files as dataset authors publish them, checked column by column before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podium.registry import names
from podium.registry.errors import DataError


@dataclass(frozen=True)
class Row:
    """One row of a table.

    Args:
        where: Its place, for messages: the file and the row from 1.
        values: By column.
    """

    where: str
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


def find_files(root: Path, patterns: Sequence[str], what: str, hint: str) -> list[Path]:
    """Return the files of a split, in the order of their names.

    Args:
        root: Folder of the user's copy, or its parent.
        patterns: Glob patterns below the copy's folder, the first that fits something is taken.
        what: What is looked for, such as ``"the test split of MMLU-Pro"``.
        hint: How to get it.

    Raises:
        DataError: If there are none, naming what is missing and how to get it.
    """
    for base in (root, *sorted(path for path in root.iterdir() if path.is_dir())):
        for pattern in patterns:
            if found := sorted(path for path in base.glob(pattern) if path.is_file()):
                return found
    raise DataError(f"{root} has no {' or '.join(patterns)}: {what}", hint)


def read_parquet(paths: Sequence[Path], columns: Mapping[str, str]) -> Iterator[Row]:
    """Yield the rows of files, in order.

    Args:
        paths: The files.
        columns: Kind of each column wanted: ``"text"``, ``"integer"``, ``"texts"`` (a list of texts) or
            ``"image"`` (the bytes of an image file, or None). Others are not read.

    Raises:
        DataError: If a file is no Parquet, or a column is missing, of another kind or empty where it may not be.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in paths:
        try:
            file = pq.ParquetFile(path)
        except (OSError, pa.ArrowInvalid) as error:
            raise DataError(f"{path} cannot be read as Parquet: {error}".splitlines()[0], "fetch it again") from error
        for column in columns:
            if column not in file.schema_arrow.names:
                near = names.nearest(column, file.schema_arrow.names)
                found = f"nearest is {near[0]}" if near else f"it has {', '.join(file.schema_arrow.names)}"
                raise DataError(f"{path} has no column {column}; {found}", "is it another revision of the data?")
        number = 0
        for batch in file.iter_batches(columns=list(columns)):
            for values in batch.to_pylist():
                number += 1
                for column, kind in columns.items():
                    if kind == "image" and isinstance(values[column], Mapping):
                        values[column] = values[column]["bytes"]
                yield Row(f"{path}, row {number}", values)


def other_count(found: int, official: int, known: Mapping[int, str] | None = None) -> str:
    """Return why a number of rows is not the official one, or nothing if it is.

    Args:
        found: Rows there are.
        official: Rows of the revision that the card names.
        known: Numbers of rows of other revisions, with what they are.
    """
    if found == official:
        return ""
    which = f" ({known[found]})" if known and found in known else ""
    return f"{found:,} rows{which}, the official split has {official:,}"
