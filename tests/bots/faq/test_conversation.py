"""Messages that leave something out, and what is remembered."""

from __future__ import annotations

import json

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language.words import tokens
from podium.bots.faq.understanding.conversation import Conversation, Conversations, chosen
from podium.tests.bots.faq.frames import shown

TALKS = [
    [("who leads mmlu?", "leader mmlu"), ("and on MIMIC?", "leader mimic-cxr"), ("same for hle", "leader hle")],
    [
        ("who leads mmlu?", "leader mmlu"),
        ("what about open models?", "leader mmlu open_weights=yes"),
        ("and closed ones?", "leader mmlu open_weights=no"),
        ("by google?", "leader mmlu open_weights=no organisations=Google"),
        ("who is second?", "place mmlu k=2 open_weights=no organisations=Google"),
        ("show me the top 5", "top mmlu k=5 open_weights=no organisations=Google"),
        ("who leads mmlu?", "leader mmlu"),
    ],
    [("best model on hle", "leader hle"), ("and in 2024?", "leader_at hle period=2024-01-01..2024-12-31")],
    [
        ("who leads hle with tools?", "leader hle boards=reported-with-tools"),
        ("who is second there?", "place hle boards=reported-with-tools k=2"),
    ],
    [("chexpert leader", "leader chexpert"), ("by auroc?", "leader chexpert boards=auroc-competition")],
    [
        ("what did gpt-5 score on mmlu?", "score mmlu models=gpt-5-2025-08-07"),
        ("and o3?", "score mmlu models=o3-2025-04-16"),
        ("and on hle?", "score hle models=o3-2025-04-16"),
        ("compare it with gpt-5", "compare hle models=o3-2025-04-16,gpt-5-2025-08-07"),
        ("how big is it?", "fact models=o3-2025-04-16 attribute=parameters_b"),
    ],
    [
        ("what is the best model on mmmu?", "leader mmmu"),
        ("what does it cost?", "fact models=qwen3-6-plus attribute=price"),
        ("is it open?", "fact models=qwen3-6-plus attribute=open_weights"),
        ("which paper?", "paper mmmu"),
    ],
    [("what is mmlu?", "describe mmlu"), ("how big is it?", "sizes mmlu"), ("who made it?", "authors mmlu")],
    [
        ("which benchmarks are in healthcare?", "benchmarks category=healthcare"),
        ("and in finance?", "benchmarks category=finance"),
    ],
    [("who leads mmlu?", "leader mmlu"), ("no, the pro version", "leader mmlu-pro")],
    [("who leads mmlu?", "leader mmlu"), ("no, i meant hle", "leader hle")],
    [("who leads?", "AMBIGUOUS"), ("mmlu", "leader mmlu")],
    [("best open model?", "AMBIGUOUS"), ("the second one", "leader mmmu open_weights=yes")],
    [("who leads mmu", "AMBIGUOUS"), ("2", "leader mmmu")],
    [("what did gpt-4o score on mmlu?", "AMBIGUOUS"), ("the mini", "score mmlu models=gpt-4o-mini-2024-07-18")],
    [("who leads gpqa?", "UNKNOWN"), ("ok then mmlu", "leader mmlu")],
    [("how is mmlu scored?", "card mmlu entry=0"), ("and chexpert?", "metric chexpert")],
    [
        ("when was 90% first passed on mmlu", "reached mmlu score=0.9"),
        ("and 80% on mmlu-pro?", "reached mmlu-pro score=0.8"),
    ],
    [("who leads mmlu?", "leader mmlu"), ("what is the weather?", "DECLINED"), ("and on hle?", "leader hle")],
    [("and on hle?", "describe hle")],
    [
        ("gpt-5 vs o3 on hle", "compare hle models=gpt-5-2025-08-07,o3-2025-04-16"),
        ("is it significant", "significant hle models=gpt-5-2025-08-07,o3-2025-04-16"),
        ("which one is cheaper?", "extreme models=gpt-5-2025-08-07,o3-2025-04-16 attribute=price order=least"),
        ("and the newer one?", "extreme models=gpt-5-2025-08-07,o3-2025-04-16 attribute=released order=most"),
        ("is the difference significant?", "significant hle models=gpt-5-2025-08-07,o3-2025-04-16"),
        (
            "which is the oldest of the two",
            "extreme models=gpt-5-2025-08-07,o3-2025-04-16 attribute=released order=least",
        ),
    ],
    [
        ("gpt-5 vs o3", "compare models=gpt-5-2025-08-07,o3-2025-04-16"),
        ("is that significant?", "AMBIGUOUS"),
        ("mmlu", "significant mmlu models=gpt-5-2025-08-07,o3-2025-04-16"),
    ],
    [("who leads hle", "leader hle"), ("is the lead significant?", "gap hle")],
    [("who leads hle", "leader hle"), ("what is the cheapest model", "extreme attribute=price order=least")],
    [("gpt-7 on mmlu", "UNKNOWN"), ("GPT-5", "score mmlu models=gpt-5-2025-08-07")],
    [("what does gpt-7 cost", "UNKNOWN"), ("the third one", "fact models=gpt-5-2025-08-07 attribute=price")],
    [
        ("best open model under 10B on mmlu-redux", "UNKNOWN"),
        ("1", "leader mmlu open_weights=yes max_params_b=10.0 strict=max_params_b"),
    ],
    [("who leads?", "AMBIGUOUS"), ("99", "HELP"), ("1", "leader mmlu")],
    [("who leads mmlu?", "leader mmlu"), ("42", "HELP"), ("9", "HELP"), ("and on hle?", "leader hle")],
    [("who leads mmlu?", "leader mmlu"), ("'; DROP TABLE results; --", "HELP")],
    [
        ("best open model on mmlu-pro", "leader mmlu-pro open_weights=yes"),
        ("how many of them are by google?", "count mmlu-pro open_weights=yes organisations=Google"),
        ("how many models do you know?", "counts counted=models"),
    ],
    [
        ("top 2 on mmlu", "top mmlu k=2"),
        ("how many of the two are open?", "count mmlu open_weights=yes only=o3-2025-04-16,gpt-5-2025-08-07"),
        ("are any of them by OpenAI?", "count mmlu organisations=OpenAI only=o3-2025-04-16,gpt-5-2025-08-07"),
    ],
    [
        ("who leads mmlu?", "leader mmlu"),
        ("price of the runner-up?", "fact models=gpt-5-2025-08-07 attribute=price"),
        ("open?", "fact models=gpt-5-2025-08-07 attribute=open_weights"),
        ("how much does it cost?", "fact models=gpt-5-2025-08-07 attribute=price"),
    ],
    [
        ("what did o3 score on mmlu?", "score mmlu models=o3-2025-04-16"),
        ("is that verified?", "score mmlu models=o3-2025-04-16"),
        ("mmmu?", "score mmmu models=o3-2025-04-16"),
        ("what is auroc?", "term term=auroc"),
    ],
    [("who leads mmlu?", "leader mmlu"), ("2024?", "leader_at mmlu period=2024-01-01..2024-12-31")],
]


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk[-1][0])
def test_a_message_is_completed_from_the_ones_before_it(engine: Engine, talk: list[tuple[str, str]]) -> None:
    conversation = Conversation()
    for message, expected in talk:
        understood = engine.understand(message, conversation)
        assert shown(understood) == expected, message
        engine.respond(understood, conversation)


