"""A question with fixed words in the place of its names and amounts, so that only its wording counts."""

from __future__ import annotations

from podium.bots.faq.language import lexicon
from podium.bots.faq.language.value import Value
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Link

#: What stands in the place of a name. An encoder knows these, so that a sentence with them reads like a real one.
PLACEHOLDERS = {
    "benchmark": "ImageNet",
    "model": "Llama",
    "family": "Llama",
    "organisation": "Google",
    "category": "medicine",
    "observation": "pneumonia",
    "term": "accuracy",
}
_BOUNDS = {"": "", "most": "below ", "least": "above "}
#: What stands in the place of an amount. Places and counts stay as they are typed: "second" says what is asked.
_AMOUNTS = {
    "parameters": "10 billion parameters",
    "context": "128k tokens",
    "price": "$2",
    "output_price": "$2 per million output tokens",
    "score": "80%",
    "calls": "500 calls",
    "tokens_in": "2000 input tokens",
    "tokens_out": "300 output tokens",
}


def masked(reading: Reading) -> str:
    """Return the wording of a question."""
    spans = [(link.start, link.end, PLACEHOLDERS[link.kind]) for link in reading.links if _is_name(reading, link)]
    spans += [(value.start, value.end, text) for value in reading.values if (text := _amount(value))]
    parts, end = [], 0
    for first, after, text in sorted(spans):
        start = reading.tokens[first].start
        if start >= end:
            parts += [reading.text[end:start], text]
            end = reading.tokens[after - 1].end
            if text.endswith("%") and reading.text[end : end + 1] == "%":
                end += 1
    return " ".join("".join([*parts, reading.text[end:]]).split())


def _is_name(reading: Reading, link: Link) -> bool:
    # A word of a card's glossary that asks, such as "accuracy", is part of the wording.
    asks = link.kind == "term" and any(lexicon.meaning(reading.tokens[i].word) for i in link.span)
    return link.kind in PLACEHOLDERS and not asks


def _amount(value: Value) -> str:
    if value.kind == "period" and value.period is not None:
        before = "in" if value.period.first and value.period.last else "since" if value.period.first else "before"
        return f"{before} 2024"
    return _BOUNDS[value.bound] + _AMOUNTS[value.kind] if value.kind in _AMOUNTS else ""
