"""Days that words stand for: "March 2024", "Q2", "late 2023", "the past 90 days", "a year ago".

What is not plain is read so:

- "Early", "mid" and "late 2024" are its thirds: January to April, May to August, September to December.
- "The end of 2024" is its December and "the start of 2024" its January.
- "Last month" and "last year" are those of the calendar; "the last month", "the past year" and "the last 90 days"
  reach back from today. "A year ago" is the day one year before today.
- A month without a year is the latest one that has begun.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from podium.bots.faq.language.numerals import NUMBER_WORDS, ORDINALS
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
#: Words for the first and the last month of a year.
EDGES = {"start": 1, "beginning": 1, "outset": 1, "end": 12, "close": 12}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_MONTH_UNITS = {"month": 1, "months": 1, "quarter": 3, "quarters": 3, "year": 12, "years": 12, "yr": 12, "yrs": 12}
_PAST = word_set("last past previous")
#: Seasons of the north by their first month; winter is that of January.
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (1, 2)}
#: Words after a number of four digits that make it an amount and not a year.
_COUNTED = word_set(
    "tokens token out input output calls call requests request queries prompts parameters params dollars usd"
    " questions items images patients studies points percent benchmarks context window"
)


class Span(NamedTuple):
    """Days from ``first`` to ``last``, said by the tokens up to ``end``; whether a preposition is needed for it."""

    end: int
    first: date
    last: date
    needs_word: bool = False


class Spans:
    """Reads spans of days from one question; every method looks at a few words from a position on."""

    def __init__(self, found: Sequence[Token], text: str, today: date, taken: Collection[int]) -> None:
        self.found = found
        self.text = text
        self._today = today
        self._taken = taken

    def word(self, i: int) -> str:
        """Return the word at a position; nothing outside the question and where it belongs to something else."""
        return self.found[i].key if 0 <= i < len(self.found) and i not in self._taken else ""

    def span(self, i: int) -> Span | None:
        """Return the days said from a position on: of the calendar, a part of a year, or counted from today."""
        article = self.word(i) == "the"
        i += article
        span = self._rolling(i, article) or self._part(i) or self.calendar(i)
        return span and self._in_brackets(span)

    def _in_brackets(self, span: Span) -> Span:
        """Return the month after a time that it lies in, "mid 2025 (June)", "mid 2024, like June"; else the time."""
        said = span.end + (self.word(span.end) in _SUCH_AS)
        month = MONTHS.get(self.word(said))
        if month is None:
            return span
        token, before = self.found[said], self.found[said - 1]
        one = Span(said + 1, *whole_months(span.first.year, month, month))
        inside = span.first <= one.first and one.last <= span.last
        closer = said > span.end or self.text[before.end : token.start].strip() == "("
        return one if inside and closer else span

    def _part(self, i: int) -> Span | None:
        """Read "early 2024", "mid-2024", "the end of 2024", "the first half of 2024", "second quarter 2025"."""
        word = self.word(i)
        if word in _THIRDS or word in EDGES:
            of = i + 1 + (self.word(i + 1) in ("of", "in"))
            of += self.word(of) == "the"
            whole = self.calendar(of)
            if whole is None:
                return None
            if (whole.last - whole.first).days < 300:
                return whole
            months = _THIRDS[word] if word in _THIRDS else (EDGES[word], EDGES[word])
            return Span(whole.end, *whole_months(whole.first.year, *months))
        if word in _SEASONS:
            year = self.year(i + 1 + (self.word(i + 1) == "of"))
            return None if year is None else Span(year[1], *whole_months(year[0], *_SEASONS[word]))
        if word in ORDINALS or word in ("1st", "2nd", "3rd", "4th", "last"):
            number = ORDINALS.get(word) or (int(word[0]) if word != "last" else 0)
            kind = self.word(i + 1)
            if kind in ("half", "quarter"):
                most = 2 if kind == "half" else 4
                number = number or most
                of = i + 2 + (self.word(i + 2) == "of")
                year = self.year(of) or self._named_year(of)
                if year is not None and number <= most:
                    return Span(year[1], *_share(year[0], number, most))
        return None

    def calendar(self, i: int) -> Span | None:
        """Return the day, month, quarter or year of the calendar that stands at a position."""
        day = self._iso(i)
        if day is not None:
            return day
        if self.word(i) == "year" and self.year(i + 1) is not None:
            i += 1
        share = self._quarter(i)
        if share is not None:
            return share
        month = self._month(i)
        if month is not None:
            return month
        named = self._named_year(i)
        if named is not None:
            return Span(named[1], *whole_months(named[0], 1, 12))
        year = self.year(i)
        if year is None:
            return None
        quarter = self._quarter_word(year[1])
        if quarter is not None:
            return Span(quarter[2], *_share(year[0], quarter[0], quarter[1]))
        return Span(year[1], *whole_months(year[0], 1, 12))

    def year(self, i: int) -> tuple[int, int] | None:
        """Return a year at a position, and the position after it."""
        word = self.word(i)
        if word == self.word(i + 1) == "twenty" and 0 < NUMBER_WORDS.get(self.word(i + 2), 0) < 10:
            # "Twenty twenty five".
            return 2020 + NUMBER_WORDS[self.word(i + 2)], i + 3
        if len(word) == 2 and word.isascii() and word.isdigit():
            before = self.found[i].start - 1
            if before >= 0 and self.text[before] in "'’":
                return 2000 + int(word), i + 1
        if len(word) != 4 or not (word.isascii() and word.isdigit()):
            return None
        if not _FIRST_YEAR <= int(word) <= _LAST_YEAR or self.word(i + 1) in _COUNTED:
            return None
        token = self.found[i]
        leading, after = self.text[max(0, token.start - 2) : token.start], self.text[token.end : token.end + 2]
        amount = leading.endswith(("$", "#")) or (leading[-1:] in (",", ".") and leading[:1].isdigit())
        if amount or after.startswith("%") or (after[:1] in (",", ".") and after[1:].isdigit()):
            return None
        return int(word), i + 1

    def _named_year(self, i: int) -> tuple[int, int] | None:
        word = self.word(i)
        if word == "the":
            return self._named_year(i + 1)
        if self.word(i + 1) == "year" and word in ("last", "this", "previous", "current"):
            return self._today.year - (word in ("last", "previous")), i + 2
        return None

    def _quarter_word(self, i: int) -> tuple[int, int, int] | None:
        """Return the number of "Q2" or "H1", of how many it is one, and the position after it."""
        word = self.word(i)
        if len(word) == 2 and word[0] in "qh" and word[1] in "1234"[: 4 if word[0] == "q" else 2]:
            return int(word[1]), 4 if word[0] == "q" else 2, i + 1
        return None

    def _quarter(self, i: int) -> Span | None:
        quarter = self._quarter_word(i)
        if quarter is None:
            return None
        number, shares, end = quarter
        end += self.word(end) == "of"
        year = self.year(end) or self._named_year(end)
        if year is not None:
            return Span(year[1], *_share(year[0], number, shares))
        first, last = _share(self._today.year, number, shares)
        if first > self._today:
            first, last = _share(self._today.year - 1, number, shares)
        return Span(quarter[2], first, last, needs_word=True)

    def _iso(self, i: int) -> Span | None:
        """Read "2024-05", "2024-05-06", "2024/05" and "05/2024"."""
        parts = []
        for n in range(3):
            word = self.word(i + n)
            if not (word.isascii() and word.isdigit()) or (n > 0 and not self.found[i + n].glued):
                break
            if n > 0 and self.text[self.found[i + n - 1].end : self.found[i + n].start] not in ("-", "/"):
                break
            parts.append(word)
        if len(parts) >= 2 and len(parts[0]) == 4 and len(parts[1]) <= 2:
            year, month = int(parts[0]), int(parts[1])
            if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):
                return None
            if len(parts) == 3 and 1 <= int(parts[2]) <= _length(year, month):
                day = date(year, month, int(parts[2]))
                return Span(i + 3, day, day)
            return Span(i + 2, *whole_months(year, month, month))
        if len(parts) == 2 and len(parts[1]) == 4 and len(parts[0]) <= 2:
            month, year = int(parts[0]), int(parts[1])
            if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12:
                return Span(i + 2, *whole_months(year, month, month))
        return None

    def _month(self, i: int) -> Span | None:
        """Read "March", "March 2024", "March of 2024", "5 March 2024", "March 5th, 2024", "last March"."""
        word = self.word(i)
        day = 0
        pointed = word in ("last", "this", "past") and self.word(i + 1) in MONTHS
        if pointed:
            i, word = i + 1, self.word(i + 1)
        number = _day_of_month(word)
        if number and self.word(i + 1 + (self.word(i + 1) == "of")) in MONTHS:
            day = number
            i += 1 + (self.word(i + 1) == "of")
            word = self.word(i)
        month = MONTHS.get(word)
        if month is None:
            return None
        end = i + 1
        after = _day_of_month(self.word(end))
        if not day and after and self.year(end) is None:
            day = after
            end += 1
        of = end + (self.word(end) in ("of", "in"))
        year = self.year(of) or self._named_year(of)
        if year is None:
            # The one that has begun last; "may" alone is no month.
            begun = (month, max(day, 1)) <= (self._today.month, self._today.day)
            return _dated(end, self._today.year - (not begun), month, day, needs_word=not day and not pointed)
        return _dated(year[1], year[0], month, day)

    def _rolling(self, i: int, article: bool) -> Span | None:
        """Read "last month", "the past 90 days", "two years ago", "yesterday"."""
        word = self.word(i)
        if word == "yesterday":
            day = self._today - timedelta(days=1)
            return Span(i + 1, day, day)
        if word in _PAST | {"this", "current"}:
            count = _count(self.word(i + 1))
            unit = self.word(i + 2 if count else i + 1)
            if unit not in _UNITS and unit not in _MONTH_UNITS:
                return None
            end = i + (3 if count else 2)
            if word in ("this", "current"):
                return None if count else Span(end, *self._current(unit, 0))
            if count or article or word == "past":
                return Span(end, self._back(count or 1, unit), self._today)
            return Span(end, *self._current(unit, 1))
        return self._ago(i)

    def _ago(self, i: int) -> Span | None:
        half = self.word(i) == "half" and self.word(i + 1) in ("a", "an")
        if half and self.word(i + 2) == "year" and self.word(i + 3) in ("ago", "back"):
            day = self._back(6, "months")
            return Span(i + 4, day, day)
        word = self.word(i)
        count = 1 if word in ("a", "an") else _count(word)
        unit = self.word(i + 1)
        if count and unit in (*_UNITS, *_MONTH_UNITS) and self.word(i + 2) in ("ago", "earlier"):
            day = self._back(count, unit)
            return Span(i + 3, day, day)
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
        return whole_months(year, month + 1, month + length)


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


def whole_months(year: int, first: int, last: int) -> tuple[date, date]:
    """Return the first day of one month of a year and the last of another."""
    return date(year, first, 1), date(year, last, _length(year, last))


def _share(year: int, number: int, shares: int) -> tuple[date, date]:
    length = 12 // shares
    return whole_months(year, (number - 1) * length + 1, number * length)


def _dated(end: int, year: int, month: int, day: int, *, needs_word: bool = False) -> Span:
    first, last = whole_months(year, month, month)
    if 1 <= day <= last.day:
        first = last = date(year, month, day)
    return Span(end, first, last, needs_word)
