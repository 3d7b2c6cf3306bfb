"""What a person sees of one exchange with the bot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from podium.tests.fakes.discord.message_rules import LOADING
from podium.tests.fakes.discord.messages import Message, Stored
from podium.tests.fakes.discord.places import Channel, Person
from podium.tests.fakes.discord.world import Interaction, World

_T = TypeVar("_T")
#: How long a person waits for the bot where a test does not say.
PATIENCE = 10.0


class Exchange:
    """Something a person said or did, and the bot's answer to it.

    Whatever waits raises AssertionError at its deadline and says what was seen until then. That the bot keeps silent is
    shown without waiting: have it answer something later, then look at `messages`.
    """

    def __init__(
        self,
        world: World,
        person: Person,
        channel: Channel,
        *,
        interaction: Interaction | None = None,
        said: Stored | None = None,
        recent: Callable[[], str] = str,
    ) -> None:
        self._world = world
        self._recent = recent
        self.person = person
        self.channel = channel
        self.interaction = interaction
        self.said = said

    def _stored(self) -> list[Stored]:
        if self.interaction:
            return self.interaction.answers
        assert self.said
        later = [
            stored
            for stored in self._world.messages.values()
            if stored.author is self._world.bot and stored.channel is self.channel and not stored.deleted
        ]
        later = [stored for stored in later if int(stored.id) > int(self.said.id)]
        direct = [stored for stored in later if stored.reply_to is self.said]
        # A bot that does not reply to the message is taken to answer the last one before it.
        return direct or [s for s in later if s.reply_to is None and not s.metadata and self._last_before(s)]

    def _last_before(self, answer: Stored) -> bool:
        between = [
            stored
            for stored in self._world.messages.values()
            if stored.channel is self.channel and not stored.author.bot and int(stored.id) < int(answer.id)
        ]
        return bool(between) and max(between, key=lambda stored: int(stored.id)) is self.said

    @property
    def messages(self) -> list[Message]:
        """All answers so far, in their order, those still "thinking" included. It does not wait."""
        with self._world.changed:
            return [Message.of(stored) for stored in self._stored()]

    def reply(self, timeout: float = PATIENCE) -> Message:
        """Return the first answer, once it is there in full: after a deferral, what takes the place of "thinking"."""
        return self.follow_up(0, timeout)

    def follow_up(self, number: int, timeout: float = PATIENCE) -> Message:
        """Return an answer by its number once it is there in full; number 1 is the first after the reply."""

        def ready() -> Message | None:
            done = [stored for stored in self._stored() if not stored.flags & LOADING]
            return Message.of(done[number]) if len(done) > number else None

        return self._await(ready, timeout, "an answer")

    @property
    def acknowledged_after(self) -> float:
        """Seconds until the first callback, by the fake's clock. It waits for it."""
        interaction = self._interaction
        return self._await(lambda: _since(interaction), PATIENCE, "an acknowledgement")

    @property
    def acknowledged(self) -> bool:
        """Whether there has been a callback. It does not wait."""
        with self._world.changed:
            return self._interaction.callback is not None

    @property
    def callback(self) -> int:
        """The type of the first callback. It waits for it."""
        interaction = self._interaction
        return self._await(lambda: interaction.callback, PATIENCE, "an acknowledgement")

    @property
    def ephemeral(self) -> bool:
        """Whether only the person sees the reply. It waits for it."""
        return self.reply().ephemeral

    @property
    def files(self) -> dict[str, bytes]:
        """The reply's files by name. It waits for it."""
        return self.reply().files

    @property
    def modal(self) -> dict[str, Any]:
        """The form that was shown. It waits for it."""
        interaction = self._interaction
        return self._await(lambda: interaction.modal, PATIENCE, "a form")

    @property
    def _interaction(self) -> Interaction:
        if self.interaction is None:
            raise TypeError("a message is not acknowledged and opens no form; only its reply can be asked for")
        return self.interaction

    def _await(self, look: Callable[[], _T | None], timeout: float, what: str) -> _T:
        seen: list[_T] = []

        def arrived() -> bool:
            found = look()
            if found is not None:
                seen.append(found)
            return bool(seen)

        if not self._world.wait(arrived, timeout):
            raise AssertionError(
                f"{self.person.name} got no {what.split(' ', 1)[1]} within {timeout:g} s.\n{self._recent()}"
            )
        return seen[0]


def _since(interaction: Interaction) -> float | None:
    return None if interaction.acknowledged is None else interaction.acknowledged - interaction.created
