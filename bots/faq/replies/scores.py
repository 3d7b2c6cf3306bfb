"""Replies about a model on one benchmark: its score, its place, why it has several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.frame import Filters, Frame
from podium.bots.faq.replies import catalogue, margins, reaching, refusals
from podium.bots.faq.replies.among import meant
from podium.bots.faq.replies.catalogue import facts_of, figure_facts, name_of, where
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page, alike, context, remarks, short_names, tie_facts, tie_lines
from podium.bots.faq.replies.page import score as shown_score
from podium.bots.faq.replies.phrasing import phrases
from podium.bots.faq.replies.selecting import is_figure
from podium.bots.faq.replies.wording import (
    MOST_NAMES,
    board_facts,
    by_organisation,
    counted,
    credit_phrase,
    listed,
    plain,
    row_date,
    row_facts,
    source_of,
)
from podium.bots.faq.reply import Fact, Reply, Source, Table, joined
from podium.registry import model_reads, standings
from podium.registry.ranking import RankedRows, Whose
from podium.registry.standings import Figure, Placed
from podium.registry.views import BoardView, Row, overlap, shown


def score(desk: Desk, frame: Frame) -> Reply:
    """Say what models scored; where no board ranks them all, the figures are not to be compared.

    Without a model it is asked whose a number is: "where does 0.481 come from?".
    """
    if not frame.models and frame.score is not None:
        from podium.bots.faq.replies.numbers import whose

        return whose(desk, frame, frame.score)
    page = desk.page(frame)
    found = _found(desk, page, frame.models)
    replies = [
        _figures(page, found[slug], frame.filters) if found[slug] else no_result(desk, page, slug)
        for slug in frame.models
    ]
    if frame.counted == "setting":
        replies = [_with_settings(reply, found[slug]) for reply, slug in zip(replies, frame.models, strict=True)]
    boards = [{fact.board for fact in reply.facts if fact.name == "score"} for reply in replies]
    reply = joined(replies)
    if frame.counted == "interval" and not any(fact.name == "low" for fact in reply.facts):
        line = "No interval and no standard error is recorded for that."
        reply = replace(reply, body=f"{line}\n{reply.body}")
    if len(replies) == 1 or not all(boards) or set.intersection(*boards):
        return reply
    return replace(reply, body=f"{reply.body}\nNo board ranks them all, so these figures cannot be compared.")


def rank(desk: Desk, frame: Frame) -> Reply:
    """Say where models stand, with whom they are tied, and how far they are from the first."""
    page = desk.page(frame)
    ahead = reaching.ahead(desk, page, frame) if frame.order == "ahead" else None
    if ahead is not None:
        plain = replace(frame, order=None, filters=Filters())
        return joined([ahead, rank(desk, plain)])
    found = _found(desk, page, frame.models)
    if frame.filters:
        return joined([_rank_among(desk, page, found[slug], slug, frame.filters) for slug in frame.models])
    replies = []
    for slug in frame.models:
        # A plain question means the headline board; where the model is not on it, each of its boards is told.
        mine = [one for one in found[slug] if page.board or one.figure.board.headline] or found[slug]
        replies.append(_ranks(page, mine) if mine else no_result(desk, page, slug))
    return joined(replies)


def _rank_among(desk: Desk, page: Page, found: Sequence[Placed], slug: str, filters: Filters) -> Reply:
    """Say where a model stands among some of the models on a board: the one asked for, or the main one."""
    board = page.asked
    one = next((one for one in found if one.row.board == board.board.slug), None)
    if one is None:
        return no_result(desk, page, slug)
    chosen = meant(desk, page, filters)
    ranked, row = RankedRows.of(chosen.rows), one.row
    who, told = by_organisation([row]), f"with {shown_score(row, board)} {context(page, board, [row])}"
    facts = [*board_facts(board), *row_facts(row, page.view.card), *chosen.facts]
    facts.append(page.fact("board_size", one.size, row.board))
    if not any(entry.model == slug for entry in ranked.entries):
        unsure = any(entry.model == slug for entry in RankedRows.of(chosen.possible).entries)
        known = "not known to be among" if unsure else "not among"
        line = f"{who} is {known} the {chosen.phrase} on {page.place}; of all {one.size:,} it is rank {row.rank:,}"
        line += f", {told}."
        return page.reply([line, *chosen.lines()], facts, [source_of(row, page.view.card)], score=True)
    position = next(i for i, entry in enumerate(ranked.entries) if entry.model == slug)
    same = ranked.alike(position)
    place = 1 + next(i for i, entry in enumerate(ranked.entries) if entry.id == same[0].id)
    others = [other for other in same if other.model.slug != slug]
    tied = f", tied with {short_names(others, makers=False)}" if others else ""
    several = chosen.one if len(ranked) == 1 else chosen.phrase
    lines = [
        f"{who} is number {place:,} of the {len(ranked):,} {several} on {page.place}{tied}, {told}; of all"
        f" {one.size:,} it is rank {row.rank:,}.",
        *tie_lines(ranked.close(row), "Its place"),
        *chosen.lines(),
    ]
    facts += [page.fact("place", place, row.board), *tie_facts(page, board, ranked.close(row))]
    facts += [fact for other in others[:MOST_NAMES] for fact in row_facts(other, page.view.card, "tied_with")]
    if len(others) > MOST_NAMES:
        facts.append(page.fact("other_models", len(others) - MOST_NAMES, row.board))
    return page.reply(lines, facts, [source_of(row, page.view.card)], score=True)


def two_scores(desk: Desk, frame: Frame) -> Reply:
    """Say which figures a model has on a benchmark, how they differ, and which one heads its page."""
    if not frame.benchmarks:
        slugs = [one.row.benchmark for one in standings.figures(desk.connection, frame.models[:1])]
        return refusals.which_benchmark(desk.vocabulary, list(dict.fromkeys(slugs)))
    page = desk.page(frame)
    slug = frame.models[0]
    figures = standings.figures(desk.connection, (slug,), page.view.slug)
    if not figures:
        return no_result(desk, page, slug)
    name, rows = name_of(figures[0].row.model), [(one, row) for one in figures for row in (one.row, *one.others)]
    first = figures[0]
    place = where(first.board, page.name)
    if len(rows) == 1:
        which = "" if first.board.headline else f" on {place}"
        line = f"{name} has one figure on {page.name} here: {catalogue.with_metric(first)}{which}"
        lines = [f"{line} {catalogue.credited(first)}."]
        lines += [f"Setting: {first.row.setting}."] if first.row.setting else []
    else:
        boards = f"on {counted(len(figures), 'board')}" if len(figures) > 1 else f"on {place}"
        lines = [f"{name} has {counted(len(rows), 'figure')} on {page.name} here, {boards}."]
        lines += _why(page, first, len(figures) > 1)
    facts = [page.fact("results", len(rows)), page.fact("boards", len(figures))]
    for one, row in rows:
        facts += figure_facts(replace(one, row=row))
    table = Table(
        ("Board", "Metric", "Score", "Setting", "Whose figure", "Source", "Date"),
        tuple(
            (one.board.title, one.board.metric_name, shown(row.value), row.setting or "not recorded", row.standing,
             credit_phrase(row, one.card).rpartition(", ")[0], row_date(row) or "undated")
            for one, row in rows
        ),
        (2,),
    )  # fmt: skip
    sources = [source_of(row, one.card) for one, row in rows]
    reply = page.reply(lines, facts, sources, cite=len(rows) == 1, score=True)
    return replace(reply, table=table if len(rows) > 1 else None)


def _why(page: Page, first: Figure, several: bool) -> list[str]:
    """Return which figure heads the page, why, and what the others are."""
    row, lines = first.row, []
    told = f"{catalogue.with_metric(first)} {catalogue.credited(first)}"
    if first.board.headline:
        lines.append(f"The page shows {told}: it is the one of the main board, “{first.board.title}”.")
    else:
        lines.append(f"None is on the main board; the first is {told}, on {where(first.board, page.name)}.")
    if first.others:
        why = "it is verified" if row.verified and not first.others[0].verified else "it was recorded last"
        lines.append(
            f"Of its {1 + len(first.others):,} figures on that board this one counts because {why}: verified figures"
            " come first, then the one that was recorded here last."
        )
    if several:
        lines.append("Boards differ in protocol (split, prompt, tools, who ran it), so their figures differ too.")
    return lines


def no_result(desk: Desk, page: Page, slug: str) -> Reply:
    """Say that a model has no result where it was asked for, and where it has some."""
    model = model_reads.entries(desk.connection, (slug,))[0]
    figures = standings.figures(desk.connection, (slug,))
    facts = [page.fact("benchmark", page.name), page.fact("slug", page.view.slug), *facts_of(model)]
    lines = [f"{page.name} has no result of {name_of(model)} here."]
    here = [one for one in figures if one.row.benchmark == page.view.slug]
    if here:
        titles = [f"“{one.board.title}”" for one in here]
        lines = [
            f"{name_of(model)} has no result on {page.place}.",
            f"It has one on {listed(titles[:MOST_NAMES])}, a board of another protocol."
            if len(here) == 1
            else f"It has results on {listed(titles)}, boards of other protocols.",
        ]
        facts += [fact for one in (page.asked, *[]) for fact in board_facts(one)]
        facts += [page.fact("board", one.board.title, one.row.board) for one in here]
    else:
        others = list(dict.fromkeys((one.row.benchmark, one.benchmark_name) for one in figures))
        if others:
            names = [name for _, name in others[:MOST_NAMES]]
            if len(others) > MOST_NAMES:
                names.append(counted(len(others) - MOST_NAMES, "other benchmark"))
                facts.append(Fact("other_benchmarks", len(others) - MOST_NAMES, model=slug))
            lines.append(f"It has results on {listed(names)}.")
            facts += [Fact("benchmark", name, benchmark) for benchmark, name in others[:MOST_NAMES]]
        else:
            lines.append("It has no results on other benchmarks either.")
    suggestions = tuple(f"What did {name_of(model)} score on {name}?" for name in _elsewhere(figures, page))
    return catalogue.reply(
        lines, facts, kind="no_data", suggestions=suggestions, more=f"podium leaderboard {page.view.slug}"
    )


def _elsewhere(figures: Sequence[Figure], page: Page) -> list[str]:
    return list(dict.fromkeys(one.benchmark_name for one in figures if one.row.benchmark != page.view.slug))[
        :MOST_NAMES
    ]


def _found(desk: Desk, page: Page, models: Sequence[str]) -> dict[str, list[Placed]]:
    """Return the places of models on a benchmark, or on the board that was asked for; in the page's order."""
    places = standings.standings(desk.connection, models, page.view.slug)
    order = {board.board.slug: position for position, board in enumerate(page.boards)}
    wanted = [one for one in places if page.board in (None, one.row.board)]
    wanted.sort(key=lambda one: order[one.row.board])
    return {slug: [one for one in wanted if one.model == slug] for slug in models}


