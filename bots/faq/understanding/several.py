"""Several things asked in one message about one model, where the message is not understood as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.built import Built
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.halves import (
    LONGEST,
    LONGEST_TEXT,
    PLACES,
    asks_for_a_day,
    asks_twice,
    asks_whether_open,
    facts_of,
    goes_together,
    of_a_place,
    of_each_model,
    of_two_ends,
    of_two_models,
    questions,
    splits,
)
from podium.bots.faq.understanding.origins import origin
from podium.bots.faq.understanding.understood import Understanding

#: Understands a text as the next message of a conversation, and answers what was understood: the kind of reply.
Decide = Callable[[str, Conversation], Understanding]
Answer = Callable[[Understanding, Conversation], str]


def may_be_several(understood: Understanding, reading: Reading) -> bool:
    """Return whether a message is looked at in parts: it is not understood, or plainly asks a second question."""
    asked = understood.asked
    helpless = _is_helpless(understood)
    if asked is None or len(reading.tokens) > LONGEST or len(reading.text) > LONGEST_TEXT:
        return False
    plainly = (
        of_two_ends(reading)
        or questions(reading)
        or of_two_models(reading)
        or asks_twice(reading)
        or _of_its_model(reading)
    )
    if not (helpless or _lacks_a_benchmark(understood) or plainly):
        return False
    # What is said not to be recorded stays so, however the rest is asked.
    return not origin(asked) and not asked.has("MACHINE")


def _of_its_model(reading: Reading) -> bool:
    return asks_whether_open(reading) or asks_for_a_day(reading)


def several(
    understood: Understanding, reading: Reading, conversation: Conversation | None, decide: Decide, answer: Answer
) -> Understanding | None:
    """Return what a message asks in its parts, or None.

    Args:
        understood: What it was understood as in one piece.
        reading: The message.
        conversation: What is remembered; it is not changed.
        decide: Understands a part.
        answer: Answers a part, so that the next one can point at it.
    """
    if understood.asked is None:
        return None
    if _is_helpless(understood) or _lacks_a_benchmark(understood):
        of_each = _of_each_model(understood.asked, reading, decide)
        if of_each is not None:
            return of_each
    ends = _of_ends(reading, conversation, decide)
    if ends is not None:
        return ends
    each = _each(understood, reading, conversation, decide, answer)
    if each is not None or not _is_helpless(understood) and not (asks_twice(reading) or _of_its_model(reading)):
        return each
    listed = facts_of(understood.asked)
    if listed:
        return replace(understood, decided="intent", built=Built(listed))
    placed = of_a_place(understood.asked)
    if placed is not None:
        memory = replace(conversation) if conversation is not None else Conversation()
        one = decide(placed[0], memory)
        if len(one.frames) == 1 and one.frames[0].intent in PLACES and one.decided == "intent":
            if answer(one, memory) == "answer" and memory.subject:
                fact = Frame(Intent.FACT, models=memory.subject[:1], attribute=placed[1])
                return Understanding("intent", reading, one.asked, one.candidates, Built((*one.frames, fact)))
    first: Understanding | None = None
    for before, after in splits(reading):
        memory = replace(conversation) if conversation is not None else Conversation()
        one = decide(before, memory)
        if not one.frames or one.decided == "encoder" or answer(one, memory) != "answer":
            continue
        if after.strip(" ?!.").casefold() in _WHY:
            # No registry says why somebody leads.
            return Understanding(
                "intent", reading, one.asked, one.candidates, Built(one.frames, left=after.strip(" ?!."))
            )
        two = decide(after, memory)
        if two.reading is not None and two.decided != "encoder":
            if goes_together(one.frames, two.frames, two.reading, next(iter(memory.subject), "")):
                frames = tuple(dict.fromkeys(one.frames + two.frames))
                return Understanding("intent", reading, one.asked, one.candidates, Built(frames))
        if first is None and len(one.frames) == 1 and one.frames[0].intent in PLACES:
            first = Understanding("intent", reading, one.asked, one.candidates, Built(one.frames, left=after))
    # What is asked of the leader then restricts nothing: "who leads MMLU, is it good at French?".
    return first if asks_twice(reading) and first is not None and _narrowed(understood, first) else None


_WHY = ("why", "why so", "why is that", "how come")


def _of_ends(reading: Reading, conversation: Conversation | None, decide: Decide) -> Understanding | None:
    """Return what is asked of both ends: "the largest and the smallest model by Google"; None of any other."""
    each = [
        decide(text, replace(conversation) if conversation is not None else Conversation())
        for text in of_two_ends(reading)
    ]
    frames = tuple(frame for one in each for frame in one.frames)
    if len(frames) != 2 or any(one.decided != "intent" for one in each) or frames[0].intent is not frames[1].intent:
        return None
    return Understanding("intent", reading, each[0].asked, each[0].candidates, Built(frames))


def _of_each_model(asked: Asked, reading: Reading, decide: Decide) -> Understanding | None:
    """Return what is asked of each of several models: "do GPT-5 and o3 take images?"."""
    found = of_each_model(asked)
    if found is None:
        return None
    text, slugs = found
    one = decide(text, Conversation())
    if len(one.frames) != 1 or one.frames[0].intent is not Intent.FACT or one.frames[0].models != slugs[:1]:
        return None
    frames = tuple(replace(one.frames[0], models=(slug,)) for slug in slugs)
    return Understanding("intent", reading, one.asked, one.candidates, Built(frames))


def _lacks_a_benchmark(understood: Understanding) -> bool:
    """Return whether it would be asked back on which benchmark several models are meant: "who made GPT-5 and o3?"."""
    reply, asked = understood.built.reply, understood.asked
    return reply is not None and reply.kind == "ambiguous" and asked is not None and len(asked.models) > 1


def _narrowed(whole: Understanding, first: Understanding) -> bool:
    """Return whether a message as a whole was read as its first question about some of the models alone."""
    if len(whole.frames) != 1:
        return False
    plain = replace(whole.frames[0], filters=first.frames[0].filters)
    return whole.frames[0] != first.frames[0] and plain == first.frames[0]


_OF_PODIUM = (Intent.ABOUT, Intent.GREETING)


def _name(memory: Conversation, one: Understanding) -> None:
    """Keep what a question without an answer names, so that the next one can point at it."""
    asked = one.asked
    if asked is not None and len(asked.sights) == 1 and not asked.lent:
        slug = asked.sights[0].view.slug
        memory.frame, memory.benchmark = Frame(Intent.DESCRIBE, (slug,)), slug


def _of_two(understood: Understanding, reading: Reading, halves: list[str], decide: Decide) -> Understanding | None:
    """Return what is asked of each of two models, where it is not the same: "price of GPT-5 and context of o3"."""
    each = [decide(half, Conversation()) for half in halves]
    frames = tuple(frame for one in each for frame in one.frames)
    if len(frames) != 2 or any(len(frame.models) != 1 or frame.intent not in _OF_A_MODEL for frame in frames):
        return None
    if (frames[0].intent, frames[0].attribute) == (frames[1].intent, frames[1].attribute):
        return None
    return Understanding("intent", reading, each[0].asked, each[0].candidates, Built(frames))


_OF_A_MODEL = (Intent.FACT, Intent.SCORE, Intent.RANK)


def _is_helpless(understood: Understanding) -> bool:
    reply = understood.built.reply
    return reply is not None and reply.kind == "help" and not understood.built.choices


def _each(
    understood: Understanding, reading: Reading, conversation: Conversation | None, decide: Decide, answer: Answer
) -> Understanding | None:
    """Return what a message asks that plainly asks several questions, with the one that stays without an answer."""
    memory = replace(conversation) if conversation is not None else Conversation()
    parts = questions(reading)
    pair = [] if parts else of_two_models(reading)
    if pair:
        return _of_two(understood, reading, pair, decide)
    found: list[tuple[str, Understanding]] = []
    left: list[str] = []
    for part in parts:
        one = decide(part, memory)
        if one.frames and one.decided != "encoder" and answer(one, memory) in ("answer", "no_data"):
            found.append((part, one))
        else:
            left.append(part)
            _name(memory, one)
    if not found:
        if understood.built.choices and parts:
            # What is asked back is about the first.
            return replace(understood, built=replace(understood.built, left=" … ".join(parts[1:])))
        return None
    if all(frame.intent in _OF_PODIUM for _, one in found for frame in one.frames):
        return None
    frames = tuple(dict.fromkeys(frame for _, one in found for frame in one.frames))
    if left and understood.frames and understood.frames != frames:
        # As a whole it was understood as more than the one half.
        return None
    first = found[0][1]
    return Understanding("intent", reading, first.asked, first.candidates, Built(frames, left=" … ".join(left)))
