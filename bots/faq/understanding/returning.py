"""Messages that ask more of the last answer itself: "when was that?", "is it verified?", "and a year later?".

They name nothing, so that by their words alone they would be asked of the benchmark, which is another question.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from podium.bots.faq.frame import Attribute, Frame, Intent, Period
from podium.bots.faq.language import words
from podium.bots.faq.language.lexicon import FIGURES, FILTERS
from podium.bots.faq.language.spans import MONTHS
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.built import Unfit
from podium.bots.faq.understanding.filtering import filters_of, of_value

#: Intents whose answer tells results, each with whose figure it is and of when.
_RESULTS = frozenset(
    {
        Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.TOP, Intent.PLACE, Intent.LAST, Intent.SCORE,
        Intent.RANK, Intent.COMPARE, Intent.REACHED, Intent.LEADER_AT, Intent.ABOVE,
        Intent.HISTORY,
    }
)  # fmt: skip
_LED = frozenset({Intent.LEADER, Intent.TOP_SCORE})
#: Intents that go by a time.
_TIMED = frozenset({Intent.LEADER_AT, Intent.NEW})

_AROUND = words.word_set(
    "and so ok but then now exactly really actually is are was were did do does has have had it its he she they that"
    " this these those the a an of for by on from there one result results score scores figure figures number numbers"
    " value"
)
_RECORDED = words.word_set("reported recorded measured taken posted submitted evaluated tested logged")
_FIGURE = words.word_set("score scores result results figure figures number numbers value")
_DONE = words.word_set("happen happened achieved reached set done scored passed crossed managed get got")
_WHO = words.word_set("who whom whos which what model models first to do so achieve reach pass cross earliest")
_HOW_MUCH = words.word_set(
    "how much many difference gap margin wide big large far apart close what whats points point percent percentage"
    " exactly"
)
_EVERYWHERE = words.word_set(
    "overall everywhere generally altogether total all across boards benchmarks everything together common shared tests"
    " both share"
)
_APART = words.word_set("much gap margin difference far points")
#: Words around these: "and if we regard all the benchmarks together?", "over everything they have in common".
_AROUND_ALL = words.word_set(
    "if we you i one regard consider take look looking considering count counting taken at over in on about what how"
    " with same compare compared them two where each"
)
_WINNING = words.word_set("wins win winner better best stronger ahead")
_COMPARED = frozenset({Intent.COMPARE, Intent.SIGNIFICANT, Intent.EXTREME})
_FIRST = words.word_set("first former 1st winner one it its better leader")
_OF_ONE = frozenset({Intent.SCORE, Intent.RANK})
_IT = words.word_set("it him this that")
_BEHIND = words.word_set("many behind ahead from first leader top next right")
#: Concepts of a message that asks for one more number: "and images?".
_COUNTED = frozenset({"DATA", "NOUN", "FOLLOW", "HOW_MANY"})
_AROUND_MONTH = words.word_set("and what about in at the end of start who led then so ok how")
_LIMITING = words.word_set(
    "under over below above with only and what about the ones those than less more fewer smaller larger from since"
    " after before at least most up to in show just but"
)
_WHY = words.word_set("why not so and no but is it that really")
_SURE = words.word_set("sure certain reliable trustworthy solid firm dependable robust")
_EACH = words.word_set("how many models each every one them benchmark with")
_WITH = words.word_set("only ones with use uses using show shows contain contains which them what about")
_ONE = words.word_set("and what about the a so ok one ones model models version how")
_LATER = words.word_set("later after next following on afterwards")
_EARLIER = words.word_set("earlier before previous prior back")
_YEARS = {"a": 1, "one": 1, "1": 1, "two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5}
_AROUND_YEARS = words.word_set("and what about who led was in at that then ok so the year years")


def returned(asked: Asked, frame: Frame | None, subject: tuple[str, ...]) -> Frame | None:
    """Return the frame of a message that asks more of the last answer, or None.

    Args:
        asked: The message.
        frame: What the last answer was to.
        subject: The models that it told of.
    """
    if frame is None:
        return None
    said = asked.words
    if frame.intent is Intent.BENCHMARKS and not asked.values:
        return _of_listed(frame, asked)
    if frame.intent is Intent.SIZES and asked.pieces and all(piece.concepts & _COUNTED for piece in asked.pieces):
        return frame if asked.has("DATA", "NOUN") and not asked.values else None
    if asked.reading.links:
        return None
    if frame.intent in _TIMED:
        shifted = _years_on(frame, said) or _in_that_year(frame, asked)
        if shifted is not None:
            return shifted
    rest = frozenset(said) - _AROUND
    if len(subject) == 2 and rest & _WINNING and rest <= _WINNING | _WHO - {"first"} and len(rest) > 1:
        # "Who wins?", of the two that were told of.
        return Frame(Intent.COMPARE, frame.benchmarks, frame.boards, models=subject)
    if frame.intent is Intent.MODELS_OF and frame.organisation and not frame.benchmarks:
        return _of_that_maker(frame, asked)
    if frame.intent in _OF_ONE and len(frame.models) == 1 and frame.benchmarks and "enough" in said:
        # "Good enough for first place?"
        return replace(frame, intent=Intent.RANK) if rest <= _ENOUGH else None
    limited = frame.intent is Intent.EXTREME and frame.filters and not (frame.models or frame.benchmarks)
    counts = frame.intent is Intent.COUNTS and frame.counted in ("models", "open_models")
    if (limited or counts) and rest <= _THE_ONE | _ends(asked):
        return _at_the_end(frame, asked)
    if frame.intent is Intent.SIGNIFICANT and set(said) <= _WHY:
        return frame
    if frame.intent in _OF_ONE and len(frame.models) == 1 and frame.benchmarks and not asked.values:
        pointing = asked.has("NTH") and bool(_IT.intersection(said))
        if pointing or (asked.has("GAP", "LAG") and not frozenset(said) - _AROUND - _HOW_MUCH - _BEHIND):
            # How far it is behind, and who stands next to it, is told with its rank.
            return replace(frame, intent=Intent.RANK)
    if frame.intent in _LED and not frame.models and asked.values:
        return _of_that_size(frame, asked)
    if asked.values or frame.intent not in _RESULTS:
        return None
    if rest & {"when", "date"} and rest <= {"when", "date", "what"} | _RECORDED | _DONE:
        return _when(frame, rest, subject)
    if rest == {"when", "published"} and "that" in said and _FIGURE.intersection(said):
        # A score is published when it becomes the record, the benchmark on another day.
        return _when(frame, frozenset({"when"}), subject)
    if "first" in rest and rest <= _WHO | _DONE and frame.intent is Intent.ABOVE:
        return _first(frame)
    if frame.intent is Intent.COMPARE and rest & _APART and rest <= _HOW_MUCH:
        return frame
    if frame.intent is Intent.COMPARE and _is_of_all(rest):
        return replace(frame, benchmarks=(), boards=())
    if rest & _SURE and rest <= _SURE | {"how"}:
        # Its standing, its source and its interval stand beside a figure.
        return frame
    whose = {i for piece in asked.pieces if piece.concepts & FIGURES for i in range(piece.start, piece.end)}
    others = {word for i, word in enumerate(said) if i not in whose}
    whether = {"is", "are", "was"}.intersection(said[:1] if said[0] not in ("and", "so") else said[1:2])
    return frame if whose and others <= _AROUND and whether else None


def _is_of_all(rest: frozenset[str]) -> bool:
    """Return whether a message asks the same over all benchmarks: "overall?", "and all the tests together?"."""
    return bool(rest & (_EVERYWHERE - {"boards", "benchmarks", "tests", "both"})) and (
        rest <= _EVERYWHERE | _WINNING | _AROUND_ALL | _WHO - {"first"}
    )


_ENOUGH = words.word_set("good enough for to be a the is that it in first 1st top lead one number place spot ten")
#: What the first of counted models can be asked by, with the end of the order that it is.
_ENDS = {
    "NEWEST": (Attribute.RELEASED, "most"), "OLDEST": (Attribute.RELEASED, "least"),
    "CHEAP": (Attribute.PRICE, "least"), "EXPENSIVE": (Attribute.PRICE, "most"),
    "LARGEST": (Attribute.PARAMETERS, "most"), "SMALLEST": (Attribute.PARAMETERS, "least"),
}  # fmt: skip
_THE_ONE = words.word_set("and the of them those these one ones is was which what whats so it")


def _ends(asked: Asked) -> frozenset[str]:
    """Return the words of a message that ask for an end of an order."""
    ends = [piece for piece in asked.pieces if not piece.concepts.isdisjoint(_ENDS)]
    return frozenset(word for piece in ends for word in asked.words[piece.start : piece.end])


def _at_the_end(frame: Frame, asked: Asked) -> Frame | None:
    """Return the frame of the newest, cheapest or largest of the models that were counted."""
    found = [name for name in _ENDS if asked.has(name)]
    if len(found) != 1 or asked.values:
        return None
    attribute, order = _ENDS[found[0]]
    opened = True if frame.counted == "open_models" else frame.filters.open_weights
    return Frame(Intent.EXTREME, attribute=attribute, order=order, filters=replace(frame.filters, open_weights=opened))


def _of_listed(frame: Frame, asked: Asked) -> Frame | None:
    """Return the frame of what is asked of benchmarks that were listed: "only those with images", "models of each?"."""
    links = asked.reading.links
    named = {i for link in links for i in link.span}
    rest = {word for i, word in enumerate(asked.words) if i not in named} - _AROUND
    if not links and "models" in rest and rest & {"many", "each"} and rest <= _EACH:
        return frame
    if len(links) != 1 or links[0].kind != "modality" or frame.modality is not None or not rest or not rest <= _WITH:
        return None
    return replace(frame, modality=links[0].entities[0].slug)


def _of_that_size(frame: Frame, asked: Asked) -> Frame | None:
    """Return the frame of "the 8B one?": the same, asked of the models of that size."""
    (value, *more) = asked.values
    rest = {word for i, word in enumerate(asked.words) if not value.start <= i < value.end}
    if more or value.kind != "parameters" or value.bound or not rest <= _ONE:
        return None
    return replace(frame, filters=replace(frame.filters, **of_value(value)))


def of_both(frame: Frame, asked: Asked, before: Frame | None) -> tuple[Frame, ...]:
    """Return the frames of one thing asked of two models that were compared, where a message names neither.

    Args:
        frame: What it asks of the first of them.
        asked: The message.
        before: What the last answer was to.
    """
    if before is None or before.intent not in _COMPARED or len(before.models) != 2 or frame.intent is not Intent.FACT:
        return ()
    if frame.models != before.models[:1] or asked.models or _FIRST.intersection(asked.words):
        return ()
    return tuple(replace(frame, models=(slug,)) for slug in before.models)


def _when(frame: Frame, rest: frozenset[str], subject: tuple[str, ...]) -> Frame | None:
    """Return the frame that tells when what was told of came about."""
    if frame.intent is Intent.ABOVE:
        return _first(frame)
    if frame.intent in _LED and not rest & _RECORDED:
        # Who leads leads since the record.
        return Frame(Intent.HISTORY, frame.benchmarks, frame.boards, models=subject[:1], filters=frame.filters)
    return frame


def _first(frame: Frame) -> Frame | None:
    """Return the frame that asks who was the first at or above a score, after those were counted that are."""
    reaches = frame.score is not None and frame.filters.max_score is None
    return replace(frame, intent=Intent.REACHED) if reaches else None


def _years_on(frame: Frame, said: Sequence[str]) -> Frame | None:
    """Return the frame of "a year later", "the year before", "two years on": the same, asked of another year."""
    if not {"year", "years"} & set(said) or frame.period is None:
        return None
    later, earlier = _LATER.intersection(said), _EARLIER.intersection(said)
    if bool(later) == bool(earlier):
        return None
    numbers = [_YEARS[word] for word in said if word in _YEARS]
    if len(numbers) > 1 or not set(said) <= _AROUND_YEARS | later | earlier | _YEARS.keys():
        return None
    years = (numbers[0] if numbers else 1) * (1 if later else -1)
    return replace(frame, period=_shifted(frame.period, years))


def _in_that_year(frame: Frame, asked: Asked) -> Frame | None:
    """Return the frame of "and in March?": the month of the year before, and not the latest one."""
    then = frame.period and (frame.period.last or frame.period.first)
    if not then or len(asked.values) != 1 or not MONTHS.keys() & set(asked.words):
        return None
    period = asked.values[0].period
    if not isinstance(period, Period) or not set(asked.words) <= _AROUND_MONTH | MONTHS.keys():
        return None
    now = period.last or period.first
    return replace(frame, period=_shifted(period, int(then[:4]) - int(now[:4]))) if now else None


def _of_that_maker(frame: Frame, asked: Asked) -> Frame | None:
    """Return the frame of "under 10B", "only the open ones" after the models of a maker were listed."""
    from podium.bots.faq.ways import GOING_ON

    limits = {i for value in asked.values for i in range(value.start, value.end)}
    limits |= {i for piece in asked.pieces if piece.concepts & FILTERS for i in range(piece.start, piece.end)}
    rest = {word for i, word in enumerate(asked.words) if i not in limits}
    if not limits or not rest <= _LIMITING:
        return None
    try:
        filters = filters_of(asked, GOING_ON[Intent.EXTREME])
    except Unfit:
        return None
    maker = replace(filters, organisations=(str(frame.organisation),))
    return Frame(Intent.EXTREME, attribute=Attribute.RELEASED, order="most", counted="models", filters=maker)


def _shifted(period: Period, years: int) -> Period:
    """Return the same days of another year; a month ends when it does there, as February may."""
    first, last = (day and _day_of(day, years, period.first != period.last) for day in (period.first, period.last))
    return Period(first, last)


def _day_of(day: str, years: int, of_span: bool) -> str:
    found = date.fromisoformat(day)
    length = monthrange(found.year + years, found.month)[1]
    ends = of_span and found.day == monthrange(found.year, found.month)[1]
    return found.replace(year=found.year + years, day=length if ends else min(found.day, length)).isoformat()
