"""Whether a registry file holds what Podium promises: nothing changed, nothing lost, everything derived in step.

Every check reads; none needs a plugin or the data of a benchmark. What a run's figures are worth is another question:
:mod:`podium.registry.auditing` scores its answers again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from podium.registry import database, formats, journal, leaderboard, placing, sealing, store
from podium.registry.errors import RegistryFileError

#: What keeps results append-only. A file without them still opens, and no longer keeps its promise.
TRIGGERS = ("results_are_never_changed", "results_are_never_deleted")

#: Most things that one line names.
_NAMED = 3


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Args:
        name: What.
        ok: Whether it is as it should be.
        detail: What was found.
        due: Whether it is sound and only of an older Podium.
    """

    name: str
    ok: bool
    detail: str
    due: bool = False


def check_file(path: Path) -> list[Check]:
    """Return what is right and wrong with a registry file.

    What stands in the tables is only looked at where the file itself is sound and its schema is this Podium's.

    Args:
        path: An existing file; it is only read.
    """
    try:
        connection = database.connect(path)
    except RegistryFileError as error:
        return [Check("file", False, error.message)]
    with closing(connection):
        found = [_look(connection, name, look) for name, look in _OF_FILES.items()]
        if all(one.ok and not one.due for one in found):
            connection.execute("BEGIN")  # one state of the file for all that is held against one another
            found += [_look(connection, name, look) for name, look in _OF_TABLES.items()]
    return found


def _look(connection: sqlite3.Connection, name: str, look: Callable[[sqlite3.Connection], Check]) -> Check:
    try:
        return look(connection)
    except sqlite3.DatabaseError as error:
        return Check(name, False, str(error))


def _pages(connection: sqlite3.Connection) -> Check:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    return Check("pages", found == ["ok"], "intact" if found == ["ok"] else "; ".join(found[:_NAMED]))


def _references(connection: sqlite3.Connection) -> Check:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if not broken:
        return Check("references", True, "complete")
    points = formats.count(len(broken), "row points", "rows point")
    return Check("references", False, f"{points} at nothing, first in table {broken[0][0]}")


def _schema(connection: sqlite3.Connection) -> Check:
    steps = database.schema_steps(connection)
    newer = [step for step in steps if step not in database.SCHEMA]
    missing = [step for step in database.SCHEMA if step not in steps]
    if newer:
        told = f"written by a newer Podium (step {newer[0]}); upgrade with pip install -U podium"
        return Check("schema", False, told)
    if not steps:
        return Check("schema", False, f"{', '.join(missing)} not applied; podium db migrate does it")
    if missing:
        return Check("schema", True, f"of an older Podium; {', '.join(missing)} will be applied", due=True)
    return Check("schema", True, f"up to date ({steps[-1]})")


def _append_only(connection: sqlite3.Connection) -> Check:
    found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    missing = [trigger for trigger in TRIGGERS if trigger not in found]
    return Check("append-only", not missing, f"missing {', '.join(missing)}" if missing else "guarded by triggers")


_OF_FILES: dict[str, Callable[[sqlite3.Connection], Check]] = {
    "pages": _pages,
    "references": _references,
    "schema": _schema,
    "append-only": _append_only,
}


def _said(name: str, problems: Iterator[str], fine: str) -> Check:
    found = list(problems)
    if not found:
        return Check(name, True, fine)
    more = f"; and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
    return Check(name, False, "; ".join(found[:_NAMED]) + more)


def _history(connection: sqlite3.Connection) -> Check:
    """Check that no result was taken out or altered, and that each replaces one that stood before it on its board."""

    def problems() -> Iterator[str]:
        count, last = connection.execute("SELECT count(*), coalesce(max(id), 0) FROM results").fetchone()
        if count != last:
            # Ids are given without gaps, and a transaction that is rolled back gives its ids back.
            yield f"{formats.count(last - count, 'result')} up to number {last:,} missing"
        for row in connection.execute(
            "SELECT r.id, old.id AS old FROM results AS r JOIN results AS old ON old.id = r.supersedes"
            " WHERE old.id >= r.id OR (old.benchmark, old.board) IS NOT (r.benchmark, r.board)"
        ):
            yield f"result {row['id']} replaces result {row['old']}, which it cannot"
        for row in connection.execute(
            "SELECT r.id FROM results AS r LEFT JOIN runs AS u ON u.id = r.run"
            " WHERE r.origin = 'run' AND (u.id IS NULL OR u.report IS NULL)"
        ):
            yield f"result {row['id']} is of a run without a report"
        for row in connection.execute("SELECT * FROM results ORDER BY id"):
            if not store.says_what_was_written(row):
                yield f"result {row['id']} does not say what was written"

    return _said("history", problems(), "every result is there, as it was written")


def _runs(connection: sqlite3.Connection) -> Check:
    """Check that journals and reports are what they were when they were written."""

    def problems() -> Iterator[str]:
        for row in connection.execute(
            "SELECT id, items, report, digest, json_extract(provenance, '$.removed') AS removed,"
            " (SELECT count(*) FROM answers AS a WHERE a.run = runs.id) AS answers"
            " FROM runs WHERE status = 'finished' ORDER BY rowid"
        ).fetchall():
            run = row["id"]
            if row["report"] is None:
                yield f"finished run {run} has no report"
            elif sealing.fits(connection, run) is False:
                yield f"run {run} does not say what it said when it was finished"
            if row["removed"] is None and row["answers"] != row["items"]:
                yield f"finished run {run} has {row['answers']:,} of {formats.count(row['items'], 'answer')}"
            elif row["removed"] is None and row["digest"] not in (None, journal.run_digest(connection, run)):
                yield f"answers of run {run} are not those it was scored with"
            altered = _altered(connection, run)
            if altered:
                yield f"{formats.count(altered, 'answer')} of run {run} changed after being written"
        for row in connection.execute(
            "SELECT u.id, max(a.position) AS last, u.items FROM runs AS u JOIN answers AS a ON a.run = u.id"
            " GROUP BY u.id HAVING last >= u.items OR min(a.position) < 0"
        ):
            yield f"run {row['id']} has answers to more than its {formats.count(row['items'], 'item')}"

    return _said("runs", problems(), "journals and reports agree")


