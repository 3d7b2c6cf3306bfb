"""Replies as messages: the answer first, then what it rests on; within every limit, whatever they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from podium.bots.discord import limits
from podium.bots.discord.answers import Answers, Asker, replied
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.about import about_face, help_face
from podium.bots.discord.faces.questions import questions_face
from podium.bots.discord.faces.reply import Offer, Presses, reply_face, standing_words
from podium.bots.discord.names import Named, read_index
from podium.bots.discord.outgoing import Button, Outgoing, Select
from podium.bots.discord.reader import Desk
from podium.bots.discord.wording import line, spoken
from podium.bots.faq import Engine
from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.reply import FACT_NAMES, Fact, Reply, Source, Table
from podium.bots.faq.understanding.conversation import Conversation
from podium.registry import FAQEntry
from podium.registry.tallies import Counts
from podium.tests.bots.discord.goldens import golden, payload
from podium.tests.bots.faq.test_small_registries import card, registry, result

ASKER = Asker(123456789012345678, 1, private=True)
MODELS = [
    {"slug": f"model-{letter}", "name": f"Model {letter.upper()}", "open_weights": letter < "d"}
    for letter in "abcdefgh"
]
ROWS = [
    result("model-a", 0.913, low=0.9, high=0.92, n=500, standing="independent", as_of="2026-05-04"),
    *(result(f"model-{letter}", 0.8 - number / 50, as_of="2026-04") for number, letter in enumerate("bcdefgh")),
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a registry of two benchmarks, the first with eight models on its board."""
    quiz = card(faq=(FAQEntry("May a model guess?", "It may, and is not punished for it."),), research_use_only=True)
    connection = registry(tmp_path, ROWS, quiz, card("quip", "Quip-7"), models=MODELS)
    return Desk(connection, Engine(connection), read_index(connection))


def shown(desk: Desk, text: str, asker: Asker = ASKER) -> Outgoing:
    """Return the message that answers a question."""
    return Answers.answered(Answers(None), desk, text, asker, Conversation())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("reply-leader", "who leads quiz-7?"),
        ("reply-leaderboard", "quiz-7 leaderboard"),
        ("reply-ambiguous", "who leads?"),
        ("reply-unknown", "who leads quizz-9-redux?"),
        ("reply-declined", "should i take aspirin?"),
        ("reply-no-data", "who leads quip-7?"),
        ("reply-guess", "who leads qiuz-7"),
        ("reply-card", "may a model guess on quiz-7?"),
    ],
)
def test_replies_look_as_they_are_kept(desk: Desk, name: str, text: str) -> None:
    golden(name, shown(desk, text))


def test_the_whole_answer_looks_as_it_is_kept(desk: Desk) -> None:
    golden("reply-whole", reply_face(replied(desk, "quiz-7 leaderboard")[1], whole=True))


def test_lists_of_questions_help_and_what_the_bot_is_look_as_they_are_kept(desk: Desk) -> None:
    golden("faq-questions", questions_face("Quiz-7", "quiz", desk.index.questions["quiz"].entries, 1))
    golden("faq-none", questions_face("Quip-7", "quip", desk.index.questions["quip"].entries, 1))
    commands = [("about", "See what this bot is."), ("ask", "Ask about a model."), ("watch add", "Watch a *board*.")]
    golden("help", help_face(commands, [Offer("Who leads?", Press("ask", ("?Who leads?",), 1))]))
    pages = [("Privacy policy", "https://bot.example.org/privacy"), ("Terms", None)]
    golden("about", about_face("1.2.3", Counts(2, 1764, 119, 5, 6, 2147, 911, 79), pages))


def test_a_button_that_is_pressed_before_anything_was_asked_knows_the_names_of_the_registry(desk: Desk) -> None:
    assert "Who leads Quip-7?" in replied(desk, (Frame(Intent.ABOUT, topic="capabilities"),))[1].suggestions
    score = Frame(Intent.SCORE, ("quiz",), models=("model-b",))
    assert replied(desk, (score,))[1].body.startswith("Model B by Lab has 0.800 accuracy on Quiz-7")


def test_the_first_line_is_the_answer_and_the_standing_interval_date_and_source_are_there(desk: Desk) -> None:
    found = shown(desk, "who leads quiz-7?")
    text, footer = found.embed.description or "", found.embed.footer.text or ""
    assert text.startswith(
        "**Model A by Lab leads Quiz-7 with 0.913 accuracy** (95% interval 0.900 to 0.920; independent;"
    )
    # The source is a link where it is named, and is not listed again.
    assert "[the lab page at lab.example.org, May 2026](https://lab.example.org/model-a))" in text
    assert "Source" not in text
    assert (
        footer == "For research use only, not for decisions about patients. · verified: independent · as of 4 May 2026"
    )


