"""Amounts in a question: sizes, context windows, prices, scores and what is counted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

from podium.bots.faq.language.bounds import ABOUT, Bounds
from podium.bots.faq.language.calls import CALLS, IN, OUT, SHORT_SIDES
from podium.bots.faq.language.numerals import Numeral
from podium.bots.faq.language.value import (
    CENTS,
    CONTEXT,
    COUNTED,
    DOLLARS,
    PARAMETERS,
    PERCENT,
    TOKENS,
    Bound,
    Value,
    ValueKind,
)
from podium.bots.faq.language.words import word_set

_JUDGED = word_set("better worse")
_POINTS = word_set("point points pts")
#: Words before a number that make it a score where nothing else does: "reach 90 on MMLU", "a score of 85".
_SCORED = word_set(
    "score scores scored scoring reach reaches reached reaching hit hits hitting pass passes passed passing cross"
    " crosses crossed crossing exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing break breaks"
    " broke achieve achieves achieved achieving crack cracks cracked topped accuracy attain attains attained "
    "auroc f1 beat beats clear clears cleared breach breaches breached manage manages managed clock clocks clocked post"
    " broken gotten posts posted smash smashed shatter shattered eclipse eclipsed get gets got getting break breaking"
)
#: What becomes of a score that is reached.
_FALLS = word_set("fell falls fallen")
_IS = word_set("is was got gets been be were has had being")
_AT_LAST = word_set("first finally ever last just already eventually")
_PARTICIPLES = word_set(
    "reached passed broken cracked crossed surpassed exceeded beaten topped hit attained achieved cleared breached"
)
_DOABLE = word_set("doable achievable attainable reachable feasible")
_MOST_TO_DOABLE = 5
_REACHING = _FALLS | _PARTICIPLES | _DOABLE
#: Of these, nouns.
_NO_VERBS = word_set("scores accuracy auroc f1")
_NEVER = word_set("not never dont doesnt didnt havent hasnt hadnt cant cannot couldnt wont")
_FAILING = word_set("fail fails failed failing unable struggle struggles struggled yet")
_MODELS = word_set("model models llm llms vlm vlms system systems")
#: What a question may want a number of, with a word before it that says which.
_LISTED = word_set("models llms vlms benchmarks datasets")
_CALLED_OR_COUNTED = CALLS | COUNTED
_PRICED = word_set("price prices priced pricing cost costs costing cheaper dollar dollars usd")
#: What asks for the least, which a price has no limit from below beside.
_LEAST_PRICE = word_set("cheapest lowest least")
_COSTS = word_set("costs cost")
_THAT = word_set("that which who")  #: What tokens a price is of, and what may stand between that and the price.
_INPUT = word_set("input inputs prompt")
_OUTPUT = word_set("output outputs completion completions")
_OF_PRICES = _PRICED | TOKENS | word_set("is are at of per that which with for its a the rate rates")
_BOARDS = word_set("board leaderboard scoreboard ranking table list")
_RANKED = word_set("rank ranks ranked ranking place placed places position positions")
_SHARE_OF = word_set("top best bottom worst first last upper lower leading")


class Amounts(Bounds):
    """Reads the amounts of one question."""

    def amount(self, one: Numeral, taken: Collection[int]) -> Value | None:
        """Return what a number is an amount of; None for a number word that counts nothing, as in "which one"."""
        if self.is_unit_of_price(one) and any(self.word(i) in TOKENS for i in (one.end, one.end + 1)):
            return None
        if one.sign == "%" and self.word(one.start - 1, taken) in _SHARE_OF:
            # "The top 10%" are so many of the models, and no score.
            return Value("number", one.start - 1, one.end, one.value)
        value = self._limited(one, taken)
        if value.kind == "number" and value.start < one.start and self.word(value.start - 1) in _RANKED:
            # "A rank better than 5" is no score.
            return value
        if not value.bound:
            end, bound = self.bound_after(value.end)
            value = replace(value, end=end, bound=bound)
        if not value.bound and (one.plus or (one.spelt and one.sign)):
            value = replace(value, bound="least")
        if value.kind in ("context", "price", "parameters"):
            return self._with_unit(value, taken)
        return None if value.kind == "number" and self._counts_nothing(one, value) else value

    def _limited(self, one: Numeral, taken: Collection[int]) -> Value:
        """Return what a number is an amount of, with the bound that is said before it."""
        kind, amount, end = self._measured(one, taken)
        scorable = kind == "number" and one.value <= 100 and not self.beside(end, COUNTED) and not one.magnitude
        share = one.value / 100 if one.value > 1 else one.value
        start = self.before(one.start, taken)
        said = self.bound_before(start, taken)
        if said:
            limit, start = start, self.start_of_bound(start, said, taken)
            single = one.spelt and one.value == 1
            if scorable and not single and self.word(start - 1) not in _RANKED:
                # "Over 85 on MMLU"
                kind, amount = "score", share
            judged = kind != "number" and any(self.word(i) in _JUDGED for i in range(start, limit))
            typed = one.value if kind == "score" else 0.0
            strict = self.is_strict(start, limit)
            return Value(kind, start, end, amount, said, typed=typed, strict=strict, judged=judged)
        bound: Bound = "most" if one.compared[:1] == "<" else "least" if one.compared[:1] == ">" else ""
        missed = self._missed(start, taken)
        if missed < start and not bound and (kind == "score" or scorable):
            # "Did not reach 80": what has less.
            amount = amount if kind == "score" else share
            return Value("score", missed, end, amount, "most", typed=one.value, strict=True)
        if bound and scorable and one.value > 1:
            kind, amount = "score", share
        typed = one.value if kind == "score" else 0.0
        return Value(kind, one.start, end, amount, bound, typed=typed, strict=one.compared in ("<", ">"))

    def _with_unit(self, value: Value, taken: Collection[int]) -> Value:
        """Return a size or a price with the words of its unit, and with the bound that is said after them."""
        kind, bound, sided = value.kind, value.bound, False
        end = self._unit_after(value.end, kind)
        if end > value.end and not bound:
            end, bound = self.bound_after(end)
        start = self._unit_before(value.start, kind, taken)
        if kind == "price":
            paid_for, end = self._side_of_price(start, end, taken)
            kind, sided = ("output_price" if paid_for == "output" else "price"), bool(paid_for)
            if bound and self.word(start - 1) in _COSTS and self.word(start - 2) in _THAT:
                # "The best model that costs less than $1" asks for no price.
                start -= 1
        return replace(value, kind=kind, start=start, end=end, bound=bound, sided=sided)

    def _counts_nothing(self, one: Numeral, value: Value) -> bool:
        """Return whether a bare number is a word that counts nothing: the "one" of "which one"."""
        if not one.spelt:
            return False
        if one.value == 1 and self.word(value.end) in _BOARDS:
            # "Why is there more than one scoreboard?"
            return True
        if one.value == 1 and self.word(one.start - 1) in ("which", "what", "that"):
            # "Which one ranks 7th": the ranks are none that are counted.
            return True
        few = one.value < 2 or not (value.bound or one.magnitude)
        return few and not self._counts_things(value.end, one.value)

    def _counts_things(self, end: int, number: float) -> bool:
        """Return whether a number counts what stands after it: "three models", "three healthcare benchmarks"."""
        if self.beside(end, COUNTED):
            return True
        described = number > 1 and end + 1 < len(self.found) and not self.found[end].breaks
        return described and self.beside(end + 1, _LISTED)

    def _side_of_price(self, start: int, end: int, taken: Collection[int]) -> tuple[str, int]:
        """Return whether a price is of output tokens or of input, and the token after the words that say so.

        Nothing is returned for the side where nothing is said.

        "Under $5 per million output tokens", "below $5 for output", "output tokens under $5".
        """
        said = {self.word(i) for i in range(start, end)}
        if said & _OUTPUT:
            return "output", end
        if said.isdisjoint(_INPUT):
            after = end + (self.word(end) in ("for", "of", "on") and not self.found[end].breaks)
            after += self.word(after) == "the"
            if after == end and self.beside(end, SHORT_SIDES) and not self._goes_on(end + 1):
                return ("output" if self.word(end) == "out" else "input"), end + 1
            if self.beside(after, _OUTPUT | _INPUT):
                side = "output" if self.word(after) in _OUTPUT else "input"
                after += 1
                return side, after + (self.word(after) in TOKENS)
            before = start - 1
            while start - before < 5 and self.word(before, taken) in _OF_PRICES:
                before -= 1
            side = self.word(before, taken)
            return ("output" if side in _OUTPUT else "input" if side in _INPUT else ""), end
        return "input", end

    def _goes_on(self, i: int) -> bool:
        """Return whether a clause goes on at a position."""
        return i < len(self.found) and not self.found[i].breaks and self.found[i].word not in ("and", "on", "or")

    def _missed(self, start: int, taken: Collection[int]) -> int:
        """Return where words start that say that a score was not reached: "fail to hit", "have not reached"."""
        at = start - 1
        at -= self.word(at, taken) in ("to", "at", "the") and self.word(at - 1, taken) in _SCORED | {"get", "up"}
        at -= self.word(at, taken) == "up"
        if self.word(at, taken) not in _SCORED or self.word(at, taken) in _NO_VERBS:
            return start
        at -= 1
        at -= self.word(at, taken) in ("even", "yet", "ever", "quite", "been", "managed", "able")
        if self.word(at, taken) == "to":
            return at - 1 if self.word(at - 1, taken) in _FAILING else start
        if self.word(at, taken) in _NEVER:
            return at
        return start

    def _measured(self, one: Numeral, taken: Collection[int]) -> tuple[ValueKind, float, int]:
        """Return the kind of an amount, the amount in its unit, and the token after its unit."""
        end, value = one.end, one.value
        after = self.word(end)
        if not one.sign and after in ("us", "american") and self.word(end + 1) in DOLLARS:
            return "price", value, end + 2
        if one.sign == "$" or (not one.sign and after in DOLLARS):
            return "price", value, end + (after in DOLLARS)
        if one.sign == "cents" or (not one.sign and after in CENTS):
            return "price", value / 100, end + (after in CENTS)
        if one.sign == "%" or after in PERCENT or (after == "per" and self.word(end + 1) == "cent"):
            return "score", value / 100, end + (after in PERCENT) + 2 * (after == "per" and one.sign != "%")
        if one.sign == "points" or after in _POINTS:
            return "score", value / 100 if value > 1 else value, end + (after in _POINTS)
        if after in PARAMETERS:
            return "parameters", value / 1e9, end + 1
        if after in TOKENS:
            return "context", value, end + 1
        if one.magnitude in ("k", "m", "b", "t") and not self._counts(one):
            if one.magnitude == "k" or (one.magnitude == "m" and self._about(CONTEXT, one, taken)):
                return "context", value, end
            return "parameters", value / 1e9, end
        if value >= 1000 and self._about(CONTEXT, one, taken):
            return "context", value, end
        bound = self.bound_before(self.before(one.start, taken), taken)
        if bound and one.decimal and 0 < value <= 1 and self._scores(one, bound, taken):
            return "score", value, end
        if bound and not self.beside(end, COUNTED):
            # "Cheaper than 2", "parameters below 10"
            if self._about(_PRICED, one, taken):
                return "price", value, end
            if self._about(PARAMETERS, one, taken):
                return "parameters", value, end
        if one.decimal and 0 < value <= 1:
            return "score", value, end
        if 1 < value <= 100 and not one.magnitude and not self.beside(end, COUNTED):
            scored = self.word(one.start - 1, taken)
            if scored == "of":
                scored = self.word(one.start - 2, taken)
            if scored in _SCORED or (self._reaches and self._is_reached(one)):
                return "score", value / 100, end
        return "number", value, end

    @cached_property
    def _reaches(self) -> bool:
        """Whether a word of the question says that something is reached."""
        return not _REACHING.isdisjoint(token.key for token in self.found)

    def _is_reached(self, one: Numeral) -> bool:
        """Return whether words around a number say that it is reached: "70 fell", "80 was passed", "is 80 doable"."""
        after = one.end
        if self.word(after) in _FALLS:
            return True
        later = (self.word(i) for i in range(after, after + _MOST_TO_DOABLE))
        if self.word(one.start - 1) in _IS and not _DOABLE.isdisjoint(later):
            return True
        passive = self.word(after) in _IS or self.word(one.start - 1) in _IS
        while self.word(after) in _IS | _AT_LAST:
            after += 1
        return passive and self.word(after) in _PARTICIPLES

    def _scores(self, one: Numeral, bound: Bound, taken: Collection[int]) -> bool:
        """Return whether a fraction is a score and no price: "the lowest price above 0.8", "scores below 0.5"."""
        start = self.before(one.start, taken)
        start = self.start_of_bound(start, bound, taken)
        least = any(self.word(i, taken) in _LEAST_PRICE for i in range(start))
        return self.word(start - 1, taken) in _SCORED or (bound == "least" and least)

    def _counts(self, one: Numeral) -> bool:
        """Return whether a large number counts things: "2k questions"; a 4B model has as many parameters."""
        after = (
            CALLS if one.magnitude in ("b", "t") else _CALLED_OR_COUNTED - (_MODELS if one.magnitude == "m" else set())
        )
        return self.beside(one.end, after)

    def _about(self, group: Collection[str], one: Numeral, taken: Collection[int]) -> bool:
        """Return whether a word that says what the number is of stands near it: "context", "price"."""
        after = any(self.word(i) in group for i in range(one.end, one.end + 2))
        # "Open weights above 85" are no number of weights.
        before = (i for i in range(one.start - 5, one.start) if self.word(i - 1) not in ("open", "public", "free"))
        return after or any(self.word(i, taken) in group for i in before)

    def _unit_after(self, end: int, kind: str) -> int:
        """Return the token after the words of a unit: "per million input tokens", "context window"."""
        if kind == "price":
            if self.word(end) in ("per", "a", "an", "each", "for", "the"):
                after = end + 1
                after += self.word(after) in ("1", "one", "a")
                if self.word(after) in ("million", "m", "1m", "mtok", "mil", "call", "token"):
                    after += 1
                    after += self.word(after) in IN | OUT
                    return after + (self.word(after) in TOKENS)
            if self.word(end) in ("m", "1m", "mtok", "million") and self.after_slash(end):
                return end + 1 + (self.word(end + 1) in TOKENS)
            return end
        if kind == "parameters":
            end += self.word(end) in PARAMETERS
            return end + 2 if self.word(end) == "in" and self.word(end + 1) == "size" else end
        words = CONTEXT | {"length", "size", "long"}
        end += self.word(end) == "of" and self.word(end + 1) in CONTEXT
        while self.word(end) in words | TOKENS:
            end += 1
        return end

    def _unit_before(self, start: int, kind: str, taken: Collection[int]) -> int:
        """Return where the words before a bound that say its unit start: "context window over 200k"."""
        if kind != "context":
            return start
        first = start
        while first > 0 and start - first < 4 and self.word(first - 1, taken) in CONTEXT | ABOUT | {"length", "is"}:
            first -= 1
            if self.word(first) in CONTEXT:
                start = first
        return start
