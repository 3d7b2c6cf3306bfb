"""Whom the figures of a message are credited to, and of when they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from podium.bots.faq.replies.wording import row_date, source_credit
from podium.registry import formats
from podium.registry.views import Row

#: A figure, and the card of its benchmark.
Figure = tuple[Row, Mapping[str, Any]]


def credit(figures: Collection[Figure]) -> str:
    """Return whom to credit for figures, or how many are to be credited; empty where there are no figures."""
    credits = {source_credit(row, card) for row, card in figures}
    return formats.count(len(credits), "source") if len(credits) > 1 else next(iter(credits), "")


def as_of(figures: Collection[Figure]) -> str | None:
    """Return the newest day of figures: empty where none has one, None where there are no figures."""
    if not figures:
        return None
    return max((date for row, _ in figures if (date := row_date(row))), default="")
