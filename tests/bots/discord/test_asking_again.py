"""Buttons after a restart, answers on their way when the bot is told to end, and a registry that changes meanwhile."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from podium.bots.discord.keeping import Keeping
from podium.tests.bots.discord.conftest import HomeMaker, Launch, environment
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Guild, Person

LEADER = "**MedGemma 4B IT by Google leads CheXpert CXR with 0.481 macro-F1 over five findings**"


def test_buttons_of_an_earlier_process_finish_what_was_asked(
    fake: FakeDiscord, launch: Launch, new_home: HomeMaker, channel: Channel, person: Person
) -> None:
    home = new_home()
    first = launch(home)
    ambiguous = fake.slash(person, channel, "ask", {"question": "claude on mmlu"}).reply()
    private = fake.slash(person, channel, "ask", {"question": "who leads chexpert?", "private": True}).reply()
    helped = fake.slash(person, channel, "help").reply()
    # So many filters fit in no id.
    long = "second best open model under 70B by meta or google on mmlu-pro released in 2024"
    lost = fake.slash(person, channel, "ask", {"question": long, "private": True}).reply()
    assert lost.labels == ["Leaderboard", "Missing or incorrect?", "Share"]
    first.terminate()
    assert first.exit_code() == 0
    launch(home)

    (select,) = ambiguous.selects
    assert fake.choose(person, ambiguous, select["custom_id"], ["Claude 3 Opus"]).callback == 7
    fake.wait(lambda: "Claude 3 Opus by Anthropic has" in fake.read(ambiguous).text)
    fake.press(person, private, "Share")
    fake.wait(lambda: len(fake.sent(channel)) == 2)
    assert fake.sent(channel)[1].embed["description"].startswith(LEADER)
    pressed = fake.press(person, helped, helped.labels[0])
    assert pressed.callback == 7 and "leads" in fake.read(helped).text
    told = fake.press(person, lost, "Share")
    assert told.ephemeral and "ask anew" in told.reply().text
    # What was asked before the restart is forgotten, so nothing goes on from it.
    assert "MMLU" not in fake.slash(person, channel, "ask", {"question": "and gpt-5?"}).reply().text.split("\n")[3]


def test_an_answer_on_its_way_is_sent_before_the_bot_ends(
    fake: FakeDiscord, launch: Launch, new_home: HomeMaker, channel: Channel, person: Person
) -> None:
    bot = launch(new_home(), delays={"podium.bots.faq.engine:Engine.understand": 1.5})
    asked = fake.slash(person, channel, "ask", {"question": "who leads chexpert?"})
    said = fake.say(person, channel, "who leads chexpert?", mention_bot=True)
    assert asked.callback == 5
    bot.terminate()
    fake.wait(lambda: "told to end" in bot.log)
    late = fake.slash(fake.person("late"), channel, "about")
    assert late.ephemeral and late.reply().content == "I am being restarted. Please ask again in a moment."
    assert asked.reply().embed["description"].startswith(LEADER)
    assert said.reply().embed["description"].startswith(LEADER)
    assert bot.exit_code() == 0


def test_an_answer_that_takes_longer_than_discord_waits_is_announced_in_time_and_then_given(
    fake: FakeDiscord, launch: Launch, new_home: HomeMaker, channel: Channel, person: Person
) -> None:
    launch(new_home(), delays={"podium.bots.faq.engine:Engine.understand": 3.5})
    asked = fake.slash(person, channel, "ask", {"question": "who leads chexpert?"})
    assert asked.callback == 5
    assert asked.reply().embed["description"].startswith(LEADER)
    # Announced to all, told to the asker alone: the announcement is taken back.
    unknown = fake.slash(person, channel, "ask", {"question": "who leads nosuchbench?"})
    assert unknown.callback == 5
    fake.wait(lambda: [one.ephemeral for one in unknown.messages] == [True])
    assert "nosuchbench" in unknown.messages[0].text
    said = fake.say(person, channel, "who leads chexpert?", mention_bot=True)
    assert said.reply().embed["description"].startswith(LEADER)
    assert "POST /channels/{channel}/typing" in [request.route for request in fake.requests]


def test_a_registry_put_in_the_place_of_the_old_one_answers_without_a_restart(
    fake: FakeDiscord, launch: Launch, new_home: HomeMaker, channel: Channel, person: Person
) -> None:
    home, other = new_home(), new_home()
    launch(home)
    question = {"question": "who leads charxiv-r?"}
    assert "Utter 9" not in fake.slash(person, channel, "ask", question).reply().text
    put(fake, other, [{"slug": "utter-9", "name": "Utter 9"}], [row("utter-9", 0.999)])
    for left in other.glob("registry.db-*"):
        left.unlink()
    os.replace(other / "registry.db", home / "registry.db")
    assert (
        "**Utter 9 leads CharXiv-R with 0.999 accuracy**" in fake.slash(person, channel, "ask", question).reply().text
    )
    found = fake.complete(person, channel, "faq", {"benchmark": "charx"}, focused="benchmark")
    assert found[0]["value"] == "charxiv-r"


HOSTILE = {
    "everyone": "@everyone",
    "ticks": "```js\n`**bold** || [link](https://evil.example.org)",
    "long": "x" * 300,
    "rtl": "\u202egnp.exe مرحبا",
    "mention": "<@1> <#2> <@&3> @here",
}


def test_hostile_names_ping_nobody_carry_no_markup_and_stay_within_every_limit(
    fake: FakeDiscord, launch: Launch, new_home: HomeMaker, channel: Channel, person: Person
) -> None:
    home = new_home()
    models = [{"slug": slug, "name": name, "organisation": name} for slug, name in HOSTILE.items()]
    put(fake, home, models, [row(slug, 0.99 + n / 1000) for n, slug in enumerate(HOSTILE)])
    launch(home)
    for number, question in enumerate(
        (
            "who leads charxiv-r?",
            "top 10 charxiv-r",
            "charxiv-r leaderboard",
            "what is everyone",
            "@everyone on charxiv-r",
        )
    ):
        reply = fake.say(fake.person(f"reader-{number}"), channel, question, mention_bot=True).reply()
        assert reply.pings == []
        assert "\u202e" not in reply.text
        assert not any(part in reply.text for part in ("@everyone", "```", "](https://evil", "<@1>", "@here")), (
            reply.text
        )
        for button in reply.buttons:
            assert 1 <= len(button.get("label", "")) <= 80
    assert fake.complete(person, channel, "leaderboard", {"benchmark": "charxiv"}, focused="benchmark")


def row(model: str, value: float) -> dict[str, Any]:
    """Return a result on CharXiv-R in the import format."""
    return {
        "benchmark": "charxiv-r",
        "board": "reported",
        "model": model,
        "value": value,
        "standing": "self-reported",
        "source_url": f"https://lab.example.org/{model})",
        "as_of": "2026-05-04",
        "provenance": "llm-stats",
    }


def put(fake: FakeDiscord, home: Path, models: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    """Import results into the registry of a home, as its owner would."""
    file = home / "results.json"
    file.write_text(json.dumps({"format": 1, "models": models, "results": rows}), encoding="utf-8")
    with BotProcess(
        fake, ("results", "import", str(file)), home=home, environment=environment(home), wait=False
    ) as process:
        assert process.exit_code() == 0, process.log


def test_a_server_can_restrict_the_bot_to_channels_and_their_threads(
    fake: FakeDiscord, launch: Launch, new_home: HomeMaker, guild: Guild, channel: Channel, person: Person
) -> None:
    home, elsewhere = new_home(), fake.channel(guild, "elsewhere")
    keeping = Keeping(home / "discord.db")
    allow = f"INSERT INTO channels VALUES ({guild.id}, {channel.id})"
    asyncio.run(keeping.run(lambda connection: connection.execute(allow)))
    keeping.close()
    launch(home)
    question = {"question": "who leads chexpert?"}
    refused = fake.slash(person, elsewhere, "ask", question)
    assert refused.ephemeral and refused.reply().content == f"In this server I answer in {channel.mention}."
    silent = fake.say(person, elsewhere, "who leads chexpert?", mention_bot=True)
    assert fake.slash(person, elsewhere, "about").reply().embed
    for place in (channel, fake.thread(channel)):
        assert fake.slash(person, place, "ask", question).reply().embed["description"].startswith(LEADER)
        assert fake.say(person, place, "who leads chexpert?", mention_bot=True).reply().embed
    assert fake.dm(person, "who leads chexpert?").reply().embed
    assert silent.messages == []


def test_a_registry_without_results_answers_every_command_of_words(
    fake: FakeDiscord, launch: Launch, new_home: HomeMaker, channel: Channel, person: Person
) -> None:
    home = new_home()
    launch(home).kill()
    # It is in step now, so that nobody brings the results back.
    with closing(sqlite3.connect(home / "registry.db")) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for table in ("board_sizes", "result_sources", "events", "results"):
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
                connection.execute(f"DELETE FROM {table}")
        connection.commit()
    launch(home)
    assert "no results" in fake.slash(person, channel, "ask", {"question": "who leads chexpert?"}).reply().text
    for question in ("top 10 mmlu", "gpt-5 on mmlu", "which benchmarks are there", "is gpt-5 better than o3"):
        reply = fake.say(fake.person(f"reader of {question}"), channel, question, mention_bot=True).reply()
        assert reply.embed["description"]
    assert "**0** results" in fake.slash(person, channel, "about").reply().text
    assert fake.slash(person, channel, "help").reply().embed
    assert fake.slash(person, channel, "faq", {"benchmark": "chexpert"}).reply().embed
    assert fake.complete(person, channel, "faq", {"benchmark": "chexp"}, focused="benchmark")
