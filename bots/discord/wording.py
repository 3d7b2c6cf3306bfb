"""Texts that were written for a terminal, as one reads them on Discord."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from podium.bots.discord import limits
from podium.bots.discord.faces import base

#: Advice to type a command, and what is done here instead.
_COMMANDS = (
    (re.compile(r"\bpodium benchmarks lists them all\b"), "ask me which benchmarks there are"),
    (re.compile(r"\bpodium (model|categor)(?:s|ies) lists them(?: all)?\b"), r"see what /\1 offers while you type"),
    (re.compile(r"\bpodium (leaderboard|model|compare)(?= )"), r"/\1"),
    (re.compile(r"\bpodium show(?= )"), "/benchmark"),
)
_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?\"'”’)\]]")


def spoken(text: str) -> str:
    """Return a text with the commands of a terminal said in Discord's way."""
    for pattern, instead in _COMMANDS:
        text = pattern.sub(instead, text)
    return text.replace("/categor offers", "/category offers")


def line(
    text: str, addresses: Collection[str] = (), longest: int = 1_500, pages: Sequence[tuple[str, str]] = ()
) -> str:
    """Return a line of a reply with markup: everything is escaped, and addresses are links that say where they lead.

    Args:
        text: One line.
        addresses: What the registry states as addresses; others may stand in names, and stay text.
        longest: Most characters of each text between addresses.
        pages: Phrases that stand in the line, in their order, each with the address that it is a link to.
    """
    for place, (phrase, url) in enumerate(pages):
        before, _, after = text.partition(phrase)
        head, link_ = line(before, addresses, longest), base.linked(limits.safe(phrase, longest), url)
        tail = line(after, addresses, longest, pages[place + 1 :])
        return "".join((head, " " * before[-1:].isspace(), link_, " " * after[:1].isspace(), tail)).strip()
    text, parts, end = spoken(text), list[str](), 0
    for match in _ADDRESS.finditer(text):
        if match.group() not in addresses:
            continue
        parts += [_between(text[end : match.start()], longest), link(match.group())]
        end = match.end()
    return "".join((*parts, _between(text[end:], longest))).strip()


def _between(text: str, longest: int) -> str:
    """Return a text escaped, with the blanks at its ends that part it from what is beside it."""
    inner = limits.safe(text, longest)
    if not inner:
        return " " if text else ""
    return f"{' ' * text[:1].isspace()}{inner}{' ' * text[-1:].isspace()}"


def link(url: str) -> str:
    """Return an address as a link that shows its host."""
    host = url.split("/")[2].removeprefix("www.")
    return base.linked(limits.safe(host, 40), url)
