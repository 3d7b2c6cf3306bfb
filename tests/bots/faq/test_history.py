"""Replies about time: who led when, records, when a score was reached, how far open models trail, what is new."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq import engine
from podium.bots.faq.frame import Filters, Intent, Period
from podium.bots.faq.reply import Reply
from podium.registry import store
from podium.registry.views import shown
from podium.tests.bots.faq import asking
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_small_registries import registry, result

MODELS: list[dict[str, Any]] = [
    {"slug": "early", "name": "Early", "organisation": "A", "released": "2023-02-01", "released_precision": "month"},
    {"slug": "first", "name": "First", "organisation": "A", "released": "2024-02-10", "open_weights": False},
    {"slug": "second", "name": "Second", "organisation": "B", "released": "2024-05-20", "open_weights": True},
    {"slug": "level", "name": "Level", "organisation": "B", "released": "2024-06-01", "open_weights": True},
    {"slug": "third", "name": "Third", "organisation": "A", "released": "2025-01-15", "open_weights": False},
    {"slug": "timeless", "name": "Timeless", "organisation": "C"},
]
ROWS = [
    result("early", 0.5),
    result("first", 0.6),
    result("second", 0.7),
    result("level", 0.7004),
    result("third", 0.9),
    result("timeless", 0.95),
]
YEAR = Period("2024-01-01", "2024-12-31")


def ask(connection: sqlite3.Connection, intent: Intent, **slots: Any) -> Reply:
    """Return the handler's reply, after checking that it states nothing that is not among its facts."""
    reply = asking.ask(connection, intent, **slots)
    assert reply.body.count("\n") < 8
    return reply


@pytest.fixture
def small(tmp_path: Path) -> sqlite3.Connection:
    return registry(tmp_path, ROWS, models=MODELS)


def test_who_led_in_a_year_is_the_best_at_its_end_and_the_records_in_it_are_told(small: sqlite3.Connection) -> None:
    reply = ask(small, Intent.LEADER_AT, benchmarks=("quiz",), period=YEAR)
    assert reply.body.splitlines() == [
        "At the end of 2024, Second and Level by B were tied for the lead on Quiz-7 with 0.700 accuracy to three"
        " decimals (self-reported; the lab page at lab.example.org, undated; 4 of the 6 models released by then).",
        "Before, Early was first with 0.500. 2 records were set in 2024: First (0.600, February 2024) and Second"
        " (0.700, May 2024).",
        "Time goes by the models' release dates, as the results have no later date of their own; 1 model without a"
        " recorded release date is left out.",
    ]
    assert values(reply, "leader") == ["Second", "Level"]
    assert reply.table is not None
    assert reply.table.rows == (
        ("February 2023", "Early", "A", "0.500", "", "about 374", "self-reported"),
        ("2024-02-10", "First", "A", "0.600", "0.100", "100", "self-reported"),
        ("2024-05-20", "Second", "B", "0.700", "0.100", "240", "self-reported"),
    )


def test_records_of_a_time_are_raised_from_the_one_before_it_and_none_is_said_to_be_none(
    small: sqlite3.Connection,
) -> None:
    reply = ask(small, Intent.HISTORY, benchmarks=("quiz",), period=YEAR)
    assert reply.body.startswith(
        "The highest score on Quiz-7 went from 0.500 (Early by A, February 2023) to 0.700 accuracy (Second by B, May"
        " 2024) in 2 records in 2024 ("
    )
    assert values(reply, "records") == [2]
    after = ask(small, Intent.HISTORY, benchmarks=("quiz",), period=Period("2025-02-01", "2025-12-31"))
    assert "No record was set" in after.body and "that of Third is of January 2025." in after.body


