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

#: Commands by which a server is set up and its reports decided.
_OF_MANAGERS = ("reports", "settings", "watch")


def add(bot: PodiumBot) -> None:
    """Register ``/help`` and ``/about``."""

    async def helped(person: int, *, manages: bool) -> Outgoing:
        every = [one for one in bot.tree.walk_commands() if is_command(one)]
        commands = [(one.qualified_name, one.description) for one in every if manages or _root(one) not in _OF_MANAGERS]
        examples = await bot.answers.suggested((Frame(Intent.ABOUT, topic="capabilities"),), person)
        return help_face(commands, examples, () if manages else _OF_MANAGERS)

    async def told() -> Outgoing:
        counts = await bot.reader.read(lambda desk: tallies.counts(desk.connection))
        found = bot.application
        pages = [("Privacy policy", found.privacy_policy_url), ("Terms", found.terms_of_service_url)] if found else []
        return about_face(__version__, counts, pages)

    @bot.tree.command(name="help")
    async def help_(interaction: Interaction) -> None:
        """See what you can ask, and how."""
        await responding.respond(
            interaction, helped(interaction.user.id, manages=interaction.permissions.manage_guild), private=True
        )

    @bot.tree.command()
    async def about(interaction: Interaction) -> None:
        """See what this bot is, what it knows and what it keeps."""
        await responding.respond(interaction, told(), private=True)


def _root(found: Any) -> str:
    return str(found.qualified_name).partition(" ")[0]


def is_command(found: Any) -> bool:
    """Return whether something of the tree can be called: groups cannot."""
    return isinstance(found, discord.app_commands.Command)
