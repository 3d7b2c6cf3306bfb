"""The first command makes the registry; later ones leave it alone until a plugin changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from podium.registry import database, leaderboard, startup
from podium.registry.errors import PodiumError, RegistryFileError
from podium.registry.startup import Place, open_registry, write_to

SPOTS = Path(__file__).parents[1] / "fakes" / "plugins" / "spots.py"
MOODY = Path(__file__).parents[1] / "fakes" / "failing" / "moody.py"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("PODIUM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PODIUM_LOAD_PLUGINS", raising=False)
    return Place(tmp_path / "home" / "registry.db")


def slugs(place: Place) -> set[str]:
    return {one.slug for one in leaderboard.benchmarks(open_registry(place).connection) if one.installed}


def test_the_first_opening_creates_the_file_with_every_card_and_result(place: Place) -> None:
    opened = open_registry(place)
    assert opened.warnings == ()
    assert len(leaderboard.benchmarks(opened.connection)) == 22
    assert leaderboard.board(opened.connection, "chexpert").rows[0].model.name == "MedGemma 4B IT"


def test_a_second_opening_writes_nothing(place: Place) -> None:
    open_registry(place).connection.close()
    before = place.db.stat().st_mtime_ns
    open_registry(place).connection.close()
    assert place.db.stat().st_mtime_ns == before


def test_a_plugin_put_into_the_users_folder_is_there_at_the_next_opening_and_gone_when_removed(place: Place) -> None:
    assert "spots" not in slugs(place)
    place.user_folder.mkdir(parents=True)
    shutil.copy(SPOTS, place.user_folder)
    assert "spots" in slugs(place)
    (place.user_folder / "spots.py").unlink()
    assert "spots" not in slugs(place)


def test_what_a_plugin_writes_beside_itself_when_it_is_loaded_is_no_change(place: Place) -> None:
    place.user_folder.mkdir(parents=True)
    shutil.copy(MOODY, place.user_folder)
    open_registry(place).connection.close()
    assert (place.user_folder / "moody.seen").exists()
    assert startup.is_current(place)


def test_an_edited_plugin_is_loaded_anew(place: Place) -> None:
    place.user_folder.mkdir(parents=True)
    copy = Path(shutil.copy(SPOTS, place.user_folder))
    assert leaderboard.benchmark(open_registry(place).connection, "spots").name == "Spots"
    copy.write_text(copy.read_text().replace('name="Spots"', 'name="Spots Two"'))
    os.utime(copy, ns=(1, 1))
    assert leaderboard.benchmark(open_registry(place).connection, "spots").name == "Spots Two"


def test_a_failed_plugin_is_a_warning_on_every_opening_until_it_is_mended(place: Place) -> None:
    place.user_folder.mkdir(parents=True)
    bad = place.user_folder / "bad.py"
    bad.write_text("raise RuntimeError('boom')")
    for _ in range(2):
        (warning,) = open_registry(place).warnings
        assert warning.startswith("plugin bad failed at import: RuntimeError: boom")
    bad.unlink()
    assert open_registry(place).warnings == ()


def test_strict_plugins_turn_a_failure_into_an_error(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.user_folder.mkdir(parents=True)
    (place.user_folder / "bad.py").write_text("1/0")
    monkeypatch.setenv("PODIUM_STRICT_PLUGINS", "1")
    with pytest.raises(PodiumError, match="plugin bad failed at import"):
        open_registry(place)


def test_strict_plugins_find_the_failure_in_the_stored_state_too(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.user_folder.mkdir(parents=True)
    (place.user_folder / "bad.py").write_text("1/0")
    open_registry(place).connection.close()
    before = place.db.stat().st_mtime_ns
    monkeypatch.setenv("PODIUM_STRICT_PLUGINS", "1")
    with pytest.raises(PodiumError, match="^plugin bad failed at import: ZeroDivisionError"):
        open_registry(place)
    with pytest.raises(PodiumError, match="plugin bad failed at import"):
        write_to(place)
    assert place.db.stat().st_mtime_ns == before


def test_a_plugins_folder_that_is_not_there_is_named(place: Place, tmp_path: Path) -> None:
    with pytest.raises(PodiumError, match="nowhere does not exist"):
        open_registry(Place(place.db, (tmp_path / "nowhere",)))


def test_a_change_of_the_restriction_is_noticed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.user_folder.mkdir(parents=True)
    shutil.copy(SPOTS, place.user_folder)
    assert "spots" in slugs(place)
    monkeypatch.setenv("PODIUM_LOAD_PLUGINS", "")
    assert "spots" not in slugs(place)


def test_a_registry_in_a_folder_that_cannot_be_written_is_still_read(place: Place) -> None:
    child = """
import sys
from pathlib import Path
from podium.registry import leaderboard
from podium.registry.startup import Place, open_registry
opened = open_registry(Place(Path(sys.argv[1])))
print(len(leaderboard.benchmarks(opened.connection)), *opened.warnings)
"""
    # Made by the same process as it is read by: a test process may have further folders on its path.
    subprocess.run([sys.executable, "-c", child, place.db], check=True, capture_output=True)
    # File modes do not bind root unless it gives up the capability to override them.
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
    place.db.chmod(0o444)
    place.db.parent.chmod(0o555)
    done = subprocess.run([*bound, sys.executable, "-c", child, place.db], capture_output=True, text=True, check=False)
    place.db.parent.chmod(0o755)
    assert (done.stdout.strip(), done.stderr) == ("22", "")


def test_a_stale_registry_that_cannot_be_written_answers_with_a_warning(place: Place) -> None:
    open_registry(place).connection.close()
    place.user_folder.mkdir(parents=True)
    shutil.copy(SPOTS, place.user_folder)
    blocker = database.connect(place.db, write=True)
    blocker.execute("BEGIN IMMEDIATE")
    seconds, database.BUSY_SECONDS = database.BUSY_SECONDS, 0.1
    try:
        opened = open_registry(place)
    finally:
        database.BUSY_SECONDS = seconds
        blocker.rollback()
    assert "answering from it as it was at the last update" in opened.warnings[-1]
    assert len(leaderboard.benchmarks(opened.connection)) == 22


def test_a_registry_of_a_newer_podium_is_refused(place: Place) -> None:
    connection = write_to(place)
    connection.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('podium', 'm9', 'x')")
    connection.commit()
    with pytest.raises(RegistryFileError, match="written by a newer Podium"):
        open_registry(place)


def test_eight_processes_may_be_the_first_at_once(place: Place) -> None:
    code = (
        "import sys; from pathlib import Path; from podium.registry import leaderboard as l;"
        "from podium.registry.startup import Place, open_registry;"
        "c = open_registry(Place(Path(sys.argv[1]))).connection;"
        "print(len(l.benchmarks(c)), c.execute('SELECT count(*) FROM results').fetchone()[0])"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, place.db], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(8)
    ]
    outputs = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0] * 8, outputs
    assert {out for out, _ in outputs} == {b"22 2153\n"}
