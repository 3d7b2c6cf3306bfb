"""What many people ask for in one breath: two categories, both ends of an order, all of a list, boards in short."""

from __future__ import annotations

import json
import sqlite3

import pytest

from podium.bots.faq import Engine, Reply
from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.understanding.conversation import Conversation
from podium.tests.bots.faq.support import values


def frames_of(engine: Engine, question: str) -> tuple[Frame, ...]:
    return engine.understand(question, None).frames


def of_categories(connection: sqlite3.Connection, *names: str) -> set[str]:
    cards = [json.loads(text) for (text,) in connection.execute("SELECT card FROM benchmarks")]
    return {card["name"] for card in cards if set(names) <= set(card["categories"])}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("which benchmarks has both vision and healthcare", ("vision", "healthcare")),
        ("how many benchmarks are both medical and multimodal?", ("healthcare", "multimodal")),
        ("list the legal and finance benchmarks", ("legal", "finance")),
    ],
)
def test_benchmarks_of_two_categories_are_in_both(
    engine: Engine, shipped: sqlite3.Connection, question: str, names: tuple[str, ...]
) -> None:
    reply = engine.answer(question)
    assert set(values(reply, "benchmark")) == of_categories(shipped, *names)
    # How many each has by itself is told as well.
    assert set(values(reply, "in_category")) == {len(of_categories(shipped, name)) for name in names}


def test_two_categories_are_not_joined_where_one_is_enough_or_left_out(engine: Engine) -> None:
    assert engine.answer("benchmarks in legal or finance").kind == "help"
    assert engine.answer("which legal benchmarks are not in finance").kind == "help"
    talk = Conversation()
    engine.answer("which benchmarks are multimodal?", talk)
    (frame,) = engine.understand("which of these are medical?", talk).frames
    assert (frame.category, frame.other_categories) == ("multimodal", ("healthcare",))


def test_what_falls_under_a_category_are_benchmarks(engine: Engine, shipped: sqlite3.Connection) -> None:
    for question in ("which benchmarks fall under finance", "whats tagged as finance", "what falls under finance?"):
        assert set(values(engine.answer(question), "benchmark")) == of_categories(shipped, "finance")


@pytest.mark.parametrize(
    ("question", "orders"),
    [
        ("oldest and newest benchmark in here", ["oldest", "newest"]),
        ("which are the cheapest and the most expensive model", ["least", "most"]),
        ("largest and smallest model by google", ["most", "least"]),
    ],
)
def test_both_ends_that_are_asked_for_are_told(engine: Engine, question: str, orders: list[str]) -> None:
    frames = frames_of(engine, question)
    assert [frame.cards.order if frame.cards else frame.order for frame in frames] == orders
    assert engine.answer(question).kind == "answer"


def named(reply: Reply) -> set[object]:
    return {*values(reply, "model"), *values(reply, "observation")}


def test_lists_of_some_twenty_are_told_whole(engine: Engine, shipped: sqlite3.Connection) -> None:
    rows = shipped.execute("SELECT name FROM models WHERE organisation = 'Moonshot AI'").fetchall()
    assert named(engine.answer("which models does moonshot have here")) == {row["name"] for row in rows}
    text = engine.answer("which five findings does CheXpert score").body
    assert "Support Devices" in text and "The main ones are" in text


def test_boards_in_short_versions_of_one_size_and_months_are_spelt_out(engine: Engine) -> None:
    first, second = frames_of(engine, "medgemma 4b vs the 1.5 one on mimic adjudicated")[0].models
    assert (first, second) == ("medgemma-4b-it", "medgemma-1-5-4b-it")
    why = engine.answer("why are the MIMIC numbers with adjudicated labels so much higher than with public ones")
    assert [str(one).casefold() for one in values(why, "term")] == ["adjudicated labels", "public labels"]
    (then,) = frames_of(engine, "who was best on medqa in mid 2024, like june")
    assert then.period is not None and then.period.last == "2024-06-30"


