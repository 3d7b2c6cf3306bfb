"""Whether a reply to an open question holds the answer: MMMU's rules.

They are those of ``parse_open_response``, ``normalize_str`` and ``eval_open`` in
github.com/MMMU-Benchmark/MMMU, eval/eval_utils.py at 44b45b5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Words after which an answer is expected, in lower case.
_CUES = ("could be ", "so ", "is ", "thus ", "therefore ", "final ", "answer ", "result ")
_NOTHING = frozenset(":,.!?;'")
#: The authors' patterns, but that a number begins where its digits do. What a run of digits gives does not depend on
#: where in it a search begins, and theirs begin at every digit, which takes time by the square of its length.
_NUMBERS = (
    re.compile(r"-?\b\d{1,3}(?:,\d{3})+\b"),
    re.compile(r"-?(?<!\d)\d+(?:\.\d+)?[eE][+-]?\d+"),
    re.compile(r"-?(?:(?<!\d)\d+\.\d+|\.\d+|(?<!\d)\d+\b)(?![eE][+-]?\d+)(?![,\d])"),
)
Value = str | float


def key_parts(reply: str) -> tuple[list[str], bool]:
    """Return the parts of a reply that may hold the answer, in lower case, and whether a cue led to them.

    That is, in each line, the shortest text behind a cue, and in the last line also behind ``=``; the whole
    reply where there is none. (The authors also mean to split sentences, but look for capitals in lower case.)
    """
    whole = reply.strip().strip(".").lower()
    lines = whole.split("\n")
    parts = []
    for number, line in enumerate(lines, 1):
        shortest = ""
        for cue in (*_CUES, "=") if number == len(lines) else _CUES:
            if cue in line:
                tail = line.split(cue)[-1].strip()
                if not shortest or len(tail) < len(shortest):
                    shortest = tail
        if shortest and shortest not in _NOTHING:
            parts.append(shortest)
    return (parts, True) if parts else ([whole], False)


def numbers(text: str) -> list[str]:
    """Return all numbers in a text, as written: with commas, with an exponent, plain."""
    return [number for pattern in _NUMBERS for number in pattern.findall(text)]


def normal(text: str) -> list[Value]:
    """Return what a text is compared as: a number to two decimals, or the text in lower case.

    A single letter becomes two texts, with a blank before and behind, so that it does not match inside a word.
    """
    text = text.strip()
    try:
        return [round(float(text.replace(",", "")), 2)]
    except ValueError:
        lower = text.lower()
    return [f" {lower}", f"{lower} "] if len(lower) == 1 else [lower]


def predictions(parts: Sequence[str]) -> frozenset[Value]:
    """Return all that a reply may mean: its parts, and every number in them."""
    texts = [*parts, *(number for part in parts for number in numbers(part))]
    return frozenset(value for text in texts for value in normal(text))


def is_right(gold: str | Sequence[str], predicted: frozenset[Value]) -> bool:
    """Return whether any prediction is the answer: the same number, or a text that contains the answer's.

    Args:
        gold: The answer, or several of which each is right.
        predicted: What :func:`predictions` gives.
    """
    right = [value for text in ((gold,) if isinstance(gold, str) else gold) for value in normal(text)]
    texts = [value for value in right if isinstance(value, str)]
    return any(
        any(text in value for text in texts) if isinstance(value, str) else value in right for value in predicted
    )
