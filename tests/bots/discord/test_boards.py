"""Boards, cards, models, comparisons, categories and pictures by command and by button, answered by the process."""

from __future__ import annotations

import csv
import io
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from podium.bots.faq.replies.wording import RESEARCH_ONLY
from podium.registry import database
from podium.registry import leaderboard as reads
from podium.tests.bots.discord import odd
from podium.tests.fakes.discord import Channel, FakeDiscord, Message, Person

pytestmark = pytest.mark.usefixtures("bot")

#: Kinds of answers to an interaction: a new message, and the change of the one that a button stands on.
NEW, CHANGED = 4, 7
PNG = b"\x89PNG"


@pytest.fixture(scope="module")
def bot_home(odd_registry: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose registry holds odd boards, beside what ships with Podium."""
    home = tmp_path_factory.mktemp("odd-home")
    shutil.copy(odd_registry, home / "registry.db")
    return home


@pytest.fixture
def other(fake: FakeDiscord) -> Person:
    """Return another person."""
    return fake.person("other")


def names(message: Message) -> list[str]:
    """Return the names of the models on a page of a board."""
    lines = message.embed["description"].splitlines()
    return [line.split("**")[1] for line in lines if line.count("**") == 2 and line[0] in "=0123456789"]


def whole(home: Path, benchmark: str) -> list[str]:
    """Return the names of all models of a benchmark's main board, in order."""
    with closing(database.connect(home / "registry.db")) as connection:
        return [row.model.name for row in reads.board(connection, benchmark).rows]


def test_a_board_is_paged_where_it_stands(fake: FakeDiscord, channel: Channel, person: Person, bot_home: Path) -> None:
    asked = fake.slash(person, channel, "leaderboard", {"benchmark": "bench"})
    first = asked.reply()
    assert not asked.ephemeral and asked.callback == NEW
    assert names(first) == whole(bot_home, "bench")[:10]
    assert [label for label in first.labels if "of" in label] == ["1 of 2"]
    turned = fake.press(person, first, "▶")
    assert turned.callback == CHANGED
    second = fake.read(first)
    assert names(second) == whole(bot_home, "bench")[10:]
    back = fake.press(person, second, "◀")
    assert back.callback == CHANGED
    assert fake.read(first).embed == first.embed
    assert len(fake.sent(channel)) == 1


def test_whoever_turns_the_page_of_another_gets_a_page_of_their_own(
    fake: FakeDiscord, channel: Channel, person: Person, other: Person, bot_home: Path
) -> None:
    first = fake.slash(person, channel, "leaderboard", {"benchmark": "bench"}).reply()
    theirs = fake.press(other, first, "▶")
    assert theirs.ephemeral and theirs.callback == NEW
    assert names(theirs.reply()) == whole(bot_home, "bench")[10:]
    assert fake.read(first).embed == first.embed
    # What they got is theirs: it turns where it stands.
    assert fake.press(other, theirs.reply(), "◀").callback == CHANGED
    fake.wait(lambda: names(fake.read(theirs.reply())) == whole(bot_home, "bench")[:10])
    # And the one who asked first still has the pages.
    assert fake.press(person, first, "▶").callback == CHANGED
    assert names(fake.read(first)) == whole(bot_home, "bench")[10:]


def test_another_board_is_chosen_and_models_are_filtered(fake: FakeDiscord, channel: Channel, person: Person) -> None:
    first = fake.slash(person, channel, "leaderboard", {"benchmark": "bench"}).reply()
    fake.press(person, first, "Open").callback  # noqa: B018 - waits for the answer
    opened = fake.read(first)
    assert "5 of the 13 models: open-weights models." in opened.embed["description"]
    assert names(opened) == [f"Model {place}" for place in (0, 3, 6, 9, 12)]
    assert fake.choose(person, opened, "Another board", ["Hard items"]).callback == CHANGED
    hard = fake.read(first)
    assert hard.embed["title"] == "Bench · Hard items"
    # The filter stays; on this board one open model has a result.
    assert names(hard) == ["Model 0"]
    assert fake.press(person, hard, "All").callback == CHANGED
    assert names(fake.read(first)) == ["Model 1", "Model 0"]


def test_the_options_of_the_command_choose_board_filters_and_page(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    options: dict[str, str | int] = {
        "benchmark": "BENCH", "board": "all items", "only": "open", "organisation": "ORGA", "max_params": "10B",
        "page": 7,
    }  # fmt: skip
    text = fake.slash(person, channel, "leaderboard", options).reply().embed["description"]
    assert "5 of the 13 models: open-weights models by Orga with at most 10B parameters." in text
    refused = fake.slash(person, channel, "leaderboard", {"benchmark": "bench", "max_params": "ten"})
    assert refused.ephemeral and "is not a size" in refused.reply().content


def test_the_whole_board_comes_as_a_file_to_whoever_presses(
    fake: FakeDiscord, channel: Channel, person: Person, other: Person, bot_home: Path
) -> None:
    first = fake.slash(person, channel, "leaderboard", {"benchmark": "huge"}).reply()
    filed = fake.press(other, first, "CSV (5,000)")
    assert filed.ephemeral
    (text,) = filed.files.values()
    rows = list(csv.DictReader(io.StringIO(text.decode())))
    assert [row["name"] for row in rows] == whole(bot_home, "huge")
    # The last four scores read 0.500, as does the one before them.
    assert [row["rank"] for row in rows[-6:]] == ["4986", *["4996"] * 5]


def test_the_last_of_5000_rows_is_on_page_500(
    fake: FakeDiscord, channel: Channel, person: Person, bot_home: Path
) -> None:
    last = fake.slash(person, channel, "leaderboard", {"benchmark": "huge", "page": 500}).reply()
    assert names(last) == whole(bot_home, "huge")[-10:]
    on = next(button for button in last.buttons if button.get("label") == "▶")
    assert on["disabled"]


def test_a_name_that_is_nearly_right_is_offered_and_goes_on_in_public(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    asked = fake.slash(person, channel, "leaderboard", {"benchmark": "bensh", "only": "open"})
    assert asked.ephemeral
    assert asked.reply().embed["title"] == "No benchmark called “bensh”"
    went_on = fake.press(person, asked.reply(), "Bench")
    assert not went_on.ephemeral
    assert "5 of the 13 models: open-weights models." in went_on.reply().embed["description"]


def test_a_private_board_stays_private_until_it_is_shared(fake: FakeDiscord, channel: Channel, person: Person) -> None:
    asked = fake.slash(person, channel, "leaderboard", {"benchmark": "bench", "board": "hard", "private": True})
    assert asked.ephemeral and fake.sent(channel) == []
    about = fake.press(person, asked.reply(), "About")
    assert about.ephemeral
    shared = fake.press(person, asked.reply(), "Share")
    assert not shared.ephemeral
    (public,) = fake.sent(channel)
    assert public.embed == asked.reply().embed
    assert "Share" not in public.labels
    with fake.hold("POST /interactions/*/callback") as gate:
        twice = [fake.press(person, asked.reply(), "Share") for _ in range(2)]
        fake.wait(lambda: gate.waiting == 2)
    assert sorted(one.callback for one in twice) == [4, 6]
    assert len(fake.sent(channel)) == 2


def test_a_board_of_errors_and_one_without_results(fake: FakeDiscord, channel: Channel, person: Person) -> None:
    errors = fake.slash(person, channel, "leaderboard", {"benchmark": "errors"}).reply()
    assert names(errors) == ["Model 0", "Model 1", "Model 2"]
    assert errors.embed["description"].startswith("word error rate (lower is better) · 3 models")
    assert "research use only" in errors.embed["footer"]["text"]
    nothing = fake.slash(person, channel, "leaderboard", {"benchmark": "nothing"}).reply()
    assert "No results on this board yet." in nothing.embed["description"]
    assert nothing.labels == ["About", "Missing or incorrect?"]
    undrawn = fake.slash(person, channel, "progress", {"benchmark": "nothing"})
    assert undrawn.ephemeral and "nothing to draw" in undrawn.reply().content


def test_hostile_names_reach_discord_as_plain_words(fake: FakeDiscord, channel: Channel, person: Person) -> None:
    first = fake.slash(person, channel, "leaderboard", {"benchmark": "hostile"}).reply()
    assert first.pings == []
    fake.press(person, first, "▶").callback  # noqa: B018 - waits for the answer
    for place in range(len(odd.HOSTILE)):
        shown = fake.slash(fake.person("asker"), channel, "model", {"name": f"hostile-{place}"}).reply()
        assert shown.pings == []
    assert fake.slash(fake.person("asker"), channel, "benchmark", {"name": "hostile"}).reply().pings == []
    pair = {"first": "hostile-1", "second": "hostile-12", "third": "hostile-13"}
    assert fake.slash(fake.person("asker"), channel, "compare", pair).reply().pings == []
    assert fake.slash(fake.person("asker"), channel, "progress", {"benchmark": "hostile"}).reply().pings == []


def test_a_card_leads_to_its_board_its_questions_and_its_relatives(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    card = fake.slash(person, channel, "benchmark", {"name": "the bench"}).reply()
    assert card.embed["url"] == "https://example.org/paper"
    assert "Lead together" in card.embed["description"]
    assert fake.press(person, card, "Leaderboard").reply().embed["title"] == "Bench · All items"
    assert "What is an item?" in fake.press(person, card, "FAQ").reply().text
    related = fake.choose(person, card, "Related benchmarks", ["Errors"])
    assert related.callback == NEW
    assert related.reply().embed["title"] == "Errors"


def test_a_model_says_where_it_stands_and_a_comparison_who_is_ahead(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    shown = fake.slash(person, channel, "model", {"name": "model 0"}).reply()
    assert shown.embed["description"].splitlines()[:3] == [
        "Orga · released 2025-01-10",
        "7B parameters · context 131K · open weights · text and images",
        "$0.15 / 0.60 per million tokens in / out (2026-01-01)",
    ]
    assert "=1 of 13 · 0.931 [0.920, 0.942] accuracy · [independent ✓](https://example.org/results)" in shown.text
    compared = fake.slash(person, channel, "compare", {"first": "model-0", "second": "model-1"}).reply()
    verdicts = [line.strip() for line in compared.embed["description"].splitlines() if "→" in line]
    assert verdicts == [
        "→ the same to three decimals",
        "→ Model 0 ahead †",
        "→ Model 1 ahead, beyond the intervals",
    ]
    assert fake.press(person, compared, "Model 1").reply().embed["title"] == "Model 1"


def test_a_category_lists_its_benchmarks_or_ranks_its_models(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    speech = fake.slash(person, channel, "category", {"name": "Speech"}).reply()
    assert "**Errors** · 3 models" in speech.embed["description"]
    assert fake.press(person, speech, "Models by mean rank").callback == CHANGED
    assert fake.read(speech).embed["title"] == "speech · by mean rank"
    board = fake.choose(person, fake.read(speech), "Leaderboard of …", ["Errors"])
    assert board.reply().embed["title"] == "Errors · Errors"


def test_a_board_over_time_comes_with_its_picture_in_either_theme(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    asked = fake.slash(person, channel, "progress", {"benchmark": "errors"})
    light = asked.reply()
    (name,) = light.files
    assert name == "errors-progress.png" and light.files[name].startswith(PNG)
    assert light.payload["attachments"][0]["description"].startswith("Errors, Errors: 3 results over time")
    assert "**5.000**  Model 0" in light.embed["description"]
    assert "research use only" in light.embed["footer"]["text"] and RESEARCH_ONLY not in light.text
    assert fake.press(person, light, "Dark picture").callback in (6, CHANGED)
    fake.wait(lambda: "Light picture" in fake.read(light).labels)
    dark = fake.read(light)
    assert dark.files[name].startswith(PNG) and dark.files[name] != light.files[name]
    # From the board it opens a message of its own.
    board = fake.slash(person, channel, "leaderboard", {"benchmark": "errors"}).reply()
    assert list(fake.press(person, board, "Progress").reply().files) == [name]


def test_names_are_completed_from_memory(fake: FakeDiscord, channel: Channel, person: Person) -> None:
    offered = fake.complete(person, channel, "leaderboard", {"benchmark": "ben"}, focused="benchmark")
    assert {"name": "Bench", "value": "bench"} in [{"name": one["name"], "value": one["value"]} for one in offered]
    boards = fake.complete(person, channel, "progress", {"benchmark": "bench", "board": "ha"}, focused="board")
    assert [one["value"] for one in boards] == ["hard"]
    models = fake.complete(person, channel, "compare", {"first": "model 1"}, focused="first")
    assert models[0]["value"].startswith("model-1")


def test_commands_work_in_a_conversation_with_the_bot_and_where_it_is_not_a_member(
    fake: FakeDiscord, person: Person
) -> None:
    direct = fake.slash(person, None, "leaderboard", {"benchmark": "bench", "private": True})
    assert "Share" not in direct.reply().labels
    elsewhere = fake.channel(fake.guild("Elsewhere", joined=False), "talk")
    asked = fake.slash(person, elsewhere, "benchmark", {"name": "bench"}, context="user_install")
    assert asked.reply().embed["title"] == "Bench"
