"""Which commands Discord must be told of, given what it knows."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from podium.bots.discord import syncing
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.keeping import Keeping
from podium.bots.discord.reader import Reader
from podium.bots.discord.syncing import Change, differences, digest, payload
from podium.registry.startup import Place

ASK: dict[str, Any] = {
    "name": "ask",
    "description": "Ask",
    "options": [{"name": "question", "type": 3, "description": "What", "required": True, "max_length": 1000}],
    "contexts": [0, 1, 2],
    "integration_types": [0, 1],
    "default_member_permissions": 16,
}
WATCH: dict[str, Any] = {
    "name": "watch",
    "description": "Watch",
    "options": [{"name": "list", "type": 1, "description": "List", "options": []}],
}


def as_discord_tells(command: dict[str, Any]) -> dict[str, Any]:
    """Return a command as Discord returns it: with ids, texts for numbers, and what was left out."""
    told = copy.deepcopy(command)
    told |= {"id": "5", "application_id": "6", "version": "7", "type": 1, "nsfw": False, "name_localizations": None}
    told["contexts"] = told.get("contexts", [])[::-1] or None
    if "default_member_permissions" in told:
        told["default_member_permissions"] = str(told["default_member_permissions"])
    for option in told["options"]:
        option.pop("options", None)
        option["description_localizations"] = None
    return told


def test_what_discord_fills_in_is_no_difference() -> None:
    assert list(differences([ASK, WATCH], [as_discord_tells(WATCH), as_discord_tells(ASK)])) == []


def test_commands_are_added_changed_and_removed() -> None:
    known = as_discord_tells(ASK)
    known["options"][0] |= {"description": "Which", "required": False}
    known["description"] = "Question"
    gone = as_discord_tells(WATCH) | {"name": "old"}
    assert list(differences([ASK, WATCH], [known, gone])) == [
        Change("change", "ask", ("description", "options.question.description", "options.question.required")),
        Change("remove", "old"),
        Change("add", "watch"),
    ]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("options", lambda one: one["options"].append({"name": "more", "type": 5, "description": "More"})),
        ("options.question.max_length", lambda one: one["options"][0].update(max_length=10)),
        ("options.question.choices", lambda one: one["options"][0].update(choices=[{"name": "a", "value": "b"}])),
        ("options.question.autocomplete", lambda one: one["options"][0].update(autocomplete=True)),
        ("contexts", lambda one: one.update(contexts=[0])),
        ("integration_types", lambda one: one.update(integration_types=[0])),
        ("default_member_permissions", lambda one: one.update(default_member_permissions=None)),
        ("nsfw", lambda one: one.update(nsfw=True)),
    ],
)
def test_whatever_matters_of_a_command_is_seen(path: str, change: Callable[[dict[str, Any]], None]) -> None:
    changed = copy.deepcopy(ASK)
    change(changed)
    assert list(differences([changed], [as_discord_tells(ASK)])) == [Change("change", "ask", (path,))]
    assert digest([changed]) != digest([ASK])


def test_a_digest_knows_neither_order_nor_what_discord_fills_in() -> None:
    assert digest([ASK, WATCH]) == digest([as_discord_tells(WATCH), as_discord_tells(ASK)])


def test_the_bots_own_commands_are_what_discord_takes(tmp_path: Path) -> None:
    async def of_bot() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        reader, keeping = Reader(Place(tmp_path / "registry.db")), Keeping(tmp_path / "discord.db")
        try:
            async with PodiumBot(reader, keeping) as bot:
                return payload(bot), payload(bot, 5)
        finally:
            reader.close()
            keeping.close()

    everywhere, one_server = asyncio.run(of_bot())
    assert "ask" in {one["name"] for one in everywhere}
    assert len({(one["type"], one["name"]) for one in everywhere}) == len(everywhere) <= 100
    # A command says on purpose where it can be used; a server's own commands can be used there.
    assert all(one["contexts"] and one["integration_types"] for one in everywhere)
    assert all("contexts" not in one and "integration_types" not in one for one in one_server)
    assert [one["name"] for one in one_server] == [one["name"] for one in everywhere]


def test_what_discord_was_told_is_kept_by_application_and_server(tmp_path: Path) -> None:
    async def kept() -> list[dict[int, str]]:
        reader, keeping = Reader(Place(tmp_path / "registry.db")), Keeping(tmp_path / "discord.db")
        try:
            async with PodiumBot(reader, keeping) as bot:
                for found, gone in (
                    (syncing.Sync(1, None, "a", (), True), False),
                    (syncing.Sync(1, 5, "b", (), True), False),
                    (syncing.Sync(1, 6, "c", (), True), False),
                    (syncing.Sync(2, None, "d", (), True), False),
                    (syncing.Sync(1, None, "e", (), False), False),
                    (syncing.Sync(1, 6, "f", (), True), True),
                ):
                    await syncing._remember(bot, found, gone=gone)
                return [await syncing.synced(bot, 1), await syncing.synced(bot, 2), await syncing.synced(bot, 3)]
        finally:
            reader.close()
            keeping.close()

    assert asyncio.run(kept()) == [{0: "e", 5: "b"}, {0: "d"}, {}]
