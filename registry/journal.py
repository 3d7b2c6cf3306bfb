"""Runs and their answers: every batch is committed before the next is asked for."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from podium.registry import names
from podium.registry.benchmark import Answer
from podium.registry.database import transaction
from podium.registry.errors import NotFound
from podium.registry.report import Report
from podium.registry.store import now

UNFINISHED = ("running", "interrupted", "failed")


@dataclass(frozen=True)
class Run:
    """A run as the registry holds it.

    Args:
        id: Short identifier.
        benchmark: Slug.
        split: Name of the split.
        model: Name of the model in tables.
        spec: The model spec it was started with.
        fingerprint: Hash of everything that determines the answers.
        status: ``"running"``, ``"interrupted"``, ``"finished"`` or ``"failed"``.
        sample: Whether it ran on synthetic sample data.
        items: Number of items asked.
        answered: Number of answers in the journal.
        settings: The benchmark's settings.
        provenance: What is needed to repeat it.
        eligibility: For each board, an empty text or why the run is not on it.
        report: The report, once it is finished.
        error: Why it stopped, or empty.
        started_at: UTC, ISO 8601.
        finished_at: UTC, ISO 8601, or None.
        digest: SHA-256 over the digests of its journal's rows, once it is finished; see :func:`run_digest`.
        checked: JSON of the last verification, or None.
    """

    id: str
    benchmark: str
    split: str
    model: str
    spec: str
    fingerprint: str
    status: str
    sample: bool
    items: int
    answered: int
    settings: Mapping[str, Any]
    provenance: Mapping[str, Any]
    eligibility: Mapping[str, str]
    report: Report | None
    error: str
    started_at: str
    finished_at: str | None
    digest: str | None = None
    checked: str | None = None

    @property
    def failed(self) -> int:
        """Number of items that were asked and could not be answered, counted when all were asked."""
        return int((self.provenance.get("outcome") or {}).get("failed", 0))


_SELECT = "SELECT r.*, (SELECT count(*) FROM answers AS a WHERE a.run = r.id) AS answered FROM runs AS r"


def _run(row: sqlite3.Row) -> Run:
    return Run(
        id=row["id"],
        benchmark=row["benchmark"],
        split=row["split"],
        model=row["model"],
        spec=row["spec"],
        fingerprint=row["fingerprint"],
        status=row["status"],
        sample=bool(row["sample"]),
        items=row["items"],
        answered=row["answered"],
        settings=json.loads(row["settings"]),
        provenance=json.loads(row["provenance"]),
        eligibility=json.loads(row["eligibility"]),
        report=Report.from_json(json.loads(row["report"])) if row["report"] else None,
        error=row["error"] or "",
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        digest=row["digest"],
        checked=row["checked"],
    )


def runs(connection: sqlite3.Connection) -> list[Run]:
    """Return all runs, newest first."""
    return [_run(row) for row in connection.execute(f"{_SELECT} ORDER BY r.started_at DESC, r.rowid DESC")]


def find_run(connection: sqlite3.Connection, text: str) -> Run:
    """Return the run whose id starts with ``text``.

    Raises:
        NotFound: If no run or more than one does.
    """
    if text and text.isalnum():
        found = connection.execute(f"{_SELECT} WHERE r.id LIKE ? || '%'", (text.lower(),)).fetchall()
        if len(found) == 1:
            return _run(found[0])
        if found:
            raise NotFound("single run", text, [row["id"] for row in found][:3])
    near = names.nearest(text, [row[0] for row in connection.execute("SELECT id FROM runs")])
    raise NotFound("run", text, near, "podium runs lists them")


def unfinished(connection: sqlite3.Connection, fingerprint: str) -> Run | None:
    """Return the newest unfinished run that would give the same answers."""
    marks = ", ".join("?" * len(UNFINISHED))
    row = connection.execute(
        f"{_SELECT} WHERE r.fingerprint = ? AND r.status IN ({marks}) ORDER BY r.started_at DESC, r.rowid DESC LIMIT 1",
        (fingerprint, *UNFINISHED),
    ).fetchone()
    return _run(row) if row is not None else None


def start(
    connection: sqlite3.Connection,
    *,
    benchmark: str,
    split: str,
    model: str,
    spec: str,
    fingerprint: str,
    sample: bool,
    items: int,
    settings: Mapping[str, Any],
    provenance: Mapping[str, Any],
) -> str:
    """Record a new run and return its id."""
    run = uuid.uuid4().hex[:10]
    values = (run, benchmark, split, model, spec, fingerprint, int(sample), items)
    texts = (json.dumps(settings, sort_keys=True), json.dumps(provenance, sort_keys=True), now())
    with transaction(connection):
        connection.execute(
            "INSERT INTO runs (id, benchmark, split, model, spec, fingerprint, sample, items, settings, provenance,"
            " started_at, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running')",
            values + texts,
        )
    return run


@dataclass(frozen=True)
class Entry:
    """One row of a run's journal.

    Args:
        position: Among the items of the run.
        item: The item's id.
        key: Hash of the item's content; see :func:`podium.registry.loading.item_key`. Empty in runs of
            versions that did not keep it.
        answer: What the model gave.
    """

    position: int
    item: str
    key: str
    answer: Answer


def record(connection: sqlite3.Connection, run: str, entries: Iterable[Entry]) -> None:
    """Commit a batch of answers; one that is there already is replaced only if it was a failure.

    Raises:
        sqlite3.Error: If the file cannot be written; nothing of the batch is kept then.
    """
    rows = []
    for entry in entries:
        text = _answer_json(entry.answer)
        rows.append((run, entry.position, entry.item, entry.key, text, row_digest(entry.item, entry.key, text)))
    with transaction(connection):
        connection.executemany(
            "INSERT INTO answers (run, position, item, key, answer, digest) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (run, position) DO UPDATE SET answer = excluded.answer, digest = excluded.digest"
            " WHERE json_extract(answers.answer, '$.error') IS NOT NULL",
            rows,
        )


def row_digest(item: str, key: str, answer: str) -> str:
    """Return the hash that a journal row carries of itself: 16 hexadecimal digits."""
    return hashlib.sha256(f"{item}\0{key}\0{answer}".encode()).hexdigest()[:16]


def run_digest(connection: sqlite3.Connection, run: str) -> str:
    """Return the SHA-256 over the digests that a run's rows carry, by position."""
    digest = hashlib.sha256()
    rows = connection.execute("SELECT position, digest FROM answers WHERE run = ? ORDER BY position", (run,))
    for row in rows:
        digest.update(f"{row['position']}\0{row['digest']}\n".encode())
    return digest.hexdigest()


