"""Files of results: reading and writing the import format as JSON, JSON lines and CSV.

All three carry the fields of :data:`podium.registry.result_rows.RESULT_FIELDS`. JSON is the format the
plugins ship, ``{"format": 1, "results": [row, ...]}``, or just the list; before its results it may
have ``"models"``, a list of entries of the catalogue. JSON lines has a row a line; CSV has the field
names in its first line, an empty cell for a field that is not there, and JSON in ``corroborated_by``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from podium.registry import json_text, spreadsheets
from podium.registry.errors import DataError
from podium.registry.json_text import NotJson
from podium.registry.result_rows import RESULT_FIELDS
from podium.registry.rows import FORMAT
from podium.registry.visible import to_json

FORMATS = ("json", "jsonl", "csv")

_NUMBERS = ("value", "low", "high", "stderr")
#: What a cell that cannot be read is not.
_WRONG = {
    **dict.fromkeys(_NUMBERS, "is not a number; write fractions as 0.47"),
    "n": "is not a whole number",
    "tools": "is neither true nor false",
}
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True)
class FileRow:
    """A row of a file.

    Args:
        line: Its line in a CSV or JSON-lines file, from 1; its position in the list of a JSON file.
        row: What it says, or None where it cannot be read.
        reason: Why it cannot be read.
    """

    line: int
    row: Mapping[str, Any] | None
    reason: str = ""


class Contents(NamedTuple):
    """What a file holds: rows of results, and models that the catalogue may not know yet."""

    rows: list[FileRow]
    models: list[FileRow]


def guess_format(name: str, text: str) -> str:
    """Return the format of a file by the end of its name or, where that says nothing, by its beginning."""
    suffix = name.rpartition(".")[2].lower()
    if suffix in FORMATS:
        return suffix
    if suffix == "ndjson":
        return "jsonl"
    start = text.lstrip()[:1]
    if start == "[":
        return "json"
    if start != "{":
        return "csv"
    try:
        json_text.parse(text.lstrip().splitlines()[0])
    except NotJson:
        return "json"
    return "jsonl" if "\n" in text.strip() else "json"


def read_results(text: str, name: str, form: str) -> Contents:
    """Return the rows and the models of a file; one that cannot be read is returned with its reason.

    Args:
        text: The file's text.
        name: The file's name, for messages.
        form: One of :data:`FORMATS`.

    Raises:
        DataError: If the file as a whole is not of that format.
    """
    text = text.removeprefix("\ufeff")
    if form == "json":
        return _read_json(text, name)
    return Contents(list(_read_csv(text, name) if form == "csv" else _read_lines(text)), [])


def _read_json(text: str, name: str) -> Contents:
    try:
        data = json_text.parse(text)
    except NotJson as error:
        where = f"{name}, line {error.line}, column {error.column}" if error.line else name
        raise DataError(f"{where}: not valid JSON: {error.reason}", "mend it there; nothing was imported") from error
    if isinstance(data, dict) and {"benchmark", "model"} <= data.keys():
        data = [data]
    models: list[object] = []
    if isinstance(data, dict):
        models = data.get("models", [])
        if data.get("format") != FORMAT or not isinstance(data.get("results"), list) or not isinstance(models, list):
            hint = f'it must be a list of rows or {{"format": {FORMAT}, "models": [...], "results": [...]}}'
            raise DataError(f"{name}: not a file of results", f"{hint}; models may be left out")
        data = data["results"]
    if not isinstance(data, list):
        raise DataError(f"{name}: holds {type(data).__name__}, not a list of rows")
    return Contents(_objects(data), _objects(models))


def _objects(rows: Iterable[object]) -> list[FileRow]:
    return [_object(position, row) for position, row in enumerate(rows, 1)]


def _read_lines(text: str) -> Iterator[FileRow]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json_text.parse(line)
        except NotJson as error:
            where = f"column {error.column}: " if error.column else ""
            yield FileRow(number, None, f"{where}not valid JSON: {error.reason}")
            continue
        yield _object(number, row)


def _object(line: int, row: object) -> FileRow:
    if isinstance(row, dict):
        return FileRow(line, row)
    return FileRow(line, None, f"holds {type(row).__name__}, not an object")


def _read_csv(text: str, name: str) -> Iterator[FileRow]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [title.strip() for title in next(reader, [])]
        unknown = [title for title in header if title not in (*RESULT_FIELDS, "metric")]
        twice = [title for title in header if header.count(title) > 1]
        if not header or unknown or twice:
            problem = (
                f"unknown column {unknown[0]!r}" if unknown else f"column {twice[0]!r} twice" if twice else "no header"
            )
            raise DataError(f"{name}, line 1: {problem}", f"known columns are {', '.join(RESULT_FIELDS)}")
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield _csv_row(line, header, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"{name}, line {reader.line_num}: not valid CSV: {error}") from error


def _csv_row(line: int, header: Sequence[str], cells: Sequence[str]) -> FileRow:
    if len(cells) != len(header):
        return FileRow(line, None, f"{len(cells)} cells, but the header has {len(header)}")
    row: dict[str, Any] = {}
    for title, cell in zip(header, cells, strict=True):
        if not cell.strip():
            continue
        try:
            row[title] = _value(title, spreadsheets.unguarded(cell.strip()))
        except ValueError:
            return FileRow(line, None, f"column {title!r}: {cell!r} {_WRONG.get(title, 'cannot be read')}")
    return FileRow(line, row)


def _value(title: str, cell: str) -> Any:
    if title in _NUMBERS:
        return float(cell)
    if title == "n":
        return int(cell)
    if title == "tools":
        if cell.lower() not in _TRUTH:
            raise ValueError(cell)
        return _TRUTH[cell.lower()]
    return json_text.parse(cell) if title == "corroborated_by" else cell


def write_results(rows: Iterable[Mapping[str, Any]], form: str, models: Iterable[Mapping[str, Any]] = ()) -> str:
    """Return rows as the text of a file that :func:`read_results` reads back as they were.

    Args:
        rows: Rows of the import format.
        form: One of :data:`FORMATS`.
        models: Entries of the catalogue to write before them; only JSON has a place for them.
    """
    if form == "csv":
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(RESULT_FIELDS)
        writer.writerows([_cell(row.get(name)) for name in RESULT_FIELDS] for row in rows)
        return text.getvalue()
    lines = [to_json(row) for row in rows]
    if form == "jsonl":
        return "".join(f"{line}\n" for line in lines)
    entries = [to_json(model) for model in models]
    parts = [
        f'  "format": {FORMAT}',
        *([_json_list("models", entries)] if entries else []),
        _json_list("results", lines),
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json_list(name: str, lines: Sequence[str]) -> str:
    return f'  "{name}": [\n    ' + ",\n    ".join(lines) + "\n  ]"


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return spreadsheets.guarded(value)
    if value is None or isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    return to_json(value)
