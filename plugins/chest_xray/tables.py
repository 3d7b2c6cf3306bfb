"""Fast, typed reading of label tables, plain or gzipped, whose errors name file, row and column.

A row is named by its line in the file, the header being line 1. Cells are read as text that is
stored once per distinct value, then coded: so a cell outside the coding is found as it was written,
and 14 labels of 223,414 images take 3 MB.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from numpy.typing import NDArray

from podium.plugins.chest_xray.observations import NAMES, finding, plain
from podium.plugins.chest_xray.policies import BLANK
from podium.registry import DataError, check_is_file
from podium.registry.unpacking import most_unpacked, too_much

#: The official files write 1.0, 0.0 and -1.0; tools that read and write them again drop the ".0".
LABEL_CODES = {"1.0": 1, "1": 1, "0.0": 0, "0": 0, "-1.0": -1, "-1": -1, "": BLANK}
#: A longer first line is no header but a file of another kind.
_HEADER_BYTES = 1 << 16
#: Bytes of the file that are text at any one time; a piece's text is gone once it is coded.
_PIECE_BYTES = 3 << 16
#: Longest row that is looked at to say what is wrong with it.
_LINE_BYTES = 1 << 20
#: Most distinct cells of a column's piece whose indices fit into a byte.
_FEW = 127
_UNREADABLE = (OSError, EOFError, zlib.error, csv.Error)
_Number = TypeVar("_Number", np.int8, np.int64)


@dataclass(frozen=True, eq=False)
class LabelTable:
    """One table, its columns by canonical name.

    Args:
        path: The file.
        texts: Arrow columns of plain text.
        coded: The other columns in pieces: each row's index, and the distinct texts indexed, a tuple
            where they are few, an Arrow array else.
        rows: Number of data rows, at least 1.
        order: The canonical names of all columns of the file, as they stand there.
        parsed: Per parsed column what the parser made of each piece of the file, in order.
    """

    path: Path
    texts: Mapping[str, Any]
    coded: Mapping[str, list[tuple[NDArray[np.integer[Any]], Any]]]
    rows: int
    order: tuple[str, ...] = ()
    parsed: Mapping[str, list[Any]] = field(default_factory=dict)

    def __contains__(self, column: str) -> bool:
        return column in self.texts or column in self.coded or column in self.parsed

    def text(self, row: int, column: str) -> str:
        """Return the cell of data row ``row`` (0-based) as the file has it, read again from there."""
        return _record(self.path, row)[1][self.order.index(column)]

    def error(self, row: int, column: str, problem: str) -> DataError:
        """Return the error for the cell of data row ``row`` (0-based) in ``column``."""
        return cell_error(self.path, row, column, problem)

    def codes(self, column: str, coding: Mapping[str, int], allowed: str) -> NDArray[np.int8]:
        """Return ``column`` as int8 codes, shape (rows,).

        Args:
            column: Its canonical name.
            coding: Code of each cell text, blanks around it removed.
            allowed: The allowed cells in words, for the error.

        Raises:
            DataError: If a cell is not in ``coding``.
        """

        def code(text: str) -> int:
            if text not in coding:
                raise ValueError(f"{text!r} is not {allowed}")
            return coding[text]

        return self._convert(column, code, np.int8)

    def integers(self, column: str, allowed: str, low: int, high: int, blank: int | None = None) -> NDArray[np.int64]:
        """Return ``column`` as int64 numbers in [low, high], shape (rows,).

        Args:
            column: Its canonical name.
            allowed: The allowed cells in words, for the error.
            low: Smallest allowed number.
            high: Largest allowed number.
            blank: What a blank cell counts as; where left out, blank cells are wrong.

        Raises:
            DataError: If a cell is another text or outside the range.
        """

        def number(text: str) -> int:
            if not text and blank is not None:
                return blank
            if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
                raise ValueError(f"{text!r} is not {allowed}")
            return int(text)

        # Arrow reads the numbers; only where one is wrong is it looked for text by text.
        parts = []
        for indices, texts in self.coded[column]:
            try:
                values = numbers(pc.cast(pa.array(texts, pa.string()), pa.int64()))
            except pa.ArrowInvalid:
                return self._convert(column, number, np.int64)
            if ((values < low) | (values > high)).any():
                return self._convert(column, number, np.int64)
            parts.append(values[indices])
        return np.concatenate(parts)

    def labels(self, names: Collection[str], expert: bool) -> NDArray[np.int8]:
        """Return the label cells as int8 codes 1, 0, -1 and -2 (blank), shape (rows, len(names)).

        Args:
            names: The findings, in the order of the result's columns.
            expert: Whether people labelled the images; then each cell must be 1 or 0.

        Raises:
            DataError: If a cell is outside the coding.
        """
        coding = LABEL_CODES
        allowed = "1, 0, -1 or blank"
        if expert:
            coding = {text: code for text, code in LABEL_CODES.items() if code in (0, 1)}
            allowed = "1 or 0, as every cell of an expert-labelled split is"
        labels = np.empty((self.rows, len(names)), np.int8)
        for place, name in enumerate(names):
            labels[:, place] = self.codes(name, coding, allowed)
        return labels

    def values(self, column: str) -> list[tuple[NDArray[np.integer[Any]], list[str]]]:
        """Return ``column`` in pieces: per piece each row's index, and the distinct texts indexed."""
        return [
            (indices, [text.strip() for text in (texts if isinstance(texts, tuple) else texts.to_pylist())])
            for indices, texts in self.coded[column]
        ]

    def _convert(self, column: str, convert: Callable[[str], int], dtype: type[_Number]) -> NDArray[_Number]:
        parts: list[NDArray[_Number]] = []
        known: dict[tuple[str, ...], NDArray[_Number]] = {}  # Most pieces have the same texts.
        for indices, texts in self.coded[column]:
            key = texts if isinstance(texts, tuple) else tuple(texts.to_pylist())
            if key not in known:
                known[key] = np.zeros(len(key), dtype)
                for place, text in enumerate(key):
                    try:
                        known[key][place] = convert(text.strip())
                    except ValueError as problem:
                        row = sum(map(len, parts)) + int(np.flatnonzero(indices == place)[0])
                        raise self.error(row, column, str(problem)) from None
            parts.append(known[key][indices])
        return np.concatenate(parts)


