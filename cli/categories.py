"""``podium categories`` and ``podium related``."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

import click

from podium.cli import completing, forms, output
from podium.cli.app import App, example, pass_app
from podium.cli.forms import Form
from podium.cli.output import Column, Screen
from podium.registry import categories as reads
from podium.registry import correlation, formats, leaderboard
from podium.registry.categories import HeadlineBoard
from podium.registry.correlation import Relation
from podium.registry.placing import Places

#: Fewest models that two boards must share before their ranks are compared.
_LEAST_SHARED = 5


@click.command(epilog=example("podium categories", "podium leaderboard --category healthcare"))
@forms.form_option
@pass_app
def categories(app: App, form: Form) -> None:
    """List the categories and their benchmarks.

    Models are those on the benchmarks' main boards, each counted once.
    """
    connection = app.read()
    called = {board.slug: board.name for board in reads.headline_boards(connection)}
    found = reads.listed(connection)
    rows: list[dict[str, Any]] = [
        {"category": one.name, "benchmarks": len(one.benchmarks), "models": one.models, "slugs": list(one.benchmarks)}
        for one in found
    ]
    if form == "json":
        output.print_json(rows)
    elif form in ("csv", "jsonl"):
        flat = [row | {"slugs": " ".join(row["slugs"])} if form == "csv" else row for row in rows]
        forms.print_rows(form, ("category", "benchmarks", "models", "slugs"), flat)
    else:
        screen = Screen()
        screen.table(
            [
                Column("Category", style="bold"),
                Column("Benchmarks", "right"),
                Column("Models", "right"),
                Column("Which", shrink=True),
            ],
            [
                (one.name, len(one.benchmarks), one.models, ", ".join(called[slug] for slug in one.benchmarks))
                for one in found
            ],
        )
        screen.print(markdown=form == "md")


@dataclass(frozen=True)
class RelatedBenchmark:
    """A benchmark beside another one.

    Args:
        board: Its headline board.
        named: Whether the other one's card names it.
        shared: Categories that both are in.
        relation: How the ranks on the two headline boards go together.
    """

    board: HeadlineBoard
    named: bool
    shared: tuple[str, ...]
    relation: Relation


@click.command(epilog=example("podium related mmmu"))
@click.argument("benchmark", shell_complete=completing.benchmarks)
@forms.form_option
@pass_app
def related(app: App, benchmark: str, form: Form) -> None:
    """List the benchmarks related to one.

    First those that its card names, then the others of its categories. The rank correlation (Spearman) is over the
    models on both main boards; where fewer than five are, it is left out. It says whether the boards order models
    alike, not that their scores compare.
    """
    connection = app.read()
    slug = leaderboard.find_benchmark(connection, benchmark)
    view = leaderboard.benchmark(connection, slug)
    found = related_to(connection, slug)
    rows = [_json(one) for one in found]
    if form == "json":
        output.print_json({"benchmark": slug, "name": view.name, "related": rows})
        return
    if form in ("csv", "jsonl"):
        flat = [
            row | {"shared_categories": " ".join(row["shared_categories"])} if form == "csv" else row for row in rows
        ]
        columns = ("slug", "name", "named_by_card", "shared_categories", "models", "shared_models", "rank_correlation")
        forms.print_rows(form, columns, flat)
        return
    screen = Screen()
    screen.title(view.name, f"{formats.count(len(found), 'related benchmark')}")
    screen.blank()
    if found:
        screen.table(
            [
                Column("Benchmark", style="bold"),
                Column("Slug", rank=2),
                Column("Models", "right"),
                Column("On both", "right", rank=1),
                Column("Rank correlation", "right", style="cyan", rank=3),
                Column("Named by its card", rank=4),
                Column("Categories of both", shrink=True, rank=5),
            ],
            [
                (
                    one.board.name,
                    one.board.slug,
                    one.board.models,
                    one.relation.shared,
                    _correlation(one.relation),
                    formats.VERIFIED_MARK if one.named else None,
                    ", ".join(one.shared),
                )
                for one in found
            ],
        )
    screen.print(markdown=form == "md")


def related_to(connection: sqlite3.Connection, slug: str) -> list[RelatedBenchmark]:
    """Return the related benchmarks: those of the card in its order, then the others that share most categories."""
    boards = {board.slug: board for board in reads.headline_boards(connection)}
    card = leaderboard.benchmark(connection, slug).card
    mine = list(card["categories"])
    others = reads.of_categories(connection, mine)
    named = [other for other in card["related"] if other in boards]
    rest = sorted(
        (other for other in others if other != slug and other not in named),
        key=lambda other: (-len(others[other]), -boards[other].models, boards[other].name.lower()),
    )
    wanted = [*named, *rest]
    places = reads.headline_places(connection, [boards[slug], *(boards[other] for other in wanted)])
    own = places.get(slug, Places())
    return [
        RelatedBenchmark(
            boards[other],
            other in named,
            tuple(category for category in mine if category in others.get(other, ())),
            correlation.relation(
                own,
                places.get(other, Places()),
                same_direction=boards[slug].higher_is_better == boards[other].higher_is_better,
            ),
        )
        for other in wanted
    ]


def _correlation(relation: Relation) -> str | None:
    if relation.correlation is None or relation.shared < _LEAST_SHARED:
        return None
    return f"{relation.correlation:.2f}"


def _json(one: RelatedBenchmark) -> dict[str, Any]:
    told = _correlation(one.relation) is not None
    return {
        "slug": one.board.slug,
        "name": one.board.name,
        "named_by_card": one.named,
        "shared_categories": list(one.shared),
        "models": one.board.models,
        "shared_models": one.relation.shared,
        "rank_correlation": one.relation.correlation if told else None,
    }
