"""Models set against each other: one board at a time, ties are ties, and chance is only judged where it can be."""

from __future__ import annotations

import math
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq.frame import Intent
from podium.registry import Board, leaderboard
from podium.registry.views import Row, shown
from podium.tests.bots.faq.asking import ask
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_small_registries import BOARDS, card, registry, result
from podium.tests.registry.support import whole_model

QUIZ: dict[str, Any] = {"benchmarks": ("quiz",)}


def compared(connection: sqlite3.Connection, *models: str, **slots: Any) -> list[str]:
    return ask(connection, Intent.COMPARE, *models, **(QUIZ | slots)).body.split("\n")


def test_two_models_of_one_board_are_told_with_their_distance_and_that_chance_cannot_be_judged(tmp_path: Path) -> None:
    rows = [result("alpha", 0.9, setting="5-shot"), result("beta", 0.85, setting="5-Shot"), result("gamma", 0.1)]
    connection = registry(tmp_path, rows)
    assert compared(connection, "beta", "alpha") == [
        "Beta by Lab has 0.850 accuracy on Quiz-7: rank 2 of 3 (self-reported; the lab page at lab.example.org,"
        " undated).",
        "Alpha by Lab has 0.900 accuracy on Quiz-7: rank 1 of 3 (self-reported; the lab page at lab.example.org,"
        " undated).",
        "Alpha is ahead by 0.050 (5.0 percentage points); whether that is more than chance cannot be told: no interval"
        " is recorded for Beta and Alpha.",
        "The setting is the same: “5-Shot”.",
    ]
    assert values(ask(connection, Intent.COMPARE, "alpha", "beta", **QUIZ), "difference") == [pytest.approx(0.05)]
    assert compared(connection, "alpha", "gamma")[3] == (
        "The setting of Gamma is not recorded, so whether they were measured alike cannot be told."
    )


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ({"value": 0.9001}, {"value": 0.8999}, "Their scores read the same, so that is a tie."),
        (
            {"value": 0.9, "low": 0.85, "high": 0.95},
            {"value": 0.88, "stderr": 0.02},
            "That is a tie: they are 0.020 (2.0 percentage points) apart and their intervals overlap.",
        ),
        (
            {"value": 0.7, "low": 0.69, "high": 0.71},
            {"value": 0.9, "low": 0.85, "high": 0.95},
            "Beta is ahead by 0.200 (20.0 percentage points), and their intervals do not overlap.",
        ),
    ],
)
def test_nobody_is_ahead_in_a_tie(tmp_path: Path, one: dict[str, Any], other: dict[str, Any], verdict: str) -> None:
    connection = registry(tmp_path, [result("alpha", **one), result("beta", **other)])
    assert compared(connection, "alpha", "beta")[2] == verdict


def test_where_lower_is_better_the_smaller_score_is_ahead_and_there_are_no_points(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.3, "errors"), result("beta", 0.2, "errors", setting="a")])
    lines = compared(connection, "alpha", "beta")
    assert lines[0].startswith(
        "Alpha by Lab has 0.300 word error rate, where lower is better on the board “Errors” of Quiz-7: rank 2 of 2"
    )
    assert lines[2].startswith("Beta is ahead by 0.100; whether")


def test_the_other_boards_that_rank_both_follow_each_for_itself(tmp_path: Path) -> None:
    rows = [
        result("alpha", 0.9, setting="a"),
        result("beta", 0.8, setting="b"),
        result("alpha", 0.3, "errors"),
        result("beta", 0.2, "errors"),
    ]
    lines = compared(registry(tmp_path, rows), "alpha", "beta")
    assert lines[3:] == [
        "Their settings differ, and part of the difference may come from that: Alpha “a” and Beta “b”.",
        "On the board “Errors” of Quiz-7 (word error rate), apart: Alpha 0.300 (self-reported; the lab page at"
        " lab.example.org, undated) and Beta 0.200 (self-reported; the lab page at lab.example.org, undated). Beta is"
        " ahead there.",
    ]


