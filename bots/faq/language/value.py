"""An amount or a time in a question, and looking at the words around one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from podium.bots.faq.frame import Period
from podium.bots.faq.language.numerals import Numeral
from podium.bots.faq.language.words import Token, word_set

ValueKind = Literal[
    "period",  # a Period
    "parameters",  # billions
    "context",  # tokens of a context window
    "price",  # US dollars (per million tokens), of input where nothing is said
    "output_price",  # the same of output tokens: "under $5 per million output tokens"
    "score",  # as the boards write it: 90% is 0.9
    "place",  # 2 of "second", "#2", "rank 2"
    "top",  # 5 of "top 5", "best five", "first three models"; of "worst 5" as well
    "calls",  # 500 of "500 calls"
    "tokens_in",  # 2000 of "2,000 in"
    "tokens_out",  # 300 of "300 out"
    "number",  # a bare number that is none of these
]
#: Kinds of an amount in dollars.
PRICES = frozenset({"price", "output_price"})
Bound = Literal["", "most", "least"]

DOLLARS = word_set("dollar dollars usd buck bucks $")
CENTS = word_set("cent cents")
PARAMETERS = word_set("parameter parameters param params weights")
CONTEXT = word_set("context contexts window windows ctx")
TOKENS = word_set("token tokens tok toks")
PERCENT = word_set("percent percentage percents pct")
#: What a number may count, so that "over 50 models" is no score.
COUNTED = word_set(
    "models model results result benchmarks benchmark entries entry organisations organizations companies labs"
    " leaderboards leaderboard board rankings ranking metrics metric splits split versions version papers paper"
    " days day weeks week months month years year questions items images patients studies subjects tasks boards places"
    " runs options shots shot classes findings categories times ranks seconds minutes hours people experts gpus"
    " submissions systems llms languages datasets board leaderboard leaderboards scoreboard scoreboards ranking"
    " rankings"
)


def _slips(word: str) -> set[str]:
    """Return a word with two letters the other way round, one left out or one twice, its first letter kept."""
    inner = range(1, len(word))
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in inner if i + 1 < len(word)}
    return swapped | {word[:i] + word[i + 1 :] for i in inner} | {word[:i] + word[i] + word[i:] for i in inner}


#: Words that a limit or a place is said with, by how fingers slip on them. A slip that is another word is none.
MENDED = {
    slip: word
    for word in ("before", "after", "since", "until", "under", "below", "above", "smaller", "larger", "bigger", "least",
                 "newer", "older", "cheaper", "later", "earlier", "number", "place", "places", "ranks", "position")
    for slip in _slips(word)
    if slip not in ("last", "late", "blow", "pace", "paces", "place", "rank", word)
}  # fmt: skip
UNITS = PERCENT | DOLLARS | CENTS | TOKENS | PARAMETERS | CONTEXT | word_set("days weeks months years hours")


@dataclass(frozen=True)
class Value:
    """An amount or a time in a question.

    Args:
        kind: What it is an amount of.
        start: First token, words of the bound ("under", "at least") and of the unit ("billion parameters") included.
        end: Token after the last.
        amount: The number, in the unit of its kind; 0 for a period.
        bound: ``"most"`` of "under", "below", "up to"; ``"least"`` of "above", "over", "at least".
        period: The time, where it is one.
        typed: Of a score the number as typed: 90 of "90%" and "over 90", which boards of shares write as 0.9.
        strict: Whether the bound itself is left out: "under 10B" and "> 10B", not "at most 10B" and "10B or more".
        judged: Whether the bound is by what is better: "better than", "worse than".
        sided: Whether it is said of which tokens a price is: "$2 input".
        first: The first of the places up to :attr:`amount`: 6 of "ranks 6 to 10"; 0 where they start with the first.
    """

    kind: ValueKind
    start: int
    end: int
    amount: float = 0.0
    bound: Bound = ""
    period: Period | None = None
    typed: float = field(default=0.0, compare=False)
    strict: bool = False
    judged: bool = False
    first: float = 0.0
    sided: bool = False


class Around:
    """Looks at the words around a position of one question, a few at a time."""

    def __init__(self, found: Sequence[Token], text: str, read: Sequence[Numeral], named: Collection[int]) -> None:
        self.found = found
        self.text = text
        self.named = named
        self.numeral_at = {one.start: one for one in read}

    def word(self, i: int, taken: Collection[int] = ()) -> str:
        """Return the word at a position; nothing outside the question and where it belongs to something else."""
        inside = 0 <= i < len(self.found) and i not in self.named and i not in taken
        return self.found[i].key if inside else ""

    def says(self, i: int, word: str, taken: Collection[int] = ()) -> bool:
        """Return whether a word stands at a position, as it was typed or with its typo mended: "beofre"."""
        return word in self.readings(i, taken)

    def readings(self, i: int, taken: Collection[int] = ()) -> tuple[str, ...]:
        """Return what a word at a position is read as: as it was typed, and with its typo mended; nothing for none."""
        typed = self.word(i, taken)
        return (typed, self.found[i].word, MENDED.get(typed, typed)) if typed else ()

    def ends_with(self, end: int, phrases: Sequence[tuple[str, ...]], taken: Collection[int]) -> int:
        """Return where the longest of the phrases that ends before ``end`` starts; ``end`` itself without any."""
        start, last = end, self.readings(end - 1, taken)
        for phrase in phrases if last else ():
            if phrase[-1] not in last:
                continue
            first = end - len(phrase)
            if first < start and all(self.says(first + n, word, taken) for n, word in enumerate(phrase[:-1])):
                start = first
        return start

    def starts_with(self, start: int, phrases: Sequence[tuple[str, ...]]) -> int:
        """Return the position after the first of the phrases that stands at ``start``; ``start`` itself without any."""
        first = self.readings(start)
        for phrase in phrases if first else ():
            if phrase[0] in first and all(self.says(start + n, word) for n, word in enumerate(phrase)):
                return start + len(phrase)
        return start

    def beside(self, i: int, group: Collection[str]) -> bool:
        """Return whether a word of a group stands at a position, not parted from the word before."""
        return self.word(i) in group and not self.found[i].breaks

    def after_slash(self, i: int) -> bool:
        """Return whether a slash stands before a word."""
        return i > 0 and self.text[self.found[i - 1].end : self.found[i].start].strip() == "/"

    def unit_follows(self, one: Numeral) -> bool:
        """Return whether a unit stands after a number."""
        return self.word(one.end) in UNITS

    def is_unit_of_price(self, one: Numeral) -> bool:
        """Return whether a million tokens are what a price is of: "for one million input tokens"."""
        if one.value != 1e6:
            return False
        after = [self.word(one.end + i) for i in range(3)]
        given = after[1] in ("into", "through", "with", "from", "of") and after[2] not in CONTEXT
        return (after[0] in TOKENS and given) or self.word(one.start - 1) in ("for", "per", "of")
