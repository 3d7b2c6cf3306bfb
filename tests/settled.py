"""Registry files as their first opening leaves them, made once for a set of plugins folders and then copied."""

from __future__ import annotations

import atexit
import functools
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from podium.registry import database
from podium.registry.startup import Place, is_current, update


def settle(place: Place) -> Place:
    """Put a registry file at a place of the present home; opening it loads no plugin.

    What a registry remembers of its last loading names its home, so the copy is told that it has moved.
    """
    made = _made(place.plugins_dirs)
    place.db.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(made, place.db)
    with closing(sqlite3.connect(place.db)) as connection, connection:
        moved = (str(made.parent), str(database.home()))
        connection.execute("UPDATE meta SET value = replace(value, ?, ?) WHERE key = 'plugins'", moved)
    if not is_current(place):
        # Another test has changed what is installed, or a folder of it, since the first was made.
        _made.cache_clear()
        update(place)
    return place


@functools.cache
def _made(plugins_dirs: tuple[Path, ...]) -> Path:
    home = Path(tempfile.mkdtemp(prefix="podium-settled-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(home))
        update(Place(home / "registry.db", plugins_dirs))
    return home / "registry.db"
