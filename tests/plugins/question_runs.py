"""Evaluating questions through the command, killing it, and going on; shared by plugins that ask questions."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from podium.tests.cli.support import PODIUM, podium_json


def evaluated(home: Path, *words: str | Path) -> dict[str, Any]:
    """Run ``podium evaluate`` in this process to the end, with a home of its own, and return the run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(home))
        run: dict[str, Any] = podium_json("--quiet", "evaluate", *words)
    return run


def killed(home: Path, *words: str | Path) -> int:
    """Run ``podium evaluate`` as a shell does, kill it once it has answered something, and return how much that was."""
    environment = os.environ | {"PODIUM_HOME": str(home)}
    wanted = [str(PODIUM), "--quiet", "evaluate", *map(str, words)]
    process = subprocess.Popen(wanted, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    # Generous: other tests may keep the machine busy.
    end = time.monotonic() + 240
    while not answered(home) and time.monotonic() < end:
        assert process.poll() is None, "it ended before it answered anything"
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    return answered(home)


def answered(home: Path) -> int:
    """Return the number of answers in a home's registry."""
    if not (home / "registry.db").exists():
        return 0
    with closing(sqlite3.connect(f"file:{home / 'registry.db'}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])
        except sqlite3.OperationalError:
            # The tables are not there yet, or being made.
            return 0


def choices(home: Path) -> list[Any]:
    """Return the options chosen in a home's registry, by position."""
    with closing(sqlite3.connect(f"file:{home / 'registry.db'}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT json_extract(answer, '$.choice') FROM answers ORDER BY position").fetchall()
    return [row[0] for row in rows]


def scores(run: dict[str, Any]) -> dict[str, Any]:
    """Return a run's scores by metric."""
    return {score["metric"]: score for score in run["report"]["scores"]}


def table(run: dict[str, Any], name: str) -> list[list[Any]]:
    """Return the rows of a table of a run's report."""
    rows: list[list[Any]] = next(one["rows"] for one in run["report"]["tables"] if one["name"] == name)
    return rows
