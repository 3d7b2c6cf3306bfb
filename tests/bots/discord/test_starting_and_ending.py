"""The real bot's process: what keeps it from starting, and how it ends."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.registry.errors import EXIT_CONFIG, EXIT_UNREACHABLE
from podium.tests.bots.discord.operating import constants, failed, filled_home, synced, until
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord

PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
CALLBACK = "POST /interactions/*/callback"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled_home(tmp_path_factory.mktemp("home"))


@pytest.fixture(autouse=True)
def emptied(home: Path) -> None:
    """Leave the registry, and nothing of what a bot has written."""
    for file in home.iterdir():
        if not file.name.startswith("registry.db"):
            file.unlink()


@pytest.fixture
def fake() -> Iterator[FakeDiscord]:
    with FakeDiscord() as made:
        yield made
        assert [one for one in made.refused if one.status != 401] == []


@pytest.fixture
def channel(fake: FakeDiscord) -> Channel:
    return fake.channel(fake.guild("Benchmarks"), "general")


def test_a_token_that_discord_refuses_is_one_line(fake: FakeDiscord, home: Path) -> None:
    with BotProcess(fake, home=home, token="MTIz.wrong.token", wait=False) as bot:
        assert failed(bot, EXIT_CONFIG).startswith("Discord refuses the token of PODIUM_DISCORD_TOKEN; make a new one")
    assert fake.identifies == []
    with BotProcess(
        fake, ("bot", "check"), home=home, log=home / "check.log", token="MTIz.wrong.token", wait=False
    ) as bot:
        assert bot.exit_code() == 1
        assert "✗ token" in bot.log


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (4004, "Discord refuses the token of PODIUM_DISCORD_TOKEN; make a new one"),
        (4013, "Discord has closed the connection for good, with code 4013"),
        (4014, "Discord refuses what the bot wants to hear, though nothing of it is privileged"),
    ],
)
def test_a_connection_that_discord_closes_for_good_ends_the_bot(
    fake: FakeDiscord, home: Path, code: int, line: str
) -> None:
    with BotProcess(fake, home=home) as bot:
        until(lambda: "message=connected" in bot.log, "the bot was not ready")
        fake.close_gateway(code)
        assert failed(bot, 1 if code == 4013 else EXIT_CONFIG).startswith(line)
    assert len(fake.identifies) == 1
    assert fake.identifies[0]["intents"] & PRIVILEGED == 0


def test_without_a_network_it_tries_again_for_a_while_and_ends_with_one_line(home: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        soon = constants(**{"podium.bots.discord.running:START_SECONDS": 2.5})
        with BotProcess(port, home=home, token="MTIz.any.token", environment=soon, wait=False) as bot:
            line = failed(bot, EXIT_UNREACHABLE)
            assert line.startswith("Discord cannot be reached: ClientConnectorError")
            assert "trying again in" in bot.log


def test_a_discord_that_fails_at_first_is_asked_again(fake: FakeDiscord, home: Path) -> None:
    fake.fail("GET /users/@me", 503)
    fake.fail("GET /gateway/bot", 503)
    with BotProcess(fake, home=home) as bot:
        # Of the two lines one is of the login, one of the gateway; each begins with a pause of about a second.
        assert bot.log.count("Discord cannot be reached") == 2
        bot.terminate()
        assert bot.exit_code() == 0
        assert "Unclosed" not in bot.log


def test_a_gateway_that_takes_no_connection_is_one_line(fake: FakeDiscord, home: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        found = {
            "url": f"ws://127.0.0.1:{unused.getsockname()[1]}",
            "shards": 1,
            "session_start_limit": {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1},
        }
        fake.fail("GET /gateway/bot", 200, body=found)
        soon = constants(**{"podium.bots.discord.running:START_SECONDS": 2.5})
        with BotProcess(fake, home=home, environment=soon, wait=False) as bot:
            line = failed(bot, EXIT_UNREACHABLE)
            assert line.startswith("Discord cannot be reached: its gateway takes no connection; see to the network")


def test_a_registry_that_is_locked_is_one_line_and_a_code_after_which_it_is_started_again(
    fake: FakeDiscord, home: Path
) -> None:
    holder = sqlite3.connect(home / "registry.db", isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN IMMEDIATE")
    holder.execute("DELETE FROM meta WHERE 0")
    try:
        soon = constants(**{"podium.registry.database:BUSY_SECONDS": 0.2})
        with BotProcess(fake, home=home, environment=soon, wait=False) as bot:
            assert failed(bot, EXIT_UNREACHABLE).startswith(
                f"registry file {home / 'registry.db'}: database is locked;"
            )
    finally:
        holder.close()
    assert fake.requests == []


def test_two_bots_do_not_work_on_the_same_file_and_one_that_was_killed_is_in_nobodys_way(
    fake: FakeDiscord, home: Path
) -> None:
    with BotProcess(fake, home=home) as first:
        with BotProcess(fake, home=home, log=home / "second.log", wait=False) as second:
            line = failed(second, EXIT_CONFIG)
            assert line.startswith(f"another bot is running on {home / 'discord.db'}; end it first")
        first.kill()
    with BotProcess(fake, home=home) as third:
        third.terminate()
        assert third.exit_code() == 0


def test_a_port_that_is_taken_is_one_line(fake: FakeDiscord, home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with BotProcess(fake, ("bot", "discord", "--health", str(port)), home=home, wait=False) as bot:
            assert failed(bot, EXIT_CONFIG).startswith(f"port {port} for the health endpoint cannot be used")
        with BotProcess(
            fake, ("bot", "check", "--health", str(port)), home=home, log=home / "check.log", wait=False
        ) as bot:
            assert bot.exit_code() == 1
            assert f"✗ health       port {port}: Address already in use" in bot.log


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_answer_under_way_arrive(
    fake: FakeDiscord, home: Path, channel: Channel, number: signal.Signals
) -> None:
    synced(fake, home)
    ada = fake.person("ada")
    with BotProcess(fake, home=home) as bot:
        with fake.hold(CALLBACK) as gate:
            asked = fake.slash(ada, channel, "ask", {"question": "who leads mmlu?"})
            fake.wait(lambda: gate.waiting == 1)
            subprocess.run(["kill", f"-{number.value}", str(bot.pid)], check=True)
            until(lambda: f"told to end by {number.name}" in bot.log, "the signal was not heard")
            late = fake.say(ada, channel, "who leads hle?", mention_bot=True)
            assert bot.running
        assert "leads MMLU" in str(asked.reply())
        assert bot.exit_code() == 0
        assert bot.exceptions == [] and "Traceback" not in bot.log
    assert late.messages == [] and fake.connected == 0


def test_a_bot_that_is_told_to_end_before_it_is_connected_ends(fake: FakeDiscord, home: Path, tmp_path: Path) -> None:
    with fake.hold("GET /users/@me") as gate, BotProcess(fake, home=home, wait=False) as bot:
        fake.wait(lambda: gate.waiting == 1, 60)
        bot.terminate()
        assert bot.exit_code() == 0
        assert bot.exceptions == [] and "Unclosed" not in bot.log
    # While plugins are loaded, which here takes longer than anybody waits.
    plugin = tmp_path / "home" / "plugins" / "slow.py"
    plugin.parent.mkdir(parents=True)
    started = tmp_path / "started"
    plugin.write_text(f"import pathlib, time\npathlib.Path({str(started)!r}).touch()\ntime.sleep(600)\n")
    with BotProcess(fake, home=tmp_path / "home", wait=False) as bot:
        until(started.exists, "the plugins are not loaded")
        bot.terminate()
        assert bot.exit_code() == 0
        assert bot.exceptions == []
    assert fake.identifies == []


def test_a_second_signal_ends_it_at_once(fake: FakeDiscord, home: Path, channel: Channel) -> None:
    synced(fake, home)
    with BotProcess(fake, home=home) as bot, fake.hold(CALLBACK) as gate:
        fake.slash(fake.person("ada"), channel, "ask", {"question": "who leads mmlu?"})
        fake.wait(lambda: gate.waiting == 1)
        bot.terminate()
        until(lambda: "told to end by SIGTERM" in bot.log, "the signal was not heard")
        bot.terminate()
        assert bot.exit_code() == 128 + signal.SIGTERM


def test_after_sigkill_it_starts_and_answers_again(fake: FakeDiscord, home: Path, channel: Channel) -> None:
    synced(fake, home)
    ada = fake.person("ada")
    for _ in range(2):
        with BotProcess(fake, home=home) as bot:
            assert "leads MMLU" in str(fake.slash(ada, channel, "ask", {"question": "who leads mmlu?"}).reply())
            bot.kill()
            assert bot.exit_code() == -signal.SIGKILL


def test_the_token_is_not_in_the_environment_of_what_the_bot_starts(tmp_path: Path) -> None:
    # The first start loads the plugins in a process of its own: this one writes down what it finds there.
    plugin = tmp_path / "home" / "plugins" / "nosy.py"
    plugin.parent.mkdir(parents=True)
    seen = tmp_path / "seen"
    plugin.write_text(
        f"import os, pathlib, sys\npathlib.Path({str(seen)!r}).write_text(repr(os.environ))\nprint('hello')\n"
    )
    with FakeDiscord() as fake, BotProcess(fake, home=tmp_path / "home") as bot:
        assert "PODIUM_HOME" in seen.read_text()
        assert fake.token not in seen.read_text()
        assert "plugin nosy failed" in bot.log and "hello" not in bot.log.splitlines()


def test_nothing_of_discord_is_imported_before_the_bot_runs(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, podium.cli.bot; print(any('discord' == m[:7] for m in sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
