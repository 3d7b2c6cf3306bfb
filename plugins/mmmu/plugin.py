"""The MMMU plugin: lists published results; it does not evaluate yet."""

from __future__ import annotations

from podium.plugins.mmmu.card import CARD
from podium.registry import Benchmark, hookimpl


class MMMU(Benchmark):
    """College-level questions with images in 30 subjects."""

    card = CARD


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return MMMU."""
    return [MMMU()]
