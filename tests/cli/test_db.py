"""``podium db``: path, check, backup and migrate."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from podium.registry import database
from podium.tests.cli.support import failure, podium, podium_json


def test_path_prints_where_the_file_is_even_before_it_exists(own_home: Path) -> None:
    assert podium("db", "path").stdout == f"{own_home / 'registry.db'}\n"
    assert not own_home.exists()


def test_check_finds_a_new_registry_sound_and_counts_its_rows(registry_file: Path) -> None:
    data = podium_json("db", "check")
    assert list(data) == ["path", "ok", "checks", "rows"]
    assert data["ok"] is True
    assert all(one["ok"] for one in data["checks"])
    assert " ".join(one["name"] for one in data["checks"]) == (
        "pages references schema append-only history runs corrections names boards"
    )
    assert data["rows"]["benchmarks"] == 22
    lines = podium("db", "check").stdout.splitlines()
    assert lines[0] == str(registry_file)
    assert "✓ append-only: guarded by triggers" in lines
    assert lines[-1].endswith("0 runs, 0 answers, 0 judgements, 0 reported corrections")


def test_check_of_a_file_that_is_not_there_says_how_it_comes_into_being(own_home: Path) -> None:
    said = failure("db", "check", code=3)
    assert said.startswith(f"no registry file called '{own_home / 'registry.db'}'; podium benchmarks creates it")


def test_check_names_what_is_wrong_and_ends_with_78(registry_file: Path) -> None:
    with sqlite3.connect(registry_file) as connection:
        connection.execute("DROP TRIGGER results_are_never_deleted")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE boards SET benchmark = 'gone' WHERE benchmark = 'mmlu'")
    connection.close()
    result = podium("db", "check", code=78)
    assert "✗ append-only: missing results_are_never_deleted" in result.stdout
    assert "✗ references: " in result.stdout
    assert result.stderr.startswith(f"error: registry file {registry_file} is not sound")


def test_check_of_a_sound_file_of_an_older_podium_says_that_it_will_be_brought_up_to_date(registry_file: Path) -> None:
    with sqlite3.connect(registry_file) as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm004_names'")
        connection.execute("DROP TABLE judgements")
    connection.close()
    result = podium("db", "check")
    assert "! schema: of an older Podium; m004_names will be applied" in result.stdout
    assert result.stderr.startswith(f"warning: registry file {registry_file}: of an older Podium; m004_names")
    assert "podium db migrate does it" in result.stderr and "backup" not in result.stderr
    data = podium_json("db", "check")
    assert data["ok"] is True and "judgements" not in data["rows"]
    assert [one["name"] for one in data["checks"] if one["due"]] == ["schema"]


def test_check_of_an_empty_file_says_that_its_schema_is_not_there_yet(tmp_path: Path) -> None:
    (tmp_path / "x.db").touch()
    wanted = f"✗ schema: {', '.join(database.SCHEMA)} not applied"
    assert wanted in podium("--db", tmp_path / "x.db", "db", "check", code=78).stdout


def test_check_of_a_file_that_is_no_database_ends_with_78(own_home: Path, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database " * 100)
    result = podium("--db", tmp_path / "x.db", "db", "check", code=78)
    assert "✗ file: registry file" in result.stdout


def test_a_damaged_page_is_found(registry_file: Path) -> None:
    content = bytearray(registry_file.read_bytes())
    for start in range(len(content) // 2, len(content) - 4096, 4096):
        content[start : start + 64] = b"\xff" * 64
    registry_file.write_bytes(content)
    assert "✗ pages" in podium("db", "check", code=78).stdout


def test_a_backup_is_a_sound_copy_with_the_same_rows(registry_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert podium("db", "backup", copy).stdout.startswith(f"{copy}: ")
    assert podium_json("--db", copy, "db", "check")["rows"] == podium_json("db", "check")["rows"]


def test_a_backup_includes_what_another_process_has_committed_but_not_checkpointed(
    registry_file: Path, tmp_path: Path
) -> None:
    other = database.connect(registry_file, write=True)
    other.execute("INSERT INTO meta (key, value) VALUES ('mark', '1')")
    other.commit()
    podium("db", "backup", tmp_path / "copy.db")
    other.close()
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT value FROM meta WHERE key = 'mark'").fetchone() == ("1",)


def test_a_backup_never_overwrites(registry_file: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.db").write_text("precious")
    assert "exists already" in failure("db", "backup", tmp_path / "mine.db", code=1)
    assert (tmp_path / "mine.db").read_text() == "precious"
    assert "does not exist" in failure("db", "backup", tmp_path / "no" / "x.db", code=1)


def test_a_backup_that_was_killed_leaves_nothing_under_the_name_and_the_next_one_takes_its_place(
    registry_file: Path, tmp_path: Path
) -> None:
    half = tmp_path / ".copy.db.new"
    half.write_bytes(registry_file.read_bytes()[:8192])
    half.with_name(".copy.db.new-journal").write_bytes(b"x" * 512)
    podium("db", "backup", tmp_path / "copy.db")
    assert not list(tmp_path.glob(".copy*"))
    assert podium_json("--db", tmp_path / "copy.db", "db", "check")["ok"] is True


def test_a_backup_of_a_file_that_is_not_sound_is_refused_and_leaves_no_copy(
    registry_file: Path, tmp_path: Path
) -> None:
    with sqlite3.connect(registry_file) as connection:
        connection.execute("DROP TRIGGER results_are_never_deleted")
    connection.close()
    said = failure("db", "backup", tmp_path / "copy.db", code=78)
    assert "would not be sound: append-only: missing results_are_never_deleted" in said
    assert not list(tmp_path.glob("*copy*"))


def test_restoring_a_backup_leaves_no_trace_of_what_came_after_it_and_keeps_that_aside(
    registry_file: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "monday.db"
    podium("db", "backup", backup)
    # A command that was killed leaves what it has committed in the log; played into the backup, it would be back.
    killed = (
        "import os, sys; from pathlib import Path; from podium.registry import database as d;"
        "c = d.connect(Path(sys.argv[1]), write=True); c.execute(\"INSERT INTO meta VALUES ('mark', '1')\");"
        "c.commit(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", killed, registry_file], check=False)
    assert registry_file.with_name("registry.db-wal").stat().st_size > 0
    result = podium("db", "restore", backup)
    assert result.stdout.startswith(f"{registry_file}: ") and result.stdout.endswith(f" from {backup}\n")
    kept = tmp_path / "registry.db.old"
    assert result.stderr == f"note: what was there before is {kept}\n"
    assert podium_json("db", "check")["ok"] is True
    for file, marks in ((registry_file, 0), (kept, 1)):
        with sqlite3.connect(file) as connection:
            assert connection.execute("SELECT count(*) FROM meta WHERE key = 'mark'").fetchone() == (marks,)
        connection.close()
    assert podium("--quiet", "db", "restore", backup).stderr == ""
    assert (tmp_path / "registry.db.old-2").exists() and backup.exists()


def test_a_backup_takes_the_place_of_a_damaged_file_and_of_none(registry_file: Path, tmp_path: Path) -> None:
    podium("db", "backup", tmp_path / "monday.db")
    registry_file.write_bytes(b"not a database " * 100)
    podium("db", "restore", tmp_path / "monday.db")
    assert (tmp_path / "registry.db.old").read_bytes().startswith(b"not a database")
    registry_file.unlink()
    assert podium("db", "restore", tmp_path / "monday.db").stderr == ""
    assert podium_json("db", "check")["ok"] is True


def test_what_is_no_sound_registry_is_not_put_in_the_place_of_one(registry_file: Path, tmp_path: Path) -> None:
    before = registry_file.read_bytes()
    (tmp_path / "x.db").write_bytes(b"not a database " * 100)
    assert "file is not a database" in failure("db", "restore", tmp_path / "x.db", code=78)
    assert "is the registry file itself" in failure("db", "restore", registry_file, code=1)
    assert registry_file.read_bytes() == before
    assert not list(tmp_path.glob("*.old*")) and not list(tmp_path.glob(".*.new"))


def test_migrate_lists_steps_without_making_a_file_and_then_takes_them(own_home: Path) -> None:
    pending = [{"step": step, "state": "pending"} for step in database.SCHEMA]
    assert podium_json("db", "migrate", "--list") == pending
    assert not own_home.exists()
    assert {row["state"] for row in podium_json("db", "migrate")} == {"applied now"}
    assert {row["state"] for row in podium_json("db", "migrate")} == {"applied"}


def test_migrate_lists_a_newer_step_and_refuses_to_touch_the_file(registry_file: Path) -> None:
    with sqlite3.connect(registry_file) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('podium', 'm9', '')"
        )
    connection.close()
    assert podium_json("db", "migrate", "--list")[-1] == {"step": "m9", "state": "of a newer Podium"}
    assert "written by a newer Podium (step m9); upgrade" in failure("db", "migrate", code=78)
