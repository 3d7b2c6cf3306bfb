"""Places of models read by counting are those that ranking the whole boards gives."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podium.registry import database, leaderboard, migrations, ranking
from podium.registry.schema_places import PASSED_OVER
from podium.registry.standings import Placed, figures, standings

#: Values at which three decimals are rounded either way, exactly or by a hair.
EDGES = (0.0005, 0.0015, 0.0625, 0.4995, 0.5, 0.5005, 0.50049999999999994, 0.0, -0.0004, 0.0004, 1.0, 12345.6785)
MODELS = tuple(f"m{i}" for i in range(6))

values = st.one_of(
    st.sampled_from(EDGES),
    st.floats(-2, 2, allow_nan=False),
    st.integers(0, 1000).map(lambda n: n / 2000),
)
rows = st.lists(
    st.tuples(
        st.sampled_from(("main", "other")),
        st.sampled_from(MODELS),
        st.none() | values,
        st.sampled_from(("self-reported", "third-party", "independent", "reproduced")),
        st.sampled_from((None, "good", "bad", "unchecked")),
        st.booleans(),
    ),
    max_size=24,
)


def _empty(path: Path) -> sqlite3.Connection:
    connection = database.connect(path, write=True)
    database.migrate(connection, path)
    with database.transaction(connection):
        connection.execute(
            "INSERT INTO benchmarks (slug, name, modality, card, plugin, distribution, version, evaluates, synced_at)"
            " VALUES ('bench', 'Bench', 'text', '{\"sources\": [], \"research_use_only\": true}', 'p', 'd', '1', 0, '')"
        )
        for position, (slug, up) in enumerate((("main", 1), ("other", 0))):
            connection.execute(
                "INSERT INTO boards (benchmark, slug, position, title, metric, metric_name, protocol, headline, split,"
                " unit, higher_is_better) VALUES ('bench', ?, ?, ?, 'm', 'metric', '', ?, '', 'item', ?)",
                (slug, position, slug.title(), position == 0, up),
            )
        for slug in MODELS:
            connection.execute("INSERT INTO models (slug, name, origin) VALUES (?, ?, 'test')", (slug, slug.upper()))
        for run in ("good", "bad", "unchecked"):
            check = (
                f'{{"when": "", "ok": {"true" if run == "good" else "false"}, "problems": 0, "podium": "", "card": ""}}'
            )
            connection.execute(
                "INSERT INTO runs (id, benchmark, split, model, spec, fingerprint, status, sample, items, settings,"
                " provenance, started_at, checked)"
                " VALUES (?, 'bench', '', '', '', '', 'finished', 0, 1, '{}', '{}', '', ?)",
                (run, None if run == "unchecked" else check),
            )
    return connection


def _append(
    connection: sqlite3.Connection,
    drawn: list[tuple[str, str, float | None, str, str | None, bool]],
    origin: str = "test",
) -> None:
    """Append rows; one that replaces takes the place of the model's newest current row, or is left out."""
    for board, model, value, standing, run, replaces in drawn:
        older = connection.execute(
            "SELECT max(id) FROM current_results WHERE board = ? AND model = ?", (board, model)
        ).fetchone()[0]
        supersedes = older if replaces or value is None else None
        if value is None and supersedes is None:
            continue
        connection.execute(
            "INSERT INTO results (benchmark, board, model, value, standing, run, supersedes, reason, origin, content,"
            " recorded_at) VALUES ('bench', ?, ?, ?, ?, ?, ?, ?, ?, '', '')",
            (board, model, value, standing, run, supersedes, None if supersedes is None else "newer", origin),
        )


def _ranked(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[int, int, bool, int, int]]:
    """Return row id, rank, tie, size and number of equal scores of every model on every board."""
    found = {}
    for board in leaderboard.boards(connection, "bench"):
        for row in board.rows:
            alike = sum(other.rank == row.rank for other in board.rows)
            found[board.board.slug, row.model.slug] = (row.id, row.rank, row.tied, len(board.rows), alike)
    return found


def _counted(found: list[Placed]) -> dict[tuple[str, str], tuple[int, int, bool, int, int]]:
    return {
        (one.row.board, one.row.model.slug): (one.row.id, one.row.rank, one.row.tied, one.size, one.alike)
        for one in found
    }


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    return _empty(tmp_path_factory.mktemp("standings") / "registry.db")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows)
def test_counted_places_are_those_of_the_ranked_boards(
    connection: sqlite3.Connection, drawn: list[tuple[str, str, float | None, str, str | None, bool]]
) -> None:
    connection.execute("BEGIN")
    try:
        _append(connection, drawn)
        expected = _ranked(connection)
        assert _counted(standings(connection, MODELS)) == expected
        for one in standings(connection, MODELS[:2], "bench"):
            assert expected[one.row.board, one.row.model.slug][1] == one.row.rank
            assert one.behind == sum(
                rank > one.row.rank for (board, _), (_, rank, *_) in expected.items() if board == one.row.board
            )
    finally:
        connection.execute("ROLLBACK")


