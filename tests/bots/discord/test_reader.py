"""The reader's own rules: what it opens, what it refuses, and what is loaded in a process of its own."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from podium.bots.discord import reader as reading
from podium.bots.discord import updating
from podium.bots.discord.reader import Desk, Reader
from podium.registry import leaderboard
from podium.registry.errors import PodiumError, RegistryFileError
from podium.registry.startup import Place

T = TypeVar("T")

SPOTS = Path(__file__).parents[2] / "fakes" / "plugins" / "spots.py"
FAILING = SPOTS.parents[1] / "failing"


@pytest.fixture
def place(registry_file: Path) -> Place:
    """Return a registry that is in step with its plugins, and this test's own."""
    return Place(registry_file)


def within(place: Place, work: Callable[[Reader], Awaitable[T]]) -> T:
    """Run something with a reader that was started."""

    async def run() -> T:
        reader = Reader(place)
        try:
            await reader.start()
            return await work(reader)
        finally:
            await asyncio.to_thread(reader.close)

    return asyncio.run(run())


def names(reader: Reader) -> dict[str, str]:
    return {one.slug: one.name for one in reader.index.benchmarks.entries}


def changed(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute(statement)
    connection.commit()
    connection.close()


def copied(file: Path, to: Path) -> Path:
    source, target = sqlite3.connect(file), sqlite3.connect(to)
    source.backup(target)
    source.close()
    target.close()
    return to


def test_what_another_process_writes_is_read_with_the_next_answer(place: Place) -> None:
    async def work(reader: Reader) -> tuple[str, str, str]:
        before = names(reader)["mmlu"]
        changed(place.db, "UPDATE benchmarks SET name = 'Other' WHERE slug = 'mmlu'")
        unread = names(reader)["mmlu"]
        await reader.read(lambda desk: None)
        return before, unread, names(reader)["mmlu"]

    assert within(place, work) == ("MMLU", "MMLU", "Other")


def test_names_are_read_again_only_when_something_was_written(place: Place) -> None:
    async def work(reader: Reader) -> bool:
        before = reader.index
        await reader.read(lambda desk: None)
        await reader.paint(lambda desk: None)
        return reader.index is before

    assert within(place, work)


def test_a_file_in_the_place_of_the_registry_is_opened_by_answers_and_pictures(place: Place, tmp_path: Path) -> None:
    new = copied(place.db, tmp_path / "new.db")
    changed(new, "UPDATE benchmarks SET name = 'New' WHERE slug = 'mmlu'")
    query = "SELECT name FROM benchmarks WHERE slug = 'mmlu'"

    async def work(reader: Reader) -> list[str]:
        assert await reader.paint(lambda desk: desk.connection.execute(query).fetchone()[0]) == "MMLU"
        os.replace(new, place.db)
        found = [
            await run(lambda desk: desk.connection.execute(query).fetchone()[0]) for run in (reader.read, reader.paint)
        ]
        return [*found, names(reader)["mmlu"]]

    assert within(place, work) == ["New", "New", "New"]


@pytest.mark.parametrize(
    "kind", ["no database", "another program's", "of a newer Podium", "of an older Podium", "gone"]
)
def test_what_cannot_be_used_is_said_once_and_the_old_file_goes_on(
    place: Place, tmp_path: Path, kind: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_RETRY_AFTER", -1.0)
    new = tmp_path / "new.db"
    if kind == "no database":
        new.write_bytes(b"nothing of the kind" * 100)
    elif kind == "another program's":
        changed(new, "CREATE TABLE pets (name TEXT)")
    elif kind != "gone":
        copied(place.db, new)
        step = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('podium', 'm999', '2030')"
        older = "DELETE FROM _sqlite_migrations WHERE migration_set = 'podium' AND name = 'm006_events'"
        changed(new, step if kind == "of a newer Podium" else older)
    good = copied(place.db, tmp_path / "good.db")

    async def work(reader: Reader) -> list[str | None]:
        # Both have the file open that was there before.
        await reader.paint(lambda desk: None)
        if kind == "gone":
            place.db.unlink()
        else:
            os.replace(new, place.db)
        for _ in range(3):
            # Pictures, and what is announced, are read by a thread of their own, which meets the same.
            assert await reader.paint(lambda desk: leaderboard.find_benchmark(desk.connection, "mmlu")) == "mmlu"
            assert await reader.read(lambda desk: desk.engine.answer("who leads mmlu?").kind) == "answer"
        trouble = reader.trouble
        os.replace(good, place.db)
        await reader.read(lambda desk: None)
        await reader.paint(lambda desk: None)
        return [trouble, reader.trouble]

    with caplog.at_level(logging.INFO, "podium"):
        trouble, after = within(place, work)
    errors = [one.getMessage() for one in caplog.records if one.levelname == "ERROR"]
    assert after is None
    if kind == "gone":
        assert trouble is None and errors == []
    else:
        assert trouble is not None and trouble.endswith("answering from the file that was there before")
        assert errors == [trouble]
        assert [one.getMessage() for one in caplog.records][1:] == ["the registry can be read again"]


def test_what_is_wrong_with_another_file_is_said_as_well_also_where_it_is_the_same(
    place: Place, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_RETRY_AFTER", -1.0)
    good = copied(place.db, tmp_path / "good.db")

    async def work(reader: Reader) -> None:
        await reader.paint(lambda desk: None)
        for number in range(2):
            bad = tmp_path / f"{number}.db"
            bad.write_bytes(b"nothing of the kind" * 100)
            os.replace(bad, place.db)
            for run in (reader.read, reader.paint, reader.read):
                await run(lambda desk: None)
            os.replace(copied(good, tmp_path / "copy.db"), place.db)
            await reader.paint(lambda desk: None)
            await reader.read(lambda desk: None)

    with caplog.at_level(logging.INFO, "podium"):
        within(place, work)
    said = [(one.levelname, one.getMessage().rpartition("; ")[2]) for one in caplog.records]
    assert said == 2 * [
        ("ERROR", "answering from the file that was there before"),
        ("INFO", "the registry can be read again"),
    ]


def test_trouble_with_names_is_over_when_they_can_be_read_again(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    async def work(reader: Reader) -> list[str | None]:
        await reader.read(lambda desk: None)
        troubles = []
        for statement in ("ALTER TABLE models RENAME TO away", "ALTER TABLE away RENAME TO models"):
            changed(place.db, statement)
            for _ in range(2):
                await reader.read(lambda desk: None)
            troubles.append(reader.trouble)
        return troubles

    with caplog.at_level(logging.INFO, "podium"):
        trouble, after = within(place, work)
    assert trouble is not None and trouble.endswith("names are known as they were before")
    assert after is None
    assert [one.getMessage() for one in caplog.records] == [trouble, "the registry can be read again"]


def test_a_file_that_is_replaced_while_it_is_opened_is_read_when_it_comes_back(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (copied(place.db, tmp_path / f"{name}.db") for name in ("first", "second"))
    for file in (first, second):
        changed(file, f"UPDATE benchmarks SET name = '{file.stem}' WHERE slug = 'mmlu'")
    really = reading._opened

    def slowly(place: Place) -> sqlite3.Connection:
        monkeypatch.setattr(reading, "_opened", really)
        os.link(place.db, first)
        os.replace(second, place.db)
        return really(place)

    async def work(reader: Reader) -> list[str]:
        monkeypatch.setattr(reading, "_opened", slowly)
        os.replace(first, place.db)
        await reader.read(lambda desk: None)
        found = [names(reader)["mmlu"]]
        os.replace(first, place.db)
        await reader.read(lambda desk: None)
        return [*found, names(reader)["mmlu"]]

    assert within(place, work) == ["second", "first"]


def test_a_registry_of_another_version_is_not_written_to(place: Place) -> None:
    async def work(reader: Reader) -> None:
        changed(
            place.db,
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('podium', 'm999', '2030')",
        )
        await reader.write(lambda connection: connection.execute("DELETE FROM results"))

    with pytest.raises(RegistryFileError, match="newer Podium"):
        within(place, work)


def test_plugins_are_never_loaded_into_the_bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("PODIUM_HOME", str(home))
    (home / "plugins").mkdir(parents=True)
    shutil.copy(SPOTS, home / "plugins")

    async def work(reader: Reader) -> tuple[set[str], bool, bool]:
        first = set(names(reader))
        (home / "plugins" / "spots.py").unlink()
        done = await reader.follow()
        await reader.read(lambda desk: None)
        return first, done, await reader.follow()

    before = set(sys.modules)
    first, done, again = within(Place(home / "registry.db"), work)
    assert "spots" in first and "mmlu" in first
    assert (done, again) == (True, False)
    assert not any("spots" in name for name in set(sys.modules) - before)


def test_a_plugin_that_fails_is_told_once_and_one_that_hangs_is_given_up(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    plugin = folder / "odd.py"
    plugin.write_text("raise RuntimeError('odd')")
    place = Place(place.db, (folder,))

    async def work(reader: Reader) -> None:
        plugin.write_text("import os; os.write(1, b'noise'); raise RuntimeError('odd')\n")
        assert await reader.follow() is True
        plugin.write_text("import time; time.sleep(600)")
        monkeypatch.setattr(updating, "PATIENCE", 1)
        await reader.follow()

    with caplog.at_level(logging.WARNING, "podium"), pytest.raises(PodiumError, match="longer than 1 seconds"):
        within(place, work)
    told = [one.getMessage() for one in caplog.records if "plugin odd failed" in one.getMessage()]
    assert told == ["plugin odd failed at import: RuntimeError: odd (odd.py, line 1) (podium plugins tells more)"]


def test_a_plugin_that_breaks_while_the_bot_runs_is_told_and_what_is_stored_still_answers(
    place: Place, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()

    def answer(desk: Desk) -> str:
        return desk.engine.answer("who leads moody?").text

    async def work(reader: Reader) -> tuple[str, str]:
        shutil.copy(FAILING / "moody.py", folder)
        assert await reader.follow() is True
        first = await reader.read(answer)
        os.utime(folder / "moody.py", (1, 1))
        assert await reader.follow() is True
        return first, await reader.read(answer)

    with caplog.at_level(logging.WARNING, "podium"):
        first, second = within(Place(place.db, (folder,)), work)
    assert "MedGemma 4B IT" in first
    assert [line for line in second.splitlines() if line not in first.splitlines()] == [
        "Its plugin failed to load; this is what was stored."
    ]
    assert [one.getMessage() for one in caplog.records] == [
        "plugin moody failed at import: RuntimeError: not a second time (moody.py, line 9) (podium plugins tells more)"
    ]


def test_a_plugin_that_nothing_cuts_off_is_left_out_when_the_bot_loads_plugins(
    place: Place, tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(own_home))
    patience = "from podium.registry import plugin_guard; plugin_guard.LOADING_SECONDS = 1\n"
    program = updating._PROGRAM.replace("answer(given)", f"{patience}answer(given)")
    monkeypatch.setattr(updating, "_PROGRAM", program)
    folder = tmp_path / "more"
    folder.mkdir()

    async def work(reader: Reader) -> bool:
        shutil.copy(FAILING / "hangs_catching_all.py", folder)
        return await reader.follow()

    with caplog.at_level(logging.WARNING, "podium"):
        assert within(Place(place.db, (folder,)), work) is True
    (told,) = [one.getMessage() for one in caplog.records]
    assert told.startswith("plugin hangs_catching_all failed at import: hangs and cannot be cut off; it is left out")


def test_an_update_that_failed_is_not_tried_again_at_once(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_STRICT_PLUGINS", "1")
    folder = tmp_path / "more"
    folder.mkdir()
    tries: list[Place] = []

    async def counted(place: Place) -> tuple[str, ...]:
        tries.append(place)
        raise PodiumError("plugin odd failed", "mend it")

    async def work(reader: Reader) -> str | None:
        monkeypatch.setattr(updating, "bring_up_to_date", counted)
        (folder / "odd.py").write_text("raise RuntimeError('odd')")
        for _ in range(3):
            with pytest.raises(PodiumError, match="plugin odd failed"):
                await reader.follow()
        assert await reader.read(lambda desk: desk.engine.answer("who leads mmlu?").kind) == "answer"
        (folder / "odd.py").unlink()
        return reader.trouble

    assert within(Place(place.db, (folder,)), work) == "plugin odd failed (mend it)"
    assert len(tries) == 1
