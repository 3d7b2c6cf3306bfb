"""Settings of servers and what is kept of people, end to end."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from podium.bots.discord.features.deciding import ELSEWHERE
from podium.tests.fakes.discord import Channel, FakeDiscord, Guild, Permission, Person

pytestmark = pytest.mark.usefixtures("bot")

TYPED = {
    "Model": "MedGemma 4B IT",
    "Right value": "0.47",
    "Where can that be read?": "https://example.org/erratum",
    "What is wrong?": "A typing error.",
}


@pytest.fixture
def place(fake: FakeDiscord) -> Guild:
    """Return a server of the test's own."""
    return fake.guild()


@pytest.fixture
def manager(fake: FakeDiscord) -> Person:
    """Return somebody who may manage servers."""
    return fake.person("manager", permissions=Permission.MANAGE_GUILD)


def kept(home: Path, question: str) -> list[tuple[object, ...]]:
    """Return what the bot keeps."""
    with closing(sqlite3.connect(home / "discord.db")) as connection:
        return connection.execute(question).fetchall()


def test_commands_and_mentions_follow_the_channels_of_a_server_at_once(
    fake: FakeDiscord, place: Guild, manager: Person
) -> None:
    chosen, other = fake.channel(place, "chosen"), fake.channel(place, "other")
    asked = {"question": "who leads chexpert?"}
    shown = fake.slash(manager, other, "settings channels add", {"channel": chosen})
    assert shown.ephemeral and f"**I answer in**  {chosen.mention}" in shown.reply().text
    person = fake.person("somebody")
    refused = fake.slash(person, other, "ask", asked)
    assert refused.ephemeral and refused.reply().text.strip() == f"In this server I answer in {chosen.mention}."
    assert "leads CheXpert" in fake.slash(person, chosen, "ask", asked).reply().text
    thread = fake.thread(chosen)
    silent = fake.say(person, other, "who leads chexpert?", mention_bot=True)
    # What is said later is answered, and that before it is not.
    assert "leads CheXpert" in fake.say(person, thread, "who leads chexpert?", mention_bot=True).reply().text
    assert fake.sent(other) == [] and silent.messages == []
    # A manager finds back from everywhere.
    assert chosen.mention in fake.slash(manager, other, "settings show").reply().text
    twice = fake.slash(manager, other, "settings channels remove", {"channel": other})
    assert twice.ephemeral and "#other was not among the channels" in twice.reply().text
    assert "everywhere" in fake.slash(manager, other, "settings channels remove").reply().text
    assert "leads CheXpert" in fake.slash(person, other, "ask", asked).reply().text


def test_only_who_may_manage_a_server_sets_it_up_and_only_in_servers(
    fake: FakeDiscord, place: Guild, manager: Person, person: Person
) -> None:
    channel = fake.channel(place)
    with pytest.raises(LookupError, match="hidden from people without MANAGE_GUILD"):
        fake.slash(person, channel, "settings show")
    with pytest.raises(LookupError, match="contexts"):
        fake.slash(manager, None, "settings show")
    contexts = {one["name"]: one["contexts"] for one in fake.commands()}
    assert {name for name, found in contexts.items() if found == [0]} == {"settings", "reports", "watch"}
    shown = fake.slash(manager, channel, "settings show")
    assert shown.ephemeral and "that the bot's operator names" in shown.reply().text
    role = fake.role(place, "some")
    assert ELSEWHERE[:-1] in fake.slash(manager, channel, "settings maintainers", {"role": role}).reply().text


def test_what_the_bot_lacks_in_a_channel_is_said_when_it_is_chosen(
    fake: FakeDiscord, place: Guild, manager: Person
) -> None:
    denied = Permission.EMBED_LINKS | Permission.SEND_MESSAGES
    channel = fake.channel(place, "quiet", bot_denied=denied)
    told = fake.slash(manager, fake.channel(place), "settings channels add", {"channel": channel}).reply()
    assert f"I need the permissions Send Messages, Embed Links and Attach Files in {channel.mention}." in told.text


def test_what_a_server_has_set_goes_when_the_bot_is_removed(
    fake: FakeDiscord, bot_home: Path, place: Guild, manager: Person
) -> None:
    channel = fake.channel(place)
    fake.slash(manager, channel, "settings channels add", {"channel": channel}).reply()
    assert kept(bot_home, f"SELECT channel FROM channels WHERE guild = {place.id}") == [(int(channel.id),)]
    fake.remove_bot(place)
    fake.wait(lambda: kept(bot_home, f"SELECT channel FROM channels WHERE guild = {place.id}") == [])


def test_people_see_what_is_kept_of_them_and_delete_it(
    fake: FakeDiscord, bot_home: Path, channel: Channel, person: Person
) -> None:
    assert "Of you I keep nothing on disk." in fake.slash(person, channel, "privacy show").reply().text
    # In the conversation with the bot, where there is no server.
    opened = fake.slash(person, None, "report", {"benchmark": "chexpert"})
    assert "Thank you" in fake.submit(person, opened, TYPED).reply().text
    fake.slash(person, channel, "ask", {"question": "who leads chexpert?"}).reply()
    assert "that you wait to hear of one report." in fake.slash(person, channel, "privacy show").reply().text
    assert kept(bot_home, "SELECT person FROM reports") == [(int(person.id),)]
    deleted = fake.slash(person, channel, "privacy delete")
    assert deleted.ephemeral
    assert "beside 1 report: the reports stay" in deleted.reply().text and "in 1 channel." in deleted.reply().text
    assert kept(bot_home, "SELECT person FROM reports") == []
    with closing(sqlite3.connect(bot_home / "registry.db")) as connection:
        assert connection.execute("SELECT count(*) FROM corrections").fetchone() == (1,)
    again = fake.slash(person, channel, "privacy delete").reply().text
    assert "was kept nowhere" in again and "was not remembered" in again
    # Nothing goes on from a question that was deleted.
    assert "CheXpert" not in fake.slash(person, channel, "ask", {"question": "and by google?"}).reply().text
