"""Ranks over several boards: as the boards themselves give them, whatever results there are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata, spearmanr

from podium.registry import (
    categories,
    correlation,
    database,
    leaderboard,
    migrations,
    observing,
    placing,
    store,
    tallies,
)
from podium.registry.placing import Places
from podium.registry.schema_places import SIZES
from podium.registry.views import shown
from podium.tests.bots.faq.test_small_registries import card, registry, result

#: Values around what three decimals tell apart, halves among them.
VALUES = st.sampled_from([0.0, 0.0625, 0.1875, 0.4995, 0.5, 0.5004, 0.5005, 0.5006, 0.8125, 0.9375, 1.0])
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["alpha", "beta", "gamma", "delta"]),
        VALUES,
        st.sampled_from(["self-reported", "third-party", "independent", "refuted run", "good run"]),
        st.sampled_from(["new", "replace", "withdraw"]),
        st.sampled_from(["main", "errors"]),
    ),
    max_size=14,
)

DIRECTIONS = (("main", True), ("errors", False))


@pytest.fixture(scope="module")
def open_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    names = ("alpha", "beta", "gamma", "delta")
    models = [{"slug": name, "name": name.title(), "released": "2024-01-01"} for name in names]
    connection = registry(tmp_path_factory.mktemp("categories"), models=models)
    for name, ok in (("good", True), ("refuted", False)):
        check = json.dumps({"when": "2026", "ok": ok, "problems": 0, "podium": "1", "card": "1"})
        connection.execute(
            "INSERT INTO runs (id, benchmark, split, model, spec, fingerprint, status, sample, items, settings,"
            " provenance, started_at, checked)"
            " VALUES (?, 'quiz', '', 'm', '', '', 'finished', 0, 0, '{}', '{}', '', ?)",
            (name, check),
        )
    connection.commit()
    yield connection
    connection.close()


def write(connection: sqlite3.Connection, rows: list[tuple[str, float, str, str, str]]) -> None:
    """Append results; a row may replace or withdraw what its model has on the board."""
    for model, value, kind, what, board in rows:
        standing, run = ("reproduced", kind.split()[0]) if kind.endswith("run") else (kind, None)
        row = {"benchmark": "quiz", "board": board, "model": model, "value": value, "standing": standing}
        known = connection.execute(
            "SELECT max(id) FROM current_results WHERE board = ? AND model = ?", (board, model)
        ).fetchone()[0]
        if what == "new" or known is None:
            store.append_result(connection, row, origin="run" if run else "import", run=run)
            continue
        if what == "withdraw":
            del row["value"]
        store.append_result(connection, row, origin="import", supersedes=known, reason="so be it")


def kept_boards(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return the boards whose places are kept."""
    return {(row["benchmark"], row["board"]) for row in connection.execute("SELECT * FROM board_places")}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=ROWS)
