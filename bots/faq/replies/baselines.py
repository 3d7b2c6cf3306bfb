"""People and chance beside the leader, on the board that they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from podium.bots.faq.frame import Frame
from podium.bots.faq.language.words import tokens
from podium.bots.faq.replies.cards import card_entry, entry_sources
from podium.bots.faq.replies.course import course, dated
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.margins import PEOPLE
from podium.bots.faq.replies.page import Page, alike, close_lines, context, lead, leader_facts, short_names, titled
from podium.bots.faq.replies.page import score as shown_score
from podium.bots.faq.replies.wording import MOST_NAMES, counted, listed, source_of
from podium.bots.faq.reply import Fact, Kind, Reply, Source, Table
from podium.registry import leaderboard
from podium.registry.views import BoardFacts, BoardView, Row, shown

#: What a card says of guessing beside its scores.
_GUESSING = re.compile(r"\bguessing gives 0\.\d", re.IGNORECASE)


def baselines(desk: Desk, frame: Frame) -> Reply:
    """Say what people and chance reach, and how far the leader of the board they fit is from them."""
    page = desk.card(frame)
    every: Sequence[Mapping[str, Any]] = page.view.card["baselines"]
    if not every:
        return _none(page, frame)
    lines = [f"{page.name}, for comparison: {_grouped(every)}."]
    facts = [fact for one in every for fact in _facts(page, one)]
    sources = [Source(one["name"], one["source_url"]) for one in every]
    table = None
    found = _fitting(desk, page, frame, every)
    if found is None:
        lines.append("No board with results is measured as these were, so no model is set beside them.")
    else:
        view, fitting = found
        own = replace(page, boards=(view,), board=view.board.slug)
        more, stated = _leader(own, view, fitting)
        lines += more
        facts += stated
        if frame.counted == "ahead":
            more, stated = _ahead(own, view, fitting)
            lines = [*more, *lines]
            facts += stated
        if frame.counted == "passed":
            more, stated = _first(desk, replace(frame, boards=(view.board.slug,)), fitting)
            lines += more
            facts += stated
        sources.append(source_of(view.rows[0], page.view.card))
        table = _table(every, fitting, view)
    if found is None or not (frame.board or found[0].board.headline):
        more, stated, row = _elsewhere(desk.page(frame))
        lines, facts = [*lines, *more], [*facts, *stated]
        sources += [source_of(row, page.view.card)] if row is not None else []
    reply = page.reply(lines, facts, sources, score=found is not None)
    return replace(reply, table=table) if len(every) > 2 else reply


def _none(page: Page, frame: Frame) -> Reply:
    """Answer with what the card's author wrote about people or guessing, or say that nothing is recorded."""
    entry = card_entry(page, "What is the baseline of {name}?", "What is the random baseline of {name}?")
    measures = page.view.card["measures"]
    if entry is None and _GUESSING.search(measures):
        # "Guessing gives 0.25" stands in what the card says of its scores; of people it says nothing.
        line = f"The card of {page.name} says of its scores: {measures}"
        kind: Kind = "answer" if frame.counted == "chance" else "no_data"
        lines = [line] if kind == "answer" else [f"The card of {page.name} gives no figure of people.", line]
        return page.reply(lines, [page.fact("measures", measures)], kind=kind)
    if entry is None:
        line = f"The card of {page.name} gives no figure of people or of guessing."
        return page.reply([line], [], kind="no_data", suggestions=(f"Who leads {page.name}?",))
    facts = [page.fact("question", entry["question"]), page.fact("answer", entry["answer"])]
    return page.reply([entry["question"], entry["answer"]], facts, entry_sources(page, entry), score=True)


def _grouped(every: Sequence[Mapping[str, Any]]) -> str:
    """Return the figures, those of one split together."""
    groups: dict[str, list[str]] = {}
    for one in every:
        groups.setdefault(one["setting"], []).append(f"{one['name']} {shown(one['value'])}")
    return "; ".join(f"{listed(names)}{f' ({setting})' if setting else ''}" for setting, names in groups.items())


def _facts(page: Page, one: Mapping[str, Any]) -> list[Fact]:
    board = one["board"] or None
    facts = [page.fact("baseline", one["name"], board), page.fact("baseline_score", one["value"], board)]
    return [*facts, page.fact("baseline_setting", one["setting"], board)] if one["setting"] else facts


def _fitting(
    desk: Desk, page: Page, frame: Frame, every: Sequence[Mapping[str, Any]]
) -> tuple[BoardView, list[Mapping[str, Any]]] | None:
    """Return the board that baselines can be set beside, with those that can; the headline board if it is one."""
    splits = tuple(page.view.card["splits"])
    metric = page.view.headline.metric
    for board, models in page.view.boards:
        if not models or (frame.board and board.slug != frame.board):
            continue
        fitting = [one for one in every if _fits(one, board, metric, splits)]
        if fitting:
            return leaderboard.board(desk.connection, page.view.slug, board.slug), fitting
    return None


