"""Filters over ranked rows and over the catalogue: which models are meant, of which it is not recorded, in words."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from podium.bots.faq.frame import Filters, Period
from podium.bots.faq.replies.wording import MOST_NAMES, counted, listed, month, with_article
from podium.bots.faq.reply import Fact
from podium.bots.faq.understanding.bounds import limits, within
from podium.registry.ranking import Entry, RankedRows, Whose
from podium.registry.views import BoardFacts, ModelFacts, Row

if TYPE_CHECKING:
    from podium.registry.model_reads import Described

T = TypeVar("T")
M = TypeVar("M", bound="Described")

#: Licences that allow commercial use, as catalogues write them. A licence with conditions of its own (Llama, Gemma,
#: "Modified MIT") is not among them: whether its conditions are met is for a reader of its text to say.
COMMERCIAL = frozenset(
    {
        "apache 2.0", "apache-2.0", "apache license 2.0",
        "mit", "mit license", "mit + model license (commercial use allowed)",
        "bsd-2-clause", "bsd-3-clause", "cc0-1.0", "unlicense",
        "cc by 4.0", "cc-by-4.0", "creative commons attribution 4.0 license",
        "cc by-sa 4.0", "cc-by-sa-4.0",
    }
)  # fmt: skip
#: Licences that do not allow it, as their names say.
NOT_COMMERCIAL = frozenset(
    {
        "cc by-nc", "cc-by-nc-4.0", "cc by-nc 4.0", "cc-by-nc-sa-4.0", "cc by-nc-sa 4.0",
        "exaone ai model license agreement 1.2 - nc", "mistral research license",
    }
)  # fmt: skip

#: What a column of the catalogue holds, as it stands before "is not recorded".
COLUMNS: Mapping[str, str] = {
    "open_weights": "openness",
    "organisation": "the maker",
    "parameters_b": "the size",
    "context_tokens": "the context window",
    "input_price": "the price",
    "output_price": "the price of output tokens",
    "released": "the release date",
    "licence": "the licence",
    "multimodal": "whether it takes images",
    "tools": "whether tools were used",
}

#: Names of models that are left out, in a phrase.
_MOST_EXCLUDED = 6

#: Columns with bounds, each with the filters that hold its lower and its upper one.
BOUNDS: Mapping[str, tuple[str, str]] = {
    "parameters_b": ("min_params_b", "max_params_b"),
    "context_tokens": ("min_context", "max_context"),
    "input_price": ("min_price", "max_price"),
    "output_price": ("min_output_price", "max_output_price"),
}
#: Columns of prices, by the tokens that they are of.
_PRICED = {"input_price": "input", "output_price": "output"}
#: Columns that a test reads beside its own.
_BESIDE = {"released": ("released_precision",)}

#: A test of one column: whether a model passes, or None where that is not recorded.
_Test = tuple[str, Callable[..., bool | None]]


@dataclass(frozen=True)
class Selection(Generic[T]):
    """What filters leave of rows or models.

    Args:
        rows: Those that are known to be meant, in the order given.
        possible: Those of which something is not recorded and that nothing recorded rules out.
        unrecorded: How many of those lack a column, by column.
        unread: Licences of their own that some of :attr:`possible` have; whether those allow commercial use is in
            their text.
        unread_models: How many have such a licence.
        phrase: The filters as they stand for several: "open-weights models by Google with at most 10B parameters".
        one: The same for one.
        total: Of how many these were taken.
        plain: Whether one thing alone was asked of the models, so that what is not recorded is so for all of them.
        facts: What a sentence with the phrase and the numbers states.
    """

    rows: Sequence[T]
    possible: Sequence[T]
    unrecorded: Mapping[str, int]
    unread: tuple[str, ...]
    unread_models: int
    phrase: str
    one: str
    total: int
    plain: bool = True
    facts: tuple[Fact, ...] = field(default=())

    def lines(self) -> list[str]:
        """Return what is not recorded and what must be read, as sentences; none where all is known."""
        lines = []
        for column, number in self.unrecorded.items():
            # Where more is asked, only those count that pass the rest or might.
            among = f"{number:,} of the {counted(self.total, 'model')}"
            rest = f"{counted(number, 'model')} that might belong here too"
            lines.append(f"{_upper(COLUMNS[column])} is not recorded for {among if self.plain else rest}.")
        if self.unread_models:
            names = listed([*self.unread[:MOST_NAMES], *(["others"] if len(self.unread) > MOST_NAMES else [])])
            have = "has terms of its own" if self.unread_models == 1 else "have terms of their own"
            lines.append(
                f"{counted(self.unread_models, 'model')} {have} ({names}): whether commercial use is allowed is in"
                " the licence's text."
            )
        return lines


def select(
    rows: Sequence[Row], filters: Filters, names: Mapping[str, str] | None = None, board: BoardFacts | None = None
) -> Selection[Row]:
    """Return the rows of a board that filters leave, with the ranks that they have on it.

    Args:
        rows: Ranked rows of one board. Of rows that are read where they are looked at, none is read for this.
        filters: Which are meant.
        names: Names of the models that the filters leave out, by slug; the slug stands for a missing one.
        board: The board, for the facts.
    """
    ranked = RankedRows.of(rows)
    if not filters:
        return Selection(ranked, (), {}, (), 0, *phrases(filters), len(ranked))
    tests = _tests(filters)
    columns = _columns(tests)
    known = ranked.described(*columns) if columns else {}
    position = {name: i for i, name in enumerate(columns)}
    # Many models have the same openness, licence or maker.
    judged: dict[tuple[Any, ...], tuple[bool | None, list[tuple[str, Any]]]] = {}
    found: dict[bool | None, list[Entry]] = {True: [], None: [], False: []}
    unsure: list[tuple[str, Any]] = []
    whose = ranked.whose if filters.figures else {}
    scored = filters.min_score is not None or filters.max_score is not None
    tools = {} if filters.tools is None else ranked.recorded("tools")
    for entry in ranked.entries:
        if filters.only and entry.model not in filters.only:
            continue
        if filters.family and entry.model not in filters.family_models:
            continue
        if entry.model in filters.excluded or (whose and not is_figure(whose[entry.id], filters)):
            continue
        if scored and not within(entry.value, filters):
            continue
        if filters.first is not None and ranked.rank(entry) > filters.first:
            break
        used = tools[entry.id][0] if tools else None
        if used is not None and bool(used) != filters.tools:
            continue
        values = known.get(entry.model, ())
        if values not in judged:
            judged[values] = _judge(tests, values, position)
        verdict, missing = judged[values]
        if tools and used is None and verdict is not False:
            verdict, missing = None, [*missing, ("tools", None)]
        found[verdict].append(entry)
        unsure.extend(missing)
    sure, possible = ranked.only(found[True]), ranked.only(found[None])
    return _selection(sure, possible, unsure, filters, names or {}, len(ranked), board, len(tests) == 1)


def select_models(models: Iterable[M], filters: Filters, names: Mapping[str, str] | None = None) -> Selection[M]:
    """Return the models of the catalogue that filters leave; whose figures a board shows does not matter here."""
    models = list(models)
    tests = _tests(filters)
    columns = _columns(tests)
    position = {name: i for i, name in enumerate(columns)}
    sure: list[M] = []
    possible: list[M] = []
    unsure: list[tuple[str, Any]] = []
    for model in models:
        if model.slug in filters.excluded or (filters.only and model.slug not in filters.only):
            continue
        if filters.family and model.slug not in filters.family_models:
            continue
        verdict, missing = _judge(tests, tuple(getattr(model, name) for name in columns), position)
        if verdict is not False:
            (sure if verdict else possible).append(model)
            unsure.extend(missing)
    known = {model.slug: model.name for model in models if model.slug in filters.excluded}
    return _selection(sure, possible, unsure, filters, known | dict(names or {}), len(models), None, len(tests) == 1)


def is_figure(whose: Whose, filters: Filters) -> bool:
    """Return whether a result is one of those whose figures are meant."""
    if filters.verified is not None and whose.verified != filters.verified:
        return False
    return not filters.standing or whose.standing in filters.standing


def _between(filters: Filters, least: str, most: str) -> Callable[[float], bool] | None:
    """Return a test of the bounds of these names; None where neither is set."""
    low, high = getattr(filters, least), getattr(filters, most)
    if low is None and high is None:
        return None
    above, below = (gt if least in filters.strict else ge), (lt if most in filters.strict else le)
    return lambda value: (low is None or above(value, low)) and (high is None or below(value, high))


def _tests(filters: Filters) -> list[_Test]:
    """Return a test of every column that filters look at. A test gets its columns and is true, false or unsure."""
    tests: list[_Test] = []
    if filters.open_weights is not None:
        tests.append(("open_weights", lambda value: value == filters.open_weights))
    if filters.organisations:
        makers = {name.casefold() for name in filters.organisations}
        tests.append(("organisation", lambda value: value.casefold() in makers))
    if filters.excluded_organisations:
        others = {name.casefold() for name in filters.excluded_organisations}
        tests.append(("organisation", lambda value: value.casefold() not in others))
    for column, (least, most) in BOUNDS.items():
        test = _between(filters, least, most)
        if test is not None:
            tests.append((column, test))
    if filters.multimodal is not None:
        tests.append(("multimodal", lambda value: value == filters.multimodal))
    if filters.released is not None:
        period = filters.released
        tests.append(("released", lambda value, precision: _within(value, precision, period)))
    if filters.commercial:
        tests.append(("licence", _commercial))
    if filters.licences:
        allowed = {name.casefold() for name in filters.licences}
        tests.append(("licence", lambda value: value.casefold() in allowed))
    if filters.excluded_licences:
        barred = {name.casefold() for name in filters.excluded_licences}
        tests.append(("licence", lambda value: value.casefold() not in barred))
    return tests


def _columns(tests: Sequence[_Test]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for column, _ in tests for name in (column, *_BESIDE.get(column, ()))))


def _judge(
    tests: Sequence[_Test], values: Sequence[Any], position: Mapping[str, int]
) -> tuple[bool | None, list[tuple[str, Any]]]:
    """Return whether a model passes all tests, None where that depends on what is not recorded, and the latter."""
    missing: list[tuple[str, Any]] = []
    for column, test in tests:
        value = values[position[column]] if values else None
        others = [values[position[name]] for name in _BESIDE.get(column, ())] if values else []
        passed = None if value is None else test(value, *others)
        if passed is False:
            return False, []
        if passed is None:
            missing.append((column, value))
    return (None if missing else True), list(dict.fromkeys(missing))


def _commercial(licence: str) -> bool | None:
    text = licence.casefold().strip()
    return True if text in COMMERCIAL else False if text in NOT_COMMERCIAL else None


def _within(released: str, precision: str | None, period: Period) -> bool | None:
    """Return whether a date lies in a period; None for a month or year that lies in it only in part."""
    first, last = _days(released, precision)
    if (period.first and last < period.first) or (period.last and first > period.last):
        return False
    inside = (not period.first or first >= period.first) and (not period.last or last <= period.last)
    return True if inside else None


def _days(date: str, precision: str | None) -> tuple[str, str]:
    """Return the first and the last day that a date of this precision may mean."""
    year, *rest = date.split("-")
    if precision == "year" or not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if precision == "month" or len(rest) == 1:
        return f"{year}-{rest[0]}-01", f"{year}-{rest[0]}-{monthrange(int(year), int(rest[0]))[1]:02d}"
    return date, date


def _selection(
    sure: Sequence[T],
    possible: Sequence[T],
    unsure: Sequence[tuple[str, Any]],
    filters: Filters,
    names: Mapping[str, str],
    total: int,
    board: BoardFacts | None,
    single: bool,
) -> Selection[T]:
    unread = Counter(value for column, value in unsure if column == "licence" and value is not None)
    unrecorded = Counter(column for column, value in unsure if column != "licence" or value is None)
    phrase, one = phrases(filters, names)
    scored = filters.min_score is not None or filters.max_score is not None
    plain = single and not filters.excluded and not filters.figures and not scored and filters.first is None
    plain = plain and not filters.only and not filters.family
    at = (None, None) if board is None else (board.benchmark, board.slug)
    facts = [
        Fact("filter", phrase, *at),
        Fact("filtered", len(sure), *at),
        Fact("catalogue_models" if board is None else "models", total, *at),
        *(Fact("unrecorded", number, *at) for number in unrecorded.values()),
    ]
    if filters.released is not None:
        days = (("first_day", filters.released.first), ("last_day", filters.released.last))
        facts.extend(Fact(name, day, *at) for name, day in days if day is not None)
    licences = tuple(name for name, _ in unread.most_common())
    if unread:
        facts.append(Fact("unread", unread.total(), *at))
        facts.extend(Fact("model_licence", name, *at) for name in licences[:MOST_NAMES])
    return Selection(
        sure, possible, dict(unrecorded), licences, unread.total(), phrase, one, total, plain, tuple(facts)
    )


def recorded_as(model: ModelFacts, filters: Filters) -> tuple[str, tuple[Fact, ...]]:
    """Return what the catalogue records of a model that filters looked at, as a sentence, and its facts.

    What is asked of openness and maker is said of the model anyway; a size or price can be checked this way.
    """
    parts: list[str] = []
    facts: list[Fact] = []
    bounded = {column for column, names in BOUNDS.items() if any(getattr(filters, name) is not None for name in names)}
    if model.parameters_b is not None and "parameters_b" in bounded:
        parts.append(f"{_plain(model.parameters_b)}B parameters")
        facts.append(Fact("parameters_b", model.parameters_b, model=model.slug))
    if model.context_tokens is not None and "context_tokens" in bounded:
        parts.append(f"a context of {counted(model.context_tokens, 'token')}")
        facts.append(Fact("context_tokens", model.context_tokens, model=model.slug))
    for column, side in _PRICED.items():
        price = getattr(model, column)
        if price is None or column not in bounded:
            continue
        when = f" ({month(model.price_as_of)})" if model.price_as_of else ""
        parts.append(f"an {side} price of ${_plain(price)} per million tokens{when}")
        facts.append(Fact(column, price, model=model.slug))
        facts.extend([Fact("price_date", model.price_as_of, model=model.slug)] if model.price_as_of else [])
    if model.licence is not None and (filters.commercial or filters.licences or filters.excluded_licences):
        parts.append(f"the licence “{model.licence}”")
        facts.append(Fact("model_licence", model.licence, model=model.slug))
    if model.released is not None and filters.released is not None:
        parts.append(f"the release date {model.released}")
        facts.append(Fact("released", model.released, model=model.slug))
    return (f"The catalogue has {model.name} with {listed(parts)}." if parts else ""), tuple(facts)


def phrases(filters: Filters, names: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Return filters in words, for several models and for one: "open-weights models by Google"."""
    names = names or {}
    before = [word for word, wanted in _ADJECTIVES if wanted(filters)]
    after = [f"called “{filters.family}”"] if filters.family else []
    if filters.organisations:
        after.append(f"by {listed(filters.organisations, 'or')}")
    if filters.excluded_organisations:
        after.append(f"not by {listed(filters.excluded_organisations, 'or')}")
    if filters.excluded_licences:
        after.append(f"not under {listed(filters.excluded_licences, 'or')}")
    if filters.released is not None:
        after.append(f"released {during(filters.released)}")
    if having := _having(filters):
        after.append(f"with {listed(having)}")
    if filters.excluded:
        others = list(dict.fromkeys(names.get(slug, slug) for slug in filters.excluded))
        if len(others) > _MOST_EXCLUDED:
            others = [*others[: _MOST_EXCLUDED - 1], f"{len(others) - _MOST_EXCLUDED + 1:,} more"]
        after.append(f"other than {listed(others, 'or')}")
    if filters.only:
        after.append(f"among the {len(filters.only):,} named before")
    several, one = (" ".join([*before, noun, *after]) for noun in ("models", "model"))
    return several, one


