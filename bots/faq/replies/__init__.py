"""From a frame to a reply: one small function per intent, named like it, in a module per kind of question.

Text is made of facts and of fixed words only, and every number, name, date and address in it is one of the reply's
facts. Boards are never mixed: a plain question is answered from the headline board, and a sentence about another
board names it. A handler asks for names that are missing or fit several things, and says what is not recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from podium.bots.faq.frame import Frame, Intent

if TYPE_CHECKING:
    from podium.bots.faq.replies.desk import Desk
    from podium.bots.faq.reply import Reply

Handler: TypeAlias = "Callable[[Desk, Frame], Reply]"

#: The module of each intent's function. Modules are imported when the first question of their kind is asked.
ROOMS: dict[str, tuple[Intent, ...]] = {
    "cards": (
        Intent.DESCRIBE,
        Intent.CARD,
        Intent.PAPER,
        Intent.AUTHORS,
        Intent.ABSTRACT,
        Intent.PUBLISHED,
        Intent.CATEGORIES,
        Intent.SIZES,
        Intent.LICENCE,
        Intent.ACCESS,
    ),
    "methods": (
        Intent.METRIC,
        Intent.PROTOCOL,
        Intent.OBSERVATIONS,
        Intent.RUN,
        Intent.BOARDS,
        Intent.BASELINES,
        Intent.RELATED,
        Intent.DIFFERENCE,
        Intent.SAME,
    ),
    "boards": (
        Intent.LEADER,
        Intent.TOP_SCORE,
        Intent.LEADERBOARD,
        Intent.COUNT,
        Intent.UPDATED,
    ),
    "places": (
        Intent.TOP,
        Intent.PLACE,
        Intent.LAST,
        Intent.STATISTICS,
    ),
    "tied": (Intent.TIES,),
    "reaching": (Intent.ABOVE,),
    "makers": (Intent.MAKERS,),
    "leads": (
        Intent.GAP,
        Intent.SATURATED,
    ),
    "history": (
        Intent.LEADER_AT,
        Intent.HISTORY,
    ),
    "milestones": (Intent.REACHED,),
    "open_lag": (Intent.OPEN_LAG,),
    "news": (Intent.NEW,),
    "corrected": (Intent.CORRECTIONS,),
    "models": (
        Intent.MODEL,
        Intent.FACT,
        Intent.RESULTS,
        Intent.MODELS_OF,
    ),
    "scores": (
        Intent.SCORE,
        Intent.RANK,
        Intent.TWO_SCORES,
    ),
    "contamination": (Intent.CONTAMINATION,),
    "prices": (
        Intent.CALL_COST,
        Intent.EXTREME,
    ),
    "offers": (
        Intent.VALUE,
        Intent.CHEAPEST_ABOVE,
    ),
    "comparing": (
        Intent.COMPARE,
        Intent.SIGNIFICANT,
    ),
    "registry": (
        Intent.BENCHMARKS,
        Intent.MOST_MODELS,
        Intent.CATEGORY_LIST,
        Intent.OBSERVED_BY,
    ),
    "counting": (Intent.COUNTS,),
    "across": (
        Intent.CATEGORY_BEST,
        Intent.RELATION,
    ),
    "about": (
        Intent.TERM,
        Intent.ABOUT,
        Intent.GREETING,
    ),
}
_ROOM_OF = {intent: room for room, intents in ROOMS.items() for intent in intents}


def handler(intent: Intent) -> Handler:
    """Return the function that answers frames of an intent."""
    module = import_module(f"podium.bots.faq.replies.{_ROOM_OF[intent]}")
    function: Handler = getattr(module, intent.value)
    return function


def import_all() -> None:
    """Import what answers every kind of question now, so that no first question of its kind waits for it."""
    for room in ROOMS:
        import_module(f"podium.bots.faq.replies.{room}")
