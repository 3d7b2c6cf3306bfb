"""``podium benchmarks``, and the rows of a board as commands show them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence

import click

from podium.cli import output
from podium.cli.app import App, example, pass_app
from podium.cli.output import Column, Screen
from podium.registry import formats
from podium.registry import leaderboard as reads
from podium.registry.amendments import Amendment
from podium.registry.rank_ranges import RankRange
from podium.registry.views import BoardView, Row, shown

#: Rows a list shows on a terminal where no limit is given; elsewhere it shows all.
ROWS_ON_A_TERMINAL = 20

#: What marks a figure that was corrected, and most of them that are told below a table.
CHANGED_MARK, _MOST_CHANGES = "†", 5

limit_option = click.option(
    "--limit",
    type=click.IntRange(min=0),
    help=f"Rows to show, 0 for all.  [default: {ROWS_ON_A_TERMINAL} on a terminal, all otherwise]",
)


def rows_to_show(limit: int | None, as_json: bool) -> int | None:
    """Return how many rows ``--limit`` means; None means all."""
    if limit is None:
        return ROWS_ON_A_TERMINAL if output.on_terminal(sys.stdout) and not as_json else None
    return limit or None


def more(shown: int, total: int, rest: str = "--limit 0") -> str:
    """Return the remark below a list that shows only a part, with what shows the ``rest``."""
    return f"… and {total - shown} more; {rest} shows all" if shown < total else ""


@click.command(epilog=example("podium benchmarks"))
@output.json_option
@pass_app
def benchmarks(app: App, as_json: bool) -> None:
    """List the benchmarks and who leads them.

    Leader and score are those of the headline board. A ✓ marks benchmarks that can be evaluated here.
    """
    summaries = reads.benchmarks(app.read())
    if as_json:
        output.print_json(
            [
                {
                    "slug": one.slug,
                    "name": one.name,
                    "modality": one.modality,
                    "categories": list(one.categories),
                    "metric": one.metric_name,
                    "models": one.models,
                    "leaders": [formats.row_json(row) for row in one.leaders],
                    "evaluates": one.evaluates,
                    "installed": one.installed,
                    "absent": one.absent or None,
                }
                for one in summaries
            ]
        )
        return
    screen = Screen()
    screen.table(
        [
            Column("Benchmark", style="bold"),
            Column("Slug", rank=3),
            Column("Modality", rank=4),
            Column("Categories", rank=6, shrink=True),
            Column("Metric", rank=5, shrink=True),
            Column("Models", "right", rank=1),
            Column("Leader", shrink=True),
            Column("Score", "right", style="cyan"),
            Column("Eval", rank=2),
        ],
        [
            (
                f"{one.name} (plugin {one.absent})" if one.absent else one.name,
                one.slug,
                one.modality,
                ", ".join(one.categories),
                one.metric_name,
                one.models,
                formats.leaders(one.leaders),
                shown(one.leaders[0].value) if one.leaders else None,
                formats.VERIFIED_MARK if one.evaluates else None,
            )
            for one in summaries
        ],
    )
    screen.print()


def standing_columns(rows: Sequence[Row], rank: int) -> tuple[Column, Column]:
    """Return the columns of whose figures they are, and of one letter for it where that is too wide."""
    return (
        Column("Standing", rank=rank),
        Column("By", brief_of="Standing", legend=formats.standing_legend(rows)),
    )


def add_rows(
    screen: Screen,
    view: BoardView,
    rows: Sequence[Row],
    ranges: Mapping[int, RankRange],
    *,
    total: int,
    rest: str = "--limit 0",
    changed: Mapping[int, Amendment] | None = None,
    asked: Collection[str] = (),
) -> None:
    """Add ranked rows of a board.

    Args:
        screen: What they are added to.
        view: The board.
        rows: What is shown of it.
        ranges: Between which ranks each model stands.
        total: How many rows there are to show.
        rest: What shows all of them.
        changed: What was corrected of rows, by row id; said below the table.
        asked: Titles of columns that others give way to: those that were sorted or filtered by.
    """
    changed = changed or {}
    if not rows:
        screen.faint("No results on this board yet.")
        return
    columns = [
        Column("#", "right", style="dim"),
        Column("Range", rank=1, style="dim", spare=True),
        Column("Model", shrink=True),
        Column("Organisation", rank=1, shrink=True),
        Column("Size", "right", rank=3),
        Column("Context", "right", rank=4),
        Column("$/M in / out", "right", rank=5),
        Column("Licence", rank=6, shrink=True),
        Column("Score", "right", style="cyan"),
        *standing_columns(rows, 2),
        Column("Date", rank=7),
        Column("Released", rank=8),
        Column("Setting", rank=9, shrink=True),
        Column("Remark", rank=10, shrink=True, spare=True),
    ]
    screen.table(
        [column._replace(rank=min(column.rank, 1)) if column.title in asked else column for column in columns],
        [
            (
                formats.rank(row),
                formats.rank_range(row, ranges[row.id]),
                row.model.name,
                row.model.organisation,
                formats.size(row.model.parameters_b),
                formats.context(row.model.context_tokens),
                formats.price(row.model),
                row.model.licence,
                f"{formats.score(row)}{CHANGED_MARK if row.id in changed else ''}",
                formats.standing(row),
                formats.standing_mark(row),
                formats.when(row),
                formats.released(row.model),
                row.setting,
                row.note,
            )
            for row in rows
        ],
        strong=[position for position, row in enumerate(rows) if row.rank == 1],
        footer=more(len(rows), total, rest),
    )
    add_changes(screen, [changed[row.id] for row in rows if row.id in changed])


def add_changes(screen: Screen, changed: Sequence[Amendment]) -> None:
    """Say of figures that were corrected what they were before, when that was and why."""
    for one in changed[:_MOST_CHANGES]:
        because = f" ({one.reason})" if one.reason else ""
        screen.faint(f"{CHANGED_MARK} {one.model_name}, {one.change}{because}")
    if len(changed) > _MOST_CHANGES:
        screen.faint(f"{CHANGED_MARK} … and {len(changed) - _MOST_CHANGES} more; --json has them all")


def add_tie(screen: Screen, view: BoardView) -> None:
    """Say how many models cannot be told from the first, and why."""
    for line in formats.ties(view):
        screen.prose(line)
