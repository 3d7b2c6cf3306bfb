"""What the pages of the site show, read from the registry; one function a kind of page, no markup."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from podium.cli.show import Page, read_page
from podium.registry import amendments, categories, events, leaderboard, model_reads, standings, tallies
from podium.registry.amendments import Amendment
from podium.registry.categories import CategoryRanking, HeadlineBoard
from podium.registry.course import Course, course
from podium.registry.dating import By
from podium.registry.rank_ranges import RankRange, rank_ranges
from podium.registry.ranking import RankedRows
from podium.registry.standings import Placed
from podium.registry.tallies import Counts
from podium.registry.views import BoardFacts, BoardView, ModelFacts, Row

if TYPE_CHECKING:
    from podium.bots.faq.engine import Engine

#: Rows of a board on the page of its benchmark where it is not the headline one; its own page has all.
TOP = 3
#: Rows of the headline board on the page of its benchmark; one that is longer has a page of its own as well.
MOST_ROWS = 250
#: Models of a category or of the home page's lists.
MOST_RANKED = 100
#: Rows from which on an address is written once for all that come from it.
SHARED = 2
#: Boards of a category that have a column of ranks; the largest have one.
MOST_COLUMNS = 8
#: New leaders on the first page, and twice as many as new benchmarks.
MOST_EVENTS = 8

#: Category under which medical benchmarks stand in full, whatever else they are about.
MEDICINE = "healthcare"

#: How the script of the chart is told what a day is of.
_ORIGINS: Mapping[By, str] = {"reported_on": "report", "published": "start"}
_RESEARCH_ONLY = "json_extract(card, '$.research_use_only')"


@dataclass(frozen=True)
class BoardTable:
    """A board as a table with a chart.

    Args:
        view: The board with its rows.
        research_use_only: Whether that is said beside its scores.
        amendments: What was corrected on it, the newest first.
    """

    view: BoardView
    research_use_only: bool
    amendments: tuple[Amendment, ...] = ()

    @property
    def facts(self) -> BoardFacts:
        """What it ranks and how."""
        return self.view.board

    @cached_property
    def ranges(self) -> Mapping[int, RankRange]:
        """Between which ranks each model stands, by row id."""
        return rank_ranges(RankedRows.of(self.view.rows))

    @cached_property
    def course(self) -> Course:
        """The board over time."""
        return course(self.view)

    @cached_property
    def outlying(self) -> int:
        """How many of its scores lie further off than the chart's axis reaches."""
        return sum(self.course.beyond(point.row.value) for point in self.course.points)

    @cached_property
    def days(self) -> Mapping[int, str]:
        """The day that each result counts from, as far as it is known, by row id."""
        return {point.row.id: point.moment.known for point in self.course.points}

    @cached_property
    def origins(self) -> Mapping[int, str]:
        """Of days that are not those of the models' release, what they are of, by row id."""
        return {point.row.id: _ORIGINS[point.moment.by] for point in self.course.points if point.moment.by in _ORIGINS}

    @cached_property
    def ranged(self) -> bool:
        """Whether any of its models stands between ranks that are not one."""
        return any(row.low is not None and len(set(self.ranges[row.id])) > 1 for row in self.view.rows)

    @cached_property
    def has_intervals(self) -> bool:
        """Whether any of its scores has an interval."""
        return any(row.low is not None for row in self.view.rows)

    @cached_property
    def changed(self) -> Mapping[int, Amendment]:
        """What was last corrected of a row, by row id."""
        return amendments.by_result(self.amendments)

    @cached_property
    def shared_sources(self) -> Mapping[str, str]:
        """Addresses that several rows come from, each with the place on the page that has it, as a fragment."""
        rows = Counter(row.source_url for row in self.view.rows if row.source_url)
        found = [url for url, number in rows.items() if number >= SHARED and url.startswith(("https://", "http://"))]
        return {url: f"#s{number}" for number, url in enumerate(found, 1)}

    @property
    def organisations(self) -> list[str]:
        """Makers of its models, for a filter."""
        found = {row.model.organisation for row in self.view.rows if row.model.organisation}
        return sorted(found, key=lambda name: (name.casefold(), name))

    @property
    def mean(self) -> float | None:
        """Mean of its scores."""
        rows = self.view.rows
        return sum(row.value for row in rows) / len(rows) if rows else None

    def chart(self, most: int | None = None) -> dict[str, Any]:
        """Return what the chart needs beside the rows of the table: scale, and who set the records.

        Args:
            most: Rows that the table has, where it has not all: who set a record and is not among them is told too.
        """
        data = self.course.to_json()
        facts = {name: data[name] for name in ("metric", "higher", "min", "max", "undated", "records")}
        facts |= {} if self.course.edge is None else {"edge": self.course.edge}
        if most is None or len(self.view.rows) <= most:
            return facts
        told = {row.id for row in self.view.rows[:most]}
        missing = {id for ids in data["records"].values() for id in ids} - told
        return facts | {"more": [point for point in data["points"] if point["id"] in missing]}


