"""The lists of models, categories and benchmarks count what stands, however results replace one another."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podium.registry import categories, database, leaderboard, ranking
from podium.registry.errors import NotFound

MODELS = tuple(f"m{i}" for i in range(4))
#: Categories of the benchmarks; words of one are in another, and signs that SQLite's LIKE gives a meaning.
CARDS = {
    "first": ("tool use", "chimie générale"),
    "second": ("tool", "100%_done"),
    "third": ("tool use", "tool"),
}
BOARDS = tuple((benchmark, board) for benchmark in CARDS for board in ("main", "other"))

#: Board and model of a result, its score or that it has none, and which of the standing results it replaces.
ROWS = st.lists(
    st.tuples(
        st.sampled_from(BOARDS),
        st.sampled_from(MODELS),
        st.none() | st.sampled_from((0.1, 0.5, 0.50004, 0.9)),
        st.none() | st.integers(0, 30),
    ),
    max_size=24,
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    path: Path = tmp_path_factory.mktemp("lists") / "registry.db"
    connection = database.connect(path, write=True)
    database.migrate(connection, path)
    with database.transaction(connection):
        for slug, listed in CARDS.items():
            card = json.dumps({"categories": listed, "related": []}, ensure_ascii=False)
            connection.execute(
                "INSERT INTO benchmarks (slug, name, modality, card, plugin, distribution, version, evaluates,"
                " synced_at) VALUES (?1, ?1, 'text', ?2, 'p', 'd', '1', 0, '')",
                (slug, card),
            )
        for benchmark, board in BOARDS:
            connection.execute(
                "INSERT INTO boards (benchmark, slug, position, title, metric, metric_name, protocol, headline, split,"
                " unit, higher_is_better) VALUES (?, ?, 0, '', 'm', 'metric', '', ?, '', 'item', ?)",
                (benchmark, board, board == "main", benchmark != "third"),
            )
        for slug in MODELS:
            connection.execute("INSERT INTO models (slug, name, origin) VALUES (?, ?, 'test')", (slug, slug.upper()))
    return connection


def append(connection: sqlite3.Connection, drawn: list[tuple[tuple[str, str], str, float | None, int | None]]) -> None:
    """Append rows. One may replace any standing row, also of another model: whose figure it is was misread."""
    for (benchmark, board), model, value, which in drawn:
        standing = [one for (one,) in connection.execute("SELECT id FROM current_results ORDER BY id")]
        replaced = standing[which % len(standing)] if standing and which is not None else None
        if value is None and replaced is None:
            continue
        connection.execute(
            "INSERT INTO results (benchmark, board, model, value, standing, supersedes, reason, origin, content,"
            " recorded_at) VALUES (?, ?, ?, ?, 'self-reported', ?, 'so it is', 'test', '', '')",
            (benchmark, board, model, value, replaced),
        )


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ROWS)
def test_lists_count_the_models_and_benchmarks_of_the_standing_results(
    connection: sqlite3.Connection, drawn: list[tuple[tuple[str, str], str, float | None, int | None]]
) -> None:
    connection.execute("BEGIN")
    try:
        append(connection, drawn)
        standing = [tuple(row) for row in connection.execute("SELECT model, benchmark, board FROM current_results")]
        assert {model.slug: number for model, number in leaderboard.models(connection)} == {
            slug: len({benchmark for model, benchmark, _ in standing if model == slug}) for slug in MODELS
        }
        on = {slug: {model for model, *at in standing if at == [slug, "main"]} for slug in CARDS}
        assert {one.name: one.models for one in categories.listed(connection)} == {
            name: len(set().union(*(on[slug] for slug, listed in CARDS.items() if name in listed)))
            for name in ("tool use", "chimie générale", "tool", "100%_done")
        }
        for summary in leaderboard.benchmarks(connection):
            board = leaderboard.board(connection, summary.slug)
            assert (summary.models, summary.leaders) == (len(board.rows), board.leaders)
            (ranked, *_) = ranking.boards(connection, leaderboard.benchmark(connection, summary.slug))
            assert tuple(ranked.rows) == board.rows
            assert ranked.verified == board.verified
    finally:
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("name", ["tool use", "chimie générale", "tool", "100%_done"])
def test_a_category_has_the_benchmarks_whose_cards_name_it_and_no_others(
    connection: sqlite3.Connection, name: str
) -> None:
    assert categories.named(connection, name) == name
    found = {board.slug for board in categories.ranking(connection, name).boards}
    assert found == {slug for slug, listed in CARDS.items() if name in listed}


def test_a_category_is_found_whatever_its_case_and_hyphens(connection: sqlite3.Connection) -> None:
    assert categories.named(connection, "Tool-Use") == "tool use"


@pytest.mark.parametrize("name", ["use", "%", "_", "", "10_done", "to%l", 'tool" OR "', "caf\udce9"])
def test_what_no_card_names_is_no_category(connection: sqlite3.Connection, name: str) -> None:
    with pytest.raises(NotFound):
        categories.named(connection, name)
