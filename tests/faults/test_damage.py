"""Damaged files, logs that were cut short, and files put in the place of others while they are read."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from podium.cli.root import cli
from podium.registry import database, leaderboard, soundness
from podium.tests.cli.support import podium
from podium.tests.faults import registries

PAGE = 4096
READING = (("leaderboard", "chexpert"), ("show", "mmlu"), ("models",), ("ask", "who leads mmlu?"), ("runs",))

#: Commits a row of ``meta`` after the other, and is killed before any of it is moved from the log into the file.
WRITER = """
import os, signal, sys
from pathlib import Path
from podium.registry import database
connection = database.connect(Path(sys.argv[1]), write=True)
connection.execute("PRAGMA wal_autocheckpoint = 0")
for number in range(int(sys.argv[2])):
    with database.transaction(connection):
        connection.execute("INSERT INTO meta VALUES (?, ?)", (f"mark-{number:04}", "x" * 5000))
os.kill(os.getpid(), signal.SIGKILL)
"""

MARKS = 40


@pytest.fixture(scope="session")
def logged(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a registry file whose last commits stand in its log alone. It is shared: only copy it."""
    db = Path(shutil.copy(base, tmp_path_factory.mktemp("logged") / "registry.db"))
    done = subprocess.run([sys.executable, "-c", WRITER, str(db), str(MARKS)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert log(db).stat().st_size > MARKS * 5000
    return db


def log(db: Path) -> Path:
    return db.with_name(db.name + "-wal")


def copied(db: Path, folder: Path) -> Path:
    """Return a copy of a registry file with its log, and without the shared memory that a power cut takes."""
    shutil.copy(log(db), folder / log(db).name)
    return Path(shutil.copy(db, folder / db.name))


def marks(db: Path) -> int:
    """Return how many of the commits are there, and check that they are the first ones."""
    found = [key for (key,) in registries.rows(db, "SELECT key FROM meta WHERE key LIKE 'mark-%' ORDER BY key")]
    assert found == [f"mark-{number:04}" for number in range(len(found))]
    return len(found)


def cut(content: bytearray, draw: random.Random) -> bytearray:
    """Cut the end off."""
    return content[: draw.randrange(len(content))]


def lose(content: bytearray, draw: random.Random) -> bytearray:
    """Lose some pages that had been written but had not reached the disk, in no order."""
    for start in range(0, len(content), PAGE):
        if draw.random() < 0.02:
            content[start : start + PAGE] = bytes(len(content[start : start + PAGE]))
    return content


def flip(content: bytearray, draw: random.Random) -> bytearray:
    """Flip a bit."""
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    return content


@pytest.mark.parametrize("damage", [cut, lose, flip], ids=lambda damage: damage.__name__)
def test_a_log_that_is_cut_short_or_has_holes_leaves_the_first_commits_whole_and_a_sound_file(
    logged: Path, tmp_path: Path, damage: Callable[[bytearray, random.Random], bytearray]
) -> None:
    left = set()
    for seed in range(12):
        db = copied(logged, tmp_path)
        log(db).write_bytes(damage(bytearray(log(db).read_bytes()), random.Random(seed)))
        left.add(marks(db))
        if seed < 3:
            registries.check(db)
    assert max(left) <= MARKS and len(left) > 3


def test_a_log_that_was_deleted_takes_its_commits_along_and_leaves_the_file_as_it_was_before_them(
    logged: Path, tmp_path: Path
) -> None:
    db = copied(logged, tmp_path)
    log(db).unlink()
    assert marks(db) == 0
    registries.check(db)


def test_what_a_killed_process_had_committed_is_there(logged: Path, tmp_path: Path) -> None:
    db = copied(logged, tmp_path)
    assert marks(db) == MARKS
    registries.check(db)


def test_whichever_page_is_damaged_commands_answer_or_end_in_one_line_and_nothing_is_written(
    registry_file: Path,
) -> None:
    whole = registry_file.read_bytes()
    draw = random.Random(7)
    ended = 0
    for _ in range(10):
        content = bytearray(whole)
        for _ in range(30):
            start = draw.randrange(len(content) // PAGE) * PAGE
            content[start : start + PAGE] = draw.randbytes(PAGE)
        registry_file.write_bytes(content)
        found = [check for check in soundness.check_file(registry_file) if not check.ok]
        assert found
        for words in READING:
            result = CliRunner().invoke(cli, list(words), prog_name="podium")
            assert result.exit_code in (0, 3, 78), f"{words}: {result.output}"
            assert "bug" not in result.stderr
            if result.exit_code == 78:
                ended += 1
                assert result.stderr.startswith(f"error: registry file {registry_file}: ")
                assert result.stderr.count("\n") == 1 and "podium db restore" in result.stderr
        assert registry_file.read_bytes() == content
    assert ended > 5


def test_a_command_that_reads_while_another_file_takes_the_place_goes_on_with_the_one_it_opened(
    registry_file: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    podium("db", "backup", backup)
    with closing(database.connect(registry_file, write=True)) as connection, database.transaction(connection):
        connection.execute("INSERT INTO meta VALUES ('mark', '1')")
    with closing(database.connect(registry_file)) as reader:
        walk = reader.execute("SELECT id FROM results ORDER BY id")
        first = [walk.fetchone()[0] for _ in range(10)]
        podium("db", "restore", backup)
        ids = first + [row[0] for row in walk]
        assert ids == list(range(1, len(ids) + 1))
        assert reader.execute("SELECT count(*) FROM meta WHERE key = 'mark'").fetchone()[0] == 1
        assert leaderboard.board(reader, "chexpert").rows
    assert registries.rows(registry_file, "SELECT count(*) FROM meta WHERE key = 'mark'") == [(0,)]
    assert registries.check(registry_file) == registries.check(backup)


def test_a_file_is_put_away_together_with_what_its_log_holds(logged: Path, tmp_path: Path) -> None:
    db = copied(logged, tmp_path)
    kept = database.put_away(db)
    assert kept == tmp_path / "registry.db.old" and marks(kept) == MARKS
    assert not log(db).exists() and not db.exists()
    assert database.put_away(db) is None
