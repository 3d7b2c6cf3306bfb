"""What a button asks for, written into its id: nothing is kept of a message, and buttons outlive a restart.

An id is ``podium:KIND:OWNER:FIELD:FIELD…``, at most 100 characters. The owner is the person for whom the message was
made, in base 36, or nothing where anybody may press. In fields, ``%`` and ``:`` are written as ``%25`` and ``%3A``. A
field that would not fit is written as ``~`` and a digest of eight characters, and found again among the names that are
known when it is pressed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

PREFIX = "podium"
#: Matches every id of a button or select of ours.
TEMPLATE = r"podium:(?P<state>.+)"
#: Discord's limit.
LONGEST = 100
_DIGEST = 8
_A_DIGEST = re.compile(f"~[0-9a-f]{{{_DIGEST}}}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Press:
    """What pressing a button asks for.

    Args:
        kind: Which handler is asked, such as ``"board"``: small letters.
        fields: What it needs to know, such as slugs and a page.
        owner: Id of the person who alone may press it, or None for anybody.
    """

    kind: str
    fields: tuple[str, ...] = ()
    owner: int | None = None

    @property
    def custom_id(self) -> str:
        """The id of the button.

        Raises:
            ValueError: If the fields do not fit even when the longest are digests.
        """
        fields = [_escaped(one) for one in self.fields]
        owner = "" if self.owner is None else _base36(self.owner)
        order = sorted(range(len(fields)), key=lambda place: -len(fields[place]))
        for place in [None, *order]:
            if place is not None:
                fields[place] = digest(self.fields[place])
            text = ":".join((PREFIX, self.kind, owner, *fields))
            if len(text) <= LONGEST:
                return text
        raise ValueError(f"the state of a {self.kind} button does not fit in {LONGEST} characters")


def read(custom_id: str) -> Press | None:
    """Return what an id asks for, or None where it is none of ours. Digests stay digests: see :func:`meant`."""
    prefix, *parts = custom_id.split(":")
    if prefix != PREFIX or len(parts) < 2 or not parts[0].isalpha() or not parts[0].isascii():
        return None
    kind, owner, *fields = parts
    try:
        person = int(owner, 36) if owner else None
    except ValueError:
        return None
    return Press(kind, tuple(one.replace("%3A", ":").replace("%7E", "~").replace("%25", "%") for one in fields), person)


def digest(field: str) -> str:
    """Return what stands for a field that is too long."""
    return "~" + hashlib.blake2b(field.encode(), digest_size=_DIGEST // 2).hexdigest()


def meant(field: str, known: Iterable[str]) -> str | None:
    """Return the field itself, or the one of the known names that its digest stands for; None where none does."""
    if not _A_DIGEST.fullmatch(field):
        return field
    return next((name for name in known if field in (digest(name), name)), None)


def _escaped(field: str) -> str:
    text = field.replace("%", "%25").replace(":", "%3A")
    return "%7E" + text[1:] if text.startswith("~") else text


def _base36(number: int) -> str:
    out = ""
    while number:
        number, digit = divmod(number, 36)
        out = _DIGITS[digit] + out
    return out or "0"