@pytest.mark.parametrize(
    ("text", "leader", "told"),
    [
        ("who led quiz-7 when Zeta 2 came out?", "Zeta 2", "Zeta 2 was released on 2024-05-20."),
        ("best model on quiz-7 at the launch of Zeta 1", "Zeta 1", "Zeta 1 was released on 2024-02-10."),
        ("when the lab released Zeta 2, who was first on quiz-7", "Zeta 2", "Zeta 2 was released on 2024-05-20."),
        (
            "how has the quiz-7 record changed since Zeta 2 was released?",
            "Zeta 3",
            "Zeta 2 was released on 2024-05-20.",
        ),
        ("who took the lead from Zeta 2 on quiz-7", "Zeta 3", "Zeta 3 by Z took the record on Quiz-7 from Zeta 2"),
        # Of Zeta 0 only the month is known.
        ("who led quiz-7 when Zeta 0 came out?", None, ""),
    ],
)
def test_the_release_of_a_model_is_a_time(tmp_path: Path, text: str, leader: str | None, told: str) -> None:
    days = ("2023-02-01", "2024-02-10", "2024-05-20", "2025-01-15")
    models = [
        {"slug": f"zeta-{i}", "name": f"Zeta {i}", "organisation": "Z", "released": day}
        | ({"released_precision": "month"} if i == 0 else {})
        for i, day in enumerate(days)
    ]
    rows = [result(f"zeta-{i}", 0.5 + i / 10) for i in range(len(days))]
    reply = engine.answer(registry(tmp_path, rows, models=models), text)
    assert (reply.kind == "answer", reply.body.startswith(told)) == (leader is not None, True), reply.body
    assert leader is None or leader in values(reply, "leader") + values(reply, "model")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "who was the first leader of quiz-7",
            "The highest score on Quiz-7 went from 0.500 (Early by A, February 2023)",
        ),
        (
            "has b ever been on top of quiz-7?",
            "Models by B held the record on Quiz-7 once: Second (0.700, May 2024), for",
        ),
        ("did c ever lead quiz-7", "No model by C ever held the record on Quiz-7."),
        ("how many models are within 25 points of the leader on quiz-7", "Within 0.250 of Timeless by C (0.950) is a"),
        (
            "who is within a point of Timeless on quiz-7",
            "1 of the 6 models has a score of at least 0.940 and at most 0.960",
        ),
    ],
)
def test_firsts_makers_and_those_near_are_told(small: sqlite3.Connection, text: str, line: str) -> None:
    assert engine.answer(small, text).body.startswith(line)


def test_before_the_first_model_there_is_no_leader_and_the_first_date_is_told(small: sqlite3.Connection) -> None:
    reply = ask(small, Intent.LEADER_AT, benchmarks=("quiz",), period=Period(None, "2022-12-31"))
    assert reply.kind == "no_data"
    assert reply.body.startswith(
        "No model with a result on Quiz-7 was released by the end of 2022: the first is Early by A (February 2023),"
        " the last Third by A (January 2025)."
    )


def test_a_time_to_come_has_no_leader(small: sqlite3.Connection) -> None:
    reply = ask(small, Intent.LEADER_AT, benchmarks=("quiz",), period=Period("2999-01-01", "2999-12-31"))
    assert reply.kind == "no_data"
    assert values(reply, "leader") == []


def test_a_time_without_new_models_keeps_its_leader_and_one_without_an_end_has_todays(
    small: sqlite3.Connection,
) -> None:
    quiet = ask(small, Intent.LEADER_AT, benchmarks=("quiz",), period=Period("2025-03-01", "2025-03-31"))
    assert quiet.body.startswith("At the end of March 2025, Third by A led Quiz-7 with 0.900 accuracy")
    assert "The newest of them, Third, is of January 2025: nothing has changed since." in quiet.body
    open_end = ask(small, Intent.LEADER_AT, benchmarks=("quiz",), period=Period("2025-01-01", None))
    assert open_end.body.startswith("Third by A leads Quiz-7 with 0.900 accuracy")
    assert "1 record was set since 2025: Third (0.900, January 2025)." in open_end.body


