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

# What names are written with between their letters; it says nothing, so that "MMLU-Pro" and "mmlu pro" have one key.
_BETWEEN = (" ", "-", "_", ".", "/", "(", ")", ",", ":", "''", "’", "&")


_MAKER = "SELECT 'organisation' AS kind, {0}organisation AS slug, {0}organisation AS name"


def _without_signs(column: str) -> str:
    for sign in _BETWEEN:
        column = f"replace({column}, '{sign}', '')"
    return f"replace({column}, '+', 'plus')"


def _json_list(text: str) -> str:
    """Return what ``json_each`` reads: the text of a list, or an empty one where it is damaged or left out."""
    return f"CASE WHEN json_valid({text}) THEN coalesce({text}, '[]') ELSE '[]' END"


def _names_of(kind: str, owner: str, source: str = "") -> str:
    """Return the statement that adds the names of a benchmark or a model.

    Args:
        kind: ``"benchmark"`` or ``"model"``.
        owner: The row: ``new`` in a trigger, the table elsewhere.
        source: The table to read them from where it is not a trigger's row.
    """
    card = f"CASE WHEN json_valid({owner}.card) THEN json_extract({owner}.card, '$.aliases') END"
    aliases = _json_list(card if kind == "benchmark" else f"{owner}.aliases")
    table = f" FROM {source}" if source else ""
    joined = f" FROM {source}, json_each({aliases})" if source else f" FROM json_each({aliases})"
    return _added(
        f"SELECT '{kind}' AS kind, {owner}.slug AS slug, {owner}.name AS name{table}"
        f" UNION SELECT '{kind}', {owner}.slug, {owner}.slug{table}"
        f" UNION SELECT '{kind}', {owner}.slug, json_each.value{joined} WHERE json_each.type = 'text'"
    )


def _added(rows: str) -> str:
    """Return the statement that adds names, given as rows of kind, slug and name, with their keys."""
    return (
        "INSERT OR IGNORE INTO names (kind, slug, name, key)"
        f" SELECT kind, slug, name, lower({_without_signs('name')}) FROM ({rows});"
    )


def _kept_in_step(kind: str, changed: str) -> str:
    """Return the triggers that keep the names of benchmarks or models as these are."""
    table = f"{kind}s"
    organisation = _added(f"{_MAKER.format('new.')} WHERE new.organisation <> ''") if kind == "model" else ""
    forgotten = (
        "DELETE FROM names WHERE kind = 'organisation' AND slug = old.organisation"
        " AND NOT EXISTS (SELECT 1 FROM models WHERE organisation = old.organisation);"
        if kind == "model"
        else ""
    )
    return f"""
CREATE TRIGGER {table}_names_added AFTER INSERT ON {table}
BEGIN
    DELETE FROM names WHERE kind = '{kind}' AND slug = new.slug;
    {_names_of(kind, "new")}
    {organisation}
END;
CREATE TRIGGER {table}_names_changed AFTER UPDATE ON {table} WHEN {changed}
BEGIN
    DELETE FROM names WHERE kind = '{kind}' AND slug IN (old.slug, new.slug);
    {_names_of(kind, "new")}
    {forgotten}
    {organisation}
END;
CREATE TRIGGER {table}_names_removed AFTER DELETE ON {table}
BEGIN
    DELETE FROM names WHERE kind = '{kind}' AND slug = old.slug;
    {forgotten}
END;
"""


_KINDS = ("benchmark", "model", "organisation")


def _by_kind(owner: str) -> str:
    """Return the values of an entry of the index: the key under its kind, and nothing under the others."""
    return ", ".join(f"CASE {owner}.kind WHEN '{kind}' THEN {owner}.key END" for kind in _KINDS)


