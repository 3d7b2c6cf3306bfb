"""The schema's part of ranking: which results place a model, how large boards are, and the places of each, kept."""

from __future__ import annotations

# A board is read best first, and places on it are counted, from the index alone; what a model has from the other.
INDEXES = """
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
PASSED_OVER = f"""
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
SIZES = f"""
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

# One row has the places of a board, best first: models by line; scores, row ids of results and ranks as little-endian
# float64, int64 and int32. A board without a row is read from its results: what changes its places drops the row.
BOARD_PLACES = """
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
