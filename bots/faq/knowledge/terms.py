"""Podium's glossary: the words of metrics, protocols and standings, defined once, in a sentence or two each.

A benchmark's own jargon stands on its card (:class:`podium.registry.card.Term`) and is found beside these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from podium.bots.faq.knowledge.glossary import FIELD, PODIUM, Entry
from podium.bots.faq.knowledge.metric_terms import METRICS
from podium.bots.faq.language.words import joined_key, tokens

#: The glossary by key.
GLOSSARY: Mapping[str, Entry] = {entry.key: entry for entry in (*METRICS, *PODIUM, *FIELD)}


def names() -> Iterator[tuple[str, str]]:
    """Yield every name of the glossary with the key of its entry; a name of one entry is no synonym of another."""
    for entry in GLOSSARY.values():
        for name in (entry.name, *entry.synonyms):
            yield name, entry.key


@cache
def glossary_words() -> frozenset[str]:
    """Return the words of the glossary's names, none of which is a slip of another: "Brier" is no "brief"."""
    return frozenset(token.word for name, _ in names() for token in tokens(name))


def card_names(terms: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield every name of a card's terms, given as the card's JSON, with the key of its term."""
    for term in terms:
        for name in (term["name"], *term["synonyms"]):
            yield name, joined_key(term["name"])


def on_card(terms: Sequence[Mapping[str, Any]], key: str) -> Mapping[str, Any] | None:
    """Return the term of a card that has this key or a name that joins to it."""
    return next((term for term in terms if key in map(joined_key, (term["name"], *term["synonyms"]))), None)


def of_metric(metric_name: str, card_terms: Sequence[Mapping[str, Any]] = ()) -> Entry | None:
    """Return the entry that says what a board's metric is: that of its longest name inside the metric's.

    Args:
        metric_name: As a board writes it, such as ``"mean AUROC over five tasks"``.
        card_terms: Terms of the benchmark's card, which go before the glossary's.
    """
    own = [Entry(one["name"], one["definition"], tuple(one["synonyms"]), one["source_url"]) for one in card_terms]
    parts = _words(metric_name)
    best: tuple[int, Entry | None] = (0, None)
    for entry in (*own, *METRICS):
        for name in (entry.name, *entry.synonyms):
            wanted = _words(name)
            length = len("".join(wanted))
            if length > best[0] and any(parts[i : i + len(wanted)] == wanted for i in range(len(parts))):
                best = (length, entry)
    return best[1]


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text.lower()).split()
