"""Replies about places beyond the first: top k, a place, the last, statistics, who reaches a score, ties, gaps."""

from __future__ import annotations

import math
import sqlite3
from itertools import groupby
from pathlib import Path

import numpy
import pytest
from scipy import stats

from podium.bots.faq.frame import Filters, Frame, Intent
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies import handler
from podium.bots.faq.replies.desk import Desk
from podium.registry import Baseline, leaderboard
from podium.registry.views import Row, shown
from podium.tests.bots.faq.asking import asked, columns
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_small_registries import card, first_line, registry, result

BENCHMARKS = pytest.mark.parametrize("benchmark", ["mmlu", "mmlu-pro", "hle", "mmmu", "mmmu-pro", "charxiv-r"])
OPEN = Filters(open_weights=True)
EVERY = [
    Intent.TOP,
    Intent.PLACE,
    Intent.LAST,
    Intent.STATISTICS,
    Intent.ABOVE,
    Intent.TIES,
    Intent.GAP,
    Intent.SATURATED,
]


def rows_of(connection: sqlite3.Connection, benchmark: str, board: str | None = None) -> tuple[Row, ...]:
    return tuple(leaderboard.board(connection, benchmark, board).rows)


def small(folder: Path, scores: dict[str, float], board: str = "main") -> sqlite3.Connection:
    return registry(folder, [result(model, score, board) for model, score in scores.items()])


# --- The first k ---------------------------------------------------------------------------------------


@BENCHMARKS
@pytest.mark.parametrize("k", [2, 3, 5, 10, 25])
def test_the_first_k_are_the_first_rows_of_the_board(shipped: sqlite3.Connection, benchmark: str, k: int) -> None:
    rows = rows_of(shipped, benchmark)
    reply = asked(shipped, Intent.TOP, benchmark, k=k)
    assert columns(reply, "Model", "Score (accuracy)", "Whose figure") == [
        (row.model.name, shown(row.value), row.standing) for row in rows[:k]
    ]
    assert values(reply, "model")[:k] == [row.model.name for row in rows[:k]]
    assert first_line(reply).startswith(f"The first {k} of {len(rows)} models on")
    assert ("the cut goes through a tie" in reply.body) == (shown(rows[k - 1].value) == shown(rows[k].value))


@BENCHMARKS
def test_the_first_k_of_those_meant_have_their_ranks_on_the_board(shipped: sqlite3.Connection, benchmark: str) -> None:
    rows = [row for row in rows_of(shipped, benchmark) if row.model.open_weights]
    reply = asked(shipped, Intent.TOP, benchmark, k=4, filters=OPEN)
    assert [int(rank.split()[0]) for (rank,) in columns(reply, "Rank")] == [row.rank for row in rows[:4]]
    assert f"({shown(rows[3].value)}, rank {rows[3].rank})" in first_line(reply)
    assert first_line(reply).startswith(f"The first 4 of {len(rows)} open-weights models on")


def test_without_a_number_the_first_ten_are_meant_and_one_is_the_leader(shipped: sqlite3.Connection) -> None:
    assert len(columns(asked(shipped, Intent.TOP, "mmlu"), "Model")) == 10
    assert asked(shipped, Intent.TOP, "mmlu", k=1).body == asked(shipped, Intent.LEADER, "mmlu").body
    assert asked(shipped, Intent.PLACE, "mmlu", k=1).body == asked(shipped, Intent.LEADER, "mmlu").body


def test_fewer_than_k_are_said_to_be_all(tmp_path: Path) -> None:
    reply = asked(small(tmp_path, {"alpha": 0.9, "beta": 0.8}), Intent.TOP, "quiz", k=5)
    assert reply.body.splitlines() == [
        "The 2 models on Quiz-7 by accuracy, best first: Alpha by Lab (0.900) and Beta by Lab (0.800).",
        "Figures: self-reported; the lab page at lab.example.org, undated. 2 models are ranked.",
        "That is all of them; there are no 5.",
    ]


