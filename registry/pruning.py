"""Room in the registry file: which runs' answers may go, and letting them go."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from podium.registry import store
from podium.registry.database import path_of, transaction
from podium.registry.errors import PodiumError
from podium.registry.journal import UNFINISHED
from podium.registry.locking import RunLock


@dataclass(frozen=True)
class Choice:
    """Which runs are meant; a run is chosen if all that is given holds for it.

    Args:
        unfinished: Only runs that did not come to their end.
        older_than: Only runs begun longer ago than this.
        keep: Only finished runs beyond the newest ``keep`` of the same benchmark, split and model.
    """

    unfinished: bool = False
    older_than: timedelta | None = None
    keep: int | None = None


@dataclass(frozen=True)
class Removal:
    """What would be removed of a run.

    Args:
        run: Id.
        benchmark: Slug.
        model: Name of the model.
        status: As :class:`podium.registry.journal.Run` has it.
        started_at: UTC, ISO 8601.
        answers: Number of answers in its journal.
        bytes: Their size and that of what judges said of them, without what the file adds.
        whole: Whether the run itself goes too; otherwise its report, settings and provenance stay.
        protected: Why nothing of it is removed, or empty.
    """

    run: str
    benchmark: str
    model: str
    status: str
    started_at: str
    answers: int
    bytes: int
    whole: bool
    protected: str = ""


@dataclass(frozen=True)
class Freed:
    """What a removal came to.

    Args:
        runs: Runs of which nothing is left.
        answers: Answers removed, of those and of others.
        bytes: By how much the registry file and its log shrank.
        skipped: Runs that another process is writing to, with why.
    """

    runs: int
    answers: int
    bytes: int
    skipped: dict[str, str]


def choose(connection: sqlite3.Connection, choice: Choice, whole: bool = False) -> list[Removal]:
    """Return what a choice means, newest first, the runs among them that are protected too.

    Unfinished runs go as a whole, for they have nothing but answers. A run on which a current figure of a
    board rests is protected. So is, from going as a whole, one that an earlier figure names as its source.

    Args:
        connection: Registry.
        choice: Which runs.
        whole: Whether finished runs go with their reports.
    """
    cut = None
    if choice.older_than is not None:
        cut = (datetime.now(UTC) - choice.older_than).isoformat(timespec="seconds")
    newer: dict[tuple[str, str, str], int] = {}
    found = []
    for row in connection.execute(_CANDIDATES):
        # While failed items are asked again, there is a report as before.
        finished = row["status"] not in UNFINISHED or row["reported"]
        if finished:
            kind = (row["benchmark"], row["split"], row["model"])
            newer[kind] = newer.get(kind, 0) + 1
            beyond = choice.keep is None or newer[kind] > choice.keep
        else:
            beyond = choice.keep is None
        if not beyond or (choice.unfinished and finished) or (cut is not None and row["started_at"] >= cut):
            continue
        goes = whole or not finished
        if not goes and not row["answers"]:
            continue
        found.append(_removal(row, goes))
    return found


_CANDIDATES = """
SELECT r.id, r.benchmark, r.split, r.model, r.status, r.started_at, r.report IS NOT NULL AS reported,
       (SELECT count(*) FROM answers AS a WHERE a.run = r.id) AS answers,
       (SELECT coalesce(sum(length(CAST(a.answer AS BLOB)) + length(a.item) + length(a.key) + length(a.digest)), 0)
        FROM answers AS a WHERE a.run = r.id)
       + (SELECT coalesce(sum(length(CAST(j.reply AS BLOB)) + length(CAST(j.fields AS BLOB)) + length(j.prompt)), 0)
          FROM judgements AS j WHERE j.run = r.id) AS bytes,
       (SELECT group_concat(c.board, ', ') FROM current_results AS c WHERE c.run = r.id) AS boards,
       (SELECT count(*) FROM results AS s WHERE s.run = r.id) AS figures
FROM runs AS r ORDER BY r.started_at DESC, r.rowid DESC
"""


def _removal(row: sqlite3.Row, whole: bool) -> Removal:
    protected = ""
    if row["boards"]:
        protected = f"a figure on board {row['boards']} rests on it"
    elif whole and row["figures"]:
        protected = "an earlier figure of a board names it as its source; without --whole its answers can go"
    return Removal(
        row["id"],
        row["benchmark"],
        row["model"],
        row["status"],
        row["started_at"],
        row["answers"],
        row["bytes"],
        whole,
        protected,
    )


def remove(connection: sqlite3.Connection, removals: Sequence[Removal]) -> Freed:
    """Remove what :func:`choose` proposed, and give the room back to the disk.

    What is protected is looked up again under the write lock; a run that another process is writing to is left.

    Args:
        connection: Registry open for writing.
        removals: The proposals; protected ones are passed over.

    Raises:
        PodiumError: If the room cannot be given back because another process has the file open; what was to
            be removed is removed then.
    """
    before = _size(connection)
    runs = answers = 0
    skipped: dict[str, str] = {}
    for one in removals:
        if one.protected:
            continue
        try:
            gone = _remove(connection, one)
        except PodiumError as error:
            skipped[one.run] = error.message
            continue
        runs += one.whole
        answers += gone
    if runs or answers:
        _vacuum(connection)
    return Freed(runs, answers, max(0, before - _size(connection)), skipped)


def _remove(connection: sqlite3.Connection, one: Removal) -> int:
    """Remove one run or its answers, and return how many answers that were.

    Raises:
        PodiumError: If another process writes to it, or it must stay after all.
    """
    lock, removed = RunLock(connection, one.run, {}), False
    try:
        with transaction(connection):
            row = connection.execute(f"SELECT * FROM ({_CANDIDATES}) WHERE id = ?", (one.run,)).fetchone()
            if row is None or row["status"] != one.status:
                raise PodiumError("it has changed meanwhile", "podium runs prune proposes anew")
            now = _removal(row, one.whole)
            if now.protected:
                raise PodiumError(now.protected)
            connection.execute("DELETE FROM judgements WHERE run = ?", (one.run,))
            connection.execute("DELETE FROM answers WHERE run = ?", (one.run,))
            if one.whole:
                connection.execute("DELETE FROM reports WHERE run = ?", (one.run,))
                connection.execute("DELETE FROM runs WHERE id = ?", (one.run,))
            else:
                facts = json.dumps({"at": store.now(), "answers": now.answers})
                connection.execute(
                    "UPDATE runs SET checked = NULL, provenance = json_set(provenance, '$.removed', json(?))"
                    " WHERE id = ?",
                    (facts, one.run),
                )
        removed = True
    finally:
        lock.release(for_good=removed)
    return now.answers


def _vacuum(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        raise PodiumError(
            f"the answers are removed, but the file keeps its size for now: {error}",
            "what was freed is used again by later runs; podium runs prune tries again",
        ) from error


def _size(connection: sqlite3.Connection) -> int:
    """Return the bytes of the registry file, its write-ahead log included."""
    path = path_of(connection)
    parts = (path, path.with_name(path.name + "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())
