"""Replies about how firm a lead is: its distance from the next, and what room is left above it."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.frame import Frame
from podium.bots.faq.replies import among, boards
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.margins import chance, newest_record, people
from podium.bots.faq.replies.page import (
    Page,
    alike,
    close_lines,
    context,
    figures_facts,
    lead,
    leader_facts,
    scored,
    short_names,
    sources_of,
)
from podium.bots.faq.replies.places import further, no_place
from podium.bots.faq.replies.selecting import Selection
from podium.bots.faq.replies.wording import MOST_NAMES
from podium.bots.faq.reply import Fact, Reply
from podium.registry.ranking import RankedRows
from podium.registry.views import Row, shown

#: How many of the first ranks a spread is told of.
_FIRST_RANKS = 10


def gap(desk: Desk, frame: Frame) -> Reply:
    """Say how far the second is behind the first, or one place behind another, and whether that may be chance."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return boards.no_results(page)
    if frame.places:
        return _distance(page, among.meant(desk, page, frame.filters), *frame.places)
    ranked, leaders = RankedRows.of(board.rows), board.leaders
    facts = leader_facts(page, board)
    head = f"{short_names(leaders)} {lead(board)} {page.place} with {scored(leaders, board)}"
    lines = [f"{head} {context(page, board, leaders)}."]
    if frame.models and frame.models[0] not in {row.model.slug for row in leaders}:
        name = desk.vocabulary.models[frame.models[0]].name
        lines.insert(0, f"{name} does not lead {page.place}.")
        facts.append(Fact("model", name, model=frame.models[0]))
    followers = ranked.alike(len(leaders)) if len(leaders) < len(ranked) else ()
    if not followers:
        alone = "It is the only model" if len(ranked) == 1 else "No other model is ranked"
        lines.append(f"{alone} there, so there is no gap.")
        return page.reply(lines, facts, sources_of(page, leaders), kind="no_data", score=True)
    first, second = leaders[0], followers[0]
    difference = abs(first.value - second.value)
    after = "Next" if len(leaders) > 1 else "Second"
    verb = "is" if len(followers) == 1 else "are"
    lines.append(
        f"{after} {verb} {short_names(followers)}, {shown(difference)} behind with {shown(second.value)}"
        f"{alike(followers)} {context(page, board, followers)}."
    )
    facts += [*figures_facts(page, board, followers[:MOST_NAMES]), *further(page, followers)]
    facts += [page.fact("gap", difference, board.board.slug)]
    if len(leaders) > 1:
        lines.append("Scores that read the same are a tie: between the first there is no gap.")
    lines += chance(page, ranked, first, second, facts)
    return page.reply(lines, facts, sources_of(page, [*leaders[:1], *followers[:1]]), score=True)


def _distance(page: Page, chosen: Selection[Row], first: int, second: int) -> Reply:
    """Say how far one place is behind another."""
    board, ranked = page.asked, RankedRows.of(chosen.rows)
    if not 1 <= first < second <= len(ranked):
        return no_place(page, chosen, second if 1 <= first else first)
    upper, lower = ranked.alike(first - 1), ranked.alike(second - 1)
    better, worse = upper[0], lower[0]
    at = board.board.slug
    facts = [page.fact("k", first, at), page.fact("k", second, at)]
    for rows in (upper, lower):
        facts += [*figures_facts(page, board, rows[:MOST_NAMES]), *further(page, rows)]
    if shown(better.value) == shown(worse.value):
        facts += [page.fact("place", first, at), page.fact("place", second, at)]
        line = f"Places {first:,} and {second:,} on {page.place} read the same, {scored(upper, board)}:"
        line = f"{line} {short_names(upper)} {context(page, board, upper)}."
        return page.reply([line], facts, sources_of(page, upper), score=True)
    difference = abs(better.value - worse.value)
    facts.append(page.fact("gap", difference, at))
    lines = [
        f"{_place_of(upper, first)} on {page.place} is {short_names(upper)} with {scored(upper, board)}"
        f" {context(page, board, upper)}.",
        f"{_place_of(lower, second)} is {short_names(lower)}, {shown(difference)} behind with {scored(lower, board)}"
        f" {context(page, board, lower)}.",
        *chance(page, ranked, better, worse, facts),
    ]
    return page.reply(lines, facts, sources_of(page, [better, worse]), score=True)


def _place_of(rows: Sequence[Row], k: int) -> str:
    """Return a place as the start of a sentence, with the rank that tied models share there."""
    shared = f" (rank {rows[0].rank:,}, tied)" if len(rows) > 1 else ""
    return f"Number {k:,}{shared}"


def saturated(desk: Desk, frame: Frame) -> Reply:
    """Set the leader beside the maximum, people, the other first ranks and the date of the newest record."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return boards.no_results(page)
    leaders, at = board.leaders, board.board.slug
    facts = leader_facts(page, board)
    head = f"{short_names(leaders)} {lead(board)} {page.place} with {scored(leaders, board)}"
    lines = [f"{head} {context(page, board, leaders)}."]
    best = board.board.maximum if board.board.higher_is_better else board.board.minimum
    bounds = []
    if best is not None:
        left = abs(best - leaders[0].value)
        bounds.append(f"The best possible score is {shown(best)}, {shown(left)} away.")
        facts += [page.fact("maximum" if board.board.higher_is_better else "minimum", best, at)]
        facts += [page.fact("gap", left, at)]
    first = board.rows[:_FIRST_RANKS]
    if len(first) > 1:
        spread = abs(first[0].value - first[-1].value)
        bounds.append(f"The first {len(first)} lie within {shown(spread)} of each other.")
        facts += [page.fact("k", len(first), at), page.fact("spread", spread, at)]
    lines += [*close_lines(board), *([" ".join(bounds)] if bounds else [])]
    lines += people(page, board, leaders[0], facts)
    lines += newest_record(page, board, facts)
    lines.append("Whether that leaves room to improve, these figures alone do not say.")
    return page.reply(lines, facts, sources_of(page, leaders), score=True)
