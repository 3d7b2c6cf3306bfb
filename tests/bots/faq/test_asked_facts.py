"""Questions for facts in wordings that nobody wrote down, and what SQL says the right answers are."""

from __future__ import annotations

import sqlite3
from collections import Counter

import pytest

from podium.bots.faq import Engine
from podium.tests.bots.faq.asked_facts import Asking, lacking


def verdicts(engine: Engine, connection: sqlite3.Connection, seed: int, number: int) -> tuple[Counter[str], list[str]]:
    """Ask questions; return how many are right, wrong and refused, and those that are wrong."""
    counts: Counter[str] = Counter()
    wrong = []
    for question in Asking(connection).questions(seed, number):
        reply = engine.answer(question.text)
        lacks = lacking(question, reply.facts)
        verdict = "refused" if reply.kind != "answer" else "wrong" if lacks else "right"
        counts[verdict] += 1
        if verdict == "wrong":
            wrong.append(f"{question.about}: {question.text}: {reply.body[:100]}")
    return counts, wrong


def test_a_sample_of_the_questions_for_facts_gets_no_wrong_answer_and_hardly_a_refusal(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    counts, wrong = verdicts(engine, shipped, seed=7, number=1500)
    assert wrong == []
    assert counts["right"] >= 0.975 * 1500, counts


@pytest.mark.slow
def test_thirty_thousand_questions_for_facts_get_hardly_a_wrong_answer_or_a_refusal(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    counts, wrong = verdicts(engine, shipped, seed=11, number=30_000)
    assert len(wrong) <= 60, wrong
    assert counts["right"] >= 0.975 * 30_000, counts
