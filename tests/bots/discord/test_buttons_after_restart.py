"""Buttons outlive the process that made them: what they ask for stands in their ids."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from podium.tests.bots.discord.conftest import Launch
from podium.tests.fakes.discord import Channel, FakeDiscord, Person


@pytest.fixture(scope="module")
def home(odd_registry: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose registry holds odd boards."""
    home = tmp_path_factory.mktemp("odd-home")
    shutil.copy(odd_registry, home / "registry.db")
    return home


def test_pages_filters_boards_and_pictures_work_after_the_bot_was_started_anew(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person, launch: Launch
) -> None:
    before = launch(home)
    board = fake.slash(person, channel, "leaderboard", {"benchmark": "bench"}).reply()
    card = fake.slash(person, channel, "benchmark", {"name": "bench"}).reply()
    near = fake.slash(person, channel, "leaderboard", {"benchmark": "bensh"}).reply()
    before.terminate()
    assert before.exit_code() == 0
    launch(home)
    other = fake.person("other")
    assert fake.press(person, board, "▶").callback == 7
    assert "**Model 12**" in fake.read(board).embed["description"]
    assert fake.press(person, fake.read(board), "Open").callback == 7
    assert "5 of the 13 models" in fake.read(board).embed["description"]
    assert fake.choose(person, fake.read(board), "Another board", ["Hard items"]).callback == 7
    assert fake.read(board).embed["title"] == "Bench · Hard items"
    assert fake.press(other, fake.read(board), "◀" if "◀" in fake.read(board).labels else "All").ephemeral
    assert list(fake.press(person, card, "Progress").reply().files) == ["bench-progress.png"]
    assert fake.press(person, near, "Bench").reply().embed["title"] == "Bench · All items"
