"""The bot's process against a Discord on loopback: one of each a module, people and channels of their own a test.

A test that uses one of the bots here ends only if Discord refused nothing and the bot logged no error.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from podium.tests.bots.discord import odd
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Guild, Person

_numbers = count(1)
#: Discord's code where a person takes no messages from bots.
DMS_CLOSED = 50007

#: Makes a home with a copy of the registry that ships with Podium, and returns it.
HomeMaker = Callable[[], Path]
#: Starts a bot of the test's own.
Launch = Callable[..., BotProcess]


def environment(home: Path) -> Mapping[str, str | None]:
    """Return the variables with which a bot has nothing but its home: no settings and no encoder of the developer's."""
    own = {name: None for name in os.environ if name.startswith("PODIUM_")}
    return {**own, "PODIUM_HOME": str(home), "HF_HUB_CACHE": str(home / "hub")}


def sync(fake: FakeDiscord, home: Path) -> None:
    """Tell Discord of the bot's commands, as an operator does before the first start."""
    with BotProcess(fake, ("bot", "sync"), home=home, environment=_settings(fake, home), wait=False) as process:
        assert process.exit_code() == 0, process.log


def _settings(fake: FakeDiscord, home: Path, token: str | None = None) -> Mapping[str, str | None]:
    return {**environment(home), "PODIUM_DISCORD_TOKEN": fake.token if token is None else token}


def assert_clean(fake: FakeDiscord, *bots: BotProcess) -> None:
    """Assert that Discord refused nothing and that no bot logged an error."""
    # That a person takes no messages can be known by trying alone.
    refused = [one for one in fake.refused if one.refusal is not None and one.refusal.code != DMS_CLOSED]
    assert [str(request) for request in refused] == []
    assert [line for bot in bots for line in bot.exceptions] == []


@pytest.fixture(scope="session")
def odd_registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a registry file of boards that are not as boards usually are. It is shared: only read it."""
    path = tmp_path_factory.mktemp("odd") / "registry.db"
    odd.add(path)
    return path


@pytest.fixture(scope="module")
def new_home(filled_registry: Path, tmp_path_factory: pytest.TempPathFactory) -> HomeMaker:
    """Return what makes a home with a registry that holds everything that ships with Podium."""

    def make() -> Path:
        home = tmp_path_factory.mktemp("bot-home")
        shutil.copy(filled_registry, home / "registry.db")
        return home

    return make


@pytest.fixture(scope="module")
def bot_home(new_home: HomeMaker) -> Path:
    """Return the home of the module's bot."""
    return new_home()


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeDiscord]:
    """Return the module's Discord."""
    with FakeDiscord() as fake:
        yield fake


@pytest.fixture(scope="module")
def bot(fake: FakeDiscord, bot_home: Path) -> Iterator[BotProcess]:
    """Return the module's bot, connected and with its commands known to Discord."""
    sync(fake, bot_home)
    with BotProcess(fake, home=bot_home, environment=_settings(fake, bot_home)) as bot:
        yield bot


@pytest.fixture
def launch(fake: FakeDiscord) -> Iterator[Launch]:
    """Return what starts a bot of the test's own in a home: ``launch(home)``; its commands are known to Discord.

    It is connected when it is returned, and killed after the test. ``constants`` and ``delays`` are those of the
    launcher.
    """
    with ExitStack() as stack:
        bots: list[BotProcess] = []

        def start(
            home: Path,
            *,
            token: str | None = None,
            wait: bool = True,
            constants: Mapping[str, Any] | None = None,
            delays: Mapping[str, float] | None = None,
        ) -> BotProcess:
            if not fake.commands():
                sync(fake, home)
            changed = {
                "FAKE_DISCORD_CONSTANTS": json.dumps(constants or {}),
                "FAKE_DISCORD_DELAYS": json.dumps(delays or {}),
            }
            settings = {**_settings(fake, home, token), **changed}
            process = BotProcess(fake, home=home, environment=settings, wait=wait)
            bots.append(stack.enter_context(process))
            return process

        yield start
        assert_clean(fake, *bots)


@pytest.fixture(autouse=True)
def nothing_went_wrong(request: pytest.FixtureRequest) -> Iterator[None]:
    """Assert after every test of the module's bot that Discord refused nothing and that it logged no error."""
    yield
    if "bot" in request.fixturenames:
        assert_clean(request.getfixturevalue("fake"), request.getfixturevalue("bot"))


@pytest.fixture(scope="module")
def guild(fake: FakeDiscord) -> Guild:
    """Return a server that the bot is in."""
    return fake.guild()


@pytest.fixture
def channel(fake: FakeDiscord, guild: Guild) -> Channel:
    """Return a channel that no other test speaks in."""
    return fake.channel(guild, f"channel-{next(_numbers)}")


@pytest.fixture
def person(fake: FakeDiscord) -> Person:
    """Return a person who is in no other test, so that nothing is remembered of them and no cooldown runs."""
    return fake.person(f"person-{next(_numbers)}")
