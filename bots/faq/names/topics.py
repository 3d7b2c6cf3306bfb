"""What benchmarks are about: phrases that their names share, and the observations their cards list."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from podium.bots.faq.language import words
from podium.bots.faq.language.words import Token, joined_key, tokens

#: An observation of this many characters is one wherever it stands: "pneumothorax detection".
_LONG = 8
#: A phrase of fewer characters is too short to say what is meant, such as the R of CharXiv-R.
_SHORTEST = 3


class Topic(NamedTuple):
    """A run of words that says what a benchmark is about without naming it.

    Args:
        start: First token.
        end: Token after the last.
        slugs: The benchmarks that are about it.
        observation: The observation as the first of their cards writes it; empty for a phrase of names.
    """

    start: int
    end: int
    slugs: tuple[str, ...]
    observation: str = ""


class Observed(NamedTuple):
    """A run of words that names an observation.

    Args:
        start: First token.
        end: Token after the last.
        asked_by: The benchmarks that ask about it, each with the observation as its card writes it.
    """

    start: int
    end: int
    asked_by: tuple[tuple[str, str], ...]


@dataclass(eq=False, repr=False)
class Topics:
    """The topics of a registry's benchmarks, by the joined form of their words."""

    _phrases: dict[str, dict[str, None]] = field(default_factory=dict)
    _observations: dict[str, dict[str, str]] = field(default_factory=dict)
    _longest: int = 0
    _last: tuple[tuple[Token, ...], list[tuple[int, int, list[str]]]] = ((), [])

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]], observations: Mapping[str, str]) -> Topics:
        """Return the topics of benchmarks.

        Args:
            names: Every name and alias with its slug.
            observations: The cards' observations by slug, as JSON.
        """
        self = cls()
        for name, slug in names:
            for key in _parts(tokens(name)):
                self._phrases.setdefault(key, {})[slug] = None
        for slug, listed in observations.items():
            for one in json.loads(listed):
                shown = one["name"].replace("_", " ")
                for text in (shown, *one["synonyms"]):
                    if not _all_known(text):
                        self._observations.setdefault(joined_key(text), {}).setdefault(slug, shown)
        self._longest = max(map(len, (*self._phrases, *self._observations)), default=0)
        return self

    def _known(self, found: Sequence[Token]) -> list[tuple[int, int, list[str]]]:
        """Return the runs of words that are a topic of some benchmark, with their forms that are.

        A question is looked at for each of its benchmarks, so the runs of the last one are kept.
        """
        said = tuple(found)
        if self._last[0] != said:
            runs = []
            for start, end, keys in words.windows(said, self._longest + 1):
                forms = [key for key in _forms(keys) if key in self._phrases or key in self._observations]
                if forms:
                    runs.append((start, end, forms))
            self._last = (said, runs)
        return self._last[1]

    def shared(self, found: Sequence[Token], runs: Collection[tuple[int, int]], named: Collection[int]) -> Topic | None:
        """Return the longest topic of a question that names no benchmark; None where there is none.

        A single word counts where it stands alone: the "cxr" of "leader of cxr", not that of "VinDr-CXR". Only a
        long observation may be part of more.

        Args:
            found: The question's words.
            runs: Its runs of foreign words.
            named: Positions of words that are part of a name.
        """
        foreign = {i for run in runs for i in range(*run)}
        best: tuple[int, Topic | None] = (0, None)
        for start, end, keys in self._known(found):
            beside = start > 0 and start - 1 in named and not found[start].breaks
            alone = (start, end) in runs and not beside
            if foreign.isdisjoint(range(start, end)):
                continue
            joined = found[start].glued or (end < len(found) and found[end].glued)
            for key in keys:
                phrase, seen = self._phrases.get(key, {}), self._observations.get(key, {})
                slugs = seen if len(phrase) < 2 else phrase
                if not (end - start > 1 or alone or (slugs is seen and len(key) >= _LONG and not joined)):
                    continue
                if slugs and len(key) > best[0] and not any(i in named for i in range(start, end)):
                    shown = next(iter(seen.values())) if slugs is seen else ""
                    best = (len(key), Topic(start, end, tuple(slugs), shown))
        return best[1]

    def observed(self, found: Sequence[Token], slugs: Collection[str], taken: Collection[int]) -> list[Observed]:
        """Return the observations in a question, longest first where they overlap, in the order of the text.

        Args:
            found: The question's words.
            slugs: The benchmarks that are meant; any where none is given.
            taken: Positions of words that name something else.
        """
        hits = []
        for start, end, keys in self._known(found):
            if any(i in taken for i in range(start, end)) or not _untouched(found, start, end):
                continue
            seen = next((self._observations[key] for key in keys if key in self._observations), {})
            asked_by = tuple((slug, shown) for slug, shown in seen.items() if not slugs or slug in slugs)
            if asked_by:
                letters = sum(len(token.key) for token in found[start:end])
                hits.append((letters, Observed(start, end, asked_by)))
        chosen: list[Observed] = []
        for _, one in sorted(hits, key=lambda hit: (-hit[0], hit[1].start)):
            if all(one.end <= other.start or other.end <= one.start for other in chosen):
                chosen.append(one)
        return sorted(chosen, key=lambda one: one.start)

    def within(self, slug: str, found: Sequence[Token], taken: Collection[int]) -> list[Topic]:
        """Return the topics of one benchmark that a question about it mentions, longest first, none overlapping.

        Args:
            slug: The benchmark.
            found: The question's words.
            taken: Positions of words that name something else.
        """
        hits = []
        for start, end, keys in self._known(found):
            if any(i in taken for i in range(start, end)):
                continue
            for key in keys:
                shown = self._observations.get(key, {}).get(slug)
                # What a hyphen joins to a name makes another name: MMLU-Pro is not MMLU.
                part = slug in self._phrases.get(key, {}) and not found[start].glued
                if shown or part:
                    hits.append((len(key), Topic(start, end, (slug,), shown or "")))
        chosen: list[Topic] = []
        for _, topic in sorted(hits, key=lambda hit: (-hit[0], hit[1].start)):
            if all(topic.end <= other.start or other.end <= topic.start for other in chosen):
                chosen.append(topic)
        return chosen


def _all_known(text: str) -> bool:
    """Return whether every word of a name is a word of asking."""
    # A plain word between blanks is a token as it stands, and one that is not known is enough.
    if any(word.isalpha() and word.isascii() and word not in words.KNOWN for word in text.lower().split()):
        return False
    return all(token.word in words.KNOWN for token in tokens(text))


def _untouched(found: Sequence[Token], start: int, end: int) -> bool:
    """Return whether no hyphen joins a run of words to something else, which makes another word of it."""
    return not found[start].glued and not (end < len(found) and found[end].glued)


def _parts(found: Sequence[Token]) -> Iterator[str]:
    """Yield the joined forms of the runs of words in a name that mean something by themselves."""
    for start in range(len(found)):
        key = ""
        for end in range(start, len(found)):
            key += found[end].key
            part = found[start : end + 1]
            if len(key) >= _SHORTEST and key not in words.KNOWN and not all(t.word in words.KNOWN for t in part):
                yield key


def _forms(keys: Sequence[str]) -> Sequence[str]:
    """Return joined forms together with those whose last word is put into the singular."""
    if len(keys) == 1 and not keys[0].endswith("s"):
        return keys
    return list(dict.fromkeys(form for key in keys for form in (key, words.singular(key))))
