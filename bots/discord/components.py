"""Buttons and selects as discord.py sends them, and the one way by which a press comes back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord.ui import DynamicItem, Item, View

from podium.bots.discord import custom_ids, limits
from podium.bots.discord.outgoing import Button, Select

if TYPE_CHECKING:
    from typing import Self

    from podium.bots.discord.client import PodiumBot


def view_of(rows: Sequence[Sequence[Button] | Select]) -> View | None:
    """Return the rows as a view that discord.py sends and then forgets; None where there are none."""
    if not rows:
        return None
    view = View(timeout=None)
    for number, row in enumerate(rows):
        for item in [_select(row)] if isinstance(row, Select) else map(_button, row):
            item.row = number
            view.add_item(item)
    # A view that is stopped is not remembered: its state is in the ids, and memory stays flat.
    view.stop()
    return view


def _button(button: Button) -> Item[Any]:
    return discord.ui.Button(
        # A label of nothing that shows would be refused.
        label=limits.plain(button.label, limits.LABEL) or "…",
        style=discord.ButtonStyle.link if button.url else button.look.value,
        custom_id=button.press.custom_id if button.press is not None else None,
        url=button.url,
        disabled=button.disabled,
    )


def _select(select: Select) -> Item[Any]:
    return discord.ui.Select(
        placeholder=limits.plain(select.placeholder, 150),
        custom_id=select.press.custom_id,
        options=[
            discord.SelectOption(
                label=limits.plain(one.label, limits.OPTION) or one.value,
                value=one.value,
                description=limits.plain(one.description, limits.OPTION) or None,
                default=one.chosen,
            )
            for one in select.options[: limits.OPTIONS]
        ],
    )


class Pressed(DynamicItem[Item[Any]], template=custom_ids.TEMPLATE):
    """Any of our buttons and selects when it comes back: what it asks for is read from its id alone."""

    def __init__(self, item: Item[Any]) -> None:
        super().__init__(item)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the item that was pressed."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press to the bot."""
        bot: PodiumBot = interaction.client
        data: Any = interaction.data or {}
        await bot.pressed(interaction, data.get("custom_id", ""), tuple(data.get("values", ())))
