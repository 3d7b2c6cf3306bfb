"""Reading a user's table, so that whatever is wrong with it can be named by file, row and column."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from csv import Error as _NotCsv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from podium.registry import unpacking
from podium.registry.adapters.json_tables import read_json
from podium.registry.data_files import HEAD, check_head, check_is_file
from podium.registry.errors import DataError, MissingExtra

if TYPE_CHECKING:
    import pyarrow

_JSON = (".jsonl", ".ndjson", ".json")
_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".numbers")
_NAMED = 3
#: Longest line of a CSV's header, in characters.
_HEADER = 1 << 20
#: Rows that a table may have for each item that is asked, where one per finding is the most; so many any may have.
_ROWS_AN_ITEM, _ROWS = 64, 100_000
#: What to do about rows that answer nothing asked: a key may be in the split, but without labels.
BELONG = "remove them, or choose the split (--split) and the reference they belong to"


@dataclass(frozen=True)
class UserTable:
    """A table as it was read.

    Args:
        path: The file.
        columns: Cells by column name, in the file's order; text where the file is CSV.
        first: Row number of the first record as an editor counts it: 2 in a CSV, below its header.
    """

    path: Path
    columns: dict[str, list[Any]]
    first: int

    @property
    def count(self) -> int:
        """Number of records."""
        return len(next(iter(self.columns.values())))

    def row(self, position: int) -> int:
        """Return a record's row number."""
        return position + self.first

    def error(self, position: int, column: str, what: str) -> DataError:
        """Return an error that names a cell."""
        return DataError(f"{self.path}, row {self.row(position)}, column {column}: {what}")

    def numbers(self, column: str) -> list[float]:
        """Return a column of finite numbers.

        Raises:
            DataError: If a cell is empty or no finite number.
        """
        return [self.number(column, position, cell) for position, cell in enumerate(self.columns[column])]

    def texts(self, column: str) -> list[str]:
        """Return a column of texts; an empty cell is an empty text.

        Raises:
            DataError: If a cell is a number, a list or anything else that is no text.
        """
        for position, cell in enumerate(self.columns[column]):
            if cell is not None and not isinstance(cell, str):
                raise self.error(position, column, f"{cell!r} is no text")
        return [cell or "" for cell in self.columns[column]]

    def number(self, column: str, position: int, cell: Any) -> float:
        """Return a cell of a column as a finite number.

        Raises:
            DataError: If it is empty or no finite number.
        """
        if cell is None or cell == "":
            raise self.error(position, column, "the cell is empty")
        try:
            value = float(cell)
        except (TypeError, ValueError, OverflowError):
            value = math.nan
        if not math.isfinite(value):
            raise self.error(position, column, f"{cell!r} is not a finite number")
        return value


