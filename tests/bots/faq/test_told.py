"""A restriction of a question is told in the reply, or the question is refused: never left out, never turned round."""

from __future__ import annotations

import sqlite3

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Attribute, Filters, Frame, Intent, Period
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies import handler
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.told import untold
from podium.bots.faq.reply import Fact, Reply
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.intents import RANKING
from podium.bots.faq.ways import SPECS
from podium.tests.bots.faq.support import values

_MODELS = "current_results AS r JOIN models AS m ON m.slug = r.model WHERE r.benchmark = ? AND r.board = 'reported'"


def _best(shipped: sqlite3.Connection, where: str, benchmark: str = "mmlu") -> set[str]:
    rows = shipped.execute(f"SELECT m.name, round(r.value, 3) FROM {_MODELS} AND {where}", (benchmark,)).fetchall()
    highest = max(value for _, value in rows)
    return {name for name, value in rows if value == highest}


def _named(reply: Reply) -> set[object]:
    return {fact.value for fact in reply.facts if fact.name in ("model", "leader")}


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("best model on mmlu excluding OpenAI, Anthropic and Google",
         "m.organisation NOT IN ('OpenAI', 'Anthropic', 'Google')"),
        ("best model on mmlu not by Google, Meta", "m.organisation NOT IN ('Google', 'Meta')"),
        ("best model on mmlu without OpenAI, Google or Anthropic models",
         "m.organisation NOT IN ('OpenAI', 'Anthropic', 'Google')"),
        ("who leads mmlu other than OpenAI, Google, and Alibaba Cloud / Qwen Team?",
         "m.organisation NOT IN ('OpenAI', 'Google', 'Alibaba Cloud / Qwen Team')"),
        ("best model on mmlu except GPT-5, o3 and o1", "m.name NOT IN ('GPT-5', 'o3', 'o1')"),
        ("best model on mmlu, OpenAI and Google excluded", "m.organisation NOT IN ('OpenAI', 'Google')"),
        ("best third-party result on mmlu", "r.standing = 'third-party'"),
        ("who leads mmlu by third parties only", "r.standing = 'third-party'"),
        ("best self-reported mmlu score", "r.standing = 'self-reported'"),
        ("best vendor-reported mmlu score", "r.standing = 'self-reported'"),
        ("best unverified mmlu score", "r.standing IN ('self-reported', 'third-party')"),
        ("best model on mmlu ignoring self-reported results", "r.standing <> 'self-reported'"),
        ("best model on mmlu excluding third-party results", "r.standing <> 'third-party'"),
        ("best mmlu score, third-party or independent", "r.standing <> 'self-reported'"),
        ("best model on mmlu with under 128k context", "m.context_tokens < 128000"),
        ("best model on mmlu with at most 32k context", "m.context_tokens <= 32000"),
        ("best model on mmlu with a context of at least 200k tokens", "m.context_tokens >= 200000"),
        ("best model on mmlu costing more than $10", "m.input_price > 10"),
        ("best model on mmlu over $5", "m.input_price > 5"),
        ("best model on mmlu below $1", "m.input_price < 1"),
        ("best model on mmlu above 72B", "m.parameters_b > 72"),
        ("best model on mmlu of at least 70B", "m.parameters_b >= 70"),
        ("best model on mmlu with at most 7B", "m.parameters_b <= 7"),
        ("best model on mmlu under 7B", "m.parameters_b < 7"),
    ],
)  # fmt: skip
def test_the_best_of_those_that_are_meant_is_named(
    engine: Engine, shipped: sqlite3.Connection, question: str, where: str
) -> None:
    reply = engine.answer(question)
    assert reply.kind == "answer", reply.text
    assert values(reply, "filter")
    best = _best(shipped, where)
    assert best & _named(reply), reply.text
    number = shipped.execute(f"SELECT count(*) FROM {_MODELS} AND {where}", ("mmlu",)).fetchone()[0]
    assert values(reply, "filtered")[0] == number