def _board_of(page: Page, found: Placed) -> tuple[BoardView, str]:
    """Return the board of a place, and how it is called in a sentence."""
    there = replace(page, board=found.row.board)
    return there.asked, there.place


def _scores(page: Page, found: Sequence[Placed]) -> Reply:
    """Say what a model scored, on each board where it stands."""
    lines, facts, sources = [], [], []
    for one in found:
        row = one.row
        board, place = _board_of(page, one)
        tie = ", tied" if row.tied else ""
        lines.append(
            f"{by_organisation([row])} has {shown_score(row, board)} on {place}: rank {row.rank}{tie}"
            f" {context(page, board, [row])}."
        )
        lines.extend(remarks([row]))
        facts.extend([*board_facts(board), *row_facts(row, page.view.card)])
        sources.append(source_of(row, page.view.card))
    return page.reply(lines, facts, sources, score=True)


def _with_settings(reply: Reply, found: Sequence[Placed]) -> Reply:
    """Return what a model scored with the prompt, shots and mode of each figure, as far as its source states them."""
    told = {fact.board for fact in reply.facts if fact.name == "score"}
    lines, facts = [], []
    for one in found:
        row = one.row
        if row.board not in told:
            continue
        if not row.setting:
            lines.append(f"The setting of {shown(row.value)} on “{one.figure.board.title}” is not recorded.")
            facts.append(Fact("board", one.figure.board.title, row.benchmark, row.board))
            continue
        lines.append(f"The setting of {shown(row.value)} on “{one.figure.board.title}”: {plain(row.setting)}.")
        facts += [
            Fact("board", one.figure.board.title, row.benchmark, row.board),
            Fact("setting", row.setting, row.benchmark, row.board, row.model.slug, row.id),
        ]
    return replace(reply, body="\n".join((reply.body, *lines)), facts=(*reply.facts, *facts))


