"""What judges said of answers, as the registry keeps it: one row per run, judge and answer.

A judge is known by its *identity*, the hash of what identifies the model and how it is asked, and a question to it
by the hash of all of it. Where both are equal the verdict is the same one, in whichever run it was first given.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from podium.registry.adapters.base import Facts
from podium.registry.benchmark import Generate
from podium.registry.journal import Run, storable, writing
from podium.registry.store import now


@dataclass(frozen=True)
class Judgement:
    """One row.

    Args:
        position: Among the items of the run.
        judge: Name of the judge, as it stands in the names of metrics.
        identity: What :func:`identity` gives of it.
        prompt: What :func:`prompt_digest` gives of what it was asked first.
        reply: Its last reply, or None where none came.
        fields: What was read from it, or None.
        error: Why there are no fields, or empty.
        attempts: How often it was asked until then.
        reused: Id of the run whose verdict was taken over, or None.
        made_at: When it was given, UTC, ISO 8601.
    """

    position: int
    judge: str
    identity: str
    prompt: str
    reply: str | None
    fields: Mapping[str, Any] | None
    error: str = ""
    attempts: int = 1
    reused: str | None = None
    made_at: str = ""

    @property
    def standing(self) -> Standing:
        """How far the judge is with the answer."""
        return Standing(self.prompt, self.fields is not None, self.reply is not None, self.attempts)


@dataclass(frozen=True)
class Counts:
    """How many verdicts of one judge a run has.

    Args:
        judged: Verdicts that could be read.
        reused: Those of them that were taken over from other runs.
        asked: Answers that it was asked about; of equal ones within the run one may stand for the others.
        failed: Answers without a verdict, after all attempts.
        calls: Replies that were read, those that said nothing included.
    """

    judged: int
    reused: int
    asked: int
    failed: int
    calls: int


def identity(facts: Facts) -> str:
    """Return the SHA-256 of what identifies a judge: its adapter's fingerprint."""
    return hashlib.sha256(json.dumps(dict(facts), sort_keys=True).encode()).hexdigest()


