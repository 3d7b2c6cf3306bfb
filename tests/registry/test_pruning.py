"""Pruning frees what nobody needs, and never a run on which a figure of a board rests or that is running."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from podium.registry import auditing, evaluation, journal, loading, pairing, pruning
from podium.registry.benchmark import Benchmark, Item
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Interrupted, Plan
from podium.registry.locking import RunLock
from podium.registry.pruning import Choice
from podium.tests.fakes.adapters import Guesses


def run(
    connection: sqlite3.Connection, benchmark: Benchmark, root: Path, name: str = "one", limit: int | None = 7
) -> journal.Run:
    """Run part of a split, which enters no board."""
    return evaluation.run(connection, Plan(benchmark, Guesses(name), root, limit=limit))


def interrupted(connection: sqlite3.Connection, benchmark: Benchmark, root: Path) -> journal.Run:
    """Leave a run after its first five answers."""

    def stop(items: Sequence[Item]) -> None:
        if items[0].id != "test000":
            raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        evaluation.run(connection, Plan(benchmark, Guesses("slow", before=stop), root))
    return next(one for one in journal.runs(connection) if one.status == "interrupted")


def age(connection: sqlite3.Connection, stored: journal.Run, day: str) -> None:
    connection.execute("UPDATE runs SET started_at = ? WHERE id = ?", (f"{day}T00:00:00+00:00", stored.id))
    connection.commit()


def chosen(connection: sqlite3.Connection, choice: Choice, whole: bool = False) -> dict[str, str]:
    return {one.run: one.protected for one in pruning.choose(connection, choice, whole)}


def test_unfinished_runs_go_as_a_whole_and_finished_ones_stay(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    left, kept = interrupted(connection, spots, data), run(connection, spots, data)
    found = pruning.choose(connection, Choice(unfinished=True))
    assert [(one.run, one.answers, one.whole) for one in found] == [(left.id, 5, True)]
    freed = pruning.remove(connection, found)
    assert (freed.runs, freed.answers, freed.skipped) == (1, 5, {})
    assert [one.id for one in journal.runs(connection)] == [kept.id]
    assert connection.execute("SELECT count(*) FROM answers").fetchone()[0] == 7


def test_a_finished_run_keeps_its_report_and_says_that_its_answers_are_gone(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    stored = run(connection, spots, data)
    freed = pruning.remove(connection, pruning.choose(connection, Choice(keep=0)))
    assert (freed.runs, freed.answers) == (0, 7)
    after = journal.find_run(connection, stored.id)
    assert (after.report, after.answered, after.checked) == (stored.report, 0, None)
    with pytest.raises(PodiumError, match=f"the answers of run {stored.id} were removed on 20"):
        loading.reload(connection, after, spots)
    assert auditing.audit(connection, after, spots).unverified.startswith("its answers were removed on 20")
    assert pairing.overlap(connection, after, after) is None
    # There is nothing left to remove but the run itself.
    assert chosen(connection, Choice(keep=0)) == {}
    pruning.remove(connection, pruning.choose(connection, Choice(keep=0), whole=True))
    assert journal.runs(connection) == []


def test_a_run_on_which_a_figure_of_a_board_rests_is_protected_and_an_older_one_from_going_whole(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    older = run(connection, spots, data, limit=None)
    newer = evaluation.run(connection, Plan(spots, Guesses("two"), data, model_name=older.model))
    everything = Choice(older_than=timedelta(days=-1))
    assert chosen(connection, everything) == {newer.id: "a figure on board accuracy rests on it", older.id: ""}
    assert "an earlier figure of a board names it" in chosen(connection, everything, whole=True)[older.id]
    freed = pruning.remove(connection, pruning.choose(connection, everything))
    assert freed.answers == 12
    assert journal.find_run(connection, newer.id).answered == 12
    assert auditing.audit(connection, newer, spots).ok


def test_the_newest_of_each_model_are_kept(connection: sqlite3.Connection, spots: Benchmark, data: Path) -> None:
    first, second, third = (run(connection, spots, data) for _ in range(3))
    other = run(connection, spots, data, "two")
    for day, stored in enumerate((first, second, third, other), 1):
        age(connection, stored, f"2026-01-0{day}")
    left = interrupted(connection, spots, data)
    assert list(chosen(connection, Choice(keep=1))) == [second.id, first.id]
    assert list(chosen(connection, Choice(keep=2))) == [first.id]
    assert list(chosen(connection, Choice(unfinished=True))) == [left.id]


def test_only_runs_begun_longer_ago_are_chosen(connection: sqlite3.Connection, spots: Benchmark, data: Path) -> None:
    old, new = run(connection, spots, data), run(connection, spots, data)
    age(connection, old, "2020-01-01")
    assert list(chosen(connection, Choice(older_than=timedelta(days=30)))) == [old.id]
    assert chosen(connection, Choice(unfinished=True, older_than=timedelta(days=30))) == {}
    assert set(chosen(connection, Choice(older_than=timedelta(days=-1)))) == {old.id, new.id}


def test_a_run_that_another_process_is_at_stays(connection: sqlite3.Connection, spots: Benchmark, data: Path) -> None:
    left = interrupted(connection, spots, data)
    found = pruning.choose(connection, Choice(unfinished=True))
    lock = RunLock(connection, left.id, {})
    try:
        freed = pruning.remove(connection, found)
    finally:
        lock.release(for_good=True)
    assert (freed.runs, freed.answers) == (0, 0)
    assert freed.skipped == {left.id: f"run {left.id} is running elsewhere"}
    assert journal.find_run(connection, left.id).answered == 5


def test_a_run_that_was_finished_after_it_was_proposed_stays(
    connection: sqlite3.Connection, spots: Benchmark, data: Path
) -> None:
    left = interrupted(connection, spots, data)
    found = pruning.choose(connection, Choice(unfinished=True))
    finished = evaluation.run(connection, Plan(spots, Guesses("slow"), data))
    assert finished.id == left.id
    assert pruning.remove(connection, found).skipped == {left.id: "it has changed meanwhile"}
    assert auditing.audit(connection, finished, spots).ok


def test_the_file_shrinks_by_what_is_said(connection: sqlite3.Connection, spots: Benchmark, data: Path) -> None:
    stored = run(connection, spots, data)
    rows = [(stored.id, 1000 + place, f"long{place}", "", "x" * 1000, "") for place in range(3000)]
    with connection:
        connection.executemany(
            "INSERT INTO answers (run, position, item, key, answer, digest) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
        connection.execute("UPDATE runs SET status = 'failed', report = NULL WHERE id = ?", (stored.id,))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    before = file.stat().st_size
    (found,) = pruning.choose(connection, Choice(unfinished=True))
    assert found.answers == 3007 and found.bytes > 3_000_000
    freed = pruning.remove(connection, [found])
    assert freed.bytes == before - file.stat().st_size > 3_000_000
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
