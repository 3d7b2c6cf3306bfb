"""Questions in plain English about something else: every word of them is known, and none is of a registry.

A word list of other topics is never complete. What such questions have in common is that nothing in them is of the
registry, while what is left over are ordinary words, and no name: "which phone should I buy", "how do I centre a div".
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language import ordinary, words
from podium.bots.faq.language.guards import DOMAIN
from podium.bots.faq.names.elsewhere import benchmark_elsewhere
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.intents import Candidate
from podium.bots.faq.understanding.pieces import Piece

#: Concepts of which every topic makes use. A question with any other is about benchmarks and models.
_ANY_TOPIC = frozenset(
    {
        "WHAT", "WHICH", "WHO", "WHEN", "WHERE", "HOW", "WHY", "HOW_MANY", "HOW_MUCH", "YES_NO", "GOOD", "MADE", "IT",
        "FOR", "YOU", "LISTING", "SAME", "NOISE", "FOLLOW", "MEANS", "THERE", "NEEDS", "NOW", "AGE", "SORT", "MEAN",
        "RUN", "ALL", "BOTH", "BEFORE", "NOT", "SEVERAL", "EVER", "GREET", "LOOKS", "SMALL", "HIGH", "MANY", "YOUR",
        "CHEAP", "LARGEST", "OLDEST", "NEWEST", "SEEN", "USES", "NEW", "HUMAN", "LOCAL", "SIZE", "PRICE",
    }
)  # fmt: skip
#: Kinds of pieces that a name of the registry makes.
_NAMED = frozenset(
    {"benchmark", "model", "organisation", "category", "excluded", "board", "metric", "observation", "topic", "term"}
)
#: Words that a question or a request begins with.
_BEGINNING = words.HEADS | words.word_set(
    "is are was were do does did can could will would should shall may might must have has had am isnt arent cant dont",
    "tell give show find explain teach help write make draw do buy book order call send read play get need want please",
    "i im lets recommend suggest describe name list where any got anyone anybody whats hows create build fix set turn",
    "remind wake open close start stop let think solve count sing pick choose check look search google post",
)


def is_elsewhere(asked: Asked, candidates: Sequence[Candidate]) -> bool:
    """Return whether a question is about something else than benchmarks and models.

    Args:
        asked: The question.
        candidates: Its readings, best first; one that explains every word of it is what it asks.
    """
    if asked.sights or asked.models or asked.topic is not None or asked.terms or asked.values:
        return False
    if any(piece.kind in _NAMED for piece in asked.pieces) or not DOMAIN.isdisjoint(asked.words):
        return False
    foreign = asked.of_kind("foreign")
    if not foreign or (candidates and candidates[0].sure and not candidates[0].missing):
        return False
    if any(_is_registrys(piece) for piece in asked.pieces):
        return False
    tokens = asked.reading.tokens
    if any(tokens[piece.start].named for piece in foreign):
        return False
    if benchmark_elsewhere(asked.reading, frozenset(piece.start for piece in foreign)) is not None:
        return False
    first = next((word for word in asked.words if word not in _SMALL), "")
    return first in _BEGINNING and any(_is_worldly(tokens[piece.start].word) for piece in foreign)


_SMALL = words.word_set(
    "hey hi hello ok okay so and but well please pls yo bot um uh hmm now just quick question sorry"
)


def _is_registrys(piece: Piece) -> bool:
    return piece.kind == "concept" and not piece.weak and piece.concepts.isdisjoint(_ANY_TOPIC)


def _is_worldly(word: str) -> bool:
    """Return whether a word is a noun or a verb of everyday life, and not said of any question."""
    if ordinary.is_adverb(word) or ordinary.is_adjective(word) and not ordinary.is_thing(word):
        return False
    return ordinary.is_thing(word) or ordinary.is_verb(word) and not ordinary.is_occasion(word)
