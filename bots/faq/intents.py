"""What a question asks for, read from its words of asking.

The words that name a benchmark, a board or a model are taken out before. The order of the rules is
the order of :data:`RULES`: the more special a question's words, the earlier its rule, because "the
best open model" also has the words of "the best model". Words that change what is asked in a way
the engine cannot answer yet (a year, "second", "closed") make no intent at all, so that a plain answer
is never given to a question that was not plain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from podium.bots.faq import words


class Intent(StrEnum):
    """The kinds of question about one benchmark."""

    DESCRIBE = "describe"
    SIZES = "sizes"
    LICENCE = "licence"
    ACCESS = "access"
    LEADERBOARD = "leaderboard"
    TOP_SCORE = "top_score"
    COUNT = "count"
    PAPER = "paper"
    CATEGORIES = "categories"
    BEST_OPEN = "best_open"
    UPDATED = "updated"
    LEADER = "leader"


_WHAT = frozenset({"what", "whats", "wat", "wut"})
_HOW_MANY = frozenset({("how", "many"), ("how", "much"), ("number", "of"), ("count", "of"), ("many", "of")})
#: Words that may stand between "how many" and what is counted.
_OF_COUNTED = words.word_set(
    "the of different distinct unique ai language total ranked evaluated verified self reported third party independent"
    " many all these those listed tested"
)
_SIZE = frozenset({"size", "sizes"})
_OF_MODELS = words.word_set("model models llm llms vlm vlms ai ais system systems")
#: Words after "how many" that show that the models are meant.
_MODELS_MEANT = words.word_set(
    "model models system systems entry entries submission submissions result results score scores participants llm llms"
    " competitors ais contestants rows vlms are is have has were on in at do does been got exist there"
)


class Asked(NamedTuple):
    """A question's words of asking.

    Args:
        words: In order, names taken out.
        bag: The same as a set.
        pairs: Neighbours among them.
        nouns: What the benchmark's card counts, such as "patients", in the singular.
    """

    words: tuple[str, ...]
    bag: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    nouns: frozenset[str] = frozenset()

    @classmethod
    def of(cls, found: Sequence[str], nouns: frozenset[str] = frozenset()) -> Asked:
        """Return the view of these words."""
        return cls(tuple(found), frozenset(found), frozenset(words.pairs(found)), nouns)

    def has(self, *groups: frozenset[str]) -> bool:
        """Return whether a word of every group occurs."""
        return all(group & self.bag for group in groups)

    def how_many(self) -> bool:
        """Return whether a number of something is asked for."""
        return bool(self.pairs & _HOW_MANY)

    def counted_noun(self) -> str:
        """Return what a number is asked of: "patients" in "how many patients"; empty where that is left out."""
        for i, pair in enumerate(zip(self.words, self.words[1:], strict=False)):
            if pair in _HOW_MANY:
                rest = self.words[i + 2 :]
                return next((word for word in rest if word not in _OF_COUNTED), "")
        return ""


def _is_paper(asked: Asked) -> bool:
    if asked.has(words.PAPER) and not asked.how_many():
        return True
    if ("come", "out") in asked.pairs and "when" in asked.bag:
        return True
    return asked.has(words.MADE) and asked.has(words.HEADS) and not asked.has(words.LEAD)


def _is_open(asked: Asked) -> bool:
    best = words.LEAD | words.WHO | frozenset({"model", "models", "llm", "llms"})
    return asked.has(words.OPEN, best) and not asked.how_many()


def _is_categories(asked: Asked) -> bool:
    if asked.how_many() or asked.has(words.LEAD):
        return False
    sort_of_benchmark = asked.has(words.SORT) and ("of", "benchmark") in asked.pairs
    return asked.has(words.CATEGORY) or sort_of_benchmark or asked.has(words.SEEN)


def _is_count(asked: Asked) -> bool:
    if asked.pairs & {("model", "count"), ("models", "count")}:
        return True
    if not asked.how_many() or asked.has(words.OPEN | words.LEAD):
        return False
    return asked.counted_noun() in _MODELS_MEANT | {""}


def _is_updated(asked: Asked) -> bool:
    if asked.has(words.LEAD - {"first", "hold", "holds"}):
        return False
    if ("to", "date") in asked.pairs and ("up", "to") not in asked.pairs:
        return False
    if asked.has(words.UPDATED):
        return not ("recent" in asked.bag and asked.has(frozenset({"model", "models"})) and "how" not in asked.bag)
    fresh = frozenset({"result", "results", "score", "scores", "data", "entry", "numbers", "figures"})
    return asked.has(words.NEWEST, fresh) or bool(asked.pairs & {("how", "old"), ("how", "current"), ("how", "new")})


def _is_leaderboard(asked: Asked) -> bool:
    if asked.has(words.AVERAGE) or ("mean", "score") in asked.pairs:
        return not asked.has(words.LEAD)
    if asked.has(words.BOARD):
        return not asked.has(words.LEAD)
    several = frozenset({"models", "llms", "systems", "performers", "entries"})
    return asked.has(frozenset({"top", "best", "leading", "highest"}), several) and not asked.has(words.WHO - {"which"})


def _is_top_score(asked: Asked) -> bool:
    model = frozenset({"model", "models", "llm", "llms", "system", "ai"})
    if asked.has(words.WHO) or asked.has(model):
        return False
    bare = frozenset({"maximum", "max", "record"})
    if not asked.has(words.HIGH):
        # "What is the MMLU score?" can only mean the best one; the reply says so.
        return asked.has(words.SCORE, _WHAT) and not asked.bag - words.FILLER - words.HEADS - words.SCORE
    return asked.has(words.SCORE) or asked.has(bare) or ("how", "high") in asked.pairs


def _is_leader(asked: Asked) -> bool:
    most = asked.has(words.WHO, words.SCORE) and "most" in asked.bag
    return most or asked.has(words.LEAD) or ("number", "one") in asked.pairs or ("on", "top") in asked.pairs


def _about_data(asked: Asked) -> bool:
    """Return whether no word turns the question to models and their results."""
    return not asked.has(words.LEAD | words.BOARD | words.SCORE | _OF_MODELS) and not asked.how_many()


def _is_licence(asked: Asked) -> bool:
    return asked.has(words.LICENCE) and _about_data(asked)


def _is_access(asked: Asked) -> bool:
    where = asked.has(frozenset({"where", "wheres"})) and not asked.bag - words.FILLER - words.HEADS
    got = "how" in asked.bag and asked.has(frozenset({"get", "getting"}))
    return (got or where or asked.has(words.ACCESS)) and _about_data(asked)


def _is_sizes(asked: Asked) -> bool:
    sized = asked.has(_SIZE) and _about_data(asked)
    return sized or words.singular(asked.counted_noun()) in asked.nouns


def _is_description(asked: Asked) -> bool:
    if asked.how_many():
        return False
    if asked.has(words.ABOUT):
        return True
    what = asked.has(_WHAT)
    rest = asked.bag - words.FILLER - words.HEADS - words.HELP
    return not rest if what else len(asked.words) <= 3 and not rest and not asked.has(words.HEADS)


#: The rules in the order in which they are tried.
RULES: tuple[tuple[Intent, Callable[[Asked], bool]], ...] = (
    (Intent.PAPER, _is_paper),
    (Intent.BEST_OPEN, _is_open),
    (Intent.UPDATED, _is_updated),
    (Intent.COUNT, _is_count),
    (Intent.LICENCE, _is_licence),
    (Intent.ACCESS, _is_access),
    (Intent.SIZES, _is_sizes),
    (Intent.CATEGORIES, _is_categories),
    (Intent.LEADERBOARD, _is_leaderboard),
    (Intent.TOP_SCORE, _is_top_score),
    (Intent.LEADER, _is_leader),
    (Intent.DESCRIBE, _is_description),
)

_RANKING = frozenset({Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.BEST_OPEN})
_WHOSE = words.word_set("verified unverified independent independently reproduced self third party")

#: Words of :data:`words.NOT_YET` that do not change what an intent's question means.
_HARMLESS = {
    Intent.PAPER: words.ACCESS | words.word_set("when year month first since expert experts"),
    Intent.LICENCE: words.LICENCE | words.ACCESS | {"under"},
    Intent.ACCESS: words.ACCESS | words.word_set("split splits part"),
    Intent.CATEGORIES: words.word_set("under"),
    Intent.DESCRIBE: words.word_set("never"),
    Intent.UPDATED: words.word_set("last since when year month months days day ago week weeks"),
}


def read_intent(asked: Asked) -> Intent | None:
    """Return what is asked, or None where no rule fits or a word changes the question beyond the rules."""
    intent = next((intent for intent, fits in RULES if fits(asked)), None)
    if intent is None:
        return None
    return None if beyond(intent, asked) else intent


def beyond(intent: Intent | None, asked: Asked) -> frozenset[str]:
    """Return the words that change what is asked in a way the intent's answer does not follow."""
    harmless = _HARMLESS.get(intent, frozenset()) if intent is not None else frozenset()
    if intent is Intent.SIZES:
        harmless = frozenset({asked.counted_noun(), "split", "splits", *_SIZE})
    changing = words.NOT_YET - harmless
    if intent in _RANKING:
        # "The best verified model" is a cut of the board, while "how many verified results" is answered.
        changing |= _WHOSE
    if intent is Intent.LEADER and ("how", "much") in asked.pairs:
        changing |= {"much"}
    return asked.bag & changing
