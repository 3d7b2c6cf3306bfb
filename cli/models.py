"""``podium models`` and ``podium model``."""

from __future__ import annotations

import click

from podium.cli import completing, output
from podium.cli.app import App, example, pass_app
from podium.cli.boards import limit_option, more, rows_to_show, standing_columns
from podium.cli.output import Column, Screen
from podium.registry import formats, standings
from podium.registry import leaderboard as reads
from podium.registry.views import ModelFacts, Row

_WEIGHTS = {True: "open weights", False: "proprietary", None: None}


@click.command(epilog=example("podium models --limit 50"))
@limit_option
@output.json_option
@pass_app
def models(app: App, limit: int | None, as_json: bool) -> None:
    """List the models of the catalogue.

    The last column counts the benchmarks a model has a result on.
    """
    found = reads.models(app.read())
    shown = found[: rows_to_show(limit, as_json)]
    if as_json:
        output.print_json([formats.model_json(model) | {"benchmarks": benchmarks} for model, benchmarks in shown])
        return
    screen = Screen()
    screen.table(
        [
            Column("Model", shrink=True),
            Column("Organisation", rank=1, shrink=True),
            Column("Released", rank=2),
            Column("Size", "right", rank=3),
            Column("Context", "right", rank=4),
            Column("$/M in / out", "right", rank=5),
            Column("Licence", rank=6, shrink=True),
            Column("Benchmarks", "right"),
        ],
        [
            (
                model.name,
                model.organisation,
                formats.released(model),
                formats.size(model.parameters_b),
                formats.context(model.context_tokens),
                formats.price(model),
                model.licence,
                benchmarks,
            )
            for model, benchmarks in shown
        ],
        footer=more(len(shown), len(found)),
    )
    screen.print()


@click.command(epilog=example("podium model medgemma 4b it"))
@click.argument("name", nargs=-1, required=True, shell_complete=completing.models)
@output.json_option
@pass_app
def model(app: App, name: tuple[str, ...], as_json: bool) -> None:
    """Show a model and where it stands on every board."""
    connection = app.read()
    view = standings.view(connection, reads.find_model(connection, " ".join(name)))
    if as_json:
        output.print_json(
            {
                "model": formats.model_json(view.model),
                "results": [
                    _without_model(row) | {"models": view.board_sizes[row.benchmark, row.board]} for row in view.rows
                ],
            }
        )
        return
    screen = Screen()
    screen.title(view.model.name, view.model.organisation or "")
    screen.blank()
    screen.facts(_facts(view.model))
    screen.blank()
    if not view.rows:
        screen.faint("No results yet.")
    else:
        screen.table(
            [
                Column("Benchmark", style="bold"),
                Column("Board"),
                Column("Rank", "right"),
                Column("Score", "right", style="cyan"),
                *standing_columns(view.rows, 1),
                Column("Date", rank=2),
                Column("Setting", rank=3, shrink=True),
                Column("Reported by", rank=4, shrink=True),
            ],
            [
                (
                    row.benchmark,
                    row.board,
                    f"{formats.rank(row)} of {view.board_sizes[row.benchmark, row.board]}",
                    formats.score(row),
                    formats.standing(row),
                    formats.standing_mark(row),
                    formats.when(row),
                    row.setting,
                    row.reported_by,
                )
                for row in view.rows
            ],
        )
    screen.print()


def _without_model(row: Row) -> dict[str, object]:
    data = formats.row_json(row)
    del data["model"]
    return data


def _facts(model: ModelFacts) -> list[tuple[str, str | None]]:
    prices = formats.price(model)
    per_million = f"{prices} US$ per million tokens in / out" if prices else None
    return [
        ("released", formats.released(model)),
        ("size", formats.size(model.parameters_b)),
        ("context", f"{model.context_tokens:,} tokens" if model.context_tokens is not None else None),
        ("price", f"{per_million} ({model.price_as_of})" if per_million and model.price_as_of else per_million),
        ("licence", model.licence),
        ("weights", _WEIGHTS[model.open_weights]),
        ("input", {True: "text and images", False: "text", None: None}[model.multimodal]),
        ("also called", ", ".join(model.aliases)),
        ("slug", model.slug),
        ("source", model.source_url),
    ]
