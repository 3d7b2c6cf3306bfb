"""Evaluates in one forked process after the other and ends each by a signal at a random moment, then lets one finish.

Started as a process of its own: ``python -m podium.tests.registry.killing JSON``. Forking spares every
process the imports. Prints, as JSON, the run's status after each signal and the id of the finished run.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

from podium.registry import database, evaluation, journal
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.benchmark import Benchmark
from podium.registry.discovery import discover
from podium.registry.startup import Place, write_to
from podium.tests.fakes.adapters import Guesses, Verdicts


def plan(wanted: dict[str, Any], benchmark: Benchmark) -> evaluation.Plan:
    """Return the plan of every process."""
    options = AdapterOptions(batch_size=wanted["batch_size"])
    judged = wanted.get("judged", False)
    adapter = open_adapter(wanted["spec"], options) if wanted["spec"] else Guesses(options=options, pause=0.002)
    if judged:
        adapter = Guesses(options=AdapterOptions(batch_size=1000))
    judge = Verdicts(options=options, pause=0.002) if judged else None
    return evaluation.Plan(benchmark, adapter, Path(wanted["data"]), judge=judge)


def evaluate(wanted: dict[str, Any], benchmark: Benchmark) -> str:
    """Evaluate to the end and return the run's id."""
    connection = write_to(Place(Path(wanted["db"]), (Path(wanted["plugins"]),)))
    return evaluation.run(connection, plan(wanted, benchmark)).id


def kept(wanted: dict[str, Any], reader: sqlite3.Connection) -> int:
    """Count what is there of what the process is to be ended in: answers, or verdicts on them."""
    table = "judgements" if wanted.get("judged") else "answers"
    return int(reader.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def end(wanted: dict[str, Any], benchmark: Benchmark, draw: random.Random) -> str:
    """Start a process, end it at a random moment, and return what the run's status is then."""
    child = os.fork()
    if child == 0:
        try:
            evaluate(wanted, benchmark)
        except evaluation.Interrupted:
            os._exit(130)
        finally:
            # Whatever else happens, the test shall see that this process was not ended by the signal.
            os._exit(1)
    reader = database.connect(Path(wanted["db"]))
    if not wanted["early"] or draw.random() < 0.8:
        before = kept(wanted, reader)
        while kept(wanted, reader) == before:
            if os.waitpid(child, os.WNOHANG)[0]:
                raise SystemExit("the process ended before it answered anything")
            time.sleep(0.001)
    time.sleep(draw.random() * 0.04)
    os.kill(child, wanted["signal"])
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code != (130 if wanted["signal"] == signal.SIGINT else -wanted["signal"]):
        raise SystemExit(f"the process ended with {code}")
    found = journal.runs(reader)
    reader.close()
    return found[0].status if found else "none"


def main(wanted: dict[str, Any]) -> None:
    """Do it."""
    found = discover([], "", [Path(wanted["plugins"])]).benchmarks[wanted["benchmark"]].benchmark
    write_to(Place(Path(wanted["db"]), (Path(wanted["plugins"]),))).close()
    if wanted["spec"]:
        # Imported, but not used: threads would not survive the fork.
        import transformers.models.vit.modeling_vit  # noqa: F401
    draw = random.Random(wanted["seed"])
    statuses = [end(wanted, found, draw) for _ in range(wanted["times"])]
    print(json.dumps({"statuses": statuses, "run": evaluate(wanted, found)}))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
