"""Recognising the questions that a benchmark's author answers on its card."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from podium.bots.faq import words
from podium.bots.faq.reading import Reading
from podium.bots.faq.vocabulary import Link, Vocabulary
from podium.bots.faq.words import Token
from podium.registry.views import BenchmarkView

#: Share of the words of both questions together that they must have in common. At this height only
#: questions of seven and more words may differ, and in one word.
_LIKE = 0.85

#: From here on words that are one letter apart are looked for.
_SLIPS_FROM = 0.3
#: Fewest letters of a word that can be a slip of another.
_LONG = 5

#: How a card asks where its data are, so that "how do I get it" finds the author's answer.
_GETTING = ("How can I get the data?", "Where can I get the data?", "Can I download it?", "Where can I download it?")

#: Words of asking, which a question in few words leaves out.
_ASKING = words.HEADS | words.word_set("many much mean problem there per used use whose get got score reach")

_LITTLE = words.word_set(
    "a an the this that these those it its of in on onto into for to at by from with as and or be is are was were been",
    "do does did has have had having i you me my we our us please pls plz kindly thanks thank can could would will",
    "should shall there here tell know want wanna say so then hi hey hello ok okay ur u your exactly really actually",
    "hmm um uh bro dude lol omg pretty sir dear quick quickly wondering wonder curious explain any idea know",
)


class CardQuestions:
    """Compares a question with those on the cards, word for word, whatever the order.

    Args:
        vocabulary: The registry's names, so that a benchmark counts as the same word by any of its names.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, list[tuple[frozenset[str], int]]] = {}

    def find(self, view: BenchmarkView, reading: Reading) -> int | None:
        """Return the position of the card's entry whose question, or a variant of it, is asked; None without one.

        Args:
            view: The benchmark; leaving its name out or naming it makes no difference.
            reading: The question. It is compared as typed, and again with its typos mended.
        """
        typed = words.tokens(reading.text)
        position = self._like(view, _content(view.slug, typed, reading.links))
        if position is None and len(typed) == len(reading.tokens):
            position = self._like(view, _content(view.slug, reading.tokens, reading.links))
        return position

    def getting(self, view: BenchmarkView) -> int | None:
        """Return the position of the entry that says where the benchmark's data are; None where the card has none."""
        found = (self._like(view, _content(view.slug, words.tokens(text), ())) for text in _GETTING)
        return next((position for position in found if position is not None), None)

    def _like(self, view: BenchmarkView, asked: frozenset[str]) -> int | None:
        if not asked - words.HEADS:
            return None
        best: tuple[float, int | None] = (0.0, None)
        core = asked - _ASKING
        for wanted, position in self._entries(view):
            # "Label noise of MMLU" has all that the question is made of, but for how it asks.
            if len(core) > 1 and core == wanted - _ASKING:
                return position
            shared = len(asked & wanted)
            if 2 * shared < len(wanted):
                continue
            if _SLIPS_FROM <= shared / len(asked | wanted) < _LIKE:
                slips = _slips(asked - wanted, wanted - asked)
                like = (shared + slips) / (len(asked | wanted) - slips)
            else:
                like = shared / len(asked | wanted)
            if like > best[0]:
                best = (like, position)
        return best[1] if best[0] >= _LIKE else None

    def _entries(self, view: BenchmarkView) -> list[tuple[frozenset[str], int]]:
        if view.slug not in self._known:
            self._known[view.slug] = [
                (content, position)
                for position, entry in enumerate(view.card["faq"])
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


def _slips(asked: Collection[str], wanted: Collection[str]) -> int:
    """Return how many words are one letter away from a word that is missing."""
    return sum(any(_one_slip(word, other) for other in wanted) for word in asked if len(word) >= _LONG)


def _one_slip(one: str, other: str) -> bool:
    """Return whether two words differ in one letter, one more or less, or two neighbours that changed places."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or len(one) < _LONG - 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) != len(other):
        return one[same:] == other[same + 1 :]
    swapped = one[same + 1 : same + 2] + one[same : same + 1] == other[same : same + 2]
    return one[same + 1 :] == other[same + 1 :] or (swapped and one[same + 2 :] == other[same + 2 :])
