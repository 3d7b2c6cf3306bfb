"""The names that a person may type, held in memory: autocompletion looks at no file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from podium.bots.discord.limits import OPTION, OPTIONS, plain

#: Most characters of what was typed that are looked at. Discord hands over up to 6,000, and each costs time in the
#: event loop.
_LONGEST = 100


@dataclass(frozen=True)
class Named:
    """Something that can be chosen.

    Args:
        slug: What stands for it.
        name: What a person reads.
        also: Its other names.
        weight: How often it is looked for: of several that fit alike the heaviest comes first.
        beside: What else finds it while one types, such as its maker, though it is not called so.
    """

    slug: str
    name: str
    also: tuple[str, ...] = ()
    weight: int = 0
    beside: tuple[str, ...] = ()


class Names:
    """Names of one kind, found by what a person has typed of them.

    Args:
        entries: What can be chosen.
    """

    def __init__(self, entries: Sequence[Named]) -> None:
        self.entries = tuple(sorted(entries, key=lambda one: (-one.weight, one.name.casefold())))
        #: The entries by their slugs.
        self.by_slug: Mapping[str, Named] = {one.slug: one for one in self.entries}
        # All is made here, in the thread that reads the names: whoever types first must not hold up the event loop.
        called: dict[str, Named] = {}
        keys: list[str] = []
        places: list[int] = []
        for place, one in enumerate(self.entries):
            own = list(map(_key, (one.slug, one.name, *one.also)))
            for key in own:
                called.setdefault(key, one)
            keys += dict.fromkeys((*own, *map(_key, one.beside)))
            places += [place] * (len(keys) - len(places))
        self._called, self._keys, self._places = called, keys, places

    def named(self, typed: str) -> Named | None:
        """Return what is called so, by its slug before its other names; case, hyphens and blanks do not matter."""
        found = self.by_slug.get(typed)
        key = _key(typed)
        return self._called.get(key) if found is None and key else found

    def starting(self, typed: str, most: int = OPTIONS) -> list[Named]:
        """Return what a person may mean who has typed so much, the likeliest first.

        Names that begin so come before names that hold what was typed, these before names that hold every word of it,
        and these before near names.
        """
        typed = typed[:_LONGEST]
        key = _key(typed)
        if not key:
            return list(self.entries[:most])
        words = [word for word in map(_key, typed.split()) if word]
        found: dict[int, int] = {}
        for text, place in zip(self._keys, self._places, strict=True):
            if text == key:
                rank = 0
            elif key in text:
                rank = 1 if text.startswith(key) else 2
            elif len(words) > 1 and all(word in text for word in words):
                rank = 3
            else:
                continue
            found[place] = min(rank, found.get(place, rank))
        if len(found) < most and len(key) > 2:
            self._add_near(key, found, most)
        return [self.entries[place] for place in sorted(found, key=lambda place: (found[place], place))[:most]]

    def _add_near(self, key: str, found: dict[int, int], most: int) -> None:
        from rapidfuzz import fuzz, process

        near = process.extract(key, self._keys, scorer=fuzz.partial_ratio, score_cutoff=75, limit=2 * most)
        for rank, (_, _, number) in enumerate(near):
            found.setdefault(self._places[number], 4 + rank)


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@dataclass(frozen=True)
class Scale:
    """What the figures of a board are.

    Args:
        metric: How the metric is written in a sentence.
        minimum: The worst possible figure, or None where there is no bound.
        maximum: The best possible figure, or None where there is no bound.
    """

    metric: str
    minimum: float | None
    maximum: float | None


@dataclass(frozen=True)
class Index:
    """All names of a registry at one moment. A new one takes its place when the registry changes.

    Args:
        benchmarks: By the number of models on their largest board.
        models: By the number of results, those that were replaced among them.
        categories: By the number of benchmarks.
        boards: Boards of each benchmark, the headline board first.
        organisations: Makers of models.
        questions: Questions that the cards answer, by benchmark.
        scales: What the figures of each board are, by the slugs of benchmark and board.
    """

    benchmarks: Names
    models: Names
    categories: Names
    organisations: Names
    boards: Mapping[str, Names] = field(default_factory=dict)
    questions: Mapping[str, Names] = field(default_factory=dict)
    scales: Mapping[tuple[str, str], Scale] = field(default_factory=dict)


def read_index(connection: sqlite3.Connection) -> Index:
    """Read all names from the registry."""
    import json

    benchmarks, boards, questions, categories = [], dict[str, Names](), dict[str, Names](), dict[str, int]()
    # Which results are current takes a look at each of them: half a second in a large registry, while answers wait.
    sizes = dict(connection.execute("SELECT benchmark, max(models) FROM board_sizes GROUP BY benchmark"))
    for slug, name, card in connection.execute("SELECT slug, name, card FROM benchmarks"):
        told = json.loads(card)
        benchmarks.append(Named(slug, name, tuple(told["aliases"]), sizes.get(slug, 0)))
        for category in told["categories"]:
            categories[category] = categories.get(category, 0) + 1
        asked = [(str(place), entry["question"]) for place, entry in enumerate(told["faq"])]
        questions[slug] = Names([Named(place, text, (), -number) for number, (place, text) in enumerate(asked)])
    by_benchmark: dict[str, list[Named]] = {}
    scales: dict[tuple[str, str], Scale] = {}
    for benchmark, slug, title, position, *scale in connection.execute(
        "SELECT benchmark, slug, title, position, metric_name, minimum, maximum FROM boards"
    ):
        scales[benchmark, slug] = Scale(*scale)
        by_benchmark.setdefault(benchmark, []).append(Named(slug, title, (), -position))
    boards = {benchmark: Names(found) for benchmark, found in by_benchmark.items()}
    numbers = dict(connection.execute("SELECT model, count(*) FROM results GROUP BY model"))
    models, makers = [], dict[str, int]()
    for slug, name, aliases, organisation in connection.execute("SELECT slug, name, aliases, organisation FROM models"):
        beside = (organisation,) if organisation else ()
        models.append(Named(slug, name, tuple(json.loads(aliases)), numbers.get(slug, 0), beside))
        if organisation:
            makers[organisation] = makers.get(organisation, 0) + 1
    return Index(
        Names(benchmarks),
        Names(models),
        Names([Named(one, one, (), number) for one, number in categories.items()]),
        Names([Named(one, one, (), number) for one, number in makers.items()]),
        boards,
        questions,
        scales,
    )


def choices(found: Sequence[Named]) -> list[tuple[str, str]]:
    """Return names as autocompletion offers them: what is read and what is handed over, each 1 to 100 characters."""
    return [(plain(one.name, OPTION) or one.slug[:OPTION], one.slug) for one in found if 1 <= len(one.slug) <= OPTION][
        :OPTIONS
    ]
