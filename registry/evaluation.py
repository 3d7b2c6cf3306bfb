"""The run: load, answer, journal, score, record. A killed run goes on where it stopped."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from podium.registry import database, journal, store
from podium.registry.adapters import Adapter
from podium.registry.adapters.base import Task
from podium.registry.benchmark import Answer, Benchmark
from podium.registry.errors import PodiumError
from podium.registry.loading import Loaded, item_key, items_digest, load, plugin_code, stage
from podium.registry.report import Report
from podium.registry.version import __version__


@dataclass(frozen=True)
class Plan:
    """What to run.

    Args:
        benchmark: The benchmark.
        adapter: The model.
        root: Folder of the user's copy of the data, or None for the synthetic sample.
        split: Split to run, or None for the one of the benchmark's own boards.
        settings: The user's settings, as typed.
        limit: Most items to ask, or None for all.
        device: A torch device for scoring.
        resume: Whether to go on with an unfinished run that would give the same answers.
        model_name: Name for the tables, or empty for the adapter's.
        about: What the user says of the model and the test, by the keys of :mod:`podium.registry.checklist`.
    """

    benchmark: Benchmark
    adapter: Adapter
    root: Path | None = None
    split: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    limit: int | None = None
    device: str = "cpu"
    resume: bool = False
    model_name: str = ""
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """How far a run is: a stage, and of how many items how many are done."""

    stage: str
    done: int
    total: int
    run: str


Observer = Callable[[Progress], None]


class Interrupted(PodiumError):
    """Ctrl-C in the middle of a run; what was answered is in the journal."""

    exit_code = 130


@dataclass(frozen=True)
class Prepared:
    """A plan whose data is loaded and whose model is ready to be asked; nothing is stored yet."""

    plan: Plan
    loaded: Loaded


def prepare(plan: Plan, observe: Observer = lambda progress: None) -> Prepared:
    """Load a plan's data and model, and check that every item can be asked.

    Raises:
        PodiumError: If the data, the model or a setting is not usable.
    """
    loaded = _load(plan)
    _check_thresholds(plan, loaded, {})
    benchmark, split = plan.benchmark, loaded.dataset.split
    task = Task(
        benchmark,
        split,
        loaded.items,
        loaded.settings,
        lambda other: _load(plan, other).items,
        whole=loaded.dataset.items,
    )
    observe(Progress("loading model", 0, len(loaded.items), ""))
    plan.adapter.prepare(task)
    return Prepared(plan, loaded)


def run(connection: sqlite3.Connection, plan: Plan, observe: Observer = lambda progress: None) -> journal.Run:
    """Run a plan to its end and return the finished run.

    Args:
        connection: Registry open for writing.
        plan: What to run.
        observe: Called as the run goes on.

    Raises:
        PodiumError: If the data, the model or a setting is not usable; a run that had begun stays
            resumable.
        Interrupted: On Ctrl-C; the run stays resumable.
    """
    return run_prepared(connection, prepare(plan, observe), observe)


def run_prepared(
    connection: sqlite3.Connection, prepared: Prepared, observe: Observer = lambda progress: None
) -> journal.Run:
    """Run what :func:`prepare` made ready; arguments and errors as :func:`run`."""
    plan, loaded = prepared.plan, prepared.loaded
    fingerprint = _fingerprint(plan, loaded)
    run_id = _begin(connection, plan, loaded, fingerprint)
    try:
        _answer_all(connection, plan, loaded, run_id, observe)
        observe(Progress("scoring", len(loaded.items), len(loaded.items), run_id))
        report = _score(connection, plan, loaded, run_id)
    except KeyboardInterrupt:
        journal.set_status(connection, run_id, "interrupted")
        done = journal.find_run(connection, run_id).answered
        message = f"interrupted: {done} of {len(loaded.items)} answers are kept in run {run_id}"
        raise Interrupted(message, "run the same command with --resume") from None
    except PodiumError as error:
        journal.set_status(connection, run_id, "failed", str(error))
        if plan.adapter.kind != "file":
            error.hint = "; ".join(filter(None, [error.hint, f"once it is mended, --resume goes on (run {run_id})"]))
        raise
    _finish(connection, plan, loaded, run_id, report)
    return journal.find_run(connection, run_id)


def _load(plan: Plan, split: str | None = None) -> Loaded:
    whole = split is not None
    return load(
        plan.benchmark,
        plan.root,
        split or plan.split,
        plan.settings,
        limit=None if whole else plan.limit,
        looks_at_images=plan.adapter.looks_at_images,
    )


def _check_thresholds(plan: Plan, loaded: Loaded, model: Mapping[str, Any]) -> str:
    """Refuse frozen thresholds that do not fit, before anything is asked; return what must be said of them."""
    path = loaded.settings.get("thresholds")
    if not path:
        return ""
    from podium.registry.thresholds import check_use

    return check_use(Path(path), loaded.dataset.split, loaded.dataset.sample, model)


def _fingerprint(plan: Plan, loaded: Loaded) -> str:
    """Hash everything that determines the answers: the items, what is asked, who is asked and how."""
    digest = hashlib.sha256()
    card = plan.benchmark.card
    facts = {
        "benchmark": [card.slug, card.version, loaded.dataset.split, loaded.dataset.fingerprint],
        "settings": stage(plan.benchmark, loaded.settings, "load"),
        "model": [plan.adapter.kind, dict(plan.adapter.fingerprint())],
    }
    digest.update(json.dumps(facts, sort_keys=True).encode())
    for item in loaded.items:
        digest.update(f"{item.id}\0{item.target}\0".encode())
    return digest.hexdigest()


def _begin(connection: sqlite3.Connection, plan: Plan, loaded: Loaded, fingerprint: str) -> str:
    if plan.resume:
        found = journal.unfinished(connection, fingerprint)
        if found is not None:
            journal.set_status(connection, found.id, "running")
            if plan.about:
                journal.add_provenance(connection, found.id, "about", plan.about)
            return found.id
    return journal.start(
        connection,
        benchmark=plan.benchmark.card.slug,
        split=loaded.dataset.split,
        model=plan.model_name or plan.adapter.name,
        spec=plan.adapter.spec,
        fingerprint=fingerprint,
        sample=loaded.dataset.sample,
        items=len(loaded.items),
        settings=loaded.settings,
        provenance=_provenance(plan, loaded),
    )


def _provenance(plan: Plan, loaded: Loaded) -> dict[str, Any]:
    versions = {}
    for name in ("torch", "transformers", "pillow", "pyarrow", "numpy"):
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    card = plan.benchmark.card
    return {
        "podium": __version__,
        "python": platform.python_version(),
        "platform": f"{sys.platform} {platform.machine()}",
        "packages": versions,
        "card": card.version,
        "dataset": loaded.dataset.fingerprint,
        "items": items_digest(loaded.items),
        "model": dict(plan.adapter.fingerprint()) | dict(plan.adapter.provenance()),
        "batch_size": plan.adapter.options.batch_size or plan.adapter.usual_batch,
        "limit": plan.limit,
        "shortfall": loaded.shortfall,
        "scoring_device": plan.device,
        # Where a comparison finds the targets again; none for sample data.
        "data": str(plan.root.resolve()) if plan.root is not None else None,
        "about": dict(plan.about),
    }


def _answer_all(connection: sqlite3.Connection, plan: Plan, loaded: Loaded, run_id: str, observe: Observer) -> None:
    done = journal.answered(connection, run_id)
    count, total = len(done), len(loaded.items)
    observe(Progress("answering", count, total, run_id))
    waiting = ((position, loaded.items[position]) for position in range(total) if position not in done)
    with closing(plan.adapter.stream(waiting)) as answering:
        for answers in answering:
            asked = [(position, loaded.items[position], answer) for position, answer in answers]
            entries = [journal.Entry(position, item.id, item_key(item), answer) for position, item, answer in asked]
            journal.record(connection, run_id, entries)
            count += len(entries)
            observe(Progress("answering", count, total, run_id))
    if speed := plan.adapter.speed():
        journal.add_provenance(connection, run_id, "speed", speed)


def _score(connection: sqlite3.Connection, plan: Plan, loaded: Loaded, run_id: str) -> Report:
    """Score what the journal holds, so that a resumed run and an unbroken one take the same road."""
    kept = journal.answered(connection, run_id)
    answers: list[Answer] = []
    for position, item in enumerate(loaded.items):
        item_id, answer = kept[position]
        if item_id != item.id:
            raise PodiumError(f"run {run_id}: answer {position} is for {item_id}, the data has {item.id} there")
        answers.append(answer)
    settings = stage(plan.benchmark, loaded.settings, "score")
    with plugin_code(plan.benchmark, "scorer"):
        report = plan.benchmark.score(loaded.items, answers, plan.device, **settings)
    others = _check_thresholds(plan, loaded, plan.adapter.fingerprint())
    notes = (*loaded.dataset.notes, *plan.adapter.notes(), others, *report.notes)
    return Report(
        boards=report.boards,
        scores=report.scores,
        tables=report.tables,
        counts=report.counts,
        settings=loaded.settings | dict(report.settings),
        notes=tuple(dict.fromkeys(note for note in notes if note)),
        withheld=report.withheld,
        curves=report.curves,
        facts=report.facts,
        units=report.units,
    )


def _eligibility(plan: Plan, loaded: Loaded, report: Report) -> dict[str, str]:
    """Say for every board that local runs can enter why this one may not, or nothing if it may."""
    reasons = {}
    for board in plan.benchmark.card.boards:
        if not board.split:
            continue
        if loaded.dataset.sample:
            reason = "; ".join(filter(None, ["synthetic sample data", report.withheld.get(board.slug, "")]))
        elif not plan.adapter.ranks:
            reason = "a baseline is a reference, not a model"
        elif loaded.dataset.split != board.split:
            reason = f"split {loaded.dataset.split} is not the board's split ({board.split})"
        elif loaded.shortfall:
            reason = loaded.shortfall
        elif board.slug not in report.boards or report.boards[board.slug].value is None:
            reason = report.withheld.get(board.slug, "the run did not follow the board's protocol; the notes say why")
        else:
            reason = ""
        reasons[board.slug] = reason
    return reasons


def _finish(connection: sqlite3.Connection, plan: Plan, loaded: Loaded, run_id: str, report: Report) -> None:
    """Store the report and, where the run may, its results, in one transaction."""
    reasons = _eligibility(plan, loaded, report)
    with database.transaction(connection):
        connection.execute(
            # A resumed run may be scored by other settings than it was begun with.
            "UPDATE runs SET status = 'finished', error = NULL, report = ?, eligibility = ?, settings = ?,"
            " finished_at = ?, digest = ?, checked = NULL WHERE id = ?",
            (
                json.dumps(report.to_json()),
                json.dumps(reasons),
                json.dumps(loaded.settings, sort_keys=True),
                store.now(),
                journal.run_digest(connection, run_id),
                run_id,
            ),
        )
        for slug, reason in reasons.items():
            if not reason:
                _enter(connection, plan, loaded, run_id, slug, report)


def _enter(connection: sqlite3.Connection, plan: Plan, loaded: Loaded, run_id: str, board: str, report: Report) -> None:
    score = report.boards[board]
    row: dict[str, Any] = {
        "benchmark": plan.benchmark.card.slug,
        "board": board,
        "model": store.ensure_model(connection, plan.model_name or plan.adapter.name),
        "value": score.value,
        "n": score.n,
        "split": loaded.dataset.split,
        "setting": plan.adapter.kind,
        "standing": "reproduced",
        "reported_by": f"run {run_id}",
        "as_of": store.now()[:10],
        "provenance": "podium-run",
    }
    if score.interval is not None:
        row |= {"low": score.interval.low, "high": score.interval.high}
    store.append_run_result(connection, row, run_id)
