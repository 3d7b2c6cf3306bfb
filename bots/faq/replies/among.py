"""Replies about part of a board: the models that filters leave, with the ranks that they have among all."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from podium.bots.faq.frame import Filters
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import (
    Page,
    alike,
    context,
    figures_facts,
    intervals,
    other_boards,
    remarks,
    score,
    short_names,
    sourced,
    sources_of,
    started,
    table_of,
    tie_facts,
    tie_lines,
)
from podium.bots.faq.replies.wording import (
    MOST_NAMES,
    board_facts,
    counted,
    listed,
    row_facts,
    standings,
)
from podium.bots.faq.reply import Fact, Reply
from podium.registry.ranking import RankedRows
from podium.registry.views import Row, shown

if TYPE_CHECKING:
    from podium.bots.faq.replies.selecting import Selection

#: Most rows in the table of a board or part of it.
MOST_ROWS = 10


def meant(desk: Desk, page: Page, filters: Filters) -> Selection[Row]:
    """Return the rows of the board asked for that filters leave: all of them where there are none."""
    # Questions without filters, most of all, start without this.
    from podium.bots.faq.replies.selecting import select

    names = {slug: desk.vocabulary.models[slug].name for slug in filters.excluded if slug in desk.vocabulary.models}
    return select(page.asked.rows, filters, names, page.asked.board)


def mean_of(rows: RankedRows) -> float:
    """Return the mean score of at least one row."""
    return math.fsum(entry.value for entry in rows.entries) / len(rows)


def none_meant(page: Page, chosen: Selection[Row], filters: Filters) -> Reply:
    """Say that no model on the board is known to be meant; where some might be, nothing is recorded about them."""
    board = page.asked
    facts = [*board_facts(board), *_open_facts(page, chosen, filters), *chosen.facts]
    models = counted(len(board.rows), "model")
    if filters == Filters(open_weights=True):
        lines = [f"No model on {page.place} is known to have open weights ({models})."]
        if chosen.possible:
            lines[0] += f" For {len(chosen.possible):,} of them it is not recorded."
    else:
        lines = [f"No {chosen.one} is known on {page.place} ({models}).", *chosen.lines()]
    more, more_facts = other_boards(page)
    return page.reply(
        [*lines, *more], [*facts, *more_facts], kind="no_data" if chosen.possible or filters.organisations else "answer"
    )


def not_recorded(page: Page, chosen: Selection[Row], filters: Filters, best: Row) -> tuple[list[str], list[Fact]]:
    """Return what is not recorded of the models that might be meant, and how many of those stand above one."""
    at, sign = page.asked.board.slug, 1 if page.asked.board.higher_is_better else -1
    better = [one for one in RankedRows.of(chosen.possible).entries if sign * (one.value - best.value) > 0]
    above = sum(shown(one.value) != shown(best.value) for one in better)
    if filters == Filters(open_weights=True):
        line = f"Of the models above it, openness is not recorded for {above:,}."
        return ([line], [page.fact("openness_unknown_above", above, at)]) if above else ([], [])
    lines = chosen.lines()
    if not above:
        return lines, []
    return [*lines, f"{above:,} of those {'ranks' if above == 1 else 'rank'} above it."], [
        page.fact("unrecorded_above", above, at)
    ]


def evaluators(page: Page, rows: Sequence[Row], filters: Filters) -> tuple[list[str], list[Fact]]:
    """Return who published the figures, where the question asks for verified ones."""
    names = list(dict.fromkeys(row.reported_by for row in rows[:MOST_NAMES] if row.reported_by))
    if not filters.verified or not names:
        return [], []
    facts = [page.fact("reported_by", name, page.asked.board.slug) for name in names]
    return [f"{'The figure is' if len(rows) == 1 else 'The figures are'} reported by {listed(names)}."], facts


def _open_facts(page: Page, chosen: Selection[Row], filters: Filters) -> list[Fact]:
    if filters != Filters(open_weights=True):
        return []
    at = page.asked.board.slug
    unknown = len(chosen.possible)
    return [page.fact("open_models", len(chosen.rows), at), page.fact("openness_unknown", unknown, at)]


def best(desk: Desk, page: Page, filters: Filters) -> Reply:
    """Say which of the models that are meant is best and where it ranks among all.

    Where a plain question means none of the headline board's models, the best of the first other board that has some
    is told, and that it is another board.
    """
    board, chosen = page.asked, meant(desk, page, filters)
    if not chosen.rows:
        for other in page.others:
            apart = replace(page, board=other.board.slug)
            if meant(desk, apart, filters).rows:
                return _apart(page, none_meant(page, chosen, filters), best(desk, apart, filters))
        return none_meant(page, chosen, filters)
    first, close = _first(chosen)
    verb, several = ("are", chosen.phrase) if len(first) > 1 else ("is", chosen.one)
    # Nobody is the best in a tie.
    verb += f" first among the {chosen.phrase}" if close else f" the best {several}"
    line = f"{short_names(first)} {verb} on {page.place} with {score(first[0], board)}"
    return _ranked(page, chosen, filters, first, close, line)


def _apart(page: Page, none: Reply, other: Reply) -> Reply:
    """Return what another board tells, after the line that the headline board has none of the models meant."""
    first = none.body.partition("\n")[0].replace(f" on {page.place} (", f" on the main board of {page.name} (")
    return replace(other, body=f"{first}\n{other.body}", facts=(*other.facts, *none.facts))


def best_score(page: Page, chosen: Selection[Row], filters: Filters, which: str) -> Reply:
    """Say the best score of the models that are meant."""
    board = page.asked
    if not chosen.rows:
        return none_meant(page, chosen, filters)
    first, close = _first(chosen)
    line = f"The {which} score of {chosen.phrase} on {page.place} is {score(first[0], board)}: {short_names(first)}"
    return _ranked(page, chosen, filters, first, close, line)


def _first(chosen: Selection[Row]) -> tuple[tuple[Row, ...], Sequence[Row]]:
    """Return the first of the rows that are meant, and those of them whose intervals overlap."""
    rows = RankedRows.of(chosen.rows)
    best = rows.leaders
    return best, rows.close(best[0])


def _ranked(
    page: Page, chosen: Selection[Row], filters: Filters, best: Sequence[Row], close: Sequence[Row], line: str
) -> Reply:
    """Return a line about the best that are meant with rank, ties, and what is not recorded."""
    board = page.asked
    unknown, unknown_facts = not_recorded(page, chosen, filters, best[0])
    by, by_facts = evaluators(page, best, filters)
    tie = ", tied" if best[0].tied else ""
    from podium.bots.faq.replies.phrasing import recorded_as

    known, known_facts = recorded_as(best[0].model, filters)
    limit, limit_facts = _at_the_limit(page, filters, best[0])
    lines = [
        f"{line}, rank {best[0].rank:,}{tie} {context(page, board, best)}.",
        *remarks(best),
        *tie_lines(close),
        *by,
        *([known] if known else []),
        *limit,
        *unknown,
    ]
    facts = [*board_facts(board), *_open_facts(page, chosen, filters), *chosen.facts]
    facts += [*unknown_facts, *by_facts, *known_facts]
    for row in best[:MOST_NAMES]:
        facts.extend(row_facts(row, page.view.card))
    if len(best) > MOST_NAMES:
        facts.append(page.fact("other_models", len(best) - MOST_NAMES, board.board.slug))
    facts.extend(tie_facts(page, board, close))
    # What comes first of the models is what the next message can mean.
    facts.extend(limit_facts)
    return page.reply(lines, facts, sources_of(page, best), score=True)


def _at_the_limit(page: Page, filters: Filters, best: Row) -> tuple[list[str], list[Fact]]:
    """Return the better model that is listed with just the number of parameters that it should have less or more of.

    Catalogues round sizes: one of 9.6B stands there with 10B, and may be what a question about less than 10B means.
    """
    sizes = {"min_params_b", "max_params_b"} & set(filters.strict)
    if not sizes:
        return [], []
    from podium.bots.faq.replies.phrasing import sized
    from podium.bots.faq.replies.selecting import select

    within = replace(filters, strict=tuple(name for name in filters.strict if name not in sizes))
    first = RankedRows.of(select(page.asked.rows, within).rows).leaders[0]
    if first.rank >= best.rank or first.model.parameters_b is None:
        return [], []
    facts = [*row_facts(first, page.view.card), Fact("parameters_b", first.model.parameters_b, model=first.model.slug)]
    said = f"{first.model.name}, listed at just {sized(first.model.parameters_b)}, has {score(first, page.asked)}"
    return [f"{said}, rank {first.rank:,}{', tied' if first.tied else ''} ({first.standing})."], facts


def part(page: Page, chosen: Selection[Row], filters: Filters) -> Reply:
    """Say how many of the board's models are meant, which are the first of them, and their mean."""
    board = page.asked
    if not chosen.rows:
        return none_meant(page, chosen, filters)
    first, close = _first(chosen)
    table_rows = chosen.rows[:MOST_ROWS]
    mean = mean_of(RankedRows.of(chosen.rows))
    number = len(chosen.rows)
    lower = "" if board.board.higher_is_better else ", where lower is better"
    verb = "is first" if len(first) == 1 else "are first"
    unknown, unknown_facts = not_recorded(page, chosen, filters, first[0])
    lines = [
        f"{started(page.place)} ranks {number:,} {chosen.one if number == 1 else chosen.phrase}, out of"
        f" {counted(len(board.rows), 'model')} in all, by {board.board.metric_name}{lower}. {short_names(first)} {verb}"
        f" with {shown(first[0].value)}{alike(first)}, rank {first[0].rank:,}"
        f" ({intervals(first)}{standings(first)}; {sourced(page, first)});"
        f" the mean of their scores is {shown(mean)}.",
        *tie_lines(close),
        *unknown,
    ]
    facts = [
        *figures_facts(page, board, table_rows),
        *chosen.facts,
        *unknown_facts,
        *tie_facts(page, board, close),
        page.fact("mean", mean, board.board.slug),
    ]
    if len(first) > MOST_NAMES:
        facts.append(page.fact("other_models", len(first) - MOST_NAMES, board.board.slug))
    table = table_of(table_rows, board, number) if number > 1 else None
    return page.reply(lines, facts, sources_of(page, first), score=True, table=table)


