"""Replies about the places of a board beyond the first: top k, a place, the last, ties, and how scores are spread."""

from __future__ import annotations

import statistics as numbers
from collections.abc import Sequence

from podium.bots.faq.frame import Frame
from podium.bots.faq.replies import among, boards
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import (
    Page,
    context,
    figures,
    figures_facts,
    remarks,
    scored,
    short_names,
    sources_of,
    table_of,
    tie_facts,
    tie_lines,
)
from podium.bots.faq.replies.selecting import Selection
from podium.bots.faq.replies.wording import MOST_NAMES, board_facts, by_organisation, counted, listed
from podium.bots.faq.reply import Fact, Reply, Table
from podium.registry.ranking import RankedRows
from podium.registry.views import BoardView, Row, shown

#: Most rows of a table.
_MOST_ROWS = 50
#: Most models that a line names with their scores.
_MOST_LISTED = 10
#: Most models that a sentence names one by one; of more the first three, and the table has them all.
_MOST_TOLD = 5

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ranked_rows(desk: Desk, frame: Frame) -> tuple[Page, BoardView, Selection[Row]] | Reply:
    """Return the board asked for with the rows that are meant, or the reply where there are none."""
    page = desk.page(frame)
    if not page.asked.rows:
        return boards.no_results(page)
    chosen = among.meant(desk, page, frame.filters)
    if not chosen.rows:
        return among.none_meant(page, chosen, frame.filters)
    return page, page.asked, chosen


def top(desk: Desk, frame: Frame) -> Reply:
    """Say which models are the first k, and whether the cut goes through a tie."""
    k = (frame.filters.first or _MOST_LISTED) if frame.k is None else frame.k
    if k == 1:
        return boards.leader(desk, frame)
    found = ranked_rows(desk, frame)
    if isinstance(found, Reply):
        return found
    page, board, chosen = found
    if k < 1:
        return no_place(page, chosen, k)
    if frame.places:
        return _stretch(page, chosen, frame)
    rows = chosen.rows[: min(k, _MOST_ROWS)]
    lines = [f"{_cut(page, chosen, len(rows))}: {_named(rows, frame)}.", figures(page, board, rows)]
    facts = [*figures_facts(page, board, rows), page.fact("k", k, board.board.slug), *further(page, rows, _told(rows))]
    if len(rows) < k:
        if len(rows) < len(chosen.rows):
            lines.append(f"Of the {k:,} asked for, these are the first {len(rows):,}.")
        elif frame.k is not None:
            lines.append(f"That is all of them; there are no {k:,}.")
        facts.append(page.fact("place", len(rows), board.board.slug))
    elif len(rows) < len(chosen.rows):
        lines += _cut_tie(page, chosen, len(rows), facts)
    close = RankedRows.of(chosen.rows).close(rows[0])
    lines += tie_lines(close, "The first place")
    facts += tie_facts(page, board, close)
    return finished(page, chosen, frame, rows, lines, facts, table_of(rows, board) if len(rows) > 1 else None)


def _stretch(page: Page, chosen: Selection[Row], frame: Frame) -> Reply:
    """Say which models are at the places from one to another."""
    board, (first, last) = page.asked, frame.places
    entries = RankedRows.of(chosen.rows).entries
    if first > len(entries):
        return no_place(page, chosen, first)
    end = min(last, len(entries), first - 1 + _MOST_ROWS)
    rows = chosen.rows[first - 1 : end]
    where = (
        f"Places {first:,} to {end:,} of {all_of(chosen)}" if end > first else f"Place {first:,} of {all_of(chosen)}"
    )
    lines = [f"{where} on {page.place} by {metric_of(board)}: {_named(rows, frame)}.", figures(page, board, rows)]
    at = board.board.slug
    facts = [*figures_facts(page, board, rows), page.fact("k", last, at), *further(page, rows, _told(rows))]
    facts += [page.fact("place", number, at) for number in (first, end)]
    if end < last:
        missing = "there are no more" if end == len(entries) else "more are not listed at once"
        lines.append(f"Of the places to {last:,} asked for, {missing}.")
    for before, after, edge in ((first - 2, first - 1, "start"), (end - 1, end, "end")):
        tied = 0 <= before and after < len(entries) and shown(entries[before].value) == shown(entries[after].value)
        if tied:
            lines.append(f"The {edge} goes through a tie: the model beside it there reads the same.")
    return finished(page, chosen, frame, rows, lines, facts, table_of(rows, board) if len(rows) > 1 else None)


