"""How every message of the bot looks: its colour, its title, its lines, where the figures come from and when.

A face is read on phones as well: one thing a line, no tables, no code blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

import discord

from podium.bots.discord import limits
from podium.bots.faq.replies.wording import month

#: Longest address that Discord takes.
_URL = 2_048
_WEB = re.compile(r"https?://[^\s/?#][^\s/?#.]*\.[^\s/?#]\S*|https?://localhost\S*", re.IGNORECASE)
#: What would end a link in markup.
_ENDS = str.maketrans(
    {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "[": "%5B", "]": "%5D", "\\": "%5C", "`": "%60", "|": "%7C"}
)
#: What the second line of an entry begins with: Discord shows other spaces at the start of a line as none.
INDENT = "\u2003"
#: How openness is written in a line.
WEIGHTS = {True: "open", False: "proprietary", None: None}
#: Most characters of the name of a model or a benchmark in a line, and of less important words.
NAME, WORDS = 60, 40


class Tone(Enum):
    """What a message is, told by the colour of its edge. The colours are told apart by the colour-blind too."""

    ANSWER = 0x0072B2
    BOARD = 0x56B4E9
    CARD = 0x009E73
    NEWS = 0xE69F00
    QUESTION = 0xCC79A7
    WRONG = 0xD55E00


def face(
    tone: Tone,
    title: str,
    lines: Sequence[str],
    *,
    url: str | None = None,
    source: str = "",
    as_of: str | None = None,
    remark: str = "",
) -> discord.Embed:
    """Return an embed.

    Args:
        tone: What it is.
        title: Any text; it is cut, and shown without markup.
        lines: What it says, with markup: names and other texts from outside were made :func:`limits.safe`.
        url: Where the title leads.
        source: Whom to credit for the figures.
        as_of: The day of the figures in ISO form, of whatever precision; empty where it is not known, None where there
            are no figures.
        remark: What a reader must know beside that, such as that scores are for research only.
    """
    embed = discord.Embed(
        title=limits.safe(title, limits.TITLE // 2 - 1) or None,
        url=link(url),
        description=limits.clip_lines(_spaced(lines), limits.DESCRIPTION) or None,
        colour=tone.value,
    )
    # Not as the embed's own time, which Discord shows with an hour, and not at all where it may show no embeds.
    when = f"as of {dated(as_of)}" if as_of else "" if as_of is None else "undated"
    footer = " · ".join(filter(None, (limits.plain(source, 120), limits.plain(remark, 120), when)))
    if footer:
        embed.set_footer(text=footer)
    return embed


def fitting(forms: Iterable[list[str]]) -> list[str]:
    """Return the first of several forms of a text that fits into a message, or the last where none does.

    Args:
        forms: The lines of each; those that are not needed are not made.
    """
    form: list[str] = []
    for form in forms:
        if len("\n".join(form)) <= limits.DESCRIPTION:
            break
    return form


def _spaced(lines: Sequence[str]) -> list[str]:
    """Return lines with no more than one empty one between others, and none at the ends."""
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def dated(day: str) -> str:
    """Return a day in words, as far as it is known: "14 May 2026", "May 2026" or "2026"."""
    try:
        number = f"{date.fromisoformat(day).day} " if len(day) == len("2026-05-14") else ""
    except ValueError:
        number = ""
    return number + month(limits.plain(day, 20))


def link(url: str | None) -> str | None:
    """Return an address that Discord takes as a link, or None where it would refuse it."""
    if url is None or not url.isascii() or len(url) > _URL or not _WEB.fullmatch(url):
        return None
    return url


def linked(text: str, url: str | None) -> str:
    """Return a text with markup as a link to an address, or as it is where there is none.

    Args:
        text: Safe text.
        url: Any address.
    """
    found = link(url)
    if found is None:
        return text
    return f"[{text}]({found.translate(_ENDS)})"


def name(text: str, slug: str = "") -> str:
    """Return the name of a model or a benchmark for a line: safe, never empty, and so short that ten of them fit.

    Args:
        text: The name.
        slug: What stands there where nothing of the name can be read.
    """
    return limits.safe(text, NAME) or limits.safe(slug, NAME) or "unnamed"


def words(text: str | None) -> str:
    """Return a maker, a standing or the like for a line."""
    return limits.safe(text or "", WORDS)


def note(text: str) -> str:
    """Return a line that stands back: small and faint.

    Args:
        text: Safe text, in one line.
    """
    return f"-# {text}"


def joined(*parts: str | None) -> str:
    """Return the parts that are there, with a dot between."""
    return " · ".join(filter(None, parts))


def home(card: Mapping[str, Any]) -> str | None:
    """Return where more about a benchmark is to be read: its paper, otherwise the home of its data."""
    paper = card["paper"] or {}
    return paper.get("url") or card["dataset_url"] or None


def research(card: Mapping[str, Any]) -> str:
    """Return what stands in the footer where scores are for research only."""
    return "research use only" if card["research_use_only"] else ""
