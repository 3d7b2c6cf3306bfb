"""How long podium takes to start, beside bare Python and tools like it.

    python -m benchmarks.startup [--peers VENV] [--podium VENV] [--rounds N] [--json FILE]

Every command is started once a round, in the same order, so that a busy moment hits all alike; the
median of the rounds counts. Ratios are to ``python -c pass`` of Podium's own interpreter. Output goes
to a file, as in a pipe; one more row runs a leaderboard on a pseudo-terminal. The registry file is
made before the clock starts, in a temporary data folder.

The budgets are those of the design: ``--help`` within 6x, ``ask`` and ``leaderboard`` within 10x of
bare Python, and faster than the peers' ``--version``. The exit code is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import report

BARE = "python -c pass"
PEERS = ("sqlite-utils --version", "datasette --version", "llm --version")
COMMANDS = (
    "podium --version",
    "podium --help",
    'podium ask "who leads chexpert?"',
    "podium leaderboard chexpert",
    "podium leaderboard --json chexpert",
)
ON_A_TERMINAL = "podium leaderboard chexpert (on a terminal)"
BUDGETS = {COMMANDS[1]: 6.0, COMMANDS[2]: 10.0, COMMANDS[3]: 10.0, COMMANDS[4]: 10.0}
FASTER_THAN_PEERS = COMMANDS[2:]


def main() -> int:
    """Measure, print, and say by the exit code whether every budget is kept."""
    options = _options()
    machine = report.machine("podium", Peers=_releases(options.peers))
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"XDG_DATA_HOME": folder, "TERM": "xterm-256color"}
        for name in [name for name in os.environ if name.startswith("PODIUM_")]:
            del os.environ[name]
        calls = _calls(options.podium / "bin", options.peers / "bin" if options.peers else None)
        calls[COMMANDS[3]]()  # makes the registry file
        seconds: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(options.rounds):
            for name, call in calls.items():
                start = time.perf_counter()
                call()
                seconds[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    figures = {
        "machine": machine,
        "rounds": options.rounds,
        "commands": {name: _told(name, taken, medians) for name, taken in seconds.items()},
        "missed": _missed(medians),
    }
    return report.publish("startup", figures, _lines(figures), options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--podium", type=Path, default=Path(sys.prefix), help="environment Podium is installed in")
    parser.add_argument("--peers", type=Path, help="environment with sqlite-utils, datasette and llm")
    parser.add_argument("--rounds", type=int, default=21, help="starts of every command; at least 15 (default: 21)")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    if options.rounds < 15:
        parser.error("fewer than 15 rounds say little")
    return options


def _calls(podium: Path, peers: Path | None) -> dict[str, Callable[[], None]]:
    question = "who leads chexpert?"
    lines: list[tuple[str, Sequence[str | Path]]] = [
        (BARE, [podium / "python", "-c", "pass"]),
        (COMMANDS[0], [podium / "podium", "--version"]),
        (COMMANDS[1], [podium / "podium", "--help"]),
        (COMMANDS[2], [podium / "podium", "ask", question]),
        (COMMANDS[3], [podium / "podium", "leaderboard", "chexpert"]),
        (COMMANDS[4], [podium / "podium", "leaderboard", "--json", "chexpert"]),
    ]
    if peers is not None:
        lines += [(name, [peers / name.split()[0], "--version"]) for name in PEERS]
    calls = {name: _piped(line) for name, line in lines}
    return calls | {ON_A_TERMINAL: _on_a_terminal([podium / "podium", "leaderboard", "chexpert"])}


def _piped(line: Sequence[str | Path]) -> Callable[[], None]:
    def call() -> None:
        subprocess.run(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    return call


def _on_a_terminal(line: Sequence[str | Path]) -> Callable[[], None]:
    def call() -> None:
        ours, theirs = pty.openpty()
        started = subprocess.Popen(line, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        try:
            while os.read(ours, 65536):
                pass
        except OSError:  # how a pseudo-terminal says that the other side has closed it
            pass
        os.close(ours)
        if started.wait() != 0:
            raise RuntimeError(f"{line[0]} ended with {started.returncode}")

    return call


def _missed(medians: Mapping[str, float]) -> list[str]:
    """Return the budgets that are not kept, in words."""
    missed = [
        f"{name} takes {medians[name] / medians[BARE]:.2f}x of bare Python, more than {budget:g}x"
        for name, budget in BUDGETS.items()
        if medians[name] > budget * medians[BARE]
    ]
    for name in FASTER_THAN_PEERS:
        for peer in PEERS:
            if peer in medians and medians[name] >= medians[peer]:
                missed.append(f"{name} is not faster than {peer}")
    return missed


def _told(name: str, taken: Sequence[float], medians: Mapping[str, float]) -> dict[str, Any]:
    return {
        "median_ms": medians[name] * 1e3,
        "fastest_ms": min(taken) * 1e3,
        "slowest_ms": max(taken) * 1e3,
        "ratio": medians[name] / medians[BARE],
        "budget": BUDGETS.get(name),
    }


def _releases(peers: Path | None) -> dict[str, str]:
    """Return the releases of the peers in their environment."""
    if peers is None:
        return {}
    names = [line.split()[0] for line in PEERS]
    code = f"import importlib.metadata as m, json; print(json.dumps({{n: m.version(n) for n in {names!r}}}))"
    found: dict[str, str] = json.loads(subprocess.run([peers / "bin/python", "-c", code], check=True,
                                                      stdout=subprocess.PIPE).stdout)  # fmt: skip
    return found


def _lines(figures: Mapping[str, Any]) -> list[str]:
    def row(name: str, one: Mapping[str, Any]) -> Sequence[str]:
        held = one["budget"] is not None
        budget = f"{one['budget']:g}x" if held else ""
        kept = report.verdict(one["ratio"] <= one["budget"]) if held else ""
        spread = f"{one['fastest_ms']:.1f} to {one['slowest_ms']:.1f}"
        return f"`{name}`", f"{one['median_ms']:.1f}", spread, f"{one['ratio']:.1f}x", budget, kept

    header = ("command", "ms", "fastest to slowest", f"to `{BARE}`", "budget", "")
    return report.table(header, [row(name, one) for name, one in figures["commands"].items()])


if __name__ == "__main__":
    sys.exit(main())
