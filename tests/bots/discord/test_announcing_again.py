"""Announcements of a bot that is killed, away, restarted, or has much to tell: each event once, and none is lost."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from podium.tests.bots.discord.conftest import HomeMaker, environment, sync
from podium.tests.bots.discord.happening import Happening, alerts, soon, titles
from podium.tests.bots.discord.operating import until
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Guild, Permission

KEEPER = Permission.MANAGE_CHANNELS


@pytest.fixture(scope="module")
def home(new_home: HomeMaker) -> Path:
    return new_home()


@pytest.fixture(scope="module")
def happening(home: Path) -> Happening:
    return Happening(home)


@pytest.fixture
def room(fake: FakeDiscord, guild: Guild, channel: Channel, home: Path) -> Iterator[Channel]:
    """Return a channel; what it watches ends with the test, and with it the log."""
    if not fake.commands():
        sync(fake, home)
    yield channel
    with closing(sqlite3.connect(home / "discord.db")) as connection:
        connection.executescript("DELETE FROM watches; DELETE FROM announcing;")
    (home / "bot-process.log").unlink()


@contextmanager
def running(fake: FakeDiscord, home: Path, **more: object) -> Iterator[BotProcess]:
    """Run a bot that looks for what is new all the time."""
    settings = {**environment(home), **soon(**more), "PODIUM_DISCORD_TOKEN": fake.token}
    with BotProcess(fake, home=home, environment=settings) as bot:
        yield bot


def watch(fake: FakeDiscord, channel: Channel, *names: str) -> None:
    """Have a channel watch benchmarks, or everything."""
    keeper = fake.person("keeper", permissions=KEEPER)
    for name in names:
        fake.slash(keeper, channel, "watch benchmark", {"name": name}).reply()
    if not names:
        fake.slash(keeper, channel, "watch all").reply()


def told_once_more(fake: FakeDiscord, channel: Channel, happening: Happening) -> list[str]:
    """Bring one more result, and return all headings once it is told: what would be repeated comes before it."""
    happening.bring({"benchmark": "mmlu", "model": f"Later {channel.name}", "value": 0.17})
    fake.wait(lambda: any(f"Later {channel.name}" in one.text for one in alerts(fake, channel)))
    return titles(fake, channel)


def test_killed_after_sending_and_before_taking_note_it_does_not_tell_again(
    fake: FakeDiscord, home: Path, happening: Happening, room: Channel
) -> None:
    with running(fake, home) as bot:
        watch(fake, room, "mmlu")
        # Every answer is lost, so the bot does not learn that its message is there.
        fake.fail(f"POST /channels/{room.id}/messages", 502, times=1_000, after=True)
        happening.bring({"benchmark": "mmlu", "model": "Kite", "value": 0.31})
        fake.wait(lambda: alerts(fake, room))
        bot.kill()
    fake.clear_faults()
    # Discord forgets nonces after some minutes: what is in the channel must do.
    fake.world.nonces.clear()
    with running(fake, home):
        assert told_once_more(fake, room, happening) == ["New result · MMLU"] * 2
    assert len({one.embed["description"] for one in alerts(fake, room)}) == 2


def test_where_the_channel_may_not_be_read_discord_drops_what_it_has_seen_a_short_while_ago(
    fake: FakeDiscord, home: Path, happening: Happening, room: Channel
) -> None:
    fake.allow(room, bot_denied=Permission.READ_MESSAGE_HISTORY)
    with running(fake, home) as bot:
        watch(fake, room, "mmlu")
        fake.fail(f"POST /channels/{room.id}/messages", 502, times=1_000, after=True)
        happening.bring({"benchmark": "mmlu", "model": "Merlin", "value": 0.33})
        fake.wait(lambda: alerts(fake, room))
        bot.kill()
    fake.clear_faults()
    with running(fake, home):
        assert told_once_more(fake, room, happening) == ["New result · MMLU"] * 2


def test_killed_after_taking_note_and_before_sending_it_tells_when_it_is_back(
    fake: FakeDiscord, home: Path, happening: Happening, room: Channel
) -> None:
    with running(fake, home) as bot:
        watch(fake, room, "mmlu")
        fake.fail(f"POST /channels/{room.id}/messages", 502, times=1_000)
        happening.bring({"benchmark": "mmlu", "model": "Osprey", "value": 0.32})
        fake.wait(lambda: any(one.status == 502 for one in fake.requests if room.id in one.path))
        bot.kill()
        assert alerts(fake, room) == []
    with closing(sqlite3.connect(home / "discord.db")) as connection:
        assert connection.execute("SELECT channel FROM announcing").fetchall() == [(int(room.id),)]
    fake.clear_faults()
    with running(fake, home):
        fake.wait(lambda: alerts(fake, room))
        assert told_once_more(fake, room, happening) == ["New result · MMLU"] * 2
    assert "Osprey" in alerts(fake, room)[0].text


def test_after_being_away_it_tells_one_thing_as_it_would_have_and_of_more_gives_one_digest(
    fake: FakeDiscord, home: Path, guild: Guild, happening: Happening, room: Channel
) -> None:
    quiet = fake.channel(guild, "quiet")
    with running(fake, home) as bot:
        watch(fake, room)
        watch(fake, quiet, "chexpert")
        bot.terminate()
        assert bot.exit_code() == 0
    happening.bring({"benchmark": "chexpert", "model": "Falcon", "value": 0.7})
    happening.bring({"benchmark": "mmlu", "model": "Falcon", "value": 0.3})
    happening.bring({"benchmark": "mmlu", "model": "Falcon 2", "value": 0.4})
    with running(fake, home):
        fake.wait(lambda: alerts(fake, room) and alerts(fake, quiet))
        assert titles(fake, quiet) == ["New leader · CheXpert CXR · Reported results"]
        assert told_once_more(fake, room, happening) == ["What is new", "New result · MMLU"]
        digest = alerts(fake, room)[0]
        (select,) = digest.selects
        assert [one["value"] for one in select["options"]] == ["chexpert", "mmlu"]
        opened = fake.choose(fake.person("reader"), digest, select["custom_id"], ["chexpert"])
        assert "Falcon" in opened.reply().text
    lines = digest.embed["description"].splitlines()
    assert lines[:3] == [
        "1 new leader, 2 new results on 2 benchmarks",
        "",
        "**CheXpert CXR** · 1 new leader",
    ]
    assert lines[3].startswith("\u2003Falcon takes the lead with 0.700 from ")
    assert lines[4] == "**MMLU** · 2 new results" and len(lines) == 7
    assert digest.embed["footer"]["text"] == "research use only"
    fake.remove_channel(quiet)


def test_5000_results_at_once_are_one_digest_and_what_comes_next_is_told_by_itself(
    fake: FakeDiscord, home: Path, happening: Happening, room: Channel
) -> None:
    with running(fake, home) as bot:
        watch(fake, room)
        happening.many("mmlu", 5_000)
        fake.wait(lambda: alerts(fake, room), 60)
        assert told_once_more(fake, room, happening) == ["What is new", "New result · MMLU"]
        assert bot.exceptions == []
    assert alerts(fake, room)[0].embed["description"].splitlines() == [
        "5,000 new results on 1 benchmark",
        "",
        "**MMLU** · 5,000 new results",
    ]


def test_a_channel_gets_no_more_than_five_messages_a_minute_and_then_all_that_came_meanwhile(
    fake: FakeDiscord, home: Path, happening: Happening, room: Channel
) -> None:
    with running(fake, home, **{"podium.bots.discord.announcing:MINUTE": 8.0}):
        watch(fake, room, "mmlu", "mmmu")
        for number in range(12):
            benchmark = ("mmlu", "mmmu")[number % 2]
            happening.bring({"benchmark": benchmark, "model": f"Tern {number}", "value": 0.2 + number / 100})
            fake.wait(lambda: len(alerts(fake, room)) >= min(number + 1, 5))  # noqa: B023
        fake.wait(lambda: len(alerts(fake, room)) == 6, 30)
    found = titles(fake, room)
    assert found == [*["New result · MMLU", "New result · MMMU"] * 2, "New result · MMLU", "What is new"]
    assert "7 new results on 2 benchmarks" in alerts(fake, room)[-1].text


def test_a_channel_that_was_deleted_while_the_bot_was_away_is_forgotten_with_one_line(
    fake: FakeDiscord, home: Path, guild: Guild, happening: Happening, room: Channel
) -> None:
    doomed = fake.channel(guild, "doomed")
    with running(fake, home) as bot:
        watch(fake, doomed, "mmlu")
        bot.terminate()
        bot.exit_code()
    fake.remove_channel(doomed)
    happening.bring({"benchmark": "mmlu", "model": "Gull", "value": 0.3})
    with running(fake, home) as bot:
        line = f'message="a channel is gone, and what it watched with it" channel={doomed.id} watches=1'
        until(lambda: line in bot.log or None, "the channel is not forgotten", 20)
        watch(fake, room, "mmlu")
        told_once_more(fake, room, happening)
        assert bot.log.count(doomed.id) == 2  # that it watches, and that it is gone
    with closing(sqlite3.connect(home / "discord.db")) as connection:
        assert connection.execute("SELECT channel FROM watches").fetchall() == [(int(room.id),)]


def test_a_registry_that_is_another_is_not_announced_and_goes_on_from_there(
    fake: FakeDiscord, home: Path, filled_registry: Path, happening: Happening, room: Channel
) -> None:
    with running(fake, home) as bot:
        watch(fake, room, "mmlu")
        shutil.copy(filled_registry, home / "fresh.db")
        (home / "fresh.db").rename(home / "registry.db")
        for suffix in ("-wal", "-shm"):
            (home / f"registry.db{suffix}").unlink(missing_ok=True)
        line = 'message="the registry is another: what it holds is not announced" watches=1'
        until(lambda: line in bot.log or None, "the other registry is not noticed", 20)
        assert told_once_more(fake, room, happening) == ["New result · MMLU"]


def test_a_server_that_removed_the_bot_while_it_was_away_is_told_nothing_and_logged_once(
    fake: FakeDiscord, home: Path, happening: Happening, room: Channel
) -> None:
    left = fake.guild("Left")
    lost = fake.channel(left, "lost")
    with running(fake, home) as bot:
        watch(fake, lost, "mmlu")
        watch(fake, room, "mmlu")
        bot.terminate()
        bot.exit_code()
    fake.remove_bot(left)
    happening.bring({"benchmark": "mmlu", "model": "Auk", "value": 0.3})
    with running(fake, home) as bot:
        fake.wait(lambda: alerts(fake, room))
        told_once_more(fake, room, happening)
        assert bot.log.count("the bot is not in the server of this channel: it is told nothing") == 1
    assert [one for one in fake.requests if lost.id in one.path] == []
