"""Plain wants: the one count that is asked for, what two benchmarks share, boards side by side, how a score came."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Intent
from podium.tests.bots.faq.support import values


def card_of(connection: sqlite3.Connection, slug: str) -> dict[str, Any]:
    card: dict[str, Any] = json.loads(
        connection.execute("SELECT card FROM benchmarks WHERE slug = ?", (slug,)).fetchone()[0]
    )
    return card


def one(connection: sqlite3.Connection, sql: str, *given: object) -> Any:
    return connection.execute(sql, given).fetchone()[0]


@pytest.mark.parametrize(
    ("question", "slug", "where", "count"),
    [
        ("how many patients are in the test set of MIMIC?", "mimic-cxr", "sizes", "test patients"),
        ("chexpert test set: how many studies", "chexpert", "sizes", "test studies"),
        ("how many studies does CheXpert's hidden test set have", "chexpert", "sizes", "test studies"),
        ("mmlu test set size", "mmlu", "splits", "test"),
        ("how large is the dev set of MMMU", "mmmu", "splits", "dev"),
        ("how many images in chexpert valid", "chexpert", "splits", "valid"),
        ("how many patients in chexpert", "chexpert", "sizes", "patients"),
        ("in how many disciplines is SuperGPQA divided?", "supergpqa", "sizes", "disciplines"),
    ],
)
def test_the_count_that_is_asked_for_comes_first(
    engine: Engine, shipped: sqlite3.Connection, question: str, slug: str, where: str, count: str
) -> None:
    reply = engine.answer(question)
    assert values(reply, "count")[0] == card_of(shipped, slug)[where][count]
    assert reply.body.startswith(f"{card_of(shipped, slug)['name']} has ")


def test_a_count_that_no_split_has_is_told_with_all_others(engine: Engine) -> None:
    # Charts are counted, but not by split; and what is counted on a board is no count of the card.
    assert "has 1,000" not in engine.answer("how many charts in charxiv validation").body.splitlines()[0]
    assert engine.answer("how many models are on the validation board of chexpert").intent == "count"


def test_what_two_benchmarks_share_is_put_together(engine: Engine, shipped: sqlite3.Connection) -> None:
    reply = engine.answer("which labels do MIMIC and CheXpert have in common")
    both = [
        {name["name"].casefold() for name in card_of(shipped, slug)["observations"]}
        for slug in ("mimic-cxr", "chexpert")
    ]
    assert {name.casefold() for name in values(reply, "observation")} == both[0] & both[1]
    reply = engine.answer("how many models do MMLU and HLE share")
    shared = one(
        shipped,
        "SELECT count(*) FROM (SELECT model FROM current_results WHERE benchmark = 'mmlu' AND board = 'reported'"
        " INTERSECT SELECT model FROM current_results WHERE benchmark = 'hle' AND board = 'reported')",
    )
    assert shared in values(reply, "shared_models")


def test_two_boards_stand_side_by_side_and_a_protocol_is_told(engine: Engine, shipped: sqlite3.Connection) -> None:
    for question in ("mmlu: helm vs reported results", "mmlu helm vs reported results board"):
        (frame,) = engine.understand(question, None).frames
        assert (frame.intent, set(frame.boards)) == (Intent.DIFFERENCE, {"helm", "reported"})
    protocol = one(shipped, "SELECT protocol FROM boards WHERE benchmark = 'mmlu' AND slug = 'helm'")
    assert values(engine.answer("mmlu helm protocol"), "protocol") == [protocol]


def test_the_setting_and_the_interval_of_a_score_are_told_or_said_not_to_be_there(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    reply = engine.answer("how many shots for o3 on MMLU")
    setting = "SELECT setting FROM current_results WHERE benchmark = 'mmlu' AND board = 'reported' AND model = ?"
    assert one(shipped, setting, "o3-2025-04-16") in values(reply, "setting")
    with_interval = engine.answer("confidence interval of GPT-5 on HLE")
    assert values(with_interval, "low") and "No interval" not in with_interval.body
    without = engine.answer("standard error of GPT-4o (2024-11-20) on MMLU")
    assert without.body.startswith("No interval and no standard error is recorded")


def test_the_release_and_the_price_of_who_is_first_are_told(engine: Engine, shipped: sqlite3.Connection) -> None:
    leader = one(shipped, "SELECT released FROM models WHERE slug = 'o3-2025-04-16'")
    for question in ("release date of the MMLU leader", "when was the best MMLU result released?"):
        assert leader in values(engine.answer(question), "released"), question
    assert values(engine.answer("price of the newest gemini"), "input_price")


def test_who_was_first_in_the_past_is_asked_of_all_time(engine: Engine) -> None:
    (frame,) = engine.understand("was DeepSeek first on HLE", None).frames
    assert (frame.intent, frame.organisation) == (Intent.HISTORY, "DeepSeek")
    (frame,) = engine.understand("last 3 models added to CharXiv", None).frames
    assert (frame.intent, frame.order) == (Intent.EXTREME, "most")


def test_the_smallest_leaderboard_is_that_with_the_fewest_models(engine: Engine) -> None:
    reply = engine.answer("which benchmark has the fewest models")
    sizes = values(reply, "benchmark_models") or values(reply, "models")
    assert sizes == sorted(sizes)
    assert values(reply, "benchmark")[0] == "NIH ChestX-ray14"


@pytest.mark.parametrize("question", ["is 0.3 a good score on HLE", "we got 0.3 on hle, is that bad?"])
def test_whether_a_score_is_good_is_told_by_who_reaches_it(
    engine: Engine, shipped: sqlite3.Connection, question: str
) -> None:
    reaching = one(
        shipped,
        "SELECT count(*) FROM current_results WHERE benchmark = 'hle' AND board = 'reported'"
        " AND round(value, 3) >= 0.3",
    )
    assert values(engine.answer(question), "reaching") == [reaching]


def test_models_are_compared_over_a_category_only_where_it_is_named(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    medical = [
        slug
        for slug, card in shipped.execute("SELECT slug, card FROM benchmarks")
        if "healthcare" in json.loads(card)["categories"]
    ]
    shared = one(
        shipped,
        "SELECT count(*) FROM (SELECT benchmark, board FROM current_results WHERE model = 'o3-2025-04-16' INTERSECT"
        " SELECT benchmark, board FROM current_results WHERE model = 'gpt-5-2025-08-07') WHERE benchmark IN"
        f" ({', '.join('?' * len(medical))})",
        *medical,
    )
    assert values(engine.answer("GPT-5 vs o3 for healthcare"), "shared_boards") == [shared]


def test_a_benchmark_is_found_by_its_subject_and_never_all_of_them(engine: Engine) -> None:
    for question in ("which benchmarks are about skin", "which benchmarks have skin images"):
        assert values(engine.answer(question), "benchmark") == ["DermMCQA"], question
    assert engine.answer("which benchmarks are about brains").kind == "help"
    assert engine.answer("which benchmarks are multiple choice").kind == "help"


def test_a_size_belongs_to_the_name_before_it_and_two_names_may_be_one(engine: Engine) -> None:
    (frame,) = engine.understand("nemotron 70b on truthfulqa?", None).frames
    assert frame.models == ("llama-3-1-nemotron-70b-instruct",)
    assert engine.understand("medgema 27b on pathmcqa score?", None).frames[0].models == ("medgemma-27b-it",)
    for question in ("hendrycks test = mmlu?", "does hle mean humanity's last exam"):
        assert engine.answer(question).intent == "same", question
    assert values(engine.answer("Claude Opus 4,5 on MMLU-Pro"), "model") == ["Claude Opus 4.5"]


def test_free_models_have_open_weights_and_versions_are_models(engine: Engine) -> None:
    (frame,) = engine.understand("on DermMCQA which free model is best", None).frames
    assert frame.filters.open_weights is True
    (frame,) = engine.understand("which versions of MedGemma are there", None).frames
    assert frame.filters.family == "MedGemma"
    (frame,) = engine.understand("are all Qwen models open", None).frames
    assert frame.filters.organisations


def test_all_models_of_a_maker_are_named_and_the_places_of_the_newest_told(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    reply = engine.answer("list Microsoft models")
    assert (
        len(values(reply, "model")) >= one(shipped, "SELECT count(*) FROM models WHERE organisation = 'Microsoft'") > 8
    )
    assert reply.table is not None
    placed = [row for row in reply.table.rows if row[2].startswith("rank ")]
    assert len(placed) == 8 and placed == list(reply.table.rows[:8])
