"""The MMLU-Pro plugin: lists published results; it does not evaluate yet."""

from __future__ import annotations

from podium.plugins.mmlu_pro.card import CARD
from podium.registry import Benchmark, hookimpl


class MMLUPro(Benchmark):
    """Harder multiple-choice questions with up to ten options."""

    card = CARD


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return MMLU-Pro."""
    return [MMLUPro()]
