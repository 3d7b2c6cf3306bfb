"""Limits on scores, other places than the first two, prices of one kind and results without tools."""

from __future__ import annotations

import sqlite3
import statistics
from pathlib import Path

import pytest

from podium.bots.faq.engine import Engine
from podium.bots.faq.frame import Filters, Intent
from podium.bots.faq.reply import Reply
from podium.bots.faq.understanding.bounds import within
from podium.bots.faq.understanding.conversation import Conversation
from podium.registry.views import shown
from podium.tests.bots.faq.asking import asked, audited
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_small_registries import first_line, registry, result

WER = {"alpha": 0.03, "beta": 0.05, "gamma": 0.08, "delta": 0.05}


def replied(connection: sqlite3.Connection, text: str, conversation: Conversation | None = None) -> Reply:
    return audited(connection, Engine(connection).answer(text, conversation))


def errors(folder: Path) -> sqlite3.Connection:
    return registry(folder, [result(model, score, "errors") for model, score in WER.items()])


def number(connection: sqlite3.Connection, where: str, benchmark: str = "mmlu") -> int:
    """Return how many models of the main board have a score that reads so."""
    sql = (
        "SELECT count(*) FROM placing_results r JOIN boards b ON b.benchmark = r.benchmark AND b.slug = r.board"
        f" WHERE r.benchmark = ? AND b.headline AND {where}"
    )
    return int(connection.execute(sql, (benchmark,)).fetchone()[0])


# --- Below, and between ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "where", "name"),
    [
        ("which models on MMLU score less than 0.3", "round(value, 3) < 0.3", "below"),
        ("how many score below 0.5 on MMLU", "round(value, 3) < 0.5", "below"),
        ("how many models are at most 0.5 on MMLU", "round(value, 3) <= 0.5", "below"),
        ("how many models on MMLU are worse than 0.4", "round(value, 3) < 0.4", "below"),
        ("how many models are not above 50% on MMLU", "round(value, 3) <= 0.5", "below"),
        ("which models on MMLU score between 0.80 and 0.85", "round(value, 3) BETWEEN 0.8 AND 0.85", "reaching"),
        ("between 80 and 85% on MMLU", "round(value, 3) BETWEEN 0.8 AND 0.85", "reaching"),
        ("MMLU scores from 0.7 to 0.71", "round(value, 3) BETWEEN 0.7 AND 0.71", "reaching"),
        ("more than 0.8 but less than 0.82 on MMLU", "round(value, 3) >= 0.8 AND round(value, 3) < 0.82", "reaching"),
        ("how many models on MMLU reach 0.8", "round(value, 3) >= 0.8", "reaching"),
    ],
)
def test_a_limit_on_scores_is_followed_from_the_side_it_is_said(
    shipped: sqlite3.Connection, question: str, where: str, name: str
) -> None:
    assert values(replied(shipped, question), name) == [number(shipped, where)]


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("best model on MMLU with a score under 0.7", "round(value, 3) < 0.7"),
        ("highest score below 0.9 on MMLU", "round(value, 3) < 0.9"),
        ("highest score of at most 0.9 on MMLU", "round(value, 3) <= 0.9"),
    ],
)
def test_the_best_below_a_limit_is_the_best_of_those_below_it(
    shipped: sqlite3.Connection, question: str, limit: str
) -> None:
    sql = f"SELECT max(value) FROM placing_results WHERE benchmark = 'mmlu' AND board = 'reported' AND {limit}"
    assert values(replied(shipped, question), "score")[0] == shipped.execute(sql).fetchone()[0]


def test_the_worst_and_the_mean_keep_to_a_limit(shipped: sqlite3.Connection) -> None:
    sql = "SELECT value FROM placing_results WHERE benchmark = 'mmlu' AND board = 'reported' AND round(value, 3)"
    low = [row[0] for row in shipped.execute(f"{sql} < 0.5")]
    high = [row[0] for row in shipped.execute(f"{sql} > 0.8")]
    assert values(replied(shipped, "average of the models below 0.5 on MMLU"), "mean") == [
        pytest.approx(statistics.fmean(low))
    ]
    assert values(replied(shipped, "worst model above 0.8 on MMLU"), "score")[0] == min(high)


def test_a_limit_of_a_conversation_takes_the_place_of_the_one_before(shipped: sqlite3.Connection) -> None:
    conversation = Conversation()
    told = [
        values(replied(shipped, text, conversation), name)
        for text, name in (
            ("how many models on mmlu reach 0.8", "reaching"),
            ("and below 0.5?", "below"),
            ("and 0.4?", "below"),
            ("and above 0.9?", "reaching"),
        )
    ]
    wanted = ("round(value, 3) >= 0.8", "round(value, 3) < 0.5", "round(value, 3) < 0.4", "round(value, 3) >= 0.9")
    # Of those above a score that some have to the digit, these are told apart.
    above = number(shipped, "round(value, 3) > 0.9")
    assert told == [*([number(shipped, where)] for where in wanted[:3]), [number(shipped, wanted[3]), above]]