def test_places_and_sizes_are_those_of_the_boards_whatever_is_added_replaced_and_withdrawn(
    open_registry: sqlite3.Connection, rows: list[tuple[str, float, str, str, str]]
) -> None:
    open_registry.execute("SAVEPOINT example")
    try:
        write(open_registry, rows)
        for slug, higher in DIRECTIONS:
            board = leaderboard.board(open_registry, "quiz", slug)
            places = placing.places(open_registry, [("quiz", slug, higher)])["quiz", slug]
            assert ("quiz", slug) not in kept_boards(open_registry) or not board.rows
            found = [places.place(i) for i in range(len(places.models))]
            assert sorted((place.model, place.result, place.rank, place.tied) for place in found) == sorted(
                (row.model.slug, row.id, row.rank, row.tied) for row in board.rows
            )
            assert [place.rank for place in found] == [row.rank for row in board.rows]
            assert list(places.values) == [row.value for row in board.rows]
            assert {place.model for place in places.first()} == {row.model.slug for row in board.leaders}
            assert categories.rows(open_registry, found) == [
                next(row for row in board.rows if row.model.slug == place.model) for place in found
            ]
        unkept = [placing.places(open_registry, [("quiz", slug, higher)]) for slug, higher in DIRECTIONS]
        placing.keep(open_registry)
        assert kept_boards(open_registry) >= {("quiz", board) for _, _, _, _, board in rows}
        assert [placing.places(open_registry, [("quiz", slug, higher)]) for slug, higher in DIRECTIONS] == unkept
        kept = open_registry.execute("SELECT * FROM board_sizes WHERE models > 0 ORDER BY board").fetchall()
        counted = open_registry.execute(
            "SELECT benchmark, board, count(DISTINCT model), sum(standing = 'self-reported'),"
            " sum(standing = 'third-party'), sum(standing = 'independent'), sum(standing = 'reproduced')"
            " FROM current_results GROUP BY 1, 2 ORDER BY 2"
        ).fetchall()
        assert [tuple(row) for row in kept] == [tuple(row) for row in counted]
        every = leaderboard._boards_of(open_registry.execute(leaderboard._ROWS))
        verified = sum(leaderboard.is_verified(row) for found_rows in every.values() for row in found_rows)
        assert tallies.counts(open_registry).verified == verified
    finally:
        open_registry.execute("ROLLBACK TO example")
        open_registry.execute("RELEASE example")


@given(
    values=st.lists(VALUES | st.floats(-2, 2) | st.integers(0, 9_999).map(lambda part: 0.4 + part * 1e-6), min_size=1),
    higher=st.booleans(),
)
def test_ranks_are_those_of_the_scores_as_they_are_written_however_close(values: list[float], higher: bool) -> None:
    found = placing.ranked([(f"model-{i}", value, i) for i, value in enumerate(values)], higher)
    assert list(found.values) == sorted(values, reverse=higher)
    texts = [shown(value) for value in found.values]
    assert list(found.ranks) == [texts.index(text) + 1 for text in texts]


def test_results_that_were_there_before_sizes_were_kept_are_counted(tmp_path: Path) -> None:
    connection = registry(tmp_path, models=[{"slug": "alpha", "name": "Alpha"}, {"slug": "beta", "name": "Beta"}])
    connection.execute("DROP TRIGGER results_are_counted")
    rows = [("alpha", 0.5, "self-reported", "new", "main"), ("beta", 0.6, "independent", "new", "main")]
    write(connection, [*rows, ("alpha", 0.4, "independent", "replace", "main"), rows[0]])
    (filling,) = (
        statement for statement in migrations.statements(SIZES) if statement.startswith("INSERT INTO board_sizes")
    )
    connection.execute(filling)
    assert [tuple(row) for row in connection.execute("SELECT * FROM board_sizes")] == [("quiz", "main", 2, 1, 0, 2, 0)]


def places_of(connection: sqlite3.Connection) -> Places:
    return placing.places(connection, [("quiz", "main", True)])["quiz", "main"]


def test_places_are_kept_with_every_import_and_read_anew_after_every_change(tmp_path: Path) -> None:
    connection = registry(tmp_path, models=[{"slug": "alpha", "name": "Alpha"}, {"slug": "beta", "name": "Beta"}])
    boards = {board.slug: board for board in card().boards}
    rows = [result("alpha", 0.5), result("beta", 0.6)]
    store.import_results(connection, list(enumerate(rows, 1)), {"quiz": boards})
    assert ("quiz", "main") in kept_boards(connection)
    assert places_of(connection).models == ("beta", "alpha")
    store.append_result(connection, result("alpha", 0.7), origin="import", supersedes=1, reason="a slip")
    assert places_of(connection).models == ("alpha", "beta")
    placing.keep(connection)
    connection.execute("UPDATE boards SET higher_is_better = 0 WHERE slug = 'main'")
    assert kept_boards(connection).isdisjoint({("quiz", "main")})
    placing.keep(connection)
    assert places_of(connection).models == ("beta", "alpha")


