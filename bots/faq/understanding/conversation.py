"""What is remembered of a conversation: the last frame, and choices that were offered. Never the words of a message.

A message that leaves something out ("and on MIMIC?", "how big is it?", "the second one") is completed from what is
remembered. A full question never is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.language import lexicon, words
from podium.bots.faq.language.lexicon import FILTERS
from podium.bots.faq.language.words import Token, joined_key
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.bounds import WITHIN
from podium.bots.faq.understanding.intents import FILTER_VALUES, Spec
from podium.bots.faq.understanding.pieces import Piece

_NAMES = frozenset(
    {
        "benchmark",
        "model",
        "family",
        "organisation",
        "category",
        "board",
        "metric",
        "observation",
        "excluded",
        "licence",
    }
)
_ORDINALS = {
    "first": 1, "1st": 1, "one": 1, "second": 2, "2nd": 2, "two": 2, "third": 3, "3rd": 3, "three": 3, "fourth": 4,
    "4th": 4, "four": 4, "fifth": 5, "5th": 5, "five": 5, "sixth": 6, "seventh": 7, "eighth": 8, "last": -1,
    "latter": -1, "former": 1,
}  # fmt: skip
#: With these an ordinal is a place of a board: "the second most", "second best".
_RANKING = words.word_set("most least best worst highest lowest")
#: Letters from which on a part of a name tells it from the others.
_TELLING = 4
_YES = words.word_set("yes yeah yep yup sure right exactly correct true indeed")
_ABOUT_CHOICE = (words.FILLER - _YES) | words.word_set(
    "option choice version model variant the number first mean meant no plain regular normal ordinary usual simple"
    " standard vanilla classic"
)
#: Intents that go on about models where the last one did not.
_OF_MODELS = frozenset({Intent.SCORE, Intent.RANK, Intent.FACT, Intent.MODEL, Intent.RESULTS, Intent.COMPARE,
                        Intent.SIGNIFICANT, Intent.TWO_SCORES, Intent.CONTAMINATION, Intent.CALL_COST})  # fmt: skip
#: Concepts that may stand beside what has changed.
_TYING = frozenset(
    "FOLLOW CORRECTION IT FOR MODEL MODELS AND_MORE EXCEPT VERSION WHAT RELEASED PARAMETERS CONTEXT BOARD SCORE"
    " USES WHO".split()
)
#: Intents about a model itself, which a benchmark turns into a question about its score.
OF_ONE = frozenset({Intent.FACT, Intent.MODEL, Intent.RESULTS, Intent.CALL_COST})
_COURTESY = words.word_set("please pls plz thanks thank you thx kindly")
#: What "never mind" and the like are understood to ask.
FORGETTING = Frame(Intent.GREETING, topic="forget")
#: Intents that follow a limit on scores.
_LIMITED = WITHIN | {Intent.CHEAPEST_ABOVE, Intent.REACHED, Intent.SCORE}
#: Words with which a question begins that asks whether something is so of what was told.
_WHETHER = words.word_set("is are was were does do did has have")
_TIMED = frozenset({Intent.LEADER_AT, Intent.HISTORY, Intent.NEW})


@dataclass
class Conversation:
    """The memory of one person in one channel.

    Args:
        frame: What was asked last, so that "and on MIMIC?" and "what about open models?" can be completed.
        choices: Frames that the last reply offered to choose from, by the name that stands for each.
        subject: Slugs of the models that the last reply was about, which "it" can mean.
        benchmark: Slug of the benchmark that was asked about last.
        ranking: What was asked last of the models of a board, which "the second" and "how many of them" go by.
        waiting: Whether the last reply asked for a name that the frame lacks.
        offered: What the last reply suggested, which a number can pick.
        pair: Slugs of the models that the last two answers were about, each about one: "and o3?".
        benchmarks: Slugs of the benchmarks that the last answer was about.
        tied: Slugs of the models that share the place that was told last: "is it open?" is asked of each.
        listed: Slugs of the benchmarks that the last answer listed, in its order: "the second one".
        two: Slugs of the two benchmarks whose cards were told of: "which is newer?".
    """

    frame: Frame | None = None
    choices: tuple[tuple[str, Frame], ...] = ()
    subject: tuple[str, ...] = ()
    benchmark: str = ""
    ranking: Frame | None = None
    waiting: bool = False
    offered: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    benchmarks: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    two: tuple[str, ...] = ()

    def clear(self) -> None:
        """Forget everything."""
        self.frame, self.choices, self.offered, self.subject, self.pair = None, (), (), (), ()
        self.benchmark, self.ranking, self.waiting, self.benchmarks, self.tied = "", None, False, (), ()
        self.listed = self.two = ()

    def last(self) -> Frame | None:
        """Return the last frame, about the last benchmark where the frame itself is about none."""
        if self.frame is None or self.frame.benchmarks or not self.benchmark:
            return self.frame
        boards: tuple[str, ...] = ()
        if self.ranking is not None and self.ranking.benchmarks[:1] == (self.benchmark,):
            # "Who is last there?" after the meaning of a word is asked of the board before.
            boards = self.ranking.boards
        return replace(self.frame, benchmarks=(self.benchmark,), boards=boards)


class Conversations:
    """The conversations of a bot: bounded in number, and forgotten after a while of silence.

    Args:
        most: Conversations that are kept; the longest silent one goes first.
        seconds: Silence after which one is forgotten.
    """

    def __init__(self, most: int = 10_000, seconds: float = 1800.0) -> None:
        self.most = most
        self.seconds = seconds
        self._kept: OrderedDict[tuple[str, str], tuple[float, Conversation]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, channel: str, user: str, now: float) -> Conversation:
        """Return the conversation of a person in a channel, a fresh one where none is remembered.

        Args:
            channel: Any string that stands for the channel.
            user: Any string that stands for the person.
            now: A clock in seconds that never goes back.
        """
        while self._kept:
            key, (heard, _) = next(iter(self._kept.items()))
            if now - heard <= self.seconds:
                break
            del self._kept[key]
        _, conversation = self._kept.pop((channel, user), (now, Conversation()))
        self._kept[channel, user] = (now, conversation)
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return conversation

    def forget(self, channel: str, user: str) -> None:
        """Forget a person's conversation in a channel."""
        self._kept.pop((channel, user), None)

    def forget_all(self, user: str) -> int:
        """Forget a person's conversations everywhere; return how many there were."""
        theirs = [key for key in self._kept if key[1] == user]
        for key in theirs:
            del self._kept[key]
        return len(theirs)


