"""Which of two models is the cheaper, newer, larger one: by what the catalogue holds of both."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.frame import Attribute, Frame
from podium.bots.faq.replies import catalogue
from podium.bots.faq.replies.catalogue import facts_of, name_of
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.wording import counted, listed
from podium.bots.faq.reply import Fact, Reply
from podium.registry import model_reads
from podium.registry.views import ModelFacts

#: What the model with less and the one with more is called.
_CALLED = {
    Attribute.PRICE: ("the cheapest", "the most expensive"),
    Attribute.INPUT_PRICE: ("the cheapest for input tokens", "the most expensive for input tokens"),
    Attribute.OUTPUT_PRICE: ("the cheapest for output tokens", "the most expensive for output tokens"),
    Attribute.RELEASED: ("the oldest", "the newest"),
    Attribute.PARAMETERS: ("the smallest", "the largest"),
    Attribute.CONTEXT: ("the one with the smallest context window", "the one with the largest context window"),
}
_CALLED_OF_TWO = {
    Attribute.PRICE: ("cheaper", "more expensive"),
    Attribute.INPUT_PRICE: ("cheaper for input tokens", "more expensive for input tokens"),
    Attribute.OUTPUT_PRICE: ("cheaper for output tokens", "more expensive for output tokens"),
    Attribute.RELEASED: ("older", "newer"),
    Attribute.PARAMETERS: ("smaller", "larger"),
}


def between(desk: Desk, frame: Frame, attribute: Attribute) -> Reply:
    """Say which of the models that a question names has less or more of something, with the figure of each."""
    models = model_reads.entries(desk.connection, frame.models)
    most = frame.order == "most"
    told = [(_amount(model, attribute), model) for model in models]
    known = sorted(((amount, model) for amount, model in told if amount is not None), key=lambda pair: pair[0])
    lacking = [name_of(model) for amount, model in told if amount is None]
    lines = []
    if lacking:
        what = catalogue.NAMES[attribute]
        which = _called(attribute, most, len(models))
        lines.append(
            f"{what.capitalize()} of {listed(lacking)} is not recorded here, so I cannot say which is {which}."
        )
        lines += [f"{name_of(model)}: {_figure(model, attribute)}." for _, model in known]
    else:
        ordered = [model for _, model in (reversed(known) if most else known)]
        lines.append(_verdict(ordered, attribute, most))
        if attribute is Attribute.PRICE:
            lines.append("Prices are put in order by the sum of input and output price.")
    facts = [fact for model in models for fact in facts_of(model, attribute)]
    if frame.counted == "gap" and not lacking and len(models) == 2:
        lines.append(_distance(models[0], models[1], attribute, facts))
    sources = [source for model in models for source in catalogue.catalogue_source(model)]
    more = f"podium model {models[0].slug}"
    return catalogue.reply(lines, facts, sources=sources, more=more, kind="no_data" if lacking else "answer")


#: What a difference of these is counted in.
_UNITS = {
    Attribute.INPUT_PRICE: "{} per million input tokens",
    Attribute.OUTPUT_PRICE: "{} per million output tokens",
    Attribute.PARAMETERS: "{:,.10g}B parameters",
    Attribute.CONTEXT: "{:,} tokens",
}


def _distance(one: ModelFacts, other: ModelFacts, attribute: Attribute, facts: list[Fact]) -> str:
    """Return a sentence with how far two models are apart; what it states goes to the facts."""
    if attribute is Attribute.RELEASED:
        first, second = (catalogue.released_date(model) or "" for model in (one, other))
        if min(len(first), len(second)) < len("2024-01"):
            return "Of one of them only the year is recorded, so the months between them cannot be counted."
        months = [12 * int(date[:4]) + int(date[5:7]) for date in (first, second)]
        if months[0] == months[1]:
            return "Both came out in the same month."
        facts.append(Fact("months", abs(months[0] - months[1])))
        return f"By the calendar, {counted(abs(months[0] - months[1]), 'month')} lie between the two."
    both = (Attribute.INPUT_PRICE, Attribute.OUTPUT_PRICE)
    parts = []
    for column in both if attribute is Attribute.PRICE else (attribute,):
        # Prices are decimals, and so is their difference.
        gap = round(abs(getattr(one, column.value) - getattr(other, column.value)), 10)
        facts.append(Fact("cost" if column in both else "difference", gap))
        parts.append(_UNITS[column].format(catalogue.dollars(gap) if column in both else gap))
    return f"The difference is {listed(parts)}."


def _amount(model: ModelFacts, attribute: Attribute) -> float | str | None:
    """Return what models are put in order by."""
    if attribute is Attribute.PRICE:
        return model_reads.price_sum(model.input_price, model.output_price)
    if attribute is Attribute.RELEASED:
        return catalogue.released_date(model)
    amount: float | None = getattr(model, attribute.value)
    return amount


def _called(attribute: Attribute, most: bool, number: int) -> str:
    if number == 2 and attribute in _CALLED_OF_TWO:
        return _CALLED_OF_TWO[attribute][most]
    return _CALLED[attribute][most]


def _verdict(ordered: Sequence[ModelFacts], attribute: Attribute, most: bool) -> str:
    """Return the sentence that puts models in order, the one that is asked for first."""
    first, *others = ordered
    if any(_alike(first, other, attribute) for other in others):
        alike = [first, *(other for other in others if _alike(first, other, attribute))]
        rest = [model for model in others if model not in alike]
        named = listed([f"{name_of(model)} ({_figure(model, attribute)})" for model in alike])
        behind = (
            f" Then {listed([f'{name_of(model)} ({_figure(model, attribute)})' for model in rest])}." if rest else ""
        )
        return f"{named} cannot be told apart by {catalogue.NAMES[attribute]}.{behind}"
    if attribute is Attribute.CONTEXT:
        size = "largest" if most else "smallest"
        verb = f"has the {size if len(others) > 1 else size.replace('est', 'er')} context window"
    elif len(others) == 1:
        verb = f"is {_CALLED_OF_TWO[attribute][most]} than {name_of(others[0])}"
    else:
        verb = f"is {_CALLED[attribute][most]}"
    figures = ", ".join(f"{name_of(model)} {_figure(model, attribute)}" for model in ordered)
    return f"{name_of(first)} {verb}: {figures}."


def _alike(one: ModelFacts, other: ModelFacts, attribute: Attribute) -> bool:
    """Return whether two models cannot be put in order: a month and a day in it are no order."""
    first, second = _amount(one, attribute), _amount(other, attribute)
    if isinstance(first, str) and isinstance(second, str):
        return first.startswith(second) or second.startswith(first)
    return first == second


def _figure(model: ModelFacts, attribute: Attribute) -> str:
    if attribute is Attribute.RELEASED:
        return f"was released {catalogue.released_on(model)}"
    if attribute is Attribute.PARAMETERS:
        return f"has {catalogue.size(model.parameters_b or 0)}"
    if attribute is Attribute.CONTEXT:
        return f"has {catalogue.tokens(model.context_tokens or 0)}"
    return f"costs {catalogue.prices(catalogue.only_price(model, attribute))} {catalogue.price_dates([model])[0]}"