def test_a_board_that_ranks_both_is_taken_where_the_main_one_does_not_and_that_is_said_where_one_was_named(
    tmp_path: Path,
) -> None:
    rows = [result("alpha", 0.9), result("alpha", 0.3, "errors"), result("beta", 0.2, "errors")]
    connection = registry(tmp_path, rows)
    assert "on the board “Errors” of Quiz-7: rank 2 of 2" in compared(connection, "alpha", "beta")[0]
    named = compared(connection, "alpha", "beta", boards=("main",))
    assert named[0] == "The board “Main board” does not rank them together; this is from another board."


def test_models_that_share_no_board_are_not_compared(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.9), result("beta", 0.2, "errors"), result("gamma", 0.1)])
    lines = compared(connection, "alpha", "beta")
    assert lines[0] == "No board of Quiz-7 ranks both."
    assert lines[-1] == "Boards differ in protocol, so these figures cannot be compared."
    assert "ahead" not in " ".join(lines)


def test_a_model_without_a_result_there_leaves_no_comparison(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.9), result("gamma", 0.8)], models=[{"slug": "beta"}])
    reply = ask(connection, Intent.COMPARE, "alpha", "beta", **QUIZ)
    assert (reply.kind, values(reply, "score")) == ("no_data", [0.9])
    reply = ask(connection, Intent.COMPARE, "alpha", "beta", "gamma", **QUIZ)
    assert (reply.kind, sorted(values(reply, "score"))) == ("answer", [0.8, 0.9])
    assert "Quiz-7 has no result of Beta here." in reply.body


def test_three_models_of_one_board_stand_in_order_with_a_table(tmp_path: Path) -> None:
    rows = [result("alpha", 0.7), result("beta", 0.9), result("gamma", 0.8, setting="x"), result("delta", 0.95)]
    reply = ask(registry(tmp_path, rows), Intent.COMPARE, "alpha", "beta", "gamma", **QUIZ)
    assert reply.body.split("\n")[0] == (
        "On Quiz-7 (accuracy; self-reported; the lab page at lab.example.org, undated), 4 models ranked: Beta (0.900,"
        " rank 2), Gamma (0.800, rank 3), and Alpha (0.700, rank 4)."
    )
    assert reply.body.split("\n")[1].startswith("Between Beta and Gamma: Beta is ahead by 0.100 (10.0 percentage")
    assert reply.table is not None
    assert [row[0] for row in reply.table.rows] == ["Beta", "Gamma", "Alpha"]


def outcome(one: Row, other: Row, up: bool) -> int:
    """Return 1 where the first is ahead, -1 where the second is, 0 in a tie."""
    if shown(one.value) == shown(other.value):
        return 0
    known = None not in (one.low, one.high, other.low, other.high)
    if known and (one.low or 0) <= (other.high or 0) and (other.low or 0) <= (one.high or 0):
        return 0
    return 1 if (one.value > other.value) == up else -1


def test_wins_losses_and_ties_over_all_shared_boards_are_those_counted_by_hand(shipped: sqlite3.Connection) -> None:
    slugs = [
        row[0]
        for row in shipped.execute("SELECT model FROM current_results GROUP BY model ORDER BY count(*) DESC, model")
    ][:30]
    draws = repeated = 0
    for first, second in zip(slugs[::2], slugs[1::2], strict=True):
        rows = [
            {(row.benchmark, row.board): row for row in whole_model(shipped, slug).rows} for slug in (first, second)
        ]
        shared = rows[0].keys() & rows[1].keys()
        up = {
            (board.benchmark, board.slug): board.higher_is_better
            for slug in {benchmark for benchmark, _ in shared}
            for board, _ in leaderboard.benchmark(shipped, slug).boards
        }
        # Boards of one benchmark that show the same figures of the same pages count once.
        pages = {
            (address[0], *((one[address].source_url, one[address].value) for one in rows)): address
            for address in sorted(shared)
        }
        repeated += len(shared) - len(pages)
        found = [outcome(rows[0][address], rows[1][address], up[address]) for address in pages.values()]
        reply = ask(shipped, Intent.COMPARE, first, second)
        assert values(reply, "shared_boards") == [len(shared)]
        if shared:
            assert values(reply, "wins") == [found.count(1)]
            assert values(reply, "losses") == [found.count(-1)]
            assert values(reply, "draws") == [found.count(0)]
            draws += found.count(0)
        alone = [len(one.keys() - shared) for one in rows]
        assert values(reply, "only_boards") == alone
        assert {fact.value for fact in reply.facts if fact.name == "score"} == {
            row.value for one in rows for row in one.values()
        }
    assert draws > 0
    assert repeated > 0


