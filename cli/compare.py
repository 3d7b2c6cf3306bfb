"""``podium compare``: models side by side on the boards they share."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from typing import Any

import click

from podium.cli import completing, forms, output
from podium.cli.app import App, example, pass_app
from podium.cli.forms import Form
from podium.cli.output import Cell, Column, Screen
from podium.registry import formats, model_reads, standings
from podium.registry import leaderboard as reads
from podium.registry.errors import ManyNotFound, NotFound
from podium.registry.side_by_side import Shared, best, shared_boards, told_apart
from podium.registry.standings import Placed
from podium.registry.views import ModelFacts, Row, shown

#: Most models side by side: more have no room on a screen.
MOST = 6


@click.command(epilog=example('podium compare "GPT-5" "Claude Opus 4.5"', "podium compare o3 gpt-4.1 gemini-2.5-pro"))
@click.argument("names", metavar="MODEL MODEL...", nargs=-1, required=True, shell_complete=completing.models)
@forms.form_option
@pass_app
def compare(app: App, names: tuple[str, ...], form: Form) -> None:
    """Set models side by side on the boards they share.

    Only boards that all of them are on are shown, each with its own metric and protocol; nothing is averaged over
    boards. Whether a lead is more than chance is said where intervals are known, and only there.
    """
    connection = app.read()
    slugs = _chosen(app, connection, names)
    known = {one.slug: one for one in model_reads.entries(connection, slugs)}
    models = [known[slug] for slug in slugs]
    shared = shared_boards(standings.standings(connection, slugs), slugs)
    if form == "json":
        output.print_json(_json(models, shared))
    elif form in ("csv", "jsonl"):
        rows = [_flat(board, place) for board in shared for place in board.placed]
        forms.print_rows(form, _FLAT, rows)
    else:
        tall = form == "table" and output.on_terminal(sys.stdout)
        _screen(models, shared, tall).print(markdown=form == "md")


def _chosen(app: App, connection: sqlite3.Connection, typed: Sequence[str]) -> tuple[str, ...]:
    """Return the models that are meant, each once; one that is named again is told of.

    Raises:
        ManyNotFound: Naming all that are unknown.
        UsageError: If there are not two models, or too many.
    """
    found: dict[str, list[str]] = {}
    unknown = []
    for name in typed:
        try:
            found.setdefault(reads.find_model(connection, name), []).append(name)
        except NotFound as error:
            unknown.append(error)
    if unknown:
        raise ManyNotFound(unknown)
    again = [_named_again(slug, same) for slug, same in found.items() if len(same) > 1]
    if not 2 <= len(found) <= MOST:
        said = "; ".join((*again, f"name 2 to {MOST} different models; put a name with spaces into quotes"))
        raise click.UsageError(said)
    app.warn(*(f"{one}, and shown once" for one in again))
    return tuple(found)


def _named_again(slug: str, typed: Sequence[str]) -> str:
    spelt = list(dict.fromkeys(map(repr, typed)))
    if len(spelt) > 1:
        return f"{formats.listed(spelt)} are names of one model, {slug}"
    return f"{spelt[0]} is named {len(typed)} times"


def _screen(models: Sequence[ModelFacts], shared: Sequence[Shared], tall: bool) -> Screen:
    """Return the comparison; ``tall`` has intervals and ranks below the scores, which a pipe reads beside them."""
    screen = Screen()
    names = [model.name for model in models]
    screen.title(" · ".join(names), f"{formats.count(len(shared), 'shared board')}")
    screen.blank()
    screen.table(
        [Column(""), *(Column(name, shrink=True) for name in names)],
        [line for line in _facts(models) if any(line[1:])],
    )
    screen.blank()
    if not shared:
        screen.faint("There is no board that all of them are on, so nothing can be compared.")
        return screen
    screen.table(
        [
            Column("Board", style="bold", shrink=True),
            Column("Metric", rank=2, shrink=True),
            *(Column(name, "right", style="cyan") for name in names),
            Column("Best", rank=1, shrink=True),
            Column("Told apart"),
        ],
        [line for board in shared for line in _lines(board, tall)],
    )
    screen.blank()
    screen.prose(
        "Each score stands with its rank on the board and whose figure it is (s: self-reported, t: third-party,"
        " i: independent, r: reproduced). The best is told apart where its 95% interval overlaps no other; that is not"
        " known where one has no interval. Scores of different boards do not compare. Settings and sources:"
        " podium compare --json."
    )
    if any(place.figure.card["research_use_only"] for board in shared for place in board.placed):
        from podium.bots.faq.replies.wording import RESEARCH_ONLY

        screen.prose(RESEARCH_ONLY)
    return screen


def _lines(shared: Shared, tall: bool) -> list[tuple[Cell, ...]]:
    """Return a board as one line or, tall, as two or three: scores, ranks, and intervals where there are any."""
    ends = (best(shared), told_apart(shared))
    name, placed = shared.benchmark_name, shared.placed
    # The board is named where it is not the one that the benchmark's name means.
    title = "" if shared.board.headline else shared.board.title
    turned = "" if shared.board.higher_is_better else "lower is better"
    metric = f"{shared.board.metric_name}{formats.direction(shared.board)}"
    if not tall:
        scores = [f"{formats.score(one.row)} ({_rank(one)}, {one.row.standing[0]})" for one in placed]
        return [(f"{name}: {title}" if title else name, metric, *scores, *ends)]
    lines: list[tuple[Cell, ...]] = [
        (name, metric, *(f"{shown(one.row.value)} {one.row.standing[0]}" for one in placed), *ends),
        # The column of metrics may give way; that less is better must not.
        ("; ".join(filter(None, (turned, title))), "", *(_rank(one) for one in placed), "", ""),
    ]
    if any(one.row.low is not None for one in placed):
        lines.append(("", "", *(_interval(one.row) for one in placed), "", ""))
    return lines


def _interval(row: Row) -> str:
    return "" if row.low is None or row.high is None else f"[{shown(row.low)}, {shown(row.high)}]"


def _rank(place: Placed) -> str:
    return f"{'=' if place.alike > 1 else ''}{place.rank} of {place.size}"


def _facts(models: Sequence[ModelFacts]) -> list[tuple[Cell, ...]]:
    weights = {True: "open weights", False: "proprietary", None: None}
    return [
        ("Organisation", *(model.organisation for model in models)),
        ("Released", *(formats.released(model) for model in models)),
        ("Size", *(formats.size(model.parameters_b) for model in models)),
        ("Context", *(formats.context(model.context_tokens) for model in models)),
        ("$/M in / out", *(formats.price(model) for model in models)),
        ("Licence", *(model.licence for model in models)),
        ("Weights", *(weights[model.open_weights] for model in models)),
    ]


_FLAT = (
    "benchmark", "board", "metric", "model", "score", "low", "high", "rank", "models", "standing", "setting",
    "source_url",
)  # fmt: skip


def _flat(shared: Shared, place: Placed) -> dict[str, Any]:
    row = place.row
    values = (
        shared.board.benchmark, shared.board.slug, shared.board.metric, row.model.slug, row.value, row.low, row.high,
        place.rank, place.size, row.standing, row.setting, row.source_url,
    )  # fmt: skip
    return dict(zip(_FLAT, values, strict=True))


def _json(models: Sequence[ModelFacts], shared: Sequence[Shared]) -> dict[str, Any]:
    return {
        "models": [formats.model_json(model) for model in models],
        "boards": [
            {
                "board": formats.board_json(board.board, board.placed[0].size),
                "name": board.benchmark_name,
                "best": [one.model for one in board.best],
                "told_apart": board.told_apart,
                "rows": [formats.row_json(place.row) | {"models": place.size} for place in board.placed],
            }
            for board in shared
        ],
    }