def test_a_cut_through_a_tie_is_said(tmp_path: Path) -> None:
    scores = {"alpha": 0.9, "beta": 0.8001, "gamma": 0.7999, "delta": 0.8, "omega": 0.1}
    reply = asked(small(tmp_path, scores), Intent.TOP, "quiz", k=3)
    assert "Places 2 to 4 read the same (0.800): the cut goes through a tie." in reply.body.splitlines()
    assert "cut" not in asked(small(tmp_path / "4", scores), Intent.TOP, "quiz", k=4).body


def test_a_very_long_list_is_cut_and_says_so(shipped: sqlite3.Connection) -> None:
    reply = asked(shipped, Intent.TOP, "mmlu", k=500)
    assert "Of the 500 asked for, these are the first 50." in reply.body.splitlines()
    assert len(columns(reply, "Model")) == 50


def test_overlapping_intervals_at_the_first_place_are_said(tmp_path: Path) -> None:
    rows = [result("alpha", 0.8, low=0.7, high=0.9), result("beta", 0.75, stderr=0.03), result("gamma", 0.2)]
    reply = asked(registry(tmp_path, rows), Intent.TOP, "quiz", k=3)
    assert "The first place is a tie with Beta (0.750): the intervals overlap." in reply.body.splitlines()
    assert columns(reply, "Model", "95% interval") == [
        ("Alpha", "0.700 to 0.900"),
        ("Beta", f"{0.75 - 1.959964 * 0.03:.3f} to {0.75 + 1.959964 * 0.03:.3f}"),
        ("Gamma", ""),
    ]


# --- A place -------------------------------------------------------------------------------------------


@BENCHMARKS
@pytest.mark.parametrize("k", [2, 3, 7, 12, 40])
def test_a_place_is_the_row_there_with_all_that_read_the_same(
    shipped: sqlite3.Connection, benchmark: str, k: int
) -> None:
    rows = rows_of(shipped, benchmark)
    same = [row for row in rows if shown(row.value) == shown(rows[k - 1].value)]
    reply = asked(shipped, Intent.PLACE, benchmark, k=k)
    # Up to five are all named, of more the first three.
    assert values(reply, "model") == [row.model.name for row in (same if len(same) <= 5 else same[:3])]
    assert set(values(reply, "rank")) >= {same[0].rank}
    assert ("There is no sole" in first_line(reply)) == (len(same) > 1)
    assert f"rank {same[0].rank}" in first_line(reply)


def test_a_shared_place_has_no_sole_holder(tmp_path: Path) -> None:
    connection = small(tmp_path, {"alpha": 0.9, "beta": 0.9, "gamma": 0.5})
    assert first_line(asked(connection, Intent.PLACE, "quiz", k=2)) == (
        "There is no sole second on Quiz-7: Alpha and Beta by Lab share rank 1 with 0.900 accuracy (self-reported; the"
        " lab page at lab.example.org, undated), 3 models ranked."
    )
    assert first_line(asked(connection, Intent.PLACE, "quiz", k=3)).startswith(
        "Gamma by Lab is third on Quiz-7 with 0.500"
    )


@pytest.mark.parametrize(("k", "which"), [(-1, "such place"), (0, "such place"), (4, "place 4")])
def test_a_place_beyond_the_board_does_not_exist(tmp_path: Path, k: int, which: str) -> None:
    reply = asked(small(tmp_path, {"alpha": 0.9, "beta": 0.8, "gamma": 0.5}), Intent.PLACE, "quiz", k=k)
    assert (reply.kind, first_line(reply)) == ("answer", f"There is no {which} on Quiz-7: it ranks 3 models.")


def test_a_place_among_those_meant_has_its_rank_on_the_board(shipped: sqlite3.Connection) -> None:
    rows = [row for row in rows_of(shipped, "mmmu") if row.model.open_weights]
    reply = asked(shipped, Intent.PLACE, "mmmu", k=11, filters=OPEN)
    assert values(reply, "model")[0] in {row.model.name for row in rows if shown(row.value) == shown(rows[10].value)}
    assert f"rank {rows[10].rank}" in first_line(reply)
    assert "among the open-weights models" in first_line(reply)


