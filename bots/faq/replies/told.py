"""Whether a reply tells every restriction of its frame. Without one it is the answer to another question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.reply import Reply
from podium.bots.faq.understanding.explaining import is_restriction
from podium.bots.faq.understanding.intents import RANKING

if TYPE_CHECKING:
    from podium.bots.faq.understanding.asked import Asked

#: Intents where a score is what somebody claims, beside which the recorded one is told.
_CLAIMED = frozenset({Intent.SCORE, Intent.LEADER, Intent.BASELINES})


def untold(frame: Frame, reply: Reply) -> str:
    """Return what of a frame a reply leaves out: ``"filters"``, ``"period"``, ``"score"`` or ``"k"``; "" for nothing.

    A reply that there are no results at all leaves nothing out.
    """
    if frame.intent not in RANKING:
        return ""
    names = {fact.name for fact in reply.facts}
    if reply.kind not in ("answer", "no_data") or (reply.kind == "no_data" and "score" not in names):
        return ""
    if frame.filters and "filter" not in names:
        return "filters"
    if frame.period is not None and names.isdisjoint(("first_day", "last_day")):
        return "period"
    if frame.score is not None and frame.intent not in _CLAIMED and "asked_score" not in names:
        return "score"
    none = any(fact.name == "filtered" and fact.value == 0 for fact in reply.facts)
    if frame.k is not None and frame.k > 1 and "k" not in names and not none:
        return "k"
    return ""


def refusal(desk: Desk, frame: Frame, asked: Asked | None, left: str) -> Reply:
    """Return the reply that names the words which cannot be taken into account."""
    typed = _typed(asked, left) if asked is not None else ""
    if not typed and frame.filters:
        from podium.bots.faq.replies.phrasing import phrases

        typed = phrases(frame.filters)[0]
    if frame.benchmarks:
        return refusals.not_answered(desk.vocabulary.benchmarks[frame.benchmark], frame.benchmark, typed)
    return refusals.not_taken(desk.vocabulary, typed)


def _typed(asked: Asked, left: str) -> str:
    kinds = {"period": ("period", "released"), "score": ("score", "score_below"), "k": ("top", "place", "several")}
    for piece in asked.pieces:
        if left == "filters" and is_restriction(piece, asked):
            return asked.typed(piece)
        if piece.kind == "value" and not piece.concepts.isdisjoint(kinds.get(left, ())):
            return asked.typed(piece)
    return ""
