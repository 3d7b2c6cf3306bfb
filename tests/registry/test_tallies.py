"""Results counted by standing without reading them: what was replaced, withdrawn or refuted does not count."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from podium.registry import database, store, tallies
from podium.tests.bots.faq.test_small_registries import registry, result


def by_hand(connection: sqlite3.Connection, standing: str) -> int:
    """Return the same number by looking at every current result."""
    rows = connection.execute("SELECT standing FROM current_results").fetchall()
    return sum(row["standing"] == standing for row in rows)


@pytest.mark.parametrize("standing", ["self-reported", "third-party", "independent", "reproduced"])
def test_the_shipped_results_of_a_standing_are_those_of_the_current_rows(filled_registry: Path, standing: str) -> None:
    connection = database.connect(filled_registry)
    assert tallies.of_standing(connection, standing) == by_hand(connection, standing)


def test_replaced_and_withdrawn_results_do_not_count(tmp_path: Path) -> None:
    rows = [result("alpha", 0.5), result("beta", 0.6), result("gamma", 0.7, standing="independent")]
    connection = registry(tmp_path, rows)
    assert tallies.of_standing(connection, "self-reported") == 2
    with database.transaction(connection):
        # A correction of a correction: both older rows are out, and the newest one is another's figure.
        first = connection.execute("SELECT id FROM results WHERE model = 'alpha'").fetchone()["id"]
        second = store.append_result(
            connection, result("alpha", 0.4), origin="import", supersedes=first, reason="misread"
        )
        store.append_result(
            connection,
            result("alpha", 0.45, standing="independent"),
            origin="import",
            supersedes=second,
            reason="run again",
        )
        beta = connection.execute("SELECT id FROM results WHERE model = 'beta'").fetchone()["id"]
        withdrawal = result("beta", 0.0)
        del withdrawal["value"]
        store.append_result(connection, withdrawal, origin="import", supersedes=beta, reason="withdrawn")
    assert tallies.of_standing(connection, "self-reported") == by_hand(connection, "self-reported") == 0
    assert tallies.of_standing(connection, "independent") == by_hand(connection, "independent") == 2
    assert tallies.verified(connection) == 2


def test_a_run_that_did_not_score_to_its_figures_again_is_not_verified(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.5)])
    with database.transaction(connection):
        for run, checked in (("aa", '{"ok": true}'), ("bb", '{"ok": false}'), ("cc", None)):
            _stored_run(connection, run, checked)
            row = result("alpha", 0.5, standing="reproduced", setting=run)
            store.append_result(connection, row, origin="run", run=run)
    assert tallies.of_standing(connection, "reproduced") == 3
    assert tallies.verified(connection) == 2


def _stored_run(connection: sqlite3.Connection, run: str, checked: str | None) -> None:
    """Enter a run, every column that must be there filled with what its type allows."""
    values: dict[str, str | int | None] = {"id": run, "checked": checked, "benchmark": "quiz"}
    for column in connection.execute("PRAGMA table_info(runs)"):
        if column["notnull"] and column["dflt_value"] is None:
            values.setdefault(column["name"], 0 if column["type"] == "INTEGER" else "{}")
    values["status"] = "finished"
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO runs ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
