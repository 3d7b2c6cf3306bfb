"""A disk that is full, and a folder that cannot be written: one line, nothing committed lost, and later it goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from podium.registry import corrections, database, evaluation, journal, startup
from podium.registry.adapters import AdapterOptions
from podium.registry.errors import RegistryFileError
from podium.registry.startup import Place, write_to
from podium.tests.fakes import quiz_data
from podium.tests.fakes.adapters import Guesses
from podium.tests.faults import registries

#: Calls the command with a limit on the size of the files that it writes, or without root's right to write anywhere.
CHILD = """
import resource, sys
size = int(sys.argv.pop(1))
if size:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
from podium.cli.main import main
main()
"""


def call(db: Path, *words: str | Path, largest: int = 0, bound: bool = False) -> subprocess.CompletedProcess[str]:
    """Call a command in a process of its own.

    Args:
        db: Registry file.
        words: The command.
        largest: Most bytes of a file that it may write; 0 for any.
        bound: Whether root's right to write what may not be written is taken away.
    """
    command = [sys.executable, "-c", CHILD, str(largest), "--db", db, "--plugins-dir", registries.PLUGINS, *words]
    if bound and os.getuid() == 0:
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, timeout=300)


def check_one_line(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    """Check that a command ended with one line that says what and what to do."""
    assert done.returncode == 78, done
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("error: "), done.stderr
    assert all(part in done.stderr for part in parts), done.stderr


@pytest.fixture(scope="session")
def in_step(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a registry in step with the processes of :func:`call`, with a correction to accept; only copy it."""
    copy = Path(shutil.copy(base, tmp_path_factory.mktemp("disk") / "registry.db"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(base.parent))
        assert call(copy, "db", "migrate").returncode == 0
    with closing(database.connect(copy, write=True)) as connection:
        wrong = connection.execute("SELECT id FROM current_results WHERE benchmark = 'chexpert'").fetchone()[0]
        said = {"statement": "it is another", "source_url": "https://example.org/x"}
        corrections.add(connection, wrong, value=0.123, **said)
    return copy


@pytest.fixture
def db(in_step: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return this test's own copy of that."""
    monkeypatch.setenv("PODIUM_HOME", str(base.parent))
    return Path(shutil.copy(in_step, tmp_path / "registry.db"))


@pytest.fixture
def small_disk(db: Path, tmp_path: Path) -> Iterator[Path]:
    """Return the registry on a disk of its own that is full but for some pages."""
    folder = tmp_path / "small"
    folder.mkdir()
    size = db.stat().st_size
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size + 400_000}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("file systems can only be mounted by root")
    try:
        yield Path(shutil.copy(db, folder))
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Fill a disk but for so many bytes, and return the file that does it."""
    filler = folder / "filler"
    free = os.statvfs(folder)
    filler.write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - leave))
    return filler


def test_a_full_disk_ends_every_command_that_writes_in_one_line_and_they_complete_when_there_is_space_again(
    small_disk: Path, tmp_path: Path
) -> None:
    folder, file = small_disk.parent, tmp_path / "rows.json"
    brought = registries.import_file(file, [f"new-{number}" for number in range(60)], registries.boards(small_disk, 3))
    before = registries.rows(small_disk, "SELECT * FROM results ORDER BY id")
    filler = fill(folder, leave=60_000)
    check_one_line(call(small_disk, "results", "import", file), str(small_disk), "free some space")
    check_one_line(call(small_disk, "db", "backup", folder / "copy.db"), "enough space")
    assert sorted(path.name for path in folder.glob("*copy*")) == []
    assert registries.rows(small_disk, "SELECT * FROM results ORDER BY id") == before
    assert call(small_disk, "leaderboard", "chexpert").returncode == 0
    filler.unlink()
    registries.check(small_disk)
    assert call(small_disk, "corrections", "accept", "1").returncode == 0
    assert call(small_disk, "results", "import", file).returncode == 0
    registries.check(small_disk)
    assert len(registries.rows(small_disk, "SELECT * FROM results ORDER BY id")) == len(before) + len(brought) + 1


def test_a_disk_without_any_space_still_answers_and_says_so_where_it_must_write(small_disk: Path) -> None:
    fill(small_disk.parent, leave=0)
    assert call(small_disk, "leaderboard", "chexpert").returncode == 0
    check_one_line(call(small_disk, "corrections", "accept", "1"), str(small_disk), "full", "committed is safe")
    (small_disk.parent / "filler").unlink()
    registries.check(small_disk)
    assert registries.rows(small_disk, "SELECT status FROM corrections") == [("open",)]


def test_a_file_that_may_not_grow_ends_an_import_in_one_line_and_keeps_what_was_there(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    registries.import_file(file, [f"new-{number}" for number in range(200)], registries.boards(db, 3))
    before = registries.rows(db, "SELECT * FROM results ORDER BY id")
    done = call(db, "results", "import", file, largest=100_000)
    check_one_line(done, str(db), "what was committed is safe")
    registries.check(db)
    assert registries.rows(db, "SELECT * FROM results ORDER BY id") == before
    assert call(db, "results", "import", file).returncode == 0
    registries.check(db)


def test_a_connection_whose_commit_found_the_disk_full_can_write_again(db: Path) -> None:
    with closing(database.connect(db, write=True)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(RegistryFileError, match="disk is full.*free some space"):
            with database.readable_errors(db), database.transaction(connection):
                connection.executemany(
                    "INSERT INTO meta VALUES (?, ?)", [(str(number), "x" * 3000) for number in range(50)]
                )
        assert not connection.in_transaction
        connection.execute("PRAGMA max_page_count = 1000000")
        with database.transaction(connection):
            connection.execute("INSERT INTO meta VALUES ('mark', '1')")
    registries.check(db)
    assert registries.rows(db, "SELECT count(*) FROM meta WHERE key = 'mark' OR length(value) = 3000") == [(1,)]


def test_a_run_that_finds_the_disk_full_keeps_its_answers_and_goes_on_when_there_is_space(
    base: Path, tmp_path: Path
) -> None:
    place = Place(Path(shutil.copy(base, tmp_path / "registry.db")), (registries.PLUGINS,))
    data = quiz_data.write(tmp_path / "data", test=400)
    quiz = registries.quiz()

    def plan() -> evaluation.Plan:
        return evaluation.Plan(quiz, Guesses("second", AdapterOptions(batch_size=100)), data)

    with closing(write_to(place)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 12}")
        with pytest.raises(RegistryFileError, match="disk is full"):
            evaluation.run(connection, plan())
        stopped = journal.runs(connection)[0]
        assert stopped.report is None and 0 < stopped.answered < 1200
        registries.check(place.db)
        connection.execute("PRAGMA max_page_count = 1000000")
        finished = evaluation.run(connection, plan())
    assert (finished.id, finished.status, finished.answered) == (stopped.id, "finished", 1200)
    registries.check(place.db)


@pytest.mark.parametrize(
    "words", [("corrections", "accept", "1"), ("db", "migrate"), ("evaluate", "quiz", "--model", "baseline:random")]
)
def test_a_registry_in_a_folder_that_cannot_be_written_refuses_in_one_line(
    db: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    locked = Path(shutil.copy(db, folder))
    locked.chmod(0o444)
    folder.chmod(0o555)
    try:
        done = call(locked, *words, bound=True)
        check_one_line(done, str(locked), "make the file and its folder writable")
    finally:
        folder.chmod(0o755)
    registries.check(locked)


def test_only_the_batches_of_a_running_journal_do_not_wait_for_the_disk(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(Path(shutil.copy(base, tmp_path / "registry.db")), (registries.PLUGINS,))
    startup.update(place)
    seen: list[tuple[int, str]] = []
    with closing(write_to(place)) as connection:
        statement = ""

        def note(text: str) -> None:
            nonlocal statement
            if text.startswith("INSERT INTO answers") or "SET status = 'finished'" in text:
                statement = text.split()[0]
            if text == "COMMIT" and statement:
                seen.append((modes[-1], statement))
                statement = ""
            if text.startswith("PRAGMA synchronous = "):
                modes.append({"NORMAL": 1, "FULL": 2}[text.split()[-1]])

        modes = [connection.execute("PRAGMA synchronous").fetchone()[0]]
        connection.set_trace_callback(note)
        evaluation.run(
            connection, evaluation.Plan(registries.quiz(), Guesses("third"), quiz_data.write(tmp_path / "data"))
        )
    assert set(seen[:-1]) == {(1, "INSERT")} and seen[-1] == (2, "UPDATE")
