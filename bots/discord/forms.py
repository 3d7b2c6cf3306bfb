"""Forms that a person fills in. All that the answer needs stands in the form's id: it may come after a restart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press

#: Control characters besides the tab and the line feed.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: Discord's limits.
TITLE, LABEL, TOLD = 45, 45, 100


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Args:
        id: What it is called when the form comes back.
        label: What stands above it, at most 45 characters.
        told: A line below that, at most 100.
        typed: What stands in it already; cut to ``longest``.
        longest: Most characters.
        long: Whether it takes several lines.
        required: Whether the form can be sent without it.
    """

    id: str
    label: str
    told: str = ""
    typed: str = ""
    longest: int = 200
    long: bool = False
    required: bool = True


@dataclass(frozen=True)
class Form:
    """A form.

    Args:
        title: Above it, at most 45 characters.
        press: What sending it asks for.
        fields: One to five; one to four where ``head`` is given.
        head: What it is about, with markup.
    """

    title: str
    press: Press
    fields: tuple[Field, ...]
    head: str = ""


def modal_of(form: Form) -> discord.ui.Modal:
    """Return a form as discord.py sends it and then forgets."""
    modal = discord.ui.Modal(title=limits.plain(form.title, TITLE), custom_id=form.press.custom_id, timeout=None)
    if form.head:
        modal.add_item(discord.ui.TextDisplay(form.head))
    for one in form.fields:
        box: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id=one.id,
            style=discord.TextStyle.long if one.long else discord.TextStyle.short,
            default=one.typed[: one.longest] or None,
            required=one.required,
            max_length=one.longest,
        )
        told = limits.plain(one.told, TOLD) or None
        modal.add_item(discord.ui.Label(text=limits.plain(one.label, LABEL), description=told, component=box))
    # A form that is stopped is not remembered: whoever never sends it leaves nothing behind.
    modal.stop()
    return modal


def cleaned(text: str) -> str:
    """Return a text without blanks around it, without control characters, and without marks that turn directions."""
    return _UNSEEN.sub("", limits.undirected(text)).strip()


def filled(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed into a form, :func:`cleaned`, by the ids of the fields.

    Args:
        data: The form as Discord sends it back.
    """
    found: dict[str, str] = {}
    for part in data.get("components", ()):
        inner = part.get("component")
        for one in [inner] if inner is not None else part.get("components", ()):
            found[one.get("custom_id", "")] = cleaned(str(one.get("value") or ""))
    return found
