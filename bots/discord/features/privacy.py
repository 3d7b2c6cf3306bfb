"""``/privacy``: what is kept of people, and how it is deleted."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import reporters, responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.faces.settings import deleted_face, privacy_face
from podium.bots.discord.outgoing import Outgoing

Interaction = discord.Interaction[Any]


def add(bot: PodiumBot) -> None:
    """Register ``/privacy``."""
    group = app_commands.Group(name="privacy", description="See what I keep of you, and delete it.")

    async def kept(person: int) -> Outgoing:
        return privacy_face(await bot.keeping.run(lambda connection: reporters.number_of(connection, person)))

    async def deleted(person: int) -> Outgoing:
        reports = await bot.keeping.run(lambda connection: reporters.forget(connection, person))
        for forget in bot.forgetting:
            forget(person)
        return deleted_face(reports, bot.answers.forget(person))

    @group.command()
    async def show(interaction: Interaction) -> None:
        """See what I keep, for what and how long."""
        await responding.respond(interaction, kept(interaction.user.id), private=True)

    @group.command()
    async def delete(interaction: Interaction) -> None:
        """Delete what I keep of you."""
        await responding.respond(interaction, deleted(interaction.user.id), private=True)

    bot.tree.add_command(group)
