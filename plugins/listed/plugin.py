"""The plugin of benchmarks that are only listed: their cards and the published results, no loader and no scorer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from podium.plugins.listed import exams, general, health, images
from podium.registry import Benchmark, Card, hookimpl

#: Every card of the plugin, by field.
CARDS: tuple[Card, ...] = (*images.CARDS, *exams.CARDS, *health.CARDS, *general.CARDS)


class Listed(Benchmark):
    """A benchmark that is known by its card and by what others published.

    Args:
        card: Its card.
    """

    def __init__(self, card: Card) -> None:
        self.card = card

    def results(self) -> Iterable[Mapping[str, Any]]:
        """Return the rows of ``results.json``, which holds those of all cards of the plugin, that are this one's."""
        return _rows()[self.card.slug]


@cache
def _rows() -> Mapping[str, list[Mapping[str, Any]]]:
    from podium.registry.rows import read_rows

    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in read_rows(Path(__file__).with_name("results.json"), "results"):
        found[row["benchmark"]].append(row)
    return found


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return a benchmark per card."""
    return [Listed(card) for card in CARDS]
