"""Opening the registry file: one SQLite file, one way in.

Readers open it read-only with the standard library alone. Writers get WAL, foreign keys and a busy
timeout; the schema is written inside one ``BEGIN IMMEDIATE`` so that processes that start together
on a fresh file wait for each other instead of failing.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from podium.registry.errors import RegistryBusy, RegistryFileError

if TYPE_CHECKING:
    from sqlite_utils import Database

#: Names of all migrations, in order; equal to those of ``podium.registry.migrations`` (tested).
SCHEMA = (
    "m001_registry",
    "m002_journal",
    "m003_judgements",
    "m004_names",
    "m005_places",
    "m006_events",
    "m007_board_places",
)

#: How long is waited for other processes; an evaluation of hours must not end because a busy machine is slow.
BUSY_SECONDS = 120.0

#: A wait for another process that is longer than this is told to :data:`on_wait`.
SILENT_SECONDS = 2.0


#: Who has held the lock for longer than this leaves it to others for as long before it takes it again.
_LONG = 0.05

#: When this process may take the lock again.
_again = 0.0


def _say_nothing(path: Path) -> None:
    pass


#: Called with the registry file when another process has been writing to it for :data:`SILENT_SECONDS`.
on_wait: Callable[[Path], None] = _say_nothing


def home() -> Path:
    """Return the folder of the registry file and the user's plugins: ``PODIUM_HOME`` or the platform's."""
    override = os.environ.get("PODIUM_HOME")
    if override:
        return Path(override).expanduser()
    import platformdirs

    return platformdirs.user_data_path("podium", appauthor=False)


def default_path() -> Path:
    """Return the path of the registry file where ``--db`` is not given."""
    return home() / "registry.db"


@contextmanager
def readable_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a bad file into one line with a way out.

    Raises:
        RegistryFileError: In place of any :class:`sqlite3.DatabaseError`; a :class:`RegistryBusy` where waiting may
            help.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise RegistryBusy(
                f"registry file {path}: {text}",
                "another process is writing to it; try again, or see who holds it with fuser",
            ) from error
        if "readonly" in text or "unable to open" in text:
            hint = "make the file and its folder writable, or use another with --db or PODIUM_HOME"
        elif "disk" in text and "full" in text:
            hint = "free some space; what was committed is safe"
        elif "disk I/O" in text:
            hint = "its disk or network folder is full or failing; what was committed is safe"
        else:
            hint = (
                "restore a backup with podium db restore, or move the file away and run the command again;"
                " podium db check says more"
            )
        raise RegistryFileError(f"registry file {path}: {text}", hint) from error


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the registry file.

    Args:
        path: The file; a writer creates it and its folder.
        write: Whether to open it for writing.

    Returns:
        A connection whose rows can be read by column name.

    Raises:
        RegistryFileError: If it cannot be opened, or is a database of another program.
    """
    try:
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RegistryFileError(
            f"registry folder {path.parent} cannot be made: {error.strerror}", "use another with --db or PODIUM_HOME"
        ) from error
    with readable_errors(path):
        connection = _open_writer(path) if write else _open_reader(path)
    connection.row_factory = sqlite3.Row
    return connection


