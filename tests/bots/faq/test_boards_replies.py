"""Replies about one board with filters: the best that is meant, its score, the part of the board, how many."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from podium.bots.faq.frame import Filters, Frame, Intent, Period
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies import handler
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.wording import counted
from podium.registry import leaderboard
from podium.registry.views import Row, shown
from podium.tests.bots.faq.asking import asked, audited, columns
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_small_registries import first_line, registry, result


def rows_of(connection: sqlite3.Connection, benchmark: str, board: str | None = None) -> tuple[Row, ...]:
    return tuple(leaderboard.board(connection, benchmark, board).rows)


SMALL: list[dict[str, Any]] = [
    {"slug": "alpha", "open_weights": False, "organisation": "Big", "parameters_b": 400.0},
    {"slug": "beta", "open_weights": None, "organisation": "Lab"},
    {"slug": "gamma", "open_weights": True, "organisation": "Lab", "parameters_b": 7.5, "licence": "MIT"},
    {"slug": "delta", "open_weights": True, "organisation": "Big", "parameters_b": 2.0, "licence": "Gemma"},
]


def test_where_the_headline_board_has_none_that_is_meant_the_first_other_board_that_has_is_told(
    shipped: sqlite3.Connection,
) -> None:
    reply = asked(shipped, Intent.LEADER, "hle", filters=Filters(organisations=("Sakana AI",)))
    assert not [row for row in rows_of(shipped, "hle") if row.model.organisation == "Sakana AI"]
    (best, _) = (r for r in rows_of(shipped, "hle", "unstated-tools") if r.model.organisation == "Sakana AI")
    models = len(rows_of(shipped, "hle"))
    first, second = reply.body.splitlines()[:2]
    assert first == f"No model by Sakana AI is known on the main board of Humanity's Last Exam ({models} models)."
    assert second.startswith(
        f"{best.model.name} by Sakana AI is the best model by Sakana AI on the board “Reported results, tool use"
        f" unstated” of Humanity's Last Exam with {shown(best.value)} accuracy"
    )
    assert reply.kind == "answer"


@pytest.fixture
def small(tmp_path: Path) -> sqlite3.Connection:
    scores = {"alpha": 0.9, "beta": 0.8, "gamma": 0.7, "delta": 0.6}
    return registry(tmp_path, [result(model, score) for model, score in scores.items()], models=SMALL)


@pytest.mark.parametrize("benchmark", ["mmlu", "mmlu-pro", "hle", "mmmu", "mmmu-pro", "charxiv-r"])
@pytest.mark.parametrize(
    ("filters", "passes", "words"),
    [
        (Filters(open_weights=False), lambda row: row.model.open_weights is False, "proprietary model"),
        (Filters(organisations=("Google",)), lambda row: row.model.organisation == "Google", "model by Google"),
        (
            Filters(max_params_b=30),
            lambda row: row.model.parameters_b is not None and row.model.parameters_b <= 30,
            "model with at most 30B parameters",
        ),
        (
            Filters(released=Period("2024-01-01", "2024-12-31")),
            lambda row: row.model.released is not None and row.model.released.startswith("2024"),
            "model released in 2024",
        ),
    ],
)
def test_the_best_that_is_meant_is_the_first_row_of_the_board_that_passes(
    shipped: sqlite3.Connection, benchmark: str, filters: Filters, passes: Callable[[Row], bool], words: str
) -> None:
    rows = rows_of(shipped, benchmark)
    best = [row for row in rows if passes(row)]
    first = [row for row in best if shown(row.value) == shown(best[0].value)]
    reply = asked(shipped, Intent.LEADER, benchmark, filters=filters)
    assert reply.kind == "answer"
    assert values(reply, "rank")[0] == first[0].rank
    assert values(reply, "model")[:3] == [row.model.name for row in first[:3]]
    assert f"rank {first[0].rank:,}" in first_line(reply)
    assert f"{counted(len(rows), 'model')} ranked" in first_line(reply)
    assert words in first_line(reply) or len(first) > 1 or "is first among the" in first_line(reply)
    assert values(reply, "filtered") == [len(best)]
    top = asked(shipped, Intent.TOP_SCORE, benchmark, filters=filters)
    assert values(top, "score")[0] == best[0].value
    assert first_line(top).startswith(f"The highest score of {values(top, 'filter')[0]} on")


def test_the_best_below_a_size_says_which_sizes_are_not_recorded_and_how_many_of_those_rank_above(
    small: sqlite3.Connection,
) -> None:
    reply = asked(small, Intent.LEADER, "quiz", filters=Filters(max_params_b=10))
    assert reply.body.splitlines() == [
        "Gamma by Lab is the best model with at most 10B parameters on Quiz-7 with 0.700 accuracy, rank 3"
        " (self-reported; the lab page at lab.example.org, undated), 4 models ranked.",
        "The catalogue has Gamma with 7.5B parameters.",
        "The size is not recorded for 1 of the 4 models.",
        "1 of those ranks above it.",
    ]
    assert (values(reply, "unrecorded"), values(reply, "unrecorded_above")) == ([1], [1])


def test_where_lower_is_better_those_above_are_the_smaller_ones(tmp_path: Path) -> None:
    models = [{"slug": "gamma", "parameters_b": 7.0}]
    scores = {"alpha": 0.1, "beta": 0.2, "gamma": 0.3, "delta": 0.4, "omega": 0.5, "psi": 0.6}
    connection = registry(tmp_path, [result(slug, value, "errors") for slug, value in scores.items()], models=models)
    reply = asked(connection, Intent.LEADER, "quiz", "errors", filters=Filters(max_params_b=10))
    assert reply.body.splitlines()[2:] == [
        "The size is not recorded for 5 of the 6 models.",
        "2 of those rank above it.",
    ]


def test_several_conditions_are_one_sentence(small: sqlite3.Connection) -> None:
    reply = asked(small, Intent.LEADER, "quiz", filters=Filters(open_weights=True, organisations=("Big",)))
    assert first_line(reply).startswith(
        "Delta by Big is the best open-weights model by Big on Quiz-7 with 0.600 accuracy"
    )
    assert values(reply, "rank") == [4]


def test_the_best_besides_a_model_leaves_that_model_out_and_keeps_the_rank(small: sqlite3.Connection) -> None:
    reply = asked(small, Intent.LEADER, "quiz", filters=Filters(excluded=("alpha",)))
    assert first_line(reply).startswith(
        "Beta by Lab is the best model other than Alpha on Quiz-7 with 0.800 accuracy, rank 2"
    )


def test_a_commercial_licence_is_named_and_others_must_be_read(small: sqlite3.Connection) -> None:
    reply = asked(small, Intent.LEADER, "quiz", filters=Filters(commercial=True))
    assert reply.body.splitlines()[1:] == [
        "The catalogue has Gamma with the licence “MIT”.",
        "The licence is not recorded for 2 of the 4 models.",
        "1 model has terms of its own (Gemma): whether commercial use is allowed is in the licence's text.",
        "2 of those rank above it.",
    ]


def test_no_match_is_an_answer_where_all_is_recorded_and_no_data_where_a_model_might_match_or_a_maker_has_none(
    small: sqlite3.Connection,
) -> None:
    none = asked(small, Intent.LEADER, "quiz", filters=Filters(verified=True))
    assert (none.kind, first_line(none)) == (
        "answer",
        "No model with a verified result is known on Quiz-7 (4 models).",
    )
    maker = asked(small, Intent.LEADER, "quiz", filters=Filters(organisations=("Small",)))
    assert (maker.kind, first_line(maker)) == ("no_data", "No model by Small is known on Quiz-7 (4 models).")
    unknown = asked(small, Intent.LEADER, "quiz", filters=Filters(min_context=1_000))
    assert (unknown.kind, unknown.body.splitlines()) == (
        "no_data",
        [
            "No model with a context of at least 1,000 tokens is known on Quiz-7 (4 models).",
            "The context window is not recorded for 4 of the 4 models.",
        ],
    )


@pytest.mark.parametrize(
    "intent",
    [Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.TOP, Intent.PLACE, Intent.LAST, Intent.STATISTICS],
)
def test_every_reply_about_part_of_a_board_says_so_where_nothing_is_left(
    small: sqlite3.Connection, intent: Intent
) -> None:
    reply = asked(small, intent, "quiz", k=2, filters=Filters(organisations=("Small",)))
    assert (reply.kind, first_line(reply)) == ("no_data", "No model by Small is known on Quiz-7 (4 models).")


def test_among_those_meant_overlapping_intervals_are_a_tie_and_nobody_is_called_best(tmp_path: Path) -> None:
    rows = [
        result("alpha", 0.9, low=0.89, high=0.91),
        result("beta", 0.8, low=0.75, high=0.85),
        result("gamma", 0.78, low=0.74, high=0.82),
    ]
    connection = registry(tmp_path, rows)
    reply = asked(connection, Intent.LEADER, "quiz", filters=Filters(excluded=("alpha",)))
    assert "best" not in first_line(reply)
    assert first_line(reply).startswith("Beta by Lab is first among the models other than Alpha on Quiz-7 with 0.800")
    assert reply.body.splitlines()[1] == "That is a tie with Gamma (0.780): the intervals overlap."


def test_tied_bests_are_all_named_and_where_lower_is_better_the_smallest_is_best(tmp_path: Path) -> None:
    models = [{"slug": slug, "open_weights": slug != "alpha"} for slug in ("alpha", "beta", "gamma", "delta")]
    scores = {"alpha": 0.1, "beta": 0.2, "gamma": 0.2, "delta": 0.3}
    connection = registry(tmp_path, [result(slug, value, "errors") for slug, value in scores.items()], models=models)
    reply = asked(connection, Intent.LEADER, "quiz", "errors", filters=Filters(open_weights=True))
    assert first_line(reply).startswith(
        "Beta and Gamma by Lab are the best open-weights models on the board “Errors” of Quiz-7 with 0.200 word error"
        " rate, where lower is better, rank 2, tied (self-reported;"
    )
    top = asked(connection, Intent.TOP_SCORE, "quiz", "errors", filters=Filters(open_weights=True))
    assert first_line(top).startswith("The best score of open-weights models on the board “Errors” of Quiz-7 is 0.200")


def test_verified_results_come_with_who_ran_them(shipped: sqlite3.Connection) -> None:
    rows = [row for row in rows_of(shipped, "mmlu") if row.verified]
    reply = asked(shipped, Intent.LEADER, "mmlu", filters=Filters(verified=True))
    assert values(reply, "reported_by") == [rows[0].reported_by]
    assert f"reported by {rows[0].reported_by}." in reply.body
    count = asked(shipped, Intent.COUNT, "mmlu", filters=Filters(verified=True))
    by = {row.reported_by: sum(other.reported_by == row.reported_by for other in rows) for row in rows}
    assert dict(zip(values(count, "reported_by"), values(count, "reported_figures"), strict=True)) == by
    assert first_line(count).startswith(f"{len(rows)} models with a verified result are evaluated on MMLU, out of 211")


@pytest.mark.parametrize("benchmark", ["mmlu", "hle", "mmmu"])
def test_a_count_with_a_filter_counts_those_meant_and_whose_figures_they_are(
    shipped: sqlite3.Connection, benchmark: str
) -> None:
    rows = rows_of(shipped, benchmark)
    opened = [row for row in rows if row.model.open_weights]
    reply = asked(shipped, Intent.COUNT, benchmark, filters=Filters(open_weights=True))
    assert values(reply, "filtered") == [len(opened)]
    assert values(reply, "verified") == [sum(row.verified for row in opened)]
    assert values(reply, "self_reported") == [sum(row.standing == "self-reported" for row in opened)]
    assert first_line(reply).startswith(f"{len(opened)} open-weights models are evaluated on")
    assert f"out of {len(rows)} models in all" in first_line(reply)


def test_a_count_of_none_is_a_count(small: sqlite3.Connection) -> None:
    reply = asked(small, Intent.COUNT, "quiz", filters=Filters(organisations=("Small",)))
    assert first_line(reply) == "0 models by Small are evaluated on Quiz-7, out of 4 models in all."
    one = asked(small, Intent.COUNT, "quiz", filters=Filters(max_params_b=3))
    assert one.body.splitlines() == [
        "1 model with at most 3B parameters is evaluated on Quiz-7, out of 4 models in all: 0 verified and 1"
        " self-reported.",
        "The size is not recorded for 1 of the 4 models.",
    ]


def test_the_leaderboard_has_a_table_of_the_first_ten(shipped: sqlite3.Connection) -> None:
    rows = rows_of(shipped, "hle", "epoch")[:10]
    reply = asked(shipped, Intent.LEADERBOARD, "hle", "epoch")
    assert columns(reply, "Rank", "Model", "Organisation", "Score (accuracy)", "95% interval", "Whose figure") == [
        (
            f"{row.rank}{' (tied)' if row.tied else ''}",
            row.model.name,
            row.model.organisation,
            shown(row.value),
            f"{shown(row.low or 0)} to {shown(row.high or 0)}",
            row.standing,
        )
        for row in rows
    ]
    assert {fact.result for fact in reply.facts if fact.name == "score"} == {row.id for row in rows}


def test_the_leaderboard_of_those_meant_has_their_first_ten_and_their_mean(shipped: sqlite3.Connection) -> None:
    rows = [row for row in rows_of(shipped, "mmlu-pro") if row.model.organisation in ("Google", "Meta")]
    reply = asked(shipped, Intent.LEADERBOARD, "mmlu-pro", filters=Filters(organisations=("Google", "Meta")))
    assert first_line(reply).startswith(
        f"MMLU-Pro ranks {len(rows)} models by Google or Meta, out of 179 models in all,"
    )
    assert values(reply, "mean") == pytest.approx([fmean(row.value for row in rows)])
    assert columns(reply, "Model") == [(row.model.name,) for row in rows[:10]]
    assert [int(rank.split()[0]) for (rank,) in columns(reply, "Rank")] == [row.rank for row in rows[:10]]


def test_a_board_of_one_model_has_no_table(tmp_path: Path) -> None:
    assert asked(registry(tmp_path, [result("alpha", 0.9)]), Intent.LEADERBOARD, "quiz").table is None


@pytest.mark.parametrize("intent", [Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.COUNT, Intent.UPDATED])
def test_a_board_of_thousands_is_answered_with_a_few_reads(thousands: sqlite3.Connection, intent: Intent) -> None:
    asked(thousands, intent, "quiz")
    read: list[str] = []
    thousands.set_trace_callback(read.append)
    # Without the vocabulary that the other tests read.
    reply = handler(intent)(Desk(thousands, Vocabulary()), Frame(intent, ("quiz",), filters=Filters(open_weights=True)))
    thousands.set_trace_callback(None)
    assert len(read) <= 7
    audited(thousands, reply)
    assert values(reply, "models")[0] == 5000
