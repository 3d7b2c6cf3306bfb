"""Which models have more or less of something than one that is named: cheaper, newer, larger than GPT-5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.frame import Attribute, Frame
from podium.bots.faq.replies import catalogue
from podium.bots.faq.replies.catalogue import facts_of, name_of
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.phrasing import phrases
from podium.bots.faq.replies.selecting import select_models
from podium.bots.faq.replies.wording import counted, plain
from podium.bots.faq.reply import Fact, Reply, Table
from podium.registry import model_reads
from podium.registry.model_reads import Line
from podium.registry.views import ModelFacts

#: Models in the table; the rest is counted.
_MOST_ROWS = 10

_COMPARED = {
    Attribute.PRICE: ("cheaper than", "more expensive than"),
    Attribute.INPUT_PRICE: ("cheaper for input tokens than", "more expensive for input tokens than"),
    Attribute.OUTPUT_PRICE: ("cheaper for output tokens than", "more expensive for output tokens than"),
    Attribute.RELEASED: ("older than", "newer than"),
    Attribute.PARAMETERS: ("smaller than", "larger than"),
}
_FIRST = {
    Attribute.PRICE: ("cheapest", "most expensive"),
    Attribute.INPUT_PRICE: ("cheapest", "most expensive"),
    Attribute.OUTPUT_PRICE: ("cheapest", "most expensive"),
    Attribute.RELEASED: ("oldest", "newest"),
    Attribute.PARAMETERS: ("smallest", "largest"),
    Attribute.CONTEXT: ("smallest", "largest"),
}
_PRICES = (Attribute.PRICE, Attribute.INPUT_PRICE, Attribute.OUTPUT_PRICE)


def beyond(desk: Desk, frame: Frame, attribute: Attribute) -> Reply:
    """List the models of the catalogue that have less or more of something than the one that is named."""
    model = model_reads.entries(desk.connection, frame.models[:1])[0]
    most = frame.order == "most"
    facts = facts_of(model, attribute)
    sources = catalogue.catalogue_source(model)
    limit = _amount(model, attribute)
    if limit is None:
        line = f"{catalogue.NAMES[attribute].capitalize()} of {name_of(model)} is not recorded here, so I cannot say"
        line += f" which models are {_than(attribute, most)} it."
        return catalogue.reply([line], facts, sources=sources, more=f"podium model {model.slug}", kind="no_data")
    filters = replace(frame.filters, verified=None, standing=())
    chosen = select_models([one for one in model_reads.lines(desk.connection) if one.slug != model.slug], filters)
    several, single = phrases(filters)
    known = [(amount, one) for one in chosen.rows if (amount := _amount(one, attribute)) is not None]
    found = [(amount, one) for amount, one in known if _is_beyond(amount, limit, most)]
    found.sort(key=lambda pair: (pair[1].name.lower(), pair[1].slug))
    found.sort(key=lambda pair: pair[0], reverse=most)
    # One that is listed at a price of 0 is cheaper, and not called the cheapest.
    priced = [pair for pair in found if attribute not in _PRICES or pair[0] != 0]
    lacking = len(chosen.rows) - len(known)
    facts += [fact for fact in chosen.facts if fact.name != "filtered"]
    facts += [Fact("filtered", len(found)), Fact("catalogue_models", chosen.total)]
    named = several if len(found) != 1 else single
    verb = "is" if len(found) < 2 else "are"
    head = f"{len(found):,} {named}" if found else f"No {single}"
    figure = f"{_with(attribute)}{_figure(model, attribute)}"
    lines = [f"{head} in the catalogue {verb} {_than(attribute, most)} {name_of(model)}, {figure}."]
    listed = model_reads.entries(desk.connection, [one.slug for _, one in (priced or found)[:_MOST_ROWS]])
    if listed:
        lines += _first(listed, priced or found, attribute, most)
        facts += [fact for one in listed for fact in facts_of(one, Attribute.ORGANISATION, attribute)]
        facts += [Fact("other_models", len(found)), Fact("k", len(listed))]
    if attribute is Attribute.PRICE:
        lines.append("Prices are put in order by the sum of input and output price.")
    if free := len(found) - len(priced):
        lines.append(f"{counted(free, 'model')} {'is' if free == 1 else 'are'} listed at a price of 0.")
        facts += [Fact("free", free), Fact("free_price", 0)]
    if lacking:
        what = catalogue.NAMES[attribute].capitalize()
        lines.append(f"{what} is not recorded for {lacking:,} of the {len(chosen.rows):,} others.")
        facts += [Fact("unrecorded", lacking), Fact("models", len(chosen.rows))]
    sources += [source for one in listed[:1] for source in catalogue.catalogue_source(one)]
    table = _table(listed, attribute) if len(listed) > 2 else None
    return catalogue.reply([*lines, *chosen.lines()], facts, sources=sources, more="podium models", table=table)


def _amount(model: ModelFacts | Line, attribute: Attribute) -> float | str | None:
    """Return what models are put in order by."""
    if attribute is Attribute.PRICE:
        return model_reads.price_sum(model.input_price, model.output_price)
    if attribute is Attribute.RELEASED:
        length = {"year": 4, "month": 7}.get(model.released_precision or "", 10)
        return None if model.released is None else model.released[:length]
    amount: float | None = getattr(model, attribute.value)
    return amount


def _is_beyond(amount: float | str, limit: float | str, most: bool) -> bool:
    """Return whether one amount is surely more, or less, than another: a month and a day in it are no order."""
    if isinstance(amount, str) and isinstance(limit, str):
        if amount.startswith(limit) or limit.startswith(amount):
            return False
        return amount > limit if most else amount < limit
    return float(amount) > float(limit) if most else float(amount) < float(limit)


def _than(attribute: Attribute, most: bool) -> str:
    if attribute is Attribute.CONTEXT:
        return f"known to have a {'larger' if most else 'smaller'} context window than"
    return _COMPARED[attribute][most]


def _with(attribute: Attribute) -> str:
    """Return the word before a figure."""
    return "" if attribute is Attribute.RELEASED else "which costs " if attribute in _PRICES else "with "


def _first(
    models: Sequence[ModelFacts], found: Sequence[tuple[float | str, Line]], attribute: Attribute, most: bool
) -> list[str]:
    """Return which of them come first, and how many the table has."""
    alike = sum(amount == found[0][0] for amount, _ in found)
    first = f"{name_of(models[0], maker=True)}: {_figure(models[0], attribute)}"
    called = _FIRST[attribute][most]
    others = f" and {counted(alike - 1, 'other')}" if alike > 1 else ""
    if attribute is Attribute.CONTEXT:
        called = f"one with the {called}" if alike == 1 else f"ones with the {called}"
    lines = [f"The {called} {'are' if others else 'is'} {first}{others}."]
    if len(models) > 2 and len(models) < len(found):
        lines.append(f"The table has the first {len(models):,}.")
    return lines


def _figure(model: ModelFacts, attribute: Attribute) -> str:
    if attribute is Attribute.RELEASED:
        return f"released {catalogue.released_on(model)}"
    if attribute is Attribute.PARAMETERS:
        return catalogue.size(model.parameters_b or 0)
    if attribute is Attribute.CONTEXT:
        return catalogue.tokens(model.context_tokens or 0)
    return f"{catalogue.prices(catalogue.only_price(model, attribute))} {catalogue.price_dates([model])[0]}"


def _table(models: Sequence[ModelFacts], attribute: Attribute) -> Table:
    makers = [plain(model.organisation) if model.organisation else catalogue.NOTHING for model in models]
    heading = {Attribute.RELEASED: "Released", Attribute.PARAMETERS: "Size", Attribute.CONTEXT: "Context window"}
    rows = [
        (name_of(model), maker, _figure(model, attribute).removeprefix("released on ").removeprefix("released in "))
        for model, maker in zip(models, makers, strict=True)
    ]
    return Table(("Model", "Organisation", heading.get(attribute, "Price")), tuple(rows), ())
