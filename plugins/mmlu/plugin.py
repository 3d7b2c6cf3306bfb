"""The MMLU plugin: lists published results; it does not evaluate yet."""

from __future__ import annotations

from podium.plugins.mmlu.card import CARD
from podium.registry import Benchmark, hookimpl


class MMLU(Benchmark):
    """Multiple-choice questions in 57 subjects."""

    card = CARD


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return MMLU."""
    return [MMLU()]
