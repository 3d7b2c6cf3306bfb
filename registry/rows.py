"""Rows that ship with the package: a JSON object ``{"format": 1, NAME: [row, ...]}``, one row a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from podium.registry import json_text
from podium.registry.errors import PodiumError
from podium.registry.json_text import NotJson

#: The only format there is so far. A file of another one is refused, not guessed at.
FORMAT = 1


def read_rows(path: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a shipped file, as written and in order.

    Args:
        path: A UTF-8 JSON file.
        name: The member that holds the rows, such as ``"results"``.

    Raises:
        PodiumError: If the file cannot be read, is not JSON (with the line and column), is of another
            format, or holds something other than a list of objects under ``name``.
    """
    try:
        data = json_text.parse(path.read_text(encoding="utf-8"))
    except NotJson as error:
        where = f"{path}, line {error.line}, column {error.column}" if error.line else f"{path}"
        raise PodiumError(f"{where}: not valid JSON: {error.reason}") from error
    except UnicodeDecodeError as error:
        raise PodiumError(f"{path}: not UTF-8 text at byte {error.start}", "save it as UTF-8") from error
    except OSError as error:
        raise PodiumError(f"{path}: cannot be read: {error.strerror}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise PodiumError(f"{path}: not a file of format {FORMAT}", f'it must begin {{"format": {FORMAT}, "{name}": [')
    rows = data.get(name)
    if not isinstance(rows, list):
        raise PodiumError(f"{path}: {name!r} is missing or not a list")
    for position, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise PodiumError(f"{path}: row {position} of {name!r} is {type(row).__name__}, not an object")
    return rows
