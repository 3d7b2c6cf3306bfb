"""The schema's index of names: every name of benchmarks, models and makers, found also where it is misspelt."""

from __future__ import annotations

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
NAMES = f"""
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
