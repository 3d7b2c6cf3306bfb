"""The bot as a process: from the token to its end."""

from __future__ import annotations

import asyncio
import gc
import itertools
import logging
import os
import random
import signal
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import discord

from podium.bots.discord import logs, syncing
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.health import Health
from podium.bots.discord.keeping import Keeping
from podium.bots.discord.reader import EngineOf, Reader
from podium.bots.discord.rest import refusals, said_by, unreachable
from podium.bots.discord.tokens import Token
from podium.registry.database import home
from podium.registry.errors import SettingError
from podium.registry.startup import Place
from podium.registry.version import __version__

#: Seconds in which a bot that starts must have reached Discord; whoever looks after it starts it again then.
START_SECONDS = 60.0

#: Objects made between two collections: Python's own choice. The command line, which is soon over, makes it larger.
_COLLECT_AFTER = 700

#: Most seconds between two tries to reach Discord.
_LONGEST_PAUSE = 16.0

_GONE = (OSError, TimeoutError, aiohttp.ClientError, discord.HTTPException, discord.GatewayNotFound)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """How the bot is run.

    Args:
        place: Where the registry and its plugins are.
        token: Of the bot.
        engine_of: Makes the FAQ engine of a connection.
        health: Port of the health endpoint, or None for none.
        deciding: Ids of the servers whose maintainers decide on reports.
    """

    place: Place
    token: Token
    engine_of: EngineOf
    health: int | None = None
    deciding: tuple[int, ...] = ()


def keeping_file() -> Path:
    """Return where the bot keeps what is its own."""
    return home() / "discord.db"


def run(settings: Settings) -> None:
    """Run the bot until it is told to end by SIGTERM or Ctrl-C.

    Raises:
        SettingError: If the token is refused, the port is taken, or another bot works on the same file.
        Unreachable: If Discord cannot be reached.
        RegistryFileError: If the registry cannot be opened; a RegistryBusy if another process holds it.
    """
    logs.tell(log, "starting", version=__version__, discord_py=discord.__version__, registry=settings.place.db)
    if settings.token.warning:
        log.warning(settings.token.warning)
    # It never speaks; discord.py would warn that it cannot.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    gc.set_threshold(_COLLECT_AFTER)
    with alone(keeping_file()):
        asyncio.run(_run(settings))


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Keep other bots from working on the same file.

    Raises:
        SettingError: If one does.
    """
    import filelock

    lock = filelock.FileLock(file.with_name(file.name + ".lock"), timeout=0)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except filelock.Timeout as error:
        raise SettingError(
            f"another bot is running on {file}", "end it first, or give this one a folder of its own with PODIUM_HOME"
        ) from error
    except OSError as error:
        raise SettingError(
            f"{error.filename or file.parent} cannot be written: {error.strerror}", "use another with PODIUM_HOME"
        ) from error
    try:
        yield
    finally:
        lock.release()


async def _run(settings: Settings) -> None:
    told = _listen_for_signals()
    reader = Reader(settings.place, settings.engine_of)
    try:
        keeping = await asyncio.to_thread(Keeping, keeping_file())
        try:
            if not await _done_before(told, reader.start()):
                return
            async with PodiumBot(reader, keeping, settings.deciding) as bot, Health(bot, settings.health):
                # What was made until now stays to the end. A collection that looked at it all would hold up every
                # answer for a tenth of a second.
                gc.collect()
                gc.freeze()
                await _until_told(bot, settings.token, told)
        finally:
            await asyncio.to_thread(keeping.close)
    finally:
        # Not here in the event loop's thread: a second signal must still end the process.
        await asyncio.to_thread(reader.close)


def _listen_for_signals() -> asyncio.Event:
    """Return what SIGTERM and Ctrl-C set; a second one ends the process at once."""
    told = asyncio.Event()

    def tell(number: int) -> None:
        if told.is_set():
            logging.shutdown()
            os._exit(128 + number)
        log.info("told to end by %s", signal.Signals(number).name)
        told.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, tell, number)
        except NotImplementedError:  # on Windows, where a signal comes between two lines of whatever runs
            signal.signal(number, lambda number, _: loop.call_soon_threadsafe(tell, number))
    return told


async def _done_before(told: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Return whether something is done before the bot is told to end; it is given up then."""
    task, ending = asyncio.create_task(work), asyncio.create_task(told.wait())
    await asyncio.wait({task, ending}, return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return False
    await task
    return True


async def _until_told(bot: PodiumBot, token: Token, told: asyncio.Event) -> None:
    connected = asyncio.create_task(_stay_connected(bot, token))
    ending = asyncio.create_task(told.wait())
    await asyncio.wait({connected, ending}, return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    if connected.done():
        await connected
        return
    await bot.close()
    connected.cancel()
    await asyncio.gather(connected, return_exceptions=True)
    log.info("ended")


async def _stay_connected(bot: PodiumBot, token: Token) -> None:
    deadline = time.monotonic() + START_SECONDS

    async def login() -> None:
        try:
            await bot.login(token.text)
        except BaseException:
            await bot.http.close()
            bot.http.connector = discord.utils.MISSING
            raise

    async def connect() -> None:
        # discord.py connects again by itself, for ever, also where it never was connected. What it raises is its end.
        connecting = asyncio.create_task(bot.connect())
        reached = asyncio.create_task(bot.wait_for("connect"))
        try:
            left = max(0.0, deadline - time.monotonic())
            done, _ = await asyncio.wait({connecting, reached}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            if not done:
                raise unreachable("its gateway takes no connection")
            await connecting
        finally:
            for task in (connecting, reached):
                task.cancel()
            await asyncio.gather(connecting, reached, return_exceptions=True)

    async def say_connected() -> None:
        logs.tell(log, "connected", application=bot.application_id, guilds=len(bot.guilds), shards=bot.shard_count)

    bot.beside(say_connected)
    with refusals(token):
        await _patiently(login, deadline)
        await syncing.remark(bot)
        await _patiently(connect, deadline)


async def _patiently(attempt: Callable[[], Awaitable[None]], deadline: float) -> None:
    """Try until it succeeds, with growing pauses; the pauses differ so that many bots do not come back at once.

    Raises:
        Unreachable: If it does not succeed in time.
    """
    for number in itertools.count():
        try:
            return await attempt()
        except _GONE as error:
            if isinstance(error, discord.HTTPException) and error.status < 500 and error.status != 429:
                raise
            left = deadline - time.monotonic()
            if left <= 0:
                raise unreachable(said_by(error)) from error
            # The last try is at the deadline, and not a long pause before it.
            pause = min(2**number * random.uniform(0.75, 1.25), _LONGEST_PAUSE, left)
            log.warning(
                "Discord cannot be reached (%s: %s), trying again in %.1f s", type(error).__name__, error, pause
            )
            await asyncio.sleep(pause)
