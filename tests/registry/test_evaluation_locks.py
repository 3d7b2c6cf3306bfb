"""One process per run; a lock ends with its process, however that ends."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from podium.registry import database, evaluation, journal
from podium.registry.benchmark import Benchmark
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Plan
from podium.registry.locking import RunLock
from podium.registry.startup import Place, write_to
from podium.tests.fakes.adapters import Guesses

CHILD = """
import sys
from pathlib import Path
from podium.registry import evaluation
from podium.registry.discovery import discover
from podium.registry.errors import PodiumError
from podium.registry.startup import Place, write_to
from podium.tests.fakes.adapters import Guesses
db, plugins, data = map(Path, sys.argv[1:4])
quiz = discover([], "", [plugins]).benchmarks["quiz"].benchmark
connection = write_to(Place(db, (plugins,)))
print("ready", flush=True)
sys.stdin.readline()
try:
    print("finished", evaluation.run(connection, evaluation.Plan(quiz, Guesses(pause=float(sys.argv[4])), data)).id)
except PodiumError as error:
    print(error)
"""


def start(place: Place, data: Path, pause: float) -> subprocess.Popen[str]:
    """Start a process that evaluates once it is told to go."""
    command = [sys.executable, "-c", CHILD, *map(str, (place.db, place.plugins_dirs[0], data, pause))]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("\n")
    process.stdin.flush()


@contextmanager
def running(place: Place, data: Path) -> Iterator[subprocess.Popen[str]]:
    """Have another process in the middle of a run that takes a minute."""
    write_to(place).close()
    process = start(place, data, 2.0)
    try:
        go(process)
        reader = database.connect(place.db)
        deadline = time.monotonic() + 60
        while not reader.execute("SELECT 1 FROM runs").fetchone():
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.01)
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_run_that_runs_elsewhere_is_refused_by_name_until_its_process_is_killed(
    place: Place, quiz: Benchmark, quiz_folder: Path
) -> None:
    with running(place, quiz_folder) as process:
        connection = write_to(place)
        (other,) = journal.runs(connection)
        with pytest.raises(PodiumError) as caught:
            evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder))
        since = other.provenance["process"]["since"]
        told = f"run {other.id} is running elsewhere: process {process.pid}, since {since}"
        assert str(caught.value) == f"{told} (wait for it, or stop it first)"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", since)
        # Nothing was touched, and a run of its own may begin.
        assert [run.status for run in journal.runs(connection)] == ["running"]
        fresh = evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder, fresh=True))
        assert (fresh.status, fresh.id == other.id) == ("finished", False)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        run = evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder))
        assert (run.id, run.status) == (other.id, "finished")


def test_of_two_processes_begun_at_the_same_moment_one_runs_and_the_other_says_so(
    place: Place, quiz_folder: Path
) -> None:
    write_to(place).close()
    both = [start(place, quiz_folder, 0.1) for _ in range(2)]
    for process in both:
        go(process)
    told = sorted(process.communicate(timeout=60)[0].strip() for process in both)
    (run,) = journal.runs(database.connect(place.db))
    assert told[0] == f"finished {run.id}"
    assert told[1].startswith(f"run {run.id} is running elsewhere: process ")
    assert run.answered == 36


def test_a_finished_run_leaves_no_lock_file_behind(
    connection: sqlite3.Connection, place: Place, quiz: Benchmark, quiz_folder: Path
) -> None:
    evaluation.run(connection, Plan(quiz, Guesses(), quiz_folder))
    assert list(place.db.parent.glob("*.lock")) == []


def test_a_lock_that_cannot_be_made_is_one_line(connection: sqlite3.Connection) -> None:
    file = database.path_of(connection)
    file.with_name(f"{file.name}-run-abc.lock").mkdir()
    with pytest.raises(PodiumError, match=r"lock file .*registry\.db-run-abc\.lock cannot be made") as caught:
        RunLock(connection, "abc", {})
    assert "\n" not in str(caught.value)


def test_failed_items_of_a_run_that_runs_elsewhere_are_not_asked_again(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, Guesses(fails=("anatomy-1",)), quiz_folder)
    run = evaluation.run(connection, plan)
    lock = RunLock(connection, run.id, {})
    try:
        with pytest.raises(PodiumError, match=f"run {run.id} is running elsewhere"):
            evaluation.run(connection, replace(plan, adapter=Guesses(), retry_failed=True))
    finally:
        lock.release()
    assert journal.find_run(connection, run.id).status == "finished"
