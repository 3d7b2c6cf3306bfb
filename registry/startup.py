"""Opening the registry for a command: created, migrated and in step with the plugins, and otherwise untouched.

Loading plugins costs time, so it is done only when something they are made of has changed: the
environment's package folders, the plugins' own files, or the settings that choose among them. What
was true at the last loading is kept in the registry file itself.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry import absence, database
from podium.registry.errors import PodiumError, RegistryFileError
from podium.registry.version import __version__

if TYPE_CHECKING:
    from podium.registry.discovery import PluginSet

_META_KEY = absence.META_KEY

#: Ends the warning of a failed plugin.
_MORE = " (podium plugins tells more)"


@dataclass(frozen=True)
class Place:
    """Where a command finds its registry file and its plugins.

    Args:
        db: The registry file.
        plugins_dirs: Folders named with ``--plugins-dir``.
    """

    db: Path
    plugins_dirs: tuple[Path, ...] = ()

    @property
    def user_folder(self) -> Path:
        """The user's own folder of single-file plugins."""
        return database.home() / "plugins"


@dataclass(frozen=True)
class Opened:
    """A registry that is open for reading.

    Args:
        connection: Read-only.
        warnings: Lines for standard error: plugins that failed, a registry that could not be brought up to date.
    """

    connection: sqlite3.Connection
    warnings: tuple[str, ...] = ()


def load_plugins(place: Place) -> PluginSet:
    """Discover the plugins of ``place``; ``PODIUM_LOAD_PLUGINS`` restricts them.

    Raises:
        PodiumError: If ``PODIUM_STRICT_PLUGINS`` is set and a plugin failed, or ``--plugins-dir`` is no folder.
    """
    from podium.registry.discovery import discover

    for folder in place.plugins_dirs:
        if not folder.is_dir():
            raise PodiumError(f"plugins folder {folder} does not exist", "give an existing folder to --plugins-dir")
    found = discover([place.user_folder], os.environ.get("PODIUM_LOAD_PLUGINS"), place.plugins_dirs)
    _check_strict(_warnings(found))
    return found


def strict() -> bool:
    """Return whether ``PODIUM_STRICT_PLUGINS`` is set: a plugin that failed then ends every command that uses them."""
    return bool(os.environ.get("PODIUM_STRICT_PLUGINS"))


def _check_strict(warnings: Sequence[str]) -> None:
    if warnings and strict():
        raise PodiumError(warnings[0].removesuffix(_MORE), "PODIUM_STRICT_PLUGINS is set; podium plugins tells more")


def _warnings(found: PluginSet) -> list[str]:
    failed = [f"plugin {one.name} failed at {one.stage}: {one.reason}{_MORE}" for one in found.failures]
    return [found.trouble, *failed] if found.trouble else failed


def open_registry(place: Place) -> Opened:
    """Return the registry open for reading, after creating or updating it where that is needed.

    Raises:
        RegistryFileError: If the file is corrupt, too new, or missing and cannot be made.
        PodiumError: If ``PODIUM_STRICT_PLUGINS`` is set and a plugin failed, now or when it was last loaded.
    """
    if place.db.exists():
        connection = database.connect(place.db)
        with database.readable_errors(place.db):
            ready = not database.pending_steps(connection, place.db)
            state = _state(connection) if ready else None
        if state is not None and _unchanged(place, state):
            _check_strict(state["warnings"])
            return Opened(connection, tuple(state["warnings"]))
        connection.close()
        try:
            update(place)
        except RegistryFileError as error:
            if state is None:
                raise
            # An old copy in a folder that cannot be written still answers; it must say so.
            stale = f"{error.message}; answering from it as it was at the last update"
            return Opened(database.connect(place.db), (*state["warnings"], stale))
    else:
        update(place)
    connection = database.connect(place.db)
    state = _state(connection)
    return Opened(connection, tuple(state["warnings"]) if state else ())


def update(place: Place, found: PluginSet | None = None) -> PluginSet:
    """Create or migrate the registry file and bring it in step with the plugins.

    Args:
        place: Where it is.
        found: The plugins, where they were discovered already.

    Returns:
        The plugins it is now in step with.

    Raises:
        RegistryFileError: If the file cannot be written.
    """
    from podium.registry import store
    from podium.registry.catalog import shipped_models

    found = load_plugins(place) if found is None else found
    connection = database.connect(place.db, write=True)
    try:
        database.migrate(connection, place.db)
        with database.readable_errors(place.db), database.transaction(connection):
            store.sync(connection, found, shipped_models())
            _save_state(connection, place, found)
    finally:
        connection.close()
    return found


def is_current(place: Place) -> bool:
    """Return whether the registry file is there, migrated, and in step with the plugins; nothing is loaded.

    Raises:
        RegistryFileError: If the file cannot be read.
    """
    if not place.db.exists():
        return False
    connection = database.connect(place.db)
    try:
        with database.readable_errors(place.db):
            state = None if database.pending_steps(connection, place.db) else _state(connection)
        return state is not None and _unchanged(place, state)
    finally:
        connection.close()


def write_to(place: Place) -> sqlite3.Connection:
    """Return the registry open for writing, created and migrated where that is needed.

    Raises:
        RegistryFileError: If it cannot be written; the caller learns so before its work, not after.
    """
    open_registry(place).connection.close()
    connection = database.connect(place.db, write=True)
    with database.readable_errors(place.db), database.transaction(connection):
        # SQLite lets a transaction begin on a file that cannot be written; only a statement is refused.
        connection.execute("DELETE FROM meta WHERE 0")
    return connection


def _state(connection: sqlite3.Connection) -> dict[str, Any] | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_META_KEY,)).fetchone()
    return json.loads(row[0]) if row is not None else None


def _unchanged(place: Place, state: dict[str, Any]) -> bool:
    return state["choice"] == _choice(place) and all(_stamp(path) == stamp for path, stamp in state["files"].items())


def _choice(place: Place) -> list[Any]:
    """Return what selects the plugins: this Podium, this environment, these folders, this restriction."""
    folders = [str(folder.absolute()) for folder in (place.user_folder, *place.plugins_dirs)]
    return [__version__, sys.prefix, _package_folders(), os.environ.get("PODIUM_LOAD_PLUGINS"), folders]


def _package_folders() -> list[str]:
    # The first entry is the folder of the script or the current one: where a command is typed must not matter.
    return [entry for entry in sys.path[1:] if entry and os.path.isdir(entry)]


def _stamp(path: str) -> int | None:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return None


def _save_state(connection: sqlite3.Connection, place: Place, found: PluginSet) -> None:
    from podium.registry import catalog, plugin_choices

    folders: Sequence[Path] = (place.user_folder, *place.plugins_dirs)
    watched: Iterable[str | Path] = (
        *_package_folders(),
        plugin_choices.file(),
        *folders,
        *(path for folder in folders for path in folder.glob("*.py")),
        *found.files,
        catalog.MODELS_FILE,
    )
    read = dict(found.stamps)
    for folder in folders:
        # What a plugin writes beside itself, such as Python's cache, is no change that must be read again.
        if all(str(path) in read for path in folder.glob("*.py")):
            read.pop(str(folder), None)
    state = {
        "choice": _choice(place),
        "files": {str(path): _stamp(str(path)) for path in watched} | read,
        "warnings": _warnings(found),
        "absent": absence.kept(found),
    }
    value = json.dumps(state, sort_keys=True)
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_META_KEY, value))
