"""Amounts and times in a question: "under 10B", "128k context", "above 90%", "top 5", "in March 2024"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from podium.bots.faq.amounts import Amounts
from podium.bots.faq.numerals import numerals
from podium.bots.faq.ordering import Places
from podium.bots.faq.periods import times
from podium.bots.faq.value import Bound, Value, ValueKind
from podium.bots.faq.words import Token

__all__ = ["Bound", "Value", "ValueKind", "values"]


def values(found: Sequence[Token], text: str, today: str, named: Collection[int] = ()) -> list[Value]:
    """Return the amounts and times of a question, in order, none overlapping.

    Args:
        found: The question's words.
        text: The question.
        today: ISO date that "last month" counts from.
        named: Positions of words that belong to names, where no value is.
    """
    named = frozenset(named)
    read = numerals(found, text, named)
    amounts = Amounts(found, text, read, named)
    result = amounts.calls(read)
    taken = set(named).union(*(range(one.start, one.end) for one in result))
    for time in times(found, text, today, taken):
        result.append(Value("period", time.start, time.end, period=time.period))
        taken.update(range(time.start, time.end))
    # "A third of the points" is no third place.
    shares = {i for one in read if one.spelt and one.sign for i in range(one.start, one.end)}
    for one in Places(found, text, read, named).places(taken | shares):
        result.append(one)
        taken.update(range(one.start, one.end))
    for number in read:
        if taken.isdisjoint(range(number.start, number.end)):
            value = amounts.amount(number, taken)
            if value is not None:
                result.append(value)
                taken.update(range(value.start, value.end))
    return sorted(result, key=lambda value: value.start)
