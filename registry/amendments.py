"""What was changed on a benchmark's boards after it stood there: corrected, withdrawn or added, when and why.

Results are never overwritten: one that is wrong is replaced by one that supersedes it. Readers of a board see the new
figure alone, so whoever shows it can say here what stood in its place; and texts that cards bring, which no correction
changes, are looked through for figures that no longer stand.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from podium.registry.views import shown


@dataclass(frozen=True)
class Amendment:
    """A figure that took the place of another, or came or went, by a correction.

    Args:
        id: Row id of the result that says so.
        result: Row id of the result that stands now, or None where there is none any more.
        board: Slug.
        board_title: Its heading.
        model: Slug.
        model_name: As written in a sentence.
        previous: What stood before, or None where the row was missing.
        value: What was said instead, or None where the row was withdrawn.
        now: What stands now, after whatever came later; None where nothing does.
        day: When, UTC.
        reason: Why.
        correction: Number of the correction that was accepted, or None where the source of the row itself changed.
        source_url: Where the new figure can be read.
    """

    id: int
    result: int | None
    board: str
    board_title: str
    model: str
    model_name: str
    previous: float | None
    value: float | None
    now: float | None
    day: str
    reason: str
    correction: int | None
    source_url: str | None

    @property
    def change(self) -> str:
        """What happened and when: ``"corrected 2026-11-26: was 0.481"``."""
        if self.previous is None:
            return f"added {self.day}"
        done = "withdrawn" if self.value is None else "corrected"
        if self.value is not None and _figure(self.previous, self.value) == _figure(self.value, self.previous):
            return f"source changed {self.day}"
        return f"{done} {self.day}: was {_figure(self.previous, self.value)}"


def to_json(one: Amendment | None) -> dict[str, Any] | None:
    """Return what was corrected of a row as JSON data, None where nothing was."""
    if one is None:
        return None
    kept = ("previous", "day", "reason", "correction", "source_url")
    return {"change": one.change} | {name: getattr(one, name) for name in kept}


# The sign before r.id keeps SQLite from going through all results in the order asked for, in place of a model's few.
_AMENDMENTS = """
SELECT r.id, r.benchmark, r.board, coalesce(b.title, r.board) AS board_title, r.model, m.name AS model_name,
       old.value AS previous, r.value, substr(coalesce(c.decided_at, r.recorded_at), 1, 10) AS day,
       coalesce(c.statement, r.reason, '') AS reason, c.id AS correction,
       coalesce(c.source_url, r.source_url) AS source_url
FROM results AS r
JOIN models AS m ON m.slug = r.model
LEFT JOIN boards AS b ON b.benchmark = r.benchmark AND b.slug = r.board
LEFT JOIN results AS old ON old.id = r.supersedes
LEFT JOIN corrections AS c ON c.accepted_result = r.id
WHERE {where} AND r.run IS NULL AND (c.id IS NOT NULL OR r.supersedes IS NOT NULL)
ORDER BY +r.id DESC
"""


#: The row that a chain of replaced rows has come to.
_LAST = """
WITH RECURSIVE chain(id) AS (SELECT ?1 UNION SELECT r.id FROM results AS r JOIN chain ON r.supersedes = chain.id)
SELECT id, value FROM results WHERE id = (SELECT max(id) FROM chain)
"""


def of_benchmark(connection: sqlite3.Connection, benchmark: str) -> list[Amendment]:
    """Return what was changed on a benchmark's boards, the newest first.

    Runs that newer ones replace are not among it, nor rows of which all but the figure was brought up to date.

    Args:
        connection: The registry.
        benchmark: Slug.
    """
    return _read(connection, "r.benchmark = ?", benchmark)


def of_model(connection: sqlite3.Connection, model: str) -> list[Amendment]:
    """Return what was changed of a model's results on all boards, the newest first."""
    return _read(connection, "r.model = ?", model)


def _read(connection: sqlite3.Connection, where: str, value: str) -> list[Amendment]:
    rows = connection.execute(_AMENDMENTS.format(where=where), (value,)).fetchall()
    found = []
    for row in rows:
        new, old = row["value"], row["previous"]
        if row["correction"] is None and new is not None and old is not None and shown(new) == shown(old):
            continue
        facts = {name: row[name] for name in row.keys() if name != "benchmark"}  # noqa: SIM118 - a row of SQLite
        last = connection.execute(_LAST, (row["id"],)).fetchone()
        stands = last["value"] is not None
        found.append(Amendment(result=last["id"] if stands else None, now=last["value"], **facts))
    return found


def by_result(amendments: Iterable[Amendment]) -> dict[int, Amendment]:
    """Return the newest change behind every row that stands now."""
    found: dict[int, Amendment] = {}
    for one in amendments:
        if one.result is not None:
            found.setdefault(one.result, one)
    return found


#: A number as texts write scores: a fraction, or a percentage.
_NUMBER = re.compile(r"(?<![\w.,])(\d+\.(\d+))(?:\s?(%|percent\b))?(?!\.?\d)")
#: Decimals from which on a number of a text is taken for a score: 0.5 is in many texts, 0.48 hardly by chance.
_LEAST_DECIMALS = 2


def outdated(text: str, amendments: Iterable[Amendment]) -> list[str]:
    """Return what must be said beside a text that states a figure which was corrected since, a sentence each.

    Args:
        text: What somebody wrote, as a card's answer to a question.
        amendments: What was changed since, the newest first.
    """
    said = []
    for one in amendments:
        old = one.previous
        if old is None or (one.now is not None and shown(one.now) == shown(old)):
            continue
        if any(_states(found, old) for found in _NUMBER.finditer(text)):
            done = "withdrawn" if one.value is None else "corrected"
            now = f" and is {shown(one.now)} now" if one.now is not None else ""
            now = " and withdrawn since" if one.now is None and one.value is not None else now
            said.append(f"{shown(old)} of {one.model_name} ({one.board_title}) was {done} on {one.day}{now}.")
    return said


def _states(found: re.Match[str], value: float) -> bool:
    """Return whether a number of a text is a score, to the decimals that the text gives."""
    percent = found[3] is not None
    decimals = len(found[2]) + (2 if percent else 0)
    number = float(found[1]) / (100 if percent else 1)
    return decimals >= _LEAST_DECIMALS and abs(number - value) <= 0.5 * 10**-decimals + 1e-9


def _figure(value: float, other: float | None) -> str:
    """Return a score to three decimals, or whole where another one reads the same and is not."""
    alike = other is not None and value != other and shown(value) == shown(other)
    return f"{value:g}" if alike else shown(value)
