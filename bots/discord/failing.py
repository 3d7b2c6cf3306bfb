"""What a person is told when something goes wrong, in one line."""

from __future__ import annotations

import aiohttp
import discord
from discord import app_commands

from podium.bots.discord import limits
from podium.bots.discord.wording import spoken
from podium.registry.errors import PodiumError, RegistryFileError

#: How a call to Discord comes to nothing.
NOT_TAKEN = (discord.HTTPException, aiohttp.ClientError, ConnectionError, TimeoutError)
#: What is told of a fault.
UNFORESEEN = "Something went wrong here, and it is noted. Please try again."
#: What is told where a file of the bot's cannot be used: where it is, is the operator's business.
NO_REGISTRY = "The registry cannot be used just now, and it is noted. Please try again in a few minutes."
#: What the bot needs in a channel where it answers, besides one of the permissions to send.
NEEDED = discord.Permissions(view_channel=True, embed_links=True, attach_files=True, read_message_history=True)
#: Discord's codes for what is not allowed there: no access, missing permissions, a reply where nothing may be read.
NOT_ALLOWED = (50001, 50013, 160002)
#: The interaction is over: more than three seconds have passed, it was answered, what was to be changed was deleted, or
#: fifteen minutes have passed.
OVER = (10062, 40060, 10008, 10015, 50027)


_TRY_AGAIN = "Discord did not take my answer. Please try again."


def said(error: BaseException) -> str:
    """Return what a log tells of a call that came to nothing."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status} {error.code}"
    return f"{type(error).__name__}: {error}"


def words_of(error: BaseException, permissions: discord.Permissions | None = None) -> str | None:
    """Return what a person is told of an error, None where it is a fault that they can do nothing about.

    Args:
        error: What went wrong.
        permissions: What the bot may do where it happened, if that is known.
    """
    if isinstance(error, RegistryFileError):
        return NO_REGISTRY
    if isinstance(error, PodiumError):
        return limits.safe(spoken(str(error)), 1_000)
    if isinstance(error, discord.HTTPException):
        if error.code in NOT_ALLOWED:
            return _not_allowed(permissions)
        return _TRY_AGAIN if error.status >= 500 else None
    if isinstance(error, NOT_TAKEN):
        return _TRY_AGAIN
    return _of_command(error)


def _of_command(error: BaseException) -> str | None:
    """Return what is told of an error of discord.py's that comes before a command runs."""
    match error:
        case app_commands.NoPrivateMessage():
            return "That works in servers only."
        case app_commands.MissingPermissions():
            return f"For that you need the {named(error.missing_permissions)}."
        case app_commands.BotMissingPermissions():
            return f"I need the {named(error.missing_permissions)} here."
        case app_commands.TransformerError():
            return f"{limits.safe(repr(error.value), 100)} is nothing that this option takes."
        case app_commands.CommandSignatureMismatch() | app_commands.CommandNotFound():
            return "Discord shows an old version of that command. Please try again in a minute."
    return None


def _not_allowed(permissions: discord.Permissions | None) -> str:
    lacking = missing(permissions) if permissions is not None else []
    if not lacking:
        return "Discord does not let me answer here."
    return f"Discord does not let me answer here: I need the {named(lacking)}."


def missing(permissions: discord.Permissions, *, in_thread: bool = False) -> list[str]:
    """Return the permissions that an answer needs and the bot lacks, as discord.py names them.

    Args:
        permissions: What the bot may do there.
        in_thread: Whether it is in a thread, where sending is a permission of its own.
    """
    needed = NEEDED | discord.Permissions(send_messages_in_threads=in_thread, send_messages=not in_thread)
    have = dict(permissions)
    return [name for name, is_needed in needed if is_needed and not have[name]]


def named(permissions: list[str]) -> str:
    """Return permissions with what they are: "permission Embed Links"."""
    return f"permission{'s' if len(permissions) > 1 else ''} {names(permissions)}"


def names(permissions: list[str]) -> str:
    """Return permissions as Discord's settings call them."""
    written = [name.replace("guild", "server").replace("_", " ").title() for name in permissions]
    return " and ".join(filter(None, (", ".join(written[:-1]), written[-1])))
