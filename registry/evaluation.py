"""The run: load, answer, journal, score, record. A run that stopped, however it did, goes on by the same command."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from podium.registry import identity, journal, judging, provenance, sealing, sittings, store
from podium.registry.adapters.base import Task
from podium.registry.answering import Sitting, answer_all
from podium.registry.benchmark import Classify
from podium.registry.card import Card
from podium.registry.discretion import discreetly
from podium.registry.dry_run import look_ahead
from podium.registry.eligibility import copied, eligibility, enter
from podium.registry.errors import PodiumError
from podium.registry.loading import ItemKeys, Loaded, answers_of, load, plugin_code, stage
from podium.registry.plans import DryRun, Interrupted, ItemsFailed, Observer, Plan, Prepared, Progress
from podium.registry.plugin_guard import output_aside
from podium.registry.report import Report

__all__ = [
    "DryRun",
    "Interrupted",
    "ItemsFailed",
    "Observer",
    "Plan",
    "Prepared",
    "Progress",
    "dry_run",
    "prepare",
    "run",
    "run_prepared",
]


def _unseen(progress: Progress) -> None:
    """Watch nothing."""


@output_aside()
def prepare(plan: Plan, observe: Observer = _unseen) -> Prepared:
    """Load a plan's data and model, and check that every item can be asked.

    Whoever does not hand the result to :func:`run_prepared` closes the adapter.

    Raises:
        PodiumError: If the data, the model or a setting is not usable.
    """
    began = time.perf_counter()
    loaded = _load(plan)
    _check_thresholds(loaded, {})
    keys = ItemKeys(loaded.items)
    task = Task(
        plan.benchmark,
        loaded.dataset.split,
        loaded.items,
        loaded.settings,
        lambda other: _load(plan, other).items,
        whole=loaded.dataset.items,
    )
    observe(Progress("loading model", 0, len(loaded.items), ""))
    middle = time.perf_counter()
    judge = judging.prepare(plan.benchmark, plan.judge, loaded) if plan.judge is not None else None
    try:
        with discreetly(plan.benchmark.card, loaded.dataset.items):
            plan.adapter.prepare(task)
            preview = plan.adapter.preview(loaded.items[0])
            facts = identity.identity(plan, loaded, keys, preview)
    except BaseException:
        plan.adapter.close()
        if judge is not None:
            judge.adapter.close()
        raise
    seconds = {"data": middle - began, "model": time.perf_counter() - middle}
    return Prepared(plan, loaded, keys, facts, preview, seconds, judge)


def run(connection: sqlite3.Connection, plan: Plan, observe: Observer = _unseen) -> journal.Run:
    """Run a plan to its end, or go on with an unfinished run that would give the same answers; return the run.

    Args:
        connection: Registry open for writing.
        plan: What to run.
        observe: Called as the run goes on.

    Raises:
        PodiumError: If the data, the model or a setting is not usable, or the run is running elsewhere; a run
            that had begun goes on by the same plan.
        ItemsFailed: If items without which there is no score could not be answered.
        Interrupted: On Ctrl-C; the run goes on by the same plan.
    """
    return run_prepared(connection, prepare(plan, observe), observe)


@output_aside()
def run_prepared(connection: sqlite3.Connection, prepared: Prepared, observe: Observer = _unseen) -> journal.Run:
    """Run what :func:`prepare` made ready; arguments and errors as :func:`run`. The adapter is closed at the end."""
    try:
        record = provenance.at_start(prepared)
        with sittings.sitting(connection, prepared, record) as (sitting, outlook):
            try:
                first = Progress("answering", 0, len(prepared.loaded.items), sitting.run)
                first = replace(first, changed=outlook.changed, previous=outlook.previous)
                with discreetly(prepared.plan.benchmark.card, prepared.loaded.items):
                    _carry_out(connection, prepared, sitting, observe, first, record)
            except KeyboardInterrupt:
                raise _interrupted(connection, prepared, sitting) from None
            except PodiumError as error:
                _stop(connection, prepared, sitting, "failed", str(error))
                if prepared.plan.adapter.kind != "file" and not isinstance(error, ItemsFailed):
                    again = f"once it is mended, the same command goes on with run {sitting.run}"
                    error.hint = "; ".join(filter(None, [error.hint, again]))
                raise
            except Exception as error:
                _stop(connection, prepared, sitting, "failed", f"{type(error).__name__}: {error}".splitlines()[0])
                raise
            return journal.find_run(connection, sitting.run)
    finally:
        prepared.close()


@output_aside()
def dry_run(plan: Plan | Prepared, connection: sqlite3.Connection) -> DryRun:
    """Return what a run would do: no item is asked, nothing is stored.

    Args:
        plan: What to run; its model is loaded, and its adapter closed at the end.
        connection: Registry; may be read-only.

    Raises:
        PodiumError: If the data, the model or a setting is not usable.
    """
    prepared = prepare(plan) if isinstance(plan, Plan) else plan
    try:
        with discreetly(prepared.plan.benchmark.card, prepared.loaded.items):
            return look_ahead(prepared, connection)
    finally:
        prepared.close()


def _load(plan: Plan, split: str | None = None) -> Loaded:
    whole = split is not None
    return load(
        plan.benchmark,
        plan.root,
        split or plan.split,
        plan.settings,
        limit=None if whole else plan.limit,
        looks_at_images=plan.adapter.looks_at_images,
        subset=() if whole else plan.subset,
    )


def _check_thresholds(loaded: Loaded, model: Mapping[str, Any]) -> str:
    """Refuse frozen thresholds that do not fit, before anything is asked; return what must be said of them."""
    path = loaded.settings.get("thresholds")
    if not path:
        return ""
    from podium.registry.thresholds import check_use

    return check_use(Path(path), loaded.dataset.split, loaded.dataset.sample, model)


def _carry_out(
    connection: sqlite3.Connection,
    prepared: Prepared,
    sitting: Sitting,
    observe: Observer,
    first: Progress,
    record: Mapping[str, Any],
) -> None:
    answer_all(connection, prepared, sitting, observe, first)
    total = len(prepared.loaded.items)
    outcome = provenance.outcome(connection, prepared, sitting.run)
    journal.add_provenance(connection, sitting.run, "outcome", outcome)
    failed = ""
    if outcome["failed"]:
        failed = f"{outcome['failed']} of {total} items failed; --retry-failed asks them again"
        _check_score_exists(connection, prepared, sitting.run, failed)
    judge = judging.of_sitting(connection, prepared, sitting, observe)
    observe(Progress("scoring", total, total, sitting.run, failed=outcome["failed"]))
    began = time.perf_counter()
    items = prepared.loaded.items
    same = copied(prepared.plan.adapter.kind, items, answers_of(connection, sitting.run, items))
    report = _score(connection, prepared, sitting.run, outcome["failed"], judge, same)
    sitting.scoring = time.perf_counter() - began
    _finish(connection, prepared, sitting, report, same or failed or judge.get("shortfall", ""), record, judge)


def _check_score_exists(connection: sqlite3.Connection, prepared: Prepared, run: str, failed: str) -> None:
    """Refuse to score where labels were asked for and there are none: no number stands for them.

    Raises:
        ItemsFailed: If a :class:`Classify` failed.
    """
    items = prepared.loaded.items
    if any(error and isinstance(items[place].request, Classify) for place, error in journal.positions(connection, run)):
        raise ItemsFailed(failed, f"run {run} has no score without them")


def _score(
    connection: sqlite3.Connection, prepared: Prepared, run: str, failed: int, judge: dict[str, Any], same: str
) -> Report:
    """Score what the journal holds, so that a resumed run and an unbroken one take the same road."""
    plan, loaded = prepared.plan, prepared.loaded
    answers = answers_of(connection, run, loaded.items, judge.get("identity", ""))
    settings = stage(plan.benchmark, loaded.settings, "score")
    with plugin_code(plan.benchmark, "scorer"):
        report = plan.benchmark.score(loaded.items, answers, plan.device, **settings)
        _check_boards(plan.benchmark.card, report)
    others = _check_thresholds(loaded, plan.adapter.fingerprint())
    plan.adapter.recall(journal.remarks(connection, run))
    wrong = f"{failed} of {len(loaded.items)} items failed and count as wrong" if failed else ""
    if judge:
        judge["scorer_notes"] = list(report.notes)
    notes = (*loaded.dataset.notes, *plan.adapter.notes(), same, others, wrong, *judge.get("notes", ()), *report.notes)
    return replace(
        report,
        settings=loaded.settings | dict(report.settings),
        notes=tuple(dict.fromkeys(note for note in notes if note)),
    )


def _check_boards(card: Card, report: Report) -> None:
    known = [board.slug for board in card.boards]
    for slug in (*report.boards, *report.withheld):
        if slug not in known:
            raise ValueError(f"the report names board {slug!r}, and the card has {', '.join(known)}")


def _finish(
    connection: sqlite3.Connection,
    prepared: Prepared,
    sitting: Sitting,
    report: Report,
    failed: str,
    record: Mapping[str, Any],
    judge: Mapping[str, Any],
) -> None:
    """Store the report, what the run took and, where the run may, its results, in one transaction."""
    run = sitting.run
    with journal.writing(connection):
        if prepared.plan.model_name:
            connection.execute("UPDATE runs SET model = ? WHERE id = ?", (prepared.plan.model_name, run))
        reasons = eligibility(connection, prepared, run, report, failed)
        before = journal.find_run(connection, run).provenance
        journal.merge_provenance(connection, run, provenance.at_end(before, record))
        if failed:
            journal.merge_provenance(connection, run, _answered_images(connection, prepared, run))
        journal.merge_provenance(connection, run, provenance.of_sitting(before, prepared, sitting))
        if judge:
            journal.merge_provenance(connection, run, judging.adopted(before, judge))
        connection.execute(
            # A resumed run may be scored by other settings than it was begun with.
            "UPDATE runs SET status = 'finished', error = NULL, report = ?, eligibility = ?, settings = ?,"
            " finished_at = ?, digest = ?, checked = NULL WHERE id = ?",
            (
                json.dumps(report.to_json()),
                json.dumps(reasons),
                json.dumps(prepared.loaded.settings, sort_keys=True),
                store.now(),
                journal.run_digest(connection, run),
                run,
            ),
        )
        sealing.seal(connection, run)
        for slug, reason in reasons.items():
            if not reason:
                enter(connection, journal.find_run(connection, run), slug, report.boards[slug])


def _answered_images(connection: sqlite3.Connection, prepared: Prepared, run: str) -> dict[str, str]:
    """Return the digest of the images that need not be looked at again, where there are images."""
    if prepared.identity.get("images") is None:
        return {}
    return {"answered_images": identity.answered_images(connection, run, prepared.loaded.items)}


def _interrupted(connection: sqlite3.Connection, prepared: Prepared, sitting: Sitting) -> Interrupted:
    if not _stop(connection, prepared, sitting, "interrupted", ""):
        return Interrupted(f"interrupted: run {sitting.run} was just finished", "nothing of it is lost")
    done = journal.find_run(connection, sitting.run).answered
    kept = f"{done} of {len(prepared.loaded.items)} answers are kept in run {sitting.run}"
    return Interrupted(f"interrupted: {kept}", "run the same command again to go on")


def _stop(connection: sqlite3.Connection, prepared: Prepared, sitting: Sitting, status: str, error: str) -> bool:
    """Say why a run stops, as far as that can still be written; what was answered is in the journal anyhow.

    A run that has a report, whose failed items were asked again, is what it was before: finished.

    Returns:
        Whether there was anything left to do.
    """
    if connection.in_transaction:
        connection.rollback()
    with suppress(PodiumError), journal.writing(connection):
        stored = journal.find_run(connection, sitting.run)
        if stored.status == "finished":
            # Ctrl-C may come when all is done.
            return False
        if stored.status == "running":
            if stored.report is not None:
                status, error = "finished", ""
            facts = provenance.of_sitting(stored.provenance, prepared, sitting)
            facts |= _answered_images(connection, prepared, sitting.run)
            journal.merge_provenance(connection, sitting.run, facts)
            connection.execute(
                "UPDATE runs SET status = ?, error = ? WHERE id = ?",
                (status, journal.storable(error) or None, sitting.run),
            )
    return True
