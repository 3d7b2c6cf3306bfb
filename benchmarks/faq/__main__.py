"""How long an answer takes on a registry of 1,000 benchmarks, 5,000 models and 200,000 results.

    python -m benchmarks.faq [--questions N] [--encoder FOLDER] [--json FILE]

One warm engine answers questions of all kinds (:mod:`benchmarks.faq.questions`), a fifth of them with a typo in a name.
Beside it the same process asks SQLite for the names that are nearest to the question by plain full-text search, the
least that any answer could cost. With an encoder, questions that the words leave unsure are asked as well. Memory is
what a process holds more after it has answered than before it opened the registry.

The budgets: p50 < 5 ms and p99 < 20 ms, p99 < 60 ms with the encoder, memory without it < 150 MB. The exit code is 1
where one is missed.
"""

from __future__ import annotations

import argparse
import gc
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import registries, report
from benchmarks.faq.questions import UNSURE, WORDINGS, asked
from podium.bots.faq import Engine
from podium.registry import database

_BUDGETS = {"p50": 5.0, "p99": 20.0, "p99 with the encoder": 60.0, "memory": 150.0}


def main() -> int:
    """Measure, print, and say by the exit code whether every budget is kept."""
    options = _options()
    machine = report.machine("podium", "torch", "transformers")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "registry.db"
        registries.generate(path)
        figures = _measured(path, options.questions, options.encoder)
    return report.publish("faq", {"machine": machine, **figures}, _lines(figures), options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=int, default=3_800, help="how many to ask (default: 3800)")
    parser.add_argument("--encoder", help="folder of a sentence encoder, to time the semantic fallback as well")
    parser.add_argument("--json", type=Path, help="file for the figures")
    return parser.parse_args()


def _measured(path: Path, number: int, encoder: str | None) -> dict[str, Any]:
    before = _resident()
    connection = database.connect(path)
    engine = Engine(connection)
    start = time.perf_counter()
    engine.answer("who leads?")
    first = time.perf_counter() - start
    names = registries.names_of(connection)
    questions = list(asked(names, number))
    kinds, taken = _timed(lambda text: engine.answer(text).kind, questions)
    memory = _resident() - before
    _, plain = _timed(lambda text: _plain_search(connection, text), questions)
    figures: dict[str, Any] = {
        "questions": number,
        "kinds": dict(Counter(kinds)),
        "first answer ms": first * 1e3,
        "answers ms": _spread(taken),
        "plain search ms": _spread(plain),
        "memory MB": memory / 1e6,
        "slowest kinds ms": _slowest(taken),
    }
    missed = [name for name in ("p50", "p99") if figures["answers ms"][name] > _BUDGETS[name]]
    if memory / 1e6 > _BUDGETS["memory"]:
        missed.append("memory")
    if encoder:
        figures["unsure ms"] = _spread(_unsure(connection, encoder, list(asked(names, 300, UNSURE))))
        if figures["unsure ms"]["p99"] > _BUDGETS["p99 with the encoder"]:
            missed.append("p99 with the encoder")
    return figures | {"missed": missed}


def _unsure(connection: sqlite3.Connection, encoder: str, questions: Sequence[str]) -> list[float]:
    from podium.bots.faq.similarity.fallback import Fallback
    from podium.bots.faq.similarity.semantic import Encoder

    engine = Engine(connection, encoder=Fallback(connection, Encoder(encoder)))
    for text in questions[: len(UNSURE)]:
        engine.answer(text)
    return _timed(engine.answer, questions)[1]


def _timed(ask: Callable[[str], Any], questions: Sequence[str]) -> tuple[list[Any], list[float]]:
    """Return what each question gave and how many seconds it took."""
    replies, taken = [], []
    gc.collect()
    for text in questions:
        start = time.perf_counter()
        replies.append(ask(text))
        taken.append(time.perf_counter() - start)
    return replies, taken


def _plain_search(connection: sqlite3.Connection, text: str) -> list[Any]:
    """Return the five names that SQLite's full-text search finds nearest to the words of a question."""
    words = [word for word in "".join(c if c.isalnum() else " " for c in text).split() if len(word) > 2]
    query = " OR ".join(f'"{word}"' for word in words)
    return connection.execute(
        "SELECT names.name FROM names_parts JOIN names ON names.id = names_parts.rowid"
        " WHERE names_parts MATCH ? ORDER BY rank LIMIT 5",
        (query,),
    ).fetchall()


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return {"p50": cuts[49] * 1e3, "p99": cuts[98] * 1e3, "most": max(seconds) * 1e3}


def _slowest(seconds: Sequence[float]) -> dict[str, float]:
    by_wording: dict[str, list[float]] = defaultdict(list)
    for i, value in enumerate(seconds):
        by_wording[WORDINGS[i % len(WORDINGS)]].append(value)
    medians = {wording: statistics.median(taken) * 1e3 for wording, taken in by_wording.items()}
    return dict(sorted(medians.items(), key=lambda one: -one[1])[:8])


def _resident() -> int:
    """Return the bytes of memory that this process holds."""
    gc.collect()
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    import os

    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _lines(figures: Mapping[str, Any]) -> list[str]:
    answers, plain = figures["answers ms"], figures["plain search ms"]
    rows: list[Sequence[object]] = []
    for name in ("p50", "p99", "most"):
        budget = _BUDGETS.get(name)
        kept = report.verdict(None if budget is None else answers[name] <= budget)
        beside = f"{plain[name]:.2f} ms, {answers[name] / plain[name]:.1f}x"
        rows.append((f"an answer from the words alone, {name}", f"{answers[name]:.1f} ms", beside, _ms(budget), kept))
    if "unsure ms" in figures:
        unsure, budget = figures["unsure ms"], _BUDGETS["p99 with the encoder"]
        asked = "a question that the encoder is asked about"
        rows.append((f"{asked}, p50", f"{unsure['p50']:.1f} ms", None, None, None))
        kept = report.verdict(unsure["p99"] <= budget)
        rows.append((f"{asked}, p99", f"{unsure['p99']:.1f} ms", None, _ms(budget), kept))
    rows.append(("the first answer of a process", f"{figures['first answer ms']:.0f} ms", None, None, None))
    memory, most = figures["memory MB"], _BUDGETS["memory"]
    rows.append(
        ("memory without the encoder", f"{memory:.0f} MB", None, f"{most:.0f} MB", report.verdict(memory <= most))
    )
    slowest = ", ".join(f"{wording} ({ms:.1f})" for wording, ms in list(figures["slowest kinds ms"].items())[:3])
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(figures["kinds"].items()))
    header = (f"{figures['questions']:,} questions", "", "a plain FTS5 lookup of names", "budget", "")
    return [*report.table(header, rows), "", f"Replies: {kinds}. Slowest kinds, median in ms: {slowest}."]


def _ms(budget: float | None) -> str:
    return "" if budget is None else f"{budget:g} ms"


if __name__ == "__main__":
    sys.exit(main())
