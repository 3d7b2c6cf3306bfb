"""Watches end to end: what channels are told when another process writes to the registry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.registry.views import shown
from podium.tests.bots.discord.conftest import sync
from podium.tests.bots.discord.happening import Happening, alerts, soon, titles
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Guild, Permission, Person

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def bot(fake: FakeDiscord, bot_home: Path) -> Iterator[BotProcess]:
    """Return a bot that looks for what is new all the time."""
    sync(fake, bot_home)
    with BotProcess(fake, home=bot_home, environment=soon()) as bot:
        yield bot


@pytest.fixture(scope="module")
def happening(bot_home: Path) -> Happening:
    return Happening(bot_home)


@pytest.fixture
def channel(fake: FakeDiscord, guild: Guild, channel: Channel) -> Iterator[Channel]:
    """Return a channel that ends with the test, and with it what it watches."""
    yield channel
    if channel in guild.channels:
        fake.remove_channel(channel)


@pytest.fixture
def keeper(fake: FakeDiscord) -> Person:
    """Return a person who may manage channels."""
    return fake.person("keeper", permissions=Permission.MANAGE_CHANNELS)


@pytest.mark.usefixtures("bot")
def test_a_new_leader_is_told_with_who_led_by_how_much_whose_figure_and_the_picture(
    fake: FakeDiscord, happening: Happening, channel: Channel, keeper: Person
) -> None:
    before, value = happening.leader("chexpert")
    told = fake.slash(keeper, channel, "watch benchmark", {"name": "CheXpert"})
    assert "**CheXpert CXR**" in told.reply().text
    happening.bring({"benchmark": "chexpert", "model": "Lynx 1", "value": 0.612})
    fake.wait(lambda: alerts(fake, channel))
    (alert,) = alerts(fake, channel)
    assert alert.embed["title"] == "New leader · CheXpert CXR"
    lines = alert.embed["description"].splitlines()
    assert lines[0] == f"**Lynx 1 takes the lead with 0.612 from {before} ({shown(value)})**"
    assert lines[1] == (
        f"{0.612 - round(value, 3):.3f} ahead · macro-F1 over five findings · third-party ·"
        " [source](https://example.org/paper)"
    )
    (name,) = alert.files
    assert alert.files[name].startswith(PNG) and alert.embed["image"]["url"].endswith(name)
    assert alert.labels == ["Leaderboard", "Missing or incorrect?", "Watches here"]
    board = fake.press(keeper, alert, "Leaderboard")
    assert "Lynx 1" in board.reply().text
    assert titles(fake, channel) == ["New leader · CheXpert CXR"]