# Misspelt names are looked for by parts of their keys, so the index is over those; the table keeps the words. The index
# has a column for each kind, so that a part that hundreds of models share does not hide the benchmarks that have it.
_M004 = f"""
ALTER TABLE boards ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';
ALTER TABLE benchmarks ADD COLUMN fetches INTEGER NOT NULL DEFAULT 0;
ALTER TABLE benchmarks ADD COLUMN has_sample INTEGER NOT NULL DEFAULT 0;
CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('benchmark', 'model', 'organisation')),
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (kind, slug, name)
);
CREATE INDEX names_by_key ON names (kind, key);
CREATE VIEW names_by_kind AS SELECT id, {
    ", ".join(f"CASE kind WHEN '{kind}' THEN key END AS {kind}" for kind in _KINDS)
} FROM names;
CREATE VIRTUAL TABLE names_parts USING fts5 (
    {", ".join(_KINDS)}, content = 'names_by_kind', content_rowid = 'id', tokenize = 'trigram'
);
CREATE TRIGGER names_parts_added AFTER INSERT ON names
BEGIN
    INSERT INTO names_parts (rowid, {", ".join(_KINDS)}) VALUES (new.id, {_by_kind("new")});
END;
CREATE TRIGGER names_parts_removed AFTER DELETE ON names
BEGIN
    INSERT INTO names_parts (names_parts, rowid, {", ".join(_KINDS)}) VALUES ('delete', old.id, {_by_kind("old")});
END;
{_names_of("benchmark", "benchmarks", "benchmarks")}
{_names_of("model", "models", "models")}
{_added(f"{_MAKER.format('')} FROM models WHERE organisation <> ''")}
{_kept_in_step("benchmark", "(old.slug, old.name, old.card) IS NOT (new.slug, new.name, new.card)")}
{
    _kept_in_step(
        "model",
        "(old.slug, old.name, old.aliases, old.organisation)"
        " IS NOT (new.slug, new.name, new.aliases, new.organisation)",
    )
}
"""

# A board is read best first, and places on it are counted, from the index alone; what a model has from the other.
_M005 = """
DROP INDEX results_by_board;
DROP INDEX results_by_model;
CREATE INDEX results_by_place ON results (benchmark, board, value, model);
CREATE INDEX results_by_model ON results (model, benchmark, board);
"""


def _passed_over(at: str) -> str:
    """Return the statement that tells which results of models on boards do not place them.

    Args:
        at: Query of the benchmark, board and model of each.
    """
    return f"""INSERT OR IGNORE INTO passed_over
    SELECT r.benchmark, r.board, r.value, r.id
    FROM ({at}) AS at CROSS JOIN results AS r
        ON r.model = at.model AND r.benchmark = at.benchmark AND r.board = at.board
    WHERE r.value IS NOT NULL AND r.id IS NOT (
        SELECT c.id FROM current_results AS c
        WHERE c.model = at.model AND c.benchmark = at.benchmark AND c.board = at.board
        ORDER BY c.standing IN ('independent', 'reproduced') AND coalesce(
            (SELECT json_extract(u.checked, '$.ok') FROM runs AS u WHERE u.id = c.run), 1) DESC, c.id DESC
        LIMIT 1);"""


def _told_anew(at: str) -> str:
    """Return the statements that tell again which results of these models and boards do not place them."""
    return f"""DELETE FROM passed_over WHERE (benchmark, board, value, result) IN (
        SELECT r.benchmark, r.board, r.value, r.id FROM ({at}) AS at CROSS JOIN results AS r
            ON r.model = at.model AND r.benchmark = at.benchmark AND r.board = at.board);
    {_passed_over(at)}"""


_OF_NEW_RESULT = (
    "SELECT NEW.benchmark AS benchmark, NEW.board AS board, NEW.model AS model"
    " UNION SELECT old.benchmark, old.board, old.model FROM results AS old WHERE old.id = NEW.supersedes"
)
_OF_RUN = "SELECT DISTINCT benchmark, board, model FROM results WHERE origin = 'run' AND run = NEW.id"
_OF_SEVERAL = "SELECT benchmark, board, model FROM results GROUP BY model, benchmark, board HAVING count(*) > 1"

# A model is placed on a board by one of its current results: the verified one, then the newest. The other results are
# few, so they are kept apart: ranking leaves them out instead of finding out for every result whether it counts.
_M005_PLACES = f"""
CREATE TABLE passed_over (
    benchmark TEXT NOT NULL,
    board TEXT NOT NULL,
    value REAL NOT NULL,
    result INTEGER NOT NULL REFERENCES results(id),
    PRIMARY KEY (benchmark, board, value, result)
) WITHOUT ROWID;
CREATE VIEW placing_results AS
    SELECT * FROM results AS r
    WHERE r.value IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM passed_over AS p
        WHERE p.benchmark = r.benchmark AND p.board = r.board AND p.value = r.value AND p.result = r.id);
{_passed_over(_OF_SEVERAL)}
CREATE TRIGGER results_are_passed_over AFTER INSERT ON results
WHEN NEW.supersedes IS NOT NULL OR EXISTS (
    SELECT 1 FROM results AS other WHERE other.model = NEW.model AND other.benchmark = NEW.benchmark
    AND other.board = NEW.board AND other.id <> NEW.id)
BEGIN
    {_told_anew(_OF_NEW_RESULT)}
END;
CREATE TRIGGER results_of_checked_runs AFTER UPDATE OF checked ON runs WHEN OLD.checked IS NOT NEW.checked
BEGIN
    {_told_anew(_OF_RUN)}
END;
"""


