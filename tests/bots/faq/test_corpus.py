"""Every wording of the corpus gets the reply it should."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from podium.bots.faq import Engine, Reply
from podium.registry import leaderboard
from podium.tests.bots.faq import support


@pytest.mark.parametrize("intent", support.INTENTS)
@pytest.mark.parametrize("slug", support.slugs())
def test_every_wording_of_an_intent_gets_the_reply_to_its_first_wording(engine: Engine, slug: str, intent: str) -> None:
    expected = engine.answer(support.first_question(slug, intent))
    other = [text for text in support.wordings(slug, intent) if engine.answer(text) != expected]
    assert expected.kind == "answer"
    assert other == []


@pytest.mark.parametrize("group", support.corpus()["like"], ids=lambda group: f"{group['benchmark']}-{group['intent']}")
def test_a_question_in_other_words_gets_the_reply_to_the_intents_first_wording(
    engine: Engine, group: dict[str, Any]
) -> None:
    expected = engine.answer(support.first_question(group["benchmark"], group["intent"]))
    assert [text for text in group["questions"] if engine.answer(text) != expected] == []


@pytest.mark.parametrize("slug", support.slugs())
def test_a_benchmark_is_known_by_every_name_whatever_the_case_hyphens_and_apostrophes(
    engine: Engine, slug: str
) -> None:
    names = support.corpus()["names"][slug]
    assert {engine.answer(f"who leads {name}?") for name in names} == {engine.answer(f"Who leads {names[0]}?")}


@pytest.mark.parametrize("slug", support.slugs())
def test_a_misspelt_name_is_taken_for_the_right_benchmark_and_the_reply_says_so(engine: Engine, slug: str) -> None:
    expected = engine.answer(support.first_question(slug, "leader"))
    name = support.corpus()["names"][slug][0]
    for typo in support.corpus()["typos"][slug]:
        reply = engine.answer(f"who leads {typo}?")
        assert reply.text == f"Taking “{typo}” to mean {name}.\n{expected.text}"
        assert support.values(reply, "asked") == [typo]


@pytest.mark.parametrize("group", support.corpus()["asked"], ids=lambda group: group["questions"][0][:40])
def test_a_question_of_its_own_gets_the_kind_suggestions_and_facts_it_should(
    engine: Engine, group: dict[str, Any]
) -> None:
    for question in group["questions"]:
        reply = engine.answer(question)
        assert reply.kind == group["kind"], f"{question!r}: {reply.text}"
        if "suggestions" in group:
            assert list(reply.suggestions) == group["suggestions"], question
        for name, value in group.get("facts", {}).items():
            assert value in support.values(reply, name), f"{question!r} lacks {name}"


def test_every_question_on_a_card_that_names_its_benchmark_gets_the_cards_answer(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    asked = 0
    for slug in support.slugs():
        for entry in leaderboard.benchmark(shipped, slug).card["faq"]:
            for question in (entry["question"], *entry["variants"]):
                reply = engine.answer(question)
                if slug in support.values(reply, "slug"):
                    assert support.values(reply, "answer") == [entry["answer"]], question
                    asked += 1
    assert asked > 60


def test_suggested_questions_are_themselves_answered(engine: Engine, replies: dict[str, Reply]) -> None:
    suggested = {text for reply in replies.values() for text in reply.suggestions}
    questions = sorted(text for text in suggested if text.endswith("?"))
    assert len(questions) > 10
    assert [text for text in questions if engine.answer(text).kind != "answer"] == []


def test_suggested_benchmark_names_are_themselves_understood(engine: Engine) -> None:
    for question in ("who leads mmu", "who leads?", "who leads MMLU-Redux?", "who leads healthcare?"):
        for name in engine.answer(question).suggestions:
            assert engine.answer(f"who leads {name}?").kind == "answer"


def test_a_warm_answer_reads_the_registry_a_few_times(engine: Engine, shipped: sqlite3.Connection) -> None:
    most: dict[str, int] = {}
    for question in support.every_question()[::20]:
        engine.answer(question)
        read: list[str] = []
        shipped.set_trace_callback(read.append)
        engine.answer(question)
        shipped.set_trace_callback(None)
        # What the full-text index reads of its own tables on the way comes as a comment.
        most[question] = sum(not sql.startswith(("--", "PRAGMA")) for sql in read)
    assert {question: number for question, number in most.items() if number > 60} == {}
    # One of them is for the day of the figures in the footer.
    assert sorted(most.values())[len(most) // 2] <= 9
