"""What the bot can do, and what it is."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.discord import limits
from podium.bots.discord.faces import base
from podium.bots.discord.faces.base import Tone
from podium.bots.discord.faces.reply import Offer
from podium.bots.discord.outgoing import Button, Outgoing
from podium.bots.faq.replies.wording import RESEARCH_ONLY
from podium.registry.tallies import Counts


def help_face(commands: Sequence[tuple[str, str]], examples: Sequence[Offer], others: Sequence[str] = ()) -> Outgoing:
    """Return the message that says how to ask.

    Args:
        commands: The commands that whoever asks needs, and what each does.
        examples: Questions that can be asked by pressing.
        others: Names of the commands of those who manage a server, where these are not among them.
    """
    lines = [
        "Mention me with a question, write to me alone, or use `/ask`.",
        "I remember your last question here for half an hour, so “and on MIMIC?” goes on from it.",
        "",
        *(f"`/{limits.plain(command, 60)}` {limits.safe(what)}" for command, what in sorted(commands, key=_first)),
    ]
    if others:
        listed = ", ".join(f"`/{limits.plain(one, 60)}`" for one in others)
        lines += ["", base.note(f"For those who manage a server there are also {listed}.")]
    embed = base.face(Tone.QUESTION, "What you can ask", lines)
    row = [Button(one.label, one.press) for one in examples[:5]]
    return Outgoing(embed, (row,) if row else (), private=True)


def _first(command: tuple[str, str]) -> tuple[bool, str]:
    return command[0] != "ask", command[0]


def about_face(version: str, counts: Counts, pages: Sequence[tuple[str, str | None]] = ()) -> Outgoing:
    """Return the message that says what the bot is, what it knows and what it keeps.

    Args:
        version: Podium's version.
        counts: How much there is in the registry.
        pages: Titles and addresses of the operator's pages.
    """
    lines = [
        "I answer from a registry of benchmarks: every figure comes with its source, and none is made up.",
        "",
        f"**{counts.benchmarks:,}** benchmarks with {counts.boards:,} boards",
        f"**{counts.models:,}** models by {counts.organisations:,} organisations",
        f"**{counts.results:,}** results, {counts.verified:,} of them verified",
        "",
        "**What I keep.** No text of any message. What you asked last is held in memory for half an hour, as names of"
        " the registry. On disk are only ids: of channels that a server set up, and of who reported wrong data, so that"
        " they can be told. `/privacy` shows and deletes what is yours.",
        "**What I hear.** Messages that mention me or are sent to me alone, and nothing else.",
    ]
    embed = base.face(Tone.CARD, f"Podium {version}", lines, remark=RESEARCH_ONLY)
    links = [Button(title, url=url) for title, url in pages if base.link(url)]
    return Outgoing(embed, (links,) if links else (), private=True)
