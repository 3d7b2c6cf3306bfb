"""Models that people add to the catalogue: checked, added with the results they are needed for, and given out again.

The catalogue that ships with Podium always wins: it is written anew whenever the plugins are loaded, so what somebody
else says of a shipped model would not last and is refused.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from podium.registry import names
from podium.registry.database import transaction
from podium.registry.errors import DataError
from podium.registry.store import MODEL_FIELDS, save_models

PRECISIONS = ("day", "month", "year")

_FLAGS = ("open_weights", "multimodal")
_PRICES = ("input_price", "output_price")
_NUMBERS = ("parameters_b", "context_tokens", *_PRICES)
_TEXTS = tuple(name for name in MODEL_FIELDS if name not in (*_FLAGS, *_NUMBERS, "aliases"))


def check_model(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry of the catalogue in normal form: without what is empty, in the order of its fields.

    Args:
        row: ``slug`` and ``name``, and of the other :data:`podium.registry.store.MODEL_FIELDS` those that are known;
            ``parameters_b`` is in billions, prices are in US dollars per million tokens, dates are ISO dates.

    Raises:
        DataError: If a field is unknown, missing, or of the wrong type or form.
    """
    unknown = set(row) - set(MODEL_FIELDS)
    if unknown:
        raise DataError(f"unknown field {sorted(unknown)[0]!r}", f"known are {', '.join(MODEL_FIELDS)}")
    given = {name: row[name] for name in MODEL_FIELDS if name in row}
    given |= {name: value.strip() for name, value in given.items() if isinstance(value, str)}
    clean = {name: value for name, value in given.items() if value not in (None, "", [])}
    for name in ("slug", "name"):
        if name not in clean:
            raise DataError(f"field {name!r} is missing")
    for name in _TEXTS:
        if not isinstance(clean.get(name, ""), str):
            raise DataError(f"field {name!r} must be text, not {clean[name]!r}")
    if clean["slug"] != names.slug(clean["slug"]):
        raise DataError(f"slug {clean['slug']!r} is not in slug form", f"write {names.slug(clean['slug'])}")
    _check_dates(clean)
    _check_numbers(clean)
    for name in _FLAGS:
        if not isinstance(clean.get(name, False), bool):
            raise DataError(f"field {name!r} must be true or false, not {clean[name]!r}")
    aliases = clean.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and alias.strip() for alias in aliases):
        raise DataError(f"field 'aliases' must be a list of names, not {aliases!r}")
    if not clean.get("source_url", "https://").startswith(("https://", "http://")):
        raise DataError(f"source_url {clean['source_url']!r} is not an http(s) address")
    return clean


def _check_dates(clean: Mapping[str, Any]) -> None:
    for name in ("released", "price_as_of"):
        if name in clean and not _is_day(clean[name]):
            raise DataError(f"{name} {clean[name]!r} is not a date", "write it as 2026-06-30")
    precision = clean.get("released_precision")
    if precision not in (None, *PRECISIONS):
        raise DataError(f"released_precision {precision!r} is not one of {', '.join(PRECISIONS)}")
    if precision is not None and "released" not in clean:
        raise DataError("field 'released_precision' stands without 'released'")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_numbers(clean: dict[str, Any]) -> None:
    for name in _NUMBERS:
        if name not in clean:
            continue
        value = clean[name]
        number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        if name in _PRICES and not (number and value >= 0):
            raise DataError(f"field {name!r} must be a number of 0 or more, not {value!r}")
        if name == "parameters_b" and not (number and value > 0):
            raise DataError(f"field {name!r} must be a positive number, not {value!r}")
        if name == "context_tokens" and not (number and value > 0 and value == int(value)):
            raise DataError(f"field {name!r} must be a positive whole number, not {value!r}")
        clean[name] = int(value) if name == "context_tokens" else float(value)


