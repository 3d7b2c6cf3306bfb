"""A finished run before a judge: its answers stay, its report is made anew by the judge's verdicts."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from podium.registry import journal, judging
from podium.registry.adapters.base import Adapter
from podium.registry.auditing import refuse_altered
from podium.registry.benchmark import Benchmark
from podium.registry.discretion import discreetly
from podium.registry.loading import reload
from podium.registry.plans import Interrupted, Observer
from podium.registry.rescoring import Rescored, alone, score_anew


def judge_run(
    connection: sqlite3.Connection,
    run: journal.Run,
    benchmark: Benchmark,
    adapter: Adapter,
    observe: Observer,
    root: Path | None = None,
    retry_failed: bool = False,
) -> Rescored:
    """Get a judge's verdicts on a finished run and make the report that rests on them the current one.

    Asked is only what this judge has not judged yet; earlier reports are kept. Where it is stopped, the same goes on.

    Args:
        connection: Registry open for writing.
        run: A finished run.
        benchmark: Its benchmark.
        adapter: The judge; it is closed at the end.
        observe: Told as the judging goes on.
        root: Folder of the data, or None for the one that the run read.
        retry_failed: Whether what the judge failed at is asked again.

    Raises:
        PodiumError: If the run is not finished, its data is gone, a row of it is not what was written, the judge
            cannot go on, or the scorer fails. The report stays as it was, and so do all verdicts before.
        Interrupted: On Ctrl-C.
    """
    with alone(connection, run):
        run = journal.find_run(connection, run.id)
        found = reload(connection, run, benchmark, root)
        refuse_altered(connection, run, judging=True)
        judge = judging.prepare(benchmark, adapter, found.loaded)
        try:
            work = judging.Judging(connection, run.id, benchmark, judge, found.loaded.items)
            try:
                with discreetly(benchmark.card, found.loaded.items):
                    work.judge_all(observe, retry_failed)
            except KeyboardInterrupt:
                raise Interrupted(
                    f"interrupted: run {run.id} keeps its report, and the verdicts so far",
                    "run the same command again to go on",
                ) from None
            facts = judging.facts_of(connection, run.id, judge, run.provenance.get("model") or {})
            # What the judge took is part of the run's record by now.
            return score_anew(connection, replace(found, run=journal.find_run(connection, run.id)), {}, facts)
        finally:
            adapter.close()
