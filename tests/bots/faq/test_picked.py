"""Models picked from a board in very many wordings: every answer is set against plain SQL over the registry."""

from __future__ import annotations

import sqlite3
from collections import Counter

import pytest

from podium.bots.faq import Engine, Reply
from podium.bots.faq.reply import Fact
from podium.tests.bots.faq.picking import Part, Picked, expected, picked

#: Facts that name a model which was picked, in the order in which a reply names them.
_NAMING = ("leader", "model")
#: Questions asked each time, and those of the slow test.
SAMPLE, MANY = 1500, 30_000
#: Share of right replies.
LEAST_RIGHT = 0.97
#: Share of wrong ones among very many: a slip of the finger may make another question of one.
MOST_WRONG = 0.001


def verdict(question: Picked, reply: Reply, places: list[set[str]]) -> str:
    """Return ``right``, ``wrong``, or the kind of a reply that is no answer."""
    if reply.kind != "answer":
        return "right" if reply.kind == "no_data" and not places else reply.kind
    at = {fact.benchmark for fact in reply.facts if fact.name in _NAMING}
    named = list(dict.fromkeys(str(fact.value) for fact in reply.facts if fact.name in _NAMING))
    if not places:
        # That there is none there may be followed by who is first on another board.
        here = (None, question.board or "reported")
        return "wrong" if any(fact.name in _NAMING and fact.board in here for fact in reply.facts) else "right"
    if at - {question.benchmark, None} or len(named) < len(places):
        return "wrong"
    return "right" if all(name in place for name, place in zip(named, places, strict=False)) else "wrong"


def asked(engine: Engine, connection: sqlite3.Connection, seeds: range) -> tuple[Counter[str], list[str]]:
    """Return how many questions got which verdict, and those that were answered wrongly."""
    counts = Counter[str]()
    wrong = []
    for seed in seeds:
        question = picked(seed)
        found = verdict(question, engine.answer(question.text), expected(connection, question))
        counts[found] += 1
        if found == "wrong":
            wrong.append(f"{seed}: {question.text}")
    return counts, wrong


def test_the_models_that_a_question_asks_for_are_read_by_plain_sql(shipped: sqlite3.Connection) -> None:
    leader = Picked("", "first", "hle", "", ())
    assert expected(shipped, leader) == [{"Claude Fable 5", "Claude Mythos 5"}]
    closed = Part("closed", True, "m.open_weights = 0")
    third = Picked("", "place", "mmlu", "", (closed,), 3)
    names = shipped.execute(
        "SELECT m.name FROM current_results AS r JOIN models AS m ON m.slug = r.model WHERE r.benchmark = 'mmlu'"
        " AND r.board = 'reported' AND m.open_weights = 0 ORDER BY r.value DESC LIMIT 3"
    ).fetchall()
    assert names[2][0] in expected(shipped, third)[0]


def test_a_reply_that_names_another_model_first_is_wrong_and_a_refusal_is_none() -> None:
    question = Picked("", "first", "mmlu", "", ())
    leader = Fact("leader", "o3", "mmlu", "reported")
    assert verdict(question, Reply("answer", "", (leader,)), [{"o3"}]) == "right"
    assert verdict(question, Reply("answer", "", (leader,)), [{"o1"}]) == "wrong"
    assert verdict(question, Reply("answer", "", (leader,)), []) == "wrong"
    assert verdict(question, Reply("answer", ""), [{"o3"}]) == "wrong"
    assert verdict(question, Reply("help", ""), [{"o3"}]) == "help"


def test_a_seed_makes_the_same_question_each_time() -> None:
    assert [picked(seed) for seed in range(50)] == [picked(seed) for seed in range(50)]
    assert len({picked(seed).text for seed in range(500)}) > 490


def test_no_answer_to_a_sample_of_questions_names_a_wrong_model(engine: Engine, shipped: sqlite3.Connection) -> None:
    counts, wrong = asked(engine, shipped, range(SAMPLE))
    assert wrong == []
    assert counts["right"] >= LEAST_RIGHT * SAMPLE, counts


@pytest.mark.slow
def test_hardly_any_answer_to_very_many_questions_names_a_wrong_model(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    counts, wrong = asked(engine, shipped, range(SAMPLE, SAMPLE + MANY))
    assert len(wrong) <= MANY * MOST_WRONG, wrong
    assert counts["right"] >= LEAST_RIGHT * MANY, counts
