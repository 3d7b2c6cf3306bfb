"""What is asked of what stands behind the last answer: "who published that?", "was that with tools?".

The words name nothing, so that by themselves they would be asked of the benchmark: who wrote it, and which of its
boards are with tools.
"""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.understanding.asked import Asked
from podium.registry.views import shown

#: Intents whose answer tells figures, each with whose it is.
_FIGURES = frozenset(
    {
        Intent.SCORE, Intent.RANK, Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.TOP, Intent.PLACE,
        Intent.LAST, Intent.COMPARE, Intent.REACHED, Intent.LEADER_AT,
    }
)  # fmt: skip
_OF_ONE = frozenset({Intent.SCORE, Intent.RANK, Intent.LEADER, Intent.TOP_SCORE, Intent.PLACE, Intent.REACHED,
                     Intent.LEADER_AT, Intent.LAST})  # fmt: skip
_LED = frozenset({Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD})
_NEAR = words.word_set(
    "near close closer nearby comparable similar equal matching nearly almost as good behind approaching"
)
_OPEN = words.word_set("open source weight weights free opensource")
_SOUGHT = words.word_set(
    "there any an one ones model models llm something anything which what that comes come gets get to"
)
_WHO = words.word_set("who whos whom whose which what where")
_PUTS_OUT = words.word_set(
    "published publish reported report reports measured measure submitted submit posted post claimed claims says said"
    " recorded evaluated tested announced stated states computed calculated"
)
_FIGURE = words.word_set(
    "score scores figure figures number numbers result results value values percentage measurement measurements one"
)
_POINTING = words.word_set("that this these those it them they")
_AROUND = words.word_set(
    "and so ok but then did has have had was were is are been by the a this that these those it them they actually"
    " really thanks thank you please pls at all all for of from company lab team"
)
_TOOLS = words.word_set("tools tool search python code calculator browsing")
_WITH = words.word_set("with without using use used no any")
_WHETHER = words.word_set("is are was were did does do has have had")
_BASED = words.word_set(
    "went goes included counted used into based rest rests resting built computed calculated averaged mean average"
    " taken over"
)
_OVER = words.word_set(
    "on over across from of how many which what number benchmarks boards tests datasets these that is this it the are"
    " was does do its their and so mean rank ranking average there"
)


def behind(desk: Desk, asked: Asked, frame: Frame | None) -> tuple[Frame, ...]:
    """Return the frames of a message that asks what the last answer rests on; empty for any other message.

    Args:
        desk: The registry.
        asked: The message.
        frame: What the last answer was to.
    """
    if frame is not None and asked.values:
        return _of_two_figures(desk, asked, frame)
    if frame is None or any(link.kind != "term" for link in asked.reading.links):
        return ()
    said = frozenset(asked.words)
    if frame.intent is Intent.CATEGORY_BEST and said & _BASED and "many" in said and said <= _BASED | _OVER | _AROUND:
        # Over how many boards a mean rank goes stands beside it.
        return (frame,)
    if frame.intent not in _FIGURES or not (frame.benchmarks or frame.models):
        return ()
    if frame.intent in _LED and not frame.filters and _asks_for_open(asked, said):
        return (Frame(Intent.OPEN_LAG, frame.benchmarks, frame.boards),)
    if _asks_whose(asked, said):
        return (frame,)
    if frame.intent in _OF_ONE and _asks_of_tools(asked, said):
        return (frame, Frame(Intent.PROTOCOL, frame.benchmarks, frame.boards))
    return ()


def _of_two_figures(desk: Desk, asked: Asked, frame: Frame) -> tuple[Frame, ...]:
    """Return the frame of "why is it so much lower than the 0.889?" where that stands on another board.

    How the two boards differ is why their figures do.
    """
    value, *more = asked.values
    rest = {word for i, word in enumerate(asked.words) if not value.start <= i < value.end}
    if frame.intent not in _OF_ONE or not frame.benchmarks or more or value.kind not in ("score", "score_below"):
        return ()
    if "why" not in rest or not rest <= _WHY or asked.reading.links:
        return ()
    view = desk.view(frame.benchmark)
    told = frame.board or view.headline.slug
    for board, models in view.boards:
        rows = desk.page(Frame(Intent.LEADERBOARD, frame.benchmarks, (board.slug,))).asked.rows if models else ()
        if board.slug != told and any(shown(row.value) == shown(value.amount) for row in rows):
            return (Frame(Intent.DIFFERENCE, frame.benchmarks, (told, board.slug)),)
    return ()


_WHY = words.word_set(
    "why and so but is are was it that this they so much lower higher less more worse better than the a other one score"
    " figure number value from different far on board main then here does differ"
)


def _asks_for_open(asked: Asked, said: frozenset[str]) -> bool:
    """Return whether an open model is looked for that is near the one told of: "an open one close to that?"."""
    return asked.has("OPEN") and bool(said & _NEAR) and said <= _NEAR | _OPEN | _POINTING | _SOUGHT | _AROUND


def _asks_whose(asked: Asked, said: frozenset[str]) -> bool:
    """Return whether it is asked who put out the figure told: "who reported that?", "who measured these scores?"."""
    if not (said & _WHO and said & _PUTS_OUT and said & (_POINTING | _FIGURE)):
        return False
    return said <= _WHO | _PUTS_OUT | _FIGURE | _POINTING | _AROUND


def _asks_of_tools(asked: Asked, said: frozenset[str]) -> bool:
    """Return whether it is asked if the figure told is one with tools: "was that with tools?"."""
    first = next((word for word in asked.words if word not in ("and", "so", "ok", "but")), "")
    if first not in _WHETHER or not (said & _TOOLS and said & _WITH and said & (_POINTING | _FIGURE)):
        return False
    return said <= _TOOLS | _WITH | _WHETHER | _FIGURE | _POINTING | _AROUND
