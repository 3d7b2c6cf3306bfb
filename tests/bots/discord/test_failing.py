"""What a person is told of what went wrong: one line in words of this place, with nothing that pings."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from podium.bots.discord.failing import missing, names, words_of
from podium.registry.errors import NotFound, PodiumError, RegistryFileError

EVERYTHING = discord.Permissions.all()


def refusal(code: int, status: int = 403) -> discord.HTTPException:
    """Return what discord.py raises where Discord answers so."""
    response: Any = SimpleNamespace(status=status, reason="refused")
    return discord.HTTPException(response, {"code": code, "message": "refused"})


def transformed(value: object) -> app_commands.TransformerError:
    """Return what discord.py raises for a value that an option does not take."""
    transformer: Any = SimpleNamespace(_error_display_name="a number")
    return app_commands.TransformerError(value, discord.AppCommandOptionType.integer, transformer)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PodiumError("it is shut", "open it"), "it is shut (open it)"),
        (
            RegistryFileError("registry file /srv/p/registry.db: no", "restore a backup"),
            "The registry cannot be used just",
        ),
        (NotFound("model", "@everyone `x`"), "no model called '@\u200beveryone \\`x\\`'"),
        (NotFound("benchmark", "x", (), "podium benchmarks lists them all"), "no benchmark called 'x' (ask me which"),
        (refusal(50013), "Discord does not let me answer here."),
        (refusal(0, 502), "Discord did not take my answer. Please try again."),
        (aiohttp.ClientConnectionError("reset"), "Discord did not take my answer. Please try again."),
        (app_commands.NoPrivateMessage(), "That works in servers only."),
        (app_commands.MissingPermissions(["manage_channels"]), "For that you need the permission Manage Channels."),
        (app_commands.BotMissingPermissions(["manage_guild"]), "I need the permission Manage Server here."),
        (transformed("`1e400`"), "'\\`1e400\\`' is nothing that this option takes."),
        (app_commands.CommandNotFound("old", []), "Discord shows an old version of that command."),
    ],
)
def test_what_a_person_can_do_something_about_is_told_in_a_line(error: BaseException, told: str) -> None:
    words = words_of(error)
    assert words is not None and words.startswith(told) and "\n" not in words


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("y"), refusal(50035, 400)])
def test_what_nobody_foresaw_is_not_told_but_noted(error: BaseException) -> None:
    assert words_of(error) is None


def test_what_the_bot_lacks_in_a_channel_is_named_as_discords_settings_name_it() -> None:
    bare = discord.Permissions(view_channel=True, send_messages=True, read_message_history=True)
    assert missing(bare) == ["embed_links", "attach_files"]
    assert words_of(refusal(50013), bare) == (
        "Discord does not let me answer here: I need the permissions Embed Links and Attach Files."
    )
    assert missing(EVERYTHING) == missing(EVERYTHING, in_thread=True) == []
    assert "send_messages_in_threads" in missing(bare, in_thread=True)
    assert "send_messages" not in missing(discord.Permissions.none(), in_thread=True)
    assert names(["view_channel"]) == "View Channel"
    assert names(["a", "b", "c"]) == "A, B and C"
