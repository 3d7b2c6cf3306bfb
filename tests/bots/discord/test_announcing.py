"""Watches end to end: what channels are told when another process writes to the registry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.registry.views import shown
from podium.tests.bots.discord.conftest import sync
from podium.tests.bots.discord.happening import Happening, alerts, soon, titles
from podium.tests.bots.discord.operating import until
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Guild, Permission, Person

pytestmark = pytest.mark.usefixtures("bot")

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
def guild(fake: FakeDiscord) -> Guild:
    """Return a server of the test's own: what others watched may end a moment after them."""
    return fake.guild()


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


def test_a_new_leader_is_told_with_who_led_by_how_much_whose_figure_and_the_picture(
    fake: FakeDiscord, happening: Happening, channel: Channel, keeper: Person
) -> None:
    before, value = happening.leader("chexpert")
    told = fake.slash(keeper, channel, "watch benchmark", {"name": "CheXpert"})
    assert "**CheXpert CXR**" in told.reply().text
    happening.bring({"benchmark": "chexpert", "model": "Lynx 1", "value": 0.612})
    fake.wait(lambda: alerts(fake, channel))
    (alert,) = alerts(fake, channel)
    assert alert.embed["title"] == "New leader · CheXpert CXR · Reported results"
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
    assert titles(fake, channel) == ["New leader · CheXpert CXR · Reported results"]


def test_several_results_of_one_import_are_one_message_that_lists_them_with_their_places(
    fake: FakeDiscord, happening: Happening, channel: Channel, keeper: Person
) -> None:
    fake.slash(keeper, channel, "watch benchmark", {"name": "mmlu-pro"}).reply()
    happening.bring(
        {"benchmark": "mmlu-pro", "model": "Newt A", "value": 0.412},
        {"benchmark": "mmlu-pro", "model": "Newt B", "value": 0.521},
    )
    fake.wait(lambda: alerts(fake, channel))
    happening.bring({"benchmark": "mmlu-pro", "model": "Newt A", "value": 0.402})
    fake.wait(lambda: len(alerts(fake, channel)) == 2)
    first, second = alerts(fake, channel)
    assert first.embed["title"] == "2 new results · MMLU-Pro" and first.files == {}
    rows = happening.places("mmlu-pro")
    assert first.embed["description"].splitlines()[::2] == ["**Newt B scores 0.521**", "**Newt A scores 0.412**"]
    assert f"place {rows['Newt B']} · third-party · [source](https://example.org/paper)" in first.text
    assert second.embed["title"] == "Changed result · MMLU-Pro"
    assert second.embed["description"].startswith(
        "**Newt A stands at 0.402 now, no longer at 0.412: a test**\n\u2003accuracy · place "
    )


def test_a_new_benchmark_is_told_with_what_it_measures(
    fake: FakeDiscord, happening: Happening, channel: Channel, keeper: Person
) -> None:
    fake.slash(keeper, channel, "watch all").reply()
    happening.add_benchmark("owls", "Owls @everyone")
    fake.wait(lambda: alerts(fake, channel))
    (alert,) = alerts(fake, channel)
    assert alert.embed["title"] == "New benchmark · Owls @\u200beveryone"
    assert alert.embed["description"].startswith("**a text benchmark, new here**")
    assert alert.pings == []
    assert alert.labels[:2] == ["Leaderboard", "About it"]


def test_two_watches_of_one_channel_tell_of_an_event_once_and_others_are_not_told(
    fake: FakeDiscord, guild: Guild, happening: Happening, channel: Channel, keeper: Person
) -> None:
    other = fake.channel(guild, "other")
    thread = fake.thread(channel, "thread")
    for place, command, options in (
        (channel, "watch benchmark", {"name": "mmlu"}),
        (channel, "watch category", {"name": "finance"}),
        (channel, "watch all", {}),
        (thread, "watch category", {"name": "finance"}),
        (other, "watch benchmark", {"name": "chexpert"}),
    ):
        assert fake.slash(keeper, place, command, options).reply().embed["title"] == "Watching"
    again = fake.slash(keeper, channel, "watch all").reply()
    assert again.embed["description"].startswith("This channel is told of **everything** already.")
    happening.bring({"benchmark": "mmlu", "model": "Stoat", "value": 0.31})
    fake.wait(lambda: alerts(fake, channel) and alerts(fake, thread))
    # What comes later is told later: had there been a second message of the first, it were between them.
    happening.bring(
        {"benchmark": "chexpert", "model": "Stoat", "value": 0.2}, {"benchmark": "mmlu", "model": "Vole", "value": 0.3}
    )
    fake.wait(lambda: len(alerts(fake, channel)) == 3 and len(alerts(fake, thread)) == 2 and alerts(fake, other))
    assert sorted(titles(fake, channel)) == ["New result · CheXpert CXR", "New result · MMLU", "New result · MMLU"]
    assert titles(fake, thread) == ["New result · MMLU", "New result · MMLU"]
    assert titles(fake, other) == ["New result · CheXpert CXR"]
    fake.remove_channel(other)
    fake.remove_channel(thread)


