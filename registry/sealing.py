"""The hash over what a finished run says besides its answers: its report, its model and what it was asked."""

from __future__ import annotations

import hashlib
import json
import sqlite3

from podium.registry.journal import merge_provenance

_COLUMNS = (
    "benchmark",
    "split",
    "model",
    "spec",
    "fingerprint",
    "sample",
    "items",
    "settings",
    "eligibility",
    "report",
)

#: Parts of the provenance that stay as they are while a run is finished.
_PARTS = ("identity", "model", "outcome", "content", "dataset", "items", "subset", "shortfall")


def digest(connection: sqlite3.Connection, run: str) -> str:
    """Return the SHA-256 over what a run's report, model, settings, boards and provenance say."""
    row = connection.execute(f"SELECT {', '.join(_COLUMNS)}, provenance FROM runs WHERE id = ?", (run,)).fetchone()
    told = json.loads(row["provenance"])
    facts = [row[name] for name in _COLUMNS], [told.get(name) for name in _PARTS]
    if told.get("judge"):
        # Of runs without a judge the digest is the one that earlier versions gave them.
        facts[1].append([told["judge"], told.get("judges")])
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def seal(connection: sqlite3.Connection, run: str) -> None:
    """Keep the digest with the run; inside the transaction that stores its report."""
    merge_provenance(connection, run, {"seal": digest(connection, run)})


def fits(connection: sqlite3.Connection, run: str) -> bool | None:
    """Return whether a run still says what it said when it was sealed, or None where it never was."""
    (kept,) = connection.execute("SELECT json_extract(provenance, '$.seal') FROM runs WHERE id = ?", (run,)).fetchone()
    return None if kept is None else bool(kept == digest(connection, run))
