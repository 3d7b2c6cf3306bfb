"""Several things asked in one message about one model, where the message is not understood as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.built import Built
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.halves import (
    LONGEST,
    LONGEST_TEXT,
    PLACES,
    asks_twice,
    asks_whether_open,
    facts_of,
    goes_together,
    of_a_place,
    splits,
)
from podium.bots.faq.understanding.origins import origin
from podium.bots.faq.understanding.understood import Understanding

#: Understands a text as the next message of a conversation, and answers what was understood: the kind of reply.
Decide = Callable[[str, Conversation], Understanding]
Answer = Callable[[Understanding, Conversation], str]


def may_be_several(understood: Understanding, reading: Reading) -> bool:
    """Return whether a message is looked at in parts: it is not understood, or plainly asks a second question."""
    reply, asked = understood.built.reply, understood.asked
    helpless = reply is not None and reply.kind == "help" and not understood.built.choices
    if asked is None or len(reading.tokens) > LONGEST or len(reading.text) > LONGEST_TEXT:
        return False
    if not (helpless or asks_twice(reading) or asks_whether_open(reading)):
        return False
    # What is said not to be recorded stays so, however the rest is asked.
    return not origin(asked) and not asked.has("MACHINE")


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
    for before, after in splits(reading):
        memory = replace(conversation) if conversation is not None else Conversation()
        one = decide(before, memory)
        if not one.frames or one.decided == "encoder" or answer(one, memory) != "answer":
            continue
        two = decide(after, memory)
        if two.reading is not None and two.decided != "encoder":
            if goes_together(one.frames, two.frames, two.reading, next(iter(memory.subject), "")):
                frames = tuple(dict.fromkeys(one.frames + two.frames))
                return Understanding("intent", reading, one.asked, one.candidates, Built(frames))
    return None
