"""Phrases are taken apart when a question holds the word that they begin with, and mean what their table says."""

from __future__ import annotations

from itertools import product

import pytest

from podium.bots.faq.language import lexicon
from podium.bots.faq.language.catalogued import CATALOGUED
from podium.bots.faq.language.concepts import LEXICON
from podium.bots.faq.language.openness import OPENNESS
from podium.bots.faq.language.phrases import Beginning, Phrases, Product
from podium.bots.faq.language.placings import PLACINGS


def test_phrases_of_a_text_and_of_a_product_carry_their_concept() -> None:
    found = Phrases({"OPEN": ("free, for u to take", Product("-|freely", "open|in the open", "weights"))})
    assert found.beginning("for") == Beginning({("for", "you", "to", "take"): frozenset({"OPEN"})}, 4)
    assert set(found.beginning("freely").meanings) == {
        ("freely", "open", "weights"),
        ("freely", "in", "the", "open", "weights"),
    }
    assert set(found.beginning("in").meanings) == {("in", "the", "open", "weights")}
    assert found.beginning("weights") == Beginning({}, 1)
    assert found.words == {"free"}
    assert found.phrased == set("for you to take freely open in the weights".split())


def test_a_phrase_of_two_tables_carries_both_concepts() -> None:
    found = Phrases({"A": "top of the list,top"}, {"B": "top of the list"})
    both, one = frozenset({"A", "B"}), frozenset({"A"})
    assert found.beginning("top") == Beginning({("top", "of", "the", "list"): both, ("top",): one}, 4)


@pytest.mark.parametrize("table", [LEXICON, PLACINGS | CATALOGUED, OPENNESS], ids=["concepts", "more", "openness"])
def test_every_phrase_of_the_tables_is_found(table: dict[str, str | tuple[str | Product, ...]]) -> None:
    number = 0
    for concept, said in table.items():
        for one in (said,) if isinstance(said, str) else said:
            texts = one.split(",") if isinstance(one, str) else _written_out(one)
            for text in texts:
                words = ["your" if word == "ur" else "you" if word == "u" else word for word in text.split()]
                assert concept in lexicon.phrase(words), text
                number += 1
    assert number > 1000


def _written_out(one: Product) -> list[str]:
    return [" ".join(part for part in chosen if part != "-") for chosen in product(*one.parts)]
