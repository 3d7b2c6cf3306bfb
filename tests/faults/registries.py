"""The registry that the faults befall: all that ships with Podium, and the quiz."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from podium.registry import database, evaluation, soundness
from podium.registry.benchmark import Benchmark
from podium.registry.discovery import discover
from podium.registry.startup import Place, update, write_to
from podium.tests.fakes import quiz_data
from podium.tests.fakes.adapters import Guesses

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"


def make(home: Path) -> Path:
    """Make the registry in a home of its own, with a finished run, and return its file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(home))
        place = Place(home / "registry.db", (PLUGINS,))
        update(place)
        with closing(write_to(place)) as connection:
            evaluation.run(connection, evaluation.Plan(quiz(), Guesses("first"), quiz_data.write(home / "quiz")))
    return place.db


def quiz() -> Benchmark:
    return discover([], "", [PLUGINS]).benchmarks["quiz"].benchmark


def boards(path: Path, count: int) -> list[tuple[str, str]]:
    """Return boards that results can be imported onto, each of another benchmark."""
    with closing(database.connect(path)) as connection:
        rows = connection.execute(
            "SELECT benchmark, min(slug) AS slug FROM boards WHERE higher_is_better AND maximum = 1 GROUP BY benchmark"
            " ORDER BY benchmark LIMIT ?",
            (count,),
        )
        found = [(row["benchmark"], row["slug"]) for row in rows]
    assert len(found) == count
    return found


def import_file(path: Path, models: Sequence[str], at: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Write a file of new models with a row on each of these boards, and return the rows."""
    rows = [
        {
            "benchmark": benchmark,
            "board": board,
            "model": model,
            "value": round(0.1 + (number * 7 + place * 13) % 800 / 1000, 3),
            "standing": "self-reported",
            "source_url": f"https://example.org/{model}",
        }
        for number, model in enumerate(models)
        for place, (benchmark, board) in enumerate(at)
    ]
    entries = [{"slug": model, "name": model.replace("-", " ")} for model in models]
    path.write_text(json.dumps({"format": 1, "models": entries, "results": rows}), encoding="utf-8")
    return rows


def rows(path: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return what a query finds in a registry file."""
    with closing(database.connect(path)) as connection:
        return [tuple(row) for row in connection.execute(query, values)]


def check(path: Path, *, due: bool = False) -> int:
    """Check that a registry file keeps every promise, and return the number of rows that were looked at.

    Args:
        path: The file.
        due: Whether it may be of an older Podium.
    """
    found = soundness.check_file(path)
    wrong = [one for one in found if not one.ok or (one.due and not due)]
    assert not wrong, f"{path}: {wrong}"
    with closing(database.connect(path)) as connection:
        return count(connection)


def count(connection: sqlite3.Connection) -> int:
    """Return the number of rows of all tables."""
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'names_parts%'"
        )
    ]
    return sum(int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables)
