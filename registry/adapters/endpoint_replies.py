"""What a server's reply means: its text, why it ended, and the log-probabilities it brings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from podium.registry.adapters.prompts import parted

Json = Mapping[str, Any]

#: Least probability held to be left for tokens that a server does not list.
_LEAST = 1e-10
#: How tokenizers write a leading space.
_SPACES = str.maketrans({"▁": " ", "Ġ": " ", "Ċ": " "})
#: Other reasons, such as ``"eos_token"`` or ``"stop_sequence"``, are ends that the model wanted.
_FINISHES = {"length": "length", "max_tokens": "length", "content_filter": "content_filter"}


@dataclass(frozen=True)
class Said:
    """A reply's text.

    Args:
        text: Without what the model thought before, and without the text it stopped at.
        finish: ``"stop"``, ``"length"`` where it was cut off, ``"content_filter"``, or None where it is not said.
        thoughts: What it thought, in a field of its own or marked, or None.
    """

    text: str
    finish: str | None
    thoughts: str | None


def chat_flaw(reply: Json) -> str:
    """Say what a chat reply lacks to be usable, or nothing."""
    choice = _choice(reply)
    if choice is None:
        return "without choices"
    message = choice.get("message")
    if not isinstance(message, dict):
        return "without a message"
    if message.get("content") is not None and not isinstance(message["content"], (str, list)):
        return "whose message has no text"
    return ""


def completion_flaw(reply: Json) -> str:
    """Say what a reply of the completions interface lacks to be usable, or nothing."""
    choice = _choice(reply)
    if choice is None:
        return "without choices"
    return "" if isinstance(choice.get("text"), str) else "without text"


def said(reply: Json, stop: Sequence[str]) -> Said:
    """Return the text of a usable reply, ending before the first of the ``stop`` texts."""
    choice = _choice(reply) or {}
    message = choice.get("message")
    apart = ""
    if isinstance(message, dict):
        apart = _joined(message.get("reasoning_content") or message.get("reasoning"))
        text = _joined(message.get("content"))
    else:
        text = choice.get("text") or ""
    marked, text, _ = parted(text)
    thoughts = "\n".join(filter(None, (apart, marked))) or None
    reason = choice.get("finish_reason")
    finish = _FINISHES.get(reason, "stop") if isinstance(reason, str) else None
    ends = [place for place in (text.find(one) for one in stop if one) if place >= 0]
    if ends:
        # Some servers keep the text at which they stopped, and some know no such texts.
        text, finish = text[: min(ends)], "stop"
    return Said(whole(text), finish, thoughts and whole(thoughts))


def whole(text: str) -> str:
    """Return a text with U+FFFD for each half of a surrogate pair: JSON can escape one, and no database keeps it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def first_token(reply: Json) -> dict[str, float]:
    """Return the log-probabilities listed for the first token of a reply; empty where there are none.

    Tokens that differ by spaces only are one, with the sum of their probabilities.
    """
    logprobs = (_choice(reply) or {}).get("logprobs")
    listed: list[tuple[object, object]] = []
    if isinstance(logprobs, dict):
        content, tops = logprobs.get("content"), logprobs.get("top_logprobs")
        if isinstance(content, list) and content and isinstance(content[0], dict):
            entries = content[0].get("top_logprobs")
            entries = [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
            if content[0].get("token") not in [one.get("token") for one in entries]:
                entries.append(content[0])  # What was written is not always listed.
            listed = [(one.get("token"), one.get("logprob")) for one in entries]
        elif isinstance(tops, list) and tops and isinstance(tops[0], dict):
            listed = list(tops[0].items())
    merged: dict[str, float] = {}
    for token, value in listed:
        if isinstance(token, str) and isinstance(value, (int, float)) and math.isfinite(value):
            name = token.translate(_SPACES).strip()
            merged[name] = _added(merged.get(name, -math.inf), float(value))
    return merged


def scores(listed: Mapping[str, float], wanted: Sequence[str]) -> tuple[tuple[float, ...], tuple[bool, ...]]:
    """Return a log-probability for each wanted token, and which of them are listed.

    One that is not listed counts as just below the most it can have: the lowest that is listed, or what
    the listed ones leave of 1, whichever is less.

    Args:
        listed: Log-probabilities by token, in nats.
        wanted: Tokens.
    """
    left = max(_LEAST, 1.0 - sum(map(math.exp, listed.values())))
    bound = math.nextafter(min([*listed.values(), math.log(left)]), -math.inf)
    return tuple(listed.get(token, bound) for token in wanted), tuple(token in listed for token in wanted)


def yes_no(listed: Mapping[str, float]) -> tuple[float, bool] | None:
    """Return P(yes) / (P(yes) + P(no)), whatever their case, and whether both are listed; None if neither is."""
    words: dict[str, float] = {}
    for token, value in listed.items():
        words[token.lower()] = _added(words.get(token.lower(), -math.inf), value)
    (yes, no), known = scores(words, ("yes", "no"))
    if not any(known):
        return None
    odds = math.exp(-abs(yes - no))  # Of the less likely word; this form cannot overflow.
    return (1 if yes >= no else odds) / (1 + odds), all(known)


def continuation_score(reply: Json, prompt: str, continuation: str) -> float | None:
    """Return the log-probability of a continuation after a prompt, from a reply that repeats both.

    Args:
        reply: A completion asked for with ``echo`` and ``logprobs``.
        prompt: What comes before.
        continuation: What is scored.

    Returns:
        The sum over its tokens, in nats, a token that begins in the prompt included; None where the server
        gives no such figures or its tokens do not line up with the texts.
    """
    logprobs = (_choice(reply) or {}).get("logprobs")
    logprobs = logprobs if isinstance(logprobs, dict) else {}
    tokens, values = logprobs.get("tokens"), logprobs.get("token_logprobs")
    if not isinstance(tokens, list) or not isinstance(values, list) or len(tokens) != len(values):
        return None
    if not all(isinstance(token, str) for token in tokens):
        return None
    whole = prompt + continuation
    joined = "".join(tokens)
    # A token for the beginning of a text may come first, which is no part of the text.
    start = joined.find(whole)
    if start < 0:
        return None
    total, end = 0.0, 0
    for token, value in zip(tokens, values, strict=True):
        begin, end = end, end + len(token)
        if end > start + len(prompt) and begin < start + len(whole):
            if not isinstance(value, (int, float)) or not math.isfinite(value) or end > start + len(whole):
                return None
            total += value
    return total


def _choice(reply: Json) -> dict[str, Any] | None:
    choices = reply.get("choices")
    return choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else None


def _joined(content: object) -> str:
    """Return a message's text, which some servers give in parts."""
    if isinstance(content, list):
        return "".join(part["text"] for part in content if isinstance(part, dict) and isinstance(part.get("text"), str))
    return content if isinstance(content, str) else ""


def _added(first: float, second: float) -> float:
    """Return log(exp(first) + exp(second))."""
    high, low = max(first, second), min(first, second)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))
