"""Words that point at a maker or at a limit of the answer before: "their best on HLE", "the best one of that size"."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.frame import Attribute, Filters, Frame, Intent
from podium.bots.faq.language import lexicon, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Entity, Link
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.understanding.asked import Asked, with_names
from podium.bots.faq.understanding.building import build
from podium.bots.faq.understanding.built import Built, Unfit
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.ranking import rank
from podium.bots.faq.understanding.slots import ON_BOARD

_THEIR = words.word_set("their theirs they")
_THOSE = words.word_set("them those these")
_WHICH_IS = words.word_set("is are were do have one s was ones has does did scores scored ranks leads performs")
#: What is asked of a maker's models, by a word right after "their".
_OF_MAKER = frozenset(
    {"LEAD", "NEWEST", "OLDEST", "CHEAP", "EXPENSIVE", "LARGEST", "SMALLEST", "MODELS", "MODEL", "WORST"}
)
#: Intents whose reply is about one model and names its maker.
_OF_ONE = frozenset({Intent.FACT, Intent.MODEL, Intent.SCORE, Intent.RANK, Intent.RESULTS, Intent.LEADER})
#: Intents whose answer picks among the models of a maker.
_LISTED = frozenset({Intent.MODELS_OF, Intent.EXTREME})
_EXTREMES = frozenset({"NEWEST", "OLDEST", "CHEAP", "EXPENSIVE", "LARGEST", "SMALLEST", "NEWEST_MODEL"})
_BESIDE_EXTREME = words.word_set(
    "and the what which whats is about one model ones then ok so now of all a s who whos them their please pls just"
)
_LIMITS = words.word_set("size price budget range limit weight cost")
#: The bounds of a ranking.
_BOUNDS = ("max_params_b", "min_params_b", "max_context", "min_context", "max_price", "min_price",
           "max_output_price", "min_output_price", "strict")  # fmt: skip
_SAME = words.word_set("that this same such those these similar")
#: Words around a maker's name in a question whether a model is its.
_BESIDE_MAKER = words.word_set(
    "and or is was it that this one the a an model from by made built trained developed of really also so ok then are"
    " they s lab labs team owned still now actually even again not"
)


def with_their_maker(reading: Reading, connection: sqlite3.Connection, conversation: Conversation | None) -> Reading:
    """Return a message in which "their" names the maker that the answer before was about."""
    frame = conversation.frame if conversation is not None else None
    if frame is None or conversation is None or reading.of_kind("organisation") or reading.of_kind("model"):
        return reading
    # "Which of those is cheapest?" is asked of the models of the maker that were listed.
    pointing = _THEIR | _THOSE if frame.intent is Intent.MODELS_OF else _THEIR
    at = next((i for i, word in enumerate(reading.words) if word in pointing), None)
    at = _from_them(reading.words) if at is None else at
    if at is None and frame.intent is Intent.MODELS_OF and _asks_which(reading.words):
        # "Which is best on HLE", right after the models of a maker were listed.
        at = 0
    if at is None and frame.intent in _LISTED and _asks_extreme(reading.words) and not _limited_too(frame):
        at = next((i for i, word in enumerate(reading.words) if word in ("one", "ones", "them", "their")), None)
        if at is None:
            # "What about" stays whole.
            at = next((i for i, word in enumerate(reading.words) if word == "the"), 0)
    if at is None:
        return reading
    maker = _maker_told(frame, connection)
    if maker is None and frame.intent in _OF_ONE and len(conversation.subject) == 1:
        after = reading.words[at + 1 : at + 2]
        theirs = reading.words[at] == "their" and after and lexicon.meaning(after[0]) & _OF_MAKER
        if theirs or at == _from_them(reading.words):
            maker = _maker_of(connection, conversation.subject[0])
    if maker is None:
        return reading
    return with_names(reading, [*reading.links, Link(at, at + 1, (Entity("organisation", maker, maker),))])


def _from_them(said: Sequence[str]) -> int | None:
    """Return where "them" is the maker told of: "anything newer from them?"."""
    return next((i for i in range(1, len(said)) if said[i] == "them" and said[i - 1] in ("from", "by")), None)


def _asks_which(said: Sequence[str]) -> bool:
    """Return whether a message asks which one does something, without saying of what."""
    return said[0] == "which" and len(said) > 1 and said[1] in _WHICH_IS


def _asks_extreme(said: Sequence[str]) -> bool:
    """Return whether a message asks for the newest, largest or cheapest, and says not of what: "and the newest?"."""
    none = [False] * len(said)
    ends = [one for one in lexicon.mentions(said, none, none) if one.concepts & _EXTREMES]
    inside = {i for one in ends for i in range(one.start, one.end)}
    rest = {word for i, word in enumerate(said) if i not in inside}
    return len(ends) == 1 and bool(rest) and 0 not in inside and rest <= _BESIDE_EXTREME


def _limited_too(frame: Frame) -> bool:
    """Return whether models of a maker were told of that something else restricts as well: all of that is kept."""
    return bool(replace(frame.filters, organisations=())) and not (frame.benchmarks or frame.models)


def _maker_told(frame: Frame, connection: sqlite3.Connection) -> str | None:
    """Return the one maker that an answer was about."""
    if frame.intent is Intent.MODELS_OF:
        return frame.organisation
    if frame.intent is Intent.FACT and frame.attribute is Attribute.ORGANISATION and len(frame.models) == 1:
        return _maker_of(connection, frame.models[0])
    return frame.filters.organisations[0] if len(frame.filters.organisations) == 1 else None


def _maker_of(connection: sqlite3.Connection, slug: str) -> str | None:
    row = connection.execute("SELECT organisation FROM models WHERE slug = ?", (slug,)).fetchone()
    return row[0] if row is not None else None


def whether_by(asked: Asked, conversation: Conversation | None) -> Frame | None:
    """Return the frame of a question whether the model told of is a maker's: "is it from Google?"."""
    if conversation is None or len(conversation.subject) != 1 or asked.words[0] not in ("is", "was", "and"):
        return None
    makers = asked.of_kind("organisation")
    if not makers or asked.models or asked.of_kind("benchmark") or asked.values:
        return None
    named = {i for piece in makers for i in range(piece.start, piece.end)}
    rest = {word for i, word in enumerate(asked.words) if i not in named}
    if not rest <= _BESIDE_MAKER or rest.isdisjoint(("it", "that", "this", "they")):
        return None
    return Frame(Intent.FACT, models=conversation.subject[:1], attribute=Attribute.ORGANISATION)


