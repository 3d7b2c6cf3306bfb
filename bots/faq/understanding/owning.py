"""Makers beside models: names of models with their makers in them, and families that stand for a maker."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.frame import Frame
from podium.bots.faq.language import lexicon, words
from podium.bots.faq.language.words import joined_key
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Entity, Link, Vocabulary
from podium.bots.faq.understanding.asked import with_names
from podium.bots.faq.understanding.slots import ON_BOARD

#: What is asked of several models, so that the name of a family is not that of one.
_OF_SEVERAL = frozenset({"LEAD", "WORST", "CHEAP", "NEWEST"})
#: The same beside which a family need not be all models of a maker.
_OF_FAMILY = _OF_SEVERAL | {
    "HIGH",
    "LARGEST",
    "SMALLEST",
    "OLDEST",
    "EXPENSIVE",
    "CHEAPEST",
    "NEWEST_MODEL",
    "MODELS",
    "HOW_MANY",
    "AVERAGE",
    "GOOD",
}
#: What makes a name one side of something, or what is left out.
_ASIDE = frozenset({"EXCEPT", "EXCEPT_AFTER", "NOT", "COMPARE", "DIFFERENCE", "CORRECTION"})
_THAN = words.word_set("than vs versus except besides without not beat beats beaten beating")
_SOUGHT = words.word_set("something anything model models one ones alternative")
_MADE_BY = words.word_set("by from of")
#: Words after the name of a family that belong to it.
_WHOLE = [["family"], ["series"], ["lineup"]]
#: Words with which a question begins that asks whether something is so, which a name is then the subject of.
_WHETHER = words.word_set("is are was were has have does do did")


_OF_A_MODEL = words.word_set("parameters params parameter tokens token billion billions b weights dollars")


def _counts_models(said: Sequence[str]) -> bool:
    """Return whether "how many" may be of models: "how many tokens has MedGemma" is not."""
    counted = [said[i + 2 : i + 3] for i in range(len(said) - 1) if said[i : i + 2] == ["how", "many"]]
    return any(not word or word[0] not in _OF_A_MODEL for word in counted)


def _owned_span(reading: Reading, maker: Link, model: Link) -> tuple[int, int] | None:
    """Return the words of a model with its maker right before or after it; None where they do not stand together."""
    tokens = reading.tokens
    if maker.end == model.start and not tokens[model.start].breaks:
        return maker.start, model.end
    between = range(model.end, maker.start)
    if len(between) == 1 and tokens[model.end].word in _MADE_BY and not tokens[model.end].breaks:
        # "Something newer than Gemini 3.1 Pro from Google" is looked for among Google's.
        sought = not _SOUGHT.isdisjoint(reading.words[: model.start]) and tokens[model.start - 1].word == "than"
        return None if sought else (model.start, maker.end)
    gap = reading.text[tokens[model.end - 1].end : tokens[maker.start].start] if maker.start == model.end else ""
    return (model.start, maker.end) if gap.strip() == "(" else None


def _goes_on(reading: Reading, last: Frame | None) -> bool:
    """Return whether a few words ask the ranking before again, of a family: "what about Claude?"."""
    if last is None or last.intent not in ON_BOARD or last.models or len(reading.of_kind("model")) != 1:
        return False
    named = reading.named()
    return {word for i, word in enumerate(reading.words) if i not in named} <= _GOING_ON


def _family_name(typed: str, names: Sequence[str]) -> str:
    """Return a family as most of its models write it, where they do; a family in the plural is one: "Gemmas"."""
    for wanted in (typed, typed.removesuffix("s"), typed.removesuffix("'s").removesuffix("’s")):
        places = [(name, name.casefold().find(wanted.casefold())) for name in names]
        written = Counter(name[at : at + len(wanted)] for name, at in places if at >= 0)
        if written:
            return written.most_common(1)[0][0]
    return typed


def _is_plural(reading: Reading, link: Link) -> bool:
    """Return whether models are called by the plural of what their names begin with: "geminis on mmlu"."""
    typed = reading.typed(link.start, link.end).casefold()
    if len(link.entities) < 2 or link.end > link.start + 1 or not typed.isalpha() or not typed.endswith("s"):
        return False
    # "Opus" is none.
    return all(typed not in entity.name.casefold() for entity in link.entities)


_GOING_ON = words.word_set(
    "and what about how of for the ones one models model then so ok okay but now among only just s"
)


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

    def families_of_makers(self, reading: Reading, slugs: Sequence[str], last: Frame | None = None) -> Reading:
        """Read a family as its maker in "the best Claude", where all that the maker has there is of it.

        Args:
            reading: The question.
            slugs: The benchmarks it names.
            last: The frame before; after a ranking "what about Claude?" asks for the best one as well.
        """
        families = [link for link in reading.of_kind("model") if link.guessed and len(link.entities) > 1]
        ranked = any(lexicon.meaning(word) & _OF_SEVERAL for word in reading.words)
        if not families or len(slugs) > 1:
            return reading
        goes_on = _goes_on(reading, last)
        if not slugs and goes_on and last is not None:
            slugs = last.benchmarks[:1]
        if not ranked and not goes_on:
            return self._of_family(reading, families, False)
        links = list(reading.links)
        for link in families:
            maker = self._maker_of(link, slugs[0] if slugs else None)
            if maker is not None:
                entity = Entity("organisation", maker, maker)
                links[links.index(link)] = link._replace(entities=(entity,), guessed=False)
        reading = replace(reading, links=tuple(links))
        return self._of_family(reading, [link for link in families if link in links], goes_on)

    def _of_family(self, reading: Reading, families: Sequence[Link], sure: bool) -> Reading:
        """Read the only name of models as one of a family where several are asked for: "the best Gemma", "Phi models".

        Where it stands for one side of a comparison, or is left out, it is read as it was.
        """
        said = reading.words
        # "What are MedGemma's results" is asked of one of them.
        meant = frozenset[str]().union(
            *(lexicon.meaning(word) - ({"MODELS"} if word in words.SCORE else frozenset()) for word in said)
        )
        meant |= {"HOW_MANY"} if _counts_models(said) else frozenset()
        meant |= {"MODELS"} if not reading.of_kind("benchmark") and not words.VERSIONS.isdisjoint(said) else frozenset()
        if len(families) != 1 or len(reading.of_kind("model")) > 1:
            return reading
        link = families[0]
        # "Has any Llama passed 80%?"
        any_of = link.start > 0 and said[link.start - 1] == "any" and any(one.kind == "score" for one in reading.values)
        if said[link.end : link.end + 1] == ["models"] and not {"compare", "comparing"}.isdisjoint(said):
            # "Compare all Claude models on HLE" sets them against each other.
            meant -= {"COMPARE"}
        aside = meant & _ASIDE or not _THAN.isdisjoint(said) or (said[0] in _WHETHER and not any_of)
        if aside or not (sure or any_of or _is_plural(reading, link) or meant & _OF_FAMILY):
            return reading
        if said[link.end : link.end + 1] in _WHOLE and not reading.tokens[link.end].breaks:
            link = link._replace(end=link.end + 1)
        typed = reading.typed(link.start, families[0].end)
        name = _family_name(typed, [entity.name for entity in link.entities])
        # A model that goes by such a name elsewhere alone is not called so: "Text Davinci 002" for GPT-3.5.
        keys = [token.key for token in words.tokens(name)]
        called = [entity for entity in link.entities if all(key in joined_key(entity.name) for key in keys)]
        entities = tuple(Entity("family", entity.slug, name) for entity in called or link.entities)
        links = [
            link._replace(entities=entities, guessed=False) if one is families[0] else one for one in reading.links
        ]
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
