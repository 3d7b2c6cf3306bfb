"""What a question is taken for is said, and what of it has no answer is said too."""

from __future__ import annotations

import sqlite3

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.understanding.conversation import Conversation
from podium.tests.bots.faq.asking import audited

NEAREST = "Taking “radiology” to mean healthcare, the nearest category here."


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("best model for radiology", NEAREST),
        ("what is the best medical benchmark", "Benchmarks are not ranked among each other here"),
        ("models above human level on mmlu", "Human level is not recorded for MMLU."),
        ("score of human experts on medqa", "Human level is not recorded for MedQA."),
        ("mimic cxr competition leaderboard", "MIMIC CXR has no competition board here."),
    ],
)
def test_an_answer_to_another_question_says_so_first(
    engine: Engine, shipped: sqlite3.Connection, question: str, first: str
) -> None:
    reply = audited(shipped, engine.answer(question))
    assert reply.kind == "answer"
    assert reply.body.startswith(first)


@pytest.mark.parametrize(
    "question",
    [
        "best medical model",
        "best math model",
        "human level on mmmu",
        "chexpert competition leaderboard",
        "who leads mmlu",
    ],
)
def test_what_was_asked_is_answered_without_such_a_line(engine: Engine, question: str) -> None:
    reply = engine.answer(question)
    assert reply.kind == "answer"
    assert not any(word in reply.body for word in ("nearest category", "not recorded for", "no competition board"))


def test_both_halves_of_a_question_about_a_model_are_answered(engine: Engine, shipped: sqlite3.Connection) -> None:
    body = audited(shipped, engine.answer("when did claude opus 4.5 come out and how big is it")).body
    assert body.startswith("Claude Opus 4.5 was released on 2025-11-24.")
    assert "The size of Claude Opus 4.5 is not recorded here." in body.splitlines()


def test_a_competition_board_that_is_not_there_is_missed_in_a_follow_up_as_well(engine: Engine) -> None:
    conversation = Conversation()
    engine.answer("who leads mimic cxr", conversation)
    assert engine.answer("and the competition board?", conversation).body.startswith("MIMIC CXR has no competition")


@pytest.mark.parametrize(
    ("question", "blamed"),
    [
        ("does gpt-5 hallucinate?", "hallucinate"),
        ("does medgemma beat radiologists?", "beat"),
        ("who has improved the most on hle", "improved"),
    ],
)
def test_a_refusal_blames_a_word_that_nothing_explains_and_never_a_known_name(
    engine: Engine, question: str, blamed: str
) -> None:
    reply = engine.answer(question)
    assert reply.kind == "help"
    assert blamed in reply.body.partition("into account")[0]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("is o3's lead on mmlu statistically significant?", "o3 by OpenAI leads MMLU"),
        ("does gemini 3 pro lead mmlu-pro significantly?", "Gemini 3 Pro by Google leads MMLU-Pro"),
        ("is gpt-5's lead on mmlu significant", "GPT-5 does not lead MMLU."),
    ],
)
def test_whether_a_lead_is_significant_is_answered_by_intervals_or_said_not_to_be_known(
    engine: Engine, shipped: sqlite3.Connection, question: str, first: str
) -> None:
    reply = audited(shipped, engine.answer(question))
    assert reply.body.startswith(first)
    assert "it cannot be told whether the difference is more than chance" in reply.body


def test_a_leaderboard_for_a_category_is_found(engine: Engine) -> None:
    reply = engine.answer("is there a leaderboard for math")
    assert reply.body.startswith("There are 4 benchmarks in the category math")


def test_a_word_that_is_no_category_offers_the_benchmarks_called_so_and_every_category(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    reply = audited(shipped, engine.answer("sota on medical vqa"))
    assert reply.kind == "unknown"
    assert {"VQA-RAD", "PMC-VQA", "vision"} <= set(reply.suggestions)
    assert "PMC-VQA and VQA-RAD have it in the name." in reply.body


def test_a_count_that_was_asked_for_comes_before_what_the_card_says_of_it(engine: Engine) -> None:
    assert engine.answer("how many questions has hle?").body.startswith("Humanity's Last Exam: 2,500 questions")


def test_remarks_on_several_leaders_say_whose_result_they_are_on(engine: Engine) -> None:
    lines = engine.answer("who leads the competition board of chexpert").body.splitlines()
    assert [line.partition(":")[0] for line in lines[1:3]] == [
        "Remark on the result of DeepAUC-v1",
        "Remark on the result of Hierarchical-Learning-V1",
    ]
