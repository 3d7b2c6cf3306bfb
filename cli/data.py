"""``podium data``: check a copy of a dataset before a run, not in the middle of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import formats, output, progress
from podium.cli.app import App, example
from podium.cli.output import Column, Screen
from podium.registry.errors import EXIT_FAILURE, PodiumError
from podium.registry.verification import LEVELS, Verification

if TYPE_CHECKING:
    from podium.registry.report import Table

_MARKS = {"ok": ("✓", ""), "warning": ("!", "yellow"), "problem": ("✗", "bold red")}


@click.group()
def data() -> None:
    """Check a copy of a dataset."""


@data.command(epilog=example("podium data verify chexpert --data CheXpert-v1.0-small --level images"))
@click.argument("benchmark")
@click.option("--data", "root", type=click.Path(path_type=Path), help="Folder of your copy of the data.")
@click.option("--level", type=click.Choice(LEVELS), default="paths", show_default=True, help="How deep to look.")
@output.json_option
@click.pass_context
def verify(ctx: click.Context, benchmark: str, root: Path | None, level: str, as_json: bool) -> None:
    """Check a copy of a dataset against what was published.

    Each level includes those before it: columns reads the label tables, paths looks for every file
    they name, images opens every image, hashes compares the published checksums. Nothing is changed.
    Without --data the benchmark's synthetic sample is checked.

    The exit code is 1 where there is a problem; warnings leave it at 0.
    """
    from podium.registry.loading import data_folder, plugin_code

    app = ctx.ensure_object(App)
    plugin = _plugin(app, benchmark)
    card = plugin.card
    folder = data_folder(plugin, root)
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


def _plugin(app: App, name: str) -> Any:
    from podium.registry import leaderboard
    from podium.registry.startup import load_plugins

    slug = leaderboard.find_benchmark(app.read(), name)
    plugins = load_plugins(app.place).benchmarks
    owned = plugins.get(slug)
    if owned is None:
        raise PodiumError(f"the plugin of {slug} is not installed or failed to load", "podium plugins tells why")
    if not owned.benchmark.brings("verify"):
        able = sorted(one for one, plugin in plugins.items() if plugin.benchmark.brings("verify"))
        hint = f"{formats.listed(able)} can be checked" if able else ""
        raise PodiumError(f"{owned.benchmark.card.name} has no check of its data", hint)
    return owned.benchmark


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
