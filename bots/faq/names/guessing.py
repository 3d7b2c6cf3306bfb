"""Which names of the registry misspelt and incomplete words may mean, and which are like an unknown name."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from podium.bots.faq.language import words
from podium.bots.faq.language.mending import READ
from podium.bots.faq.language.words import Token, joined_key
from podium.bots.faq.names import near
from podium.bots.faq.names.naming import Entity, Link
from podium.bots.faq.names.starts import Starts

#: Most words that a misspelt name is put together from.
_WIDEST = 6
#: Most foreign words looked at for near names, which bounds the work on a long text.
_MOST_FOREIGN = 12
#: Most runs of words that are looked up with more than one slip in them, each a read of the registry file.
_MOST_READS = 16
#: Words from which a text is a long one, and runs that are looked up so in one.
_LONG = 60
_FEWER_READS = 6
#: Most words of a maker's misspelt name.
_WIDEST_MAKER = 3
#: Similarity (1 is equal) from which a name is worth a suggestion.
_SUGGESTIBLE = 0.65
#: How far the start of a benchmark's name counts as being from the name: a mended typo of the whole is nearer.
_STARTED = 0.3
#: How much farther the misspelt start of models' names counts as being than a misspelt name.
_SERIES = 0.05
#: Models from which a start that was mended is theirs, and not the whim of one entry.
_LEAST_OF_A_SERIES = 2

#: Names so near to benchmarks' that they would pass for typos, and are names of other things.
OTHER_THINGS = frozenset("chexbert chexnet chexphoto chexplus chexagent chexzero mmmlu cmmlu mmluprox".split())
#: The same of models' names: each is one slip from a series that a registry may have, and is another product.
OTHER_MODELS = frozenset("mamba zamba samba sonar elmo".split())
_SEPARATE = re.compile(r"[\W_]+")


class Guess(NamedTuple):
    """What a run of words may mean.

    Args:
        distance: How far it is from the name, as a share of what was typed.
        slips: Letters that differ; none where it is the start of a name.
        entities: Whose name it is; several where they are equally near.
    """

    distance: float
    slips: int
    entities: tuple[Entity, ...]


class Guesses:
    """Guesses at the names of a registry.

    Args:
        connection: The registry file, for names with more than one slip; None guesses only at nearer ones.
        exact: What names stand for, by their joined form.
        benchmarks: The benchmarks, in order of name.
        models: The models, in order of slug.
        starts: The starts of benchmark names; its owners are positions in ``benchmarks``.
        model_starts: The starts of model names; its owners are positions in ``models``.
        longest: Length of the longest name.
    """

    def __init__(
        self,
        connection: sqlite3.Connection | None,
        exact: Mapping[str, Sequence[Entity]],
        benchmarks: Sequence[Entity],
        models: Sequence[Entity],
        starts: Starts,
        model_starts: Starts,
        longest: int,
    ) -> None:
        self._connection = connection
        self._exact = exact
        self._benchmarks = benchmarks
        self._models = models
        self._starts = starts
        self._model_starts = model_starts
        self._longest = longest
        self._seen: dict[tuple[str, str, bool], dict[Entity, int]] = {}
        self._short = near.OneSlip(exact)
        self._short_starts = near.OneSlip(model_starts.keys)

    def having(self, said: Iterable[str]) -> tuple[Entity, ...]:
        """Return the models whose names have all of these units: a word, a version, a size."""
        return tuple(self._models[i] for i in self._model_starts.having(range(len(self._models)), said))

    def near(
        self,
        found: Sequence[Token],
        foreign: Collection[int],
        free: Collection[int],
        settled: Collection[int] = (),
        kinds: Sequence[str] = ("benchmark", "model", "organisation"),
    ) -> list[Link]:
        """Return misspelt and incomplete names among the foreign words.

        A run of words is put together around each foreign word. The start of a benchmark's name, such as
        "massive multitask", is completed. A typo is mended where few letters differ: one in a name of
        five to eight characters, two up to thirteen, three beyond; never in a shorter one, never in a number,
        and never by leaving off an end, since MMLU-ProX is not MMLU-Pro. A link with several entities fits them all
        equally well; the caller asks back.

        Args:
            found: The question's words.
            foreign: Positions of words that are neither words of asking nor part of a name.
            free: Positions that may belong to a misspelt name.
            settled: Those of them that belong to an exact name, which gives way to a name one slip away only.
            kinds: What is looked for; what is named first wins where two are equally near.
        """
        best: dict[int, tuple[tuple[float, int, int], Link]] = {}
        looked_at = set(sorted(foreign)[:_MOST_FOREIGN])
        done: list[Link] = []
        tried: set[str] = set()
        self._seen.clear()
        reads = _MOST_READS if len(found) <= _LONG else _FEWER_READS
        for start, end, keys in self._runs(found, looked_at, foreign, free):
            if any(link.start <= start and end <= link.end for link in done):
                continue
            hit = self._nearest(found[start:end], keys[:2], kinds, reads > 0 or keys[0] in tried)
            reads -= near.slips(len(keys[0])) > 1 and keys[0] not in tried
            tried.add(keys[0])
            if hit is None or (hit.slips != 1 and any(i in settled for i in range(start, end))):
                continue
            link = Link(start, end, hit.entities, True)
            if hit.slips == 1:
                # Nothing inside it can be nearer: what is equal to a name was linked before.
                done.append(link)
            order = (hit.distance, kinds.index(link.kind), start - end)
            for i in looked_at.intersection(link.span):
                if i not in best or order < best[i][0]:
                    best[i] = (order, link)
        chosen: list[Link] = []
        for _, link in sorted(best.values(), key=lambda entry: entry[0]):
            if all(link.end <= other.start or other.end <= link.start for other in chosen):
                chosen.append(link)
        return sorted(chosen, key=lambda link: link.start)

    def _runs(
        self, found: Sequence[Token], looked_at: set[int], foreign: Collection[int], free: Collection[int]
    ) -> list[tuple[int, int, tuple[str, ...]]]:
        """Return the runs of words that can be a misspelt name, wide ones first, with their joined forms."""
        ends = {i for i in free if i in foreign or found[i].word == "bench" or self._in_a_name(found[i])}
        runs = [
            (start, end, keys)
            for start, end, keys in words.windows(found, self._longest)
            if end - start <= _WIDEST
            and start in ends
            and end - 1 in ends
            and not looked_at.isdisjoint(range(start, end))
            and all(i in free for i in range(start, end))
        ]
        return sorted(runs, key=lambda run: (run[0] - run[1], run[0]))

    def _in_a_name(self, token: Token) -> bool:
        """Return whether a word of asking also stands in names, such as the "last" and "exam" of an exam."""
        if token.word not in words.KNOWN:
            return True
        return any(
            key in starts.words for key in (token.key, token.word) for starts in (self._starts, self._model_starts)
        )

    def _nearest(self, said: Sequence[Token], keys: Sequence[str], kinds: Sequence[str], read: bool) -> Guess | None:
        hits = []
        for key in keys:
            for kind in kinds:
                if kind == "benchmark":
                    hits.append(None if self.goes_on(key) else self.benchmark(key, read=read))
                elif kind == "organisation" and len(said) > _WIDEST_MAKER:
                    continue
                else:
                    hits.append(self._other(said, key, kind, read))
        return min((hit for hit in hits if hit is not None), key=lambda hit: hit.distance, default=None)

    def goes_on(self, typed: str) -> bool:
        """Return whether ``typed`` is a benchmark's name and something more, as CharXiv-D is CharXiv and more."""
        for length in range(len(typed) - 1, 2, -1):
            named = self._exact.get(typed[:length])
            if named is not None and named[0].kind == "benchmark":
                return _is_longer(typed, typed[:length])
        return False

    def benchmark(self, typed: str, *, read: bool = True) -> Guess | None:
        """Return the nearest benchmarks, or None where none is near enough.

        Args:
            typed: The joined form of what was typed.
            read: Whether the registry file may be asked for names with more than one slip.
        """
        if typed in OTHER_THINGS:
            return None
        started = self._starts.of(typed) if len(typed) >= 4 else ()
        if started:
            return Guess(_STARTED, 0, tuple(self._benchmarks[i] for i in started))
        return _best(typed, self._misspelt(typed, "benchmark", read))

    def begun(self, typed: str) -> tuple[Entity, ...]:
        """Return the benchmarks with a name that starts with these letters, wherever its words end."""
        at = bisect_left(self._spelt, typed)
        owners: dict[Entity, None] = {}
        while at < len(self._spelt) and self._spelt[at].startswith(typed):
            owners |= dict.fromkeys(self._exact[self._spelt[at]])
            at += 1
        return tuple(owners)

    def exactly(self, typed: str) -> Sequence[Entity]:
        """Return what is called just so."""
        return self._exact.get(typed, ())

    @cached_property
    def _spelt(self) -> list[str]:
        """The names of benchmarks in order of their letters."""
        return sorted(key for key, named in self._exact.items() if named[0].kind == "benchmark")

    def _other(self, said: Sequence[Token], typed: str, kind: str, read: bool) -> Guess | None:
        """Return the nearest models or makers; the start of a series counts as a name."""
        if typed in READ or typed in OTHER_MODELS:
            return None
        found = self._misspelt(typed, kind, read)
        if kind != "model":
            return _best(typed, found)
        hit = _best(typed, {entity: apart for entity, apart in found.items() if _keeps_versions(said, entity.name)})
        series = self._misspelt_series(said, typed)
        if hit is None or (series is not None and series.distance < hit.distance):
            return series
        return hit

    def _misspelt(self, typed: str, kind: str, read: bool) -> dict[Entity, int]:
        """Return who has a name that is a few slips away from what was typed, with the number of slips."""
        # A text may say the same words many times.
        if (typed, kind, read) not in self._seen:
            self._seen[typed, kind, read] = self._looked_up(typed, kind, read)
        return self._seen[typed, kind, read]

    def _looked_up(self, typed: str, kind: str, read: bool) -> dict[Entity, int]:
        slips = near.slips(len(typed))
        found: dict[Entity, int] = {}
        if slips == 1:
            for key in self._short.away(typed):
                if _may_be(typed, key):
                    found |= dict.fromkeys((entity for entity in self._exact[key] if entity.kind == kind), 1)
        elif slips and read and self._connection is not None:
            from rapidfuzz.distance import OSA

            for names in near.sharing_parts(self._connection, typed, slips, kind):
                for one in names:
                    apart = OSA.distance(typed, one.key, score_cutoff=slips)
                    if apart <= slips and _may_be(typed, one.key):
                        for entity in self._exact.get(one.key, ()):
                            if entity.kind == kind:
                                found[entity] = min(apart, found.get(entity, apart))
                if found:
                    break
        return found

    def _misspelt_series(self, said: Sequence[Token], typed: str) -> Guess | None:
        """Return the models whose names start with what was typed but for one slip, as in "medgema"."""
        if near.slips(len(typed)) != 1 or self._model_starts.of(typed):
            return None
        for key in self._short_starts.away(typed):
            if key[0] not in typed[:2]:
                # Fingers slip inside a word; another first letter makes another product: Mamba is not Jamba.
                continue
            owners = self._model_starts.of(key)
            if len(owners) >= _LEAST_OF_A_SERIES and _keeps_versions(said, key) and _may_be(typed, key):
                return Guess(1 / len(typed) + _SERIES, 1, tuple(self._models[i] for i in owners))
        return None

    # --- Suggestions -------------------------------------------------------------------------------

    def similar_benchmarks(self, name: str) -> list[Entity]:
        """Return benchmarks whose names are like ``name``, best first.

        A short name counts as near at one letter's difference, and a name that goes on (MMLU-Redux) is near the one
        it starts with.
        """
        typed = joined_key(name)
        if len(typed) < 2:
            return []
        scores: dict[Entity, float] = {}
        for entity, key, similarity in self._like(typed, "benchmark"):
            apart = round((1 - similarity) * max(len(typed), len(key)))
            starts = len(key) >= 3 and typed.startswith(key) or len(typed) >= 4 and key.startswith(typed)
            close = apart <= 1 if len(typed) < near.SHORTEST else similarity >= _SUGGESTIBLE
            if starts or close:
                scores[entity] = max(scores.get(entity, 0.0), similarity)
        return sorted(scores, key=lambda entity: (-scores[entity], entity.name.lower()))

    def similar(self, name: str, kind: str) -> list[Entity]:
        """Return models or makers whose names are like ``name``, best first; none where none is near."""
        hits = [hit for hit in self._like(joined_key(name), kind) if hit[2] >= _SUGGESTIBLE]
        return list(dict.fromkeys(entity for entity, _, _ in sorted(hits, key=lambda hit: -hit[2])))

    def _like(self, typed: str, kind: str) -> list[tuple[Entity, str, float]]:
        """Return a bounded number of things with names that may be like what was typed, the keys, and how like."""
        if self._connection is None or not typed:
            return []
        from rapidfuzz.distance import OSA

        keys = dict.fromkeys(one.key for one in near.like(self._connection, typed, kind))
        keys |= dict.fromkeys(typed[:length] for length in range(len(typed), 2, -1))
        if len(typed) < near.SHORTEST:
            keys |= dict.fromkeys(self._short.away(typed))
        return [
            (entity, key, OSA.normalized_similarity(typed, key))
            for key in keys
            for entity in self._exact.get(key, ())
            if entity.kind == kind
        ]


