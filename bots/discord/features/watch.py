"""``/watch``: what is announced in which channel."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import completing, failing, limits, logs, responding
from podium.bots.discord.announcing import NEEDED, Announcer
from podium.bots.discord.client import IN_SERVERS, PodiumBot
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.alerts import Listed, added_face, removed_face, watches_face
from podium.bots.discord.names import choices
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.watching import Kind, Watch
from podium.registry import categories, events, leaderboard
from podium.registry.errors import NotFound, PodiumError

Interaction = discord.Interaction[Any]
Name = app_commands.Range[str, 1, 100]

log = logging.getLogger(__name__)

may_change = app_commands.checks.has_permissions(manage_channels=True)


class Watching:
    """What the commands and buttons of ``/watch`` do.

    Args:
        bot: The bot.
    """

    def __init__(self, bot: PodiumBot) -> None:
        self.bot = bot
        self.watches = bot.watches
        self.announcer = Announcer(bot)

    async def add(self, interaction: Interaction, kind: Kind, name: str = "") -> Outgoing:
        """Have the channel of a command be told of something.

        Raises:
            PodiumError: If it is not known, if the bot may not post there, or if there are too many watches.
        """
        assert interaction.guild_id is not None and interaction.channel_id is not None
        in_thread = isinstance(interaction.channel, discord.Thread)
        missing = failing.missing(interaction.app_permissions, in_thread=in_thread)
        missing = [one for one in missing if one in NEEDED | {"attach_files"}]
        if missing:
            raise PodiumError(f"I cannot announce anything here yet: I need the {failing.named(missing)}")
        found, last = await self.bot.reader.read(
            lambda desk: (_meant(desk.connection, kind, name), events.last_id(desk.connection))
        )
        guild, channel = interaction.guild_id, interaction.channel_id
        fresh = await self.watches.add(guild, channel, kind, found, last)
        if fresh:
            logs.tell(log, "watching", kind=kind, guild=guild, channel=channel)
        return added_face(Watch(0, guild, channel, kind, found, last).label(self.bot.reader.index), fresh=fresh)

    def listed(self, interaction: Interaction, *, here: bool = False) -> Outgoing:
        """Return what is watched in the server, or in the channel, of an interaction."""
        assert interaction.guild_id is not None
        channel = interaction.channel_id or 0
        found = list(self.watches.of_channel(channel)) if here else self.watches.of_guild(interaction.guild_id)
        places = self.places(interaction.guild_id)
        index = self.bot.reader.index
        trouble = {one.channel: why for one in found if (why := self.announcer.trouble(one)) is not None}
        return watches_face(
            [Listed(one.id, one.channel, places.get(one.channel, "?"), one.label(index)) for one in found],
            trouble,
            where="here" if here else "in this server",
            may_change=interaction.permissions.manage_channels,
        )

    async def remove(self, interaction: Interaction, typed: str) -> Watch:
        """Remove a watch of the server that an interaction is of.

        Raises:
            NotFound: If there is none that is called so.
        """
        assert interaction.guild_id is not None
        names = self.names(interaction)
        known = names.named(typed)
        removed = await self.watches.remove(interaction.guild_id, int(known.slug)) if known is not None else None
        if removed is None:
            raise NotFound("watch", typed, [one.name for one in names.starting(typed, 3)])
        logs.tell(log, "watching no more", kind=removed.kind, guild=removed.guild, channel=removed.channel)
        return removed

    def names(self, interaction: Interaction) -> Any:
        """Return the watches of the server that an interaction is of, to choose from."""
        guild = interaction.guild_id or 0
        return self.watches.names(guild, self.bot.reader.index, self.places(guild))

    def places(self, guild: int) -> dict[int, str]:
        """Return the names of a server's channels that watch something."""
        known = self.bot.get_guild(guild)
        found: dict[int, str] = {}
        for one in self.watches.of_guild(guild):
            channel = known.get_channel_or_thread(one.channel) if known is not None else None
            found[one.channel] = limits.plain(channel.name, 40) if channel is not None else str(one.channel)
        return found