def place(desk: Desk, frame: Frame) -> Reply:
    """Say who is at a place, and with whom it is shared."""
    k = 1 if frame.k is None else frame.k
    if k == 1:
        return boards.leader(desk, frame)
    found = ranked_rows(desk, frame)
    if isinstance(found, Reply):
        return found
    page, board, chosen = found
    if not 1 <= k <= len(chosen.rows):
        return no_place(page, chosen, k)
    ranked = RankedRows.of(chosen.rows)
    same = ranked.alike(k - 1)
    part = f" among the {chosen.phrase}" if frame.filters else ""
    nth = _ORDINALS[k - 1] if k <= len(_ORDINALS) else f"number {k:,}"
    first = f"{scored(same, board)}"
    if len(same) == 1:
        line = f"{short_names(same)} is {nth} on {page.place}{part} with {first}, rank {same[0].rank:,}"
    else:
        line = (
            f"There is no sole {nth}{part} on {page.place}: {short_names(same, most=_told(same))} share rank"
            f" {same[0].rank:,} with {first}"
        )
    close = ranked.close(same[0])
    lines = [f"{line} {context(page, board, same)}.", *remarks(same), *tie_lines(close)]
    told = _told(same)
    facts = [*figures_facts(page, board, same[:told]), page.fact("k", k, board.board.slug), *further(page, same, told)]
    return finished(page, chosen, frame, same, lines, [*facts, *tie_facts(page, board, close)])


def last(desk: Desk, frame: Frame) -> Reply:
    """Say which model is last, or which are the last k."""
    found = ranked_rows(desk, frame)
    if isinstance(found, Reply):
        return found
    page, board, chosen = found
    ranked, number = RankedRows.of(chosen.rows), len(chosen.rows)
    part = f" among the {chosen.phrase}" if frame.filters else ""
    if frame.k is not None and frame.k > 1:
        rows = tuple(reversed(ranked[-min(frame.k, _MOST_ROWS) :]))
        named = _named(rows, frame)
        where = f"{all_of(chosen)} on {page.place} by {metric_of(board)}"
        line = f"The last {len(rows):,} of {where}, the last first: {named}."
        lines = [line, figures(page, board, rows)]
        if len(rows) < frame.k and len(rows) == number:
            lines.append(f"That is all of them; there are no {frame.k:,}.")
        facts = [
            *figures_facts(page, board, rows),
            page.fact("k", frame.k, board.board.slug),
            *further(page, rows, _told(rows)),
        ]
        facts.append(page.fact("place", len(rows), board.board.slug))
        return finished(page, chosen, frame, rows, lines, facts, table_of(rows, board) if len(rows) > 1 else None)
    same = ranked.alike(number - 1)
    verb = "is last" if len(same) == 1 else "share the last place"
    if number == 1:
        verb = "is the only one, first and last,"
    tie = ", tied" if same[0].tied else ""
    line = (
        f"{short_names(same)} {verb}{part} on {page.place} with {scored(same, board)},"
        f" rank {same[0].rank:,}{tie} {context(page, board, same)}."
    )
    close = ranked.close(same[-1])
    facts = [*figures_facts(page, board, same[:MOST_NAMES]), *further(page, same), *tie_facts(page, board, close)]
    return finished(page, chosen, frame, same, [line, *remarks(same), *tie_lines(close)], facts)


def statistics(desk: Desk, frame: Frame) -> Reply:
    """Say how the scores are spread: mean, median, quartiles, lowest and highest with their models."""
    found = ranked_rows(desk, frame)
    if isinstance(found, Reply):
        return found
    page, board, chosen = found
    ranked = RankedRows.of(chosen.rows)
    values = sorted(entry.value for entry in ranked.entries)
    mean, median = among.mean_of(ranked), numbers.median(values)
    lower, _, upper = numbers.quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    ends = [ranked.leaders, ranked.alike(len(ranked) - 1)]
    highest, lowest = ends if board.board.higher_is_better else reversed(ends)
    at = board.board.slug
    # That of a sample: the models are some of those there are.
    spread = numbers.stdev(values) if len(values) > 1 else None
    deviation = "" if spread is None else f", standard deviation {shown(spread)}"
    lines = [
        f"The scores of {all_of(chosen)} on {page.place} by {metric_of(board)}: mean {shown(mean)}, median"
        f" {shown(median)}, quartiles {shown(lower)} and {shown(upper)}{deviation}.",
        f"Highest: {shown(values[-1])}, {short_names(highest)}; lowest: {shown(values[0])}, {short_names(lowest)}.",
        figures(page, board, [highest[0], lowest[0]]),
    ]
    named = tuple(dict.fromkeys([*highest[:MOST_NAMES], *lowest[:MOST_NAMES]]))
    facts = [
        *figures_facts(page, board, named),
        page.fact("mean", mean, at),
        page.fact("median", median, at),
        *([] if spread is None else [page.fact("standard_deviation", spread, at)]),
        page.fact("lower_quartile", lower, at),
        page.fact("upper_quartile", upper, at),
        page.fact("lowest", values[0], at),
        page.fact("highest", values[-1], at),
        *(fact for rows in (highest, lowest) for fact in further(page, rows)),
    ]
    return finished(page, chosen, frame, named, lines, facts)


