"""For whom a message is made: whether others see it, and whether there is anybody to share it with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import discord

from podium.bots.discord.custom_ids import Press
from podium.bots.discord.outgoing import Button, Look, Outgoing, Select

#: Most rows of a message, and most buttons of a row.
_ROWS, _BUTTONS = 5, 5


@dataclass(frozen=True)
class Viewer:
    """Whoever asked.

    Args:
        id: Of the person.
        alone: Whether nobody else sees the answer.
        shares: Whether there is anybody to share it with.
    """

    id: int
    alone: bool = False
    shares: bool = False

    @property
    def again(self) -> str:
        """The role of a button that asks once more, with another name: seen by whom this was to be seen by."""
        return "o" if self.alone else "a"


def viewer(interaction: discord.Interaction[Any], *, private: bool = False, press: Press | None = None) -> Viewer:
    """Return whoever uses a command, or presses a button.

    Args:
        interaction: The command or the press.
        private: Whether the command asks for an answer that nobody else sees.
        press: What was pressed, where it was a button.
    """
    if press is not None:
        mine = press.owner in (None, interaction.user.id)
        hidden = interaction.message is not None and interaction.message.flags.ephemeral
        private = not mine or (hidden and press.fields[:1] != ("a",))
    return Viewer(interaction.user.id, private, private and not interaction.context.dm_channel)


def sharable(found: Outgoing, press: Press, viewer: Viewer) -> Outgoing:
    """Return a message with a button that shows it to everybody, where only the viewer sees it.

    Args:
        found: The message.
        press: Asks for it once more, with the role ``"a"``.
        viewer: For whom it is.
    """
    if found.private or not viewer.shares:
        return found
    button = Button("Share", press, look=Look.GOOD)
    rows: list[Any] = list(found.rows)
    if rows and not isinstance(rows[-1], Select) and len(rows[-1]) < _BUTTONS:
        rows[-1] = [*rows[-1], button]
    elif len(rows) < _ROWS:
        rows.append([button])
    return replace(found, rows=tuple(rows))
