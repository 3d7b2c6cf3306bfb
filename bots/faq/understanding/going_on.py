"""Messages that go on from the last question: a few words that turn it over, point at it, change or correct it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.behind import behind
from podium.bots.faq.understanding.building import build
from podium.bots.faq.understanding.built import Built, Unfit
from podium.bots.faq.understanding.conversation import (
    OF_ONE,
    Conversation,
    continued,
    is_bare,
    is_complete,
    is_tied,
    says_only_a_name,
    says_only_filters,
)
from podium.bots.faq.understanding.explaining import explains, is_restriction
from podium.bots.faq.understanding.intents import Candidate
from podium.bots.faq.understanding.judging import names_before
from podium.bots.faq.understanding.leaning import leant
from podium.bots.faq.understanding.of_answer import of_answer
from podium.bots.faq.understanding.pointing import Pointing
from podium.bots.faq.understanding.understood import Understanding
from podium.bots.faq.understanding.whose import limited_before, of_that_limit, whether_by, without_that_limit
from podium.registry.views import BenchmarkView

if TYPE_CHECKING:
    from podium.bots.faq.replies.desk import Desk

_CORRECTING = words.word_set(
    "part subset no nope nah version variant meant mean actually rather sorry not that wrong what about"
)
#: Kinds of names that an answer leaves out where its way of asking takes none.
_NAMED = frozenset({"observation", "category", "topic", "licence", "family", "excluded"})


class GoingOn:
    """Understands messages that go on from the last question.

    Args:
        desk: The registry.
        ask: Takes a reading in pieces, as benchmarks see it.
        pointing: Resolves messages that point back.
    """

    def __init__(
        self, desk: Desk, ask: Callable[[Reading, Sequence[BenchmarkView]], Asked], pointing: Pointing
    ) -> None:
        self._desk = desk
        self._ask = ask
        self._pointing = pointing

    def leant(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a few words that turn the last question over: "and without?"."""
        assert understood.asked is not None
        before = conversation.last() if conversation is not None else None
        frames = of_answer(self._desk, understood.asked, conversation)
        if not frames or frames == (before,):
            frames = frames or behind(self._desk, understood.asked, before)
        else:
            before = None
        if frames:
            understood.decided = "conversation"
            return Built(frames, pending=before)
        frame = leant(self._desk, understood.asked, conversation)
        if frame is not None and not is_complete(frame):
            # What still waits for a name is not turned over: "leads", "is verified".
            return None
        understood.decided = "conversation" if frame is not None else understood.decided
        return Built((frame,)) if frame is not None else None

    def whose(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frames of a message that asks whose the model told of is, or goes by a limit of before."""
        asked = understood.asked
        assert asked is not None
        frame = whether_by(asked, conversation)
        if frame is not None:
            understood.decided = "conversation"
            return Built((frame,))
        base = limited_before(conversation)
        if base is None or without_that_limit(asked) is None:
            return None
        lent = replace(self._ask(asked.reading, [self._desk.view(base.benchmark)]), lent=True)
        built = of_that_limit(self._desk, asked if asked.sights else lent, base, names_before(conversation))
        understood.decided = "conversation" if built is not None else understood.decided
        return built

    def pointed(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frames of a message that points back at models or at a figure of the last reply."""
        assert understood.asked is not None
        found = None if conversation is None else self._pointing.resolved(understood.asked, conversation)
        if found is None:
            return None
        understood.decided, understood.asked = "conversation", found[0]
        return found[1]

    def gone_on(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frames of a message that says only what has changed since the last one."""
        last, asked = conversation.last() if conversation is not None else None, understood.asked
        assert asked is not None
        if conversation is None or last is None:
            return None
        if not asked.sights and last.benchmarks:
            # The words may name one of its boards: "and with tools?".
            asked = self._ask(asked.reading, [self._desk.view(last.benchmark)])
        # "Mmlu?" after an answer about another benchmark or about a model asks the same again.
        named = says_only_a_name(asked) and bool(conversation.frame and (conversation.frame.benchmarks or last.models))
        says_only = says_only_filters(asked) or (named and is_complete(last))
        # "Only open ones, for reasoning" after the best in another category.
        says_only |= last.intent is Intent.CATEGORY_BEST and bool(asked.of_kind("category"))
        if not is_bare(asked) or not (is_tied(asked) or conversation.waiting or says_only):
            return None
        if last.intent in OF_ONE and not asked.models and any(is_restriction(piece, asked) for piece in asked.pieces):
            # "And under 10B?" after "what is its licence?" restricts the ranking before, and no single model.
            if conversation.ranking is None:
                return None
            last = conversation.ranking
        if last.intent is Intent.EXTREME and len(last.models) > 1 and (last.benchmarks or asked.sights):
            # "And with tools?", "on MMLU-Pro?" after "which is cheaper?" are asked of the two there.
            last = replace(last, intent=Intent.COMPARE, attribute=None, order=None)
        if last.counted == "near" and any(value.kind == "number" for value in asked.values):
            # "And 5?" after "within two points" may be of points or of places.
            return None
        if last.intent is Intent.HISTORY and any(value.kind in ("score", "number") for value in asked.values):
            # "And 50%?" asks when that was reached.
            if not any(value.kind == "score" for value in asked.values):
                return None
            last = replace(last, intent=Intent.REACHED, models=(), order=None)
        spec = continued(last, asked)
        if spec is None or not all(explains(spec, p, frozenset(), asked) for p in asked.pieces if p.kind in _NAMED):
            return None
        try:
            built = build(self._desk, asked, Candidate(spec, 0.0), last, conversation.subject)
        except Unfit:
            return None
        understood.decided, understood.asked = "conversation", asked
        return built

    def corrected(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a message that corrects a name by its end: "no, the pro version"."""
        asked = understood.asked
        assert asked is not None
        if conversation is None or conversation.frame is None or asked.of_kind("benchmark") or asked.models:
            return None
        if not asked.has("CORRECTION", "FOLLOW", "VERSION"):
            return None
        rest = [
            token.word
            for token in asked.reading.tokens
            if token.word not in words.FILLER and token.word not in _CORRECTING
        ]
        frame = self._renamed(conversation.frame, rest) if 0 < len(rest) <= 3 else None
        # A question that still waits for another name cannot be answered by correcting one.
        if frame is None or not is_complete(frame):
            return None
        understood.decided = "conversation"
        return Built((frame,))

    def _renamed(self, frame: Frame, rest: Sequence[str]) -> Frame | None:
        vocabulary = self._desk.vocabulary
        for slug in frame.benchmarks[:1]:
            for name in (vocabulary.benchmarks.get(slug, ""), slug):
                found = words.tokens(f"{name} {' '.join(rest)}")
                for link in vocabulary.link(found):
                    if link.kind == "benchmark" and (link.start, link.end) == (0, len(found)):
                        return replace(frame, benchmarks=(link.entities[0].slug,), boards=())
        for slug in frame.models[:1]:
            if slug in vocabulary.models:
                stem = [token.key for token in words.tokens(vocabulary.models[slug].name)]
                for kept in range(len(stem), 0, -1):
                    found = words.tokens(f"{' '.join(stem[:kept])} {' '.join(rest)}")
                    for link in vocabulary.link(found):
                        if link.kind == "model" and (link.start, link.end) == (0, len(found)):
                            return replace(frame, models=(link.entities[0].slug, *frame.models[1:]))
        return None
