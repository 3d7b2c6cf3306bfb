"""One question that is asked of several places, makers or kinds of models: a frame for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.understanding.asked import Asked

#: Most models that one reply is about.
MOST_MODELS = 4
_FIRST = frozenset({"first", "1st"})


def apart(asked: Asked, frame: Frame) -> Sequence[Frame]:
    """Return a frame for each place, maker or kind of models that a question asks the same of."""
    frames = [one for place in _of_places(asked, frame) for one in _of_makers(asked, place)]
    return [one for each in frames for one in _of_both_kinds(asked, each)]


def _of_places(asked: Asked, frame: Frame) -> Sequence[Frame]:
    """Return a frame for each of several places that are asked for: "who is 2nd and 3rd?"."""
    if frame.intent is not Intent.PLACE or frame.k is None:
        return (frame,)
    places = [int(value.amount) for value in asked.values if value.kind == "place"]
    first = [word in _FIRST and "and" in asked.words[i : i + 3] for i, word in enumerate(asked.words)]
    places = list(dict.fromkeys([1, *places] if places and any(first) else places))
    return [replace(frame, k=place) for place in places] if len(places) > 1 else (frame,)


def _of_makers(asked: Asked, frame: Frame) -> Sequence[Frame]:
    """Return a frame for each of several makers whose models are asked for: "who has more models, X or Y?"."""
    if frame.intent is not Intent.MODELS_OF:
        return (frame,)
    starts = {piece.start for piece in asked.of_kind("organisation")}
    links = [link for link in asked.reading.of_kind("organisation") if link.start in starts]
    makers = list(dict.fromkeys(link.entities[0].slug for link in links))
    if len(makers) < 2 or len(makers) > MOST_MODELS or frame.organisation not in makers:
        return (frame,)
    return [replace(frame, organisation=maker) for maker in makers]


def _of_both_kinds(asked: Asked, frame: Frame) -> Sequence[Frame]:
    """Return a frame for open and one for closed models where a mean of each is asked for."""
    both = asked.has("OPEN") and asked.has("CLOSED") and not asked.has("NOT", "EXCEPT", "CORRECTION")
    if frame.intent is not Intent.STATISTICS or not both or frame.filters.open_weights is not None:
        return (frame,)
    return [replace(frame, filters=replace(frame.filters, open_weights=kind)) for kind in (True, False)]
