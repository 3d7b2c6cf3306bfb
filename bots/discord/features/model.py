"""``/model``: what is known of a model, and where it stands on every board."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import completing, responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.crediting import as_of, credit
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.model import BOARDS, ModelPage, model_face
from podium.bots.discord.faces.pager import numbered
from podium.bots.discord.looking import looking, or_near, slug_of
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.reader import Desk
from podium.bots.discord.viewing import Viewer, sharable, viewer
from podium.registry import model_reads, standings


def add(bot: PodiumBot) -> None:
    """Register ``/model`` and its buttons."""

    async def shown(name: str, page: int, viewer: Viewer) -> Outgoing:
        return await bot.reader.read(lambda desk: answer(desk, name, page, viewer))

    @bot.tree.command()
    @app_commands.describe(
        name="Name of the model", page="Page to begin with", private="Whether only you see the answer"
    )
    @app_commands.autocomplete(name=completing.models)
    async def model(
        interaction: discord.Interaction[Any],
        name: app_commands.Range[str, 1, 100],
        page: app_commands.Range[int, 1, 100_000] = 1,
        private: bool = False,
    ) -> None:
        """Show a model and where it stands on every board."""
        await responding.respond(interaction, shown(name, page, viewer(interaction, private=private)), private=private)

    async def pressed(interaction: discord.Interaction[Any], press: Press, values: tuple[str, ...]) -> None:
        _, name, page = (*press.fields, "", "", "")[:3]
        await responding.follow(interaction, press, shown(name, numbered(page), viewer(interaction, press=press)))

    bot.on_press("model", pressed, anyone=True)


def answer(desk: Desk, name: str, page: int, viewer: Viewer) -> Outgoing:
    """Return a page of a model, or near names where it is not known.

    Args:
        desk: Reads the registry.
        name: As it was typed.
        page: From 1.
        viewer: Who asks.
    """

    def make() -> Outgoing:
        shown = read_model(desk, name, page)
        share = Press("model", ("a", shown.model.slug, str(shown.page)), viewer.id)
        return sharable(model_face(shown, viewer.id), share, viewer)

    return or_near(desk.index, make, lambda _, slug: Press("model", (viewer.again, slug, "1"), viewer.id))


def read_model(desk: Desk, name: str, page: int) -> ModelPage:
    """Return a page of a model; only the figures of the page are read.

    Raises:
        Missed: If it is not known.
    """
    with looking("model"):
        slug = slug_of("model", desk.index.models, name)
        model = model_reads.entries(desk.connection, [slug])[0]
    stands = standings.stands(desk.connection, [slug])
    page = min(max(page, 1), max(1, -(-len(stands) // BOARDS)))
    placed = standings.whole(desk.connection, stands[(page - 1) * BOARDS : page * BOARDS])
    figures = [(one.row, one.figure.card) for one in placed]
    return ModelPage(
        model,
        len(stands),
        page,
        placed,
        credit(figures),
        as_of(figures),
        any(one.figure.card["research_use_only"] for one in placed),
    )
