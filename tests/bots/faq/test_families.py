"""Families of models, two things asked of one model, who held a record before a model, and benchmarks by a part."""

from __future__ import annotations

import sqlite3

import pytest

from podium.bots.faq import Engine, Reply
from podium.bots.faq.frame import Intent
from podium.bots.faq.understanding.conversation import Conversation
from podium.tests.bots.faq.asking import audited


def _told(engine: Engine, connection: sqlite3.Connection, *texts: str) -> Reply:
    """Return the audited reply to the last of these messages of one conversation."""
    conversation = Conversation()
    replies = [engine.answer(text, conversation) for text in texts]
    return audited(connection, replies[-1])


def _best(connection: sqlite3.Connection, benchmark: str, named: str) -> str:
    (name,) = connection.execute(
        "SELECT m.name FROM current_results AS r JOIN models AS m ON m.slug = r.model WHERE r.benchmark = ?"
        " AND r.board = 'reported' AND m.name LIKE ? ORDER BY round(r.value, 3) DESC, r.id LIMIT 1",
        (benchmark, f"{named}%"),
    ).fetchone()
    return str(name)


@pytest.mark.parametrize(
    ("text", "benchmark", "family"),
    [
        ("best gemma on mmlu?", "mmlu", "Gemma"),
        ("which llama does best on mmlu pro", "mmlu-pro", "Llama"),
        ("highest scoring gemini on hle", "hle", "Gemini"),
        ("strongest gpt on hle", "hle", "GPT"),
        ("how are the gemma models doing on mmlu-pro", "mmlu-pro", "Gemma"),
        ("how good is Gemini at Humanity's Last Exam?", "hle", "Gemini"),
    ],
)
def test_the_best_of_a_family_is_the_best_row_of_models_called_so(
    engine: Engine, shipped: sqlite3.Connection, text: str, benchmark: str, family: str
) -> None:
    reply = _told(engine, shipped, text)
    assert reply.kind == "answer"
    named = [fact.value for fact in reply.facts if fact.name in ("leader", "model")]
    assert named[0] == _best(shipped, benchmark, family)
    assert f"called “{family}”" in reply.body


def test_a_family_is_counted_and_put_in_order_over_the_catalogue(engine: Engine, shipped: sqlite3.Connection) -> None:
    (phis,) = shipped.execute("SELECT count(*) FROM models WHERE name LIKE 'Phi%'").fetchone()
    counted = _told(engine, shipped, "how many phi models do you have")
    assert phis in [fact.value for fact in counted.facts]
    smallest = _told(engine, shipped, "smallest gemma")
    assert [fact.value for fact in smallest.facts if fact.name == "model"][0] == "Gemma 3 1B"
    newest = _told(engine, shipped, "what is the latest gemini model available")
    (name,) = shipped.execute(
        "SELECT name FROM models WHERE name LIKE 'Gemini%' ORDER BY released DESC LIMIT 1"
    ).fetchone()
    assert name in [fact.value for fact in newest.facts]


def test_after_a_ranking_a_family_asks_it_again(engine: Engine, shipped: sqlite3.Connection) -> None:
    reply = _told(engine, shipped, "best open model on mmlu", "what about llama?")
    assert reply.intent == "leader" and "open-weights model called “Llama”" in reply.body
    assert "by Anthropic" in _told(engine, shipped, "top 5 on hle", "and the claude models?").body


@pytest.mark.parametrize("text", ["gemini on mmlu", "is gemma the best on mmlu"])
def test_the_name_of_a_family_of_which_something_else_is_asked_is_no_restriction(engine: Engine, text: str) -> None:
    assert engine.answer(text).kind in ("ambiguous", "help")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("when was gpt-5 released and what does it cost?", ["released", "input_price"]),
        ("Sonnet 4.5 context window + output price?", ["output_price", "context_tokens"]),
        ("gpt-5 price, context and licence", ["input_price", "context_tokens"]),
        ("release date + price of grok 4", ["released", "input_price"]),
        ("what did o3 score on mmlu and what does it cost", ["score", "input_price"]),
        ("which model is currently #1 on mmlu-pro and how much does it cost", ["leader", "input_price"]),
        ("who leads mmlu and is it open", ["leader", "openness"]),
    ],
)
def test_two_things_asked_of_one_model_are_both_told(
    engine: Engine, shipped: sqlite3.Connection, text: str, names: list[str]
) -> None:
    reply = _told(engine, shipped, text)
    assert reply.kind == "answer"
    assert set(names) <= {fact.name for fact in reply.facts}


