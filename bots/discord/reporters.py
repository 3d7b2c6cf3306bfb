"""Who reported what: kept until they were told what became of it, or until they want it deleted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from podium.registry.corrections import Correction


@dataclass(frozen=True)
class Reporter:
    """A person who waits to hear of a report.

    Args:
        correction: Its number in the registry.
        made_at: When it was made.
        person: Id of the person.
    """

    correction: int
    made_at: str
    person: int


def remember(connection: sqlite3.Connection, correction: Correction, person: int) -> None:
    """Remember who is to be told of a report."""
    give_back(connection, Reporter(correction.id, correction.created_at, person))


def give_back(connection: sqlite3.Connection, reporter: Reporter) -> None:
    """Remember a reporter who could not be told now, to be told later."""
    connection.execute(
        "INSERT OR REPLACE INTO reports VALUES (?, ?, ?)", (reporter.correction, reporter.made_at, reporter.person)
    )


def waiting(connection: sqlite3.Connection) -> list[Reporter]:
    """Return all who wait to hear of a report, the oldest first."""
    return [Reporter(**dict(row)) for row in connection.execute("SELECT * FROM reports ORDER BY correction")]


def take(connection: sqlite3.Connection, reporter: Reporter) -> bool:
    """Forget a reporter, who is told now; return False where another does that already."""
    cursor = connection.execute(
        "DELETE FROM reports WHERE correction = ? AND made_at = ? AND person = ?",
        (reporter.correction, reporter.made_at, reporter.person),
    )
    return cursor.rowcount > 0


def number_of(connection: sqlite3.Connection, person: int) -> int:
    """Return of how many reports a person waits to hear."""
    return int(connection.execute("SELECT count(*) FROM reports WHERE person = ?", (person,)).fetchone()[0])


def forget(connection: sqlite3.Connection, person: int) -> int:
    """Forget which reports are a person's; return how many they were."""
    return connection.execute("DELETE FROM reports WHERE person = ?", (person,)).rowcount
