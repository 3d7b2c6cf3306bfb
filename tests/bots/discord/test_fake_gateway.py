"""The gateway's rules, and what the launcher keeps the bot's process from."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from podium.tests.bots.discord.operating import until
from podium.tests.bots.discord.raw import ask, gateway, identify
from podium.tests.fakes.discord import BotProcess, FakeDiscord, Permission


@pytest.fixture
def fake() -> Iterator[FakeDiscord]:
    with FakeDiscord() as made:
        yield made


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "other"}, 4004),
        ({"shard": [1, 1]}, 4010),
        ({"intents": None}, 4013),
        ({"intents": 1 << 30}, 4013),
        ({"intents": 1 << 1}, 4014),
        ({"intents": 1 << 8}, 4014),
        ({"intents": 1 << 15}, 4014),
    ],
)
def test_an_identify_against_the_rules_closes_the_connection(
    fake: FakeDiscord, changes: dict[str, Any], code: int
) -> None:
    assert gateway(fake, [identify(fake, **changes)]) == ([], code)
    assert fake.closes == [code]


def test_frames_against_the_rules_close_the_connection(fake: FakeDiscord) -> None:
    at_the_limit = json.dumps({"op": 1, "d": None}).ljust(4096)
    assert gateway(fake, [at_the_limit, at_the_limit + " "]) == ([{"op": 11}], 4002)
    assert gateway(fake, ["not json"])[1] == 4002
    assert gateway(fake, [{"op": 99, "d": None}])[1] == 4001
    assert gateway(fake, [{"op": 3, "d": {}}])[1] == 4003
    assert gateway(fake, [identify(fake), identify(fake)])[1] == 4005
    assert gateway(fake, [{"op": 1, "d": None}] * 121)[1] == 4008


def test_too_few_shards_are_refused() -> None:
    with FakeDiscord(shards=2) as fake:
        assert gateway(fake, [identify(fake)])[1] == 4011
        assert ask(fake, "GET", "/gateway/bot")[1]["shards"] == 2


def test_ready_names_guilds_that_follow_one_by_one_and_heartbeats_are_answered(fake: FakeDiscord) -> None:
    guild = fake.guild("Benchmarks")
    fake.guild("Elsewhere", joined=False)
    received, _ = gateway(fake, [{"op": 1, "d": None}, identify(fake)], answers=3)
    assert received[0] == {"op": 11}
    ready, created = received[1], received[2]
    assert (ready["t"], ready["s"]) == ("READY", 1)
    assert ready["d"]["guilds"] == [{"id": guild.id, "unavailable": True}]
    assert ready["d"]["resume_gateway_url"] == f"ws://127.0.0.1:{fake.port}/gateway/resume"
    assert (created["t"], created["s"], created["d"]["name"]) == ("GUILD_CREATE", 2, "Benchmarks")


def test_a_session_is_resumed_with_what_was_missed_and_an_unknown_one_is_not(fake: FakeDiscord) -> None:
    channel, ada = fake.channel(fake.guild()), fake.person("ada")
    (ready, _), _ = gateway(fake, [identify(fake)], answers=2)
    fake.wait(lambda: fake.connected == 0)
    for word in ("one", "two"):
        fake.say(ada, channel, word, mention_bot=True)
    resume = {"token": fake.token, "session_id": ready["d"]["session_id"], "seq": 2}
    received, _ = gateway(fake, [{"op": 6, "d": resume}], answers=3)
    assert [frame["t"] for frame in received] == ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]
    assert [frame["d"].get("content") for frame in received[:2]] == [f"{fake.bot.mention} {w}" for w in ("one", "two")]
    assert gateway(fake, [{"op": 6, "d": resume | {"seq": 99}}])[1] == 4007
    assert gateway(fake, [{"op": 6, "d": resume | {"token": "other"}}])[1] == 4004
    unknown = {"op": 6, "d": resume | {"session_id": "other"}}
    assert gateway(fake, [unknown], answers=1)[0] == [{"op": 9, "d": False}]


def test_without_the_intent_only_what_concerns_the_bot_has_text(fake: FakeDiscord) -> None:
    guild = fake.guild(everyone=Permission.EVERYONE)
    channel, ada = fake.channel(guild), fake.person("ada")
    hidden = fake.channel(guild, bot_denied=Permission.VIEW_CHANNEL)
    (ready, *_), _ = gateway(fake, [identify(fake, intents=1 | 1 << 9 | 1 << 12)], answers=2)
    fake.wait(lambda: fake.connected == 0)
    status, own = ask(fake, "POST", f"/channels/{channel.id}/messages", {"content": "own"})
    assert status == 200
    fake.say(ada, channel, "secret")
    fake.say(ada, channel, "to you", mention_bot=True)
    reply = next(message for message in fake.sent(channel) if message.id == own["id"])
    fake.say(ada, channel, "reply", reply_to=reply)
    fake.say(ada, channel, "reply without ping", reply_to=reply, ping=False)
    fake.say(ada, hidden, "unseen", mention_bot=True)
    fake.dm(ada, "direct")
    (session,) = fake.gateway.sessions.values()
    texts = [frame["d"]["content"] for frame in session.sent if frame["t"] == "MESSAGE_CREATE"]
    assert texts == ["own", "", f"{fake.bot.mention} to you", "reply", "", "direct"]
    listed = ask(fake, "GET", f"/channels/{channel.id}/messages")[1]
    assert [message["content"] for message in listed] == ["", "reply", f"{fake.bot.mention} to you", "", "own"]


def test_with_the_intent_everything_has_text() -> None:
    with FakeDiscord(privileged=1 << 15) as fake:
        channel, ada = fake.channel(fake.guild()), fake.person("ada")
        gateway(fake, [identify(fake, intents=1 | 1 << 9 | 1 << 15)], answers=2)
        fake.wait(lambda: fake.connected == 0)
        fake.say(ada, channel, "open")
        (session,) = fake.gateway.sessions.values()
        assert session.sent[-1]["d"]["content"] == "open"


def test_the_launcher_lets_nothing_out_of_this_machine(fake: FakeDiscord) -> None:
    code = """
