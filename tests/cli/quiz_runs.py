"""Runs of a model that guesses on the quiz, for the tests of what the commands do with stored runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from podium.registry import database, evaluation, journal
from podium.registry.discovery import discover
from podium.registry.evaluation import Plan
from podium.registry.startup import Place, write_to
from podium.tests.cli.support import podium, podium_json
from podium.tests.fakes.adapters import Guesses
from podium.tests.settled import settle

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"


@contextmanager
def registry() -> Iterator[sqlite3.Connection]:
    """Open the test's own registry for writing."""
    place = Place(database.default_path(), (PLUGINS,))
    with closing(write_to(place if place.db.exists() else settle(place))) as connection:
        yield connection


def guess(root: Path, name: str = "one", benchmark: str = "quiz", **more: Any) -> journal.Run:
    """Run a model that guesses; ``fails`` names items that it cannot answer."""
    found = discover([], "", [PLUGINS]).benchmarks[benchmark].benchmark
    adapter = Guesses(name, fails=more.pop("fails", ()))
    with registry() as connection:
        return evaluation.run(connection, Plan(found, adapter, root, **more))


def change(statement: str, *values: Any) -> None:
    """Change one row behind Podium's back."""
    with registry() as connection:
        assert connection.execute(statement, values).rowcount == 1
        connection.commit()


def runs(*words: str | Path, code: int = 0, **more: Any) -> Any:
    """Call ``podium runs``, which knows the quiz."""
    return podium("--plugins-dir", PLUGINS, "runs", *words, code=code, **more)


def runs_json(*words: str | Path, code: int = 0) -> Any:
    """Call ``podium runs`` with ``--json``."""
    return podium_json("--plugins-dir", PLUGINS, "runs", *words, code=code)