_STANDINGS = {
    "self_reported": "self-reported",
    "third_party": "third-party",
    "independent": "independent",
    "reproduced": "reproduced",
}


def _each_standing(form: str) -> str:
    return ", ".join(form.format(column=column, standing=standing) for column, standing in _STANDINGS.items())


# What is new is found from both ends, the models' release dates and the results' own.
# Counting the models of every board takes half a second in a large registry, so the counts are kept; a result is only
# ever added, and each addition changes the counts of its board alone.
_M005_SIZES = f"""
CREATE INDEX models_by_release ON models (released);
CREATE INDEX results_by_report ON results (reported_on) WHERE reported_on IS NOT NULL;
CREATE TABLE board_sizes (
    benchmark TEXT NOT NULL,
    board TEXT NOT NULL,
    models INTEGER NOT NULL DEFAULT 0,
    {_each_standing("{column} INTEGER NOT NULL DEFAULT 0")},
    PRIMARY KEY (benchmark, board)
) WITHOUT ROWID;
INSERT INTO board_sizes
    SELECT benchmark, board, count(DISTINCT model), {_each_standing("sum(standing = '{standing}')")}
    FROM current_results GROUP BY benchmark, board;
CREATE TRIGGER results_are_counted AFTER INSERT ON results
BEGIN
    INSERT INTO board_sizes (benchmark, board) VALUES (NEW.benchmark, NEW.board) ON CONFLICT DO NOTHING;
    UPDATE board_sizes SET
        {_each_standing("{column} = {column} + (NEW.standing = '{standing}')")},
        models = models + NOT EXISTS (
            SELECT 1 FROM current_results AS other WHERE other.benchmark = NEW.benchmark
            AND other.board = NEW.board AND other.model = NEW.model AND other.id <> NEW.id)
        WHERE benchmark = NEW.benchmark AND board = NEW.board AND NEW.value IS NOT NULL;
    UPDATE board_sizes SET
        {_each_standing("{column} = {column} - (old.standing = '{standing}')")},
        models = models - NOT EXISTS (
            SELECT 1 FROM current_results AS other WHERE other.benchmark = old.benchmark
            AND other.board = old.board AND other.model = old.model AND other.id <> NEW.id)
        FROM (SELECT * FROM results WHERE id = NEW.supersedes AND value IS NOT NULL) AS old
        WHERE board_sizes.benchmark = old.benchmark AND board_sizes.board = old.board;
END;
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

# One row has the places of a board, best first: models by line; scores, row ids of results and ranks as little-endian
# float64, int64 and int32. A board without a row is read from its results: what changes its places drops the row.
_M007 = """
CREATE TABLE board_places (
    benchmark TEXT NOT NULL,
    board TEXT NOT NULL,
    models TEXT NOT NULL,
    scores BLOB NOT NULL,
    results BLOB NOT NULL,
    ranks BLOB NOT NULL,
    PRIMARY KEY (benchmark, board)
) WITHOUT ROWID;
CREATE TRIGGER direction_changes_places AFTER UPDATE OF higher_is_better ON boards
WHEN OLD.higher_is_better IS NOT NEW.higher_is_better
BEGIN
    DELETE FROM board_places WHERE benchmark = NEW.benchmark AND board = NEW.slug;
END;
CREATE TRIGGER results_change_places AFTER INSERT ON results
BEGIN
    DELETE FROM board_places WHERE benchmark = NEW.benchmark AND board = NEW.board;
END;
CREATE TRIGGER passing_over_changes_places AFTER INSERT ON passed_over
BEGIN
    DELETE FROM board_places WHERE benchmark = NEW.benchmark AND board = NEW.board;
END;
CREATE TRIGGER placing_again_changes_places AFTER DELETE ON passed_over
BEGIN
    DELETE FROM board_places WHERE benchmark = OLD.benchmark AND board = OLD.board;
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
    """Give boards other names, and index all names by their parts so that misspelt ones are found."""
    for statement in _statements(_M004):
        db.execute(statement)


@MIGRATIONS()
def m005_places(db: Database) -> None:
    """Let ranking read an index in its order, and keep which results it leaves out and how large every board is."""
    for statement in _statements(_M005) + _statements(_M005_PLACES) + _statements(_M005_SIZES):
        db.execute(statement)


@MIGRATIONS()
def m006_events(db: Database) -> None:
    """Keep what happened: new benchmarks, leaders and results."""
    for statement in _statements(_M006):
        db.execute(statement)


@MIGRATIONS()
def m007_board_places(db: Database) -> None:
    """Keep the places of every board in one row, so that hundreds of boards are read at once."""
    for statement in _statements(_M007):
        db.execute(statement)