def _figures(page: Page, found: Sequence[Placed], filters: Filters) -> Reply:
    """Say what a model scored, by those of its figures that are meant; where none is one, that and all of them."""
    kept = [one for one in found if is_figure(Whose(one.row.standing, one.row.verified), filters)]
    reply = _scores(page, kept or found)
    if not filters:
        return reply
    asked = phrases(filters)[1].removeprefix("model with ")
    facts = (*reply.facts, page.fact("filter", asked))
    if kept:
        left = len(found) - len(kept)
        verb = "is" if left == 1 else "are"
        more = f"\n{counted(left, 'other figure')} of it on {page.name} {verb} of another kind." if left else ""
        lead = f"With {asked}: "
        return replace(reply, body=f"{lead}{reply.body}{more}", facts=(*facts, *_left(page, left)))
    lead = f"{name_of(found[0].row.model)} has no figure on {page.name} that is {asked}; what is recorded:"
    return replace(reply, body=f"{lead}\n{reply.body}", facts=facts)


def _left(page: Page, number: int) -> tuple[Fact, ...]:
    return (page.fact("results", number),) if number else ()


def _ranks(page: Page, found: Sequence[Placed]) -> Reply:
    """Say a model's place on boards, its ties and its distance from the first."""
    lines: list[str] = []
    facts: list[Fact] = []
    sources: list[Source] = []
    for one in found:
        row = one.row
        board, place = _board_of(page, one)
        ranked = RankedRows.of(board.rows)
        text = shown(row.value)
        ties = ranked.where(lambda entry: shown(entry.value) == text and entry.id != row.id)[:MOST_NAMES]  # noqa: B023
        tied = f", tied with {short_names(ties, makers=False)}" if ties else ""
        if (rest := one.alike - 1 - len(ties)) > 0:
            tied = f", tied with {listed([*[name_of(tie.model) for tie in ties], counted(rest, 'other')])}"
            facts.append(page.fact("other_ties", rest, row.board))
        lines.append(
            f"{by_organisation([row])} is rank {row.rank:,} of {one.size:,} on {place}{tied}, with"
            f" {shown_score(row, board)} {context(page, board, [row])}."
        )
        lines.extend(remarks([row]))
        facts += [*board_facts(board), *row_facts(row, page.view.card), page.fact("board_size", one.size, row.board)]
        facts += [fact for tie in ties for fact in row_facts(tie, page.view.card, "tied_with")]
        if one is found[0]:
            lines += [*_gap(page, board, one, facts), *margins.neighbours(page, board, row, one.alike, facts)]
            lines += _percentile(page, one, facts)
        sources.append(source_of(row, page.view.card))
    return page.reply(lines, facts, sources, score=True)


