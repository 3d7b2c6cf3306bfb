"""One process per run: a lock that the operating system lets go when its process ends, however it ends."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from podium.registry import database
from podium.registry.errors import PodiumError, RegistryFileError
from podium.registry.store import now

#: The status of a run that was killed, or whose machine lost power, in words for users.
STOPPED = "stopped"


class RunLock:
    """The right to write to a run, held by one process at a time.

    Args:
        connection: Registry open for writing; the lock is a file beside its file.
        run: Id of the run.
        holder: What :func:`process` gave the process that wrote to the run last, for the message.

    Raises:
        PodiumError: If another process holds it.
        RegistryFileError: If the file cannot be made.
    """

    def __init__(self, connection: sqlite3.Connection, run: str, holder: Mapping[str, Any]) -> None:
        import filelock

        file = database.path_of(connection)
        self._path = file.with_name(f"{file.name}-run-{run}.lock")
        self._lock = filelock.FileLock(self._path, timeout=0)
        try:
            self._lock.acquire()
        except filelock.Timeout:
            raise PodiumError(
                f"run {run} is running elsewhere{_who(holder)}", "wait for it, or stop it first"
            ) from None
        except (OSError, NotImplementedError) as error:
            hint = "make the folder of the registry file writable, or use another with --db or PODIUM_HOME"
            raise RegistryFileError(f"lock file {self._path} cannot be made: {error}", hint) from error

    def release(self, *, for_good: bool = False) -> None:
        """Let go.

        Args:
            for_good: Whether nobody will want the lock again, so that its file can go. Otherwise it stays:
                who had opened it just before it went would hold a lock that nobody else sees.
        """
        self._lock.release()
        if for_good:
            with suppress(OSError):
                self._path.unlink()


def held(connection: sqlite3.Connection, run: str) -> bool:
    """Return whether a process holds a run; one that was killed holds nothing.

    Args:
        connection: Registry; may be read-only.
        run: Id of the run.
    """
    import filelock

    file = database.path_of(connection)
    path = file.with_name(f"{file.name}-run-{run}.lock")
    if not path.exists():
        return False
    lock = filelock.FileLock(path, timeout=0)
    try:
        lock.acquire()
    except (filelock.Timeout, OSError, NotImplementedError):
        # What cannot be told is not said to have ended.
        return True
    lock.release()
    return False


def standing(connection: sqlite3.Connection, run: str, status: str) -> str:
    """Return how a run stands: its status, or that it stopped where it is running by that and no process runs it.

    Args:
        connection: Registry; may be read-only.
        run: Id of the run.
        status: As it is stored.
    """
    return STOPPED if status == "running" and not held(connection, run) else status


def process() -> dict[str, Any]:
    """Return what tells another process who writes to a run: process id, host and since when."""
    return {"pid": os.getpid(), "host": platform.node(), "since": now()}


def _who(holder: Mapping[str, Any]) -> str:
    if not holder:
        return ""
    host = "" if holder.get("host") == platform.node() else f" on {holder.get('host')}"
    return f": process {holder.get('pid')}{host}, since {holder.get('since')}"
