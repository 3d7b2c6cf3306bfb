"""Replies about when a score was first reached on a board, by whom, and by which open model."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.frame import Frame
from podium.bots.faq.replies.course import Course, backing, course, dated
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.history import history
from podium.bots.faq.replies.page import remarks, scored, short_names
from podium.bots.faq.replies.wording import MOST_NAMES, board_facts, by_organisation, counted, listed, row_facts
from podium.bots.faq.reply import Fact, Reply
from podium.registry import progress
from podium.registry.progress import Moment
from podium.registry.views import Row, shown


def reached(desk: Desk, frame: Frame) -> Reply:
    """Say when a score was first reached, by whom, and by which open model."""
    if frame.score is None:
        return history(desk, frame)
    told = course(desk, frame)
    if isinstance(told, Reply):
        return told
    wanted = shown(frame.score)
    outside = _outside(told, frame.score)
    if outside is not None:
        return outside
    found = told.line.reaching(frame.score)
    better = "at or above" if told.board.board.higher_is_better else "at or below"
    facts = [told.fact("asked_score", frame.score)]
    if not found:
        return _never(told, frame.score, better)
    first = [moment for moment in found if moment.day == found[0].day]
    rows = told.line.rows(first)
    lines = [
        f"{short_names(rows)} ({dated(first[0])}) {'was' if len(rows) == 1 else 'were'} the first {better} {wanted} on"
        f" {told.place}, with {_scores(rows)} {told.board.board.metric_name} ({backing(told.page, rows)};"
        f" {len(found):,} of {counted(len(told.line.moments), 'model')} with a date so far).",
        *remarks(rows),
    ]
    facts += [told.fact("reaching", len(found)), told.fact("filtered", len(told.line.moments))]
    facts += told.named_facts(first, rows, "model", "other_models")
    opened: list[Row] = []
    if frame.filters.open_weights is None:
        more, more_facts, opened = _first_open(told, found, first)
        lines, facts = [*lines, *more], [*facts, *more_facts]
    return told.reply(lines, facts, [*rows[:MOST_NAMES], *opened])


def _scores(rows: Sequence[Row]) -> str:
    return listed([shown(row.value) for row in rows[:MOST_NAMES]])


def _outside(told: Course, wanted: float) -> Reply | None:
    """Return what to say of a score that the board cannot have."""
    board = told.board.board
    low, high = board.minimum, board.maximum
    if (low is None or wanted >= low) and (high is None or wanted <= high):
        return None
    ends = [("minimum", low), ("maximum", high)]
    facts = [told.fact(name, bound) for name, bound in ends if bound is not None]
    spans = [f"{name} {shown(bound)}" for name, bound in (("from", low), ("to", high)) if bound is not None]
    line = f"Scores on {told.page.place} ({board.metric_name}) go {' '.join(spans)}: none can be {shown(wanted)}."
    facts = [told.fact("asked_score", wanted), *facts, *board_facts(told.board)]
    return told.page.reply([line], facts, kind="no_data")


def _first_open(
    told: Course, found: Sequence[Moment], first: Sequence[Moment]
) -> tuple[list[str], list[Fact], list[Row]]:
    """Return which open model was the first to reach the score, the facts and its row."""
    openness = told.line.ranked.described("open_weights")
    opened = next((moment for moment in found if openness[moment.entry.model][0]), None)
    earlier = found if opened is None else [moment for moment in found if moment.day < opened.day]
    unknown = sum(openness[moment.entry.model][0] is None for moment in earlier)
    facts, ending = [], ""
    if unknown:
        facts.append(told.fact("openness_unknown", unknown))
        ending = f"; that is not recorded for {unknown:,} of those {'that reach it' if opened is None else 'before it'}"
    if opened is None:
        return [f"No model that reaches it is known to have open weights{ending}."], facts, []
    (row,) = told.line.rows([opened])
    facts += told.moment_facts(opened, row)
    if opened in first:
        return [f"{row.model.name} has open weights{ending}."], facts, []
    months = progress.months_between(first[0].day, opened.day)
    facts.append(told.fact("months", months))
    line = (
        f"The first of them with open weights was {by_organisation([row])} ({dated(opened)}), with {shown(row.value)},"
        f" {counted(months, 'month')} later{ending}."
    )
    return [line], facts, [row]


def _never(told: Course, wanted: float, better: str) -> Reply:
    """Say that no model with a date reaches a score, and who comes nearest or has no date."""
    dates = {moment.entry.id for moment in told.line.moments}
    late = [
        entry
        for entry in told.line.ranked.entries
        if entry.id not in dates and told.line.sign * (entry.value - wanted) >= 0
    ]
    facts = [told.fact("asked_score", wanted)]
    if late:
        ids = {entry.id for entry in late}
        rows: Sequence[Row] = told.line.ranked.where(lambda entry: entry.id in ids)
        line = (
            f"{short_names(rows)} {'is' if len(rows) == 1 else 'are'} {better} {shown(wanted)} on {told.place}, with"
            f" {_scores(rows)} {told.board.board.metric_name}, but without a recorded date; of those with one, none is"
            f" ({backing(told.page, rows)}; {counted(told.total, 'model')})."
        )
    else:
        rows = told.line.ranked.leaders
        verb = "is" if len(rows) == 1 else "are"
        line = (
            f"No model on {told.place} is {better} {shown(wanted)} yet: first {verb} {short_names(rows)} with"
            f" {scored(rows, told.board)} ({backing(told.page, rows)};"
            f" {counted(told.total, 'model')})."
        )
    for row in rows[:MOST_NAMES]:
        facts += row_facts(row, told.page.view.card, "model" if late else "leader")
    if len(rows) > MOST_NAMES:
        facts.append(told.fact("other_models", len(rows) - MOST_NAMES))
    return told.reply([line], facts, rows[:MOST_NAMES])
