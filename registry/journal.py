"""Runs and their answers: what was answered is committed while the model goes on."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import uuid
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, overload

from podium.registry import names
from podium.registry.benchmark import Answer, Verdict
from podium.registry.database import path_of, readable_errors, transaction
from podium.registry.errors import NotFound, PodiumError
from podium.registry.report import Report
from podium.registry.store import now

UNFINISHED = ("running", "interrupted", "failed")

#: Rows read together, and how many such pages :class:`Answers` keeps.
PAGE, PAGES = 512, 8


def _plain(value: Any) -> Any:
    """Return a number or an array of numpy or torch as plain numbers."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"it holds a {type(value).__name__}")


_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, default=_plain).encode

# Halves of surrogate pairs, such as half an emoji at a reply's end; neither UTF-8 nor SQLite has them.
_HALVES = re.compile("[\ud800-\udfff]")

# The key of a failed answer's JSON; inside a text its quotation marks would be escaped.
_FAILED = """instr(answer, '"error":"') > 0"""


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

    @property
    def judge(self) -> str:
        """Identity of the judge whose verdicts its report rests on, or empty where it has none."""
        return str((self.provenance.get("judge") or {}).get("identity", ""))


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
    """Return all runs, newest first: in the order in which they were recorded, whatever the clock said."""
    return [_run(row) for row in connection.execute(f"{_SELECT} ORDER BY r.rowid DESC")]


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


def newest(connection: sqlite3.Connection, statuses: Sequence[str], **facts: str) -> Run | None:
    """Return the run that was recorded last among those with one of ``statuses`` and with these facts.

    Args:
        connection: Registry.
        statuses: Such as :data:`UNFINISHED`.
        **facts: Values by column: ``fingerprint``, ``benchmark``, ``split``, ``spec``.
    """
    marks = ", ".join("?" * len(statuses))
    where = " AND ".join([f"r.status IN ({marks})", *(f"r.{name} = ?" for name in facts)])
    row = connection.execute(
        f"{_SELECT} WHERE {where} ORDER BY r.rowid DESC LIMIT 1", (*statuses, *facts.values())
    ).fetchone()
    return _run(row) if row is not None else None


def new_id() -> str:
    """Return an id for a new run."""
    return uuid.uuid4().hex[:10]


def start(
    connection: sqlite3.Connection,
    run: str,
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
) -> None:
    """Record a new run; inside a transaction."""
    values = (run, benchmark, split, model, spec, fingerprint, int(sample), items)
    texts = (json.dumps(settings, sort_keys=True), json.dumps(provenance, sort_keys=True), now())
    connection.execute(
        "INSERT INTO runs (id, benchmark, split, model, spec, fingerprint, sample, items, settings, provenance,"
        " started_at, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running')",
        values + texts,
    )


@contextmanager
def writing(connection: sqlite3.Connection, *, synced: bool = True) -> Iterator[None]:
    """Write in one transaction; see :func:`podium.registry.database.transaction`.

    Raises:
        RegistryFileError: If the file cannot be written; nothing of the transaction is kept then.
    """
    with readable_errors(path_of(connection)), transaction(connection, synced=synced):
        yield


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

    The disk is not waited for: a power cut may take the last batches, which are then asked again. It has all of them
    when the run is finished.

    Raises:
        RegistryFileError: If the file cannot be written; nothing of the batch is kept then, and all that was before.
        TypeError: If an answer holds what JSON has no form for.
    """
    rows = []
    for entry in entries:
        text, item = _answer_json(entry.answer), storable(entry.item)
        rows.append((run, entry.position, item, entry.key, text, row_digest(item, entry.key, text)))
    with writing(connection, synced=False):
        connection.executemany(
            "INSERT INTO answers (run, position, item, key, answer, digest) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (run, position) DO UPDATE SET answer = excluded.answer, digest = excluded.digest"
            f" WHERE {_FAILED}",
            rows,
        )


def storable(text: str) -> str:
    r"""Return a text as SQLite can hold it: half of a surrogate pair becomes ``\udXXX``, in JSON the same character."""
    return text if text.isascii() else _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


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


def positions(connection: sqlite3.Connection, run: str) -> Iterator[tuple[int, bool]]:
    """Yield the positions that a run's journal holds, each with whether the item failed."""
    for row in connection.execute(f"SELECT position, {_FAILED} FROM answers WHERE run = ?", (run,)):
        yield row[0], bool(row[1])


def item_ids(connection: sqlite3.Connection, run: str) -> Iterator[tuple[int, str]]:
    """Yield the positions that a run's journal holds, in order, each with its item's id."""
    for row in connection.execute("SELECT position, item FROM answers WHERE run = ? ORDER BY position", (run,)):
        yield row[0], row[1]


def keys(connection: sqlite3.Connection, run: str) -> Iterator[str]:
    """Yield the keys of the items that a run's journal holds."""
    for row in connection.execute("SELECT key FROM answers WHERE run = ?", (run,)):
        yield row[0]


