"""Evaluating samples of MMMU and MMMU-Pro from the command line, and killing that."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from podium.registry import Item
from podium.tests.cli.support import PODIUM, podium_json

#: How long a process may take to its first answer, in seconds.
_PATIENCE = 120


def evaluate(*words: str | Path) -> Any:
    """Run ``podium evaluate`` in this process and return its report."""
    return podium_json("--quiet", "evaluate", *words)


def kill_in_the_middle(home: Path, *words: str | Path) -> int:
    """Start ``podium evaluate`` as a process, kill it once it has some answers, and return how many are kept."""
    environment = os.environ | {"PODIUM_HOME": str(home), "OMP_NUM_THREADS": "1"}
    command = [str(PODIUM), "--quiet", "evaluate", *map(str, words)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    ends = time.monotonic() + _PATIENCE
    while answered(home) < 3:
        if process.poll() is not None or time.monotonic() > ends:
            process.kill()
            assert process.stderr is not None
            raise AssertionError(f"it ended before: {process.stderr.read().decode()}")
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert process.stderr is not None
    process.stderr.close()
    return answered(home)


def answered(home: Path) -> int:
    """Return how many answers are kept in a registry that may not be there yet."""
    file = home / "registry.db"
    if not file.exists():
        return 0
    try:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0


def write_replies(path: Path, items: Sequence[Item], reply: Callable[[int, Item], str]) -> Path:
    """Write a file of replies, a line per item."""
    lines = [json.dumps({"id": item.id, "response": reply(place, item)}) for place, item in enumerate(items)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def scores(report: Any) -> dict[str, float | None]:
    """Return a report's figures by metric."""
    return {score["metric"]: score["value"] for score in report["scores"]}
