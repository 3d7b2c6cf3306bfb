"""The MMMU-Pro plugin: lists published results; it does not evaluate yet."""

from __future__ import annotations

from podium.plugins.mmmu_pro.card import CARD
from podium.registry import Benchmark, hookimpl


class MMMUPro(Benchmark):
    """MMMU with more options, fewer shortcuts and a vision-only part."""

    card = CARD


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return MMMU-Pro."""
    return [MMMUPro()]
