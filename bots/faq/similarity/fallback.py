"""The sentence encoder as the engine asks it: about a reading, the questions of the named cards among the samples."""

from __future__ import annotations

import functools
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from podium.bots.faq.similarity import taking
from podium.bots.faq.similarity.masking import PLACEHOLDERS, masked
from podium.bots.faq.similarity.meaning import Meaning, Target
from podium.bots.faq.similarity.semantic import Encoder, Semantic, Vote
from podium.bots.faq.understanding.asked import Asked


class Fallback:
    """Finds what a question is most like in meaning; the encoder is loaded when the first question needs it.

    Args:
        connection: The registry, for the questions of its cards.
        encoder: The sentence encoder.
        cache: A folder in which what is computed once is kept between runs.
    """

    def __init__(self, connection: sqlite3.Connection, encoder: Encoder, cache: Path | None = None) -> None:
        self._connection = connection
        self._semantic = Semantic(encoder, cache)

    def votes(self, asked: Asked) -> list[Vote]:
        """Return what the question may mean, the likeliest first; nothing for which it lacks a name or an amount."""
        reading = asked.reading

        @functools.cache
        def fits(target: Target) -> bool:
            if isinstance(target, Meaning):
                return bool(taking.ways(asked, target))
            # Podium's own FAQ is about none of the names.
            return not (isinstance(target, tuple) and target[0] == "about" and reading.links)

        slugs = dict.fromkeys(entity.slug for link in reading.of_kind("benchmark") for entity in link.entities)
        return self._semantic.votes(masked(reading), questions_of_cards(self._connection, slugs), fits)


def questions_of_cards(connection: sqlite3.Connection, slugs: Iterable[str]) -> Iterator[tuple[Target, str]]:
    """Yield the questions of the cards of benchmarks, their names taken out, each with what it is."""
    for slug in slugs:
        row = connection.execute(
            "SELECT name, card ->> '$.aliases', card ->> '$.faq' FROM benchmarks WHERE slug = ?", (slug,)
        ).fetchone()
        names = sorted((row[0], slug, *json.loads(row[1] or "[]")), key=len, reverse=True)
        pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names), re.IGNORECASE)
        for position, entry in enumerate(json.loads(row[2])):
            for text in (entry["question"], *entry["variants"]):
                yield ("card", slug, position), pattern.sub(PLACEHOLDERS["benchmark"], text)
