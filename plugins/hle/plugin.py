"""The Humanity's Last Exam plugin: lists published results; it does not evaluate yet."""

from __future__ import annotations

from podium.plugins.hle.card import CARD
from podium.registry import Benchmark, hookimpl


class HumanitysLastExam(Benchmark):
    """Closed-ended expert questions, some with an image."""

    card = CARD


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return Humanity's Last Exam."""
    return [HumanitysLastExam()]
