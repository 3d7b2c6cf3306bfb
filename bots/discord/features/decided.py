"""Whoever reported something is told what became of it, once, wherever it was decided."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

import aiohttp
import discord

from podium.bots.discord import logs, reporters, responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.faces.report import told_face
from podium.bots.discord.reader import Desk
from podium.bots.discord.reporters import Reporter
from podium.registry import corrections
from podium.registry.corrections import Correction
from podium.registry.errors import NotFound, PodiumError

#: Seconds between two looks at what was decided in a terminal; what is decided here is told at once.
INTERVAL = 20.0
#: Discord's codes for a person who takes no messages from the bot, or is there no more.
_CLOSED = (50007, 50278, 10013)

log = logging.getLogger(__name__)


def add(bot: PodiumBot) -> None:
    """Have the bot tell reporters while it runs."""

    async def follow() -> None:
        said: str | None = None
        while True:
            bot.decided.clear()
            try:
                await tell_all(bot)
                said = None
            except PodiumError as error:
                if str(error) != said:
                    log.error("reporters cannot be told: %s", error)
                said = str(error)
            try:
                async with asyncio.timeout(INTERVAL):
                    await bot.decided.wait()
            except TimeoutError:
                continue

    bot.beside(follow)


async def tell_all(bot: PodiumBot) -> None:
    """Tell all whose reports were decided since."""
    waiting = await bot.keeping.run(reporters.waiting)
    if not waiting:
        return
    found = await bot.reader.read(lambda desk: decided(desk, waiting))
    for reporter, correction in found:
        # A bot that is told to end waits for this one.
        with bot.answering.one():
            if await bot.keeping.run(partial(reporters.take, reporter=reporter)):
                await tell(bot, reporter, correction)


def decided(desk: Desk, waiting: list[Reporter]) -> list[tuple[Reporter, Correction | None]]:
    """Return those who can be told, with what became of their reports: None where the registry has no such report."""
    found: list[tuple[Reporter, Correction | None]] = []
    for reporter in waiting:
        try:
            correction: Correction | None = corrections.one(desk.connection, reporter.correction)
        except NotFound:
            correction = None
        if correction is not None and correction.created_at != reporter.made_at:
            # A report of the same number in another registry.
            correction = None
        if correction is None or correction.status != "open":
            found.append((reporter, correction))
    return found


async def tell(bot: PodiumBot, reporter: Reporter, correction: Correction | None) -> None:
    """Tell a person what became of a report. They are forgotten by now, unless Discord could not take the message."""
    if correction is None:
        return
    try:
        channel = await bot.create_dm(discord.Object(reporter.person))
        await channel.send(**responding.message_parts(told_face(correction)))
    except discord.HTTPException as error:
        if error.status >= 500:
            await _later(bot, reporter, error)
        elif error.code not in _CLOSED:
            log.warning("a reporter cannot be told: %s %s", error.status, error.code)
    except (aiohttp.ClientError, OSError) as error:
        await _later(bot, reporter, error)
    else:
        logs.tell(log, "a reporter was told", correction=correction.id, status=correction.status)


async def _later(bot: PodiumBot, reporter: Reporter, error: Exception) -> None:
    log.warning("a reporter cannot be told now: %s", type(error).__name__)
    await bot.keeping.run(lambda connection: reporters.give_back(connection, reporter))