PAIRS = st.lists(
    st.tuples(st.sampled_from([0.1, 0.2, 0.3, 0.4, 0.5]), st.floats(0, 1, allow_nan=False)), min_size=2, max_size=40
)


@given(pairs=PAIRS)
def test_rank_correlation_is_scipys(pairs: list[tuple[float, float]]) -> None:
    one, other = zip(*pairs, strict=True)
    assert correlation._average_ranks(one) == list(rankdata(one))
    found = correlation.spearman(one, other)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(float(spearmanr(one, other).statistic), abs=1e-12)


def test_the_relation_of_boards_of_opposite_directions_is_positive_where_the_good_are_the_good() -> None:
    models = ("a", "b", "c", "d")
    up = Places(models, (0.9, 0.8, 0.7, 0.6), (1, 2, 3, 4), (1, 2, 3, 4))
    down = Places(models, (0.1, 0.2, 0.3, 0.4), (5, 6, 7, 8), (1, 2, 3, 4))
    assert correlation.relation(up, down, same_direction=False).correlation == pytest.approx(1.0)
    assert correlation.relation(up, down).correlation == pytest.approx(-1.0)
    assert correlation.relation(up, Places()) == correlation.Relation(0, None)


def test_mean_ranks_are_over_the_boards_a_model_is_on_and_leave_out_models_on_too_few() -> None:
    first = Places(("a", "b", "c"), (0.9, 0.8, 0.8), (1, 2, 3), (1, 2, 2))
    second = Places(("b", "a"), (0.7, 0.6), (4, 5), (1, 2))
    third = Places(("b",), (0.7,), (6,), (1,))
    assert categories.mean_ranks([first, second, third], least=2) == [("b", 4 / 3, 3), ("a", 1.5, 2)]
    assert [one.model for one in categories.mean_ranks([first], least=1)] == ["a", "b", "c"]


def test_headline_boards_come_by_size_and_empty_ones_are_kept(tmp_path: Path) -> None:
    connection = registry(
        tmp_path, [result("alpha", 0.5)], card(), card("other", "Other", modality="image"), card("third", "A third")
    )
    found = categories.headline_boards(connection)
    assert [(one.slug, one.models) for one in found] == [("quiz", 1), ("third", 0), ("other", 0)]


def test_counts_are_those_of_the_shipped_registry(filled_registry: Path) -> None:
    connection = database.connect(filled_registry)

    def one(sql: str) -> Any:
        return connection.execute(sql).fetchone()[0]

    counts = tallies.counts(connection)
    assert counts == tallies.Counts(
        benchmarks=one("SELECT count(*) FROM benchmarks"),
        models=one("SELECT count(*) FROM models"),
        organisations=one("SELECT count(DISTINCT organisation) FROM models"),
        open_models=one("SELECT count(*) FROM models WHERE open_weights = 1"),
        openness_unknown=one("SELECT count(*) FROM models WHERE open_weights IS NULL"),
        results=one("SELECT count(*) FROM current_results"),
        verified=one("SELECT count(*) FROM current_results WHERE standing IN ('independent', 'reproduced')"),
        boards=one("SELECT count(*) FROM boards"),
    )
    assert counts.results > 1000


def test_observations_are_found_by_name_by_synonym_and_as_a_word_of_a_longer_one(filled_registry: Path) -> None:
    connection = database.connect(filled_registry)
    physics = {one.slug: one for one in observing.observed_by(connection, "Physics")}
    assert physics.keys() == {"hle", "mmlu", "mmlu-pro", "mmmu", "mmmu-pro"}
    assert physics["hle"].exact == ("Physics",)
    assert physics["mmlu"].exact == () and "college_physics" in physics["mmlu"].within
    assert [one.slug for one in observing.observed_by(connection, "no findings")][0] == "chexpert"
    for nothing in ("%", "_", "", "physic", "zebra"):
        assert observing.observed_by(connection, nothing) == []
