"""Answering an interaction: acknowledged within a second whatever the answer takes, then the answer, sent once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import discord

from podium.bots.discord import custom_ids, failing, limits, logs
from podium.bots.discord.components import view_of
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.forms import Form, modal_of
from podium.bots.discord.outgoing import Outgoing
from podium.registry.errors import RegistryFileError

Interaction = discord.Interaction[Any]

#: Seconds after which an answer that is not there yet is announced. Discord itself waits three.
PATIENCE = 0.7

log = logging.getLogger(__name__)


async def respond(interaction: Interaction, work: Awaitable[Outgoing], *, private: bool = False) -> None:
    """Answer a command with a new message.

    Args:
        interaction: The command.
        work: What makes the answer.
        private: Whether only the asker may see it; an answer that is not there in time is announced so.

    Raises:
        PodiumError: What ``work`` raises; :func:`fail` tells it.
    """
    with _noted(interaction), interaction.client.answering.one():
        found = await _in_time(work, lambda: interaction.response.defer(thinking=True, ephemeral=private))
        if not interaction.response.is_done():
            await interaction.response.send_message(**_parts(found), ephemeral=private or found.private)
        elif found.private and not private:
            await _take_back(interaction, _parts(found))
        else:
            await interaction.edit_original_response(**_parts(found, edit=True))


async def replace(interaction: Interaction, work: Awaitable[Outgoing]) -> None:
    """Answer a button by changing the message it stands on.

    Raises:
        PodiumError: What ``work`` raises; :func:`fail` tells it.
    """
    with _noted(interaction), interaction.client.answering.one():
        found = await _in_time(work, interaction.response.defer)
        if interaction.response.is_done():
            await interaction.edit_original_response(**_parts(found, edit=True))
        else:
            await interaction.response.edit_message(**_parts(found, edit=True))


async def ask(interaction: Interaction, form: Form) -> None:
    """Answer a command or a button with a form; Discord takes none that was announced, so it must be there at once."""
    with _noted(interaction), interaction.client.answering.one():
        await interaction.response.send_modal(modal_of(form))


@contextmanager
def _noted(interaction: Interaction) -> Iterator[None]:
    """Log what was answered, where, and how long that took; not who asked, nor what."""
    began = time.monotonic()
    yield
    if interaction.command is not None:
        what = f"/{interaction.command.qualified_name}"
    else:
        data: Any = interaction.data or {}
        press = custom_ids.read(data.get("custom_id", ""))
        what = "component" if press is None else press.kind
    announced = interaction.response.type in (
        discord.InteractionResponseType.deferred_channel_message,
        discord.InteractionResponseType.deferred_message_update,
    )
    ms = round((time.monotonic() - began) * 1000)
    logs.tell(log, "answered", what=what, ms=ms, announced=announced, guild=interaction.guild_id)


async def _in_time(work: Awaitable[Outgoing], announce: Callable[[], Awaitable[Any]]) -> Outgoing:
    """Return what is made, and announce it if that takes longer than a person should wait for a sign."""
    task = asyncio.ensure_future(work)
    try:
        if not (await asyncio.wait({task}, timeout=PATIENCE))[0]:
            await announce()
        return await task
    except BaseException:
        # Nobody waits for it any more.
        task.cancel()
        raise


async def fail(interaction: Interaction, error: BaseException) -> None:
    """Tell the person, and nobody else, what went wrong in one line; what nobody foresaw goes into the log."""
    if isinstance(error, discord.HTTPException) and error.code in failing.OVER:
        # There is no way to tell anybody.
        log.warning("an interaction was over before it was answered: %s", error.code)
        return
    if interaction.client.is_closed():
        # The bot has left, and has said how many answers it left behind.
        return
    text = failing.words_of(error, interaction.app_permissions)
    if text is None:
        log.error("an interaction failed", exc_info=error)
        text = failing.UNFORESEEN
    elif isinstance(error, RegistryFileError):
        log.error("an interaction failed: %s", error)
    elif isinstance(error, failing.NOT_TAKEN):
        log.warning("an answer was not taken: %s", failing.said(error))
    with interaction.client.answering.one():
        await whisper(interaction, text)


async def whisper(interaction: Interaction, text: str) -> None:
    """Tell the person something that nobody else sees."""
    text = limits.clip(text, limits.CONTENT)
    try:
        if not interaction.response.is_done():
            await interaction.response.send_message(text, ephemeral=True)
        elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            await _take_back(interaction, {"content": text})
        else:
            await interaction.followup.send(text, ephemeral=True)
    except failing.NOT_TAKEN as error:
        # Too late, or the channel is gone: there is nobody left to tell.
        log.warning("a person could not be told: %s", failing.said(error))


async def _take_back(interaction: Interaction, parts: dict[str, Any]) -> None:
    """Give an answer to the asker alone, and remove the message that announced it, which everybody may see.

    Whether others see it was fixed when it was sent, and the first message to follow it would take its place: so it is
    given a text, and goes when the answer is there.
    """
    await interaction.edit_original_response(content="…")
    await interaction.followup.send(**parts, ephemeral=True)
    await interaction.delete_original_response()


def _parts(found: Outgoing, *, edit: bool = False) -> dict[str, Any]:
    """Return the arguments of discord.py's methods for a message."""
    view = view_of(found.rows)
    if edit:
        return {"content": None, "embed": found.embed, "view": view, "attachments": found.attachments()}
    parts: dict[str, Any] = {"embed": found.embed, "files": found.attachments()}
    return parts if view is None else parts | {"view": view}


def message_parts(found: Outgoing) -> dict[str, Any]:
    """Return the arguments with which discord.py sends a message to a channel."""
    return _parts(found)


async def follow(interaction: Interaction, press: Press, work: Awaitable[Outgoing]) -> None:
    """Answer a button whose first field says where: on the message that it stands on, or below it.

    ``"o"`` opens a message of its own, which is private where the one that was pressed is; ``"a"`` answers everybody,
    as the command would have done whose name was not understood. Anything else changes the message, unless it belongs
    to another person, who keeps it as it is: whoever pressed then gets a private one.

    Raises:
        PodiumError: What ``work`` raises; :func:`fail` tells it.
    """
    role = press.fields[0] if press.fields else ""
    mine = press.owner in (None, interaction.user.id)
    hidden = interaction.message is not None and interaction.message.flags.ephemeral
    if role == "a" and mine:
        await respond(interaction, work)
    elif role == "o" or not mine:
        await respond(interaction, work, private=hidden or not mine)
    else:
        await replace(interaction, work)
