"""What a question asks, slot by slot, before anything is looked up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podium.bots.faq import Engine
from podium.bots.faq.frame import Intent
from podium.bots.faq.language.catalogued import CATALOGUED
from podium.bots.faq.language.concepts import LEXICON
from podium.bots.faq.language.contests import CONTESTS
from podium.bots.faq.language.model_wants import MODEL_WANTS, WANTS
from podium.bots.faq.language.model_words import MODEL_WORDS
from podium.bots.faq.language.placings import PLACINGS
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.ways import GOING_ON, SPECS
from podium.tests.bots.faq.frames import shown

TABLE = [
    tuple(line.split(" => "))
    for line in Path(__file__).with_name("frames.txt").read_text(encoding="utf-8").splitlines()
    if " => " in line
]
#: Concepts that are read from a question's names rather than from its words.
_FROM_NAMES = {"NOUN", "CARD_NOUN", "METRIC_NAME"}


@pytest.mark.parametrize(("question", "expected"), TABLE)
def test_a_question_is_understood_as_this_frame(engine: Engine, question: str, expected: str) -> None:
    assert shown(engine.understand(question)) == expected


def test_the_table_has_every_intent() -> None:
    assert {intent.value for intent in Intent} - {expected.split()[0] for _, expected in TABLE} == set()


def test_every_intent_has_a_way_to_ask_for_it_but_those_of_fixed_wordings() -> None:
    assert set(Intent) - GOING_ON.keys() == {Intent.CARD, Intent.GREETING}


def test_every_concept_of_the_specs_is_in_the_lexicon() -> None:
    named = frozenset[str]().union(*(frozenset().union(spec.may, spec.never, *spec.needs) for spec in SPECS))
    tables = (LEXICON, PLACINGS, CATALOGUED, CONTESTS, MODEL_WORDS, MODEL_WANTS, WANTS)
    said = frozenset[str]().union(*tables)
    assert named - said == _FROM_NAMES & named


@pytest.mark.parametrize(
    "question",
    [
        "best model on mmlu in swahili",
        "best quantised model on mmlu",
        "who leads mmlu for lawyers in texas",
        "cheapest finetuned model on mmlu",
        "top 5 chinese models on mmlu",
        "who leads hle on tuesdays",
    ],
)
def test_a_word_that_restricts_and_is_not_understood_never_gets_the_plain_answer(engine: Engine, question: str) -> None:
    understood = engine.understand(question)
    assert understood.frames == () or understood.frames[0].intent is Intent.CATEGORY_BEST


PIECES = st.sampled_from(
    (
        "who leads what is the best open closed model models on by score paper how many mmlu MMLU-Pro chexpert hle"
        " gpt-5 o3 claude vs or and not besides cheapest under 10b above 90% in 2024 since first second top 5 last"
        " it its same for why price context helm tools without verified google healthcare images pneumonia auroc mean"
    ).split()
)


@given(messages=st.lists(st.lists(PIECES, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=3))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_conversation_is_understood_as_frames_or_gets_a_reply(engine: Engine, messages: list[str]) -> None:
    conversation = Conversation()
    for message in messages:
        understood = engine.understand(message, conversation)
        assert bool(understood.frames) != (understood.built.reply is not None)
        reply = engine.respond(understood, conversation)
        assert reply.text


def test_names_of_models_and_a_word_alone_that_nothing_explains_are_no_question(engine: Engine) -> None:
    assert engine.answer("models gpt-5 claude o3 why").kind == "help"
