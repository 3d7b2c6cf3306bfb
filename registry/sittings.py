"""Beginning a run or going on with one: which it is, and that nobody else is at it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from podium.registry import identity, journal, judgements, locking
from podium.registry.answering import Sitting
from podium.registry.database import path_of, readable_errors, transaction
from podium.registry.errors import PodiumError
from podium.registry.plans import Prepared


@dataclass(frozen=True)
class Outlook:
    """What there is of a run already.

    Args:
        run: The run that goes on, or None for a new one.
        previous: Id of a run that was begun for the same model and data and cannot go on, or empty.
        changed: Why, in words.
    """

    run: journal.Run | None = None
    previous: str = ""
    changed: tuple[str, ...] = ()


def look(connection: sqlite3.Connection, prepared: Prepared) -> Outlook:
    """Say with which run a plan goes on.

    Raises:
        PodiumError: If failed items are to be asked again and there are none.
    """
    plan, print_ = prepared.plan, identity.fingerprint(prepared.identity)
    if plan.retry_failed:
        return Outlook(_to_retry(connection, prepared, print_))
    if plan.fresh:
        return Outlook()
    found = journal.newest(connection, journal.UNFINISHED, fingerprint=print_)
    if found is not None and identity.same_images(connection, found, prepared.identity, prepared.loaded.items):
        return Outlook(found)
    last = journal.newest(
        connection,
        (*journal.UNFINISHED, "finished"),
        benchmark=plan.benchmark.card.slug,
        split=prepared.loaded.dataset.split,
        spec=plan.adapter.spec,
    )
    # One that was finished since, or begun by purpose with other items, has nothing to be told of.
    if last is None or last.status == "finished":
        return Outlook()
    return Outlook(None, last.id, identity.changes(connection, last, prepared.identity, prepared.keys))


def _to_retry(connection: sqlite3.Connection, prepared: Prepared, print_: str) -> journal.Run:
    if prepared.plan.fresh:
        raise PodiumError("a fresh run has no failed items", "leave out --fresh or --retry-failed")
    found = journal.newest(connection, (*journal.UNFINISHED, "finished"), fingerprint=print_)
    if found is None:
        raise PodiumError(
            "there is no run of this model on these items whose failed items could be asked again",
            "the same command without --retry-failed begins one",
        )
    if not identity.same_images(connection, found, prepared.identity, prepared.loaded.items):
        raise PodiumError(
            f"images for which run {found.id} has answers are others now",
            "the same command without --retry-failed begins a new run",
        )
    judge = prepared.judge
    if found.judge and judge is None:
        by = found.provenance["judge"]
        raise PodiumError(f"run {found.id} was judged by {by['name']}", f"give --judge {by['spec']} again, or another")
    failed = journal.count(connection, found.id)["failed"]
    if judge is not None:
        failed += found.judge != judge.identity or judgements.counts(connection, found.id, judge.identity).failed
    # A retry may have been stopped when all had an answer and the report was not made yet.
    if found.status == "finished" and not failed and found.digest == journal.run_digest(connection, found.id):
        raise PodiumError(f"no item of run {found.id} failed", "leave out --retry-failed")
    return found


@contextmanager
def sitting(
    connection: sqlite3.Connection, prepared: Prepared, provenance: dict[str, Any]
) -> Iterator[tuple[Sitting, Outlook]]:
    """Take a run for this process: the one that goes on, or a new one.

    Args:
        connection: Registry open for writing.
        prepared: What is asked.
        provenance: What is recorded with a new run.

    Raises:
        PodiumError: If another process is at it.
        RegistryFileError: If the file cannot be written.
    """
    plan = prepared.plan
    lock = None
    try:
        # The lock is taken inside the transaction: of two processes with one command, begun at the same moment,
        # the second then finds the first one's run.
        with readable_errors(path_of(connection)), transaction(connection):
            outlook = look(connection, prepared)
            found = outlook.run
            run = found.id if found is not None else journal.new_id()
            holder = found.provenance.get("process") if found is not None else None
            lock = locking.RunLock(connection, run, holder or {})
            if found is None:
                _start(connection, prepared, run, provenance)
            else:
                connection.execute("UPDATE runs SET status = 'running', error = NULL WHERE id = ?", (run,))
                plan.adapter.remember(found.provenance.get("model") or {})
            facts: dict[str, Any] = {"process": locking.process(), "sittings": 1}
            if found is not None:
                facts["sittings"] += found.provenance.get("sittings", 1)
                if plan.about:
                    facts["about"] = dict(plan.about)
            journal.merge_provenance(connection, run, facts)
        yield Sitting(run, plan.retry_failed), outlook
    finally:
        if lock is not None:
            lock.release(for_good=_finished(connection, run))


def _finished(connection: sqlite3.Connection, run: str) -> bool:
    try:
        row = connection.execute("SELECT status FROM runs WHERE id = ?", (run,)).fetchone()
    except sqlite3.Error:
        return False
    return row is not None and row[0] == "finished"


def _start(connection: sqlite3.Connection, prepared: Prepared, run: str, provenance: dict[str, Any]) -> None:
    plan, loaded = prepared.plan, prepared.loaded
    journal.start(
        connection,
        run,
        benchmark=plan.benchmark.card.slug,
        split=loaded.dataset.split,
        model=plan.model_name or plan.adapter.name,
        spec=plan.adapter.spec,
        fingerprint=identity.fingerprint(prepared.identity),
        sample=loaded.dataset.sample,
        items=len(loaded.items),
        settings=loaded.settings,
        provenance=provenance,
    )
