"""Numbers as people write them: "2,000", "$0.25", "70b+", "#3", "90%", "twenty five", "2 million"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from podium.bots.faq.language.words import Token, word_set

_DIGITS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
#: The first of two amounts, as in "7b-14b".
_SIZE = re.compile(r"[0-9]+[bkmt]")
_TOP = re.compile(r"top([0-9]{1,3})")

_UNITS = {
    word: value
    for value, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
} | {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
NUMBER_WORDS = _UNITS | _TENS
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
} | {"thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "twentieth": 20}

_MAGNITUDES = {"hundred": "hundred", "thousand": "k", "million": "m", "mio": "m", "billion": "b", "trillion": "t"}
_MAGNITUDES |= {f"{word}s": unit for word, unit in _MAGNITUDES.items()}
_SUFFIXES = {"k": "k", "m": "m", "mn": "m", "mil": "m", "b": "b", "bn": "b", "bil": "b", "t": "t", "tn": "t"}
FACTORS = {"": 1.0, "hundred": 100.0, "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_ORDINAL_ENDS = word_set("st nd rd th")
_OTHER_UNITS = {"pct": "%", "c": "cents", "p": "points", "pts": "points", "pt": "points", "usd": "$"}


class Numeral(NamedTuple):
    """A number in a question.

    Args:
        start: First token.
        end: Token after the last, a magnitude and a plus sign included.
        amount: The number as written, before its magnitude.
        magnitude: ``"hundred"``, ``"k"``, ``"m"``, ``"b"``, ``"t"`` or nothing.
        sign: What stands at it: ``"%"``, ``"$"``, ``"#"``, ``"cents"``, ``"points"``, ``"th"`` of an ordinal, or
            nothing.
        plus: Whether a plus sign follows: "70b+".
        compared: ``"<"``, ``"<="``, ``">"`` or ``">="`` where such a sign stands before it.
        spelt: Whether it is written in words.
        decimal: Whether it is written with a decimal point.
    """

    start: int
    end: int
    amount: float
    magnitude: str = ""
    sign: str = ""
    plus: bool = False
    compared: str = ""
    spelt: bool = False
    decimal: bool = False

    @property
    def value(self) -> float:
        """The number with its magnitude."""
        return self.amount * FACTORS[self.magnitude]

    @property
    def whole(self) -> bool:
        """Whether it counts something: a plain whole number."""
        return not self.decimal and not self.sign and self.magnitude in ("", "hundred", "k") and self.value >= 1


def numerals(found: Sequence[Token], text: str, named: Collection[int]) -> list[Numeral]:
    """Return the numbers of a question, in order. Numbers that belong to names are none: "GPT-4", "Foo-9".

    Args:
        found: The question's words.
        text: The question.
        named: Positions of words that belong to known names.
    """
    result: list[Numeral] = []
    i = 0
    while i < len(found):
        one = None
        if i not in named:
            one = _fraction(found, i) or _digits(found, text, i) or _spelt(found, text, i)
        if one is not None and not any(j in named for j in range(one.start, one.end)):
            result.append(one)
            i = one.end
        else:
            i += 1
    return result


def _digits(found: Sequence[Token], text: str, i: int) -> Numeral | None:
    token = found[i]
    top = _TOP.fullmatch(token.key)
    if top is not None:
        return Numeral(i, i + 1, float(top[1]), sign="top")
    match = _DIGITS.match(text, token.start)
    if match is None or _inside_a_name(found, text, i):
        return None
    end = i
    while end < len(found) and found[end].end < match.end():
        end += 1
    rest = text[match.end() : found[end].end].lower() if end < len(found) else ""
    end += 1
    amount = float(match.group().replace(",", ""))
    # ".9" is read by people as 0.9.
    decimal = "." in match.group()
    before = text[max(0, token.start - 6) : token.start]
    if before.endswith(".") and not decimal and not before[-2:-1].isalnum():
        amount, decimal = float(f"0.{match.group()}"), True
    magnitude, sign = "", ""
    if rest in _SUFFIXES:
        magnitude = _SUFFIXES[rest]
    elif rest in _OTHER_UNITS:
        sign = _OTHER_UNITS[rest]
    elif rest in _ORDINAL_ENDS:
        sign = "th"
    elif rest:
        return None
    signs = before.replace(" ", "")
    after = text[match.end() :] if not rest else ""
    if not sign:
        sign = "%" if after.lstrip(" ")[:1] == "%" else "cents" if after[:1] == "¢" else "$" if after[:1] == "$" else ""
    if not sign:
        sign = "$" if signs.endswith("$") else "#" if signs.endswith("#") else ""
    one = Numeral(i, end, amount, magnitude, sign, compared=_compared(signs), decimal=decimal)
    return _with_magnitude(found, text, one)


def _inside_a_name(found: Sequence[Token], text: str, i: int) -> bool:
    """Return whether hyphens, points or the like join a number to a word that is not about amounts: "Foo2.5-72B"."""
    for _ in range(_LONGEST_VERSION):
        if i == 0 or not found[i].glued:
            return False
        gap = text[found[i - 1].end : found[i].start]
        if not gap or any(sign not in "-–_./" for sign in gap):
            return False
        i -= 1
        if not found[i].key.isdigit() and _SIZE.fullmatch(found[i].key) is None:
            return found[i].key not in _AMOUNT_WORDS
    return False


#: Most numbers in a row that belong to one name.
_LONGEST_VERSION = 4
_AMOUNT_WORDS = word_set(
    "top best first rank ranked place position number no nr sub under over below above max min last"
)


def _compared(signs: str) -> str:
    tail = signs.rstrip("$~")
    with_bound = "=" if tail.endswith(("=", "≤", "≥")) else ""
    tail = tail.rstrip("$~=")
    sign = "<" if tail.endswith(("<", "≤")) else ">" if tail.endswith((">", "≥")) else ""
    return f"{sign}{with_bound}" if sign else ""


#: Shares in words, in per cent, by the number of parts; thirds are cut off where the boards would.
_PARTS = {"half": 50.0, "halves": 50.0, "quarter": 25.0, "quarters": 25.0, "third": 100 / 3, "thirds": 100 / 3,
          "fifth": 20.0, "fifths": 20.0, "tenth": 10.0, "tenths": 10.0, "fourths": 25.0}  # fmt: skip
#: What shares are of: a score is a share of the points, not of the models or of a year.
_SHARED = word_set("points point marks mark questions answers items score scores percent maximum tasks")
_REACHING = word_set(
    "reach reaches reached reaching pass passes passed clear clears cleared above over exceed exceeds exceeded cross"
    " crosses crossed beat beats break breaks broke than least hit hits crack cracks cracked score scores scored manage"
    " manages managed get gets got under below past beyond surpass surpasses surpassed attain attained achieve achieved"
)


def _fraction(found: Sequence[Token], i: int) -> Numeral | None:
    """Read a share of the points: "half the points", "above one half", "three quarters of the questions"."""
    word = found[i].key
    count, at = (1, i) if word == "half" else (1 if word in ("a", "one") else _UNITS.get(word, 0), i + 1)
    if count == 0 or at >= len(found) or found[at].key not in _PARTS or count * _PARTS[found[at].key] > 100:
        return None
    end = at + 1
    following = [token.key for token in found[end : end + 3]]
    while following and following[0] in ("of", "the", "all", "its"):
        following = following[1:]
        end += 1
    shared = bool(following) and following[0] in _SHARED
    before = found[i - 1].key if i else ""
    if before == "the" and i > 1:
        before = found[i - 2].key
    if not shared and (before not in _REACHING or end > at + 1 or (following and following[0] in ("year", "place"))):
        return None
    return Numeral(i, end + shared, round(count * _PARTS[found[at].key], 4), sign="%", spelt=True)


def _spelt(found: Sequence[Token], text: str, i: int) -> Numeral | None:
    word = found[i].key
    end = i + 1
    if word in _TENS:
        amount = _TENS[word]
        # "Twenty five" and "twenty-five"; not "twenty, five".
        if end < len(found) and not found[end].breaks and 0 < _UNITS.get(found[end].key, 0) < 10:
            amount += _UNITS[found[end].key]
            end += 1
    elif word in _UNITS:
        amount = _UNITS[word]
    elif word in ("a", "an") and end < len(found) and found[end].key in _MAGNITUDES:
        amount = 1
    elif word == "a" and end < len(found) and found[end].key in ("dollar", "buck") and _is_bound(found, i):
        return Numeral(i, end, 1.0, spelt=True)
    elif word == "half" and [token.key for token in found[end : end + 2]] in (["a", "dollar"], ["a", "buck"]):
        return Numeral(i, end + 1, 0.5, spelt=True)
    else:
        return None
    one = _with_magnitude(found, text, Numeral(i, end, float(amount), spelt=True))
    # "A hundred" is a number, "a" is not.
    return None if word in ("a", "an") and not one.magnitude else one


def _is_bound(found: Sequence[Token], i: int) -> bool:
    """Return whether a limit stands before a word: "under a dollar", but not "price in a dollar"."""
    return i > 0 and found[i - 1].key in ("than", "under", "below", "over", "above", "to", "most", "least")


def _is_billions(found: Sequence[Token], text: str, one: Numeral) -> bool:
    """Return whether a unit of sizes stands parted from its number: "7 B", "13 bn"."""
    after = found[one.end] if one.end < len(found) else None
    if after is None or after.breaks or after.key not in ("b", "bn"):
        return False
    return text[found[one.end - 1].end : after.start] == " "


def _with_magnitude(found: Sequence[Token], text: str, one: Numeral) -> Numeral:
    """Take in "million" and the like, a plus sign, and the words for per cent that follow."""
    end = one.end
    if not one.magnitude and end < len(found) and not found[end].breaks and found[end].key in _MAGNITUDES:
        one = one._replace(magnitude=_MAGNITUDES[found[end].key], end=end + 1)
        if one.magnitude == "hundred" and end + 1 < len(found) and found[end + 1].key in ("thousand", "million"):
            unit = _MAGNITUDES[found[end + 1].key]
            one = one._replace(amount=one.amount * 100, magnitude=unit, end=end + 2)
    elif not one.magnitude and not one.sign and _is_billions(found, text, one):
        one = one._replace(magnitude="b", end=end + 1)
    end = one.end
    if end < len(found) and found[end].key == "plus" and found[end].start == found[end - 1].end:
        one = one._replace(plus=True, end=end + 1)
    if not one.sign and text[found[one.end - 1].end :].lstrip(" ")[:1] == "%":
        one = one._replace(sign="%")
    return one