def read_table(path: Path, keys: Sequence[str] = (), asked: int = 0) -> UserTable:
    """Read a table by its suffix: ``.parquet``, ``.jsonl``, ``.json``, otherwise CSV (also ``.gz``).

    JSON is lines, an array of records, or an object with a record or a reply per key; see
    :func:`podium.registry.adapters.json_tables.read_json`.

    Args:
        path: The file.
        keys: Columns that may name an item.
        asked: How many items there are.

    Raises:
        DataError: If the file is missing, empty, cut off or not of the format its name says, or is much larger than
            what is asked.
        MissingExtra: If pyarrow is not installed.
    """
    if path.is_dir():
        raise DataError(f"predictions file {path} is a folder")
    if not path.is_file():
        if path.exists() or path.is_symlink():
            check_is_file(path)
        raise DataError(f"predictions file {path} does not exist")
    if path.stat().st_size == 0:
        raise DataError(f"{path}: the file is empty")
    with path.open("rb") as file:
        check_head(file.read(HEAD), str(path), "predictions")
    suffix = (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()
    if suffix in _SPREADSHEETS:
        raise DataError(f"{path}: spreadsheets are not read", "save it as CSV")
    if suffix in _JSON:
        return UserTable(path, read_json(path, keys), 1)
    table = _read(path, suffix)
    names = [name.strip() for name in table.column_names]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise DataError(f"{path}: column {doubled[0]!r} stands there twice")
    if table.num_rows == 0:
        raise DataError(f"{path}: there is a header but no row")
    if table.num_rows > max(_ROWS, _ROWS_AN_ITEM * asked):
        raise DataError(f"{path}: it has {table.num_rows:,} rows, and {asked:,} items are asked", BELONG)
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(names) == 1 and mark in names[0]:
            raise DataError(f"{path}: the header has no comma but {name}", "separate the columns by commas")
    columns = {name: _cells(path, name, table.column(place)) for place, name in enumerate(names)}
    return UserTable(path, columns, 1 if suffix == ".parquet" else 2)


def _cells(path: Path, name: str, column: Any) -> list[Any]:
    try:
        cells: list[Any] = column.to_pylist()
    except ValueError as error:
        # Arrow holds texts that are no UTF-8 and times that no calendar has.
        raise DataError(f"{path}, column {name}: it holds what is no value of its type: {error}") from error
    return cells


def _read(path: Path, suffix: str) -> pyarrow.Table:
    try:
        import pyarrow
        from pyarrow import csv, parquet
    except ImportError as error:
        raise MissingExtra("eval", "reading predictions", "pyarrow") from error
    try:
        if suffix == ".parquet":
            with parquet.ParquetFile(path) as file:
                unpacking.check_parquet(path, file.metadata)
                return file.read()
        # Keys stay text, so that a study id keeps its leading zeros. One thread, so that errors know their row.
        types = dict.fromkeys(_header(path), pyarrow.string())
        text = csv.ConvertOptions(column_types=types, strings_can_be_null=False)
        # Replies in words have line breaks, inside quotes.
        lines = csv.ParseOptions(newlines_in_values=True)
        reading = csv.ReadOptions(use_threads=False)
        return csv.read_csv(_opened(path), read_options=reading, parse_options=lines, convert_options=text)
    except (pyarrow.ArrowException, UnicodeDecodeError, OSError, EOFError, zlib.error, _NotCsv) as error:
        what = (str(error).strip() or type(error).__name__).splitlines()[0]
        if "Empty CSV" in what:
            raise DataError(f"{path}: there is a header but no row") from error
        hint = "predictions are CSV, Parquet or JSON, told apart by suffix"
        if "UTF8" in what or "utf-8" in what:
            text_file = suffix in ("", ".csv", ".tsv", ".txt")
            raise DataError(f"{path}: not UTF-8 text: {what}", "save it as UTF-8" if text_file else hint) from error
        raise DataError(f"{path}: {what}", hint) from error


def _opened(path: Path) -> BinaryIO:
    """Open a file that may be gzipped."""
    import gzip

    return unpacking.bounded(gzip.GzipFile(path), path) if path.suffix.lower() == ".gz" else path.open("rb")


def _header(path: Path) -> list[str]:
    """Return the column names of a CSV."""
    import csv
    import io

    with io.TextIOWrapper(_opened(path), encoding="utf-8-sig", newline="") as file:
        try:
            return next(csv.reader(iter(lambda: file.readline(_HEADER), "")), [])
        except csv.Error as error:
            raise DataError(f"{path}: its header cannot be read: {error}") from error


def key_column(table: UserTable, columns: Sequence[str]) -> str:
    """Return the first of ``columns`` that the table has.

    Raises:
        DataError: If it has none, or one in another spelling.
    """
    for column in columns:
        for name in table.columns:
            if name.lower() == column.lower() and name != column:
                # The benchmark knows its keys by their official spelling.
                raise DataError(f"{table.path}: column {name!r} should be spelt {column!r}")
        if column in table.columns:
            return column
    found = ", ".join(list(table.columns)[:6])
    raise DataError(f"{table.path}: no key column ({' or '.join(columns)})", f"the columns are {found}")


def check_keys(table: UserTable, lacking: str, foreign: str, add: str) -> None:
    """Refuse a table whose rows are not those that are asked for.

    Args:
        table: The table.
        lacking: Which rows are not there, or nothing.
        foreign: Which rows are there that should not, or nothing.
        add: What to do about rows that are not there.

    Raises:
        DataError: Naming both, as a key in another spelling is both.
    """
    if lacking and foreign:
        hint = "does each row name what it answers as the data does?"
        raise DataError(f"{table.path}: {lacking}; and {foreign}", hint)
    if lacking or foreign:
        raise DataError(f"{table.path}: {lacking or foreign}", add if lacking else BELONG)


def first_names(keys: Sequence[str]) -> str:
    """Return the first keys in words, and how many more there are."""
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return ", ".join(keys[:_NAMED]) + more
