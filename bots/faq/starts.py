"""The starts of names: "Massive Multitask", "claude", "llama 3", and names in another order of words: "sonnet 4.5".

Built once for a registry, and only when a question has a word that nothing else explains.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from podium.bots.faq import words

_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_POINT = re.compile(r"[.,][0-9]")
#: Models of one first word from which that word is a series and not the whim of one entry.
_SERIES = 3
#: Fewest letters of a series or of a word that stands for one alone.
_LEAST = 3
_LEAST_ALONE = 4


class Starts:
    """What the starts of names, and their words in another order, stand for.

    Args:
        names: Every name with the number of whose it is, in the order in which owners are told.
        never: Words that are no start of a name.
    """

    def __init__(self, names: Iterable[tuple[str, int]], never: frozenset[str]) -> None:
        self._plain: dict[str, dict[int, None]] = {}
        self._pointed: dict[str, dict[int, None]] = {}
        self._orders: dict[str, dict[int, None]] = {}
        self.words: set[str] = set()
        self._never = never
        cut = [(name, owner, _parts(name)) for name, owner in names]
        for _, owner, parts in cut:
            self._add_starts(owner, parts)
        self._add_series(cut)

    def _add_starts(self, owner: int, parts: Sequence[re.Match[str]]) -> None:
        joined = ""
        for n, part in enumerate(parts):
            word = part.group()
            self.words.add(word)
            joined += word
            if joined in self._never:
                continue
            # "Llama 3" is a start of "Llama 3.1 8B" only where there is no Llama 3 itself.
            pointed = word[-1].isdigit() and _POINT.match(part.string, part.end()) is not None
            (self._pointed if pointed else self._plain).setdefault(joined, {})[owner] = None
            if n == 0 and not word.isdigit():
                letters = _LETTERS.match(word)
                series = letters.group() if letters is not None else ""
                if series != word and len(series) >= _LEAST and series not in self._never:
                    self._plain.setdefault(series, {})[owner] = None

    def _add_series(self, cut: Sequence[tuple[str, int, Sequence[re.Match[str]]]]) -> None:
        """Add names by their words in any order, and by those without the first where these are its own alone."""
        brands: dict[str, set[str]] = {}
        sizes: Counter[str] = Counter()
        for _, _, parts in cut:
            if parts:
                brand = parts[0].group()
                sizes[brand] += 1
                for part in parts[1:]:
                    brands.setdefault(part.group(), set()).add(brand)
        for _, owner, parts in cut:
            said = [part.group() for part in parts]
            if len(said) < 2:
                continue
            if len(said) > 2:
                self._orders.setdefault(in_any_order(said), {})[owner] = None
            if sizes[said[0]] < _SERIES or not said[0].isalpha():
                continue
            own = [word for word in said[1:] if word.isalpha() and len(word) >= _LEAST_ALONE and len(brands[word]) == 1]
            own = [word for word in own if word not in self._never]
            if own:
                self._orders.setdefault(in_any_order(said[1:]), {})[owner] = None
                self._orders.setdefault(in_any_order(own[:1]), {})[owner] = None

    def of(self, key: str) -> tuple[int, ...]:
        """Return the owners of the names that start so; none for a whole name that nothing goes on from."""
        return tuple(self._plain.get(key) or self._pointed.get(key) or ())

    def reordered(self, said: Sequence[str]) -> tuple[int, ...]:
        """Return the owners of the names that these words make in another order or without the first word."""
        return tuple(self._orders.get(in_any_order(said), ()))


def in_any_order(said: Sequence[str]) -> str:
    """Return a form of words that is the same in any order of them; numbers keep theirs, 2.5 is not 5.2."""
    numbers = ".".join(word for word in said if word[0].isdigit())
    return f"{''.join(sorted(word for word in said if not word[0].isdigit()))}|{numbers}"


def cut(name: str) -> list[str]:
    """Return the words of a name in the form in which a question's words are compared."""
    return [part.group() for part in _parts(name)]


def _parts(name: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(words.plain(name)))