_ADJECTIVES: tuple[tuple[str, Callable[[Filters], bool]], ...] = (
    ("open-weights", lambda filters: filters.open_weights is True),
    ("proprietary", lambda filters: filters.open_weights is False),
    ("multimodal", lambda filters: filters.multimodal is True),
)


def _having(filters: Filters) -> list[str]:
    having = []
    if size := _bounds(filters, "parameters_b", "", "B"):
        having.append(f"{size} parameters")
    if context := _bounds(filters, "context_tokens", "", ""):
        having.append(f"a context of {context} tokens")
    for column, side in _PRICED.items():
        if price := _bounds(filters, column, "$", ""):
            having.append(f"an {side} price of {price} per million tokens")
    if filters.licences:
        having.append(f"the licence {listed(filters.licences, 'or')}")
    if filters.commercial:
        having.append("a licence known to allow commercial use")
    if filters.verified is not None:
        having.append("a verified result" if filters.verified else "a result that is not verified")
    if filters.standing:
        having.append(f"{with_article(listed(filters.standing, 'or'))} result")
    if filters.multimodal is False:
        having.append("no image input")
    if scored := limits(filters):
        having.append(f"a score {scored}")
    if filters.first is not None:
        having.append(f"a rank of {filters.first:,} or better")
    if filters.tools is not None:
        having.append("a result stated to be with tools" if filters.tools else "a result stated to be without tools")
    return having


