"""``podium leaderboard``: the models of a board, or of a category, in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from podium.bots.faq.frame import Filters
from podium.bots.faq.replies.selecting import Selection, select
from podium.bots.faq.replies.wording import RESEARCH_ONLY
from podium.cli import board_filters, completing, forms, output
from podium.cli.app import App, example, pass_app
from podium.cli.boards import add_rows, add_tie, limit_option, rows_to_show
from podium.cli.forms import Form
from podium.cli.output import Screen
from podium.registry import amendments, formats
from podium.registry import leaderboard as reads
from podium.registry.absence import SAID, Absence
from podium.registry.amendments import Amendment
from podium.registry.flat_rows import COLUMNS, flat, places_json
from podium.registry.rank_ranges import RankRange, rank_ranges
from podium.registry.ranking import RankedRows
from podium.registry.views import BoardFacts, BoardView, Row


@dataclass(frozen=True)
class _Shown:
    """A board and what is shown of it.

    Args:
        view: The whole board.
        others: All boards of the benchmark with their numbers of models.
        chosen: What the filters leave.
        rows: What is shown of that, in order.
        ranges: Between which ranks every model stands on the whole board.
        filtered: Whether there are filters.
        research_only: Whether figures of the benchmark are for research use only.
        changed: What was corrected of its rows, by row id.
        asked: Titles of the columns that show what it is sorted and filtered by.
        absent: Why the benchmark's plugin did not load, or empty.
    """

    view: BoardView
    others: Sequence[tuple[BoardFacts, int]]
    chosen: Selection[Row]
    rows: Sequence[Row]
    ranges: Mapping[int, RankRange]
    filtered: bool
    research_only: bool
    changed: Mapping[int, Amendment]
    asked: frozenset[str]
    absent: Absence


@click.command(
    epilog=example(
        "podium leaderboard chexpert --board auroc-competition --limit 10",
        "podium leaderboard mmlu-pro --open --max-params 10B",
        "podium leaderboard --category healthcare",
    )
)
@click.argument("benchmark", required=False, shell_complete=completing.benchmarks)
@click.option(
    "--board",
    "board_name",
    metavar="BOARD",
    shell_complete=completing.boards,
    help="Board by slug or title; the headline board if left out.",
)
@click.option(
    "--category",
    shell_complete=completing.categories,
    help="Rank over the main boards of a category instead of on one board.",
)
@board_filters.filter_options
@click.option(
    "--sort",
    type=click.Choice(tuple(board_filters.ORDERS)),
    default="score",
    show_default=True,
    help="Order of the rows, the least first; score means the best first.",
)
@click.option("--reverse", is_flag=True, help="The other way round.")
@limit_option
@forms.form_option
@pass_app
def leaderboard(
    app: App,
    /,
    benchmark: str | None,
    board_name: str | None,
    category: str | None,
    sort: str,
    reverse: bool,
    limit: int | None,
    form: Form,
    **chosen: Any,
) -> None:
    """Rank the models on a board, or over a category.

    A rank with = is shared: the scores read the same to three decimals. A range says between which ranks a model
    stands where intervals are known: models whose 95% intervals overlap are not told apart. A ✓ marks verified
    figures; of runs stored here it comes with the day on which podium runs verify found that they score to them
    again. The date is the later of the day a result was reported and the day its model was released, or the one that
    is known, and never before the benchmark was published. Released is the model's own day. What is sorted or filtered
    by stays in sight on a narrow terminal.

    Filters keep the ranks of the whole board. Models of which what they ask is not recorded are left out and counted.

    A category has no score: its models are ordered by the mean of their ranks on its main boards.
    """
    if (benchmark is None) == (category is None):
        wrong = "BENCHMARK and --category exclude one another; " if benchmark else ""
        raise click.UsageError(f"{wrong}name a benchmark, or a category with --category")
    connection = app.read()
    filters = board_filters.filters(connection, **chosen)
    if category is not None:
        if board_name or sort != "score" or reverse:
            raise click.UsageError("--category takes no --board, --sort or --reverse")
        from podium.cli import category_board

        category_board.show(connection, category, filters, limit, form)
        return
    slug = reads.find_benchmark(connection, benchmark or "")
    _print(_read(connection, slug, board_name, filters, sort, reverse, rows_to_show(limit, form != "table")), form)


def _read(
    connection: sqlite3.Connection,
    slug: str,
    board_name: str | None,
    filters: Filters,
    sort: str,
    reverse: bool,
    limit: int | None,
) -> _Shown:
    view = reads.board(connection, slug, board_name)
    benchmark = reads.benchmark(connection, slug)
    chosen = select(view.rows, filters, board=view.board)
    rows = board_filters.ordered(chosen.rows, sort, reverse)[:limit]
    return _Shown(
        view,
        benchmark.boards,
        chosen,
        rows,
        rank_ranges(RankedRows.of(view.rows)),
        bool(filters),
        bool(benchmark.card["research_use_only"]),
        amendments.by_result(amendments.of_benchmark(connection, slug)),
        board_filters.columns(sort, filters),
        benchmark.absent,
    )


def _print(shown: _Shown, form: Form) -> None:
    if form == "json":
        output.print_json(_json(shown))
    elif form in ("csv", "jsonl"):
        forms.print_rows(form, (*COLUMNS, "corrected"), [_flat(row, shown) for row in shown.rows])
    else:
        _screen(shown).print(markdown=form == "md")


def _flat(row: Row, shown: _Shown) -> dict[str, Any]:
    amendment = shown.changed.get(row.id)
    return flat(row, shown.ranges[row.id]) | {"corrected": amendment.change if amendment else None}


def _json(shown: _Shown) -> dict[str, Any]:
    view = shown.view
    return {
        "benchmark": view.board.benchmark,
        "name": view.benchmark_name,
        "board": formats.board_json(view.board, len(view.rows)),
        "verified": view.verified,
        "tied_with_leader": [row.model.slug for row in view.tied_with_leader()],
        "filter": shown.chosen.phrase if shown.filtered else None,
        "matching": len(shown.chosen.rows),
        "unrecorded": dict(shown.chosen.unrecorded),
        "rows": [
            formats.row_json(row)
            | places_json(row, shown.ranges[row.id])
            | {"corrected": amendments.to_json(shown.changed.get(row.id))}
            for row in shown.rows
        ],
        "boards": [formats.board_json(board, models) for board, models in shown.others],
        "research_use_only": shown.research_only,
        "absent": shown.absent or None,
    }


def _screen(shown: _Shown) -> Screen:
    view = shown.view
    screen = Screen()
    about = f"{view.board.title} · {view.board.metric_name}{formats.direction(view.board)}"
    screen.title(view.benchmark_name, f"{about} · its plugin {SAID[shown.absent]}" if shown.absent else about)
    screen.blank()
    if shown.filtered:
        found = f"{len(shown.chosen.rows):,} of the {formats.count(len(view.rows), 'model')}"
        screen.prose(" ".join((f"{found}: {shown.chosen.phrase}.", *shown.chosen.lines())))
        screen.blank()
    if shown.rows or not shown.filtered:
        total, changed, asked = len(shown.chosen.rows), shown.changed, shown.asked
        add_rows(screen, view, shown.rows, shown.ranges, total=total, changed=changed, asked=asked)
        screen.blank()
    if view.board.protocol:
        screen.prose(view.board.protocol)
    add_tie(screen, view)
    others = [f"{one.slug} ({formats.count(models, 'model')})" for one, models in shown.others if one != view.board]
    if others:
        screen.faint(f"Other boards: {', '.join(others)}")
    if shown.research_only:
        screen.prose(RESEARCH_ONLY)
    return screen
