"""What a reply states beyond its facts.

A reply is looked at as a reader sees it: every numeral, date, amount, address and name in its text and table must
be one of its facts, in one of the ways in which a fact of that kind is written ("4.3B" is a size, "$0.25" a price,
"June 2026" a date), and rounded as such a figure is. :class:`Held` in turn compares the facts with the rows
that they cite.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence

from podium.bots.faq.checking.held import Held as Held
from podium.bots.faq.reply import Fact, Reply

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_NUMBERS = {name: f"{number:02}" for number, name in enumerate(_MONTHS.split("|"), 1)}

#: A date, or a number with what stands around it that says what it is a number of.
_STATED = re.compile(
    rf"(?P<day>\d{{1,2}}) (?P<day_month>{_MONTHS}) (?P<day_year>\d{{4}})"
    rf"|(?P<month>{_MONTHS}) (?P<year>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}(?:-\d{2})?)(?![\w-])"
    r"|(?P<money>\$)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>%| percent(?:age points)?\b| points?\b|[BMTKk](?!\w)| (?:billion|million|trillion)\b)?"
)
_ADDRESS = re.compile(r"https?://[^\s|<>“”\"]+")
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_WORD = re.compile(r"\w+")
_INSIDE = re.compile(r"[^\W\d][-.]?$")
_GOES_ON = re.compile(r"(?!(?:st|nd|rd|th)\b)[^\W\d]|-[^\W\d]")
_EDGES = ".,;:!?()[]“”\"'"

_DOLLARS = frozenset({"input_price", "output_price", "cost"})
_TOKENS = frozenset({"context_tokens", "input_tokens", "output_tokens"})
#: Figures that are rounded to fewer than three decimals.
_ROUNDED = _DOLLARS | {"parameters_b", "months", "mean_rank"}
_SCALES = {"K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "million": 1e6, "billion": 1e9, "trillion": 1e12}

#: Characters of the shortest name that is looked for; shorter ones are also ordinary words.
_SHORTEST_NAME = 3
#: Words of the longest name that is looked for.
_LONGEST_NAME = 12


def unstated(reply: Reply, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return what the reply's text or table states that is not among its facts, each once, in order.

    Args:
        reply: The reply.
        names: Names that may only be used where a fact holds them; see :func:`names_of`.
    """
    texts = _texts(reply.facts)
    addresses = {text for text in texts if "://" in text} | {source.url for source in reply.sources}
    held = {name for text in texts for name in _named(text, names)}
    found: dict[str, None] = {}
    for line in _lines(reply):
        for address in _ADDRESS.findall(line):
            bare = address if address in addresses else address.rstrip(_EDGES)
            # A text of the card may name an address as well.
            if bare not in addresses and not any(bare in text for text in texts):
                found[bare] = None
        line = _ADDRESS.sub(" ", line)
        quoted = _quoted(line, texts)
        found.update(dict.fromkeys(_numbers(line, quoted, reply.facts, texts)))
        found.update(dict.fromkeys(name for name in _named(line, names) if name not in held))
    return tuple(found)


