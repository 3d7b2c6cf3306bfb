"""Registries of a few benchmarks, made by the real code, and the sites built of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from podium.cli.site.build import Built, build
from podium.cli.site.rendering import Options
from podium.registry import Benchmark, Board, Card, database, store
from podium.registry.discovery import OwnedBenchmark, PluginSet
from podium.registry.result_rows import check_result

#: A board with a bound, and one of errors without any.
BOARDS = (
    Board("main", metric="accuracy", headline=True, protocol="Zero-shot, all items."),
    Board("errors", metric="word error rate", higher_is_better=False, maximum=None),
)


class Listed(Benchmark):
    """A benchmark that only lists results."""

    def __init__(self, card: Card) -> None:
        self.card = card


def card(slug: str, **more: Any) -> Card:
    """Return a card with what every card must have."""
    fields: dict[str, Any] = {
        "slug": slug,
        "name": slug.capitalize(),
        "description": f"The items of {slug}.",
        "modality": "text",
        "categories": ("general",),
        "boards": BOARDS,
    }
    return Card(**fields | more)


def row(benchmark: str, model: str, value: float, board: str = "main", **more: Any) -> dict[str, Any]:
    """Return a result row in the import format."""
    return {
        "benchmark": benchmark,
        "board": board,
        "model": model,
        "value": value,
        "standing": "self-reported",
        "source_url": f"https://example.org/{model}",
    } | more


def model(slug: str, **more: Any) -> dict[str, Any]:
    """Return an entry of the catalogue."""
    return {"slug": slug, "name": slug.upper(), "organisation": "Org", "released": "2025-01-02"} | more


def fill(
    path: Path, cards: Sequence[Card], rows: Sequence[Mapping[str, Any]], models: Sequence[Mapping[str, Any]]
) -> sqlite3.Connection:
    """Return a registry, open for writing, that holds these cards with their results, and these models."""
    found = PluginSet()
    for one in cards:
        boards = {board.slug: board for board in one.boards}
        checked = tuple(check_result(given, boards) for given in rows if given["benchmark"] == one.slug)
        found.benchmarks[one.slug] = OwnedBenchmark(Listed(one), one.slug, "tests", "1", checked)
    connection = database.connect(path, write=True)
    database.migrate(connection, path)
    with database.transaction(connection):
        store.sync(connection, found, models)
    return connection


def boards(cards: Sequence[Card]) -> dict[str, dict[str, Board]]:
    """Return boards by benchmark and slug, as imports want them."""
    return {one.slug: {board.slug: board for board in one.boards} for one in cards}


def publish(
    connection: sqlite3.Connection, db: Path, folder: Path, *, base_url: str = "", title: str = "Podium", jobs: int = 1
) -> Built:
    """Build the site of a registry."""
    return build(connection, db, folder, Options(title, base_url, "", "2026-06-30"), jobs=jobs)


def files(folder: Path) -> dict[str, bytes]:
    """Return all that lies in a folder, by path; the file that remembers the last build aside."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".podium-site.json"
    }