def test_overlapping_intervals_make_nobody_the_leader_of_a_time(tmp_path: Path) -> None:
    rows = [result("first", 0.6, low=0.5, high=0.7), result("second", 0.65, low=0.55, high=0.75)]
    reply = ask(registry(tmp_path, rows, models=MODELS), Intent.LEADER_AT, benchmarks=("quiz",), period=YEAR)
    assert "Second by B was first on Quiz-7" in reply.body
    assert "That is a tie with First (0.600): the intervals overlap." in reply.body


def test_history_goes_from_the_first_score_to_the_best_and_a_tie_breaks_no_record(small: sqlite3.Connection) -> None:
    reply = ask(small, Intent.HISTORY, benchmarks=("quiz",))
    assert reply.body.splitlines()[:2] == [
        "The highest score on Quiz-7 went from 0.500 (Early by A, February 2023) to 0.900 accuracy (Third by A, January"
        " 2025) in 4 records (self-reported; the lab page at lab.example.org, undated; 6 models).",
        "The record before the last was 0.700, by Second (May 2024), which stood 240 days. The biggest step was 0.200,"
        " by Third in January 2025; Early held a record longest, about 374 days.",
    ]
    assert reply.table is not None
    assert [row[1] for row in reply.table.rows] == ["Early", "First", "Second", "Third"]
    assert [row[5] for row in reply.table.rows] == ["about 374", "100", "240", "stands"]
    assert {fact.value for fact in reply.facts if fact.name == "records"} == {4}


def test_a_later_tie_of_the_record_is_told_and_whoever_tied_is_said_to_have_equalled_it(tmp_path: Path) -> None:
    tied = registry(tmp_path, [row for row in ROWS if row["model"] not in ("third", "timeless")], models=MODELS)
    reply = ask(tied, Intent.HISTORY, benchmarks=("quiz",))
    assert "Second was first with 0.700; Level (June 2024) equalled it later." in reply.body.splitlines()
    assert [fact.value for fact in reply.facts if fact.name == "tied_with"] == ["Level"]
    held = asking.ask(tied, Intent.HISTORY, "level", benchmarks=("quiz",))
    assert held.body.splitlines()[0] == (
        "Level never held the record on Quiz-7, but equalled that of Second (0.700, June 2024)."
    )


def test_history_of_open_models_is_theirs_alone(small: sqlite3.Connection) -> None:
    reply = ask(small, Intent.HISTORY, benchmarks=("quiz",), filters=Filters(open_weights=True))
    assert reply.body.splitlines()[0] == (
        "The highest score on Quiz-7 among open-weights models has been 0.700 accuracy from the first on (Second by B,"
        " May 2024): no later model is better (self-reported; the lab page at lab.example.org, undated; 2 models)."
    )
    assert "Openness is not recorded for 2 of the 6 models." in reply.body


def test_where_lower_is_better_a_record_is_a_lower_score(tmp_path: Path) -> None:
    rows = [result("early", 0.5, "errors"), result("first", 0.6, "errors"), result("second", 0.3, "errors")]
    connection = registry(tmp_path, rows, models=MODELS)
    reply = ask(connection, Intent.HISTORY, benchmarks=("quiz",), boards=("errors",))
    assert "went from 0.500 (Early by A, February 2023) to 0.300 word error rate, where lower is better" in reply.body
    first = ask(connection, Intent.REACHED, benchmarks=("quiz",), boards=("errors",), score=0.4)
    assert first.body.startswith("Second by B (May 2024) was the first at or below 0.400 on the board “Errors”")
    # There is no upper end to word error rates, so that nothing above is impossible.
    high = ask(connection, Intent.REACHED, benchmarks=("quiz",), boards=("errors",), score=7.0)
    assert high.body.startswith("Early by A (February 2023) was the first at or below 7.000")


def test_a_score_is_reached_by_the_earliest_and_the_first_open_model_is_told(small: sqlite3.Connection) -> None:
    reply = ask(small, Intent.REACHED, benchmarks=("quiz",), score=0.6)
    assert reply.body.splitlines()[:2] == [
        "First by A (February 2024) was the first at or above 0.600 on Quiz-7, with 0.600 accuracy (self-reported; the"
        " lab page at lab.example.org, undated; 4 of 5 models with a date so far).",
        "The first of them with open weights was Second by B (May 2024), with 0.700, 3 months later.",
    ]
    assert values(reply, "reaching") == [4]


