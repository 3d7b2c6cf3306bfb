"""Makers: ranked on a board by their best model, set beside one another, and the boards that one leads."""

from __future__ import annotations

import sqlite3

from podium.bots.faq import Engine
from podium.bots.faq.understanding.conversation import Conversation


def test_a_maker_is_ranked_by_its_best_model_and_named_once(engine: Engine) -> None:
    reply = engine.answer("top three labs on MMLU-Pro?")
    makers = [fact.value for fact in reply.facts if fact.name == "organisation"]
    assert reply.kind == "answer"
    assert len(makers) == len(set(makers)) == 3


def test_how_many_makers_a_board_has_is_counted_over_those_recorded(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    (wanted,) = shipped.execute(
        "SELECT count(DISTINCT m.organisation) FROM current_results AS r JOIN models AS m ON m.slug = r.model"
        " WHERE r.benchmark = 'hle' AND r.board = 'reported'"
    ).fetchone()
    reply = engine.answer("how many companies are on the HLE board?")
    assert wanted in [fact.value for fact in reply.facts if fact.name == "organisations"]


def test_makers_and_series_are_set_beside_one_another_best_against_best(engine: Engine) -> None:
    reply = engine.answer("is Qwen better than Llama on MMMU?")
    first, second, ahead = reply.body.splitlines()[:3]
    assert "Qwen" in first
    assert "called “LLaMA”" in second
    assert "ahead of the models called “LLaMA” by" in ahead
    # A name with a number that fits several models is one of these.
    assert engine.answer("gpt-4o or llama on mmlu?").kind == "ambiguous"


def test_the_boards_that_a_maker_leads_are_those_on_which_a_model_of_it_is_first(engine: Engine) -> None:
    reply = engine.answer("which benchmarks does Alibaba lead?")
    leaders = {fact.value for fact in reply.facts if fact.name == "rank"}
    assert leaders == {1}
    assert "main board of" in reply.body


def test_of_a_series_it_is_told_who_made_it_however_many_models_it_has(engine: Engine) -> None:
    assert "made by Anthropic" in engine.answer("who develops Claude?").body
    assert "by Meta" in engine.answer("which company makes llama").body


def test_the_newest_or_largest_of_the_models_that_were_counted_is_told_in_the_next_message(engine: Engine) -> None:
    conversation = Conversation()
    engine.answer("how many open models has Google?", conversation)
    assert "largest open-weights model by Google" in engine.answer("and the largest of them?", conversation).body
    assert "smallest open-weights model by Google" in engine.answer("and the smallest?", conversation).body


def test_two_limits_on_one_thing_are_no_single_ranking(engine: Engine) -> None:
    assert engine.answer("mmlu-pro: best <=8b, best <=32b").kind == "help"


def test_where_makers_are_from_blocks_only_where_it_is_asked(engine: Engine) -> None:
    assert engine.answer("I'm writing about Chinese labs. Which benchmarks does Alibaba lead?").kind == "answer"
    assert engine.answer("I'm writing about Chinese labs. Which of them leads MMMU?").kind == "help"
