"""Which names of the registry a question mentions.

Exact names come first: the longest run of words that joins to a name or alias wins, so case, hyphens,
blanks and apostrophes do not matter and MMLU-Pro is never read as MMLU. Near names are a second step
for words that are no words of asking, and a careful one: see :mod:`podium.bots.faq.names.guessing`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.language.words import Token, joined_key
from podium.bots.faq.names import everyday
from podium.bots.faq.names.board_names import BoardNames
from podium.bots.faq.names.guessing import OTHER_THINGS, Guesses
from podium.bots.faq.names.licences import licence_names
from podium.bots.faq.names.naming import Entity, EntityKind, Link, longest_first
from podium.bots.faq.names.series import Series
from podium.bots.faq.names.starts import Starts
from podium.bots.faq.names.topics import Topics
from podium.bots.faq.reply import one_line

__all__ = ["OTHER_THINGS", "Entity", "EntityKind", "Link", "Vocabulary"]


@dataclass(eq=False, repr=False)
class Vocabulary:
    """The names of a registry.

    Args:
        benchmarks: Names of the benchmarks by slug, in order of name.
        categories: Slugs of the benchmarks by category.
        modalities: Slugs of the benchmarks by modality.
        models: The models by slug.
        makers: The organisations that made them, by slug, where that is recorded.
        boards: The names of their boards.
    """

    benchmarks: dict[str, str] = field(default_factory=dict)
    categories: dict[str, list[str]] = field(default_factory=dict)
    modalities: dict[str, list[str]] = field(default_factory=dict)
    models: dict[str, Entity] = field(default_factory=dict)
    makers: dict[str, str] = field(default_factory=dict)
    boards: BoardNames = field(default_factory=BoardNames)
    _connection: sqlite3.Connection | None = None
    _exact: dict[str, list[Entity]] = field(default_factory=dict)
    _everyday: dict[str, list[Entity]] = field(default_factory=dict)
    _benchmark_names: list[tuple[str, str]] = field(default_factory=list)
    _model_aliases: list[tuple[str, int]] = field(default_factory=list)
    _observations: dict[str, str] = field(default_factory=dict)
    _parted: set[str] = field(default_factory=set)
    _ordinary_categories: dict[str, Entity] = field(default_factory=dict)
    _longest: int = 0

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> Vocabulary:
        """Read all names from the registry."""
        self = cls(_connection=connection)
        aliases, terms = {}, list[tuple[str, str]]()
        for slug, name, modality, more, categories, observations, its_terms in connection.execute(
            "SELECT slug, name, modality, json_extract(card, '$.aliases'), json_extract(card, '$.categories'),"
            " json_extract(card, '$.observations'), json_extract(card, '$.terms') FROM benchmarks"
            " ORDER BY name COLLATE NOCASE"
        ):
            self._observations[slug] = observations
            self.benchmarks[slug] = name
            self.modalities.setdefault(modality, []).append(slug)
            aliases[slug] = [name, slug, *json.loads(more)]
            for category in json.loads(categories):
                self.categories.setdefault(category, []).append(slug)
            if its_terms and its_terms != "[]":
                terms += [
                    (name, joined_key(term["name"]))
                    for term in json.loads(its_terms)
                    for name in (term["name"], *term["synonyms"])
                ]
        for slug, names in aliases.items():
            entity = Entity("benchmark", slug, self.benchmarks[slug])
            for name in names:
                self._add(name, entity)
                self._benchmark_names.append((name, slug))
        for category in self.categories:
            self._add(category, Entity("category", category, category))
            if joined_key(category) in words.KNOWN:
                self._ordinary_categories[joined_key(category)] = Entity("category", category, category)
        self._add_everyday(self._read_models(connection), terms)
        self.boards = BoardNames.read(connection)
        return self

    def _read_models(self, connection: sqlite3.Connection) -> list[str]:
        organisations = set()
        for number, (slug, name, organisation, aliases) in enumerate(
            connection.execute("SELECT slug, name, organisation, aliases FROM models ORDER BY slug")
        ):
            entity = self.models[slug] = Entity("model", slug, name)
            self._add(name, entity)
            # Most slugs are their names with hyphens for blanks.
            if slug != name.lower().replace(" ", "-"):
                self._add(slug, entity)
            for alias in json.loads(aliases) if aliases != "[]" else ():
                self._add(alias, entity)
                self._model_aliases.append((alias, number))
            if organisation:
                self.makers[slug] = organisation
                organisations.add(organisation)
        for organisation in sorted(organisations):
            self._add(organisation, Entity("organisation", organisation, organisation))
        return sorted(organisations)

    def _add(self, name: str, entity: Entity) -> None:
        key = joined_key(one_line(name) if "\x1b" in name else name)
        if not key or (entity.kind != "benchmark" and key in words.KNOWN):
            return
        if ", " in name:
            # "Unnamed submission (2019-08-02, 19)" goes on after the comma.
            self._parted.add(key)
        named = self._exact.get(key)
        if named is None:
            self._exact[key] = [entity]
            if len(key) > self._longest:
                self._longest = len(key)
        # A benchmark's name is nobody else's; other kinds keep the first one's kind.
        elif named[0].kind == entity.kind and entity not in named:
            named.append(entity)

    def _add_everyday(self, organisations: Iterable[str], terms: Iterable[tuple[str, str]]) -> None:
        """Add what people call makers, categories, modalities and terms; a name of the registry's own goes before."""
        called: list[tuple[str, Entity]] = []
        for written in organisations:
            entity = Entity("organisation", written, written)
            called += [(name, entity) for name in everyday.maker_names(written) if joined_key(name) not in words.KNOWN]
        for category in self.categories:
            entity = Entity("category", category, category)
            called += [(name, entity) for name in everyday.category_names(category, self.categories)]
        for modality in self.modalities:
            entity = Entity("modality", modality, modality)
            called += [(name, entity) for name in everyday.modality_names(modality)]
        shown: dict[str, str] = {}
        called += [(name, Entity("term", key, shown.setdefault(key, name))) for name, key in terms]
        for name, entity in called:
            key = joined_key(name)
            if key and key not in self._exact:
                self._longest = max(self._longest, len(key))
                named = self._everyday.setdefault(key, [])
                if not named or named[0].kind == entity.kind and entity not in named:
                    named.append(entity)

    # --- Exact names -------------------------------------------------------------------------------

    def link(self, found: Sequence[Token], text: str = "") -> list[Link]:
        """Return the names in the question, longest first where they overlap, in the order of the text.

        Args:
            found: Its words.
            text: The question, where a benchmark with an ordinary word for a name has to be written like one.
        """
        candidates = []
        for start, end, keys in words.windows(found, self._longest):
            entities = next((self._exact[key] for key in keys if key in self._exact), None)
            if entities is None:
                entities = next((self._everyday[key] for key in keys if key in self._everyday), None)
            if entities is None:
                continue
            ordinary = bool(text) and entities[0].kind == "benchmark" and keys[-1] in words.KNOWN
            if not ordinary or _is_name(found, text, start, end):
                candidates.append(Link(start, end, tuple(entities)))
        if self._parted and any(token.breaks for token in found):
            across = words.windows(found, self._longest, across=True)
            candidates += [
                Link(start, end, tuple(self._exact[key]))
                for start, end, keys in across
                for key in keys
                if key in self._parted and key in self._exact
            ]
        return longest_first(found, candidates + self._said_as_categories(found))

    def _said_as_categories(self, found: Sequence[Token]) -> list[Link]:
        """Return links to categories whose names are everyday words, where they stand as names of one.

        "How many general benchmarks are there" asks of the category general, "who is best in general" does not.
        """
        if not self._ordinary_categories:
            return []
        said = [token.word for token in found]
        return [
            Link(i, i + 1, (self._ordinary_categories[word],))
            for i, word in enumerate(said)
            if word in self._ordinary_categories
            and (said[i + 1 : i + 2] in _BESIDE_CATEGORY or said[max(0, i - 1) : i] == ["category"])
        ]

    def is_written(self, found: Sequence[Token], link: Link) -> bool:
        """Return whether a link's words are a name as the registry writes it, and not what people call it."""
        keys = (words.key_of(found, link.start, link.end), words.key_of(found, link.start, link.end, possessive=False))
        return any(entity in self._exact.get(key, ()) for key in keys for entity in link.entities)

    # --- The starts of names -----------------------------------------------------------------------

    def starts_model(self, word: str) -> bool:
        """Return whether the name of a model starts with this word."""
        return bool(self.series.starts.of(word))

    def versions(self, found: Sequence[Token], link: Link) -> Link:
        """Return a link to models with the others whose names start with the same words.

        "GPT-4o" is short for several dated versions, only some of which list it as an alias. Where the words
        end in the full name of the one model they are linked to, nobody else is meant.
        """
        return self.series.versions(found, link)

    # --- Near names --------------------------------------------------------------------------------

    def similar_benchmarks(self, name: str, limit: int = 3) -> list[str]:
        """Return the slugs of benchmarks whose names are like ``name``, best first; none where none is near.

        Unlike a guess this is only ever offered to the asker. A short name counts as near at one letter's
        difference, and a name that goes on (MMLU-Redux) is near the one it starts with.
        """
        return [entity.slug for entity in self.guesses.similar_benchmarks(name)[:limit]]

    def similar_models(self, name: str, limit: int = 3) -> list[Entity]:
        """Return models whose names are like ``name``, best first; none where none is near."""
        return self.guesses.similar(name, "model")[:limit]

    def released(self, slugs: Sequence[str]) -> dict[str, str]:
        """Return when models were released, those of which the day is known."""
        if self._connection is None or not slugs:
            return {}
        marks = ",".join("?" * len(slugs))
        sql = f"SELECT slug, released FROM models WHERE released_precision IS NOT 'month' AND slug IN ({marks})"
        return {slug: day for slug, day in self._connection.execute(sql, list(slugs)) if day}

    # --- What is read when it is first needed ------------------------------------------------------

    @cached_property
    def by_models(self) -> list[str]:
        """The slugs of the benchmarks, those whose headline boards rank most models first, else in order of name."""
        if self._connection is None:
            return list(self.benchmarks)
        rows = self._connection.execute(
            "SELECT b.benchmark, s.models FROM boards AS b JOIN board_sizes AS s"
            " ON s.benchmark = b.benchmark AND s.board = b.slug WHERE b.headline"
        )
        models = {row[0]: row[1] for row in rows}
        return sorted(self.benchmarks, key=lambda slug: -models.get(slug, 0))

    @cached_property
    def topics(self) -> Topics:
        """What the benchmarks are about."""
        return Topics.of(self._benchmark_names, self._observations)

    @cached_property
    def licences(self) -> dict[str, tuple[str, ...]]:
        """What the licences of models can be called; a name that a model's starts with is the model's."""
        if self._connection is None:
            return {}
        rows = self._connection.execute("SELECT DISTINCT licence FROM models WHERE licence IS NOT NULL ORDER BY 1")
        called = licence_names(row[0] for row in rows)
        return {key: named for key, named in called.items() if not lexicon.meaning(key) and not self.starts_model(key)}

    @cached_property
    def guesses(self) -> Guesses:
        """What misspelt and incomplete words may mean."""
        benchmarks = [Entity("benchmark", slug, name) for slug, name in self.benchmarks.items()]
        numbers = {slug: number for number, slug in enumerate(self.benchmarks)}
        starts = Starts(((name, numbers[slug]) for name, slug in self._benchmark_names), words.KNOWN)
        return Guesses(
            self._connection, self._exact, benchmarks, self._model_list, starts, self.series.starts, self._longest
        )

    @cached_property
    def series(self) -> Series:
        """The starts of models' names."""
        names = [(entity.name, number) for number, entity in enumerate(self._model_list)]
        return Series(self._model_list, names, self._model_aliases, self._longest)

    @cached_property
    def _model_list(self) -> list[Entity]:
        return list(self.models.values())


def _is_name(found: Sequence[Token], text: str, start: int, end: int) -> bool:
    """Return whether words of asking are written as a name: "Score" within a sentence, in quotes, "the score dataset".

    A benchmark may be called "Score" or "Best", which is no reason to take every best score for it.
    """
    around = {found[i].word for i in (start - 1, end) if 0 <= i < len(found)}
    if around & {"benchmark", "dataset", "eval"} or text[max(0, found[start].start - 1)] in _QUOTES:
        return True
    others = [token for i, token in enumerate(found) if not start <= i < end]
    begins = start == 0 or any(sign in text[found[start - 1].end : found[start].start] for sign in ".!?:\n")
    return text[found[start].start].isupper() and not begins and any(text[one.start].islower() for one in others)


#: Words after the name of a category.
_BESIDE_CATEGORY = [[word] for word in ("benchmarks", "benchmark", "tests", "evals", "datasets", "category")]
_QUOTES = frozenset("\"'“‘«`*")