def test_who_may_not_manage_channels_cannot_watch_even_where_a_server_shows_them_the_command(
    fake: FakeDiscord, channel: Channel, person: Person, keeper: Person
) -> None:
    with pytest.raises(LookupError, match="hidden"):
        fake.slash(person, channel, "watch all")
    (command,) = [one for one in fake.commands() if one["name"] == "watch"]
    assert int(command["default_member_permissions"]) == Permission.MANAGE_CHANNELS
    assert command["contexts"] == [0] and command["integration_types"] == [0]
    command["default_member_permissions"] = None
    try:
        for name, options in (("all", {}), ("benchmark", {"name": "mmlu"}), ("list", {}), ("remove", {"watch": "1"})):
            refused = fake.slash(person, channel, f"watch {name}", options)
            assert refused.ephemeral
            assert refused.reply().content == "For that you need the permission Manage Channels."
    finally:
        command["default_member_permissions"] = str(Permission.MANAGE_CHANNELS)
    assert "Nothing is watched" in fake.slash(keeper, channel, "watch list").reply().text


def test_a_channel_where_the_bot_may_not_post_is_not_watched_and_what_is_missing_is_named(
    fake: FakeDiscord, guild: Guild, keeper: Person
) -> None:
    closed = fake.channel(guild, "closed", bot_denied=Permission.EMBED_LINKS | Permission.ATTACH_FILES)
    refused = fake.slash(keeper, closed, "watch all")
    assert refused.ephemeral
    assert refused.reply().content == (
        "I cannot announce anything here yet: I need the permissions Embed Links and Attach Files"
    )
    assert "Nothing is watched in this server" in fake.slash(keeper, closed, "watch list").reply().text


def test_watches_are_listed_and_removed_by_name_or_by_choice_and_only_by_their_server(
    fake: FakeDiscord, happening: Happening, channel: Channel, keeper: Person, person: Person
) -> None:
    added = fake.slash(keeper, channel, "watch benchmark", {"name": "mmlu"}).reply()
    fake.slash(keeper, channel, "watch category", {"name": "finance"}).reply()
    fake.slash(keeper, channel, "watch all").reply()
    listed = fake.slash(keeper, channel, "watch list")
    assert listed.ephemeral
    assert listed.reply().embed["description"].splitlines() == [
        channel.mention,
        "\u2003MMLU",
        "\u2003finance (category)",
        "\u2003everything",
    ]
    offered = fake.complete(keeper, channel, "watch remove", {"watch": "mml"}, focused="watch")
    assert [one["name"] for one in offered] == [f"MMLU in #{channel.name}"]
    elsewhere = fake.channel(fake.guild("Elsewhere"), "general")
    stranger = fake.slash(keeper, elsewhere, "watch remove", {"watch": offered[0]["value"]})
    assert stranger.ephemeral and "no watch called" in stranger.reply().content
    gone = fake.slash(keeper, channel, "watch remove", {"watch": offered[0]["value"]})
    assert "is told of **MMLU** no more" in gone.reply().text
    # Anybody may look, and who may manage channels removes by choosing.
    seen = fake.press(person, added, "Watches here")
    assert seen.ephemeral and seen.reply().selects == []
    (select,) = fake.press(keeper, added, "Watches here").reply().selects
    opened = fake.press(keeper, added, "Watches here")
    (everything,) = [one for one in select["options"] if one["label"] == "everything"]
    chosen = fake.choose(keeper, opened.reply(), select["custom_id"], [everything["value"]])
    assert chosen.reply().embed["description"].splitlines() == [channel.mention, "\u2003finance (category)"]


