"""What Discord answers to a request that breaks its rules."""

from __future__ import annotations

import re
from typing import Any

_ATTACHED = "attachment://"


class Refused(Exception):
    """A request that Discord refuses, with the status, the code and the words it answers with."""

    def __init__(self, status: int, code: int, message: str, *, where: str = "", extra: dict[str, Any] | None = None):
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.where = where
        self.extra = extra or {}

    def body(self) -> dict[str, Any]:
        """Return the answer's body, with the field at fault where there is one."""
        body: dict[str, Any] = {"message": self.message, "code": self.code, **self.extra}
        if self.where:
            # Discord nests one level per part of the path; discord.py flattens it into its message.
            found: dict[str, Any] = {"_errors": [{"code": "INVALID", "message": self.message}]}
            for part in reversed(self.where.split(".")):
                found = {part: found}
            body["errors"] = found
            body["message"] = "Invalid Form Body"
        return body


def invalid(where: str, why: str) -> Refused:
    """Return the refusal of a field: 400 with code 50035."""
    return Refused(400, 50035, why, where=where)


def text(value: object, where: str, most: int, *, least: int = 1) -> str:
    """Return a text of allowed length, or refuse."""
    if not isinstance(value, str):
        raise invalid(where, "This field must be a string")
    if not least <= len(value) <= most:
        raise invalid(where, f"Must be between {least} and {most} in length, is {len(value)}")
    return value


def items(value: object, where: str, most: int, *, least: int = 0) -> list[Any]:
    """Return a list of allowed length, or refuse."""
    if not isinstance(value, list):
        raise invalid(where, "This field must be a list")
    if not least <= len(value) <= most:
        raise invalid(where, f"Must be between {least} and {most} in length, is {len(value)}")
    return value


def entry(value: object, where: str) -> dict[str, Any]:
    """Return an object, or refuse."""
    if not isinstance(value, dict):
        raise invalid(where, "This field must be an object")
    return value


def one_of(value: object, where: str, allowed: tuple[object, ...]) -> None:
    """Refuse a value that is not among those allowed; ``True`` is not the number 1."""
    if isinstance(value, bool) and True not in [a for a in allowed if isinstance(a, bool)] or value not in allowed:
        raise invalid(where, f"Value must be one of {allowed}, is {value!r}")


def check_link(link: object, where: str, files: set[str] | None) -> None:
    """Refuse a link that is none, or that names a file which is not there.

    Discord shows a missing attached picture as nothing at all; here it is refused, so that no test misses it.
    """
    if link is None:
        return
    text(link, where, 2048)
    assert isinstance(link, str)
    if files is not None and link.startswith(_ATTACHED):
        if link.removeprefix(_ATTACHED) not in files:
            raise invalid(where, f"{link} names no file of this message")
    elif not re.match(r"https?://[^\s/]", link):
        raise invalid(where, "Not a well formed URL")
