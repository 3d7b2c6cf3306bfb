"""Reads of the model catalogue that rank no board: entries, a maker's models, the extremes of a figure."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from podium.registry import names
from podium.registry.errors import NotFound
from podium.registry.leaderboard import read_model
from podium.registry.views import ModelFacts

#: Decimals of a sum of two prices, so that sums which are written alike are equal.
_PRICE_DECIMALS = 6

#: What models can be ordered by, as SQL.
_FIGURES: Mapping[str, str] = {
    "price": f"round(input_price + output_price, {_PRICE_DECIMALS})",
    "input_price": "input_price",
    "output_price": "output_price",
    "released": "released",
    "parameters_b": "parameters_b",
    "context_tokens": "context_tokens",
}
_OF_SLUGS = "WHERE slug IN (SELECT value FROM json_each(?))"
#: Those of which nothing is a price: a model listed at 0 is not called the cheapest.
_PRICES = ("price", "input_price", "output_price")


class Described(Protocol):
    """What ordering looks at: a :class:`ModelFacts` or a :class:`Line`."""

    @property
    def slug(self) -> str:
        """Identifier."""

    @property
    def name(self) -> str:
        """As written in a sentence."""

    @property
    def input_price(self) -> float | None:
        """US dollars per million input tokens."""

    @property
    def output_price(self) -> float | None:
        """US dollars per million output tokens."""


class Line(NamedTuple):
    """What filters and orders of the catalogue look at; the names are those of :class:`ModelFacts`."""

    slug: str
    name: str
    organisation: str | None
    released: str | None
    released_precision: str | None
    parameters_b: float | None
    context_tokens: int | None
    input_price: float | None
    output_price: float | None
    licence: str | None
    open_weights: int | None
    multimodal: int | None


@dataclass(frozen=True)
class Extremes:
    """The models with the least or the most of something.

    Args:
        first: Slugs of the first ones in order, ties by name.
        alike: Number of models with the figure of the first.
        free: Slugs of those listed at a price of 0, where prices are asked for; they are not among the first.
        free_count: Number of all of these.
        unrecorded: Number of models of which the figure is not recorded.
        models: Number of models looked at.
    """

    first: tuple[str, ...]
    alike: int
    free: tuple[str, ...]
    free_count: int
    unrecorded: int
    models: int


def price_sum(input_price: float | None, output_price: float | None) -> float | None:
    """Return input and output price together, by which models are ordered; None where one is not recorded."""
    if input_price is None or output_price is None:
        return None
    return round(input_price + output_price, _PRICE_DECIMALS)


def entries(connection: sqlite3.Connection, slugs: Sequence[str]) -> list[ModelFacts]:
    """Return entries of the catalogue, in the order given.

    Raises:
        NotFound: If there is no such slug.
    """
    rows = connection.execute(f"SELECT * FROM models {_OF_SLUGS}", (json.dumps(slugs),))
    found = {model.slug: model for model in _read(rows)}
    for slug in slugs:
        if slug not in found:
            raise NotFound("model", slug)
    return [found[slug] for slug in slugs]


def made_by(connection: sqlite3.Connection, organisation: str) -> list[ModelFacts]:
    """Return a maker's models, the newest first; those without a release date come last."""
    return _read(
        connection.execute(
            "SELECT * FROM models WHERE organisation = ? ORDER BY released IS NULL, released DESC, name COLLATE NOCASE",
            (organisation,),
        )
    )


