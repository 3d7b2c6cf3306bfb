"""Numbers with their nouns."""

from __future__ import annotations

import pytest

from podium.bots.faq.replies.wording import counted


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("model", "models"),
        ("study", "studies"),
        ("day", "days"),
        ("category", "categories"),
        ("loaf", "loaves"),
        ("half", "halves"),
        ("knife", "knives"),
        ("roof", "roofs"),
        ("box", "boxes"),
        ("class", "classes"),
        ("patch", "patches"),
        ("brush", "brushes"),
        ("further board", "further boards"),
    ],
)
def test_a_noun_has_the_plural_of_regular_english(noun: str, plural: str) -> None:
    assert (counted(1, noun), counted(617, noun)) == (f"1 {noun}", f"617 {plural}")
