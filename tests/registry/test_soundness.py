"""What ``podium db check`` finds: each promise of the registry file, broken on purpose, is named."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from podium.registry import corrections, database, evaluation, soundness
from podium.registry.benchmark import Benchmark
from podium.registry.evaluation import Plan
from podium.tests.fakes.adapters import Guesses

NAMES = ["pages", "references", "schema", "append-only", "history", "runs", "corrections", "names", "boards"]


@pytest.fixture
def file(connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path) -> Path:
    """Return a registry file with a finished run, which stands on a board, and two reports, one open, one decided."""
    evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder))
    result = connection.execute("SELECT id FROM results WHERE benchmark = 'chexpert'").fetchone()[0]
    said = {"statement": "the score is of another split", "source_url": "https://example.org/x"}
    for value in (0.5, 0.6):
        number = corrections.add(connection, result, value=value, **said).id
    corrections.reject(connection, number, "it is of this one")
    return database.path_of(connection)


def broken(path: Path, *statements: str) -> dict[str, str]:
    """Return what is wrong with a file after statements that no command would give, by name."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement
    connection.close()
    return {check.name: check.detail for check in soundness.check_file(path) if not check.ok}


def test_a_registry_with_runs_and_corrections_is_sound_in_every_respect(file: Path) -> None:
    found = soundness.check_file(file)
    assert [check.name for check in found] == NAMES
    assert all(check.ok and not check.due for check in found)


UNGUARDED = ("DROP TRIGGER results_are_never_deleted", "DROP TRIGGER results_are_never_changed")
GUARD = (
    "CREATE TRIGGER results_are_never_deleted BEFORE DELETE ON results BEGIN SELECT RAISE(ABORT, ''); END",
    "CREATE TRIGGER results_are_never_changed BEFORE UPDATE ON results BEGIN SELECT RAISE(ABORT, ''); END",
)


@pytest.mark.parametrize(
    ("statements", "name", "detail"),
    [
        ((*UNGUARDED,), "append-only", "missing results_are_never_changed, results_are_never_deleted"),
        (("UPDATE boards SET benchmark = 'gone' WHERE benchmark = 'quiz'",), "references", "point"),
        (
            (
                *UNGUARDED,
                "INSERT INTO results SELECT 9999, benchmark, board, model, value, low, high, stderr, n, split,"
                " setting, tools, standing, reported_by, reported_on, as_of, source_url, cited_url, provenance,"
                " corroborated_by, note, run, origin, NULL, reason, content, recorded_at FROM results LIMIT 1",
                *GUARD,
            ),
            "history",
            "results up to number 9,999 missing",
        ),
        (
            (*UNGUARDED, "UPDATE results SET value = 0.99 WHERE id = 7", *GUARD),
            "history",
            "result 7 does not say what was written",
        ),
        (("UPDATE runs SET report = NULL",), "history", "is of a run without a report"),
        (("UPDATE runs SET report = NULL",), "runs", "has no report"),
        (("UPDATE runs SET model = 'another'",), "runs", "does not say what it said when it was finished"),
        (("DELETE FROM answers WHERE position = 3",), "runs", "has 35 of 36 answers"),
        (
            ("UPDATE answers SET answer = '{}' WHERE position = 3",),
            "runs",
            "1 answer of run",
        ),
        (("UPDATE answers SET digest = '' WHERE position = 3",), "runs", "are not those it was scored with"),
        (("UPDATE answers SET position = 99 WHERE position = 3",), "runs", "has answers to more than its 36 items"),
        (("UPDATE corrections SET status = 'accepted'",), "corrections", "correction 1 is half decided"),
        (("DELETE FROM names WHERE name = 'Quiz'",), "names", "name 'Quiz' of benchmark quiz is not found"),
        (
            ("INSERT INTO names (kind, slug, name, key) VALUES ('model', 'quiz', 'Ghost', 'ghost')",),
            "names",
            "name 'Ghost' of model quiz is stale",
        ),
        (("DELETE FROM names_parts_docsize WHERE id = 1",), "names", "the index of names lacks 1"),
        (
            ("UPDATE board_sizes SET models = models + 1 WHERE benchmark = 'quiz'",),
            "boards",
            "board quiz/accuracy counts other models",
        ),
        (
            ("UPDATE board_places SET models = 'nobody' WHERE benchmark = 'quiz'",),
            "boards",
            "places kept of board quiz/accuracy are not",
        ),
        (
            ("UPDATE board_places SET scores = x'00' WHERE benchmark = 'quiz'",),
            "boards",
            "places kept of board quiz/accuracy are not",
        ),
        (
            ("INSERT INTO passed_over SELECT benchmark, board, value, id FROM results WHERE origin = 'run'",),
            "boards",
            "board quiz/accuracy places other results than it should",
        ),
    ],
)
def test_every_promise_that_is_broken_is_named(file: Path, statements: tuple[str, ...], name: str, detail: str) -> None:
    assert detail in broken(file, *statements)[name]


def test_a_file_that_cannot_be_opened_and_one_of_an_older_podium_are_looked_at_no_further(
    file: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database " * 100)
    assert [check.name for check in soundness.check_file(tmp_path / "x.db")] == ["file"]
    broken(file, "DELETE FROM _sqlite_migrations WHERE name = 'm007_board_places'")
    assert [(check.name, check.due) for check in soundness.check_file(file)][-2:] == [
        ("schema", True),
        ("append-only", False),
    ]
