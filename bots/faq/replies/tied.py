"""Replies about models whose scores read the same."""

from __future__ import annotations

from itertools import groupby

from podium.bots.faq.frame import Frame
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import (
    context,
    figures_facts,
    lead,
    scored,
    short_names,
    sources_of,
    tie_facts,
    tie_lines,
)
from podium.bots.faq.replies.places import all_of, finished, further, place, ranked_rows
from podium.bots.faq.replies.scores import no_result
from podium.bots.faq.replies.wording import MOST_NAMES, board_facts, counted, row_facts
from podium.bots.faq.reply import Reply, Table
from podium.registry.ranking import Entry, RankedRows
from podium.registry.views import shown

#: Most groups of ties in a table.
_MOST_GROUPS = 10
#: Most models that are named of a group.
_MOST_OF_GROUP = 12


def ties(desk: Desk, frame: Frame) -> Reply:
    """Say which models have scores that read the same, who cannot be told from the leader, or who shares a place."""
    if frame.models:
        return _ties_of_one(desk, frame)
    if frame.k is not None:
        return place(desk, frame)
    found = ranked_rows(desk, frame)
    if isinstance(found, Reply):
        return found
    page, board, chosen = found
    ranked = RankedRows.of(chosen.rows)
    leaders = ranked.leaders
    close = ranked.close(leaders[0])
    groups = [group for group in _groups(ranked) if len(group) > 1]
    tied = sum(len(group) for group in groups)
    facts = [*board_facts(board), page.fact("groups", len(groups), board.board.slug)]
    facts += [*chosen.facts, *tie_facts(page, board, close)]
    facts += [fact for row in leaders[:MOST_NAMES] for fact in row_facts(row, page.view.card)] + further(page, leaders)
    first = lead(board) if not frame.filters else "is first among these on" if len(leaders) == 1 else "are first on"
    head = f"{short_names(leaders)} {first} {page.place} with {scored(leaders, board)}"
    lines = [f"{head} {context(page, board, leaders)}.", *tie_lines(close), *chosen.lines()]
    if not groups:
        two = "No two of the" if len(ranked) > 1 else "Nothing can tie with the"
        verb = " read the same to three decimals" if len(ranked) > 1 else ""
        lines.insert(0, f"{two} {all_of(chosen)} on {page.place}{verb}.")
        return page.reply(lines, facts, sources_of(page, leaders), score=True)
    # The models of the first groups are read at once.
    ids = {entry.id for group in groups[:_MOST_GROUPS] for entry in group}
    rows = ranked.where(lambda entry: entry.id in ids)[:]
    cells, start = [], 0
    for group in groups[:_MOST_GROUPS]:
        same = rows[start : start + len(group)]
        start += len(group)
        cells.append((f"{same[0].rank:,}", shown(same[0].value), short_names(same, makers=False, most=_MOST_OF_GROUP)))
        facts += [fact for row in same[:_MOST_OF_GROUP] for fact in row_facts(row, page.view.card)]
        facts += further(page, same, _MOST_OF_GROUP)
    lines.insert(
        0,
        f"{tied:,} of the {all_of(chosen)} on {page.place} read the same as another to three decimals,"
        f" in {counted(len(groups), 'group')}; tied models share a rank, and the next rank counts them all. First:"
        f" {cells[0][2]} with {cells[0][1]}, rank {cells[0][0]}.",
    )
    facts.append(page.fact("tied", tied, board.board.slug))
    table = Table(("Rank", f"Score ({board.board.metric_name})", "Models"), tuple(cells), (0, 1))
    return page.reply(lines, facts, sources_of(page, leaders), score=True, table=table)


def _ties_of_one(desk: Desk, frame: Frame) -> Reply:
    """Say which models have the score of one, as it is told, or that none has."""
    found = ranked_rows(desk, frame)
    if isinstance(found, Reply):
        return found
    page, board, chosen = found
    ranked = RankedRows.of(board.rows)
    position = next((i for i, entry in enumerate(ranked.entries) if entry.model == frame.models[0]), None)
    if position is None:
        return no_result(desk, page, frame.models[0])
    same = ranked.alike(position)
    mine, others = ranked[position], [row for row in same if row.model.slug != frame.models[0]]
    line = f"{short_names([mine])} has {scored([mine], board)} on {page.place}, rank {mine.rank:,}"
    line += f" {context(page, board, same)}."
    if others:
        verb = "has" if len(others) == 1 else "have"
        first = f"{short_names(others)} {verb} the same score as {short_names([mine])}, to three decimals."
    else:
        first = f"No other model has the score of {short_names([mine])}, to three decimals."
    close = ranked.close(mine)
    named = [mine, *others[:MOST_NAMES]]
    facts = [*figures_facts(page, board, named), *further(page, others), *tie_facts(page, board, close)]
    return finished(page, chosen, frame, named, [first, line, *tie_lines(close)], facts)


def _groups(ranked: RankedRows) -> list[list[Entry]]:
    return [list(group) for _, group in groupby(ranked.entries, key=lambda entry: shown(entry.value))]
