"""Replies about one board as it stands: who is first, the best score, how many models."""

from __future__ import annotations

import math
from collections.abc import Sequence

from podium.bots.faq.desk import Desk
from podium.bots.faq.frame import Frame
from podium.bots.faq.page import (
    Page,
    alike,
    close_lines,
    context,
    lead,
    leader_facts,
    other_boards,
    other_leaders,
    remarks,
    score,
    short_names,
    titled,
)
from podium.bots.faq.reply import Reply, Source
from podium.bots.faq.wording import (
    MOST_NAMES,
    board_facts,
    by_organisation,
    counted,
    credit_phrase,
    interval,
    listed,
    month,
    newest_date,
    row_facts,
    source_of,
    standings,
)
from podium.registry.views import Row, shown


def leader(desk: Desk, frame: Frame) -> Reply:
    """Say who leads, with whom it is tied, and who leads the other boards."""
    page = desk.page(frame)
    if frame.filters.open_weights:
        return _best_open(page)
    board = page.asked
    if not board.rows:
        return no_results(page)
    leaders = board.leaders
    where = f"{lead(board)} {page.place}"
    first = f"{score(leaders[0], board)}{alike(leaders)}"
    line = f"{short_names(leaders)} {where} with {first} {context(page, board, leaders)}."
    lines, facts, sources = other_leaders(page)
    return page.reply(
        [line, *remarks(leaders), *close_lines(board), *lines],
        [*leader_facts(page, board), *facts],
        [*_sources(page, leaders), *sources],
        score=True,
    )


def top_score(desk: Desk, frame: Frame) -> Reply:
    """Say the best score and whose it is."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    leaders = board.leaders
    which = "highest" if board.board.higher_is_better else "best"
    line = f"The {which} score on {page.place} is {score(leaders[0], board)}: {short_names(leaders)}"
    lines, facts = other_boards(page)
    return page.reply(
        [f"{line} {context(page, board, leaders)}.", *remarks(leaders), *close_lines(board), *lines],
        [*leader_facts(page, board), *facts],
        _sources(page, leaders),
        score=True,
    )


def leaderboard(desk: Desk, frame: Frame) -> Reply:
    """Say how many models the board ranks, who leads, who follows, and the mean of all scores."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    leaders = board.leaders
    mean = math.fsum(row.value for row in board.rows) / len(board.rows)
    where = f"The {page.name} leaderboard" if board.board.headline else f"T{page.place[1:]}"
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
    return page.reply([*lines, *more], [*facts, *more_facts], _sources(page, leaders), score=True)


def count(desk: Desk, frame: Frame) -> Reply:
    """Say how many models have a result, and whose figures these are."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    by_standing = {
        standing: sum(row.standing == standing for row in board.rows)
        for standing in ("independent", "reproduced", "self-reported", "third-party")
    }
    verb = "is" if len(board.rows) == 1 else "are"
    parts = [f"{board.verified:,} verified", f"{by_standing['self-reported']:,} self-reported"]
    if by_standing["third-party"]:
        parts.append(f"{by_standing['third-party']:,} third-party")
    lines = [
        f"{counted(len(board.rows), 'model')} {verb} evaluated on {page.place}: {listed(parts)}.",
        "Verified means run by others than the maker under a stated protocol, or reproduced by a run stored here.",
    ]
    facts = [*board_facts(board), page.fact("verified", board.verified, board.board.slug)]
    facts.extend(page.fact(name.replace("-", "_"), n, board.board.slug) for name, n in by_standing.items())
    more, more_facts = other_boards(page)
    lines.extend(more)
    # A few rows have their sources told; for many, one row's source would say nothing about the number.
    sources = _sources(page, board.rows) if len(board.rows) <= MOST_NAMES else []
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


def _best_open(page: Page) -> Reply:
    """Say which model with open weights is best and where it ranks among all."""
    board = page.asked
    if not board.rows:
        return no_results(page)
    opened = [row for row in board.rows if row.model.open_weights]
    unknown = [row for row in board.rows if row.model.open_weights is None]
    facts = [
        *board_facts(board),
        page.fact("open_models", len(opened), board.board.slug),
        page.fact("openness_unknown", len(unknown), board.board.slug),
    ]
    if not opened:
        line = f"No model on {page.place} is known to have open weights ({counted(len(board.rows), 'model')})."
        if unknown:
            line += f" For {len(unknown):,} of them it is not recorded."
        more, more_facts = other_boards(page)
        return page.reply([line, *more], [*facts, *more_facts], kind="no_data" if unknown else "answer")
    best = [row for row in opened if row.rank == opened[0].rank]
    verb = "is the best open-weights model" if len(best) == 1 else "are the best open-weights models"
    tie = ", tied" if best[0].tied else ""
    lines = [
        f"{short_names(best)} {verb} on {page.place} with {score(best[0], board)}, rank {best[0].rank}{tie}"
        f" {context(page, board, best)}.",
        *remarks(best),
    ]
    above = sum(row.rank < best[0].rank for row in unknown)
    if above:
        lines.append(f"Of the models above it, openness is not recorded for {above:,}.")
        facts.append(page.fact("openness_unknown_above", above, board.board.slug))
    for row in best[:MOST_NAMES]:
        facts.extend(row_facts(row, page.view.card))
    if len(best) > MOST_NAMES:
        facts.append(page.fact("other_models", len(best) - MOST_NAMES, board.board.slug))
    return page.reply(lines, facts, _sources(page, best), score=True)


def updated(desk: Desk, frame: Frame) -> Reply:
    """Say when the newest result is from, and how many models there are."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page)
    newest = newest_date(board)
    facts = list(board_facts(board))
    if newest is None:
        line = f"None of the results on {page.place} carries a date ({counted(len(board.rows), 'model')})."
        return page.reply([line], facts, _sources(page, board.leaders), kind="no_data")
    facts.append(page.fact("updated", newest, board.board.slug))
    row = next(row for row in board.rows if newest in (row.as_of, row.reported_on))
    how = "reported" if row.reported_on == newest else "read at its source"
    lines = [
        f"The newest result on {page.place} was {how} in {month(newest)}; the leaderboard has"
        f" {counted(len(board.rows), 'model')}."
    ]
    undated = sum(not (row.as_of or row.reported_on) for row in board.rows)
    if undated:
        lines.append(f"{counted(undated, 'result')} {'has' if undated == 1 else 'have'} no date.")
        facts.append(page.fact("undated", undated, board.board.slug))
    facts.extend(fact for fact in row_facts(row, page.view.card) if fact.name in ("date", "source_url", "credit"))
    return page.reply(lines, facts, _sources(page, [row]))


def _sources(page: Page, rows: Sequence[Row]) -> list[Source]:
    return [source_of(row, page.view.card) for row in rows[:MOST_NAMES]]


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