def _meant(connection: Any, kind: Kind, name: str) -> str:
    """Return what is watched as the registry names it."""
    if kind == "benchmark":
        return leaderboard.find_benchmark(connection, name)
    return categories.named(connection, name) if kind == "category" else ""


def add(bot: PodiumBot) -> None:
    """Register ``/watch``, its buttons, and what announces."""
    watching = Watching(bot)
    bot.beside(watching.announcer.follow)
    _add_commands(bot, watching)
    _add_buttons(bot, watching)
    _add_endings(bot, watching)


def _add_commands(bot: PodiumBot, watching: Watching) -> None:
    group = app_commands.Group(
        name="watch",
        description="Announce new leaders, results and benchmarks in this channel",
        allowed_contexts=IN_SERVERS,
        default_permissions=discord.Permissions(manage_channels=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    @group.command(name="benchmark")
    @app_commands.describe(name="Name of the benchmark")
    @app_commands.autocomplete(name=completing.benchmarks)
    @may_change
    async def benchmark(interaction: Interaction, name: Name) -> None:
        """Announce in this channel what is new on a benchmark."""
        await responding.respond(interaction, watching.add(interaction, "benchmark", name))

    @group.command(name="category")
    @app_commands.describe(name="Name of the category")
    @app_commands.autocomplete(name=completing.categories)
    @may_change
    async def category(interaction: Interaction, name: Name) -> None:
        """Announce in this channel what is new on the benchmarks of a category."""
        await responding.respond(interaction, watching.add(interaction, "category", name))

    @group.command(name="all")
    @may_change
    async def everything(interaction: Interaction) -> None:
        """Announce in this channel everything that is new."""
        await responding.respond(interaction, watching.add(interaction, "all"))

    @group.command(name="list")
    @may_change
    async def listed(interaction: Interaction) -> None:
        """Show what is announced in which channel of this server."""

        async def shown() -> Outgoing:
            return watching.listed(interaction)

        await responding.respond(interaction, shown(), private=True)

    async def offered(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        found = choices(watching.names(interaction).starting(current))
        return [app_commands.Choice(name=name, value=value) for name, value in found]

    @group.command(name="remove")
    @app_commands.describe(watch="What is to be announced no more")
    @app_commands.autocomplete(watch=offered)
    @may_change
    async def remove(interaction: Interaction, watch: Name) -> None:
        """Announce something no more."""

        async def removed() -> Outgoing:
            gone = await watching.remove(interaction, watch)
            return removed_face(gone.label(bot.reader.index), gone.channel)

        await responding.respond(interaction, removed(), private=True)

    bot.tree.add_command(group)


def _add_buttons(bot: PodiumBot, watching: Watching) -> None:
    async def pressed(interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        role, where = (*press.fields, "", "")[:2]
        if interaction.guild_id is None:
            await responding.whisper(interaction, "That works in servers only.")
        elif role == "r" and values:
            if not interaction.permissions.manage_channels:
                raise app_commands.MissingPermissions(["manage_channels"])

            async def without() -> Outgoing:
                await watching.remove(interaction, values[0])
                return watching.listed(interaction, here=where == "he")

            await responding.replace(interaction, without())
        else:

            async def here() -> Outgoing:
                return watching.listed(interaction, here=True)

            await responding.respond(interaction, here(), private=True)

    bot.on_press("watch", pressed)


def _add_endings(bot: PodiumBot, watching: Watching) -> None:
    """Have watches end with their channel, and with the bot's stay in a server."""

    async def left(guild: int) -> None:
        number = await watching.watches.drop_guild(guild)
        if number:
            logs.tell(log, "the bot was removed from a server, and what it watched with it", watches=number)

    bot.on_leaving(left)

    async def gone(channel: int) -> None:
        number = await watching.watches.drop_channel(channel) if watching.watches.of_channel(channel) else 0
        if number:
            logs.tell(log, "a channel is gone, and what it watched with it", channel=channel, watches=number)

    @bot.event
    async def on_guild_channel_delete(channel: discord.abc.GuildChannel) -> None:
        await gone(channel.id)

    @bot.event
    async def on_raw_thread_delete(payload: discord.RawThreadDeleteEvent) -> None:
        await gone(payload.thread_id)
