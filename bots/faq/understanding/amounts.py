"""What the amounts and times of a question are: places, limits, or when the models came out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.language.value import MENDED, Value
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.pieces import Piece

_COUNTED = frozenset({("how", "many"), ("number", "of"), ("count", "of")})
#: Concepts of an order that is not by score.
BY_OTHER = frozenset({"CHEAP", "EXPENSIVE", "NEWEST", "OLDEST", "LARGEST", "SMALLEST"})
_INTERVALS = (["confidence"], ["interval"], ["intervals"], ["ci"], ["cis"], ["credible"])
_SINGULAR = words.word_set("model llm system vlm ai")
_AMONG = words.word_set("in among amongst of within inside from make makes made enter entered reach reached")
_EXACTLY = words.word_set("exactly precisely equals equal")
_CAME_OUT = words.word_set(
    "entry model models llm llms vlm vlms system systems releases release one ones newcomers vintage"
)


def ranks(reading: Reading) -> bool:
    """Return whether a question asks for models by their places: "who leads", "top 3", "the worst"."""
    if any(value.kind in ("top", "place") for value in reading.values):
        return True
    tokens = reading.tokens
    found = lexicon.mentions([one.word for one in tokens], [one.breaks for one in tokens], [False] * len(tokens))
    return any(mention.concepts & {"LEAD", "WORST"} for mention in found)


def amount(reading: Reading, value: Value) -> Piece:
    """Return the piece of an amount; to be in the first place is to lead."""
    last = any("WORST" in lexicon.meaning(word) for word in reading.words[value.start : value.end])
    if value.kind in ("place", "top") and value.amount == 1 and last:
        return Piece("concept", value.start, value.end, frozenset({"WORST", "LOW"}))
    if value.kind in ("place", "top") and value.amount == 1:
        return Piece("concept", value.start, value.end, frozenset({"LEAD", "HIGH", "EVER"}))
    if value.kind == "score" and reading.words[value.end : value.end + 1] in _INTERVALS:
        # "A 95% confidence interval" is of no score.
        return Piece("concept", value.start, value.end, frozenset({"NOISE"}), True)
    kinds: set[str] = {value.kind, "bounded"} if value.bound else {value.kind}
    if value.kind == "top" and last:
        kinds = {"bottom"}
    if value.kind == "period" and _of_models(reading, value):
        kinds = {"released"}
    if value.kind == "score" and value.bound == "most":
        # "Under 10%" is the contrary of reaching it.
        kinds = {"score_below"}
    if value.kind == "score" and value.start and reading.words[value.start - 1] in _EXACTLY:
        # Which models have a score and no other is not what reaching it is.
        kinds = {"score_exact"}
    if value.kind == "top" and not any(
        "LEAD" in lexicon.meaning(word) for word in reading.words[value.start : value.end]
    ):
        # "The worst of the best five" is none of the last five.
        kinds.add("count")
        if (
            not last
            and _is_scope(reading, value)
            and any(lexicon.meaning(word) & {"LEAD", "WORST"} for word in reading.words)
        ):
            # "The best among the 20 cheapest": of others than the first of the board.
            kinds = {"subset"}
    elif value.kind == "top" and not last and not value.first:
        after = reading.words[value.end : value.end + 2]
        ordered = lexicon.phrase(after[:1]) | lexicon.phrase(after)
        if ordered & BY_OTHER:
            kinds.add("count")
        elif _is_scope(reading, value):
            kinds.add("within")
    if value.kind == "number" and (value.amount > 1 or (value.bound == "least" and value.strict)):
        kinds.add("several")
    if value.kind == "number" and _is_chosen(reading, value):
        kinds.add("chosen")
    if value.kind == "score" and not value.bound and reading.claims(value.start, value.end):
        kinds.add("claim")
    return Piece("value", value.start, value.end, frozenset(kinds))


def _is_chosen(reading: Reading, value: Value) -> bool:
    """Return whether so many models of an order are asked for: "which three models have the largest context?"."""
    asked = value.start > 0 and reading.words[value.start - 1] in ("which", "what") and not value.bound
    after = reading.words[value.end] if value.end < len(reading.tokens) else ""
    return asked and "MODELS" in lexicon.meaning(after)


def _is_scope(reading: Reading, value: Value) -> bool:
    """Return whether the first few are those among which is looked: "the cheapest in the top 10", "of HLE's top 5"."""
    after = value.end
    if after < len(reading.tokens) and lexicon.meaning(reading.words[after]) & lexicon.FILTERS:
        # "Of the five best open models" are the first of these, whatever their ranks.
        return False
    while any(link.kind == "benchmark" and after in link.span for link in reading.links):
        after += 1
    if after < len(reading.tokens) and not reading.tokens[after].breaks and reading.words[after] in _SINGULAR:
        # "Which top-20 model is the smallest?"
        return True
    before = value.start - 1
    while before >= 0 and (
        reading.words[before]
        in words.ARTICLES | {"cheapest", "newest", "largest", "smallest", "oldest", "s", "its", "current"}
        or any(link.kind == "benchmark" and before in link.span for link in reading.links)
    ):
        if reading.tokens[before + 1].breaks:
            # "On the site board of CharXiv, the four best open models".
            return False
        before -= 1
    if before > 0 and reading.words[before] == "of" and reading.words[before - 1] in words.BOARD:
        return False
    return before >= 0 and not reading.tokens[before + 1].breaks and reading.words[before] in _AMONG


def _of_models(reading: Reading, value: Value) -> bool:
    """Return whether a time is when the models that are ranked came out: "best 2025 model", "top model from 2024"."""
    found = reading.words
    if MENDED.get(found[value.start], found[value.start]) in _OF_AGE:
        return True
    if not ranks(reading) and not _counts_models(found) and "only" not in found:
        return False
    after = found[value.end] if value.end < len(found) and not reading.tokens[value.end].breaks else ""
    before = found[value.start - 1] if value.start else ""
    plain = found[value.start][:1].isdigit()
    if value.period is not None and value.period.last is None and not _lasts(found):
        # "The best from 2025 onwards": who is best now, of those that came out since.
        return True
    if found[value.start] in ("from", "of") and before in ("are", "were") and _counts_models(found):
        return True
    before = "entry" if lexicon.meaning(before) & {"MODEL", "MODELS"} or before in _MODELS else before
    after = "entry" if after in _MODELS else after
    if found[value.start] == "from" and _WAS.isdisjoint(found) and value.period is not None and value.period.last:
        # "Top 3 on MMLU from 2025": who was first then is asked for in the past.
        return True
    return (plain and after in _CAME_OUT) or (found[value.start] in ("from", "of") and before in _CAME_OUT)


_MODELS = words.NARROWED - words.word_set("score scores scoring result results leader leaders winner winners")
_OF_AGE = words.word_set("newer older younger more postdating predating post no not")
_WAS = words.word_set("was were led topped had held ruled to until then through")


def _lasts(found: Sequence[str]) -> bool:
    """Return whether it is asked who was first all the time: "who has led since 2024", not "best since 2024"."""
    return not _LASTING.isdisjoint(found) or ("been" in found and "verified" not in found)


_LASTING = words.word_set("was were led topped had held ruled stayed remained kept")


def _counts_models(found: Sequence[str]) -> bool:
    """Return whether it is asked how many models there are: "how many 2024 models", "how many models are from 2020"."""
    return any(pair in _COUNTED for pair in pairwise(found)) and not _CAME_OUT.isdisjoint(found)
