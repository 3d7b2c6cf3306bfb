"""Benchmarks by what they are about in everyday words, what is saved, and slips of words that are asked with."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Intent
from podium.tests.bots.faq.support import values

#: Questions in everyday words, and the same as they were always understood.
SAME = (
    ("does pneumothorax occur in all three xray sets", "which benchmarks cover pneumothorax"),
    ("which chest xray benchmark can tell me about hernia", "which benchmark has hernia"),
    ("where would I find cases of pleural effusion being tested", "which benchmarks cover pleural effusion"),
    ("which benchmarks have charts in them", "benchmarks with charts"),
    ("Which of your tests need a model that can see images?", "which benchmarks use images"),
    ("best on the medical exam one, usmle", "best on usmle"),
    ("whos leeding mmlu pro", "whos leading mmlu pro"),
    ("how many questons has medmcqa", "how many questions has medmcqa"),
    ("brier score good when low or high?", "what is a Brier score?"),
    ("PPV depends on what", "what is PPV"),
    ("Who wins SLAKE if models of 10B or more are left out?", "Who wins SLAKE excluding models of 10B or more"),
    ("models on MMMU between eighty four and eighty six percent", "models on MMMU between 84 and 86 percent"),
    ("256k+ context, under 50 cents input, open. options?", "models with 256k+ context, under 50 cents input, open"),
    ("From how many people do the images in MIMIC CXR come?", "how many patients has MIMIC CXR"),
)


@pytest.mark.parametrize(("asked", "plain"), SAME, ids=[asked for asked, _ in SAME])
def test_everyday_words_ask_the_same(engine: Engine, asked: str, plain: str) -> None:
    reply = engine.answer(asked)
    assert reply.kind == "answer"
    assert reply.body == engine.answer(plain).body


def test_what_benchmarks_are_to_be_about_is_never_left_out(engine: Engine) -> None:
    assert values(engine.answer("anything about skin"), "benchmark") == ["DermMCQA"]
    assert engine.answer("anything about knitting").kind in ("help", "unknown")
    assert engine.answer("is there anything about Grok 5 yet").kind == "unknown"


def test_models_are_compared_on_the_one_benchmark_of_a_subject(engine: Engine) -> None:
    (frame,) = engine.understand("gemini 3 pro vs gpt-5 for charts").frames
    assert (frame.intent, frame.benchmarks) == (Intent.COMPARE, ("charxiv-r",))


def test_what_is_saved_is_the_difference_of_the_prices(engine: Engine) -> None:
    asked = "how much do i save per million output tokens by taking gemini 3 flash instead of gemini 3 pro"
    costs = values(engine.answer("output price of gemini 3 flash and gemini 3 pro"), "output_price")
    assert values(engine.answer(asked), "cost") == [abs(costs[0] - costs[1])]
