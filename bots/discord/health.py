"""Whether the bot is well, for supervisors: ``GET /health`` on this machine alone."""

from __future__ import annotations

import json
import logging
import math
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from podium.bots.discord import logs
from podium.registry.errors import SettingError
from podium.registry.version import __version__

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from podium.bots.discord.client import PodiumBot

ADDRESS = "127.0.0.1"

log = logging.getLogger(__name__)


def state(bot: PodiumBot, started: float) -> dict[str, Any]:
    """Return how the bot is: ``status`` is ``"ok"``, ``"starting"``, ``"disconnected"`` or ``"ending"``."""
    shards = bot.shards
    connected = sum(not shard.is_closed() for shard in shards.values())
    if bot.ending:
        status = "ending"
    elif not bot.is_ready():
        status = "starting"
    else:
        status = "ok" if connected == len(shards) else "disconnected"
    latency = bot.latency if shards else math.nan
    index = bot.reader.index
    return {
        "status": status,
        "version": __version__,
        "uptime_seconds": round(time.monotonic() - started),
        "shards": len(shards),
        "shards_connected": connected,
        "latency_ms": round(latency * 1000) if math.isfinite(latency) else None,
        "guilds": len(bot.guilds),
        "registry": {
            "read_at": bot.reader.read_at,
            "benchmarks": len(index.benchmarks.entries),
            "models": len(index.models.entries),
            "trouble": bot.reader.trouble,
        },
    }


class Health:
    """The health endpoint, while it is entered.

    Args:
        bot: Whose health is told.
        port: Where it listens, 0 for any free port; None for no endpoint.
    """

    def __init__(self, bot: PodiumBot, port: int | None) -> None:
        self._bot = bot
        self._port = port
        self._started = time.monotonic()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        if self._port is None:
            return self
        app = web.Application()
        app.router.add_get("/health", self._answer)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, ADDRESS, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise SettingError(
                f"port {self._port} for the health endpoint cannot be used: {error.strerror}", "name a free one"
            ) from error
        logs.tell(log, "health endpoint", url=f"http://{ADDRESS}:{self._runner.addresses[0][1]}/health")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        found = state(self._bot, self._started)
        return web.Response(
            text=json.dumps(found) + "\n",
            status=200 if found["status"] == "ok" else 503,
            content_type="application/json",
        )
