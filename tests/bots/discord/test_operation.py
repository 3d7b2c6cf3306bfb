"""The real bot's process while it runs: its health, its log, commands for its operator, and what changes under it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from podium.tests.bots.discord.operating import (
    SOON,
    WITH_HEALTH,
    constants,
    filled_home,
    health,
    synced,
    until,
)
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Permission, Person

SPOTS = Path(__file__).parents[2] / "fakes" / "plugins" / "spots.py"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled_home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeDiscord]:
    with FakeDiscord() as made:
        yield made
        assert made.refused == []


@pytest.fixture(scope="module")
def channel(fake: FakeDiscord) -> Channel:
    return fake.channel(fake.guild("Benchmarks"), "general")


@pytest.fixture(scope="module")
def ada(fake: FakeDiscord) -> Person:
    return fake.person("ada")


@pytest.fixture(scope="module")
def noisy(fake: FakeDiscord, channel: Channel, home: Path) -> Iterator[BotProcess]:
    """Return a bot that runs for all tests of this module, logs all it knows, and looks for changes soon."""
    synced(fake, home)
    arguments = (*WITH_HEALTH, "--log-format", "json", "--log-level", "debug")
    with BotProcess(fake, arguments, home=home, environment=constants(**SOON)) as process:
        yield process
        process.terminate()
        assert process.exit_code() == 0
        assert "Traceback" not in process.log


def records(noisy: BotProcess) -> list[dict[str, Any]]:
    return [json.loads(line) for line in noisy.log.splitlines()]


def operator(fake: FakeDiscord, home: Path, *words: str, code: int = 0) -> Any:
    """Run a command beside the bot, and return what it printed as JSON."""
    log = home / "operator.log"
    with BotProcess(fake, ("bot", *words, "--json"), home=home, log=log, wait=False) as process:
        assert process.exit_code() == code, process.log
        printed = process.log
    log.unlink()
    return json.loads(printed)


def test_health_tells_that_all_is_well_and_what_the_bot_works_with(noisy: BotProcess, home: Path) -> None:
    # Connected is the session; well is the bot once it knows its servers.
    until(lambda: health(noisy)[0] == 200, "the bot is not well")
    _, found = health(noisy)
    connection = sqlite3.connect(home / "registry.db")
    counts = {
        name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("benchmarks", "models")
    }
    connection.close()
    assert found["status"] == "ok" and found["guilds"] == 1
    assert (found["shards"], found["shards_connected"]) == (1, 1)
    assert found["registry"] == {**counts, "trouble": None, "read_at": found["registry"]["read_at"]}
    assert found["uptime_seconds"] >= 0 and found["latency_ms"] is None or found["latency_ms"] >= 0


def test_commands_for_the_operator_work_beside_the_bot(noisy: BotProcess, fake: FakeDiscord, home: Path) -> None:
    found = {one["check"]: one for one in operator(fake, home, "check")}
    assert {name: one["status"] for name, one in found.items()} == {
        "discord.py": "ok",
        "registry": "ok",
        "file": "info",
        "token": "ok",
        "application": "ok",
        "intents": "ok",
        "commands": "ok",
        "servers": "ok",
    }
    assert found["servers"]["detail"] == "in 1, 1 with all permissions"
    assert found["file"]["detail"] == f"another bot is running on {home / 'discord.db'}"
    assert found["commands"]["detail"] == f"Discord knows all {len(fake.commands())}"


def test_new_results_and_a_new_plugin_are_there_without_a_restart(
    noisy: BotProcess, fake: FakeDiscord, channel: Channel, ada: Person, home: Path
) -> None:
    def offered() -> list[str]:
        found = fake.complete(ada, channel, "faq", {"benchmark": "spots"}, focused="benchmark")
        return [one["value"] for one in found]

    assert "spots" not in offered()
    (home / "plugins").mkdir()
    shutil.copy(SPOTS, home / "plugins")
    until(lambda: "spots" in offered(), "the plugin's benchmark is not offered")
    answer = fake.slash(ada, channel, "ask", {"question": "what is spots?"}).reply()
    assert "Twelve drawings" in str(answer)
    shutil.rmtree(home / "plugins")
    until(lambda: noisy.log.count("plugins were loaded anew") >= 2, "the plugin is still there")
    assert "the registry has changed" in noisy.log


def test_a_registry_that_is_replaced_is_opened_and_one_that_is_none_is_not(
    noisy: BotProcess, fake: FakeDiscord, channel: Channel, ada: Person, home: Path
) -> None:
    def name() -> str:
        found = fake.complete(ada, channel, "faq", {"benchmark": "mmlu"}, focused="benchmark")
        return next(str(one["name"]) for one in found if one["value"] == "mmlu")

    good, new = home / "good.db", home / "new.db"
    source, target = sqlite3.connect(home / "registry.db"), sqlite3.connect(good)
    source.backup(target)
    source.close()
    target.close()
    assert name() == "MMLU"
    # No registry at all, and one of a newer Podium: what was there goes on answering.
    new.write_bytes(b"this is no database" * 100)
    replace(new, home)
    until(lambda: health(noisy)[1]["registry"]["trouble"], "nothing is said of the file")
    assert "file is not a database" in health(noisy)[1]["registry"]["trouble"]
    assert "leads MMLU" in str(fake.slash(ada, channel, "ask", {"question": "who leads mmlu?"}).reply())
    shutil.copy(good, new)
    changed(new, "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('podium', 'm999', '2030')")
    replace(new, home)
    until(lambda: "newer Podium" in (health(noisy)[1]["registry"]["trouble"] or ""), "nothing is said of the file")
    assert "leads MMLU" in str(fake.slash(ada, channel, "ask", {"question": "who leads mmlu?"}).reply())
    shutil.copy(good, new)
    changed(new, "UPDATE benchmarks SET name = 'MMLU the Second' WHERE slug = 'mmlu'")
    replace(new, home)
    until(lambda: name() == "MMLU the Second", "the new file is not read")
    until(lambda: health(noisy)[1]["registry"]["trouble"] is None, "trouble is still told")
    # Each trouble is logged once, though answers, plugins and what is announced meet it again and again.
    errors = [one["message"] for one in records(noisy) if one["level"] == "error"]
    assert len(errors) == len(set(errors)) and 2 <= len(errors) <= 4, errors


def changed(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute(statement)
    connection.commit()
    connection.close()


def replace(file: Path, home: Path) -> None:
    """Put a file in the place of the registry, as a restored backup is."""
    for end in ("-wal", "-shm"):
        (home / f"registry.db{end}").unlink(missing_ok=True)
    os.replace(file, home / "registry.db")


def test_the_log_holds_neither_tokens_nor_what_people_write(
    noisy: BotProcess, fake: FakeDiscord, channel: Channel, ada: Person
) -> None:
    words = "xylophone marmalade"
    private = fake.slash(ada, channel, "ask", {"question": f"who leads mmlu? {words}"})
    private.reply()
    fake.say(ada, channel, f"what about {words}?", mention_bot=True).reply()
    fake.dm(ada, f"and {words}?").reply()
    assert private.interaction is not None
    log = noisy.log
    assert "Dispatching event interaction" in log and log.count('"message": "a question"') >= 3
    for secret in (fake.token, private.interaction.token, *words.split(), "who leads"):
        assert secret not in log, secret
    for one in fake.world.interactions.values():
        assert one.token not in log


def test_a_second_sync_sends_nothing(fake: FakeDiscord, home: Path, noisy: BotProcess) -> None:
    puts = [one for one in fake.requests if one.method == "PUT"]
    found = operator(fake, home, "sync")
    assert found["changes"] == [] and found["sent"] is False
    assert [one for one in fake.requests if one.method == "PUT"] == puts
    assert "podium bot sync" not in noisy.log


def test_sync_tells_what_would_change_and_then_changes_it(fake: FakeDiscord, home: Path, noisy: BotProcess) -> None:
    with fake.world.changed:
        listed = fake.world.commands[None]
        kept = list(listed)
        listed[:] = [one for one in kept if one["name"] != "ask"]
        listed[0] = listed[0] | {"description": "Something else"}
    wanted = [
        {"kind": "add", "command": "ask", "details": []},
        {"kind": "change", "command": kept[0]["name"], "details": ["description"]},
    ]
    dry = operator(fake, home, "sync", "--dry-run")
    assert (sorted(dry["changes"], key=lambda one: str(one["kind"])), dry["sent"]) == (wanted, False)
    assert operator(fake, home, "sync")["sent"] is True
    assert [one["name"] for one in fake.commands()] == sorted(one["name"] for one in kept)


def test_a_server_can_have_commands_of_its_own_for_a_while(
    fake: FakeDiscord, home: Path, noisy: BotProcess, channel: Channel
) -> None:
    assert channel.guild is not None
    first = operator(fake, home, "sync", "--guild", channel.guild.id)
    assert first["sent"] and {one["kind"] for one in first["changes"]} == {"add"}
    assert len(fake.commands(channel.guild)) == len(fake.commands())
    assert operator(fake, home, "sync", "--guild", channel.guild.id, "--remove")["sent"] is True
    assert fake.commands(channel.guild) == []


def test_a_bot_whose_commands_have_changed_says_so_when_it_starts(tmp_path: Path) -> None:
    with FakeDiscord() as fake:
        home = filled_home(tmp_path / "home")
        with BotProcess(fake, home=home) as bot:
            until(
                lambda: "Discord was not told of the commands from here: podium bot sync" in bot.log, "nothing is said"
            )
        synced(fake, home)
        changed(home / "discord.db", "UPDATE synced SET digest = 'other'")
        with BotProcess(fake, home=home, log=home / "second.log") as bot:
            until(lambda: "the commands have changed since Discord was told of them" in bot.log, "nothing is said")
        assert [one.method for one in fake.requests if one.method == "PUT"] == ["PUT"]


def test_check_names_the_permissions_that_a_server_does_not_give(tmp_path: Path) -> None:
    with FakeDiscord() as fake:
        fake.guild("Tight", everyone=Permission.EVERYONE & ~Permission.ATTACH_FILES & ~Permission.EMBED_LINKS)
        found = operator(fake, filled_home(tmp_path / "home"), "check", code=1)
    servers = [one for one in found if one["check"] == "servers"]
    assert [one["detail"] for one in servers] == [
        "in 1, 0 with all permissions",
        "in Tight it lacks Embed Links, Attach Files",
    ]
    assert [one["detail"] for one in found if one["status"] == "failed"] == [
        "Discord does not know them as they are: " + ", ".join(f"/{name}" for name in _all_commands(tmp_path))
    ]


def _all_commands(folder: Path) -> list[str]:
    with FakeDiscord() as fake:
        synced(fake, folder / "home")
        return [one["name"] for one in fake.commands()]


def test_health_tells_while_the_bot_starts_and_when_discord_is_gone(tmp_path: Path) -> None:
    home = filled_home(tmp_path / "home")
    with FakeDiscord() as fake:
        process = BotProcess(fake, WITH_HEALTH, home=home, wait=False)
        with fake.hold("GET /gateway/bot") as gate:
            process.start()
            try:
                fake.wait(lambda: gate.waiting == 1, 60)
                status, found = health(process)
                assert (status, found["status"], found["guilds"]) == (503, "starting", 0)
            except BaseException:
                process.kill()
                raise
        process.ready()
        until(lambda: health(process)[0] == 200, "the bot is not well")
    try:
        until(lambda: health(process)[1]["status"] == "disconnected", "nothing is told of the lost connection")
        assert health(process)[0] == 503
        process.terminate()
        assert process.exit_code() == 0
    finally:
        process.kill()
