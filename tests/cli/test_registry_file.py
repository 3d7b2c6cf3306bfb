"""Registry files in every bad state, as the commands meet them, in processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.registry import database
from podium.tests.cli.support import PODIUM, failure, podium, process
from podium.tests.cli.test_results import NEW

#: A file of a program that keeps its migrations as Podium does.
MIGRATED_STRANGER = """
CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT);
INSERT INTO _sqlite_migrations VALUES ('notes', 'm001_registry', '');
CREATE TABLE notes (t);
"""

READING = (("leaderboard", "chexpert"), ("ask", "who leads chexpert?"), ("benchmarks",), ("show", "hle"), ("models",))


def as_a_user(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """Call the command without root's right to write what may not be written."""
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
    return subprocess.run([*bound, PODIUM, *args], capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def read_only(registry_file: Path) -> Iterator[Path]:
    """Return a registry in a folder that cannot be written, brought in step by the installed command before."""
    assert process("benchmarks").returncode == 0
    registry_file.chmod(0o444)
    registry_file.parent.chmod(0o555)
    yield registry_file
    registry_file.parent.chmod(0o755)


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_reading_works_on_a_read_only_file_in_a_read_only_folder(read_only: Path, words: tuple[str, ...]) -> None:
    done = as_a_user(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_importing_into_a_read_only_file_is_one_line_and_78(
    read_only: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    rows.write_text(json.dumps(NEW))
    done = as_a_user("results", "import", rows)
    assert done.returncode == 78
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"error: registry file {read_only}: ")
    assert "make the file and its folder writable, or use another with --db or PODIUM_HOME" in done.stderr


def test_a_read_only_file_that_is_behind_its_plugins_answers_with_a_warning(
    read_only: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("plugins")
    shutil.copy(Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py", folder)
    done = as_a_user("--plugins-dir", folder, "leaderboard", "chexpert")
    assert done.returncode == 0
    assert "MedGemma" in done.stdout
    assert done.stderr.startswith("warning: ") and "answering from it as it was at the last update" in done.stderr


def test_a_folder_where_no_file_can_be_made_is_one_line_and_78(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)
    done = as_a_user("--db", tmp_path / "locked" / "below" / "registry.db", "benchmarks")
    assert done.returncode == 78
    assert done.stderr.startswith(f"error: registry folder {tmp_path / 'locked' / 'below'} cannot be made")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_file_that_is_no_database_is_one_line_and_78(tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "notes.db"
    file.write_text("shopping list\n" * 200)
    said = failure("--db", file, *words, code=78)
    assert said.startswith(f"registry file {file}: file is not a database; restore a backup")
    assert file.read_text() == "shopping list\n" * 200


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_file_with_damaged_pages_is_one_line_and_78(registry_file: Path, words: tuple[str, ...]) -> None:
    content = bytearray(registry_file.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    registry_file.write_bytes(content)
    said = failure(*words, code=78)
    assert said.startswith(f"registry file {registry_file}: ")
    assert "podium db check" in said


def test_a_file_cut_short_is_one_line_and_78(registry_file: Path) -> None:
    with registry_file.open("r+b") as file:
        file.truncate(registry_file.stat().st_size // 2)
    assert failure("models", code=78).startswith(f"registry file {registry_file}: ")


@pytest.mark.parametrize(
    "words",
    [*READING, ("plugins",), ("results", "export"), ("db", "check"), ("db", "migrate"), ("db", "backup", "copy.db"),
     ("doctor",)],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("set_up", ["CREATE TABLE notes (t)", MIGRATED_STRANGER], ids=["plain", "migrated"])
def test_a_database_of_another_program_is_refused_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], set_up: str
) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(set_up)
    connection.close()
    monkeypatch.chdir(tmp_path)
    before = file.read_bytes()
    result = podium("--db", file, *words, code={"plugins": 0, "doctor": 1}.get(words[0], 78))
    assert f"{file} is not a registry of Podium: it holds the table notes of another program" in result.output
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.glob("*.db*")] == ["other.db"]


def test_the_refusal_of_another_programs_database_says_what_to_do(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE notes (t)")
    connection.close()
    said = failure("--db", tmp_path / "other.db", "models", code=78)
    assert said.endswith("; name another file with --db or PODIUM_DB; one that does not exist yet is made")


def test_the_demo_on_a_read_only_registry_is_one_line_and_78(read_only: Path) -> None:
    done = as_a_user("demo")
    assert (done.returncode, done.stdout) == (78, "")
    assert done.stderr.count("\n") == 1
    assert "make the file and its folder writable" in done.stderr


@pytest.mark.parametrize(("options", "said"), [((), True), (("--quiet",), False)])
def test_a_long_wait_for_another_process_is_said_once(
    registry_file: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], said: bool
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    monkeypatch.setattr(database, "SILENT_SECONDS", 0.05)
    other = database.connect(registry_file, write=True)
    other.execute("BEGIN IMMEDIATE")
    result = podium(*options, "results", "import", "-", stdin=json.dumps(NEW), code=69)
    other.rollback()
    other.close()
    note = f"note: waiting for another process that is writing to {registry_file}"
    assert result.stderr.splitlines()[:-1] == ([note] if said else [])
    assert "database is locked" in result.stderr.splitlines()[-1]


def test_an_empty_file_becomes_a_registry(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    assert "MedGemma" in podium("--db", tmp_path / "empty.db", "leaderboard", "chexpert").stdout


def test_a_file_of_a_newer_podium_is_refused_by_every_command_and_left_alone(registry_file: Path) -> None:
    newer = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('podium', 'm999_future', '')"
    with sqlite3.connect(registry_file) as connection:
        connection.execute(newer)
    connection.close()
    before = registry_file.read_bytes()
    for words in (*READING, ("model", "o3"), ("runs",), ("results", "export")):
        said = failure(*words, code=78)
        assert said == (
            f"registry file {registry_file} was written by a newer Podium (step m999_future);"
            " upgrade with pip install -U podium, or use another file with --db"
        )
    assert registry_file.read_bytes() == before


def test_a_file_of_an_older_schema_is_brought_up_to_date_by_the_first_reading_command(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    with sqlite3.connect(file) as connection:  # a file of sqlite-utils migrations that has seen none of ours
        connection.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
    connection.close()
    assert "MedGemma" in podium("--db", file, "leaderboard", "chexpert").stdout
    connection = database.connect(file)
    assert database.schema_steps(connection) == database.SCHEMA
    connection.close()


def test_eight_commands_at_once_on_a_fresh_file_all_answer(tmp_path: Path) -> None:
    file = tmp_path / "fresh.db"
    words = (("leaderboard", "chexpert"), ("ask", "who leads chexpert?"), ("plugins",), ("benchmarks",)) * 2
    started = [
        subprocess.Popen([PODIUM, "--db", file, *one], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for one in words
    ]
    outputs = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0] * 8, outputs
    # On a busy machine a process may wait for another for so long that it says so.
    said = {line for _, err in outputs for line in err.splitlines()}
    assert said <= {f"note: waiting for another process that is writing to {file}"}
    for one, (out, _) in zip(words, outputs, strict=True):
        assert ("MedGemma 4B IT" in out) == (one[0] != "plugins")
    assert process("--db", file, "db", "check").returncode == 0


def test_a_registry_file_that_is_a_folder_is_a_usage_error(tmp_path: Path) -> None:
    assert "is a directory" in failure("--db", tmp_path, "benchmarks", code=2)
