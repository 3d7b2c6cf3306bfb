"""Plain wordings of a community beside near neighbours of theirs that ask something else."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine, Reply
from podium.bots.faq.understanding.conversation import Conversation
from podium.tests.bots.faq.support import values


def asked(engine: Engine, *messages: str) -> Reply:
    """Return the reply to the last of some messages of one conversation."""
    conversation = Conversation()
    return [engine.answer(message, conversation) for message in messages][-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("googles best on hle?", "best HLE model from Google"),
        ("google best on hle", "best HLE model from Google"),
        ("ignore runs with tools: top score on hle", "highest score on HLE"),
        ("the next 3 after the top three on mmlu", "places 4 to 6 on MMLU"),
        ("list me groks", "list me Grok models"),
        ("may I use chexpert at work", "licence of CheXpert"),
        ("how long prompts can gemini 2.5 pro take", "context of Gemini 2.5 Pro"),
        ("wth is a rubric score", "what is a rubric score"),
    ],
)
def test_a_plain_wording_gets_the_answer_of_the_careful_one(engine: Engine, one: str, other: str) -> None:
    reply, careful = engine.answer(one), engine.answer(other)
    assert reply.kind == careful.kind == "answer"
    assert set(reply.facts) >= set(careful.facts) or set(careful.facts) >= set(reply.facts)


@pytest.mark.parametrize(
    "question",
    [
        # A list of all benchmarks leaves out which are meant.
        "which benchmarks have long answers",
        "which benchmarks have short questions",
        # Nothing says how many calls a month has.
        "250 requests a day with 3k tokens in and 1k out on o3: cost per month?",
        # Of those before Qwen none is Qwen's.
        "who led mmmu before qwen",
        "what's claude opus 9",
        "who is the CEO of DeepSeek",
        "which model do you like most",
        "best chart-drawing model on charxiv",
    ],
)
def test_what_is_beside_it_gets_no_answer(engine: Engine, question: str) -> None:
    assert engine.answer(question).kind != "answer"


def test_a_list_and_a_limit_are_changed_by_a_few_words(engine: Engine) -> None:
    assert asked(engine, "top 5 on MMLU", "make it ten").body == engine.answer("top 10 on MMLU").body
    limited = ("best MMLU-Pro model under 10B", "without the size limit")
    assert asked(engine, *limited).body == engine.answer("who leads MMLU-Pro?").body
    assert asked(engine, "top 5 on MMLU", "without the size limit").kind != "answer"


def test_which_is_best_is_asked_of_the_models_just_listed(engine: Engine) -> None:
    reply = asked(engine, "which models has xAI?", "which is best on MMLU?")
    assert "xAI" in values(reply, "organisation")
    assert asked(engine, "which models has xAI?", "who leads MMLU?").body == engine.answer("who leads MMLU?").body
