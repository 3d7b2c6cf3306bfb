"""A board over time as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.registry import leaderboard, store
from podium.registry.course import Course, course
from podium.tests.registry.support import models, registry, row

RELEASES = {"a": "2024-01-10", "b": "2024-03", "c": "2024-06-01", "d": None, "e": "2024-07-01"}
OPEN = {"a": False, "b": True, "c": True, "d": True, "e": None}
SCORES = {"a": 0.5, "b": 0.4, "c": 0.7, "d": 0.9, "e": 0.7001}


def board(folder: Path, scores: dict[str, float], slug: str = "main") -> dict[str, object]:
    connection = registry(folder / "registry.db", [row(model, value, slug) for model, value in scores.items()])
    known = [
        one
        | {
            "released": RELEASES[one["slug"]],
            "released_precision": "month" if one["slug"] == "b" else "day",
            "open_weights": OPEN[one["slug"]],
        }
        for one in models(*scores)
    ]
    store.save_models(connection, known, origin="catalogue")
    return course(leaderboard.board(connection, "bench", slug)).to_json()


def test_every_result_with_a_day_is_a_point_and_the_others_are_counted(tmp_path: Path) -> None:
    data = board(tmp_path, SCORES)
    points = data["points"]
    assert isinstance(points, list)
    assert [(one["model"], one["day"], one["precision"], one["open"]) for one in points] == [
        ("a", "2024-01-10", "day", False),
        ("b", "2024-03-01", "month", True),
        ("c", "2024-06-01", "day", True),
        ("e", "2024-07-01", "day", None),
    ]
    assert (data["undated"], data["clock"]) == (1, "by their models' release dates")
    assert {point["by"] for point in points} == {"released"}


def test_records_are_told_for_all_models_and_for_open_and_proprietary_ones_apart(tmp_path: Path) -> None:
    data = board(tmp_path, SCORES)
    points, records = data["points"], data["records"]
    assert isinstance(points, list) and isinstance(records, dict)
    named = {one["id"]: one["model"] for one in points}
    told = {whose: [named[one] for one in ids] for whose, ids in records.items()}
    # The last one reads as the record does, so it ties it and sets none.
    assert told == {"all": ["a", "c"], "open": ["b", "c"], "proprietary": ["a"]}
    ids = {one["model"]: one["id"] for one in points}
    tie = [{"record": ids["c"], "by": [ids["e"]]}]
    assert data["equalled"] == {"all": tie, "open": [], "proprietary": []}


def test_where_lower_is_better_the_lowest_sets_the_record(tmp_path: Path) -> None:
    data = board(tmp_path, {"a": 3.0, "c": 2.0, "b": 4.0}, "other")
    points, records = data["points"], data["records"]
    assert isinstance(points, list) and isinstance(records, dict)
    named = {one["id"]: one["model"] for one in points}
    assert [named[one] for one in records["all"]] == ["a", "c"]
    assert data["higher"] is False


def test_an_empty_board_has_no_points(tmp_path: Path) -> None:
    data = board(tmp_path, {})
    assert (data["points"], data["records"]) == ([], {"all": [], "open": [], "proprietary": []})


def drawn(folder: Path, values: list[float], slug: str = "main") -> Course:
    """Return a board of which each result is a day younger than the one before."""
    scores = {f"m{at}": value for at, value in enumerate(values)}
    connection = registry(folder / "registry.db", [row(model, value, slug) for model, value in scores.items()])
    known = [
        one | {"released": f"2024-01-{int(str(one['slug'])[1:]) + 1:02}", "released_precision": "day"}
        for one in models(*scores)
    ]
    store.save_models(connection, known, origin="catalogue")
    return course(leaderboard.board(connection, "bench", slug))


CLOSE = [0.80 + 0.005 * at for at in range(21)]


@pytest.mark.parametrize(
    ("values", "edge"),
    [
        # Nine of ten lie within 0.1 of the best, so half as much again is shown.
        ([*CLOSE, 0.1, 0.2], 0.75),
        # The line of the best so far begins lower, and is not cut.
        ([0.1, *CLOSE, 0.2], 0.09),
        (CLOSE, None),
        # Too many lie lower to be left at the edge, or too few are there to tell.
        ([*CLOSE[:10], *[0.1 * at for at in range(8)]], None),
        ([0.8, 0.81, 0.82, 0.1], None),
        ([0.5] * 12, None),
    ],
)
def test_a_drawings_axis_ends_where_a_few_scores_would_stretch_it(
    tmp_path: Path, values: list[float], edge: float | None
) -> None:
    found = drawn(tmp_path, values)
    assert found.edge == (None if edge is None else pytest.approx(edge))
    assert [one for one in values if found.beyond(one)] == [one for one in values if edge is not None and one < edge]


def test_where_lower_is_better_the_axis_ends_above(tmp_path: Path) -> None:
    found = drawn(tmp_path, [*[20.0 - 0.5 * at for at in range(21)], 90.0, 95.0], "other")
    assert found.edge == pytest.approx(25.0)
    assert [point.row.value for point in found.points if found.beyond(point.row.value)] == [90.0, 95.0]
