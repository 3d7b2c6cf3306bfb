"""Replies about what models cost, and about the least and the most of a figure of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.frame import Attribute, Frame
from podium.bots.faq.replies import catalogue, releases
from podium.bots.faq.replies.between import between
from podium.bots.faq.replies.beyond import beyond
from podium.bots.faq.replies.boards import meant, no_results
from podium.bots.faq.replies.catalogue import about, dollars, facts_of, name_of
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page, context, score
from podium.bots.faq.replies.selecting import Selection, select_models
from podium.bots.faq.replies.wording import MOST_NAMES, board_facts, counted, listed, plain, row_facts
from podium.bots.faq.reply import Fact, Reply, Table
from podium.registry import model_reads
from podium.registry.model_reads import Extremes, Line
from podium.registry.ranking import RankedRows
from podium.registry.views import ModelFacts, Row

#: Models in the table of an extreme.
_FIRST = 5
#: Most that are listed where so many are asked for.
_MOST = 20

#: What the model with the least and the one with the most of something is called.
_CALLED = {
    Attribute.PRICE: ("cheapest", "most expensive"),
    Attribute.INPUT_PRICE: ("cheapest", "most expensive"),
    Attribute.OUTPUT_PRICE: ("cheapest", "most expensive"),
    Attribute.RELEASED: ("oldest", "newest"),
    Attribute.PARAMETERS: ("smallest", "largest"),
    Attribute.CONTEXT: ("", ""),
}
_RULES = {
    Attribute.PRICE: "{} means the {} sum of input and output price.",
    Attribute.INPUT_PRICE: "{} means the {} price of input tokens.",
    Attribute.OUTPUT_PRICE: "{} means the {} price of output tokens.",
}


def call_cost(desk: Desk, frame: Frame) -> Reply:
    """Work out what calls of a model cost by the stored prices."""
    model = model_reads.entries(desk.connection, frame.models[:1])[0]
    name, sources = name_of(model), catalogue.catalogue_source(model)
    more = f"podium model {model.slug}"
    facts = facts_of(model, Attribute.PRICE)
    sent, received = frame.input_tokens, frame.output_tokens
    lacking = [
        kind
        for kind, price, number in (("input", model.input_price, sent), ("output", model.output_price, received))
        if price is None and number != 0
    ]
    if lacking:
        line = f"The price of {listed(lacking)} tokens of {name} is not recorded here, so the cost is not known."
        return catalogue.reply([line], facts, sources=sources, cite=True, more=more, kind="no_data")
    dated = catalogue.price_dates([model])[0]
    if sent is None and received is None:
        lines = [
            f"{name} costs {catalogue.prices(model)} {dated}.",
            "With the number of calls and the input and output tokens of each I can work out a cost.",
        ]
        return catalogue.reply(lines, facts, sources=sources, cite=True, more=more)
    calls = 1 if frame.calls is None else frame.calls
    total = calls * ((sent or 0) * (model.input_price or 0) + (received or 0) * (model.output_price or 0)) / 1e6
    parts, missing = [], []
    for kind, number, price in (("input", sent, model.input_price), ("output", received, model.output_price)):
        if number is None:
            missing.append(f"{kind} tokens")
            continue
        parts.append(f"{number:,} {kind} token{'' if number == 1 else 's'} ({dollars(price or 0)} per million)")
        facts.append(Fact(f"{kind}_tokens", number, model=model.slug))
    what = f"with {listed(parts)}" if calls == 1 else f"each with {listed(parts)},"
    verb = "costs" if calls == 1 else "cost"
    comma = "" if calls == 1 else ","
    lines = [f"{counted(calls, 'call')} of {name}{comma} {what} {verb} {about(total)} {dated}."]
    if frame.calls is None:
        lines.append("That is for one call; no number of calls was named.")
    if missing:
        lines.append(f"No number of {listed(missing)} was named; they would come on top.")
    facts += [Fact("calls", calls, model=model.slug), Fact("cost", float(total), model=model.slug)]
    return catalogue.reply(lines, facts, sources=sources, cite=True, more=more)


def extreme(desk: Desk, frame: Frame) -> Reply:
    """Say which models have the least or the most of something, in the catalogue or on a board."""
    attribute = frame.attribute or Attribute.PRICE
    if attribute not in _CALLED:
        line = "Models can be put in order by price, release date, size and context window."
        return Reply("help", line, suggestions=("What is the cheapest model?", "What is the newest model?"))
    if len(frame.models) == 1:
        return beyond(desk, frame, attribute)
    if frame.models:
        return between(desk, frame, attribute)
    most = frame.order == "most"
    page = desk.page(frame) if frame.benchmarks else None
    if page is not None and not page.asked.rows:
        return no_results(page)
    if attribute is Attribute.RELEASED and most and (frame.filters.released is not None or frame.counted):
        return releases.released(desk, frame, page)
    chosen: Selection[Row] | Selection[Line] | None = None
    limit = _FIRST if frame.k is None else min(max(frame.k, 1), _MOST)
    if page is not None:
        chosen = meant(desk, page, frame.filters)
        found = model_reads.extremes_of(_lines(chosen.rows), attribute.value, most=most, limit=limit)
    elif frame.filters:
        # Whose figures a board shows says nothing of the catalogue.
        chosen = select_models(model_reads.lines(desk.connection), replace(frame.filters, verified=None, standing=()))
        found = model_reads.extremes_of(chosen.rows, attribute.value, most=most, limit=limit)
    else:
        found = model_reads.extremes(desk.connection, attribute.value, most=most, limit=limit)
    where = f"on {page.place}" if page else "in the catalogue"
    several, one = (chosen.phrase, chosen.one) if chosen and frame.filters else ("models", "model")
    facts: list[Fact] = list(chosen.facts) if chosen and frame.filters else []
    if page:
        facts += [page.fact("benchmark", page.name), *board_facts(page.asked)]
    else:
        facts.append(Fact("catalogue_models", found.models if chosen is None else chosen.total))
    body = _extreme_lines(desk, found, attribute, most, (several, one, where), facts)
    kind = "answer" if found.first or found.free else "no_data"
    body += chosen.lines() if chosen else []
    models = model_reads.entries(desk.connection, found.first) if found.first else []
    facts += [fact for model in models for fact in facts_of(model, Attribute.ORGANISATION, attribute)]
    if page and found.alike == 1:
        body.insert(1, _its_score(page, found.first[0], facts))
    if frame.k is not None:
        facts.append(Fact("k", frame.k))
        body.insert(1, _in_order(models, attribute, frame.k, facts))
    return catalogue.reply(
        body,
        facts,
        sources=[source for model in models[:MOST_NAMES] for source in catalogue.catalogue_source(model)],
        cite=found.alike == 1,
        more="podium models",
        kind="answer" if kind == "answer" else "no_data",
        table=_extreme_table(models, attribute) if len(models) > 2 else None,
    )


def _its_score(page: Page, slug: str, facts: list[Fact]) -> str:
    """Return a line with what the one model that was picked on a board scores there."""
    board = page.asked
    row = next(row for row in board.rows if row.model.slug == slug)
    facts += row_facts(row, page.view.card)
    rank = f"rank {row.rank:,}{', tied' if row.tied else ''}"
    return f"It has {score(row, board)} there, {rank} {context(page, board, [row])}."


def _in_order(models: Sequence[ModelFacts], attribute: Attribute, wanted: int, facts: list[Fact]) -> str:
    """Return the first models of an order by name, with a word where there are fewer than asked for."""
    named = [f"{name_of(model)} ({_figure(model, attribute)})" for model in models[:_FIRST]]
    if len(models) > _FIRST:
        facts.append(Fact("other_models", len(models) - _FIRST))
        named.append(f"{counted(len(models) - _FIRST, 'other')} in the table")
    fewer = f" These are all that are listed of the {wanted:,} asked for." if len(models) < wanted else ""
    return f"In this order: {listed(named)}.{fewer}"


def _lines(rows: Sequence[Row]) -> list[Line]:
    """Return the models of a board's rows, of each what orders look at."""
    ranked = RankedRows.of(rows)
    described = ranked.described(*Line._fields[1:])
    return [Line(entry.model, *described[entry.model]) for entry in ranked.entries]