@dataclass(frozen=True)
class BenchmarkContent:
    """The page of a benchmark: what ``podium show`` shows, with charts.

    Args:
        page: What ``podium show`` shows.
        headline: The board that a plain question means.
        others: Its other boards that have results.
        empty: Its boards that have none yet.
    """

    page: Page
    headline: BoardTable
    others: tuple[BoardTable, ...]
    empty: tuple[BoardTable, ...]

    @property
    def own_pages(self) -> tuple[BoardTable, ...]:
        """The boards that have pages of their own."""
        return (*([self.headline] if len(self.headline.view.rows) > MOST_ROWS else []), *self.others)

    @property
    def entered(self) -> list[str]:
        """Titles of the boards that a run made here enters."""
        boards = (self.headline, *self.others, *self.empty)
        return [f"“{board.facts.title}”" for board in boards if board.facts.split]


@dataclass(frozen=True)
class ModelContent:
    """The page of a model.

    Args:
        model: The model.
        places: Its places on every board, headline boards first.
        changed: What was last corrected of its results, by row id.
    """

    model: ModelFacts
    places: tuple[Placed, ...]
    changed: Mapping[int, Amendment]

    @property
    def research_use_only(self) -> bool:
        """Whether that is said beside its scores."""
        return any(place.figure.card["research_use_only"] for place in self.places)


@dataclass(frozen=True)
class CategoryLine:
    """A model of a category with its place on each of its boards, by benchmark.

    ``shared`` says whether another model has the same mean.
    """

    rank: int
    shared: bool
    mean: float
    covered: int
    model: ModelFacts
    ranks: Mapping[str, int]


@dataclass(frozen=True)
class CategoryContent:
    """The page of a category.

    Args:
        ranking: Its boards, and its models by mean rank.
        lines: The first models of the ranking.
        leaders: Who leads each of its boards, by benchmark.
        descriptions: Of its benchmarks, by slug.
        research_use_only: Whether that must be said of one of them.
    """

    ranking: CategoryRanking
    lines: tuple[CategoryLine, ...]
    leaders: Mapping[str, tuple[Row, ...]]
    descriptions: Mapping[str, str]
    research_use_only: bool

    @property
    def columns(self) -> list[HeadlineBoard]:
        """The boards that have a column of ranks."""
        return [board for board in self.ranking.boards if board.slug in self.ranking.counting][:MOST_COLUMNS]


@dataclass(frozen=True)
class Group:
    """A category on the first page.

    Args:
        name: Of the category.
        boards: The main boards of the benchmarks whose main category it is.
        others: Those of its other benchmarks, which stand in full under another.
    """

    name: str
    boards: tuple[HeadlineBoard, ...]
    others: tuple[HeadlineBoard, ...]

    @property
    def size(self) -> int:
        """How many benchmarks it has."""
        return len(self.boards) + len(self.others)


@dataclass(frozen=True)
class HomeContent:
    """The first page.

    Args:
        groups: The categories, the largest first, each with its benchmarks.
        leaders: Who leads each, by benchmark.
        descriptions: Of the benchmarks, by slug.
        categories: All categories with their numbers of benchmarks.
        counts: How much there is in the registry.
        leads: Boards that got a new leader, the newest first.
        added: Benchmarks that were added, the newest first.
    """

    groups: tuple[Group, ...]
    leaders: Mapping[str, tuple[Row, ...]]
    descriptions: Mapping[str, str]
    categories: tuple[tuple[str, int], ...]
    counts: Counts
    leads: tuple[events.Event, ...]
    added: tuple[events.Event, ...]