def prompt_digest(request: Generate) -> str:
    """Return the SHA-256 of everything a judge is asked, the system message and the schema of the reply included.

    Of images the file's name counts. Fields that are left out have no part in it, so that it stays the same when
    requests get further ones.
    """
    fields = {
        name: [path.name for path in value] if name == "images" else value
        for name, value in vars(request).items()
        if value
    }
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def row_digest(one: Judgement) -> str:
    """Return the hash that a row carries of itself: 16 hexadecimal digits."""
    facts = [one.position, one.judge, one.identity, one.prompt, one.reply, one.fields, one.error, one.attempts]
    text = json.dumps([*facts, one.reused, one.made_at], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def record(connection: sqlite3.Connection, run: str, rows: Iterable[Judgement]) -> None:
    """Commit verdicts; one of the same judge on the same answer is replaced. As of answers, the disk is not waited for.

    Raises:
        RegistryFileError: If the file cannot be written; nothing of the batch is kept then.
    """
    with writing(connection, synced=False):
        connection.executemany(
            "INSERT OR REPLACE INTO judgements (run, identity, position, judge, prompt, reply, fields, error, attempts,"
            " reused, made_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_values(run, one) for one in rows],
        )


def _values(run: str, one: Judgement) -> tuple[Any, ...]:
    fields = None if one.fields is None else json.dumps(one.fields, sort_keys=True)
    return (
        run,
        one.identity,
        one.position,
        one.judge,
        one.prompt,
        one.reply,
        fields,
        one.error,
        one.attempts,
        one.reused,
        one.made_at,
        row_digest(one),
    )


def made(
    position: int,
    judge: str,
    identity: str,
    prompt: str,
    reply: str | None,
    fields: Mapping[str, Any] | None,
    error: str = "",
    attempts: int = 1,
) -> Judgement:
    """Return a verdict given now, in the form in which it comes back from the file.

    Raises:
        TypeError: If the fields are not JSON data.
        ValueError: If they hold a number that is not finite.
    """
    if fields is not None:
        fields = json.loads(json.dumps(dict(fields), allow_nan=False))
    kept = storable(reply) if reply is not None else None
    return Judgement(position, judge, identity, prompt, kept, fields, storable(error), attempts, None, now())


def _read(row: sqlite3.Row) -> Judgement:
    fields = None if row["fields"] is None else json.loads(row["fields"])
    return Judgement(
        row["position"],
        row["judge"],
        row["identity"],
        row["prompt"],
        row["reply"],
        fields,
        row["error"],
        row["attempts"],
        row["reused"],
        row["made_at"],
    )


@dataclass(frozen=True)
class Standing:
    """How far a judge is with an answer.

    Args:
        prompt: Hash of what it was asked.
        read: Whether there is a verdict.
        replied: Whether there is a reply.
        attempts: How often it was asked.
    """

    prompt: str
    read: bool
    replied: bool
    attempts: int

    def is_open(self, limit: int) -> bool:
        """Return whether a reply could not be read and is to be asked for again; not where none came."""
        return self.replied and not self.read and self.attempts < limit


def standings(connection: sqlite3.Connection, run: str, identity: str) -> Iterator[tuple[int, Standing]]:
    """Yield how far a judge is with a run, by position."""
    for row in connection.execute(
        "SELECT position, prompt, fields IS NOT NULL, reply IS NOT NULL, attempts FROM judgements"
        " WHERE run = ? AND identity = ?",
        (run, identity),
    ):
        yield row[0], Standing(row[1], bool(row[2]), bool(row[3]), row[4])


def kept(connection: sqlite3.Connection, identity: str, prompt: str) -> tuple[str, Judgement] | None:
    """Return a verdict that this judge gave when it was asked the same, with the run that it was given for.

    Verdicts that are not what was written are passed over.
    """
    rows = connection.execute(
        "SELECT * FROM judgements WHERE prompt = ? AND identity = ? AND fields IS NOT NULL", (prompt, identity)
    )
    for row in rows:
        if is_whole(row):
            return row["reused"] or row["run"], _read(row)
    return None


def is_whole(row: sqlite3.Row) -> bool:
    """Return whether a row is what was written to it."""
    try:
        return bool(row["digest"] == row_digest(_read(row)))
    except (ValueError, TypeError):
        return False


def counts(connection: sqlite3.Connection, run: str, identity: str) -> Counts:
    """Count a judge's verdicts on a run."""
    row = connection.execute(
        "SELECT count(fields), coalesce(sum(fields IS NOT NULL AND reused IS NOT NULL AND reused <> run), 0),"
        " coalesce(sum(reused IS NULL), 0), coalesce(sum(fields IS NULL), 0),"
        " coalesce(sum(CASE WHEN reused IS NULL THEN attempts END), 0)"
        " FROM judgements WHERE run = ? AND identity = ?",
        (run, identity),
    ).fetchone()
    return Counts(*row)


def so_far(connection: sqlite3.Connection, run: str) -> dict[str, int]:
    """Count the verdicts that could be read, by the judge's name."""
    rows = connection.execute(
        "SELECT judge, count(fields) FROM judgements WHERE run = ? GROUP BY judge ORDER BY judge", (run,)
    )
    return {row[0]: row[1] for row in rows}


def total(connection: sqlite3.Connection, run: str) -> int:
    """Count the verdicts of all judges on a run."""
    return int(connection.execute("SELECT count(*) FROM judgements WHERE run = ?", (run,)).fetchone()[0])


def digest(connection: sqlite3.Connection, run: str, identity: str) -> str:
    """Return the SHA-256 over the digests that a judge's rows on a run carry, by position."""
    found = hashlib.sha256()
    for row in connection.execute(
        "SELECT position, digest FROM judgements WHERE run = ? AND identity = ? ORDER BY position", (run, identity)
    ):
        found.update(f"{row['position']}\0{row['digest']}\n".encode())
    return found.hexdigest()


def problems(connection: sqlite3.Connection, run: Run, ended: bool = True) -> Iterator[tuple[int | None, str, str]]:
    """Yield what is wrong with a run's verdicts: position and id of the answer, where it is of one, and a sentence.

    Args:
        connection: Registry.
        run: The run.
        ended: Whether the rows of each judge that came to its end must be those it ended with.
    """
    rows = connection.execute(
        "SELECT j.*, a.item FROM judgements AS j LEFT JOIN answers AS a ON a.run = j.run AND a.position = j.position"
        " WHERE j.run = ? ORDER BY j.position, j.identity",
        (run.id,),
    )
    for row in rows:
        if not is_whole(row):
            yield row["position"], row["item"] or "", f"has a verdict of {row['judge']} that is not what was written"
    judges = [run.provenance.get("judge"), *(run.provenance.get("judges") or {}).values()]
    for one in filter(None, judges if ended else ()):
        if one["digest"] != digest(connection, run.id, one["identity"]):
            what = (
                f"the verdicts of {one['name']} are not those the judging ended with;"
                " if asking failed ones again was stopped, --retry-failed brings that to its end"
            )
            yield None, "", what
