"""What the bot sends: an embed, buttons and selects whose whole state is in their ids, and files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from podium.bots.discord.custom_ids import Press


class Look(Enum):
    """How a button stands out."""

    PLAIN = discord.ButtonStyle.secondary
    MAIN = discord.ButtonStyle.primary
    GOOD = discord.ButtonStyle.success
    BAD = discord.ButtonStyle.danger


@dataclass(frozen=True)
class Button:
    """A button.

    Args:
        label: What stands on it, at most 80 characters.
        press: What pressing it asks for, or None where it is a link.
        url: Where it leads, for a link.
        look: How it stands out.
        disabled: Whether it is shown but cannot be pressed.
    """

    label: str
    press: Press | None = None
    url: str | None = None
    look: Look = Look.PLAIN
    disabled: bool = False


@dataclass(frozen=True)
class Option:
    """One of the things to choose from.

    Args:
        label: What stands there, at most 100 characters.
        value: What is handed to the handler, at most 100 characters.
        description: A line below the label, at most 100 characters.
        chosen: Whether it is the present choice.
    """

    label: str
    value: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Select:
    """A list to choose one thing from.

    Args:
        placeholder: What stands there before a choice, at most 150 characters.
        press: What choosing asks for; the handler gets the chosen value beside it.
        options: At most 25.
    """

    placeholder: str
    press: Press
    options: tuple[Option, ...]


@dataclass(frozen=True)
class File:
    """A file to attach.

    Args:
        name: Its name; an embed shows a picture of that name by ``attachment://NAME``.
        data: Its bytes, at most 10 MiB.
        description: What a picture shows, for those who cannot see it.
    """

    name: str
    data: bytes
    description: str = ""


@dataclass(frozen=True)
class Outgoing:
    """A message of the bot.

    Args:
        embed: The answer.
        rows: At most five rows below it, each of up to five buttons or one select.
        files: Attachments.
        private: Whether only the asker may see it, where Discord can do that.
    """

    embed: discord.Embed
    rows: tuple[Sequence[Button] | Select, ...] = ()
    files: tuple[File, ...] = field(default=())
    private: bool = False

    def attachments(self) -> list[discord.File]:
        """Return the files as discord.py sends them; each can be sent once."""
        return [
            discord.File(io.BytesIO(one.data), filename=one.name, description=one.description or None)
            for one in self.files
        ]