def entries(connection: sqlite3.Connection, run: str) -> Iterator[Entry]:
    """Yield a run's journal by position; nothing grows with its length."""
    rows = connection.execute("SELECT position, item, key, answer FROM answers WHERE run = ? ORDER BY position", (run,))
    for row in rows:
        yield Entry(row["position"], row["item"], row["key"], answer_from(row["answer"]))


def answered(connection: sqlite3.Connection, run: str) -> dict[int, tuple[str, Answer]]:
    """Return the journalled answers by position, each with its item's id."""
    return {entry.position: (entry.item, entry.answer) for entry in entries(connection, run)}


def set_status(connection: sqlite3.Connection, run: str, status: str, error: str = "") -> None:
    """Say that a run goes on, was interrupted or failed, and why."""
    with transaction(connection):
        connection.execute("UPDATE runs SET status = ?, error = ? WHERE id = ?", (status, error or None, run))


def add_provenance(connection: sqlite3.Connection, run: str, name: str, facts: Mapping[str, Any]) -> None:
    """Add facts that only the run itself tells to its provenance, or replace those of that name."""
    with transaction(connection):
        (text,) = connection.execute("SELECT provenance FROM runs WHERE id = ?", (run,)).fetchone()
        changed = json.dumps(json.loads(text) | {name: dict(facts)}, sort_keys=True)
        connection.execute("UPDATE runs SET provenance = ? WHERE id = ?", (changed, run))


def _answer_json(answer: Answer) -> str:
    fields = {name: value for name, value in vars(answer).items() if value is not None}
    return json.dumps(fields, separators=(",", ":"), ensure_ascii=False)


def answer_from(text: str) -> Answer:
    """Return the answer that a journal row's text holds.

    Raises:
        ValueError: If it is no JSON.
        TypeError: If it has a field that an answer has not, or is not of an answer's form.
    """
    fields = json.loads(text)
    for name in ("probabilities", "log_likelihoods"):
        if name in fields:
            fields[name] = tuple(fields[name])
    return Answer(**fields)
