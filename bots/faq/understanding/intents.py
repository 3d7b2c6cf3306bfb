"""The kinds of question, declared: which concepts, names and amounts each needs, may have and never has.

A question is compared with every spec. What a spec explains counts for it; a content word that it does not explain
counts heavily against it, because a plain answer to a question that was not plain is the worst outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from podium.bots.faq.frame import Intent
from podium.bots.faq.language.value import PRICES
from podium.bots.faq.understanding.pieces import Piece

#: Kinds of an amount that restrict which models are meant.
FILTER_VALUES = frozenset({"parameters", "context", *PRICES})
#: Intents whose answers are made of results, so that a restriction which is left out makes them wrong.
RANKING = frozenset(
    {
        Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.TOP, Intent.PLACE, Intent.LAST, Intent.STATISTICS,
        Intent.COUNT, Intent.ABOVE, Intent.UPDATED, Intent.TIES, Intent.GAP, Intent.SATURATED, Intent.LEADER_AT,
        Intent.HISTORY, Intent.REACHED, Intent.NEW, Intent.OPEN_LAG, Intent.SCORE, Intent.RANK, Intent.RESULTS,
        Intent.COMPARE, Intent.SIGNIFICANT, Intent.MODELS_OF, Intent.EXTREME, Intent.VALUE, Intent.CHEAPEST_ABOVE,
        Intent.BASELINES, Intent.CATEGORY_BEST, Intent.COUNTS, Intent.RELATION, Intent.MOST_MODELS,
        Intent.MAKERS,
    }
)  # fmt: skip
#: Intents that can look among the first few of a board alone.
WITHIN_FIRST = frozenset(
    {Intent.LEADER, Intent.TOP_SCORE, Intent.LAST, Intent.STATISTICS, Intent.COUNT, Intent.EXTREME, Intent.MAKERS}
)
#: Concepts of phrases that name models beside what they are: "open models".
KINDS_OF_MODELS = frozenset({"MODEL", "MODELS"})


@dataclass(frozen=True)
class Spec:
    """One way to ask for something.

    Args:
        intent: What is asked.
        needs: Groups of concepts; the question has one of each, each in words of its own.
        may: Concepts that it may have beside them.
        never: Concepts that make it another question.
        slots: The names it takes: ``b`` a benchmark, ``bs`` two of them, ``m`` a model, ``ms`` two or more, ``m+``
            one or more, ``o`` a maker, ``os`` two set against each other, ``sides`` makers or series set beside one
            another, ``cat``, ``lic`` a licence, ``obs``, ``topic``, ``board``, ``boards`` (several; ``two`` no more
            than these), ``maker`` where one has to be named, ``series`` of models, ``term``, ``f`` for filters.
            ``own`` asks for a word that a card explains. ``?`` marks what may be missing.
        values: Kinds of amounts it takes; ``!`` marks one that it needs. ``then`` is a time that the board is told as
            of: by the models released until its end.
        weight: What decides between two specs that explain the same words.
        fixed: Slots of the frame that this way of asking fills.
    """

    intent: Intent
    needs: tuple[frozenset[str], ...] = ()
    may: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    needed_values: frozenset[str] = frozenset()
    weight: float = 0.0
    fixed: dict[str, Any] = field(default_factory=dict)

    def takes(self, slot: str) -> bool:
        """Return whether the question may have names of a kind."""
        return slot in self.slots or f"{slot}?" in self.slots or f"{slot}+" in self.slots

    @property
    def filters(self) -> bool:
        """Whether it may be restricted to some models."""
        return "f" in self.slots


@dataclass(frozen=True)
class Candidate:
    """A reading of the question as one intent.

    Args:
        spec: The way of asking that fits best.
        score: How well it explains the question.
        unexplained: The pieces it does not explain.
        missing: Names that it needs and the question lacks.
    """

    spec: Spec
    score: float
    unexplained: tuple[Piece, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def intent(self) -> Intent:
        """What is asked."""
        return self.spec.intent

    @property
    def sure(self) -> bool:
        """Whether nothing is left over."""
        return not self.unexplained
