"""Limits that a question puts on scores: "below 0.5", "between 0.8 and 0.85", "better than 0.9"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from podium.bots.faq.frame import Filters, Frame, Intent
from podium.registry.views import shown

if TYPE_CHECKING:
    from podium.bots.faq.language.value import Value
    from podium.bots.faq.understanding.asked import Asked
    from podium.registry.views import BoardFacts

#: Intents that answer for the models whose scores lie within limits; all others refuse those or reach a score.
WITHIN = frozenset(
    {
        Intent.LEADER, Intent.TOP_SCORE, Intent.TOP, Intent.LAST, Intent.STATISTICS, Intent.EXTREME, Intent.ABOVE,
        Intent.MAKERS,
    }
)  # fmt: skip
#: Intents for which a least score, where higher is better, is the one to reach.
_REACHING = frozenset({Intent.ABOVE, Intent.CHEAPEST_ABOVE, Intent.REACHED})


def within(value: float, filters: Filters) -> bool:
    """Return whether a score lies within the limits of filters. It counts as it reads: 0.8996 is not below 0.9."""
    read = float(shown(value))
    if filters.min_score is not None:
        least = float(shown(filters.min_score))
        if read < least or (read == least and "min_score" in filters.strict):
            return False
    if filters.max_score is not None:
        most = float(shown(filters.max_score))
        return read < most or (read == most and "max_score" not in filters.strict)
    return True


def limits(filters: Filters) -> str:
    """Return the limits as they stand after "a score": ``of at least 0.800 and below 0.820``; empty without any."""
    said = []
    if filters.min_score is not None:
        said.append(f"{'above' if 'min_score' in filters.strict else 'at least'} {shown(filters.min_score)}")
    if filters.max_score is not None:
        said.append(f"{'below' if 'max_score' in filters.strict else 'at most'} {shown(filters.max_score)}")
    return f"{'of ' if said and said[0].startswith('at ') else ''}{' and '.join(said)}"


def without(filters: Filters) -> Filters:
    """Return filters without limits on scores."""
    strict = tuple(name for name in filters.strict if name not in ("min_score", "max_score", "score"))
    return replace(filters, min_score=None, max_score=None, strict=strict)


def limited(filters: Filters, side: str, score: float) -> Filters:
    """Return filters with a ``"least"`` or a ``"most"`` score."""
    return replace(filters, min_score=score) if side == "least" else replace(filters, max_score=score)


def is_limit(value: Value) -> bool:
    """Return whether an amount is a limit on scores."""
    return value.kind == "score" and value.bound != ""


def bounded(frame: Frame, asked: Asked, board: BoardFacts | None) -> Frame | None:
    """Return a frame with the limits that a question puts on scores; None where its intent cannot follow them.

    Numbers are limits as they stand, so "above 0.05" asks for worse scores where lower is better; "better than" and
    "worse than" go by what is better there.
    """
    if frame.intent not in WITHIN | _REACHING:
        return replace(frame, filters=without(frame.filters))
    said = [value for value in asked.values if value.kind == "score"]
    higher_is_better = board is None or board.higher_is_better
    # "Over 20" is 0.2 only where scores end at 1.
    shares = board is None or board.maximum == 1
    if not said:
        return frame if frame.intent in WITHIN and frame.benchmarks else replace(frame, filters=without(frame.filters))
    found, filters = list(filter(is_limit, said)), without(frame.filters)
    score = next((_amount(value, shares) for value in said if not value.bound), None)
    if not found and frame.intent is Intent.ABOVE and frame.filters.max_score is not None and frame.score == score:
        # "And 0.4?" after "how many are below 0.5?" moves the limit.
        moved = replace(filters, max_score=score, strict=(*filters.strict, *_strict(frame.filters, "max_score")))
        return replace(frame, score=None, filters=moved)
    for value in found:
        side = value.bound if higher_is_better or not value.judged else _OTHER[value.bound]
        reached = "least" if higher_is_better else "most"
        if frame.intent in _REACHING and side == reached and (higher_is_better or value.judged):
            score = _amount(value, shares)
            # Whoever is exactly there is told apart where more is asked for.
            strictly = value.strict and frame.intent is Intent.ABOVE
            filters = replace(filters, strict=(*filters.strict, "score")) if strictly else filters
            continue
        name = "min_score" if side == "least" else "max_score"
        filters = limited(filters, side, _amount(value, shares))
        if value.strict:
            filters = replace(filters, strict=(*filters.strict, name))
    if frame.intent is Intent.EXTREME and score is not None:
        # "The oldest model that beats 85%": what is named without a limit is to be reached.
        filters = limited(filters, "least" if higher_is_better else "most", score)
    if frame.intent not in WITHIN and (filters.min_score is not None or filters.max_score is not None):
        return None
    return replace(frame, score=score if frame.intent in _REACHING else frame.score, filters=filters)


_OTHER = {"least": "most", "most": "least"}


def _amount(value: Value, shares: bool) -> float:
    return value.amount if shares else value.typed


def _strict(filters: Filters, name: str) -> Sequence[str]:
    return [name] if name in filters.strict else []
