"""Cases that prove a benchmark's prompts, parsers and metrics equal to the official ones, without its data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

#: Hexadecimal digits of a text's SHA-256 that a case compares.
DIGITS = 16


@dataclass(frozen=True)
class Case:
    """One thing that must come out as the official code has it.

    Args:
        group: What is proved, such as ``"prompt"``, ``"parser"`` or ``"metric"``.
        name: Which case, such as ``"5-shot, math"``.
        got: Computes what Podium makes of it.
        expected: What must come out; floats are equal within 1e-9.
        source: Where the expected value is from, such as the official repository and commit.
    """

    group: str
    name: str
    got: Callable[[], Any]
    expected: Any
    source: str = ""


def text_digest(text: str) -> str:
    """Return a text's length in characters and the first 16 hexadecimal digits of its SHA-256 over UTF-8.

    For example ``"125 f39aea3ab2fed042"``: what a prompt is compared by, so that no prompt need be stored.
    """
    return f"{len(text)} {hashlib.sha256(text.encode()).hexdigest()[:DIGITS]}"
