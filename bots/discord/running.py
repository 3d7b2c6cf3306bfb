"""The bot as a process: from the token to its end."""

from __future__ import annotations

import asyncio
import signal

from podium.bots.discord.client import PodiumBot
from podium.bots.discord.keeping import Keeping
from podium.bots.discord.reader import EngineOf, Reader
from podium.registry.database import home
from podium.registry.startup import Place


def run(place: Place, token: str, engine_of: EngineOf) -> None:
    """Run the bot until it is told to end by SIGTERM or Ctrl-C."""
    asyncio.run(_run(place, token, engine_of))


async def _run(place: Place, token: str, engine_of: EngineOf) -> None:
    reader, keeping = Reader(place, engine_of), Keeping(home() / "discord.db")
    try:
        await reader.start()
        async with PodiumBot(reader, keeping) as bot:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, lambda: loop.create_task(bot.close()))
            await bot.start(token)
    finally:
        reader.close()
        keeping.close()
