"""Boards are ranked honestly: direction, ties at the shown precision, intervals, one row per model."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.registry import database, leaderboard, standings, store
from podium.registry.errors import NotFound
from podium.registry.views import BoardView
from podium.tests.registry.support import BOARDS, registry, row


def ranks(view: BoardView) -> list[tuple[str, int, bool]]:
    return [(one.model.slug, one.rank, one.tied) for one in view.rows]


def test_rows_stand_best_first_and_equal_scores_share_a_rank(tmp_path: Path) -> None:
    rows = [row("c", 0.7), row("a", 0.9), row("b", 0.9), row("d", 0.6)]
    view = leaderboard.board(registry(tmp_path / "r.db", rows), "bench")
    assert ranks(view) == [("a", 1, True), ("b", 1, True), ("c", 3, False), ("d", 4, False)]
    assert [one.model.slug for one in view.leaders] == ["a", "b"]


def test_scores_that_read_the_same_are_ties_and_those_that_do_not_are_not(tmp_path: Path) -> None:
    rows = [row("a", 0.930468), row("b", 0.929981), row("c", 0.929249)]
    view = leaderboard.board(registry(tmp_path / "r.db", rows), "bench")
    assert ranks(view) == [("a", 1, True), ("b", 1, True), ("c", 3, False)]
    assert [one.model.slug for one in view.tied_with_leader()] == ["b"]


def test_a_board_where_lower_is_better_is_turned_round(tmp_path: Path) -> None:
    rows = [row("a", 2.5, "other"), row("b", 1.5, "other")]
    view = leaderboard.board(registry(tmp_path / "r.db", rows), "bench", "other")
    assert ranks(view) == [("b", 1, False), ("a", 2, False)]


def test_models_whose_intervals_overlap_the_leaders_are_tied_with_it(tmp_path: Path) -> None:
    rows = [
        row("a", 0.90, low=0.88, high=0.92),
        row("b", 0.87, stderr=0.01),
        row("c", 0.86, stderr=0.001),
        row("d", 0.89),
    ]
    view = leaderboard.board(registry(tmp_path / "r.db", rows), "bench")
    assert [one.model.slug for one in view.tied_with_leader()] == ["b"]
    assert view.rows[2].low == pytest.approx(0.87 - 1.96 * 0.01, abs=1e-5)


def test_a_model_has_one_row_the_verified_one(tmp_path: Path) -> None:
    connection = registry(
        tmp_path / "r.db",
        [row("a", 0.9, setting="best of 8"), row("a", 0.8, setting="plain", standing="independent"), row("b", 0.85)],
    )
    view = leaderboard.board(connection, "bench")
    assert [(one.model.slug, one.value) for one in view.rows] == [("b", 0.85), ("a", 0.8)]
    assert view.verified == 1
    assert dict((board.slug, models) for board, models in leaderboard.benchmark(connection, "bench").boards) == {
        "main": 2,
        "other": 0,
    }


def test_an_empty_board_has_no_leader(tmp_path: Path) -> None:
    view = leaderboard.board(registry(tmp_path / "r.db", [row("a", 0.5)]), "bench", "other")
    assert (view.rows, view.leaders, view.tied_with_leader()) == ((), (), ())


def test_names_are_found_whatever_their_case_and_hyphens(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [], "some-model-1")
    assert leaderboard.find_benchmark(connection, "BENCH") == "bench"
    assert leaderboard.find_model(connection, "Some Model_1") == "some-model-1"


def test_an_unknown_name_gets_near_ones_and_exit_code_three(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [], "some-model-1")
    with pytest.raises(NotFound) as caught:
        leaderboard.find_benchmark(connection, "bnech")
    assert caught.value.suggestions == ("bench",)
    assert caught.value.exit_code == 3
    with pytest.raises(NotFound, match="its boards are main, other"):
        leaderboard.board(connection, "bench", "zzz")
    with pytest.raises(NotFound, match="podium models lists them all"):
        leaderboard.find_model(connection, "qqqq")


def test_a_model_shows_its_place_on_every_board(tmp_path: Path) -> None:
    rows = [row("a", 0.9), row("b", 0.8), row("b", 3.0, "other")]
    view = standings.view(registry(tmp_path / "r.db", rows), "b")
    assert [(one.board, one.rank) for one in view.rows] == [("main", 2), ("other", 1)]
    assert view.board_sizes == {("bench", "main"): 2, ("bench", "other"): 1}


def test_the_list_of_benchmarks_names_the_headline_boards_leaders(tmp_path: Path) -> None:
    (summary,) = leaderboard.benchmarks(registry(tmp_path / "r.db", [row("a", 0.9), row("b", 0.9), row("c", 0.1)]))
    assert summary.models == 3
    assert [one.model.slug for one in summary.leaders] == ["a", "b"]


def test_reads_work_on_a_read_only_connection(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    registry(path, [row("a", 0.9)]).close()
    assert len(leaderboard.board(database.connect(path), "bench").rows) == 1


def test_models_are_listed_with_the_number_of_benchmarks_they_stand_on(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.9), row("a", 1.0, "other")], "b")
    assert [(model.slug, count) for model, count in leaderboard.models(connection)] == [("a", 1), ("b", 0)]


def test_a_superseded_row_is_not_on_the_board(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.9)])
    boards = {"bench": {board.slug: board for board in BOARDS}}
    store.import_results(connection, [(1, row("a", 0.2))], boards, replace_reason="misread")
    assert [one.value for one in leaderboard.board(connection, "bench").rows] == [0.2]
