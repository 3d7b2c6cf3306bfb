"""No reply states what is not among its facts, and no fact is other than the registry's."""

from __future__ import annotations

import sqlite3

from podium.bots.faq import Reply
from podium.bots.faq.checking import audit
from podium.bots.faq.reply import FACT_NAMES
from podium.tests.bots.faq import support


def test_every_numeral_date_amount_address_and_name_of_every_reply_is_in_its_facts(
    replies: dict[str, Reply], shipped: sqlite3.Connection
) -> None:
    names = audit.names_of(shipped)
    found = {question: audit.unstated(reply, names) for question, reply in replies.items()}
    assert {question: invented for question, invented in found.items() if invented} == {}


def test_every_fact_is_what_the_registry_holds_under_its_row_id_or_name(
    replies: dict[str, Reply], shipped: sqlite3.Connection
) -> None:
    held = audit.Held(shipped)
    found = {question: held.contradicted(reply) for question, reply in replies.items()}
    assert {question: lines for question, lines in found.items() if lines} == {}
    assert sum(fact.result is not None for reply in replies.values() for fact in reply.facts) > 1000


def test_facts_carry_documented_names_only(replies: dict[str, Reply]) -> None:
    assert {fact.name for reply in replies.values() for fact in reply.facts} <= FACT_NAMES.keys()


def test_every_answer_with_a_score_names_a_source_with_an_address(replies: dict[str, Reply]) -> None:
    for question, reply in replies.items():
        if reply.kind == "answer" and support.values(reply, "score"):
            assert reply.sources and all(source.url.startswith("https://") for source in reply.sources), question


def test_scores_of_a_card_that_asks_for_it_come_with_the_research_statement(replies: dict[str, Reply]) -> None:
    for question, reply in replies.items():
        medical = {fact.benchmark for fact in reply.facts if fact.name == "score"} & {"chexpert", "mimic-cxr"}
        assert ("For research use only" in reply.text) >= bool(medical), question
