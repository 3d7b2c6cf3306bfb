"""Reads of the registry, away from the event loop: one thread for answers, one for pictures, each with a connection.

A file that was put in the place of the registry is opened anew, and names are read again when another process wrote.
Plugins that were installed meanwhile are loaded by a process of its own, so that no module is ever loaded twice here.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from podium.bots.discord.names import Index, read_index
from podium.bots.faq import Engine
from podium.registry import database, startup
from podium.registry.errors import PodiumError
from podium.registry.startup import Place

T = TypeVar("T")

#: Makes the FAQ engine of a connection.
EngineOf = Callable[[sqlite3.Connection], Engine]


@dataclass(frozen=True)
class Desk:
    """What a read works with, inside the reader's thread.

    Args:
        connection: The registry, open for reading.
        engine: The FAQ engine over it.
        index: The names as they are now.
    """

    connection: sqlite3.Connection
    engine: Engine
    index: Index


class _Seat:
    """A thread with a connection that follows the file."""

    def __init__(self, place: Place, engine_of: EngineOf, name: str) -> None:
        self._place = place
        self._engine_of = engine_of
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._file: tuple[int, int] | None = None
        self._connection: sqlite3.Connection | None = None
        self._engine: Engine | None = None
        self._version: int | None = None
        self.index: Index | None = None

    async def run(self, read: Callable[[Desk], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, read)

    def _read(self, read: Callable[[Desk], T]) -> T:
        desk = self._desk()
        with database.readable_errors(self._place.db):
            return read(desk)

    def _desk(self) -> Desk:
        path = self._place.db
        try:
            stat = os.stat(path)
            file = (stat.st_dev, stat.st_ino)
        except OSError:
            # Whoever replaces the file may have moved it away first: what is open still answers.
            file = self._file or (0, 0)
        if self._connection is None or file != self._file:
            self._close()
            self._connection = startup.open_registry(self._place).connection
            stat = os.stat(path)
            self._file = (stat.st_dev, stat.st_ino)
            self._engine = self._engine_of(self._connection)
            self._version = None
        with database.readable_errors(path):
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if version != self._version or self.index is None:
                self.index = read_index(self._connection)
                self._version = version
        assert self._engine is not None
        return Desk(self._connection, self._engine, self.index)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def close(self) -> None:
        """Let what runs end, then close the connection in its own thread."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)


class Reader:
    """Reads the registry for the bot.

    Args:
        place: Where the registry and its plugins are.
        engine_of: Makes the FAQ engine of a connection.
    """

    def __init__(self, place: Place, engine_of: EngineOf = Engine) -> None:
        self.place = place
        self._answers = _Seat(place, engine_of, "podium-answers")
        self._pictures = _Seat(place, Engine, "podium-pictures")
        self._writes = threading.Lock()

    @property
    def index(self) -> Index:
        """The names as of the last read; there was one before the bot is connected."""
        assert self._answers.index is not None
        return self._answers.index

    async def start(self) -> None:
        """Open the registry, and create or update it where that is needed.

        Raises:
            PodiumError: If it cannot be opened.
        """
        await self._answers.run(lambda desk: desk.engine.names())

    async def read(self, read: Callable[[Desk], T]) -> T:
        """Return what ``read`` returns, run in the thread of answers.

        Raises:
            PodiumError: What ``read`` raises, or if the registry file cannot be read.
        """
        return await self._answers.run(read)

    async def paint(self, read: Callable[[Desk], T]) -> T:
        """Return what ``read`` returns, run in the thread of pictures: answers do not wait for it."""
        return await self._pictures.run(read)

    async def write(self, write: Callable[[sqlite3.Connection], T]) -> T:
        """Return what ``write`` returns, given a connection for writing; writes come one after the other.

        Raises:
            PodiumError: What ``write`` raises, or if the registry cannot be written.
        """
        return await asyncio.to_thread(self._write, write)

    def _write(self, write: Callable[[sqlite3.Connection], T]) -> T:
        with self._writes:
            connection = startup.write_to(self.place)
            try:
                with database.readable_errors(self.place.db):
                    return write(connection)
            finally:
                connection.close()

    async def follow(self) -> None:
        """Bring the registry in step with plugins that were installed, changed or removed since, if any were.

        Raises:
            PodiumError: If it cannot be updated; what is there still answers.
        """
        if await asyncio.to_thread(startup.is_current, self.place):
            return
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawn) as process:
            reason = await asyncio.get_running_loop().run_in_executor(process, _bring_up_to_date, self.place)
        if reason is not None:
            raise PodiumError(*reason)

    def close(self) -> None:
        """Let what runs end, and close the file."""
        self._answers.close()
        self._pictures.close()


def _bring_up_to_date(place: Place) -> tuple[str, str] | None:
    """Load the plugins anew and write what they say; in a process of its own. Returns what went wrong."""
    try:
        startup.open_registry(place).connection.close()
    except PodiumError as error:
        return error.message, error.hint
    return None
