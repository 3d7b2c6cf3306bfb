"""``/category``: the benchmarks of a category with their leaders, and its models by mean rank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import completing, responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.crediting import as_of, credit
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.category import LINES, CategoryPage, Part, category_face
from podium.bots.discord.faces.pager import numbered
from podium.bots.discord.looking import looking, or_near, whole
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.reader import Desk
from podium.bots.discord.viewing import Viewer, sharable, viewer
from podium.registry import categories, model_reads
from podium.registry.categories import CategoryRanking
from podium.registry.category_lines import Line, category_line


def add(bot: PodiumBot) -> None:
    """Register ``/category`` and its buttons."""

    async def shown(name: str, part: Part, page: int, viewer: Viewer) -> Outgoing:
        return await bot.reader.read(lambda desk: answer(desk, name, part, page, viewer))

    @bot.tree.command()
    @app_commands.describe(
        name="Name of the category", show="What is listed", private="Whether only you see the answer"
    )
    @app_commands.choices(
        show=[
            app_commands.Choice(name="benchmarks and their leaders", value="benchmarks"),
            app_commands.Choice(name="models by mean rank", value="models"),
        ]
    )
    @app_commands.autocomplete(name=completing.categories)
    async def category(
        interaction: discord.Interaction[Any],
        name: app_commands.Range[str, 1, 100],
        show: str = "benchmarks",
        private: bool = False,
    ) -> None:
        """Show the benchmarks of a category, who leads them, and who ranks best over them."""
        work = shown(name, _part(show), 1, viewer(interaction, private=private))
        await responding.respond(interaction, work, private=private)

    async def pressed(interaction: discord.Interaction[Any], press: Press, values: tuple[str, ...]) -> None:
        _, name, part, page = (*press.fields, "", "", "", "")[:4]
        work = shown(name, _part(part), numbered(page), viewer(interaction, press=press))
        await responding.follow(interaction, press, work)

    bot.on_press("category", pressed, anyone=True)


def _part(text: str) -> Part:
    return "models" if text == "models" else "benchmarks"


def answer(desk: Desk, name: str, part: Part, page: int, viewer: Viewer) -> Outgoing:
    """Return a page of a category, or near names where it is not known.

    Args:
        desk: Reads the registry.
        name: As it was typed.
        part: What is listed.
        page: From 1.
        viewer: Who asks.
    """

    def make() -> Outgoing:
        found = read_category(desk, name, part, page)
        share = Press("category", ("a", found.ranking.category, part, str(found.page)), viewer.id)
        return sharable(category_face(found, viewer.id), share, viewer)

    return or_near(desk.index, make, lambda _, near: Press("category", (viewer.again, near, part, "1"), viewer.id))


def read_category(desk: Desk, name: str, part: Part, page: int) -> CategoryPage:
    """Return a page of a category; of the models and the leaders, those of the page alone are read.

    Raises:
        Missed: If it is not known.
    """
    with looking("category"):
        found = categories.named(desk.connection, whole(name, desk.index.categories))
    ranking = categories.ranking(desk.connection, found)
    listed = ranking.boards if part == "benchmarks" else ranking.means
    page = min(max(page, 1), max(1, -(-len(listed) // LINES)))
    here = slice((page - 1) * LINES, page * LINES)
    if part == "models":
        cards = categories.citations(desk.connection, [board.slug for board in ranking.boards])
        return CategoryPage(ranking, part, page, {}, _lines(desk, ranking, here), "", None, _research(cards))
    boards = ranking.boards[here]
    places = {board.slug: ranking.places[board.slug] for board in boards if board.slug in ranking.places}
    leaders = categories.leaders(desk.connection, places)
    cards = categories.citations(desk.connection, [board.slug for board in boards])
    figures = [(row, cards[slug]) for slug, rows in leaders.items() for row in rows[:1]]
    return CategoryPage(ranking, part, page, leaders, (), credit(figures), as_of(figures), _research(cards))


def _lines(desk: Desk, ranking: CategoryRanking, here: slice) -> list[Line]:
    models = model_reads.entries(desk.connection, [mean.model for mean in ranking.means[here]])
    return [category_line(ranking, here.start + place, model, {}) for place, model in enumerate(models)]


def _research(cards: Mapping[str, Mapping[str, Any]]) -> bool:
    return any(card["research_use_only"] for card in cards.values())
