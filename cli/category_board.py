"""The models of a category, by the mean of their ranks on its main boards."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import click

from podium.bots.faq.frame import Filters
from podium.bots.faq.replies.selecting import Selection, select_models
from podium.cli import forms, output
from podium.cli.boards import more, rows_to_show
from podium.cli.forms import Form
from podium.cli.output import Column, Screen
from podium.registry import categories, formats, model_reads
from podium.registry.categories import CategoryRanking, Place
from podium.registry.category_lines import Line, category_line, rule
from podium.registry.views import ModelFacts

#: Most boards that have a column of ranks on the screen; the largest have one.
_COLUMNS = 8


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
    ranking = categories.ranking(connection, categories.named(connection, name))
    models = {one.slug: one for one in model_reads.entries(connection, [mean.model for mean in ranking.means])}
    chosen = select_models(models.values(), filters)
    wanted = {model.slug for model in chosen.rows}
    lines = [
        category_line(ranking, position, models[mean.model])
        for position, mean in enumerate(ranking.means)
        if mean.model in wanted
    ]
    shown = lines[: rows_to_show(limit, form != "table")]
    if form == "json":
        output.print_json(_json(ranking, chosen if filters else None, shown))
    elif form in ("csv", "jsonl"):
        columns = ["rank", "model", "name", "organisation", "mean_rank", "boards", *ranking.counting]
        forms.print_rows(form, columns, [_flat(line) for line in shown])
    else:
        _screen(ranking, chosen if filters else None, lines, shown).print(markdown=form == "md")


def _screen(
    ranking: CategoryRanking, chosen: Selection[ModelFacts] | None, lines: Sequence[Line], shown: Sequence[Line]
) -> Screen:
    screen = Screen()
    screen.title(ranking.category, f"{formats.count(len(ranking.boards), 'benchmark')} · by mean rank")
    screen.blank()
    if chosen is not None:
        found = f"{len(lines):,} of the {formats.count(len(ranking.means), 'ranked model')}"
        screen.prose(" ".join((f"{found}: {chosen.phrase}.", *chosen.lines())))
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
                    *(_place(line.places[board.slug]) for board in largest),
                )
                for line in shown
            ],
            strong=[position for position, line in enumerate(shown) if line.rank == 1],
            footer=more(len(shown), len(lines)),
        )
    screen.blank()
    if shown and len(ranking.counting) > len(largest):
        rest = len(ranking.counting) - len(largest)
        screen.faint(f"Ranks on {formats.count(rest, 'smaller board')} are not shown; --format csv has them.")
    screen.prose(rule(ranking))
    sizes = [f"{board.name} ({formats.count(board.models, 'model')}, {board.metric_name})" for board in ranking.boards]
    screen.faint(f"Benchmarks: {', '.join(sizes)}")
    return screen


def _place(place: Place | None) -> str | None:
    return None if place is None else f"={place.rank}" if place.tied else f"{place.rank}"


def _flat(line: Line) -> dict[str, Any]:
    return {
        "rank": line.rank,
        "model": line.model.slug,
        "name": line.model.name,
        "organisation": line.model.organisation,
        "mean_rank": line.mean.mean,
        "boards": line.mean.covered,
        **{slug: None if place is None else place.rank for slug, place in line.places.items()},
    }


def _json(ranking: CategoryRanking, chosen: Selection[ModelFacts] | None, shown: Sequence[Line]) -> dict[str, Any]:
    return {
        "category": ranking.category,
        "rule": rule(ranking),
        "least_boards": ranking.least,
        "ranked": len(ranking.means),
        "filter": chosen.phrase if chosen is not None else None,
        "boards": [dict(vars(board)) | {"counts": board.slug in ranking.counting} for board in ranking.boards],
        "rows": [
            {
                "rank": line.rank,
                "tied": line.shared,
                "model": formats.model_json(line.model),
                "mean_rank": line.mean.mean,
                "boards": line.mean.covered,
                "ranks": {slug: place.rank for slug, place in line.places.items() if place is not None},
            }
            for line in shown
        ],
    }
