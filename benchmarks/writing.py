"""How long bringing a registry in step with its plugins and importing results take, on the made-up registry.

    python -m benchmarks.writing [--benchmarks N] [--models N] [--results N]

Prints a line of JSON: seconds of processor time of the first sync, of one that finds nothing new, of an import of a
twentieth as many results, and of importing them again.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.registries import _cards, _models
from podium.registry import database, store
from podium.registry.benchmark import Benchmark
from podium.registry.card import Card
from podium.registry.discovery import OwnedBenchmark, PluginSet


class _Listed(Benchmark):
    def __init__(self, card: Card) -> None:
        self.card = card


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--benchmarks", type=int, default=1_000)
    parser.add_argument("--models", type=int, default=5_000)
    parser.add_argument("--results", type=int, default=200_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(Path(folder) / "r.db", options.benchmarks, options.models, options.results)))


def measure(path: Path, benchmarks: int, models: int, results: int) -> dict[str, Any]:
    """Return the seconds that each kind of writing takes."""
    draw = random.Random(0)
    catalogue, cards = list(_models(draw, models)), list(_cards(draw, benchmarks))
    rows = _rows(draw, cards, catalogue, results, "as reported")
    plugins = PluginSet(
        benchmarks={
            card.slug: OwnedBenchmark(_Listed(card), "generated", "generated", "1", tuple(rows[card.slug]))
            for card in cards
        }
    )
    more = [row for of_card in _rows(draw, cards, catalogue, results // 20, "again").values() for row in of_card]
    boards = {card.slug: {board.slug: board for board in card.boards} for card in cards}
    connection = database.connect(path, write=True)
    database.migrate(connection, path)

    def sync() -> None:
        with database.transaction(connection):
            store.sync(connection, plugins, catalogue)

    def bring() -> None:
        store.import_results(connection, list(enumerate(more, 1)), boards)

    figures: dict[str, Any] = {"results": results}
    for name, work in (("first sync", sync), ("sync again", sync), ("import", bring), ("import again", bring)):
        figures[name] = _seconds(work)
    return figures | {"imported": len(more)}


def _rows(
    draw: random.Random, cards: list[Card], catalogue: list[dict[str, Any]], wanted: int, setting: str
) -> dict[str, list[dict[str, Any]]]:
    boards = [(card.slug, board.slug) for card in cards for board in card.boards]
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    while len(rows) < wanted:
        benchmark, board = boards[len(rows) % len(boards)]
        model = draw.choice(catalogue)["slug"]
        rows[benchmark, board, model] = {
            "benchmark": benchmark,
            "board": board,
            "model": model,
            "value": round(draw.betavariate(4, 3), 4),
            "standing": draw.choice(("independent",) + ("self-reported",) * 8 + ("third-party",)),
            "source_url": "https://example.org/results",
            "setting": setting,
        }
    by_card: dict[str, list[dict[str, Any]]] = {card.slug: [] for card in cards}
    for row in rows.values():
        by_card[row["benchmark"]].append(row)
    return by_card


def _seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return round(time.process_time() - start, 2)


if __name__ == "__main__":
    main()
