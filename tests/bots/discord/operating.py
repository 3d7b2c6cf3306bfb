"""What the tests of the bot's operation share: a home with a registry, and its health."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from podium.registry.startup import Place, update
from podium.tests.fakes.discord import BotProcess, FakeDiscord

T = TypeVar("T")

SYNC = ("bot", "sync", "--json")
WITH_HEALTH = ("bot", "discord", "--health", "0")
#: The bot looks for changes, and for what is to be announced, at once instead of every 20 and 3 seconds.
SOON = {
    "podium.bots.discord.announcing:INTERVAL": 0.1,
    "podium.bots.discord.features.following:INTERVAL": 0.1,
    "podium.bots.discord.reader:_RETRY_AFTER": 0.1,
    "podium.bots.discord.reader:_UPDATE_AFTER": 0.1,
}


def filled_home(folder: Path) -> Path:
    """Make a PODIUM_HOME whose registry holds what ships with Podium."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(folder))
        update(Place(folder / "registry.db"))
    return folder


def constants(**named: object) -> dict[str, str | None]:
    """Return the variable by which the launcher changes the bot's constants."""
    return {"FAKE_DISCORD_CONSTANTS": json.dumps(named)}


def synced(fake: FakeDiscord, home: Path) -> dict[str, Any]:
    """Tell the fake of the bot's commands; return what podium bot sync printed."""
    with BotProcess(fake, SYNC, home=home, log=home / "sync.log", wait=False) as process:
        assert process.exit_code() == 0, process.log
        found: dict[str, Any] = json.loads(process.log)
    (home / "sync.log").unlink()
    return found


def failed(process: BotProcess, code: int) -> str:
    """Wait for the end of a process with a code, and return the one line on which it says why."""
    assert process.exit_code() == code, process.log
    said = [line for line in process.log.splitlines() if line.startswith("error: ")]
    assert len(said) == 1 and process.log.splitlines()[-1] == said[0], process.log
    assert "Traceback" not in process.log and process.exceptions == []
    return said[0].removeprefix("error: ")


def health(process: BotProcess) -> tuple[int, dict[str, Any]]:
    """Return the status and what GET /health says."""
    address = until(lambda: re.search(r"http://127\.0\.0\.1:\d+/health", process.log), "no health endpoint in the log")
    try:
        with urllib.request.urlopen(address[0], timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def until(look: Callable[[], T | None], otherwise: str, seconds: float = 60.0) -> T:
    """Look until there is something, up to a deadline."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.02)
