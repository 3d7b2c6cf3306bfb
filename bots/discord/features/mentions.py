"""Questions in messages: where the bot is mentioned, in threads too, and in DMs."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any

import discord

from podium.bots.discord import failing, limits, responding
from podium.bots.discord.answers import Asker
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.outgoing import Outgoing

#: Longest text that goes to the engine, which itself says what is too long for it.
_LONGEST = 4_000
#: Seconds after which a person is shown that an answer is on its way.
_PATIENCE = responding.PATIENCE

log = logging.getLogger(__name__)


def add(bot: PodiumBot) -> None:
    """Register the answers to messages."""

    async def asked(message: discord.Message) -> None:
        assert bot.user is not None
        text = question_in(message, bot.user.id)
        asker = Asker(message.author.id, message.channel.id)
        try:
            found = await _shown_typing(message, bot.answers.answer(text, asker))
        except Exception as error:  # whatever it is, the person is told, and the bot goes on
            words = failing.words_of(error)
            if words is None:
                log.error("a message could not be answered", exc_info=error)
                words = "Something went wrong here, and it is noted. Please try again."
            found = Outgoing(discord.Embed(description=words))
        await reply_to(message, found)

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
    """Return a text without mentions of the bot."""
    return re.sub(rf"<@!?{bot}>", " ", text).strip()


async def _shown_typing(message: discord.Message, work: Any) -> Outgoing:
    """Return an answer, and show that the bot writes while it takes long."""
    task: asyncio.Task[Outgoing] = asyncio.ensure_future(work)
    if not (await asyncio.wait({task}, timeout=_PATIENCE))[0]:
        try:
            async with message.channel.typing():
                await asyncio.wait({task})
        except discord.HTTPException:
            # The answer itself will tell what is not allowed.
            await asyncio.wait({task})
    return await task


async def reply_to(message: discord.Message, found: Outgoing) -> None:
    """Answer a message where it was written, as well as the bot may: with less where it lacks a permission."""
    try:
        await message.reply(**responding.message_parts(found), mention_author=False)
    except discord.HTTPException as error:
        if error.code not in failing.NOT_ALLOWED and not _is_gone(error):
            # It was not taken after all retries: the connection, or Discord itself.
            log.warning("an answer was not taken: %s %s", error.status, error.code)
            return
        await _reply_with_less(message, found, error)


def _is_gone(error: discord.HTTPException) -> bool:
    """Return whether the message that is replied to was deleted meanwhile."""
    return error.code == 10008 or error.code == 50035 and "message_reference" in error.text


async def _reply_with_less(message: discord.Message, found: Outgoing, error: discord.HTTPException) -> None:
    """Answer without what the bot may lack: as no reply, as plain text, and at last with a sign alone."""
    lacking = _missing(message)
    if not _is_gone(error):
        where = f"{message.guild.id if message.guild else 'DM'}/{message.channel.id}"
        log.warning("an answer was not allowed in %s: missing %s", where, ", ".join(lacking) or "unknown")
    ways: list[dict[str, Any]] = [responding.message_parts(found)]
    if "embed_links" in lacking:
        ways = [{"content": plain_text(found, lacking)}]
    if {"send_messages", "send_messages_in_threads", "view_channel"}.isdisjoint(lacking):
        for way in ways:
            try:
                await message.channel.send(**way)
                return
            except discord.HTTPException as again:
                log.warning("nor without a reply: %s %s", again.status, again.code)
    try:
        await message.add_reaction("🔇")
    except discord.HTTPException as again:
        log.warning("nor a sign: %s %s", again.status, again.code)


def _missing(message: discord.Message) -> list[str]:
    """Return the permissions that the bot lacks in the channel of a message, as far as it knows the channel."""
    channel = message.channel
    if message.guild is None or message.guild.me is None or isinstance(channel, discord.PartialMessageable):
        return []
    in_thread = isinstance(channel, discord.Thread)
    return failing.missing(channel.permissions_for(message.guild.me), in_thread=in_thread)


def plain_text(found: Outgoing, lacking: list[str]) -> str:
    """Return an answer without an embed, and which permission it is that it lacks."""
    remark = f"-# Without the permission {failing.names(lacking)} I answer in plain text."
    text = "\n\n".join(filter(None, (found.embed.description, found.embed.footer.text)))
    return f"{limits.clip(text, limits.CONTENT - len(remark) - 1)}\n{remark}"