# --- The last ------------------------------------------------------------------------------------------


@BENCHMARKS
def test_the_last_is_the_last_row_with_all_that_read_the_same(shipped: sqlite3.Connection, benchmark: str) -> None:
    rows = rows_of(shipped, benchmark)
    same = [row for row in rows if shown(row.value) == shown(rows[-1].value)]
    reply = asked(shipped, Intent.LAST, benchmark)
    assert values(reply, "model") == [row.model.name for row in same[:3]]
    few = asked(shipped, Intent.LAST, benchmark, k=3)
    assert columns(few, "Model") == [(row.model.name,) for row in reversed(rows[-3:])]


def test_where_lower_is_better_the_largest_is_last(tmp_path: Path) -> None:
    connection = small(tmp_path, {"alpha": 0.2, "beta": 0.9}, "errors")
    assert first_line(asked(connection, Intent.LAST, "quiz", "errors")).startswith(
        "Beta by Lab is last on the board “Errors” of Quiz-7 with 0.900 word error rate, where lower is better, rank 2"
    )
    assert first_line(asked(connection, Intent.TOP, "quiz", "errors", k=2)).startswith(
        "The 2 models on the board “Errors” of Quiz-7 by word error rate, where lower is better, best first: Alpha"
    )


def test_more_last_places_than_there_are_are_all(tmp_path: Path) -> None:
    reply = asked(small(tmp_path, {"alpha": 0.9, "beta": 0.8}), Intent.LAST, "quiz", k=3)
    assert first_line(reply) == (
        "The last 2 of 2 models on Quiz-7 by accuracy, the last first: Beta by Lab (0.800) and Alpha by Lab (0.900)."
    )
    assert "That is all of them; there are no 3." in reply.body


# --- Statistics ----------------------------------------------------------------------------------------


@BENCHMARKS
@pytest.mark.parametrize("filters", [Filters(), OPEN])
def test_statistics_are_those_of_the_stored_values(
    shipped: sqlite3.Connection, benchmark: str, filters: Filters
) -> None:
    rows = [row for row in rows_of(shipped, benchmark) if not filters or row.model.open_weights]
    scores = [row.value for row in rows]
    reply = asked(shipped, Intent.STATISTICS, benchmark, filters=filters)
    lower, median, upper = numpy.percentile(scores, [25, 50, 75])
    for name, expected in {
        "mean": numpy.mean(scores),
        "median": median,
        "lower_quartile": lower,
        "upper_quartile": upper,
        "lowest": min(scores),
        "highest": max(scores),
    }.items():
        assert values(reply, name) == [pytest.approx(float(expected), abs=1e-12)]
    names = values(reply, "model")
    assert rows[0].model.name in names and rows[-1].model.name in names


def test_statistics_say_which_model_is_lowest_and_highest_whatever_is_better(tmp_path: Path) -> None:
    connection = small(tmp_path, {"alpha": 0.2, "beta": 0.9, "gamma": 0.4}, "errors")
    assert asked(connection, Intent.STATISTICS, "quiz", "errors").body.splitlines()[:2] == [
        "The scores of 3 models on the board “Errors” of Quiz-7 by word error rate, where lower is better: mean 0.500,"
        " median 0.400, quartiles 0.300 and 0.650, standard deviation 0.361.",
        "Highest: 0.900, Beta by Lab; lowest: 0.200, Alpha by Lab.",
    ]


# --- Who reaches a score -------------------------------------------------------------------------------