def test_the_day_of_a_reply_is_that_of_its_first_board_and_not_of_a_newer_one_that_it_names_too() -> None:
    facts = [
        Fact(name, value, "quiz", board)
        for board, day in (("main", "2025-07-01"), ("hub", "2026-05-14"))
        for name, value in (("score", 0.9), ("date", day))
    ]
    found = reply_face(Reply("answer", "A leads.", tuple(facts)))
    assert found.embed.footer.text == "as of 1 July 2025"


def test_standings_are_told_as_verified_or_not() -> None:
    assert standing_words([]) == ""
    assert standing_words(["self-reported", "self-reported"]) == "not verified: self-reported"
    assert standing_words(["reproduced", "independent"]) == "verified: reproduced and independent"
    assert standing_words(["independent", "third-party"]) == "partly verified: independent, third-party"


def test_a_table_is_a_line_a_row_and_never_a_code_block(desk: Desk) -> None:
    lines = (shown(desk, "quiz-7 leaderboard").embed.description or "").splitlines()
    assert "1 · **Model A** · 0.913 · 0.900 to 0.920 · independent" in lines
    assert "… and 3 more" in lines
    assert not any("```" in line for line in lines)
    # What the table lists is not listed before it too.
    assert sum("Model B" in line for line in lines) == 1


def test_rows_that_neither_the_table_nor_the_message_has_room_for_are_counted_as_they_are() -> None:
    rows = tuple((str(number), f"Model {number} {'x' * 80}", "0.5") for number in range(1, 31))
    reply = Reply("answer", "A leads.", (), (), table=Table(("Rank", "Model", "Score"), rows, (0, 2), total=211))
    short = (reply_face(reply).embed.description or "").splitlines()
    assert short[-1] == "… and 206 more"
    long = (reply_face(reply, whole=True).embed.description or "").splitlines()
    told = sum("Model" in line for line in long) - 1
    assert long[-1] == f"… and {211 - told} more" and 20 <= told <= 25


def test_a_list_that_the_table_repeats_is_left_out_and_what_it_does_not_have_stays() -> None:
    rows = tuple((f"Bench {letter}", "5") for letter in "ABC")
    body = "There are 3: Bench A (5), Bench B (5), and Bench C (5). They differ.\nNo model: Bench D, Bench E."
    found = reply_face(Reply("answer", body, table=Table(("Benchmark", "Models"), rows, (1,)))).embed.description or ""
    assert found.splitlines()[:3] == ["**There are 3.** They differ.", "", "No model: Bench D, Bench E."]


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("A leads with 0.9 and B follows (0.918).", "A leads with 0.9 and B follows (0.918)."),
        (
            "Claude 3.5 Sonnet (October 2024) leads with 0.873 (independent; HELM, 2026), 79 models ranked.",
            "Claude 3.5 Sonnet (October 2024) leads with 0.873",
        ),
        (f"{'Long words ' * 20}end here.", f"{'Long words ' * 20}end here."),
    ],
)
def test_the_bold_part_of_an_answer_ends_before_its_source_and_keeps_its_numbers(text: str, bold: str) -> None:
    assert f"**{bold}**" in (reply_face(Reply("answer", text)).embed.description or "")


def test_commands_of_a_terminal_are_said_in_discords_way() -> None:
    assert spoken("13 more (podium benchmarks lists them all).") == "13 more (ask me which benchmarks there are)."
    assert spoken("podium models lists them all") == "see what /model offers while you type"
    assert spoken("podium categories lists them") == "see what /category offers while you type"
    assert spoken("a model is called so: podium model gpt-5") == "a model is called so: /model gpt-5"
    assert spoken("try podium show chexpert") == "try /benchmark chexpert"


def test_addresses_that_the_registry_states_are_links_that_say_where_they_lead_and_no_others_are() -> None:
    known = ["https://www.lab.example.org/a_(b)?x=1"]
    found = "[lab.example.org](https://www.lab.example.org/a_%28b%29?x=1)"
    assert line(f"see {known[0]}, *then*.", known) == f"see {found}, \\*then\\*."
    assert line(f"see {known[0]}2", known) == r"see https\://www.lab.example.org/a\_(b)?x=12"
    assert line("a [b](https://evil.example.org)", known) == r"a \[b\](https\://evil.example.org)"


