"""Replies about one board as it stands: who is first, the best score, how many models."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from podium.bots.faq.desk import Desk
from podium.bots.faq.frame import Filters, Frame
from podium.bots.faq.page import (
    Page,
    alike,
    close_lines,
    context,
    figures_facts,
    lead,
    leader_facts,
    other_boards,
    other_leaders,
    remarks,
    score,
    short_names,
    sources_of,
    table_of,
    tie_facts,
    tie_lines,
    titled,
)
from podium.bots.faq.reply import Fact, Reply, Source
from podium.bots.faq.selecting import Selection, recorded_as, select
from podium.bots.faq.wording import (
    MOST_NAMES,
    board_facts,
    by_organisation,
    counted,
    credit_phrase,
    interval,
    listed,
    month,
    row_facts,
    standings,
)
from podium.registry.ranking import RankedRows
from podium.registry.views import Row, shown

#: Most rows in the table of a whole board.
MOST_ROWS = 10

_VERIFIED = "Verified means run by others than the maker under a stated protocol, or reproduced by a run stored here."


def leader(desk: Desk, frame: Frame) -> Reply:
    """Say who leads, with whom it is tied, and who leads the other boards."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    if frame.filters:
        return _best(page, meant(desk, page, frame.filters), frame.filters)
    leaders = board.leaders
    where = f"{lead(board)} {page.place}"
    first = f"{score(leaders[0], board)}{alike(leaders)}"
    line = f"{short_names(leaders)} {where} with {first} {context(page, board, leaders)}."
    lines, facts, sources = other_leaders(page)
    return page.reply(
        [line, *remarks(leaders), *close_lines(board), *lines],
        [*leader_facts(page, board), *facts],
        [*sources_of(page, leaders), *sources],
        score=True,
    )


def top_score(desk: Desk, frame: Frame) -> Reply:
    """Say the best score and whose it is."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    which = "highest" if board.board.higher_is_better else "best"
    if frame.filters:
        return _best_score(page, meant(desk, page, frame.filters), frame.filters, which)
    leaders = board.leaders
    line = f"The {which} score on {page.place} is {score(leaders[0], board)}: {short_names(leaders)}"
    lines, facts = other_boards(page)
    return page.reply(
        [f"{line} {context(page, board, leaders)}.", *remarks(leaders), *close_lines(board), *lines],
        [*leader_facts(page, board), *facts],
        sources_of(page, leaders),
        score=True,
    )


def leaderboard(desk: Desk, frame: Frame) -> Reply:
    """Say how many models the board ranks, who leads, who follows, and the mean of all scores."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    if frame.filters:
        return _part(page, meant(desk, page, frame.filters), frame.filters)
    leaders = board.leaders
    mean = mean_of(RankedRows.of(board.rows))
    where = f"The {page.name} leaderboard" if board.board.headline else _upper(page.place)
    lower = "" if board.board.higher_is_better else ", where lower is better"
    leads = lead(board).removesuffix(" on")
    lines = [
        f"{where} ranks {counted(len(board.rows), 'model')} by {board.board.metric_name}{lower}."
        f" {short_names(leaders)} {leads} with {shown(leaders[0].value)}{alike(leaders)}"
        f" ({interval(leaders[0])}{standings(leaders)}; {credit_phrase(leaders[0], page.view.card)});"
        f" the mean of all scores is {shown(mean)}.",
        *close_lines(board),
    ]
    facts = [*leader_facts(page, board), page.fact("mean", mean, board.board.slug)]
    followers = board.rows[len(leaders) : len(leaders) + MOST_NAMES]
    if followers:
        names = [f"{by_organisation([row])} ({shown(row.value)})" for row in followers]
        lines.append(f"Next: {listed(names)}.")
        facts.extend(fact for row in followers for fact in row_facts(row, page.view.card))
    more, more_facts = other_boards(page)
    first = board.rows[:MOST_ROWS]
    told = {fact.result for fact in facts}
    facts.extend(fact for row in first if row.id not in told for fact in row_facts(row, page.view.card, "listed"))
    return page.reply(
        [*lines, *more],
        [*facts, *more_facts],
        sources_of(page, leaders),
        score=True,
        table=table_of(first, board) if len(first) > 1 else None,
    )


