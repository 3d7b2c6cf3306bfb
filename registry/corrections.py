"""Missing or incorrect data: what people report, and what a maintainer decides.

A report names a row of a board that is wrong, or a model whose row is missing, with the right value and where it can
be read. Accepting it appends a result with the reason; nothing is overwritten, and neither the plugin's next version
nor an import takes it back.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from podium.registry import events, leaderboard, store, unusable
from podium.registry.card import Board
from podium.registry.database import transaction
from podium.registry.errors import DataError, NotFound, PodiumError
from podium.registry.result_rows import check_result
from podium.registry.telling import telling
from podium.registry.views import shown

Status = Literal["open", "accepted", "rejected"]
STATUSES: tuple[Status, ...] = ("open", "accepted", "rejected")

#: Most characters of a statement or a decision, and of a reporter's name: what a person writes, no more.
LONGEST_TEXT = 2_000
LONGEST_NAME = 200

#: What a corrected row has from the one it replaces; interval, size and second sources belonged to the old figure, and
#: who reported that does not report the new one.
_KEPT = ("benchmark", "board", "model", "split", "setting", "tools", "standing", "reported_on")


_REASON = re.compile(r"correction \d+: ")


def is_reason(text: str | None) -> bool:
    """Return whether a result's reason is a report that was accepted: a reporter's words, which anybody may be."""
    return text is not None and _REASON.match(text) is not None


@dataclass(frozen=True)
class Correction:
    """A report of data that is missing or incorrect.

    Args:
        id: Identifier.
        benchmark: Slug.
        benchmark_name: As written in a sentence.
        board: Slug.
        board_title: Its heading.
        model: Slug.
        model_name: As written in a sentence.
        result: Row id of the result that is wrong, or None where one is missing.
        held: What that row says.
        setting: Its setting.
        statement: What the reporter says is wrong.
        value: The right value, or None where the row should be withdrawn.
        source_url: Where it can be read.
        reporter: Who says so, if they said who they are.
        status: One of :data:`STATUSES`.
        decision: What the maintainer said.
        accepted_result: Row id of the result that was appended.
        created_at: When it was reported, UTC.
        decided_at: When it was decided.
    """

    id: int
    benchmark: str
    benchmark_name: str
    board: str
    board_title: str
    model: str
    model_name: str
    result: int | None
    held: float | None
    setting: str | None
    statement: str
    value: float | None
    source_url: str
    reporter: str | None
    status: Status
    decision: str | None
    accepted_result: int | None
    created_at: str
    decided_at: str | None

    @property
    def change(self) -> str:
        """What it asks for: ``"0.481 → 0.512"``, ``"missing: 0.512"`` or ``"withdraw 0.481"``."""
        if self.held is None or self.value is None:
            return f"withdraw {shown(self.held or 0.0)}" if self.value is None else f"missing: {shown(self.value)}"
        if self.held == self.value:
            return f"another source for {shown(self.held)}"
        before, after = shown(self.held), shown(self.value)
        return f"{before} → {after}" if before != after else f"{self.held:g} → {self.value:g}"


@dataclass(frozen=True)
class Accepted:
    """What accepting a correction did.

    Args:
        correction: As it is now.
        result: Row id of the result that was appended.
        events: What that meant for the board.
    """

    correction: Correction
    result: int
    events: tuple[events.Event, ...]


_CORRECTIONS = """
SELECT c.id, c.benchmark, k.name AS benchmark_name, c.board, b.title AS board_title, c.model, m.name AS model_name,
       c.result, r.value AS held, r.setting, c.statement, c.value, c.source_url, c.reporter, c.status, c.decision,
       c.accepted_result, c.created_at, c.decided_at
