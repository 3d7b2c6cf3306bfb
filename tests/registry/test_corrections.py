"""Reports of missing or incorrect data: what is refused, what accepting appends, and what takes nothing back."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podium.registry import corrections, events, leaderboard, store
from podium.registry.card import Board
from podium.registry.errors import DataError, NotFound, PodiumError
from podium.tests.registry.support import BOARDS, registry, row, sync

BY_SLUG: dict[str, dict[str, Board]] = {"bench": {board.slug: board for board in BOARDS}}
SOURCE = "https://example.org/erratum"


def report(
    connection: sqlite3.Connection, target: int | tuple[str, str, str] = 1, **change: Any
) -> corrections.Correction:
    said: dict[str, Any] = {"statement": "a typing error", "value": 0.4, "source_url": SOURCE} | change
    return corrections.add(connection, target, **said)


def board(connection: sqlite3.Connection) -> dict[str, float]:
    return {one.model.slug: one.value for one in leaderboard.board(connection, "bench").rows}


def test_a_report_changes_nothing_until_it_is_accepted_which_appends_a_row_with_the_reason(tmp_path: Path) -> None:
    old = row("a", 0.5, setting="5-shot", split="test", tools=False, n=10, low=0.4, high=0.6, note="as printed")
    connection = registry(tmp_path / "r.db", [old, row("b", 0.45)])
    made = report(connection, reporter="R. Reader")
    assert (made.status, made.held, made.change, made.reporter) == ("open", 0.5, "0.500 → 0.400", "R. Reader")
    assert board(connection) == {"a": 0.5, "b": 0.45}
    done = corrections.accept(connection, made.id, note="seen")
    assert board(connection) == {"a": 0.4, "b": 0.45}
    assert (done.correction.status, done.correction.accepted_result, done.correction.decision) == (
        "accepted",
        3,
        "seen",
    )
    new = connection.execute("SELECT * FROM results WHERE id = ?", (done.result,)).fetchone()
    assert (new["supersedes"], new["origin"]) == (1, "correction")
    assert new["reason"] == f"correction 1: a typing error ({SOURCE})"
    assert (new["setting"], new["split"], new["tools"], new["standing"]) == ("5-shot", "test", 0, "self-reported")
    assert (new["low"], new["high"], new["n"], new["note"], new["source_url"]) == (None, None, None, None, SOURCE)
    assert [(one.kind, one.model, one.previous_value) for one in done.events] == [
        ("new_result", "a", None),
        ("new_leader", "b", 0.5),
    ]


def test_a_corrected_row_of_a_plugin_survives_its_next_versions(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    corrections.accept(connection, report(connection).id)
    for shipped in ([row("a", 0.5)], [row("a", 0.55)], []):
        sync(connection, shipped, "a")
        assert board(connection) == {"a": 0.4}


def test_a_withdrawn_row_of_a_plugin_stays_withdrawn(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    made = report(connection, value=None)
    assert made.change == "withdraw 0.500"
    assert corrections.accept(connection, made.id).events == ()
    assert board(connection) == {}
    for shipped in ([row("a", 0.5)], [row("a", 0.55)]):
        sync(connection, shipped)
        assert board(connection) == {}


def test_a_missing_row_needs_to_be_told_whose_figure_it_is(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b")
    made = report(connection, ("bench", "main", "b"), value=0.7)
    assert (made.result, made.change) == (None, "missing: 0.700")
    with pytest.raises(PodiumError, match="whose figure is it"):
        corrections.accept(connection, made.id)
    with pytest.raises(DataError, match="only given to runs"):
        corrections.accept(connection, made.id, standing="reproduced")
    done = corrections.accept(connection, made.id, standing="third-party")
    assert board(connection) == {"b": 0.7, "a": 0.5}
    assert [one.kind for one in done.events] == ["new_result", "new_leader"]


def test_an_address_whose_scheme_has_capitals_is_one_and_is_kept_in_small_letters(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    assert report(connection, source_url="HTTPS://Example.org/E").source_url == "https://Example.org/E"


def test_what_was_decided_stays_decided(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    accepted, rejected = report(connection).id, report(connection, value=0.45).id
    corrections.accept(connection, accepted)
    with pytest.raises(DataError, match="the reason is empty"):
        corrections.reject(connection, rejected, "  ")
    closed = corrections.reject(connection, rejected, "the source says 0.4")
    assert (closed.status, closed.decision, closed.accepted_result) == ("rejected", "the source says 0.4", None)
    for number, status in ((accepted, "accepted"), (rejected, "rejected")):
        with pytest.raises(PodiumError, match=f"correction {number} was {status} on {store.now()[:10]}"):
            corrections.accept(connection, number)
        with pytest.raises(PodiumError, match=f"correction {number} was {status}"):
            corrections.reject(connection, number, "again")
    assert connection.execute("SELECT count(*) FROM results").fetchone()[0] == 2


def test_a_report_of_a_row_that_was_replaced_meanwhile_is_not_accepted(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b")
    number = report(connection).id
    missing = report(connection, ("bench", "main", "b"), value=0.7).id
    rows = [(1, row("a", 0.6)), (2, row("b", 0.8))]
    store.import_results(connection, rows, BY_SLUG, replace_reason="a new print")
    with pytest.raises(PodiumError, match="result 1 no longer stands: result 2 replaced it"):
        corrections.accept(connection, number)
    with pytest.raises(PodiumError, match="the board has B by now, as result 3"):
        corrections.accept(connection, missing, standing="third-party")
    with pytest.raises(PodiumError, match="result 1 no longer stands"):
        report(connection)
    assert corrections.one(connection, number).status == "open"
    assert board(connection) == {"b": 0.8, "a": 0.6}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": 40.0}, "value 40.0 is outside the range of board 'main' (0 to 1; fractions, not percent)"),
        ({"value": float("nan")}, "field 'value' must be a number"),
        ({"source_url": "ftp://example.org"}, "is not an http(s) address"),
        ({"source_url": "javascript:alert(1)"}, "is not an http(s) address"),
        ({"source_url": "https://"}, "is not an http(s) address"),
        ({"source_url": "https://example.org/a b"}, "is not an http(s) address"),
        ({"source_url": "https://example.org/\x1b[31m"}, "is not an http(s) address"),
        ({"source_url": ""}, "field 'source_url' is missing"),
        ({"statement": " \n "}, "the statement is empty"),
        ({"statement": "x" * 2001}, "the statement has 2,001 characters"),
        ({"reporter": "x" * 201}, "the reporter has 201 characters"),
        ({"value": 0.5, "source_url": "https://example.org/paper"}, "says 0.5 with this source already"),
    ],
)
def test_what_cannot_be_right_is_refused(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    with pytest.raises(DataError) as refused:
        report(connection, **change)
    assert message in str(refused.value)
    assert corrections.listed(connection) == []


def test_a_row_that_is_not_there_a_second_report_and_a_runs_row_are_refused(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b")
    with pytest.raises(NotFound, match="no result called '7'"):
        report(connection, 7)
    report(connection)
    with pytest.raises(PodiumError, match="this is correction 1 already"):
        report(connection)
    with pytest.raises(DataError, match="missing needs its value"):
        report(connection, ("bench", "main", "b"), value=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    store.append_run_result(connection, row("b", 0.8, standing="reproduced"), "r1")
    connection.commit()
    with pytest.raises(PodiumError, match="result 2 is what run r1 scored"):
        report(connection, 2)
    with pytest.raises(NotFound, match="no correction called '9'"):
        corrections.one(connection, 9)


def test_a_model_with_several_settings_must_be_named_by_its_row(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5), row("a", 0.6, setting="8-shot")], "b")
    assert corrections.result_of(connection, "bench", "main", "b") is None
    with pytest.raises(PodiumError, match=r"1 says 0.500 \(no setting\); 2 says 0.600 \(8-shot\)"):
        corrections.result_of(connection, "bench", "main", "a")


def test_another_source_of_the_same_figure_and_a_change_below_three_decimals_are_told_as_such(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    assert report(connection, value=0.5).change == "another source for 0.500"
    assert report(connection, value=0.5004).change == "0.5 → 0.5004"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    statement=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=80).filter(str.strip),
    value=st.floats(0, 1),
)
def test_any_text_is_kept_as_data_and_any_value_in_range_is_what_the_board_shows(
    tmp_path_factory: pytest.TempPathFactory, statement: str, value: float
) -> None:
    connection = registry(tmp_path_factory.mktemp("r") / "r.db", [row("a", 0.123456789)])
    made = report(connection, statement=statement, value=value)
    assert corrections.one(connection, made.id).statement == statement.strip()
    last = events.last_id(connection)
    done = corrections.accept(connection, made.id)
    assert board(connection) == {"a": value}
    assert [one.id for one in done.events] == [last + 1]
    connection.close()
