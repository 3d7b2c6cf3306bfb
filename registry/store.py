"""Every write of cards, models and results. Results are appended, never changed.

A result is identified by its board, its model and its setting. A new figure for the same identity is
a new row that points at the one it replaces and says why; a withdrawal is a new row without a value.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from typing import TYPE_CHECKING, Any

from podium.registry import names
from podium.registry.card import Board, Card
from podium.registry.database import transaction, writer
from podium.registry.errors import DataError, PodiumError
from podium.registry.result_rows import RESULT_FIELDS, check_result
from podium.registry.telling import telling
from podium.registry.views import shown

if TYPE_CHECKING:
    from podium.registry.discovery import PluginSet

MODEL_FIELDS = (
    "slug",
    "name",
    "organisation",
    "released",
    "released_precision",
    "parameters_b",
    "context_tokens",
    "input_price",
    "output_price",
    "price_as_of",
    "licence",
    "open_weights",
    "multimodal",
    "aliases",
    "source_url",
    "llm_stats_id",
)


_APPENDED = (*RESULT_FIELDS, "run", "origin", "supersedes", "reason", "content", "recorded_at")
_APPEND = f"INSERT INTO results ({', '.join(_APPENDED)}) VALUES ({', '.join('?' * len(_APPENDED))})"


def now() -> str:
    """Return the present moment in UTC, to the second, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def card_json(card: Card) -> str:
    """Return a card as JSON text, its splits and sizes in their own order; dates become ISO strings."""
    return json.dumps(dataclasses.asdict(card), ensure_ascii=False, default=date.isoformat)


