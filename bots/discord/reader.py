"""Reads of the registry, away from the event loop: one thread for answers, one for pictures, each with a connection.

A file that was put in the place of the registry is opened anew, and names are read again when another process wrote.
Where the new file cannot be used the old one, which is still open, goes on answering. Plugins are loaded by a process
of its own (:mod:`.updating`).
"""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from podium.bots.discord import updating
from podium.bots.discord.names import Index, read_index
from podium.bots.faq import Engine
from podium.registry import database, startup
from podium.registry.errors import PodiumError, RegistryFileError
from podium.registry.startup import Place

T = TypeVar("T")

#: Makes the FAQ engine of a connection.
EngineOf = Callable[[sqlite3.Connection], Engine]

#: What tells a file from another that takes its place: device and number.
_Identity = tuple[int, int]

#: Seconds after which a file that could not be opened is tried again.
_RETRY_AFTER = 5.0
#: Seconds between two tries to load the plugins where that came to nothing.
_UPDATE_AFTER = 60.0

log = logging.getLogger(__name__)


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


class _Troubles:
    """Logs what is wrong with the file in the registry's place: once for each file, whichever thread meets it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._lock = threading.Lock()
        self._file: _Identity | None = None
        self._said: set[str] = set()

    def say(self, trouble: str, file: _Identity | None) -> None:
        """Log what was met with a file, unless it was logged, or another file has taken its place since."""
        with self._lock:
            if file != _identity(self._place):
                return
            if file != self._file:
                self._file, self._said = file, set()
            if trouble not in self._said:
                log.error(trouble)
                self._said.add(trouble)

    def over(self, file: _Identity | None) -> None:
        """Log that the file can be read, where the last that was logged is that there was none that could."""
        with self._lock:
            if self._said and file == _identity(self._place):
                log.info("the registry can be read again")
                self._said = set()


class _Seat:
    """A thread with a connection that follows the file."""

    def __init__(self, place: Place, engine_of: EngineOf, troubles: _Troubles, name: str) -> None:
        self._place = place
        self._engine_of = engine_of
        self._troubles = troubles
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._file: _Identity | None = None
        self._refused = 0.0
        self._desk: Desk | None = None
        self._version: int | None = None
        self.index: Index | None = None
        self.read_at: str | None = None
        #: Why the file in the registry's place is not opened, and why what is open cannot be read again, or None.
        self._unopened: str | None = None
        self._unread: str | None = None
        #: Whether there was trouble, and has not been said to be over.
        self._met = False

    @property
    def trouble(self) -> str | None:
        """Why the file as it is now is not what answers, or None."""
        return self._unopened or self._unread

    async def run(self, read: Callable[[Desk], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, read)

    def _read(self, read: Callable[[Desk], T]) -> T:
        desk = self._present()
        with database.readable_errors(self._place.db):
            return read(desk)

    def _present(self) -> Desk:
        """Return the desk with the file and the names as they are now, or as they were where they cannot be read."""
        file = _identity(self._place)
        # While a file is being replaced there may be none: what is open still answers.
        if self._desk is None or (file is not None and file != self._file and self._may_try()):
            self._sit_down(file)
        assert self._desk is not None
        self._refresh(self._desk.connection, file)
        return self._desk

    def _may_try(self) -> bool:
        return time.monotonic() - self._refused > _RETRY_AFTER

    def _sit_down(self, file: _Identity | None) -> None:
        connection: sqlite3.Connection | None = None
        try:
            connection = _opened(self._place)
            with database.readable_errors(self._place.db):
                index = read_index(connection)
            desk = Desk(connection, self._engine_of(connection), index)
        except PodiumError as error:
            if connection is not None:
                connection.close()
            if self._desk is None:
                raise
            self._refused = time.monotonic()
            self._unopened = self._meet(f"{error}; answering from the file that was there before", file)
            return
        self._close()
        # One that took the place of the other while it was opened may be the one or the other: it is opened again.
        self._desk, self._file, self._version = desk, file if file == _identity(self._place) else None, None
        self._unopened = None

    def _refresh(self, connection: sqlite3.Connection, file: _Identity | None) -> None:
        assert self._desk is not None
        try:
            with database.readable_errors(self._place.db):
                version = connection.execute("PRAGMA data_version").fetchone()[0]
                if version != self._version and self._version is not None:
                    self._desk = Desk(connection, self._desk.engine, read_index(connection))
        except PodiumError as error:
            self._unread = self._meet(f"{error}; names are known as they were before", file)
            return
        self._unread = None
        if self._met and self._unopened is None:
            self._met = False
            self._troubles.over(file)
        if version != self._version:
            self._version = version
            self.index = self._desk.index
            self.read_at = datetime.now(UTC).isoformat(timespec="seconds")

    def _meet(self, trouble: str, file: _Identity | None) -> str:
        self._met = True
        self._troubles.say(trouble, file)
        return trouble

    def _close(self) -> None:
        if self._desk is not None:
            self._desk.connection.close()
            self._desk = None

    def close(self) -> None:
        """Let what runs end, then close the connection in its own thread."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)