def count(desk: Desk, frame: Frame) -> Reply:
    """Say how many models have a result, and whose figures these are."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    chosen = meant(desk, page, frame.filters)
    whose, facts = _whose_figures(page, chosen.rows)
    facts = [*board_facts(board), *facts]
    if frame.filters:
        whose, more_facts = _evaluated_by(page, chosen.rows) if frame.filters.verified else (whose, [])
        return _count_part(page, chosen, whose, [*facts, *more_facts])
    verb = "is" if len(board.rows) == 1 else "are"
    lines = [f"{counted(len(board.rows), 'model')} {verb} evaluated on {page.place}: {whose}.", _VERIFIED]
    more, more_facts = other_boards(page)
    lines.extend(more)
    # A few rows have their sources told; for many, one row's source would say nothing about the number.
    sources = sources_of(page, board.rows) if len(board.rows) <= MOST_NAMES else []
    cite = bool(sources)
    # What another site lists is comparable with the headline board alone.
    for listing in page.view.card["listings"] if board.board.headline else ():
        lines.append(
            f"{listing['site']} itself lists {counted(listing['models'], 'model')} ({month(listing['as_of'])})."
        )
        more_facts.extend(
            page.fact(f"listing_{name}", listing[key])
            for name, key in (("site", "site"), ("models", "models"), ("date", "as_of"))
        )
        sources.append(Source(listing["site"], listing["url"], listing["as_of"]))
    return page.reply(lines, [*facts, *more_facts], sources, cite=cite)


def meant(desk: Desk, page: Page, filters: Filters) -> Selection[Row]:
    """Return the rows of the board asked for that filters leave: all of them where there are none."""
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
    return page.reply([*lines, *more], [*facts, *more_facts], kind="no_data" if chosen.possible else "answer")


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


def _best(page: Page, chosen: Selection[Row], filters: Filters) -> Reply:
    """Say which of the models that are meant is best and where it ranks among all."""
    board = page.asked
    if not chosen.rows:
        return none_meant(page, chosen, filters)
    best, close = _first(chosen)
    # Nobody is the best in a tie.
    if len(best) > 1:
        verb = f"are the best {chosen.phrase}"
    else:
        verb = f"is first among the {chosen.phrase}" if close else f"is the best {chosen.one}"
    line = f"{short_names(best)} {verb} on {page.place} with {score(best[0], board)}"
    return _ranked(page, chosen, filters, best, close, line)


def _best_score(page: Page, chosen: Selection[Row], filters: Filters, which: str) -> Reply:
    board = page.asked
    if not chosen.rows:
        return none_meant(page, chosen, filters)
    best, close = _first(chosen)
    line = f"The {which} score of {chosen.phrase} on {page.place} is {score(best[0], board)}: {short_names(best)}"
    return _ranked(page, chosen, filters, best, close, line)


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
    known, known_facts = recorded_as(best[0].model, filters)
    lines = [
        f"{line}, rank {best[0].rank:,}{tie} {context(page, board, best)}.",
        *remarks(best),
        *tie_lines(close),
        *by,
        *([known] if known else []),
        *unknown,
    ]
    facts = [*board_facts(board), *_open_facts(page, chosen, filters), *chosen.facts]
    facts += [*unknown_facts, *by_facts, *known_facts]
    for row in best[:MOST_NAMES]:
        facts.extend(row_facts(row, page.view.card))
    if len(best) > MOST_NAMES:
        facts.append(page.fact("other_models", len(best) - MOST_NAMES, board.board.slug))
    facts.extend(tie_facts(page, board, close))
    return page.reply(lines, facts, sources_of(page, best), score=True)


def _part(page: Page, chosen: Selection[Row], filters: Filters) -> Reply:
    """Say how many of the board's models are meant, which are the first of them, and their mean."""
    board = page.asked
    if not chosen.rows:
        return none_meant(page, chosen, filters)
    best, close = _first(chosen)
    first = chosen.rows[:MOST_ROWS]
    mean = mean_of(RankedRows.of(chosen.rows))
    number = len(chosen.rows)
    lower = "" if board.board.higher_is_better else ", where lower is better"
    verb = "is first" if len(best) == 1 else "are first"
    unknown, unknown_facts = not_recorded(page, chosen, filters, best[0])
    lines = [
        f"{_upper(page.place)} ranks {number:,} {chosen.one if number == 1 else chosen.phrase}, out of"
        f" {counted(len(board.rows), 'model')} in all, by {board.board.metric_name}{lower}. {short_names(best)} {verb}"
        f" with {shown(best[0].value)}{alike(best)}, rank {best[0].rank:,}"
        f" ({interval(best[0])}{standings(best)}; {credit_phrase(best[0], page.view.card)});"
        f" the mean of their scores is {shown(mean)}.",
        *tie_lines(close),
        *unknown,
    ]
    facts = [
        *figures_facts(page, board, first),
        *chosen.facts,
        *unknown_facts,
        *tie_facts(page, board, close),
        page.fact("mean", mean, board.board.slug),
    ]
    if len(best) > MOST_NAMES:
        facts.append(page.fact("other_models", len(best) - MOST_NAMES, board.board.slug))
    table = table_of(first, board) if number > 1 else None
    return page.reply(lines, facts, sources_of(page, best), score=True, table=table)


