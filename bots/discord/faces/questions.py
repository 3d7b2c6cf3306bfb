"""The questions that the card of a benchmark answers."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces import base
from podium.bots.discord.faces.base import Tone
from podium.bots.discord.names import Named
from podium.bots.discord.outgoing import Option, Outgoing, Select


def questions_face(name: str, slug: str, questions: Sequence[Named], person: int) -> Outgoing:
    """Return the message that lists the questions of a benchmark, to choose one from.

    Args:
        name: The benchmark's name.
        slug: Its slug.
        questions: Its questions, by their place on the card.
        person: Who alone may choose.
    """
    if not questions:
        line = f"The authors of {limits.safe(name, base.NAME)} have answered no questions here. Ask me with /ask."
        return Outgoing(base.face(Tone.CARD, f"{name}: questions", [line]), private=True)
    lines = [f"• {limits.safe(one.name, 150)}" for one in questions]
    options = tuple(Option(one.name, one.slug) for one in questions[: limits.OPTIONS])
    return Outgoing(
        base.face(Tone.CARD, f"{name}: questions", lines),
        (Select("Choose one", Press("faq", ("o", slug), person), options),),
    )
