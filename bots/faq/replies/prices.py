"""Replies about what models cost, and about the least and the most of a figure of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq import catalogue
from podium.bots.faq.catalogue import about, dollars, facts_of, name_of
from podium.bots.faq.desk import Desk
from podium.bots.faq.frame import Attribute, Frame
from podium.bots.faq.page import Page, context, figures, figures_facts, remarks, score, short_names, sources_of
from podium.bots.faq.replies.boards import meant, no_results
from podium.bots.faq.reply import Fact, Reply, Table
from podium.bots.faq.selecting import Selection, select_models
from podium.bots.faq.wording import MOST_NAMES, board_facts, by_organisation, counted, listed, plain, row_facts
from podium.registry import model_reads
from podium.registry.model_reads import Extremes, Line
from podium.registry.ranking import Entry, RankedRows
from podium.registry.views import ModelFacts, Row, shown

#: Models in the table of an extreme.
_FIRST = 5
#: Most lines of the frontier.
_MOST_LINES = 20

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
    most = frame.order == "most"
    page = desk.page(frame) if frame.benchmarks else None
    if page is not None and not page.asked.rows:
        return no_results(page)
    chosen: Selection[Row] | Selection[Line] | None = None
    if page is not None:
        chosen = meant(desk, page, frame.filters)
        found = model_reads.extremes_of(_lines(chosen.rows), attribute.value, most=most, limit=_FIRST)
    elif frame.filters:
        # Whose figures a board shows says nothing of the catalogue.
        chosen = select_models(model_reads.lines(desk.connection), replace(frame.filters, verified=None))
        found = model_reads.extremes_of(chosen.rows, attribute.value, most=most, limit=_FIRST)
    else:
        found = model_reads.extremes(desk.connection, attribute.value, most=most, limit=_FIRST)
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
    return catalogue.reply(
        body,
        facts,
        sources=[source for model in models[:MOST_NAMES] for source in catalogue.catalogue_source(model)],
        cite=found.alike == 1,
        more="podium models",
        kind="answer" if kind == "answer" else "no_data",
        table=_extreme_table(models, attribute) if len(models) > 2 else None,
    )


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
        return [f"{what.capitalize()} is not recorded for {_none(found.models, several, one)} {where}."]
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


def _none(total: int, several: str, one: str) -> str:
    return f"the only {one}" if total == 1 else f"any of the {total:,} {several}"


def _share(part: int, total: int, chosen: Selection[Row], where: str) -> str:
    """Return how many of the models that are meant: ``13 of the 211 models on MMLU``."""
    return (
        f"the only {chosen.one} on {where}" if total == 1 else f"{part:,} of the {total:,} {chosen.phrase} on {where}"
    )


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


# --- Price against score -------------------------------------------------------------------------------------


def value(desk: Desk, frame: Frame) -> Reply:
    """Show the frontier of price against score: the models that no other beats in both."""
    page = desk.page(frame)
    if not page.asked.rows:
        return no_results(page)
    chosen = meant(desk, page, frame.filters)
    ranked = RankedRows.of(chosen.rows)
    priced = _priced(ranked)
    facts = [*board_facts(page.asked), *chosen.facts]
    several = chosen.phrase
    if not priced:
        what = _none(len(ranked), several, chosen.one) if ranked else "any"
        line = f"No price is recorded for {what} on {page.place}."
        return page.reply([line, *chosen.lines()], [*facts, page.fact("filtered", len(ranked))], kind="no_data")
    ids = _frontier(priced, page.asked.board.higher_is_better)
    place = {one: position for position, one in enumerate(ids)}
    rows = sorted(ranked.where(lambda entry: entry.id in place), key=lambda row: place[row.id])
    cheapest, best = rows[0], rows[-1]
    lines = [
        f"{_upper(_share(len(priced), len(ranked), chosen, page.place))} {'has' if len(priced) == 1 else 'have'} prices;"
        f" {_on_frontier(len(rows))} of price against score: no other of them is as cheap and as good, and better in one"
        " of the two.",
    ]
    if len(rows) > 1:
        lines.append(
            f"It runs from {_offer(cheapest, page)} to {_offer(best, page)} {figures(page, page.asked, rows)}."
        )
    else:
        lines.append(f"That is {_offer(cheapest, page)} {context(page, page.asked, rows)}.")
    dated, dates = catalogue.price_dates([row.model for row in rows])
    lines.append(
        "This is a frontier, not a ratio: which step up is worth its price is yours to judge. Prices are per million"
        f" tokens {dated}; the order is by input and output price together."
    )
    lines += _free_line(rows)
    facts += [page.fact("priced", len(priced), page.asked.board.slug), page.fact("frontier", len(rows))]
    facts += [page.fact("filtered", len(ranked), page.asked.board.slug), *dates]
    told = rows[:_MOST_LINES]
    if len(rows) > len(told):
        lines.append(f"The table has the {len(told):,} cheapest.")
        facts.append(page.fact("k", len(told)))
    facts += figures_facts(page, page.asked, rows)
    facts += [fact for row in (*told, best) for fact in facts_of(row.model, Attribute.PRICE)]
    table = _offers(told, page)
    lines += chosen.lines()
    reply = page.reply(lines, facts, sources_of(page, rows), score=True)
    return replace(reply, table=table if len(told) > 2 else None)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _on_frontier(number: int) -> str:
    return "1 of them is the whole frontier" if number == 1 else f"{number:,} of them are the frontier"


def _priced(ranked: RankedRows) -> list[tuple[float, Entry]]:
    """Return the results of models with both prices, with the sum of these."""
    described = ranked.described("input_price", "output_price")
    found = []
    for entry in ranked.entries:
        price = model_reads.price_sum(*described[entry.model])
        if price is not None:
            found.append((price, entry))
    return found


def _frontier(priced: Sequence[tuple[float, Entry]], higher_is_better: bool) -> list[int]:
    """Return the row ids of results that no other beats in price and score, the cheapest first.

    Scores that read the same are equal.
    """
    sign = 1.0 if higher_is_better else -1.0
    offers = sorted(((price, -sign * float(shown(entry.value)), entry.id) for price, entry in priced))
    kept: list[tuple[float, float, int]] = []
    for offer in offers:
        if not kept or offer[1] < kept[-1][1] or offer[:2] == kept[-1][:2]:
            kept.append(offer)
    return [one for _, _, one in kept]


def _offer(row: Row, page: Page) -> str:
    return f"{by_organisation([row])} ({shown(row.value)} {page.asked.board.metric_name}, {_both(row.model)})"


def _both(model: ModelFacts) -> str:
    return f"{dollars(model.input_price or 0)} input and {dollars(model.output_price or 0)} output"


def _free_line(rows: Sequence[Row]) -> list[str]:
    free = [name_of(row.model) for row in rows if row.model.input_price == 0 and row.model.output_price == 0]
    return [f"{listed(free)} {'is' if len(free) == 1 else 'are'} listed at $0.00."] if free else []


def _offers(rows: Sequence[Row], page: Page) -> Table:
    cells = [
        (
            name_of(row.model),
            shown(row.value),
            f"{row.rank:,}{' (tied)' if row.tied else ''}",
            dollars(row.model.input_price or 0),
            dollars(row.model.output_price or 0),
            row.model.price_as_of or catalogue.NOTHING,
            row.standing,
        )
        for row in rows
    ]
    columns = ("Model", f"Score ({page.asked.board.metric_name})", "Rank", "Input", "Output", "As of", "Whose figure")
    return Table(columns, tuple(cells), (1, 2, 3, 4))


def cheapest_above(desk: Desk, frame: Frame) -> Reply:
    """Say which model is the cheapest of those that reach a score."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    wanted = frame.score or 0.0
    chosen = meant(desk, page, frame.filters)
    ranked = RankedRows.of(chosen.rows)
    text, up = shown(wanted), board.board.higher_is_better

    def reaches(entry: Entry) -> bool:
        return (entry.value > wanted if up else entry.value < wanted) or shown(entry.value) == text

    reaching = ranked.where(reaches)
    at = board.board.slug
    facts = [*board_facts(board), *chosen.facts, page.fact("asked_score", wanted, at)]
    goal = f"{text} {board.board.metric_name}" if up else f"{text} {board.board.metric_name} or less"
    if not len(reaching):
        none = f"None of the {len(ranked):,} {chosen.phrase}" if len(ranked) > 1 else f"No {chosen.one}"
        lines = [f"{none} on {page.place} reaches {goal}."]
        facts.append(page.fact("filtered", len(ranked), at))
        best = ranked.leaders
        if best:
            verb = "is" if len(best) == 1 else "are"
            lines.append(
                f"The best {verb} {short_names(best)} with {score(best[0], board)} {context(page, board, best)}."
            )
            facts += [fact for row in best[:MOST_NAMES] for fact in row_facts(row, page.view.card, "leader")]
            facts += [page.fact("other_leaders", len(best) - MOST_NAMES, at)] if len(best) > MOST_NAMES else []
        return page.reply([*lines, *chosen.lines()], facts, sources_of(page, best), score=True)
    priced = sorted(_priced(reaching), key=lambda pair: (pair[0], -pair[1].value if up else pair[1].value))
    verb = "reaches" if len(reaching) == 1 else "reach"
    facts += [page.fact("reaching", len(reaching), at), page.fact("filtered", len(ranked), at)]
    reached = f"{_upper(_share(len(reaching), len(ranked), chosen, page.place))} {verb} {goal}"
    if not priced:
        lines = [
            f"{reached}; no price is recorded for {'it' if len(reaching) == 1 else 'any of them'}.",
            *chosen.lines(),
        ]
        return page.reply(lines, facts, kind="no_data")
    ids = {entry.id for price, entry in priced if price == priced[0][0]}
    first = reaching.where(lambda entry: entry.id in ids)
    rows = list(first[:MOST_NAMES])
    others = len(first) - len(rows)
    named = [
        f"{by_organisation([row])} at {_both(row.model)} per million tokens, with {shown(row.value)}" for row in rows
    ]
    named += [counted(others, "other")] if others else []
    dated, dates = catalogue.price_dates([row.model for row in rows])
    verb = "model that reaches" if len(first) == 1 else "models that reach"
    lines = [
        f"The cheapest {verb} {goal} on {page.place}: {'; '.join(named)} {figures(page, board, rows)}.",
        *remarks(rows),
        f"{reached}; cheapest is the lowest sum of input and output price {dated}.",
    ]
    if (unpriced := len(reaching) - len(priced)) > 0:
        lines.append(f"The price is not recorded for {unpriced:,} of those.")
        facts.append(page.fact("unpriced", unpriced, at))
    facts += [*figures_facts(page, board, rows), *dates]
    facts += [page.fact("other_models", others, at)] if others else []
    facts += [fact for row in rows for fact in facts_of(row.model, Attribute.PRICE)]
    return page.reply([*lines, *chosen.lines()], facts, sources_of(page, rows), score=True)