def organisations(connection: sqlite3.Connection, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return organisations as the catalogue writes them; case, hyphens and spaces do not matter.

    Raises:
        NotFound: With near names, if there is none.
    """
    if not wanted:
        return ()
    known: dict[str, list[str]] = {}
    for (name,) in connection.execute("SELECT DISTINCT organisation FROM models WHERE organisation <> '' ORDER BY 1"):
        known.setdefault(names.key(name), []).append(name)
    found: list[str] = []
    for name in wanted:
        spelt = known.get(names.key(name))
        if spelt is None:
            everyone = [one for spellings in known.values() for one in spellings]
            raise NotFound("organisation", name, names.nearest(name, everyone, limit=3), "podium models lists them")
        found += spelt
    return tuple(dict.fromkeys(found))


def lines(connection: sqlite3.Connection, slugs: Sequence[str] | None = None) -> list[Line]:
    """Return what filters and orders look at of models.

    Args:
        connection: The registry.
        slugs: Of which, in this order; of the whole catalogue where left out.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    query = f"SELECT {', '.join(Line._fields)} FROM models"
    if slugs is None:
        return list(map(Line._make, cursor.execute(query)))
    known = {row[0]: row for row in cursor.execute(f"{query} {_OF_SLUGS}", (json.dumps(slugs),))}
    return [Line._make(known[slug]) for slug in slugs]


def tested(connection: sqlite3.Connection, organisation: str) -> int:
    """Return how many of a maker's models have a current result."""
    found = connection.execute(
        "SELECT count(*) FROM models AS m WHERE organisation = ?"
        " AND EXISTS (SELECT 1 FROM current_results AS r WHERE r.model = m.slug)",
        (organisation,),
    )
    return int(found.fetchone()[0])


def extremes(connection: sqlite3.Connection, figure: str, *, most: bool, limit: int) -> Extremes:
    """Return the catalogue's models with the least or the most of a figure.

    Args:
        connection: Registry.
        figure: ``"price"``, ``"input_price"``, ``"output_price"``, ``"released"``, ``"parameters_b"`` or
            ``"context_tokens"``.
        most: Whether the most is wanted.
        limit: How many of the first to return, and of the free ones.
    """
    expression = _FIGURES[figure]
    meant = f"{expression} > 0" if figure in _PRICES else f"{expression} IS NOT NULL"
    best = "max" if most else "min"
    down = " DESC" if most else ""
    first = connection.execute(
        f"SELECT slug FROM models WHERE {meant} ORDER BY {expression}{down}, lower(name), slug LIMIT ?", (limit,)
    ).fetchall()
    alike, free_count, recorded, models = connection.execute(
        f"SELECT sum({expression} = (SELECT {best}({expression}) FROM models WHERE {meant})), sum({expression} = 0),"
        f" count({expression}), count(*) FROM models"
    ).fetchone()
    free: list[sqlite3.Row] = []
    if figure in _PRICES and free_count:
        free = connection.execute(
            f"SELECT slug FROM models WHERE {expression} = 0 ORDER BY lower(name), slug LIMIT ?", (limit,)
        ).fetchall()
    return Extremes(
        tuple(row[0] for row in first),
        alike or 0,
        tuple(row[0] for row in free),
        free_count if free else 0,
        models - recorded,
        models,
    )


def extremes_of(models: Iterable[Described], figure: str, *, most: bool, limit: int) -> Extremes:
    """Return those of the given models with the least or the most of a figure; as :func:`extremes`."""
    given = list(models)
    known = [
        (price_sum(model.input_price, model.output_price) if figure == "price" else getattr(model, figure), model)
        for model in given
    ]
    free = [model for found, model in known if figure in _PRICES and found == 0]
    ranked = [(found, model) for found, model in known if found is not None and not (figure in _PRICES and found == 0)]
    # Sorting keeps the order of equal ones, so names come first.
    ranked.sort(key=lambda pair: _by_name(pair[1]))
    ranked.sort(key=lambda pair: pair[0], reverse=most)
    free.sort(key=_by_name)
    return Extremes(
        tuple(model.slug for _, model in ranked[:limit]),
        sum(found == ranked[0][0] for found, _ in ranked),
        tuple(model.slug for model in free[:limit]),
        len(free),
        sum(found is None for found, _ in known),
        len(given),
    )


def _by_name(model: Described) -> tuple[str, str]:
    return model.name.lower(), model.slug


def _read(rows: Iterable[sqlite3.Row]) -> list[ModelFacts]:
    return [read_model(row, row["slug"], row["source_url"]) for row in rows]
