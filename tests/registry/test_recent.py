"""What is new, against a plain look at every result."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.registry import database, leaderboard, recent
from podium.registry.recent import Novelty


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-08-01", "2026-08-31"),
        ("2024-03-01", "2024-03-31"),
        ("2019-01-24", "2019-01-24"),
        ("2020-01-01", "2020-12-31"),
        ("2026-09-10", None),
        (None, "2020-06-30"),
        ("2999-01-01", None),
    ],
)
def test_new_results_are_all_whose_model_was_released_or_that_were_reported_in_the_time(
    first: str | None, last: str | None, filled_registry: Path
) -> None:
    connection = database.connect(filled_registry)
    expected = []
    for row in connection.execute(
        "SELECT r.id, r.benchmark, r.board, r.model, r.reported_on, m.released FROM current_results AS r"
        " JOIN models AS m ON m.slug = r.model"
    ):
        days = [day for day in (row["reported_on"], row["released"]) if day]
        inside = [day for day in days if (first or "") <= day <= (last or "9999")]
        if inside:
            expected.append(Novelty(row["id"], max(inside), row["benchmark"], row["board"], row["model"]))
    expected.sort(key=lambda one: (one.day, one.result), reverse=True)
    found = recent.recent(connection, first, last)
    assert (list(found.results), found.more) == (expected, False)
    for slug in ("mmlu", "chexpert"):
        own = recent.recent(connection, first, last, benchmark=slug)
        assert list(own.results) == [one for one in expected if one.benchmark == slug]
    few = recent.recent(connection, first, last, most=3)
    assert (few.results, few.more) == (found.results[:3], len(expected) > 3)


def test_new_results_come_with_the_places_that_their_boards_give_them(filled_registry: Path) -> None:
    connection = database.connect(filled_registry)
    found = recent.recent(connection, "2026-08-01", None).results
    rows = recent.placed(connection, found)
    assert [one.row.id for one in rows] == [one.result for one in found]
    for one in rows:
        board = leaderboard.board(connection, one.row.benchmark, one.row.board)
        assert one.row in board.rows
        assert (one.models, one.board, one.metric_name) == (len(board.rows), board.board.title, board.board.metric_name)
        assert one.benchmark == board.benchmark_name
