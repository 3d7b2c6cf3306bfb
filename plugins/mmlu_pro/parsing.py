"""Reading the letter from a reply: the cascade of the authors' scripts.

The patterns and their order are those of ``extract_answer`` in github.com/TIGER-AI-Lab/MMLU-Pro at f418b11
(Apache-2.0 licence); earlier versions, such as at 05c6997, took the last letter also inside words.
"""

from __future__ import annotations

import random
import re

#: The rules, by their names, in order; the first that finds something wins, and of what it finds the first.
FIRST, SECOND, THIRD = "answer is (X)", "answer: X", "last letter"
_FIRST = re.compile(r"answer is \(?([A-J])\)?")
_SECOND = re.compile(r"[aA]nswer:(?=\s*([A-J]))")
_THIRD = re.compile(r"\b[A-J]\b")
_SEED = 12345


def read_letter(text: str) -> tuple[str, str] | None:
    """Return the letter a reply gives and the name of the rule that read it, or None.

    Args:
        text: The reply.
    """
    if first := _FIRST.search(text):
        return first.group(1), FIRST
    # The authors' second and third pattern, .*[aA]nswer:\s*([A-J]) and a letter with none after it, take quadratic
    # time on long replies. These find the same: the last on the first line that has one, and the last of all.
    if named := list(_SECOND.finditer(text)):
        line = text.find("\n", named[0].start())
        return [one.group(1) for one in named if line < 0 or one.start() < line][-1], SECOND
    letters = _THIRD.findall(text)
    return (letters[-1], THIRD) if letters else None


def plain(text: str) -> str:
    """Return a reply without the marks of bold text, which the script for servers deletes before it reads."""
    return text.replace("**", "")


def drawn(options: int) -> int:
    """Return the option, from 0, that the authors' scripts count for a reply without a letter.

    They seed the generator anew for every such reply, so that the same option is taken for the same number of
    options each time: the seventh of ten, the fourth of four.

    Args:
        options: Number of options that are left.
    """
    return random.Random(_SEED).randint(0, options - 1)
