"""What a limit, a question about the answer and a word that points back are of."""

from __future__ import annotations

import sqlite3

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Attribute, Filters, Intent
from podium.bots.faq.understanding.conversation import Conversation


def filters(engine: Engine, question: str) -> Filters:
    """Return which models a question restricts itself to."""
    (frame,) = engine.understand(question).frames
    return frame.filters


@pytest.mark.parametrize(
    "limit",
    [
        "under $5 per million output tokens",
        "with output under $5",
        "whose output price is below $5",
        "costing less than $5 per million tokens of output",
        "under $5 out",
    ],
)
def test_a_limit_on_the_price_of_output_is_none_on_that_of_input(engine: Engine, limit: str) -> None:
    found = filters(engine, f"best model on MMLU-Pro {limit}")
    assert (found.max_output_price, found.max_price, found.strict) == (5, None, ("max_output_price",))


@pytest.mark.parametrize("joint", ["under $2 input and $10 output", "under $2 in, $10 out"])
def test_both_prices_may_have_a_limit(engine: Engine, joint: str) -> None:
    found = filters(engine, f"best on HLE {joint}")
    assert (found.max_price, found.max_output_price) == (2, 10)


def test_a_limit_that_follows_is_on_the_price_that_was_limited_before(engine: Engine) -> None:
    talk = Conversation()
    engine.answer("best model on HLE under $3 output", talk)
    (frame,) = engine.understand("and under $1?", talk).frames
    assert (frame.filters.max_output_price, frame.filters.max_price) == (1, None)


@pytest.mark.parametrize(
    "left_out",
    ["that is not under MIT", "except MIT ones", "with a licence other than MIT", "that isn't MIT licensed"],
)
def test_a_licence_can_be_left_out(engine: Engine, left_out: str) -> None:
    found = filters(engine, f"best open model on HLE {left_out}")
    assert found.licences == ()
    assert "MIT" in found.excluded_licences


def test_makers_that_head_a_form_as_excluded_are_left_out(engine: Engine) -> None:
    found = filters(engine, "excluded vendors: Google, OpenAI. best on MMMU-Pro")
    assert (found.organisations, set(found.excluded_organisations)) == ((), {"Google", "OpenAI"})


@pytest.mark.parametrize(
    "question",
    [
        "who leads MMLU, but is it open",
        "who leads mmlu, is that one open source?",
        "tell me who leads MMLU and whether it is open",
        "top model on MMLU - open source or not?",
    ],
)
def test_whether_the_leader_is_open_is_asked_of_it_and_restricts_nothing(engine: Engine, question: str) -> None:
    leader, fact = engine.understand(question).frames
    assert (leader.intent, leader.filters) == (Intent.LEADER, Filters())
    assert (fact.intent, fact.attribute, len(fact.models)) == (Intent.FACT, Attribute.OPEN, 1)


@pytest.mark.parametrize(
    "question", ["is {} on {} for real?", "is the {} on {} legit or made up", "can {} on {} be trusted"]
)
def test_a_number_that_somebody_was_told_is_said_whose_it_is(
    engine: Engine, shipped: sqlite3.Connection, question: str
) -> None:
    benchmark, value, standing = shipped.execute(
        "SELECT b.name, r.value, r.standing FROM current_results AS r JOIN benchmarks AS b ON b.slug = r.benchmark"
        " WHERE r.benchmark = 'medqa' AND r.board = 'reported' ORDER BY r.value DESC LIMIT 1"
    ).fetchone()
    reply = engine.answer(question.format(round(value, 3), benchmark))
    assert (reply.kind, reply.intent) == ("answer", "score")
    assert standing in reply.body
    assert engine.answer(question.format(0.999, benchmark)).kind == "no_data"


@pytest.mark.parametrize(
    "after", ["how many questions does it have", "which metric does it use", "and their licences?"]
)
def test_what_is_asked_after_two_benchmarks_is_asked_of_both(engine: Engine, after: str) -> None:
    talk = Conversation()
    engine.answer("compare mmlu and hle", talk)
    assert [frame.benchmarks for frame in engine.understand(after, talk).frames] == [("mmlu",), ("hle",)]


def test_what_is_asked_after_a_list_of_models_is_asked_of_those(engine: Engine) -> None:
    talk = Conversation()
    listed = {fact.model for fact in engine.answer("which models has Anthropic", talk).facts if fact.model}
    understood = engine.understand("what do they cost?", talk)
    told = {frame.models[0] for frame in understood.frames}
    assert told < listed and understood.built.left == f"the other {len(listed) - len(told)}"
    (cheapest,) = engine.understand("which of them is cheapest?", talk).frames
    assert cheapest.filters.organisations == ("Anthropic",)


@pytest.mark.parametrize(
    ("question", "attribute"),
    [
        ("does o3 cost $2 per million input tokens?", Attribute.PRICE),
        ("is it true that o3 has 200k context?", Attribute.CONTEXT),
        ("claim: DeepSeek-V3.2 has 685 billion parameters", Attribute.PARAMETERS),
    ],
)
def test_what_is_claimed_of_a_model_is_told_as_it_is_recorded(
    engine: Engine, question: str, attribute: Attribute
) -> None:
    (frame,) = engine.understand(question).frames
    assert (frame.intent, frame.attribute) == (Intent.FACT, attribute)
