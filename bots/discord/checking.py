"""Whether the bot can do its work, looked at before it is started."""

from __future__ import annotations

import errno
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal

import discord

from podium.bots.discord import inviting, syncing
from podium.bots.discord.client import PodiumBot, intents
from podium.bots.discord.health import ADDRESS
from podium.bots.discord.keeping import Keeping
from podium.bots.discord.rest import visitor
from podium.bots.discord.running import alone, keeping_file
from podium.bots.discord.tokens import Token
from podium.registry import database
from podium.registry.errors import PodiumError, SettingError
from podium.registry.startup import Place

#: Servers that Discord lists at once, and that are looked at.
_SERVERS = 200


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Args:
        check: What was looked at.
        status: ``"failed"`` keeps the bot from its work; a ``"warning"`` may.
        detail: What was found.
        advice: What to do about it, or empty.
    """

    check: str
    status: Literal["ok", "info", "warning", "failed"]
    detail: str
    advice: str = ""


async def check(place: Place, token: Token, port: int | None) -> list[Finding]:
    """Look at everything the bot needs.

    Args:
        place: Where the registry is.
        token: Of the bot.
        port: Where the health endpoint shall listen, or None.
    """
    found = [Finding("discord.py", "ok", discord.__version__), *_registry(place)]
    running = _running()
    found.append(running)
    if port is not None:
        found.append(_port(port, running=running.status == "info"))
    if token.warning:
        found.append(Finding("token", "warning", token.warning))
    keeping = None
    try:
        keeping = Keeping(keeping_file())
        async with visitor(place, token, keeping) as bot:
            found += [one async for one in _discord(bot, token)]
    except PodiumError as error:
        failed = "token" if isinstance(error, SettingError) else "discord"
        found.append(Finding(failed, "failed", error.message, error.hint))
    finally:
        if keeping is not None:
            keeping.close()
    return found


def _registry(place: Place) -> Iterator[Finding]:
    if not place.db.exists():
        yield Finding("registry", "info", f"{place.db} does not exist yet", "the bot creates it when it starts")
        return
    try:
        with closing(database.connect(place.db)) as connection, database.readable_errors(place.db):
            pending = database.pending_steps(connection, place.db)
            count = 0 if pending else connection.execute("SELECT count(*) FROM current_results").fetchone()[0]
    except PodiumError as error:
        yield Finding("registry", "failed", error.message, error.hint)
        return
    if pending:
        yield Finding("registry", "info", f"{place.db} is of an older Podium", "the bot updates it when it starts")
    else:
        yield Finding("registry", "ok", f"{place.db}, {count:,} results")


def _running() -> Finding:
    file = keeping_file()
    try:
        with alone(file):
            return Finding("file", "ok", f"{file} is free")
    except SettingError as error:
        running = "another bot" in error.message
        return Finding("file", "info" if running else "failed", error.message, "" if running else error.hint)


def _port(port: int, *, running: bool) -> Finding:
    with closing(socket.socket()) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, port))
        except OSError as error:
            # A bot that runs has it, most likely.
            status: Literal["info", "failed"] = "info" if running and error.errno == errno.EADDRINUSE else "failed"
            return Finding("health", status, f"port {port}: {error.strerror}", "" if running else "name a free one")
    return Finding("health", "ok", f"port {port} is free")


async def _discord(bot: PodiumBot, token: Token) -> AsyncIterator[Finding]:
    yield Finding("token", "ok", f"that of {token.source} is taken")
    application = await bot.application_info()
    yield Finding("application", "ok", f"{application.name}, id {application.id}")
    if application.interactions_endpoint_url:
        yield Finding(
            "application",
            "failed",
            f"commands are sent to {application.interactions_endpoint_url} and never reach the bot",
            "empty Interactions Endpoint URL on the application's page General Information",
        )
    asked = [name for name, on in intents() if on]
    privileged = intents().value & discord.Intents(members=True, presences=True, message_content=True).value
    yield Finding("intents", "failed" if privileged else "ok", f"{', '.join(asked)}: nothing privileged")
    yield await _commands(bot)
    for finding in _servers(await bot.http.get_guilds(_SERVERS, with_counts=False)):
        yield finding


async def _commands(bot: PodiumBot) -> Finding:
    found = await syncing.sync(bot, None, dry_run=True)
    if not found.changes:
        return Finding("commands", "ok", f"Discord knows all {len(syncing.payload(bot))}")
    names = ", ".join(f"/{one.command}" for one in found.changes)
    return Finding("commands", "failed", f"Discord does not know them as they are: {names}", "podium bot sync")


def _servers(guilds: Any) -> Iterator[Finding]:
    if not guilds:
        yield Finding("servers", "info", "the bot is in none", "podium bot invite gives the address to add it")
        return
    lacking = [(one["name"], inviting.lacking(int(one["permissions"]))) for one in guilds]
    number = f"{_SERVERS} or more" if len(guilds) == _SERVERS else str(len(guilds))
    yield Finding("servers", "ok", f"in {number}, {sum(not names for _, names in lacking)} with all permissions")
    for name, missing in lacking:
        if missing:
            advice = "give them to the bot's role in the server's settings, or invite it anew"
            yield Finding("servers", "warning", f"in {name} it lacks {', '.join(missing)}", advice)
