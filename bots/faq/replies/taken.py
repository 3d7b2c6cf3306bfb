"""What a question was taken for where its words do not say just that, and what of it stays without an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.reply import Fact, Reply
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.built import Built
from podium.bots.faq.understanding.halves import ATTRIBUTES
from podium.bots.faq.understanding.pieces import Piece
from podium.bots.faq.understanding.understood import Understanding

#: Names of people as references, in the titles of baselines.
_PEOPLE = words.word_set(
    "human humans people person persons expert experts physician physicians doctor doctors radiologist radiologists"
    " student students annotator annotators clinician clinicians reader readers pathologist pathologists"
    " dermatologist dermatologists passing turkers crowd"
)
#: Words that mean a category as its own name does.
_SAME = words.word_set(
    "medical medicine health medic med clinical maths mathematics mathematical law finances financial languages"
    " linguistic multimodality reason logic logical all overall everything"
)


def with_second(built: Built, asked: Asked | None) -> Built:
    """Return what was understood with the rest of a question about a model: "when was it released, and how big?"."""
    if asked is None or len(built.frames) != 1:
        return built
    frame = built.frames[0]
    if frame.intent is not Intent.FACT or len(frame.models) != 1 or frame.attribute is None:
        return built
    own = {concept for attribute, concepts in ATTRIBUTES if attribute in (frame.attribute, _WHOLE.get(frame.attribute))
           for concept in concepts}  # fmt: skip
    pieces = [piece for piece in asked.of_kind("concept") if piece.concepts.isdisjoint(own)]
    found = [
        attribute
        for attribute, concepts in ATTRIBUTES
        if attribute not in (frame.attribute, _WHOLE.get(frame.attribute))
        and any(not piece.concepts.isdisjoint(concepts) and _is_joined(asked, piece, own) for piece in pieces)
    ]
    return replace(built, frames=(frame, *(replace(frame, attribute=attribute) for attribute in found)))


#: The attribute that one of a part of it is about.
_WHOLE = {Attribute.INPUT_PRICE: Attribute.PRICE, Attribute.OUTPUT_PRICE: Attribute.PRICE}


def _is_joined(asked: Asked, piece: Piece, own: set[str]) -> bool:
    """Return whether an "and", a comma or a plus stands between a word and those of what is asked first."""
    tokens, text = asked.reading.tokens, asked.reading.text
    if "and" in asked.words and asked.words.index("and") < piece.start:
        return True
    for other in asked.of_kind("concept"):
        if not other.concepts.isdisjoint(own):
            first, second = sorted((piece, other), key=lambda one: one.start)
            between = text[tokens[first.end - 1].end : tokens[second.start].start]
            said = asked.words[first.end : second.start]
            if any(sign in between for sign in "+&,/;") or "and" in said or "plus" in said:
                return True
    return False


def with_taken(desk: Desk, understood: Understanding, reply: Reply) -> Reply:
    """Return an answer after the lines that say what its question was taken for."""
    if understood.moment is not None and reply.kind in ("answer", "no_data"):
        model, day = understood.moment.model, understood.moment.day
        dated = (Fact("model", model.name, model=model.slug), Fact("released", day, model=model.slug))
        body = f"{model.name} was released on {day}.\n{reply.body}"
        reply = replace(reply, body=body, facts=tuple(dict.fromkeys((*reply.facts, *dated))))
    if reply.kind != "answer" or not understood.built.frames or understood.asked is None:
        return reply
    found = list(_taken(desk, understood.asked, understood.built.frames[0], reply))
    if not found:
        return reply
    facts = [fact for _, stated in found for fact in stated]
    body = "\n".join([*(line for line, _ in found), reply.body])
    return replace(reply, body=body, facts=tuple(dict.fromkeys((*reply.facts, *facts))))


def _taken(desk: Desk, asked: Asked, frame: Frame, reply: Reply) -> Iterator[tuple[str, list[Fact]]]:
    if frame.category is not None:
        yield from _nearest(asked, frame.category)
        if frame.intent is Intent.CATEGORY_BEST and not {"benchmark", "benchmarks"}.isdisjoint(asked.words):
            if "model" not in asked.words and "models" not in asked.words and not asked.has("HOW_MANY"):
                yield "Benchmarks are not ranked among each other here; this is about the models.", []
    if frame.intent is Intent.BASELINES and asked.has("HUMAN"):
        names = [str(fact.value) for fact in reply.facts if fact.name == "baseline"]
        if names and not any(_PEOPLE & {token.word for token in words.tokens(name)} for name in names):
            name = desk.vocabulary.benchmarks[frame.benchmark]
            yield f"Human level is not recorded for {name}.", [Fact("benchmark", name, frame.benchmark)]
    if "competition" in asked.words and len(frame.benchmarks) == 1 and not frame.boards:
        view = desk.view(frame.benchmark)
        if not any("competition" in f"{board.slug} {board.title}".casefold() for board, _ in view.boards):
            yield f"{view.name} has no competition board here.", [Fact("benchmark", view.name, view.slug)]


def _nearest(asked: Asked, category: str) -> Iterator[tuple[str, list[Fact]]]:
    """Return what was taken for a category that is called otherwise."""
    for link in asked.reading.of_kind("category"):
        typed = asked.reading.typed(link.start, link.end)
        said = {token.word for token in words.tokens(typed)}
        if not link.entities or link.entities[0].slug != category or said & _SAME or category in said:
            continue
        quoted = words.quote(typed)
        yield (
            f"Taking “{quoted}” to mean {category}, the nearest category here.",
            [
                Fact("asked", quoted),
                Fact("category", category),
            ],
        )