def benchmark(connection: sqlite3.Connection, engine: Engine, slug: str) -> BenchmarkContent:
    """Return what the page of a benchmark shows."""
    page = read_page(connection, slug, engine)
    research = bool(page.card["research_use_only"])
    headline, *others = (
        BoardTable(view, research, tuple(one for one in page.amendments if one.board == view.board.slug))
        for view in page.boards
    )
    return BenchmarkContent(
        page,
        headline,
        tuple(table for table in others if table.view.rows),
        tuple(table for table in others if not table.view.rows),
    )


def model(connection: sqlite3.Connection, slug: str) -> ModelContent:
    """Return what the page of a model shows."""
    (facts,) = model_reads.entries(connection, [slug])
    changed = amendments.by_result(amendments.of_model(connection, slug))
    return ModelContent(facts, tuple(standings.standings(connection, (slug,))), changed)


def category(connection: sqlite3.Connection, name: str) -> CategoryContent:
    """Return what the page of a category shows."""
    ranking = categories.ranking(connection, name)
    first = ranking.means[:MOST_RANKED]
    known = {one.slug: one for one in model_reads.entries(connection, [mean.model for mean in first])}
    places = ranking.places_of(mean.model for mean in first)
    alike = Counter(mean.mean for mean in ranking.means)
    lines = tuple(
        CategoryLine(
            ranking.rank(position),
            alike[mean.mean] > 1,
            mean.mean,
            mean.covered,
            known[mean.model],
            {slug: place.rank for slug, place in places[mean.model].items()},
        )
        for position, mean in enumerate(first)
    )
    medical = {row[0] for row in connection.execute(f"SELECT slug FROM benchmarks WHERE {_RESEARCH_ONLY}")}
    return CategoryContent(
        ranking,
        lines,
        categories.leaders(connection, ranking.places),
        _descriptions(connection),
        any(board.slug in medical for board in ranking.boards),
    )


def home(connection: sqlite3.Connection) -> HomeContent:
    """Return what the first page shows."""
    # What can be run here comes first, then what is about little else, then what many models are on.
    order = {
        row["slug"]: (not row["evaluates"], row["breadth"])
        for row in connection.execute(
            "SELECT slug, evaluates AND installed AS evaluates, json_array_length(card, '$.categories') AS breadth"
            " FROM benchmarks"
        )
    }
    boards = sorted(categories.headline_boards(connection), key=lambda board: order[board.slug])
    main = _main_categories(connection)
    found = {name: set(slugs) for name, slugs in categories.members(connection).items()}
    groups = []
    for name, slugs in found.items():
        own = tuple(board for board in boards if main[board.slug] == name)
        groups.append(Group(name, own, tuple(board for board in boards if board.slug in slugs and board not in own)))
    summaries = {one.slug: one.leaders for one in leaderboard.benchmarks(connection)}
    return HomeContent(
        tuple(group for group in groups if group.boards) + tuple(group for group in groups if not group.boards),
        summaries,
        _descriptions(connection),
        tuple((name, len(slugs)) for name, slugs in found.items()),
        tallies.counts(connection),
        tuple(events.latest(connection, MOST_EVENTS, kinds=("new_leader",))),
        tuple(events.latest(connection, MOST_EVENTS // 2, kinds=("new_benchmark",))),
    )


def _main_categories(connection: sqlite3.Connection) -> dict[str, str]:
    """Return where each benchmark stands in full: in the first category of its card, medical ones in medicine."""
    found = connection.execute(f"SELECT slug, json_extract(card, '$.categories'), {_RESEARCH_ONLY} FROM benchmarks")
    main = {}
    for slug, text, medical in found:
        names = json.loads(text)
        main[slug] = MEDICINE if medical and MEDICINE in names else names[0]
    return main


def credits(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return whom all cards credit for results, each with the licence, in alphabetical order."""
    found = connection.execute(
        "SELECT DISTINCT json_extract(j.value, '$.credit'), coalesce(json_extract(j.value, '$.licence'), '')"
        " FROM benchmarks, json_each(card, '$.sources') AS j"
    )
    return sorted((tuple(row) for row in found), key=lambda one: one[0].casefold())


def _descriptions(connection: sqlite3.Connection) -> dict[str, str]:
    found = connection.execute("SELECT slug, json_extract(card, '$.description') FROM benchmarks")
    return {slug: text for slug, text in found}
