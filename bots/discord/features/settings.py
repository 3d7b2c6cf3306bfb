"""``/settings``: where the bot answers in a server, who decides on reports there, and where these are shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import failing, responding, servers
from podium.bots.discord.client import IN_SERVERS, PodiumBot
from podium.bots.discord.faces.settings import settings_face
from podium.bots.discord.features.deciding import ELSEWHERE
from podium.bots.discord.outgoing import Outgoing
from podium.registry.errors import PodiumError

Interaction = discord.Interaction[Any]
#: Where messages are written, or threads are.
Place = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel


def add(bot: PodiumBot) -> None:
    """Register ``/settings``."""
    group = app_commands.Group(
        name="settings",
        description="Set up the bot in this server.",
        allowed_contexts=IN_SERVERS,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @group.command()
    @managed
    async def show(interaction: Interaction) -> None:
        """See what this server has set."""
        await change(bot, interaction, None)

    _add_channels(bot, group)
    _add_reports(bot, group)
    bot.tree.add_command(group)


def _add_channels(bot: PodiumBot, group: app_commands.Group) -> None:
    """Register what chooses the channels in which the bot answers."""
    channels = app_commands.Group(name="channels", description="Choose the channels in which I answer.", parent=group)

    @channels.command()
    @app_commands.describe(channel="Channel in which I answer, with its threads")
    @managed
    async def add(interaction: Interaction, channel: Place) -> None:
        """Let me answer in a channel; with the first one I answer nowhere else."""

        def add_channel(connection: sqlite3.Connection, guild: int) -> None:
            servers.add_channel(connection, guild, channel.id)

        await change(bot, interaction, add_channel, lacking(interaction, channel))

    @channels.command()
    @app_commands.describe(channel="Channel to take out; without one, all")
    @managed
    async def remove(interaction: Interaction, channel: Place | None = None) -> None:
        """Take a channel out; with the last one gone I answer everywhere."""

        def remove_channel(connection: sqlite3.Connection, guild: int) -> None:
            if channel is None:
                servers.remove_channels(connection, guild)
            elif not servers.remove_channel(connection, guild, channel.id):
                raise PodiumError(f"#{channel.name} was not among the channels")

        await change(bot, interaction, remove_channel)


def _add_reports(bot: PodiumBot, group: app_commands.Group) -> None:
    """Register what chooses who decides on reports, and where they are shown."""

    @group.command()
    @app_commands.describe(role="Role whose members decide on reports; without one, only who may manage the server")
    @managed
    async def maintainers(interaction: Interaction, role: discord.Role | None = None) -> None:
        """Choose who decides on reports."""
        check_decides(interaction)
        if role is not None and role.is_default():
            raise PodiumError("everyone cannot decide on reports", "choose a role that you give to some")
        number = None if role is None else role.id
        await change(bot, interaction, lambda connection, guild: servers.set_maintainers(connection, guild, number))

    @group.command()
    @app_commands.describe(channel="Channel that maintainers read; without one, they use /reports")
    @managed
    async def reports(interaction: Interaction, channel: discord.TextChannel | None = None) -> None:
        """Choose where reports are shown."""
        check_decides(interaction)
        number = None if channel is None else channel.id
        remark = lacking(interaction, channel) if channel is not None else ""
        await change(bot, interaction, lambda connection, guild: servers.set_reports(connection, guild, number), remark)

    def check_decides(interaction: Interaction) -> None:
        if interaction.guild_id not in bot.deciding:
            raise PodiumError(ELSEWHERE.rstrip("."))


async def change(
    bot: PodiumBot,
    interaction: Interaction,
    setting: Callable[[sqlite3.Connection, int], object] | None,
    remark: str = "",
) -> None:
    """Change a setting of a server, and show them all.

    Args:
        bot: The bot.
        interaction: The command.
        setting: Changes it, given the server; None where they are only shown.
        remark: What is to be said besides, with markup.
    """
    guild = interaction.guild_id
    assert guild is not None

    async def changed() -> Outgoing:
        if setting is not None:
            await bot.keeping.run(lambda connection: setting(connection, guild))
            await bot.channels.refresh()
        found = await bot.keeping.run(lambda connection: servers.server(connection, guild))
        return settings_face(found, decides=guild in bot.deciding, remark=remark)

    await responding.respond(interaction, changed(), private=True)


def managed(function: Any) -> Any:
    """Have a command answer only those who may manage the server, whatever its server has let others do."""
    return app_commands.checks.has_permissions(manage_guild=True)(function)


def lacking(interaction: Interaction, channel: Place) -> str:
    """Return what the bot may not do in a channel and needs there, as a sentence; empty where that is nothing."""
    assert interaction.guild is not None
    missing = failing.missing(channel.permissions_for(interaction.guild.me))
    return f"I need the {failing.named(missing)} in <#{channel.id}>." if missing else ""
