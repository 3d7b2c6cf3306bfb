"""What the bot keeps in a file of its own, beside the registry: settings of servers, watches, and who reported what.

Ids of servers, channels and people stand here and nowhere else; of messages nothing is kept. The registry can be
published as it is.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database, Migrations

from podium.registry import database
from podium.registry.errors import RegistryFileError

T = TypeVar("T")

MIGRATIONS = Migrations("podium-discord")

_BUSY_SECONDS = 10

# A server reads reports in the channel `reports`. In `announcing` stands what is on its way into a channel, so that a
# bot that was killed knows what is in doubt. Of who reported, `reports` has what is needed to tell them once and no
# more; the day is that of the correction, since in another registry another one may have its number. In `synced`
# stands what the commands were when Discord was last told of them; server 0 is all servers.
_K001 = """
CREATE TABLE guilds (
    guild INTEGER PRIMARY KEY,
    maintainers INTEGER,
    reports INTEGER
);
CREATE TABLE channels (
    guild INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    PRIMARY KEY (guild, channel)
) WITHOUT ROWID;
CREATE TABLE watches (
    id INTEGER PRIMARY KEY,
    guild INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('benchmark', 'category', 'all')),
    name TEXT NOT NULL,
    last_event INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (channel, kind, name)
);
CREATE TABLE announcing (
    channel INTEGER PRIMARY KEY,
    until INTEGER NOT NULL,
    nonce TEXT NOT NULL,
    began TEXT NOT NULL
);
CREATE TABLE reports (
    correction INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    person INTEGER NOT NULL
);
CREATE TABLE synced (
    application INTEGER NOT NULL,
    guild INTEGER NOT NULL,
    digest TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (application, guild)
) WITHOUT ROWID;
"""


@MIGRATIONS()
def k001_keeping(db: Database) -> None:
    """Create settings, watches, announcements, reports and what was synced."""
    for statement in filter(str.strip, _K001.split(";")):
        db.execute(statement)


class Keeping:
    """The bot's own file.

    Args:
        path: Where it is; it is made where it is missing.

    Raises:
        RegistryFileError: If it cannot be opened or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="podium-keeping")
        self._connection = self._thread.submit(self._open).result()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RegistryFileError(
                f"folder {self.path.parent} cannot be made: {error.strerror}", "use another with PODIUM_HOME"
            ) from error
        with database.readable_errors(self.path):
            connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            with _writing(connection):
                MIGRATIONS.apply(Database(connection, execute_plugins=False))
        return connection

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what ``work`` returns, run in the file's thread inside one transaction.

        Raises:
            RegistryFileError: If the file cannot be read or written.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with database.readable_errors(self.path), _writing(self._connection):
            return work(self._connection)

    def close(self) -> None:
        """Let what runs end, and close the file."""
        self._thread.submit(self._connection.close)
        self._thread.shutdown(wait=True)


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def allowed_channels(connection: sqlite3.Connection) -> dict[int, frozenset[int]]:
    """Return the channels to which servers restrict the bot; a server without any restricts nothing."""
    found: dict[int, set[int]] = {}
    for row in connection.execute("SELECT guild, channel FROM channels"):
        found.setdefault(row["guild"], set()).add(row["channel"])
    return {guild: frozenset(channels) for guild, channels in found.items()}
