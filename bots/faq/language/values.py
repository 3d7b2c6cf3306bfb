"""Amounts and times in a question: "under 10B", "128k context", "above 90%", "top 5", "in March 2024"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from podium.bots.faq.language.amounts import Amounts
from podium.bots.faq.language.calls import Calls
from podium.bots.faq.language.numerals import numerals
from podium.bots.faq.language.ordering import Places
from podium.bots.faq.language.periods import times
from podium.bots.faq.language.value import CONTEXT, PRICES, Bound, Value, ValueKind
from podium.bots.faq.language.words import Token, word_set

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
    calls = Calls(found, text, read, named)
    result = calls.calls(read)
    taken = set(named).union(*(range(one.start, one.end) for one in result))
    if result:
        # "What does one day cost" of calls a day.
        taken |= {one.start for one in read if one.value == 1 and calls.word(one.end) in _TIMES}
    for time in times(found, text, today, taken):
        result.append(Value("period", time.start, time.end, period=time.period))
        taken.update(range(time.start, time.end))
    # "A third of the points" is no third place.
    shares = {i for one in read if one.spelt and one.sign for i in range(one.start, one.end)}
    for one in Places(found, text, read, named).places(taken | shares):
        result.append(one)
        taken.update(range(one.start, one.end))
    amounts = Amounts(found, text, read, named)
    for number in read:
        if taken.isdisjoint(range(number.start, number.end)):
            value = amounts.amount(number, taken)
            if value is not None:
                result.append(value)
                taken.update(range(value.start, value.end))
    return _both_sides(_ranges(sorted(result, key=lambda value: value.start), found, text), found)


#: Kinds of which a question may give both ends.
_ENDED = frozenset({"score", "parameters", "context", *PRICES})
_TIMES = word_set("day week month hour")
_BEFORE_RANGE = word_set("between from")
_IN_RANGE = word_set("and to until through till upto")
_THROUGH = _IN_RANGE - {"and"}
_OF_CONTEXT = CONTEXT | {"length", "size", "of"}


def _both_sides(read: list[Value], found: Sequence[Token]) -> list[Value]:
    """Read the second of two prices as bounded as the first: "under $2 input and $10 output"."""
    result: list[Value] = []
    for value in read:
        first = result[-1] if result else None
        joined = first is not None and {word.word for word in found[first.end : value.start]} <= _JOINING
        if first is not None and joined and {first.kind, value.kind} == PRICES and first.bound and not value.bound:
            value = replace(value, bound=first.bound, strict=first.strict)
        result.append(value)
    return result


#: What may stand between the two prices of a model.
_JOINING = word_set("and or a an the for plus per")


def _ranges(read: list[Value], found: Sequence[Token], text: str) -> list[Value]:
    """Read two amounts that are the ends of a range as limits: "between 0.8 and 0.85", "80-85%", "7B to 13B"."""
    result: list[Value] = []
    for value in read:
        before = result[-1] if result else None
        pair = _ends(before, value, found, text) if before is not None else None
        if pair is None:
            result.append(value)
        else:
            result[-1:] = pair
    return result


def _ends(first: Value | None, last: Value, found: Sequence[Token], text: str) -> list[Value] | None:
    if first is None or not 0 <= last.start - first.end <= 1:
        return None
    opened = first.start > 0 and found[first.start - 1].word in _BEFORE_RANGE
    if opened and first.kind in _ENDED - {"score"} and not first.bound and last.bound == "most" and not last.strict:
        # "From 7B up to 14B"
        return [replace(first, start=first.start - 1, bound="least"), last] if first.kind == last.kind else None
    if first.bound or last.bound:
        return None
    units = {first.kind, last.kind} - {"number"}
    if last.start > first.end:
        joined = found[first.end].word
        # "30 to 80 billion parameters" names a unit, "models 3 to 5" does not.
        if joined not in _IN_RANGE or not (opened or (joined in _THROUGH and units & _ENDED)):
            return None
    elif text[found[first.end - 1].end : found[last.start].start].strip() not in ("-", "to"):
        return None
    amounts = [first.amount, last.amount]
    kinds = {first.kind, last.kind}
    if kinds == {"number", "score"} or (kinds == {"number"} and opened and _SCORING & {one.word for one in found}):
        # "Between 80 and 85%": the sign is said once.
        amounts = [value.amount / 100 if value.kind == "number" and value.amount > 1 else value.amount
                   for value in (first, last)]  # fmt: skip
        kinds = {"score"}
    if kinds == PRICES:
        # "Between $5 and $10 per million output tokens": the side is said once.
        kinds = {"output_price"}
    if "number" in kinds and len(units) == 1 and units <= _ENDED:
        # "30-80B": the unit is said once.
        amounts = [_scaled(value.amount, last) if value.kind == "number" else value.amount for value in (first, last)]
        kinds = units
    if len(kinds) > 1 or not kinds <= _ENDED or amounts[0] >= amounts[1] or ("score" in kinds and amounts[1] > 1):
        return None
    kind: ValueKind = next(iter(kinds))
    typed = [value.amount if value.kind == "number" else value.typed for value in (first, last)]
    start = first.start - opened
    while kind == "context" and start > 0 and found[start - 1].word in _OF_CONTEXT:
        start -= 1
    return [
        Value(kind, start, first.end, amounts[0], "least", typed=typed[0]),
        Value(kind, last.start - (last.start > first.end), last.end, amounts[1], "most", typed=typed[1]),
    ]


def _scaled(amount: float, last: Value) -> float:
    """Return an amount without a unit in that of the one after it: 128 of "128-256k" is 128,000 tokens."""
    if last.kind == "context" and last.amount >= 1000 and amount < 1000:
        return amount * (1e6 if last.amount >= 1e6 and amount < 10 else 1e3)
    return amount


_SCORING = word_set("score scores scored scoring accuracy percent points")