def _extreme_lines(
    desk: Desk, found: Extremes, attribute: Attribute, most: bool, words: tuple[str, str, str], facts: list[Fact]
) -> list[str]:
    several, one, where = words
    what, called = catalogue.NAMES[attribute], _CALLED[attribute][most]
    lines = []
    if found.first:
        models = model_reads.entries(desk.connection, found.first)
        first = models[: min(found.alike, MOST_NAMES)]
        rest = found.alike - len(first)
        kind = f"{called} {one if found.alike == 1 else several}" if called else one if found.alike == 1 else several
        verb = "is" if found.alike == 1 else "are"
        if attribute is Attribute.CONTEXT:
            kind += f" with the {'largest' if most else 'smallest'} context window"
        if found.alike == 1:
            lines.append(f"{name_of(first[0], maker=True)} {verb} the {kind} {where}: {_figure(first[0], attribute)}.")
        else:
            named = [f"{name_of(model, maker=True)} ({_figure(model, attribute)})" for model in first]
            named += [counted(rest, "other")] if rest else []
            lines.append(f"{listed(named)} {verb} the {kind} {where}: a tie.")
            facts.append(Fact("tied", found.alike))
        if rest:
            facts.append(Fact("other_models", rest))
        if attribute in _RULES:
            lines.append(_RULES[attribute].format(called.capitalize(), "highest" if most else "lowest"))
    elif not found.free:
        facts.append(Fact("unrecorded", found.unrecorded))
        if not found.models:
            return [f"There are no {several} {where}."]
        return [f"{what.capitalize()} is not recorded for {none_of(found.models, several, one)} {where}."]
    if found.free:
        free = model_reads.entries(desk.connection, found.free)
        named = [name_of(model) for model in free[:MOST_NAMES]]
        if (others := found.free_count - len(named)) > 0:
            named.append(counted(others, "other"))
            facts.append(Fact("other_free", others))
        verb = (
            "is listed at a price of 0 and stands" if found.free_count == 1 else "are listed at a price of 0 and stand"
        )
        lines.append(f"{counted(found.free_count, 'model')} {verb} apart: {listed(named)}.")
        facts += [Fact("free", found.free_count), Fact("free_price", 0)]
        facts += [fact for model in free for fact in facts_of(model)]
    if found.unrecorded:
        among = f"of the {found.models:,} {several}"
        lines.append(f"{what.capitalize()} is not recorded for {found.unrecorded:,} {among} {where}.")
        facts += [Fact("unrecorded", found.unrecorded), Fact("filtered", found.models)]
    return lines


