"""Tables in JSON files: lines of records, an array of them, or an object with a record, or a reply, per key.

They are read by Python's own parser, which reports brackets that are nested too deeply; Arrow's ends the process.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from podium.registry import json_text, unpacking
from podium.registry.errors import DataError
from podium.registry.json_text import NotJson

#: The column of replies where an object gives a text per key.
REPLY = "response"
_CUT = "the file is cut off or no JSON"


def read_json(path: Path, keys: Sequence[str]) -> dict[str, list[Any]]:
    """Return the columns of a JSON file, cells by row.

    Args:
        path: The file; with the suffix ``.gz`` it is packed.
        keys: Columns that may name an item. Of an object whose records have none of them, its own keys become
            the column ``id``, or the first of ``keys`` where ``id`` is none.

    Raises:
        DataError: If the file is damaged, holds a name twice or something other than records.
    """
    text = _text(path)
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    whole = plain.suffix.lower() == ".json" or text.lstrip()[:1] == "["
    content = _parsed(path, text) if whole else None
    if content is None:
        content = _lines(path, text)
    if isinstance(content, dict):
        if not content:
            raise DataError(f"{path}: there is no record")
        # One line of JSON lines is an object too.
        if any(key in content for key in keys):
            content = [content]
        else:
            content = _by_key(path, content, "id" if "id" in keys or not keys else keys[0], keys)
    if not isinstance(content, list) or not content:
        raise DataError(f"{path}: there is no record")
    for position, record in enumerate(content, 1):
        if not isinstance(record, dict):
            raise DataError(f"{path}, record {position}: {str(record)[:40]!r} is no record with names and values")
    names = list(dict.fromkeys(name for record in content for name in record))
    return {name: [record.get(name) for record in content] for name in names}


def _text(path: Path) -> str:
    packed = path.suffix.lower() == ".gz"
    try:
        with unpacking.bounded(gzip.GzipFile(path), path) if packed else path.open("rb") as file:
            return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 text: {error}", "save it as UTF-8") from error
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be read: {error}", "copy it again") from error


def _lines(path: Path, text: str) -> list[Any]:
    """Return the values of a file that has one in each line."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(json_text.parse(line, lambda pairs: _object(path, pairs)))
        except NotJson as error:
            raise DataError(f"{path}, line {number}: {error.reason}", _CUT) from error
    return found


def _parsed(path: Path, text: str) -> Any:
    """Return a file's content, or None where it is several values."""
    try:
        return json_text.parse(text, lambda pairs: _object(path, pairs))
    except NotJson as error:
        if error.reason == "Extra data" and not text.lstrip().startswith("["):
            return None
        where = f"{path}, line {error.line}" if error.line else f"{path}"
        raise DataError(f"{where}: {error.reason}", _CUT) from error


def _object(path: Path, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        doubled = list(dict.fromkeys(name for name in names if names.count(name) > 1))
        more = f" and {len(doubled) - 1} more" if len(doubled) > 1 else ""
        raise DataError(f"{path}: {doubled[0]!r}{more} stands there twice", "leave one of them")
    return found


def _by_key(path: Path, content: dict[str, Any], column: str, keys: Sequence[str]) -> list[dict[str, Any]]:
    if all(isinstance(value, str) or value is None for value in content.values()):
        return [{column: key, REPLY: value} for key, value in content.items()]
    for key, value in content.items():
        if not isinstance(value, dict):
            raise DataError(f"{path}: {key!r} holds {str(value)[:40]!r}, no record with names and values")
    if any(name in record for record in content.values() for name in keys):
        return list(content.values())
    return [{column: key} | record for key, record in content.items()]
