"""Numbers in replies, read exactly: 1,500 and 1.5e3 are equal, 0.1 and 0.10 too, 0.012 and 0.01 are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

#: Largest exponent that is read; larger ones are no numbers of charts and would cost time and memory.
_EXPONENT = 400
#: Most digits of a number and most characters of an exponent; a longer run is a model that repeats itself.
_DIGITS_READ, _EXPONENT_READ = 100, 8

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = re.compile("[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
#: LaTeX and typography, as plain characters.
_PLAIN = (
    (re.compile(r"\\(?:times|cdot)\b|[×·⋅∗]"), "*"),
    (re.compile(r"(?<=\d)(?:\{,\}|\\,|[\u00a0\u2009\u202f])(?=\d{3}(?!\d))"), ""),
    (re.compile(r"[−‐‑﹣－]"), "-"),
    (re.compile(r"\\(?:mathrm|text|mathbf|boxed)\b|\\[,;! ]|[$\\]"), ""),
    (re.compile(r"(?<=\d)\*\*(?=\s{0,2}[-+{(]?\s{0,2}\d)"), "^"),
)
_SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "b": 9, "billion": 9, "t": 12, "trillion": 12}

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_POWER = r"\^\s{0,2}[{(]?\s{0,2}(?P<%s>[-+]?\s{0,2}\d+)(?!\.?\d)\s{0,2}[)}]?"
_NUMBER = re.compile(
    rf"(?P<sign>[-+])?(?P<digits>{_DIGITS})"
    rf"(?:[eE](?P<e>[-+]?\d+)(?![\w])"
    rf"|\s{{0,2}}[*x]\s{{0,2}}10\s{{0,2}}{_POWER % 'ten'}"
    rf"|{_POWER % 'power'})?"
    r"(?P<percent>\s?%|\s+percent\b)?"
    r"(?P<scale>(?:[kKMBT]|\s(?:thousand|million|billion|trillion))\b)?"
)
#: What must not stand directly before a number: it is then part of a name, of another number or of a range.
_JOINED_BEFORE = re.compile(r"[\w.^/:±]$|\^\s{0,3}[{(]?\s{0,3}$|\w[-–—]$|±\s$|\d,$")
#: Before what a sign is a hyphen.
_HYPHENATED = re.compile(r"[\w)]$")
#: What must not stand directly after a number.
_JOINED_AFTER = re.compile(r"\w|[.:/,]\d|[-–—]\w|\^")
_FRACTION = re.compile(r"(?<![\w./])([-+]?\d{1,100})\s?/\s?(\d{1,100})(?![\w/]|\.\d)")
_LATEX_FRACTION = re.compile(r"\\d?frac\s*\{([-+]?\d+)\}\s*\{(\d+)\}")


@dataclass(frozen=True)
class Number:
    """A number as it was written.

    Args:
        text: As written.
        value: Its exact value; of a percentage the number before the sign.
        percent: Whether it is a percentage.
        sure: Whether its notation leaves no doubt. ``3/4`` may be a ratio of counts and ``40k`` a name: where such a
            number is not equal to the reference, that proves nothing.
    """

    text: str
    value: Fraction
    percent: bool = False
    sure: bool = True

    def equals(self, other: Number) -> bool:
        """Return whether two numbers have the same value, without any tolerance.

        A percentage is equal to the number before its sign too, since questions ask for "the accuracy (%)".
        """
        if self.value == other.value:
            return True
        if self.percent == other.percent:
            return False
        first, second = (self.value / 100 if self.percent else self.value for self in (self, other))
        return first == second


def read_number(text: str) -> Number | None:
    """Return the number that a whole text is, such as ``"10^-2"``, ``"1.5 x 10^3"``, ``"94%"`` or ``"3."``, or None."""
    stripped = text.strip().removesuffix(".").strip()
    found = list(numbers(stripped))
    return found[0] if len(found) == 1 and len(found[0].text) == len(_plain(stripped).strip()) else None


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers in a text, in order.

    Digits that are part of a name (``T4``, ``ResNet-50``), of a time or of a version are none.
    """
    plain = _plain(text)
    fractions = {match.start(): match for match in _FRACTION.finditer(plain) if int(match[2])}
    end = 0
    for match in _NUMBER.finditer(plain):
        if match.start() < end:
            continue
        start = match.start("sign") if match["sign"] else match.start("digits")
        if fraction := fractions.get(start):
            end = fraction.end()
            yield Number(fraction[0], Fraction(int(fraction[1]), int(fraction[2])), sure=False)
            continue
        found = _number(plain, match)
        if found is not None:
            end = match.end()
            yield found


def _plain(text: str) -> str:
    text = _RAISED.sub(lambda raised: "^" + raised[0].translate(_SUPERSCRIPTS), text)
    text = _LATEX_FRACTION.sub(r"\1/\2", text)
    for pattern, plain in _PLAIN:
        text = pattern.sub(plain, text)
    return text


def _number(plain: str, match: re.Match[str]) -> Number | None:
    sign = match["sign"]
    start = match.start("sign") if sign else match.start("digits")
    before = plain[max(0, start - 4) : start]
    if sign and _HYPHENATED.search(before):
        # The hyphen of a name or a range, as in ResNet-50 and 5-10.
        return None
    if _JOINED_BEFORE.search(before) or _JOINED_AFTER.match(plain, match.end()):
        return None
    raised = ["".join(match[name].split()) for name in ("e", "ten", "power") if match[name]]
    if len(match["digits"]) > _DIGITS_READ or any(len(exponent) > _EXPONENT_READ for exponent in raised):
        return None
    exponents = [int(exponent) for exponent in raised]
    if any(abs(exponent) > _EXPONENT for exponent in exponents):
        return None
    value = Fraction(match["digits"].replace(",", ""))
    if match["power"]:
        if not value and exponents[0] < 0:
            return None
        value = value ** exponents[0]
    elif exponents:
        value *= Fraction(10) ** exponents[0]
    if sign == "-":
        value = -value
    scale = (match["scale"] or "").strip().lower()
    value *= 10 ** _SCALES.get(scale, 0)
    return Number(plain[start : match.end()], value, bool(match["percent"]), sure=not scale)
