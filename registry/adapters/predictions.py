"""A file of predictions: CSV in the official submission form, Parquet, or JSON lines."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry.adapters.base import Adapter, Facts, Task
from podium.registry.adapters.labels import match_labels
from podium.registry.benchmark import Answer, Benchmark, Classify, Item
from podium.registry.errors import DataError, MissingExtra, PodiumError

if TYPE_CHECKING:
    import pyarrow

_NAMED = 3


class PredictionsFile(Adapter):
    """Answers from a table with one row per item: a key column and one column per label.

    Columns and rows may stand in any order; further columns are ignored. A key may name an item or,
    where the benchmark allows it, a whole study, whose items then share the row.
    """

    kind = "file"

    @property
    def name(self) -> str:
        """The file's name without its suffix."""
        return Path(self.target).stem

    def prepare(self, task: Task) -> None:
        """Read the file and find a row for every item.

        Raises:
            DataError: If the file cannot be read, lacks a key or every label, holds a value that is
                not a finite number, names an item twice or not at all, or names one that is not asked.
        """
        path = Path(self.target)
        table = read_table(path)
        benchmark = task.benchmark
        column = _key_column(path, table, benchmark)
        rows = _keyed_rows(path, table, column, benchmark)
        request = task.items[0].request
        if not isinstance(request, Classify):
            raise PodiumError(f"predictions files answer labels, not {type(request).__name__} requests")
        offered = {i: name for i, name in enumerate(table.column_names) if name != column}
        matched = match_labels(request.labels, offered, benchmark.card.observations)
        if not any(position is not None for position in matched):
            raise DataError(f"{path}: no column is one of the labels {', '.join(request.labels)}")
        columns = [None if position is None else _numbers(path, table, position) for position in matched]
        self._missing = [label for label, position in zip(request.labels, matched, strict=True) if position is None]
        self._column = column
        self._answers = {
            key: Answer(probabilities=tuple(None if values is None else values[row] for values in columns))
            for key, row in rows.items()
        }
        self._benchmark = benchmark
        self._check_keys(path, task, rows)

    def _check_keys(self, path: Path, task: Task, rows: dict[str, int]) -> None:
        asked = {self._benchmark.item_key(self._column, item) for item in task.items}
        missing = sorted(asked - rows.keys())
        if missing:
            what = f"{len(missing)} of {len(asked)} {self._column} keys of split {task.split} have no row"
            raise DataError(
                f"{path}: {what}: {_first(missing)}", "add them: an item without an answer cannot be scored"
            )
        extra = sorted(rows.keys() - asked, key=rows.__getitem__)
        if extra:
            what = f"{len(extra)} rows are not in split {task.split}: {_first(extra)} (row {rows[extra[0]] + 2})"
            raise DataError(f"{path}: {what}", "remove them, or choose the split they belong to with --split")

    def fingerprint(self) -> Facts:
        """The file's bytes."""
        return {"sha256": hashlib.sha256(Path(self.target).read_bytes()).hexdigest()}

    def notes(self) -> Sequence[str]:
        """Name the labels the file has no column for."""
        return [f"not predicted, no such column: {', '.join(self._missing)}"] if self._missing else []

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Look the items up."""
        return [self._answers[self._benchmark.item_key(self._column, item)] for item in items]


def read_table(path: Path) -> pyarrow.Table:
    """Read a table by its suffix: ``.parquet``, ``.jsonl``, ``.json`` (lines), otherwise CSV (also ``.gz``).

    Raises:
        DataError: If the file is missing, empty, cut off or not of the format its name says.
        MissingExtra: If pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import csv, json, parquet
    except ImportError as error:
        raise MissingExtra("eval", "reading predictions", "pyarrow") from error
    if not path.is_file():
        raise DataError(f"predictions file {path} does not exist")
    if path.stat().st_size == 0:
        raise DataError(f"{path}: the file is empty")
    suffix = path.suffixes[0].lower() if path.suffix == ".gz" and path.suffixes else path.suffix.lower()
    try:
        if suffix == ".parquet":
            table = parquet.read_table(path)
        elif suffix in (".jsonl", ".ndjson", ".json"):
            table = json.read_json(path)
        else:
            # Keys stay text, so that a study id keeps its leading zeros; numbers are parsed below with their row.
            header = csv.open_csv(path).schema.names
            text = csv.ConvertOptions(column_types=dict.fromkeys(header, pyarrow.string()), strings_can_be_null=False)
            table = csv.read_csv(path, convert_options=text)
    except (pyarrow.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        if "Empty CSV" in str(error):
            raise DataError(f"{path}: there is a header but no row") from error
        raise DataError(f"{path}: {str(error).splitlines()[0]}", "it must be CSV, Parquet or JSON lines") from error
    if table.num_rows == 0:
        raise DataError(f"{path}: there is a header but no row")
    doubled = sorted({name for name in table.column_names if table.column_names.count(name) > 1})
    if doubled:
        raise DataError(f"{path}: column {doubled[0]!r} stands there twice")
    return table


def _key_column(path: Path, table: pyarrow.Table, benchmark: Benchmark) -> str:
    lowered = {name.strip().lower(): name for name in table.column_names}
    for column in benchmark.key_columns:
        if column.lower() in lowered:
            actual = lowered[column.lower()]
            if actual != column:
                # The benchmark knows its keys by their official spelling.
                raise DataError(f"{path}: column {actual!r} should be spelt {column!r}")
            return column
    found = ", ".join(table.column_names[:6])
    raise DataError(f"{path}: no key column ({' or '.join(benchmark.key_columns)})", f"the columns are {found}")


def _keyed_rows(path: Path, table: pyarrow.Table, column: str, benchmark: Benchmark) -> dict[str, int]:
    rows: dict[str, int] = {}
    for row, text in enumerate(table.column(column).to_pylist()):
        if text is None or not str(text).strip():
            raise DataError(f"{path}, row {row + 2}, column {column}: the key is empty")
        key = benchmark.key(column, str(text))
        if key in rows:
            raise DataError(f"{path}, row {row + 2}, column {column}: {text!r} stands in row {rows[key] + 2} already")
        rows[key] = row
    return rows


def _numbers(path: Path, table: pyarrow.Table, position: int) -> list[float]:
    label = table.column_names[position]
    return [_number(path, row, label, cell) for row, cell in enumerate(table.column(position).to_pylist())]


def _number(path: Path, row: int, label: str, cell: Any) -> float:
    try:
        value = float(cell)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        shown = "empty" if cell is None or cell == "" else repr(cell)
        raise DataError(f"{path}, row {row + 2}, column {label}: {shown} is not a finite number")
    return value


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
