"""Maintainers accept and refuse reports by button, in the servers that the bot's operator names.

The registry is shared by all servers, so who may manage any of them must not change what the others read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import responding, servers
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.deciding import decided_face, none_face, open_face, reason_form
from podium.bots.discord.faces.pager import numbered
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.reports import words
from podium.registry import corrections
from podium.registry.corrections import Correction
from podium.registry.errors import NotFound, PodiumError

Interaction = discord.Interaction[Any]

ELSEWHERE = "Reports are decided in servers that the operator of this bot names, and this is none of them."


def add(bot: PodiumBot) -> None:
    """Register ``/reports`` and the buttons that decide."""
    deciding = Deciding(bot)

    @bot.tree.command()
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def reports(interaction: Interaction) -> None:
        """Decide on reports of missing or incorrect results, as a maintainer."""
        if not await deciding.barred(interaction):
            await responding.respond(interaction, deciding.page(1), private=True)

    bot.on_press("reports", deciding.turned)
    bot.on_press("accept", deciding.accepted)
    bot.on_press("refuse", deciding.refused)
    bot.on_form("refuse", deciding.reasoned)


class Deciding:
    """Shows open reports to maintainers, and does what they decide.

    Args:
        bot: The bot.
    """

    def __init__(self, bot: PodiumBot) -> None:
        self._bot = bot

    async def barred(self, interaction: Interaction) -> bool:
        """Tell whoever may not decide why, and return whether that is so."""
        reason = await why_not(self._bot, interaction)
        if reason is not None:
            await responding.whisper(interaction, reason)
        return reason is not None

    async def page(self, number: int) -> Outgoing:
        """Return one of the open reports."""
        return await self._bot.reader.read(lambda desk: page_face(desk.connection, number))

    async def turned(self, interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        """Answer the buttons that turn from report to report."""
        if not await self.barred(interaction):
            await responding.replace(interaction, self.page(numbered("".join(press.fields[1:2]))))

    async def accepted(self, interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        """Answer Accept, and the choice of whose figure a new row is."""

        def accept(connection: sqlite3.Connection, number: int) -> Correction:
            return corrections.accept(connection, number, standing=values[0] if values else None).correction

        if not await self.barred(interaction):
            await self._decide(interaction, press, accept)

    async def refused(self, interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        """Answer Refuse with the form that asks why."""
        if not await self.barred(interaction):
            number, page = (*press.fields, "", "")[:2]
            await responding.ask(interaction, reason_form(number, page, interaction.user.id))

    async def reasoned(self, interaction: Interaction, press: Press, typed: Mapping[str, str]) -> None:
        """Answer the form that says why a report is refused."""

        def reject(connection: sqlite3.Connection, number: int) -> Correction:
            return corrections.reject(connection, number, typed.get("reason", ""))

        if not await self.barred(interaction):
            await self._decide(interaction, press, reject)

    async def _decide(
        self, interaction: Interaction, press: Press, write: Callable[[sqlite3.Connection, int], Correction]
    ) -> None:
        """Decide, show what was decided in the place of the report, and tell whoever was not the first."""
        bot = self._bot
        number, page = (_number(field) for field in (*press.fields, "", "")[:2])
        late: list[str] = []

        async def decided() -> Outgoing:
            try:
                made = await bot.reader.write(lambda connection: write(connection, number))
            except PodiumError as error:
                refusal = error
            else:
                bot.decided.set()
                return decided_face(made, page)
            made = await bot.reader.read(lambda desk: still_decided(desk.connection, number, refusal))
            late.append(f"You were not the first: {refusal.message}.")
            return decided_face(made, page)

        await responding.replace(interaction, decided())
        if late:
            await responding.whisper(interaction, late[0])


def _number(field: str) -> int:
    """Return the number in a field of an id, 0 where there is none: ids can be forged."""
    return int(field) if field.isascii() and field.isdecimal() and len(field) < 19 else 0


async def why_not(bot: PodiumBot, interaction: Interaction) -> str | None:
    """Return why a person may not decide on reports here, None where they may."""
    guild = interaction.guild_id
    if guild is None or guild not in bot.deciding:
        return ELSEWHERE
    if interaction.permissions.manage_guild:
        return None
    role = (await bot.keeping.run(lambda connection: servers.server(connection, guild))).maintainers
    member = interaction.user
    if role is not None and isinstance(member, discord.Member) and member.get_role(role) is not None:
        return None
    who = (
        "those who may manage this server"
        if role is None
        else f"members of <@&{role}>, and those who may manage this server"
    )
    return f"Reports are decided by {who}."


def page_face(connection: sqlite3.Connection, page: int) -> Outgoing:
    """Return one of the open reports, the nearest one where there are not so many."""
    found = corrections.listed(connection, "open")
    if not found:
        return none_face()
    page = min(page, len(found))
    return open_face(found[page - 1], page, len(found))


def still_decided(connection: sqlite3.Connection, number: int, error: PodiumError) -> Correction:
    """Return a report that somebody else has decided.

    Raises:
        PodiumError: The error that there was, where it is open still: it cannot be decided so.
    """
    try:
        found = corrections.one(connection, number)
    except NotFound:
        raise PodiumError("this report is not in the registry any more") from None
    if found.status == "open":
        raise PodiumError(words(error)) from None
    return found
