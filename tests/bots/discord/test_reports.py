"""Reports of wrong data end to end: the form, what the registry refuses, maintainers, and what the reporter hears."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from podium.tests.bots.discord.conftest import _settings, environment, sync
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Guild, Message, Permission, Person

SOURCE = "Where can that be read?"
WRONG = {
    "Model": "MedGemma 4B IT",
    "Right value": "0.47",
    SOURCE: "https://example.org/erratum",
    "What is wrong?": "A typing error.",
}
FAST = {"podium.bots.discord.features.decided:INTERVAL": 0.2}


def settings(fake: FakeDiscord, home: Path, guild: Guild) -> Mapping[str, str | None]:
    """Return the variables of a bot whose maintainers are in a server."""
    more = {"PODIUM_DISCORD_MAINTAINERS_GUILD": guild.id, "FAKE_DISCORD_CONSTANTS": json.dumps(FAST)}
    return {**_settings(fake, home), **more}


@pytest.fixture(scope="module")
def bot(fake: FakeDiscord, bot_home: Path, guild: Guild) -> Iterator[BotProcess]:
    """Return the module's bot; the maintainers of the module's server decide on reports."""
    sync(fake, bot_home)
    with BotProcess(fake, home=bot_home, environment=settings(fake, bot_home, guild)) as bot:
        yield bot


@pytest.fixture
def home(bot: BotProcess, bot_home: Path) -> Iterator[Path]:
    """Return the bot's home; nothing is left open in it afterwards. What was accepted stays, as it always does."""
    yield bot_home
    with closing(sqlite3.connect(bot_home / "registry.db")) as connection, connection:
        connection.execute("DELETE FROM corrections WHERE status != 'accepted'")


@pytest.fixture
def manager(fake: FakeDiscord) -> Person:
    """Return somebody who may manage servers."""
    return fake.person("manager", permissions=Permission.MANAGE_GUILD)


def podium(fake: FakeDiscord, home: Path, *words: str) -> Any:
    """Run a command on the registry of the bot, as its owner would in a terminal, and return its data."""
    log = home / "terminal.log"
    log.unlink(missing_ok=True)
    arguments = (*words, "--json")
    with BotProcess(fake, arguments, home=home, log=log, environment=environment(home), wait=False) as process:
        assert process.exit_code() == 0, process.log
        return json.loads(process.log)


def filed(
    fake: FakeDiscord,
    person: Person,
    channel: Channel | None,
    changed: Mapping[str, str] | None = None,
    benchmark: str = "chexpert",
) -> Message:
    """Report a row, that of the leader of CheXpert unless something is changed; return what the person is told."""
    opened = fake.slash(person, channel, "report", {"benchmark": benchmark})
    told = fake.submit(person, opened, {**WRONG, **(changed or {})})
    assert told.ephemeral
    return told.reply()


def first(fake: FakeDiscord, home: Path, benchmark: str) -> dict[str, Any]:
    """Return the first row of a board."""
    found: dict[str, Any] = podium(fake, home, "leaderboard", benchmark)["rows"][0]
    return found


def told(fake: FakeDiscord, person: Person) -> list[Message]:
    """Return what the bot wrote to a person alone."""
    return fake.sent(person)


def test_a_row_is_reported_by_the_button_of_its_board_and_stands_among_the_corrections(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person
) -> None:
    board = fake.slash(person, channel, "leaderboard", {"benchmark": "chexpert"}).reply()
    opened = fake.press(person, board, "Missing or incorrect?")
    assert opened.modal["title"] == "Missing or incorrect?"
    head, *fields = opened.modal["components"]
    assert head["content"] == ("**CheXpert CXR** · Reported results\nmacro-F1 over five findings, from 0 to 1")
    assert [one["label"] for one in fields] == list(WRONG)
    assert fields[1]["description"] == "A fraction like 0.512, not 51.2. Leave it empty if the row should go."
    sent = fake.submit(person, opened, WRONG)
    assert sent.ephemeral
    assert "**MedGemma 4B IT** · Reported results\n**0.481 → 0.470**" in sent.reply().text
    (found,) = podium(fake, home, "corrections", "list")
    assert (found["reporter"], found["value"], found["statement"]) == ("a Discord user", 0.47, "A typing error.")
    assert found["source_url"] == "https://example.org/erratum" and found["result"] is not None
    # Who it was is known to the bot's own file alone.
    registry = (home / "registry.db").read_bytes() + (home / "registry.db-wal").read_bytes()
    assert person.id.encode() not in registry and person.name.encode() not in registry


