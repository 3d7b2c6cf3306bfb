"""From a question to the message that answers it: what was asked before, the reply, and what can be asked next."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from podium.bots.discord import logs
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.board import BoardState
from podium.bots.discord.faces.reply import Offer, Presses, reply_face
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.questions import Held, Question
from podium.bots.discord.reader import Desk, Reader
from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.reply import Reply
from podium.bots.faq.understanding.built import Built
from podium.bots.faq.understanding.conversation import Conversation, Conversations
from podium.bots.faq.understanding.slots import ON_BOARD
from podium.bots.faq.understanding.understood import Understanding
from podium.registry.errors import PodiumError

#: Intents besides those of boards whose answers are figures, which may be wrong.
_FIGURES = (Intent.SCORE, Intent.RANK, Intent.TWO_SCORES)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asker:
    """Who asks, and where.

    Args:
        person: Id of the person.
        channel: Id of the channel or thread.
        private: Whether only the person sees the answer, so that it can be shared.
    """

    person: int
    channel: int | None
    private: bool = False


class Answers:
    """Answers questions, and remembers for a while what each person asked last in each channel.

    Args:
        reader: Reads the registry.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._conversations = Conversations()
        self._held = Held()

    async def answer(self, asked: Question, asker: Asker) -> Outgoing:
        """Return the answer to a question; the next one may go on from it."""
        conversation = self._conversations.of(str(asker.channel), str(asker.person), time.monotonic())
        return await self._reader.read(lambda desk: self.answered(desk, asked, asker, conversation))

    async def found(self, look: Callable[[Desk], Question | Outgoing], asker: Asker) -> Outgoing:
        """Return the answer to the question that is found in the registry, or what is to be said instead.

        Args:
            look: Finds the question, in the reader's thread.
            asker: Who asks.
        """
        conversation = self._conversations.of(str(asker.channel), str(asker.person), time.monotonic())

        def read(desk: Desk) -> Outgoing:
            found = look(desk)
            return found if isinstance(found, Outgoing) else self.answered(desk, found, asker, conversation)

        return await self._reader.read(read)

    def forget(self, person: int) -> int:
        """Forget what a person asked last, everywhere; return in how many channels that was remembered."""
        return self._conversations.forget_all(str(person))

    async def pressed(self, press: Press, asker: Asker) -> Outgoing:
        """Return the answer to the question of a button.

        Raises:
            PodiumError: If what it asks is not known any more.
        """
        conversation = self._conversations.of(str(asker.channel), str(asker.person), time.monotonic())
        return await self._reader.read(lambda desk: self.answered(desk, self._of(desk, press), asker, conversation))

    async def whole(self, press: Press) -> Outgoing:
        """Return the answer to the question of a button, all of it; nothing goes on from it.

        Raises:
            PodiumError: If what it asks is not known any more.
        """
        return await self._reader.read(lambda desk: reply_face(replied(desk, self._of(desk, press))[1], whole=True))

    async def shared(self, press: Press) -> Outgoing:
        """Return the answer to the question of a button as everybody is shown it; nothing goes on from it.

        Raises:
            PodiumError: If what it asks is not known any more.
        """

        def read(desk: Desk) -> Outgoing:
            asked = self._of(desk, press)
            reply = replied(desk, asked)[1]
            return replace(reply_face(reply, self._below(asked, reply)), private=False)

        return await self._reader.read(read)

    async def suggested(self, asked: Question, person: int) -> tuple[Offer, ...]:
        """Return what the reply to a question suggests to ask."""

        def read(desk: Desk) -> tuple[Offer, ...]:
            _, reply = replied(desk, asked)
            return tuple(Offer(one, self._held.press("ask", one, person)) for one in reply.suggestions)

        return await self._reader.read(read)

    def _of(self, desk: Desk, press: Press) -> Question:
        asked = self._held.question(press.fields, desk.index)
        if asked is None:
            raise PodiumError(
                "I no longer know what this button asks: I was restarted, or the registry changed", "ask anew"
            )
        return asked

    def answered(self, desk: Desk, asked: Question, asker: Asker, conversation: Conversation) -> Outgoing:
        """Return the answer to a question, in the reader's thread.

        Args:
            desk: Reads the registry.
            asked: The question.
            asker: Who asks.
            conversation: What the question may go on from; it is brought up to date.
        """
        understood, reply = replied(desk, asked, conversation)
        if isinstance(asked, str):
            logs.tell(log, "a question", hash=logs.question_hash(asked), reply=reply.kind)
        offers: list[tuple[str, Question]] = [(name, (frame,)) for name, frame in understood.built.choices]
        offers = offers or [(one, one) for one in reply.suggestions]
        presses = Presses(
            tuple(Offer(label, self._held.press("ask", question, asker.person)) for label, question in offers),
            Press("pick", (), asker.person),
        )
        again = _again(understood, reply)
        if again is not None:
            share = self._held.press("share", again, asker.person) if asker.private else None
            presses = replace(self._below(again, reply), offers=presses.offers, pick=presses.pick, share=share)
        return reply_face(reply, presses)

    def _below(self, asked: Question, reply: Reply) -> Presses:
        """Return what anybody can do with the answer to a question."""
        board = report = None
        if not isinstance(asked, str) and len(asked[0].benchmarks) == 1:
            frame = asked[0]
            if frame.intent in ON_BOARD:
                board = BoardState(frame.benchmark, frame.board or "").press("o")
            if frame.intent in ON_BOARD or frame.intent in _FIGURES:
                model = frame.models[0] if len(frame.models) == 1 else _leader(frame, reply)
                report = Press("report", (frame.benchmark, frame.board or "", model))
        return Presses(more=self._held.press("more", asked, None), board=board, report=report)


def _leader(frame: Frame, reply: Reply) -> str:
    """Return the one model that a reply says leads the board that was asked about, or nothing."""
    leaders = [fact for fact in reply.facts if fact.name == "leader"] if frame.intent is Intent.LEADER else []
    first = [fact.model or "" for fact in leaders if fact.board == leaders[0].board]
    return first[0] if len(first) == 1 else ""


def replied(desk: Desk, asked: Question, conversation: Conversation | None = None) -> tuple[Understanding, Reply]:
    """Return what a question is understood as, and the reply to it."""
    engine = desk.engine
    if isinstance(asked, str):
        understood = engine.understand(asked, conversation)
    else:
        # Names are read when a question is understood, which this one is already.
        engine.names()
        understood = Understanding("choice", built=Built(asked))
    return understood, engine.respond(understood, conversation)


def _again(understood: Understanding, reply: Reply) -> tuple[Frame, ...] | None:
    """Return what asks the same again without the conversation; None where nothing does."""
    frames = understood.frames
    # Where the last answer is from is asked of that answer, which a frame does not name.
    of_last = reply.intent == Intent.ABOUT.value and bool(reply.sources)
    return frames if frames and not of_last else None
