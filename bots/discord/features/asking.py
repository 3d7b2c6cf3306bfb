"""Questions in a person's own words: ``/ask``, a mention, a DM."""

from __future__ import annotations

import time
from typing import Any

import discord
from discord import app_commands

from podium.bots.discord import responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.faces.reply import reply_face
from podium.bots.discord.outgoing import Outgoing
from podium.bots.faq.understanding.conversation import Conversations


def add(bot: PodiumBot) -> None:
    """Register ``/ask`` and the answers to mentions and DMs."""
    conversations = Conversations()

    async def answer(text: str, channel: int | None, user: int) -> Outgoing:
        conversation = conversations.of(str(channel), str(user), time.monotonic())
        return reply_face(await bot.reader.read(lambda desk: desk.engine.answer(text, conversation)))

    @bot.tree.command()
    @app_commands.describe(question="In your own words, such as: who leads CheXpert?")
    async def ask(interaction: discord.Interaction[Any], question: app_commands.Range[str, 1, 1000]) -> None:
        """Ask about a benchmark, a board or a model."""
        await responding.respond(interaction, answer(question, interaction.channel_id, interaction.user.id))

    async def asked(message: discord.Message) -> None:
        found = await answer(message.clean_content, message.channel.id, message.author.id)
        await message.reply(**responding.message_parts(found), mention_author=False)

    bot.on_question(asked)
