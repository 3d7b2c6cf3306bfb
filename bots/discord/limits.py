"""Discord's limits on messages, and text that cannot harm: clipped, escaped, in one line."""

from __future__ import annotations

import re

import discord

from podium.bots.faq.reply import one_line

CONTENT = 2_000
TITLE = 256
DESCRIPTION = 4_096
FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1_024
FOOTER = 2_048
AUTHOR = 256
#: Over all texts of the embeds of a message.
EMBED = 6_000
LABEL = 80
OPTION = 100
OPTIONS = 25
FILE = 10 * 1024 * 1024

# Headings and lists are such at the start of a line alone, parentheses a link after brackets alone, and a colon is part
# of an address or of an emoji's name. What needs no escape gets none: a name with many of them would not fit.
_MARKUP = re.compile(r"[\\*_~|`<>\[\]@]|^[-#]|:(?=/|\w+:)")
#: Letters that change the direction of what follows, which would carry over into the words around a name.
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Letters that are none to the eye: a name of these alone is as good as none.
_FILLERS = re.compile("[\u115f\u1160\u2800\u3164\uffa0]+")


def undirected(text: str) -> str:
    """Return a text without marks that change the direction of what follows."""
    return _DIRECTIONS.sub("", text)


def plain(text: str, longest: int) -> str:
    """Return a text in one line without marks that do not show, cut with an ellipsis: for places without markup."""
    return clip(_FILLERS.sub(" ", undirected(one_line(text))).strip(), longest)


def safe(text: str, longest: int = 100) -> str:
    """Return a text of the registry or of a person for a place with markup: one line, cut, everything escaped.

    Args:
        text: Any text.
        longest: Most characters of the text itself; escapes come on top.
    """
    return _MARKUP.sub(r"\\\g<0>", plain(text, longest)).replace("\\@", "@\u200b")


def clip(text: str, longest: int) -> str:
    """Return a text cut to a length, the last character then an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def clip_lines(lines: list[str], longest: int, more: str = "… and {} more") -> str:
    """Return lines joined as far as they fit, and how many were left out.

    Args:
        lines: Whole lines; none is cut unless it alone is too long.
        longest: Most characters of the result.
        more: The last line where some were left out.
    """
    text = "\n".join(lines)
    if len(text) <= longest:
        return text
    for kept in range(len(lines) - 1, 0, -1):
        text = "\n".join((*lines[:kept], more.format(len(lines) - kept)))
        if len(text) <= longest:
            return text
    return clip(lines[0], longest)


def fits(embed: discord.Embed) -> bool:
    """Return whether Discord takes an embed."""
    return (
        len(embed.title or "") <= TITLE
        and len(embed.description or "") <= DESCRIPTION
        and len(embed.fields) <= FIELDS
        and all(
            1 <= len(one.name or "") <= FIELD_NAME and 1 <= len(one.value or "") <= FIELD_VALUE for one in embed.fields
        )
        and len(embed.footer.text or "") <= FOOTER
        and len(embed.author.name or "") <= AUTHOR
        and len(embed) <= EMBED
    )
