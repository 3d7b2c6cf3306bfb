"""Small registries made by the real code."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from podium.registry import database, leaderboard, model_reads, store
from podium.registry.benchmark import Benchmark
from podium.registry.card import Board, Card
from podium.registry.discovery import OwnedBenchmark, PluginSet
from podium.registry.result_rows import check_result
from podium.registry.views import ModelView, Row

BOARDS = (
    Board("main", metric="accuracy", headline=True, split="test"),
    Board("other", metric="error", higher_is_better=False, maximum=None),
)


class Listed(Benchmark):
    """A benchmark that only lists results."""

    def __init__(self, slug: str = "bench", name: str = "Bench") -> None:
        self.card = Card(
            slug=slug,
            name=name,
            description="A benchmark.",
            modality="text",
            categories=("general",),
            boards=BOARDS,
            splits={"test": 10},
        )


def row(model: str, value: float, board: str = "main", **more: Any) -> dict[str, Any]:
    """Return a result row in the import format."""
    return {
        "benchmark": "bench",
        "board": board,
        "model": model,
        "value": value,
        "standing": "self-reported",
        "source_url": "https://example.org/paper",
    } | more


def plugins(rows: Sequence[Mapping[str, Any]]) -> PluginSet:
    """Return a discovery that found one benchmark with these shipped results."""
    benchmark = Listed()
    boards = {board.slug: board for board in BOARDS}
    checked = tuple(check_result(one, boards) for one in rows)
    return PluginSet(benchmarks={"bench": OwnedBenchmark(benchmark, "bench", "podium-bench", "1.0", checked)})


def models(*slugs: str) -> list[dict[str, Any]]:
    """Return catalogue entries; a slug becomes a name by capitals."""
    return [{"slug": slug, "name": slug.upper(), "organisation": "Org"} for slug in slugs]


def registry(path: Path, rows: Sequence[Mapping[str, Any]], *more_models: str) -> sqlite3.Connection:
    """Return a registry open for writing that holds these rows."""
    connection = database.connect(path, write=True)
    database.migrate(connection, path)
    sync(connection, rows, *more_models)
    return connection


def sync(connection: sqlite3.Connection, rows: Sequence[Mapping[str, Any]], *more_models: str) -> None:
    """Bring a registry in step with a plugin that ships these rows."""
    slugs = sorted({one["model"] for one in rows} | set(more_models))
    with database.transaction(connection):
        store.sync(connection, plugins(rows), models(*slugs))


def whole_model(connection: sqlite3.Connection, slug: str) -> ModelView:
    """Return a model with its places, found by ranking every board whole."""
    boards = connection.execute(
        "SELECT DISTINCT benchmark, board FROM current_results WHERE model = ? ORDER BY benchmark, board", (slug,)
    ).fetchall()
    mine: list[Row] = []
    sizes: dict[tuple[str, str], int] = {}
    for benchmark, board in boards:
        rows = leaderboard.board(connection, benchmark, board).rows
        mine += [one for one in rows if one.model.slug == slug]
        sizes[benchmark, board] = len(rows)
    (facts,) = model_reads.entries(connection, [slug])
    return ModelView(facts, tuple(mine), sizes)
