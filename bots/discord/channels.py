"""In which channels the bot answers: a server may restrict it to some. Held in memory, read again when it is set."""

from __future__ import annotations

from typing import Any

from podium.bots.discord.keeping import Keeping, allowed_channels


class Channels:
    """The channels to which servers restrict the bot.

    Args:
        keeping: Where they are kept.
    """

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._allowed: dict[int, frozenset[int]] = {}

    async def refresh(self) -> None:
        """Read them again; whoever changes them does so afterwards."""
        self._allowed = await self._keeping.run(allowed_channels)

    def of(self, guild: int | None) -> frozenset[int]:
        """Return the channels of a server in which the bot answers; none where it answers in all."""
        return self._allowed.get(guild, frozenset()) if guild is not None else frozenset()

    def allows(self, guild: int | None, channel: Any) -> bool:
        """Return whether the bot answers in a channel; a thread is where its channel is.

        Args:
            guild: Id of the server, None in a DM.
            channel: A channel or a thread as discord.py knows it.
        """
        allowed = self.of(guild)
        return not allowed or not allowed.isdisjoint(
            {getattr(channel, "id", None), getattr(channel, "parent_id", None)}
        )
