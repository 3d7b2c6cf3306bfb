"""The form of a result row: which fields it has, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from podium.registry import names, unusable
from podium.registry.card import Board
from podium.registry.errors import DataError

STANDINGS = ("self-reported", "third-party", "independent", "reproduced")

#: Fields of a result row, in the order of the import format.
RESULT_FIELDS = (
    "benchmark",
    "board",
    "model",
    "value",
    "low",
    "high",
    "stderr",
    "n",
    "split",
    "setting",
    "tools",
    "standing",
    "reported_by",
    "reported_on",
    "as_of",
    "source_url",
    "cited_url",
    "provenance",
    "corroborated_by",
    "note",
)
#: Most characters that a message shows of a value that is wrong.
_LONGEST_SHOWN = 80
_SCHEME = re.compile(r"\Ahttps?://", re.IGNORECASE)
_FIGURES = frozenset(("value", "low", "high", "stderr", "n"))
_TEXT_FIELDS = frozenset(RESULT_FIELDS) - _FIGURES - {"tools", "corroborated_by"}
#: Fields that every result row must have.
REQUIRED_FIELDS = ("benchmark", "board", "model", "value", "standing", "source_url")


def check_result(row: Mapping[str, Any], boards: Mapping[str, Board]) -> dict[str, Any]:
    """Return a result row in normal form.

    Args:
        row: A row of the import format.
        boards: The boards of the row's benchmark, by slug.

    Raises:
        DataError: If a field is unknown, missing, of the wrong type or outside the board's range.
    """
    unknown = set(row) - set(RESULT_FIELDS) - {"metric"}
    if unknown:
        raise DataError(f"unknown field {sorted(unknown)[0]!r}", f"known are {', '.join(RESULT_FIELDS)}")
    given = {name: row[name] for name in RESULT_FIELDS if name in row}
    given |= {name: value.strip() for name, value in given.items() if isinstance(value, str)}
    clean = {name: value for name, value in given.items() if value not in (None, "", [])}
    for name in REQUIRED_FIELDS:
        if name not in clean:
            raise DataError(f"field {name!r} is missing")
    for name in _TEXT_FIELDS & clean.keys():
        if not isinstance(clean[name], str):
            raise DataError(f"field {name!r} must be text, not {_short(clean[name])}")
        if odd := unusable.in_text(clean[name]):
            raise DataError(f"field {name!r} holds {odd}, which is no character", "take it out")
    if not isinstance(clean.get("tools", False), bool):
        raise DataError(f"field 'tools' must be true or false, not {_short(clean['tools'])}")
    if not _is_corroboration(clean.get("corroborated_by", [])):
        raise DataError("field 'corroborated_by' must be a list of objects whose values are texts")
    if clean["model"] != names.slug(clean["model"]):
        raise DataError(f"model {clean['model']!r} is not in slug form", f"write {names.slug(clean['model'])}")
    board = boards.get(clean["board"])
    if board is None:
        raise DataError(f"no board called {clean['board']!r}", f"there are {', '.join(boards)}")
    if row.get("metric") not in (None, "", board.metric):
        raise DataError(
            f"metric {_short(row['metric'])} does not belong on board {board.slug!r}", f"it ranks {board.metric!r}"
        )
    if clean["standing"] not in STANDINGS:
        raise DataError(f"standing {clean['standing']!r} is not one of {', '.join(STANDINGS)}")
    for name in ("source_url", "cited_url"):
        if name in clean:
            # Telephones begin a field with a capital.
            clean[name] = _SCHEME.sub(lambda match: match.group().lower(), clean[name], count=1)
        if name in clean and not clean[name].startswith(("https://", "http://")):
            raise DataError(f"{name} {clean[name]!r} is not an http(s) address")
    for name in ("reported_on", "as_of"):
        if name in clean and not _is_date(clean[name]):
            raise DataError(f"{name} {clean[name]!r} is not a date", "write 2026, 2026-06 or 2026-06-30")
    _check_numbers(clean, board)
    return clean


def _short(value: object) -> str:
    """Return a value that is wrong as a message shows it."""
    shown = repr(value)
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"


def _is_corroboration(value: object) -> bool:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return False
    texts = [text for one in value for pair in one.items() for text in pair]
    return all(isinstance(text, str) and not unusable.in_text(text) for text in texts)


def _is_date(text: str) -> bool:
    """Return whether a text is an ISO date, to the day, the month or the year."""
    try:
        date.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
    except ValueError:
        return False
    return len(text) in (4, 7, 10)


def _check_numbers(clean: dict[str, Any], board: Board) -> None:
    for name in _FIGURES:
        value = clean.get(name)
        if value is None:
            continue
        if not unusable.is_number(value):
            raise DataError(f"field {name!r} must be a number, not {_short(value)}")
        if name == "n" and (value != int(value) or abs(value) > unusable.LARGEST):
            raise DataError(f"field 'n' must be a whole number, not {_short(value)}")
    for name in ("value", "low", "high"):
        if name in clean and not _within(float(clean[name]), board):
            raise DataError(
                f"{name} {clean[name]!r} is outside the range of board {board.slug!r}",
                f"{_bound(board.minimum)} to {_bound(board.maximum)}; fractions, not percent",
            )
    low, high = clean.get("low", clean["value"]), clean.get("high", clean["value"])
    if not low <= clean["value"] <= high:
        raise DataError(f"value {clean['value']!r} is not between low {low!r} and high {high!r}")
    # One form per figure, whether a file wrote 1 or 1.0: rows are stored so, and compared by it.
    for name in _FIGURES & clean.keys():
        clean[name] = int(clean[name]) if name == "n" else float(clean[name])


def _within(value: float, board: Board) -> bool:
    return (board.minimum is None or value >= board.minimum) and (board.maximum is None or value <= board.maximum)


def _bound(value: float | None) -> str:
    return "unbounded" if value is None else f"{value:g}"