def none_of(total: int, several: str, one: str) -> str:
    """Return that none of them is meant, as it stands after "not": ``any of the 211 models``."""
    return f"the only {one}" if total == 1 else f"any of the {total:,} {several}"


def _figure(model: ModelFacts, attribute: Attribute) -> str:
    """Return what puts a model in its place."""
    if attribute is Attribute.RELEASED:
        return f"released {catalogue.released_on(model)}"
    if attribute is Attribute.PARAMETERS:
        return catalogue.size(model.parameters_b or 0)
    if attribute is Attribute.CONTEXT:
        return catalogue.tokens(model.context_tokens or 0)
    asked = catalogue.only_price(model, attribute)
    return f"{catalogue.prices(asked)} {catalogue.price_dates([model])[0]}"


def _extreme_table(models: Sequence[ModelFacts], attribute: Attribute) -> Table:
    maker = [plain(model.organisation) if model.organisation else catalogue.NOTHING for model in models]
    if attribute in _RULES:
        asked = [catalogue.only_price(model, attribute) for model in models]
        columns = ("Model", "Organisation", "Input, per million", "Output, per million", "As of")
        rows = [
            (
                name_of(model),
                maker[i],
                catalogue.NOTHING if one.input_price is None else dollars(one.input_price),
                catalogue.NOTHING if one.output_price is None else dollars(one.output_price),
                model.price_as_of or catalogue.NOTHING,
            )
            for i, (model, one) in enumerate(zip(models, asked, strict=True))
        ]
        return Table(columns, tuple(rows), (2, 3))
    heading = {Attribute.RELEASED: "Released", Attribute.PARAMETERS: "Size", Attribute.CONTEXT: "Context window"}
    cells = [
        (name_of(model), maker[i], _figure(model, attribute).removeprefix("released on ").removeprefix("released in "))
        for i, model in enumerate(models)
    ]
    return Table(("Model", "Organisation", heading[attribute]), tuple(cells), (2,))