@BENCHMARKS
@pytest.mark.parametrize("score", [0.3, 0.5, 0.75, 0.9])
def test_those_that_reach_a_score_are_counted_and_the_first_are_named(
    shipped: sqlite3.Connection, benchmark: str, score: float
) -> None:
    rows = rows_of(shipped, benchmark)
    reaching = [row for row in rows if round(row.value, 3) >= score]
    reply = asked(shipped, Intent.ABOVE, benchmark, score=score)
    assert values(reply, "reaching") == [len(reaching)]
    if reaching:
        assert values(reply, "model")[: len(reaching)] == [row.model.name for row in reaching[:50]]
        assert first_line(reply).startswith(f"{len(reaching)} of the {len(rows)} models reach")
    else:
        assert first_line(reply).startswith(f"None of the {len(rows)} models reaches {score:.3f} accuracy")


def test_a_score_that_reads_like_the_one_asked_for_reaches_it(tmp_path: Path) -> None:
    connection = small(tmp_path, {"alpha": 0.8996, "beta": 0.8994})
    assert values(asked(connection, Intent.ABOVE, "quiz", score=0.9), "reaching") == [1]


def test_where_lower_is_better_a_score_is_reached_by_those_below(tmp_path: Path) -> None:
    connection = small(tmp_path, {"alpha": 0.2, "beta": 0.9}, "errors")
    reply = asked(connection, Intent.ABOVE, "quiz", "errors", score=0.5)
    assert first_line(reply) == (
        "1 of the 2 models has 0.500 word error rate or less on the board “Errors” of Quiz-7: Alpha by Lab (0.200)."
    )


def test_a_score_outside_of_the_board_is_said_to_be(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.2), result("beta", 3.0, "errors")])
    assert asked(connection, Intent.ABOVE, "quiz", score=90.0).body == (
        "Scores on Quiz-7 are at least 0.000 and at most 1.000, so none can be 90.000."
    )
    assert asked(connection, Intent.ABOVE, "quiz", "errors", score=90.0).kind == "answer"
    assert "so none is below zero." in asked(connection, Intent.ABOVE, "quiz", "errors", score=-1.0).body


# --- Ties ----------------------------------------------------------------------------------------------


@BENCHMARKS
def test_ties_are_the_groups_of_rows_that_read_the_same(shipped: sqlite3.Connection, benchmark: str) -> None:
    rows = rows_of(shipped, benchmark)
    groups = [list(group) for _, group in groupby(rows, key=lambda row: shown(row.value))]
    tied = [group for group in groups if len(group) > 1]
    reply = asked(shipped, Intent.TIES, benchmark)
    assert values(reply, "groups") == [len(tied)]
    assert sum(len(group) for group in tied) in values(reply, "tied")
    assert columns(reply, "Rank", "Score (accuracy)") == [
        (str(group[0].rank), shown(group[0].value)) for group in tied[:10]
    ]


def test_no_ties_are_said_and_the_leader_still_may_be_one_by_interval(tmp_path: Path) -> None:
    rows = [result("alpha", 0.8, low=0.7, high=0.9), result("beta", 0.75, low=0.7, high=0.8), result("gamma", 0.2)]
    assert asked(registry(tmp_path, rows), Intent.TIES, "quiz").body.splitlines() == [
        "No two of the 3 models on Quiz-7 read the same to three decimals.",
        "Alpha by Lab is first on Quiz-7 with 0.800 accuracy (95% interval 0.700 to 0.900; self-reported; the lab page"
        " at lab.example.org, undated), 3 models ranked.",
        "That is a tie with Beta (0.750): the intervals overlap.",
    ]


# --- The gap -------------------------------------------------------------------------------------------


def test_a_gap_without_intervals_cannot_be_told_from_chance(shipped: sqlite3.Connection) -> None:
    first, second = rows_of(shipped, "mmlu")[:2]
    reply = asked(shipped, Intent.GAP, "mmlu")
    assert values(reply, "gap") == [first.value - second.value]
    assert reply.body.splitlines()[-1] == (
        "No interval or standard error is recorded for either of them, so it cannot be told whether the difference is"
        " more than chance."
    )


