"""A clock that goes backwards: what is newest is what was written last, and nothing is hidden or refused for it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from podium.registry import corrections, database, evaluation, events, journal, store, telling
from podium.registry.evaluation import Plan
from podium.registry.startup import Place, write_to
from podium.tests.cli.support import podium, podium_json
from podium.tests.fakes import quiz_data
from podium.tests.fakes.adapters import Guesses
from podium.tests.faults import registries


class Earlier(datetime):
    """A clock whose battery is empty."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Earlier:
        return cls(2001, 2, 3, 4, 5, 6, tzinfo=UTC)


@pytest.fixture
def db(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a registry whose results were recorded later than it is now."""
    copy = Path(shutil.copy(base, tmp_path / "registry.db"))
    monkeypatch.setenv("PODIUM_DB", str(copy))
    monkeypatch.setenv("PODIUM_HOME", str(base.parent))
    write_to(Place(copy, (registries.PLUGINS,))).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "datetime", Earlier)
        patch.setattr(telling, "datetime", Earlier)
        yield copy
    registries.check(copy)


def test_a_run_that_begins_before_the_last_one_is_the_newest_and_takes_its_place_on_the_board(
    db: Path, tmp_path: Path
) -> None:
    with closing(write_to(Place(db, (registries.PLUGINS,)))) as connection:
        before = journal.runs(connection)
        plan = Plan(registries.quiz(), Guesses("first"), quiz_data.write(tmp_path / "quiz"))
        run = evaluation.run(connection, plan)
        assert run.started_at == run.finished_at == "2001-02-03T04:05:06+00:00" < before[0].started_at
        assert [one.id for one in journal.runs(connection)] == [run.id, *(one.id for one in before)]
        current = connection.execute("SELECT run FROM current_results WHERE benchmark = 'quiz'").fetchall()
        assert [row["run"] for row in current] == [run.id]
    assert f"{run.id}, finished" in podium("--plugins-dir", registries.PLUGINS, "runs", "show", run.id).stdout
    assert podium_json("--plugins-dir", registries.PLUGINS, "runs", "verify", run.id)["ok"] is True


def test_a_correction_that_is_accepted_before_the_row_was_recorded_replaces_it(db: Path) -> None:
    with closing(database.connect(db, write=True)) as connection:
        wrong = connection.execute(
            "SELECT id, recorded_at FROM current_results WHERE benchmark = 'chexpert' AND run IS NULL"
        ).fetchone()
        said = {"statement": "it is another", "source_url": "https://example.org/x"}
        number = corrections.add(connection, wrong["id"], value=0.123, **said).id
        done = corrections.accept(connection, number)
        row = connection.execute("SELECT * FROM current_results WHERE id = ?", (done.result,)).fetchone()
    assert row["recorded_at"] < wrong["recorded_at"] and (row["value"], row["supersedes"]) == (0.123, wrong["id"])


def test_who_follows_what_happens_is_told_of_rows_that_are_dated_before_the_last_ones(db: Path, tmp_path: Path) -> None:
    with closing(database.connect(db)) as connection:
        last = events.last_id(connection)
    at = registries.boards(db, 2)
    registries.import_file(tmp_path / "rows.json", ["late-model"], at)
    assert podium_json("--plugins-dir", registries.PLUGINS, "results", "import", tmp_path / "rows.json")["added"] == 2
    with closing(database.connect(db)) as connection:
        told = events.after(connection, last, kinds=("new_result",))
    assert [(one.benchmark, one.board, one.model) for one in told] == [(*place, "late-model") for place in at]
    assert {one.recorded_at[:10] for one in told} == {"2001-02-03"}
    with_dates = podium_json("--plugins-dir", registries.PLUGINS, "leaderboard", at[0][0], "--board", at[0][1])
    assert "late-model" in json.dumps(with_dates)
