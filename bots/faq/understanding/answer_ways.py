"""The ways to ask of what was just told: after which answers, in which words, and what each then means.

A message is one of them if it has a word of each group that the way needs, and none but the words around it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies import among
from podium.bots.faq.replies.desk import Desk

#: Intents whose answer tells the figure of one model on one board.
_ONE = frozenset({Intent.SCORE, Intent.RANK, Intent.LEADER, Intent.TOP_SCORE, Intent.PLACE, Intent.LAST})
_LED = frozenset({Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD})
_TELLS_FIGURES = _ONE | {
    Intent.LEADERBOARD, Intent.TOP, Intent.COMPARE, Intent.GAP, Intent.HISTORY, Intent.LEADER_AT, Intent.REACHED,
    Intent.STATISTICS, Intent.ABOVE, Intent.SIGNIFICANT, Intent.RESULTS,
}  # fmt: skip
#: Intents whose answer is about a model itself.
_OF_MODELS = frozenset({Intent.FACT, Intent.MODEL})
#: Intents whose answer is about a benchmark itself, whose data may be wanted next.
_OF_DATA = frozenset(
    {
        Intent.RUN, Intent.CARD, Intent.DESCRIBE, Intent.SIZES, Intent.LICENCE, Intent.PROTOCOL, Intent.METRIC,
        Intent.OBSERVATIONS, Intent.CATEGORIES, Intent.PAPER, Intent.AUTHORS, Intent.ABSTRACT, Intent.PUBLISHED,
    }
)  # fmt: skip

#: Words that may stand in any of them.
SMALL = words.word_set(
    "and so ok okay then but please pls thanks thx well now oh hm is are was were the a an of on there here that this"
    " it its in does do did has have s me you can could also just exactly actually really"
)
_POINTING = words.word_set("that this it its these those")
_FIGURE = words.word_set("score scores result results number numbers figure figures value points")


@dataclass(frozen=True)
class Told:
    """What was told, as a way of asking sees it.

    Args:
        desk: The registry.
        frame: What the last answer was to.
        subject: Slugs of the models told of: several where they share a place.
        benchmark: Slug of the benchmark spoken of last.
        ranking: What was asked last of the models of a board.
    """

    desk: Desk
    frame: Frame
    subject: tuple[str, ...]
    benchmark: str
    ranking: Frame | None

    def of_subject(self, intent: Intent) -> tuple[Frame, ...]:
        """Return what is asked of the models told of, on the board told of."""
        return tuple(Frame(intent, self.frame.benchmarks, self.frame.boards, models=(one,)) for one in self.subject)


@dataclass(frozen=True)
class _Way:
    """A way of asking.

    Args:
        after: Intents of the answers that it may follow.
        needs: Groups of words of each of which it has one.
        may: Words that may stand beside them, the small ones aside.
        meant: Returns what it asks, nothing where it cannot be meant.
    """

    after: frozenset[Intent]
    needs: tuple[frozenset[str], ...]
    may: frozenset[str]
    meant: Callable[[Told], tuple[Frame, ...]]

    def fits(self, intent: Intent, said: frozenset[str]) -> bool:
        """Return whether a message can be this."""
        if intent not in self.after or any(said.isdisjoint(group) for group in self.needs):
            return False
        return said <= SMALL.union(self.may, *self.needs)


def _same(told: Told) -> tuple[Frame, ...]:
    return (told.frame,)


def _score(told: Told) -> tuple[Frame, ...]:
    return told.of_subject(Intent.SCORE)


def _rank(told: Told) -> tuple[Frame, ...]:
    return told.of_subject(Intent.RANK)


def _distance(told: Told) -> tuple[Frame, ...]:
    """Return how far the model told of is from the first, or the first from the second."""
    if told.frame.intent in _LED and not told.frame.filters:
        return (Frame(Intent.GAP, told.frame.benchmarks, told.frame.boards),)
    return told.of_subject(Intent.RANK)


def _apart(told: Told) -> tuple[Frame, ...]:
    """Return how far apart the compared ones are, or how far the one told of is from the first."""
    return (told.frame,) if told.frame.intent is Intent.COMPARE else _distance(told)


def _licence(told: Told) -> tuple[Frame, ...]:
    return tuple(Frame(Intent.FACT, models=(one,), attribute=Attribute.LICENCE) for one in told.subject)


def _next(told: Told) -> tuple[Frame, ...]:
    """Return who stands after the one told of."""
    frame = told.frame
    if frame.intent is Intent.CATEGORY_BEST:
        return (frame,)
    if frame.intent in _OF_MODELS:
        # "Is it open? And the next one?" goes on with the board that the model was told of on.
        if told.ranking is None or not told.ranking.benchmarks:
            return ()
        frame = told.ranking
    if frame.intent in _LED:
        place = 1
    elif frame.intent is Intent.GAP:
        place = 2
    elif frame.intent in (Intent.PLACE, Intent.TOP):
        place = frame.k or 1
    else:
        page = told.desk.page(frame)
        rows = among.meant(told.desk, page, frame.filters).rows if frame.filters else page.asked.rows
        at = [i for i, row in enumerate(rows, 1) if row.model.slug in told.subject]
        if len(at) != 1:
            return ()
        place = at[0]
    return (Frame(Intent.PLACE, frame.benchmarks, frame.boards, filters=frame.filters, k=place + 1),)


def _sources(told: Told) -> tuple[Frame, ...]:
    return (Frame(Intent.ABOUT, topic="sources"),)


def _data(told: Told) -> tuple[Frame, ...]:
    return (Frame(Intent.ACCESS, (told.benchmark,)),) if told.benchmark else ()


def _of_benchmark(intent: Intent) -> Callable[[Told], tuple[Frame, ...]]:
    """Return what asks something of the benchmark told of."""
    return lambda told: (Frame(intent, (told.benchmark,)),) if told.benchmark else ()


def _boards(told: Told) -> tuple[Frame, ...]:
    return (Frame(Intent.BOARDS, told.frame.benchmarks[:1]),) if told.frame.benchmarks else ()


def _fewest(told: Told) -> tuple[Frame, ...]:
    return (replace(told.frame, order="least"),)


def _passed(told: Told) -> tuple[Frame, ...]:
    return (replace(told.frame, counted="passed"),)


def _made(told: Told) -> tuple[Frame, ...]:
    """Return the models of the maker told of."""
    if told.frame.attribute is not Attribute.ORGANISATION or len(told.subject) != 1:
        return ()
    maker = told.desk.vocabulary.makers.get(told.subject[0], "")
    return (Frame(Intent.MODELS_OF, organisation=maker),) if maker else ()


def _leaders(told: Told) -> tuple[Frame, ...]:
    """Return who leads each of the benchmarks told of."""
    if len(told.frame.benchmarks) < 2:
        return ()
    return tuple(Frame(Intent.LEADER, (slug,)) for slug in told.frame.benchmarks)


#: Words that ask who or which.
WHO = words.word_set("who whos which what whats anyone anybody anything somebody any")
_MANY = words.word_set("many much")
_NEAR_IT = words.word_set("than models model others other ones one them they all rest from by at with")

#: The ways, the first that fits first.
WAYS = (
    _Way(
        _ONE - {Intent.SCORE},
        (words.word_set("score result number figure value points percent percentage"),),
        words.word_set("with what whats which how many get gets got"),
        _score,
    ),
    _Way(
        _TELLS_FIGURES,
        (
            words.word_set("when date dated old recent recently year month day"),
            words.word_set("reported measured recorded submitted added posted evaluated tested obtained achieved set")
            | _FIGURE,
        ),
        words.word_set("how what which what's been from at"),
        _same,
    ),
    _Way(
        _ONE,
        (_MANY, words.word_set("behind ahead above below better worse beaten under lower higher beats beat outranks")),
        _NEAR_IT | {"how"},
        _rank,
    ),
    _Way(
        frozenset({Intent.ABOVE}),
        (_MANY, words.word_set("better above higher ahead beat")),
        _NEAR_IT | words.word_set("how score scored"),
        _same,
    ),
    _Way(
        _ONE | {Intent.COMPARE},
        (_MANY, words.word_set("points less lower behind fewer worse")),
        _NEAR_IT | words.word_set("how points by percent percentage so"),
        _apart,
    ),
    _Way(
        _ONE | _OF_MODELS | {Intent.EXTREME},
        (
            words.word_set("commercially commercial business product company work"),
            words.word_set("use used usable allowed permitted deploy ship"),
            _POINTING,
        ),
        words.word_set("i we may for our my with be legally without"),
        _licence,
    ),
    _Way(
        _ONE,
        (
            words.word_set("difference gap margin"),
            words.word_set("big size large much small what whats how important significant real meaningful"),
        ),
        words.word_set("between them then"),
        _distance,
    ),
    _Way(
        _ONE,
        (
            words.word_set("good bad impressive strong decent great high low poor weak respectable competitive normal"),
            _POINTING | _FIGURE,
        ),
        words.word_set("any pretty very considered for compared others rest other models how to considering field"),
        _rank,
    ),
    _Way(
        _ONE,
        (
            words.word_set("far distance gap behind difference close trail trails trailing away short much off near"),
            words.word_set("first top leader best lead winner front 1st sota record number"),
        ),
        words.word_set("how from to off place by points one what whats one spot second"),
        _distance,
    ),
    _Way(
        _ONE,
        (WHO, words.word_set("better ahead above beats beat outperforms outscores higher front")),
        _NEAR_IT | words.word_set("scored scores ranks ranked placed right directly"),
        _rank,
    ),
    _Way(
        _TELLS_FIGURES | _OF_MODELS | {Intent.CATEGORY_BEST},
        (words.word_set("next following"),),
        words.word_set("who whos one ones in line comes after model what whats which place best up"),
        _next,
    ),
    _Way(
        _TELLS_FIGURES - {Intent.GAP},
        (words.word_set("who whos what which"), words.word_set("after follows")),
        words.word_set("comes that it them place model one right directly"),
        _next,
    ),
    _Way(
        _TELLS_FIGURES | _OF_MODELS | {Intent.EXTREME},
        (words.word_set("link links url source sources reference references citation cite"),),
        _FIGURE | words.word_set("for give got from wheres where whats what any to with which show send need"),
        _sources,
    ),
    _Way(
        _TELLS_FIGURES | _OF_MODELS | {Intent.EXTREME},
        (words.word_set("where wheres"), words.word_set("from come comes came get got gotten read taken found")),
        _FIGURE | words.word_set("you they"),
        _sources,
    ),
    _Way(
        _OF_DATA,
        (
            words.word_set("where wheres how"),
            words.word_set("data dataset images questions files"),
            words.word_set("get download find obtain access have fetch"),
        ),
        words.word_set("i we one to from for"),
        _data,
    ),
    _Way(
        _TELLS_FIGURES,
        (words.word_set("where wheres"), words.word_set("check verify confirm published see")),
        words.word_set("i we one you link to was been page"),
        _sources,
    ),
    _Way(
        _OF_DATA | {Intent.ACCESS},
        (
            words.word_set("who whos whom whose"),
            words.word_set("by made did wrote created built behind published invented designed"),
        ),
        words.word_set("people team thing work benchmark dataset up came whole thx to"),
        _of_benchmark(Intent.AUTHORS),
    ),
    _Way(
        _OF_DATA | {Intent.ACCESS},
        (words.word_set("when recent old new date year age since modern"),),
        words.word_set(
            "how come came out published release released made appear first long been around exist exists from what"
            " whats which year one quite very fairly or its"
        ),
        _of_benchmark(Intent.PUBLISHED),
    ),
    _Way(
        _OF_DATA | {Intent.ACCESS},
        (words.word_set("test testing train training validation val dev"),),
        words.word_set(
            "how many much big large size split set part only just of those them questions items images number are one"
            " portion what about for alone"
        ),
        _of_benchmark(Intent.SIZES),
    ),
    _Way(
        _OF_DATA | {Intent.ACCESS},
        (
            words.word_set("many number count total"),
            words.word_set("images questions patients pictures items studies conversations charts radiographs"),
        ),
        words.word_set("how they collect collected gather have holds hold contain contains used use wow of all"),
        _of_benchmark(Intent.SIZES),
    ),
    _Way(
        _TELLS_FIGURES | {Intent.BOARDS, Intent.PROTOCOL, Intent.METRIC, Intent.DESCRIBE, Intent.CARD},
        (words.word_set("which whichs what whats"), words.word_set("main default headline primary")),
        words.word_set("one board leaderboard table ranking"),
        _boards,
    ),
    _Way(
        frozenset({Intent.MOST_MODELS}),
        (words.word_set("fewest least"),),
        words.word_set("one with which what benchmark models model who whichs whats"),
        _fewest,
    ),
    _Way(
        frozenset({Intent.FACT}),
        (words.word_set("they them their other else"), words.word_set("make makes made build built offer have models")),
        words.word_set("what which whats any other else other's model many how released list show"),
        _made,
    ),
    _Way(
        frozenset({Intent.DIFFERENCE, Intent.RELATION}),
        (words.word_set("lead leads leader leaders best top first winner wins"), words.word_set("each both")),
        words.word_set("who whos what whats which of them one model for at"),
        _leaders,
    ),
    _Way(
        frozenset({Intent.COMPARE}),
        (
            words.word_set("difference gap lead margin distance apart"),
            words.word_set("big size large much far great wide small what whats"),
        ),
        words.word_set("how by between them two both"),
        _same,
    ),
    _Way(
        frozenset({Intent.BASELINES}),
        (
            words.word_set("any anyone anything did has have does which who model models ai"),
            words.word_set(
                "beat beaten beats pass passed passes surpass surpassed surpasses exceed exceeded above over"
            ),
        ),
        words.word_set("already yet ever them what human humans people level score by now"),
        _passed,
    ),
    _Way(
        frozenset({Intent.CATEGORY_BEST}),
        (_MANY, words.word_set("boards benchmarks tests board")),
        words.word_set("on over across how from"),
        _same,
    ),
)