def test_a_comparison_over_everything_has_the_catalogue_and_the_boards_in_its_table(tmp_path: Path) -> None:
    cards = (card(boards=(*BOARDS, Board("third", metric_name="accuracy", title="Third"))),)
    models = [
        {"slug": "alpha", "parameters_b": 4.3, "context_tokens": 128000, "licence": "MIT"},
        {
            "slug": "beta",
            "input_price": 2.5,
            "output_price": 10.0,
            "price_as_of": "2026-01-03",
            "released": "2024-05-13",
        },
    ]
    rows = [result("alpha", 0.9), result("beta", 0.8), result("alpha", 0.3, "errors"), result("beta", 0.3, "errors")]
    reply = ask(
        registry(tmp_path, [*rows, result("beta", 0.7, "third")], *cards, models=models),
        Intent.COMPARE,
        "alpha",
        "beta",
    )
    assert reply.body.split("\n") == [
        "2 boards here rank both Alpha and Beta.",
        "Alpha is ahead on 1, Beta is ahead on none, and 1 is a tie; each board counts for itself and no two are"
        " mixed.",
        "On 1 of them an interval is missing, so whether the difference is more than chance cannot be told.",
        "Alone there: Beta on 1 board.",
    ]
    assert reply.table is not None
    assert reply.table.columns == ("", "Alpha", "Beta")
    assert reply.table.rows == (
        ("Quiz-7: Main board (accuracy)", "0.900 (self-reported)", "0.800 (self-reported)"),
        ("Quiz-7: Errors (word error rate)", "0.300 (self-reported)", "0.300 (self-reported)"),
        ("Quiz-7: Third (accuracy)", "–", "0.700 (self-reported)"),
        ("Released", "–", "2024-05-13"),
        ("Size", "4.3B parameters", "–"),
        ("Context", "128,000 tokens", "–"),
        ("Price per million tokens", "–", "$2.50 in, $10.00 out (2026-01-03)"),
        ("Licence", "MIT", "–"),
    )


def test_models_that_share_nothing_have_their_catalogue_facts_and_no_verdict(tmp_path: Path) -> None:
    models = [{"slug": "gamma"}, {"slug": "delta"}]
    connection = registry(tmp_path, [result("alpha", 0.9), result("beta", 0.3, "errors")], models=models)
    reply = ask(connection, Intent.COMPARE, "alpha", "beta")
    assert (reply.kind, reply.body) == (
        "no_data",
        "No board here ranks both of Alpha and Beta, so their scores cannot be compared.",
    )
    reply = ask(connection, Intent.COMPARE, "gamma", "delta")
    assert (reply.kind, reply.body) == (
        "no_data",
        "None of Gamma or Delta has a result here; the table has what the catalogue knows.",
    )


