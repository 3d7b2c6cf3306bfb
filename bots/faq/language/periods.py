"""Times in a question: "in 2024", "before March 2024", "since last year", "between 2023 and 2024", "by late 2024".

A time is days that the words around them open or close:

- "By 2024", "until 2024" and "up to 2024" include 2024, "before 2024" does not; "after 2024" starts with 2025.
- "By the end of 2024" is up to 31 December.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from podium.bots.faq.frame import Period
from podium.bots.faq.language.spans import EDGES, Span, Spans, whole_months
from podium.bots.faq.language.value import MENDED
from podium.bots.faq.language.words import Token, word_set

_IN = word_set("in during of on at for within throughout from back over around")
_BEFORE = (
    ("before",),
    ("pre",),
    ("prior", "to"),
    ("earlier", "than"),
    ("older", "than"),
    ("preceding",),
    ("predating",),
    ("from", "before"),
)
_UNTIL = (
    ("until",),
    ("till",),
    ("by",),
    ("up", "to"),
    ("as", "of"),
    ("through",),
    ("til",),
    ("as", "at"),
    ("not", "newer", "than"),
    ("no", "newer", "than"),
    ("no", "later", "than"),
    ("not", "later", "than"),
    ("not", "after"),
)
_SINCE = (
    ("not", "older", "than"),
    ("no", "older", "than"),
    ("no", "earlier", "than"),
    ("not", "earlier", "than"),
    ("not", "before"),
    ("since",),
    ("starting", "from"),
    ("starting", "in"),
    ("starting",),
)
_AFTER = (
    ("after",),
    ("later", "than"),
    ("newer", "than"),
    ("past",),
    ("following",),
    ("post",),
    ("postdating",),
    ("younger", "than"),
    ("more", "recent", "than"),
    ("from", "after"),
)
_ONWARDS = (
    ("onwards",), ("onward",), ("on",), ("or", "later"), ("and", "later"), ("or", "newer"), ("and", "after"),
    ("or", "after"), ("and", "newer"), ("and", "up"), ("and", "beyond"),
)  # fmt: skip
#: Words after "on" that show that it does not stand before a board: "from 2024 on with open weights".
_AFTER_ONWARDS = word_set(
    "on for in at with without that which who whose is are was has have to among of by made built and or but please pls"
    " plz atm right now only not under over below above up leads tops wins ranks scores comes does performs what where"
    " did do could would should can no smaller bigger larger less more exceeding up except excluding besides other"
    " takes gets holds sits beats heads dominates outperforms achieves excels finishes occupies places brings trails"
    " ignoring leaving apart aside outside i you we one counting going max sub"
)
_BACKWARDS = (("or", "earlier"), ("and", "earlier"), ("or", "before"), ("and", "before"), ("or", "older"))
_CLOSED = (
    ("came", "to", "an", "end"), ("came", "to", "a", "close"), ("drew", "to", "a", "close"),
    ("drew", "to", "an", "end"), ("ended",), ("closed",), ("was", "over"), ("was", "ending"),
    ("finished",), ("ran", "out"), ("was", "closing"),
)  # fmt: skip
_OPENED = (("began",), ("started",), ("opened",), ("was", "beginning"), ("got", "going"), ("came", "in"))


class Time(NamedTuple):
    """A run of words that says a time.

    Args:
        start: First token.
        end: Token after the last.
        period: The time.
    """

    start: int
    end: int
    period: Period


def times(found: Sequence[Token], text: str, today: str, taken: Collection[int]) -> list[Time]:
    """Return the times of a question, in order, none overlapping.

    Args:
        found: The question's words.
        text: The question.
        today: ISO date that "last month" counts from.
        taken: Positions of words that are something else.
    """
    reader = _Reader(found, text, date.fromisoformat(today), taken)
    result: list[Time] = []
    i = 0
    while i < len(found):
        one = None if i in taken else reader.time(i)
        if one is not None and not any(j in taken for j in range(one.start, one.end)):
            result.append(one)
            i = one.end
        else:
            i += 1
    return result


class _Reader(Spans):
    """Reads times from one question; every method looks at a few words from a position on."""

    def _mended(self, i: int) -> str:
        """Return a word with its typo mended: "beofre"."""
        typed = self.word(i)
        return MENDED.get(typed, self.found[i].word) if typed else ""

    def _says(self, i: int, phrases: Sequence[tuple[str, ...]]) -> int:
        """Return the position after the first of the phrases that stands at ``i``; ``i`` itself where none does."""
        first = (self.word(i), self._mended(i))
        for phrase in phrases if first[0] else ():
            if phrase[0] in first and all(
                word in (self.word(i + n), self._mended(i + n)) for n, word in enumerate(phrase)
            ):
                return i + len(phrase)
        return i

    def time(self, i: int) -> Time | None:
        """Return the time that starts at a word, its preposition included."""
        if self.word(i) in ("between", "from"):
            ranged = self._range(i)
            if ranged is not None:
                return ranged
        ended = self._ended(i)
        if ended is not None:
            return ended
        for phrases, bound in ((_SINCE, "since"), (_UNTIL, "until"), (_BEFORE, "before"), (_AFTER, "after")):
            after = self._says(i, phrases)
            if after > i:
                # "By the end of 2024" and "before the end of 2024" are up to its last day, and "after the start of
                # 2024" is from its first.
                edge = self._words_of_edge(after)
                span = self.span(after)
                if span is None:
                    continue
                if bound == "before" and edge == "end":
                    bound = "until"
                elif bound == "after" and EDGES.get(edge) == 1:
                    bound = "since"
                return Time(i, span.end, _bounded(span, bound))
        start = i
        if self.word(i) in _IN:
            i += 1
        span = self.span(i)
        if span is None or (span.needs_word and i == start):
            return None
        if self.word(start) == "from" and start and self.found[start].breaks and self._is_newest():
            # "The newest models, from July 2026" begin there.
            return Time(start, span.end, _bounded(span, "since"))
        return self._followed(start, span)

    def _is_newest(self) -> bool:
        return any(token.word in ("newest", "latest", "new") for token in self.found)

    def _ended(self, i: int) -> Time | None:
        """Read "when 2021 came to an end", "as 2022 began", "at year-end 2023"."""
        word = self.word(i)
        if word in ("when", "as", "once", "while"):
            span = self.calendar(i + 1 + (self.word(i + 1) == "the"))
            if span is None or (span.last - span.first).days < 300:
                return None
            for phrases, month in ((_CLOSED, 12), (_OPENED, 1)):
                after = self._says(span.end, phrases)
                if after > span.end:
                    first, last = whole_months(span.first.year, month, month)
                    return Time(i, after, Period(first.isoformat(), last.isoformat()))
            return None
        at = i + (word in ("at", "by", "the"))
        at += self.word(at) == "the"
        if self.word(at) == "year" and self.word(at + 1) == "end":
            year = self.year(at + 2 + (self.word(at + 2) in ("of", "in")))
            if year is not None:
                first, last = whole_months(year[0], 12, 12)
                until = word == "by"
                return Time(i, year[1], Period(None if until else first.isoformat(), last.isoformat()))
        return None

    def _followed(self, start: int, span: Span) -> Time:
        onwards = self._says(span.end, _ONWARDS)
        # "From 2024 on", but not "from 2024 on MMLU".
        if self.word(span.end) == "on" and onwards < len(self.found) and not self.found[onwards].breaks:
            # "From 2024 on for MMLU": what goes on after "on" is no board.
            onwards = onwards if self.word(start) == "from" and self.word(onwards) in _AFTER_ONWARDS else span.end
        if onwards > span.end:
            return Time(start, onwards, _bounded(span, "since"))
        backwards = self._says(span.end, _BACKWARDS)
        if backwards > span.end:
            return Time(start, backwards, _bounded(span, "until"))
        if self.word(span.end) in ("to", "until", "till", "through") or self._dashed(span.end):
            other = self.span(span.end + (0 if self._dashed(span.end) else 1))
            if other is not None and other.last >= span.first:
                return Time(start, other.end, Period(span.first.isoformat(), other.last.isoformat()))
        return Time(start, span.end, Period(span.first.isoformat(), span.last.isoformat()))

    def _words_of_edge(self, i: int) -> str:
        word = self.word(i + 1) if self.word(i) == "the" else self.word(i)
        return word if word in EDGES else ""

    def _dashed(self, i: int) -> bool:
        if not 0 < i < len(self.found):
            return False
        return self.text[self.found[i - 1].end : self.found[i].start].strip() in ("-", "–", "—")

    def _range(self, i: int) -> Time | None:
        one = self.span(i + 1)
        if one is None:
            return None
        if self.word(one.end) in ("and", "to", "until", "till", "through"):
            other = self.span(one.end + 1)
        else:
            other = self.span(one.end) if self._dashed(one.end) else None
        if other is None:
            # "Between March and May 2024": the year of the second is that of the first.
            return None
        if one.needs_word:
            again = date(other.first.year, one.first.month, 1)
            one = one._replace(first=again if again <= other.last else again.replace(year=again.year - 1))
        if other.last < one.first:
            one, other = other._replace(end=one.end), one._replace(end=other.end)
        return Time(i, other.end, Period(one.first.isoformat(), other.last.isoformat()))


def _bounded(span: Span, bound: str) -> Period:
    if bound == "before":
        return Period(None, (span.first - timedelta(days=1)).isoformat())
    if bound == "until":
        return Period(None, span.last.isoformat())
    if bound == "after":
        return Period((span.last + timedelta(days=1)).isoformat(), None)
    return Period(span.first.isoformat(), None)
