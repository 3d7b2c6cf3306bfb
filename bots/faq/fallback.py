"""The sentence encoder as the engine asks it: about a reading, the questions of the named cards among the samples."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from podium.bots.faq.frame import Intent
from podium.bots.faq.reading import Reading
from podium.bots.faq.semantic import PLACEHOLDERS, Encoder, Semantic

#: What a question can be taken for: an intent, an entry of a card, an entry of Podium's own FAQ.
Target = Intent | tuple[str, str, int] | tuple[str, str]


class Fallback:
    """Finds what a question is most like in meaning; the encoder is loaded when the first question needs it.

    Args:
        connection: The registry, for the questions of its cards.
        encoder: The sentence encoder.
    """

    def __init__(self, connection: sqlite3.Connection, encoder: Encoder) -> None:
        self._connection = connection
        self._semantic = Semantic(encoder)

    def nearest(self, reading: Reading) -> list[tuple[Target, float]]:
        """Return what the question is most like, best first, each with a similarity up to 1.

        A target is an intent or ``("card", slug, position)``.
        """
        found = self._semantic.nearest(without_names(reading), self._cards(reading))
        return [(_target(near.target), near.similarity) for near in found]

    def _cards(self, reading: Reading) -> Iterator[tuple[str, str]]:
        """Yield the questions of the cards that the question names, each with what it is."""
        slugs = dict.fromkeys(entity.slug for link in reading.of_kind("benchmark") for entity in link.entities)
        for slug in slugs:
            row = self._connection.execute(
                "SELECT name, json_extract(card, '$.faq') FROM benchmarks WHERE slug = ?", (slug,)
            ).fetchone()
            for position, entry in enumerate(json.loads(row[1])):
                for text in (entry["question"], *entry["variants"]):
                    yield f"{slug}:{position}", text.replace(row[0], PLACEHOLDERS["benchmark"])


def _target(key: Intent | str) -> Target:
    if isinstance(key, Intent):
        return key
    slug, _, position = key.rpartition(":")
    return "card", slug, int(position)


def without_names(reading: Reading) -> str:
    """Return a question with the encoder's own words in the place of names, so that only the wording counts."""
    parts, end = [], 0
    for link in reading.links:
        start = reading.tokens[link.start].start
        if start >= end and link.kind in PLACEHOLDERS:
            parts += [reading.text[end:start], PLACEHOLDERS[link.kind]]
            end = reading.tokens[link.end - 1].end
    return "".join([*parts, reading.text[end:]])
