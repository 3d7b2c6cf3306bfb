"""Rows of Parquet files as dataset authors publish them, checked column by column before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry import names, unpacking
from podium.registry.data_files import AGAIN, HEAD, check_head, check_is_file
from podium.registry.errors import DataError
from podium.registry.table_folders import find_files

if TYPE_CHECKING:
    from pyarrow import DataType
    from pyarrow.parquet import ParquetFile

__all__ = ["Row", "find_files", "other_count", "read_parquet"]

#: What each kind of column must be, in words for messages.
KINDS = {
    "text": "text",
    "integer": "whole numbers",
    "texts": "lists of texts",
    "image": "images (a struct of bytes and path, or binary)",
}

#: Rows read at once. Images are large: a few of them, so that memory does not grow with the file.
_ROWS, _ROWS_WITH_IMAGES = 1024, 16

_MAGIC = b"PAR1"
_OTHER_REVISION = "is it another revision of the data?"


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


def read_parquet(paths: Sequence[Path], columns: Mapping[str, str]) -> Iterator[Row]:
    """Yield the rows of files, in order, a few at a time: of a file there is one row group in memory.

    Args:
        paths: The files.
        columns: Kind of each column wanted: ``"text"``, ``"integer"``, ``"texts"`` (a list of texts) or
            ``"image"`` (the bytes of an image file, or None). Others are not read.

    Raises:
        DataError: If a file is no Parquet, has no rows or states more than one of its size can hold, or a column is
            missing, of another kind or empty where it may not be: all but images may not. The message names file, row
            and column, and shows no value.
    """
    for path in paths:
        file = _open(path)
        try:
            unpacking.check_parquet(path, file.metadata)
            if not file.metadata.num_rows:
                raise DataError(f"{path} has no rows", AGAIN)
            kinds = file.schema_arrow
            for column, kind in columns.items():
                _check_column(path, kinds, column, kind)
            yield from _rows(path, file, columns)
        finally:
            file.close()


def _open(path: Path) -> ParquetFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    _check_magic(path)
    try:
        # By default all row groups are read ahead, which for images is the whole file.
        return pq.ParquetFile(path, pre_buffer=False)
    except (OSError, pa.ArrowException) as error:
        raise DataError(f"{path} cannot be read as Parquet: {_line(error)}", AGAIN) from error


def _check_magic(path: Path) -> None:
    """Say what a file is that is not a whole Parquet file."""
    check_is_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            size = file.seek(0, 2)
            file.seek(max(0, size - len(_MAGIC)))
            tail = file.read()
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from error
    if not size:
        raise DataError(f"{path} is empty", AGAIN)
    check_head(head, str(path), "Parquet")
    if not head.startswith(_MAGIC):
        raise DataError(f"{path} is not Parquet: it begins with {head[:4].hex(' ')}", AGAIN)
    if tail != _MAGIC or size < 3 * len(_MAGIC):
        raise DataError(f"{path} is cut off: its end is missing after {size:,} bytes", AGAIN)


def _line(error: BaseException) -> str:
    text = str(error).strip()
    return text.splitlines()[0][:200] if text else type(error).__name__


def _check_column(path: Path, schema: Any, column: str, kind: str) -> None:
    if column not in schema.names:
        near = names.nearest(column, schema.names)
        found = f"nearest is {near[0]}" if near else f"it has {', '.join(schema.names)}"
        raise DataError(f"{path} has no column {column}; {found}", _OTHER_REVISION)
    if schema.names.count(column) > 1:
        raise DataError(f"{path} has {schema.names.count(column)} columns called {column}", _OTHER_REVISION)
    found_type = schema.field(column).type
    if not _fits(found_type, kind):
        raise DataError(f"{path}, column {column}: holds {found_type}, not {KINDS[kind]}", _OTHER_REVISION)


def _fits(found: DataType, kind: str) -> bool:
    """Return whether a type of Arrow is of a kind; a column without any value has a type of its own."""
    import pyarrow.types as types

    if types.is_null(found):
        return True
    if types.is_dictionary(found):
        return kind != "image" and _fits(found.value_type, kind)
    if kind == "text":
        return bool(types.is_string(found) or types.is_large_string(found) or types.is_string_view(found))
    if kind == "integer":
        return bool(types.is_integer(found))
    if kind == "texts":
        lists = (types.is_list, types.is_large_list, types.is_fixed_size_list, types.is_list_view)
        return any(fits(found) for fits in lists) and _fits(found.value_type, "text")
    if types.is_struct(found):
        return found.get_field_index("bytes") >= 0 and _is_binary(found.field("bytes").type)
    return _is_binary(found)


def _is_binary(found: DataType) -> bool:
    import pyarrow.types as types

    # A writer that saw no bytes at all gives no type to them.
    return bool(
        types.is_binary(found) or types.is_large_binary(found) or types.is_binary_view(found) or types.is_null(found)
    )


def _rows(path: Path, file: ParquetFile, columns: Mapping[str, str]) -> Iterator[Row]:
    import pyarrow as pa

    size = _ROWS_WITH_IMAGES if "image" in columns.values() else _ROWS
    batches = file.iter_batches(batch_size=size, columns=list(columns), use_threads=False)
    before = 0
    while True:
        try:
            batch = next(batches, None)
        except (OSError, pa.ArrowException) as error:
            raise DataError(f"{path} is damaged after row {before:,}: {_line(error)}", AGAIN) from error
        if batch is None:
            return
        values = [
            _values(path, column, kind, batch.column(batch.schema.names.index(column)), before)
            for column, kind in columns.items()
        ]
        for number in range(len(batch)):
            one = {column: found[number] for column, found in zip(columns, values, strict=True)}
            yield Row(f"{path}, row {before + number + 1}", one)
        before += len(batch)


def _values(path: Path, column: str, kind: str, found: Any, before: int) -> list[Any]:
    """Return a column of a batch as Python values, after looking for what is empty."""

    def where(number: int) -> str:
        return f"{path}, row {before + number + 1}, column {column}"

    try:
        values: list[Any] = found.to_pylist()
    except UnicodeDecodeError as error:
        number = next(place for place, scalar in enumerate(found) if not _is_text(scalar))
        raise DataError(f"{where(number)}: its text is not UTF-8", AGAIN) from error
    if kind == "image":
        return [_image(path, value, where(number)) for number, value in enumerate(values)]
    if found.null_count:
        raise DataError(f"{where(values.index(None))}: is empty, expected {KINDS[kind]}", _OTHER_REVISION)
    if kind == "texts":
        for number, value in enumerate(values):
            if None in value:
                raise DataError(f"{where(number)}: text {value.index(None) + 1} is empty", _OTHER_REVISION)
    return values


def _is_text(scalar: Any) -> bool:
    try:
        scalar.as_py()
    except UnicodeDecodeError:
        return False
    return True


def _image(path: Path, value: Any, where: str) -> bytes | None:
    """Return the bytes of an image, which may lie in a file beside the table."""
    fields: Mapping[str, Any] = value if isinstance(value, Mapping) else {"bytes": value}
    content: bytes | None = fields.get("bytes")
    beside: str | None = fields.get("path")
    if content is not None:
        return content
    if not beside:
        return None
    folder = path.parent.resolve()
    file = (folder / beside).resolve()
    # The name of a file is data: it must not lead to any other file of the user's.
    if not file.is_relative_to(folder) or not file.is_file():
        raise DataError(
            f"{where}: holds no image, only the name of a file that is not beside the table",
            "take the files of the hub, in which the images are",
        )
    return file.read_bytes()


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