def test_a_gap_with_standard_errors_is_tested_as_between_independent_scores(shipped: sqlite3.Connection) -> None:
    first, second = rows_of(shipped, "hle", "epoch")[:2]
    errors = [
        shipped.execute("SELECT stderr FROM results WHERE id = ?", (row.id,)).fetchone()[0] for row in (first, second)
    ]
    z = (first.value - second.value) / math.sqrt(errors[0] ** 2 + errors[1] ** 2)
    reply = asked(shipped, Intent.GAP, "hle", "epoch")
    assert values(reply, "standard_error") == [*errors, pytest.approx(math.hypot(*errors))]
    assert values(reply, "z_value") == [pytest.approx(z)]
    assert values(reply, "p_value") == [pytest.approx(2 * stats.norm.sf(z))]
    assert "overlap: that is a tie." in reply.body
    assert "leads" not in reply.body


def test_intervals_that_do_not_overlap_are_said_to_be_apart(tmp_path: Path) -> None:
    rows = [result("alpha", 0.9, low=0.85, high=0.95), result("beta", 0.7, low=0.65, high=0.75)]
    reply = asked(registry(tmp_path, rows), Intent.GAP, "quiz")
    assert reply.body.splitlines()[1:] == [
        "Second is Beta by Lab, 0.200 behind with 0.700 (95% interval 0.650 to 0.750; self-reported; the lab page at"
        " lab.example.org, undated), 2 models ranked.",
        "Their 95% intervals, 0.850 to 0.950 and 0.650 to 0.750, do not overlap.",
    ]


def test_an_interval_of_one_of_the_two_alone_decides_nothing(tmp_path: Path) -> None:
    rows = [result("alpha", 0.9, low=0.85, high=0.95), result("beta", 0.7)]
    assert "No interval or standard error is recorded for both of them" in (
        asked(registry(tmp_path, rows), Intent.GAP, "quiz").body
    )


def test_tied_leaders_have_no_gap_between_them(tmp_path: Path) -> None:
    reply = asked(small(tmp_path, {"alpha": 0.9, "beta": 0.9, "gamma": 0.5}), Intent.GAP, "quiz")
    assert first_line(reply).startswith("Alpha and Beta by Lab are tied for the lead on Quiz-7 with 0.900 accuracy")
    assert reply.body.splitlines()[1].startswith("Next is Gamma by Lab, 0.400 behind with 0.500")
    assert "Scores that read the same are a tie: between the first there is no gap." in reply.body


@pytest.mark.parametrize(
    ("scores", "line"), [({"alpha": 0.9}, "It is the only model"), ({"alpha": 0.9, "beta": 0.9}, "No")]
)
def test_without_a_second_there_is_no_gap(tmp_path: Path, scores: dict[str, float], line: str) -> None:
    reply = asked(small(tmp_path, scores), Intent.GAP, "quiz")
    assert reply.kind == "no_data"
    assert reply.body.splitlines()[1].startswith(line)


# --- Saturation ----------------------------------------------------------------------------------------


def test_a_leader_is_set_beside_maximum_people_the_first_ten_and_the_newest_record(shipped: sqlite3.Connection) -> None:
    rows = rows_of(shipped, "mmmu")
    reply = asked(shipped, Intent.SATURATED, "mmmu")
    assert values(reply, "maximum") == [1.0]
    assert values(reply, "gap") == [1.0 - rows[0].value]
    assert values(reply, "spread") == [rows[0].value - rows[9].value]
    assert values(reply, "baseline") == ["Human expert (high)", "Human expert (medium)", "Human expert (low)"]
    assert "Human expert (high) 0.886 (validation), 0.026 better than the leader" in reply.body
    assert "Human expert (low) 0.762 (validation), 0.098 worse than the leader" in reply.body
    days = {row.id: max(row.model.released or "", row.reported_on or "", "2023-11-27") for row in rows if row.dated}
    dated = [row for row in rows if row.id in days]
    best = max(row.value for row in dated)
    record = min((row for row in dated if shown(row.value) == shown(best)), key=lambda row: days[row.id])
    before = max(row.value for row in dated if days[row.id] < days[record.id])
    assert values(reply, "record_date")[0] == days[record.id]
    assert values(reply, "step") == [pytest.approx(record.value - before)]


