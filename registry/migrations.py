"""The schema of the registry file, step by step. Steps are only ever added, never changed.

Imported where the schema is written; readers compare the names in :data:`podium.registry.database.SCHEMA`.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from podium.registry.schema_names import NAMES
from podium.registry.schema_places import BOARD_PLACES, INDEXES, PASSED_OVER, SIZES

MIGRATIONS = Migrations("podium")

_M001 = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE benchmarks (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    modality TEXT NOT NULL,
    card TEXT NOT NULL,
    plugin TEXT NOT NULL,
    distribution TEXT NOT NULL,
    version TEXT NOT NULL,
    evaluates INTEGER NOT NULL,
    installed INTEGER NOT NULL DEFAULT 1,
    synced_at TEXT NOT NULL
);
CREATE TABLE boards (
    benchmark TEXT NOT NULL REFERENCES benchmarks(slug),
    slug TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    metric TEXT NOT NULL,
    metric_name TEXT NOT NULL,
    protocol TEXT NOT NULL,
    headline INTEGER NOT NULL,
    split TEXT NOT NULL,
    unit TEXT NOT NULL,
    higher_is_better INTEGER NOT NULL,
    minimum REAL,
    maximum REAL,
    PRIMARY KEY (benchmark, slug)
);
CREATE TABLE models (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    organisation TEXT,
    released TEXT,
    released_precision TEXT,
    parameters_b REAL,
    context_tokens INTEGER,
    input_price REAL,
    output_price REAL,
    price_as_of TEXT,
    licence TEXT,
    open_weights INTEGER,
    multimodal INTEGER,
    aliases TEXT NOT NULL DEFAULT '[]',
    source_url TEXT,
    llm_stats_id TEXT,
    origin TEXT NOT NULL
);
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    benchmark TEXT NOT NULL,
    split TEXT NOT NULL,
    model TEXT NOT NULL,
    spec TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'interrupted', 'finished', 'failed')),
    sample INTEGER NOT NULL,
    items INTEGER NOT NULL,
    settings TEXT NOT NULL,
    provenance TEXT NOT NULL,
    eligibility TEXT NOT NULL DEFAULT '{}',
    report TEXT,
    error TEXT,
    started_at TEXT NOT NULL,
    finished_at TEXT
);
CREATE INDEX runs_by_fingerprint ON runs (fingerprint, status);
CREATE TABLE answers (
    run TEXT NOT NULL REFERENCES runs(id),
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (run, position)
) WITHOUT ROWID;
CREATE TABLE results (
    id INTEGER PRIMARY KEY,
    benchmark TEXT NOT NULL,
    board TEXT NOT NULL,
    model TEXT NOT NULL REFERENCES models(slug),
    value REAL,
    low REAL,
    high REAL,
    stderr REAL,
    n INTEGER,
    split TEXT,
    setting TEXT,
    tools INTEGER,
    standing TEXT NOT NULL CHECK (standing IN ('self-reported', 'third-party', 'independent', 'reproduced')),
    reported_by TEXT,
    reported_on TEXT,
    as_of TEXT,
    source_url TEXT,
    cited_url TEXT,
    provenance TEXT,
    corroborated_by TEXT,
    note TEXT,
    run TEXT REFERENCES runs(id),
    origin TEXT NOT NULL,
    supersedes INTEGER UNIQUE REFERENCES results(id),
    reason TEXT,
    content TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    CHECK (value IS NOT NULL OR (supersedes IS NOT NULL AND reason IS NOT NULL)),
    FOREIGN KEY (benchmark, board) REFERENCES boards(benchmark, slug)
);
CREATE INDEX results_by_board ON results (benchmark, board, model);
CREATE INDEX results_by_model ON results (model);
CREATE INDEX results_by_origin ON results (origin);
CREATE TRIGGER results_are_never_changed BEFORE UPDATE ON results
BEGIN
    SELECT RAISE(ABORT, 'results are append-only: add a row that supersedes this one');
END;
CREATE TRIGGER results_are_never_deleted BEFORE DELETE ON results
BEGIN
    SELECT RAISE(ABORT, 'results are append-only: add a row that withdraws this one');
END;
CREATE VIEW current_results AS
    SELECT * FROM results AS r
    WHERE r.value IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM results AS later WHERE later.supersedes = r.id);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    benchmark TEXT NOT NULL REFERENCES benchmarks(slug),
    board TEXT,
    model TEXT,
    result INTEGER REFERENCES results(id),
    statement TEXT NOT NULL,
    value REAL,
    source_url TEXT,
    reporter TEXT,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'rejected')),
    decision TEXT,
    accepted_result INTEGER REFERENCES results(id),
    created_at TEXT NOT NULL,
    decided_at TEXT
);
"""

