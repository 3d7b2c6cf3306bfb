"""The fake Discord as discord.py meets it: login, messages, interactions, the gateway's ups and downs, faults."""

from __future__ import annotations

from collections.abc import Iterator

import discord
import pytest
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.state import ConnectionState

from podium.tests.bots.discord.little_bot import MINE, LittleBot
from podium.tests.fakes.discord import Channel, FakeDiscord, Permission, launcher


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDiscord]:
    """Return a fake that discord.py of this process talks to."""
    with FakeDiscord() as made:
        for owner, name in ((Route, "BASE"), (DiscordWebSocket, "DEFAULT_GATEWAY"), (Asset, "BASE")):
            monkeypatch.setattr(owner, name, getattr(owner, name))
        monkeypatch.setattr(ConnectionState, "__init__", ConnectionState.__init__)
        monkeypatch.setattr(discord.Client, "before_identify_hook", discord.Client.before_identify_hook)
        launcher.aim(made.port)
        launcher.hurry()
        yield made


@pytest.fixture
def channel(fake: FakeDiscord) -> Channel:
    return fake.channel(fake.guild("Benchmarks"), "general")


def test_login_goes_through_rest_sync_identify_ready_and_guilds_in_this_order(
    fake: FakeDiscord, channel: Channel
) -> None:
    with LittleBot(fake) as bot:
        assert bot.ready.wait(10)
        routes = [request.route for request in fake.requests]
        assert routes == ["GET /users/@me", "GET /oauth2/applications/@me", "PUT /applications/{application}/commands"]
        (identify,) = fake.identifies
        assert identify["intents"] == MINE.value == 1 << 0 | 1 << 9 | 1 << 12
        assert [guild.name for guild in bot.client.guilds] == ["Benchmarks"]
        assert [channel.name for channel in bot.client.guilds[0].text_channels] == ["general"]
        assert {command["name"] for command in fake.commands()} == {"ask", "slow", "board", "tell", "watch"}
    fake.wait(lambda: fake.connected == 0)
    assert fake.refused == [] and fake.closes == []


def test_a_mention_is_read_and_answered_with_embed_and_file(fake: FakeDiscord, channel: Channel) -> None:
    ada = fake.person("ada")
    with LittleBot(fake):
        exchange = fake.say(ada, channel, "hello", mention_bot=True)
        reply = exchange.reply()
        assert reply.embed["title"] == f"heard {len(fake.bot.mention + ' hello')} characters"
        assert exchange.files == {"picture.png": b"picture"}
        assert reply.embed["image"]["url"].startswith(f"{fake.world.base}/cdn/attachments/")
        assert reply.pings == ["ada"]
        silent = fake.say(ada, channel, "between people")
        assert fake.slash(ada, channel, "watch list").reply().content == "nothing"
        assert silent.messages == []
        assert fake.say(ada, fake.thread(channel), "hi", mention_bot=True).reply().embed["title"].startswith("heard")
        assert fake.dm(ada, "four").reply().embed["title"] == "heard 4 characters"
    assert fake.refused == []


def test_commands_complete_defer_follow_up_page_choose_and_open_forms(fake: FakeDiscord, channel: Channel) -> None:
    ada, grace = fake.person("ada"), fake.person("grace")
    with LittleBot(fake):
        asked = fake.slash(ada, channel, "ask", {"text": "who leads?"})
        assert asked.reply().content == "you asked who leads?"
        assert asked.ephemeral and asked.callback == 4 and asked.acknowledged_after >= 0
        assert fake.complete(ada, channel, "ask", {"text": "ml"}, focused="text") == [{"name": "ml?", "value": "ml"}]

        slow = fake.slash(ada, None, "slow", context="dm")
        assert slow.reply().content == "done" and slow.files == {"board.csv": b"a,b"}
        assert slow.callback == 5 and slow.follow_up(1).content == "one more"
        assert [message.ephemeral for message in slow.messages] == [False, True]

        board = fake.slash(ada, channel, "board").reply()
        assert board.labels == ["Next", "Report"]
        assert fake.press(ada, board, "Next").reply().content == "page 1"
        assert fake.press(grace, board, "next").reply().content == "page 2"
        assert board.content == "page 0" and fake.read(board).content == "page 2"
        picked = fake.choose(grace, board, "board", ["Easy"])
        assert picked.reply().content == "board e" and picked.callback == 6

        opened = fake.press(grace, board, "Report")
        assert opened.modal["title"] == "Report"
        thanks = fake.submit(grace, opened, {"Right value": "0.9"})
        assert thanks.reply().content == "thank you for 0.9" and thanks.ephemeral
    assert fake.refused == []


def test_people_roles_and_channels_given_to_a_command_arrive_and_people_can_be_written_to(
    fake: FakeDiscord, channel: Channel
) -> None:
    assert channel.guild
    role = fake.role(channel.guild, "maintainers")
    ada = fake.person("ada", roles=[role])
    with LittleBot(fake):
        told = fake.slash(ada, channel, "tell", {"person": ada, "role": role, "channel": channel})
        assert told.reply().content == "told"
        assert [message.content for message in fake.sent(ada)] == ["maintainers in general"]
    assert fake.refused == []


