"""The guide says what is true: commands, permissions, tables, exit codes and messages as they are."""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from podium.bots.discord import inviting
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.features import guarding
from podium.bots.discord.health import state
from podium.bots.discord.keeping import Keeping
from podium.bots.discord.reader import Reader
from podium.bots.discord.syncing import payload
from podium.registry.errors import EXIT_CONFIG, EXIT_UNREACHABLE
from podium.registry.startup import Place
from podium.tests.guides import DOCS

GUIDE = DOCS / "discord.md"
SOURCES = [*(DOCS.parent / "bots" / "discord").rglob("*.py"), *(DOCS.parent / "registry").glob("*.py")]
_COMMANDS = re.compile(r"(?<=<!-- commands -->\n).*?(?=<!-- /commands -->)", re.DOTALL)
# Read once: the fixture that clears the environment of every test would hide it.
_WRITE = os.environ.get("PODIUM_GOLDEN") == "write"


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("guide")

    async def of_bot() -> list[dict[str, Any]]:
        reader, keeping = Reader(Place(folder / "registry.db")), Keeping(folder / "discord.db")
        try:
            async with PodiumBot(reader, keeping) as bot:
                return payload(bot)
        finally:
            reader.close()
            keeping.close()

    return asyncio.run(of_bot())


def table(commands: list[dict[str, Any]]) -> str:
    """Return the commands as the guide lists them; those below a command as lines of their own."""
    lines = ["| command | |", "|---|---|"]
    for command in commands:
        below = [one for one in command["options"] if one["type"] in (1, 2)]
        for one in below or [command]:
            name = f"{command['name']} {one['name']}" if below else command["name"]
            options = [f"`{option['name']}`" for option in one["options"]]
            given = f" ({', '.join(options)})" if options else ""
            lines.append(f"| `/{name}`{given} | {one['description'].rstrip('.')} |")
    return "\n".join(lines) + "\n"


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading of the guide."""
    _, _, below = GUIDE.read_text(encoding="utf-8").partition(f"\n{heading}\n")
    assert below, heading
    found = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert found is not None
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found[0].splitlines()[2:]]


def test_the_guide_lists_the_commands_as_they_are(commands: list[dict[str, Any]]) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    if _WRITE:
        text = _COMMANDS.sub(lambda _: table(commands), text)
        GUIDE.write_text(text, encoding="utf-8")
    found = _COMMANDS.search(text)
    assert found is not None and found[0] == table(commands)


def test_the_guide_names_commands_that_exist(commands: list[dict[str, Any]]) -> None:
    named = set(re.findall(r"`/([a-z]+)", GUIDE.read_text(encoding="utf-8")))
    assert named - {"etc"} <= {command["name"] for command in commands}


def test_the_guide_lists_the_permissions_that_an_invitation_asks_for() -> None:
    assert [row[0] for row in rows("## Permissions")] == list(inviting.PERMISSIONS.values())


def test_the_guide_lists_every_table_that_the_bot_keeps(tmp_path: Path) -> None:
    Keeping(tmp_path / "discord.db").close()
    connection = sqlite3.connect(tmp_path / "discord.db")
    listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '[_s]q*_*'")
    tables = {name for (name,) in listed if not name.startswith(("_", "sqlite_"))}
    connection.close()
    assert {row[0].strip("`") for row in rows("## What is stored")} == tables


def test_the_guide_tells_the_cooldowns_and_exit_codes_as_they_are() -> None:
    text = " ".join(GUIDE.read_text(encoding="utf-8").split())
    assert (guarding.PERSON, guarding.CHANNEL) == ((10, 2.0), (60, 1.0))
    assert "ten times at once and then every two seconds; a channel sixty times and then every second" in text
    assert [row[0] for row in rows("### Ending and starting")] == ["0", str(EXIT_UNREACHABLE), str(EXIT_CONFIG), "1"]


def test_the_guide_lists_the_states_of_the_health_endpoint() -> None:
    assert state.__doc__ is not None
    assert [row[0] for row in rows("### Is it well?")] == [
        f"`{one}`" for one in ("ok", "starting", "disconnected", "ending")
    ]


def test_every_message_that_the_guide_explains_is_one_that_is_said() -> None:
    # What is put into a message is taken out, and strings that go over two lines are put together.
    texts = [re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8")) for path in SOURCES]
    said = squeezed(" ".join(re.sub(r"\{[^{}]*\}|%[sd]|%\.1f", "", text) for text in texts))
    said += " database is locked"  # SQLite's own words
    for message, _ in rows("## When something is wrong"):
        for part in message.strip("`").replace("PODIUM_DISCORD_TOKEN", "").split("…"):
            assert squeezed(part).strip(": ") in said, message


def squeezed(text: str) -> str:
    return " ".join(text.split())
