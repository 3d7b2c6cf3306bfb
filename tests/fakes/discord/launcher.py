"""Starts the real bot against the loopback Discord: ``python -m podium.tests.fakes.discord.launcher PORT ARGS...``.

Production code has no switch for another address; this points discord.py at the fake, keeps the process from reaching
anything else, and then runs the command line with ARGS.

The variable FAKE_DISCORD_CONSTANTS changes constants of the bot, so that tests need not wait for what comes each
minute: a JSON object such as ``{"podium.bots.discord.features.following:INTERVAL": 0.1}``. FAKE_DISCORD_DELAYS makes
functions slow, which then do what they always do: seconds by name, such as
``{"podium.bots.faq.engine:Engine.understand": 3.5}``.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import discord
import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.state import ConnectionState

_LOOPBACK = "127.0.0.1"
#: Names that stand for this machine. None and the empty name are asked for to listen on.
_OWN_NAMES = (None, "", "localhost", _LOOPBACK, "::1")
_GUILD_READY_TIMEOUT = 0.05


def aim(port: int) -> None:
    """Point discord.py at the fake on a port of this machine."""
    Route.BASE = f"http://{_LOOPBACK}:{port}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{_LOOPBACK}:{port}/gateway")
    Asset.BASE = f"http://{_LOOPBACK}:{port}/cdn"
    for address in (yarl.URL(Route.BASE), DiscordWebSocket.DEFAULT_GATEWAY, yarl.URL(Asset.BASE)):
        assert address.host == _LOOPBACK, address


def hurry() -> None:
    """Leave out the waits of discord.py that only the real Discord makes necessary."""
    made = ConnectionState.__init__

    def soon_ready(self: ConnectionState[Any], *args: Any, **options: Any) -> None:
        made(self, *args, **options)
        # Otherwise on_ready comes 2 seconds after the last guild.
        self.guild_ready_timeout = _GUILD_READY_TIMEOUT

    async def at_once(self: discord.Client, shard_id: int | None, *, initial: bool = False) -> None:
        """Sleep 5 seconds before a later IDENTIFY no more."""

    ConnectionState.__init__ = soon_ready  # type: ignore[method-assign]
    discord.Client.before_identify_hook = at_once  # type: ignore[method-assign]


def stay_home() -> None:
    """Refuse every name and every address but those of this machine."""
    look_up = socket.getaddrinfo

    def own_only(host: Any, *args: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in _OWN_NAMES:
            raise socket.gaierror(socket.EAI_NONAME, f"the test launcher refuses to look up {name}")
        return look_up(host, *args, **options)

    def watch(event: str, args: tuple[Any, ...]) -> None:
        # An address in numbers needs no look-up.
        if event == "socket.connect" and isinstance(args[1], tuple) and args[1][0] not in _OWN_NAMES:
            raise ConnectionRefusedError(f"the test launcher refuses to connect to {args[1][0]}")

    socket.getaddrinfo = own_only
    sys.addaudithook(watch)


def change_constants() -> None:
    """Give the constants that the environment names another value."""
    for place, value in json.loads(os.environ.get("FAKE_DISCORD_CONSTANTS", "{}")).items():
        module, _, name = place.partition(":")
        owner = import_module(module)
        assert hasattr(owner, name), place
        setattr(owner, name, value)


def slow_down() -> None:
    """Let the functions that the environment names begin later, in their own thread."""
    for place, seconds in json.loads(os.environ.get("FAKE_DISCORD_DELAYS", "{}")).items():
        module, _, name = place.partition(":")
        path = name.split(".")
        owner: Any = import_module(module)
        for part in path[:-1]:
            owner = getattr(owner, part)
        setattr(owner, path[-1], _delayed(getattr(owner, path[-1]), seconds))


def _delayed(function: Callable[..., Any], seconds: float) -> Callable[..., Any]:
    def later(*args: Any, **options: Any) -> Any:
        time.sleep(seconds)
        return function(*args, **options)

    return later


def main() -> None:
    """Run the command line against the fake."""
    port, *arguments = sys.argv[1:]
    aim(int(port))
    hurry()
    stay_home()
    change_constants()
    slow_down()
    sys.argv = ["podium", *arguments]
    from podium.cli.main import main as podium

    podium()


if __name__ == "__main__":
    main()
