"""What the bot can do and what it is: ``/help`` and ``/about``."""

from __future__ import annotations

from typing import Any

import discord

from podium.bots.discord import responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.faces.about import about_face, help_face
from podium.bots.discord.outgoing import Outgoing
from podium.bots.faq.frame import Frame, Intent
from podium.registry import tallies
from podium.registry.version import __version__

Interaction = discord.Interaction[Any]


def add(bot: PodiumBot) -> None:
    """Register ``/help`` and ``/about``."""

    async def helped(person: int) -> Outgoing:
        commands = [(one.qualified_name, one.description) for one in bot.tree.walk_commands() if is_command(one)]
        examples = await bot.answers.suggested((Frame(Intent.ABOUT, topic="capabilities"),), person)
        return help_face(commands, examples)

    async def told() -> Outgoing:
        counts = await bot.reader.read(lambda desk: tallies.counts(desk.connection))
        found = bot.application
        pages = [("Privacy policy", found.privacy_policy_url), ("Terms", found.terms_of_service_url)] if found else []
        return about_face(__version__, counts, pages)

    @bot.tree.command(name="help")
    async def help_(interaction: Interaction) -> None:
        """See what you can ask, and how."""
        await responding.respond(interaction, helped(interaction.user.id), private=True)

    @bot.tree.command()
    async def about(interaction: Interaction) -> None:
        """See what this bot is, what it knows and what it keeps."""
        await responding.respond(interaction, told(), private=True)


def is_command(found: Any) -> bool:
    """Return whether something of the tree can be called: groups cannot."""
    return isinstance(found, discord.app_commands.Command)
