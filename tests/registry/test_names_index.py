"""The index of names: filled for what a file holds already, and in step with every change of benchmarks and models."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from pathlib import Path

import pytest

from podium.registry import Board, Card, database, store
from podium.registry.benchmark import Benchmark
from podium.registry.discovery import OwnedBenchmark, PluginSet

CARD = Card(
    slug="quiz-7",
    name="Quiz-7",
    description="Questions.",
    modality="text",
    categories=("general",),
    aliases=("Seventh Quiz", "Dr. O'Neil's (old) quiz"),
    boards=(Board("main", headline=True),),
)


class Listed(Benchmark):
    """A benchmark that only lists results."""

    def __init__(self, its_card: Card) -> None:
        self.card = its_card


def sync(connection: sqlite3.Connection, *cards: Card) -> None:
    owned = {one.slug: OwnedBenchmark(Listed(one), one.slug, "podium-test", "1.0", ()) for one in cards}
    with database.transaction(connection):
        store.sync(connection, PluginSet(benchmarks=owned), [])


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    opened = database.connect(tmp_path / "r.db", write=True)
    database.migrate(opened, tmp_path / "r.db")
    return opened


def names(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    return {tuple(row) for row in connection.execute("SELECT kind, slug, name FROM names")}


def sharing(connection: sqlite3.Connection, kind: str, part: str) -> set[str]:
    """Return the names of a kind whose key has a part, by the index, after SQLite has checked it against the table."""
    connection.execute("INSERT INTO names_parts (names_parts, rank) VALUES ('integrity-check', 1)")
    connection.commit()
    rows = connection.execute(
        "SELECT name FROM names WHERE id IN (SELECT rowid FROM names_parts WHERE names_parts MATCH ?)",
        (f'{kind} : "{part}"',),
    )
    return {row[0] for row in rows}


def test_a_benchmarks_name_slug_and_aliases_are_kept_by_their_keys(connection: sqlite3.Connection) -> None:
    sync(connection, CARD)
    keys = {row["name"]: row["key"] for row in connection.execute("SELECT name, key FROM names")}
    assert keys == {
        "Quiz-7": "quiz7",
        "quiz-7": "quiz7",
        "Seventh Quiz": "seventhquiz",
        "Dr. O'Neil's (old) quiz": "droneilsoldquiz",
    }
    assert sharing(connection, "benchmark", "hqui") == {"Seventh Quiz"}
    assert sharing(connection, "model", "hqui") == set()


def test_a_changed_card_changes_its_names_and_no_others(connection: sqlite3.Connection) -> None:
    other = dataclasses.replace(CARD, slug="night", name="Night Sky", aliases=())
    sync(connection, CARD, other)
    sync(connection, dataclasses.replace(CARD, aliases=("Late Quiz",)), other)
    assert names(connection) == {
        ("benchmark", "quiz-7", "Quiz-7"),
        ("benchmark", "quiz-7", "quiz-7"),
        ("benchmark", "quiz-7", "Late Quiz"),
        ("benchmark", "night", "Night Sky"),
        ("benchmark", "night", "night"),
    }
    assert sharing(connection, "benchmark", "equi") == {"Late Quiz"}
    assert sharing(connection, "benchmark", "hqui") == set()


def test_a_sync_that_changes_nothing_leaves_the_index_alone(connection: sqlite3.Connection) -> None:
    sync(connection, CARD)
    before = [tuple(row) for row in connection.execute("SELECT id, name FROM names ORDER BY id")]
    sync(connection, CARD)
    assert [tuple(row) for row in connection.execute("SELECT id, name FROM names ORDER BY id")] == before


def test_models_and_their_makers_are_added_changed_and_removed(connection: sqlite3.Connection) -> None:
    def save(slug: str, name: str, organisation: str | None, *aliases: str) -> None:
        model = {"slug": slug, "name": name, "organisation": organisation, "aliases": aliases}
        with database.transaction(connection):
            store.save_models(connection, [model], origin="test")

    save("one-4b", "One 4B", "First Lab", "uno")
    save("two", "Two+", "First Lab")
    assert names(connection) == {
        ("model", "one-4b", "One 4B"),
        ("model", "one-4b", "one-4b"),
        ("model", "one-4b", "uno"),
        ("model", "two", "Two+"),
        ("model", "two", "two"),
        ("organisation", "First Lab", "First Lab"),
    }
    assert sharing(connection, "model", "twopl") == {"Two+"}
    assert sharing(connection, "organisation", "stlab") == {"First Lab"}
    save("one-4b", "One 4B", "Second Lab")
    assert sharing(connection, "organisation", "lab") == {"First Lab", "Second Lab"}
    assert sharing(connection, "model", "uno") == set()
    # The last model of a maker takes its name along.
    save("two", "Two+", None)
    assert sharing(connection, "organisation", "lab") == {"Second Lab"}
    connection.execute("DELETE FROM models WHERE slug = 'one-4b'")
    assert names(connection) == {("model", "two", "Two+"), ("model", "two", "two")}
    assert sharing(connection, "model", "one") == set()


def test_a_removed_or_damaged_card_leaves_no_names_behind(connection: sqlite3.Connection) -> None:
    sync(connection, CARD)
    connection.execute("UPDATE benchmarks SET card = 'no json'")
    assert names(connection) == {("benchmark", "quiz-7", "Quiz-7"), ("benchmark", "quiz-7", "quiz-7")}
    connection.execute("DELETE FROM events")
    connection.execute("DELETE FROM boards")
    connection.execute("DELETE FROM benchmarks")
    assert names(connection) == set()
    assert sharing(connection, "benchmark", "quiz") == set()


def test_a_replaced_row_is_indexed_once(connection: sqlite3.Connection) -> None:
    for aliases in (["uno"], ["eins"]):
        connection.execute(
            "INSERT OR REPLACE INTO models (slug, name, aliases, origin) VALUES ('m', 'One', ?, 'test')",
            (json.dumps(aliases),),
        )
    assert names(connection) == {("model", "m", "One"), ("model", "m", "m"), ("model", "m", "eins")}


def test_migrating_an_older_file_indexes_what_it_holds(tmp_path: Path) -> None:
    from sqlite_utils import Database

    from podium.registry.migrations import MIGRATIONS

    path = tmp_path / "old.db"
    old = database.connect(path, write=True)
    MIGRATIONS.apply(Database(old), stop_before="m004_names")
    old.execute(
        "INSERT INTO benchmarks VALUES ('quiz-7', 'Quiz-7', 'text', ?, 'p', 'd', '1', 0, 1, 'now')",
        (json.dumps({"aliases": ["Seventh Quiz"]}),),
    )
    old.execute(
        "INSERT INTO models (slug, name, organisation, aliases, origin) VALUES ('one', 'One', 'Lab', '[\"uno\"]', 't')"
    )
    old.commit()
    assert database.migrate(old, path)[0] == "m004_names"
    assert names(old) == {
        ("benchmark", "quiz-7", "Quiz-7"),
        ("benchmark", "quiz-7", "quiz-7"),
        ("benchmark", "quiz-7", "Seventh Quiz"),
        ("model", "one", "One"),
        ("model", "one", "one"),
        ("model", "one", "uno"),
        ("organisation", "Lab", "Lab"),
    }
    assert sharing(old, "benchmark", "hqui") == {"Seventh Quiz"}
