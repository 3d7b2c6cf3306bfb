"""Boards whose rows are read where they are looked at rank as the boards that are read whole do."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podium.registry import leaderboard, ranking, store
from podium.registry.ranking import RankedBoard, RankedRows
from podium.tests.registry.support import registry, row


@contextmanager
def opened(rows: list[dict[str, Any]], withdrawn: frozenset[int] = frozenset()) -> Iterator[sqlite3.Connection]:
    """Open a registry of these results, some of which were withdrawn again, by position."""
    with tempfile.TemporaryDirectory() as folder:
        connection = registry(Path(folder) / "registry.db", [], *sorted({one["model"] for one in rows}))
        # Names stand in another order than slugs.
        connection.execute("UPDATE models SET name = char(219 - unicode(slug)) || slug")
        for position, one in enumerate(rows):
            known = store.append_result(connection, one, origin="import")
            if position in withdrawn:
                gone = {name: one[name] for name in ("benchmark", "board", "model", "standing")}
                store.append_result(connection, gone, origin="import", supersedes=known, reason="wrong")
        yield connection
        connection.close()


def ranked(connection: sqlite3.Connection, slug: str = "main") -> RankedBoard:
    """Return the board as it is read where it is looked at."""
    boards = ranking.boards(connection, leaderboard.benchmark(connection, "bench"))
    return next(board for board in boards if board.board.slug == slug)


def interval(value: float, half: float | None) -> dict[str, Any]:
    return {} if half is None else {"low": value - half, "high": value + half}


results = st.lists(
    st.builds(
        lambda model, value, half, standing, setting, board: row(
            model, value, board=board, standing=standing, setting=setting, **interval(value, half)
        ),
        st.sampled_from("abcdefgh"),
        # Few values, some of which read the same: ties of every kind.
        st.sampled_from([0.1, 0.2, 0.3, 0.3001, 0.2999, 0.35, 0.9, 0.9004]),
        st.sampled_from([None, 0.0, 0.05]),
        st.sampled_from(["self-reported", "third-party", "independent"]),
        st.sampled_from(["one", "two"]),
        st.sampled_from(["main", "other"]),
    ),
    max_size=16,
)


@settings(max_examples=60, deadline=None)
@given(rows=results, withdrawn=st.frozensets(st.integers(0, 15)))
def test_any_board_is_the_same_whether_it_is_read_whole_or_where_it_is_looked_at(
    rows: list[dict[str, Any]], withdrawn: frozenset[int]
) -> None:
    with opened(rows, withdrawn) as connection:
        for slug in ("main", "other"):
            whole = leaderboard.board(connection, "bench", slug)
            lazy = ranked(connection, slug)
            assert len(lazy.rows) == len(whole.rows)
            assert ranked(connection, slug).leaders == whole.leaders
            assert tuple(ranked(connection, slug).tied_with_leader()) == whole.tied_with_leader()
            assert ranked(connection, slug).verified == whole.verified
            assert ranked(connection, slug).rows.standings() == Counter(
                (one.standing, one.verified) for one in whole.rows
            )
            assert ranked(connection, slug).rows[-2:] == whole.rows[-2:]
            assert tuple(lazy.rows) == whole.rows
            assert [lazy.rows.rank(entry) for entry in lazy.rows.entries] == [one.rank for one in whole.rows]
            given_whole = RankedRows.of(whole.rows)
            assert tuple(given_whole) == whole.rows
            for position, one in enumerate(whole.rows):
                assert lazy.rows.alike(position) == tuple(other for other in whole.rows if other.rank == one.rank)
                assert list(lazy.rows.close(one)) == list(given_whole.close(one))


def test_rows_that_are_left_keep_their_ranks_and_the_order_of_their_names() -> None:
    rows = [row("d", 0.5), row("c", 0.5), row("b", 0.7), row("a", 0.5), row("e", 0.1)]
    with opened(rows) as connection:
        some = ranked(connection).rows.where(lambda entry: entry.model not in "bc")
        assert [(one.model.slug, one.rank, one.tied) for one in some] == [
            ("d", 2, True),
            ("a", 2, True),
            ("e", 5, False),
        ]
        assert some[1].model.slug == "a"
        assert some.leaders == some[:2]


def test_only_rows_that_are_looked_at_are_read_whole() -> None:
    with opened([row(f"m{number:03}", number / 1000) for number in range(300)]) as connection:
        board = ranked(connection)
        read: list[str] = []
        connection.set_trace_callback(read.append)
        assert len(board.rows) == 300
        assert read == []
        assert board.leaders[0].model.slug == "m299"
        assert len(read) == 2
        assert board.rows[0].model.slug == "m299"
        assert len(read) == 2


def test_a_model_whose_only_result_was_withdrawn_is_not_on_the_board() -> None:
    with opened([row("a", 0.5), row("b", 0.4)], frozenset({0})) as connection:
        assert [one.model.slug for one in ranked(connection).rows] == ["b"]


def test_columns_of_the_catalogue_and_of_the_results_are_read_for_the_whole_board() -> None:
    with opened([row("a", 0.5, reported_by="Lab"), row("b", 0.4)]) as connection:
        rows = ranked(connection).rows
        assert rows.described("name", "organisation") == {"a": ("za", "Org"), "b": ("yb", "Org")}
        assert sorted(rows.recorded("reported_by").values(), key=str) == [("Lab",), (None,)]
        assert RankedRows.of(tuple(rows)).described("name") == {"a": ("za",), "b": ("yb",)}
        with pytest.raises(AssertionError):
            rows.described("slug; DROP TABLE models")


def test_intervals_are_made_of_standard_errors_and_the_standard_error_is_kept() -> None:
    with opened([row("a", 0.5, stderr=0.1), row("b", 0.4)]) as connection:
        rows = ranked(connection).rows
        entry = rows.entry(rows[0])
        assert rows.margin(entry) == (0.5 - 0.1 * 1.959963984540054, 0.5 + 0.1 * 1.959963984540054, 0.1)
        assert rows.margin(rows.entry(rows[1])) == (None, None, None)


def test_an_empty_board_has_no_leader() -> None:
    with opened([]) as connection:
        board = ranked(connection)
        assert (len(board.rows), board.leaders, tuple(board.tied_with_leader()), board.verified) == (0, (), (), 0)
