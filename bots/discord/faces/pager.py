"""The buttons that turn pages."""

from __future__ import annotations

from collections.abc import Callable

from podium.bots.discord.custom_ids import Press
from podium.bots.discord.outgoing import Button


def turning(page: int, pages: int, to: Callable[[str, int], Press]) -> list[Button]:
    """Return the buttons back and on, with the page between them.

    Args:
        page: From 1.
        pages: How many there are.
        to: Given a role and a page, the press that leads there.
    """
    return [
        Button("◀", to("p", max(1, page - 1)), disabled=page <= 1),
        Button(f"{page} of {pages}", to("at", page), disabled=True),
        Button("▶", to("n", min(pages, page + 1)), disabled=page >= pages),
    ]


def numbered(field: str) -> int:
    """Return the page that a field of an id means; ids can be forged, and what is no page is the first."""
    return int(field) if field.isascii() and field.isdecimal() and 0 < len(field) < 7 else 1