_M002 = """
ALTER TABLE answers ADD COLUMN key TEXT NOT NULL DEFAULT '';
ALTER TABLE answers ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN digest TEXT;
ALTER TABLE runs ADD COLUMN checked TEXT;
CREATE TABLE reports (
    run TEXT NOT NULL REFERENCES runs(id),
    number INTEGER NOT NULL,
    report TEXT NOT NULL,
    settings TEXT NOT NULL,
    podium TEXT NOT NULL,
    card TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
"""

_M003 = """
CREATE TABLE judgements (
    run TEXT NOT NULL REFERENCES runs(id),
    identity TEXT NOT NULL,
    position INTEGER NOT NULL,
    judge TEXT NOT NULL,
    prompt TEXT NOT NULL,
    reply TEXT,
    fields TEXT,
    error TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    reused TEXT,
    made_at TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (run, identity, position)
) WITHOUT ROWID;
CREATE INDEX judgements_by_prompt ON judgements (prompt, identity);
"""

# What happened is read by id where it is followed, and by the day it counts from where the latest are shown.
_M006 = """
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('new_benchmark', 'new_leader', 'new_result')),
    benchmark TEXT NOT NULL REFERENCES benchmarks(slug),
    board TEXT,
    model TEXT REFERENCES models(slug),
    result INTEGER REFERENCES results(id),
    previous INTEGER REFERENCES results(id),
    day TEXT,
    recorded_at TEXT NOT NULL,
    backfill INTEGER NOT NULL DEFAULT 0,
    CHECK ((kind = 'new_benchmark') = (result IS NULL)),
    FOREIGN KEY (benchmark, board) REFERENCES boards(benchmark, slug)
);
CREATE INDEX events_by_benchmark ON events (benchmark, kind);
CREATE INDEX events_by_day ON events (CASE WHEN backfill THEN day ELSE substr(recorded_at, 1, 10) END);
CREATE INDEX corrections_by_status ON corrections (status);
"""


def statements(script: str) -> list[str]:
    """Split a script into statements; ``executescript`` would commit the migration's transaction."""
    import sqlite3

    statements, pending = [], ""
    for line in script.splitlines():
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            statements.append(pending.strip())
            pending = ""
    return statements


@MIGRATIONS()
def m001_registry(db: Database) -> None:
    """Create cards, boards, models, results, runs, answers and corrections."""
    for statement in statements(_M001):
        db.execute(statement)


@MIGRATIONS()
def m002_journal(db: Database) -> None:
    """Give answers the hash of what was asked and of the row, runs that of all rows, and keep every report."""
    for statement in statements(_M002):
        db.execute(statement)


@MIGRATIONS()
def m003_judgements(db: Database) -> None:
    """Keep what judges said of answers, each with the digests of who was asked and what."""
    for statement in statements(_M003):
        db.execute(statement)


@MIGRATIONS()
def m004_names(db: Database) -> None:
    """Give boards other names, and index all names by their parts so that misspelt ones are found."""
    for statement in statements(NAMES):
        db.execute(statement)


@MIGRATIONS()
def m005_places(db: Database) -> None:
    """Let ranking read an index in its order, and keep which results it leaves out and how large every board is."""
    for statement in statements(INDEXES) + statements(PASSED_OVER) + statements(SIZES):
        db.execute(statement)


@MIGRATIONS()
def m006_events(db: Database) -> None:
    """Keep what happened: new benchmarks, leaders and results."""
    for statement in statements(_M006):
        db.execute(statement)


@MIGRATIONS()
def m007_board_places(db: Database) -> None:
    """Keep the places of every board in one row, so that hundreds of boards are read at once."""
    for statement in statements(BOARD_PLACES):
        db.execute(statement)