def test_a_user_install_works_in_a_guild_without_the_bot_and_privately_where_apps_may_not_speak(
    fake: FakeDiscord,
) -> None:
    ada = fake.person("ada")
    elsewhere = fake.channel(fake.guild("Elsewhere", joined=False, everyone=Permission.EVERYONE))
    with LittleBot(fake):
        answered = fake.slash(ada, elsewhere, "ask", {"text": "x"}, context="user_install")
        assert answered.reply().content == "you asked x"
        assert fake.slash(ada, fake.group(ada), "ask", {"text": "y"}, context="user_install").reply().ephemeral
        with pytest.raises(LookupError, match="integration types"):
            fake.slash(ada, elsewhere, "board", context="user_install")
        with pytest.raises(LookupError, match="only a user install works there"):
            fake.slash(ada, elsewhere, "ask", {"text": "x"})
    assert fake.refused == []


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4009])
def test_a_closed_connection_is_resumed_and_what_was_missed_is_sent_again(
    fake: FakeDiscord, channel: Channel, code: int
) -> None:
    ada = fake.person("ada")
    with LittleBot(fake):
        fake.drop_events_until_resume()
        missed = fake.say(ada, channel, "hello", mention_bot=True)
        fake.close_gateway(code)
        assert missed.reply().embed["title"].startswith("heard")
        assert len(fake.identifies) == 1
        (resume,) = fake.resumes
        assert resume["path"] == "/gateway/resume"
        assert fake.slash(ada, channel, "watch list").reply().content == "nothing"
    assert fake.refused == []


def test_op_7_and_a_resumable_op_9_resume_and_one_that_is_not_identifies_again(
    fake: FakeDiscord, channel: Channel
) -> None:
    ada = fake.person("ada")
    with LittleBot(fake):
        fake.reconnect_op7()
        fake.wait(lambda: len(fake.resumes) == 1 and fake.connected)
        fake.invalidate(resumable=True)
        fake.wait(lambda: len(fake.resumes) == 2 and fake.connected)
        fake.invalidate(resumable=False)
        fake.wait(lambda: len(fake.identifies) == 2 and fake.connected)
        assert fake.slash(ada, channel, "watch list").reply().content == "nothing"
    assert fake.refused == []


def test_a_wrong_token_is_refused_at_login(fake: FakeDiscord) -> None:
    with LittleBot(fake, token="wrong") as bot:
        assert isinstance(bot.error, discord.LoginFailure)
    assert [(request.route, request.status) for request in fake.refused] == [("GET /users/@me", 401)]


@pytest.mark.parametrize("intent", ["members", "presences", "message_content"])
def test_privileged_intents_that_were_not_granted_close_the_gateway(fake: FakeDiscord, intent: str) -> None:
    with LittleBot(fake, intents=discord.Intents(guilds=True, **{intent: True})) as bot:
        assert isinstance(bot.error, discord.PrivilegedIntentsRequired)
    assert fake.closes == [4014]


def test_a_sharded_client_asks_for_the_number_of_shards_and_every_guild_is_on_its_own(
    monkeypatch: pytest.MonkeyPatch, fake: FakeDiscord
) -> None:
    fake.world.shards = 2
    ada = fake.person("ada")
    channels = [fake.channel(fake.guild(f"guild {number}")) for number in range(2)]
    with LittleBot(fake, sharded=True):
        fake.wait(lambda: fake.connected == 2)
        assert [identify["shard"] for identify in fake.identifies] == [[0, 2], [1, 2]]
        for channel in channels:
            assert fake.slash(ada, channel, "watch list").reply().content == "nothing"
    assert fake.refused == []


def test_a_429_is_retried_when_it_comes_through_discord_and_not_when_it_looks_like_a_ban(
    fake: FakeDiscord, channel: Channel
) -> None:
    ada = fake.person("ada")
    with LittleBot(fake):
        fake.rate_limit("POST /channels/*/messages", times=2)
        assert fake.say(ada, channel, "hello", mention_bot=True).reply().embed["title"].startswith("heard")
        fake.rate_limit("PATCH /webhooks/*", everywhere=True)
        assert fake.slash(ada, channel, "slow").reply().content == "done"
        fake.fail("POST /channels/*/messages", 502)
        assert fake.say(ada, channel, "again", mention_bot=True).reply().embed["title"].startswith("heard")
        statuses = [r.status for r in fake.requests if r.route == "" and r.injected]
        assert statuses == [429, 429, 429, 502]
        fake.rate_limit("POST /channels/*/messages", via=False)
        lost = fake.say(ada, channel, "hello", mention_bot=True)
        fake.wait(lambda: [r.status for r in fake.requests if r.injected][4:] == [429])
        assert fake.slash(ada, channel, "watch list").reply().content == "nothing"
        assert lost.messages == []
    assert fake.refused == []


def test_a_bucket_is_told_in_headers_and_obeyed(fake: FakeDiscord, channel: Channel) -> None:
    ada = fake.person("ada")
    fake.bucket("POST /channels/*/messages", limit=2, per=0.3)
    with LittleBot(fake):
        exchanges = [fake.say(ada, channel, "hello", mention_bot=True) for _ in range(5)]
        assert len({exchange.reply().id for exchange in exchanges}) == 5
    assert fake.refused == []


def test_calls_can_be_held_and_answers_lost_after_the_work_is_done(fake: FakeDiscord, channel: Channel) -> None:
    ada = fake.person("ada")
    with LittleBot(fake):
        with fake.hold("POST /interactions/*/callback") as gate:
            exchange = fake.slash(ada, channel, "watch list")
            fake.wait(lambda: gate.waiting == 1)
            assert exchange.acknowledged is False
        assert exchange.reply().content == "nothing"
        fake.fail("POST /channels/*/messages", 502, after=True)
        said = fake.say(ada, channel, "hello", mention_bot=True)
        fake.wait(lambda: [r.status for r in fake.requests if r.path.endswith("/messages")] == [502, 200])
        # discord.py sends the message again under the same nonce, so it is there once.
        assert [message.reply_to for message in fake.sent(channel)] == [None, said.reply().reply_to]
