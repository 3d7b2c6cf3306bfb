"""What comes into the registry while the bot runs: new results, new plugins, a file in its place."""

from __future__ import annotations

import asyncio
import logging

from podium.bots.discord import logs
from podium.bots.discord.client import PodiumBot
from podium.registry.errors import PodiumError

#: Seconds between two looks.
INTERVAL = 20.0

log = logging.getLogger(__name__)


def add(bot: PodiumBot) -> None:
    """Have the bot look after the registry and its plugins while it runs."""

    async def follow() -> None:
        said: str | None = None
        while True:
            try:
                said = await look(bot, said)
            except Exception as error:  # whatever it is, the next look may be better
                if str(error) != said:
                    log.error("the registry cannot be looked at", exc_info=error)
                said = str(error)
            await asyncio.sleep(INTERVAL)

    bot.beside(follow)


async def look(bot: PodiumBot, said: str | None) -> str | None:
    """Bring registry and names up to date; log trouble that was not said the last time.

    Returns:
        The trouble there is, or None.
    """
    before, trouble = bot.reader.index, None
    try:
        if await bot.reader.follow():
            log.info("plugins were loaded anew")
    except PodiumError as error:
        trouble = str(error)
        if trouble != said:
            log.error("the registry cannot be brought up to date: %s", error)
    # A read takes note of what other processes have written; it goes on with what is open where that is all there is.
    await bot.reader.read(lambda desk: None)
    now = bot.reader.index
    if now is not before:
        counts = {"benchmarks": len(now.benchmarks.entries), "models": len(now.models.entries)}
        logs.tell(log, "the registry has changed", **counts)
    return trouble