def _gap(page: Page, board: BoardView, one: Placed, facts: list[Fact]) -> list[str]:
    """Return how far a model is from the first, or the first from the next."""
    row, leaders = one.row, board.leaders
    if row.rank > 1:
        other, gap = leaders[0], abs(leaders[0].value - row.value)
        first = f"the first, {short_names(leaders[:1])}" if len(leaders) == 1 else short_names(leaders)
        line = f"It is {shown(gap)} from {first} ({shown(other.value)}{alike(leaders)})"
        shown_rows: Sequence[Row] = leaders[:MOST_NAMES]
        if len(leaders) > MOST_NAMES:
            facts.append(page.fact("other_leaders", len(leaders) - MOST_NAMES, row.board))
    else:
        following = RankedRows.of(board.rows)[one.alike : one.alike + 1]
        if not following:
            return []
        other, gap, shown_rows = following[0], abs(following[0].value - row.value), following
        line = f"The next, {short_names(following)} ({shown(other.value)}), is {shown(gap)} away"
    facts.append(page.fact("gap", gap, row.board))
    for each in shown_rows:
        facts += row_facts(each, page.view.card, "leader" if row.rank > 1 else "model")
    if overlap((row.low, row.high), (other.low, other.high)):
        return [f"{line}; their intervals overlap, so that is a tie."]
    return [f"{line}."]


def _percentile(page: Page, one: Placed, facts: list[Fact]) -> list[str]:
    if one.size < 3 or one.row.rank == 1:
        return []
    share = one.behind / (one.size - 1)
    facts += [page.fact("behind", one.behind, one.row.board), page.fact("percentile", share, one.row.board)]
    verb = "has" if one.behind == 1 else "have"
    return [f"{counted(one.behind, 'model')}, {100 * share:.1f}% of the others, {verb} a worse score."]
