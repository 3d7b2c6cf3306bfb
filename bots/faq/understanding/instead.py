"""What can be asked in the place of a question that gets no answer: what it asks without the words in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from podium.bots.faq.knowledge.about_entries import ENTRIES
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.read_as import asked_plainly
from podium.bots.faq.replies.refusals import Offer
from podium.bots.faq.reply import Fact
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.building import build
from podium.bots.faq.understanding.built import Unfit
from podium.bots.faq.understanding.intents import Candidate

if TYPE_CHECKING:
    from podium.bots.faq.similarity.semantic import Vote

#: How many readings and votes are looked at, the likeliest first, and how many questions are offered of them.
_LOOKED_AT = 4
_OFFERED = 2
#: Score below which a reading is about something else.
_LEAST = -3.0


def instead(desk: Desk, asked: Asked, ranked: Sequence[Candidate], votes: Sequence[Vote] = ()) -> list[Offer]:
    """Return the questions nearest to one that is not answered, each with the facts it names, the nearest first.

    Args:
        desk: The registry.
        asked: The question.
        ranked: Its readings, the likeliest first, none of which explains all of it.
        votes: What a sentence encoder says that it may mean, if one was asked.
    """
    found: dict[str, tuple[Fact, ...]] = {}
    for text, facts in (*_of_votes(desk, asked, votes), *_of_readings(desk, asked, ranked)):
        found.setdefault(text, facts)
    return list(found.items())[:_OFFERED]


def _of_readings(desk: Desk, asked: Asked, ranked: Iterable[Candidate]) -> Iterator[Offer]:
    for candidate in list(ranked)[:_LOOKED_AT]:
        named = any(piece.kind in ("model", "benchmark") for piece in candidate.unexplained)
        if candidate.missing or named or candidate.score < _LEAST:
            continue
        try:
            built = build(desk, asked, replace(candidate, unexplained=()), None, ())
        except Unfit:
            continue
        question = asked_plainly(built.frames, desk.vocabulary)
        if question is not None:
            yield question


def _of_votes(desk: Desk, asked: Asked, votes: Sequence[Vote]) -> Iterator[Offer]:
    """Yield what the likeliest votes stand for, of the names of a question."""
    if not votes:
        return
    from podium.bots.faq.similarity import taking
    from podium.bots.faq.similarity.meaning import Meaning

    for vote in votes[:_OFFERED]:
        if isinstance(vote.target, Meaning):
            yield from _of_readings(desk, asked, taking.ways(asked, vote.target)[:1])
        elif isinstance(vote.target, tuple) and len(vote.target) == 2:
            if not asked.reading.links:
                yield ENTRIES[vote.target[1]].question, ()