def _best(typed: str, found: Mapping[Entity, int]) -> Guess | None:
    """Return the nearest of what may be meant, in order of name where several are."""
    if not found:
        return None
    least = min(found.values())
    return Guess(least / len(typed), least, tuple(sorted(entity for entity in found if found[entity] == least)))


def _is_longer(typed: str, key: str) -> bool:
    """Return whether ``typed`` is ``key`` and something of its own; a doubled letter, an s or an e more is a slip."""
    more = typed.removeprefix(key)
    return typed.startswith(key) and bool(more) and more not in ("s", "e", key[-1])


def _may_be(typed: str, key: str) -> bool:
    """Return whether a name may have been meant: it is no shorter one, not another version and not too short."""
    return len(key) >= near.SHORTEST and not _is_longer(typed, key) and near.same_numbers(typed, key)


def _keeps_versions(said: Sequence[Token], name: str) -> bool:
    """Return whether a name has the parts that are versions and are never mended: "4o", "v3", the R of Command R."""
    flat = joined_key(name)
    for token in said:
        digit = next((i for i, char in enumerate(token.key) if char.isdigit()), None)
        if digit is not None:
            if token.key[digit if digit > 2 else 0 :] not in flat:
                return False
        elif len(token.key) <= 2 and token.key not in _SEPARATE.split(words.plain(name)):
            return False
    return True
