"""Filters over ranked rows and over the catalogue: which models are meant, and of which it is not recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from podium.bots.faq.frame import Filters, Period
from podium.bots.faq.replies.phrasing import BOUNDS, days_of, phrases
from podium.bots.faq.replies.wording import MOST_NAMES, counted, listed
from podium.bots.faq.reply import Fact
from podium.bots.faq.understanding.bounds import within
from podium.registry.ranking import Entry, RankedRows, Whose
from podium.registry.views import BoardFacts, Row

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
    first, last = days_of(released, precision)
    if (period.first and last < period.first) or (period.last and first > period.last):
        return False
    inside = (not period.first or first >= period.first) and (not period.last or last <= period.last)
    return True if inside else None


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


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
