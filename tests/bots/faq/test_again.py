"""Messages of a few words that ask the same again, of the two or the one told of; makers that are pointed at."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.tests.bots.faq.test_leaning import talked

#: The messages before, the one of a few words, and the same in full.
IN_FULL = (
    (("what did Gemini 3 Pro score on MMLU-Pro",), "HLE too, please", "what did Gemini 3 Pro score on HLE"),
    (("who leads MMLU",), "could you tell me the same for MMLU-Pro?", "who leads MMLU-Pro"),
    (("o3 vs GPT-5 on MMLU",), "the two on HLE", "o3 vs GPT-5 on HLE"),
    (("o3 score on MMLU",), "is that more than GPT-5?", "o3 vs GPT-5 on MMLU"),
    (("o3 vs GPT-5 on MMLU",), "release dates?", "compare the release dates of o3 and GPT-5"),
    (("o3 vs GPT-5 on MMLU",), "which one is the cheapest?", "which is cheaper, o3 or GPT-5?"),
    (("what does Gemini 3 Flash cost",), "vs GPT-5 mini?", "compare the prices of Gemini 3 Flash and GPT-5 mini"),
    (("who leads SuperGPQA",), "are the weights out?", "is Qwen3.7 Max open or closed?"),
    (("what is Phi-4",), "their other models?", "which models has Microsoft"),
    (("what is Phi-4",), "its other results?", "on which benchmarks was Phi-4 tested"),
    (("o3 score on MMLU",), "does that make it first?", "what rank has o3 on MMLU"),
    (("o3 score on MMLU",), "a cheaper one that does as well?", "is there a cheaper model as good as o3 on MMLU?"),
    ((), "what else has the lab behind GLM 5.1 released?", "which models has Zhipu AI"),
    ((), "models from the same company as Phi-4", "which models has Microsoft"),
)


@pytest.mark.parametrize(("before", "asked", "full"), IN_FULL, ids=[asked for _, asked, _ in IN_FULL])
def test_a_few_words_ask_the_same_again(engine: Engine, before: tuple[str, ...], asked: str, full: str) -> None:
    reply = talked(engine, *before, asked)
    assert reply.kind in ("answer", "no_data")
    assert reply.body == engine.answer(full).body


def test_what_is_as_good_is_never_left_out_of_what_is_cheaper(engine: Engine) -> None:
    assert engine.answer("is there a cheaper model that is as good as o3?").kind == "help"
    assert talked(engine, "what does o3 cost", "is there a cheaper one that's as good?").kind == "help"


def test_a_maker_behind_the_model_that_something_is_newer_than_is_whose_models_are_meant(engine: Engine) -> None:
    body = engine.answer("is there something newer than Gemini 3.1 Pro from Google").body
    assert "models by Google in the catalogue are newer than Gemini 3.1 Pro Preview" in body


def test_several_things_of_two_models_are_all_told(engine: Engine) -> None:
    body = engine.answer("Grok-4 Fast versus DeepSeek V4 Flash in price and context").body
    assert "is cheaper than" in body
    assert "has the larger context window" in body