def canonical(column: str, known: Collection[str]) -> str | None:
    """Return the one of ``known`` that a header's ``column`` means, or None."""
    name = finding(column)
    if name in known:
        return name
    return next((name for name in known if plain(name) == plain(column)), None)


def read_table(
    path: Path,
    known: Collection[str],
    required: Collection[str] = NAMES,
    text: Collection[str] = (),
    only: Collection[str] = (),
    parse: Mapping[str, Callable[[Any], Any]] | None = None,
) -> LabelTable:
    """Read a comma-separated table, piece by piece.

    Args:
        path: The file, plain or gzipped, whatever its name says.
        known: Canonical names of the columns it may have, in any order and spelling.
        required: The columns it must have.
        text: Columns whose cells nearly all differ; they are kept as plain text.
        only: The columns to read; all where left out.
        parse: Per column what to make of each piece of its text (an Arrow string array); only that
            is kept, in ``LabelTable.parsed``.

    Raises:
        DataError: If the file cannot be read, is empty, is not UTF-8, lacks a required column, has
            an unknown or a repeated one, or has a row of another length.
    """
    names = _names(path, known, required)
    keep = [name for name in names if name in only] if only else names
    parse = {name: parser for name, parser in (parse or {}).items() if name in keep}
    parsed: dict[str, list[Any]] = {name: [] for name in parse}
    texts: dict[str, list[Any]] = {name: [] for name in keep if name in text and name not in parse}
    coded: dict[str, list[Any]] = {name: [] for name in keep if name not in parsed and name not in texts}
    last: dict[str, list[Any]] = {}
    rows = 0
    try:
        for batch in _pieces(path, names, keep, {*text, *parse}):
            rows += batch.num_rows
            for name, parser in parse.items():
                parsed[name].append(parser(batch.column(name)))
            for name, pieces in texts.items():
                pieces.append(batch.column(name))
            for name, pieces in coded.items():
                pieces.append(_piece(batch.column(name), last.setdefault(name, [])))
    except (pa.ArrowException, OSError) as error:
        raise _explained(path, len(names), error) from None
    if rows == 0:
        raise _no_rows(path)
    whole = {name: pa.chunked_array(pieces) for name, pieces in texts.items()}
    return LabelTable(path, whole, coded, rows, tuple(names), parsed)


