"""What is asked of a model in words that mean something beside its name only, and what is compared with one model."""

from __future__ import annotations

import sqlite3

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Attribute, Filters, Frame, Intent, Period
from podium.tests.bots.faq.asking import ask

ATTRIBUTES = [
    ("could one host {} oneself?", Attribute.OPEN),
    ("are the weights of {} on hugging face", Attribute.OPEN),
    ("may a company deploy {} in its own data centre", Attribute.OPEN),
    ("is {} behind an api only", Attribute.OPEN),
    ("{} legal terms", Attribute.LICENCE),
    ("which outfit is responsible for {}", Attribute.ORGANISATION),
    ("how heavy is {}", Attribute.PARAMETERS),
    ("how long may a prompt to {} be", Attribute.CONTEXT),
    ("can {} look at a chest x-ray", Attribute.MULTIMODAL),
    ("is {} text-only", Attribute.MULTIMODAL),
    ("when did {} see the light of day", Attribute.RELEASED),
]


@pytest.mark.parametrize(("question", "attribute"), ATTRIBUTES)
def test_everyday_words_ask_for_a_thing_of_the_catalogue_beside_a_model(
    engine: Engine, question: str, attribute: Attribute
) -> None:
    frames = engine.understand(question.format("GLM-4.6")).built.frames
    assert frames == (Frame(Intent.FACT, models=("glm-4-6",), attribute=attribute),)


def test_the_maker_of_a_model_may_be_named_beside_it_and_another_one_may_not(engine: Engine) -> None:
    own = engine.answer("has DeepSeek published the weights of DeepSeek V4 Pro?")
    assert own.body == engine.answer("are the weights of DeepSeek V4 Pro open?").body
    assert engine.answer("has Google published the weights of DeepSeek V4 Pro?").kind == "help"


@pytest.mark.parametrize("wanted", ["knowledge cutoff", "training data", "latency", "price in euros", "vram"])
def test_what_no_catalogue_holds_is_refused_by_name_and_not_asked_back(engine: Engine, wanted: str) -> None:
    assert engine.answer(f"{wanted} of gpt-5").kind == "help"


CALLS = [
    ("gpt-5 mini cost for 1M in + 200k out", 1, 1_000_000, 200_000),
    ("price for 1 million tokens input and 200 thousand tokens output, gpt-5 mini", 1, 1_000_000, 200_000),
    ("I send 1,000,000 tokens to GPT-5 mini and get 200,000 back: how much money is that?", 1, 1_000_000, 200_000),
    ("gpt-5 mini, 250 calls x 3000 in x 1000 out = $?", 250, 3000, 1000),
    ("cost of 100 calls with gpt-5 mini, input 3000 output 1000", 100, 3000, 1000),
]


@pytest.mark.parametrize(("question", "calls", "sent", "received"), CALLS)
def test_both_sides_of_calls_are_read(engine: Engine, question: str, calls: int, sent: int, received: int) -> None:
    (frame,) = engine.understand(question).built.frames
    assert (frame.calls, frame.input_tokens, frame.output_tokens) == (calls, sent, received)


def test_a_million_tokens_of_one_side_are_the_unit_of_a_price(engine: Engine) -> None:
    reply = engine.answer("how much do they charge for a million prompt tokens with Claude Sonnet 4.5?")
    assert [fact.name for fact in reply.facts if fact.name.endswith("price")] == ["input_price"]


ORDERS = [
    (Attribute.PRICE, "least", "round(input_price + output_price, 6)", "<"),
    (Attribute.PRICE, "most", "round(input_price + output_price, 6)", ">"),
    (Attribute.CONTEXT, "most", "context_tokens", ">"),
    (Attribute.CONTEXT, "least", "context_tokens", "<"),
]


