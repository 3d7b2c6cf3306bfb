"""Text from outside as it is shown: what would move a reader's cursor or eye is spelt out, and not obeyed."""

from __future__ import annotations

import re
from typing import Any

#: Characters beyond ASCII that terminals and readers obey and JSON leaves as they are, where an escape says the same.
OBEYED = "[\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
_OBEYED = re.compile(OBEYED)


def clean(text: str) -> str:
    """Return ``text`` in one line, with control and direction characters spelt out instead of obeyed.

    An escape sequence in a model's name must not move the reader's cursor.
    """
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def clean_lines(text: str) -> str:
    """Return ``text`` cleaned line by line."""
    return "\n".join(map(clean, text.split("\n")))


def to_json(data: Any, *, utf8: bool = True, indent: int | None = None) -> str:
    """Return data as JSON that holds every text as it is, and no character that a terminal obeys.

    Args:
        data: The data.
        utf8: Whether letters beyond ASCII stand as they are.
        indent: Blanks by which each level stands further in; everything is one line without.
    """
    import json

    text = json.dumps(data, ensure_ascii=not utf8, indent=indent)
    return text if text.isascii() and "\x7f" not in text else _OBEYED.sub(_escaped, text)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace():
        return " "
    return character.encode("unicode_escape").decode("ascii")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