FROM corrections AS c
JOIN benchmarks AS k ON k.slug = c.benchmark
JOIN boards AS b ON b.benchmark = c.benchmark AND b.slug = c.board
JOIN models AS m ON m.slug = c.model
LEFT JOIN results AS r ON r.id = c.result
"""


def listed(
    connection: sqlite3.Connection, status: Status | None = None, benchmark: str | None = None
) -> list[Correction]:
    """Return corrections, the oldest first.

    Args:
        connection: The registry, open for reading.
        status: Only those of this status.
        benchmark: Slug; only those of this benchmark.
    """
    rows = connection.execute(
        f"{_CORRECTIONS} WHERE (?1 IS NULL OR c.status = ?1) AND (?2 IS NULL OR c.benchmark = ?2) ORDER BY c.id",
        (status, benchmark),
    )
    return [Correction(**dict(row)) for row in rows]


def one(connection: sqlite3.Connection, number: int) -> Correction:
    """Return a correction.

    Raises:
        NotFound: If there is none of this number.
    """
    row = connection.execute(f"{_CORRECTIONS} WHERE c.id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound("correction", str(number), hint="podium corrections list --status all lists them")
    return Correction(**dict(row))


def result_of(connection: sqlite3.Connection, benchmark: str, board: str, model: str) -> int | None:
    """Return the row id of a model's result on a board, or None where the board has none of it.

    Args:
        connection: The registry, open for reading.
        benchmark: Slug.
        board: Slug.
        model: Slug.

    Raises:
        PodiumError: If the board has several of it, in different settings.
    """
    rows = _current(connection, benchmark, board, model)
    if len(rows) > 1:
        held = "; ".join(f"{row['id']} says {shown(row['value'])} ({row['setting'] or 'no setting'})" for row in rows)
        raise PodiumError(f"{board} has several results of {model}: {held}", "name one by its id")
    return int(rows[0]["id"]) if rows else None


def add(
    connection: sqlite3.Connection,
    target: int | tuple[str, str, str],
    *,
    statement: str,
    value: float | None,
    source_url: str,
    reporter: str | None = None,
) -> Correction:
    """Keep a report for a maintainer to decide.

    Args:
        connection: Open for writing.
        target: Row id of the result that is wrong or, where one is missing, slugs of benchmark, board and model.
        statement: What is wrong.
        value: The right value, or None where the row should be withdrawn.
        source_url: Where it can be read.
        reporter: Who says so.

    Raises:
        NotFound: If there is no such row.
        PodiumError: If the row no longer stands or is a run's, or this was reported before.
        DataError: If the value is outside the board's range, or a text or the source is not acceptable.
    """
    statement = _text("statement", statement, LONGEST_TEXT)
    name = _text("reporter", reporter, LONGEST_NAME) if reporter is not None else None
    with transaction(connection):
        result, held = (target, _standing(connection, target)) if isinstance(target, int) else (None, None)
        place = tuple(held[name] for name in ("benchmark", "board", "model")) if held is not None else target
        assert isinstance(place, tuple)
        benchmark, board, model = place
        if held is None and value is None:
            raise DataError("a result that is missing needs its value")
        # A row that is to be withdrawn has nothing but its source to check.
        figure = held["value"] if held is not None and value is None else value
        row = {"benchmark": benchmark, "board": board, "model": model, "value": figure, "source_url": source_url}
        clean = check_result(row | {"standing": "self-reported"}, _boards(connection, benchmark))
        _check_source(clean["source_url"])
        if held is not None and (held["value"], held["source_url"]) == (value, clean["source_url"]):
            raise DataError(f"result {result} says {value:g} with this source already")
        right = None if value is None else clean["value"]
        before = connection.execute(
            "SELECT id FROM corrections WHERE status = 'open' AND benchmark = ? AND board = ? AND model = ?"
            " AND result IS ? AND value IS ?",
            (benchmark, board, model, result, right),
        ).fetchone()
        if before is not None:
            raise PodiumError(f"this is correction {before['id']} already", f"podium corrections show {before['id']}")
        cursor = connection.execute(
            "INSERT INTO corrections (benchmark, board, model, result, statement, value, source_url, reporter,"
            " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (benchmark, board, model, result, statement, right, clean["source_url"], name, store.now()),
        )
    return one(connection, int(cursor.lastrowid or 0))


def accept(
    connection: sqlite3.Connection, number: int, *, standing: str | None = None, note: str | None = None
) -> Accepted:
    """Append what a correction says, with the reason, and close it.

    Args:
        connection: Open for writing.
        number: The correction.
        standing: Whose figure it is; that of the row it replaces where left out.
        note: What the maintainer says.

    Raises:
        NotFound: If there is no such correction.
        PodiumError: If it was decided before, the board has changed since, or a missing row's standing is not given.
    """
    with transaction(connection):
        correction = _open(connection, number)
        last = events.last_id(connection)
        row = _row(connection, correction, standing)
        reason = f"correction {number}: {correction.statement} ({correction.source_url})"
        with telling(connection):
            # A row that supersedes none needs no reason to be allowed, but has one to tell.
            result = store.append_result(
                connection, row, origin="correction", supersedes=correction.result, reason=reason
            )
        _decide(connection, number, "accepted", note, result)
    told = events.after(connection, last, benchmark=correction.benchmark)
    return Accepted(one(connection, number), result, tuple(told))


def reject(connection: sqlite3.Connection, number: int, reason: str) -> Correction:
    """Close a correction without a change, and say why.

    Raises:
        NotFound: If there is no such correction.
        PodiumError: If it was decided before.
        DataError: If no reason is given.
    """
    with transaction(connection):
        _open(connection, number)
        _decide(connection, number, "rejected", _text("reason", reason, LONGEST_TEXT), None)
    return one(connection, number)


def _text(what: str, text: str, longest: int) -> str:
    text = text.strip()
    if not text:
        raise DataError(f"the {what} is empty")
    if len(text) > longest:
        raise DataError(f"the {what} has {len(text):,} characters", f"say it in {longest:,}")
    if odd := unusable.in_text(text):
        raise DataError(f"the {what} holds {odd}, which is no character", "take it out")
    return text


def _check_source(address: str) -> None:
    host = address.partition("://")[2]
    if not host or len(address) > LONGEST_TEXT or not address.isprintable() or " " in address:
        raise DataError(f"source_url {address[:80]!r} is not an http(s) address")


def _boards(connection: sqlite3.Connection, benchmark: str) -> dict[str, Board]:
    view = leaderboard.benchmark(connection, benchmark)
    return {
        facts.slug: Board(**{name: value for name, value in vars(facts).items() if name != "benchmark"})
        for facts, _ in view.boards
    }


def _current(connection: sqlite3.Connection, benchmark: str, board: str, model: str) -> list[sqlite3.Row]:
    return connection.execute(
        "SELECT * FROM current_results WHERE benchmark = ? AND board = ? AND model = ? ORDER BY id",
        (benchmark, board, model),
    ).fetchall()


def _standing(connection: sqlite3.Connection, result: int) -> sqlite3.Row:
    """Return a result that a correction may replace.

    Raises:
        NotFound: If there is none of this id.
        PodiumError: If another has replaced it, or it is the figure of a run stored here.
    """
    row: sqlite3.Row | None = connection.execute("SELECT * FROM results WHERE id = ?", (result,)).fetchone()
    if row is None:
        raise NotFound("result", str(result), hint="podium leaderboard BENCHMARK --json gives the ids")
    later = connection.execute("SELECT id, value FROM results WHERE supersedes = ?", (result,)).fetchone()
    if later is not None and later["value"] is not None:
        raise PodiumError(
            f"result {result} no longer stands: result {later['id']} replaced it",
            "reject the report, and report that row if it is wrong as well",
        )
    if later is not None or row["value"] is None:
        raise PodiumError(f"result {result} no longer stands: it was withdrawn", "reject the report")
    if row["run"] is not None:
        raise PodiumError(
            f"result {result} is what run {row['run']} scored, and stands as long as that does",
            "podium runs verify checks it, podium runs rescore replaces it",
        )
    return row


def _open(connection: sqlite3.Connection, number: int) -> Correction:
    correction = one(connection, number)
    if correction.status != "open":
        day = (correction.decided_at or "")[:10]
        raise PodiumError(f"correction {number} was {correction.status} on {day}", f"podium corrections show {number}")
    return correction


def _row(connection: sqlite3.Connection, correction: Correction, standing: str | None) -> Mapping[str, Any]:
    """Return the row that a correction appends."""
    if correction.result is None:
        held = _current(connection, correction.benchmark, correction.board, correction.model)
        if held:
            raise PodiumError(
                f"correction {correction.id}: the board has {correction.model_name} by now, as result {held[0]['id']}",
                f"podium corrections reject {correction.id}, and report that row if it is wrong",
            )
        if standing is None:
            raise PodiumError(
                f"correction {correction.id} brings a new row: whose figure is it?", "say it with --standing"
            )
        kept: dict[str, Any] = {name: getattr(correction, name) for name in ("benchmark", "board", "model")}
    else:
        old = _standing(connection, correction.result)
        kept = {name: old[name] for name in _KEPT if old[name] is not None}
        if correction.value is None:
            return kept
        if "tools" in kept:
            kept["tools"] = bool(kept["tools"])
    kept |= {"value": correction.value, "source_url": correction.source_url, "as_of": store.now()[:10]}
    kept["reported_by"] = urlsplit(correction.source_url).netloc.rpartition("@")[2].removeprefix("www.")
    if standing is not None:
        kept["standing"] = standing
    if kept["standing"] == "reproduced":
        raise DataError("standing 'reproduced' is only given to runs stored here")
    return check_result(kept, _boards(connection, correction.benchmark))


def _decide(
    connection: sqlite3.Connection, number: int, status: Status, decision: str | None, result: int | None
) -> None:
    connection.execute(
        "UPDATE corrections SET status = ?, decision = ?, accepted_result = ?, decided_at = ? WHERE id = ?",
        (status, decision, result, store.now(), number),
    )
