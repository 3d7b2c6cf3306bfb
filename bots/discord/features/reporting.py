"""``/report`` and "Missing or incorrect?": a form, and what the registry says to it."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from typing import Any

import aiohttp
import discord
from discord import app_commands

from podium.bots.discord import completing, logs, reporters, reports, responding, servers
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.cooldowns import Cooldowns
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.deciding import open_face
from podium.bots.discord.faces.report import draft_in, known_face, refused_face, report_form, thanks_face
from podium.bots.discord.features.guarding import forgotten_later
from podium.bots.discord.looking import Missed, looking, near, or_near, whole
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.reader import Desk
from podium.bots.discord.reports import Draft, Report
from podium.registry import leaderboard
from podium.registry.corrections import Correction
from podium.registry.errors import PodiumError

Interaction = discord.Interaction[Any]

#: A person may report five rows at once and then one every ten minutes, and wait to hear of twenty.
PERSON, WAITING = (5, 600.0), 20

log = logging.getLogger(__name__)


def add(bot: PodiumBot) -> None:
    """Register ``/report``, its buttons and its form."""
    reporting = Reporting(bot)
    bot.forgetting.append(forgotten_later(reporting.persons))

    @bot.tree.command()
    @app_commands.describe(
        benchmark="Name of the benchmark",
        model="Model whose row is wrong or missing",
        board="Another than its main one",
    )
    @app_commands.autocomplete(benchmark=completing.benchmarks, model=completing.models, board=completing.boards)
    async def report(
        interaction: Interaction,
        benchmark: app_commands.Range[str, 1, 100],
        model: app_commands.Range[str, 1, 100] = "",
        board: app_commands.Range[str, 1, 100] = "",
    ) -> None:
        """Report a result that is missing or incorrect."""
        await reporting.show(interaction, "report", Draft(benchmark, board, model))

    bot.on_press("report", reporting.opened)
    bot.on_press("mend", reporting.mended)
    bot.on_form("report", reporting.sent)
    bot.on_form("mend", reporting.sent)


class Reporting:
    """Shows the form and takes what was typed.

    Args:
        bot: The bot.
    """

    def __init__(self, bot: PodiumBot) -> None:
        self._bot = bot
        #: How often each person reports.
        self.persons = Cooldowns(*PERSON)

    async def show(self, interaction: Interaction, kind: str, draft: Draft) -> None:
        """Show the form, with what is known. Nothing is read for it: Discord takes no form that comes late.

        Args:
            interaction: What asks for it.
            kind: What sending it is: ``"report"``, or ``"mend"`` where the answer takes the place of a refusal.
            draft: What stands in it.
        """
        index, person = self._bot.reader.index, interaction.user.id
        place = reports.place_in(index, draft.benchmark, draft.board)
        if place is None:
            work = self._bot.reader.read(lambda desk: near_boards(desk, draft, person))
            await responding.respond(interaction, work, private=True)
            return
        known = replace(draft, model=reports.model_name(index, draft.model))
        await responding.ask(
            interaction, report_form(place, known, Press(kind, (place.benchmark, place.board), person))
        )

    async def opened(self, interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        """Answer the button of a board."""
        benchmark, board, model = (*press.fields, "", "", "")[:3]
        await self.show(interaction, "report", Draft(benchmark, board, model))

    async def mended(self, interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        """Answer the buttons of a refusal: the form comes back with what was typed, or with another model."""
        benchmark, board, model = (*press.fields, "", "", "")[:3]
        embeds = interaction.message.embeds if interaction.message is not None else []
        draft = draft_in(embeds[0] if embeds else None, Draft(benchmark, board))
        await self.show(interaction, "mend", replace(draft, model=model) if model else draft)

    async def sent(self, interaction: Interaction, press: Press, typed: Mapping[str, str]) -> None:
        """Answer the form."""
        benchmark, board = (*press.fields, "", "")[:2]
        fields = ("model", "value", "source", "statement")
        draft = Draft(benchmark, board, *(typed.get(name, "") for name in fields))
        made: list[Correction] = []
        work = self._taken(draft, interaction.user.id, made)
        try:
            # A refusal stands no longer than it is true.
            if press.kind == "mend" and interaction.message is not None:
                await responding.replace(interaction, work)
            else:
                await responding.respond(interaction, work, private=True)
        finally:
            for one in made:
                await post(self._bot, one)

    async def _taken(self, draft: Draft, person: int, made: list[Correction]) -> Outgoing:
        """Put a report into the registry and into ``made``, or say why not."""
        bot = self._bot
        try:
            await self._check_rate(person)
            found = await bot.reader.read(lambda desk: understood(desk, draft))
            if isinstance(found, Missed):
                return refused_face(draft, found.error.message, person, near(bot.reader.index, found))
            correction = await bot.reader.write(lambda connection: reports.keep(connection, found))
        except PodiumError as error:
            return refused_face(draft, reports.words(error), person)
        self.persons.wait(person, time.monotonic())
        await bot.keeping.run(lambda connection: reporters.remember(connection, correction, person))
        logs.tell(log, "a report", correction=correction.id)
        made.append(correction)
        return thanks_face(correction)

    async def _check_rate(self, person: int) -> None:
        seconds = self.persons.left(person, time.monotonic())
        if seconds:
            raise PodiumError(f"that is many reports at once: the next one is taken in {ceil(seconds / 60)} min")
        if await self._bot.keeping.run(lambda connection: reporters.number_of(connection, person)) >= WAITING:
            raise PodiumError(f"{WAITING} reports of yours are not decided yet: wait for the first answer")


def understood(desk: Desk, draft: Draft) -> Report | Missed:
    """Return a report with the names of the registry, or the name of a model that it does not know."""
    try:
        return reports.understood(desk, draft)
    except Missed as missed:
        return missed


def near_boards(desk: Desk, draft: Draft, person: int) -> Outgoing:
    """Return the near names where a benchmark or a board is not known, each of which opens the form.

    Args:
        desk: Reads the registry.
        draft: What was asked for.
        person: Who asked.
    """

    def again(field: str, value: str) -> Press:
        at = (value, draft.board) if field == "benchmark" else (draft.benchmark, value)
        return Press("report", (*at, draft.model), person)

    def make() -> Outgoing:
        with looking("benchmark"):
            slug = leaderboard.find_benchmark(desk.connection, whole(draft.benchmark, desk.index.benchmarks))
            view = leaderboard.benchmark(desk.connection, slug)
        boards = [board for board, _ in view.boards]
        with looking("board", slug):
            board = leaderboard.board_called(boards, view.name, whole(draft.board, desk.index.boards.get(slug)) or None)
        # Names that autocompletion does not know, but the registry does.
        return known_face(view.name, board.title, again("board", board.slug))

    return or_near(desk.index, make, again)


async def post(bot: PodiumBot, correction: Correction) -> None:
    """Show a report to the maintainers of the servers that decide, where they have set a channel for that."""
    channels = await bot.keeping.run(lambda connection: servers.report_channels(connection, bot.deciding))
    for number in channels:
        channel = bot.get_partial_messageable(number)
        try:
            await channel.send(**responding.message_parts(open_face(correction)))
        except discord.HTTPException as error:
            # The report is kept, and /reports shows it.
            log.warning("a report cannot be shown in channel %s: %s %s", number, error.status, error.code)
        except (aiohttp.ClientError, OSError) as error:
            log.warning("a report cannot be shown in channel %s: %s", number, type(error).__name__)
