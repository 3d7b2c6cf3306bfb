"""A reply of the FAQ engine as one compact embed."""

from __future__ import annotations

import discord

from podium.bots.discord import limits
from podium.bots.discord.outgoing import Outgoing
from podium.bots.faq.reply import Reply


def reply_face(reply: Reply) -> Outgoing:
    """Return the message that shows a reply."""
    embed = discord.Embed(description=limits.clip(limits.safe(reply.body, 3_000), limits.DESCRIPTION))
    return Outgoing(embed, private=reply.kind not in ("answer", "ambiguous"))
