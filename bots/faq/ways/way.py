"""A way to ask, written in one line, and the concepts that many of them share."""

from __future__ import annotations

from typing import Any

from podium.bots.faq.frame import Intent
from podium.bots.faq.understanding.intents import Spec

#: What may stand in any question about models on a board.
BOARD = "WHO WHICH WHAT MODEL MODELS TESTED BENCHMARK SCORE RESULT"
#: What may stand in any question about the benchmark itself.
CARD = "WHAT WHICH BENCHMARK DATA ABOUT_WORD HOW"
#: What may stand in any question about the models of the registry.
CATALOGUE = "WHAT WHICH WHO MODEL MODELS LISTING"


def way(
    intent: Intent, needs: str = "", may: str = "", never: str = "", slots: str = "", values: str = "",
    weight: float = 0.0, **fixed: Any,
) -> Spec:  # fmt: skip
    """Return a spec from its columns as words; the arguments are those of :class:`Spec`."""
    kinds = values.split()
    if "board?" in slots.split():
        may += " BOARD"
    return Spec(
        intent,
        tuple(frozenset(group.split("|")) for group in needs.split()),
        frozenset(may.split()),
        frozenset(never.split()),
        frozenset(slots.split()),
        frozenset(kind for kind in kinds if not kind.startswith("!")),
        frozenset(kind[1:] for kind in kinds if kind.startswith("!")),
        weight,
        fixed,
    )