def test_a_difference_is_tested_with_the_two_standard_errors(tmp_path: Path) -> None:
    rows = [result("alpha", 0.80, stderr=0.02), result("beta", 0.74, low=0.7008, high=0.7792)]
    connection = registry(tmp_path, rows)
    reply = ask(connection, Intent.SIGNIFICANT, "alpha", "beta", **QUIZ)
    # The interval's half width of 0.0392 is 1.96 standard errors of 0.02.
    error = math.sqrt(0.02**2 + 0.02**2)
    p = math.erfc(0.06 / error / math.sqrt(2))
    assert values(reply, "standard_error") == [pytest.approx(error, rel=1e-4)]
    assert values(reply, "p_value") == [pytest.approx(p, rel=1e-3)]
    assert reply.body.split("\n")[1:3] == [
        f"They are 0.060 (6.0 percentage points) apart, with a standard error of 0.028 (taken from their intervals):"
        f" p = {p:.3f} by an unpaired z-test. That is more than chance is likely to give, by the usual level of one in"
        " twenty.",
        "Their intervals overlap all the same, so elsewhere here they count as a tie.",
    ]


def test_a_difference_that_chance_may_give_is_said_to_be_one(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.80, stderr=0.02), result("beta", 0.79, stderr=0.02)])
    line = ask(connection, Intent.SIGNIFICANT, "alpha", "beta", **QUIZ).body.split("\n")[1]
    assert line.endswith("That is no more than chance may give, by the usual level of one in twenty.")
    far = registry(tmp_path / "far", [result("alpha", 0.9, stderr=0.01), result("beta", 0.2, stderr=0.01)])
    assert "p below 0.001" in ask(far, Intent.SIGNIFICANT, "alpha", "beta", **QUIZ).body


def test_without_both_intervals_nothing_can_tell_and_the_reply_says_why(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.80, stderr=0.02), result("beta", 0.79)])
    reply = ask(connection, Intent.SIGNIFICANT, "alpha", "beta", **QUIZ)
    assert reply.body.split("\n")[1] == (
        "They are 0.010 (1.0 percentage points) apart. Whether that is more than chance cannot be told: no interval or"
        " standard error is recorded for Beta."
    )
    assert values(reply, "p_value") == []


def stored_run(connection: sqlite3.Connection, run: str, model: str, value: float, *, kept: bool) -> None:
    """Add a finished run whose figure stands on the main board, with or without its answers."""
    connection.execute(
        "INSERT INTO runs (id, benchmark, split, model, spec, fingerprint, status, sample, items, settings, provenance,"
        " started_at) VALUES (?, 'quiz', 'test', ?, '', '', 'finished', 0, 1, '{}', '{}', '')",
        (run, model),
    )
    if kept:
        connection.execute("INSERT INTO answers (run, position, item, answer) VALUES (?, 0, 'q1', '{}')", (run,))
    connection.execute(
        "INSERT INTO results (benchmark, board, model, value, stderr, standing, run, origin, content, recorded_at)"
        " VALUES ('quiz', 'main', ?, ?, 0.02, 'reproduced', ?, 'run', '', '')",
        (model, value, run),
    )


@pytest.mark.parametrize("kept", [True, False])
def test_two_stored_runs_are_pointed_to_the_paired_test_while_their_answers_are_kept(
    tmp_path: Path, kept: bool
) -> None:
    connection = registry(tmp_path, models=[{"slug": "alpha"}, {"slug": "beta"}])
    stored_run(connection, "run1", "alpha", 0.8, kept=True)
    stored_run(connection, "run2", "beta", 0.7, kept=kept)
    reply = ask(connection, Intent.SIGNIFICANT, "alpha", "beta", **QUIZ)
    assert ("podium runs compare run1 run2" in reply.body) == kept
    assert values(reply, "command") == (["podium runs compare run1 run2"] if kept else [])


def test_significance_needs_one_board_and_two_results(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.9), result("beta", 0.2, "errors")], models=[{"slug": "gamma"}])
    reply = ask(connection, Intent.SIGNIFICANT, "alpha", "beta", **QUIZ)
    assert reply.body.startswith("No board of Quiz-7 ranks both.")
    assert ask(connection, Intent.SIGNIFICANT, "alpha", "gamma", **QUIZ).kind == "no_data"