def test_the_command_takes_names_as_they_are_typed_and_leads_to_near_ones(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person
) -> None:
    opened = fake.slash(person, channel, "report", {"benchmark": "MMLU pro", "model": "gpt-5"})
    assert "**MMLU-Pro**" in opened.modal["components"][0]["content"]
    assert opened.modal["components"][1]["component"]["value"] == "GPT-5"
    near = fake.slash(person, channel, "report", {"benchmark": "chexprt", "model": "gpt-5"})
    assert near.ephemeral and "No benchmark called “chexprt”" in near.reply().text
    again = fake.press(person, near.reply(), "CheXpert CXR")
    assert "**CheXpert CXR**" in again.modal["components"][0]["content"]
    assert again.modal["components"][1]["component"]["value"] == "GPT-5"
    # Who leads is most likely the row that is meant.
    asked = fake.slash(person, channel, "ask", {"question": "who leads chexpert?"}).reply()
    form = fake.press(person, asked, "Missing or incorrect?").modal
    assert form["components"][1]["component"]["value"] == "MedGemma 4B IT"
    other = fake.slash(person, channel, "report", {"benchmark": "hle", "board": "no such board"})
    assert other.ephemeral and "board called “no such board”" in other.reply().text


def test_a_board_that_one_person_sees_stays_when_its_row_is_reported(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person
) -> None:
    board = fake.slash(person, channel, "leaderboard", {"benchmark": "chexpert", "private": True}).reply()
    sent = fake.submit(person, fake.press(person, board, "Missing or incorrect?"), WRONG)
    assert sent.callback == 4 and "0.481 → 0.470" in sent.reply().text
    assert "MedGemma" in fake.read(board).text and fake.read(board).embed["title"] == board.embed["title"]


def test_people_who_have_the_bot_with_them_report_where_it_is_not(
    fake: FakeDiscord, home: Path, person: Person
) -> None:
    place = fake.channel(fake.guild("Without the bot", joined=False))
    opened = fake.slash(person, place, "report", {"benchmark": "chexpert"}, context="user_install")
    assert "Thank you" in fake.submit(person, opened, WRONG).reply().text


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"Right value": "47"}, "47.0 is outside the range of this board (0 to 1; fractions, not percent)"),
        ({"Right value": "half"}, "'half' is not a number (write it like 0.512, without commas or other words)"),
        ({"Right value": "0,47"}, "'0,47' is not a number (write it like 0.512, without commas or other words)"),
        ({SOURCE: "example.org"}, "'example.org' is not an address (write it like https\\://…)"),
        ({SOURCE: "javascript:alert(1)"}, "'javascript:alert(1)' is not an address (write it like https\\://…)"),
        ({"Model": "o3", "Right value": ""}, "a result that is missing needs its value"),
    ],
)  # fmt: skip
def test_what_the_registry_refuses_is_told_in_one_line_and_the_form_comes_back_as_it_was(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person, changed: dict[str, str], why: str
) -> None:
    refused = filed(fake, person, channel, changed)
    assert refused.embed["title"] == why
    again = fake.press(person, refused, "Change it")
    typed = [one["component"].get("value", "") for one in again.modal["components"][1:]]
    assert typed == list({**WRONG, **changed}.values())
    # What is sent then takes the place of the refusal.
    fake.submit(person, again, WRONG)
    fake.wait(lambda: "0.481 → 0.470" in fake.read(refused).text)
    assert [one["value"] for one in podium(fake, home, "corrections", "list")] == [0.47]