def _bounds(filters: Filters, column: str, sign: str, unit: str) -> str:
    """Return the bounds of a column in words: "at least 10B", "more than $5 and at most $10"; nothing without any."""
    least, most = (getattr(filters, name) for name in BOUNDS[column])
    if least is not None and most is not None and not filters.strict:
        return f"{sign}{_plain(least)}{unit} to {sign}{_plain(most)}{unit}"
    words = []
    for name, inside, outside in zip(BOUNDS[column], ("at least", "at most"), ("more than", "less than"), strict=True):
        limit = getattr(filters, name)
        if limit is not None:
            words.append(f"{outside if name in filters.strict else inside} {sign}{_plain(limit)}{unit}")
    return " and ".join(words)


def during(period: Period) -> str:
    """Return a period as it stands after "released": ``in 2024``, ``since June 2024``, ``by the end of 2023``."""
    first, last = period.first, period.last
    if first and last:
        for unit in (first[:4], first[:7]):
            if (first, last) == _days(unit, None):
                return f"in {month(unit)}"
        if first == last:
            return f"on {first}"
        return f"from {_unit(first, 0, _whole(first, last))} to {_unit(last, 1, _whole(first, last))}"
    if first:
        return f"since {_unit(first, 0, 4)}"
    if not last:
        return "at any time"
    end = _unit(last, 1, 4)
    return f"by {last}" if end == last else f"by the end of {end}"


def _whole(first: str, last: str) -> int:
    """Return how much of two days matters: the year where whole years lie between them, else year and month."""
    return 4 if (first, last) == (_days(first[:4], None)[0], _days(last[:4], None)[1]) else 7


def _unit(day: str, end: int, shortest: int) -> str:
    """Return the year or month that a day is the first (0) or last (1) day of, or else the day."""
    for length in (shortest, 7):
        if _days(day[:length], None)[end] == day:
            return month(day[:length])
    return day


def _plain(number: float) -> str:
    """Return a number without needless decimals: ``10``, ``0.5``, ``1,000``."""
    return f"{number:,.10g}"


def sized(parameters_b: float) -> str:
    """Return a number of parameters as questions name it: ``10B``."""
    return f"{_plain(parameters_b)}B"


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
