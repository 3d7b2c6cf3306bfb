"""Models that people add to the catalogue: checked, added with the results they are needed for, and given out again.

The catalogue that ships with Podium always wins: it is written anew whenever the plugins are loaded, so what somebody
else says of a shipped model would not last and is refused.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from podium.registry import names, unusable
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
        if odd := unusable.in_text(clean.get(name, "")):
            raise DataError(f"field {name!r} holds {odd}, which is no character", "take it out")
    if clean["slug"] != names.slug(clean["slug"]):
        raise DataError(f"slug {clean['slug']!r} is not in slug form", f"write {names.slug(clean['slug'])}")
    _check_dates(clean)
    _check_numbers(clean)
    for name in _FLAGS:
        if not isinstance(clean.get(name, False), bool):
            raise DataError(f"field {name!r} must be true or false, not {clean[name]!r}")
    aliases = clean.get("aliases", [])
    if not isinstance(aliases, list) or not all(_is_name(alias) for alias in aliases):
        raise DataError(f"field 'aliases' must be a list of names, not {aliases!r}")
    if odd := next(filter(None, map(unusable.in_text, aliases)), ""):
        raise DataError(f"field 'aliases' holds {odd}, which is no character", "take it out")
    if not clean.get("source_url", "https://").startswith(("https://", "http://")):
        raise DataError(f"source_url {clean['source_url']!r} is not an http(s) address")
    return clean


def _is_name(alias: object) -> bool:
    return isinstance(alias, str) and bool(alias.strip()) and not unusable.in_text(alias)


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
        number = unusable.is_number(value)
        if name in _PRICES and not (number and value >= 0):
            raise DataError(f"field {name!r} must be a number of 0 or more, not {value!r}")
        if name == "parameters_b" and not (number and value > 0):
            raise DataError(f"field {name!r} must be a positive number, not {value!r}")
        if name == "context_tokens" and not (number and 0 < value <= unusable.LARGEST and value == int(value)):
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
        catalogue = _Catalogue(connection)
        for line, row in rows:
            slug = row.get("slug")
            try:
                clean = check_model(row)
                status, reason = _import_model(catalogue, clean, replace_reason)
            except DataError as error:
                status, reason = "refused", str(error)
            outcomes.append(ImportedModel(line, slug if isinstance(slug, str) else "", status, reason))
        save_models(connection, catalogue.changed.values(), origin="import")
    return outcomes


class _Catalogue:
    """The catalogue while models are added to it: it is read once, however many they are.

    Args:
        connection: The registry.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._held: dict[str, dict[str, Any]] = {}
        self._shipped: set[str] = set()
        #: Who is called by a name, in the order in which they came.
        self._called: dict[str, dict[str, None]] = {}
        #: What is to be written, by slug.
        self.changed: dict[str, Mapping[str, Any]] = {}
        for row in connection.execute("SELECT * FROM models"):
            entry = _entry(row)
            self._hold(entry)
            if row["origin"] == "catalogue":
                self._shipped.add(entry["slug"])

    def entry(self, slug: str) -> Mapping[str, Any] | None:
        """Return what is held of a model."""
        return self._held.get(slug)

    def ships(self, slug: str) -> bool:
        """Return whether a model comes with Podium."""
        return slug in self._shipped

    def put(self, entry: Mapping[str, Any]) -> None:
        """Hold an entry in place of what was held of its model."""
        self._hold(entry)
        self.changed[entry["slug"]] = entry

    def _hold(self, entry: Mapping[str, Any]) -> None:
        slug = entry["slug"]
        for key in _keys(self._held.get(slug, {})):
            del self._called[key][slug]
        for key in _keys(entry):
            self._called.setdefault(key, {})[slug] = None
        self._held[slug] = dict(entry)

    def check_names(self, entry: Mapping[str, Any]) -> None:
        """Refuse a model that would be found by the name of another."""
        for key, name in _keys(entry).items():
            other = next((slug for slug in self._called.get(key, ()) if slug != entry["slug"]), None)
            if other is not None:
                raise DataError(
                    f"{name!r} is a name of the model {other} already",
                    "use that in the results, or give another name",
                )


def _keys(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of a model by their comparison forms; a name of nothing but signs has none."""
    written = (*entry.get("aliases", ()), *(entry[field] for field in ("name", "slug") if field in entry))
    return {key: name for name in written if (key := names.key(name))}


def _import_model(catalogue: _Catalogue, clean: Mapping[str, Any], replace_reason: str | None) -> tuple[str, str]:
    slug = clean["slug"]
    held = catalogue.entry(slug)
    if held == clean:
        return "unchanged", ""
    if catalogue.ships(slug):
        raise DataError(f"the catalogue that ships with Podium has {slug} otherwise", "leave it out of the file")
    catalogue.check_names(clean)
    status, reason = "added", ""
    if held is not None:
        status, reason = "replaced", replace_reason or "only its name was known"
        if held.keys() > {"slug", "name"} and replace_reason is None:
            field = next(name for name in MODEL_FIELDS if held.get(name) != clean.get(name))
            said = f"the registry has {field} {held.get(field)!r} for {slug}, the file {clean.get(field)!r}"
            return "conflict", said
    catalogue.put(clean)
    return status, reason


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
