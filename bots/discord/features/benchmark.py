"""``/benchmark``: what a benchmark measures and who leads it."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import completing, responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.crediting import as_of, credit
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.card import BenchmarkCard, card_face
from podium.bots.discord.looking import looking, or_near, slug_of
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.reader import Desk
from podium.bots.discord.viewing import Viewer, sharable, viewer
from podium.registry import formats, leaderboard, ranking

#: Leaders that are read: a board may be led by many.
_LEADERS = 3


def add(bot: PodiumBot) -> None:
    """Register ``/benchmark`` and its buttons."""

    async def shown(name: str, viewer: Viewer) -> Outgoing:
        return await bot.reader.read(lambda desk: answer(desk, name, viewer))

    @bot.tree.command()
    @app_commands.describe(name="Name of the benchmark", private="Whether only you see the answer")
    @app_commands.autocomplete(name=completing.benchmarks)
    async def benchmark(
        interaction: discord.Interaction[Any], name: app_commands.Range[str, 1, 100], private: bool = False
    ) -> None:
        """Tell what a benchmark measures and who leads it."""
        await responding.respond(interaction, shown(name, viewer(interaction, private=private)), private=private)

    async def pressed(interaction: discord.Interaction[Any], press: Press, values: tuple[str, ...]) -> None:
        name = values[0] if values else "".join(press.fields[1:2])
        await responding.follow(interaction, press, shown(name, viewer(interaction, press=press)))

    bot.on_press("benchmark", pressed, anyone=True)


def answer(desk: Desk, name: str, viewer: Viewer) -> Outgoing:
    """Return the card of a benchmark, or near names where it is not known.

    Args:
        desk: Reads the registry.
        name: As it was typed.
        viewer: Who asks.
    """

    def make() -> Outgoing:
        card = read_card(desk, name)
        share = Press("benchmark", ("a", card.view.slug), viewer.id)
        return sharable(card_face(card, viewer.id), share, viewer)

    return or_near(desk.index, make, lambda _, slug: Press("benchmark", (viewer.again, slug), viewer.id))


def read_card(desk: Desk, name: str) -> BenchmarkCard:
    """Return what is shown of a benchmark.

    Raises:
        Missed: If it is not known.
    """
    with looking("benchmark"):
        slug = slug_of("benchmark", desk.index.benchmarks, name)
        view = leaderboard.benchmark(desk.connection, slug)
    board = ranking.boards(desk.connection, view)[0]
    sharing = len(board.rows.alike(0)) if board.rows else 0
    leaders = board.rows[: min(sharing, _LEADERS)]
    figures = [(row, view.card) for row in leaders[:1]]
    known = desk.index.benchmarks.by_slug
    return BenchmarkCard(
        view,
        leaders,
        sharing,
        formats.ties(board),
        [(other, known[other].name) for other in view.card["related"] if other in known],
        len(view.card["faq"]),
        credit(figures),
        as_of(figures),
    )
