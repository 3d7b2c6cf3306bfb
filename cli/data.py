"""``podium data``: fetch a dataset, and check a copy of it before a run, not in the middle of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from podium.cli import completing, data_source, output, progress
from podium.cli.app import App, example
from podium.cli.output import Column, Screen
from podium.cli.owned import owned
from podium.registry import formats
from podium.registry.errors import EXIT_FAILURE, PodiumError
from podium.registry.verification import LEVELS, Verification

if TYPE_CHECKING:
    from podium.registry.benchmark import Benchmark
    from podium.registry.report import Table

_MARKS = {"ok": ("✓", ""), "warning": ("!", "yellow"), "problem": ("✗", "bold red")}


@click.group(epilog=example("podium data fetch mmlu-pro", "podium data verify chexpert --data CheXpert-v1.0-small"))
def data() -> None:
    """Fetch a dataset, or check a copy of it."""


@data.command(epilog=example("podium data fetch mmlu-pro", "podium evaluate mmlu-pro --data hub --model hf:./my-model"))
@click.argument("benchmark", shell_complete=completing.benchmarks)
@output.json_option
@click.pass_context
def fetch(ctx: click.Context, benchmark: str, as_json: bool) -> None:
    """Fetch a benchmark's official files from the hub.

    They come from the Hugging Face hub at the revision that the benchmark names, into the hub's own cache, and the
    folder is printed; what is there already is not fetched again. For gated data set HF_TOKEN to a token of an
    account that has accepted the terms.
    """
    app = ctx.ensure_object(App)
    plugin = _plugin(app, benchmark)
    folder = data_source.folder(app, plugin, data_source.HUB)
    if not as_json:
        click.echo(folder)
        return
    place = plugin.hub
    assert place is not None
    output.print_json(
        {
            "benchmark": plugin.card.slug,
            "folder": str(folder),
            "repository": place.repository,
            "revision": place.revision,
        }
    )


@data.command(epilog=example("podium data verify chexpert --data CheXpert-v1.0-small --level images"))
@click.argument("benchmark", shell_complete=completing.benchmarks)
@click.option("--data", "root", type=data_source.DataSource(), help=data_source.HELP)
@click.option("--level", type=click.Choice(LEVELS), default="paths", show_default=True, help="How deep to look.")
@output.json_option
@click.pass_context
def verify(ctx: click.Context, benchmark: str, root: Path | str | None, level: str, as_json: bool) -> None:
    """Check a copy of a dataset against what was published.

    Each level includes those before it: columns reads the label tables, paths looks for every file
    they name, images opens every image, hashes compares the published checksums. The copy is not changed.
    Without --data the benchmark's synthetic sample is checked.

    The exit code is 1 where there is a problem; warnings leave it at 0.
    """
    from podium.registry.loading import data_folder, plugin_code

    app = ctx.ensure_object(App)
    plugin = _checkable(app, benchmark)
    card = plugin.card
    folder = data_folder(plugin, data_source.folder(app, plugin, root))
    if root is None:
        app.warn(f"no --data given: this is the synthetic sample of {card.name}, not the real data")
    with progress.shown(app, "reading") as observe, plugin_code(plugin, "data check"):
        found = plugin.verify(folder, level, observe)
    if as_json:
        output.print_json({"benchmark": card.slug, "data": str(folder), "sample": root is None, **found.to_json()})
    else:
        screen = Screen()
        _show(screen, found, f"{card.name} · {level}", str(folder))
        screen.print()
    ctx.exit(0 if found.ok else EXIT_FAILURE)


def _plugin(app: App, name: str) -> Benchmark:
    from podium.registry import leaderboard

    return owned(app, leaderboard.find_benchmark(app.read(), name)).benchmark


def _checkable(app: App, name: str) -> Benchmark:
    from podium.registry.startup import load_plugins

    plugin = _plugin(app, name)
    if not plugin.brings("verify"):
        plugins = load_plugins(app.place).benchmarks
        able = sorted(one for one, owned in plugins.items() if owned.benchmark.brings("verify"))
        hint = f"{formats.listed(able)} can be checked" if able else ""
        raise PodiumError(f"{plugin.card.name} has no check of its data", hint)
    return plugin


def _show(screen: Screen, found: Verification, title: str, folder: str) -> None:
    screen.title(title, folder)
    screen.blank()
    for check in found.checks:
        mark, style = _MARKS[check.status]
        screen.item(f"{check.name}: {check.detail}", style, bullet=mark)
        for one in check.examples:
            screen.indented(f"  {one}", "dim")
    for table in found.tables:
        _table(screen, table)
    screen.blank()
    screen.prose(_conclusion(found))


def _table(screen: Screen, table: Table) -> None:
    """Add a table of counts."""
    screen.heading(table.title)
    columns = [
        Column(name, "left" if position == 0 else "right", rank=position if position > 2 else 0)
        for position, name in enumerate(table.columns)
    ]
    screen.table(columns, [[_cell(cell) for cell in row] for row in table.rows])


def _cell(cell: object) -> str:
    return "–" if cell is None else f"{cell:,}" if isinstance(cell, int) else str(cell)


def _conclusion(found: Verification) -> str:
    problems = sum(check.status == "problem" for check in found.checks)
    warnings = sum(check.status == "warning" for check in found.checks)
    if problems:
        also = f" and {formats.count(warnings, 'warning')}" if warnings else ""
        return f"{formats.count(problems, 'problem')}{also}: mend what is marked ✗, then check again."
    deeper = LEVELS[LEVELS.index(found.level) + 1 :]
    further = f" --level {deeper[0]} looks deeper." if deeper else ""
    if warnings:
        return (
            f"No problem, {formats.count(warnings, 'warning')}: usable; what is marked ! is not as published.{further}"
        )
    return f"Everything is as it should be.{further}"
