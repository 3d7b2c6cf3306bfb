"""Bringing the registry in step with the plugins, in a process of its own: no plugin is ever loaded into the bot.

Python keeps a module that it has loaded; a plugin that was changed since could not be loaded again here.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from podium.registry import startup
from podium.registry.errors import PodiumError, RegistryBusy, RegistryFileError
from podium.registry.plugin_guard import EXIT_STUCK
from podium.registry.startup import Place

#: Seconds in which the plugins must have been loaded.
PATIENCE = 300

#: Plugins that may hang, whatever is done to cut them off, before that is given up.
_MOST_STUCK = 10

#: The other process looks for packages where this one does; what it says of plugins depends on that.
_KINDS = {kind.exit_code: kind for kind in (RegistryFileError, RegistryBusy)}

_PROGRAM = """
import json, sys
given = json.load(sys.stdin)
sys.path[:] = given["path"]
from podium.bots.discord.updating import answer
answer(given)
"""


async def bring_up_to_date(place: Place) -> tuple[str, ...]:
    """Create, migrate and update the registry where that is needed.

    Returns:
        Warnings, such as plugins that failed.

    Raises:
        PodiumError: If it cannot be opened or updated, or a plugin takes too long to load.
    """
    for _ in range(_MOST_STUCK):
        told = await _load(place)
        if told is not None:
            break
    else:
        raise PodiumError("plugins hang and cannot be cut off", "podium plugins tells which")
    if "error" in told:
        raise _KINDS.get(told["code"], PodiumError)(told["error"], told["hint"])
    return tuple(told["warnings"])


async def _load(place: Place) -> dict[str, Any] | None:
    """Do it in another process, and return what it says; None where it ended for a plugin that it leaves out now.

    Raises:
        PodiumError: If that takes too long, or fails.
    """
    given = {"path": sys.path, "db": str(place.db), "plugins_dirs": [str(one) for one in place.plugins_dirs]}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _PROGRAM, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(PATIENCE):
            printed, _ = await process.communicate(json.dumps(given).encode())
    except TimeoutError as error:
        raise PodiumError(
            f"loading the plugins takes longer than {PATIENCE} seconds", "podium plugins shows which"
        ) from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == EXIT_STUCK:
        return None
    lines = printed.decode().splitlines()
    if process.returncode or not lines:
        raise PodiumError("loading the plugins failed", "podium plugins tells more")
    told: dict[str, Any] = json.loads(lines[-1])
    return told


def answer(given: dict[str, object]) -> None:
    """Do it, as the other process, and print how it went; what plugins print goes nowhere."""
    folders = given["plugins_dirs"]
    assert isinstance(folders, list)
    place = Place(Path(str(given["db"])), tuple(map(Path, folders)))
    with contextlib.redirect_stdout(sys.stderr):
        try:
            opened = startup.open_registry(place)
            opened.connection.close()
            told: dict[str, object] = {"warnings": opened.warnings}
        except PodiumError as error:
            told = {"error": error.message, "hint": error.hint, "code": error.exit_code}
    # On a line of its own, whatever a plugin has written past Python.
    print("\n" + json.dumps(told))
