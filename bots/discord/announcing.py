"""Telling channels what happened: each event once, whatever ends the bot in between.

An announcement is written down, sent, and struck out together with moving the watches on. What was written down and not
struck out is in doubt: the channel is read for it before it is sent again, and Discord drops a nonce that it has seen
a short while ago.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import aiohttp
import discord

from podium.bots.discord import failing, logs, news, responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.faces.alerts import digest_face, marked, story_face
from podium.bots.discord.news import News
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.watching import Sending, Watch
from podium.registry import events
from podium.registry.errors import PodiumError

#: Seconds between two looks at the registry.
INTERVAL = 3.0
#: Announcements that a channel gets one by one; of more, it gets a digest.
STORIES = 3
#: Announcements that a channel gets within :data:`MINUTE` seconds.
MOST = 5
MINUTE = 60.0
#: Seconds until the first try after one that failed, and the most; they double in between.
FIRST_WAIT, LONGEST_WAIT = 10.0, 3_600.0
#: Channels that are told at the same time.
_AT_ONCE = 5
#: Messages of a channel that are read for one that is in doubt, from so long before it was sent.
_READ, _BEFORE = 500, timedelta(minutes=2)

#: What a channel must allow; pictures are left out where they are not.
NEEDED = frozenset({"view_channel", "send_messages", "send_messages_in_threads", "embed_links"})
_UNKNOWN_CHANNEL = 10003

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Wait:
    """A channel is left alone until a moment, for so many seconds, for a reason."""

    until: float
    seconds: float
    why: str


class Announcer:
    """Tells the channels that watch something.

    Args:
        bot: Sends, and knows who watches what.
    """

    def __init__(self, bot: PodiumBot) -> None:
        self._bot = bot
        self._watches = bot.watches
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._sent: dict[int, deque[float]] = {}
        #: Channels that are left alone after a failure.
        self._waits: dict[int, _Wait] = {}
        #: What was said of a channel, or of the registry, so that it is logged once.
        self._said: dict[int, str] = {}
        #: Id of the newest event when the bot began: what came before is catching up.
        self._began: int | None = None

    async def follow(self) -> None:
        """Look for what is new until this is cancelled."""
        try:
            while not self._bot.ending:
                try:
                    await self._look()
                except Exception as error:  # whatever it is, the next look may do
                    if self._said.get(0) != repr(error):
                        log.exception("what is new could not be looked for")
                    self._said[0] = repr(error)
                await asyncio.sleep(INTERVAL)
        finally:
            for task in self._under_way.values():
                task.cancel()
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _look(self) -> None:
        try:
            newest = await self._bot.reader.paint(lambda desk: events.last_id(desk.connection))
            if any(one.last_event > newest for watches in self._watches.channels.values() for one in watches):
                number = await self._watches.rewind(newest)
                logs.tell(log, "the registry is another: what it holds is not announced", watches=number)
        except PodiumError as error:
            # Whatever the registry has, it is told once it can be read again.
            self._say(0, f"what is new cannot be read: {error}", logging.ERROR)
            return
        self._said.pop(0, None)
        self._began = newest if self._began is None else self._began
        for channel, watches in tuple(self._watches.channels.items()):
            if channel not in self._under_way and self._is_due(channel, watches, newest):
                task = asyncio.create_task(self._tell(channel, newest))
                self._under_way[channel] = task
                task.add_done_callback(partial(self._ended, channel))

    def _ended(self, channel: int, task: asyncio.Task[None]) -> None:
        del self._under_way[channel]

    def _is_due(self, channel: int, watches: tuple[Watch, ...], newest: int) -> bool:
        if min(one.last_event for one in watches) >= newest and self._watches.sending(channel) is None:
            return False
        wait = self._waits.get(channel)
        if not self._allowance(channel) or (wait is not None and time.monotonic() < wait.until):
            return False
        guild = self._bot.get_guild(watches[0].guild)
        if guild is None:
            self._say(channel, "the bot is not in the server of this channel: it is told nothing")
            return False
        if guild.unavailable:
            return False
        lacking = self._lacking(watches[0])
        if lacking:
            self._say(channel, f"what is new cannot be announced: missing {', '.join(lacking)}")
            return False
        if wait is None:
            self._said.pop(channel, None)
        return True

    def trouble(self, watch: Watch) -> str | None:
        """Return why nothing can be announced in the channel of a watch, as far as the bot knows; None where it can."""
        lacking = self._lacking(watch)
        if lacking:
            return f"cannot post: missing {failing.names(lacking)}"
        wait = self._waits.get(watch.channel)
        return f"cannot post: {wait.why}" if wait is not None else None

    def _lacking(self, watch: Watch) -> list[str]:
        """Return the permissions without which nothing can be announced, as far as the bot lacks them."""
        missing = [one for one in self._missing(watch) if one in NEEDED]
        # Where nothing can be written nothing can be embedded either, whatever the settings say of that.
        return [one for one in missing if one != "embed_links"] or missing

    def _missing(self, watch: Watch) -> list[str]:
        """Return the permissions that the bot lacks in a channel; none where it does not know it, as an old thread."""
        guild = self._bot.get_guild(watch.guild)
        channel = guild.get_channel_or_thread(watch.channel) if guild is not None else None
        if guild is None or guild.me is None or channel is None:
            return []
        try:
            permissions = channel.permissions_for(guild.me)
        except discord.ClientException:
            # A thread whose channel is not known.
            return []
        return failing.missing(permissions, in_thread=isinstance(channel, discord.Thread))

    async def _tell(self, channel: int, newest: int) -> None:
        """Tell one channel, and take note of what went wrong."""
        async with self._places:
            try:
                await self._tell_all(channel, newest)
            except discord.NotFound as error:
                if error.code != _UNKNOWN_CHANNEL:
                    await self._refused(channel, error)
                    return
                number = await self._watches.drop_channel(channel)
                logs.tell(log, "a channel is gone, and what it watched with it", channel=channel, watches=number)
            except discord.HTTPException as error:
                if error.status >= 500 or error.status == 429:
                    self._wait(channel, f"Discord answers {error.status}")
                else:
                    await self._refused(channel, error)
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                self._wait(channel, type(error).__name__)
            except PodiumError as error:
                self._wait(channel, str(error))
            except Exception:  # whatever it is, other channels are told, and this one later
                log.exception("an announcement failed")
                self._wait(channel, "a fault of the bot")

    async def _refused(self, channel: int, error: discord.HTTPException) -> None:
        """Take note that an announcement was not taken, so that it is not in doubt."""
        await self._watches.abandon(channel)
        self._wait(channel, f"Discord does not take it: {error.status} {error.code}")

    def _wait(self, channel: int, why: str) -> None:
        last = self._waits.get(channel)
        seconds = FIRST_WAIT if last is None else min(2 * last.seconds, LONGEST_WAIT)
        self._waits[channel] = _Wait(time.monotonic() + seconds, seconds, why)
        self._say(channel, f"what is new could not be announced and is tried again: {why}")

    def _say(self, channel: int, what: str, level: int = logging.WARNING) -> None:
        """Log what is wrong with a channel, once."""
        if self._said.get(channel) != what:
            logs.tell(log, what, level, **({"channel": channel} if channel else {}))
        self._said[channel] = what

    async def _tell_all(self, channel: int, newest: int) -> None:
        if not self._watches.of_channel(channel):
            return
        doubtful = self._watches.sending(channel)
        if doubtful is not None:
            if await self._arrived(doubtful):
                await self._watches.settle(channel, doubtful.until)
            else:
                await self._announce(channel, doubtful)
        watches = self._watches.of_channel(channel)
        turns = await self._bot.reader.paint(lambda desk: news.turns(desk.connection, watches, newest))
        catching_up = any(one.last_event < (self._began or 0) for one in watches)
        most = 1 if catching_up else min(STORIES, self._allowance(channel))
        # The last of them takes along what is of no interest here.
        ends = [newest] if not turns or len(turns) > most else [*turns[:-1], newest]
        for until in ends:
            watches = self._watches.of_channel(channel)
            if watches and not self._bot.ending:
                last = min(one.last_event for one in watches)
                await self._announce(channel, Sending.of(channel, last, until))
        self._waits.pop(channel, None)

    async def _announce(self, channel: int, sending: Sending) -> None:
        """Send what happened up to an event, if anything did, and take note of it."""
        watches = self._watches.of_channel(channel)
        found = await self._bot.reader.paint(lambda desk: news.news(desk.connection, watches, sending.until))
        if found is not None:
            outgoing = await self._face(found, sending.nonce, pictures="attach_files" not in self._missing(watches[0]))
            await self._watches.begin(sending)
            target = self._bot.get_partial_messageable(channel, guild_id=watches[0].guild)
            with self._bot.answering.one():
                await target.send(**responding.message_parts(outgoing), nonce=sending.nonce)
                self._sent.setdefault(channel, deque()).append(time.monotonic())
                await self._watches.settle(channel, sending.until)
            kind = type(found).__name__.lower()
            logs.tell(log, "announced", kind=kind, channel=channel, until=sending.until)
        else:
            await self._watches.settle(channel, sending.until)

    async def _face(self, found: News, nonce: str, *, pictures: bool) -> Outgoing:
        if isinstance(found, news.Digest):
            return digest_face(found, nonce)
        leader, picture = found.leader, None
        if leader is not None and pictures:
            try:
                picture = (await self._bot.pictures.progress(found.benchmark, leader.board)).file
            except PodiumError:
                # None of its results has a day, or the board is gone.
                picture = None
        return story_face(found, nonce, picture)

    async def _arrived(self, sending: Sending) -> bool:
        """Return whether an announcement is in its channel; where that cannot be read it counts as not."""
        watch = self._watches.of_channel(sending.channel)[0]
        target = self._bot.get_partial_messageable(sending.channel, guild_id=watch.guild)
        if "read_message_history" in self._missing(watch):
            return False
        mark, user = marked(sending.nonce).custom_id, self._bot.user
        after = datetime.fromisoformat(sending.began) - _BEFORE
        try:
            async for message in target.history(limit=_READ, after=after, oldest_first=True):
                if user is not None and message.author.id == user.id and mark in _custom_ids(message):
                    return True
        except discord.Forbidden:
            log.warning("a channel cannot be read: %d", sending.channel)
        return False

    def _allowance(self, channel: int) -> int:
        """Return how many announcements a channel may get now."""
        sent = self._sent.get(channel)
        while sent and sent[0] < time.monotonic() - MINUTE:
            sent.popleft()
        return MOST - len(sent or ())


def _custom_ids(message: discord.Message) -> set[str | None]:
    rows: Any = message.components
    return {getattr(one, "custom_id", None) for row in rows for one in getattr(row, "children", ())}
