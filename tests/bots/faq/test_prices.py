"""Replies about prices and the extremes of the catalogue, against plain SQL and brute force."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Attribute, Filters, Intent, Period
from podium.bots.faq.replies.catalogue import about, dollars
from podium.registry import leaderboard
from podium.registry.views import ModelFacts, Row, shown
from podium.tests.bots.faq.asking import ask
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_small_registries import registry, result

ORDERS = {
    Attribute.PRICE: "round(input_price + output_price, 6)",
    Attribute.INPUT_PRICE: "input_price",
    Attribute.OUTPUT_PRICE: "output_price",
    Attribute.RELEASED: "released",
    Attribute.PARAMETERS: "parameters_b",
    Attribute.CONTEXT: "context_tokens",
}


def priced(slug: str, sent: float | None, received: float | None, **more: Any) -> dict[str, Any]:
    """Return a catalogue entry with these prices."""
    return {"slug": slug, "input_price": sent, "output_price": received, "price_as_of": "2026-01-03"} | more


def total_price(model: ModelFacts) -> float:
    """Return input and output price together."""
    return round((model.input_price or 0) + (model.output_price or 0), 6)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "$0.00"), (3, "$3.00"), (0.075, "$0.075"), (2.5, "$2.50"), (1234.5, "$1,234.50"), (1e-5, "$0.00001")],
)
def test_amounts_are_written_as_they_are_with_cents_at_least(amount: float, text: str) -> None:
    assert dollars(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "$0.00"), (3.254, "$3.25"), (0.0754321, "$0.0754"), (1.23456e-5, "$0.0000123"), (1234.567, "$1,234.57")],
)
def test_amounts_that_were_worked_out_are_rounded_to_cents_or_three_digits(amount: float, text: str) -> None:
    assert about(amount) == text


def test_calls_cost_what_the_stored_prices_say(tmp_path: Path) -> None:
    connection = registry(tmp_path, models=[priced("alpha", 2.5, 10.0)])
    reply = ask(connection, Intent.CALL_COST, "alpha", calls=500, input_tokens=2000, output_tokens=300)
    # 500 x (2000 x 2.5 + 300 x 10) / 1e6 = 500 x 0.008
    assert reply.body == (
        "500 calls of Alpha, each with 2,000 input tokens ($2.50 per million) and 300 output tokens ($10.00 per"
        " million), cost $4.00 (as of 2026-01-03)."
    )
    assert values(reply, "cost") == [4.0]
    assert (values(reply, "calls"), values(reply, "price_date")) == ([500], ["2026-01-03"])


def test_what_was_not_said_of_calls_is_said_to_be_missing(tmp_path: Path) -> None:
    connection = registry(tmp_path, models=[priced("alpha", 2.5, 10.0), priced("beta", 1.0, None)])
    reply = ask(connection, Intent.CALL_COST, "alpha", input_tokens=1000)
    assert reply.body == (
        "1 call of Alpha with 1,000 input tokens ($2.50 per million) costs $0.0025 (as of 2026-01-03).\n"
        "That is for one call; no number of calls was named.\n"
        "No number of output tokens was named; they would come on top."
    )
    reply = ask(connection, Intent.CALL_COST, "alpha")
    assert reply.body.startswith("Alpha costs $2.50 per million input tokens and $10.00 per million output tokens")
    reply = ask(connection, Intent.CALL_COST, "beta", calls=2, input_tokens=10, output_tokens=10)
    assert (reply.kind, reply.body) == (
        "no_data",
        "The price of output tokens of Beta is not recorded here, so the cost is not known.",
    )
    reply = ask(connection, Intent.CALL_COST, "beta", calls=2, input_tokens=10, output_tokens=0)
    assert values(reply, "cost") == [pytest.approx(2e-5)]


@pytest.mark.parametrize("order", ["least", "most"])
@pytest.mark.parametrize("attribute", list(ORDERS))
def test_the_extremes_of_the_catalogue_are_those_of_plain_sql(
    shipped: sqlite3.Connection, attribute: Attribute, order: str
) -> None:
    expression = ORDERS[attribute]
    down = "DESC" if order == "most" else ""
    rows = shipped.execute(
        f"SELECT name, {expression} AS figure FROM models WHERE {expression} IS NOT NULL"
        f" ORDER BY {expression} {down}, lower(name)"
    ).fetchall()
    total = shipped.execute("SELECT count(*) FROM models").fetchone()[0]
    reply = ask(shipped, Intent.EXTREME, attribute=attribute, order=order)
    assert reply.table is not None
    assert [row[0] for row in reply.table.rows] == [row["name"] for row in rows[:5]]
    assert values(reply, "model")[:5] == [row["name"] for row in rows[:5]]
    assert values(reply, "unrecorded") == [total - len(rows)]
    assert values(reply, "catalogue_models") == [total]
    alike = sum(row["figure"] == rows[0]["figure"] for row in rows)
    assert values(reply, "tied") == ([alike] if alike > 1 else [])


@pytest.mark.parametrize("slug", ["mmlu", "hle", "charxiv-r"])
def test_the_extremes_of_a_board_are_among_its_models_alone(shipped: sqlite3.Connection, slug: str) -> None:
    models = [row.model for row in leaderboard.board(shipped, slug).rows]
    known = [model for model in models if model.input_price is not None and model.output_price is not None]
    cheapest = min(known, key=lambda model: (total_price(model), model.name.lower()))
    reply = ask(shipped, Intent.EXTREME, attribute=Attribute.PRICE, order="least", benchmarks=(slug,))
    assert reply.body.startswith(cheapest.name)
    assert values(reply, "unrecorded") == [len(models) - len(known)]
    dates = [model.released for model in models if model.released]
    reply = ask(shipped, Intent.EXTREME, attribute=Attribute.RELEASED, order="most", benchmarks=(slug,))
    assert values(reply, "released")[0] == max(dates)


def test_filters_of_an_extreme_are_told_with_what_they_could_not_judge(shipped: sqlite3.Connection) -> None:
    name, price = shipped.execute(
        "SELECT name, min(input_price + output_price) FROM models WHERE open_weights = 1 AND parameters_b <= 10"
    ).fetchone()
    filters = Filters(open_weights=True, max_params_b=10.0)
    reply = ask(shipped, Intent.EXTREME, attribute=Attribute.PRICE, order="least", filters=filters)
    assert "is the cheapest open-weights model with at most 10B parameters in the catalogue" in reply.body
    assert values(reply, "model")[0] == name
    assert values(reply, "input_price")[0] + values(reply, "output_price")[0] == pytest.approx(price)
    nobody = ask(
        shipped, Intent.EXTREME, attribute=Attribute.PRICE, order="most", filters=Filters(organisations=("Nobody",))
    )
    assert nobody.kind == "no_data"
    assert nobody.body.startswith("There are no models by Nobody in the catalogue.")


def test_ties_zero_prices_and_missing_figures_are_told_apart(tmp_path: Path) -> None:
    models = [priced("free", 0.0, 0.0), priced("a", 0.1, 0.2), priced("b", 0.2, 0.1), priced("c", 5.0, 5.0)]
    connection = registry(tmp_path, models=[*models, priced("d", None, None)])
    reply = ask(connection, Intent.EXTREME, attribute=Attribute.PRICE, order="least")
    assert reply.body.split("\n") == [
        "A by Lab ($0.10 per million input tokens and $0.20 per million output tokens (as of 2026-01-03)) and B by Lab"
        " ($0.20 per million input tokens and $0.10 per million output tokens (as of 2026-01-03)) are the cheapest"
        " models in the catalogue: a tie.",
        "Cheapest means the lowest sum of input and output price.",
        "1 model is listed at a price of 0 and stands apart: Free.",
        "The price is not recorded for 1 of the 5 models in the catalogue.",
    ]
    assert (values(reply, "tied"), values(reply, "free")) == ([2], [1])
    none = registry(tmp_path / "none", models=[priced("d", None, None), priced("e", None, None)])
    reply = ask(none, Intent.EXTREME, attribute=Attribute.PRICE, order="least")
    assert (reply.kind, reply.body) == (
        "no_data",
        "The price is not recorded for any of the 2 models in the catalogue.",
    )


def test_what_cannot_be_put_in_order_gets_help(tmp_path: Path) -> None:
    assert ask(registry(tmp_path), Intent.EXTREME, attribute=Attribute.LICENCE, order="most").kind == "help"


def frontier(rows: list[Row], up: bool) -> list[str]:
    """Return the slugs that no other row beats in price and shown score, by brute force over all pairs."""

    def offer(row: Row) -> tuple[float, float]:
        price = total_price(row.model)
        return price, (-1 if up else 1) * float(shown(row.value))

    offers = {row.model.slug: offer(row) for row in rows}
    return [
        slug
        for slug, mine in offers.items()
        if not any(one[0] <= mine[0] and one[1] <= mine[1] and one != mine for one in offers.values())
    ]


@pytest.mark.parametrize("slug", ["mmlu", "mmlu-pro", "hle", "mmmu", "mmmu-pro", "charxiv-r"])
def test_the_frontier_is_what_no_other_priced_model_beats_in_both(shipped: sqlite3.Connection, slug: str) -> None:
    board = leaderboard.board(shipped, slug)
    rows = [row for row in board.rows if row.model.input_price is not None and row.model.output_price is not None]
    expected = frontier(rows, board.board.higher_is_better)
    reply = ask(shipped, Intent.VALUE, benchmarks=(slug,))
    assert (values(reply, "priced"), values(reply, "frontier")) == ([len(rows)], [len(expected)])
    assert {fact.model for fact in reply.facts if fact.name == "score"} == set(expected)
    assert reply.table is not None
    sums = [float(row[3][1:]) + float(row[4][1:]) for row in reply.table.rows]
    assert sums == sorted(sums)
    assert "This is a frontier, not a ratio" in reply.body


def test_the_frontier_where_lower_is_better_and_scores_read_the_same(tmp_path: Path) -> None:
    models = [priced("a", 1, 1), priced("b", 2, 2), priced("c", 3, 3), priced("d", 3, 3), priced("e", None, 1)]
    scores = {"a": 0.5, "b": 0.5001, "c": 0.3, "d": 0.3, "e": 0.1}
    rows = [result(slug, value, "errors") for slug, value in scores.items()]
    reply = ask(registry(tmp_path, rows, models=models), Intent.VALUE, benchmarks=("quiz",), boards=("errors",))
    assert reply.table is not None
    assert [row[0] for row in reply.table.rows] == ["A", "C", "D"]
    assert reply.body.startswith("4 of the 5 models on the board “Errors” of Quiz-7 have prices; 3 of them are")


def test_a_board_without_prices_gives_no_frontier(tmp_path: Path) -> None:
    reply = ask(registry(tmp_path, [result("alpha", 0.9)]), Intent.VALUE, benchmarks=("quiz",))
    assert (reply.kind, reply.body) == ("no_data", "No price is recorded for the only model on Quiz-7.")


@pytest.mark.parametrize("wanted", [0.3, 0.5, 0.8, 0.85, 0.9])
@pytest.mark.parametrize("slug", ["mmlu", "mmlu-pro", "hle"])
def test_the_cheapest_that_reaches_a_score_is_found_by_brute_force_too(
    shipped: sqlite3.Connection, slug: str, wanted: float
) -> None:
    rows = leaderboard.board(shipped, slug).rows
    reaching = [row for row in rows if row.value > wanted or shown(row.value) == shown(wanted)]
    known = [row for row in reaching if row.model.input_price is not None and row.model.output_price is not None]
    reply = ask(shipped, Intent.CHEAPEST_ABOVE, benchmarks=(slug,), score=wanted)
    if not reaching:
        assert reply.kind == "no_data"
        assert values(reply, "leader") == [row.model.name for row in rows if row.rank == 1]
        return
    assert values(reply, "reaching") == [len(reaching)]
    if not known:
        assert reply.kind == "no_data"
        return
    least = min(total_price(row.model) for row in known)
    cheapest = {row.model.name for row in known if total_price(row.model) == least}
    assert {fact.value for fact in reply.facts if fact.name == "model"} == cheapest
    by_input = min(row.model.input_price or 0 for row in known)
    others = {row.model.name for row in known if row.model.input_price == by_input}
    assert set(values(reply, "listed")) == (others if others.isdisjoint(cheapest) and len(others) < 4 else set())
    unpriced = len(reaching) - len(known)
    assert values(reply, "unpriced") == ([unpriced] if unpriced else [])


def test_reaching_a_score_where_lower_is_better_means_at_most_that(tmp_path: Path) -> None:
    models = [priced("a", 1, 1), priced("b", 2, 2), priced("c", 0.5, 0.5)]
    rows = [result("a", 0.2, "errors"), result("b", 0.1, "errors"), result("c", 0.4, "errors")]
    connection = registry(tmp_path, rows, models=models)
    reply = ask(connection, Intent.CHEAPEST_ABOVE, benchmarks=("quiz",), boards=("errors",), score=0.2)
    assert reply.body.split("\n") == [
        "The cheapest model that reaches 0.200 word error rate or less on the board “Errors” of Quiz-7: A by Lab at"
        " $1.00 input and $1.00 output per million tokens, with 0.200 (self-reported; the lab page at lab.example.org,"
        " undated), 3 models ranked.",
        "2 of the 3 models on the board “Errors” of Quiz-7 reach 0.200 word error rate or less; cheapest is the lowest"
        " sum of input and output price (as of 2026-01-03).",
    ]
    reply = ask(connection, Intent.CHEAPEST_ABOVE, benchmarks=("quiz",), boards=("errors",), score=0.05)
    assert (reply.kind, values(reply, "leader")) == ("no_data", ["B"])


def test_an_empty_board_says_so_whatever_is_asked_of_its_prices(tmp_path: Path) -> None:
    connection = registry(tmp_path, models=[priced("a", 1, 1)])
    assert ask(connection, Intent.VALUE, benchmarks=("quiz",)).kind == "no_data"
    assert ask(connection, Intent.CHEAPEST_ABOVE, benchmarks=("quiz",), score=0.5).kind == "no_data"
    reply = ask(connection, Intent.EXTREME, benchmarks=("quiz",), attribute=Attribute.PRICE, order="least")
    assert reply.kind == "no_data"


def test_a_price_filter_of_a_period_names_it(tmp_path: Path) -> None:
    models = [priced("old", 1, 1, released="2023-05-01", released_precision="day"), priced("undated", 0.5, 0.5)]
    filters = Filters(released=Period("2023-01-01", "2023-12-31"))
    connection = registry(tmp_path, models=models)
    reply = ask(connection, Intent.EXTREME, attribute=Attribute.PRICE, order="least", filters=filters)
    assert reply.body.startswith("Old by Lab is the cheapest model released in 2023 in the catalogue:")
    assert "The release date is not recorded for 1 of the 2 models." in reply.body


# --- One of two --------------------------------------------------------------------------------------


def test_of_two_models_the_cheaper_newer_and_larger_one_is_told_with_both_figures(tmp_path: Path) -> None:
    models = [
        priced("alpha", 2.0, 8.0, released="2025-04-16", parameters_b=7.0, context_tokens=1000),
        priced("beta", 1.25, 10.0, released="2025-08-07", parameters_b=70.0, context_tokens=4000),
    ]
    connection = registry(tmp_path, models=models)

    def said(attribute: Attribute, order: str) -> str:
        return ask(connection, Intent.EXTREME, "alpha", "beta", attribute=attribute, order=order).body

    assert said(Attribute.PRICE, "least") == (
        "Alpha is cheaper than Beta: Alpha costs $2.00 per million input tokens and $8.00 per million output tokens (as"
        " of 2026-01-03), Beta costs $1.25 per million input tokens and $10.00 per million output tokens (as of"
        " 2026-01-03).\nPrices are put in order by the sum of input and output price."
    )
    assert said(Attribute.PRICE, "most").startswith("Beta is more expensive than Alpha: ")
    assert said(Attribute.RELEASED, "most") == (
        "Beta is newer than Alpha: Beta was released on 2025-08-07, Alpha was released on 2025-04-16."
    )
    assert said(Attribute.RELEASED, "least").startswith("Alpha is older than Beta: ")
    assert said(Attribute.PARAMETERS, "most") == (
        "Beta is larger than Alpha: Beta has 70B parameters, Alpha has 7B parameters."
    )
    assert said(Attribute.CONTEXT, "most") == (
        "Beta has the larger context window: Beta has 4,000 tokens, Alpha has 1,000 tokens."
    )


def test_two_models_of_one_figure_or_without_one_are_not_put_in_order(tmp_path: Path) -> None:
    models = [
        priced("alpha", 1.0, 3.0, released="2025-08-07", released_precision="day", parameters_b=7.0),
        priced("beta", 2.0, 2.0, released="2025-08-01", released_precision="month"),
    ]
    connection = registry(tmp_path, models=models)
    reply = ask(connection, Intent.EXTREME, "alpha", "beta", attribute=Attribute.PRICE, order="least")
    assert reply.body.startswith("Alpha (costs $1.00 per million")
    assert "cannot be told apart by the price." in reply.body
    reply = ask(connection, Intent.EXTREME, "alpha", "beta", attribute=Attribute.RELEASED, order="most")
    assert reply.body == (
        "Alpha (was released on 2025-08-07) and Beta (was released in August 2025) cannot be told apart by the release"
        " date."
    )
    reply = ask(connection, Intent.EXTREME, "alpha", "beta", attribute=Attribute.PARAMETERS, order="most")
    assert (reply.kind, reply.body) == (
        "no_data",
        "The size of Beta is not recorded here, so I cannot say which is larger.\nAlpha: has 7B parameters.",
    )


@pytest.mark.parametrize(
    ("question", "attribute", "order"),
    [
        ("which is cheaper, gpt-5 or claude opus 4.5", "price", "least"),
        ("is o3 more expensive than gpt-5?", "price", "most"),
        ("is gpt-5 heavier than o3", "parameters_b", "most"),
        ("is gpt-5 newer than o3", "released", "most"),
        ("does gpt-5 have more context than o3", "context_tokens", "most"),
        ("gpt-5 vs o3 price", "price", "least"),
    ],
)
def test_two_models_are_compared_by_the_figure_that_is_asked_for(
    engine: Engine, question: str, attribute: str, order: str
) -> None:
    (frame,) = engine.understand(question).frames
    assert (frame.intent, frame.attribute, frame.order) == (Intent.EXTREME, attribute, order)
    assert len(frame.models) == 2


def test_what_the_catalogue_does_not_hold_decides_between_no_two_models(engine: Engine) -> None:
    assert engine.answer("is o3 kinder than gpt-5").kind == "help"
    assert engine.answer("is o3 faster than gpt-5").kind == "help"
    reply = engine.answer("nobody vs gpt-5")
    assert (reply.kind, values(reply, "asked")) == ("unknown", ["nobody"])
