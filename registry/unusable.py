"""What a text or a number of a file cannot be, because no database or no float holds it."""

from __future__ import annotations

import math
import re

#: U+0000 ends a text for much that reads it; half of a surrogate pair is no character in any encoding.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

#: The largest whole number that SQLite holds.
LARGEST = 2**63 - 1


def in_text(text: str) -> str:
    """Return what a text holds that is no character, such as ``"U+D800"``, or nothing."""
    found = None if text.isascii() and "\0" not in text else _UNSTORABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def is_number(value: object) -> bool:
    """Return whether a value of a JSON file is a number that a float holds, and no truth value."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False