def test_a_score_that_nobody_reached_or_only_a_model_without_a_date_or_that_cannot_be(
    small: sqlite3.Connection,
) -> None:
    never = ask(small, Intent.REACHED, benchmarks=("quiz",), score=0.99)
    assert never.body.startswith(
        "No model on Quiz-7 is at or above 0.990 yet: first is Timeless by C with 0.950 accuracy (self-reported;"
    )
    undated = ask(small, Intent.REACHED, benchmarks=("quiz",), score=0.94)
    assert undated.body.startswith(
        "Timeless by C is at or above 0.940 on Quiz-7, with 0.950 accuracy, but without a recorded date; of those with"
        " one, none is"
    )
    outside = ask(small, Intent.REACHED, benchmarks=("quiz",), score=90.0)
    assert outside.kind == "no_data"
    assert outside.body == "Scores on Quiz-7 (accuracy) go from 0.000 to 1.000: none can be 90.000."


def test_open_models_trail_by_a_difference_and_by_months(small: sqlite3.Connection) -> None:
    reply = ask(small, Intent.OPEN_LAG, benchmarks=("quiz",))
    assert reply.body.splitlines()[:3] == [
        "On Quiz-7 the best open-weights models are Level and Second by B with 0.700 accuracy to three decimals, rank 3"
        " (self-reported; the lab page at lab.example.org, undated), the best proprietary model is Third by A with"
        " 0.900 accuracy, rank 2 (self-reported; the lab page at lab.example.org, undated); 6 models ranked.",
        "Open-weights models are 0.200 behind; without intervals I cannot tell whether that is more than chance.",
        "Second (May 2024) was the first with that score; of the proprietary ones, Third (0.900, January 2025), 8"
        " months later.",
    ]
    assert "Openness is not recorded for 2 of the 6 models." in reply.body
    assert values(reply, "gap") == [pytest.approx(0.1996)]