@pytest.mark.parametrize(
    "question",
    [
        "when was MMLU first below 0.5",
        "which model leads with the longest context below 0.5 on MMLU history",
        "cheapest model above 0.8 on both MMLU and MMLU-Pro",
    ],
)
def test_a_limit_that_cannot_be_followed_is_refused(shipped: sqlite3.Connection, question: str) -> None:
    assert replied(shipped, question).kind == "help"


@pytest.mark.parametrize(
    ("question", "models"),
    [
        ("quiz-7 errors board models above 0.05", {"Gamma"}),
        ("quiz-7 errors board models below 0.05", {"Alpha"}),
        ("quiz-7 errors board models with at most 0.05", {"Alpha", "Beta", "Delta"}),
        ("quiz-7 errors board models better than 0.06", {"Alpha", "Beta", "Delta"}),
        ("quiz-7 errors board models worse than 0.05", {"Gamma"}),
    ],
)
def test_where_lower_is_better_numbers_are_limits_as_they_stand(
    tmp_path: Path, question: str, models: set[str]
) -> None:
    assert set(values(replied(errors(tmp_path), question), "model")) == models


def test_a_score_counts_as_it_reads() -> None:
    below, most = Filters(max_score=0.9, strict=("max_score",)), Filters(max_score=0.9)
    assert [within(value, below) for value in (0.8996, 0.8994, 0.9)] == [False, True, False]
    assert [within(value, most) for value in (0.8996, 0.9004, 0.901)] == [True, True, False]


def test_under_leaves_out_what_up_to_takes_in(shipped: sqlite3.Connection) -> None:
    sql = (
        "SELECT count(*) FROM placing_results r JOIN models m ON m.slug = r.model"
        " WHERE r.benchmark = 'mmlu' AND r.board = 'reported' AND m.parameters_b"
    )
    for words, sign in (("under", "<"), ("up to", "<=")):
        told = values(replied(shipped, f"how many models on MMLU have {words} 7B parameters"), "filtered")
        assert told == [shipped.execute(f"{sql} {sign} 7").fetchone()[0]]


# --- Ends of a board where lower is better -----------------------------------------------------------------


def test_the_lowest_score_is_the_best_where_lower_is_better(tmp_path: Path) -> None:
    connection = errors(tmp_path)
    assert first_line(replied(connection, "lowest score on the quiz-7 errors board")).startswith(
        "The best score on the board “Errors” of Quiz-7 is 0.030 word error rate, where lower is better: Alpha"
    )
    assert values(replied(connection, "worst model on the quiz-7 errors board"), "model")[0] == "Gamma"


def test_a_tie_says_that_lower_is_better_after_how_far_it_was_read(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.0301, "errors"), result("beta", 0.0302, "errors")])
    assert "with 0.030 word error rate to three decimals, where lower is better" in (
        asked(connection, Intent.LEADER, "quiz", "errors").body
    )


# --- Prices ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["input", "output"])
@pytest.mark.parametrize(
    "words", ["cheapest {} price above 0.8 on MMLU", "lowest {} price with a score over 0.8 on MMLU"]
)
def test_the_cheapest_that_reaches_a_score_goes_by_the_price_that_is_named(
    shipped: sqlite3.Connection, side: str, words: str
) -> None:
    sql = (
        f"SELECT min(m.{side}_price) FROM placing_results r JOIN models m ON m.slug = r.model"
        " WHERE r.benchmark = 'mmlu' AND r.board = 'reported' AND round(r.value, 3) >= 0.8"
    )
    reply = replied(shipped, words.format(side))
    assert values(reply, f"{side}_price")[0] == shipped.execute(sql).fetchone()[0]
    assert f"cheapest is the lowest price of {side} tokens" in reply.body


# --- Places ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("gap between first and third on MMLU", 1, 3),
        ("difference between #2 and #5 on MMLU", 2, 5),
        ("how far is the tenth from the first on MMLU", 1, 10),
    ],
)
def test_a_gap_lies_between_the_places_that_are_named(
    shipped: sqlite3.Connection, question: str, first: int, second: int
) -> None:
    sql = (
        "SELECT value FROM placing_results WHERE benchmark = 'mmlu' AND board = 'reported'"
        " ORDER BY value DESC LIMIT 1 OFFSET ?"
    )
    upper, lower = (shipped.execute(sql, (place - 1,)).fetchone()[0] for place in (first, second))
    assert values(replied(shipped, question), "gap") == [upper - lower]


