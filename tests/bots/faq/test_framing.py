"""What frames a question and asks nothing is left out; what restricts it is kept."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.language.framing import unframed


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("For two points: who is second?", "who is second?"),
        ("Bonus round: what is AUROC?", "what is AUROC?"),
        ("Question 3: who leads HLE?", "who leads HLE?"),
        ("A quick one from our legal team: is it free?", "is it free?"),
        ("not the best but the second on MMLU", "the second on MMLU"),
        ("Instead of the score I want the price", "I want the price"),
        ("who leads HLE, with tools or without?", "who leads HLE ?"),
        ("A vendor told us GPT-5 tops MMLU. Correct?", "GPT-5 tops MMLU, Correct?"),
        ("true that it's self-reported?", "is it self-reported?"),
    ],
)
def test_a_question_is_read_without_its_frame(text: str, asked: str) -> None:
    assert unframed(text).strip() == asked


@pytest.mark.parametrize(
    "text",
    [
        "For radiologists: who leads MMLU?",
        "For 5 shots: who leads MMLU?",
        "not OpenAI but Google on MMLU",
        "not only the best but the top 3",
        "I don't care about Google, who leads MMLU?",
        "Is o3's score on HLE with tools or without?",
        "who leads HLE without tools",
        "My friend says OpenAI, who leads MMLU?",
    ],
)
def test_what_restricts_a_question_is_kept(text: str) -> None:
    assert unframed(text) == text


def test_what_is_asked_of_several_models_is_told_of_each(engine: Engine) -> None:
    for text in ("do GPT-5 and o3 take images?", "does GPT-5 take images and does o3?"):
        told = [fact.model for fact in engine.answer(text).facts if fact.name == "multimodal"]
        assert told == ["gpt-5-2025-08-07", "o3-2025-04-16"]


def test_as_many_models_of_a_maker_are_listed_as_are_asked_for(engine: Engine) -> None:
    reply = engine.answer("name two models by DeepSeek")
    assert len({fact.model for fact in reply.facts if fact.name == "released"}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "who leads MMLU by then",
        "who leads MMLU with a model of their own",
        "who leads MMLU in either direction",
        "who leads MMLU up to a point",
        "who leads MMLU under load",
        "I don't care about self-reported, who leads MMLU?",
    ],
)
def test_small_words_that_restrict_are_never_left_out(engine: Engine, text: str) -> None:
    assert engine.answer(text).kind == "help"
