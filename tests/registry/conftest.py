"""A registry that knows the plugins of the tests, and their data."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from podium.registry.benchmark import Benchmark
from podium.registry.discovery import discover
from podium.registry.startup import Place, write_to
from podium.tests.fakes import quiz_data, spots_data
from podium.tests.settled import settle

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"


@pytest.fixture
def spots() -> Benchmark:
    return discover([], "", [PLUGINS]).benchmarks["spots"].benchmark


@pytest.fixture
def quiz() -> Benchmark:
    return discover([], "", [PLUGINS]).benchmarks["quiz"].benchmark


@pytest.fixture
def place(own_home: Path) -> Place:
    return settle(Place(own_home / "registry.db", (PLUGINS,)))


@pytest.fixture
def connection(place: Place) -> sqlite3.Connection:
    return write_to(place)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return spots_data.write(tmp_path / "data")


@pytest.fixture
def quiz_folder(tmp_path: Path) -> Path:
    """36 questions in three subjects."""
    return quiz_data.write(tmp_path / "quiz")