def test_where_the_bot_may_no_longer_post_it_waits_says_so_in_the_list_and_tells_of_all_afterwards(
    fake: FakeDiscord, bot: BotProcess, happening: Happening, channel: Channel, keeper: Person
) -> None:
    fake.slash(keeper, channel, "watch benchmark", {"name": "mmmu"}).reply()
    fake.allow(channel, bot_denied=Permission.SEND_MESSAGES)
    happening.bring({"benchmark": "mmmu", "model": "Heron", "value": 0.21})
    until(lambda: f'missing send_messages" channel={channel.id}' in bot.log or None, "it is not in the log", 10)
    listed = fake.slash(keeper, channel, "watch list").reply()
    assert f"{channel.mention} · ⚠ cannot post: missing Send Messages" in listed.text
    fake.allow(channel, bot_denied=Permission.ATTACH_FILES)
    fake.wait(lambda: alerts(fake, channel))
    # A leader is told without the picture that may not be attached.
    happening.bring({"benchmark": "mmmu", "model": "Heron", "value": 0.99, "setting": "again"})
    fake.wait(lambda: len(alerts(fake, channel)) == 2)
    assert titles(fake, channel) == ["New result · MMMU", "New leader · MMMU · Reported results"]
    assert all(one.files == {} for one in alerts(fake, channel))
    assert "⚠" not in fake.slash(keeper, channel, "watch list").reply().text


def test_an_answer_of_discord_that_says_no_is_tried_again_and_told_in_the_list(
    fake: FakeDiscord, happening: Happening, channel: Channel, keeper: Person
) -> None:
    fake.slash(keeper, channel, "watch benchmark", {"name": "charxiv-r"}).reply()
    route = f"POST /channels/{channel.id}/messages"
    fake.fail(route, 403, times=2, body={"message": "Missing Permissions", "code": 50013})
    happening.bring({"benchmark": "charxiv-r", "model": "Crane", "value": 0.11})
    fake.wait(lambda: alerts(fake, channel))
    tries = [one for one in fake.requests if f"{one.method} {one.path}" == route]
    assert [one.status for one in tries] == [403, 403, 200]
    assert titles(fake, channel) == ["New result · CharXiv-R"]


def test_a_channel_that_is_deleted_takes_its_watches_with_it(
    fake: FakeDiscord, guild: Guild, bot: BotProcess, keeper: Person, channel: Channel
) -> None:
    doomed = fake.channel(guild, "doomed")
    fake.slash(keeper, doomed, "watch all").reply()
    fake.remove_channel(doomed)
    until(
        lambda: f'a channel is gone, and what it watched with it" channel={doomed.id}' in bot.log or None,
        "it is not in the log",
        10,
    )
    assert doomed.mention not in fake.slash(keeper, channel, "watch list").reply().text


def test_a_server_that_removes_the_bot_takes_its_watches_with_it(
    fake: FakeDiscord, bot: BotProcess, happening: Happening, keeper: Person
) -> None:
    left = fake.guild("Left")
    room = fake.channel(left, "room")
    fake.slash(keeper, room, "watch all").reply()
    fake.slash(keeper, room, "watch benchmark", {"name": "mmlu"}).reply()
    fake.remove_bot(left)
    until(
        lambda: 'the bot was removed from a server, and what it watched with it" watches=2' in bot.log or None,
        "it is not in the log",
        10,
    )
    happening.bring({"benchmark": "mmlu", "model": "Egret", "value": 0.12})
    assert alerts(fake, room) == []


def test_names_that_would_do_harm_are_told_as_they_are(
    fake: FakeDiscord, happening: Happening, channel: Channel, keeper: Person
) -> None:
    fake.slash(keeper, channel, "watch benchmark", {"name": "mmlu"}).reply()
    happening.name("hostile-1", "@everyone <@&1> **x** [y](https://evil.example)")
    happening.name("hostile-2", "\u202e" + "z" * 300)
    happening.bring(
        {"benchmark": "mmlu", "model": "hostile-1", "value": 0.9991, "source_url": "https://e.org/(a)<b>"},
        {"benchmark": "mmlu", "model": "hostile-2", "value": 0.15},
    )
    fake.wait(lambda: alerts(fake, channel))
    (alert,) = alerts(fake, channel)
    assert alert.pings == [] and "\u202e" not in alert.text
    assert "@everyone" not in alert.text and "](https://evil" not in alert.text
    assert "takes the lead with 0.999 from" in alert.text and f"{'z' * 59}… scores 0.150" in alert.text