def test_a_full_question_takes_nothing_from_the_conversation(engine: Engine) -> None:
    conversation = Conversation()
    engine.answer("best open google model on hle with tools", conversation)
    for question in ("who leads mmlu?", "top 3 on mmmu", "what is gpt-5?", "how many benchmarks are there?"):
        assert engine.answer(question, conversation) == engine.answer(question)


def test_where_a_number_comes_from_is_told_of_the_last_answer(engine: Engine) -> None:
    conversation = Conversation()
    leader = engine.answer("who leads mmlu?", conversation)
    for question in ("where does this number come from?", "source?", "why?"):
        reply = engine.answer(question, conversation)
        assert reply.sources == leader.sources, question
        assert leader.sources[0].url in reply.text
    assert engine.answer("where do your numbers come from?", conversation) == engine.answer(
        "where do your numbers come from?"
    )
    assert shown(engine.understand("and on hle?", conversation)) == "leader hle"


def test_help_gives_three_examples_of_the_model_that_is_named(engine: Engine) -> None:
    reply = engine.answer("what is the favourite colour of o3?")
    assert reply.kind == "help"
    assert reply.suggestions == ("What is o3?", "What are the results of o3?", "What does o3 cost?")
    assert {engine.answer(text).kind for text in reply.suggestions} == {"answer"}