@pytest.mark.parametrize(
    ("question", "benchmark", "starts"),
    [
        ("Does the official VQA-RAD split leak images from training into test?", "vqa-rad", "Does the VQA-RAD split"),
        ("why do scores differ on mmlu-pro", "mmlu-pro", "Why do MMLU-Pro scores"),
        (
            "Why does the same model have different MMLU-Pro numbers in different papers?",
            "mmlu-pro",
            "Why do MMLU-Pro scores",
        ),
        ("is chestxray8 the same dataset as chestxray14?", "nih-chestxray14", "Is NIH ChestX-ray14 the same"),
    ],
)
def test_the_card_answers_what_its_author_says(engine: Engine, question: str, benchmark: str, starts: str) -> None:
    (frame,) = frames_of(engine, question)
    assert (frame.intent, frame.benchmarks) == (Intent.CARD, (benchmark,))
    assert engine.answer(question).body.startswith(starts)


def test_what_splits_share_is_not_what_a_model_has_seen(engine: Engine) -> None:
    assert engine.answer("does slake leak images between splits?").kind == "help"
    (frame,) = frames_of(engine, "is the mmlu test set leaked into training data")
    assert frame.intent is Intent.CONTAMINATION


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("is 0.7 a good score on supergpqa", Intent.ABOVE),
        ("is there a lot of spread at the top of MMMU-Pro", Intent.GAP),
        ("source url for the gemini 3.5 flash number on charxiv", Intent.SCORE),
        ("cmd for running my own vit on chexpert", Intent.RUN),
        ("is mmlu-pro a subset of mmlu?", Intent.DIFFERENCE),
        ("categorys of truthfulqa", Intent.CATEGORIES),
        ("lol nobody uses truthfulqa anymore, how old is it even", Intent.PUBLISHED),
        ("explain what 'self-reported' means on your tables", Intent.TERM),
        ("who carried out all these evaluations, you?", Intent.ABOUT),
        ("can I use this behind a firewall without any network?", Intent.ABOUT),
        ("where does your data come from, members want to know", Intent.ABOUT),
    ],
)
def test_common_wants_are_understood(engine: Engine, question: str, intent: Intent) -> None:
    assert [frame.intent for frame in frames_of(engine, question)] == [intent]
    assert engine.answer(question).kind == "answer"


def test_how_many_there_are_is_told_where_a_number_is_claimed(engine: Engine) -> None:
    for question in ("the mimic leaderboard says 1 model only, is that right", "mmlu has only 50 models, correct?"):
        (frame,) = frames_of(engine, question)
        assert frame.intent is Intent.COUNT
    assert frames_of(engine, "do you really have 764 models?") == (Frame(Intent.COUNTS, counted="models"),)
    # Which of them is another question, and so are some of them.
    assert engine.answer("is there 1 open model on chexpert").kind == "help"
    assert frames_of(engine, "show 5 models on the mmlu leaderboard")[0].intent is Intent.TOP


def test_figures_in_two_places_are_no_versions_of_a_model(engine: Engine) -> None:
    (frame,) = frames_of(engine, "why is llama 3.1 8b 0.694 in one table and 0.561 in the other for mmlu")
    assert (frame.intent, frame.models) == (Intent.TWO_SCORES, ("llama-3-1-8b-instruct",))
    assert [
        frame.term for frame in frames_of(engine, "third-party or independent in your tables, what's the difference")
    ]
    (price,) = frames_of(engine, "What does Claude Opus 4.7 cost per million tokens, in and out?")
    assert price.intent is Intent.FACT


def test_why_at_the_end_is_left_and_how_labels_were_made_is_no_list_of_them(engine: Engine) -> None:
    for question in ("who leads mmlu and why", "is o3 better than gpt-5 on mmlu, and why?"):
        understood = engine.understand(question, None)
        assert (len(understood.frames), understood.built.left) == (1, "why")
    assert engine.answer("how was mmlu annotated").kind == "help"
    assert engine.answer("how was the chexpert test set labelled").body.startswith("How was the CheXpert test set")
    (frame,) = frames_of(engine, "who had the hle record before fable 5")
    assert (frame.intent, frame.models) == (Intent.HISTORY, ("claude-fable-5",))
    assert [frame.attribute for frame in frames_of(engine, "what date is the gpt-5 price from")] == [Attribute.PRICE]


def test_a_poem_is_no_meaning(engine: Engine) -> None:
    assert engine.answer("write me a poem about benchmarks").kind == "declined"
    assert engine.answer("Who leads MMLU? It has to work behind our firewall.").kind != "answer"
