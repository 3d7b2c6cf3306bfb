"""Several boards at once: their sizes, leaders and ranks, for a category, for the whole registry.

Scores of different boards are never averaged or compared: what is put together are ranks, each from one board.
Places are read as bare columns, and only the results that a reply names as whole rows.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from podium.registry import leaderboard, names
from podium.registry.errors import NotFound
from podium.registry.placing import Place, Places, places
from podium.registry.views import Row

#: Most row ids in one read.
_MOST_IDS = 500


@dataclass(frozen=True)
class HeadlineBoard:
    """A benchmark with the size of its headline board.

    Args:
        slug: Of the benchmark.
        name: Of the benchmark.
        modality: What a model is shown.
        board: Slug of the headline board.
        metric_name: Its metric, as in a sentence.
        higher_is_better: Its direction.
        models: Number of models on it.
    """

    slug: str
    name: str
    modality: str
    board: str
    metric_name: str
    higher_is_better: bool
    models: int


class MeanRank(NamedTuple):
    """A model over several boards.

    Args:
        model: Slug.
        mean: Mean of its ranks.
        covered: Number of boards that rank it.
    """

    model: str
    mean: float
    covered: int


@dataclass(frozen=True)
class CategoryRanking:
    """The models of a category by the mean of their ranks on its headline boards.

    Args:
        category: As the cards write it.
        boards: All headline boards of the category, the largest first.
        places: Places by benchmark, without the boards that rank nobody.
        counting: Those of boards that rank at least two models: a place among one says nothing.
        least: On how many of those a model must be to be ranked.
        means: The models that are, the best first.
    """

    category: str
    boards: tuple[HeadlineBoard, ...]
    places: Mapping[str, Places]
    counting: Mapping[str, Places]
    least: int
    means: tuple[MeanRank, ...]

    def rank(self, position: int) -> int:
        """Return the rank of the model at a position of :attr:`means`, from 0; equal means share it."""
        mean = self.means[position].mean
        while position > 0 and self.means[position - 1].mean == mean:
            position -= 1
        return position + 1

    def places_of(self, models: Iterable[str]) -> dict[str, dict[str, Place]]:
        """Return the places of models on the boards that count: by model, then by benchmark."""
        found: dict[str, dict[str, Place]] = {model: {} for model in models}
        for slug, board in self.counting.items():
            for position in [position for position, model in enumerate(board.models) if model in found]:
                found[board.models[position]][slug] = board.place(position)
        return found


@dataclass(frozen=True)
class Category:
    """A category and its benchmarks.

    Args:
        name: As the cards write it.
        benchmarks: Their slugs, with the most models first.
        models: Number of models on their headline boards, each counted once.
    """

    name: str
    benchmarks: tuple[str, ...]
    models: int


def headline_boards(connection: sqlite3.Connection, slugs: Iterable[str] | None = None) -> list[HeadlineBoard]:
    """Return benchmarks with the sizes of their headline boards, the largest first.

    Args:
        connection: The registry.
        slugs: Which; all where left out.
    """
    which = "" if slugs is None else " WHERE k.slug IN (SELECT value FROM json_each(?))"
    found = connection.execute(
        "SELECT k.slug, k.name, k.modality, b.slug AS board, b.metric_name, b.higher_is_better,"
        " coalesce(s.models, 0) AS models FROM benchmarks AS k"
        " JOIN boards AS b ON b.benchmark = k.slug AND b.headline = 1"
        " LEFT JOIN board_sizes AS s ON s.benchmark = b.benchmark AND s.board = b.slug"
        f"{which} ORDER BY models DESC, k.name COLLATE NOCASE",
        () if slugs is None else (json.dumps(list(slugs)),),
    )
    return [
        HeadlineBoard(
            slug=row["slug"],
            name=row["name"],
            modality=row["modality"],
            board=row["board"],
            metric_name=row["metric_name"],
            higher_is_better=bool(row["higher_is_better"]),
            models=row["models"],
        )
        for row in found
    ]


def rows(connection: sqlite3.Connection, wanted: Iterable[Place]) -> list[Row]:
    """Return places as whole rows, in the order given."""
    found = list(wanted)
    whole: dict[int, Row] = {}
    for start in range(0, len(found), _MOST_IDS):
        ranks = {place.result: (place.rank, place.tied) for place in found[start : start + _MOST_IDS]}
        whole.update((row.id, row) for row in leaderboard.placed(connection, ranks))
    return [whole[place.result] for place in found]


def leaders(connection: sqlite3.Connection, boards: Mapping[str, Places]) -> dict[str, tuple[Row, ...]]:
    """Return the rows of rank 1 by benchmark; of tied ones, as on the board, the first by name comes first.

    Args:
        connection: The registry.
        boards: The rankings by benchmark.
    """
    by_benchmark: dict[str, list[Row]] = defaultdict(list)
    for row in rows(connection, [place for board in boards.values() for place in board.first()]):
        by_benchmark[row.benchmark].append(row)
    return {slug: tuple(sorted(found, key=_by_name)) for slug, found in by_benchmark.items()}


def _by_name(row: Row) -> tuple[str, str]:
    return row.model.name.lower(), row.model.slug


def headline_places(connection: sqlite3.Connection, boards: Iterable[HeadlineBoard]) -> dict[str, Places]:
    """Return the places on headline boards by benchmark, without the boards that rank nobody."""
    full = [board for board in boards if board.models]
    found = places(connection, [(board.slug, board.board, board.higher_is_better) for board in full])
    return {board.slug: found[board.slug, board.board] for board in full}


def citations(connection: sqlite3.Connection, slugs: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return by benchmark what naming a score of it needs of its card: ``sources`` and ``research_use_only``."""
    found = connection.execute(
        "SELECT slug, json_extract(card, '$.sources'), json_extract(card, '$.research_use_only') FROM benchmarks"
        " WHERE slug IN (SELECT value FROM json_each(?))",
        (json.dumps(list(slugs)),),
    )
    return {
        slug: {"sources": json.loads(sources or "[]"), "research_use_only": bool(research)}
        for slug, sources, research in found
    }


