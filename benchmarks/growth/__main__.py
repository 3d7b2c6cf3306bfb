"""How what people wait for grows with the registry: a tenth of the usual size, the usual one, and ten times that.

    python -m benchmarks.growth [--sizes N ...] [--keep FOLDER] [--json FILE] [--picture FILE]

A registry of size 1 has 1,000 benchmarks, 5,000 models and 200,000 results. Of each size are measured, in processor
time: opening the file; the first answer of a process, which reads the names, and of another whose question has a typo;
answers of a warm engine, as the bot has one before it is ready, to three kinds of question, one with a typo; a board, a
category and the list of benchmarks as their commands read them; importing 1,000 rows; and pages of benchmarks of the
site, the first of a process apart, since it reads the names as well. Reads are of something else each time.

The budgets are for ten times the usual size. The exit code is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import registries, report
from podium.bots.faq.engine import Engine
from podium.bots.faq.frame import Filters
from podium.cli import boards, category_board
from podium.cli.site.making import Job, Maker
from podium.cli.site.rendering import Options
from podium.registry import categories, database, leaderboard, store
from podium.registry.card import Board

_BENCHMARKS, _MODELS, _RESULTS = 1_000, 5_000, 200_000
_READS = 40
#: Milliseconds at ten times the usual size: of the first for what is done once, of the slowest of many otherwise.
_BUDGETS = {
    "open": 50.0,
    "first answer": 5_000.0,
    "first answer, misspelt": 5_000.0,
    "answer": 100.0,
    "board": 50.0,
    "category": 1_000.0,
    "list of benchmarks": 2_000.0,
    "import of 1,000 rows": 10_000.0,
    "first page": 5_000.0,
    "page": 1_000.0,
}
_CALLED = {
    "open": "opening the file",
    "first answer": "the first answer of a process, which reads the names",
    "first answer, misspelt": "the same to a question with a typo",
    "answer": "answers of a warm engine: a leader, with and without a typo, a model",
    "first page": "the site's first page of a process, which reads the names",
    "page": "the site's page of a benchmark",
}
_OPTIONS = Options("Growth", "https://example.org", "", "2026-01-01")


def main() -> int:
    """Measure, print, draw, and say by the exit code whether every budget is kept."""
    options = _options()
    machine = report.machine("podium")
    with tempfile.TemporaryDirectory() as folder:
        where = options.keep or Path(folder)
        os.environ["PODIUM_HOME"] = folder
        figures = {f"{size:g}": _measured(where / f"growth-{size:g}.db", size) for size in options.sizes}
    if options.picture:
        _draw(figures, options.picture)
    told = {"machine": machine, "sizes": figures, "missed": _missed(figures)}
    return report.publish("growth", told, _lines(figures), options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=float, nargs="+", default=[0.1, 1.0, 10.0], help="default: 0.1 1 10")
    parser.add_argument("--keep", type=Path, help="folder for the registries, used again where they are there")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--picture", type=Path, help="file for the picture, PNG or SVG")
    return parser.parse_args()


def _measured(path: Path, size: float) -> dict[str, Any]:
    wanted = [round(size * one) for one in (_BENCHMARKS, _MODELS, _RESULTS)]
    if not path.exists():
        registries.generate(path, *wanted)
    draw = random.Random(0)
    connection = database.connect(path)
    benchmarks = connection.execute("SELECT slug, name FROM benchmarks ORDER BY slug").fetchall()
    at = connection.execute("SELECT benchmark, slug FROM boards ORDER BY 1, 2").fetchall()
    models = [name for (name,) in connection.execute("SELECT name FROM models ORDER BY slug")]
    names = [draw.choice(benchmarks)["name"] for _ in range(_READS)]
    engine = Engine(connection)
    engine.warm()
    # As the bot does when it is ready: a collection that looked at all names would hold up whoever asks then.
    gc.collect()
    gc.freeze()
    first, misspelt = (_questions(draw, names[:1], models)[number] for number in range(2))
    ms = {
        "open": _timed(lambda _: database.connect(path).close(), [None]),
        "first answer": _timed(lambda text: Engine(connection).answer(text), [first]),
        "first answer, misspelt": _timed(lambda text: Engine(connection).answer(text), [misspelt]),
        "answer": _timed(engine.answer, _questions(draw, names, models)),
        "board": _timed(lambda one: leaderboard.board(connection, *one), draw.choices(at, k=_READS)),
        "category": _timed(
            lambda name: _category(connection, name), [one.name for one in categories.listed(connection)]
        ),
        "list of benchmarks": _timed(lambda _: leaderboard.benchmarks(connection), [None] * 5),
        "import of 1,000 rows": _timed(lambda _: _imported(path, draw), [None]),
        **_pages(path, [draw.choice(benchmarks)["slug"] for _ in range(10)]),
    }
    return {
        "benchmarks": wanted[0],
        "models": wanted[1],
        "results": wanted[2],
        "file MB": path.stat().st_size / 1e6,
        "peak memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
        "ms": ms,
    }


def _questions(draw: random.Random, names: Sequence[str], models: Sequence[str]) -> list[str]:
    asked = []
    for name in names:
        model = draw.choice(models)
        asked += [f"who leads {name}?", f"who leads {name[:-2]}{name[-1]}?", f"what is {model}?"]
    return asked


def _category(connection: sqlite3.Connection, name: str) -> Any:
    return category_board.read(connection, categories.named(connection, name), Filters(), boards.ROWS_ON_A_TERMINAL)


def _imported(path: Path, draw: random.Random) -> None:
    """Import a result each of 1,000 models that were not on their boards."""
    connection = database.connect(path, write=True)
    at = connection.execute("SELECT benchmark, slug FROM boards ORDER BY 1, 2").fetchall()
    slugs = [slug for (slug,) in connection.execute("SELECT slug FROM models ORDER BY slug")]
    rows = []
    for line in range(1, 1_001):
        benchmark, board = draw.choice(at)
        row = {"benchmark": benchmark, "board": board, "model": draw.choice(slugs), "value": 0.5, "setting": f"{line}"}
        rows.append((line, row | {"standing": "independent", "source_url": "https://example.org/growth"}))
    known: dict[str, dict[str, Board]] = {one: {} for one, _ in at}
    for benchmark, board in at:
        known[benchmark][board] = Board(board, headline=True)
    done = store.import_results(connection, rows, known, replace_reason="measured again")
    refused = [one for one in done if one.status == "refused"]
    assert not refused, refused[0]
    connection.close()


def _pages(path: Path, slugs: Sequence[str]) -> dict[str, dict[str, float]]:
    maker = Maker(path, _OPTIONS)

    def made(slug: str) -> Any:
        return maker.make(Job("benchmark", slug))

    return {"first page": _timed(made, slugs[:1]), "page": _timed(made, slugs[1:])}


def _timed(read: Callable[[Any], Any], asked: Sequence[Any]) -> dict[str, float]:
    """Return milliseconds of processor time: of the median read, and of the slowest."""
    times = []
    for one in asked:
        start = time.process_time()
        read(one)
        times.append((time.process_time() - start) * 1e3)
    return {"p50": statistics.median(times), "most": max(times)}


def _missed(figures: Mapping[str, Any]) -> list[str]:
    largest = figures.get("10", {"ms": {}})["ms"]
    return [name for name, one in largest.items() if one["most"] >= _BUDGETS[name]]


def _lines(figures: Mapping[str, Any]) -> list[str]:
    sizes = list(figures.values())
    rows: list[Sequence[object]] = []
    for name, budget in _BUDGETS.items():
        cells = [f"{report.number(one['ms'][name]['p50'])} ({report.number(one['ms'][name]['most'])})" for one in sizes]
        largest = figures.get("10")
        kept = report.verdict(None if largest is None else largest["ms"][name]["most"] < budget)
        rows.append((_CALLED.get(name, name), *cells, f"{budget:,.0f}", kept))
    rows += [(name, *(f"{one[name]:,.0f}" for one in sizes), None, None) for name in ("file MB", "peak memory MB")]
    header = ("ms of processor time, median (slowest)", *(f"{one['results']:,} results" for one in sizes), "budget", "")
    return report.table(header, rows)


def _draw(figures: Mapping[str, Any], path: Path) -> None:
    """Draw the median times over the number of results, both as powers of ten; each line is named at its end."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
    results = [one["results"] for one in figures.values()]
    ends: list[float] = []
    for name in sorted(_BUDGETS, key=lambda name: list(figures.values())[-1]["ms"][name]["p50"]):
        times = [one["ms"][name]["p50"] for one in figures.values()]
        (line,) = axes.plot(results, times, marker="o", linewidth=1.6)
        height = max(times[-1], ends[-1] * 1.5 if ends else 0)  # names never lie upon one another
        ends.append(height)
        axes.annotate(
            name, (results[-1], height), (8, 0), textcoords="offset points", va="center", color=line.get_color()
        )
    axes.set(xscale="log", yscale="log", xlabel="results in the registry", ylabel="ms of processor time, median")
    axes.set_xlim(results[0] * 0.8, results[-1] * 6)
    axes.set_xticks(results, [f"{one:,}" for one in results])
    axes.minorticks_off()
    axes.grid(which="major", alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)


if __name__ == "__main__":
    sys.exit(main())
