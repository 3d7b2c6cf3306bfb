"""How long views take to read on a registry of 1,000 benchmarks, 5,000 models and 200,000 results.

    python -m benchmarks.leaderboards [--reads N] [--json FILE]

Every view is read as its command reads it, up to the rows that it prints: a board with rank ranges and one filter, a
category, two or three models compared, a board over time, a model, the benchmarks related to one. Each read is of
something else, drawn evenly; the lists are read thirty times. In the large registry no model is on half of a category's
boards, so categories are also read in a dense one of 60 benchmarks and 300 models, where most are ranked.

Beside a board the same process reads it by plain SQL (``SELECT ... ORDER BY value``) and, where it is installed, by
pandas (``read_sql`` and ``rank``): neither knows which result of a model counts, ties, intervals or filters.

The budgets: p99 < 30 ms for a board, a category and a comparison, in processor time, which other processes disturb
less; the time on the clock is told as well. The exit code is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import gc
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import registries, report
from podium.bots.faq.frame import Filters
from podium.bots.faq.replies.selecting import select
from podium.cli import boards, category_board, compare
from podium.registry import categories, course, database, leaderboard, model_reads, standings
from podium.registry.rank_ranges import rank_ranges
from podium.registry.ranking import RankedRows

_BUDGET = 30.0
_BUDGETED = ("board", "category", "category, dense", "comparison")
_CALLED = {
    "category": "category (about 110 boards, 150 models each)",
    "related": "related benchmarks",
    "plain SQL": "a board by plain SQL (`SELECT ... ORDER BY value`)",
    "pandas": "a board by pandas (`read_sql`, `rank`)",
}
_OPEN = Filters(open_weights=True)
_PLAIN = """
SELECT m.name, m.organisation, r.value FROM results AS r JOIN models AS m ON m.slug = r.model
WHERE r.benchmark = ? AND r.board = ? AND r.value IS NOT NULL ORDER BY r.value DESC
"""


def main() -> int:
    """Measure, print, and say by the exit code whether every budget is kept."""
    options = _options()
    machine = report.machine("podium", "pandas")
    with tempfile.TemporaryDirectory() as folder:
        large, dense = Path(folder) / "large.db", Path(folder) / "dense.db"
        registries.generate(large)
        registries.generate(dense, benchmarks=60, models=300, results=18_000)
        figures = _measured(database.connect(large), database.connect(dense), options.reads)
    return report.publish("leaderboards", {"machine": machine, **figures}, _lines(figures), options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reads", type=int, default=1_000, help="reads of each view (default: 1000)")
    parser.add_argument("--json", type=Path, help="file for the figures")
    return parser.parse_args()


def _measured(large: sqlite3.Connection, dense: sqlite3.Connection, reads: int) -> dict[str, Any]:
    draw = random.Random(0)
    boards = [tuple(row) for row in large.execute("SELECT benchmark, slug FROM boards ORDER BY 1, 2")]
    benchmarks = [slug for (slug,) in large.execute("SELECT slug FROM benchmarks ORDER BY 1")]
    models = [slug for (slug,) in large.execute("SELECT slug FROM models ORDER BY 1")]
    names = list(registries.CATEGORIES)
    some = min(reads, 200)  # a category has more rows than many boards
    views: dict[str, tuple[Callable[..., Any], list[Any]]] = {
        "board": (lambda at: _board(large, *at), draw.choices(boards, k=reads)),
        "category": (lambda name: _category(large, name), draw.choices(names, k=some)),
        "category, dense": (lambda name: _category(dense, name), draw.choices(names, k=some)),
        "comparison": (lambda ones: _compared(large, ones), [draw.sample(models, 2 + i % 2) for i in range(reads)]),
        "progress": (lambda at: course.course(leaderboard.board(large, *at)), draw.choices(boards, k=reads)),
        "model": (lambda slug: standings.view(large, slug), draw.choices(models, k=reads)),
        "related": (lambda slug: _related(large, slug), draw.choices(benchmarks, k=some)),
        "list of benchmarks": (lambda _: leaderboard.benchmarks(large), [None] * 30),
        "list of categories": (lambda _: categories.listed(large), [None] * 30),
        "list of models": (lambda _: leaderboard.models(large), [None] * 30),
    }
    views |= {name: (peer, draw.choices(boards, k=reads)) for name, peer in _peers(large)}
    figures = {name: _timed(read, asked) for name, (read, asked) in views.items()}
    missed = [name for name in _BUDGETED if figures[name]["cpu"]["p99"] >= _BUDGET]
    return {"ms": figures, "missed": missed}


def _board(connection: sqlite3.Connection, benchmark: str, board: str) -> Any:
    """Read what ``podium leaderboard BENCHMARK --board BOARD --open`` shows."""
    view = leaderboard.board(connection, benchmark, board)
    chosen = select(view.rows, _OPEN, board=view.board)
    return chosen, rank_ranges(RankedRows.of(view.rows)), leaderboard.benchmark(connection, benchmark).boards


def _category(connection: sqlite3.Connection, name: str) -> Any:
    """Read what ``podium leaderboard --category NAME`` shows."""
    named = categories.named(connection, name)
    return category_board.read(connection, named, Filters(), boards.ROWS_ON_A_TERMINAL)


def _compared(connection: sqlite3.Connection, slugs: Sequence[str]) -> Any:
    """Read what ``podium compare`` shows."""
    found = compare.shared_boards(standings.standings(connection, slugs), slugs)
    return model_reads.entries(connection, slugs), [(board.best, board.told_apart) for board in found]


def _related(connection: sqlite3.Connection, slug: str) -> Any:
    from podium.cli.categories import related_to

    return related_to(connection, slug)


def _peers(connection: sqlite3.Connection) -> Iterator[tuple[str, Callable[[tuple[str, str]], Any]]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    yield "plain SQL", lambda at: cursor.execute(_PLAIN, at).fetchall()
    try:
        import pandas
    except ImportError:
        return

    def ranked(at: tuple[str, str]) -> Any:
        frame = pandas.read_sql(_PLAIN, connection, params=at)
        return frame.assign(rank=frame["value"].rank(method="min", ascending=False))

    yield "pandas", ranked


def _timed(read: Callable[[Any], Any], asked: Sequence[Any]) -> dict[str, dict[str, float]]:
    """Return how long each read took, in milliseconds: of processor time, and on the clock."""
    read(asked[0])
    gc.collect()
    cpu, wall = [], []
    for one in asked:
        began, start = time.perf_counter(), time.process_time()
        read(one)
        cpu.append((time.process_time() - start) * 1e3)
        wall.append((time.perf_counter() - began) * 1e3)
    return {"cpu": _spread(cpu), "wall": _spread(wall)}


def _spread(values: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": cuts[49], "p99": cuts[98]}


def _lines(figures: Mapping[str, Any]) -> list[str]:
    plain = figures["ms"]["plain SQL"]["cpu"]["p50"]

    def row(name: str, one: Mapping[str, Mapping[str, float]]) -> Sequence[object]:
        # What is read beside a board only compares with a board.
        ratio = f"{one['cpu']['p50'] / plain:.1f}x" if name in ("board", "plain SQL", "pandas") else None
        held = name in _BUDGETED
        kept = report.verdict(one["cpu"]["p99"] < _BUDGET if held else None)
        cpu, wall = ([report.number(one[clock][cut]) for cut in ("p50", "p99")] for clock in ("cpu", "wall"))
        return _CALLED.get(name, name), *cpu, *wall, ratio, f"{_BUDGET:g}" if held else None, kept

    header = ("view", "p50, ms of CPU", "p99", "p50 on the clock", "p99", "to plain SQL", "budget for p99", "")
    return report.table(header, [row(name, one) for name, one in figures["ms"].items()])


if __name__ == "__main__":
    sys.exit(main())
