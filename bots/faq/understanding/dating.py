"""Whether a benchmark is of some year: "is HealthBench from 2024 or 2025?"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked

_WHETHER = words.word_set("is was are were isnt wasnt")
_BESIDE = words.word_set(
    "is was are were isnt wasnt it that from of or the a an in published released made created out came come year right"
    " correct benchmark dataset paper really already new old"
)


def of_year(asked: Asked) -> Frame | None:
    """Return the frame of a question whether a benchmark is from a year; None for any other."""
    if len(asked.sights) != 1 or asked.models or not any(value.period for value in asked.values):
        return None
    said = asked.words
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    rest = [word for i, word in enumerate(said) if i not in named]
    years = [word for word in rest if word.isdigit() and len(word) == _YEAR]
    if (
        not years
        or not (_WHETHER & {rest[0], rest[-2] if len(rest) > 1 else ""})
        and rest[-1] not in ("right", "correct")
    ):
        return None
    if not {"from", "of"} & set(rest) or any(word not in _BESIDE for word in rest if word not in years):
        return None
    return Frame(Intent.PUBLISHED, (asked.sights[0].view.slug,))


_YEAR = 4
