"""``podium show``: everything the registry knows of a benchmark, on one page."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from podium.bots.faq.frame import Filters, Frame, Intent
from podium.cli import completing, output
from podium.cli.app import App, example, pass_app
from podium.registry import amendments, formats, progress
from podium.registry import leaderboard as reads
from podium.registry.amendments import Amendment
from podium.registry.errors import NotFound
from podium.registry.progress import Record
from podium.registry.views import BenchmarkView, BoardView, Row

if TYPE_CHECKING:
    from podium.bots.faq.engine import Engine
    from podium.bots.faq.reply import Reply

#: The questions every page answers, by the engine that answers ``podium ask``, each with what the engine reads it as
#: whatever the benchmark is called: a site of a thousand pages need not have them read for each.
QUESTIONS = {
    "What is the {name} benchmark?": Frame(Intent.DESCRIBE),
    "What is the {name} leaderboard?": Frame(Intent.LEADERBOARD),
    "What is the highest {name} score?": Frame(Intent.TOP_SCORE),
    "How many models are evaluated on {name}?": Frame(Intent.COUNT),
    "Where can I find the {name} paper?": Frame(Intent.PAPER),
    "What categories does {name} cover?": Frame(Intent.CATEGORIES),
    "What is the best open-source model on {name}?": Frame(Intent.LEADER, filters=Filters(open_weights=True)),
    "How recent are the {name} leaderboard results?": Frame(Intent.UPDATED),
}


@dataclass(frozen=True)
class Related:
    """A related benchmark; ``view`` is None where none of that slug is registered."""

    slug: str
    view: BenchmarkView | None
    models: int = 0


@dataclass(frozen=True)
class Entry:
    """A question that the card of a benchmark answers.

    Args:
        question: As the card asks it.
        answer: What the card says.
        source_url: Where that can be checked.
        outdated: What must be said beside it, a sentence for each figure that was corrected since.
    """

    question: str
    answer: str
    source_url: str | None
    outdated: tuple[str, ...]

    @property
    def text(self) -> str:
        """The answer with what must be said beside it."""
        return " ".join((self.answer, *self.outdated))


@dataclass(frozen=True)
class Page:
    """What ``podium show`` shows.

    Args:
        benchmark: The benchmark with its card.
        boards: Its boards with their rows, the headline board first.
        answers: The standard questions and what the engine answers.
        entries: What the card itself answers, with what must be said beside an answer that is no longer true.
        amendments: What was corrected on its boards, the newest first.
        related: The benchmarks its card names.
    """

    benchmark: BenchmarkView
    boards: tuple[BoardView, ...]
    answers: tuple[tuple[str, Reply], ...]
    entries: tuple[Entry, ...]
    amendments: tuple[Amendment, ...]
    related: tuple[Related, ...]

    @property
    def card(self) -> Mapping[str, Any]:
        """The card as JSON data."""
        return self.benchmark.card

    @property
    def headline(self) -> BoardView:
        """The board that a plain question means."""
        return self.boards[0]


@click.command(epilog=example("podium show chexpert"))
@click.argument("benchmark", shell_complete=completing.benchmarks)
@output.json_option
@pass_app
def show(app: App, benchmark: str, as_json: bool) -> None:
    """Show everything about a benchmark on one page."""
    connection = app.read()
    page = read_page(connection, reads.find_benchmark(connection, benchmark))
    if as_json:
        output.print_json(page_json(page))
        return
    from podium.cli.pages import page_screen

    page_screen(page).print()


def read_page(connection: sqlite3.Connection, slug: str, engine: Engine | None = None) -> Page:
    """Read all that the page of a benchmark shows.

    Args:
        connection: The registry.
        slug: Of the benchmark.
        engine: What answers the standard questions; a new one where left out.

    Raises:
        NotFound: If there is no such slug.
    """
    from podium.bots.faq.engine import Engine

    view = reads.benchmark(connection, slug)
    boards = tuple(reads.board(connection, slug, facts.slug) for facts, _ in view.boards)
    engine = engine or Engine(connection)
    answers = tuple(
        (question.format(name=view.name), engine.reply(replace(frame, benchmarks=(slug,))))
        for question, frame in QUESTIONS.items()
    )
    changed = tuple(amendments.of_benchmark(connection, slug))
    related = tuple(_related(connection, other) for other in view.card["related"])
    return Page(view, boards, answers, entries(view.card, changed), changed, related)


def entries(card: Mapping[str, Any], changed: Sequence[Amendment]) -> tuple[Entry, ...]:
    """Return the questions that a card answers, each with what was corrected since."""
    return tuple(
        Entry(
            one["question"],
            one["answer"],
            one["source_url"],
            tuple(amendments.outdated(f"{one['question']} {one['answer']}", changed)),
        )
        for one in card["faq"]
    )


def _related(connection: sqlite3.Connection, slug: str) -> Related:
    try:
        view = reads.benchmark(connection, slug)
    except NotFound:
        return Related(slug, None)
    return Related(slug, view, next(models for board, models in view.boards if board.headline))


def frontier(view: BoardView) -> list[tuple[Record, Row]]:
    """Return the records of a board in the order in which they were set, each with the first of who set it."""
    line = progress.timeline(view)
    found = progress.records(line)
    return list(zip(found, line.rows(record.holders[0] for record in found), strict=True))


def page_json(page: Page) -> dict[str, Any]:
    """Return the page as JSON data."""
    view, changed = page.benchmark, amendments.by_result(page.amendments)
    return {
        "slug": view.slug,
        "name": view.name,
        "card": view.card,
        "plugin": {"name": view.plugin, "distribution": view.distribution, "version": view.version},
        "evaluates": view.evaluates,
        "installed": view.installed,
        "absent": view.absent or None,
        "leaders": [formats.row_json(row) for row in page.headline.leaders],
        "boards": [
            formats.board_json(board.board, len(board.rows))
            | {"verified": board.verified, "leaders": [formats.row_json(row) for row in board.leaders]}
            for board in page.boards
        ],
        "rows": [
            formats.row_json(row) | {"corrected": amendments.to_json(changed.get(row.id))} for row in page.headline.rows
        ],
        "progress": [
            {"date": formats.when(row), "date_of": record.holders[0].by, "model": row.model.slug, "value": row.value}
            for record, row in frontier(page.headline)
        ],
        "faq": [{"question": question, **reply.to_json()} for question, reply in page.answers],
        "related": [_related_json(other) for other in page.related],
    }


def _related_json(other: Related) -> dict[str, Any]:
    if other.view is None:
        return {"slug": other.slug, "name": None, "categories": [], "description": None, "models": None, "listings": []}
    return {
        "slug": other.slug,
        "name": other.view.name,
        "categories": other.view.card["categories"],
        "description": other.view.card["description"],
        "models": other.models,
        "listings": other.view.card["listings"],
    }
