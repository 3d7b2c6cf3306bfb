"""The registry file: created once, migrated under a lock, read without writing, never silently wrong."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from podium.registry import database
from podium.registry.errors import RegistryFileError
from podium.registry.migrations import MIGRATIONS


def fresh(path: Path) -> sqlite3.Connection:
    connection = database.connect(path, write=True)
    database.migrate(connection, path)
    return connection


def test_schema_names_equal_the_migrations(tmp_path: Path) -> None:
    connection = fresh(tmp_path / "r.db")
    assert database.schema_steps(connection) == database.SCHEMA
    assert tuple(step.name for step in MIGRATIONS.applied(database.writer(connection))) == database.SCHEMA
    assert MIGRATIONS.pending(database.writer(connection)) == []


def test_a_written_file_is_in_wal_mode_with_foreign_keys_on(tmp_path: Path) -> None:
    connection = fresh(tmp_path / "r.db")
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute(
            "INSERT INTO boards VALUES ('nowhere', 's', 0, 't', 'm', 'n', '', 1, '', 'item', 1, 0, 1, '[]')"
        )


def test_migrating_twice_does_nothing_the_second_time(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    connection = fresh(path)
    assert database.migrate(connection, path) == ()


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    fresh(path).close()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.connect(path).execute("INSERT INTO meta VALUES ('a', 'b')")


def test_results_can_be_neither_changed_nor_deleted(tmp_path: Path) -> None:
    connection = fresh(tmp_path / "r.db")
    connection.executescript(
        """
        INSERT INTO benchmarks VALUES ('b', 'B', 'text', '{}', 'p', 'd', '1', 0, 1, 'now', 0, 0);
        INSERT INTO boards VALUES ('b', 's', 0, 't', 'm', 'n', '', 1, '', 'item', 1, 0, 1, '[]');
        INSERT INTO models (slug, name, origin) VALUES ('m', 'M', 'test');
        INSERT INTO results (benchmark, board, model, value, standing, origin, content, recorded_at)
            VALUES ('b', 's', 'm', 0.5, 'independent', 'test', 'x', 'now');
        """
    )
    for statement in ("UPDATE results SET value = 0.9", "DELETE FROM results"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    assert connection.execute("SELECT value FROM results").fetchone()[0] == 0.5


def test_a_file_of_a_newer_podium_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    connection = fresh(path)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('podium', 'm999_future', 'x')"
    )
    connection.commit()
    with pytest.raises(RegistryFileError, match=r"newer Podium \(step m999_future\).*upgrade"):
        database.migrate(connection, path)


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.write_bytes(b"not a database, " * 100)
    with pytest.raises(RegistryFileError, match=r"r\.db: file is not a database"):
        database.connect(path)


def test_a_missing_file_is_refused_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(RegistryFileError, match="unable to open database file"):
        database.connect(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RegistryFileError, match="cannot be made"):
        database.connect(tmp_path / "file" / "r.db", write=True)


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    connection = fresh(tmp_path / "r.db")
    with pytest.raises(KeyboardInterrupt), database.transaction(connection):
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise KeyboardInterrupt
    assert connection.execute("SELECT count(*) FROM meta").fetchone()[0] == 0


def test_eight_processes_may_migrate_one_fresh_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    code = (
        "import sys; from pathlib import Path; from podium.registry import database as d;"
        "p = Path(sys.argv[1]); c = d.connect(p, write=True); d.migrate(c, p)"
    )
    for _ in range(3):
        started = [subprocess.Popen([sys.executable, "-c", code, path], stderr=subprocess.PIPE) for _ in range(8)]
        errors = [process.communicate()[1].decode() for process in started]
        assert [process.returncode for process in started] == [0] * 8, errors
        assert database.schema_steps(database.connect(path)) == database.SCHEMA
        for file in tmp_path.iterdir():
            file.unlink()


def test_who_writes_again_and_again_lets_others_in_between(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    connection = fresh(path)
    code = (
        "import sys, time; from pathlib import Path; from podium.registry import database as d;"
        "c = d.connect(Path(sys.argv[1]), write=True); print(flush=True)\n"
        "while True:\n"
        "    with d.transaction(c):\n"
        "        c.execute(\"INSERT OR REPLACE INTO meta VALUES ('busy', '1')\"); time.sleep(0.2)\n"
    )
    busy = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    try:
        for one in busy:
            assert one.stdout is not None and one.stdout.readline() == "\n"
        began = time.monotonic()
        for number in range(5):
            with database.transaction(connection):
                connection.execute("INSERT INTO meta VALUES (?, '1')", (str(number),))
        # By SQLite's own waiting most of this takes longer than anybody would wait.
        assert time.monotonic() - began < 15
    finally:
        for one in busy:
            one.kill()
            one.communicate()