class Answers(Sequence[Answer]):
    """All answers of a run, in order, read from the journal page by page; memory does not grow with their number.

    Args:
        connection: Registry; must be used in the thread that opened it, and so must this.
        run: Id of the run.
        count: Number of answers.
        judge: Identity of the judge whose verdicts stand beside them, or empty for none; see
            :mod:`podium.registry.judgements`.
    """

    def __init__(self, connection: sqlite3.Connection, run: str, count: int, judge: str = "") -> None:
        self._connection, self._run, self._count, self._judge = connection, run, count, judge
        self._pages: OrderedDict[int, list[Answer]] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Answer]:
        for start in range(0, self._count, PAGE):
            yield from self._read(start)

    @overload
    def __getitem__(self, place: int) -> Answer: ...

    @overload
    def __getitem__(self, place: slice) -> list[Answer]: ...

    def __getitem__(self, place: int | slice) -> Answer | list[Answer]:
        if isinstance(place, slice):
            return [self[position] for position in range(*place.indices(self._count))]
        position = range(self._count)[place]
        start = position - position % PAGE
        if start not in self._pages:
            self._pages[start] = self._read(start)
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(start)
        return self._pages[start][position - start]

    def _read(self, start: int) -> list[Answer]:
        """Return the answers of one page.

        Raises:
            PodiumError: If one is missing.
        """
        stop = min(start + PAGE, self._count)
        rows = self._connection.execute(
            "SELECT answer FROM answers WHERE run = ? AND position >= ? AND position < ? ORDER BY position",
            (self._run, start, stop),
        ).fetchall()
        if len(rows) != stop - start:
            raise PodiumError(f"run {self._run}: the journal lacks answers from position {start} on")
        answers = [answer_from(row[0]) for row in rows]
        return self._with_verdicts(answers, start) if self._judge else answers

    def _with_verdicts(self, answers: list[Answer], start: int) -> list[Answer]:
        rows = self._connection.execute(
            "SELECT position, judge, fields, error FROM judgements"
            " WHERE run = ? AND identity = ? AND position >= ? AND position < ?",
            (self._run, self._judge, start, start + len(answers)),
        )
        for row in rows:
            place = row["position"] - start
            try:
                fields = None if row["fields"] is None else json.loads(row["fields"])
            except ValueError:
                fields = row["fields"]
            if fields is not None and not isinstance(fields, dict):
                raise PodiumError(
                    f"run {self._run}: the verdict of {row['judge']} on row {row['position']} is not what was written",
                    f"podium runs verify {self._run} says what else is wrong",
                )
            answers[place] = replace(answers[place], verdict=Verdict(row["judge"], fields, row["error"]))
        return answers


def answered(connection: sqlite3.Connection, run: str) -> dict[int, tuple[str, Answer]]:
    """Return the journalled answers by position, each with its item's id."""
    return {entry.position: (entry.item, entry.answer) for entry in entries(connection, run)}


def count(connection: sqlite3.Connection, run: str) -> dict[str, int]:
    """Return how many answers of a run failed and how many were cut off at the limit of tokens."""
    failed, truncated = connection.execute(
        f"""SELECT coalesce(sum({_FAILED}), 0), coalesce(sum(instr(answer, '"finish":"length"') > 0), 0)"""
        " FROM answers WHERE run = ?",
        (run,),
    ).fetchone()
    return {"failed": failed, "truncated": truncated}


def remarks(connection: sqlite3.Connection, run: str) -> Counter[str]:
    """Count the remarks of a run's answers."""
    found: Counter[str] = Counter()
    for row in connection.execute(
        """SELECT answer FROM answers WHERE run = ? AND instr(answer, '"remarks":[') > 0""", (run,)
    ):
        found.update(answer_from(row[0]).remarks or ())
    return found


def without_choice(connection: sqlite3.Connection, run: str) -> Iterator[int]:
    """Yield the positions of answers that did not fail and name no option."""
    rows = connection.execute(
        f"""SELECT position FROM answers WHERE run = ? AND instr(answer, '"choice":') = 0 AND NOT {_FAILED}""", (run,)
    )
    for row in rows:
        yield row[0]


def in_common(connection: sqlite3.Connection, first: str, second: str, by: str = "key") -> int:
    """Return how many items two runs share.

    Args:
        connection: Registry.
        first: Id of a run.
        second: Id of another.
        by: ``"key"``, or ``"item"`` where one of them was made before there were keys.
    """
    one = f"SELECT {by} FROM answers WHERE run = ?"
    (shared,) = connection.execute(f"SELECT count(*) FROM ({one} INTERSECT {one})", (first, second)).fetchone()
    return int(shared)


def set_status(connection: sqlite3.Connection, run: str, status: str, error: str = "") -> None:
    """Say that a run goes on, was interrupted or failed, and why."""
    with writing(connection):
        connection.execute("UPDATE runs SET status = ?, error = ? WHERE id = ?", (status, storable(error) or None, run))


def add_provenance(connection: sqlite3.Connection, run: str, name: str, facts: Mapping[str, Any]) -> None:
    """Add facts that only the run itself tells to its provenance, or replace those of that name."""
    with writing(connection):
        merge_provenance(connection, run, {name: dict(facts)})


def merge_provenance(connection: sqlite3.Connection, run: str, facts: Mapping[str, Any]) -> None:
    """Add to a run's provenance, or replace what it has by these names; inside a transaction."""
    (text,) = connection.execute("SELECT provenance FROM runs WHERE id = ?", (run,)).fetchone()
    changed = json.dumps(json.loads(text) | dict(facts), sort_keys=True)
    connection.execute("UPDATE runs SET provenance = ? WHERE id = ?", (changed, run))


def _answer_json(answer: Answer) -> str:
    told = {name: value for name, value in vars(answer).items() if value is not None and name != "verdict"}
    return storable(_encode(told))


def answer_from(text: str) -> Answer:
    """Return the answer that a journal row's text holds; the text of one that failed is empty.

    Raises:
        ValueError: If it is no JSON.
        TypeError: If it has a field that an answer has not, or is not of an answer's form.
    """
    fields = json.loads(text)
    for name in ("probabilities", "log_likelihoods", "remarks"):
        if name in fields:
            fields[name] = tuple(fields[name])
    if "error" in fields:
        # A scorer of texts counts it as wrong, like any other reply that says nothing.
        fields.setdefault("text", "")
    return Answer(**fields)
