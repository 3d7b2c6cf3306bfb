"""Recognising the questions that a benchmark's author answers on its card."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from podium.bots.faq import words
from podium.bots.faq.vocabulary import Link, Vocabulary
from podium.bots.faq.words import Token
from podium.registry.views import BenchmarkView

#: Share of the words of both questions together that they must have in common. At this height only
#: questions of seven and more words may differ, and in one word.
_LIKE = 0.85

_LITTLE = words.word_set(
    "a an the this that these those it its of in on onto into for to at by from with as and or be is are was were been",
    "do does did has have had having i you me my we our us please pls plz kindly thanks thank can could would will",
    "should shall there here tell know want wanna say so then hi hey hello ok okay ur u your exactly really actually",
)


class CardQuestions:
    """Compares a question with those on the cards, word for word, whatever the order.

    Args:
        vocabulary: The registry's names, so that a benchmark counts as the same word by any of its names.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, list[tuple[frozenset[str], Mapping[str, Any]]]] = {}

    def find(self, view: BenchmarkView, text: str, links: Sequence[Link]) -> Mapping[str, Any] | None:
        """Return the card's entry whose question, or a variant of it, is asked; None where there is none.

        Args:
            view: The benchmark; leaving its name out or naming it makes no difference.
            text: The question; typos in it are left as they are.
            links: The names among them.
        """
        asked = _content(view.slug, words.tokens(text), links)
        if not asked - words.HEADS:
            return None
        best: tuple[float, Mapping[str, Any] | None] = (0.0, None)
        for wanted, entry in self._entries(view):
            like = len(asked & wanted) / len(asked | wanted)
            if like > best[0]:
                best = (like, entry)
        return best[1] if best[0] >= _LIKE else None

    def _entries(self, view: BenchmarkView) -> list[tuple[frozenset[str], Mapping[str, Any]]]:
        if view.slug not in self._known:
            self._known[view.slug] = [
                (content, entry)
                for entry in view.card["faq"]
                for text in (entry["question"], *entry["variants"])
                for found in (words.tokens(text),)
                for content in (_content(view.slug, found, self._vocabulary.link(found)),)
                if content - words.HEADS
            ]
        return self._known[view.slug]


def _content(slug: str, tokens: Sequence[Token], links: Collection[Link]) -> frozenset[str]:
    """Return the words that make a question what it is; other benchmarks are one word each, by slug."""
    content = set()
    named: set[int] = set()
    exact = {link.entities[0].slug for link in links if link.kind == "benchmark" and not link.guessed}
    for link in links:
        # A word that could also be short for a benchmark named elsewhere is just a word.
        again = link.guessed and link.entities[0].slug in exact
        if link.kind == "benchmark" and not again:
            named.update(range(link.start, link.end))
            content.add(f"@{link.entities[0].slug}")
    content.discard(f"@{slug}")
    for i, token in enumerate(tokens):
        if i not in named and token.word not in _LITTLE:
            content.add(words.singular(token.word))
    return frozenset(content)