def metric_of(board: BoardView) -> str:
    """Return the metric of a board as in a sentence, with which way is better where that is not plain."""
    return board.board.metric_name + ("" if board.board.higher_is_better else ", where lower is better")


def all_of(chosen: Selection[Row]) -> str:
    """Return the models that are meant with their number: ``211 models``, ``1 open-weights model``."""
    number = len(chosen.rows)
    return f"{number:,} {chosen.one if number == 1 else chosen.phrase}"


def _cut(page: Page, chosen: Selection[Row], shown_rows: int) -> str:
    where = f"on {page.place} by {metric_of(page.asked)}"
    if shown_rows == 1:
        return f"The only {chosen.one} {where}"
    if shown_rows == len(chosen.rows):
        return f"The {all_of(chosen)} {where}, best first"
    return f"The first {shown_rows:,} of {all_of(chosen)} {where}"


def _named(rows: Sequence[Row], frame: Frame) -> str:
    """Return models with their scores, and with their ranks where the question leaves models out."""
    names = []
    told = _told(rows)
    for row in rows[:told]:
        rank = f", rank {row.rank:,}" if frame.filters else ""
        names.append(f"{by_organisation([row])} ({shown(row.value)}{rank})")
    if len(rows) > told:
        names.append(f"{counted(len(rows) - told, 'other')} in the table")
    return listed(names)


def _told(rows: Sequence[Row]) -> int:
    """Return how many of the rows a sentence names."""
    return len(rows) if len(rows) <= _MOST_TOLD else MOST_NAMES


def further(page: Page, rows: Sequence[Row], most: int = MOST_NAMES) -> list[Fact]:
    """Return how many rows a list of names leaves out, as a fact."""
    return [page.fact("other_models", len(rows) - most, page.asked.board.slug)] if len(rows) > most else []


def _cut_tie(page: Page, chosen: Selection[Row], k: int, facts: list[Fact]) -> list[str]:
    """Return a line where the last of the first k reads like the next one; what it states goes to the facts."""
    entries = RankedRows.of(chosen.rows).entries
    text = shown(entries[k - 1].value)
    if shown(entries[k].value) != text:
        return []
    same = [position for position, entry in enumerate(entries, 1) if shown(entry.value) == text]
    facts += [page.fact("place", number, page.asked.board.slug) for number in (same[0], same[-1])]
    return [f"Places {same[0]:,} to {same[-1]:,} read the same ({text}): the cut goes through a tie."]


def finished(
    page: Page,
    chosen: Selection[Row],
    frame: Frame,
    rows: Sequence[Row],
    lines: Sequence[str],
    facts: Sequence[Fact],
    table: Table | None = None,
) -> Reply:
    """Return the reply with what is not recorded of other models that might be meant."""
    by, by_facts = among.evaluators(page, rows, frame.filters)
    return page.reply(
        [*lines, *by, *chosen.lines()],
        [*board_facts(page.asked), *facts, *by_facts, *chosen.facts],
        sources_of(page, rows),
        score=True,
        table=table,
    )


def no_place(page: Page, chosen: Selection[Row], k: int) -> Reply:
    """Say that there is no such place, and how many there are."""
    which = f"place {k:,}" if k > 0 else "such place"
    line = f"There is no {which} on {page.place}: it ranks {all_of(chosen)}."
    facts = [*board_facts(page.asked), *chosen.facts, page.fact("k", k, page.asked.board.slug)]
    return page.reply([line, *chosen.lines()], facts)
