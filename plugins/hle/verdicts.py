"""What a judge's reply says: JSON as its schema asks, or the labelled lines that weaker judges write."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

_LINE = r"(?:^|[\n{,])[ \t*_`\"'#>-]*%s[ \t*_`\"']*[:=][ \t*_`\"']*"
_CORRECT = re.compile(_LINE % "correct" + r"(yes|no|true|false)\b", re.IGNORECASE)
_CONFIDENCE = re.compile(_LINE % "confidence" + r"(\d{1,3})(?![\d.]*\d)", re.IGNORECASE)
_EXTRACTED = re.compile(_LINE % "extracted_final_answer" + r"([^\n]*)", re.IGNORECASE)
_PERCENT = re.compile(r"\s*([0-9]{1,3})(?:\.0{1,9})?\s{0,9}%?\s*")
#: Where an object with keys begins, and how many such places are tried: a reasoning is full of brackets.
_OBJECT = re.compile(r'\{(?=\s{0,99}")')
_MOST_OBJECTS = 100
_SAYS = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}


def read_verdict(text: str) -> dict[str, Any] | None:
    """Return what a judge's reply says, or None where it cannot be read or says two things.

    Args:
        text: The reply.

    Returns:
        ``correct``: ``"yes"`` or ``"no"``; ``confidence``: 0 to 100, or None where no such number is stated;
        ``extracted_final_answer``: text, or None. The judge's reasoning repeats questions and is no part.
    """
    data = _json(text)
    if data is not None:
        return _checked(data.get("correct"), data.get("confidence"), data.get("extracted_final_answer"))
    said = {_SAYS[found.lower()] for found in _CORRECT.findall(text)}
    if len(said) != 1:
        return None
    stated = _CONFIDENCE.findall(text)
    extracted = _EXTRACTED.search(text)
    answer = extracted.group(1).strip(" \t\"'*_`,") if extracted else None
    return _checked(said.pop(), int(stated[-1]) if stated else None, answer)


def _checked(correct: Any, confidence: Any, extracted: Any) -> dict[str, Any] | None:
    verdict = _SAYS.get(str(correct).strip().lower())
    if verdict is None:
        return None
    answer = None if extracted is None else str(extracted)
    return {"correct": verdict, "confidence": _percent(confidence), "extracted_final_answer": answer}


def _percent(stated: Any) -> int | None:
    """Return a confidence from 0 to 100, or None where it is no such number: the verdict stands without it."""
    if isinstance(stated, str):
        found = _PERCENT.fullmatch(stated)
        stated = int(found[1]) if found else None
    if isinstance(stated, bool) or not isinstance(stated, (int, float)) or not 0 <= stated <= 100:
        return None
    return int(stated) if stated == int(stated) else None


def _json(text: str) -> Mapping[str, Any] | None:
    """Return the first JSON object with a key ``correct``, in a fence or between words or alone."""
    decoder = json.JSONDecoder()
    for start in (found.start() for found in islice(_OBJECT.finditer(text), _MOST_OBJECTS)):
        try:
            value, _ = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and "correct" in value:
            return value
    return None