import socket
from podium.tests.fakes.discord import launcher
launcher.aim({port}); launcher.stay_home()
assert launcher.Route.BASE == "http://127.0.0.1:{port}/api/v10"
for attempt in (
    lambda: socket.getaddrinfo("discord.com", 443),
    lambda: socket.socket().connect(("198.51.100.1", 443)),
    lambda: socket.create_connection(("gateway.discord.gg", 443), 1),
):
    try:
        attempt()
    except OSError as error:
        print(error)
socket.create_connection(("127.0.0.1", {port}), 5).close()
"""
    ran = subprocess.run(
        [sys.executable, "-c", code.format(port=fake.port)], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.splitlines() == [
        "[Errno -2] the test launcher refuses to look up discord.com",
        "the test launcher refuses to connect to 198.51.100.1",
        "[Errno -2] the test launcher refuses to look up gateway.discord.gg",
    ]


def test_the_real_bot_starts_becomes_ready_ends_by_sigterm_and_its_log_is_kept(
    fake: FakeDiscord, registry_file: Path, tmp_path: Path
) -> None:
    fake.guild()
    sync = BotProcess(fake, ["bot", "sync"], home=tmp_path / "home", wait=False)
    sync.start()
    assert sync.exit_code() == 0, sync.log
    assert "ask" in {one["name"] for one in fake.commands()}
    with BotProcess(fake, home=tmp_path / "home") as bot:
        assert bot.running and fake.connected == 1
        # The library writes this a moment after it is told that it is ready.
        until(lambda: "has connected to Gateway" in bot.log or None, "it is not in the log", 20)
        bot.terminate()
        assert bot.exit_code() == 0, bot.log
    fake.wait(lambda: fake.connected == 0)
    assert bot.exceptions == [] and fake.refused == [], bot.log
    assert "has connected to Gateway" in bot.log
    assert fake.token not in bot.log


def test_a_bot_that_ends_before_it_is_ready_is_told_of_with_its_log(fake: FakeDiscord, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"ended with exit code 78:(.|\n)*no token: PODIUM_DISCORD_TOKEN"):
        BotProcess(fake, home=tmp_path / "home", token="").__enter__()
