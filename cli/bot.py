"""``podium bot``: the Discord bot, and what its operator needs."""

from __future__ import annotations

import os

import click

from podium.cli.app import App, pass_app
from podium.cli.faq_engine import encoder_option, open_engine
from podium.registry.errors import MissingExtra, PodiumError


@click.group()
def bot() -> None:
    """Run the Discord bot, and look after it."""


@bot.command()
@encoder_option
@pass_app
def discord(app: App, encoder: str | None) -> None:
    """Run the Discord bot until it is told to end."""
    try:
        from podium.bots.discord import running
    except ImportError as error:
        raise MissingExtra("discord", "the Discord bot", "discord.py") from error
    token = os.environ.get("PODIUM_DISCORD_TOKEN")
    if not token:
        raise PodiumError("PODIUM_DISCORD_TOKEN is not set", "set it to the token of your application's bot")
    running.run(app.place, token, lambda connection: open_engine(connection, encoder))
