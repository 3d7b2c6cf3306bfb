"""Times in a question: "in 2024", "before March 2024", "since last year", "between 2023 and 2024", "a year ago".

What is not plain is read so:

- "by 2024", "until 2024" and "up to 2024" include 2024, "before 2024" does not; "after 2024" starts with 2025.
- "early", "mid" and "late 2024" are its thirds: January to April, May to August, September to December.
- "The end of 2024" is its December and "the start of 2024" its January; "by the end of 2024" is up to 31 December.
- "Last month" and "last year" are those of the calendar; "the last month", "the past year" and "the last 90 days"
  reach back from today. "A year ago" is the day one year before today.
- A month without a year is the latest one that has begun.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from podium.bots.faq.frame import Period
from podium.bots.faq.language.numerals import NUMBER_WORDS, ORDINALS
from podium.bots.faq.language.value import MENDED
from podium.bots.faq.language.words import Token, word_set

#: Words for months, with their numbers.
MONTHS = {
    name: number
    for number, names in enumerate(
        "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sep,sept october,oct"
        " november,nov december,dec".split(),
        start=1,
    )
    for name in names.split(",")
}
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
#: Words before a month that a time is narrowed to.
_SUCH_AS = frozenset(("like", "say", "so", "eg", "around", "about", "ie", "namely", "maybe"))
_THIRDS = {"early": (1, 4), "mid": (5, 8), "middle": (5, 8), "late": (9, 12)}
_EDGES = {"start": 1, "beginning": 1, "outset": 1, "end": 12, "close": 12}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_MONTH_UNITS = {"month": 1, "months": 1, "quarter": 3, "quarters": 3, "year": 12, "years": 12, "yr": 12, "yrs": 12}
_PAST = word_set("last past previous")

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
#: Seasons of the north by their first month; winter is that of January.
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (1, 2)}
#: Words after a number of four digits that make it an amount and not a year.
_COUNTED = word_set(
    "tokens token out input output calls call requests request queries prompts parameters params dollars usd"
    " questions items images patients studies points percent benchmarks context window"
)


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


class _Span(NamedTuple):
    """Days from ``first`` to ``last``, said by the tokens up to ``end``; whether a preposition is needed for it."""

    end: int
    first: date
    last: date
    needs_word: bool = False


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


class _Reader:
    """Reads times from one question; every method looks at a few words from a position on."""

    def __init__(self, found: Sequence[Token], text: str, today: date, taken: Collection[int]) -> None:
        self._found = found
        self._text = text
        self._today = today
        self._taken = taken

    def _word(self, i: int) -> str:
        return self._found[i].key if 0 <= i < len(self._found) and i not in self._taken else ""

    def _mended(self, i: int) -> str:
        """Return a word with its typo mended: "beofre"."""
        typed = self._word(i)
        return MENDED.get(typed, self._found[i].word) if typed else ""

    def _says(self, i: int, phrases: Sequence[tuple[str, ...]]) -> int:
        """Return the position after the first of the phrases that stands at ``i``; ``i`` itself where none does."""
        first = (self._word(i), self._mended(i))
        for phrase in phrases if first[0] else ():
            if phrase[0] in first and all(
                word in (self._word(i + n), self._mended(i + n)) for n, word in enumerate(phrase)
            ):
                return i + len(phrase)
        return i

    def time(self, i: int) -> Time | None:
        """Return the time that starts at a word, its preposition included."""
        if self._word(i) in ("between", "from"):
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
                span = self._span(after)
                if span is None:
                    continue
                if bound == "before" and edge == "end":
                    bound = "until"
                elif bound == "after" and _EDGES.get(edge) == 1:
                    bound = "since"
                return Time(i, span.end, _bounded(span, bound))
        start = i
        if self._word(i) in _IN:
            i += 1
        span = self._span(i)
        if span is None or (span.needs_word and i == start):
            return None
        if self._word(start) == "from" and start and self._found[start].breaks and self._is_newest():
            # "The newest models, from July 2026" begin there.
            return Time(start, span.end, _bounded(span, "since"))
        return self._followed(start, span)

    def _is_newest(self) -> bool:
        return any(token.word in ("newest", "latest", "new") for token in self._found)

    def _ended(self, i: int) -> Time | None:
        """Read "when 2021 came to an end", "as 2022 began", "at year-end 2023"."""
        word = self._word(i)
        if word in ("when", "as", "once", "while"):
            span = self._calendar(i + 1 + (self._word(i + 1) == "the"))
            if span is None or (span.last - span.first).days < 300:
                return None
            for phrases, month in ((_CLOSED, 12), (_OPENED, 1)):
                after = self._says(span.end, phrases)
                if after > span.end:
                    first, last = _months(span.first.year, month, month)
                    return Time(i, after, Period(first.isoformat(), last.isoformat()))
            return None
        at = i + (word in ("at", "by", "the"))
        at += self._word(at) == "the"
        if self._word(at) == "year" and self._word(at + 1) == "end":
            year = self._year(at + 2 + (self._word(at + 2) in ("of", "in")))
            if year is not None:
                first, last = _months(year[0], 12, 12)
                until = word == "by"
                return Time(i, year[1], Period(None if until else first.isoformat(), last.isoformat()))
        return None

    def _followed(self, start: int, span: _Span) -> Time:
        onwards = self._says(span.end, _ONWARDS)
        # "From 2024 on", but not "from 2024 on MMLU".
        if self._word(span.end) == "on" and onwards < len(self._found) and not self._found[onwards].breaks:
            # "From 2024 on for MMLU": what goes on after "on" is no board.
            onwards = onwards if self._word(start) == "from" and self._word(onwards) in _AFTER_ONWARDS else span.end
        if onwards > span.end:
            return Time(start, onwards, _bounded(span, "since"))
        backwards = self._says(span.end, _BACKWARDS)
        if backwards > span.end:
            return Time(start, backwards, _bounded(span, "until"))
        if self._word(span.end) in ("to", "until", "till", "through") or self._dashed(span.end):
            other = self._span(span.end + (0 if self._dashed(span.end) else 1))
            if other is not None and other.last >= span.first:
                return Time(start, other.end, Period(span.first.isoformat(), other.last.isoformat()))
        return Time(start, span.end, Period(span.first.isoformat(), span.last.isoformat()))

    def _dashed(self, i: int) -> bool:
        if not 0 < i < len(self._found):
            return False
        return self._text[self._found[i - 1].end : self._found[i].start].strip() in ("-", "–", "—")

    def _range(self, i: int) -> Time | None:
        one = self._span(i + 1)
        if one is None:
            return None
        if self._word(one.end) in ("and", "to", "until", "till", "through"):
            other = self._span(one.end + 1)
        else:
            other = self._span(one.end) if self._dashed(one.end) else None
        if other is None:
            # "Between March and May 2024": the year of the second is that of the first.
            return None
        if one.needs_word:
            again = date(other.first.year, one.first.month, 1)
            one = one._replace(first=again if again <= other.last else again.replace(year=again.year - 1))
        if other.last < one.first:
            one, other = other._replace(end=one.end), one._replace(end=other.end)
        return Time(i, other.end, Period(one.first.isoformat(), other.last.isoformat()))

    # --- Spans of days ---------------------------------------------------------------------------------

    def _span(self, i: int) -> _Span | None:
        article = self._word(i) == "the"
        i += article
        span = self._rolling(i, article) or self._part(i) or self._calendar(i)
        return span and self._in_brackets(span)

    def _in_brackets(self, span: _Span) -> _Span:
        """Return the month after a time that it lies in, "mid 2025 (June)", "mid 2024, like June"; else the time."""
        said = span.end + (self._word(span.end) in _SUCH_AS)
        month = MONTHS.get(self._word(said))
        if month is None:
            return span
        token, before = self._found[said], self._found[said - 1]
        one = _Span(said + 1, *_months(span.first.year, month, month))
        inside = span.first <= one.first and one.last <= span.last
        closer = said > span.end or self._text[before.end : token.start].strip() == "("
        return one if inside and closer else span

    def _words_of_edge(self, i: int) -> str:
        word = self._word(i + 1) if self._word(i) == "the" else self._word(i)
        return word if word in _EDGES else ""

    def _part(self, i: int) -> _Span | None:
        """Read "early 2024", "mid-2024", "the end of 2024", "the first half of 2024", "second quarter 2025"."""
        word = self._word(i)
        if word in _THIRDS or word in _EDGES:
            of = i + 1 + (self._word(i + 1) in ("of", "in"))
            of += self._word(of) == "the"
            whole = self._calendar(of)
            if whole is None:
                return None
            if (whole.last - whole.first).days < 300:
                return whole
            months = _THIRDS[word] if word in _THIRDS else (_EDGES[word], _EDGES[word])
            return _Span(whole.end, *_months(whole.first.year, *months))
        if word in _SEASONS:
            year = self._year(i + 1 + (self._word(i + 1) == "of"))
            return None if year is None else _Span(year[1], *_months(year[0], *_SEASONS[word]))
        if word in ORDINALS or word in ("1st", "2nd", "3rd", "4th", "last"):
            number = ORDINALS.get(word) or (int(word[0]) if word != "last" else 0)
            kind = self._word(i + 1)
            if kind in ("half", "quarter"):
                most = 2 if kind == "half" else 4
                number = number or most
                of = i + 2 + (self._word(i + 2) == "of")
                year = self._year(of) or self._named_year(of)
                if year is not None and number <= most:
                    return _Span(year[1], *_share(year[0], number, most))
        return None

    def _calendar(self, i: int) -> _Span | None:
        day = self._iso(i)
        if day is not None:
            return day
        if self._word(i) == "year" and self._year(i + 1) is not None:
            i += 1
        share = self._quarter(i)
        if share is not None:
            return share
        month = self._month(i)
        if month is not None:
            return month
        named = self._named_year(i)
        if named is not None:
            return _Span(named[1], *_months(named[0], 1, 12))
        year = self._year(i)
        if year is None:
            return None
        quarter = self._quarter_word(year[1])
        if quarter is not None:
            return _Span(quarter[2], *_share(year[0], quarter[0], quarter[1]))
        return _Span(year[1], *_months(year[0], 1, 12))

    def _year(self, i: int) -> tuple[int, int] | None:
        """Return a year at a position, and the position after it."""
        word = self._word(i)
        if word == self._word(i + 1) == "twenty" and 0 < NUMBER_WORDS.get(self._word(i + 2), 0) < 10:
            # "Twenty twenty five".
            return 2020 + NUMBER_WORDS[self._word(i + 2)], i + 3
        if len(word) == 2 and word.isascii() and word.isdigit():
            before = self._found[i].start - 1
            if before >= 0 and self._text[before] in "'’":
                return 2000 + int(word), i + 1
        if len(word) != 4 or not (word.isascii() and word.isdigit()):
            return None
        if not _FIRST_YEAR <= int(word) <= _LAST_YEAR or self._word(i + 1) in _COUNTED:
            return None
        token = self._found[i]
        leading, after = self._text[max(0, token.start - 2) : token.start], self._text[token.end : token.end + 2]
        amount = leading.endswith(("$", "#")) or (leading[-1:] in (",", ".") and leading[:1].isdigit())
        if amount or after.startswith("%") or (after[:1] in (",", ".") and after[1:].isdigit()):
            return None
        return int(word), i + 1

    def _named_year(self, i: int) -> tuple[int, int] | None:
        word = self._word(i)
        if word == "the":
            return self._named_year(i + 1)
        if self._word(i + 1) == "year" and word in ("last", "this", "previous", "current"):
            return self._today.year - (word in ("last", "previous")), i + 2
        return None

    def _quarter_word(self, i: int) -> tuple[int, int, int] | None:
        """Return the number of "Q2" or "H1", of how many it is one, and the position after it."""
        word = self._word(i)
        if len(word) == 2 and word[0] in "qh" and word[1] in "1234"[: 4 if word[0] == "q" else 2]:
            return int(word[1]), 4 if word[0] == "q" else 2, i + 1
        return None

    def _quarter(self, i: int) -> _Span | None:
        quarter = self._quarter_word(i)
        if quarter is None:
            return None
        number, shares, end = quarter
        end += self._word(end) == "of"
        year = self._year(end) or self._named_year(end)
        if year is not None:
            return _Span(year[1], *_share(year[0], number, shares))
        first, last = _share(self._today.year, number, shares)
        if first > self._today:
            first, last = _share(self._today.year - 1, number, shares)
        return _Span(quarter[2], first, last, needs_word=True)

    def _iso(self, i: int) -> _Span | None:
        """Read "2024-05", "2024-05-06", "2024/05" and "05/2024"."""
        parts = []
        for n in range(3):
            word = self._word(i + n)
            if not (word.isascii() and word.isdigit()) or (n > 0 and not self._found[i + n].glued):
                break
            if n > 0 and self._text[self._found[i + n - 1].end : self._found[i + n].start] not in ("-", "/"):
                break
            parts.append(word)
        if len(parts) >= 2 and len(parts[0]) == 4 and len(parts[1]) <= 2:
            year, month = int(parts[0]), int(parts[1])
            if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):
                return None
            if len(parts) == 3 and 1 <= int(parts[2]) <= _length(year, month):
                day = date(year, month, int(parts[2]))
                return _Span(i + 3, day, day)
            return _Span(i + 2, *_months(year, month, month))
        if len(parts) == 2 and len(parts[1]) == 4 and len(parts[0]) <= 2:
            month, year = int(parts[0]), int(parts[1])
            if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12:
                return _Span(i + 2, *_months(year, month, month))
        return None

    def _month(self, i: int) -> _Span | None:
        """Read "March", "March 2024", "March of 2024", "5 March 2024", "March 5th, 2024", "last March"."""
        word = self._word(i)
        day = 0
        pointed = word in ("last", "this", "past") and self._word(i + 1) in MONTHS
        if pointed:
            i, word = i + 1, self._word(i + 1)
        number = _day_of_month(word)
        if number and self._word(i + 1 + (self._word(i + 1) == "of")) in MONTHS:
            day = number
            i += 1 + (self._word(i + 1) == "of")
            word = self._word(i)
        month = MONTHS.get(word)
        if month is None:
            return None
        end = i + 1
        after = _day_of_month(self._word(end))
        if not day and after and self._year(end) is None:
            day = after
            end += 1
        of = end + (self._word(end) in ("of", "in"))
        year = self._year(of) or self._named_year(of)
        if year is None:
            # The one that has begun last; "may" alone is no month.
            begun = (month, max(day, 1)) <= (self._today.month, self._today.day)
            return _dated(end, self._today.year - (not begun), month, day, needs_word=not day and not pointed)
        return _dated(year[1], year[0], month, day)

    def _rolling(self, i: int, article: bool) -> _Span | None:
        """Read "last month", "the past 90 days", "two years ago", "yesterday"."""
        word = self._word(i)
        if word == "yesterday":
            day = self._today - timedelta(days=1)
            return _Span(i + 1, day, day)
        if word in _PAST | {"this", "current"}:
            count = _count(self._word(i + 1))
            unit = self._word(i + 2 if count else i + 1)
            if unit not in _UNITS and unit not in _MONTH_UNITS:
                return None
            end = i + (3 if count else 2)
            if word in ("this", "current"):
                return None if count else _Span(end, *self._current(unit, 0))
            if count or article or word == "past":
                return _Span(end, self._back(count or 1, unit), self._today)
            return _Span(end, *self._current(unit, 1))
        return self._ago(i)

    def _ago(self, i: int) -> _Span | None:
        half = self._word(i) == "half" and self._word(i + 1) in ("a", "an")
        if half and self._word(i + 2) == "year" and self._word(i + 3) in ("ago", "back"):
            day = self._back(6, "months")
            return _Span(i + 4, day, day)
        word = self._word(i)
        count = 1 if word in ("a", "an") else _count(word)
        unit = self._word(i + 1)
        if count and unit in (*_UNITS, *_MONTH_UNITS) and self._word(i + 2) in ("ago", "earlier"):
            day = self._back(count, unit)
            return _Span(i + 3, day, day)
        return None

    def _back(self, count: int, unit: str) -> date:
        if unit in _UNITS:
            return self._today - timedelta(days=min(count * _UNITS[unit], 40_000))
        months = self._today.year * 12 + self._today.month - 1 - min(count * _MONTH_UNITS[unit], 1200)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(self._today.day, _length(year, month + 1)))

    def _current(self, unit: str, before: int) -> tuple[date, date]:
        """Return the day, week, month, quarter or year of today, or the one before it."""
        if unit in _UNITS:
            length = _UNITS[unit]
            first = self._today - timedelta(days=(self._today.weekday() if length == 7 else 0) + length * before)
            return first, first + timedelta(days=length - 1)
        length = _MONTH_UNITS[unit]
        months = (self._today.year * 12 + self._today.month - 1) // length * length - length * before
        year, month = divmod(months, 12)
        return _months(year, month + 1, month + length)


def _count(word: str) -> int:
    if word.isascii() and word.isdigit() and len(word) <= 4:
        return int(word)
    return NUMBER_WORDS.get(word, 2 if word == "couple" else 0)


def _day_of_month(word: str) -> int:
    number = word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    if number.isascii() and number.isdigit() and len(number) <= 2 and 1 <= int(number) <= 31:
        return int(number)
    return 0


def _length(year: int, month: int) -> int:
    """Return the days of a month; the calendar module would load the names of the months in all languages."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, _length(year, last))


def _share(year: int, number: int, shares: int) -> tuple[date, date]:
    length = 12 // shares
    return _months(year, (number - 1) * length + 1, number * length)


def _dated(end: int, year: int, month: int, day: int, *, needs_word: bool = False) -> _Span:
    first, last = _months(year, month, month)
    if 1 <= day <= last.day:
        first = last = date(year, month, day)
    return _Span(end, first, last, needs_word)


def _bounded(span: _Span, bound: str) -> Period:
    if bound == "before":
        return Period(None, (span.first - timedelta(days=1)).isoformat())
    if bound == "until":
        return Period(None, span.last.isoformat())
    if bound == "after":
        return Period((span.last + timedelta(days=1)).isoformat(), None)
    return Period(span.first.isoformat(), None)
