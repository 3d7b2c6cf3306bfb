"""Messages that point back at what a reply told.

They ask of its models ("how many of them are verified?", "the cheapest of those"), of one of its places ("the
runner-up's price"), or of its one figure ("is that verified?"). Which models those were is worked out anew from the
frame that was answered; nothing of the reply is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from podium.bots.faq.frame import Attribute, Filters, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.language.lexicon import FIGURES, FILTERS
from podium.bots.faq.names.licences import find_licences
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Link
from podium.bots.faq.replies import refusals
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.building import build
from podium.bots.faq.understanding.built import Built, Unfit
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.intents import Candidate, Spec
from podium.bots.faq.understanding.pointers import (
    ATTRIBUTES,
    PICKING,
    WHETHER,
    asks_whether,
    counts,
    counts_no_more,
    is_plain,
    place_of,
    points_at_several,
    restricts,
    without_their_number,
)
from podium.bots.faq.understanding.ranking import rank
from podium.registry.views import BenchmarkView

if TYPE_CHECKING:
    from podium.bots.faq.replies.desk import Desk

#: Intents that list the first or last few of a board: "those" are these.
_LISTS = frozenset({Intent.TOP, Intent.LAST, Intent.PLACE, Intent.TIES})
#: Intents that speak of all models of a board, or of those that the question's filters leave.
_WHOLE_BOARD = frozenset(
    {
        Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.STATISTICS, Intent.COUNT, Intent.ABOVE,
        Intent.UPDATED, Intent.EXTREME, Intent.VALUE, Intent.LEADER_AT, Intent.GAP, Intent.BASELINES,
    }
)  # fmt: skip
#: What may be asked of several models of a board.
_ASKED_OF = frozenset(
    {
        Intent.COUNT, Intent.LEADERBOARD, Intent.LEADER, Intent.TOP_SCORE, Intent.TOP, Intent.LAST, Intent.PLACE,
        Intent.STATISTICS, Intent.ABOVE, Intent.EXTREME,
    }
)  # fmt: skip
#: Intents whose reply states the figure of one model, with whose it is.
_ONE_FIGURE = frozenset({Intent.SCORE, Intent.RANK, Intent.LEADER, Intent.TOP_SCORE, Intent.PLACE, Intent.LAST})
#: Intents about one model.
_ONE_MODEL = frozenset({Intent.FACT, Intent.MODEL, Intent.SCORE, Intent.RANK, Intent.RESULTS, Intent.CALL_COST})
_OF_MAKERS = frozenset({"organisation", "licence"})
_PLACES = words.word_set("place rank spot position")
#: Words that point at two models that were compared.
_BOTH = words.word_set("both either neither one two")
#: Most models of which one thing is told in one reply.
_MOST_ASKED = 5


class Pointing:
    """Resolves messages that point back.

    Args:
        desk: The registry.
        ask: Takes a reading in pieces, as benchmarks see it.
    """

    def __init__(self, desk: Desk, ask: Callable[[Reading, Sequence[BenchmarkView]], Asked]) -> None:
        self._desk = desk
        self._ask = ask

    def resolved(self, asked: Asked, conversation: Conversation) -> tuple[Asked, Built] | None:
        """Return what a message asks that points at the models of the last reply, or at its figure; None for others.

        Args:
            asked: The message.
            conversation: What is remembered.
        """
        last = _told(conversation)
        if last is None or conversation.waiting or asked.of_kind("benchmark") or asked.models:
            return None
        if conversation.frame is not None and conversation.frame.intent is Intent.BENCHMARKS:
            return self._of_benchmarks(asked, conversation.frame)
        if last.intent is Intent.MODELS_OF and points_at_several(asked):
            facts = self._whether_any(asked, last) or self._facts_of(asked, last)
            return None if facts is None else (asked, facts)
        if not last.benchmarks:
            return None
        facts = self._facts_of(asked, last) if points_at_several(asked) else None
        if facts is not None:
            return asked, facts
        again = replace(self._ask(asked.reading, [self._desk.view(last.benchmark)]), lent=True)
        one = self._of_one(again, conversation.last() or last, conversation)
        if one is not None:
            return again, Built((one,))
        several = points_at_several(asked)
        if len(last.models) > 1:
            built = self._of_compared(again, last) if several or _BOTH.intersection(asked.words) else None
        elif several or counts(again):
            built = self._of_several(without_their_number(again, last), last, several)
        else:
            built = None
        return None if built is None else (again, built)

    def _of_one(self, asked: Asked, last: Frame, conversation: Conversation) -> Frame | None:
        """Return the frame of a message that asks of one model whether it is open, or its figure verified."""
        if points_at_several(asked) or any(not is_plain(piece) for piece in asked.pieces):
            return None
        restricting = [piece for piece in asked.pieces if piece.concepts & FILTERS]
        whether = asks_whether(asked.reading) or len(asked.pieces) == 1
        if not whether or len(restricting) != 1:
            return None
        if not {"ones", "only"}.isdisjoint(asked.words) or asked.has("MODELS"):
            # "Open weights only" restricts the ranking before.
            return None
        concepts = restricting[0].concepts
        if concepts & FIGURES and last.intent in _ONE_FIGURE and (last.models or last.intent is not Intent.SCORE):
            return last
        if concepts & FIGURES and conversation.subject:
            return Frame(Intent.SCORE, last.benchmarks, models=conversation.subject[:1])
        of_one = last.intent in _ONE_MODEL or asks_whether(asked.reading)
        if concepts & {"OPEN", "CLOSED"} and of_one and conversation.subject:
            return Frame(Intent.FACT, models=conversation.subject[:1], attribute=Attribute.OPEN)
        return None

    def _of_benchmarks(self, asked: Asked, frame: Frame) -> tuple[Asked, Built] | None:
        """Return what a message asks of the benchmarks that were listed: how many they are, or nothing that is told."""
        if counts_no_more(asked):
            return asked, Built((frame,))
        several = points_at_several(asked) and not asked.has("POPULAR", "ORDER_BENCHMARKS")
        if len(frame.benchmarks) > 1 and several and not asked.has("MODEL", "MODELS"):
            # "Which of them is the oldest?" is not asked of the models of one.
            return asked, Built(reply=refusals.which_benchmark(self._desk.vocabulary, list(frame.benchmarks)))
        return None

    def _whether_any(self, asked: Asked, last: Frame) -> Built | None:
        """Return the frame of a message whether models of a maker are open or under a licence: how many of them are."""
        restricting = {concept for piece in asked.pieces for concept in piece.concepts & FILTERS}
        # Without a word for models, none was looked for.
        named = asked.licences or find_licences(self._desk.vocabulary.licences, asked.reading.tokens, set())
        licences = tuple(name for one in named for name in one.licences)
        spans = {i for one in named for i in range(one.start, one.end)}
        beside = [piece for piece in asked.pieces if spans.isdisjoint(range(piece.start, piece.end))]
        if asked.words[0] not in WHETHER or not all(is_plain(p) or p.kind in _OF_MAKERS for p in beside):
            return None
        if last.benchmarks or bool(licences) == (restricting in ({"OPEN"}, {"CLOSED"})):
            return None
        makers = (last.organisation,) if last.organisation else ()
        openness = None if licences else restricting == {"OPEN"}
        filters = Filters(organisations=makers, open_weights=openness, licences=licences)
        return Built((Frame(Intent.COUNTS, counted="models", filters=filters),), pending=last)

    def _facts_of(self, asked: Asked, last: Frame) -> Built | None:
        """Return the frames of one thing asked of each model that was listed: "what are their prices?"."""
        only = last.filters.only if last.intent in (Intent.LEADERBOARD, Intent.COUNT) else ()
        more = 0
        if last.intent is Intent.MODELS_OF:
            from podium.bots.faq.replies.models import told_of

            every = told_of(self._desk, last)
            only, more = every[:_MOST_ASKED], len(every) - _MOST_ASKED
        if not only and (last.intent not in _LISTS or last.k is None):
            return None
        if asked.has("LEAD", "HIGH", "WORST", "CHEAP", "HOW_MANY"):
            return None
        fact = next((one for one in rank(asked, frozenset({"m"})) if one.intent is Intent.FACT and one.sure), None)
        if fact is None or fact.missing != ("m",):
            return None
        listed = only or self._listed(last)
        if not 1 < len(listed) <= _MOST_ASKED:
            return None
        attribute = fact.spec.fixed.get("attribute")
        frames = tuple(Frame(Intent.FACT, models=(slug,), attribute=attribute) for slug in listed)
        return Built(frames, pending=last, left=f"the other {more}" if more > 0 else "")

    def _of_compared(self, asked: Asked, last: Frame) -> Built | None:
        """Return the frames of what is asked of the models that were compared."""
        pieces = [piece for piece in asked.pieces if asked.words[piece.start] not in _BOTH]
        if any(not is_plain(piece) and piece.kind != "organisation" for piece in pieces):
            return None
        asked = replace(asked, pieces=tuple(pieces))
        restricting = frozenset[str]().union(*(piece.concepts & FILTERS for piece in asked.pieces))
        if not restricting and not asked.of_kind("organisation"):
            return None
        if restricting <= FIGURES and restricting and last.benchmarks:
            return Built((last,))
        if restricting <= {"OPEN", "CLOSED"} and not asked.of_kind("organisation"):
            facts = tuple(Frame(Intent.FACT, models=(slug,), attribute=Attribute.OPEN) for slug in last.models)
            return Built(facts, pending=last)
        if not last.benchmarks:
            return None
        from podium.bots.faq.ways import GOING_ON

        base = Frame(Intent.LEADERBOARD, last.benchmarks, last.boards, filters=Filters(only=last.models))
        try:
            return replace(build(self._desk, asked, Candidate(GOING_ON[Intent.COUNT], 0.0), base), pending=last)
        except Unfit:
            return None

    def _of_several(self, asked: Asked, last: Frame, several: bool) -> Built | None:
        """Return the frames of what is asked of the models of the last reply."""
        base = self._base(asked, last, several)
        if base is None:
            return None
        picking = asked.has(*PICKING)
        ranked = [one for one in rank(asked, frozenset({"b"})) if one.intent in _ASKED_OF and one.sure]
        if counts(asked) or (several and asked.words[0] in WHETHER and not asked.has("LEAD", "WORST", "HIGH")):
            ranked = [one for one in ranked if one.intent in (Intent.COUNT, Intent.ABOVE)]
            picking = False
        from podium.bots.faq.ways import GOING_ON

        if not ranked:
            if not all(is_plain(piece) or piece.kind == "organisation" for piece in asked.pieces):
                return None
            intent = Intent.LEADERBOARD if picking else Intent.COUNT
            ranked = [Candidate(GOING_ON[intent], 0.0)]
        for candidate in ranked:
            spec: Spec = candidate.spec
            if last.intent is Intent.ABOVE and spec.intent in (Intent.COUNT, Intent.LEADERBOARD):
                spec = GOING_ON[Intent.ABOVE]
            try:
                return build(self._desk, asked, Candidate(spec, candidate.score), base)
            except Unfit:
                continue
        return None

    def _base(self, asked: Asked, last: Frame, several: bool) -> Frame | None:
        """Return a frame with what restricts the models that are meant; None where it cannot be told which are."""
        filters = last.filters
        if several and last.intent in _LISTS and last.k is not None:
            only = self._listed(last)
            if not only:
                return None
            filters = Filters(only=only)
        elif several and last.intent is Intent.COUNT and filters.only:
            # "How many of the five are open? Are any of them by Google?"
            filters = Filters(only=filters.only)
        elif several and last.intent not in _WHOLE_BOARD | _ONE_MODEL:
            return None
        elif not several and (restricts(asked) or asked.has("MODELS", "TESTED")):
            # "How many are closed?" after "how many are open?" is asked of the same board.
            filters = Filters()
        if last.intent is Intent.ABOVE and several:
            return replace(last, filters=filters)
        intent = last.intent if last.intent is Intent.LEADER_AT and several else Intent.LEADERBOARD
        return replace(last, intent=intent, filters=filters, k=None, score=None, models=())

    def _listed(self, frame: Frame) -> tuple[str, ...]:
        """Return the slugs of the models that an answer listed."""
        from podium.bots.faq.replies import among
        from podium.registry.ranking import RankedRows

        page = self._desk.page(frame)
        rows = among.meant(self._desk, page, frame.filters).rows
        k = frame.k or 1
        if not 1 <= k <= len(rows) and frame.intent in (Intent.PLACE, Intent.TIES):
            return ()
        if frame.intent is Intent.TOP:
            chosen = rows[:k]
        elif frame.intent is Intent.LAST:
            chosen = rows[-k:]
        else:
            chosen = RankedRows.of(rows).alike(k - 1)
        return tuple(row.model.slug for row in chosen)

    def placed(self, asked: Asked, conversation: Conversation) -> Link | None:
        """Return a link to the model at a place of the last board that a message asks something of: "the runner-up".

        Args:
            asked: The message.
            conversation: What is remembered.
        """
        last = conversation.last()
        if last is None or not last.benchmarks or asked.of_kind("benchmark") or asked.models:
            return None
        of_model = last.intent in (Intent.FACT, Intent.MODEL) and asked.has("FOLLOW") and not asked.has("WHO")
        # "Then second place" is of the board, and "and the second one?" asks the same of that model.
        of_model &= _PLACES.isdisjoint(asked.words)
        found = place_of(asked)
        if found is None:
            return None
        start, end, k = found
        of_model |= _asks_about(asked, start)
        if not (asked.has(*ATTRIBUTES) or of_model or (asked.has("OPEN", "CLOSED") and asked.words[0] in WHETHER)):
            return None
        ranking = conversation.ranking
        if ranking is not None and ranking.benchmarks == last.benchmarks:
            # "The second" is that of the ranking told before, whatever was asked of its models since.
            last = ranking
        rows = self._desk.page(last).asked.rows
        if last.filters:
            from podium.bots.faq.replies import among

            rows = among.meant(self._desk, self._desk.page(last), last.filters).rows
        if not 1 <= k <= len(rows):
            return None
        entity = self._desk.vocabulary.models.get(rows[k - 1].model.slug)
        return None if entity is None else Link(start, end, (entity,))


def _told(conversation: Conversation) -> Frame | None:
    """Return what was asked last, or the last ranking where a model of it was asked about since."""
    frame, ranking = conversation.frame, conversation.ranking
    if frame is None or ranking is None or frame.intent not in (Intent.FACT, Intent.MODEL) or len(frame.models) > 1:
        return conversation.last()
    return replace(ranking, models=())


def _asks_about(asked: Asked, start: int) -> bool:
    """Return whether what a model is, is asked of the one at a place: "tell me about the second one"."""
    before = [word for word in asked.words[max(0, start - 2) : start] if word not in words.ARTICLES]
    return bool(before) and before[-1] in _ABOUT and _PLACES.isdisjoint(asked.words) and not asked.has("WHO", "WHICH")


#: Words before the place of a model that is to be described.
_ABOUT = words.word_set("about on describe explain introduce present of know")
