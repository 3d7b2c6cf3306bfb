"""``podium benchmarks`` and ``podium leaderboard``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from podium.cli import formats, output
from podium.cli.app import App, example, pass_app
from podium.cli.output import Column, Screen
from podium.registry import leaderboard as reads
from podium.registry.views import BoardFacts, BoardView, Row, shown

#: Rows a list shows on a terminal where no limit is given; elsewhere it shows all.
ROWS_ON_A_TERMINAL = 20

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


@click.command()
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
                one.name if one.installed else f"{one.name} (plugin not installed)",
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


@click.command(epilog=example("podium leaderboard chexpert --board auroc-competition --limit 10"))
@click.argument("benchmark")
@click.option("--board", "board_name", metavar="BOARD", help="Board by slug or title; the headline board if left out.")
@limit_option
@output.json_option
@pass_app
def leaderboard(app: App, benchmark: str, board_name: str | None, limit: int | None, as_json: bool) -> None:
    """Rank the models on a board.

    A rank with = is shared: the scores read the same to three decimals. A ✓ marks verified figures; of runs
    stored here it comes with the day on which podium runs verify found that they score to them again.
    The date is that of publication, or else the day the source was read; it is blank where neither is known.
    """
    connection = app.read()
    slug = reads.find_benchmark(connection, benchmark)
    view = reads.board(connection, slug, board_name)
    boards = reads.benchmark(connection, slug).boards
    shown_rows = view.rows[: rows_to_show(limit, as_json)]
    if as_json:
        output.print_json(
            {
                "benchmark": slug,
                "name": view.benchmark_name,
                "board": formats.board_json(view.board, len(view.rows)),
                "verified": view.verified,
                "tied_with_leader": [row.model.slug for row in view.tied_with_leader()],
                "rows": [formats.row_json(row) for row in shown_rows],
                "boards": [formats.board_json(board, models) for board, models in boards],
            }
        )
        return
    screen = Screen()
    screen.title(view.benchmark_name, f"{view.board.title} · {view.board.metric_name}{direction(view.board)}")
    screen.blank()
    add_rows(screen, view, shown_rows)
    screen.blank()
    if view.board.protocol:
        screen.prose(view.board.protocol)
    add_tie(screen, view)
    others = [f"{board.slug} ({formats.count(models, 'model')})" for board, models in boards if board != view.board]
    if others:
        screen.faint(f"Other boards: {', '.join(others)}")
    screen.print()


def direction(board: BoardFacts) -> str:
    """Return what must be said where a lower figure is the better one."""
    return "" if board.higher_is_better else " (lower is better)"


def add_rows(screen: Screen, view: BoardView, rows: Sequence[Row], rest: str = "--limit 0") -> None:
    """Add the ranked rows of a board, how many more there are, and what shows the ``rest``."""
    if not rows:
        screen.faint("No results on this board yet.")
        return
    screen.table(
        [
            Column("#", "right", style="dim"),
            Column("Model", shrink=True),
            Column("Organisation", rank=1, shrink=True),
            Column("Size", "right", rank=3),
            Column("Context", "right", rank=4),
            Column("$/M in / out", "right", rank=5),
            Column("Licence", rank=6, shrink=True),
            Column("Score", "right", style="cyan"),
            Column("Standing", rank=2),
            Column("Date", rank=7),
            Column("Setting", rank=8, shrink=True),
            Column("Remark", rank=9, shrink=True),
        ],
        [
            (
                formats.rank(row),
                row.model.name,
                row.model.organisation,
                formats.size(row.model.parameters_b),
                formats.context(row.model.context_tokens),
                formats.price(row.model),
                row.model.licence,
                formats.score(row),
                formats.standing(row),
                formats.when(row),
                row.setting,
                row.note,
            )
            for row in rows
        ],
        strong=[position for position, row in enumerate(rows) if row.rank == 1],
        footer=more(len(rows), len(view.rows), rest),
    )


def add_tie(screen: Screen, view: BoardView) -> None:
    """Say how many models cannot be told from the first, and why."""
    tied = view.tied_with_leader()
    same = sum(row.rank == 1 for row in tied)
    why = (
        (same, "its score reads the same to three decimals", "their scores read the same to three decimals"),
        (len(tied) - same, "its 95% interval overlaps", "their 95% intervals overlap"),
    )
    for number, one, many in why:
        if number:
            reason = one if number == 1 else many
            screen.prose(f"{formats.count(number, 'model')} cannot be told from the first: {reason}.")
