"""The CharXiv-R plugin: lists published results; it does not evaluate yet."""

from __future__ import annotations

from podium.plugins.charxiv.card import CARD
from podium.registry import Benchmark, hookimpl


class CharXivReasoning(Benchmark):
    """Questions that combine several elements of a chart."""

    card = CARD


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return CharXiv-R."""
    return [CharXivReasoning()]