@pytest.mark.parametrize(
    ("turns", "where"),
    [
        (("best open model under 10B on mmlu", "and above 10B?"), "m.open_weights = 1 AND m.parameters_b > 10"),
        (("best mmlu model by Google", "not Google?"), "m.organisation <> 'Google'"),
        (("who leads mmlu", "not Google?", "Google or OpenAI?"), "m.organisation IN ('Google', 'OpenAI')"),
        (("best open mmlu model released in 2024", "and in 2023?"),
         "m.open_weights = 1 AND m.released LIKE '2023%'"),
        (("best self-reported mmlu score", "and verified?"), "r.standing IN ('independent', 'reproduced')"),
        (("best open model on mmlu", "and closed?"), "m.open_weights = 0"),
    ],
)  # fmt: skip
def test_a_restriction_takes_the_place_of_the_one_of_its_kind(
    engine: Engine, shipped: sqlite3.Connection, turns: tuple[str, ...], where: str
) -> None:
    conversation = Conversation()
    for turn in turns:
        reply = engine.answer(turn, conversation)
    assert _best(shipped, where) & _named(reply), reply.text
    number = shipped.execute(f"SELECT count(*) FROM {_MODELS} AND {where}", ("mmlu",)).fetchone()[0]
    assert values(reply, "filtered")[0] == number


def test_all_models_take_every_restriction_back(engine: Engine) -> None:
    conversation = Conversation()
    engine.answer("best open model on mmlu", conversation)
    reply = engine.answer("and all models?", conversation)
    assert not values(reply, "filter")
    assert values(reply, "leader") == values(engine.answer("who leads mmlu"), "leader")[:1]


def test_a_rank_after_a_score_is_that_on_the_same_benchmark(engine: Engine) -> None:
    conversation = Conversation()
    engine.answer("score of o3 on hle", conversation)
    reply = engine.answer("rank?", conversation)
    assert reply == engine.answer("rank of o3 on hle")