def without_that_limit(asked: Asked) -> Asked | None:
    """Return a message without the words that mean a limit of the ranking before: "of that size"; None without any."""
    said = asked.words
    for i, word in enumerate(said):
        before = next((j for j in (i - 1, i - 2) if j >= 0 and said[j] in _SAME), None)
        if word in _LIMITS and before is not None and said[i + 1 : i + 2] != ["of"]:
            start = before - (said[before - 1 : before] in (["of"], ["in"], ["at"], ["the"], ["for"]))
            kept = tuple(piece for piece in asked.pieces if piece.end <= start or piece.start > i)
            return replace(asked, pieces=kept)
    return None


def limited_before(conversation: Conversation | None) -> Frame | None:
    """Return the ranking before with the limits of size, price and context that it had, and no other restriction."""
    ranking = conversation.ranking if conversation is not None else None
    if ranking is None:
        return None
    limits = Filters(**{name: getattr(ranking.filters, name) for name in _BOUNDS})
    return replace(ranking, filters=limits) if any(getattr(limits, name) for name in _BOUNDS[:-1]) else None


def of_that_limit(desk: Desk, asked: Asked, base: Frame, remembered: frozenset[str] | None) -> Built | None:
    """Return the frames of a ranking that goes by the limit of the one before; None where it asks for none.

    Args:
        desk: The registry.
        asked: The message, as asked of the benchmark of that ranking.
        base: That ranking, with its limits alone.
        remembered: Which names the messages before can give.
    """
    rest = without_that_limit(asked)
    for candidate in rank(rest, remembered) if rest is not None else ():
        if rest is not None and candidate.sure and candidate.intent in ON_BOARD:
            try:
                return build(desk, rest, candidate, base)
            except Unfit:
                continue
    return None
