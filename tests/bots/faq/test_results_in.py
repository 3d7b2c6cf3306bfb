"""How a model does in a field: its results on the benchmarks of a category."""

from __future__ import annotations

import json
import sqlite3

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.understanding.conversation import Conversation
from podium.tests.bots.faq.support import values


def number_tested_on(connection: sqlite3.Connection, model: str, category: str) -> int:
    rows = connection.execute(
        "SELECT DISTINCT r.benchmark, b.card FROM current_results r JOIN benchmarks b ON b.slug = r.benchmark"
        " JOIN models m ON m.slug = r.model WHERE m.name = ?",
        (model,),
    ).fetchall()
    return sum(category in json.loads(card)["categories"] for _, card in rows)


@pytest.mark.parametrize(
    ("question", "model", "category"),
    [
        ("how does GPT-5 do on medical benchmarks?", "GPT-5", "healthcare"),
        ("is o3 good at reasoning", "o3", "reasoning"),
        ("how good is Gemini 2.5 Pro at vision?", "Gemini 2.5 Pro", "vision"),
        ("which healthcare benchmarks was o3 tested on", "o3", "healthcare"),
        ("DeepSeek-R1 math?", "DeepSeek-R1", "math"),
    ],
)
def test_a_model_and_a_field_ask_for_its_results_there(
    engine: Engine, shipped: sqlite3.Connection, question: str, model: str, category: str
) -> None:
    reply = engine.answer(question)
    assert (reply.kind, reply.intent) == ("answer", "results")
    assert values(reply, "category") == [category]
    assert values(reply, "tested_on") == [number_tested_on(shipped, model, category)]


def test_whether_a_model_takes_images_is_no_question_of_results(engine: Engine) -> None:
    assert [engine.answer(text).intent for text in ("is GPT-5 multimodal?", "is GPT-5 a vision model?")] == ["fact"] * 2


def test_the_best_of_a_field_is_asked_of_no_model(engine: Engine) -> None:
    assert engine.answer("best in medical benchmarks").intent == "category_best"


@pytest.mark.parametrize(
    ("question", "least"),
    [("who is second in healthcare", 2), ("top 5 vision models", 5), ("third best model for math", 3)],
)
def test_places_of_a_field_are_those_of_its_mean_ranks(engine: Engine, question: str, least: int) -> None:
    reply = engine.answer(question)
    assert (reply.kind, reply.intent) == ("answer", "category_best")
    means = [fact.value for fact in reply.facts if fact.name == "mean_rank"]
    assert len(means) >= least and means == sorted(means)


def test_whose_figures_a_model_has_is_told_over_all_boards(engine: Engine) -> None:
    assert engine.answer("which results of o3 are verified?").intent == "results"
    assert engine.answer("who is better on average, o3 or GPT-5?").intent == "compare"


def test_how_a_maker_or_open_models_do_in_a_field_is_told_by_mean_ranks(engine: Engine) -> None:
    for question, who in (
        ("how is OpenAI doing in healthcare?", "models by OpenAI"),
        ("where does Anthropic stand in vision", "models by Anthropic"),
        ("how do open models do in healthcare", "open-weights models"),
    ):
        reply = engine.answer(question)
        assert reply.intent == "category_best" and who in reply.body, question
    assert engine.answer("how does the healthcare category work?").intent != "category_best"


def test_when_a_maker_led_the_last_time_is_told_with_how_often_it_did(engine: Engine) -> None:
    assert engine.answer("when did Google last lead MMLU?").body.startswith("Models by Google held the record on MMLU")


def test_results_that_were_told_may_be_narrowed_to_a_field(engine: Engine) -> None:
    talk = Conversation()
    engine.answer("o3 scores", talk)
    assert values(engine.answer("only on medical ones", talk), "category") == ["healthcare"]
