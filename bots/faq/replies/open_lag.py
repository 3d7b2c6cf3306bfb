"""Replies about how far open models trail proprietary ones on a board, in score and in time."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.frame import Filters, Frame
from podium.bots.faq.replies.boards import no_results
from podium.bots.faq.replies.course import Course, backing, dated
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page, remarks, scored, short_names, sources_of
from podium.bots.faq.replies.selecting import select
from podium.bots.faq.replies.wording import MOST_NAMES, board_facts, counted, row_facts
from podium.bots.faq.reply import Fact, Reply
from podium.registry import progress
from podium.registry.progress import OpenLag
from podium.registry.views import Row, overlap, shown


def open_lag(desk: Desk, frame: Frame) -> Reply:
    """Say how far the best open model trails the best proprietary one, in score and in time."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    lag = progress.open_lag(board)
    at = board.board.slug
    facts = [*board_facts(board), page.fact("openness_unknown", lag.unrecorded, at)]
    models = counted(len(board.rows), "model")
    unknown = f"Openness is not recorded for {lag.unrecorded:,} of the {models}." if lag.unrecorded else ""
    if lag.gap is None:
        kinds = [name for name, rows in (("open-weights", lag.open_best), ("proprietary", lag.closed_best)) if rows]
        known = f"only {kinds[0]} models are known" if kinds else "it is known of no model whether its weights are open"
        line = f"On {page.place} {known} ({models}), so there is nothing to compare."
        return page.reply([line, *([unknown] if unknown else [])], facts, kind="no_data")
    for rows in (lag.open_best, lag.closed_best):
        facts += [fact for row in rows[:MOST_NAMES] for fact in row_facts(row, page.view.card)]
        if len(rows) > MOST_NAMES:
            facts.append(page.fact("other_models", len(rows) - MOST_NAMES, at))
    facts.append(page.fact("gap", abs(lag.gap), at))
    told = Course(page, select(board.rows, Filters()), lag.timeline, False)
    when, when_facts = _months(told, lag)
    notes, note_facts = told.notes()
    return page.reply(
        [*_difference(page, lag), *when, *([unknown] if unknown else []), *notes],
        [*facts, *when_facts, *note_facts],
        [*sources_of(page, lag.open_best), *sources_of(page, lag.closed_best)],
        score=True,
    )


def _difference(page: Page, lag: OpenLag) -> list[str]:
    """Return who is best of either kind and by how much; nobody is ahead in a tie."""
    board, opened, closed = page.asked, lag.open_best, lag.closed_best
    lines = [
        f"On {page.place} {_best_of(page, opened, 'open-weights')}, {_best_of(page, closed, 'proprietary')};"
        f" {counted(len(board.rows), 'model')} ranked.",
        *remarks([*opened[:1], *closed[:1]]),
    ]
    gap = shown(abs(lag.gap or 0.0))
    if opened[0].rank == closed[0].rank:
        return [*lines, "The two kinds are level: their best scores read the same."]
    if overlap((opened[0].low, opened[0].high), (closed[0].low, closed[0].high)):
        return [*lines, f"The difference is {gap}, and the intervals overlap: that is a tie."]
    behind = "Open-weights" if opened[0].rank > closed[0].rank else "Proprietary"
    sure = all(end is not None for row in (opened[0], closed[0]) for end in (row.low, row.high))
    caution = "" if sure else "; without intervals I cannot tell whether that is more than chance"
    return [*lines, f"{behind} models are {gap} behind{caution}."]


def _best_of(page: Page, rows: Sequence[Row], kind: str) -> str:
    verb = "model is" if len(rows) == 1 else "models are"
    return (
        f"the best {kind} {verb} {short_names(rows)} with {scored(rows, page.asked)}, rank"
        f" {rows[0].rank:,} ({backing(page, rows)})"
    )


def _months(told: Course, lag: OpenLag) -> tuple[list[str], list[Fact]]:
    """Return how much later the open models came to their best score than the first proprietary one did."""
    if lag.open_best[0].rank < lag.closed_best[0].rank:
        return ["No proprietary model has reached the score of the open one."], []
    if lag.months is None or lag.open_moment is None or lag.closed_moment is None:
        return ["How far apart they are in time cannot be told: a date is not recorded."], []
    opened, closed = told.line.rows([lag.open_moment, lag.closed_moment])
    facts = [*told.moment_facts(lag.open_moment, opened), *told.moment_facts(lag.closed_moment, closed)]
    facts.append(told.fact("months", abs(lag.months)))
    by_open = f"{opened.model.name} ({dated(lag.open_moment)})"
    by_closed = f"{closed.model.name} ({shown(closed.value)}, {dated(lag.closed_moment)})"
    apart = counted(abs(lag.months), "month")
    if lag.months < 0:
        return [f"{by_open} was the first with that score; of the proprietary ones, {by_closed}, {apart} later."], facts
    head = f"The first proprietary model with the open one's score or better was {by_closed}"
    if lag.months == 0:
        return [f"{head}, in about the same month as {by_open}."], facts[:-1]
    return [f"{head}: {by_open} came {apart} later."], facts
