"""A few words that ask of what was just told: "with what score?", "is that good?", "who's next?", "any link?".

They name nothing, so that each word of them would fit many questions: what they ask is told by the answer before.
"""

from __future__ import annotations

from dataclasses import replace

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.understanding.answer_ways import SMALL, WAYS, WHO, Told
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.conversation import Conversation


def of_answer(desk: Desk, asked: Asked, conversation: Conversation | None) -> tuple[Frame, ...]:
    """Return the frames of a message that asks of what was just told; empty for any other message.

    Args:
        desk: The registry.
        asked: The message.
        conversation: What is remembered.
    """
    frame = conversation.last() if conversation is not None else None
    if conversation is None or frame is None:
        return ()
    if conversation.waiting:
        return _of_category(asked, frame)
    if asked.values:
        return _of_place(asked, frame)
    if any(link.kind not in ("term", "metric") for link in asked.reading.links):
        return _in_place_of(asked, frame)
    subject = conversation.tied or conversation.subject[:1]
    told = Told(desk, frame, subject, conversation.benchmark, conversation.ranking)
    said = frozenset(asked.words)
    for way in WAYS:
        if way.fits(frame.intent, said):
            found = way.meant(told)
            if found:
                return found
    return ()


def _of_category(asked: Asked, frame: Frame) -> tuple[Frame, ...]:
    """Return the best of a category, where "best open model" is waiting for a benchmark: "for reasoning"."""
    links = asked.reading.links
    if frame.intent not in (Intent.LEADER, Intent.TOP_SCORE) or [link.kind for link in links] != ["category"]:
        return ()
    rest = {word for i, word in enumerate(asked.words) if not links[0].start <= i < links[0].end}
    if asked.values or not rest <= SMALL | _ABOUT:
        return ()
    return (Frame(Intent.CATEGORY_BEST, category=links[0].entities[0].name, filters=frame.filters),)


_ABOUT = words.word_set("for about field category tasks benchmarks questions stuff only say general overall")


def _of_place(asked: Asked, frame: Frame) -> tuple[Frame, ...]:
    """Return who has a place of the board told of: "who's on 7?" after the first ten."""
    value, *more = asked.values
    rest = {word for i, word in enumerate(asked.words) if not value.start <= i < value.end}
    if frame.intent not in (Intent.TOP, Intent.LEADERBOARD, Intent.PLACE) or more or asked.reading.links:
        return ()
    if value.kind not in ("number", "place") or rest.isdisjoint(WHO) or not rest <= SMALL | WHO | _PLACES:
        return ()
    place = int(value.amount)
    if place < 1 or place != value.amount:
        return ()
    return (Frame(Intent.PLACE, frame.benchmarks, frame.boards, filters=frame.filters, k=place),)


_PLACES = words.word_set("at place rank position number no spot model")
_REPLACING = words.word_set("instead replace swap exchange")


def _in_place_of(asked: Asked, frame: Frame) -> tuple[Frame, ...]:
    """Return the last question with one of its models in the place of another: "what about GPT-5 instead of o3?"."""
    slugs = [link.entities[0].slug for link in asked.models if len(link.entities) == 1]
    if len(slugs) != 2 or asked.of_kind("benchmark") or _REPLACING.isdisjoint(asked.words):
        return ()
    old = [slug for slug in slugs if slug in frame.models]
    if len(old) != 1:
        return ()
    new = next(slug for slug in slugs if slug not in old)
    return (replace(frame, models=tuple(new if slug == old[0] else slug for slug in frame.models)),)