def test_without_baselines_and_dates_nothing_is_said_of_people_and_of_records(tmp_path: Path) -> None:
    reply = asked(small(tmp_path, {"alpha": 0.9, "beta": 0.8}), Intent.SATURATED, "quiz")
    assert reply.body.splitlines()[1:] == [
        "The best possible score is 1.000, 0.100 away. The first 2 lie within 0.100 of each other.",
        "None of its results has a date.",
        "Whether that leaves room to improve, these figures alone do not say.",
    ]


def test_people_are_told_from_chance_by_their_names_and_boards(tmp_path: Path) -> None:
    baselines = (
        Baseline("Random choice", 0.25, "https://lab.example.org/b"),
        Baseline("Three radiologists, mean", 0.9, "https://lab.example.org/b"),
        Baseline("Human", 0.7, "https://lab.example.org/b", board="errors"),
        Baseline("Superhumanoid-9", 0.8, "https://lab.example.org/b"),
    )
    connection = registry(tmp_path, [result("alpha", 0.9001)], card(baselines=baselines))
    reply = asked(connection, Intent.SATURATED, "quiz")
    assert "People, as published: Three radiologists, mean 0.900, level with the leader." in reply.body.splitlines()


def test_where_lower_is_better_the_minimum_is_the_best_possible(tmp_path: Path) -> None:
    models = [
        {"slug": "alpha", "released": "2024-03-01"},
        {"slug": "beta", "released": "2024-01-01"},
        {"slug": "gamma", "released": "2025-01-01"},
    ]
    rows = [result("alpha", 0.2, "errors"), result("beta", 0.9, "errors"), result("gamma", 0.5, "errors")]
    reply = asked(registry(tmp_path, rows, models=models), Intent.SATURATED, "quiz", "errors")
    assert "The best possible score is 0.000, 0.200 away." in reply.body
    assert (
        "The newest record is 0.200, of Alpha by Lab, March 2024; the one before it is 0.900, of Beta"
        " by Lab, January 2024, 0.700 away." in reply.body
    )


# --- All of them ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("intent", EVERY)
def test_an_empty_board_has_no_places(tmp_path: Path, intent: Intent) -> None:
    reply = asked(registry(tmp_path), intent, "quiz", k=2, score=0.5)
    assert reply.kind == "no_data"
    assert first_line(reply) == "Quiz-7 has no results on its main board, “Main board” yet."


@pytest.mark.parametrize("intent", EVERY)
def test_a_board_of_one_model_is_answered(tmp_path: Path, intent: Intent) -> None:
    reply = asked(small(tmp_path, {"alpha": 0.5}), intent, "quiz", score=0.5)
    assert "Alpha by Lab" in reply.body
    assert "1 models" not in reply.text


@pytest.mark.parametrize("intent", EVERY)
def test_every_board_that_ships_is_answered_with_a_source_and_the_research_line(
    shipped: sqlite3.Connection, intent: Intent
) -> None:
    for slug in ("chexpert", "mimic-cxr", "hle", "mmlu"):
        for board, models in leaderboard.benchmark(shipped, slug).boards:
            if not models:
                continue
            reply = asked(shipped, intent, slug, board.slug, k=2, score=0.5)
            assert reply.body and len(reply.body.splitlines()) <= 7
            if values(reply, "score"):
                assert reply.sources[0].url.startswith("https://")
                assert ("For research use only" in reply.text) == (slug in ("chexpert", "mimic-cxr"))


@pytest.mark.parametrize("intent", EVERY)
def test_a_board_of_thousands_takes_few_reads(thousands: sqlite3.Connection, intent: Intent) -> None:
    read: list[str] = []
    asked(thousands, intent, "quiz", k=5, score=0.5)
    thousands.set_trace_callback(read.append)
    handler(intent)(Desk(thousands, Vocabulary()), Frame(intent, ("quiz",), k=5, score=0.5))
    thousands.set_trace_callback(None)
    assert len(read) <= 7
