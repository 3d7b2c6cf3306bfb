"""A name that a message says once more at its end, in full: "how many params does k3 have, kimi k3 I mean"."""

from __future__ import annotations

from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Link

_I_MEAN: tuple[list[str], ...] = (["i", "mean"], ["i", "meant"], ["that", "is"], [])
_KINDS = ("model", "benchmark")


def restated(reading: Reading) -> str:
    """Return a message with the name that stands at its end in the place of the part of it before; empty for others."""
    said, tokens = reading.words, reading.tokens
    last = max(reading.links, key=lambda link: link.end, default=None)
    if last is None or last.kind not in _KINDS or len(last.entities) != 1 or last.start < 2:
        return ""
    if said[last.end :] not in _I_MEAN or not tokens[last.start].breaks:
        return ""
    if "=" in reading.text[tokens[last.start - 1].end : tokens[last.start].start]:
        # "Hendrycks test = MMLU?" asks whether they are one.
        return ""
    head = [link for link in reading.links if link.end <= last.start]
    if any(link.kind in _KINDS and last.entities[0] not in link.entities for link in head):
        return ""
    text = reading.text[: tokens[last.start - 1].end]
    if any(link.kind == last.kind and len(link.entities) == 1 for link in head):
        return text
    unsure = next((link for link in head if link.kind == last.kind), None)
    start, end = _part(reading, last) if unsure is None else (unsure.start, unsure.end)
    described = _described(said[: last.start])
    if start == end and described:
        # "Best on the medical exam one, USMLE"
        return text[: tokens[last.start - described].start] + reading.typed(last.start, last.end)
    if start == end or any(i in link.span for link in head if link is not unsure for i in range(start, end)):
        return ""
    return text[: tokens[start].start] + reading.typed(last.start, last.end) + text[tokens[end - 1].end :]


_ONE = ("one", "benchmark", "thing", "test", "exam", "dataset")
_THE = ("the", "that", "this")
_MOST_DESCRIBED = 5


def _described(head: list[str]) -> int:
    """Return how many words at the end of a message's first part describe the name that follows: "the chart one, "."""
    if head[-1] not in _ONE:
        return 0
    return next((n for n in range(3, min(_MOST_DESCRIBED, len(head)) + 1) if head[-n] in _THE), 0)


def _part(reading: Reading, last: Link) -> tuple[int, int]:
    """Return the longest run of words before the name that are a part of it, and not only a number."""
    keys = [token.key for token in reading.tokens]
    name = keys[last.start : last.end]
    for length in range(len(name), 0, -1):
        for start in range(last.start - length + 1):
            run = keys[start : start + length]
            if any(name[i : i + length] == run for i in range(len(name) - length + 1)) and not all(
                map(str.isdigit, run)
            ):
                return start, start + length
    return 0, 0
