"""How many benchmarks the categories have: "which category has the fewest benchmarks", "benchmarks per category"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked

_ORDER = words.word_set("most fewest least few smallest largest biggest per each only single empty")
_BESIDE = words.FILLER | words.word_set(
    "which what how by category categories benchmark benchmarks dataset datasets number numbers count counts most"
    " fewest least few smallest largest biggest per each only many single one two three list sorted size sizes with"
    " have has there are is"
)


def of_categories(asked: Asked) -> Frame | None:
    """Return the frame of a question for categories by their numbers of benchmarks; None for any other."""
    said = set(asked.words)
    if asked.reading.links or asked.sights or said.isdisjoint(("category", "categories")) or said.isdisjoint(_ORDER):
        return None
    return Frame(Intent.CATEGORY_LIST) if said <= _BESIDE else None
