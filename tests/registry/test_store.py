"""Results are appended: shipped rows follow the plugin, imports and corrections are left alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from podium.registry import database, leaderboard, store
from podium.registry.card import Board, Card
from podium.registry.discovery import PluginSet
from podium.registry.errors import DataError, InvalidCard
from podium.registry.result_rows import check_result
from podium.tests.registry.support import BOARDS, plugins, registry, row, sync

BY_SLUG: dict[str, dict[str, Board]] = {"bench": {board.slug: board for board in BOARDS}}


def current(connection: sqlite3.Connection) -> dict[str, float]:
    return {one["model"]: one["value"] for one in connection.execute("SELECT * FROM current_results")}


def history(connection: sqlite3.Connection) -> list[tuple[str, float | None, int | None, str | None]]:
    return [
        (one["model"], one["value"], one["supersedes"], one["reason"])
        for one in connection.execute("SELECT * FROM results ORDER BY id")
    ]


def test_syncing_the_same_rows_twice_adds_nothing(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5), row("b", 0.6)])
    before = history(connection)
    sync(connection, [row("a", 0.5), row("b", 0.6)])
    assert history(connection) == before
    assert len(before) == 2


def test_a_figure_a_plugin_changes_supersedes_the_old_row_which_stays(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    sync(connection, [row("a", 0.7)])
    assert current(connection) == {"a": 0.7}
    assert history(connection) == [("a", 0.5, None, None), ("a", 0.7, 1, "updated by the plugin")]


def test_a_figure_a_plugin_drops_is_withdrawn_and_can_come_back(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5), row("b", 0.6)])
    sync(connection, [row("b", 0.6)], "a")
    assert current(connection) == {"b": 0.6}
    assert history(connection)[-1] == ("a", None, 1, "no longer shipped by the plugin")
    sync(connection, [row("a", 0.5), row("b", 0.6)])
    assert current(connection) == {"a": 0.5, "b": 0.6}


def test_a_correction_of_a_shipped_row_survives_the_plugins_next_version(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    outcome = store.import_results(connection, [(1, row("a", 0.4))], BY_SLUG, replace_reason="misprint")
    assert outcome == [store.ImportedRow(1, "replaced", "misprint", 2)]
    sync(connection, [row("a", 0.55)])
    assert current(connection) == {"a": 0.4}


def test_importing_twice_is_idempotent_and_a_different_figure_is_a_conflict(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [], "a", "b")
    first = store.import_results(connection, [(1, row("a", 0.5)), (2, row("b", 0.6))], BY_SLUG)
    again = store.import_results(connection, [(1, row("a", 0.5)), (2, row("b", 0.61))], BY_SLUG)
    assert [one.status for one in first] == ["added", "added"]
    assert [one.status for one in again] == ["unchanged", "conflict"]
    assert "result 2 says 0.6 for this model and setting, the file 0.61" in again[1].reason
    assert current(connection) == {"a": 0.5, "b": 0.6}


def test_the_same_model_in_another_setting_is_another_result(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [], "a")
    rows = [(1, row("a", 0.5, setting="5-shot")), (2, row("a", 0.6, setting="0-shot"))]
    first, second = store.import_results(connection, rows, BY_SLUG)
    assert (first.status, first.reason) == ("added", "")
    assert second.status == "added"
    assert second.reason == "the board has this model in another setting: result 1 says 0.5 (5-shot)"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"benchmark": "nope"}, "no benchmark called 'nope'"),
        ({"board": "nope"}, "no board called 'nope' (there are main, other)"),
        ({"model": "nope"}, "no model called 'nope' in the catalogue"),
        ({"value": 1.2}, "value 1.2 is outside the range of board 'main' (0 to 1; fractions, not percent)"),
        ({"value": "0.5"}, "field 'value' must be a number, not '0.5'"),
        ({"value": float("nan")}, "field 'value' must be a number"),
        ({"value": True}, "field 'value' must be a number"),
        ({"value": None}, "field 'value' is missing"),
        ({"standing": "verified"}, "standing 'verified' is not one of"),
        ({"standing": "reproduced"}, "only given to runs stored here"),
        ({"source_url": "javascript:alert(1)"}, "is not an http(s) address"),
        ({"source_url": None}, "field 'source_url' is missing"),
        ({"setting": 5}, "field 'setting' must be text, not 5"),
        ({"scroe": 1}, "unknown field 'scroe'"),
        ({"metric": "f1"}, "metric 'f1' does not belong on board 'main' (it ranks 'accuracy')"),
        ({"low": 7}, "low 7 is outside the range"),
        ({"low": 0.6}, "value 0.5 is not between low 0.6 and high 0.5"),
        ({"as_of": "yesterday"}, "as_of 'yesterday' is not a date"),
        ({"reported_on": "2026-13-45"}, "reported_on '2026-13-45' is not a date"),
        ({"as_of": "20260630"}, "as_of '20260630' is not a date"),
        ({"as_of": "9999-01"}, "as_of '9999-01' is in the future"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason_and_the_others_are_added(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    connection = registry(tmp_path / "r.db", [], "a", "b")
    rows = [(7, row("a", 0.5) | change), (8, row("b", 0.6))]
    refused, added = store.import_results(connection, rows, BY_SLUG)
    assert (refused.line, refused.status) == (7, "refused")
    assert message in refused.reason
    assert added.status == "added"
    assert current(connection) == {"b": 0.6}


def test_a_board_without_a_maximum_takes_any_value() -> None:
    assert check_result(row("a", 250.0, "other"), BY_SLUG["bench"])["value"] == 250.0
    with pytest.raises(DataError, match="0 to unbounded"):
        check_result(row("a", -1.0, "other"), BY_SLUG["bench"])


def test_a_model_unknown_to_the_catalogue_is_added_for_a_run_and_a_known_one_is_found_by_any_name(
    tmp_path: Path,
) -> None:
    connection = registry(tmp_path / "r.db", [], "a-model")
    assert store.ensure_model(connection, "A MODEL") == "a-model"
    assert store.ensure_model(connection, "My ViT (v2)") == "my-vit-v2"
    assert store.ensure_model(connection, "my vit v2") == "my-vit-v2"


def test_a_model_that_only_a_plugin_knows_is_listed_by_its_slug(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [])
    with database.transaction(connection):
        store.sync(connection, plugins([row("house-model-1", 0.5)]), [])
    assert leaderboard.board(connection, "bench").rows[0].model.name == "house-model-1"


def test_a_dropped_plugin_leaves_its_results_readable_and_marked(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    with database.transaction(connection):
        store.sync(connection, PluginSet(), [])
    assert leaderboard.benchmark(connection, "bench").installed is False
    assert [one.value for one in leaderboard.board(connection, "bench").rows] == [0.5]


@pytest.mark.parametrize("model", ["../../etc/passwd", "GPT 5", "a/b", "<b>", "é"])
def test_a_model_is_named_by_a_slug_since_pages_and_files_are_called_by_it(model: str) -> None:
    with pytest.raises(DataError, match="is not in slug form"):
        check_result(row(model, 0.5), {board.slug: board for board in BOARDS})


@pytest.mark.parametrize("slug", ["../up", "Main", "a b", ""])
def test_a_board_is_named_by_a_slug_for_the_same_reason(slug: str) -> None:
    with pytest.raises(InvalidCard, match="board slug"):
        Card("bench", "Bench", "A benchmark.", "text", ("general",), (Board(slug, headline=True),))