def test_a_percentage_is_understood_and_the_same_report_is_not_taken_twice(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person
) -> None:
    assert "0.481 → 0.470" in filed(fake, person, channel, {"Right value": " 47 % "}).text
    (made,) = podium(fake, home, "corrections", "list")
    assert made["value"] == 0.47
    twice = filed(fake, fake.person("another"), channel)
    assert twice.embed["title"] == f"this was reported already, in report {made['id']}"


def test_a_model_that_is_not_known_is_chosen_from_near_ones_and_nothing_typed_is_lost(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person
) -> None:
    refused = filed(fake, person, channel, {"Model": "Med Gema 4B", "What is wrong?": "First line.\n\n- *second*"})
    assert refused.embed["title"] == "no model called 'Med Gema 4B'"
    again = fake.press(person, refused, "MedGemma 4B IT")
    fake.submit(person, again, {})
    fake.wait(lambda: "0.481 → 0.470" in fake.read(refused).text)
    (made,) = podium(fake, home, "corrections", "list")
    assert made["statement"] == "First line.\n\n- *second*"


def test_a_report_is_shown_to_maintainers_accepted_by_button_and_its_reporter_is_told_once(
    fake: FakeDiscord, home: Path, guild: Guild, channel: Channel, person: Person, manager: Person
) -> None:
    role, desk = fake.role(guild, "maintainers"), fake.channel(guild, "reports")
    fake.slash(manager, channel, "settings maintainers", {"role": role}).reply()
    shown = fake.slash(manager, channel, "settings reports", {"channel": desk}).reply()
    assert role.mention in shown.text and desk.mention in shown.text
    before = first(fake, home, "slake")
    filed(fake, person, channel, {"Model": before["model"]["name"], "Right value": "0.123"}, "slake")
    fake.wait(lambda: len(fake.sent(desk)) == 1)
    (post,) = fake.sent(desk)
    assert f"{before['value']:.3f} → 0.123" in post.text and person.id not in post.text and person.name not in post.text
    assert [one["label"] for one in post.buttons] == ["Accept", "Refuse…"]

    denied = fake.press(person, post, "Accept")
    assert denied.ephemeral and f"members of {role.mention}" in denied.reply().text
    both = [fake.person(name, roles=[role]) for name in ("one", "two")]
    pressed = [fake.press(one, post, "Accept") for one in both]
    fake.wait(
        lambda: sum("You were not the first: correction" in one.text for press in pressed for one in press.messages)
    )
    assert [press.callback for press in pressed] == [7, 7]
    now = fake.read(post)
    assert "accepted" in now.embed["title"] and not now.buttons
    rows = podium(fake, home, "leaderboard", "slake")["rows"]
    assert [row["value"] for row in rows if row["model"] == before["model"]] == [0.123]
    fake.wait(lambda: len(told(fake, person)) == 1)
    fake.wait(lambda: waiting(home) == 0)
    (message,) = told(fake, person)
    assert "was accepted" in message.embed["title"] and "It is in the registry now." in message.text
    fake.slash(manager, channel, "settings reports").reply()


def test_what_is_missing_is_accepted_with_whose_figure_it_is(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person, manager: Person
) -> None:
    filed(fake, person, channel, {"Model": "o3", "Right value": "0.999"}, "derm-mcqa")
    page = fake.slash(manager, channel, "reports").reply()
    assert page.ephemeral and "missing: 0.999" in page.text
    (select,) = page.selects
    fake.choose(manager, page, select["custom_id"], ["third-party"])
    fake.wait(lambda: "accepted" in fake.read(page).embed["title"])
    row = first(fake, home, "derm-mcqa")
    assert (row["model"]["name"], row["value"], row["standing"]) == ("o3", 0.999, "third-party")
    fake.press(manager, fake.read(page), "Next")
    fake.wait(lambda: "No open reports" in fake.read(page).text)


