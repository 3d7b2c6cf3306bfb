"""The bot as Discord knows it: what it may hear, where presses and errors go, what runs beside the answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from importlib import import_module
from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import custom_ids, forms, responding, servers
from podium.bots.discord.answering import Answering
from podium.bots.discord.answers import Answers
from podium.bots.discord.channels import Channels
from podium.bots.discord.components import Pressed
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.keeping import Keeping
from podium.bots.discord.pictures import Pictures
from podium.bots.discord.reader import Reader
from podium.bots.discord.watching import Watches

Interaction = discord.Interaction[Any]
#: Answers a button: the interaction, what its id says, and what was chosen where it is a select.
PressHandler = Callable[[Interaction, Press, tuple[str, ...]], Awaitable[None]]
#: Answers a form: the interaction, what the form's id says, and what was typed by the ids of its fields.
FormHandler = Callable[[Interaction, Press, Mapping[str, str]], Awaitable[None]]
#: Answers a message that mentions the bot, or one in a DM.
MessageHandler = Callable[[discord.Message], Awaitable[None]]

#: Where commands are that only servers have. ``guild_only`` would say less here than the tree's own contexts.
IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
#: Modules that make up the bot; each has ``add(bot)``.
FEATURES = (
    "guarding",
    "asking",
    "mentions",
    "questions",
    "about",
    "following",
    "leaderboard",
    "benchmark",
    "model",
    "compare",
    "category",
    "progress",
    "watch",
    "reporting",
    "deciding",
    "decided",
    "settings",
    "privacy",
)

#: Seconds that answers on their way are given when the bot is closed: less than supervisors wait before they kill.
FINISHING = 8.0

log = logging.getLogger(__name__)


def intents() -> discord.Intents:
    """Return what the bot hears: servers, and messages that mention it or are sent to it. Nothing privileged."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


async def _always(message: discord.Message) -> bool:
    return True


