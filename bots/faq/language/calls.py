"""What calls are made of in a question: "500 calls of 2,000 tokens in and 300 out", "send 50k tokens"."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language.bounds import Bounds
from podium.bots.faq.language.numerals import Numeral
from podium.bots.faq.language.value import TOKENS, Value, ValueKind
from podium.bots.faq.language.words import word_set

CALLS = word_set("call calls request requests query queries prompts invocations completions messages conversations")
#: What is sent one at a time: "1,000 questions with 1,500 tokens in and 200 out" are as many calls.
_SENT_EACH = word_set(
    "questions items documents docs reports images scans studies pages samples examples records tasks tickets emails"
    " chats summaries articles notes letters posts reviews comments texts files cases papers abstracts transcripts"
)
IN = word_set("in input inputs sent prompt incoming question")
OUT = word_set(
    "out output outputs completion completions generated received outgoing answer answers reply replies response"
    " responses back returned"
)
_SENT = word_set("prompt prompts request requests call calls query queries message messages")
_SEND = word_set("send sending feed feeding push pushing upload uploading submit submitting")
_RECEIVE = word_set("get getting receive receiving generate generating produce producing return returning")
_SIDES = word_set("input inputs prompt output outputs completion")
SHORT_SIDES = word_set("in out")


class Calls(Bounds):
    """Reads the numbers of calls of one question, and of the tokens of each."""

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
            if beyond > end and self.word(beyond) in CALLS:
                # "A thousand GPT-5 mini calls"
                result.append(Value("calls", one.start, end, one.value))
                continue
            if self.word(end) in CALLS and self.word(end - 1) != "per":
                result.append(Value("calls", one.start, end + 1, one.value))
                continue
            slashed = self.after_slash(one.start) and self.word(one.start - 1) not in SHORT_SIDES | _SIDES | TOKENS
            if self.word(one.start - 1) in ("per", "1m") or slashed:
                # "$2 / 1M in" is a price's unit, "2,000 in / 500 out" has both sides.
                continue
            side = self._side(one, headed)
            if side is not None:
                (units if self.is_unit_of_price(one) else sides).append(side)
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

    def _is_headed(self, read: Sequence[Numeral]) -> bool:
        """Return whether the sides stand before their numbers: "input 2000, output 500"."""
        ends = [one for one in read if self.word(one.start - 1) in _SIDES]
        last = read[-1] if read else None
        after = self.word(last.end + (self.word(last.end) in TOKENS)) if last is not None else ""
        return len(ends) == 2 and after not in IN | OUT

    def _side(self, one: Numeral, headed: bool) -> Value | None:
        """Return the tokens sent or received that a number counts: "2,000 in", "2k input tokens", "300 tokens out"."""
        end = one.end
        tokens = self.word(end) in TOKENS
        end += tokens
        before = self.word(one.start - 1)
        if headed and before in _SIDES:
            return Value("tokens_in" if before in IN else "tokens_out", one.start - 1, end, one.value)
        given = self._given(one, end)
        if given is not None:
            return given
        end += tokens and self.word(end) in ("of", "as", "for")
        side = self.word(end)
        if side in ("going", "coming", "sent") and self.word(end + 1) in IN | OUT:
            # "1500 tokens going in and 500 coming back"
            end += 1
            side = self.word(end)
        if side in IN or side in OUT:
            end += 1
            end += not tokens and self.word(end) in TOKENS
            return Value("tokens_in" if side in IN else "tokens_out", one.start, end, one.value)
        # "Input of 2000 tokens"
        if tokens and before == "of" and self.word(one.start - 2) in _SIDES:
            kind: ValueKind = "tokens_in" if self.word(one.start - 2) in IN else "tokens_out"
            return Value(kind, one.start - 2, one.end + 1, one.value)
        return None

    def _given(self, one: Numeral, end: int) -> Value | None:
        """Return the tokens that a verb before a number says are sent or received: "send 2000 tokens, get 500 back"."""
        if self.word(end) in IN | OUT - {"back"}:
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
            and bool(said & (_SIDES | {"out"} | OUT | _SEND | _RECEIVE))
            and self.bound_before(value.start, ()) == ""
        )
