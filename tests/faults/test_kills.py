"""Commands are killed at random moments: what they left keeps every promise, and repeating them completes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from podium.tests.faults.kills import KINDS


def kill(base: Path, folder: Path, times: dict[str, int], seed: int) -> dict[str, Any]:
    """Kill each kind of command so many times; return by kind what was left how often and how many rows there were."""
    wanted = {"db": str(shutil.copy(base, folder / "base.db")), "folder": str(folder), "times": times, "seed": seed}
    command = [sys.executable, "-m", "podium.tests.faults.kills", json.dumps(wanted)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert {name: sum(one["left"].values()) for name, one in found.items()} == times
    return found


def test_three_kills_of_every_command_that_writes_leave_a_sound_registry_and_the_command_completes(
    base: Path, tmp_path: Path
) -> None:
    kill(base, tmp_path, dict.fromkeys(KINDS, 3), seed=12)


@pytest.mark.soak
def test_two_hundred_kills_leave_a_sound_registry_each_time(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = kill(base, tmp_path, dict.fromkeys(KINDS, 40), seed=200)
    kills = sum(sum(one["left"].values()) for one in found.values())
    rows = sum(one["rows"] for one in found.values())
    left = {name: one["left"] for name, one in found.items()}
    with capsys.disabled():
        print(f"\nkills: {kills}, {rows:,} rows checked, 0 lost; what they left: {left}")
    # Kills that always come too early, or too late, would prove nothing.
    assert all(len(one) > 1 or "a part" in one for one in left.values())
