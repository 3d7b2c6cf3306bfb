"""A small bot on discord.py, run in a thread of the test, to show that the fake speaks discord.py's language."""

from __future__ import annotations

import asyncio
import io
import threading
from types import TracebackType
from typing import Any

import discord
from discord import app_commands

from podium.tests.fakes.discord import FakeDiscord

MINE = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Form(discord.ui.Modal, title="Report"):
    value: discord.ui.TextInput[Form] = discord.ui.TextInput(label="Right value", custom_id="value", max_length=20)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(f"thank you for {self.value.value}", ephemeral=True)


class Pager(discord.ui.View):
    def __init__(self, page: int = 0) -> None:
        super().__init__(timeout=None)
        self.page = page

    @discord.ui.button(label="Next", custom_id="next")
    async def forward(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Pager]) -> None:
        self.page += 1
        await interaction.response.edit_message(content=f"page {self.page}", view=self)

    @discord.ui.button(label="Report", custom_id="report")
    async def report(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Pager]) -> None:
        await interaction.response.send_modal(Form())

    @discord.ui.select(
        custom_id="board", options=[discord.SelectOption(label="Easy", value="e"), discord.SelectOption(label="Hard")]
    )
    async def pick(self, interaction: discord.Interaction[Any], select: discord.ui.Select[Pager]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"board {select.values[0]}")


class LittleBot:
    """Connects on entering, and closes on leaving."""

    def __init__(
        self, fake: FakeDiscord, *, intents: discord.Intents = MINE, token: str | None = None, sharded: bool = False
    ) -> None:
        self._fake = fake
        self._token = token or fake.token
        kind: type[discord.Client] = discord.AutoShardedClient if sharded else discord.Client
        self.client = kind(intents=intents, guild_ready_timeout=0.01, allowed_mentions=None)
        self.tree = app_commands.CommandTree(self.client)
        self.ready = threading.Event()
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="little bot")
        self._declare()

    def __enter__(self) -> LittleBot:
        self._thread.start()
        self._fake.wait(lambda: self._fake.connected or self.error)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread.is_alive() and self.loop.is_running():
            asyncio.run_coroutine_threadsafe(self.client.close(), self.loop)
        self._thread.join(20)

    def _run(self) -> None:
        try:
            asyncio.run(self._live())
        except BaseException as error:
            self.error = error
        with self._fake.world.changed:
            self._fake.world.changed.notify_all()

    async def _live(self) -> None:
        self.loop = asyncio.get_running_loop()
        async with self.client:
            await self.client.start(self._token)

    def _declare(self) -> None:
        client, tree = self.client, self.tree

        async def setup_hook() -> None:
            await tree.sync()

        client.setup_hook = setup_hook  # type: ignore[method-assign]

        @client.event
        async def on_ready() -> None:
            self.ready.set()

        @client.event
        async def on_message(message: discord.Message) -> None:
            if message.author.bot or client.user not in message.mentions and message.guild:
                return
            picture = discord.File(io.BytesIO(b"picture"), "picture.png")
            embed = discord.Embed(title=f"heard {len(message.content)} characters")
            await message.reply(embed=embed.set_image(url="attachment://picture.png"), file=picture)

        _commands(tree)


def _commands(tree: app_commands.CommandTree[discord.Client]) -> None:
    @tree.command(name="ask", description="Ask")
    @app_commands.allowed_installs(guilds=True, users=True)
    async def ask(interaction: discord.Interaction[discord.Client], text: str) -> None:
        await interaction.response.send_message(f"you asked {text}", ephemeral=True)

    @ask.autocomplete("text")
    async def complete(
        interaction: discord.Interaction[discord.Client], current: str
    ) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}?", value=current)] if current else []

    @tree.command(name="slow", description="Take long")
    async def slow(interaction: discord.Interaction[discord.Client]) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(
            content="done", attachments=[discord.File(io.BytesIO(b"a,b"), "board.csv")]
        )
        await interaction.followup.send("one more", ephemeral=True)

    @tree.command(name="board", description="Show a board")
    async def board(interaction: discord.Interaction[discord.Client]) -> None:
        await interaction.response.send_message("page 0", view=Pager())

    @tree.command(name="tell", description="Write to somebody")
    async def tell(
        interaction: discord.Interaction[discord.Client],
        person: discord.Member,
        role: discord.Role,
        channel: discord.TextChannel,
    ) -> None:
        await person.send(f"{role.name} in {channel.name}")
        await interaction.response.send_message("told")

    watch = app_commands.Group(name="watch", description="Announcements")

    @watch.command(name="list", description="What is watched here")
    async def watched(interaction: discord.Interaction[discord.Client]) -> None:
        await interaction.response.send_message("nothing")

    tree.add_command(watch)
