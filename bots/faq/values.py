"""Amounts and times in a question: "under 10B", "128k context", "above 90%", "top 5", "in March 2024"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from podium.bots.faq.frame import Period
from podium.bots.faq.words import Token

ValueKind = Literal[
    "period",  # a Period
    "parameters",  # billions
    "context",  # tokens of a context window
    "price",  # US dollars (per million tokens)
    "score",  # as the boards write it: 90% is 0.9
    "place",  # 2 of "second", "#2", "rank 2"
    "top",  # 5 of "top 5", "best five", "first three models"
    "calls",  # 500 of "500 calls"
    "tokens_in",  # 2000 of "2,000 in"
    "tokens_out",  # 300 of "300 out"
    "number",  # a bare number that is none of these
]
Bound = Literal["", "most", "least"]


@dataclass(frozen=True)
class Value:
    """An amount or a time in a question.

    Args:
        kind: What it is an amount of.
        start: First token, words of the bound ("under", "at least") and of the unit ("billion parameters") included.
        end: Token after the last.
        amount: The number, in the unit of its kind; 0 for a period.
        bound: ``"most"`` of "under", "below", "up to"; ``"least"`` of "above", "over", "at least".
        period: The time, where it is one.
    """

    kind: ValueKind
    start: int
    end: int
    amount: float = 0.0
    bound: Bound = ""
    period: Period | None = None


def values(found: Sequence[Token], text: str, today: str) -> list[Value]:
    """Return the amounts and times of a question, in order, none overlapping.

    Args:
        found: The question's words.
        text: The question.
        today: ISO date that "last month" counts from.
    """
    return []
