"""Replies about the models whose scores reach, stay below or lie within what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.replies import among, boards
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page, context, figures, figures_facts, short_names, table_of
from podium.bots.faq.replies.places import all_of, finished, further, metric_of
from podium.bots.faq.replies.selecting import Selection
from podium.bots.faq.replies.wording import MOST_NAMES, board_facts, by_organisation, counted, listed
from podium.bots.faq.reply import Fact, Reply
from podium.bots.faq.understanding import bounds
from podium.registry.ranking import RankedRows
from podium.registry.views import BoardView, Row, shown

#: A distance from another score that is none: "and 90%?" after "within two points" asks for a score.
_FAR = 0.5
#: Most rows of a table.
_MOST_ROWS = 50


def above(desk: Desk, frame: Frame) -> Reply:
    """Say how many and which models reach a score. A score reaches what it reads like: 0.900 is not below 0.9."""
    page = desk.page(frame)
    board, wanted, asked = page.asked, frame.score, frame.filters
    if not board.rows:
        return boards.no_results(page)
    if frame.counted == "near" and wanted is not None and wanted < _FAR:
        return _near(desk, page, frame)
    said = [value for value in (wanted, asked.min_score, asked.max_score) if value is not None]
    facts = [*board_facts(board), *(page.fact("asked_score", value, board.board.slug) for value in said)]
    chosen = among.meant(desk, page, bounds.without(asked))
    if limits := bounds.limits(asked):
        facts.append(page.fact("filter", f"a score {limits}", board.board.slug))
    for value in said:
        if outside := _outside(page, board, value, facts):
            return page.reply([outside], [*facts, *chosen.facts])
    if not chosen.rows:
        return among.none_meant(page, chosen, bounds.without(asked))
    if asked.min_score is not None or asked.max_score is not None:
        return _between(page, chosen, frame, facts)
    assert wanted is not None
    higher, goal = board.board.higher_is_better, float(shown(wanted))
    ranked = RankedRows.of(chosen.rows)
    reaching = ranked.where(
        lambda entry: float(shown(entry.value)) >= goal if higher else float(shown(entry.value)) <= goal
    )
    facts.append(page.fact("reaching", len(reaching), board.board.slug))
    what = f"{shown(wanted)} {board.board.metric_name}{' or less' if not higher else ''} on {page.place}"
    if not reaching:
        best = ranked.leaders
        who = f"None of the {all_of(chosen)}" if len(chosen.rows) > 1 else f"No {chosen.one}"
        line = f"{who} {'reaches' if higher else 'has'} {what}."
        lines = [f"{line} The best score is {shown(best[0].value)}: {short_names(best)} {context(page, board, best)}."]
        facts += [*figures_facts(page, board, best[:MOST_NAMES]), *further(page, best)]
        return finished(page, chosen, frame, best, lines, facts)
    some = len(reaching) == 1
    verb = ("reaches" if some else "reach") if higher else ("has" if some else "have")
    reply = _those(page, chosen, frame, reaching, f"{verb} {what}", facts)
    exactly = sum(float(shown(entry.value)) == goal for entry in reaching) if "score" in asked.strict else 0
    if not exactly:
        return reply
    # "Above 0.85" is not asked of those that have just that.
    more = len(reaching) - exactly
    has = f"{more or 'None'} of them {'has' if more == 1 else 'have'} {'more' if higher else 'less'}"
    first, _, rest = reply.body.partition("\n")
    told = f"{has}; {exactly} {'has' if exactly == 1 else 'have'} just {shown(wanted)}."
    counts = (page.fact("reaching", more, board.board.slug), page.fact("filtered", exactly, board.board.slug))
    return replace(reply, body="\n".join(filter(None, (first, told, rest))), facts=(*reply.facts, *counts))


def _near(desk: Desk, page: Page, frame: Frame) -> Reply:
    """Say how many and which models come near the leader's score, or a named model's."""
    board, distance = page.asked, frame.score or 0.0
    own = [row for row in board.rows if row.model.slug in frame.models] if frame.models else list(board.leaders)
    if not own:
        name = desk.vocabulary.models[frame.models[0]].name
        facts = [*board_facts(board), Fact("model", name, model=frame.models[0])]
        return page.reply([f"{name} has no result on {page.place}."], facts, kind="no_data")
    step = -distance if board.board.higher_is_better else distance
    goal, other = (float(shown(float(shown(own[0].value)) + one)) for one in (step, -step))
    plain = replace(frame, counted=None, score=goal, models=())
    if frame.models:
        filters = replace(plain.filters, min_score=min(goal, other), max_score=max(goal, other))
        plain = replace(plain, score=None, filters=filters)
    reply = above(desk, plain)
    if frame.models:
        return reply
    line = f"Within {shown(distance)} of {short_names(own)} ({shown(own[0].value)}) is a score of {shown(goal)}."
    told = (page.fact("gap", distance, board.board.slug), *figures_facts(page, board, own[:MOST_NAMES]))
    return replace(reply, body=f"{line}\n{reply.body}", facts=tuple(dict.fromkeys((*told, *reply.facts))))


def ahead(desk: Desk, page: Page, frame: Frame) -> Reply | None:
    """Say how many and which models have a better score than the one that is named; None where it has none there."""
    board, slug = page.asked, frame.models[0]
    row = next((one for one in board.rows if one.model.slug == slug), None) if len(frame.models) == 1 else None
    if row is None:
        return None
    side, name = ("least", "min_score") if board.board.higher_is_better else ("most", "max_score")
    filters = bounds.limited(bounds.without(frame.filters), side, row.value)
    filters = replace(filters, strict=(*filters.strict, name))
    return above(desk, replace(frame, intent=Intent.ABOVE, models=(), order=None, filters=filters))


def _between(page: Page, chosen: Selection[Row], frame: Frame, facts: list[Fact]) -> Reply:
    """Say how many and which models lie within limits; those below one are told from the lowest score on."""
    board, asked = page.asked, frame.filters
    ranked = RankedRows.of(chosen.rows)
    if frame.score is not None:
        # "Reach 0.8 but less than 0.82": what is to be reached is a limit as well.
        asked = bounds.limited(asked, "least" if board.board.higher_is_better else "most", frame.score)
    inside: Sequence[Row] = ranked.where(lambda entry: bounds.within(entry.value, asked))
    at, what = board.board.slug, f"a score {bounds.limits(asked)} {metric_of(board)} on {page.place}"
    facts.append(page.fact("below" if asked.min_score is None else "reaching", len(inside), at))
    if not inside:
        ends = (ranked.leaders, ranked.alike(len(ranked) - 1))
        best, worst = ends
        lines = [
            f"None of the {all_of(chosen)} has {what}.",
            f"Scores go from {shown(worst[0].value)} ({short_names(worst)}) to {shown(best[0].value)}"
            f" ({short_names(best)}).",
            figures(page, board, [worst[0], best[0]]),
        ]
        for rows in ends:
            facts += [*figures_facts(page, board, rows[:MOST_NAMES]), *further(page, rows)]
        return finished(page, chosen, frame, [best[0], worst[0]], lines, facts)
    verb = "has" if len(inside) == 1 else "have"
    order = ""
    if asked.min_score is None:
        inside = sorted(inside, key=lambda row: row.value)
        order = ", the lowest first"
    return _those(page, chosen, frame, inside, f"{verb} {what}{order}", facts)


def _those(
    page: Page, chosen: Selection[Row], frame: Frame, found: Sequence[Row], what: str, facts: list[Fact]
) -> Reply:
    """Say how many and which of the models that are meant have what was asked."""
    board, rows = page.asked, found[:_MOST_ROWS]
    named = [f"{by_organisation([row])} ({shown(row.value)})" for row in rows[:MOST_NAMES]]
    if len(found) > MOST_NAMES:
        named.append(counted(len(found) - MOST_NAMES, "other"))
        facts.append(page.fact("other_models", len(found) - MOST_NAMES, board.board.slug))
    lines = [f"{len(found):,} of the {all_of(chosen)} {what}: {listed(named)}.", figures(page, board, rows)]
    facts += figures_facts(page, board, rows)
    return finished(page, chosen, frame, rows, lines, facts, table_of(rows, board) if len(rows) > 1 else None)


def _outside(page: Page, board: BoardView, wanted: float, facts: list[Fact]) -> str:
    """Return a sentence where a board can have no such score; what it states goes to the facts."""
    lowest, highest = board.board.minimum, board.board.maximum
    if (lowest is None or wanted >= lowest) and (highest is None or wanted <= highest):
        return ""
    bounds = []
    for name, word, value in (("minimum", "at least", lowest), ("maximum", "at most", highest)):
        if value is not None:
            bounds.append(f"{word} {shown(value)}")
            facts.append(page.fact(name, value, board.board.slug))
    none = f"none can be {shown(wanted)}" if wanted >= 0 else "none is below zero"
    return f"Scores on {page.place} are {listed(bounds)}, so {none}."
