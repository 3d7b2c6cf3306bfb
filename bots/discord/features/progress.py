"""``/progress``: a board over time as a picture, with who held the record."""

from __future__ import annotations

from typing import Any, Literal

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
from podium.registry.errors import PodiumError


def add(bot: PodiumBot) -> None:
    """Register ``/progress`` and its buttons."""

    async def shown(benchmark: str, board: str, theme: Literal["light", "dark"], viewer: Viewer) -> Outgoing:
        def find(desk: Desk) -> Outgoing | tuple[str, str]:
            found: list[tuple[str, str]] = []

            def look() -> Outgoing:
                _, ranked = find_board(desk, BoardState(benchmark, board))
                if not ranked.rows:
                    title = plain(f"{ranked.benchmark_name}, {ranked.board.title}")
                    raise PodiumError(f"there are no results on {title} yet, so there is nothing to draw")
                found.append((ranked.board.benchmark, ranked.board.slug))
                return Outgoing(discord.Embed())

            def again(field: str, value: str) -> Press:
                at = (value, board) if field == "benchmark" else (benchmark, value)
                return Press("progress", (viewer.again, *at, theme), viewer.id)

            nearly = or_near(desk.index, look, again)
            return found[0] if found else nearly

        at = await bot.reader.read(find)
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
        theme: Literal["light", "dark"] = "light",
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