def names_of(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the names of a registry's models, their makers and its benchmarks, for :func:`unstated`.

    Left out are those that could as well be ordinary words: very short ones, and ones in lower-case letters alone.
    """
    rows = connection.execute(
        "SELECT name FROM models UNION SELECT organisation FROM models WHERE organisation IS NOT NULL"
        " UNION SELECT name FROM benchmarks"
    )
    return frozenset(
        name for (name,) in rows if len(name) >= _SHORTEST_NAME and not (name.islower() and name.isalpha())
    )


def _lines(reply: Reply) -> Iterator[str]:
    yield from reply.text.split("\n")
    if reply.table is not None:
        yield from reply.table.columns
        for row in reply.table.rows:
            yield from row


def _texts(facts: Sequence[Fact]) -> list[str]:
    """Return the texts of facts, as they stand in a sentence and at the start of one, the longest first."""
    found = set()
    for fact in facts:
        if isinstance(fact.value, str):
            found.add(fact.value)
        elif isinstance(fact.value, tuple):
            found.update(fact.value)
    found |= {text[:1].upper() + text[1:] for text in found}
    return sorted(filter(None, found), key=len, reverse=True)


def _quoted(line: str, texts: Sequence[str]) -> bytearray:
    """Return for each character of a line whether it is part of a fact that stands there in full."""
    marks = bytearray(len(line))
    for text in texts:
        start = line.find(text)
        while start >= 0:
            end = start + len(text)
            before = text[0].isalnum() and start > 0 and line[start - 1].isalnum()
            after = text[-1].isalnum() and end < len(line) and line[end].isalnum()
            if not before and not after:
                marks[start:end] = b"\1" * len(text)
            start = line.find(text, start + 1)
    return marks


# --- Numbers and dates -----------------------------------------------------------------------------------


def _numbers(line: str, quoted: bytearray, facts: Sequence[Fact], texts: Sequence[str]) -> Iterator[str]:
    """Yield the numbers and dates of a line that no fact is read as."""
    for match in _STATED.finditer(line):
        if all(quoted[match.start() : match.end()]):
            continue
        # "F1", "GPT-4" and "5-shot" hold no number; they are words of a fact or nothing.
        if not _INSIDE.search(line[: match.start()]) and not _GOES_ON.match(line, match.end()):
            if _is_fact(match, facts):
                continue
        if not _cited(line, match.span(), texts):
            yield match[0]


def _is_fact(match: re.Match[str], facts: Sequence[Fact]) -> bool:
    if match["digits"] is None:
        date = match["iso"] or (
            f"{match['year']}-{_MONTH_NUMBERS[match['month']]}"
            if match["month"]
            else f"{match['day_year']}-{_MONTH_NUMBERS[match['day_month']]}-{int(match['day']):02}"
        )
        return any(value.startswith(date) for value in _dates(facts))
    unit = (match["unit"] or "").strip()
    digits = match["digits"]
    if match["money"]:
        return any(_reads(fact.value, digits) for fact in facts if fact.name in _DOLLARS)
    if unit == "%" or unit.startswith("p"):
        return any(_reads_percent(fact, digits) for fact in facts)
    if unit in _SCALES:
        return any(_reads_scaled(fact, digits, _SCALES[unit]) for fact in facts)
    return any(_reads_plain(fact, digits) for fact in facts) or (
        len(digits) == 4 and any(value.startswith(digits) for value in _dates(facts))
    )


def _dates(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        if isinstance(fact.value, str) and _ISO.fullmatch(fact.value):
            yield fact.value


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _reads(value: object, digits: str) -> bool:
    """Return whether a number is written so when it is rounded to as many decimals."""
    return isinstance(value, int | float) and f"{abs(value):,.{_decimals(digits)}f}" in (digits, _grouped(digits))


def _grouped(digits: str) -> str:
    whole, point, rest = digits.partition(".")
    return f"{int(whole.replace(',', '')):,}{point}{rest}"


def _number(digits: str) -> float:
    return float(digits.replace(",", ""))


def _reads_plain(fact: Fact, digits: str) -> bool:
    value = fact.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if isinstance(value, int):
        return digits == f"{abs(value):,}"
    if fact.name == "p_value" and value < 0.001 and digits == "0.001":
        return True
    if fact.name in _ROUNDED:
        return _reads(value, digits)
    return digits == f"{abs(value):,.3f}" or _number(digits) == abs(value)


def _reads_percent(fact: Fact, digits: str) -> bool:
    value = fact.value
    if fact.name == "interval_percent":
        return digits == str(value)
    if not isinstance(value, float):
        return False
    # 48.1% of 0.481 is as exact as three decimals are; 48% would be rounded further.
    return digits == f"{100 * abs(value):.1f}" or abs(_number(digits) - 100 * abs(value)) < 1e-9


def _reads_scaled(fact: Fact, digits: str, scale: float) -> bool:
    if not isinstance(fact.value, int | float) or isinstance(fact.value, bool):
        return False
    if fact.name == "parameters_b":
        value = fact.value * 1e9 / scale
    elif fact.name in _TOKENS:
        value = fact.value / scale
    else:
        return False
    # The value itself, or three digits of it.
    return abs(_number(digits) - value) < 1e-9 or (value >= 1 and digits.replace(",", "") == f"{value:.3g}")


def _cited(line: str, span: tuple[int, int], texts: Sequence[str]) -> bool:
    """Return whether a number stands with the same word beside it in a fact, of which the reply shows a part."""
    start, end = span
    while start > 0 and not line[start - 1].isspace():
        start -= 1
    while end < len(line) and not line[end].isspace():
        end += 1
    number, before, after = (_bare(part) for part in (line[start:end], line[:start], line[end:]))
    runs = [run for run in ([*before[-1:], *number], [*number, *after[:1]]) if len(run) > len(number)]
    for text in texts:
        words = _bare(text)
        if any(words[i : i + len(run)] == run for run in runs for i in range(len(words))):
            return True
    return False


def _bare(text: str) -> list[str]:
    """Return the words of a text without the signs around them."""
    return [word.strip(_EDGES) for word in text.split()]


# --- Names -----------------------------------------------------------------------------------------------


def _named(line: str, names: frozenset[str]) -> Iterator[str]:
    """Yield the names that a line uses, of those that start at one place the longest."""
    if not names:
        return
    words = [match.span() for match in _WORD.finditer(line)]
    position = 0
    while position < len(words):
        start = words[position][0]
        longest = 0
        # The end of a version or of a compound, as in "x-GPT" or "v1.Meta", begins no name.
        if start == 0 or line[start - 1] not in ".-":
            for length, (_, end) in enumerate(words[position : position + _LONGEST_NAME], 1):
                # "Claude 3.5 Sonnet (new)" ends with a mark.
                longest = length if line[start:end] in names or line[start : end + 1] in names else longest
        if longest:
            end = words[position + longest - 1][1]
            yield line[start : end + 1] if line[start : end + 1] in names else line[start:end]
        position += longest or 1
