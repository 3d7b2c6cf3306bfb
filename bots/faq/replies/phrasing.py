"""Filters in words: "open-weights models by Google, released in 2024", and what the catalogue has of one model."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping

from podium.bots.faq.frame import Filters, Period
from podium.bots.faq.replies.wording import counted, listed, month, with_article
from podium.bots.faq.reply import Fact
from podium.bots.faq.understanding.bounds import limits
from podium.registry.views import ModelFacts

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
#: Words before the noun, with the filters that they stand for.
_ADJECTIVES: tuple[tuple[str, Callable[[Filters], bool]], ...] = (
    ("open-weights", lambda filters: filters.open_weights is True),
    ("proprietary", lambda filters: filters.open_weights is False),
    ("multimodal", lambda filters: filters.multimodal is True),
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
            if (first, last) == days_of(unit, None):
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
    return 4 if (first, last) == (days_of(first[:4], None)[0], days_of(last[:4], None)[1]) else 7


def _unit(day: str, end: int, shortest: int) -> str:
    """Return the year or month that a day is the first (0) or last (1) day of, or else the day."""
    for length in (shortest, 7):
        if days_of(day[:length], None)[end] == day:
            return month(day[:length])
    return day


def _plain(number: float) -> str:
    """Return a number without needless decimals: ``10``, ``0.5``, ``1,000``."""
    return f"{number:,.10g}"


def sized(parameters_b: float) -> str:
    """Return a number of parameters as questions name it: ``10B``."""
    return f"{_plain(parameters_b)}B"


def days_of(date: str, precision: str | None) -> tuple[str, str]:
    """Return the first and the last day that a date of this precision may mean."""
    year, *rest = date.split("-")
    if precision == "year" or not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if precision == "month" or len(rest) == 1:
        return f"{year}-{rest[0]}-01", f"{year}-{rest[0]}-{monthrange(int(year), int(rest[0]))[1]:02d}"
    return date, date