def test_places_that_read_the_same_or_are_not_there_have_no_gap(tmp_path: Path) -> None:
    rows = [result(model, score) for model, score in (("alpha", 0.9), ("beta", 0.5), ("gamma", 0.5))]
    connection = registry(tmp_path, rows)
    assert first_line(asked(connection, Intent.GAP, "quiz", places=(2, 3))).startswith(
        "Places 2 and 3 on Quiz-7 read the same, 0.500 accuracy: Beta and Gamma by Lab"
    )
    assert first_line(asked(connection, Intent.GAP, "quiz", places=(1, 9))).startswith("There is no place 9 on Quiz-7")


def test_several_places_are_each_told(shipped: sqlite3.Connection) -> None:
    sql = (
        "SELECT m.name FROM placing_results r JOIN models m ON m.slug = r.model WHERE r.benchmark = 'mmlu'"
        " AND r.board = 'reported' ORDER BY r.value DESC LIMIT 3"
    )
    first, second, third = (row[0] for row in shipped.execute(sql))
    told = values(replied(shipped, "who is 2nd and 3rd on MMLU"), "model")
    assert second in told and third in told and first not in told


def test_who_is_tied_at_a_place_is_the_group_of_that_place(shipped: sqlite3.Connection) -> None:
    sql = "SELECT value FROM placing_results WHERE benchmark = 'mmlu' AND board = 'reported' ORDER BY value DESC"
    fifth = shipped.execute(f"{sql} LIMIT 1 OFFSET 4").fetchone()[0]
    reply = replied(shipped, "who is tied at rank 5 on MMLU")
    assert {shown(value) for value in values(reply, "score")} == {shown(fifth)}
    assert len(set(values(reply, "model"))) == number(shipped, f"round(value, 3) = {shown(fifth)}")


@pytest.mark.parametrize("question", ["top -3 on MMLU", "best -3 on MMLU"])
def test_a_negative_number_of_places_is_none(shipped: sqlite3.Connection, question: str) -> None:
    assert "The first 3" not in replied(shipped, question).body


def test_a_hyphen_is_no_minus(shipped: sqlite3.Connection) -> None:
    assert first_line(replied(shipped, "top-3 on MMLU")).startswith("The first 3 of ")


# --- Spread, records and tools -----------------------------------------------------------------------------


def test_the_standard_deviation_is_that_of_a_sample(shipped: sqlite3.Connection) -> None:
    sql = "SELECT value FROM placing_results WHERE benchmark = 'mmlu' AND board = 'reported'"
    spread = statistics.stdev(row[0] for row in shipped.execute(sql))
    assert values(replied(shipped, "standard deviation of the scores on MMLU"), "standard_deviation") == [
        pytest.approx(spread)
    ]


def test_results_without_tools_are_those_that_state_it_and_the_others_are_counted(shipped: sqlite3.Connection) -> None:
    reply = replied(shipped, "best model on HLE without tools")
    sql = (
        "SELECT count(*) FROM placing_results p JOIN results r ON r.id = p.id"
        " WHERE p.benchmark = 'hle' AND p.board = 'reported' AND r.tools IS {}"
    )
    assert values(reply, "filtered") == [shipped.execute(sql.format("0")).fetchone()[0]]
    unstated = shipped.execute(sql.format("NULL")).fetchone()[0]
    assert values(reply, "unrecorded") == ([unstated] if unstated else [])
    assert ("Whether tools were used is not recorded for" in reply.body) == bool(unstated)


def test_a_size_that_its_source_has_wrong_is_left_out(shipped: sqlite3.Connection) -> None:
    assert shipped.execute("SELECT parameters_b FROM models WHERE slug = 'qwen2-5-72b'").fetchone()[0] is None


def test_how_long_a_model_held_the_record_is_said_of_that_model(shipped: sqlite3.Connection) -> None:
    sql = (
        "SELECT m.slug, m.name, m.released FROM placing_results r JOIN models m ON m.slug = r.model"
        " WHERE r.benchmark = 'mmlu' AND r.board = 'reported' AND m.name IN ('UnifiedQA', 'o3')"
    )
    assert {row["name"] for row in shipped.execute(sql)} == {"UnifiedQA", "o3"}
    held = first_line(replied(shipped, "how long did UnifiedQA hold the MMLU record"))
    assert held.startswith("UnifiedQA held the record on MMLU (") and held.endswith(" days.")
    other = first_line(replied(shipped, "how long did GPT-4 hold the MMLU record"))
    assert other.startswith("GPT-4 never held the record on MMLU; GPT-4 (0314) held it (") and other.endswith(" days.")
    never = first_line(replied(shipped, "how long did GPT-3.5 Turbo hold the MMLU record"))
    assert never == "GPT-3.5 Turbo never held the record on MMLU."
