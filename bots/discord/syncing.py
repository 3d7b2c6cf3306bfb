"""Telling Discord of the commands: on demand, and only where something has changed."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from podium.bots.discord.client import PodiumBot

Command = Mapping[str, Any]

#: The place of all servers among those of single ones.
EVERYWHERE = 0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Change:
    """A command of which Discord knows something else.

    Args:
        kind: What must happen to it there.
        command: Its name.
        details: What differs in a command that is changed, such as ``options.question.description``.
    """

    kind: Literal["add", "change", "remove"]
    command: str
    details: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Sync:
    """What a sync found, and whether it told Discord.

    Args:
        application: The application's id.
        guild: The server whose own commands are meant, or None for those of all servers.
        digest: Of the commands as they are here.
        changes: What Discord did not know.
        sent: Whether it was told.
    """

    application: int
    guild: int | None
    digest: str
    changes: tuple[Change, ...]
    sent: bool


async def sync(bot: PodiumBot, guild: int | None, *, remove: bool = False, dry_run: bool = False) -> Sync:
    """Tell Discord of the commands where it knows others.

    Args:
        bot: Logged in.
        guild: The server to which they belong, or None for all servers.
        remove: Whether the server shall have none of its own any more.
        dry_run: Whether only to look.
    """
    application = (await bot.application_info()).id
    wanted = [] if remove else payload(bot, guild)
    if guild is None:
        present = await bot.http.get_global_commands(application)
    else:
        present = await bot.http.get_guild_commands(application, guild)
    changes = tuple(differences(wanted, present))
    if changes and not dry_run:
        # Discord takes the list as a whole: what is not in it is removed.
        if guild is None:
            await bot.http.bulk_upsert_global_commands(application, payload=wanted)
        else:
            await bot.http.bulk_upsert_guild_commands(application, guild, payload=wanted)
    found = Sync(application, guild, digest(wanted), changes, bool(changes) and not dry_run)
    if not dry_run:
        await _remember(bot, found, gone=remove)
    return found


def payload(bot: PodiumBot, guild: int | None = None) -> list[dict[str, Any]]:
    """Return the commands as Discord is told of them, for all servers or one."""
    commands = [command.to_dict(bot.tree) for command in bot.tree.get_commands()]
    if guild is not None:
        # A server's own commands are there and nowhere else: Discord takes no contexts for them.
        for command in commands:
            for key in ("contexts", "integration_types", "dm_permission"):
                command.pop(key, None)
    return sorted(commands, key=_key)


def digest(commands: Sequence[Command]) -> str:
    """Return what stands for the commands: equal where Discord would be told the same."""
    text = json.dumps([_canonical(one) for one in sorted(commands, key=_key)], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def differences(wanted: Sequence[Command], present: Sequence[Command]) -> Iterator[Change]:
    """Yield what Discord must be told, given what it knows, in the order of the names."""
    ours = {_key(one): _canonical(one) for one in wanted}
    theirs = {_key(one): _canonical(one) for one in present}
    for key in sorted(ours.keys() | theirs.keys()):
        if key not in theirs:
            yield Change("add", key[1])
        elif key not in ours:
            yield Change("remove", key[1])
        elif ours[key] != theirs[key]:
            yield Change("change", key[1], tuple(dict.fromkeys(_paths(ours[key], theirs[key], ""))))


def _key(command: Command) -> tuple[int, str]:
    return command.get("type") or 1, command["name"]


def _canonical(command: Command) -> dict[str, Any]:
    """Return what matters of a command, with what may be left out filled in as Discord does."""
    contexts, installs = command.get("contexts"), command.get("integration_types")
    permissions = command.get("default_member_permissions")
    return {
        "description": command.get("description") or "",
        "nsfw": bool(command.get("nsfw")),
        "default_member_permissions": None if permissions is None else str(permissions),
        "contexts": None if contexts is None else sorted(contexts),
        "integration_types": None if installs is None else sorted(installs),
        "options": [_option(one) for one in command.get("options") or ()],
    }


def _option(option: Mapping[str, Any]) -> dict[str, Any]:
    limits = {
        key: option[key]
        for key in ("min_value", "max_value", "min_length", "max_length")
        if option.get(key) is not None
    }
    return limits | {
        "name": option["name"],
        "type": option["type"],
        "description": option.get("description") or "",
        "required": bool(option.get("required")),
        "autocomplete": bool(option.get("autocomplete")),
        "channel_types": sorted(option.get("channel_types") or ()),
        "choices": [[one["name"], one["value"]] for one in option.get("choices") or ()],
        "options": [_option(one) for one in option.get("options") or ()],
    }


def _paths(ours: Any, theirs: Any, path: str) -> Iterator[str]:
    """Yield where two canonical values differ; options go by their names."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            if ours.get(key) != theirs.get(key):
                yield from _paths(ours.get(key), theirs.get(key), f"{path}.{key}" if path else key)
    elif path.endswith("options") and [one["name"] for one in ours] == [one["name"] for one in theirs]:
        for one, other in zip(ours, theirs, strict=True):
            if one != other:
                yield from _paths(one, other, f"{path}.{one['name']}")
    else:
        yield path


async def _remember(bot: PodiumBot, found: Sync, *, gone: bool) -> None:
    place = (found.application, found.guild or EVERYWHERE)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if gone:
        await bot.keeping.run(lambda db: db.execute("DELETE FROM synced WHERE application = ? AND guild = ?", place))
    else:
        row = (*place, found.digest, now)
        await bot.keeping.run(lambda db: db.execute("INSERT OR REPLACE INTO synced VALUES (?, ?, ?, ?)", row))


async def synced(bot: PodiumBot, application: int) -> dict[int, str]:
    """Return the digests of the commands of which Discord was last told from here, by server."""
    query = "SELECT guild, digest FROM synced WHERE application = ?"
    return await bot.keeping.run(lambda db: {row[0]: row[1] for row in db.execute(query, (application,))})


async def remark(bot: PodiumBot) -> None:
    """Say in the log where Discord was last told of other commands than there are; nothing is sent."""
    assert bot.application_id is not None
    told = await synced(bot, bot.application_id)
    if not told:
        log.warning("Discord was not told of the commands from here: podium bot sync")
    for guild, known in told.items():
        if known != digest(payload(bot, guild or None)):
            option = f" --guild {guild}" if guild else ""
            log.warning("the commands have changed since Discord was told of them: podium bot sync%s", option)
