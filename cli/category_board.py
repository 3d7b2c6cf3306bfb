"""The models of a category, by the mean of their ranks on its main boards."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from podium.bots.faq.frame import Filters
from podium.bots.faq.replies.selecting import Selection, select_models
from podium.bots.faq.replies.wording import RESEARCH_ONLY
from podium.cli import forms, output
from podium.cli.boards import more, rows_to_show
from podium.cli.forms import Form
from podium.cli.output import Column, Screen
from podium.registry import categories, formats, model_reads
from podium.registry.categories import CategoryRanking
from podium.registry.category_lines import Line, category_line, rule
from podium.registry.placing import Place

#: Most boards that have a column of ranks on the screen; the largest have one.
_COLUMNS = 8


@dataclass(frozen=True)
class CategoryView:
    """What is shown of a category.

    Args:
        ranking: Its boards, and its models by mean rank.
        chosen: What filters leave of the ranked models; None without filters.
        models: How many those are; all of the ranked ones without filters.
        shown: The first of them.
        research_only: Whether figures of one of its benchmarks are for research use only.
    """

    ranking: CategoryRanking
    chosen: Selection[model_reads.Line] | None
    models: int
    shown: Sequence[Line]
    research_only: bool


def show(connection: sqlite3.Connection, name: str, filters: Filters, limit: int | None, form: Form) -> None:
    """Print a category.

    Args:
        connection: The registry.
        name: The category.
        filters: Which models are shown.
        limit: Rows to show, as ``--limit`` has it.
        form: Form of the output.

    Raises:
        NotFound: If there is no such category.
        UsageError: If the filters look at whose figures are shown, of which a mean has several.
    """
    if filters.figures:
        raise click.UsageError("--category takes no --verified: a mean rank is made of several results")
    found = read(connection, categories.named(connection, name), filters, rows_to_show(limit, form != "table"))
    if form == "json":
        output.print_json(_json(found))
    elif form in ("csv", "jsonl"):
        counting = list(found.ranking.counting)
        columns = ["rank", "model", "name", "organisation", "mean_rank", "boards", *counting]
        forms.print_rows(form, columns, [_flat(line, counting) for line in found.shown])
    else:
        _screen(found).print(markdown=form == "md")


def read(connection: sqlite3.Connection, category: str, filters: Filters, rows: int | None) -> CategoryView:
    """Return what is shown of a category.

    Args:
        connection: The registry.
        category: As the cards write it.
        filters: Which models are shown.
        rows: Most of them; all where left out.
    """
    ranking = categories.ranking(connection, category)
    positions: Sequence[int] = range(len(ranking.means))
    chosen = None
    if filters:
        chosen = select_models(model_reads.lines(connection, [mean.model for mean in ranking.means]), filters)
        wanted = {model.slug for model in chosen.rows}
        positions = [position for position in positions if ranking.means[position].model in wanted]
    # A category ranks a thousand models, of which a screen shows twenty: only of these the rest is read.
    first = positions[:rows]
    models = model_reads.entries(connection, [ranking.means[position].model for position in first])
    places = ranking.places_of(model.slug for model in models)
    shown = [category_line(ranking, at, model, places[model.slug]) for at, model in zip(first, models, strict=True)]
    cards = categories.citations(connection, [board.slug for board in ranking.boards])
    medical = any(card["research_use_only"] for card in cards.values())
    return CategoryView(ranking, chosen, len(positions), shown, medical)


def _screen(found: CategoryView) -> Screen:
    ranking, chosen, shown = found.ranking, found.chosen, found.shown
    screen = Screen()
    screen.title(ranking.category, f"{formats.count(len(ranking.boards), 'benchmark')} · by mean rank")
    screen.blank()
    if chosen is not None:
        left = f"{found.models:,} of the {formats.count(len(ranking.means), 'ranked model')}"
        screen.prose(" ".join((f"{left}: {chosen.phrase}.", *chosen.lines())))
        screen.blank()
    largest = [board for board in ranking.boards if board.slug in ranking.counting][:_COLUMNS]
    if not ranking.means:
        screen.faint(f"No model is on {ranking.least} boards of this category that rank two or more models.")
    elif shown:
        screen.table(
            [
                Column("#", "right", style="dim"),
                Column("Model", shrink=True),
                Column("Organisation", rank=1, shrink=True),
                Column("Mean rank", "right", style="cyan"),
                Column("Boards", "right"),
                *(Column(board.name, "right", rank=2 + place) for place, board in enumerate(largest)),
            ],
            [
                (
                    f"={line.rank}" if line.shared else f"{line.rank}",
                    line.model.name,
                    line.model.organisation,
                    f"{line.mean.mean:.1f}",
                    f"{line.mean.covered} of {len(ranking.counting)}",
                    *(_place(line.places.get(board.slug)) for board in largest),
                )
                for line in shown
            ],
            strong=[position for position, line in enumerate(shown) if line.rank == 1],
            footer=more(len(shown), found.models),
        )
    screen.blank()
    if shown and len(ranking.counting) > len(largest):
        rest = len(ranking.counting) - len(largest)
        screen.faint(f"Ranks on {formats.count(rest, 'smaller board')} are not shown; --format csv has them.")
    screen.prose(rule(ranking))
    sizes = [f"{board.name} ({formats.count(board.models, 'model')}, {board.metric_name})" for board in ranking.boards]
    screen.faint(f"Benchmarks: {', '.join(sizes)}")
    if found.research_only:
        screen.prose(RESEARCH_ONLY)
    return screen


def _place(place: Place | None) -> str | None:
    return None if place is None else f"={place.rank}" if place.tied else f"{place.rank}"


def _flat(line: Line, counting: Sequence[str]) -> dict[str, Any]:
    ranks = {slug: place.rank for slug, place in line.places.items()}
    return {
        "rank": line.rank,
        "model": line.model.slug,
        "name": line.model.name,
        "organisation": line.model.organisation,
        "mean_rank": line.mean.mean,
        "boards": line.mean.covered,
        **{slug: ranks.get(slug) for slug in counting},
    }


def _json(found: CategoryView) -> dict[str, Any]:
    ranking = found.ranking
    return {
        "category": ranking.category,
        "rule": rule(ranking),
        "least_boards": ranking.least,
        "ranked": len(ranking.means),
        "filter": found.chosen.phrase if found.chosen is not None else None,
        "research_use_only": found.research_only,
        "boards": [dict(vars(board)) | {"counts": board.slug in ranking.counting} for board in ranking.boards],
        "rows": [
            {
                "rank": line.rank,
                "tied": line.shared,
                "model": formats.model_json(line.model),
                "mean_rank": line.mean.mean,
                "boards": line.mean.covered,
                "ranks": {slug: place.rank for slug, place in line.places.items()},
            }
            for line in found.shown
        ],
    }
