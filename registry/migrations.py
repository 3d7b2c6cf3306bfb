"""The schema of the registry file, step by step. Steps are only ever added, never changed.

Imported where the schema is written; readers compare the names in :data:`podium.registry.database.SCHEMA`.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

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

_M004 = """
ALTER TABLE boards ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';
ALTER TABLE benchmarks ADD COLUMN fetches INTEGER NOT NULL DEFAULT 0;
ALTER TABLE benchmarks ADD COLUMN has_sample INTEGER NOT NULL DEFAULT 0;
CREATE INDEX results_by_standing ON results (standing) WHERE value IS NOT NULL;
"""

# Places are counted from the index alone.
_M005 = """
DROP INDEX results_by_board;
CREATE INDEX results_by_place ON results (benchmark, board, model, value);
"""


# What is new is found from both ends, the models' release dates and the results' own.
# Ranking many boards at once reads 10,000 rows of a large registry: with the value in the index they are read in
# their order instead of from all over the file. Counting the models of every board takes half a second there, so
# the counts are kept; a result is only ever added, and each addition changes the counts of its board alone.
_M005_SIZES = """
CREATE INDEX models_by_release ON models (released);
CREATE INDEX results_by_report ON results (reported_on) WHERE reported_on IS NOT NULL;
CREATE TABLE board_sizes (
    benchmark TEXT NOT NULL,
    board TEXT NOT NULL,
    results INTEGER NOT NULL DEFAULT 0,
    models INTEGER NOT NULL DEFAULT 0,
    verified INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (benchmark, board)
) WITHOUT ROWID;
INSERT INTO board_sizes
    SELECT benchmark, board, count(*), count(DISTINCT model), sum(standing IN ('independent', 'reproduced'))
    FROM current_results GROUP BY benchmark, board;
CREATE TRIGGER results_are_counted AFTER INSERT ON results
BEGIN
    INSERT INTO board_sizes (benchmark, board) VALUES (NEW.benchmark, NEW.board) ON CONFLICT DO NOTHING;
    UPDATE board_sizes SET
        results = results + (NEW.value IS NOT NULL),
        verified = verified + (NEW.value IS NOT NULL AND NEW.standing IN ('independent', 'reproduced')),
        models = models + (NEW.value IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM current_results AS other WHERE other.benchmark = NEW.benchmark
            AND other.board = NEW.board AND other.model = NEW.model AND other.id <> NEW.id))
        WHERE benchmark = NEW.benchmark AND board = NEW.board;
    UPDATE board_sizes SET
        results = results - 1,
        verified = verified - (SELECT old.standing IN ('independent', 'reproduced') FROM results AS old
            WHERE old.id = NEW.supersedes),
        models = models - NOT EXISTS (
            SELECT 1 FROM results AS old JOIN current_results AS other ON other.benchmark = old.benchmark
            AND other.board = old.board AND other.model = old.model AND other.id <> NEW.id
            WHERE old.id = NEW.supersedes)
        WHERE (benchmark, board) = (SELECT old.benchmark, old.board FROM results AS old
            WHERE old.id = NEW.supersedes AND old.value IS NOT NULL);
END;
"""


def _statements(script: str) -> list[str]:
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
    for statement in _statements(_M001):
        db.execute(statement)


@MIGRATIONS()
def m002_journal(db: Database) -> None:
    """Give answers the hash of what was asked and of the row, runs that of all rows, and keep every report."""
    for statement in _statements(_M002):
        db.execute(statement)


@MIGRATIONS()
def m003_judgements(db: Database) -> None:
    """Keep what judges said of answers, each with the digests of who was asked and what."""
    for statement in _statements(_M003):
        db.execute(statement)


@MIGRATIONS()
def m004_names(db: Database) -> None:
    """Give boards other names."""
    for statement in _statements(_M004):
        db.execute(statement)


@MIGRATIONS()
def m005_places(db: Database) -> None:
    """Let ranking read an index in its order, and keep how many results and models every board has."""
    for statement in _statements(_M005) + _statements(_M005_SIZES):
        db.execute(statement)
