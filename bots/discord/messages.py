"""Answering a message where it was written, as well as the bot may there.

What Discord would refuse is not tried: refused calls are counted, and too many of them ban the bot.
"""

from __future__ import annotations

import logging
from typing import Any

import discord

from podium.bots.discord import failing, limits, responding
from podium.bots.discord.outgoing import Outgoing

#: Any of these missing leaves no way to write.
_TO_WRITE = frozenset({"view_channel", "send_messages", "send_messages_in_threads"})
#: What is put to a message that cannot be answered.
SIGN = "🔇"

log = logging.getLogger(__name__)


def lacking(message: discord.Message) -> list[str]:
    """Return the permissions that the bot lacks in the channel of a message, as far as it knows the channel."""
    channel = message.channel
    if message.guild is None or message.guild.me is None or isinstance(channel, discord.PartialMessageable):
        return []
    in_thread = isinstance(channel, discord.Thread)
    try:
        return failing.missing(channel.permissions_for(message.guild.me), in_thread=in_thread)
    except discord.ClientException:
        # A thread whose channel is not known.
        return []


def may_write(missing: list[str]) -> bool:
    """Return whether the bot can write anything where it lacks these permissions."""
    return _TO_WRITE.isdisjoint(missing)


async def answer(message: discord.Message, found: Outgoing) -> None:
    """Answer a message as a reply to it: in plain text where nothing may be embedded, as no reply where none may be."""
    missing = lacking(message)
    parts = responding.message_parts(found) if "embed_links" not in missing else {"content": plain_text(found, missing)}
    if "read_message_history" not in missing:
        reference = discord.MessageReference.from_message(message, fail_if_not_exists=False)
        parts |= {"reference": reference, "mention_author": False}
    try:
        await message.channel.send(**parts)
    except failing.NOT_TAKEN as error:
        # Permissions that changed this moment, or Discord itself after all retries.
        log.warning("an answer was not taken in %s: %s", where(message), failing.said(error))


async def give_sign(message: discord.Message, missing: list[str]) -> None:
    """Show, as far as that is possible, that a message was seen but cannot be answered; the log says why."""
    log.warning("an answer is not allowed in %s: missing %s", where(message), ", ".join(missing))
    channel: Any = message.channel
    assert message.guild is not None
    may = channel.permissions_for(message.guild.me)
    if may.view_channel and may.add_reactions and may.read_message_history:
        try:
            await message.add_reaction(SIGN)
        except failing.NOT_TAKEN as error:
            log.warning("nor a sign: %s", failing.said(error))


def where(message: discord.Message) -> str:
    """Return the place of a message for the log."""
    return f"{message.guild.id if message.guild else 'DM'}/{message.channel.id}"


def plain_text(found: Outgoing, missing: list[str]) -> str:
    """Return an answer without an embed, and which permissions it is that the bot lacks."""
    remark = f"-# Without the {failing.named(missing)} I answer in plain text."
    text = "\n\n".join(filter(None, (found.embed.title, found.embed.description, found.embed.footer.text)))
    return f"{limits.clip(text, limits.CONTENT - len(remark) - 1)}\n{remark}"
