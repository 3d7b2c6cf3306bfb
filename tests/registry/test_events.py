"""What happened, as rows: leaders that change, results that come, histories that are told when they are loaded."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.registry import database, events, leaderboard, progress, store
from podium.registry.card import Board
from podium.registry.discovery import OwnedBenchmark, PluginSet
from podium.registry.telling import telling, telling_of_run
from podium.registry.views import shown
from podium.tests.registry.support import BOARDS, Listed, models, plugins, registry, row, sync

BY_SLUG: dict[str, dict[str, Board]] = {"bench": {board.slug: board for board in BOARDS}}


def told(connection: sqlite3.Connection, last: int = 0, **wanted: Any) -> list[tuple[str, str | None, float | None]]:
    """Return kind, model and score that led before of the events after one."""
    found = events.after(connection, last, **wanted)
    return [(one.kind, one.model, one.previous_value) for one in found]


def import_rows(connection: sqlite3.Connection, *rows: dict[str, Any], reason: str | None = None) -> int:
    """Import rows and return the id of the last event before."""
    last = events.last_id(connection)
    outcomes = store.import_results(connection, list(enumerate(rows, 1)), BY_SLUG, replace_reason=reason)
    assert {one.status for one in outcomes} <= {"added", "replaced", "unchanged"}, outcomes
    return last


def test_an_import_that_beats_the_leader_is_a_new_result_and_a_new_leader(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b")
    last = import_rows(connection, row("b", 0.6))
    assert told(connection, last) == [("new_result", "b", None), ("new_leader", "b", 0.5)]
    leader = events.after(connection, last)[1]
    assert (leader.benchmark, leader.board, leader.model_name, leader.value) == ("bench", "main", "B", 0.6)
    assert (leader.previous_model, leader.standing, leader.source_url) == (
        "a",
        "self-reported",
        "https://example.org/paper",
    )
    assert (leader.backfill, leader.happened) == (False, leader.recorded_at[:10])


def test_a_tie_and_a_leader_that_betters_itself_are_no_new_leaders(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b")
    last = import_rows(connection, row("b", 0.5004))
    assert shown(0.5004) == shown(0.5)
    last_of_tie = import_rows(connection, row("a", 0.7, setting="8-shot"))
    assert told(connection, last) == [("new_result", "b", None), ("new_result", "a", None)]
    assert told(connection, last_of_tie) == [("new_result", "a", None)]


def test_where_lower_is_better_a_lower_score_takes_the_lead_and_a_higher_one_does_not(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 5.0, "other")], "b", "c")
    last = import_rows(connection, row("b", 7.0, "other"), row("c", 4.0, "other"))
    assert told(connection, last, kinds=["new_leader"]) == [("new_leader", "c", 5.0)]


def test_several_results_of_one_import_make_one_new_leader_of_each_board(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b", "c", "d")
    last = import_rows(connection, row("b", 0.6), row("d", 3.0, "other"), row("c", 0.7))
    assert told(connection, last, kinds=["new_leader"]) == [("new_leader", "c", 0.5), ("new_leader", "d", None)]
    assert len(told(connection, last, kinds=["new_result"])) == 3


def test_events_are_counted_and_read_up_to_one(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b", "c")
    last = import_rows(connection, row("b", 0.6))
    until = import_rows(connection, row("c", 0.4))
    assert told(connection, last, until=until) == [("new_result", "b", None), ("new_leader", "b", 0.5)]
    # The result that makes the leader is the leader, and none besides.
    assert events.tally(connection, last, until) == {("bench", "new_leader"): 1}
    every = events.tally(connection, last, events.last_id(connection))
    assert every == {("bench", "new_result"): 1, ("bench", "new_leader"): 1}
    # Histories are no news.
    assert ("bench", "new_leader") not in events.tally(connection, 0, last)


def test_importing_again_tells_nothing_and_a_conflict_neither(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b")
    import_rows(connection, row("b", 0.6))
    last = import_rows(connection, row("b", 0.6))
    conflict = store.import_results(connection, [(1, row("b", 0.9))], BY_SLUG)
    assert conflict[0].status == "conflict"
    assert told(connection, last) == []


def test_a_run_takes_the_lead_from_the_cited_figures(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b")
    connection.execute("PRAGMA foreign_keys = OFF")  # the run itself is another test's matter
    last = events.last_id(connection)
    with database.transaction(connection):
        store.append_run_result(connection, row("b", 0.8, standing="reproduced"), "r1")
    assert told(connection, last) == [("new_result", "b", None), ("new_leader", "b", 0.5)]
    assert events.after(connection, last)[1].run == "r1"
    with database.transaction(connection):
        store.append_run_result(connection, row("b", 0.4, standing="reproduced"), "r2")
    assert told(connection, last)[2:] == [("new_result", "b", None), ("new_leader", "a", 0.8)]


def test_a_correction_that_takes_a_leaders_score_down_makes_the_next_one_the_leader(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.9), row("b", 0.6)])
    last = import_rows(connection, row("a", 0.3), reason="a misprint")
    assert told(connection, last) == [("new_result", "a", None), ("new_leader", "b", 0.9)]
    corrected = events.after(connection, last)[0]
    assert (corrected.replaced, corrected.reason) == (0.9, "a misprint")


def test_a_withdrawal_by_the_plugin_is_no_result_but_makes_the_next_one_the_leader(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.9), row("b", 0.6)])
    last = events.last_id(connection)
    sync(connection, [row("b", 0.6)], "a")
    assert told(connection, last) == [("new_leader", "b", 0.9)]
    assert [one.ended for one in events.after(connection, last)] == ["no longer shipped by the plugin"]


def test_a_run_that_does_not_verify_hands_the_lead_on_and_gets_it_back_when_it_does(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5, standing="independent"), row("b", 0.6)])
    with database.transaction(connection):
        connection.execute(
            "INSERT INTO runs (id, benchmark, split, model, spec, fingerprint, status, sample, items, settings,"
            " provenance, started_at)"
            " VALUES ('r1', 'bench', 'test', 'a', 'file:x', 'f', 'finished', 0, 1, '{}', '{}', 'now')"
        )
        store.append_run_result(connection, row("a", 0.8, standing="reproduced"), "r1")

    def check(ok: bool) -> list[events.Event]:
        last = events.last_id(connection)
        with database.transaction(connection), telling_of_run(connection, "r1"):
            connection.execute("UPDATE runs SET checked = ? WHERE id = 'r1'", (f'{{"ok": {str(ok).lower()}}}',))
        return events.after(connection, last)

    assert check(True) == []
    (lost,) = check(False)
    assert (lost.kind, lost.model, lost.value, lost.previous_model, lost.previous_value) == (
        "new_leader", "b", 0.6, "a", 0.8,
    )  # fmt: skip
    assert lost.ended == "run r1 does not verify"
    assert check(False) == []
    (back,) = check(True)
    assert (back.model, back.value, back.run, back.previous_model, back.ended) == ("a", 0.8, "r1", "b", None)


def test_the_withdrawal_of_the_only_result_leaves_no_leader(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.9)])
    last = events.last_id(connection)
    sync(connection, [], "a")
    assert told(connection, last) == []


def dated(slug: str, released: str, precision: str = "day") -> dict[str, Any]:
    return models(slug)[0] | {"released": released, "released_precision": precision}


def first_sync(path: Path, rows: Sequence[dict[str, Any]], catalogue: Sequence[dict[str, Any]]) -> sqlite3.Connection:
    connection = database.connect(path, write=True)
    database.migrate(connection, path)
    with database.transaction(connection):
        store.sync(connection, plugins(rows), catalogue)
    return connection


def test_a_new_benchmark_is_told_with_the_history_of_its_records(tmp_path: Path) -> None:
    catalogue = [dated("a", "2024-03-01"), dated("b", "2023-05-01", "month"), dated("c", "2025-01-09"), *models("d")]
    rows = [row("a", 0.6), row("b", 0.5), row("c", 0.55), row("d", 0.9)]
    connection = first_sync(tmp_path / "r.db", rows, catalogue)
    assert told(connection) == [("new_benchmark", None, None)]
    assert told(connection, backfill=True) == [
        ("new_benchmark", None, None),
        ("new_leader", "b", None),
        ("new_leader", "a", 0.5),
    ]
    history = events.after(connection, 0, backfill=True)[1:]
    assert [(one.day, one.happened, one.backfill) for one in history] == [
        ("2023-05", "2023-05", True),
        ("2024-03-01", "2024-03-01", True),
    ]
    board = leaderboard.board(connection, "bench")
    records = progress.records(progress.timeline(board))
    assert [one.result for one in history] == [record.holders[0].entry.id for record in records]


def test_syncing_again_tells_nothing(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5), row("b", 0.6)])
    last = events.last_id(connection)
    sync(connection, [row("a", 0.5), row("b", 0.6)])
    assert events.last_id(connection) == last


def test_a_plugins_next_version_tells_what_it_brings_as_it_happens(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    last = events.last_id(connection)
    sync(connection, [row("a", 0.5), row("b", 0.6)])
    assert told(connection, last) == [("new_result", "b", None), ("new_leader", "b", 0.5)]


def test_a_board_that_a_plugin_adds_comes_with_its_history_and_not_as_news(tmp_path: Path) -> None:
    connection = first_sync(tmp_path / "r.db", [row("a", 0.5)], [dated("a", "2024-01-01"), dated("b", "2025-01-01")])
    last = events.last_id(connection)
    benchmark = Listed()
    benchmark.card = dataclasses.replace(benchmark.card, boards=(*BOARDS, Board("late", metric="accuracy")))
    rows = (row("a", 0.5), row("b", 0.6, "late"))
    owned = OwnedBenchmark(benchmark, "bench", "podium-bench", "1.1", rows)
    with database.transaction(connection):
        store.sync(connection, PluginSet(benchmarks={"bench": owned}), models("a"))
    assert told(connection, last) == []
    assert told(connection, last, backfill=True) == [("new_leader", "b", None)]


def test_a_registry_that_is_older_than_events_is_told_of_as_history_when_it_is_next_brought_in_step(
    tmp_path: Path,
) -> None:
    connection = first_sync(tmp_path / "r.db", [row("a", 0.5)], [dated("a", "2024-01-01")])
    connection.execute("DELETE FROM events")
    connection.commit()
    import_rows(connection, row("a", 0.8, setting="8-shot"))
    connection.execute("DELETE FROM events")
    connection.commit()
    sync(connection, [row("a", 0.5)])
    assert told(connection) == []
    assert [(one.kind, one.value, one.backfill) for one in events.after(connection, 0, backfill=True)] == [
        ("new_benchmark", None, True)
    ]  # the catalogue of this sync no longer says when the model came out, so the record has no day
    assert events.after(connection, 0, backfill=True)[0].happened == store.now()[:10]


def test_a_new_result_has_the_day_of_its_boards_clock(tmp_path: Path) -> None:
    connection = first_sync(tmp_path / "r.db", [], [dated("a", "2024-01-01"), dated("b", "2025-02-01", "month")])
    last = import_rows(connection, row("a", 0.5, reported_on="2024-02-02"))
    assert {one.day for one in events.after(connection, last)} == {"2024-02-02"}
    last = import_rows(connection, row("b", 0.6))
    assert {one.day for one in events.after(connection, last)} == {"2025-02"}


def test_what_is_wanted_can_be_narrowed_and_the_latest_come_first(tmp_path: Path) -> None:
    connection = first_sync(tmp_path / "r.db", [row("a", 0.5)], [dated("a", "2024-01-01"), *models("b")])
    import_rows(connection, row("b", 0.6))
    today = store.now()[:10]
    whole = [(one.kind, one.happened) for one in events.latest(connection)]
    assert whole == [
        ("new_leader", today),
        ("new_result", today),
        ("new_benchmark", today),
        ("new_leader", "2024-01-01"),
    ]
    assert [one.kind for one in events.latest(connection, 1)] == ["new_leader"]
    assert len(events.latest(connection, since="2024-01-02")) == 3
    assert len(events.latest(connection, category="general")) == 4
    assert events.latest(connection, category="healthcare") == []
    assert events.latest(connection, benchmark="another") == []
    assert [one.kind for one in events.after(connection, 0, limit=1)] == ["new_benchmark"]


def test_events_and_rows_stand_or_fall_together(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b")
    last = events.last_id(connection)
    with pytest.raises(RuntimeError), database.transaction(connection):
        with telling(connection):
            store.append_result(connection, row("b", 0.6), origin="import")
        assert len(events.after(connection, last)) == 2
        raise RuntimeError
    assert events.after(connection, last) == []