HOSTILE = some.text(max_size=40) | some.sampled_from(
    [
        "@everyone", "<@123456789012345678>", "<#1>", "```", "**", "[x](https://evil.example.org)", "x" * 300,
        "\u202egnp.exe", "مرحبا", "a\nb\n\n# c", "https://evil.example.org)", "|| spoiler ||", "\x1b[31m", "", " ",
    ]
)  # fmt: skip
SOURCES = some.builds(
    Source,
    HOSTILE,
    HOSTILE
    | some.sampled_from(["https://lab.example.org/a)b", "javascript:alert(1)", "https://" + "y" * 3000 + ".org"]),
    some.none() | some.sampled_from(["2026", "2026-05", "2026-05-04", "2026-99-99", "soon"]),
)
ROW = some.lists(HOSTILE, min_size=3, max_size=3).map(tuple)
TABLES = some.builds(Table, some.just(("Rank", "Model", "Score")), some.lists(ROW, max_size=40).map(tuple))
FACTS = some.builds(Fact, some.sampled_from(sorted(FACT_NAMES)), HOSTILE)
REPLIES = some.builds(
    Reply,
    some.sampled_from(["answer", "ambiguous", "unknown", "no_data", "declined", "help"]),
    some.lists(HOSTILE, max_size=30).map("\n".join) | some.text(max_size=9000),
    some.lists(FACTS, max_size=8).map(tuple),
    some.lists(SOURCES, max_size=20).map(tuple),
    some.lists(HOSTILE, max_size=30).map(tuple),
    some.lists(HOSTILE, max_size=3).map(tuple),
    some.none() | TABLES,
)


@settings(max_examples=300, deadline=None)
@given(REPLIES, some.lists(HOSTILE, max_size=30), some.booleans())
def test_no_reply_makes_a_message_that_discord_refuses_or_that_pings_or_that_leads_astray(
    reply: Reply, labels: list[str], whole: bool
) -> None:
    offers = tuple(Offer(label, Press("ask", (f"?{number}",), 1)) for number, label in enumerate(labels))
    presses = Presses(offers, Press("pick", (), 1), Press("more", ("leader",)), Press("share", ("leader",), 1))
    check(reply_face(reply, presses, whole=whole))


@settings(max_examples=100, deadline=None)
@given(
    some.lists(some.tuples(some.from_regex("[a-z]{1,32}", fullmatch=True), HOSTILE), max_size=100),
    HOSTILE,
    some.lists(HOSTILE, max_size=60),
)
def test_no_name_of_a_command_or_a_card_makes_a_message_that_discord_refuses(
    commands: list[tuple[str, str]], name: str, questions: list[str]
) -> None:
    check(help_face(commands, [Offer(one, Press("ask", (f"?{n}",), 1)) for n, one in enumerate(questions)]))
    check(questions_face(name, "quiz", [Named(str(place), text) for place, text in enumerate(questions)], 1))
    check(about_face(name, Counts(*range(8)), [(name, "https://lab.example.org/")]))


def check(found: Outgoing) -> None:
    """Assert that Discord takes a message, that it pings nobody, and that every link leads to the web."""
    assert limits.fits(found.embed)
    assert found.embed.title or found.embed.description
    text = found.embed.description or ""
    assert not re.search(r"(?<!\\)<[@#!]|@(?!\u200b)(everyone|here)", text)
    assert "\u202e" not in text and "\x1b" not in text
    for target in re.findall(r"(?<!\\)\]\(([^)]*)\)", text):
        assert re.fullmatch(r"https?://[^\s<>\[\]()|`]+", target), target
    ids = list[str]()
    assert len(found.rows) <= 5
    for row in found.rows:
        if isinstance(row, Select):
            assert 1 <= len(row.options) <= 25
            assert len({one.value for one in row.options}) == len(row.options)
            ids.append(row.press.custom_id)
        else:
            assert 1 <= len(row) <= 5
            ids += [button.press.custom_id for button in row if isinstance(button, Button) and button.press]
    assert len(ids) == len(set(ids)) and all(len(one) <= 100 for one in ids)
    components: list[dict[str, Any]] = payload(found)["components"]
    for component in (one for row in components for one in row["components"]):
        assert component.get("url") or component["custom_id"]
        assert component["type"] != 2 or 1 <= len(component["label"]) <= 80
        for option in component.get("options", []):
            assert 1 <= len(option["label"]) <= 100 and 1 <= len(option["value"]) <= 100