@pytest.mark.parametrize(("attribute", "order", "column", "sign"), ORDERS)
def test_models_with_less_or_more_than_one_are_counted_and_the_first_are_listed(
    shipped: sqlite3.Connection, attribute: Attribute, order: str, column: str, sign: str
) -> None:
    reply = ask(shipped, Intent.EXTREME, "gpt-5-2025-08-07", attribute=attribute, order=order)
    (number,) = shipped.execute(
        f"SELECT count(*) FROM models WHERE {column} {sign}"
        f" (SELECT {column} FROM models WHERE slug = 'gpt-5-2025-08-07')"
    ).fetchone()
    assert ("filtered", number) in [(fact.name, fact.value) for fact in reply.facts]
    assert reply.table is not None
    assert len(reply.table.rows) == min(10, number)


def test_models_of_the_day_of_another_are_neither_newer_nor_older(shipped: sqlite3.Connection) -> None:
    found = {}
    for order in ("least", "most"):
        reply = ask(shipped, Intent.EXTREME, "gpt-5-2025-08-07", attribute=Attribute.RELEASED, order=order)
        found[order] = next(fact.value for fact in reply.facts if fact.name == "filtered")
    coarse = "CASE released_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END"
    other = f"substr('2025-08-07', 1, {coarse}) {{}} substr(released, 1, {coarse})"
    for order, sign in (("least", ">"), ("most", "<")):
        (number,) = shipped.execute(f"SELECT count(*) FROM models WHERE {other.format(sign)}").fetchone()
        assert found[order] == number


def test_nothing_is_compared_with_a_model_of_which_it_is_not_recorded(shipped: sqlite3.Connection) -> None:
    reply = ask(shipped, Intent.EXTREME, "medgemma-4b-it", attribute=Attribute.PRICE, order="least")
    assert reply.kind == "no_data"
    assert reply.table is None


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("which models can see images?", Filters(multimodal=True)),
        ("list of multimodal models", Filters(multimodal=True)),
        ("which ones are multimodal", Filters(multimodal=True)),
        ("list all open models", Filters(open_weights=True)),
        ("which models allow commercial use", Filters(commercial=True)),
        ("models with 128k context or more", Filters(min_context=128_000)),
    ],
)
def test_models_of_a_kind_are_listed(engine: Engine, question: str, filters: Filters) -> None:
    (frame,) = engine.understand(question).built.frames
    assert (frame.intent, frame.counted, frame.filters) == (Intent.EXTREME, "models", filters)
    assert engine.answer(question).kind == "answer"


def test_whose_a_number_is_is_told_with_the_source_of_each_result(engine: Engine, shipped: sqlite3.Connection) -> None:
    reply = engine.answer("where does the 0.933 on mmlu come from?")
    (url,) = shipped.execute(
        "SELECT source_url FROM current_results WHERE benchmark = 'mmlu' AND round(value, 3) = 0.933"
    ).fetchone()
    assert [source.url for source in reply.sources] == [url]
    assert engine.answer("source of 0.123 on mmlu").kind == "no_data"


@pytest.mark.parametrize(
    "question",
    ["who was second on mmlu in March 2025", "mmlu runner-up march 2025", "2nd place mmlu end of march 2025"],
)
def test_a_place_in_a_time_is_that_among_the_models_released_until_its_end(engine: Engine, question: str) -> None:
    (frame,) = engine.understand(question).built.frames
    assert (frame.intent, frame.k, frame.filters) == (Intent.PLACE, 2, Filters(released=Period(None, "2025-03-31")))


@pytest.mark.parametrize(
    "question",
    ["previous mmlu champion", "former mmlu record holder", "dates of all mmlu records", "how old is the mmlu record"],
)
def test_records_before_the_last_and_their_dates_are_the_history(engine: Engine, question: str) -> None:
    assert [frame.intent for frame in engine.understand(question).built.frames] == [Intent.HISTORY]


def test_how_long_a_model_has_held_the_record_is_told_of_that_model(engine: Engine) -> None:
    reply = engine.answer("how long has o3 held the record on mmlu")
    assert reply.body.startswith("o3 held the record on MMLU (0.933, April 2025) and still does.")