def test_an_explanation_tells_names_readings_frames_and_what_was_read(engine: Engine) -> None:
    explained = engine.explain("best open model under 10B on mmlu")
    assert explained.reply == engine.answer("best open model under 10B on mmlu")
    data = explained.to_json()
    assert [(one["kind"], one["slugs"]) for one in data["entities"]] == [("benchmark", ["mmlu"])]
    assert data["frames"] == [
        {
            "intent": "leader",
            "benchmarks": ["mmlu"],
            "filters": {"open_weights": True, "max_params_b": 10.0, "strict": ["max_params_b"]},
        }
    ]
    assert data["decided"] == "intent"
    assert data["candidates"][0]["intent"] == "leader"
    assert data["candidates"][0]["unexplained"] == []
    assert data["encoder"] is None
    assert any("current_results" in one["sql"] for one in data["statements"])
    assert json.loads(json.dumps(data)) == data


def test_an_explanation_leaves_out_what_the_index_of_names_reads_of_its_own_tables(engine: Engine) -> None:
    found = [one["sql"] for one in engine.explain("who leads zorgblattinger").to_json()["statements"]]
    assert any("names_parts" in sql for sql in found)
    assert [sql for sql in found if not sql.startswith(("SELECT", "WITH"))] == []


def test_a_number_that_picks_nothing_says_how_many_suggestions_there_were(engine: Engine) -> None:
    conversation = Conversation()
    engine.answer("what is the favourite colour of o3?", conversation)
    reply = engine.answer("7", conversation)
    assert (reply.kind, reply.body) == ("help", "There is no suggestion 7: 3 suggestions were offered.")
    assert reply.suggestions == ("What is o3?", "What are the results of o3?", "What does o3 cost?")
    # They are still there to be picked.
    assert engine.answer("3", conversation).body == engine.answer("What does o3 cost?").body
    reply = engine.answer("3", conversation)
    assert reply.body == "“3” picks nothing: the last message offered no suggestions. Ask a question in words."
    assert engine.answer("42").kind == "help"


def test_nothing_of_a_message_is_kept(engine: Engine) -> None:
    conversation = Conversation()
    engine.answer("who leads mmlu, my dear secretword?", conversation)
    engine.answer("who leads blahnet", conversation)
    assert "secretword" not in repr(conversation)
    assert "blahnet" not in repr(conversation)


def test_choices_are_picked_by_name_by_a_word_of_their_own_and_by_place() -> None:
    frames = [Frame(Intent.LEADER, (slug,)) for slug in ("a", "b", "c")]
    choices = tuple(zip(("Alpha 4B", "Beta mini", "Gamma mini"), frames, strict=True))
    for message, frame in {
        "alpha 4b": frames[0],
        "the alpha please": frames[0],
        "Gamma": frames[2],
        "the first one": frames[0],
        "2": frames[1],
        "number 3": frames[2],
        "the last": frames[2],
    }.items():
        assert chosen(choices, tokens(message)) is frame, message
    for message in ("mini", "4", "delta", "who leads alpha", ""):
        assert chosen(choices, tokens(message)) is None, message


def test_conversations_are_kept_apart_bounded_and_forgotten_after_a_silence() -> None:
    kept = Conversations(most=2, seconds=10)
    first = kept.of("room", "ann", 0)
    assert kept.of("room", "bob", 1) is not first
    assert kept.of("room", "ann", 5) is first
    kept.of("hall", "ann", 6)
    assert len(kept) == 2
    # Bob was silent the longest, so his made room.
    assert kept.of("room", "ann", 15) is first
    assert kept.of("room", "ann", 25.5) is not first
    kept.forget("room", "ann")
    assert len(kept) == 0


@pytest.mark.parametrize("aside", ["thanks", "hello", "what is the weather?"])
def test_choices_stay_until_another_question_is_answered(engine: Engine, aside: str) -> None:
    conversation = Conversation()
    assert engine.answer("who leads mmu", conversation).kind == "ambiguous"
    engine.answer(aside, conversation)
    assert engine.answer("2", conversation) == engine.answer("who leads mmmu?")
    assert conversation.choices == ()


@pytest.mark.parametrize("text", ["forget it", "never mind", "start over", "ok never mind, thanks"])
def test_never_mind_clears_the_conversation_with_a_friendly_line(engine: Engine, text: str) -> None:
    conversation = Conversation()
    engine.answer("who leads mmlu?", conversation)
    engine.answer("who leads mmu", conversation)
    reply = engine.answer(text, conversation)
    assert (reply.kind, reply.intent) == ("answer", "greeting")
    assert "Forgotten" in reply.body
    assert conversation == Conversation()


def test_a_choice_that_lacks_another_name_still_is_no_question(engine: Engine) -> None:
    talk = Conversation()
    assert engine.answer("without who claude", talk).kind == "ambiguous"
    assert engine.answer("first", talk).kind in ("ambiguous", "help")
