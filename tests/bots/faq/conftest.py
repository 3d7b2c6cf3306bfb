"""The engine over everything that ships with Podium."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.bots.faq import Engine, Reply
from podium.registry import Board, database
from podium.tests.bots.faq import support
from podium.tests.bots.faq.test_small_registries import card, registry, result


@pytest.fixture(scope="session")
def shipped(filled_registry: Path) -> Iterator[sqlite3.Connection]:
    """Return the filled registry, open for reading."""
    connection = database.connect(filled_registry)
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def thousands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Return a registry whose one benchmark has two boards of 5,000 models; a third of these have open weights."""
    boards = (Board("main", headline=True), Board("other"))
    rows = [
        result(f"m{number}", (number * 7919 % 5000) / 5000, board.slug) for board in boards for number in range(5000)
    ]
    models = [{"slug": f"m{number}", "open_weights": [None, True, False][number % 3]} for number in range(5000)]
    connection = registry(tmp_path_factory.mktemp("thousands"), rows, card(boards=boards), models=models)
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def engine(shipped: sqlite3.Connection) -> Engine:
    """Return one engine that is kept warm over all tests."""
    return Engine(shipped)


@pytest.fixture(scope="session")
def replies(engine: Engine) -> dict[str, Reply]:
    """Return the reply to every question of the corpus."""
    return {question: engine.answer(question) for question in support.every_question()}