def _fits(one: Mapping[str, Any], board: BoardFacts, metric: str, splits: Sequence[str]) -> bool:
    """Return whether a baseline was measured as a board's numbers are, as far as the card says."""
    if one["board"]:
        return bool(one["board"] == board.slug)
    if board.metric != metric:
        return False
    return not one["setting"] or one["setting"] not in splits or one["setting"] == _split(board, splits)


def _split(board: BoardFacts, splits: Sequence[str]) -> str:
    """Return the split a board is of: its own, or the first one that its protocol speaks of."""
    said = [token.word for token in tokens(board.protocol)]
    return board.split or next((word for word in said if word in splits), "")


def _leader(page: Page, view: BoardView, fitting: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[Fact]]:
    leaders = view.leaders
    place = page.name if view.board.headline else f"{titled(view.board.title)} of {page.name}"
    lines = [
        f"{short_names(leaders)} {lead(view)} {place} with {shown_score(leaders[0], view)}{alike(leaders)}"
        f" {context(page, view, leaders)}.",
        *close_lines(view),
    ]
    gaps = [_apart(leaders[0].value - one["value"], one["name"]) for one in fitting]
    lines.append(f"That is {listed(gaps)}.")
    facts = [page.fact("gap", abs(leaders[0].value - one["value"]), view.board.slug) for one in fitting]
    return lines, [*leader_facts(page, view), *facts]


def _ahead(page: Page, view: BoardView, fitting: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[Fact]]:
    """Return how many models score better than people do, as lines with their facts."""
    lines, facts = [], list[Fact]()
    up = view.board.higher_is_better
    for one in fitting:
        if not PEOPLE.search(one["name"]):
            continue
        figure = shown(one["value"])
        ahead = [row for row in view.rows if shown(row.value) != figure and (row.value > one["value"]) == up]
        verb = "scores" if len(ahead) == 1 else "score"
        number, models = f"{len(ahead):,}" if ahead else "None", counted(len(view.rows), "model")
        lines.append(f"{number} of the {models} on {page.name} {verb} better than {one['name']} ({figure}).")
        facts += [
            page.fact("reaching", len(ahead), view.board.slug),
            page.fact("models", len(view.rows), view.board.slug),
        ]
    return lines, facts


def _first(desk: Desk, frame: Frame, fitting: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[Fact]]:
    """Return when people were first reached on the board that they fit, and by whom, as lines with their facts."""
    told = course(desk, frame)
    if isinstance(told, Reply):
        return [], []
    lines, facts = [], list[Fact]()
    for one in fitting:
        if not PEOPLE.search(one["name"]):
            continue
        found = told.line.reaching(one["value"])
        first = [moment for moment in found if moment.day == found[0].day]
        if not first:
            lines.append(f"No model with a date is level with {one['name']} or above there yet.")
            continue
        rows = told.line.rows(first)[:MOST_NAMES]
        lines.append(
            f"{short_names(rows)} ({dated(first[0])}) {'was' if len(rows) == 1 else 'were'} the first to reach"
            f" {one['name']} there, with {listed([shown(row.value) for row in rows])}."
        )
        for moment, row in zip(first, rows, strict=False):
            facts += told.moment_facts(moment, row)
    if not lines:
        return [], []
    notes, stated = told.notes()
    return [*lines, *notes], [*facts, *stated]


def _elsewhere(page: Page) -> tuple[list[str], list[Fact], Row | None]:
    """Return who leads the board that a plain question means, which was measured otherwise."""
    view = page.asked
    if not view.rows:
        return [], [], None
    leaders = view.leaders
    line = (
        f"On the board “{view.board.title}”, which is not measured as these were, {short_names(leaders)}"
        f" {'leads' if len(leaders) == 1 else 'are tied for the lead'} with {shown_score(leaders[0], view)}"
        f"{alike(leaders)} {context(page, view, leaders)}."
    )
    return [line], leader_facts(page, view), view.rows[0]


def _apart(gap: float, name: str) -> str:
    if shown(abs(gap)) == shown(0):
        return f"level with {name}"
    return f"{shown(abs(gap))} {'above' if gap > 0 else 'below'} {name}"


def _table(every: Sequence[Mapping[str, Any]], fitting: Sequence[Mapping[str, Any]], view: BoardView) -> Table:
    rows = []
    for one in every:
        gap = view.rows[0].value - one["value"]
        distance = f"{'-' if gap < 0 else '+'}{shown(abs(gap))}" if one in fitting else ""
        rows.append((one["name"], shown(one["value"]), one["setting"], distance))
    return Table(("Reference", "Score", "Split", "Leader against it"), tuple(rows), (1, 3))