@pytest.mark.parametrize(
    "text",
    [
        "who wins mmlu and is from china",
        "who leads mmlu and will it win next year",
    ],
)
def test_a_second_half_that_is_not_understood_or_of_another_model_gets_no_half_an_answer(
    engine: Engine, text: str
) -> None:
    assert engine.answer(text).kind in ("help", "declined", "ambiguous")


def test_a_limit_after_a_question_about_a_model_restricts_the_ranking_before(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    reply = _told(
        engine, shipped, "best model under 30b on mmlu-pro", "and its license?", "ok and what about under 10b"
    )
    assert reply.intent == "leader" and "less than 10B parameters" in reply.body
    assert engine.answer("and under 10b?", _after(engine, "what does gpt-5 cost")).kind != "answer"


def _after(engine: Engine, text: str) -> Conversation:
    conversation = Conversation()
    engine.answer(text, conversation)
    return conversation


def test_who_held_the_record_before_a_model_is_told_first(engine: Engine, shipped: sqlite3.Connection) -> None:
    assert _told(engine, shipped, "Who held the record on MMLU before o3?").body.startswith(
        "Before o3 (0.933, April 2025), o1 by OpenAI held the record on MMLU with 0.918 (December 2024)."
    )
    before = _told(engine, shipped, "who leads mmlu", "and before that?")
    assert before.body.startswith("Before o3 (0.933, April 2025), o1 by OpenAI held the record")
    assert _told(engine, shipped, "who leads mmlu", "since when?").body.startswith("o3 held the record on MMLU")
    assert "has no dated result on CharXiv-R" in _told(engine, shipped, "who topped charxiv before gpt-5").body


@pytest.mark.parametrize("text", ["how has mmlu improved over the years", "how did mmlu scores change over the years"])
def test_progress_over_the_years_is_the_history_of_the_record(engine: Engine, text: str) -> None:
    assert engine.answer(text).intent == Intent.HISTORY.value


@pytest.mark.parametrize(
    ("text", "typed", "name"),
    [
        ("who leads truthful", "truthful", "TruthfulQA"),
        ("vqa pmc best model", "vqa pmc", "PMC-VQA"),
        ("best on pubmed", "pubmed", "PubMedQA"),
        ("pathology one leader", "pathology", "PathMCQA"),
        ("helth bench leader", "helth bench", "HealthBench"),
    ],
)
def test_a_benchmark_is_found_by_a_part_of_its_name_and_the_reply_says_so(
    engine: Engine, shipped: sqlite3.Connection, text: str, typed: str, name: str
) -> None:
    reply = _told(engine, shipped, text)
    assert reply.kind == "answer"
    assert reply.body.startswith(f"Taking “{typed}” to mean {name}.")


@pytest.mark.parametrize("text", ["is gpt-5 truthful", "best model on gpqa", "how many questions in xpertqa"])
def test_an_adjective_and_the_end_of_a_name_are_no_name_of_a_benchmark(engine: Engine, text: str) -> None:
    assert engine.answer(text).kind == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "Which European labs are in the registry?",
        "best chinese model on mmlu",
        "which labs outside the us lead a benchmark",
        "where is mistral based",
        "which country is kimi from",
        "best US lab on hle",
    ],
)
def test_where_makers_are_from_is_said_not_to_be_recorded(engine: Engine, text: str) -> None:
    reply = engine.answer(text)
    assert reply.kind == "help"
    assert "where a maker is from is not recorded here" in reply.body


@pytest.mark.parametrize("text", ["tell us who leads mmlu", "can you show us the leader of mmlu"])
def test_us_who_are_told_something_are_no_country(engine: Engine, text: str) -> None:
    assert engine.answer(text).kind == "answer"


@pytest.mark.parametrize(
    "text", ["deepseek v3.2 license is MIT?", "is phi 4 MIT?", "is qwen3.8 27b under apache", "is phi 4 mit licensed"]
)
def test_whether_a_model_has_a_licence_is_told_its_licence(
    engine: Engine, shipped: sqlite3.Connection, text: str
) -> None:
    reply = _told(engine, shipped, text)
    assert reply.kind == "answer" and "model_licence" in {fact.name for fact in reply.facts}
