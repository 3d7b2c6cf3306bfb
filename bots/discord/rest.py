"""What Discord's REST interface says, without the gateway: for commands that look and go."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import aiohttp
import discord

from podium.bots.discord.client import PodiumBot
from podium.bots.discord.keeping import Keeping
from podium.bots.discord.reader import Reader
from podium.bots.discord.tokens import Token
from podium.registry.errors import PodiumError, SettingError, Unreachable
from podium.registry.startup import Place

_WRONG_TOKEN = 4004
_NO_ACCESS = 50001


@contextmanager
def refusals(token: Token) -> Iterator[None]:
    """Turn what Discord and the network say into one line with a way out.

    Raises:
        SettingError: If the token is refused, or what the bot may hear.
        Unreachable: If Discord does not answer, or answers that it cannot.
        PodiumError: If it refuses anything else.
    """
    try:
        yield
    except discord.PrivilegedIntentsRequired as error:
        raise SettingError(
            "Discord refuses what the bot wants to hear, though nothing of it is privileged", "report this with the log"
        ) from error
    except (discord.LoginFailure, discord.ConnectionClosed) as error:
        if isinstance(error, discord.ConnectionClosed) and error.code != _WRONG_TOKEN:
            raise PodiumError(
                f"Discord has closed the connection for good, with code {error.code}", "report this with the log"
            ) from error
        raise SettingError(
            f"Discord refuses the token of {token.source}",
            "make a new one by Reset Token on your application's page Bot, and put it in its place",
        ) from error
    except (OSError, TimeoutError, aiohttp.ClientError, discord.GatewayNotFound, discord.DiscordServerError) as error:
        raise unreachable(said_by(error)) from error
    except discord.HTTPException as error:
        hint = "the bot is not in that server: podium bot invite" if error.code == _NO_ACCESS else ""
        raise PodiumError(f"Discord refuses: {said_by(error)}", hint) from error


def unreachable(why: str) -> Unreachable:
    """Return the error of a Discord that does not answer."""
    hint = "see to the network and try again; https://discordstatus.com tells of outages"
    return Unreachable(f"Discord cannot be reached: {why}", hint)


def said_by(error: Exception) -> str:
    """Return what kind of error it is, and what it says, in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())


@asynccontextmanager
async def visitor(place: Place, token: Token, keeping: Keeping) -> AsyncIterator[PodiumBot]:
    """Lend the bot with its commands, logged in but not connected; nothing is read and nobody hears of it.

    Raises:
        PodiumError: What :func:`refusals` raises.
    """
    reader = Reader(place)
    try:
        with refusals(token):
            async with PodiumBot(reader, keeping) as bot:
                await bot.http.static_login(token.text)
                yield bot
    finally:
        reader.close()
