"""Replies about one board as it stands: who is first, the best score, how many models."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.frame import Frame
from podium.bots.faq.replies import among
from podium.bots.faq.replies.among import MOST_ROWS
from podium.bots.faq.replies.among import meant as meant
from podium.bots.faq.replies.among import none_meant as none_meant
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import (
    Page,
    alike,
    close_lines,
    context,
    intervals,
    lead,
    leader_facts,
    other_boards,
    other_leaders,
    remarks,
    score,
    scored,
    short_names,
    sourced,
    sources_of,
    started,
    table_of,
    titled,
)
from podium.bots.faq.replies.wording import (
    MOST_NAMES,
    board_facts,
    by_organisation,
    counted,
    listed,
    month,
    row_facts,
    standings,
)
from podium.bots.faq.reply import Fact, Reply, Source
from podium.registry.ranking import RankedRows
from podium.registry.views import Row, shown

_VERIFIED = "Verified means run by others than the maker under a stated protocol, or reproduced by a run stored here."


def leader(desk: Desk, frame: Frame) -> Reply:
    """Say who leads, with whom it is tied, and who leads the other boards."""
    page = desk.page(frame)
    board = page.asked
    if not board.rows:
        return no_results(page, leaders=not frame.filters)
    if frame.filters:
        return among.best(desk, page, frame.filters)
    leaders = board.leaders
    where = f"{lead(board)} {page.place}"
    first = f"{scored(leaders, board)}"
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
        return among.best_score(page, meant(desk, page, frame.filters), frame.filters, which)
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
        return among.part(page, meant(desk, page, frame.filters), frame.filters)
    leaders = board.leaders
    mean = among.mean_of(RankedRows.of(board.rows))
    where = f"The {page.name} leaderboard" if board.board.headline else started(page.place)
    lower = "" if board.board.higher_is_better else ", where lower is better"
    leads = lead(board).removesuffix(" on")
    lines = [
        f"{where} ranks {counted(len(board.rows), 'model')} by {board.board.metric_name}{lower}."
        f" {short_names(leaders)} {leads} with {shown(leaders[0].value)}{alike(leaders)}"
        f" ({intervals(leaders)}{standings(leaders)}; {sourced(page, leaders)});"
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
        table=table_of(first, board, len(board.rows)) if len(first) > 1 else None,
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
        whose, more_facts = among.evaluated_by(page, chosen.rows) if frame.filters.verified else (whose, [])
        return among.count_part(page, chosen, whose, [*facts, *more_facts])
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


def _whose_figures(page: Page, rows: Sequence[Row]) -> tuple[str, list[Fact]]:
    """Return how many of rows are verified, self-reported and third-party."""
    counts = RankedRows.of(rows).standings()
    verified = sum(number for whose, number in counts.items() if whose.verified)
    by_standing = {
        standing: sum(number for whose, number in counts.items() if whose.standing == standing)
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


def no_results(page: Page, leaders: bool = False) -> Reply:
    """Say that the board asked for is empty, and what there is instead.

    Args:
        page: The benchmark and the board.
        leaders: Whether the leaders of its other boards are named, where no board was asked for.
    """
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
    if leaders and page.board is None:
        others, stated, sources = other_leaders(page)
        return page.reply([lines[0], *others], [*facts, *stated], sources, kind="no_data")
    suggestions = tuple(f"Who leads {page.name} on {titled(one.board.title)}?" for one in full[:MOST_NAMES])
    return page.reply(lines, facts, kind="no_data", suggestions=suggestions)
