"""Reads of the model catalogue that rank no board: entries, a maker's models, the extremes of a figure."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

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
#: Those of which nothing is a price: a model listed at 0 is not called the cheapest.
_PRICES = ("price", "input_price", "output_price")


@dataclass(frozen=True)
class Extremes:
    """The models with the least or the most of something.

    Args:
        first: The first ones in order, ties by name.
        alike: Number of models with the figure of the first.
        free: Those listed at a price of 0, where prices are asked for; they are not among the first.
        free_count: Number of them.
        unrecorded: Number of models of which the figure is not recorded.
        models: Number of models looked at.
    """

    first: tuple[ModelFacts, ...]
    alike: int
    free: tuple[ModelFacts, ...]
    free_count: int
    unrecorded: int
    models: int


def price_sum(model: ModelFacts) -> float | None:
    """Return input and output price together, by which models are ordered; None where one is not recorded."""
    if model.input_price is None or model.output_price is None:
        return None
    return round(model.input_price + model.output_price, _PRICE_DECIMALS)


def entries(connection: sqlite3.Connection, slugs: Sequence[str]) -> list[ModelFacts]:
    """Return entries of the catalogue, in the order given.

    Raises:
        NotFound: If there is no such slug.
    """
    marks = ", ".join("?" * len(slugs))
    found = {
        model.slug: model
        for model in _read(connection.execute(f"SELECT * FROM models WHERE slug IN ({marks})", tuple(slugs)))
    }
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


def every(connection: sqlite3.Connection) -> list[ModelFacts]:
    """Return the whole catalogue by name."""
    return _read(connection.execute("SELECT * FROM models ORDER BY name COLLATE NOCASE"))


def tested(connection: sqlite3.Connection, slugs: Sequence[str]) -> dict[str, int]:
    """Return on how many benchmarks models have a current result; a model without one is left out."""
    marks = ", ".join("?" * len(slugs))
    rows = connection.execute(
        f"SELECT model, count(DISTINCT benchmark) FROM current_results WHERE model IN ({marks}) GROUP BY model",
        tuple(slugs),
    )
    return {row[0]: row[1] for row in rows}


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
    first = _read(
        connection.execute(
            f"SELECT * FROM models WHERE {meant} ORDER BY {expression}{' DESC' if most else ''}, name COLLATE NOCASE"
            " LIMIT ?",
            (limit,),
        )
    )
    free: list[ModelFacts] = []
    if figure in _PRICES:
        free = _read(
            connection.execute(
                f"SELECT * FROM models WHERE {expression} = 0 ORDER BY name COLLATE NOCASE LIMIT ?", (limit,)
            )
        )
    alike, free_count, recorded, models = connection.execute(
        f"SELECT sum({expression} = (SELECT {best}({expression}) FROM models WHERE {meant})), sum({expression} = 0),"
        f" count({expression}), count(*) FROM models"
    ).fetchone()
    return Extremes(
        tuple(first), alike or 0, tuple(free), (free_count or 0) if free else 0, models - recorded, models
    )


def extremes_of(models: Iterable[ModelFacts], figure: str, *, most: bool, limit: int) -> Extremes:
    """Return those of the given models with the least or the most of a figure; as :func:`extremes`."""
    given = sorted(models, key=lambda model: model.name.lower())
    value: Callable[[ModelFacts], float | str | None] = (
        price_sum if figure == "price" else lambda model: getattr(model, figure)
    )
    known = [(value(model), model) for model in given]
    free = [model for found, model in known if figure in _PRICES and found == 0]
    ranked = [(found, model) for found, model in known if found is not None and not (figure in _PRICES and found == 0)]
    ranked.sort(key=lambda pair: pair[0], reverse=most)
    alike = sum(found == ranked[0][0] for found, _ in ranked)
    unrecorded = sum(found is None for found, _ in known)
    first = tuple(model for _, model in ranked[:limit])
    return Extremes(first, alike, tuple(free[:limit]), len(free), unrecorded, len(given))


def _read(rows: Iterable[sqlite3.Row]) -> list[ModelFacts]:
    return [read_model(row, row["slug"], row["source_url"]) for row in rows]
