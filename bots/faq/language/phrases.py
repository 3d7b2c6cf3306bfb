"""Words and phrases with what they can mean, taken apart when a question first holds the word that they begin with.

There are some thirty thousand phrases, of which a question needs a few hundred: to take all of them apart would be the
larger part of a command's start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

#: Words that are read as others before their meaning is looked up.
_SPELT = {"u": "you", "ur": "your"}


class Product:
    """The phrases that take one of each part, of two words at least: 19,000 in a line.

    Args:
        parts: Of each part what it can be, parted by ``|``; ``-`` stands for nothing.
    """

    def __init__(self, *parts: str) -> None:
        self.parts = tuple(tuple(part.split("|")) for part in parts)

    def firsts(self) -> Iterator[str]:
        """Yield the words that a phrase may begin with."""
        for part in self.parts:
            yield from (one.split(None, 1)[0] for one in part if one != "-")
            if "-" not in part:
                return

    def words(self) -> Iterator[str]:
        """Yield the words of the phrases."""
        for part in self.parts:
            for one in part:
                if one != "-":
                    yield from one.split()

    def beginning(self, word: str) -> Iterator[str]:
        """Yield the phrases whose first word is this one."""
        for position, part in enumerate(self.parts):
            firsts = [one for one in part if one != "-" and one.split(None, 1)[0] == word]
            for chosen in product(firsts, *self.parts[position + 1 :]):
                yield " ".join(one for one in chosen if one != "-")
            if "-" not in part:
                return


class Beginning(NamedTuple):
    """The words and phrases that begin with a word.

    Args:
        meanings: What they can mean.
        longest: Most words of a phrase; 1 where there is none.
    """

    meanings: Mapping[tuple[str, ...], frozenset[str]]
    longest: int


class Phrases:
    """What words and phrases can mean.

    Args:
        tables: Concept by concept, the phrases that carry it: texts, each of phrases parted by commas, and products.
    """

    def __init__(self, *tables: Mapping[str, str | Sequence[str | Product]]) -> None:
        self._texts: dict[str, list[tuple[str, str]]] = {}
        self._products: dict[str, list[tuple[str, Product]]] = {}
        self._known: dict[str, Beginning] = {}
        for table in tables:
            for concept, said in table.items():
                for one in (said,) if isinstance(said, str) else said:
                    self._add(concept, one)
        alone = [first for first, texts in self._texts.items() if any(text.strip() == first for _, text in texts)]
        #: The words that mean something by themselves.
        self.words = frozenset(_SPELT.get(word, word) for word in alone)
        #: The words of phrases.
        self.phrased = self._phrased()

    def _add(self, concept: str, said: str | Product) -> None:
        if isinstance(said, Product):
            for first in set(said.firsts()):
                self._products.setdefault(first, []).append((concept, said))
            return
        for text in said.split(","):
            self._texts.setdefault(text.split(None, 1)[0], []).append((concept, text))

    def _phrased(self) -> frozenset[str]:
        texts = " ".join(text for texts in self._texts.values() for _, text in texts if " " in text.strip())
        found = set(texts.split())
        for products in self._products.values():
            for _, one in products:
                found.update(one.words())
        return frozenset(_SPELT.get(word, word) for word in found)

    def beginning(self, word: str) -> Beginning:
        """Return the words and phrases that begin with a word."""
        known = self._known.get(word)
        if known is None:
            known = self._beginning(word)
            # What people type is without end; what begins a phrase is not.
            if known.meanings:
                self._known[word] = known
        return known

    def _beginning(self, word: str) -> Beginning:
        meanings: dict[tuple[str, ...], frozenset[str]] = {}
        for first in (word, *(short for short, whole in _SPELT.items() if whole == word)):
            for concept, text in self._all(first):
                phrase = tuple(_SPELT.get(one, one) for one in text.split())
                meanings[phrase] = meanings.get(phrase, frozenset()) | {concept}
        return Beginning(meanings, max(map(len, meanings), default=1))

    def _all(self, first: str) -> Iterable[tuple[str, str]]:
        yield from self._texts.get(first, ())
        for concept, one in self._products.get(first, ()):
            for text in one.beginning(first):
                yield concept, text
