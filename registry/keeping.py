"""Committing what comes in while more of it is being made, so that a killed process loses almost nothing."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Generic, TypeVar

from podium.registry.database import connect, path_of
from podium.registry.errors import RegistryFileError

#: Rows are committed when so many are waiting, or when so many seconds have passed since the last commit: a
#: commit costs as much as a hundred rows. Nothing waits longer than twice that, whatever comes next.
MOST, LONGEST = 256, 0.05

#: Seconds for which rows wait for another process that has the file to itself, before the run fails.
PATIENCE = 300.0

Row = TypeVar("Row")


class Keeper(Generic[Row]):
    """Collects rows and commits them, what came close together in one transaction.

    The end of a burst must not wait for the next rows, which may be minutes away: a thread with a connection of
    its own looks every :data:`LONGEST` seconds whether something is waiting. Where it cannot write, what waits stays,
    and the thread that asks meets the same error at its next commit.

    Args:
        connection: Registry open for writing.
        write: Writes rows in one transaction; called in either thread, one call at a time.
    """

    def __init__(self, connection: sqlite3.Connection, write: Callable[[sqlite3.Connection, list[Row]], None]) -> None:
        self._connection, self._write = connection, write
        self._path = path_of(connection)
        self._waiting: list[Row] = []
        self._last = time.perf_counter()
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._look_after, name="podium-journal", daemon=True)
        self._thread.start()

    def add(self, rows: Iterable[Row]) -> bool:
        """Take rows over; return whether they are committed."""
        with self._lock:
            self._waiting += rows
            if len(self._waiting) < MOST and time.perf_counter() - self._last < LONGEST:
                return False
            self._commit_patiently()
        return True

    def close(self) -> None:
        """Commit what is waiting.

        Raises:
            RegistryFileError: If the file cannot be written.
        """
        self._ended.set()
        with self._lock:
            self._commit_patiently()
        self._thread.join()

    def _commit_patiently(self) -> None:
        """Commit, though another process keeps the file to itself for longer than a connection waits for it."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self._commit(self._connection)
            except RegistryFileError as error:
                # Each try tells whoever watches that it waits.
                if "locked" not in str(error.__cause__) or time.monotonic() >= until:
                    raise

    def _commit(self, connection: sqlite3.Connection) -> None:
        if self._waiting:
            self._write(connection, self._waiting)
            self._waiting = []
        self._last = time.perf_counter()

    def _look_after(self) -> None:
        own: sqlite3.Connection | None = None
        try:
            while not self._ended.wait(LONGEST):
                with self._lock, suppress(Exception):
                    if self._waiting and time.perf_counter() - self._last >= LONGEST:
                        own = own or connect(self._path, write=True)
                        self._commit(own)
        finally:
            if own is not None:
                own.close()
