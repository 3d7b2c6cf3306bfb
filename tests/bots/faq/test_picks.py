"""Models picked from a board or the catalogue: by licence, among the first few, at a stretch of places, in an order."""

from __future__ import annotations

import sqlite3

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Filters, Frame, Intent
from podium.bots.faq.language.values import values
from podium.bots.faq.language.words import tokens
from podium.bots.faq.names.licences import find_licences, licence_names
from podium.bots.faq.understanding.conversation import Conversation
from podium.tests.bots.faq.asking import audited

LICENCES = ("Apache 2.0", "CC BY-NC", "MIT", "Modified MIT", "Llama 3.1 Community License")


def frame_of(engine: Engine, question: str) -> Frame:
    """Return the one frame that a question is understood as."""
    (frame,) = engine.understand(question).frames
    return frame


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("best MIT model", ("MIT",)),
        ("best MIT-licensed model", ("MIT",)),
        ("under Apache 2", ("Apache 2.0",)),
        ("the apache ones", ("Apache 2.0",)),
        ("Apache-2.0", ("Apache 2.0",)),
        ("modified mit licence", ("Modified MIT",)),
        ("cc by-nc", ("CC BY-NC",)),
        ("MIT or Apache", ("MIT", "Apache 2.0")),
        ("GPL", ()),
        ("the admit card", ()),
    ],
)
def test_licences_are_found_by_their_names_without_the_words_that_people_leave_out(
    text: str, expected: tuple[str, ...]
) -> None:
    found = find_licences(licence_names(LICENCES), tokens(text), ())
    assert tuple(name for one in found for name in one.licences) == expected


@pytest.mark.parametrize(
    ("question", "licences"),
    [
        ("best MIT-licensed model on HLE", ("MIT",)),
        ("Of the Apache-licensed models, who leads MMLU-Pro?", ("Apache 2.0",)),
        ("best MIT or Apache model on mmmu", ("MIT", "Apache 2.0")),
    ],
)
def test_a_licence_restricts_which_models_are_meant_and_the_reply_says_so(
    engine: Engine, shipped: sqlite3.Connection, question: str, licences: tuple[str, ...]
) -> None:
    frame = frame_of(engine, question)
    assert frame.filters == Filters(licences=licences)
    reply = audited(shipped, engine.answer(question))
    marks = ",".join("?" * len(licences))
    best = shipped.execute(
        "SELECT max(round(r.value, 3)) FROM current_results r JOIN models m ON m.slug = r.model"
        f" WHERE r.benchmark = ? AND r.board = 'reported' AND m.licence IN ({marks})",
        (frame.benchmark, *licences),
    ).fetchone()[0]
    scores = [fact.value for fact in reply.facts if fact.name == "score" and isinstance(fact.value, float)]
    assert round(scores[0], 3) == best
    assert f"the licence {' or '.join(licences)}" in reply.body


def test_what_is_from_a_place_or_is_denied_is_no_licence_that_restricts(engine: Engine) -> None:
    for question in (
        "best model from MIT on hle",
        "best model on hle not from MIT",
        "is the leader of hle MIT licensed?",
    ):
        assert engine.answer(question).kind in ("help", "unknown"), question


@pytest.mark.parametrize(
    ("question", "intent", "first"),
    [
        ("cheapest model in the top 10 of mmlu-pro", Intent.EXTREME, 10),
        ("which top-20 mmlu-pro model has the fewest parameters", Intent.EXTREME, 20),
        ("which open models are in the hle top ten", Intent.TOP, 10),
        ("how many of the top 10 on hle are open?", Intent.COUNT, 10),
        ("the worst of the top five on charxiv", Intent.LAST, 5),
        ("average of the top 10 on mmlu", Intent.STATISTICS, 10),
        ("top 10 of mmlu", Intent.TOP, None),
        ("top 10 open models of mmlu", Intent.TOP, None),
    ],
)
def test_the_first_few_are_those_among_which_is_looked_where_something_else_is_asked_of_them(
    engine: Engine, question: str, intent: Intent, first: int | None
) -> None:
    frame = frame_of(engine, question)
    assert (frame.intent, frame.filters.first) == (intent, first)


