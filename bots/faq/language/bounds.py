"""Words that make an amount a limit: "under", "at least", "no more than" before it, "or more" after it."""

from __future__ import annotations

from collections.abc import Collection

from podium.bots.faq.language.value import MENDED, Around, Bound
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
    ("limited", "to"), ("limit", "to"), ("limit", "it", "to"), ("limit", "that", "to"), ("limit", "this", "to"),
    ("limit", "them", "to"), ("not", "exceeding"), ("not", "exceed"), ("no", "costlier", "than"), ("maximally",),
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
#: Words that may stand between a bound and its number.
ABOUT = word_set("a an the about around roughly approximately of only exactly just like say some")


class Bounds(Around):
    """Reads the bounds of the amounts of one question."""

    def is_strict(self, start: int, end: int) -> bool:
        """Return whether the words of a bound leave the bound itself out: "more than", not "no more than"."""
        said = {MENDED.get(self.word(i), self.word(i)) for i in range(start, end)}
        return bool(said & _STRICT) and (said.isdisjoint(_DENIED) or "reaching" in said)

    def before(self, start: int, taken: Collection[int]) -> int:
        """Return the position before words like "about" that stand between a bound and its number."""
        while start > 0 and self.word(start - 1, taken) in ABOUT:
            start -= 1
        return start

    def bound_before(self, start: int, taken: Collection[int]) -> Bound:
        """Return the bound that is said right before a position."""
        most = self.ends_with(start, _MOST_BEFORE, taken)
        least = self.ends_with(start, _LEAST_BEFORE, taken)
        if most == least:
            return ""
        # "No more than" is longer than "more than" and means the contrary.
        return "most" if most < least else "least"

    def start_of_bound(self, end: int, bound: Bound, taken: Collection[int]) -> int:
        """Return where the words of a bound that ends before a position start; the position itself without any."""
        return self.ends_with(end, _MOST_BEFORE if bound == "most" else _LEAST_BEFORE, taken)

    def bound_after(self, end: int) -> tuple[int, Bound]:
        """Return the token after words like "or more", and the bound they say; ``end`` and no bound without any."""
        for phrases, side in _SIDES_AFTER:
            after = self.starts_with(end, phrases)
            if after > end and after not in self.numeral_at:
                # "1M context and under $2" is about two things.
                return after, side
        return end, ""