def _pieces(path: Path, names: list[str], keep: list[str], text: Collection[str]) -> Iterator[Any]:
    """Yield the file's columns ``keep`` as record batches: plain text, or text once per distinct cell."""
    coded = pa.dictionary(pa.int32(), pa.string())
    with pa.input_stream(str(path), compression="gzip" if _is_gzip(path) else None) as stream:
        read, most = 0, most_unpacked(path.stat().st_size)
        for batch in pa.csv.open_csv(
            stream,
            read_options=pa.csv.ReadOptions(column_names=names, skip_rows=1, block_size=_PIECE_BYTES),
            convert_options=pa.csv.ConvertOptions(
                column_types={name: pa.string() if name in text else coded for name in names},
                include_columns=keep,
                null_values=[],
            ),
            # Arrow's usual pool keeps tens of megabytes of what it is given back.
            memory_pool=pa.system_memory_pool(),
        ):
            # A cell takes a byte of the file or more, and four in memory beside its text.
            read += max(batch.num_rows * len(names), batch.nbytes // 4)
            if read > most:
                raise too_much(path)
            yield batch


def _piece(column: Any, known: list[Any]) -> tuple[NDArray[np.integer[Any]], Any]:
    """Return the indices and the distinct texts of a coded column's piece, small if these are few.

    Args:
        column: The piece.
        known: The texts of the column's last small piece, in Arrow and as a tuple; replaced.
    """
    indices, texts = numbers(column.indices), column.dictionary
    if len(texts) > _FEW:
        return indices, texts
    # Kept in Arrow's buffers, a hundred little pieces would cost three times what is in them.
    if not known or not texts.equals(known[0]):
        known[:] = texts, tuple(texts.to_pylist())
    return indices.astype(np.int8), known[1]


def numbers(array: Any) -> NDArray[Any]:
    """Return an Arrow array of numbers, none of them null, without copying it."""
    # Arrow's own to_numpy() first imports pandas, where that is installed: 0.3 s and 45 MB.
    values: NDArray[Any] = np.from_dlpack(array)
    return values


def line_of(path: Path, row: int) -> int:
    """Return the line on which data row ``row`` (0-based) ends; blank lines are no rows."""
    return _record(path, row)[0]


def cell_error(path: Path, row: int, column: str, problem: str) -> DataError:
    """Return the error for the cell of data row ``row`` (0-based) in ``column`` of ``path``."""
    return DataError(f"{path}, row {line_of(path, row)}, column {column}: {problem}")


def _names(path: Path, known: Collection[str], required: Collection[str]) -> list[str]:
    """Return the canonical names of the header's columns."""
    header = _header(path)
    names = [canonical(column, known) for column in header]
    unknown = [repr(column) for column, name in zip(header, names, strict=True) if name is None]
    if unknown:
        raise DataError(
            f"{path}, row 1: unknown column{'s' * (len(unknown) > 1)} {', '.join(unknown[:5])}",
            f"the columns are {', '.join(known)}",
        )
    found = [name for name in names if name is not None]
    repeated = sorted({name for name in found if found.count(name) > 1})
    if repeated:
        raise DataError(f"{path}, row 1: more than one column {', '.join(repeated)}")
    missing = [name for name in required if name not in found]
    if missing:
        raise DataError(f"{path}, row 1: no column {', '.join(missing)}")
    return found


def _header(path: Path) -> list[str]:
    try:
        with _opened(path) as stream:
            line = stream.readline(_HEADER_BYTES)
    except _UNREADABLE as error:
        raise _unreadable(path, error) from None
    if not line.strip():
        raise DataError(f"{path} is empty" if not line else f"{path}, row 1: no column names")
    try:
        return next(csv.reader([line.decode("utf-8-sig")]))
    except (UnicodeDecodeError, csv.Error):
        raise DataError(f"{path}, row 1: not UTF-8 text", "save it as CSV in UTF-8") from None


def _is_gzip(path: Path) -> bool:
    if path.exists():
        check_is_file(path)
    # Browsers unpack a .csv.gz and keep its name, so the name does not tell.
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def _opened(path: Path) -> BinaryIO:
    return io.BufferedReader(gzip.open(path)) if _is_gzip(path) else path.open("rb")


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each record, the header too, with the line on which it ends."""
    with io.TextIOWrapper(_opened(path), "utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        for record in reader:
            if record:
                yield reader.line_num, record


def _record(path: Path, row: int) -> tuple[int, list[str]]:
    """Return the line on which data row ``row`` (0-based) ends, and its cells."""
    for number, record in _records(path):
        if row == -1:
            return number, record
        row -= 1
    raise DataError(f"{path} changed while it was read", "try again")


def _explained(path: Path, width: int, error: Exception) -> DataError:
    """Return the error that says where a file that Arrow refused is wrong."""
    try:
        with _opened(path) as stream:
            for number, line in enumerate(iter(lambda: stream.readline(_LINE_BYTES), b""), 1):
                if len(line) == _LINE_BYTES:
                    return DataError(f"{path}, row {number}: longer than {_LINE_BYTES:,} bytes", "copy the file again")
                try:
                    line.decode()
                except UnicodeDecodeError:
                    return DataError(f"{path}, row {number}: not UTF-8 text", "save it as CSV in UTF-8")
        rows = 0
        for number, record in _records(path):
            if len(record) != width:
                return DataError(f"{path}, row {number}: {len(record)} cells instead of {width}")
            rows += 1
    except _UNREADABLE as problem:
        return _unreadable(path, problem)
    return _no_rows(path) if rows == 1 else DataError(f"{path}: {error}")


def _no_rows(path: Path) -> DataError:
    return DataError(f"{path} has column names but no rows")


def _unreadable(path: Path, error: BaseException) -> DataError:
    if isinstance(error, (EOFError, gzip.BadGzipFile, zlib.error)):
        return DataError(f"{path} is a damaged or incomplete gzip file", "copy it again")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return DataError(f"{path} cannot be read: {reason}")