def test_nobody_ranked_lower_than_the_first_ten_is_told_of_them(engine: Engine, shipped: sqlite3.Connection) -> None:
    reply = audited(shipped, engine.answer("which open models are in the hle top ten"))
    ranks = [fact.value for fact in reply.facts if fact.name == "rank" and isinstance(fact.value, int)]
    assert ranks and max(ranks) <= 10


@pytest.mark.parametrize(
    ("question", "order", "k"),
    [
        ("3 cheapest models on mmlu", "least", 3),
        ("the two largest open models on mmmu", "most", 2),
        ("top 5 newest models on hle", "most", 5),
        ("second cheapest model on mmlu-pro", "least", 2),
        ("second most expensive model on hle", "most", 2),
    ],
)
def test_so_many_of_an_order_that_is_not_by_score_are_no_first_few_of_a_board(
    engine: Engine, shipped: sqlite3.Connection, question: str, order: str, k: int
) -> None:
    frame = frame_of(engine, question)
    assert (frame.intent, frame.order, frame.k) == (Intent.EXTREME, order, k)
    assert "In this order: " in audited(shipped, engine.answer(question)).body


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("which models are ranked 6 to 10 on mmlu-pro", (6, 10)),
        ("MMLU-Pro places six through ten", (6, 10)),
        ("ranks 11-15 of charxiv", (11, 15)),
        ("hle 6th to 10th place", (6, 10)),
    ],
)
def test_a_stretch_of_places_lists_these_and_no_others(
    engine: Engine, shipped: sqlite3.Connection, question: str, places: tuple[int, int]
) -> None:
    frame = frame_of(engine, question)
    assert (frame.intent, frame.places) == (Intent.TOP, places)
    reply = audited(shipped, engine.answer(question))
    assert reply.table is not None and len(reply.table.rows) == places[1] - places[0] + 1
    assert f"Places {places[0]} to {places[1]} of " in reply.body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("among 30-80B models", [("parameters", 30.0, "least"), ("parameters", 80.0, "most")]),
        ("with 30 to 80 billion parameters", [("parameters", 30.0, "least"), ("parameters", 80.0, "most")]),
        ("from 7B up to 14B", [("parameters", 7.0, "least"), ("parameters", 14.0, "most")]),
        ("7b-14b", [("parameters", 7.0, "least"), ("parameters", 14.0, "most")]),
        ("context between 128k and 300k tokens", [("context", 128000.0, "least"), ("context", 300000.0, "most")]),
        ("between $1 and $3", [("price", 1.0, "least"), ("price", 3.0, "most")]),
        ("1M context and under $2", [("context", 1e6, ""), ("price", 2.0, "most")]),
        ("the top 10% of mmlu", [("number", 10.0, "")]),
        ("a rank better than 5", [("number", 5.0, "least")]),
        ("rank 3 or better", [("top", 3.0, "")]),
    ],
)
def test_both_ends_of_a_range_are_limits(text: str, expected: list[tuple[str, float, str]]) -> None:
    read = [(value.kind, value.amount, value.bound) for value in values(tokens(text), text, "2026-11-26")]
    assert read == expected


def test_a_limit_on_scores_without_a_benchmark_asks_which_and_is_kept_for_the_answer(engine: Engine) -> None:
    talk = Conversation()
    assert engine.answer("smallest model above 80%", talk).kind == "ambiguous"
    frame = engine.understand("mmlu-pro", talk).frames[0]
    assert (frame.intent, frame.benchmarks, frame.filters.min_score) == (Intent.EXTREME, ("mmlu-pro",), 0.8)


def test_a_board_that_one_benchmark_has_is_answered_and_an_everyday_word_alone_is_not_taken_for_one(
    engine: Engine,
) -> None:
    assert frame_of(engine, "who leads SEAL?").boards == ("epoch",)
    assert frame_of(engine, "top 3 on the TIGER-Lab board").boards == ("tiger-lab",)
    assert engine.answer("who leads the competition").kind == "ambiguous"


def test_without_leaves_out_makers_and_is_never_read_as_for(engine: Engine) -> None:
    for question in ("highest score on mmmu without being from google", "best on mmmu without being built by Google"):
        filters = frame_of(engine, question).filters
        assert (filters.organisations, filters.excluded_organisations) == ((), ("Google",)), question
