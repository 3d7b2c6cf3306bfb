"""Which names of the registry a question mentions.

Exact names come first: the longest run of words that joins to a name or alias wins, so case, hyphens,
blanks and apostrophes do not matter and MMLU-Pro is never read as MMLU. Near names are a second step
for words that are no words of asking, and a careful one: see :meth:`Vocabulary.near_benchmarks`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from podium.bots.faq import words
from podium.bots.faq.board_names import BoardNames
from podium.bots.faq.topics import Topics
from podium.bots.faq.words import Token, joined_key, tokens

EntityKind = Literal["benchmark", "model", "organisation", "category"]

#: A name typed with fewer characters is too short to be guessed from a near one.
SHORTEST_GUESS = 5
#: Most words that a misspelt name is put together from.
_WIDEST = 6
#: Most foreign words looked at for near names, which bounds the work on a long text.
_MOST_FOREIGN = 12
#: Similarity (1 is equal) from which a name is worth a suggestion.
_SUGGESTIBLE = 0.65
#: How far the start of a name counts as being from the name: a mended typo of the whole is nearer.
_STARTED = 0.3

#: Names so near to benchmarks' that they would pass for typos, and are names of other things.
OTHER_THINGS = frozenset("chexbert chexnet chexphoto chexplus chexagent chexzero mmmlu cmmlu mmluprox".split())


class Entity(NamedTuple):
    """Something of the registry that has a name.

    Args:
        kind: What it is.
        slug: Its identifier; the name itself for organisations and categories.
        name: As written in a sentence.
    """

    kind: EntityKind
    slug: str
    name: str


class Link(NamedTuple):
    """A run of words of the question that names something.

    Args:
        start: First token.
        end: Token after the last.
        entities: What it names; several where the registry has several things of that name.
        guessed: Whether the name was completed or a typo mended, so that the reply must say so.
    """

    start: int
    end: int
    entities: tuple[Entity, ...]
    guessed: bool = False

    @property
    def kind(self) -> EntityKind:
        """What the words name; all entities of a link are of one kind."""
        return self.entities[0].kind


@dataclass
class Vocabulary:
    """The names of a registry.

    Args:
        benchmarks: Names of the benchmarks by slug, in order of name.
        categories: Slugs of the benchmarks by category.
        models: The models by slug.
        boards: The names of their boards.
    """

    benchmarks: dict[str, str] = field(default_factory=dict)
    categories: dict[str, list[str]] = field(default_factory=dict)
    models: dict[str, Entity] = field(default_factory=dict)
    boards: BoardNames = field(default_factory=BoardNames)
    _exact: dict[str, list[Entity]] = field(default_factory=dict)
    _benchmark_names: list[tuple[str, str]] = field(default_factory=list)
    _model_names: list[tuple[str, Entity]] = field(default_factory=list)
    _observations: dict[str, str] = field(default_factory=dict)
    _longest: int = 0

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Vocabulary:
        """Read all names from the registry."""
        self = cls()
        aliases = {}
        for slug, name, more, categories, observations in connection.execute(
            "SELECT slug, name, json_extract(card, '$.aliases'), json_extract(card, '$.categories'),"
            " json_extract(card, '$.observations') FROM benchmarks ORDER BY name COLLATE NOCASE"
        ):
            self._observations[slug] = observations
            self.benchmarks[slug] = name
            aliases[slug] = [name, slug, *json.loads(more)]
            for category in json.loads(categories):
                self.categories.setdefault(category, []).append(slug)
        for slug, names in aliases.items():
            entity = Entity("benchmark", slug, self.benchmarks[slug])
            for name in names:
                self._add(name, entity)
                self._benchmark_names.append((name, slug))
        for category in self.categories:
            self._add(category, Entity("category", category, category))
        self._read_models(connection)
        self.boards = BoardNames.read(connection)
        return self

    def _read_models(self, connection: sqlite3.Connection) -> None:
        organisations = set()
        for slug, name, organisation, aliases in connection.execute(
            "SELECT slug, name, organisation, aliases FROM models ORDER BY slug"
        ):
            entity = self.models[slug] = Entity("model", slug, name)
            for other in dict.fromkeys((name, slug, *(json.loads(aliases) if aliases != "[]" else ()))):
                self._add(other, entity)
                self._model_names.append((other, entity))
            if organisation:
                organisations.add(organisation)
        for organisation in sorted(organisations):
            self._add(organisation, Entity("organisation", organisation, organisation))

    def _add(self, name: str, entity: Entity) -> None:
        key = joined_key(name)
        if not key or (entity.kind != "benchmark" and key in words.KNOWN):
            return
        self._longest = max(self._longest, len(key))
        named = self._exact.setdefault(key, [])
        # A benchmark's name is nobody else's; other kinds keep the first one's kind.
        if not named or named[0].kind == entity.kind and entity not in named:
            named.append(entity)

    # --- Exact names -------------------------------------------------------------------------------

    def link(self, found: Sequence[Token]) -> list[Link]:
        """Return the names in the question, longest first where they overlap, in the order of the text."""
        candidates = []
        for start, end, keys in words.windows(found, self._longest):
            entities = next((self._exact[key] for key in keys if key in self._exact), None)
            if entities is not None:
                candidates.append(Link(start, end, tuple(entities)))
        candidates.sort(key=lambda link: (-_length(found, link), link.kind != "benchmark", link.start))
        taken: set[int] = set()
        links = []
        for link in candidates:
            span = range(link.start, link.end)
            if taken.isdisjoint(span):
                taken.update(span)
                links.append(link)
        return sorted(links, key=lambda link: link.start)

    # --- Near names --------------------------------------------------------------------------------

    def near_benchmarks(self, found: Sequence[Token], foreign: Collection[int], free: Collection[int]) -> list[Link]:
        """Return misspelt and incomplete benchmark names among the foreign words.

        A run of words is put together around each foreign word. The start of a name, such as
        "massive multitask", is completed. A typo is mended where few letters differ: one in a name of
        five to eight characters, two up to thirteen, three beyond; never in a shorter one, and never by
        leaving off an end, since MMLU-ProX is not MMLU-Pro. A link with several entities fits them all
        equally well; the caller asks back.

        Args:
            found: The question's words.
            foreign: Positions of words that are neither words of asking nor part of a name.
            free: Positions that may belong to a misspelt name.
        """
        best: dict[int, tuple[tuple[float, int], Link]] = {}
        looked_at = set(sorted(foreign)[:_MOST_FOREIGN])
        for start, end, keys in words.windows(found, self._longest):
            span = range(start, end)
            around = looked_at.intersection(span)
            if not around or end - start > _WIDEST or not all(i in free for i in span):
                continue
            hit = None if self._goes_on(keys[0]) else self.guess(keys[0])
            if hit is None:
                continue
            score, slugs = hit
            link = Link(start, end, tuple(Entity("benchmark", slug, self.benchmarks[slug]) for slug in slugs), True)
            order = (score, start - end)
            for i in around:
                if i not in best or order < best[i][0]:
                    best[i] = (order, link)
        chosen: list[Link] = []
        for _, link in sorted(best.values(), key=lambda entry: entry[0]):
            if all(link.end <= other.start or other.end <= link.start for other in chosen):
                chosen.append(link)
        return sorted(chosen, key=lambda link: link.start)

    def _goes_on(self, typed: str) -> bool:
        """Return whether ``typed`` is a benchmark's name and something more, as CharXiv-D is CharXiv and more."""
        for length in range(len(typed) - 1, 2, -1):
            named = self._exact.get(typed[:length])
            if named is not None and named[0].kind == "benchmark":
                return _is_longer(typed, typed[:length])
        return False

    def guess(self, typed: str) -> tuple[float, list[str]] | None:
        """Return how far the nearest benchmark names are and whose they are, or None where none is near enough."""
        if typed in OTHER_THINGS:
            return None
        started = self._starts.get(typed)
        if started is not None and len(typed) >= 4:
            return _STARTED, started
        limit = _typos(len(typed))
        if limit == 0:
            return None
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = [
            (distance, slug)
            for key, distance, position in process.extract(
                typed, self._benchmark_keys, scorer=OSA.distance, score_cutoff=limit, limit=None
            )
            for slug in (self._benchmark_names[position][1],)
            if len(key) >= SHORTEST_GUESS and not _is_longer(typed, key)
        ]
        if not near:
            return None
        least = min(distance for distance, _ in near)
        return least / len(typed), sorted({slug for distance, slug in near if distance == least})

    def similar_benchmarks(self, name: str, limit: int = 3) -> list[str]:
        """Return the slugs of benchmarks whose names are like ``name``, best first; none where none is near.

        Unlike a guess this is only ever offered to the asker. A short name counts as near at one letter's
        difference, and a name that goes on (MMLU-Redux) is near the one it starts with.
        """
        typed = joined_key(name)
        if len(typed) < 2:
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        scores: dict[str, float] = {}
        for key, similarity, position in process.extract(
            typed, self._benchmark_keys, scorer=OSA.normalized_similarity, score_cutoff=0.0, limit=None
        ):
            slug = self._benchmark_names[position][1]
            apart = round((1 - similarity) * max(len(typed), len(key)))
            starts = len(key) >= 3 and typed.startswith(key) or len(typed) >= 4 and key.startswith(typed)
            near = apart <= 1 if len(typed) < SHORTEST_GUESS else similarity >= _SUGGESTIBLE
            if starts or near:
                scores[slug] = max(scores.get(slug, 0.0), similarity)
        order = sorted(scores, key=lambda slug: (-scores[slug], self.benchmarks[slug]))
        return order[:limit]

    def model_family(self, found: Sequence[Token], foreign: Collection[int]) -> Link | None:
        """Return the models whose names start with words of the question, the longest start first."""
        hits = []
        for start, end, keys in words.windows(found, self._longest):
            if start in foreign and len(keys[0]) >= 3:
                family = self._model_starts.get(keys[-1]) or self._model_starts.get(keys[0])
                if family:
                    hits.append(Link(start, end, tuple(family), True))
        return max(hits, key=lambda link: (_length(found, link), -link.start), default=None)

    def similar_models(self, name: str, limit: int = 3) -> list[Entity]:
        """Return models whose names are like ``name``, best first; none where none is near."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        typed = joined_key(name)
        keys = [joined_key(other) for other, _ in self._model_names]
        near = process.extract(
            typed, keys, scorer=OSA.normalized_similarity, score_cutoff=_SUGGESTIBLE, limit=limit * 3
        )
        return list(dict.fromkeys(self._model_names[position][1] for _, _, position in near))[:limit]

    def starts_model(self, word: str) -> bool:
        """Return whether the name of a model starts with this word."""
        return word in self._model_starts

    def versions(self, found: Sequence[Token], link: Link) -> Link:
        """Return a link to models with the others whose names start with the same words.

        "GPT-4o" is short for several dated versions, only some of which list it as an alias. Where the words
        end in the full name of the one model they are linked to, nobody else is meant.
        """
        typed = [token.key for token in found[link.start : link.end]]
        keys = ("".join(typed), "".join([*typed[:-1], found[link.end - 1].word]))
        if len(link.entities) == 1 and any(key.endswith(joined_key(link.entities[0].name)) for key in keys):
            return link
        started = (entity for key in keys for entity in self._model_starts.get(key, ()))
        return link._replace(entities=tuple(dict.fromkeys((*link.entities, *started))))

    @cached_property
    def topics(self) -> Topics:
        """What the benchmarks are about."""
        return Topics.of(self._benchmark_names, self._observations)

    @cached_property
    def _benchmark_keys(self) -> list[str]:
        return [joined_key(name) for name, _ in self._benchmark_names]

    @cached_property
    def _starts(self) -> dict[str, list[str]]:
        """Slugs of benchmarks by the starts of their names that are no words of asking."""
        starts: dict[str, list[str]] = {}
        for name, slug in self._benchmark_names:
            for key in _starts_of(name):
                if key not in words.KNOWN and slug not in starts.setdefault(key, []):
                    starts[key].append(slug)
        return starts

    @cached_property
    def _model_starts(self) -> dict[str, list[Entity]]:
        starts: dict[str, list[Entity]] = {}
        for name, entity in self._model_names:
            for key in _starts_of(name):
                # "Chest" alone is what a benchmark is about, not the start of a model's name.
                if key not in words.KNOWN | words.MEDICAL and entity not in starts.setdefault(key, []):
                    starts[key].append(entity)
        return starts


def _starts_of(name: str) -> Iterator[str]:
    joined = ""
    for token in tokens(name):
        joined += token.key
        yield joined


def _length(found: Sequence[Token], link: Link) -> int:
    return sum(len(found[i].key) for i in range(link.start, link.end))


def _typos(length: int) -> int:
    """Return how many letters may differ in a name typed with this many characters."""
    if length < SHORTEST_GUESS:
        return 0
    return 1 if length <= 8 else 2 if length <= 13 else 3


def _is_longer(typed: str, key: str) -> bool:
    """Return whether ``typed`` is ``key`` with something of its own at the end; a doubled letter or an s is a slip."""
    more = typed.removeprefix(key)
    return typed.startswith(key) and bool(more) and more not in ("s", key[-1])
