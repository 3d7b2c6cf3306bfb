"""Messages that lean on the answers before, who stands around a model, and names that are no slips of others."""

from __future__ import annotations

import sqlite3

import pytest

from podium.bots.faq import Engine, Reply
from podium.bots.faq.understanding.conversation import Conversation
from podium.tests.bots.faq.support import values


def talked(engine: Engine, *messages: str) -> Reply:
    """Return the reply to the last of some messages of one conversation."""
    conversation = Conversation()
    replies = [engine.answer(message, conversation) for message in messages]
    return replies[-1]


def one(connection: sqlite3.Connection, sql: str, *arguments: object) -> object:
    """Return the first column of the first row."""
    return connection.execute(sql, arguments).fetchone()[0]


ON_MMLU = "SELECT count(*) FROM current_results WHERE benchmark = 'mmlu' AND board = 'reported' AND "


@pytest.mark.parametrize("asked", ["difference?", "which is better?", "by how much do they differ"])
def test_two_models_told_of_one_after_the_other_can_be_compared(engine: Engine, asked: str) -> None:
    reply = talked(engine, "score of Gemini 3 Pro on MedMCQA", "and o3?", asked)
    assert reply.intent == "compare"
    assert values(reply, "difference") == [pytest.approx(0.861 - 0.833)]


def test_the_cheaper_of_two_models_told_of_is_one_of_them(engine: Engine) -> None:
    reply = talked(engine, "price of o3", "and gpt-5?", "which is cheaper?")
    assert set(values(reply, "model")) == {"o3", "GPT-5"}


def test_a_third_model_leaves_the_first_out_of_the_comparison(engine: Engine) -> None:
    reply = talked(engine, "o3 on MMLU", "and GPT-5?", "and o1?", "difference?")
    assert set(values(reply, "model")) == {"GPT-5", "o1"}


def test_without_says_without_tools_where_the_board_before_was_with_them(engine: Engine) -> None:
    plain = engine.answer("who leads HLE?")
    assert talked(engine, "who leads HLE with tools?", "and without?").body == plain.body
    assert talked(engine, "who leads HLE?", "and with?").body == engine.answer("who leads HLE with tools?").body
    assert talked(engine, "who leads MMLU?", "and without?").kind == "help"


def test_the_benchmark_with_most_models_is_of_those_listed_and_is_what_that_means_then(engine: Engine) -> None:
    listed = ("which benchmarks test vision?", "which has the most models?")
    assert values(talked(engine, *listed), "benchmark")[0] == "MMMU-Pro"
    assert talked(engine, *listed, "who leads that?").body == engine.answer("who leads MMMU-Pro?").body


def test_questions_are_counted_and_not_models_where_the_card_counts_them(engine: Engine) -> None:
    reply = talked(engine, "licence of MMMU-Pro?", "how many questions does it have?")
    assert reply.intent == "sizes"
    assert 1730 in values(reply, "count")


def test_whether_it_is_expensive_is_asked_of_the_model_told_of(engine: Engine) -> None:
    reply = talked(engine, "how does Kimi K3 do on CharXiv with tools?", "is it expensive?")
    assert (reply.kind, reply.intent) == ("no_data", "fact")


def test_who_beats_a_model_is_counted_by_scores_that_read_higher(engine: Engine, shipped: sqlite3.Connection) -> None:
    reply = engine.answer("how many models beat GPT-4 on MMLU?")
    gpt4 = "(SELECT round(value, 3) FROM current_results WHERE benchmark = 'mmlu' AND board = 'reported' AND model = ?)"
    slug = one(shipped, "SELECT slug FROM models WHERE name = 'GPT-4'")
    assert values(reply, "reaching") == [one(shipped, f"{ON_MMLU} round(value, 3) > {gpt4}", slug)]
    assert engine.answer("who is better than o3 on MMLU?").body.startswith("None of the 211 models has")
    assert values(engine.answer("how many models did o3 beat on MMLU?"), "reaching") == []


def test_who_stands_just_before_and_after_a_model_is_told(engine: Engine) -> None:
    assert "Just after it is o1 by OpenAI (0.918)." in engine.answer("where does GPT-5 rank on MMLU?").body
    body = engine.answer("MedQA: who is right behind o3?").body
    assert "Just before it is Gemini 3 Flash by Google (0.943); just after it is Gemini 2.5 Pro by Google" in body


def test_those_with_just_the_score_are_told_apart_from_those_above_it(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    at_least, above = (one(shipped, f"{ON_MMLU} round(value, 3) {sign} 0.85") for sign in (">=", ">"))
    assert at_least != above
    assert values(engine.answer("how many models are above 85% on MMLU?"), "reaching") == [at_least, above]
    assert values(engine.answer("how many models have at least 85% on MMLU?"), "reaching") == [at_least]


def test_the_maker_with_most_models_is_counted_over_the_catalogue(engine: Engine, shipped: sqlite3.Connection) -> None:
    reply = engine.answer("Which company has the most models?")
    first = shipped.execute(
        "SELECT organisation, count(*) FROM models WHERE organisation IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    ).fetchone()
    assert (values(reply, "organisation")[0], values(reply, "tested_models")[0]) == tuple(first)


def test_which_benchmarks_a_model_leads_is_told(engine: Engine) -> None:
    assert "It is first, alone or tied, on MMLU." in engine.answer("which benchmarks does o3 lead?").body


@pytest.mark.parametrize("name", ["Mamba", "Zamba", "Sonar"])
def test_another_product_is_no_slip_of_a_series_that_is_one_letter_away(engine: Engine, name: str) -> None:
    assert engine.answer(f"{name} on MMLU").kind == "unknown"


def test_doctors_are_counted_as_the_physicians_of_a_card(engine: Engine) -> None:
    assert 262 in values(engine.answer("how many doctors helped make HealthBench?"), "count")


@pytest.mark.parametrize("text", ["average score of students' models on MMLU", "how many are still available"])
def test_whose_models_and_whether_they_are_still_there_is_not_left_out(engine: Engine, text: str) -> None:
    assert engine.answer(text).kind == "help"


def test_benchmarks_that_can_be_run_are_counted_apart_from_those_listed_only(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    number = one(shipped, "SELECT count(*) FROM benchmarks WHERE evaluates = 1")
    assert values(engine.answer("how many benchmarks can I run here?"), "filtered") == [number]


def test_models_with_a_price_below_a_limit_are_counted_over_the_catalogue(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    number = one(shipped, "SELECT count(*) FROM models WHERE input_price < 1")
    assert values(engine.answer("how many models cost less than 1 dollar?"), "filtered") == [number]


@pytest.mark.parametrize("text", ["what is an observation", "what does LLM mean", "which universities have benchmarks"])
def test_no_benchmark_is_asked_back_for_where_none_is_meant(engine: Engine, text: str) -> None:
    assert engine.answer(text).kind == "help"


def test_how_many_were_added_today_is_not_answered_by_how_many_there_are(engine: Engine) -> None:
    assert engine.answer("how many models were added today?").kind != "answer"


def test_it_is_the_model_that_is_meant_and_not_the_one_at_the_limit(engine: Engine) -> None:
    reply = talked(engine, "best model under 7B on MMMU", "who made it?")
    assert values(reply, "model") == ["Phi-4-multimodal-instruct"]


def test_what_still_waits_for_a_name_is_not_turned_over(engine: Engine) -> None:
    for messages in (["leads", "is verified"], ["leads", "who mmlu above", "is verified"]):
        conversation = Conversation()
        replies = [engine.answer(message, conversation) for message in messages]
        assert replies[-1].kind in ("ambiguous", "help", "answer", "no_data")