def chosen(choices: Sequence[tuple[str, Frame]], found: Sequence[Token]) -> Frame | None:
    """Return the frame of the choice that a message picks: by name, by a word that only it has, or by its place.

    Args:
        choices: What was offered.
        found: The message's words.
    """
    if not choices or not found:
        return None
    typed = joined_key("".join(token.key for token in found))
    for name, frame in choices:
        if joined_key(name) == typed:
            return frame
    inside = [frame for name, frame in choices if typed in joined_key(name)]
    if len(inside) == 1 and len(typed) >= _TELLING:
        # "May 2024" of three that were released in other months.
        return inside[0]
    said = [token.word for token in found]
    content = [word for word in said if word not in _ABOUT_CHOICE and word not in lexicon.CHATTER]
    places = [_ORDINALS.get(word) or (int(word) if word.isdigit() and len(word) == 1 else None) for word in said]
    named = [place for place in places if place is not None]
    if len(named) > 1 and said[-1] == "one":
        named = named[:-1]
    if len(choices) == 1 and content and all(word in _YES for word in content):
        return choices[0][1]
    if (
        len(named) == 1
        and not _RANKING.intersection(said)
        and all(word in _ORDINALS or word.isdigit() for word in content)
    ):
        place = named[0]
        if place == -1 or 1 <= place <= len(choices):
            return choices[place if place < 0 else place - 1][1]
    if all(word.isdigit() for word in content):
        return None
    # Whole words of the name, however written: "gpt4o mini" for GPT-4o mini.
    fits = [
        frame
        for name, frame in choices
        if all(word in {token.word for token in words.tokens(name)} or word in joined_key(name) for word in content)
    ]
    return fits[0] if len(fits) == 1 else None


def is_bare(asked: Asked) -> bool:
    """Return whether a message says nothing but names, amounts and filters, with a word that ties them to what was."""
    content = False
    for piece in asked.pieces:
        if piece.kind in _NAMES or piece.kind == "value":
            content = True
        elif piece.kind == "concept":
            if piece.concepts & (FILTERS | {"NOW"}):
                content = True
            elif not _ties(piece) and not piece.weak:
                return False
        elif piece.kind != "about":
            return False
    return content


def is_tied(asked: Asked) -> bool:
    """Return whether a word ties a message to what was asked before: "and", "what about", "it", "no"."""
    for piece in asked.pieces:
        if piece.kind == "concept" and piece.concepts & {"FOLLOW", "CORRECTION", "FOR"}:
            return True
        if piece.kind != "concept" or not piece.concepts & {"GREET", "NOISE"}:
            break
    if asked.words[-2:] in (["i", "mean"], ["i", "meant"]):
        return True
    ends = list(asked.words)
    while len(ends) > 1 and ends[-1] in _COURTESY:
        ends.pop()
    if ends[-1] in ("too", "also", "likewise", "instead", "then", "again") or ends[-2:] == ["as", "well"]:
        return True
    if asked.words[0] in _WHETHER:
        # "Is it open?" asks about it; "what about open ones?" does not.
        return False
    return any(piece.kind == "concept" and "IT" in piece.concepts for piece in asked.pieces)


