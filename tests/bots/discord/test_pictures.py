"""Pictures of boards: drawn once for all who ask, and anew when the registry has changed."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from podium.bots.discord.pictures import Pictures, Progress
from podium.bots.discord.reader import Reader
from podium.registry import database, store
from podium.registry.startup import Place


@pytest.fixture
def place(odd_registry: Path, own_home: Path) -> Place:
    """Return a place with a registry of odd boards of this test's own."""
    own_home.mkdir(parents=True)
    shutil.copy(odd_registry, own_home / "registry.db")
    return Place(own_home / "registry.db")


def test_ten_who_ask_at_once_cost_one_drawing_and_a_changed_registry_another(place: Place) -> None:
    async def ask() -> tuple[list[Progress], Progress, Progress, int]:
        reader = Reader(place)
        await reader.start()
        pictures = Pictures(reader)
        ten = await asyncio.gather(*(pictures.progress("errors", "main") for _ in range(10)))
        assert pictures.drawn == 1
        dark = await pictures.progress("errors", "main", "dark")
        with closing(database.connect(place.db, write=True)) as connection, database.transaction(connection):
            result = {"benchmark": "errors", "board": "main", "model": "model-7", "value": 1.5}
            store.append_result(connection, result | {"standing": "independent"}, origin="test")
        changed = await pictures.progress("errors", "main")
        drawn = pictures.drawn
        reader.close()
        return ten, dark, changed, drawn

    ten, dark, changed, drawn = asyncio.run(ask())
    assert len({id(one.picture) for one in ten}) == 1
    assert dark.picture != ten[0].picture
    assert (drawn, changed.results, ten[0].results) == (3, 4, 3)
    assert [(held.value, held.holder, held.days) for held in changed.records][0] == (1.5, "Model 7", None)


def test_the_picture_is_told_to_those_who_cannot_see_it(place: Place) -> None:
    async def ask() -> Progress:
        reader = Reader(place)
        await reader.start()
        found = await Pictures(reader).progress("errors")
        reader.close()
        return found

    file = asyncio.run(ask()).file
    assert file.name == "errors-progress.png"
    assert file.description == (
        "Errors, Errors: 3 results over time in word error rate (lower is better). Records, newest first: 5.000 by"
        " Model 0 since 2025-01-10."
    )
