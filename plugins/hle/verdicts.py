"""What a judge's reply says: JSON as its schema asks, or the labelled lines that weaker judges write."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_LINE = r"(?:^|[\n{,])[ \t*_`\"'#>-]*%s[ \t*_`\"']*[:=][ \t*_`\"']*"
_CORRECT = re.compile(_LINE % "correct" + r"(yes|no|true|false)\b", re.IGNORECASE)
_CONFIDENCE = re.compile(_LINE % "confidence" + r"(\d{1,3})(?![\d.]*\d)", re.IGNORECASE)
_EXTRACTED = re.compile(_LINE % "extracted_final_answer" + r"([^\n]*)", re.IGNORECASE)
_SAYS = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}


def read_verdict(text: str) -> dict[str, Any] | None:
    """Return what a judge's reply says, or None where it cannot be read or says two things.

    Args:
        text: The reply.

    Returns:
        ``correct``: ``"yes"`` or ``"no"``; ``confidence``: 0 to 100, or None where none is stated;
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
    if isinstance(confidence, str) and confidence.strip().rstrip("%").isdecimal():
        confidence = int(confidence.strip().rstrip("%"))
    if isinstance(confidence, float) and confidence.is_integer():
        confidence = int(confidence)
    if isinstance(confidence, bool) or not isinstance(confidence, (int, type(None))):
        return None
    if verdict is None or (confidence is not None and not 0 <= confidence <= 100):
        return None
    answer = None if extracted is None else str(extracted)
    return {"correct": verdict, "confidence": confidence, "extracted_final_answer": answer}


def _json(text: str) -> Mapping[str, Any] | None:
    """Return the first JSON object with a key ``correct``, in a fence or between words or alone."""
    decoder = json.JSONDecoder()
    for start in (found.start() for found in re.finditer(r"\{", text)):
        try:
            value, _ = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and "correct" in value:
            return value
    return None
