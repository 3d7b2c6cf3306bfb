"""``/compare``: two or three models side by side on the boards they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import completing, responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.crediting import as_of, credit
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.compare import BOARDS, Comparison, compare_face
from podium.bots.discord.faces.pager import numbered
from podium.bots.discord.looking import looking, or_near, slug_of
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.reader import Desk
from podium.bots.discord.viewing import Viewer, sharable, viewer
from podium.registry import model_reads, standings
from podium.registry.errors import PodiumError
from podium.registry.side_by_side import shared_boards


def add(bot: PodiumBot) -> None:
    """Register ``/compare`` and its buttons."""

    async def shown(names: Sequence[str], page: int, viewer: Viewer) -> Outgoing:
        return await bot.reader.read(lambda desk: answer(desk, names, page, viewer))

    @bot.tree.command()
    @app_commands.describe(
        first="A model",
        second="Another model",
        third="One more, if you like",
        private="Whether only you see the answer",
    )
    @app_commands.autocomplete(first=completing.models, second=completing.models, third=completing.models)
    async def compare(
        interaction: discord.Interaction[Any],
        first: app_commands.Range[str, 1, 100],
        second: app_commands.Range[str, 1, 100],
        third: app_commands.Range[str, 1, 100] = "",
        private: bool = False,
    ) -> None:
        """Set models side by side on the boards they share."""
        names = [name for name in (first, second, third) if name]
        await responding.respond(interaction, shown(names, 1, viewer(interaction, private=private)), private=private)

    async def pressed(interaction: discord.Interaction[Any], press: Press, values: tuple[str, ...]) -> None:
        _, page, *names = (*press.fields, "", "")[: max(2, len(press.fields))]
        await responding.follow(interaction, press, shown(names[:3], numbered(page), viewer(interaction, press=press)))

    bot.on_press("compare", pressed, anyone=True)


def answer(desk: Desk, names: Sequence[str], page: int, viewer: Viewer) -> Outgoing:
    """Return a page of a comparison, or near names where a model is not known.

    Args:
        desk: Reads the registry.
        names: Two or three, as they were typed.
        page: From 1.
        viewer: Who asks.

    Raises:
        PodiumError: If these are names of one model.
    """

    def again(field: str, slug: str) -> Press:
        wanted = [slug if place == int(field) else name for place, name in enumerate(names)]
        return Press("compare", (viewer.again, "1", *wanted), viewer.id)

    def make() -> Outgoing:
        found = read_comparison(desk, names, page)
        share = Press("compare", ("a", str(found.page), *(model.slug for model in found.models)), viewer.id)
        return sharable(compare_face(found, viewer.id), share, viewer)

    return or_near(desk.index, make, again)


def read_comparison(desk: Desk, names: Sequence[str], page: int) -> Comparison:
    """Return a page of a comparison.

    Raises:
        Missed: If a model is not known; the field is its place among the names.
        PodiumError: If these are names of one model.
    """
    found = []
    for place, name in enumerate(names):
        with looking(str(place)):
            found.append(slug_of("model", desk.index.models, name))
    slugs = tuple(dict.fromkeys(found))
    if len(slugs) < 2:
        raise PodiumError("these are names of one model", "name another to compare it with")
    shared = shared_boards(standings.standings(desk.connection, slugs), slugs)
    page = min(max(page, 1), max(1, -(-len(shared) // BOARDS)))
    placed = [place for one in shared[(page - 1) * BOARDS : page * BOARDS] for place in one.placed]
    figures = [(one.row, one.figure.card) for one in placed]
    return Comparison(
        model_reads.entries(desk.connection, slugs),
        shared,
        page,
        credit(figures),
        as_of(figures),
        any(one.figure.card["research_use_only"] for one in placed),
    )
