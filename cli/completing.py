"""What Tab completes beside commands and options: names out of the registry, read as it is.

The registry is not made or brought up to date for it, no plugin is loaded, and whatever goes wrong completes nothing:
a shell has no place for a complaint in the middle of a line.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    import click

#: Most names that are offered; more would be no help to anybody.
_MOST = 200

Pair = tuple[str, str]
Completer = Callable[["click.Context", "click.Parameter", str], list[CompletionItem]]


def _silently(names: Callable[[click.Context], Iterable[Pair]]) -> Completer:
    """Return what completes a word by names and what they stand for."""

    @functools.wraps(names)
    def complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        given = ctx.params.get(parameter.name or "") or ()
        taken = set(given) if isinstance(given, (tuple, list)) else set()
        try:
            found = [pair for pair in names(ctx) if pair[0].lower().startswith(incomplete.lower())]
        except Exception:  # the registry may be missing, damaged, locked or anything else
            return []
        return [CompletionItem(name, help=about) for name, about in found if name not in taken][:_MOST]

    return complete


def _rows(ctx: click.Context, query: str, *values: str) -> list[Pair]:
    from contextlib import closing

    from podium.registry import database

    path = ctx.find_root().params.get("db") or database.default_path()
    if not Path(path).is_file():
        return []
    with closing(database.connect(Path(path))) as connection:
        return [(row[0], row[1] or "") for row in connection.execute(query, values)]


@_silently
def benchmarks(ctx: click.Context) -> Iterable[Pair]:
    """Return the benchmarks of the registry."""
    return _rows(ctx, "SELECT slug, name FROM benchmarks ORDER BY slug")


@_silently
def boards(ctx: click.Context) -> Iterable[Pair]:
    """Return the boards of the benchmark that stands before, or of all."""
    from podium.registry import names

    # Behind an option that waits for its value click has not told the arguments apart yet.
    wanted = ctx.params.get("benchmark") or next(iter(ctx.args), "")
    rows = _rows(ctx, "SELECT benchmark || '/' || slug, title FROM boards ORDER BY benchmark, position")
    parted = [(*place.split("/", 1), title) for place, title in rows]
    return [
        (slug, title) for of, slug, title in parted if not wanted or names.key(of).startswith(names.key(str(wanted)))
    ]


@_silently
def places(ctx: click.Context) -> Iterable[Pair]:
    """Return the boards as ``BENCHMARK/BOARD``."""
    return _rows(ctx, "SELECT benchmark || '/' || slug, title FROM boards ORDER BY benchmark, position")


@_silently
def models(ctx: click.Context) -> Iterable[Pair]:
    """Return the models of the catalogue."""
    return _rows(ctx, "SELECT slug, name FROM models ORDER BY slug")


@_silently
def organisations(ctx: click.Context) -> Iterable[Pair]:
    """Return who made the models."""
    query = "SELECT organisation, count(*) || ' models' FROM models WHERE organisation > '' GROUP BY 1 ORDER BY 1"
    return _rows(ctx, query)


@_silently
def categories(ctx: click.Context) -> Iterable[Pair]:
    """Return the categories."""
    query = (
        "SELECT value, count(*) || ' benchmarks' FROM benchmarks, json_each(card, '$.categories')"
        " GROUP BY value ORDER BY value"
    )
    return _rows(ctx, query)


@_silently
def runs(ctx: click.Context) -> Iterable[Pair]:
    """Return the stored runs, the newest first."""
    query = "SELECT id, benchmark || ' ' || split || ', ' || model FROM runs ORDER BY started_at DESC"
    return _rows(ctx, query)


@_silently
def plugins(ctx: click.Context) -> Iterable[Pair]:
    """Return the plugins that are there; none is imported."""
    from podium.registry import database
    from podium.registry.candidates import find_candidates

    folders = [database.home() / "plugins", *map(Path, ctx.find_root().params.get("plugins_dirs") or ())]
    return [(one.name, one.distribution or "single file") for one in find_candidates(folders)]