def _warm_up(desk: Desk) -> None:
    """Have questions answered, so that the first person need not wait for what is loaded with them."""
    desk.engine.warm()
    benchmarks = desk.index.benchmarks.entries
    name = benchmarks[0].name if benchmarks else "MMLU"
    for question in (
        f"Who leads {name}?",
        f"Best open model under 10B on {name}?",
        f"When was 50% first passed on {name}?",
    ):
        desk.engine.answer(question)


def _identity(place: Place) -> _Identity | None:
    try:
        stat = os.stat(place.db)
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _opened(place: Place) -> sqlite3.Connection:
    """Return the registry open for reading, as it stands: whoever writes to it is another process.

    Raises:
        RegistryFileError: If it is of another version, or cannot be read.
    """
    connection = database.connect(place.db)
    try:
        with database.readable_errors(place.db):
            _check_present(connection, place)
    except RegistryFileError:
        connection.close()
        raise
    return connection


def _check_present(connection: sqlite3.Connection, place: Place) -> None:
    if database.pending_steps(connection, place.db):
        raise RegistryFileError(f"registry file {place.db} was written by an older Podium", "podium db migrate")


class Reader:
    """Reads the registry for the bot.

    Args:
        place: Where the registry and its plugins are.
        engine_of: Makes the FAQ engine of a connection.
    """

    def __init__(self, place: Place, engine_of: EngineOf = Engine) -> None:
        self.place = place
        troubles = _Troubles(place)
        self._answers = _Seat(place, engine_of, troubles, "podium-answers")
        self._pictures = _Seat(place, Engine, troubles, "podium-pictures")
        self._writes = threading.Lock()
        self._updates = asyncio.Lock()
        self._next_update = 0.0
        self._failure: PodiumError | None = None
        self._warned: tuple[str, ...] = ()

    @property
    def index(self) -> Index:
        """The names as of the last read; there was one before the bot is connected."""
        assert self._answers.index is not None
        return self._answers.index

    @property
    def read_at(self) -> str | None:
        """When the names were last read, in UTC."""
        return self._answers.read_at

    @property
    def trouble(self) -> str | None:
        """Why answers are not from the registry as it is now, or None where they are."""
        return self._answers.trouble or (None if self._failure is None else str(self._failure))

    async def start(self) -> None:
        """Open the registry, and create or update it where that is needed.

        Raises:
            PodiumError: If it cannot be opened.
        """
        await self.follow()
        await self._answers.run(_warm_up)

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
            connection = database.connect(self.place.db, write=True)
            try:
                with database.readable_errors(self.place.db):
                    _check_present(connection, self.place)
                    return write(connection)
            finally:
                connection.close()

    async def follow(self) -> bool:
        """Bring the registry in step with plugins that were installed, changed or removed since, if any were.

        Returns:
            Whether plugins were loaded.

        Raises:
            PodiumError: If it cannot be updated; what is there still answers.
        """
        async with self._updates:
            if await self._is_current():
                self._failure, self._warned = None, ()
                return False
            # Where it fails, or a folder is read-only, it would fail again at once; loading plugins takes seconds.
            if time.monotonic() > self._next_update:
                await self._update()
                return True
            if self._failure is not None:
                raise self._failure
            return False

    async def _is_current(self) -> bool:
        try:
            return await asyncio.to_thread(startup.is_current, self.place)
        except PodiumError as error:
            self._failure = error
            raise

    async def _update(self) -> None:
        try:
            warnings = await updating.bring_up_to_date(self.place)
        except PodiumError as error:
            self._failure = error
            self._next_update = time.monotonic() + _UPDATE_AFTER
            raise
        self._failure = None
        if not await self._is_current():
            self._next_update = time.monotonic() + _UPDATE_AFTER
        for line in warnings:
            if line not in self._warned:
                log.warning(line)
        self._warned = warnings

    def close(self) -> None:
        """Let what runs end, and close the file."""
        self._answers.close()
        self._pictures.close()
