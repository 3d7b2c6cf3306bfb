"""Amounts in a question: sizes, context windows, prices, scores, and what calls are made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Literal

from podium.bots.faq.language.numerals import Numeral
from podium.bots.faq.language.value import (
    CENTS,
    CONTEXT,
    COUNTED,
    DOLLARS,
    MENDED,
    PARAMETERS,
    PERCENT,
    TOKENS,
    Around,
    Bound,
    Value,
    ValueKind,
)
from podium.bots.faq.language.words import word_set

_Phrases = tuple[tuple[str, ...], ...]
#: Comparatives, which "not" turns into the contrary: "not larger than 30B".
_MORE = ("more", "bigger", "larger", "greater", "higher", "longer", "costlier", "pricier", "heavier")
_LESS = ("less", "fewer", "smaller", "lower", "shorter", "cheaper", "lighter", "tinier")
_MOST_BEFORE: _Phrases = (
    ("short",), ("shy",), ("lighter", "than"), ("tinier", "than"), ("not", "reaching"),
    ("under",), ("below",), ("beneath",), ("sub",), ("within",), ("less", "than"), ("fewer", "than"),
    ("smaller", "than"), ("lower", "than"), ("cheaper", "than"), ("shorter", "than"), ("worse", "than"), ("at", "most"),
    ("up", "to"), ("no", "more", "than"), ("not", "more", "than"), ("no", "bigger", "than"), ("no", "larger", "than"),
    ("not", "over"), ("not", "above"), ("max",), ("maximum",), ("maximum", "of"), ("max", "of"), ("less", "then"),
    ("smaller", "then"), ("lower", "then"), ("cheaper", "then"), ("no", "higher", "than"), ("no", "greater", "than"),
    ("budget", "of"), ("budget", "max"), ("ceiling", "of"), ("limit", "of"), ("cap", "of"), ("capped", "at"),
    ("limited", "to"), ("not", "exceeding"), ("not", "exceed"), ("no", "costlier", "than"), ("maximally",),
    ("budget", "is"), ("ceiling", "is"), ("limit", "is"), ("cap", "is"), ("maximum", "is"), ("max", "is"),
    ("can", "spend"), ("could", "spend"), ("can", "afford"), ("can", "pay"), ("could", "pay"), ("willing", "to", "pay"),
    ("to", "spend"), ("will", "pay"), ("budget", "for", "that", "is"), ("budget", "would", "be"),
    ("budget",), ("ceiling",), ("limit",), ("cap",), ("cap", "at"), ("cap", "it", "at"), ("cap", "them", "at"),
    ("fits",), ("fit",), ("only", "fits"), ("only", "fit"), ("room", "for"), ("space", "for"), ("memory", "for"),
    ("costing", "less", "than"), ("costing", "under"), ("costing", "at", "most"), ("south",), ("not", "past"),
    ("not", "beyond"), ("no", "pricier", "than"), ("costing", "below"), ("costing", "up", "to"), ("priced", "under"),
    ("priced", "below"), ("short", "of"), ("shy", "of"), ("inside",), ("as", "much", "as"),
    ("no", "better", "than"), ("not", "better", "than"), ("smaller", "or", "equal", "to"),
    ("less", "than", "or", "equal", "to"), ("of", "max"), ("maximal",),
    *((no, more, "than") for no in ("no", "not", "never") for more in _MORE),
)  # fmt: skip
_LEAST_BEFORE: _Phrases = (
    ("heavier", "than"),
    ("over",), ("above",), ("beyond",), ("past",), ("exceeding",), ("exceed",), ("exceeds",), ("more", "than"),
    ("greater", "than"), ("larger", "than"), ("bigger", "than"), ("higher", "than"), ("longer", "than"),
    ("better", "than"), ("at", "least"),
    ("no", "less", "than"), ("not", "less", "than"), ("no", "fewer", "than"), ("not", "under"), ("not", "below"),
    ("min",), ("minimum",), ("minimum", "of"), ("upwards", "of"), ("more", "then"), ("larger", "then"),
    ("bigger", "then"), ("higher", "then"), ("greater", "then"), ("no", "smaller", "than"), ("no", "lower", "than"),
    ("surpassing",), ("topping",), ("upward", "of"), ("north",), ("upwards",), ("upward",), ("in", "excess"),
    ("as", "high", "as"), ("a", "minimum", "of"), ("no", "worse", "than"), ("not", "worse", "than"),
    ("greater", "than", "or", "equal", "to"), ("more", "than", "or", "equal", "to"),
    *((no, less, "than") for no in ("no", "not", "never") for less in _LESS),
)  # fmt: skip
_MOST_AFTER: _Phrases = (
    ("max",), ("maximum",), ("at", "most"), ("tops",), ("or", "less"), ("or", "fewer"), ("or", "smaller"),
    ("or", "below"), ("or", "under"), ("or", "lower"), ("or", "cheaper"), ("and", "below"), ("and", "under"),
    ("and", "smaller"), ("and", "less"), ("and", "lower"), ("or", "shorter"), ("budget",),
    ("limit",), ("ceiling",), ("cap",),
)  # fmt: skip
_LEAST_AFTER: _Phrases = (
    ("minimum",), ("at", "least"), ("or", "more"), ("or", "higher"), ("or", "above"), ("or", "larger"),
    ("or", "bigger"), ("or", "better"), ("or", "over"), ("or", "greater"), ("or", "longer"), ("and", "up"),
    ("and", "above"), ("and", "more"), ("and", "over"), ("and", "larger"), ("and", "higher"), ("and", "bigger"),
    ("or", "up"), ("upwards",), ("plus",), ("and", "beyond"), ("or", "beyond"), ("and", "upwards"), ("or", "upwards"),
)  # fmt: skip
_SIDES_AFTER: tuple[tuple[_Phrases, Bound], ...] = ((_MOST_AFTER, "most"), (_LEAST_AFTER, "least"))
#: Words of bounds that leave out the amount itself, unless "no" or "not" stands before them.
_STRICT = word_set(
    "under below beneath sub less fewer smaller lower cheaper shorter worse short shy south over above beyond past"
    " surpassing topping heavier lighter tinier reaching"
    " exceeding exceed exceeds more greater larger bigger higher longer better north excess"
)
_DENIED = word_set("no not equal")
_JUDGED = word_set("better worse")
_ABOUT = word_set("a an the about around roughly approximately of only exactly just like say some")

_POINTS = word_set("point points pts")
_CALLS = word_set("call calls request requests query queries prompts invocations completions messages conversations")
#: What is sent one at a time: "1,000 questions with 1,500 tokens in and 200 out" are as many calls.
_SENT_EACH = word_set(
    "questions items documents docs reports images scans studies pages samples examples records tasks tickets emails"
    " chats summaries articles notes letters posts reviews comments texts files cases papers abstracts transcripts"
)
_IN = word_set("in input inputs sent prompt incoming question")
_OUT = word_set(
    "out output outputs completion completions generated received outgoing answer answers reply replies response"
    " responses back returned"
)
_SENT = word_set("prompt prompts request requests call calls query queries message messages")
_SEND = word_set("send sending feed feeding push pushing upload uploading submit submitting")
_RECEIVE = word_set("get getting receive receiving generate generating produce producing return returning")
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
_CALLED_OR_COUNTED = _CALLS | COUNTED
_PRICED = word_set("price prices priced pricing cost costs costing cheaper dollar dollars usd")
#: What asks for the least, which a price has no limit from below beside.
_LEAST_PRICE = word_set("cheapest lowest least")
_COSTS = word_set("costs cost")
_THAT = word_set("that which who")
_SIDES = word_set("input inputs prompt output outputs completion")
#: What tokens a price is of, and what may stand between that and the price.
_INPUT = word_set("input inputs prompt")
_SHORT_SIDES = word_set("in out")
_OUTPUT = word_set("output outputs completion completions")
_OF_PRICES = _PRICED | TOKENS | word_set("is are at of per that which with for its a the rate rates")
_BOARDS = word_set("board leaderboard scoreboard ranking table list")
_RANKED = word_set("rank ranks ranked ranking place placed places position positions")
_SHARE_OF = word_set("top best bottom worst first last upper lower leading")


class Amounts(Around):
    """Reads the amounts of one question."""

    # --- What calls cost -------------------------------------------------------------------------------

    def calls(self, read: Sequence[Numeral]) -> list[Value]:
        """Return numbers of calls and of the tokens of each, which are read together or not at all."""
        result: list[Value] = []
        sides: list[Value] = []
        units: list[Value] = []
        headed = self._is_headed(read)
        for one in read:
            if not one.whole and one.magnitude not in ("m",) or one.sign:
                continue
            end = one.end
            if self.word(end) == "api":
                end += 1
            beyond = end
            while beyond in self.named:
                beyond += 1
            if beyond > end and self.word(beyond) in _CALLS:
                # "A thousand GPT-5 mini calls"
                result.append(Value("calls", one.start, end, one.value))
                continue
            if self.word(end) in _CALLS and self.word(end - 1) != "per":
                result.append(Value("calls", one.start, end + 1, one.value))
                continue
            slashed = self.after_slash(one.start) and self.word(one.start - 1) not in _SHORT_SIDES | _SIDES | TOKENS
            if self.word(one.start - 1) in ("per", "1m") or slashed:
                # "$2 / 1M in" is a price's unit, "2,000 in / 500 out" has both sides.
                continue
            side = self._side(one, headed)
            if side is not None:
                (units if self._is_unit(one) else sides).append(side)
        if {value.kind for value in units}.isdisjoint(value.kind for value in sides) and (sides or result):
            # "For 1M input and 200k output tokens": beside the other side it is no unit of a price.
            sides = sorted([*units, *sides], key=lambda value: value.start)
        both = {value.kind for value in sides}
        if len(both) == 2 and not result:
            result = [Value("calls", one.start, one.end + 1, one.value) for one in read if self._is_sent_each(one)][:1]
        plain = [value for value in sides if self._is_explicit(value)]
        return result + (sides if result or len(both) == 2 else plain)

    def _is_sent_each(self, one: Numeral) -> bool:
        return one.whole and not one.sign and self.word(one.end) in _SENT_EACH | {"x", "times"}

    def _is_unit(self, one: Numeral) -> bool:
        """Return whether a million tokens are what a price is of: "for one million input tokens"."""
        if one.value != 1e6:
            return False
        after = [self.word(one.end + i) for i in range(3)]
        given = after[1] in ("into", "through", "with", "from", "of") and after[2] not in CONTEXT
        return (after[0] in TOKENS and given) or self.word(one.start - 1) in ("for", "per", "of")

    def _is_headed(self, read: Sequence[Numeral]) -> bool:
        """Return whether the sides stand before their numbers: "input 2000, output 500"."""
        ends = [one for one in read if self.word(one.start - 1) in _SIDES]
        last = read[-1] if read else None
        after = self.word(last.end + (self.word(last.end) in TOKENS)) if last is not None else ""
        return len(ends) == 2 and after not in _IN | _OUT

    def _side(self, one: Numeral, headed: bool) -> Value | None:
        """Return the tokens sent or received that a number counts: "2,000 in", "2k input tokens", "300 tokens out"."""
        end = one.end
        tokens = self.word(end) in TOKENS
        end += tokens
        before = self.word(one.start - 1)
        if headed and before in _SIDES:
            return Value("tokens_in" if before in _IN else "tokens_out", one.start - 1, end, one.value)
        given = self._given(one, end)
        if given is not None:
            return given
        end += tokens and self.word(end) in ("of", "as", "for")
        side = self.word(end)
        if side in ("going", "coming", "sent") and self.word(end + 1) in _IN | _OUT:
            # "1500 tokens going in and 500 coming back"
            end += 1
            side = self.word(end)
        if side in _IN or side in _OUT:
            end += 1
            end += not tokens and self.word(end) in TOKENS
            return Value("tokens_in" if side in _IN else "tokens_out", one.start, end, one.value)
        # "Input of 2000 tokens"
        if tokens and before == "of" and self.word(one.start - 2) in _SIDES:
            kind: ValueKind = "tokens_in" if self.word(one.start - 2) in _IN else "tokens_out"
            return Value(kind, one.start - 2, one.end + 1, one.value)
        return None

    def _given(self, one: Numeral, end: int) -> Value | None:
        """Return the tokens that a verb before a number says are sent or received: "send 2000 tokens, get 500 back"."""
        if self.word(end) in _IN | _OUT - {"back"}:
            return None
        back = self.word(end) == "back"
        verb = one.start - 1
        while verb in self.named:
            # "Send o4-mini 50k tokens"
            verb -= 1
        if self.word(one.start - 1) in ("of", "with", "at") and self.word(one.start - 2) in _SENT and end > one.end:
            # "Fifty prompts of 10k tokens"
            return Value("tokens_in", one.start - 1, end, one.value)
        if self.word(verb) in _SEND and self.word(end - 1) in TOKENS:
            return Value("tokens_in", one.start, end, one.value)
        if self.word(one.start - 1) in _RECEIVE and (back or self.word(end - 1) in TOKENS):
            return Value("tokens_out", one.start - 1, end + back, one.value)
        return None

    def _is_explicit(self, value: Value) -> bool:
        said = {self.word(i) for i in range(value.start, value.end)}
        return (
            bool(said & TOKENS)
            and bool(said & (_SIDES | {"out"} | _OUT | _SEND | _RECEIVE))
            and self._bound_before(value.start, ()) == ""
        )

    # --- Amounts ---------------------------------------------------------------------------------------

    def amount(self, one: Numeral, taken: Collection[int]) -> Value | None:
        """Return what a number is an amount of; None for a number word that counts nothing, as in "which one"."""
        if self._is_unit(one) and any(self.word(i) in TOKENS for i in (one.end, one.end + 1)):
            return None
        if one.sign == "%" and self.word(one.start - 1, taken) in _SHARE_OF:
            # "The top 10%" are so many of the models, and no score.
            return Value("number", one.start - 1, one.end, one.value)
        bound: Bound = "most" if one.compared[:1] == "<" else "least" if one.compared[:1] == ">" else ""
        strict = one.compared in ("<", ">")
        kind, amount, end = self._measured(one, taken)
        start = self._before(one.start, taken)
        said = self._bound_before(start, taken)
        judged = sided = False
        if said:
            phrases = _MOST_BEFORE if said == "most" else _LEAST_BEFORE
            limit, (start, bound) = start, (self.ends_with(start, phrases, taken), said)
            strict = self._is_strict(start, limit)
            judged = any(self.word(i) in _JUDGED for i in range(start, limit))
            if kind == "" and self.word(start - 1) in _RANKED:
                # "A rank better than 5" is no score.
                return Value("number", start, end, one.value, bound, strict=strict)
            single = one.spelt and one.value == 1
            if kind == "" and one.value <= 100 and not self.beside(end, COUNTED) and not one.magnitude and not single:
                # "Over 85 on MMLU"
                kind, amount = "score", one.value / 100 if one.value > 1 else one.value
        elif kind in ("", "score") and not bound and self._missed(start, taken) < start and self._is_scored(one, kind):
            # "Did not reach 80": what has less.
            start, bound, strict = self._missed(start, taken), "most", True
            kind, amount = "score", amount if kind else one.value / 100 if one.value > 1 else one.value
        else:
            start = one.start
            if bound and kind == "" and 1 < one.value <= 100 and not self.beside(end, COUNTED) and not one.magnitude:
                kind, amount = "score", one.value / 100
        if not bound:
            for phrases, side in _SIDES_AFTER:
                after = self.starts_with(end, phrases)
                if after > end and after not in self.numeral_at:
                    # "1M context and under $2" is about two things.
                    end, bound = after, side
                    break
        if one.plus or (one.spelt and one.sign):
            bound = bound or "least"
        if kind in ("context", "price", "parameters"):
            unit = self._unit_after(end, kind)
            for phrases, side in _SIDES_AFTER if unit > end and not bound else ():
                after = self.starts_with(unit, phrases)
                if after > unit and after not in self.numeral_at:
                    unit, bound = after, side
                    break
            end = unit
            start = self._unit_before(start, kind, taken)
            if kind == "price":
                paid_for, end = self._side_of_price(start, end, taken)
                kind, sided = ("output_price" if paid_for == "output" else "price"), bool(paid_for)
                if bound and self.word(start - 1) in _COSTS and self.word(start - 2) in _THAT:
                    # "The best model that costs less than $1" asks for no price.
                    start -= 1
        if kind:
            typed = one.value if kind == "score" else 0.0
            return Value(kind, start, end, amount, bound, typed=typed, strict=strict, judged=judged, sided=sided)
        if one.spelt and one.value == 1 and self.word(end) in _BOARDS:
            # "Why is there more than one scoreboard?"
            return None
        if one.spelt and one.value == 1 and self.word(one.start - 1) in ("which", "what", "that"):
            # "Which one ranks 7th": the ranks are none that are counted.
            return None
        if one.spelt and (one.value < 2 or not (bound or one.magnitude)) and not self._counts_things(end, one.value):
            return None
        return Value("number", start, end, one.value, bound, strict=strict)

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
            if after == end and self.beside(end, _SHORT_SIDES) and not self._goes_on(end + 1):
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

    def _is_scored(self, one: Numeral, kind: str) -> bool:
        return bool(kind) or (one.value <= 100 and not self.beside(one.end, COUNTED) and not one.magnitude)

    def _is_strict(self, start: int, end: int) -> bool:
        """Return whether the words of a bound leave the bound itself out: "more than", not "no more than"."""
        said = {MENDED.get(self.word(i), self.word(i)) for i in range(start, end)}
        return bool(said & _STRICT) and (said.isdisjoint(_DENIED) or "reaching" in said)

    def _before(self, start: int, taken: Collection[int]) -> int:
        """Return the position before words like "about" that stand between a bound and its number."""
        while start > 0 and self.word(start - 1, taken) in _ABOUT:
            start -= 1
        return start

    def _bound_before(self, start: int, taken: Collection[int]) -> Bound:
        most = self.ends_with(start, _MOST_BEFORE, taken)
        least = self.ends_with(start, _LEAST_BEFORE, taken)
        if most == least:
            return ""
        # "No more than" is longer than "more than" and means the contrary.
        return "most" if most < least else "least"

    def _measured(self, one: Numeral, taken: Collection[int]) -> tuple[ValueKind | Literal[""], float, int]:
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
        bound = self._bound_before(self._before(one.start, taken), taken)
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
        return "", value, end

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
        start = self._before(one.start, taken)
        start = self.ends_with(start, _MOST_BEFORE if bound == "most" else _LEAST_BEFORE, taken)
        least = any(self.word(i, taken) in _LEAST_PRICE for i in range(start))
        return self.word(start - 1, taken) in _SCORED or (bound == "least" and least)

    def _counts(self, one: Numeral) -> bool:
        """Return whether a large number counts things: "2k questions"; a 4B model has as many parameters."""
        after = (
            _CALLS if one.magnitude in ("b", "t") else _CALLED_OR_COUNTED - (_MODELS if one.magnitude == "m" else set())
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
                    after += self.word(after) in _IN | _OUT
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
        while first > 0 and start - first < 4 and self.word(first - 1, taken) in CONTEXT | _ABOUT | {"length", "is"}:
            first -= 1
            if self.word(first) in CONTEXT:
                start = first
        return start
