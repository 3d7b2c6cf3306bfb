"""Questions in a person's own words by ``/ask``, and the buttons below every answer."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import custom_ids, responding
from podium.bots.discord.answers import Asker
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.custom_ids import Press

Interaction = discord.Interaction[Any]


def add(bot: PodiumBot) -> None:
    """Register ``/ask`` and the buttons of answers."""

    @bot.tree.command()
    @app_commands.describe(
        question="In your own words, such as: who leads CheXpert?", private="Only you see the answer"
    )
    async def ask(interaction: Interaction, question: app_commands.Range[str, 1, 1000], private: bool = False) -> None:
        """Ask about a benchmark, a board or a model."""
        asker = asker_of(interaction, private=private)
        await responding.respond(interaction, bot.answers.answer(question, asker), private=private)

    async def asked(interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        mine = press.owner in (None, interaction.user.id)
        asker = asker_of(interaction, private=is_private(interaction) or not mine)
        work = bot.answers.pressed(press, asker)
        if mine:
            await responding.replace(interaction, work)
        else:
            # The message is the other person's answer, and stays as it is.
            await responding.respond(interaction, work, private=True)

    async def picked(interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        chosen = custom_ids.read(values[0]) if values else None
        await asked(interaction, chosen or Press("ask"), ())

    async def more(interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        await responding.respond(interaction, bot.answers.whole(press), private=True)

    async def share(interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        found = asyncio.ensure_future(bot.answers.shared(press))
        # The private answer stays, without the button that has been pressed.
        await responding.replace(interaction, asyncio.shield(found))
        await interaction.followup.send(**responding.message_parts(found.result()))

    bot.on_press("ask", asked, anyone=True)
    bot.on_press("pick", picked, anyone=True)
    bot.on_press("more", more)
    bot.on_press("share", share)


def asker_of(interaction: Interaction, *, private: bool) -> Asker:
    """Return who asks by an interaction; what is private can be shared, where there is anybody to share it with."""
    return Asker(interaction.user.id, interaction.channel_id, private and not interaction.context.dm_channel)


def is_private(interaction: Interaction) -> bool:
    """Return whether the message of a button is seen by one person alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral
