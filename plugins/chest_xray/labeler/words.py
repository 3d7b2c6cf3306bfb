"""Words: how a report's text is cut into them, and which of their spellings the rules know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

#: A word, or a mark that may mean something. Hyphens, and the slash of a date, only part words.
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[,:?&]|(?<![0-9])/(?![0-9])")

#: Words shorter than this are never taken for a misspelt other one.
_LEAST = 8

#: Distinct words remembered; beyond, a new word is looked up again each time.
_MOST = 200_000


class Spellings(dict[str, str]):
    """Maps a word of a report to the rules' spelling of it, or to ``""`` if no rule knows it.

    A word is known if it is written as in the rules, as one of the listed variants, as their plural
    in -s, with one of the listed beginnings, or, from eight letters on, with a single letter
    missing, added, changed or swapped with its neighbour in one of ``fuzzy``.

    Args:
        known: The words of the rules.
        variants: Other spellings, each with the rules' own.
        stems: Beginnings of words; the rules write them with a ``*``.
        fuzzy: The words that are recognised with a typo.
    """

    def __init__(
        self, known: Iterable[str], variants: Mapping[str, str], stems: Iterable[str], fuzzy: Iterable[str]
    ) -> None:
        super().__init__({word: word for word in known} | dict(variants))
        self._stems = tuple(stems)
        self._near: dict[str, list[str]] = {}
        for word in fuzzy:
            if len(word) >= _LEAST:
                for shorter in _shortened(word):
                    self._near.setdefault(shorter, []).append(word)

    def __missing__(self, word: str) -> str:
        """Work out what an unknown word stands for, and remember it."""
        found = self._look_up(word)
        if len(self) < _MOST:
            self[word] = found
        return found

    def _look_up(self, word: str) -> str:
        if word.endswith("'s"):
            return self[word[:-2]]
        if word.endswith("s") and self.get(word[:-1]):
            return self[word[:-1]]
        for stem in self._stems:
            if word.startswith(stem):
                return f"{stem}*"
        # A very long word is no typo, and its shortened forms are many.
        if not _LEAST <= len(word) <= 24 or not word.isalpha():
            return ""
        for one in (word, word[:-1]) if word.endswith("s") else (word,):
            for shorter in _shortened(one):
                for candidate in self._near.get(shorter, ()):
                    if _one_apart(one, candidate):
                        return self[candidate]
        return ""


def _shortened(word: str) -> Iterator[str]:
    """Yield the word and the word without each of its letters."""
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]


def _one_apart(first: str, second: str) -> bool:
    """Return whether one missing, added or changed letter, or two swapped neighbours, tell two words apart."""
    if len(first) > len(second):
        first, second = second, first
    same = 0
    while same < len(first) and first[same] == second[same]:
        same += 1
    if len(first) < len(second):
        return len(first) + 1 == len(second) and first[same:] == second[same + 1 :]
    if first[same + 1 :] == second[same + 1 :]:
        return True
    swapped = second[same : same + 2][::-1]
    return first[same : same + 2] == swapped and first[same + 2 :] == second[same + 2 :]