def _count_part(page: Page, chosen: Selection[Row], whose: str, facts: Sequence[Fact]) -> Reply:
    number, models = len(chosen.rows), counted(chosen.total, "model")
    verb = "is" if number == 1 else "are"
    line = (
        f"{number:,} {chosen.one if number == 1 else chosen.phrase} {verb} evaluated on {page.place}, out of {models}"
    )
    lines = [f"{line} in all{f': {whose}' if number else ''}.", *chosen.lines()]
    return page.reply(lines, [*facts, *chosen.facts])


def _evaluated_by(page: Page, rows: Sequence[Row]) -> tuple[str, list[Fact]]:
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


def _whose_figures(page: Page, rows: Sequence[Row]) -> tuple[str, list[Fact]]:
    """Return how many of rows are verified, self-reported and third-party."""
    ranked = RankedRows.of(rows)
    figures = [ranked.figures[entry.id] for entry in ranked.entries]
    verified = sum(figure.verified for figure in figures)
    by_standing = {
        standing: sum(figure.standing == standing for figure in figures)
        for standing in ("independent", "reproduced", "self-reported", "third-party")
    }
    parts = [f"{verified:,} verified", f"{by_standing['self-reported']:,} self-reported"]
    if by_standing["third-party"]:
        parts.append(f"{by_standing['third-party']:,} third-party")
    at = page.asked.board.slug
    facts = [page.fact("verified", verified, at)]
    facts.extend(page.fact(name.replace("-", "_"), n, at) for name, n in by_standing.items())
    return listed(parts), facts


def updated(desk: Desk, frame: Frame) -> Reply:
    """Say when the newest result is from, and how many models there are."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    rows = RankedRows.of(board.rows)
    dates = rows.recorded("as_of", "reported_on")
    dated = [(max(filter(None, dates[entry.id])), entry) for entry in rows.entries if any(dates[entry.id])]
    newest = max((date for date, _ in dated), default=None)
    facts = list(board_facts(board))
    if newest is None:
        line = f"None of the results on {page.place} carries a date ({counted(len(board.rows), 'model')})."
        return page.reply([line], facts, sources_of(page, board.leaders), kind="no_data")
    facts.append(page.fact("updated", newest, board.board.slug))
    (row,) = rows.where(lambda entry: entry is next(entry for date, entry in dated if date == newest))
    how = "reported" if row.reported_on == newest else "read at its source"
    lines = [
        f"The newest result on {page.place} was {how} in {month(newest)}; the leaderboard has"
        f" {counted(len(board.rows), 'model')}."
    ]
    undated = len(rows) - len(dated)
    if undated:
        lines.append(f"{counted(undated, 'result')} {'has' if undated == 1 else 'have'} no date.")
        facts.append(page.fact("undated", undated, board.board.slug))
    facts.extend(fact for fact in row_facts(row, page.view.card) if fact.name in ("date", "source_url", "credit"))
    return page.reply(lines, facts, sources_of(page, [row]))


def _upper(place: str) -> str:
    """Return the name of a board as it stands at the start of a sentence."""
    return f"T{place[1:]}" if place.startswith("the board “") else place


def no_results(page: Page) -> Reply:
    """Say that the board asked for is empty, and what there is instead."""
    board = page.asked.board
    which = f"its main board, “{board.title}”" if page.board is None else titled(board.title)
    facts = list(board_facts(page.asked))
    plain = Page(page.view, page.boards)
    full = [one for one in plain.boards if one.rows]
    lines = [f"{page.name} has no results on {which} yet."]
    if not full:
        lines.append("Its other boards are empty too." if len(plain.boards) > 1 else "It has no other board.")
        return page.reply(lines, facts, kind="no_data")
    names = [f"“{one.board.title}” ({one.board.metric_name}, {counted(len(one.rows), 'model')})" for one in full]
    lines.append(f"There are results on {listed(names)}.")
    for one in full:
        facts.extend(board_facts(one))
    suggestions = tuple(f"Who leads {page.name} on {titled(one.board.title)}?" for one in full[:MOST_NAMES])
    return page.reply(lines, facts, kind="no_data", suggestions=suggestions)
