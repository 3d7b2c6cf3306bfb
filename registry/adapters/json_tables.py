"""Tables in JSON files that are no lines: an array of records, or an object with a record, or a reply, per key."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from podium.registry.errors import DataError

#: The column of replies where an object gives a text per key.
REPLY = "response"


def read_json(path: Path, keys: Sequence[str]) -> dict[str, list[Any]] | None:
    """Return the columns of a JSON file, cells by row, or None where it holds JSON lines.

    Args:
        path: The file.
        keys: Columns that may name an item. Of an object whose records have none of them, its own keys become
            the column ``id``, or the first of ``keys`` where ``id`` is none.

    Raises:
        DataError: If the file is damaged, holds a name twice or something other than records.
    """
    if path.suffix == ".gz":
        return None
    with path.open("rb") as file:
        first = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if first != b"[" and (first != b"{" or path.suffix.lower() != ".json"):
        return None
    content = _parsed(path)
    if content is None:
        return None
    if isinstance(content, dict):
        if not content:
            raise DataError(f"{path}: there is no record")
        # One line of JSON lines is an object too.
        if any(key in content for key in keys):
            content = [content]
        else:
            content = _by_key(path, content, "id" if "id" in keys or not keys else keys[0], keys)
    if not content:
        raise DataError(f"{path}: there is no record")
    for position, record in enumerate(content, 1):
        if not isinstance(record, dict):
            raise DataError(f"{path}, record {position}: {str(record)[:40]!r} is no record with names and values")
    names = list(dict.fromkeys(name for record in content for name in record))
    return {name: [record.get(name) for record in content] for name in names}


def _parsed(path: Path) -> Any:
    """Return a file's content, or None where it is several values."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return json.loads(text, object_pairs_hook=lambda pairs: _object(path, pairs))
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 text: {error}", "save it as UTF-8") from error
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and not text.lstrip().startswith("["):
            return None
        raise DataError(f"{path}, line {error.lineno}: {error.msg}", "the file is cut off or no JSON") from error
    except RecursionError as error:
        raise DataError(f"{path}: it is nested too deeply") from error


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