def _open_writer(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=0)
    started, told = time.monotonic(), False
    while True:
        # Switching to WAL needs the file to itself, and SQLite does not wait for that by the busy timeout.
        try:
            _check_ours(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except RegistryFileError:
            connection.close()
            raise
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - started
            if "locked" not in str(error) or waited > BUSY_SECONDS:
                raise
            if waited > SILENT_SECONDS and not told:
                on_wait(path)
                told = True
            time.sleep(0.02)
    connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
    connection.execute("PRAGMA foreign_keys = ON")
    # What a command reports as done outlasts a power cut; macOS needs to be told to empty the drive's own cache too.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    return connection


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database that another program has made, before anything is written into it.

    Raises:
        RegistryFileError: If it has tables but none of Podium's migrations.
    """
    table = connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND name <> '_sqlite_migrations' ORDER BY rowid LIMIT 1"
    ).fetchone()
    # In this order a file that another process is just migrating is either empty or Podium's.
    if table is not None and not schema_steps(connection):
        raise RegistryFileError(
            f"{path} is not a registry of Podium: it holds the table {table[0]} of another program",
            "name another file with --db or PODIUM_DB; one that does not exist yet is made",
        )


def _open_reader(path: Path) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    try:
        _patiently(connection, "SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" in str(error) or _wal_holds_rows(path):
            raise
        # In a folder that cannot be written, WAL's shared memory cannot be made. With nothing left
        # in the log the file itself is complete and may be read as it stands.
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True)
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    try:
        _check_ours(connection, path)
    except RegistryFileError:
        connection.close()
        raise
    connection.execute("PRAGMA query_only = ON")
    return connection


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Run a statement that waits for other processes, and tell :data:`on_wait` where that takes long."""
    silent = min(SILENT_SECONDS, BUSY_SECONDS)
    try:
        _wait_for(connection, statement, silent)
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        on_wait(path_of(connection))
        _wait_for(connection, statement, BUSY_SECONDS - silent, silent)


def _wait_for(connection: sqlite3.Connection, statement: str, seconds: float, waited: float = 0.0) -> None:
    """Run a statement as soon as other processes let it run.

    SQLite itself asks ever less often, at last ten times a second, and is then passed by whoever writes again and
    again. Here who has waited longest asks most often.
    """
    began = time.monotonic()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            waiting = time.monotonic() - began
            try:
                connection.execute(statement).fetchone()
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or waiting > seconds:
                    raise
            import random  # seldom needed, and it takes time that every command would wait

            time.sleep(random.uniform(0.0, max(0.001, 0.01 / (1 + waited + waiting))))
    finally:
        connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")


def _wal_holds_rows(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def put_away(path: Path) -> Path | None:
    """Move a registry file out of its place, with the log that belongs to it, and return where it is now.

    A log that stayed would be taken for that of the next file of this name, and be played into it.

    Args:
        path: The file; where there is none, nothing is moved and None returned.
    """
    if not path.exists():
        return None
    numbers = (f"{path.name}.old{number}" for number in ("", *(f"-{one}" for one in range(2, 10_000))))
    kept = next(free for name in numbers if not (free := path.with_name(name)).exists())
    # With all of the log in the file, nothing is lost should this process be killed between two of the moves.
    with suppress(RegistryFileError, sqlite3.DatabaseError), closing(connect(path, write=True)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for part in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            path.with_name(path.name + part).replace(kept.with_name(kept.name + part))
    return kept


def schema_steps(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the migrations the file has seen, in order; empty for a new file."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    if known is None:
        return ()
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'podium' ORDER BY rowid")
    return tuple(row[0] for row in rows)


def check_not_newer(steps: tuple[str, ...], path: Path) -> None:
    """Refuse a file that a newer Podium has written.

    Raises:
        RegistryFileError: If the file has seen migrations this version does not know.
    """
    unknown = [step for step in steps if step not in SCHEMA]
    if unknown:
        raise RegistryFileError(
            f"registry file {path} was written by a newer Podium (step {unknown[0]})",
            "upgrade with pip install -U podium, or use another file with --db",
        )


def pending_steps(connection: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    """Return the migrations that the file still needs.

    Raises:
        RegistryFileError: If the file has seen migrations this version does not know.
    """
    steps = schema_steps(connection)
    check_not_newer(steps, path)
    return tuple(step for step in SCHEMA if step not in steps)


def writer(connection: sqlite3.Connection) -> Database:
    """Return sqlite-utils' view of a writing connection, without other people's sqlite-utils plugins."""
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False)


def path_of(connection: sqlite3.Connection) -> Path:
    """Return the file a connection reads and writes."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


@contextmanager
def transaction(connection: sqlite3.Connection, *, synced: bool = True) -> Iterator[None]:
    """Hold the write lock from the start, so that what is read inside is still true when it is written.

    Args:
        connection: Open for writing.
        synced: Whether to wait until the disk has it. Without, a power cut may take it back, whole; a process that is
            killed does not.
    """
    global _again
    time.sleep(max(0.0, _again - time.monotonic()))
    if not synced:
        connection.execute("PRAGMA synchronous = NORMAL")
    try:
        _patiently(connection, "BEGIN IMMEDIATE")
        began = time.monotonic()
        try:
            yield
            connection.commit()
        except BaseException:
            # Also where the commit itself fails, as on a full disk: the connection can be used again.
            connection.rollback()
            raise
        ended = time.monotonic()
        _again = ended + _LONG if ended - began > _LONG else 0.0
    finally:
        if not synced:
            connection.execute("PRAGMA synchronous = FULL")


def migrate(connection: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    """Bring the schema up to date and return the steps taken; safe when several processes do it at once.

    Raises:
        RegistryFileError: If the file was written by a newer Podium, or cannot be written.
    """
    from podium.registry.migrations import MIGRATIONS

    with readable_errors(path):
        if schema_steps(connection) == SCHEMA:
            return ()
    with readable_errors(path), transaction(connection):
        steps = pending_steps(connection, path)
        if steps:
            MIGRATIONS.apply(writer(connection))
    return steps