@dataclass(frozen=True)
class ImportedModel:
    """What became of one model of an import.

    Args:
        line: Position in the file's list of models, from 1.
        slug: The model's slug, or empty where the entry has none.
        status: ``"added"``, ``"replaced"``, ``"unchanged"``, ``"conflict"`` or ``"refused"``.
        reason: Why it was not added, or why it replaced what was known.
    """

    line: int
    slug: str
    status: str
    reason: str = ""


def import_models(
    connection: sqlite3.Connection, rows: Iterable[tuple[int, Mapping[str, Any]]], *, replace_reason: str | None = None
) -> list[ImportedModel]:
    """Add models to the catalogue in one transaction, and say one by one what became of them.

    Args:
        connection: Open for writing.
        rows: Pairs of position and entry.
        replace_reason: Why facts that differ replace those of an earlier import; without a reason they are conflicts.
    """
    outcomes = []
    with transaction(connection):
        for line, row in rows:
            slug = row.get("slug")
            try:
                clean = check_model(row)
                status, reason = _import_model(connection, clean, replace_reason)
            except DataError as error:
                status, reason = "refused", str(error)
            outcomes.append(ImportedModel(line, slug if isinstance(slug, str) else "", status, reason))
    return outcomes


def _import_model(
    connection: sqlite3.Connection, clean: Mapping[str, Any], replace_reason: str | None
) -> tuple[str, str]:
    slug = clean["slug"]
    row = connection.execute("SELECT * FROM models WHERE slug = ?", (slug,)).fetchone()
    held = None if row is None else _entry(row)
    if held == clean:
        return "unchanged", ""
    if row is not None and row["origin"] == "catalogue":
        raise DataError(f"the catalogue that ships with Podium has {slug} otherwise", "leave it out of the file")
    _check_names(connection, clean)
    status, reason = "added", ""
    if held is not None:
        status, reason = "replaced", replace_reason or "only its name was known"
        if held.keys() > {"slug", "name"} and replace_reason is None:
            field = next(name for name in MODEL_FIELDS if held.get(name) != clean.get(name))
            said = f"the registry has {field} {held.get(field)!r} for {slug}, the file {clean.get(field)!r}"
            return "conflict", said
    save_models(connection, [clean], origin="import")
    return status, reason


def _check_names(connection: sqlite3.Connection, clean: Mapping[str, Any]) -> None:
    """Refuse a model that would be found by the name of another."""
    wanted = {names.key(name): name for name in (*clean.get("aliases", ()), clean["name"], clean["slug"])}
    for row in connection.execute("SELECT slug, name, aliases FROM models WHERE slug <> ?", (clean["slug"],)):
        for name in (row["slug"], row["name"], *json.loads(row["aliases"])):
            taken = wanted.get(names.key(name)) if names.key(name) else None
            if taken is not None:
                raise DataError(
                    f"{taken!r} is a name of the model {row['slug']} already",
                    "use that in the results, or give another name",
                )


def _entry(row: sqlite3.Row) -> dict[str, Any]:
    entry = {name: row[name] for name in MODEL_FIELDS}
    entry |= {name: None if row[name] is None else bool(row[name]) for name in _FLAGS}
    entry["aliases"] = json.loads(row["aliases"])
    return {name: value for name, value in entry.items() if value not in (None, [])}


def added_models(connection: sqlite3.Connection, benchmark: str | None) -> list[dict[str, Any]]:
    """Return the models that are not in the shipped catalogue, by slug, as entries that can be imported.

    Args:
        connection: The registry, open for reading.
        benchmark: Slug; only models with a cited result on it are returned. None for all of them, and for the
            imported models without results.
    """
    rows = connection.execute(
        "SELECT * FROM models AS m WHERE origin <> 'catalogue' AND (?1 IS NULL AND origin = 'import' OR EXISTS"
        " (SELECT 1 FROM current_results WHERE model = m.slug AND run IS NULL AND (?1 IS NULL OR benchmark = ?1)))"
        " ORDER BY slug",
        (benchmark,),
    )
    return [_entry(row) for row in rows]
