"""Which commands may be registered, and how they are listed, changed and removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from podium.tests.bots.discord.raw import ask, choices, command, option
from podium.tests.fakes.discord import FakeDiscord

INVALID = (400, 50035)


@pytest.fixture
def fake() -> Iterator[FakeDiscord]:
    with FakeDiscord() as made:
        yield made


COMMAND_EDGES: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    "name of 32": ([command("x" * 32)], [command("x" * 33)]),
    "lower case": ([command("bestenliste-für_2")], [command("Board")]),
    "no blanks": ([command("a-b")], [command("a b")]),
    "description of 100": ([command(description="x" * 100)], [command(description="x" * 101)]),
    "a description": ([command(description="x")], [command(description="")]),
    "25 options": (
        [command(options=[option(f"o{n}") for n in range(25)])],
        [command(options=[option(f"o{n}") for n in range(26)])],
    ),
    "required before optional": (
        [command(options=[option("a", required=True), option("b")])],
        [command(options=[option("a"), option("b", required=True)])],
    ),
    "choices or autocomplete": (
        [command(options=[option(choices=choices(1))])],
        [command(options=[option(choices=choices(1), autocomplete=True)])],
    ),
    "25 choices": ([command(options=[option(choices=choices(25))])], [command(options=[option(choices=choices(26))])]),
    "choice of 100": (
        [command(options=[option(choices=choices(1, name="x" * 100, value="y" * 100))])],
        [command(options=[option(choices=choices(1, value="y" * 101))])],
    ),
    "choice not empty": (
        [command(options=[option(choices=choices(1, name="x"))])],
        [command(options=[option(choices=choices(1, name=""))])],
    ),
    "names unique": ([command("a"), command("b")], [command("a"), command("a")]),
    "two levels of groups": (
        [command(options=[option("g", 2, options=[option("s", 1)])])],
        [command(options=[option("g", 2, options=[option("h", 2, options=[])])])],
    ),
    "groups and options apart": (
        [command(options=[option("s", 1), option("t", 1)])],
        [command(options=[option("s", 1), option("o")])],
    ),
    "8000 characters": (
        [command(options=[option(f"o{n}", description="x" * 98, choices=choices(25)) for n in range(13)])],
        [command(options=[option(f"o{n}", description="x" * 100, choices=choices(25)) for n in range(20)])],
    ),
}


@pytest.mark.parametrize("edge", COMMAND_EDGES)
def test_commands_at_a_limit_are_registered_and_those_beyond_it_are_refused(fake: FakeDiscord, edge: str) -> None:
    within, beyond = COMMAND_EDGES[edge]
    guild = fake.guild()
    path = f"/applications/{fake.bot.id}/guilds/{guild.id}/commands"
    status, made = ask(fake, "PUT", path, within)
    assert status == 200, made
    assert [one["name"] for one in made] == [one["name"] for one in within]
    assert {"id", "application_id", "version", "name", "description", "type", "options"} <= set(made[0])
    status, told = ask(fake, "PUT", path, beyond)
    assert (status, told["code"]) == INVALID
    assert fake.commands(guild) == made


def test_a_hundred_commands_are_registered_and_no_more(fake: FakeDiscord) -> None:
    guild = fake.guild()
    path = f"/applications/{fake.bot.id}/guilds/{guild.id}/commands"
    assert ask(fake, "PUT", path, [command(f"c{n}") for n in range(100)])[0] == 200
    for method, body in (("PUT", [command(f"c{n}") for n in range(101)]), ("POST", command("one-more"))):
        status, told = ask(fake, method, path, body)
        assert (status, told["code"]) == (400, 30032)
    listed = fake.commands(guild)
    assert ask(fake, "POST", path, command("c7", description="other"))[0] == 200
    assert ask(fake, "PATCH", f"{path}/{listed[8]['id']}", {"description": "new"})[0] == 200
    assert ask(fake, "DELETE", f"{path}/{listed[9]['id']}") == (204, None)
    assert ask(fake, "GET", f"{path}/{listed[9]['id']}")[1]["code"] == 10063
    described = {one["name"]: one["description"] for one in ask(fake, "GET", path)[1]}
    assert len(described) == 99 and described["c7"] == "other" and described["c8"] == "new"
    assert {one["name"]: one["id"] for one in fake.commands(guild)}["c7"] == listed[7]["id"]
