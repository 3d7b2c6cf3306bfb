"""Replies that set prices against the scores of a board: what is worth its price, what is the cheapest to reach one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from podium.bots.faq.frame import Attribute, Frame
from podium.bots.faq.replies import catalogue
from podium.bots.faq.replies.boards import meant, no_results
from podium.bots.faq.replies.catalogue import dollars, facts_of, name_of
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page, context, figures, figures_facts, remarks, score, short_names, sources_of
from podium.bots.faq.replies.prices import none_of
from podium.bots.faq.replies.selecting import Selection
from podium.bots.faq.replies.wording import MOST_NAMES, board_facts, by_organisation, counted, listed, row_facts
from podium.bots.faq.reply import Fact, Reply, Table
from podium.registry import model_reads
from podium.registry.ranking import Entry, RankedRows
from podium.registry.views import ModelFacts, Row, shown

#: Most lines of the frontier.
_MOST_LINES = 20


def value(desk: Desk, frame: Frame) -> Reply:
    """Show the frontier of price against score: the models that no other beats in both."""
    page = desk.page(frame)
    if not page.asked.rows:
        return no_results(page)
    chosen = meant(desk, page, frame.filters)
    ranked, at = RankedRows.of(chosen.rows), page.asked.board.slug
    priced = _priced(ranked)
    facts = [*board_facts(page.asked), *chosen.facts, page.fact("filtered", len(ranked), at)]
    if not priced:
        what = none_of(len(ranked), chosen.phrase, chosen.one) if ranked else f"any {chosen.one}"
        line = f"No price is recorded for {what} on {page.place}."
        return page.reply([line, *chosen.lines()], facts, kind="no_data")
    ids = _frontier(priced, page.asked.board.higher_is_better)
    place = {one: position for position, one in enumerate(ids)}
    rows = sorted(ranked.where(lambda entry: entry.id in place), key=lambda row: place[row.id])
    dated, dates = catalogue.price_dates([row.model for row in rows])
    have = "has" if len(priced) == 1 else "have"
    lines = [
        f"{_share(len(priced), chosen, page)} {have} prices; {_on_frontier(len(rows))} of price against score: no other"
        " of them is as cheap and as good, and better in one of the two.",
        *_ends(page, rows),
        "This is a frontier, not a ratio: which step up is worth its price is yours to judge. Prices are per million"
        f" tokens {dated}; the order is by input and output price together.",
        *_free_line(rows),
    ]
    told = rows[:_MOST_LINES]
    facts += [page.fact("priced", len(priced), at), page.fact("frontier", len(rows), at), *dates]
    if len(rows) > len(told):
        lines.append(f"The table has the {len(told):,} cheapest.")
        facts.append(page.fact("k", len(told)))
    facts += figures_facts(page, page.asked, rows)
    facts += [fact for row in (*told, rows[-1]) for fact in facts_of(row.model, Attribute.PRICE)]
    table = _offers(told, page) if len(told) > 2 else None
    return page.reply([*lines, *chosen.lines()], facts, sources_of(page, rows), score=True, table=table)


def _ends(page: Page, rows: Sequence[Row]) -> list[str]:
    """Return the cheapest and the best of the frontier, and whose figures these are."""
    if len(rows) == 1:
        return [f"That is {_offer(rows[0], page)} {context(page, page.asked, rows)}."]
    return [f"It runs from {_offer(rows[0], page)} to {_offer(rows[-1], page)}.", figures(page, page.asked, rows)]


def _share(part: int, chosen: Selection[Row], page: Page) -> str:
    """Return how many of the models that are meant, as the start of a sentence: ``13 of the 211 models on MMLU``."""
    total = len(chosen.rows)
    if total == 1:
        return f"The only {chosen.one} on {page.place}"
    return f"{part:,} of the {total:,} {chosen.phrase} on {page.place}"


def _on_frontier(number: int) -> str:
    return "1 of them is the whole frontier" if number == 1 else f"{number:,} of them are the frontier"


def _priced(ranked: RankedRows, by: Attribute = Attribute.PRICE) -> list[tuple[float, Entry]]:
    """Return the results of models with the price that is asked for: by default the sum of both."""
    described = ranked.described("input_price", "output_price")
    found = []
    for entry in ranked.entries:
        sent, received = described[entry.model]
        price = {Attribute.INPUT_PRICE: sent, Attribute.OUTPUT_PRICE: received}.get(
            by, model_reads.price_sum(sent, received)
        )
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


def _asked_price(model: ModelFacts, by: Attribute) -> str:
    if by is Attribute.PRICE:
        return f"{_both(model)} per million tokens"
    return catalogue.prices(catalogue.only_price(model, by))


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
    wanted, up, at = frame.score or 0.0, board.board.higher_is_better, board.board.slug
    text = shown(wanted)
    chosen = meant(desk, page, frame.filters)
    ranked = RankedRows.of(chosen.rows)
    reaching = ranked.where(
        lambda entry: shown(entry.value) == text or (entry.value > wanted if up else entry.value < wanted)
    )
    goal = f"{text} {board.board.metric_name}{'' if up else ' or less'}"
    facts = [*board_facts(board), *chosen.facts, page.fact("asked_score", wanted, at)]
    facts.append(page.fact("filtered", len(ranked), at))
    if not reaching:
        return _none_reaches(page, chosen, goal, facts)
    by = frame.attribute or Attribute.PRICE
    priced = _priced(reaching, by)
    facts.append(page.fact("reaching", len(reaching), at))
    reached = f"{_share(len(reaching), chosen, page)} {'reaches' if len(reaching) == 1 else 'reach'} {goal}"
    if not priced:
        what = "it" if len(reaching) == 1 else "any of them"
        return page.reply([f"{reached}; no price is recorded for {what}.", *chosen.lines()], facts, kind="no_data")
    if (unpriced := len(reaching) - len(priced)) > 0:
        facts.append(page.fact("unpriced", unpriced, at))
    least = min(price for price, _ in priced)
    ids = {entry.id for price, entry in priced if price == least}
    rows = reaching.where(lambda entry: entry.id in ids)[:MOST_NAMES]
    dated, dates = catalogue.price_dates([row.model for row in rows])
    lines = [
        *_cheapest(page, rows, len(ids) - len(rows), goal, by),
        *remarks(rows),
        f"{reached}; cheapest is the lowest {_ORDERS[by]} {dated}.",
        *_free_line(rows),
        *([f"The {_LACKING[by]} is not recorded for {unpriced:,} of those."] if unpriced else []),
    ]
    facts += [*figures_facts(page, board, rows), *dates, page.fact("other_models", len(ids) - len(rows), at)]
    facts += [fact for row in rows for fact in facts_of(row.model, Attribute.PRICE)]
    if by is Attribute.PRICE:
        of_one, stated = _cheapest_input(reaching, ids)
        lines += of_one
        facts += stated
    return page.reply([*lines, *chosen.lines()], facts, sources_of(page, rows), score=True)


#: What "cheapest" goes by, and what is not recorded where it is missing.
_ORDERS = {
    Attribute.PRICE: "sum of input and output price",
    Attribute.INPUT_PRICE: "price of input tokens",
    Attribute.OUTPUT_PRICE: "price of output tokens",
}
_LACKING = {**_ORDERS, Attribute.PRICE: "price"}


def _cheapest(page: Page, rows: Sequence[Row], others: int, goal: str, by: Attribute) -> list[str]:
    """Return the cheapest that reach a score, and whose figures these are."""
    named = [f"{by_organisation([row])} at {_asked_price(row.model, by)}, with {shown(row.value)}" for row in rows]
    if len(rows) == 1:
        which = f"The cheapest model that reaches {goal} on {page.place}"
        return [f"{which}: {named[0]} {context(page, page.asked, rows)}."]
    named += [counted(others, "other")] if others else []
    which = f"The cheapest models that reach {goal} on {page.place}"
    return [f"{which}: {'; '.join(named)}.", figures(page, page.asked, rows)]


def _cheapest_input(reaching: RankedRows, told: Collection[int]) -> tuple[list[str], list[Fact]]:
    """Return which of the models that reach a score is the cheapest by input tokens, where it is none of those told."""
    priced = _priced(reaching, Attribute.INPUT_PRICE)
    least = min((price for price, _ in priced), default=None)
    ids = {entry.id for price, entry in priced if price == least}
    rows = reaching.where(lambda entry: entry.id in ids)[: MOST_NAMES + 1]
    if not rows or len(rows) > MOST_NAMES or any(row.id in told for row in rows):
        return [], []
    named = listed([f"{name_of(row.model)} at {_asked_price(row.model, Attribute.PRICE)}" for row in rows])
    facts = []
    for row in rows:
        name, *prices = facts_of(row.model, Attribute.PRICE)
        facts += [Fact("listed", name.value, model=row.model.slug), *prices]
    return [f"By the price of input tokens alone it is {named}."], facts


def _none_reaches(page: Page, chosen: Selection[Row], goal: str, facts: list[Fact]) -> Reply:
    """Say that a score is not reached, and what the best is."""
    board, ranked = page.asked, RankedRows.of(chosen.rows)
    none = f"None of the {len(ranked):,} {chosen.phrase}" if len(ranked) > 1 else f"No {chosen.one}"
    lines, best = [f"{none} on {page.place} reaches {goal}."], ranked.leaders
    if best:
        verb = "is" if len(best) == 1 else "are"
        said = f"{short_names(best)} with {score(best[0], board)}"
        lines.append(f"The best {verb} {said} {context(page, board, best)}.")
        facts += [fact for row in best[:MOST_NAMES] for fact in row_facts(row, page.view.card, "leader")]
        facts.append(page.fact("other_leaders", max(len(best) - MOST_NAMES, 0), board.board.slug))
    return page.reply([*lines, *chosen.lines()], facts, sources_of(page, best), score=True, kind="no_data")