class Tree(app_commands.CommandTree[Any]):
    """The slash commands; their errors are told to the person alone."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell what went wrong in one line."""
        cause = error.__cause__ if isinstance(error, app_commands.CommandInvokeError) else error
        await responding.fail(interaction, cause or error)

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Return whether the bot may answer here; says why where it may not."""
        if interaction.type is discord.InteractionType.autocomplete:
            # It costs nothing, and a person who waits for names cannot be told why there are none.
            return True
        bot: PodiumBot = interaction.client
        for check in bot.checks:
            reason = check(interaction)
            if reason is not None:
                with bot.answering.one():
                    await responding.whisper(interaction, reason)
                return False
        return True


class PodiumBot(discord.AutoShardedClient):
    """The Discord bot.

    Args:
        reader: Reads the registry; it was started.
        keeping: What the bot keeps.
        deciding: Ids of the servers whose maintainers decide on reports: the registry is everybody's, so whoever runs
            the bot says which.
        options: Further options of discord.py's client.
    """

    def __init__(self, reader: Reader, keeping: Keeping, deciding: Collection[int] = (), **options: Any) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            **options,
        )
        self.reader = reader
        self.keeping = keeping
        self.deciding = frozenset(deciding)
        #: Set when a report was decided here, so that whoever reported it hears at once.
        self.decided = asyncio.Event()
        self.pictures = Pictures(reader)
        #: Whether it was told to end: what is under way is finished, nothing new is begun.
        self.ending = False
        self.answers = Answers(reader)
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.channels = Channels(keeping)
        self.watches = Watches(keeping)
        #: Each returns why an interaction is not answered, or None. They stand before every answer, so they are quick.
        self.checks: list[Callable[[Interaction], str | None]] = []
        #: Whether a message that is for the bot is answered.
        self.hears: Callable[[discord.Message], Awaitable[bool]] = _always
        #: Each forgets what is remembered of a person besides the last question: how often they have asked.
        self.forgetting: list[Callable[[int], None]] = []
        self._presses: dict[str, PressHandler] = {}
        self._forms: dict[str, FormHandler] = {}
        self._leaving: list[Callable[[int], Awaitable[None]]] = []
        self._for_anyone: set[str] = set()
        self._messages: list[MessageHandler] = []
        self._background: list[Callable[[], Awaitable[None]]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.answering = Answering()
        for name in FEATURES:
            import_module(f"podium.bots.discord.features.{name}").add(self)

    def on_press(self, kind: str, handler: PressHandler, *, anyone: bool = False) -> None:
        """Have a handler answer buttons and selects whose id is of a kind.

        Args:
            kind: The kind.
            handler: What answers.
            anyone: Whether it also answers those who press what belongs to another person; it must then leave that
                person's message as it is.
        """
        self._presses[kind] = handler
        if anyone:
            self._for_anyone.add(kind)

    def on_form(self, kind: str, handler: FormHandler) -> None:
        """Have a handler answer forms whose id is of a kind."""
        self._forms[kind] = handler

    def on_leaving(self, handler: Callable[[int], Awaitable[None]]) -> None:
        """Have a handler called with the id of a server that the bot is in no more."""
        self._leaving.append(handler)

    def on_question(self, handler: MessageHandler) -> None:
        """Have a handler answer messages that mention the bot, and those in DMs."""
        self._messages.append(handler)

    def beside(self, work: Callable[[], Awaitable[None]]) -> None:
        """Have something run beside the answers from the moment the bot is ready until it is closed."""
        self._background.append(work)

    async def setup_hook(self) -> None:
        """Prepare what must be there before the first event."""
        self.add_dynamic_items(Pressed)
        await self.channels.refresh()
        await self.watches.read()
        for work in self._background:
            self._start(self._when_ready(work))

    async def _when_ready(self, work: Callable[[], Awaitable[None]]) -> None:
        await self.wait_until_ready()
        await work()

    def _start(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a task ended", exc_info=task.exception())

    async def pressed(self, interaction: Interaction, custom_id: str, values: tuple[str, ...]) -> None:
        """Answer a button or a select."""
        press = custom_ids.read(custom_id)
        handler = self._presses.get(press.kind) if press is not None else None
        with self.answering.one():
            if press is None or handler is None:
                await responding.whisper(interaction, "This button is of another version of the bot. Please ask anew.")
            elif press.owner not in (None, interaction.user.id) and press.kind not in self._for_anyone:
                await responding.whisper(interaction, "These buttons belong to whoever asked. Ask me with /ask.")
            else:
                message = interaction.message.id if interaction.message is not None else interaction.id
                try:
                    with self.answering.first((message, interaction.user.id, custom_id, values)) as first:
                        if not first:
                            await interaction.response.defer()
                        elif await self.tree.interaction_check(interaction):
                            await handler(interaction, press, values)
                except Exception as error:  # whatever it is, the person is told, and the bot goes on
                    await responding.fail(interaction, error)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a form. All else comes by other ways; forms come here, whichever process has shown them."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data or {}
        press = custom_ids.read(data.get("custom_id", ""))
        handler = self._forms.get(press.kind) if press is not None else None
        with self.answering.one():
            if press is None or handler is None:
                await responding.whisper(
                    interaction, "This form is of another version of the bot. Please open it anew."
                )
                return
            try:
                # Opening it was counted: what somebody has typed is not turned away.
                await handler(interaction, press, forms.filled(data))
            except Exception as error:  # whatever it is, the person is told, and the bot goes on
                await responding.fail(interaction, error)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Delete what is kept of a server that the bot is in no more."""
        await self.keeping.run(lambda connection: servers.forget(connection, guild.id))
        await self.channels.refresh()
        for handler in self._leaving:
            await handler(guild.id)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that mentions the bot, or is sent to it alone; everything else is not for it."""
        assert self.user is not None
        if (
            self.ending
            or message.author.bot
            or message.type not in (discord.MessageType.default, discord.MessageType.reply)
        ):
            return
        # A reply to the bot's message mentions it as well, unless the person turned that off. Whoever mentions the role
        # that Discord made for the bot means the bot; without a text, which Discord may not show then, it says so.
        if message.guild is not None and self.user not in message.mentions:
            if message.guild.self_role not in message.role_mentions:
                return
        with self.answering.one():
            if await self.hears(message):
                for handler in self._messages:
                    await handler(message)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Note what went wrong with an event. What was said in it stays out of the log."""
        log.error("an event failed: %s", event_method, exc_info=True)

    async def close(self) -> None:
        """Finish the answers on their way, end what runs beside them, then leave."""
        self.ending = True
        if not await self.answering.finished(FINISHING):
            log.warning("%d answers were not finished in time", self.answering.number)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await super().close()
