"""Persons who wrote the papers of benchmarks: "which benchmarks did Xiang Yue work on"."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from podium.bots.faq.frame import CardFilters, Frame, Intent
from podium.bots.faq.language import ordinary, words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.reply import Fact, Reply
from podium.bots.faq.understanding.asked import Asked

#: Fewest letters of a surname that stands alone.
_SHORTEST = 4
#: Words of making and writing, one of which a question has.
_WORK = words.word_set(
    "author authors authored write wrote written writes coauthor coauthored paper papers make made create created build"
    " built develop developed work works worked publish published behind involved contribute contributed by"
)
_BESIDE = (
    words.FILLER
    | _WORK
    | words.word_set(
        "which what who benchmark benchmarks dataset datasets data set other another else first last senior among"
        " also person guy researcher professor prof dr s list team people how many"
    )
)


class _Said(NamedTuple):
    start: int
    end: int
    name: str


def of_person(desk: Desk, asked: Asked) -> Frame | None:
    """Return the frame of a question whether or where somebody is an author; None for any other question.

    A first name with a surname is known wherever it stands; a surname alone only if one author has it.
    """
    if len(asked.sights) > 2 or _WORK.isdisjoint(asked.words):
        return None
    said = next(_named(desk.once("authors of papers", lambda: _authors(desk)), asked), None)
    if said is None:
        return None
    span = set(range(said.start, said.end))
    slugs, used = [], set(span)
    for link in asked.reading.links:
        if span.isdisjoint(link.span):
            if link.kind != "benchmark" or len(link.entities) != 1:
                return None
            slugs.append(link.entities[0].slug)
            used |= set(link.span)
    if len(slugs) > 1 or any(word not in _BESIDE for i, word in enumerate(asked.words) if i not in used):
        return None
    by = CardFilters(author=said.name)
    if slugs:
        return Frame(Intent.AUTHORS, tuple(slugs), cards=by)
    return Frame(Intent.BENCHMARKS, cards=by)


def of_maker(asked: Asked) -> Reply | None:
    """Return the reply to which benchmarks a company made, which cards do not tell; None for any other question."""
    said, makers = asked.words, asked.reading.of_kind("organisation")
    if asked.sights or len(makers) != 1 or len(asked.reading.links) != 1 or _WORK.isdisjoint(said):
        return None
    if not asked.has("BENCHMARKS", "BENCHMARK") or any(
        word not in _BESIDE for i, word in enumerate(said) if i not in makers[0].span
    ):
        return None
    name = makers[0].entities[0].name
    line = (
        f"Cards name the authors of a paper and not whom they work for: which benchmarks {name} made is not recorded."
    )
    return Reply("no_data", line, (Fact("organisation", name),), footer=("More: podium benchmarks",))


def _authors(desk: Desk) -> Mapping[tuple[str, ...], str]:
    """Return the authors of all papers by the words of their names, and by the surnames that only one has."""
    names: dict[str, tuple[str, ...]] = {}
    for (listed,) in desk.connection.execute("SELECT json_extract(card, '$.paper.authors') FROM benchmarks"):
        for name in json.loads(listed or "[]"):
            keys = tuple(token.key for token in words.tokens(words.cleaned(name)))
            if 1 < len(keys) <= _MOST_WORDS:
                names[name] = keys
    found = {keys: name for name, keys in names.items()}
    surnames = [keys[-1] for keys in names.values()]
    for name, keys in names.items():
        last = keys[-1]
        if len(last) >= _SHORTEST and surnames.count(last) == 1 and not _is_word(last):
            found.setdefault((last,), name)
        # "Ronald Summers" for Ronald M. Summers.
        found.setdefault((keys[0], last), name)
    return found


_MOST_WORDS = 5


def _is_word(key: str) -> bool:
    return key in words.KNOWN or ordinary.is_ordinary(key)


def _named(authors: Mapping[tuple[str, ...], str], asked: Asked) -> Iterator[_Said]:
    """Yield the authors in a question, the longest name first."""
    keys = [token.key for token in asked.reading.tokens]
    for length in range(_MOST_WORDS, 0, -1):
        for start in range(len(keys) - length + 1):
            name = authors.get(tuple(keys[start : start + length]))
            if name is not None:
                yield _Said(start, start + length, name)
