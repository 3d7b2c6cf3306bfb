"""Many processes write and read one registry at once: nothing is lost or there twice, and nobody is turned away."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from podium.tests.cli.support import podium
from podium.tests.fakes import quiz_data
from podium.tests.faults import registries
from podium.tests.faults.crowd import READERS, ROWS, WRITERS


def let_loose(base: Path, folder: Path, writers: int, readers: int, seconds: float) -> tuple[Path, list[Any]]:
    """Let a crowd loose on a copy of the registry; return the file and what each process says it did."""
    db = Path(shutil.copy(base, folder / "registry.db"))
    wrong = registries.rows(
        db, "SELECT id FROM current_results WHERE benchmark = 'mmlu' AND run IS NULL ORDER BY id LIMIT 40"
    )
    wanted = {
        "db": str(db), "folder": str(folder), "data": str(quiz_data.write(folder / "quiz")), "seed": 0,
        "writers": writers, "readers": readers, "seconds": seconds, "wrong": [one for (one,) in wrong],
        "boards": registries.boards(db, ROWS),
    }  # fmt: skip
    command = [sys.executable, "-m", "podium.tests.faults.crowd", json.dumps(wanted)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds * 4 + 120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert set(found["codes"]) == {0}, done.stderr
    assert len(found["told"]) == writers + readers
    return db, found["told"]


def check_nothing_is_lost(base: Path, db: Path, told: list[Any]) -> int:
    """Hold what is in a registry against what the processes said they wrote, and return the number of rows."""
    assert [trouble for one in told for trouble in one["troubles"]] == []
    looked_at = registries.check(db)

    imported = registries.rows(db, "SELECT benchmark, board, model, value FROM results WHERE origin = 'import'")
    assert Counter(imported) == Counter(tuple(row) for one in told for row in one["imported"])

    before = {run for (run,) in registries.rows(base, "SELECT id FROM runs")}
    finished = registries.rows(db, "SELECT id FROM runs WHERE status = 'finished' AND report IS NOT NULL")
    assert Counter(run for (run,) in finished) == Counter([*before, *(run for one in told for run in one["runs"])])
    assert registries.rows(db, "SELECT count(*) FROM runs") == [(len(finished),)]
    placed = registries.rows(db, "SELECT run FROM results WHERE origin = 'run'")
    assert Counter(placed) == Counter(finished)

    corrected = registries.rows(
        db,
        "SELECT c.id, c.result, c.accepted_result, r.value FROM corrections AS c JOIN results AS r"
        " ON r.id = c.accepted_result AND r.supersedes = c.result WHERE c.status = 'accepted' ORDER BY c.id",
    )
    assert corrected == sorted(tuple(row) for one in told for row in one["corrected"])
    assert registries.rows(db, "SELECT count(*) FROM corrections") == [(len(corrected),)]
    assert registries.rows(db, "SELECT count(*) FROM results WHERE origin = 'correction'") == [(len(corrected),)]

    moved = {slug: value for one in told for slug, value in one["synced"].items()}
    shipped = registries.rows(
        db, "SELECT DISTINCT benchmark, value FROM current_results WHERE benchmark LIKE 'moving%'"
    )
    assert dict(shipped) == moved and len(shipped) == len(moved)
    return looked_at


def check_a_backup_restores(db: Path, told: list[Any]) -> None:
    """Restore the last backup that was made meanwhile: it is sound, and has some of what was written, each row once."""
    backup = next(db.parent.glob("backup-*.db"))
    restored = db.parent / "restored.db"
    podium("--db", restored, "db", "restore", backup)
    registries.check(restored)
    imported = registries.rows(restored, "SELECT benchmark, board, model, value FROM results WHERE origin = 'import'")
    assert Counter(imported) <= Counter(tuple(row) for one in told for row in one["imported"])


def figures(told: list[Any]) -> Counter[str]:
    return sum((Counter(one["done"]) for one in told), Counter())


def test_a_small_crowd_for_some_seconds_loses_nothing_and_is_never_told_that_the_file_is_locked(
    base: Path, tmp_path: Path
) -> None:
    db, told = let_loose(base, tmp_path, writers=4, readers=4, seconds=4)
    check_nothing_is_lost(base, db, told)
    check_a_backup_restores(db, told)
    done = figures(told)
    assert all(done[name] for name in (*WRITERS[:4], *READERS[:4])), done


@pytest.mark.soak
def test_eight_writers_and_sixteen_readers_for_a_minute_lose_nothing(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db, told = let_loose(base, tmp_path, writers=8, readers=16, seconds=60)
    looked_at = check_nothing_is_lost(base, db, told)
    check_a_backup_restores(db, told)
    done = figures(told)
    with capsys.disabled():
        print(f"\ncrowd: {sum(done.values()):,} operations, {looked_at:,} rows checked, 0 lost: {dict(done)}")
