"""Messages of a few words that lean on the answers before: "and without?", "difference?", "which has the most?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.language.numerals import NUMBER_WORDS
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.reply import Reply
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.returning import returned
from podium.bots.faq.understanding.understood import Understanding

#: Intents about one model; two of them in a row are of a pair that can be compared.
PAIRED = frozenset({Intent.SCORE, Intent.RANK, Intent.FACT, Intent.MODEL})
_COMPARED = words.word_set(
    "difference differ differs gap better worse cheaper dearer pricier newer older bigger larger smaller higher lower"
    " ahead significant important meaningful relevant real big large"
)
_OF_SCORES = words.word_set("difference differ differs gap better worse higher lower ahead important")
_OF_PAIR = _COMPARED | words.word_set(
    "which one who whos is are the of two both them these those what whats by how much and so then model than between"
    " does do did they it the big far apart in on here there for per input output token tokens window context price"
)
#: Intents whose answer is who leads.
_LED = frozenset({Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.LEADER_AT, Intent.HISTORY})
#: Intents whose answer names who did it.
_FIRSTS = frozenset({Intent.REACHED, Intent.NEW, Intent.GAP, Intent.LAST, Intent.PLACE})
_SINCE_WHEN = frozenset(
    {"since when", "for how long", "how long", "since how long", "how long for", "how long is that"}
)
_BY_WHOM = frozenset(
    {
        "by whom", "by who", "by which model", "by what model", "who by", "which model", "which one", "by which one",
        "by which company", "by what company", "by which lab", "by which maker", "from whom", "from which company",
    }
)  # fmt: skip
_NOW = words.word_set("and so ok already now by so far")
_EARLIER = words.word_set("before previously earlier previous former beforehand")
_WHO_DID = words.word_set(
    "and so ok who whos was is were it that then them him he had has held led been what which one model leader the"
    " record holder first top on best did just right"
)
_TURNS = words.word_set("with without")
_AROUND = words.word_set("and what about how then so ok but them those it any now the one ones board version")


_MAKING_IT = words.word_set("make it the top now and ok okay so please pls instead rather then")
_MOST_SHOWN = 100
_DROPPING = words.word_set("without no drop remove lift forget ignore")
_LIMITING = words.word_set("limit limits restriction cap bound constraint")
#: The bounds of a ranking by what they are called.
_LIMITED_BY = {
    "size": ("max_params_b", "min_params_b"),
    "price": ("max_price", "min_price", "max_output_price", "min_output_price"),
    "context": ("max_context", "min_context"),
}
_DROPPED = _DROPPING | _LIMITING | _LIMITED_BY.keys() | _AROUND | words.word_set("the that this and same please pls")


def of_pair(reading: Reading, conversation: Conversation | None) -> Conversation | None:
    """Return the conversation as after a comparison, where a message compares the two models told of last."""
    if conversation is None or len(conversation.pair) < 2 or reading.links or reading.values:
        return conversation
    said = set(reading.words)
    if said.isdisjoint(_COMPARED) or not said <= _OF_PAIR:
        return conversation
    last = conversation.last()
    where = last.benchmarks if last is not None and last.intent in (Intent.SCORE, Intent.RANK) else ()
    boards = last.boards if last is not None and where else ()
    return replace(conversation, frame=Frame(Intent.COMPARE, where, boards, models=conversation.pair), choices=())


def _how_far(said: Sequence[str]) -> bool:
    """Return whether it is only asked how far apart the two told of are."""
    return {"how", "much"} <= set(said) and set(said) <= _HOW_FAR


_HOW_FAR = words.word_set("and by how much so cheaper dearer newer older bigger larger smaller more less then exactly")


def leant(desk: Desk, asked: Asked, conversation: Conversation | None) -> Frame | None:
    """Return the frame of a message that turns the last question over, or None."""
    frame = conversation.frame if conversation is not None else None
    if frame is not None and frame.intent is Intent.EXTREME and len(frame.models) == 2 and _how_far(asked.words):
        # "By how much?" after "which is cheaper?"
        return replace(frame, counted="gap")
    more = returned(asked, frame, conversation.subject) if conversation is not None else None
    if more is not None:
        return more
    if frame is not None and frame.intent is Intent.COMPARE and conversation is not None:
        of_scores = frame.models and _OF_SCORES.intersection(asked.words) and set(asked.words) <= _OF_PAIR
        return frame if of_scores and frame.models == conversation.pair else None
    if frame is None or asked.reading.links:
        return None
    if frame.intent is Intent.TOP and "it" in asked.words:
        found = _of_so_many(frame, asked)
        if found is not None:
            return found
    if asked.values:
        return None
    unlimited = _without_limit(conversation.ranking, asked.words) if conversation is not None else None
    if unlimited is not None:
        return unlimited
    if " ".join(asked.words).removeprefix("and ") in _BY_WHOM:
        return _by_whom(frame)
    if frame.intent is Intent.BASELINES and " ".join(word for word in asked.words if word not in _NOW) in _SINCE_WHEN:
        return replace(frame, counted="passed")
    if frame.intent in _LED and frame.benchmarks:
        found = _over_time(frame, asked.words, conversation.subject[:1] if conversation is not None else ())
        if found is not None:
            return found
    if frame.intent in (Intent.BENCHMARKS, Intent.MOST_MODELS) and asked.has("POPULAR") and len(asked.words) < 8:
        # "Which one has the most models?" of the benchmarks that were listed.
        listed = conversation.listed if conversation is not None else ()
        return Frame(Intent.MOST_MODELS, listed) if listed else replace(frame, intent=Intent.MOST_MODELS, counted=None)
    rest = [word for word in asked.words if word not in _AROUND]
    if len(rest) != 1 or rest[0] not in _TURNS or not frame.benchmarks:
        return None
    slugs = [board.slug for board, _ in desk.view(frame.benchmark).boards]
    with_tools = next((slug for slug in slugs if slug.endswith("with-tools")), None)
    if with_tools is None:
        return None
    return replace(frame, boards=(with_tools,) if rest[0] == "with" else ())


def _of_so_many(frame: Frame, asked: Asked) -> Frame | None:
    """Return the first ones told of, as many as a message now asks for: "make it ten"."""
    numbers = [NUMBER_WORDS.get(word, int(word) if word.isdigit() else None) for word in asked.words]
    counts = [number for number in numbers if number is not None]
    rest = {word for word, number in zip(asked.words, numbers, strict=True) if number is None}
    if len(counts) != 1 or "make" not in rest or not rest <= _MAKING_IT or not 0 < counts[0] <= _MOST_SHOWN:
        return None
    return replace(frame, k=counts[0], places=())


def _without_limit(ranking: Frame | None, said: Sequence[str]) -> Frame | None:
    """Return the last ranking without one of its limits: "without the size limit", "drop the price cap"."""
    words_said = set(said)
    if ranking is None or not words_said & _DROPPING or not words_said & _LIMITING or not words_said <= _DROPPED:
        return None
    named = [fields for word, fields in _LIMITED_BY.items() if word in words_said]
    fields = {name for one in named for name in one if getattr(ranking.filters, name) is not None}
    if len(named) != 1 or not fields:
        return None
    free: dict[str, Any] = dict.fromkeys(fields)
    free["strict"] = tuple(name for name in ranking.filters.strict if name not in fields)
    return replace(ranking, filters=replace(ranking.filters, **free))


def _by_whom(frame: Frame) -> Frame | None:
    """Return the frame of "by whom?": who wrote or made what was told of, or again who was the first."""
    if frame.intent in (Intent.PUBLISHED, Intent.DESCRIBE, Intent.PAPER):
        return replace(frame, intent=Intent.AUTHORS)
    if frame.intent in (Intent.FACT, Intent.MODEL) and frame.models:
        return Frame(Intent.FACT, models=frame.models[:1], attribute=Attribute.ORGANISATION)
    return frame if frame.intent in _FIRSTS or frame.intent in _LED else None


def _over_time(frame: Frame, said: Sequence[str], subject: tuple[str, ...]) -> Frame | None:
    """Return the frame of a message that asks since when the leader told of leads, or who did before it."""
    words_said = set(said)
    asked = Frame(Intent.HISTORY, frame.benchmarks, frame.boards, models=subject, filters=frame.filters)
    if " ".join(word for word in said if word not in _NOW) in _SINCE_WHEN and subject:
        if frame.intent is Intent.HISTORY and not frame.models:
            # Of all records, the first model told of is not the one that leads.
            return frame
        return asked
    if words_said & _EARLIER and words_said <= _EARLIER | _WHO_DID:
        # After the one before, only all of them can be told.
        further = frame.order == "before" or not subject
        return replace(asked, models=() if further else subject, order=None if further else "before")
    return None


#: Most models of one place that each is told something of.
_MOST_TIED = 4


def of_tied(understood: Understanding, conversation: Conversation | None) -> Understanding:
    """Ask of each of the models that share the place told last what is asked of the first: "is it open?"."""
    alike = conversation.tied if conversation is not None else ()
    frames, asked = understood.frames, understood.asked
    if asked is None or not 1 < len(alike) <= _MOST_TIED or len(frames) != 1 or asked.models:
        return understood
    frame = frames[0]
    if frame.intent is Intent.FACT and frame.models == alike[:1]:
        understood.built = replace(understood.built, frames=tuple(replace(frame, models=(one,)) for one in alike))
    return understood


def tied(frame: Frame, reply: Reply) -> tuple[str, ...]:
    """Return the models that share the place that an answer tells; none where it is one model's."""
    if frame.intent not in (Intent.LEADER, Intent.TOP_SCORE, Intent.PLACE) or reply.kind != "answer":
        return ()
    ranks = [fact for fact in reply.facts if fact.name == "rank" and fact.model is not None]
    alike = [fact for fact in ranks if (fact.benchmark, fact.board, fact.value)
             == (ranks[0].benchmark, ranks[0].board, ranks[0].value)]  # fmt: skip
    models = tuple(dict.fromkeys(fact.model for fact in alike if fact.model is not None))
    return models if len(models) > 1 else ()
