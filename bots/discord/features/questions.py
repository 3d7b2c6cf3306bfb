"""Questions that the authors of a benchmark have answered, by ``/faq``."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import completing, responding
from podium.bots.discord.answers import Asker
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.custom_ids import Press, meant
from podium.bots.discord.faces.near import MOST, near_face
from podium.bots.discord.faces.questions import questions_face
from podium.bots.discord.features.asking import asker_of, is_private
from podium.bots.discord.looking import looking, or_near, slug_of
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.questions import Question
from podium.bots.discord.reader import Desk
from podium.bots.faq.frame import Frame, Intent
from podium.registry.errors import NotFound

Interaction = discord.Interaction[Any]


def add(bot: PodiumBot) -> None:
    """Register ``/faq`` and its buttons."""

    async def shown(benchmark: str, question: str, asker: Asker) -> Outgoing:
        return await bot.answers.found(lambda desk: look(desk, benchmark, question, asker), asker)

    @bot.tree.command()
    @app_commands.describe(
        benchmark="Whose questions",
        question="One of them; without it all are listed",
        private="Whether only you see the answer",
    )
    @app_commands.autocomplete(benchmark=completing.benchmarks, question=completing.questions)
    async def faq(
        interaction: Interaction,
        benchmark: app_commands.Range[str, 1, 100],
        question: app_commands.Range[str, 1, 300] = "",
        private: bool = False,
    ) -> None:
        """Read what the authors of a benchmark are often asked."""
        work = shown(benchmark, question, asker_of(interaction, private=private))
        await responding.respond(interaction, work, private=private)

    async def pressed(interaction: Interaction, press: Press, values: tuple[str, ...]) -> None:
        role, benchmark, question, *_ = (*press.fields, *values, "", "", "")
        # What is near is offered privately, and answered as the command would have been.
        private = role != "a" and (is_private(interaction) or press.owner != interaction.user.id)
        asker = asker_of(interaction, private=private)
        await responding.follow(interaction, press, shown(benchmark, question, asker))

    bot.on_press("faq", pressed, anyone=True)


def look(desk: Desk, benchmark: str, question: str, asker: Asker) -> Question | Outgoing:
    """Return a question of a benchmark's card, the list of all where none is asked, or what is near.

    Args:
        desk: Reads the registry.
        benchmark: As it was typed, or its slug.
        question: As it was typed, or its place on the card.
        asker: Who asks.
    """

    def find() -> str:
        with looking("benchmark"):
            return slug_of("benchmark", desk.index.benchmarks, benchmark)

    role = "s" if asker.private else "a"
    slug = or_near(desk.index, find, lambda _, near: Press("faq", (role, near, question), asker.person))
    if isinstance(slug, Outgoing):
        return slug
    name = desk.index.benchmarks.by_slug[slug].name
    questions = desk.index.questions[slug]
    # Of what was typed only a digest may have fitted into the button that led here: all there are say more.
    if not question or meant(question, questions.by_slug) is None:
        return questions_face(name, slug, questions.entries, asker.person)
    try:
        place = completing.meant("question", questions, question)
    except NotFound as error:
        near = questions.starting(question, MOST) or questions.entries[:MOST]
        choices = [(one.name, Press("faq", (role, slug, one.slug), asker.person)) for one in near]
        return near_face(f"question of {name}", error.name, choices, f"No questions of {name} are answered here.")
    return (Frame(Intent.CARD, (slug,), entry=int(place)),)
