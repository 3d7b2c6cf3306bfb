"""Running a command and telling what it cost: time, processor time of all its processes, and their peak memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at the processes.
_PAUSE = 0.05


@dataclass(frozen=True)
class Cost:
    """What a command cost.

    Args:
        wall: Seconds from its start to its end.
        cpu: Seconds of processor time of all its processes.
        memory: Bytes: the most that each of its processes held at once, added up; what they share counts for each.
        output: What it printed.
    """

    wall: float
    cpu: float
    memory: int
    output: str


def podium(*words: str | Path) -> Cost:
    """Run a podium command and return what it cost.

    Raises:
        CalledProcessError: If it failed.
    """
    line = [sys.executable, "-c", "from podium.cli.main import main; main()", *map(str, words)]
    before, start = _children(), time.perf_counter()
    started = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
    peaks: dict[int, int] = {}
    watching = threading.Thread(target=_watch, args=(started, peaks))
    watching.start()
    output = started.communicate()[0]
    wall, cpu = time.perf_counter() - start, _children() - before
    watching.join()
    if started.returncode:
        raise subprocess.CalledProcessError(started.returncode, line, output)
    return Cost(wall, cpu, sum(peaks.values()), output)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(started: subprocess.Popen[str], peaks: dict[int, int]) -> None:
    while started.poll() is None:
        for pid in _with_descendants(started.pid):
            peaks[pid] = max(peaks.get(pid, 0), _peak(pid))
        time.sleep(_PAUSE)


def _with_descendants(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        try:
            for thread in os.listdir(f"/proc/{one}/task"):
                found += map(int, Path(f"/proc/{one}/task/{thread}/children").read_text(encoding="ascii").split())
        except OSError:  # it has ended
            continue
    return found


def _peak(pid: int) -> int:
    """Return the most memory that a process has held so far; the kernel keeps that number."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
