"""``/progress``: a board over time as a picture, with who held the record."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import completing, responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.board import BoardState
from podium.bots.discord.faces.progress import progress_face
from podium.bots.discord.features.leaderboard import find_board
from podium.bots.discord.looking import or_near
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.reader import Desk
from podium.bots.discord.viewing import Viewer, sharable, viewer
from podium.bots.faq.replies.wording import plain
from podium.bots.progress_chart import Theme
from podium.registry.errors import PodiumError


def add(bot: PodiumBot) -> None:
    """Register ``/progress`` and its buttons."""

    async def shown(benchmark: str, board: str, theme: Theme, viewer: Viewer) -> Outgoing:
        def again(field: str, value: str) -> Press:
            at = (value, board) if field == "benchmark" else (benchmark, value)
            return Press("progress", (viewer.again, *at, theme), viewer.id)

        at = await bot.reader.read(lambda desk: or_near(desk.index, lambda: place(desk, benchmark, board), again))
        if isinstance(at, Outgoing):
            return at
        found = progress_face(await bot.pictures.progress(*at, theme), theme, viewer.id)
        return sharable(found, Press("progress", ("a", *at, theme), viewer.id), viewer)

    @bot.tree.command()
    @app_commands.describe(
        benchmark="Name of the benchmark",
        board="Another board than its main one",
        theme="Of the picture",
        private="Whether only you see the answer",
    )
    @app_commands.autocomplete(benchmark=completing.benchmarks, board=completing.boards)
    async def progress(
        interaction: discord.Interaction[Any],
        benchmark: app_commands.Range[str, 1, 100],
        board: app_commands.Range[str, 1, 100] = "",
        theme: Theme = "light",
        private: bool = False,
    ) -> None:
        """Show how the best score on a benchmark rose, and who held the record."""
        work = shown(benchmark, board, theme, viewer(interaction, private=private))
        await responding.respond(interaction, work, private=private)

    async def pressed(interaction: discord.Interaction[Any], press: Press, values: tuple[str, ...]) -> None:
        _, benchmark, board, theme = (*press.fields, "", "", "", "")[:4]
        work = shown(benchmark, board, "dark" if theme == "dark" else "light", viewer(interaction, press=press))
        await responding.follow(interaction, press, work)

    bot.on_press("progress", pressed, anyone=True)


def place(desk: Desk, benchmark: str, board: str) -> tuple[str, str]:
    """Return the slugs of a benchmark and of a board of it that has results.

    Args:
        desk: Reads the registry.
        benchmark: As it was typed.
        board: As it was typed; empty for the headline board.

    Raises:
        Missed: If one of them is not known.
        PodiumError: If there is nothing to draw.
    """
    _, ranked = find_board(desk, BoardState(benchmark, board))
    if not ranked.rows:
        title = plain(f"{ranked.benchmark_name}, {ranked.board.title}")
        raise PodiumError(f"there are no results on {title} yet, so there is nothing to draw")
    return ranked.board.benchmark, ranked.board.slug
