"""Filters over boards and the catalogue: which models are known to be meant, which might be, and in which words."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.bots.faq.frame import Filters, Period
from podium.bots.faq.replies.phrasing import during, phrases, recorded_as
from podium.bots.faq.replies.selecting import Selection, select, select_models
from podium.registry import leaderboard, ranking
from podium.registry.ranking import RankedRows
from podium.registry.views import ModelFacts, Row
from podium.tests.bots.faq.test_small_registries import registry, result

#: Filters, the condition in SQL, and which of its columns are not recorded, in SQL.
CASES = [
    (Filters(open_weights=True), "m.open_weights = 1", "m.open_weights IS NULL"),
    (Filters(open_weights=False), "m.open_weights = 0", "m.open_weights IS NULL"),
    (Filters(organisations=("Google", "Meta")), "m.organisation IN ('Google', 'Meta')", "m.organisation IS NULL"),
    (Filters(excluded_organisations=("OpenAI",)), "m.organisation <> 'OpenAI'", "m.organisation IS NULL"),
    (Filters(max_params_b=10), "m.parameters_b <= 10", "m.parameters_b IS NULL"),
    (Filters(min_params_b=7, max_params_b=14), "m.parameters_b BETWEEN 7 AND 14", "m.parameters_b IS NULL"),
    (Filters(min_params_b=70), "m.parameters_b >= 70", "m.parameters_b IS NULL"),
    (Filters(min_context=200_000), "m.context_tokens >= 200000", "m.context_tokens IS NULL"),
    (Filters(max_price=0.5), "m.input_price <= 0.5", "m.input_price IS NULL"),
    (Filters(multimodal=True), "m.multimodal = 1", "m.multimodal IS NULL"),
    (Filters(verified=True), "r.standing IN ('independent', 'reproduced')", "0"),
    (Filters(verified=False), "r.standing NOT IN ('independent', 'reproduced')", "0"),
    (Filters(excluded=("o3-2025-04-16",)), "m.slug <> 'o3-2025-04-16'", "0"),
]


def rows_of(connection: sqlite3.Connection, benchmark: str, board: str | None = None) -> tuple[Row, ...]:
    return tuple(leaderboard.board(connection, benchmark, board).rows)


def lazy_rows(connection: sqlite3.Connection, benchmark: str) -> RankedRows:
    return ranking.boards(connection, leaderboard.benchmark(connection, benchmark))[0].rows


@pytest.mark.parametrize("benchmark", ["mmlu", "hle", "charxiv-r"])
@pytest.mark.parametrize(("filters", "condition", "missing"), CASES)
def test_a_filter_leaves_the_models_that_sql_leaves_in_the_order_and_with_the_ranks_of_the_board(
    shipped: sqlite3.Connection, benchmark: str, filters: Filters, condition: str, missing: str
) -> None:
    rows = rows_of(shipped, benchmark)
    ids = ", ".join(str(row.id) for row in rows)
    read = "SELECT r.id FROM results AS r JOIN models AS m ON m.slug = r.model WHERE r.id IN"
    sure = {row["id"] for row in shipped.execute(f"{read} ({ids}) AND {condition}")}
    unknown = {row["id"] for row in shipped.execute(f"{read} ({ids}) AND {missing}")}
    for chosen in (select(rows, filters), select(lazy_rows(shipped, benchmark), filters)):
        assert tuple(chosen.rows) == tuple(row for row in rows if row.id in sure)
        assert tuple(chosen.possible) == tuple(row for row in rows if row.id in unknown)
        assert sum(chosen.unrecorded.values()) == len(unknown)
        assert chosen.total == len(rows)
        assert {fact.name: fact.value for fact in chosen.facts}["filtered"] == len(sure)


def test_several_filters_leave_what_passes_all_and_what_fails_one_is_ruled_out_whatever_is_not_recorded() -> None:
    models = [
        ModelFacts("fits", "Fits", "Lab", parameters_b=7, open_weights=True),
        ModelFacts("large", "Large", "Lab", parameters_b=70),
        ModelFacts("sizeless", "Sizeless", "Lab", open_weights=True),
        ModelFacts("unknown", "Unknown", "Lab"),
        ModelFacts("closed", "Closed", "Lab", open_weights=False),
        ModelFacts("strange", "Strange", "Other", parameters_b=7, open_weights=True),
    ]
    chosen = select_models(models, Filters(open_weights=True, max_params_b=10, organisations=("lab",)))
    assert slugs(chosen) == (["fits"], ["sizeless", "unknown"])
    assert chosen.unrecorded == {"parameters_b": 2, "open_weights": 1}
    assert chosen.lines() == [
        "The size is not recorded for 2 models that might belong here too.",
        "Openness is not recorded for 1 model that might belong here too.",
    ]


def slugs(chosen: Selection[ModelFacts]) -> tuple[list[str], list[str]]:
    return [model.slug for model in chosen.rows], [model.slug for model in chosen.possible]


def test_one_condition_says_of_how_many_models_it_is_not_recorded() -> None:
    chosen = select_models([ModelFacts("a", "A", parameters_b=1), ModelFacts("b", "B")], Filters(max_params_b=2))
    assert chosen.lines() == ["The size is not recorded for 1 of the 2 models."]


@pytest.mark.parametrize(
    ("licence", "verdict"),
    [
        ("Apache 2.0", True),
        ("apache-2.0", True),
        ("MIT", True),
        ("MIT + Model License (Commercial use allowed)", True),
        ("Creative Commons Attribution 4.0 License", True),
        ("CC BY-NC", False),
        ("Mistral Research License", False),
        ("Modified MIT", None),
        ("Gemma", None),
        ("Llama 3.1 Community License", None),
        ("Proprietary", None),
        ("Mistral Research License (MRL) for research; Mistral Commercial License for commercial use", None),
        (None, None),
    ],
)
def test_a_licence_allows_commercial_use_where_its_exact_text_is_known_to(
    licence: str | None, verdict: bool | None
) -> None:
    chosen = select_models([ModelFacts("a", "A", licence=licence)], Filters(commercial=True))
    assert slugs(chosen) == ((["a"], []) if verdict else ([], ["a"]) if verdict is None else ([], []))
    assert chosen.unread == ((licence,) if verdict is None and licence else ())
    assert chosen.unrecorded == ({"licence": 1} if licence is None else {})


def test_licences_with_terms_of_their_own_are_named_and_must_be_read() -> None:
    models = [ModelFacts(str(i), str(i), licence=name) for i, name in enumerate(["Gemma", "Gemma", "Qwen", "MIT"])]
    chosen = select_models(models, Filters(commercial=True))
    assert chosen.lines() == [
        "3 models have terms of their own (Gemma and Qwen): whether commercial use is allowed is in the licence's text."
    ]
    assert [fact.value for fact in chosen.facts if fact.name == "model_licence"] == ["Gemma", "Qwen"]


def test_every_licence_of_the_shipped_catalogue_that_is_taken_to_allow_commercial_use_is_one_of_four(
    shipped: sqlite3.Connection,
) -> None:
    catalogue = [model for model, _ in leaderboard.models(shipped)]
    chosen = select_models(catalogue, Filters(commercial=True))
    assert {model.licence for model in chosen.rows} == {
        "Apache 2.0",
        "MIT",
        "MIT + Model License (Commercial use allowed)",
        "Creative Commons Attribution 4.0 License",
    }


@pytest.mark.parametrize(
    ("released", "precision", "verdict"),
    [
        ("2024-06-15", "day", True),
        ("2023-12-31", "day", False),
        ("2025-01-01", None, False),
        ("2024-06", "month", True),
        ("2024-06-01", "month", True),
        ("2024-01-01", "year", True),
        ("2025-01-01", "year", False),
        (None, None, None),
    ],
)
def test_a_release_lies_in_a_year_as_far_as_its_date_is_known(
    released: str | None, precision: str | None, verdict: bool | None
) -> None:
    model = ModelFacts("a", "A", released=released, released_precision=precision)
    chosen = select_models([model], Filters(released=Period("2024-01-01", "2024-12-31")))
    assert slugs(chosen) == ((["a"], []) if verdict else ([], ["a"]) if verdict is None else ([], []))


def test_a_month_that_lies_in_a_period_in_part_may_or_may_not_be_in_it() -> None:
    model = ModelFacts("a", "A", released="2024-06-01", released_precision="month")
    assert slugs(select_models([model], Filters(released=Period("2024-06-10", None)))) == ([], ["a"])
    assert slugs(select_models([model], Filters(released=Period(None, "2024-06-30")))) == (["a"], [])


@pytest.mark.parametrize(
    ("filters", "several", "one"),
    [
        (Filters(), "models", "model"),
        (Filters(open_weights=True), "open-weights models", "open-weights model"),
        (
            Filters(open_weights=True, max_params_b=10, organisations=("Google",)),
            "open-weights models by Google with at most 10B parameters",
            "open-weights model by Google with at most 10B parameters",
        ),
        (
            Filters(open_weights=False, organisations=("OpenAI", "Google"), excluded=("o3",)),
            "proprietary models by OpenAI or Google other than o3",
            "proprietary model by OpenAI or Google other than o3",
        ),
        (
            Filters(min_params_b=0.5, max_params_b=7, min_context=128_000, max_price=0.25),
            "models with 0.5B to 7B parameters, a context of at least 128,000 tokens, and an input price of at most"
            " $0.25 per million tokens",
            "model with 0.5B to 7B parameters, a context of at least 128,000 tokens, and an input price of at most"
            " $0.25 per million tokens",
        ),
        (
            Filters(verified=True, commercial=True, multimodal=True, excluded_organisations=("xAI",)),
            "multimodal models not by xAI with a licence known to allow commercial use and a verified result",
            "multimodal model not by xAI with a licence known to allow commercial use and a verified result",
        ),
        (Filters(released=Period("2024-01-01", "2024-12-31")), "models released in 2024", "model released in 2024"),
    ],
)
def test_filters_in_words(filters: Filters, several: str, one: str) -> None:
    assert phrases(filters) == (several, one)


def test_models_that_are_left_out_are_called_by_their_names() -> None:
    assert phrases(Filters(excluded=("a", "b", "c")), {"a": "Alpha", "b": "Beta", "c": "Beta"})[1] == (
        "model other than Alpha or Beta"
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-01-01", "2024-12-31", "in 2024"),
        ("2024-02-01", "2024-02-29", "in February 2024"),
        ("2024-06-15", "2024-06-15", "on 2024-06-15"),
        ("2023-01-01", "2024-12-31", "from 2023 to 2024"),
        ("2024-06-01", "2024-12-31", "from June 2024 to December 2024"),
        ("2024-06-15", "2024-12-31", "from 2024-06-15 to December 2024"),
        ("2024-01-01", None, "since 2024"),
        ("2024-06-01", None, "since June 2024"),
        ("2024-06-15", None, "since 2024-06-15"),
        (None, "2023-12-31", "by the end of 2023"),
        (None, "2023-06-30", "by the end of June 2023"),
        (None, "2023-06-15", "by 2023-06-15"),
    ],
)
def test_periods_in_words(first: str | None, last: str | None, words: str) -> None:
    assert during(Period(first, last)) == words


@given(
    st.lists(
        st.builds(
            ModelFacts,
            slug=st.uuids().map(str),
            name=st.just("N"),
            organisation=st.sampled_from([None, "Lab", "Other"]),
            parameters_b=st.sampled_from([None, 1.0, 7.0, 70.0]),
            open_weights=st.sampled_from([None, True, False]),
            licence=st.sampled_from([None, "MIT", "Gemma", "CC BY-NC"]),
        ),
        max_size=12,
    ),
    st.builds(
        Filters,
        open_weights=st.sampled_from([None, True, False]),
        organisations=st.sampled_from([(), ("Lab",)]),
        excluded_organisations=st.sampled_from([(), ("Other",)]),
        max_params_b=st.sampled_from([None, 7.0]),
        commercial=st.booleans(),
    ),
)
def test_a_model_might_be_meant_exactly_where_filling_in_what_is_not_recorded_can_decide(
    models: list[ModelFacts], filters: Filters
) -> None:
    chosen = select_models(models, filters)
    filled: dict[str, list[Any]] = {
        "organisation": ["Lab", "Other"],
        "parameters_b": [1.0, 70.0],
        "open_weights": [True, False],
        "licence": ["MIT", "CC BY-NC"],
    }
    for model in models:
        verdicts = set()
        for maker in [model.organisation] if model.organisation else filled["organisation"]:
            for size in [model.parameters_b] if model.parameters_b else filled["parameters_b"]:
                for is_open in filled["open_weights"] if model.open_weights is None else [model.open_weights]:
                    # Terms of their own can go either way, as if there were none recorded.
                    for licence in filled["licence"] if model.licence in (None, "Gemma") else [model.licence]:
                        verdicts.add(
                            (filters.open_weights is None or is_open == filters.open_weights)
                            and (not filters.organisations or maker == "Lab")
                            and (not filters.excluded_organisations or maker != "Other")
                            and (filters.max_params_b is None or size <= filters.max_params_b)
                            and (not filters.commercial or licence == "MIT")
                        )
        assert (model in chosen.rows) == (verdicts == {True})
        assert (model in chosen.possible) == (verdicts == {True, False})


def test_what_the_catalogue_records_of_a_model_is_said_where_the_filters_ask_for_it() -> None:
    model = ModelFacts(
        "a",
        "Alpha",
        parameters_b=7.61,
        context_tokens=128_000,
        input_price=0.25,
        price_as_of="2026-07-01",
        licence="MIT",
    )
    line, facts = recorded_as(model, Filters(max_params_b=10, min_context=1, max_price=1, commercial=True))
    assert line == (
        "The catalogue has Alpha with 7.61B parameters, a context of 128,000 tokens, an input price of $0.25 per"
        " million tokens (July 2026), and the licence “MIT”."
    )
    assert [(fact.name, fact.value) for fact in facts] == [
        ("parameters_b", 7.61),
        ("context_tokens", 128_000),
        ("input_price", 0.25),
        ("price_date", "2026-07-01"),
        ("model_licence", "MIT"),
    ]
    assert recorded_as(model, Filters(open_weights=True)) == ("", ())


def test_no_filters_leave_every_row_and_read_none(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.9), result("beta", 0.8)])
    rows = lazy_rows(connection, "quiz")
    chosen = select(rows, Filters())
    assert (chosen.rows, chosen.possible, chosen.phrase, chosen.total) == (rows, (), "models", 2)
    assert chosen.lines() == []