def _altered(connection: sqlite3.Connection, run: str) -> int:
    # Rows from before rows carried digests have none.
    rows = connection.execute("SELECT item, key, answer, digest FROM answers WHERE run = ? AND digest <> ''", (run,))
    return sum(digest != journal.row_digest(item, key, answer) for item, key, answer, digest in rows)


def _corrections(connection: sqlite3.Connection) -> Check:
    found = connection.execute(
        "SELECT id FROM corrections WHERE (status = 'open') IS NOT (decided_at IS NULL)"
        " OR (status = 'accepted') IS NOT (accepted_result IS NOT NULL) ORDER BY id"
    )
    problems = (f"correction {row['id']} is half decided" for row in found)
    return _said("corrections", problems, "each is open or decided")


def _names(connection: sqlite3.Connection) -> Check:
    """Check that every name is found, and no name of what is gone."""

    def problems() -> Iterator[str]:
        known = {tuple(row) for row in connection.execute("SELECT kind, slug, name FROM names")}
        for what, names in (("not found", _all_names(connection) - known), ("stale", known - _all_names(connection))):
            yield from (f"name {name!r} of {kind} {slug} is {what}" for kind, slug, name in sorted(names))
        unfound = connection.execute(
            "SELECT count(*) FROM names WHERE id NOT IN (SELECT id FROM names_parts_docsize)"
        ).fetchone()[0]
        stale = connection.execute(
            "SELECT count(*) FROM names_parts_docsize WHERE id NOT IN (SELECT id FROM names)"
        ).fetchone()[0]
        if unfound or stale:
            yield f"the index of names lacks {unfound:,} and has {stale:,} too many"

    return _said("names", problems(), "all are found")


def _all_names(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for kind, table, aliases in (
        ("benchmark", "benchmarks", "json_extract(card, '$.aliases')"),
        ("model", "models", "aliases"),
    ):
        for slug, name, others in connection.execute(f"SELECT slug, name, {aliases} FROM {table}"):
            found |= {(kind, slug, one) for one in (slug, name, *json.loads(others or "[]"))}
    makers = connection.execute("SELECT DISTINCT organisation FROM models WHERE organisation <> ''")
    return found | {("organisation", maker, maker) for (maker,) in makers}


_CURRENT = """
SELECT r.benchmark, r.board, r.model, r.value, r.id, r.standing,
       r.standing IN ('independent', 'reproduced') AND coalesce(
           (SELECT json_extract(u.checked, '$.ok') FROM runs AS u WHERE u.id = r.run), 1) AS verified
FROM current_results AS r ORDER BY r.benchmark, r.board
"""


def _boards(connection: sqlite3.Connection) -> Check:
    """Check that what is kept of every board, its places and its sizes, is what its results say."""

    def problems() -> Iterator[str]:
        higher = {
            (row["benchmark"], row["slug"]): bool(row["higher_is_better"])
            for row in connection.execute("SELECT benchmark, slug, higher_is_better FROM boards")
        }
        empty = set(higher)
        for at, rows in groupby(connection.execute(_CURRENT), key=lambda row: (row["benchmark"], row["board"])):
            empty.discard(at)
            yield from _board(connection, at, list(rows), higher[at])
        for at in sorted(empty):
            yield from _board(connection, at, [], higher[at])

    return _said("boards", problems(), "places and sizes are those of the results")


def _board(
    connection: sqlite3.Connection, at: tuple[str, str], rows: list[sqlite3.Row], higher_is_better: bool
) -> Iterator[str]:
    placing_rows: dict[str, sqlite3.Row] = {}
    for row in rows:
        other = placing_rows.get(row["model"])
        if other is None or (row["verified"], row["id"]) > (other["verified"], other["id"]):
            placing_rows[row["model"]] = row
    expected = {row["id"] for row in placing_rows.values()}
    if expected != {row["id"] for row in connection.execute(f"SELECT r.id {leaderboard.PLACING}", at)}:
        yield f"board {'/'.join(at)} places other results than it should"
        return
    found = [(row["model"], row["value"], row["id"]) for row in placing_rows.values()]
    wanted = _by_model(placing.ranked(found, higher_is_better))
    whole = placing.is_whole(connection, *at)
    if not whole or _by_model(placing.places(connection, [(*at, higher_is_better)])[at]) != wanted:
        yield f"places kept of board {'/'.join(at)} are not those of its results"
    size = connection.execute("SELECT models FROM board_sizes WHERE benchmark = ? AND board = ?", at).fetchone()
    if (size["models"] if size is not None else 0) != len(placing_rows):
        yield f"board {'/'.join(at)} counts other models than it has"


def _by_model(places: placing.Places) -> list[tuple[str, float, int, int]]:
    """Return the places in one order, for those of one rank have none."""
    return sorted(zip(places.models, places.values, places.results, places.ranks, strict=True))


_OF_TABLES: dict[str, Callable[[sqlite3.Connection], Check]] = {
    "history": _history,
    "runs": _runs,
    "corrections": _corrections,
    "names": _names,
    "boards": _boards,
}