def test_places_on_the_shipped_boards_are_those_of_the_ranked_boards(filled_registry: Path) -> None:
    connection = database.connect(filled_registry)
    slugs = [row["slug"] for row in connection.execute("SELECT slug FROM models")]
    found = {
        (one.row.benchmark, *key): place
        for one in standings(connection, slugs)
        for key, place in _counted([one]).items()
    }
    expected = {}
    for benchmark in connection.execute("SELECT slug FROM benchmarks").fetchall():
        for board in leaderboard.boards(connection, benchmark["slug"]):
            for row in board.rows:
                alike = sum(other.rank == row.rank for other in board.rows)
                place = (row.id, row.rank, row.tied, len(board.rows), alike)
                expected[benchmark["slug"], board.board.slug, row.model.slug] = place
    assert len(expected) > 1000
    assert found == expected


def test_headline_boards_come_first_and_other_rows_of_a_model_are_kept_apart(tmp_path: Path) -> None:
    connection = _empty(tmp_path / "registry.db")
    with database.transaction(connection):
        _append(
            connection,
            [
                ("other", "m1", 0.1, "self-reported", None, False),
                ("main", "m1", 0.2, "independent", None, False),
                ("main", "m1", 0.3, "self-reported", None, False),
                ("main", "m1", 0.4, "self-reported", None, False),
                ("main", "m0", 0.5, "self-reported", None, False),
            ],
        )
    found = figures(connection, ("m1", "m0"))
    assert [(one.row.board, one.row.model.slug, one.row.value) for one in found] == [
        ("main", "m1", 0.2),
        ("main", "m0", 0.5),
        ("other", "m1", 0.1),
    ]
    assert [row.value for row in found[0].others] == [0.4, 0.3]
    assert (found[0].benchmark_name, found[0].card["research_use_only"]) == ("Bench", True)


def _main_board(connection: sqlite3.Connection) -> list[tuple[str, int, float]]:
    """Return model, row id and score of the main board as places are counted, as it is ranked, and in its order."""
    found = [(one.model, one.row.id, one.row.value) for one in standings(connection, MODELS)]
    view = leaderboard.benchmark(connection, "bench")
    ranked = [(row.model.slug, row.id, row.value) for row in ranking.boards(connection, view)[0].rows]
    assert sorted(found) == sorted(ranked)
    assert ranked == [(row.model.slug, row.id, row.value) for row in leaderboard.board(connection, "bench").rows]
    return ranked


def test_a_run_that_fails_its_check_loses_the_place_to_the_newest_result_and_gets_it_back(tmp_path: Path) -> None:
    connection = _empty(tmp_path / "registry.db")
    with database.transaction(connection):
        _append(connection, [("main", "m0", 0.5, "reproduced", "unchecked", False)], origin="run")
        _append(connection, [("main", "m0", 0.7, "self-reported", None, False)])
    assert _main_board(connection) == [("m0", 1, 0.5)]
    with database.transaction(connection):
        connection.execute(
            "UPDATE runs SET checked = (SELECT checked FROM runs WHERE id = 'bad') WHERE id = 'unchecked'"
        )
    assert _main_board(connection) == [("m0", 2, 0.7)]
    with database.transaction(connection):
        connection.execute("UPDATE runs SET checked = NULL WHERE id = 'unchecked'")
    assert _main_board(connection) == [("m0", 1, 0.5)]


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows)
def test_results_that_were_there_before_are_passed_over_like_those_that_come_later(
    connection: sqlite3.Connection, drawn: list[tuple[str, str, float | None, str, str | None, bool]]
) -> None:
    (filling,) = (
        statement
        for statement in migrations.statements(PASSED_OVER)
        if statement.startswith("INSERT OR IGNORE INTO passed_over")
    )
    connection.execute("BEGIN")
    try:
        _append(connection, drawn)
        kept = connection.execute("SELECT * FROM passed_over").fetchall()
        connection.execute("DELETE FROM passed_over")
        connection.execute(filling)
        assert connection.execute("SELECT * FROM passed_over").fetchall() == kept
        placing = {row["id"] for row in connection.execute("SELECT id FROM placing_results")}
        assert placing == {one for one, *_ in _ranked(connection).values()}
    finally:
        connection.execute("ROLLBACK")
