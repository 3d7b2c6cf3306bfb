"""A form after a restart, and reporters whom a first message did not reach."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from podium.tests.bots.discord.conftest import HomeMaker, Launch
from podium.tests.bots.discord.test_settings import TYPED, kept
from podium.tests.fakes.discord import Channel, FakeDiscord, Person


def refuse(home: Path) -> None:
    """Refuse all reports as another process does."""
    with closing(sqlite3.connect(home / "registry.db")) as connection, connection:
        connection.execute("UPDATE corrections SET status = 'rejected', decision = 'no', decided_at = '2026-01-02'")


def test_a_form_that_was_opened_before_a_restart_is_taken_after_it_and_its_sender_is_told_after_another(
    fake: FakeDiscord, launch: Launch, new_home: HomeMaker, channel: Channel, person: Person
) -> None:
    home = new_home()
    first = launch(home)
    opened = fake.slash(person, channel, "report", {"benchmark": "chexpert"})
    refused = fake.submit(person, opened, TYPED | {"Right value": "47"}).reply()
    again = fake.press(person, refused, "Change it")
    assert again.modal["components"][2]["component"]["value"] == "47"
    first.terminate()
    assert first.exit_code() == 0
    second = launch(home)
    fake.submit(person, again, {"Right value": "0.47"})
    fake.wait(lambda: "0.481 → 0.470" in fake.read(refused).text)
    second.terminate()
    assert second.exit_code() == 0
    refuse(home)
    third = launch(home)
    fake.wait(lambda: len(fake.sent(person)) == 1)
    assert "was refused" in fake.sent(person)[0].embed["title"]
    fake.wait(lambda: kept(home, "SELECT person FROM reports") == [])
    third.terminate()
    third.exit_code()
    launch(home)
    # The last bot has looked for whom to tell before it answers this.
    fake.slash(person, channel, "about").reply()
    assert len(fake.sent(person)) == 1


def test_a_message_to_a_reporter_that_discord_could_not_take_is_sent_later(
    fake: FakeDiscord, launch: Launch, new_home: HomeMaker, channel: Channel, person: Person
) -> None:
    home = new_home()
    launch(home, constants={"podium.bots.discord.features.decided:INTERVAL": 0.1})
    opened = fake.slash(person, channel, "report", {"benchmark": "chexpert"})
    fake.submit(person, opened, TYPED).reply()
    fake.fail("POST /users/@me/channels", 503)
    refuse(home)
    fake.wait(lambda: len(fake.sent(person)) == 1)
    assert [one.status for one in fake.requests if one.path == "/users/@me/channels"][-2:] == [503, 200]
    fake.wait(lambda: kept(home, "SELECT person FROM reports") == [])


def test_a_form_opens_at_once_while_answers_take_long_and_names_the_model_that_was_asked_for(
    fake: FakeDiscord, launch: Launch, new_home: HomeMaker, channel: Channel, person: Person
) -> None:
    # A form that waited for the slow answer would come later than Discord takes it.
    launch(new_home(), delays={"podium.bots.faq.engine:Engine.understand": 4.5})
    asked = fake.slash(person, channel, "ask", {"question": "gpt-5 on mmlu"}).reply()
    slow = fake.slash(person, channel, "ask", {"question": "who leads chexpert?"})
    assert slow.callback == 5
    opened = fake.press(person, asked, "Missing or incorrect?")
    assert opened.callback == 9
    assert "**MMLU**" in opened.modal["components"][0]["content"]
    assert opened.modal["components"][1]["component"]["value"] == "GPT-5"
    slow.reply()
