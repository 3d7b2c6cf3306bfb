"""Makers beside models: names of models with their makers in them, and families that stand for a maker."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Entity, Link, Vocabulary
from podium.bots.faq.understanding.asked import with_names

#: What is asked of several models, so that the name of a family is not that of one.
_OF_SEVERAL = frozenset({"LEAD", "WORST", "CHEAP", "NEWEST"})
_MADE_BY = words.word_set("by from of")


def _owned_span(reading: Reading, maker: Link, model: Link) -> tuple[int, int] | None:
    """Return the words of a model with its maker right before or after it; None where they do not stand together."""
    tokens = reading.tokens
    if maker.end == model.start and not tokens[model.start].breaks:
        return maker.start, model.end
    between = range(model.end, maker.start)
    if len(between) == 1 and tokens[model.end].word in _MADE_BY and not tokens[model.end].breaks:
        return model.start, maker.end
    gap = reading.text[tokens[model.end - 1].end : tokens[maker.start].start] if maker.start == model.end else ""
    return (model.start, maker.end) if gap.strip() == "(" else None


class Owners:
    """Reads makers and their models together.

    Args:
        connection: The registry.
        vocabulary: Its names.
    """

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary) -> None:
        self._connection = connection
        self._vocabulary = vocabulary

    def with_owners(self, reading: Reading) -> Reading:
        """Read a maker beside its own model as part of that model's name: "Baidu's Ernie 5.0", "o3 by OpenAI"."""
        makers = reading.of_kind("organisation")
        if not makers or not reading.of_kind("model"):
            return reading
        links = list(reading.links)
        for link in reading.of_kind("model"):
            for maker in makers:
                span = _owned_span(reading, maker, link)
                if span is None or maker not in links or self._makers_of(link) != [maker.entities[0].slug]:
                    continue
                links.remove(maker)
                whole = link._replace(start=span[0], end=span[1])
                if len(whole.entities) > 1:
                    whole = self._vocabulary.versions(reading.tokens, whole)
                links[links.index(link)] = whole
                link = whole
        return with_names(reading, links)

    def families_of_makers(self, reading: Reading, slugs: Sequence[str]) -> Reading:
        """Read a family as its maker in "the best Claude", where all that the maker has there is of it."""
        families = [link for link in reading.of_kind("model") if link.guessed and len(link.entities) > 1]
        ranked = any(lexicon.meaning(word) & _OF_SEVERAL for word in reading.words)
        if not families or not ranked or len(slugs) > 1:
            return reading
        links = list(reading.links)
        for link in families:
            maker = self._maker_of(link, slugs[0] if slugs else None)
            if maker is not None:
                entity = Entity("organisation", maker, maker)
                links[links.index(link)] = link._replace(entities=(entity,), guessed=False)
        return replace(reading, links=tuple(links))

    def _maker_of(self, link: Link, slug: str | None) -> str | None:
        makers = self._makers_of(link)
        if len(makers) != 1 or makers[0] is None:
            return None
        marks = ",".join("?" * len(link.entities))
        family = [entity.slug for entity in link.entities]
        of: tuple[str, ...] = ()
        if slug is None:
            sql = "models AS m WHERE"
        else:
            sql, of = "current_results AS r JOIN models AS m ON m.slug = r.model WHERE r.benchmark = ? AND", (slug,)
        others = self._connection.execute(
            f"SELECT 1 FROM {sql} m.organisation = ? AND m.slug NOT IN ({marks}) LIMIT 1", (*of, makers[0], *family)
        ).fetchone()
        return makers[0] if others is None else None

    def _makers_of(self, link: Link) -> list[str | None]:
        """Return the makers of the models that a name fits."""
        marks = ",".join("?" * len(link.entities))
        rows = self._connection.execute(
            f"SELECT DISTINCT organisation FROM models WHERE slug IN ({marks})",
            [entity.slug for entity in link.entities],
        )
        return [row[0] for row in rows]
