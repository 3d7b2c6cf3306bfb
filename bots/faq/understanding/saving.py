"""What is saved with one model instead of another: "how much do I save by taking Gemini 3 Flash instead of 3 Pro"."""

from __future__ import annotations

from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked

_SAVED = words.word_set("save saves saved saving savings cheaper dearer expensive")
_INSTEAD = words.word_set("instead rather than over from")
_BESIDE = words.FILLER | words.word_set(
    "how much would by taking take using use switching switch choosing choose going go with from to instead of rather"
    " than over per million 1m 1 tokens token output input generated money what more less moving"
)


def saved(asked: Asked) -> Frame | None:
    """Return the frame of a question how far apart the prices of two models are; None for any other question."""
    links = [link for link in asked.reading.links if link.kind != "term"]
    slugs = tuple(dict.fromkeys(link.entities[0].slug for link in links))
    if len(links) != 2 or len(slugs) != 2 or any(link.kind != "model" or len(link.entities) != 1 for link in links):
        return None
    named = {i for link in links for i in link.span}
    said = {word for i, word in enumerate(asked.words) if i not in named}
    if not {"how", "much"} <= said or said.isdisjoint(_SAVED) or said.isdisjoint(_INSTEAD):
        return None
    if not said <= _BESIDE | _SAVED:
        return None
    sides = said & {"output", "input", "generated"}
    attribute = Attribute.PRICE
    if len(sides) == 1:
        attribute = Attribute.INPUT_PRICE if "input" in sides else Attribute.OUTPUT_PRICE
    return Frame(Intent.EXTREME, models=slugs, attribute=attribute, order="least", counted="gap")
