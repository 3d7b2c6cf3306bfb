"""What a judge is asked and how its reply is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from podium.plugins.charxiv.prompts import judge_prompt
from podium.registry import Answer, Generate, Item

#: Most tokens of a verdict, and most after doubling them because one was cut off; officially too.
_TOKENS, _MOST_TOKENS = 256, 1_024
#: The prompt asks for the first, its examples and the official code have the second.
_EXTRACTED = ("extract_answer", "extracted_answer")


def judge_request(item: Item, answer: Answer, attempt: int) -> Generate | None:
    """Return what a judge is asked about an answer, or None where there is none.

    Args:
        item: The question.
        answer: The answer.
        attempt: From 0; each doubles the room of the verdict until it is 1,024 tokens.
    """
    if answer.error is not None or not (answer.text or "").strip():
        return None
    about = item.attributes
    prompt = judge_prompt(str(about["question"]), int(about["type"]), str(item.target), answer.text or "")
    return Generate(prompt, max_tokens=min(_TOKENS << min(attempt, 8), _MOST_TOKENS), schema="{}")


def read_verdict(reply: Answer) -> Mapping[str, Any] | None:
    """Return ``extracted``, what the judge took for the answer, and ``score``, 0 or 1; None where either is missing.

    The object may stand among other text, as judges write that are not held to JSON.
    """
    text = reply.text or ""
    try:
        found = json.loads(text[text.find("{") : text.rfind("}") + 1])
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    extracted = next((found[name] for name in _EXTRACTED if name in found), None)
    score = found.get("score")
    # The official code asks whether it is in [0, 1], which 1.0 and true are too; a digit in quotes says the same.
    if score not in (0, 1, "0", "1"):
        return None
    if not any(name in found for name in _EXTRACTED):
        return None
    return {"extracted": "" if extracted is None else str(extracted), "score": int(score)}
