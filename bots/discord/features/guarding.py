"""What stands before every answer: how often somebody may ask, and in which channels of a server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import discord

from podium.bots.discord import messages
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.cooldowns import Cooldowns
from podium.bots.discord.outgoing import Outgoing

Interaction = discord.Interaction[Any]

#: Commands that answer in every channel: those by which a server is set up, and a person's own.
_EVERYWHERE = ("settings", "privacy", "reports", "help", "about", "watch")
#: A person may ask ten times at once and then every two seconds; a channel hears sixty, then one a second.
PERSON, CHANNEL = (10, 2.0), (60, 1.0)


def add(bot: PodiumBot) -> None:
    """Register the checks."""
    persons, channels = Cooldowns(*PERSON), Cooldowns(*CHANNEL)

    def waiting(person: int, channel: int | None) -> float:
        """Take one question of a person in a channel; return the seconds until there is one."""
        now = time.monotonic()
        return persons.wait(person, now) or (channels.wait(channel, now) if channel is not None else 0.0)

    def stopped(interaction: Interaction) -> str | None:
        if bot.ending:
            return "I am being restarted. Please ask again in a moment."
        if not _allowed(bot, interaction):
            where = " ".join(f"<#{channel}>" for channel in sorted(bot.channels.of(interaction.guild_id))[:10])
            return f"In this server I answer in {where}."
        seconds = waiting(interaction.user.id, interaction.channel_id)
        return wait_words(seconds) if seconds else None

    async def heard(message: discord.Message) -> bool:
        if not bot.channels.allows(message.guild.id if message.guild else None, message.channel):
            return False
        told = persons.was_told(message.author.id) or channels.was_told(message.channel.id)
        seconds = waiting(message.author.id, message.channel.id)
        if seconds and not told and messages.may_write(messages.lacking(message)):
            await messages.answer(message, Outgoing(discord.Embed(description=wait_words(seconds))))
        return not seconds

    bot.forgetting.append(forgotten_later(persons))
    bot.checks.append(stopped)
    bot.hears = heard


def _allowed(bot: PodiumBot, interaction: Interaction) -> bool:
    """Return whether a server lets the bot answer here. What the bot itself has sent can be pressed wherever it is."""
    if interaction.type is not discord.InteractionType.application_command:
        return True
    data: Any = interaction.data or {}
    name = data.get("name")
    return name in _EVERYWHERE or bot.channels.allows(interaction.guild_id, interaction.channel)


def forgotten_later(cooldowns: Cooldowns) -> Callable[[int], None]:
    """Return what has cooldowns forget a person, as soon as they hold that person back no longer."""

    def forget(person: int) -> None:
        seconds = cooldowns.forget(person, time.monotonic())
        if seconds:
            asyncio.get_running_loop().call_later(seconds, forget, person)

    return forget


def wait_words(seconds: float) -> str:
    """Return when the next question is answered, as a time that the reader's app counts down."""
    return f"One at a time, please: ask again <t:{int(time.time() + seconds) + 1}:R>."
