"""Questions that the authors of a benchmark have answered, by ``/faq``."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import completing, responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.questions import questions_face
from podium.bots.discord.features.asking import asker_of, is_private
from podium.bots.discord.looking import whole
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.reader import Desk
from podium.bots.faq.frame import Frame, Intent
from podium.registry import leaderboard

Interaction = discord.Interaction[Any]


def add(bot: PodiumBot) -> None:
    """Register ``/faq``."""

    async def listed(benchmark: str, person: int) -> Outgoing:
        def read(desk: Desk) -> Outgoing:
            slug = leaderboard.find_benchmark(desk.connection, benchmark)
            questions = desk.index.questions[slug].entries
            return questions_face(desk.index.benchmarks.by_slug[slug].name, slug, questions, person)

        return await bot.reader.read(read)

    async def answered(benchmark: str, question: str, interaction: Interaction, *, private: bool) -> Outgoing:
        def read(desk: Desk) -> Frame:
            slug = leaderboard.find_benchmark(desk.connection, benchmark)
            place = completing.meant("question of it", desk.index.questions[slug], question)
            return Frame(Intent.CARD, (slug,), entry=int(place))

        return await bot.answers.answer((await bot.reader.read(read),), asker_of(interaction, private=private))

    @bot.tree.command()
    @app_commands.describe(
        benchmark="Whose questions",
        question="One of them; without it all are listed",
        private="Only you see the answer",
    )
    @app_commands.autocomplete(benchmark=completing.benchmarks, question=completing.questions)
    async def faq(
        interaction: Interaction,
        benchmark: app_commands.Range[str, 1, 100],
        question: app_commands.Range[str, 1, 300] | None = None,
        private: bool = False,
    ) -> None:
        """Read what the authors of a benchmark are often asked."""
        if question is None:
            await responding.respond(interaction, listed(benchmark, interaction.user.id), private=private)
        else:
            work = answered(benchmark, question, interaction, private=private)
            await responding.respond(interaction, work, private=private)

    async def chosen(interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        benchmark, question = press.fields[0], values[0]
        private = is_private(interaction) or press.owner != interaction.user.id
        await responding.respond(
            interaction, answered(benchmark, question, interaction, private=private), private=private
        )

    async def opened(interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        benchmark = whole("".join(press.fields[1:2]), bot.reader.index.benchmarks)
        await responding.follow(interaction, press, listed(benchmark, interaction.user.id))

    bot.on_press("faq", chosen, anyone=True)
    bot.on_press("questions", opened, anyone=True)