def test_who_is_last_after_a_time_is_told_of_the_models_of_that_time(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    conversation = Conversation()
    engine.answer("who leads mmlu in 2024", conversation)
    reply = engine.answer("top 3?", conversation)
    rows = shipped.execute(f"SELECT r.value FROM {_MODELS} AND m.released <= '2024-12-31' ORDER BY 1 DESC", ("mmlu",))
    assert values(reply, "score")[:3] == [row[0] for row in rows.fetchall()[:3]]
    assert values(reply, "last_day") == ["2024-12-31"]


@pytest.mark.parametrize("before", ["who leads mmlu", "how good is o3 on mmlu"])
def test_odd_words_are_no_question_about_what_was_asked_before(engine: Engine, before: str) -> None:
    conversation = Conversation()
    engine.answer(before, conversation)
    assert engine.answer("zqx secret images", conversation).kind == "help"


def test_a_rank_ties_and_relations_are_told_within_what_is_meant(engine: Engine, shipped: sqlite3.Connection) -> None:
    rows = shipped.execute(
        f"SELECT m.name, round(r.value, 3) FROM {_MODELS} AND m.open_weights = 1 ORDER BY 2 DESC", ("mmlu",)
    ).fetchall()
    scores = [value for _, value in rows]
    reply = engine.answer("rank of DeepSeek-V3 on mmlu among open models")
    assert values(reply, "place") == [scores.index(dict(rows)["DeepSeek-V3"]) + 1]
    reply = engine.answer("rank of o3 on mmlu among open models")
    assert "is not among the open-weights models" in reply.body
    reply = engine.answer("ties on mmlu among open models")
    assert values(reply, "tied") == [sum(scores.count(value) > 1 for value in scores)]
    reply = engine.answer("do scores on mmlu and mmlu-pro correlate for open models")
    shared = shipped.execute(
        "SELECT count(*) FROM current_results AS r JOIN current_results AS s ON s.model = r.model JOIN models AS m"
        " ON m.slug = r.model WHERE m.open_weights = 1 AND r.benchmark = 'mmlu' AND s.benchmark = 'mmlu-pro'"
        " AND r.board = 'reported' AND s.board = 'reported'"
    ).fetchone()[0]
    assert values(reply, "shared_models") == [shared]
    reply = engine.answer("new open models on mmlu in 2025")
    number = shipped.execute(
        "SELECT count(*) FROM current_results AS r JOIN models AS m ON m.slug = r.model WHERE r.benchmark = 'mmlu'"
        " AND m.open_weights = 1 AND (m.released LIKE '2025%' OR r.reported_on LIKE '2025%')"
    ).fetchone()[0]
    assert values(reply, "new_results") == [number]


@pytest.mark.parametrize(
    "question",
    [
        "human baseline on mmlu for open models",
        "is mmlu saturated among open models",
        "gap between first and second on mmlu among open models",
        "is o3 better than gpt-5 on mmlu among verified results",
        "compare o3 and gpt-5 on mmlu among models under 10B",
        "how far do open models trail on mmlu since 2024",
        "cheapest third-party model",
        "when was mmlu updated by open models",
    ],
)
def test_what_cannot_be_restricted_is_refused(engine: Engine, question: str) -> None:
    assert engine.answer(question).kind in ("help", "ambiguous")


def test_figures_of_a_model_are_those_that_are_meant(engine: Engine, shipped: sqlite3.Connection) -> None:
    sql = "SELECT value FROM current_results WHERE benchmark = 'hle' AND model = 'o3-2025-04-16' AND standing = ?"
    for word in ("self-reported", "independent"):
        reply = engine.answer(f"{word} score of o3 on hle")
        assert set(values(reply, "score")) == {row[0] for row in shipped.execute(sql, (word,))}, reply.text
    reply = engine.answer("third-party score of o3 on hle")
    assert "has no figure" in reply.body


def test_sources_and_dates_of_tied_models_are_all_told(engine: Engine) -> None:
    reply = engine.answer("best model released in 2023 on mmlu")
    dates = {fact.value for fact in reply.facts if fact.name == "credit"}
    assert len(dates) > 1
    assert all(str(credit).partition(" (")[0] in reply.body for credit in dates), reply.text


def _frame(intent: Intent, filters: Filters) -> Frame:
    two = ("mmlu", "mmlu-pro") if intent is Intent.RELATION else ("mmlu",)
    return Frame(
        intent,
        two,
        models=("gpt-5-2025-08-07",) if intent in (Intent.RANK, Intent.SCORE) else (),
        category="math" if intent in (Intent.CATEGORY_BEST, Intent.COUNTS) else None,
        attribute=Attribute.PRICE if intent is Intent.EXTREME else None,
        order="least" if intent is Intent.EXTREME else None,
        counted="models" if intent is Intent.COUNTS else None,
        k=3 if intent in (Intent.TOP, Intent.PLACE, Intent.LAST) else None,
        score=0.5 if intent in (Intent.ABOVE, Intent.REACHED, Intent.CHEAPEST_ABOVE) else None,
        period=Period("2024-01-01", "2024-12-31") if intent in (Intent.LEADER_AT, Intent.NEW) else None,
        filters=filters,
    )


@pytest.mark.parametrize("intent", sorted({spec.intent for spec in SPECS if spec.filters and spec.intent in RANKING}))
def test_every_kind_of_question_that_takes_filters_tells_them(shipped: sqlite3.Connection, intent: Intent) -> None:
    desk = Desk(shipped, Vocabulary.read(shipped))
    for filters in (
        Filters(open_weights=True),
        Filters(organisations=("OpenAI",)),
        Filters(excluded_organisations=("Google", "Meta")),
        Filters(max_context=200_000, strict=("max_context",)),
        Filters(min_price=1.0),
        Filters(released=Period("2024-01-01", "2024-12-31")),
    ):
        frame = _frame(intent, filters)
        reply = handler(intent)(desk, frame)
        assert reply.kind in ("answer", "no_data"), reply.text
        assert untold(frame, reply) == "", reply.text


def test_a_reply_that_leaves_a_restriction_out_is_found() -> None:
    told = Reply("answer", "A leads.", (Fact("leader", "A"),))
    assert untold(Frame(Intent.LEADER, ("mmlu",)), told) == ""
    assert untold(Frame(Intent.LEADER, ("mmlu",), filters=Filters(open_weights=True)), told) == "filters"
    assert untold(Frame(Intent.LAST, ("mmlu",), k=3), told) == "k"
    assert untold(Frame(Intent.ABOVE, ("mmlu",), score=0.9), told) == "score"
    assert untold(Frame(Intent.LEADER_AT, ("mmlu",), period=Period("2024-01-01", None)), told) == "period"
    nothing = Reply("no_data", "No results.")
    assert untold(Frame(Intent.LEADER, ("mmlu",), filters=Filters(open_weights=True)), nothing) == ""
