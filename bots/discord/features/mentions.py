"""Questions in messages: where the bot is mentioned, in threads too, and in DMs."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from typing import Any

import discord

from podium.bots.discord import failing, logs, messages, responding
from podium.bots.discord.answers import Asker
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.outgoing import Outgoing

#: Longest text that goes to the engine, which itself says what is too long for it.
_LONGEST = 4_000
#: Seconds after which a person is shown that an answer is on its way.
_PATIENCE = responding.PATIENCE

#: What is told to who mentions the role that Discord made for the bot.
_BY_ROLE = "Please mention me and not my role: only then does Discord show me what you ask."

log = logging.getLogger(__name__)


def add(bot: PodiumBot) -> None:
    """Register the answers to messages."""

    async def asked(message: discord.Message) -> None:
        assert bot.user is not None
        missing = messages.lacking(message)
        if not messages.may_write(missing):
            await messages.give_sign(message, missing)
            return
        began = time.monotonic()
        text = question_in(message, bot.user.id)
        asker = Asker(message.author.id, message.channel.id)
        try:
            found = await _shown_typing(message, bot.answers.answer(text, asker))
        except Exception as error:  # whatever it is, the person is told, and the bot goes on
            words = failing.words_of(error)
            if words is None:
                log.error("a message could not be answered", exc_info=error)
                words = failing.UNFORESEEN
            found = Outgoing(discord.Embed(description=words))
        if not text and message.guild is not None and bot.user not in message.mentions:
            found.embed.description = f"{_BY_ROLE}\n\n{found.embed.description}"
        await messages.answer(message, found)
        guild = None if message.guild is None else message.guild.id
        logs.tell(log, "answered", what="message", ms=round((time.monotonic() - began) * 1000), guild=guild)

    bot.on_question(asked)


def question_in(message: discord.Message, bot: int) -> str:
    """Return the question in a message: without the mention, and that of the message replied to where it has no other.

    Args:
        message: A message that mentions the bot, or is sent to it alone.
        bot: Id of the bot.
    """
    text = _without(message.content, bot)
    if not text and message.reference is not None and isinstance(message.reference.resolved, discord.Message):
        text = _without(message.reference.resolved.content, bot)
    return text[:_LONGEST]


def _without(text: str, bot: int) -> str:
    """Return a text without mentions of the bot, and of roles, which may be the bot's own."""
    return re.sub(rf"<@!?{bot}>|<@&\d+>", " ", text).strip()


async def _shown_typing(message: discord.Message, work: Any) -> Outgoing:
    """Return an answer, and show that the bot writes while it takes long."""
    task: asyncio.Task[Outgoing] = asyncio.ensure_future(work)
    if not (await asyncio.wait({task}, timeout=_PATIENCE))[0]:
        try:
            async with message.channel.typing():
                await asyncio.wait({task})
        except failing.NOT_TAKEN:
            # The answer itself will tell what is not allowed.
            await asyncio.wait({task})
    return await task