def mean_ranks(boards: Iterable[Places], *, least: int) -> list[MeanRank]:
    """Return the models by the mean of their ranks, the best first; of equal ones, the one on more boards first.

    Args:
        boards: The rankings.
        least: Only models on at least so many of them.
    """
    boards = list(boards)
    covered = Counter(chain.from_iterable(board.models for board in boards))
    totals: dict[str, int] = defaultdict(int)
    for board in boards:
        for model, rank in zip(board.models, board.ranks, strict=True):
            totals[model] += rank
    means = [(totals[model] / count, -count, model) for model, count in covered.items() if count >= least]
    return [MeanRank(model, mean, -fewer) for mean, fewer, model in sorted(means)]


def least_covered(boards: int) -> int:
    """Return on how many of so many boards a model must be to have a mean rank: on half of them, from two to four.

    More than four would leave a category of many benchmarks to the few models that everybody measures.
    """
    return min(max(2, math.ceil(boards / 2)), 4)


def _members(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return every category that a card names, with the slug of its benchmark."""
    found = connection.execute("SELECT c.value, k.slug FROM benchmarks AS k, json_each(k.card, '$.categories') AS c")
    return [(category, slug) for category, slug in found]


# Finding a word in the text of a card costs a third of parsing it.
_MEMBERS = """
FROM benchmarks AS k WHERE instr(k.card, ?)
AND EXISTS (SELECT 1 FROM json_each(k.card, '$.categories') AS c WHERE c.value = ?)
"""


def _holding(category: str) -> tuple[str, str]:
    """Return the parameters of the query for the members of a category."""
    longest = max(re.findall(r"[^\W_]+", category), key=len, default="")
    return longest, category


def _has_members(connection: sqlite3.Connection, category: str) -> bool:
    found = connection.execute(f"SELECT EXISTS (SELECT 1 {_MEMBERS})", _holding(category)).fetchone()
    return bool(found[0])


def of_categories(connection: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the benchmarks of some categories by slug, each with those of them that it is in."""
    wanted = frozenset(wanted)
    found: dict[str, set[str]] = defaultdict(set)
    for category, slug in _members(connection):
        if category in wanted:
            found[slug].add(category)
    return {slug: frozenset(shared) for slug, shared in found.items()}


def named(connection: sqlite3.Connection, name: str) -> str:
    """Return a category as the cards write it; case, hyphens and spaces do not matter.

    Raises:
        NotFound: With near names, if no card names it.
    """
    # SQLite takes no text that cannot be encoded, which is never printable.
    if name.isprintable() and _has_members(connection, name):
        return name
    known = {names.key(category): category for category, _ in _members(connection)}
    found = known.get(names.key(name))
    if found is None:
        raise NotFound("category", name, names.nearest(name, known.values(), limit=3), "podium categories lists them")
    return found


def members_of(connection: sqlite3.Connection, category: str) -> list[str]:
    """Return the benchmarks of a category, in no order.

    Args:
        connection: The registry.
        category: As the cards write it.
    """
    return [slug for (slug,) in connection.execute(f"SELECT k.slug {_MEMBERS}", _holding(category))]


def ranking(connection: sqlite3.Connection, category: str) -> CategoryRanking:
    """Return the models of a category by the mean of their ranks on its headline boards.

    Args:
        connection: The registry.
        category: As the cards write it.
    """
    boards = tuple(headline_boards(connection, members_of(connection, category)))
    found = headline_places(connection, boards)
    counting = {slug: board for slug, board in found.items() if len(board.models) > 1}
    least = least_covered(len(counting))
    return CategoryRanking(category, boards, found, counting, least, tuple(mean_ranks(counting.values(), least=least)))


def members(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the categories of all cards with their benchmarks, as :func:`listed` has them."""
    return _by_category(connection, headline_boards(connection))


def _by_category(connection: sqlite3.Connection, boards: Sequence[HeadlineBoard]) -> dict[str, tuple[str, ...]]:
    known: dict[str, list[str]] = defaultdict(list)
    place = {board.slug: number for number, board in enumerate(boards)}
    for category, slug in sorted(set(_members(connection)), key=lambda member: place[member[1]]):
        known[category].append(slug)
    return {name: tuple(known[name]) for name in sorted(known, key=lambda name: (-len(known[name]), name))}


def listed(connection: sqlite3.Connection) -> list[Category]:
    """Return the categories of all cards, those with the most benchmarks first."""
    boards = headline_boards(connection)
    # As one text a board, which is half the work of taking every model as a row.
    query = f"SELECT json_group_array(r.model) {leaderboard.PLACING}"
    models = {
        board.slug: set(json.loads(connection.execute(query, (board.slug, board.board)).fetchone()[0]))
        for board in boards
    }
    return [
        Category(name, slugs, len(set().union(*(models[slug] for slug in slugs))))
        for name, slugs in _by_category(connection, boards).items()
    ]