def _content(row: Mapping[str, Any]) -> str:
    text = json.dumps(row, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def says_what_was_written(row: sqlite3.Row) -> bool:
    """Return whether a stored row says what it said when it was appended, by the hash it carries of that."""
    said = {name: row[name] for name in RESULT_FIELDS if row[name] is not None}
    if "corroborated_by" in said:
        said["corroborated_by"] = json.loads(said["corroborated_by"])
    # SQLite has one form for true and 1, and in these columns one for 1 and 1.0.
    forms: dict[str, list[Any]] = {}
    for name, value in said.items():
        whole = isinstance(value, float) and value.is_integer()
        forms[name] = [value, int(value)] if whole else [bool(value), value] if name == "tools" else [value]
    return any(_content(dict(zip(forms, values, strict=True))) == row["content"] for values in product(*forms.values()))


def _identity(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return (row["benchmark"], row["board"], row["model"], row.get("setting") or "")


def append_result(
    connection: sqlite3.Connection,
    row: Mapping[str, Any],
    *,
    origin: str,
    run: str | None = None,
    supersedes: int | None = None,
    reason: str | None = None,
) -> int:
    """Append one checked row and return its id. A row without ``value`` withdraws the one it supersedes."""
    cursor = connection.execute(_APPEND, _appended(row, origin, run, supersedes, reason))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _appended(
    row: Mapping[str, Any],
    origin: str,
    run: str | None = None,
    supersedes: int | None = None,
    reason: str | None = None,
) -> tuple[Any, ...]:
    values = {name: row.get(name) for name in RESULT_FIELDS}
    if values["corroborated_by"] is not None:
        values["corroborated_by"] = json.dumps(values["corroborated_by"], ensure_ascii=False)
    return (*values.values(), run, origin, supersedes, reason, _content(row), now())


def sync(connection: sqlite3.Connection, plugins: PluginSet, models: Iterable[Mapping[str, Any]]) -> None:
    """Bring cards, boards, the model catalogue and the shipped results in step with the plugins.

    Must be called inside :func:`podium.registry.database.transaction`. Rows that a plugin changed or
    no longer ships are superseded or withdrawn; rows from imports, runs and corrections are left alone.
    """
    with telling(connection, cards=True):
        save_models(connection, models, origin="catalogue")
        connection.execute("UPDATE benchmarks SET installed = 0")
        for owned in plugins.benchmarks.values():
            card = owned.benchmark.card
            row = {
                "slug": card.slug,
                "name": card.name,
                "modality": card.modality,
                "card": card_json(card),
                "plugin": owned.plugin,
                "distribution": owned.distribution,
                "version": owned.version,
                "evaluates": int(owned.benchmark.can_evaluate),
                "fetches": int(owned.benchmark.hub is not None),
                "has_sample": int(owned.benchmark.has_sample),
                "installed": 1,
                "synced_at": now(),
            }
            writer(connection).table("benchmarks").upsert(row, pk="slug")
            _sync_boards(connection, card)
            _sync_results(connection, f"plugin:{card.slug}", owned.results)


def _sync_boards(connection: sqlite3.Connection, card: Card) -> None:
    table = writer(connection).table("boards")
    for position, board in enumerate(card.boards):
        row = {"benchmark": card.slug, "position": position} | dataclasses.asdict(board)
        row["headline"], row["higher_is_better"] = int(board.headline), int(board.higher_is_better)
        table.upsert(row, pk=("benchmark", "slug"))
    # A board that a plugin drops keeps its rows but must not stay the headline beside the new one.
    kept = [board.slug for board in card.boards]
    marks = ", ".join("?" * len(kept))
    connection.execute(
        f"UPDATE boards SET headline = 0 WHERE benchmark = ? AND slug NOT IN ({marks})", (card.slug, *kept)
    )


def _sync_results(connection: sqlite3.Connection, origin: str, rows: Sequence[Mapping[str, Any]]) -> None:
    stored = connection.execute("SELECT * FROM results WHERE origin = ? ORDER BY id", (origin,)).fetchall()
    latest = {_identity(row): row for row in map(dict, stored)}
    shipped = {_identity(row): row for row in rows}
    # A plugin may ship figures of models that the catalogue does not have; nothing but their slug is known then.
    unknown = [(row["model"], row["model"], origin) for row in rows]
    connection.executemany("INSERT OR IGNORE INTO models (slug, name, origin) VALUES (?, ?, ?)", unknown)
    new = (_appended(row, origin) for identity, row in shipped.items() if identity not in latest)
    connection.executemany(_APPEND, new)
    for identity, row in shipped.items():
        known = latest.get(identity)
        if known is not None and known["content"] != _content(row):
            _follow(connection, row, origin, known, "updated by the plugin")
    for identity, known in latest.items():
        if identity not in shipped and known["value"] is not None:
            withdrawn = {
                name: known[name] for name in ("benchmark", "board", "model", "setting", "standing") if known[name]
            }
            _follow(connection, withdrawn, origin, known, "no longer shipped by the plugin")


def _follow(
    connection: sqlite3.Connection, row: Mapping[str, Any], origin: str, known: Mapping[str, Any], reason: str
) -> None:
    """Supersede a plugin's row with its new form, unless a correction already stands in its place."""
    replaced = connection.execute("SELECT 1 FROM results WHERE supersedes = ?", (known["id"],)).fetchone()
    if replaced is None:
        append_result(connection, row, origin=origin, supersedes=known["id"], reason=reason)


def save_models(connection: sqlite3.Connection, models: Iterable[Mapping[str, Any]], *, origin: str) -> None:
    """Add models to the catalogue, or bring known ones up to date."""
    rows = []
    for model in models:
        row: dict[str, Any] = {name: model.get(name) for name in MODEL_FIELDS}
        row["aliases"] = json.dumps(list(model.get("aliases") or ()), ensure_ascii=False)
        for flag in ("open_weights", "multimodal"):
            row[flag] = None if row[flag] is None else int(row[flag])
        rows.append(row | {"origin": origin})
    if rows:
        writer(connection).table("models").upsert_all(rows, pk="slug")


def ensure_model(connection: sqlite3.Connection, name: str) -> str:
    """Return the slug of the model called ``name``; one the catalogue does not know is added to it."""
    wanted = names.key(name)
    for row in connection.execute("SELECT slug, name, aliases FROM models"):
        if wanted in map(names.key, (row["slug"], row["name"], *json.loads(row["aliases"]))):
            return str(row["slug"])
    slug = names.slug(name)
    save_models(connection, [{"slug": slug, "name": name}], origin="run")
    return slug


def append_run_result(connection: sqlite3.Connection, row: Mapping[str, Any], run: str) -> int:
    """Append a run's result; it supersedes an older run of the same model in the same way."""
    known = connection.execute(
        "SELECT id FROM current_results WHERE origin = 'run' AND benchmark = ? AND board = ? AND model = ?"
        " AND coalesce(setting, '') = ?",
        _identity(row),
    ).fetchone()
    older = None if known is None else int(known["id"])
    reason = None if older is None else f"run {run} is newer"
    with telling(connection):
        return append_result(connection, row, origin="run", run=run, supersedes=older, reason=reason)


@dataclass(frozen=True)
class ImportedRow:
    """What became of one row of an import.

    Args:
        line: Position in the file, from 1.
        status: ``"added"``, ``"replaced"``, ``"unchanged"``, ``"conflict"`` or ``"refused"``.
        reason: Why it was not added, or which other figures of the model the board holds; or empty.
        result: Id of the row in the registry that now holds the figure, where there is one.
    """

    line: int
    status: str
    reason: str = ""
    result: int | None = None


def import_results(
    connection: sqlite3.Connection,
    rows: Iterable[tuple[int, Mapping[str, Any]]],
    boards: Mapping[str, Mapping[str, Board]],
    *,
    replace_reason: str | None = None,
    per_model: bool = False,
) -> list[ImportedRow]:
    """Append rows of the import format in one transaction, and say row by row what became of them.

    Args:
        connection: Open for writing.
        rows: Pairs of line number and row; the benchmark is named by its slug.
        boards: Boards by benchmark slug and board slug.
        replace_reason: Why figures that differ from what the registry holds replace it; without a
            reason such rows are conflicts and nothing is written for them.
        per_model: Whether the rows are of a source that has one figure per model and board: each is then held
            against whatever cited figure the board has of the model, and one that reads the same is unchanged.
    """
    outcomes = []
    with transaction(connection), telling(connection):
        models = {row["slug"] for row in connection.execute("SELECT slug FROM models")}
        for line, row in rows:
            try:
                outcomes.append(_import_row(connection, line, row, boards, models, replace_reason, per_model))
            except PodiumError as error:
                outcomes.append(ImportedRow(line, "refused", str(error)))
    return outcomes


def _import_row(
    connection: sqlite3.Connection,
    line: int,
    row: Mapping[str, Any],
    boards: Mapping[str, Mapping[str, Board]],
    models: set[str],
    replace_reason: str | None,
    per_model: bool,
) -> ImportedRow:
    benchmark = str(row.get("benchmark"))
    if benchmark not in boards:
        near = names.nearest(benchmark, boards, limit=2)
        raise DataError(f"no benchmark called {benchmark!r}", f"did you mean {' or '.join(near)}?" if near else "")
    clean = check_result(row, boards[benchmark])
    if clean["standing"] == "reproduced":
        raise DataError("standing 'reproduced' is only given to runs stored here")
    for name in ("reported_on", "as_of"):
        if clean.get(name, "") > now()[:10]:
            raise DataError(f"{name} {clean[name]!r} is in the future")
    if clean["model"] not in models:
        raise DataError(f"no model called {clean['model']!r} in the catalogue")
    if per_model:
        return _import_figure(connection, line, clean, replace_reason)
    known = connection.execute(
        "SELECT id, value, content FROM current_results"
        " WHERE benchmark = ? AND board = ? AND model = ? AND coalesce(setting, '') = ?",
        _identity(clean),
    ).fetchone()
    if known is None:
        notice = _displaced(connection, clean)
        return ImportedRow(line, "added", notice, append_result(connection, clean, origin="import"))
    if known["content"] == _content(clean):
        return ImportedRow(line, "unchanged", result=known["id"])
    if replace_reason is None:
        reason = f"result {known['id']} says {known['value']:g} for this model and setting, the file {clean['value']:g}"
        return ImportedRow(line, "conflict", reason, known["id"])
    added = append_result(connection, clean, origin="import", supersedes=known["id"], reason=replace_reason)
    return ImportedRow(line, "replaced", replace_reason, added)


def _import_figure(
    connection: sqlite3.Connection, line: int, clean: Mapping[str, Any], replace_reason: str | None
) -> ImportedRow:
    """Append the one figure of a model on a board, unless the board has one of it."""
    held = connection.execute(
        "SELECT id, value, setting FROM current_results"
        " WHERE benchmark = ? AND board = ? AND model = ? AND run IS NULL ORDER BY id",
        _identity(clean)[:3],
    ).fetchall()
    for row in held:
        if shown(row["value"]) == shown(clean["value"]):
            return ImportedRow(line, "unchanged", result=row["id"])
    if not held:
        return ImportedRow(line, "added", "", append_result(connection, clean, origin="import"))
    said = "; ".join(f"result {row['id']} says {row['value']:g} ({row['setting'] or 'no setting'})" for row in held)
    if replace_reason is None:
        mine = f"the file {clean['value']:g} ({clean.get('setting') or 'no setting'})"
        return ImportedRow(line, "conflict", f"{said}, {mine}", held[-1]["id"])
    alike = held if len(held) == 1 else [row for row in held if (row["setting"] or "") == clean.get("setting", "")]
    if len(alike) != 1:
        raise DataError(f"which of these it replaces is not clear: {said}", "import it from a file of rows")
    added = append_result(connection, clean, origin="import", supersedes=alike[0]["id"], reason=replace_reason)
    return ImportedRow(line, "replaced", replace_reason, added)


def _displaced(connection: sqlite3.Connection, row: Mapping[str, Any]) -> str:
    """Say which other figures of the model the board holds: it shows a verified one, otherwise the newest."""
    others = connection.execute(
        "SELECT id, value, setting FROM current_results WHERE benchmark = ? AND board = ? AND model = ?",
        _identity(row)[:3],
    ).fetchall()
    held = [f"result {other['id']} says {other['value']:g} ({other['setting'] or 'no setting'})" for other in others]
    return f"the board has this model in another setting: {'; '.join(held)}" if held else ""