def says_only_filters(asked: Asked) -> bool:
    """Return whether a message names nothing and restricts something, as "open models?" does."""
    if asked.words[0] in _WHETHER or (asked.terms and "only" not in asked.words):
        return False
    return bool(asked.pieces) and not any(
        piece.kind in ("benchmark", "model", "category", "observation", "metric") for piece in asked.pieces
    )


def says_only_a_name(asked: Asked) -> bool:
    """Return whether a message is nothing but the name of a benchmark or a model: "mmlu?", "gpt-5 pls"."""
    return bool(asked.pieces) and all(piece.kind in ("benchmark", "model", "board") for piece in asked.pieces)


def _ties(piece: Piece) -> bool:
    return not piece.concepts.isdisjoint(_TYING)


#: What is asked of a board as a whole, of which a part is asked for by who is best in it.
_OF_BOARD = frozenset({Intent.GAP, Intent.SATURATED, Intent.UPDATED, Intent.BASELINES, Intent.OPEN_LAG})
#: What is asked of a benchmark in the words that ask for a field of the catalogue.
_OF_CARD = {
    Attribute.LICENCE: Intent.LICENCE,
    Attribute.RELEASED: Intent.PUBLISHED,
    Attribute.ORGANISATION: Intent.AUTHORS,
    Attribute.PARAMETERS: Intent.SIZES,
    Attribute.ALIASES: Intent.SAME,
    Attribute.MULTIMODAL: Intent.CATEGORIES,
}


def continued(last: Frame, asked: Asked) -> Spec | None:
    """Return how a bare message goes on from the last frame: what is asked, and which names it takes.

    "And Claude?" after a leader asks for its score; "and in 2024?" asks who led then; all else asks the same again.
    """
    kinds = {concept for piece in asked.of_kind("value") for concept in piece.concepts}
    intent = last.intent
    fixed: dict[str, Any] = {}
    if asked.of_kind("model") and intent not in _OF_MODELS:
        intent = Intent.SCORE if last.benchmarks or asked.sights else Intent.MODEL
    elif "place" in kinds:
        intent = Intent.PLACE
    elif "top" in kinds:
        intent = Intent.TOP
    elif "bottom" in kinds:
        # "And the worst 3?" after the first ones.
        intent = Intent.LAST
    elif intent in OF_ONE and last.models and (asked.of_kind("benchmark") or asked.of_kind("board")):
        # "What did it score on MMLU-Pro?" after a question about the model itself.
        intent = Intent.SCORE
    elif intent is Intent.FACT and not last.models and asked.sights and last.attribute in _OF_CARD:
        # "What is its licence?" may be asked of a benchmark as well.
        intent = _OF_CARD[last.attribute]
    elif intent is Intent.COUNTS and last.counted == "models" and asked.sights:
        intent = Intent.COUNT
    elif intent is Intent.COUNT and asked.has("LISTING", "WHICH", "WHO"):
        # "Show only the open ones" after "how many are there?".
        intent = Intent.LEADERBOARD
    elif intent is Intent.LEADER_AT and asked.has("NOW"):
        intent = Intent.LEADER
    elif kinds & {"score_below", "bounded"} and kinds & {"score_below", "score"} and intent not in _LIMITED:
        # A limit is never left out of an answer.
        if intent not in (Intent.COUNT, Intent.LEADERBOARD):
            return None
        intent = Intent.ABOVE
    elif "period" in kinds and intent not in _TIMED and not asked.has("RELEASED") and last.filters.released is None:
        intent = Intent.LEADER_AT
    elif intent in (Intent.SCORE, Intent.RANK) and not asked.of_kind("model") and _restricts(asked):
        intent = Intent.LEADER
    if intent is Intent.CATEGORY_BEST and asked.sights:
        intent = Intent.LEADER
    from podium.bots.faq.ways import GOING_ON

    if _restricts(asked) and intent in GOING_ON and not GOING_ON[intent].filters:
        # A restriction is never left out: "only open ones" after the gap at the top asks for the best of them.
        if intent not in _OF_BOARD:
            return None
        intent = Intent.LEADER
    if intent is last.intent:
        fixed = {
            name: value
            for name in ("attribute", "order", "counted", "topic", "entry")
            if (value := getattr(last, name)) is not None
        }
    return replace(GOING_ON[intent], fixed=fixed) if intent in GOING_ON else None


def is_complete(frame: Frame) -> bool:
    """Return whether a frame has the names that it needs, so that it was answered."""
    from podium.bots.faq.ways import GOING_ON

    slots = GOING_ON[frame.intent].slots if frame.intent in GOING_ON else frozenset()
    if slots & {"b", "bs"} and not frame.benchmarks:
        return False
    return bool(frame.models) or not slots & {"m", "m+", "ms"}


def _restricts(asked: Asked) -> bool:
    filters = any(piece.kind == "concept" and piece.concepts & FILTERS for piece in asked.pieces)
    return filters or any(concept in FILTER_VALUES for piece in asked.of_kind("value") for concept in piece.concepts)