def test_a_refusal_needs_a_reason_which_the_reporter_reads(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person, manager: Person
) -> None:
    filed(fake, person, channel)
    filed(fake, person, channel, {"Right value": "0.46"})
    page = fake.slash(manager, channel, "reports").reply()
    assert "1 of 2" in page.labels
    fake.press(manager, page, "▶")
    fake.wait(lambda: "0.460" in fake.read(page).text)
    opened = fake.press(manager, fake.read(page), "Refuse…")
    fake.submit(manager, opened, {"Why is it not taken?": "@everyone **no**"})
    fake.wait(lambda: "refused" in fake.read(page).embed["title"])
    fake.wait(lambda: len(told(fake, person)) == 1)
    (message,) = told(fake, person)
    assert "was refused" in message.embed["title"] and "@everyone" not in message.text
    assert "0.460" in message.text and "\\*\\*no\\*\\*" in message.text and message.pings == []
    found = podium(fake, home, "corrections", "list", "--status", "all", "--benchmark", "chexpert")
    statuses = {one["value"]: one["status"] for one in found}
    assert statuses == {0.47: "open", 0.46: "rejected"}


def test_what_is_decided_in_a_terminal_is_told_as_well_and_closed_messages_are_no_fault(
    fake: FakeDiscord, bot: BotProcess, home: Path, channel: Channel, person: Person
) -> None:
    shy = fake.person("shy", dms_open=False)
    filed(fake, person, channel, {"Model": "o3", "Right value": "0.5"}, "pmc-vqa")
    filed(fake, shy, channel, {"Right value": "0.46"})
    one, other = podium(fake, home, "corrections", "list")
    podium(fake, home, "corrections", "reject", str(other["id"]), "--because", "no")
    podium(fake, home, "corrections", "accept", str(one["id"]), "--standing", "independent")
    fake.wait(lambda: len(told(fake, person)) == 1)
    fake.wait(lambda: waiting(home) == 0)
    assert told(fake, shy) == []


def waiting(home: Path) -> int:
    """Return how many reporters the bot keeps."""
    with closing(sqlite3.connect(home / "discord.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])


def test_nobody_decides_in_a_server_that_the_operator_has_not_named(
    fake: FakeDiscord, home: Path, person: Person, manager: Person
) -> None:
    other = fake.channel(fake.guild("Elsewhere"))
    filed(fake, person, other)
    assert "operator of this bot names" in fake.slash(manager, other, "reports").reply().text
    refused = fake.slash(manager, other, "settings reports", {"channel": other})
    assert refused.ephemeral and "operator of this bot names" in refused.reply().text


@pytest.mark.parametrize(
    "text", ["@everyone " * 200, "**`_*~|\\" * 250, "<@1> <#2> [a](https://evil.example.org)\n# b"]
)
def test_hostile_words_are_kept_as_they_are_and_shown_without_effect(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person, manager: Person, text: str
) -> None:
    opened = fake.slash(person, channel, "report", {"benchmark": "chexpert"})
    with pytest.raises(LookupError, match="takes no 4000 characters"):
        fake.submit(person, opened, {**WRONG, "What is wrong?": "x" * 4000})
    refused = filed(fake, person, channel, {"Right value": "9", "What is wrong?": text})
    again = fake.press(person, refused, "Change it")
    thanks = fake.submit(person, again, {"Right value": "0.47"})
    fake.wait(lambda: "0.481 → 0.470" in fake.read(refused).text)
    (made,) = podium(fake, home, "corrections", "list")
    assert made["statement"] == text.strip()
    shown = fake.slash(manager, channel, "reports").reply()
    for message in (fake.read(refused), shown):
        assert message.pings == [] and "@everyone" not in message.text and "](https://evil" not in message.text
    assert thanks.callback in (6, 7)


def test_many_reports_of_one_person_are_stopped(
    fake: FakeDiscord, home: Path, channel: Channel, person: Person
) -> None:
    for number in range(5):
        assert "Thank you" in filed(fake, person, channel, {"Right value": f"0.4{number}"}).text
    stopped = filed(fake, person, channel, {"Right value": "0.49"})
    assert stopped.embed["title"].startswith("that is many reports at once: the next one is taken in 10 min")
    assert len(podium(fake, home, "corrections", "list")) == 5
