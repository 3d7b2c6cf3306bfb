"""What is asked of two models that takes more than one answer: which is the better value, both price and context."""

from __future__ import annotations

from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.built import Built

_OF_VALUE = words.word_set(
    "which one is the a better best more gives offers value deal bargain for money bang buck worth or and vs versus of"
    " between these two who what has to get i should we on in it my me"
)


def better_value(asked: Asked) -> Built | None:
    """Return the frames of which of two models is the better value: what they score, and what they cost.

    Args:
        asked: The question.
    """
    named = {i for piece in asked.pieces if piece.kind in ("model", "benchmark") for i in range(piece.start, piece.end)}
    rest = {word for i, word in enumerate(asked.words) if i not in named}
    if not asked.has("VALUE") and not {"value", "deal", "bargain"} & rest:
        return None
    links, sights = asked.models, asked.sights
    if len(links) != 2 or any(len(link.entities) != 1 for link in links) or asked.values or not rest <= _OF_VALUE:
        return None
    slugs = tuple(link.entities[0].slug for link in links)
    where = tuple(sight.view.slug for sight in sights[:1])
    scores = Frame(Intent.COMPARE, where, models=slugs)
    return Built(
        (scores, Frame(Intent.EXTREME, models=slugs, attribute=Attribute.PRICE, order="least")), pending=scores
    )


_PRICE, _SIZE, _CONTEXT = (Attribute.PRICE, "least"), (Attribute.PARAMETERS, "most"), (Attribute.CONTEXT, "most")
_RELEASED = (Attribute.RELEASED, "most")
_MATTERS = {
    "price": _PRICE, "prices": _PRICE, "pricing": _PRICE, "cost": _PRICE, "costs": _PRICE, "size": _SIZE,
    "sizes": _SIZE, "parameters": _SIZE, "params": _SIZE, "context": _CONTEXT, "window": _CONTEXT, "ctx": _CONTEXT,
    "windows": _CONTEXT, "release": _RELEASED, "released": _RELEASED, "date": _RELEASED, "dates": _RELEASED,
}  # fmt: skip
_AROUND_MATTERS = words.word_set(
    "compare compared comparing vs versus against and or in on by of the for with both as to terms between what about"
    " how is are their please me give show tell length difference"
)


def matters_of_two(asked: Asked) -> Built | None:
    """Return the frames of several things that the catalogue holds of two models: "X vs Y in price and context".

    Args:
        asked: The question.
    """
    links = asked.models
    if len(links) != 2 or any(len(link.entities) != 1 for link in links) or asked.values or asked.sights:
        return None
    named = {i for piece in asked.pieces if piece.kind == "model" for i in range(piece.start, piece.end)}
    rest = [word for i, word in enumerate(asked.words) if i not in named]
    matters = list(dict.fromkeys(_MATTERS[word] for word in rest if word in _MATTERS))
    if len(matters) < 2 or not all(word in _MATTERS or word in _AROUND_MATTERS for word in rest):
        return None
    slugs = tuple(link.entities[0].slug for link in links)
    frames = [Frame(Intent.EXTREME, models=slugs, attribute=one, order=order) for one, order in matters]
    return Built(tuple(frames), pending=frames[0])
