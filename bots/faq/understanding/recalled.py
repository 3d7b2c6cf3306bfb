"""A message with the names written out that it points at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from podium.bots.faq.frame import Intent
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.understood import Understanding

#: Kinds of reply that a name may get.
_UNSURE = ("unknown", "ambiguous", "no_data")


class Recalled(NamedTuple):
    """A message with what it points at written out.

    Args:
        text: The message.
        models: Slugs of the models that were written into it.
        benchmark: The benchmark that was; empty for none.
        always: Whether it means nothing else, however the message is understood as it stands.
        only: What it may ask then; anything where that is empty.
        alone: Whether nothing else of what is remembered belongs to it.
        unsure: Whether a reply that there is no such name, or that there are several, is one to it.
    """

    text: str
    models: tuple[str, ...] = ()
    benchmark: str = ""
    always: bool = False
    only: frozenset[Intent] = frozenset()
    alone: bool = False
    unsure: bool = False

    def is_linked(self, reading: Reading) -> bool:
        """Return whether the names that were written into a message are read as they were meant."""
        linked = {link.entities[0].slug for link in reading.links if len(link.entities) == 1}
        return linked.issuperset((*self.models, *([self.benchmark] if self.benchmark else [])))

    def is_meant(self, understood: Understanding) -> bool:
        """Return whether a message that was written out is understood, and as something that it may ask."""
        intents = {frame.intent for frame in understood.frames}
        told = self.unsure and understood.built.reply is not None and understood.built.reply.kind in _UNSURE
        return bool(told or intents) and (not self.only or intents <= self.only)

    def is_told(self, understood: Understanding) -> bool:
        """Return whether a message is understood to be about what it points at as it stands."""
        asked = {slug for frame in understood.frames for slug in frame.models}
        return bool(understood.frames) and bool(self.models) and asked >= set(self.models)


def put(reading: Reading, start: int, end: int, name: str) -> str:
    """Return a message with a name in the place of some of its words."""
    tokens = reading.tokens
    return f"{reading.text[: tokens[start].start]}{name}{reading.text[tokens[end - 1].end :]}"


def put_all(reading: Reading, spans: Sequence[tuple[int, int, str]]) -> str:
    """Return a message with names in the places of some of its words."""
    text = reading.text
    for start, end, name in sorted(spans, reverse=True):
        text = f"{text[: reading.tokens[start].start]}{name}{text[reading.tokens[end - 1].end :]}"
    return " ".join(text.split())
