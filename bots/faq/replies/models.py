"""Replies about models: what they are and what they scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq import refusals
from podium.bots.faq.desk import Desk
from podium.bots.faq.frame import Frame
from podium.bots.faq.page import (
    Page,
    context,
    remarks,
)
from podium.bots.faq.page import (
    score as shown_score,
)
from podium.bots.faq.reply import Reply, joined
from podium.bots.faq.wording import (
    board_facts,
    by_organisation,
    row_facts,
    source_of,
)


def score(desk: Desk, frame: Frame) -> Reply:
    """Say what models scored; where no board ranks them all, the figures are not to be compared."""
    page = desk.page(frame)
    replies = []
    for slug in frame.models:
        looked_at = page.boards if page.board is None else (page.asked,)
        if any(row.model.slug == slug for board in looked_at for row in board.rows):
            replies.append(_scores(page, slug))
        else:
            replies.append(refusals.no_result_of([desk.vocabulary.models[slug]], page.name, page.view.slug))
    return _compared(replies)


def _compared(replies: Sequence[Reply]) -> Reply:
    """Return the scores of several models, and say so where no board ranks them all."""
    boards = [{fact.board for fact in reply.facts if fact.name == "score"} for reply in replies]
    reply = joined(replies)
    if len(replies) == 1 or not all(boards) or set.intersection(*boards):
        return reply
    return replace(reply, body=f"{reply.body}\nNo board ranks them all, so these figures cannot be compared.")


def _scores(page: Page, model: str) -> Reply:
    """Say what a model scored, on each board where it stands.

    Args:
        page: The benchmark.
        model: Slug of a model with at least one row on the page.
    """
    boards = page.boards if page.board is None else (page.asked,)
    lines, facts, sources = [], [], []
    for board in boards:
        row = next((row for row in board.rows if row.model.slug == model), None)
        if row is None:
            continue
        where = replace(page, board=board.board.slug).place
        tie = ", tied" if row.tied else ""
        lines.append(
            f"{by_organisation([row])} has {shown_score(row, board)} on {where}: rank {row.rank}{tie}"
            f" {context(page, board, [row])}."
        )
        lines.extend(remarks([row]))
        facts.extend([*board_facts(board), *row_facts(row, page.view.card)])
        sources.append(source_of(row, page.view.card))
    return page.reply(lines, facts, sources, score=True)