def count_part(page: Page, chosen: Selection[Row], whose: str, facts: Sequence[Fact]) -> Reply:
    """Say how many of the board's models are meant, and whose figures theirs are."""
    number, models = len(chosen.rows), counted(chosen.total, "model")
    verb = "is" if number == 1 else "are"
    line = (
        f"{number:,} {chosen.one if number == 1 else chosen.phrase} {verb} evaluated on {page.place}, out of {models}"
    )
    lines = [f"{line} in all{f': {whose}' if number else ''}.", *chosen.lines()]
    return page.reply(lines, [*facts, *chosen.facts])


def evaluated_by(page: Page, rows: Sequence[Row]) -> tuple[str, list[Fact]]:
    """Return who published the most of verified rows, and how many of them."""
    ranked, at = RankedRows.of(rows), page.asked.board.slug
    published = ranked.recorded("reported_by")
    names = Counter(published[entry.id][0] or "not recorded" for entry in ranked.entries).most_common()
    facts: list[Fact] = []
    parts = []
    for name, number in names[:MOST_NAMES]:
        parts.append(f"{number:,} by {name}")
        facts += [page.fact("reported_by", name, at), page.fact("reported_figures", number, at)]
    if rest := sum(number for _, number in names[MOST_NAMES:]):
        parts.append(f"{rest:,} by others")
        facts.append(page.fact("reported_figures", rest, at))
    return f"reported {listed(parts)}", facts
