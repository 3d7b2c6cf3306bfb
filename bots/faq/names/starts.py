"""The starts of names: "Massive Multitask", "claude", "llama 3", and names in another order of words: "sonnet 4.5".

Built once for a registry, and only when a question has a word that nothing else explains.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from podium.bots.faq.language import words
from podium.bots.faq.language.words import Token

_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_POINT = re.compile(r"[.,][0-9]")
# A word of a name, or a version or size: "qwen2.5" is "qwen" and "2.5", while "v3", "4o" and "8x7b" are one each.
_UNIT = re.compile(r"[^\W\d_]{3,}|[^\W\d_]{0,2}[0-9]+(?:\.[0-9]+)*[^\W\d_]*(?:[0-9]+[^\W\d_]*)*|[^\W\d_]+")
#: Models of one first word from which that word is a series and not the whim of one entry.
_SERIES = 3
#: Fewest letters of a series or of a word that stands for one alone.
_LEAST = 3
_LEAST_ALONE = 4
#: Other series that also use a word from which it is no start: "flash", "mini".
_SHARED = 2


class Starts:
    """What the starts of names, and their words in another order, stand for.

    Args:
        names: Every name with the number of whose it is, in the order in which owners are told.
        never: Words that are no start of a name.
        aliases: Other names with their owners; only the whole names have their words put in another order.
    """

    def __init__(
        self, names: Iterable[tuple[str, int]], never: frozenset[str], aliases: Iterable[tuple[str, int]] = ()
    ) -> None:
        self._plain: dict[str, dict[int, None]] = {}
        self._pointed: dict[str, dict[int, None]] = {}
        self._orders: dict[str, dict[int, None]] = {}
        self._units: dict[int, frozenset[str]] = {}
        self._never = never
        self.words: set[str] = set()
        whole = [(words.plain(name), owner) for name, owner in names]
        others = [(words.plain(name), owner) for name, owner in aliases]
        for name, owner in (*whole, *others):
            self._add_starts(name, owner)
        self._add_orders(whole, others)

    def _add_starts(self, name: str, owner: int) -> None:
        joined = ""
        for part in _WORD.finditer(name):
            word = part.group()
            self.words.add(word)
            first = not joined
            joined += word
            if joined in self._never:
                continue
            # "Llama 3" is a start of "Llama 3.1 8B" only where there is no Llama 3 itself.
            pointed = word[-1].isdigit() and _POINT.match(name, part.end()) is not None
            (self._pointed if pointed else self._plain).setdefault(joined, {})[owner] = None
            if first and not word.isalpha():
                letters = _LETTERS.match(word)
                series = letters.group() if letters is not None else ""
                if len(series) >= _LEAST and series not in self._never:
                    self._plain.setdefault(series, {})[owner] = None

    def _add_orders(self, names: Sequence[tuple[str, int]], aliases: Sequence[tuple[str, int]]) -> None:
        """Add names by their words in any order, and by those without the first where these are its own alone."""
        brands: dict[str, set[str]] = {}
        sizes: Counter[str] = Counter()
        cut = [(_UNIT.findall(name), owner) for name, owner in names]
        for said, owner in cut:
            self._units[owner] = self._units.get(owner, frozenset()).union(said)
            if said:
                sizes[said[0]] += 1
            for word in said[1:]:
                brands.setdefault(word, set()).add(said[0])
        for word, users in brands.items():
            if len(users - {word}) >= _SHARED and sizes[word] < _SERIES:
                self._plain.pop(word, None)
        series = {owner: said[0] for said, owner in cut if said}
        more = [(_UNIT.findall(name), owner) for name, owner in aliases]
        # An alias such as "openai/gpt-5" starts with its maker, which is no series.
        for said, owner in (*cut, *((said, owner) for said, owner in more if said[:1] == [series.get(owner)])):
            if len(said) < 2:
                continue
            if len(said) > 2:
                self._orders.setdefault(_in_any_order(said), {})[owner] = None
            if sizes[said[0]] < _SERIES or not said[0].isalpha():
                continue
            own = [
                word
                for word in said[1:]
                if word.isalpha() and len(word) >= _LEAST_ALONE and len(brands.get(word, ())) == 1
            ]
            own = [word for word in own if word not in self._never]
            if own:
                self._orders.setdefault(_in_any_order(said[1:]), {})[owner] = None
                self._orders.setdefault(_in_any_order(own[:1]), {})[owner] = None

    @property
    def keys(self) -> set[str]:
        """Every start."""
        return {*self._plain, *self._pointed}

    def of(self, key: str) -> tuple[int, ...]:
        """Return the owners of the names that start so."""
        return tuple(self._plain.get(key) or self._pointed.get(key) or ())

    def reordered(self, said: Sequence[str]) -> tuple[int, ...]:
        """Return the owners of the names that these units make in another order or without the first word."""
        return tuple(self._orders.get(_in_any_order(said), ()))

    def having(self, owners: Iterable[int], said: Iterable[str]) -> tuple[int, ...]:
        """Return those of the owners whose names have all of these units."""
        wanted = frozenset(said)
        return tuple(owner for owner in owners if wanted <= self._units[owner])


def _in_any_order(said: Sequence[str]) -> str:
    """Return a form of units that is the same in any order of words; numbers keep theirs, 2.5 is not 5.2."""
    numbers = " ".join(word for word in said if not word.isalpha())
    return f"{' '.join(sorted(word for word in said if word.isalpha()))}|{numbers}"


def units(found: Sequence[Token], start: int, end: int) -> list[str]:
    """Return the units of a run of words: numbers that a point parts are one, letters and numbers are parted."""
    text = found[start].word
    for before, token in pairwise(found[start:end]):
        point = token.glued and before.key[-1].isdigit() and token.key[0].isdigit()
        text += ("." if point else " ") + token.word
    return _UNIT.findall(text)
