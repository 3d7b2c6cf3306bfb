"""The engine over everything that ships with Podium."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.bots.faq import Engine, Reply
from podium.registry import database
from podium.tests.bots.faq import support


@pytest.fixture(scope="session")
def shipped(filled_registry: Path) -> Iterator[sqlite3.Connection]:
    """Return the filled registry, open for reading."""
    connection = database.connect(filled_registry)
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
