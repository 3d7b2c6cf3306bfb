"""What stood on a board before: which changes are told, what stands after several, and texts that fell behind."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry import amendments, corrections, store
from podium.registry.amendments import Amendment
from podium.registry.views import shown
from podium.tests.registry.support import registry, row, sync

SOURCE = "https://example.org/erratum"


def correct(connection: sqlite3.Connection, target: Any, value: float | None, why: str = "a typing error") -> int:
    made = corrections.add(connection, target, statement=why, value=value, source_url=SOURCE)
    standing = None if isinstance(target, int) else "third-party"
    return corrections.accept(connection, made.id, standing=standing).result


def told(connection: sqlite3.Connection) -> list[tuple[str, str, float | None, str]]:
    return [(one.model, one.change, one.now, one.reason) for one in amendments.of_benchmark(connection, "bench")]


def test_a_correction_tells_what_stood_before_when_and_why(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5), row("b", 0.45)])
    result = correct(connection, 1, 0.4)
    today = store.now()[:10]
    assert told(connection) == [("a", f"corrected {today}: was 0.500", 0.4, "a typing error")]
    (one,) = amendments.of_model(connection, "a")
    assert (one.id, one.result, one.board, one.correction, one.source_url) == (result, result, "main", 1, SOURCE)
    assert amendments.of_model(connection, "b") == []


def test_of_several_changes_the_row_that_stands_has_the_last_and_all_are_told(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)])
    last = correct(connection, correct(connection, 1, 0.4), 0.3, "an erratum of the erratum")
    today = store.now()[:10]
    found = amendments.of_benchmark(connection, "bench")
    assert [(one.previous, one.value, one.now, one.result) for one in found] == [
        (0.4, 0.3, 0.3, last),
        (0.5, 0.4, 0.3, last),
    ]
    assert amendments.by_result(found) == {last: found[0]}
    correct(connection, last, None, "withdrawn by its author")
    assert [one.change for one in amendments.of_benchmark(connection, "bench")] == [
        f"withdrawn {today}: was 0.300",
        f"corrected {today}: was 0.400",
        f"corrected {today}: was 0.500",
    ]
    assert amendments.by_result(amendments.of_benchmark(connection, "bench")) == {}


def test_a_row_that_was_missing_was_added_and_a_new_source_is_no_new_figure(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5)], "b")
    correct(connection, ("bench", "main", "b"), 0.7, "missing")
    correct(connection, 1, 0.5, "the page moved")
    today = store.now()[:10]
    assert told(connection) == [
        ("a", f"source changed {today}", 0.5, "the page moved"),
        ("b", f"added {today}", 0.7, "missing"),
    ]
    assert amendments.outdated("0.5, 0.50 and 0.500", amendments.of_benchmark(connection, "bench")) == []


def test_what_a_plugin_changed_is_told_where_the_figure_changed(tmp_path: Path) -> None:
    connection = registry(tmp_path / "r.db", [row("a", 0.5), row("b", 0.6)])
    sync(connection, [row("a", 0.55), row("b", 0.6, note="now with a note")])
    today = store.now()[:10]
    assert told(connection) == [("a", f"corrected {today}: was 0.500", 0.55, "updated by the plugin")]


def changed(previous: float, now: float | None) -> Amendment:
    return Amendment(9, 9, "main", "Main", "a", "A", previous, now, now, "2026-01-02", "", 1, None)


@pytest.mark.parametrize(
    "text", ["0.481 is an F1.", "Is 0.48 enough?", "it is 48.1%", "it is 48.1 percent", "(0.481)", "by 0.481, say"]
)
def test_a_text_that_states_a_corrected_figure_gets_a_sentence(text: str) -> None:
    assert amendments.outdated(text, [changed(0.481, 0.512)]) == [
        "0.481 of A (Main) was corrected on 2026-01-02 and is 0.512 now."
    ]
    assert amendments.outdated(text, [changed(0.481, None)]) == ["0.481 of A (Main) was withdrawn on 2026-01-02."]


@pytest.mark.parametrize(
    "text", ["0.4812", "0.5", "10.481", "v0.481", "1.0.481", "0.482", "224,316 images", "0.48.1", "481", "48%"]
)
def test_a_text_that_states_something_else_gets_none(text: str) -> None:
    assert amendments.outdated(text, [changed(0.481, 0.512)]) == []


def test_a_figure_that_stands_again_is_not_outdated() -> None:
    assert amendments.outdated("0.481", [changed(0.512, 0.481)]) == []


@given(st.floats(0, 1), st.floats(0, 1))
def test_every_figure_as_it_is_shown_is_found_again_unless_it_stands(old: float, new: float) -> None:
    found = amendments.outdated(f"It was {shown(old)}.", [changed(old, new)])
    assert bool(found) == (shown(old) != shown(new))