def test_open_models_that_lead_or_are_level_or_alone_are_said_to_be(tmp_path: Path) -> None:
    for number, (rows, said) in enumerate(
        [
            ([result("first", 0.5), result("second", 0.6)], "Proprietary models are 0.100 behind"),
            (
                [result("first", 0.6), result("second", 0.6)],
                "The two kinds are level: their best scores read the same.",
            ),
            (
                [result("first", 0.6, low=0.5, high=0.7), result("second", 0.62, low=0.6, high=0.7)],
                "The difference is 0.020, and the intervals overlap: that is a tie.",
            ),
            ([result("second", 0.6)], "On Quiz-7 only open-weights models are known (1 model)"),
            ([result("early", 0.6)], "it is known of no model whether its weights are open (1 model)"),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        reply = ask(registry(folder, rows, models=MODELS), Intent.OPEN_LAG, benchmarks=("quiz",))
        assert said in reply.body
        assert reply.kind == ("answer" if len(rows) > 1 else "no_data")


def test_a_board_without_any_date_says_so_to_every_question_about_time(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("timeless", 0.5), result("other", 0.4)], models=MODELS)
    for intent in (Intent.LEADER_AT, Intent.HISTORY):
        reply = ask(connection, intent, benchmarks=("quiz",), period=YEAR)
        assert reply.kind == "no_data"
        assert reply.body.startswith("No model on Quiz-7 has a recorded date.")
    empty = ask(connection, Intent.HISTORY, benchmarks=("quiz",), boards=("errors",))
    assert (empty.kind, "no results" in empty.body) == ("no_data", True)


def test_boards_whose_results_all_have_dates_go_by_those(tmp_path: Path) -> None:
    rows = [result("first", 0.5, reported_on="2025-06-01"), result("second", 0.6, reported_on="2025-03")]
    reply = ask(registry(tmp_path, rows, models=MODELS), Intent.HISTORY, benchmarks=("quiz",))
    assert "(Second by B, March 2025)" in reply.body
    assert "Time goes by the dates of the results." in reply.body


def test_new_results_are_those_of_new_models_reports_and_imports(tmp_path: Path) -> None:
    connection = registry(tmp_path, [*ROWS[:5], result("timeless", 0.1, reported_on="2025-02-02")], models=MODELS)
    reply = ask(connection, Intent.NEW, benchmarks=("quiz",), period=Period("2024-05-01", None))
    assert values(reply, "new_results") == [4]
    assert reply.body.startswith(
        "4 results on Quiz-7 are new since May 2024. The newest is Timeless by C (February 2025) with 0.100 accuracy on"
        " Quiz-7, rank 6 (self-reported; the lab page at lab.example.org, February 2025), 6 models ranked."
    )
    assert reply.table is not None
    assert [row[:2] for row in reply.table.rows] == [
        ("2025-02-02", "Timeless"), ("2025-01-15", "Third"), ("2024-06-01", "Level"), ("2024-05-20", "Second"),
    ]  # fmt: skip
    row = {"benchmark": "quiz", "board": "errors", "model": "early", "value": 0.3, "standing": "independent"}
    today = store.now()[:10]
    store.append_result(connection, row | {"source_url": "https://lab.example.org/e"}, origin="import")
    everywhere = ask(connection, Intent.NEW, period=Period(today, today))
    assert values(everywhere, "new_results") == [1]
    assert "Early by A" in everywhere.body and "the board “Errors” of Quiz-7, rank 1" in everywhere.body
    newest = ask(connection, Intent.NEW)
    assert newest.table is not None and len(newest.table.rows) == 7
    nothing = ask(connection, Intent.NEW, benchmarks=("quiz",), boards=("main",), period=Period(today, None))
    assert nothing.kind == "no_data"
    assert "The newest is Timeless by C" in nothing.body


@pytest.mark.parametrize("slug", ["mmlu", "mmlu-pro", "hle", "charxiv-r", "mmmu", "mmmu-pro"])
def test_the_shipped_boards_leaders_of_a_year_and_firsts_are_what_sql_gives(
    slug: str, shipped: sqlite3.Connection
) -> None:
    dated = shipped.execute(
        "SELECT m.name, r.value, max(coalesce(m.released, ''), coalesce(r.reported_on, ''),"
        " json_extract(k.card, '$.paper.published')) AS day"
        " FROM current_results AS r JOIN models AS m ON m.slug = r.model"
        " JOIN boards AS b ON b.benchmark = r.benchmark AND b.slug = r.board AND b.headline = 1"
        " JOIN benchmarks AS k ON k.slug = r.benchmark"
        " WHERE r.benchmark = ? AND coalesce(m.released, r.reported_on) IS NOT NULL",
        (slug,),
    ).fetchall()
    reply = ask(shipped, Intent.LEADER_AT, benchmarks=(slug,), period=YEAR)
    then = [row for row in dated if row["day"] <= "2024-12-31"]
    best = shown(max((row["value"] for row in then), default=0.0))
    assert set(values(reply, "leader")) == {row["name"] for row in then if shown(row["value"]) == best}
    assert reply.kind == ("answer" if then else "no_data")
    first = ask(shipped, Intent.REACHED, benchmarks=(slug,), score=0.5)
    reaching = [row for row in dated if row["value"] >= 0.5]
    day = min(row["day"] for row in reaching)
    assert values(first, "reaching") == [len(reaching)]
    firsts = {row["name"] for row in reaching if row["day"] == day}
    assert len(set(values(first, "model")) & firsts) == min(3, len(firsts))
    assert day in values(first, "record_date")
    history = ask(shipped, Intent.HISTORY, benchmarks=(slug,))
    assert ask(shipped, Intent.OPEN_LAG, benchmarks=(slug,)).kind == "answer"
    assert shown(max(row["value"] for row in dated)) in history.body
