"""Replies that set models against each other, always on one board at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from podium.bots.faq.frame import Attribute, Frame
from podium.bots.faq.replies import catalogue
from podium.bots.faq.replies.catalogue import (
    NOTHING,
    credited,
    facts_of,
    figure_facts,
    name_of,
    placed_facts,
    where,
    with_metric,
)
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page
from podium.bots.faq.replies.registry import no_such_category
from podium.bots.faq.replies.scores import no_result
from podium.bots.faq.replies.verdicts import Verdict, apart, settings
from podium.bots.faq.replies.wording import MOST_NAMES, counted, credit_phrase, listed, source_of
from podium.bots.faq.reply import Fact, Reply, Table, joined
from podium.registry import model_reads, standings
from podium.registry.leaderboard import interval
from podium.registry.side_by_side import tally
from podium.registry.standings import Figure, Placed
from podium.registry.views import ModelFacts, shown

#: Most boards in the table of a comparison over all of them.
_MOST_BOARDS = 40

#: Figures of the models by board, the headline boards first.
Boards = Mapping[tuple[str, str], Mapping[str, Figure]]


def compare(desk: Desk, frame: Frame) -> Reply:
    """Set two to four models against each other: on one benchmark, or on every board that they share."""
    if not frame.benchmarks:
        return _everywhere(desk, frame.models, frame.category)
    page = desk.card(frame)
    boards = _boards(standings.figures(desk.connection, frame.models, page.view.slug))
    missing = [slug for slug in frame.models if not any(slug in figures for figures in boards.values())]
    if missing:
        return _one_missing(desk, page, frame, boards, missing)
    address = _common(boards, page, frame)
    if len(boards[address]) < 2:
        return _no_common(page, frame.models, boards)
    reply = _on_board(desk, page, frame.models, boards, address)
    return _elsewhere(reply, page, frame, address)


def _boards(figures: Sequence[Figure]) -> dict[tuple[str, str], dict[str, Figure]]:
    boards: dict[tuple[str, str], dict[str, Figure]] = {}
    for figure in figures:
        boards.setdefault((figure.row.benchmark, figure.row.board), {})[figure.row.model.slug] = figure
    return boards


def _common(boards: Boards, page: Page, frame: Frame) -> tuple[str, str]:
    """Return the board to compare on: the one asked for, otherwise that with most of the models, the main one first."""
    asked = (page.view.slug, frame.board or "")
    if asked in boards and len(boards[asked]) > 1:
        return asked
    return max(boards, key=lambda address: len(boards[address]))


def _elsewhere(reply: Reply, page: Page, frame: Frame, address: tuple[str, str]) -> Reply:
    """Return a reply with what it must say first where the board asked for does not rank the models."""
    if frame.board in (None, address[1]):
        return reply
    title = next(board.title for board, _ in page.view.boards if board.slug == frame.board)
    first = f"The board “{title}” does not rank them together; this is from another board."
    return replace(reply, body=f"{first}\n{reply.body}", facts=(*reply.facts, page.fact("board", title, frame.board)))


def _on_board(desk: Desk, page: Page, models: Sequence[str], boards: Boards, address: tuple[str, str]) -> Reply:
    """Set models against each other on one board; the other boards that rank them follow, each for itself."""
    found = standings.placed(desk.connection, [boards[address][slug] for slug in models if slug in boards[address]])
    board, pair = found[0].figure.board, [one.figure for one in found]
    table = None
    if len(found) == 2:
        lines = [
            f"{name_of(one.row.model, maker=True)} has {with_metric(one.figure)} on {where(board, page.name)}:"
            f" {catalogue.place(one)} {credited(one.figure)}."
            for one in found
        ]
        between = ""
    else:
        ordered = sorted(found, key=lambda one: one.rank)
        lines, table = _in_order(ordered, page)
        pair = [one.figure for one in ordered]
        between = f"Between {name_of(pair[0].row.model)} and {name_of(pair[1].row.model)}: "
    verdict = Verdict.of(pair[0], pair[1])
    lines += [f"{between}{verdict.sentence(board)}", settings(pair)]
    facts = [fact for one in found for fact in placed_facts(one)] + verdict.facts(board)
    if absent := [slug for slug in models if slug not in boards[address]]:
        others = model_reads.entries(desk.connection, absent)
        verb = "is" if len(others) == 1 else "are"
        lines.append(f"{listed([name_of(one) for one in others])} {verb} not on this board.")
        facts += [fact for one in others for fact in facts_of(one)]
    more, more_facts = _other_boards(boards, address, [one.model for one in found], page)
    sources = [source_of(one.row, one.figure.card) for one in found]
    return page.reply([*lines, *more], [*facts, *more_facts], sources, score=True, table=table)


def _in_order(ordered: Sequence[Placed], page: Page) -> tuple[list[str], Table]:
    """Return three or more models of one board, best first, as a sentence and as a table."""
    board = ordered[0].figure.board
    named = [f"{name_of(one.row.model)} ({shown(one.row.value)}, rank {one.rank:,})" for one in ordered]
    credits = listed(list(dict.fromkeys(credit_phrase(one.row, one.figure.card) for one in ordered)))
    whose = listed(list(dict.fromkeys(one.row.standing for one in ordered)))
    metric = board.metric_name if board.higher_is_better else f"{board.metric_name}, where lower is better"
    context = f"({metric}; {whose}; {credits}), {counted(ordered[0].size, 'model')} ranked"
    rows = [
        (
            name_of(one.row.model),
            shown(one.row.value),
            catalogue.place(one),
            one.row.standing,
            one.row.setting or "not recorded",
        )
        for one in ordered
    ]
    columns = ("Model", f"Score ({board.metric_name})", "Place", "Whose figure", "Setting")
    return [f"On {where(board, page.name)} {context}: {listed(named)}."], Table(columns, tuple(rows), (1,))


def _other_boards(
    boards: Boards, address: tuple[str, str], models: Sequence[str], page: Page
) -> tuple[list[str], list[Fact]]:
    """Return a line for each of the other boards that rank the models, and their facts."""
    lines: list[str] = []
    facts: list[Fact] = []
    others = [figures for key, figures in boards.items() if key != address and all(slug in figures for slug in models)]
    for figures in others[:MOST_NAMES]:
        ordered = [figures[slug] for slug in models]
        board = ordered[0].board
        scores = listed([f"{name_of(one.row.model)} {shown(one.row.value)} {credited(one)}" for one in ordered])
        line = f"On {where(board, page.name)} ({board.metric_name}), apart: {scores}."
        if len(ordered) == 2:
            verdict = Verdict.of(*ordered)
            line = f"{line} {_short(verdict)}"
        lines.append(line)
        facts += [fact for one in ordered for fact in figure_facts(one)]
    if len(others) > MOST_NAMES:
        lines.append(f"{counted(len(others) - MOST_NAMES, 'more board')} rank them: podium show {page.view.slug}")
        facts.append(page.fact("other_boards", len(others) - MOST_NAMES))
    return lines, facts


def _short(verdict: Verdict) -> str:
    if verdict.ahead is None:
        return "That is a tie."
    return f"{name_of(verdict.ahead.row.model)} is ahead there."


def _no_common(page: Page, models: Sequence[str], boards: Boards) -> Reply:
    """Say that no board ranks the models together, and what each has."""
    lines = [f"No board of {page.name} ranks {'both' if len(models) == 2 else 'two of them'}."]
    facts, sources = [], []
    for slug in models:
        own = next(figures[slug] for figures in boards.values() if slug in figures)
        lines.append(
            f"{name_of(own.row.model)} has {with_metric(own)} on {where(own.board, page.name)} {credited(own)}."
        )
        facts += figure_facts(own)
        sources.append(source_of(own.row, own.card))
    lines.append("Boards differ in protocol, so these figures cannot be compared.")
    return page.reply(lines, facts, sources, score=True)


def _one_missing(desk: Desk, page: Page, frame: Frame, boards: Boards, missing: Sequence[str]) -> Reply:
    """Say which models have no result on a benchmark, and compare or tell those that have."""
    replies = [no_result(desk, desk.page(frame), slug) for slug in missing]
    there = tuple(slug for slug in frame.models if slug not in missing)
    if len(there) > 1:
        replies.insert(0, compare(desk, replace(frame, models=there)))
    elif there:
        own = next(figures[there[0]] for figures in boards.values() if there[0] in figures)
        line = f"{name_of(own.row.model)} has {with_metric(own)} on {where(own.board, page.name)} {credited(own)}."
        replies.append(page.reply([line], figure_facts(own), [source_of(own.row, own.card)], score=True))
    reply = joined(replies)
    # One score alone is no comparison.
    return reply if len(there) > 1 else replace(reply, kind="no_data")


# --- Over all boards -----------------------------------------------------------------------------------------


def _everywhere(desk: Desk, slugs: Sequence[str], category: str | None = None) -> Reply:
    """Set models against each other on every board that ranks them all, and by what the catalogue holds.

    Args:
        desk: The registry.
        slugs: The models.
        category: Only boards of the benchmarks in it are looked at; of all where None.
    """
    if category is not None and category not in desk.vocabulary.categories:
        return no_such_category(desk, category)
    models = model_reads.entries(desk.connection, slugs)
    names = [name_of(model) for model in models]
    boards = _boards(standings.figures(desk.connection, slugs))
    if category is not None:
        within = desk.vocabulary.categories[category]
        boards = {address: figures for address, figures in boards.items() if address[0] in within}
    shared = [figures for figures in boards.values() if len(figures) == len(slugs)]
    facts = [fact for model in models for fact in facts_of(model, *_ATTRIBUTES)]
    facts.append(Fact("shared_boards", len(shared)))
    lines = _tally(models, shared, facts) if shared else [_nothing_shared(names, boards)]
    if category is not None:
        lines[0] = lines[0].replace(" here ", f" in the category {category} ", 1)
        facts.append(Fact("category", category))
    alone = {slug: sum(list(figures) == [slug] for figures in boards.values()) for slug in slugs}
    if any(alone.values()) and shared:
        said = [
            f"{name} on {counted(alone[slug], 'board')}" for slug, name in zip(slugs, names, strict=True) if alone[slug]
        ]
        lines.append(f"Alone there: {listed(said)}.")
    facts += [Fact("only_boards", number, model=slug) for slug, number in alone.items()]
    told = [*shared, *(figures for figures in boards.values() if len(figures) < len(slugs))][:_MOST_BOARDS]
    if len(boards) > len(told):
        lines.append(f"The table has {len(told):,} of the {counted(len(boards), 'board')}.")
        facts += [Fact("k", len(told)), Fact("boards", len(boards))]
    shown_figures = [figure for figures in told for figure in figures.values()]
    facts += [fact for figure in shown_figures for fact in figure_facts(figure)]
    return catalogue.reply(
        lines,
        facts,
        figures=shown_figures,
        sources=[source_of(figure.row, figure.card) for figure in shown_figures],
        more=f"podium model {slugs[0]}",
        kind="answer" if shared else "no_data",
        table=Table(("", *names), (*_board_rows(slugs, told), *_catalogue_rows(models))),
    )


def _nothing_shared(names: Sequence[str], boards: Boards) -> str:
    every = "both" if len(names) == 2 else "all of them"
    if not boards:
        return f"None of {listed(names, 'or')} has a result here; the table has what the catalogue knows."
    return f"No board here ranks {every} of {listed(names)}, so their scores cannot be compared."


def _tally(models: Sequence[ModelFacts], shared: Sequence[Mapping[str, Figure]], facts: list[Fact]) -> list[str]:
    """Return on how many of the shared boards each model is ahead."""
    names = [name_of(model) for model in models]
    found = tally([list(figures.values()) for figures in shared], [model.slug for model in models])
    ahead, draws = found.ahead, found.same + found.overlapping
    rank = "rank" if len(shared) > 1 else "ranks"
    lines = [f"{counted(len(shared), 'board')} here {rank} {'both' if len(models) == 2 else 'all of'} {listed(names)}."]
    parts = [f"{name} is ahead on {ahead[model.slug] or 'none'}" for name, model in zip(names, models, strict=True)]
    tie = "is a tie" if draws <= 1 else "are ties"
    parts.append(f"{draws or 'none'} {tie}")
    lines.append(f"{listed(parts)}; each board counts for itself and no two are mixed.")
    if found.overlapping:
        lines.append(
            f"On {found.overlapping:,} of them the intervals overlap: the scores differ, and are not told apart."
        )
    if repeated := found.repeated:
        verb = "repeats" if repeated == 1 else "repeat"
        lines.insert(
            1, f"{counted(repeated, 'board')} {verb} figures of another board of the benchmark; they count once."
        )
        facts.append(Fact("repeated", repeated))
    if found.unknown:
        lines.append(
            f"On {found.unknown:,} of them an interval is missing, so whether the difference is more than chance cannot"
            " be told."
        )
    first, *rest = models
    facts += [Fact("wins", ahead[first.slug], model=first.slug), Fact("draws", draws), Fact("untold", found.unknown)]
    facts += [Fact("overlapping", found.overlapping)] if found.overlapping else []
    facts += [Fact("losses" if len(rest) == 1 else "wins", ahead[model.slug], model=model.slug) for model in rest]
    return lines


_ATTRIBUTES = (
    Attribute.RELEASED,
    Attribute.PARAMETERS,
    Attribute.CONTEXT,
    Attribute.PRICE,
    Attribute.LICENCE,
)


def _catalogue_rows(models: Sequence[ModelFacts]) -> list[tuple[str, ...]]:
    told: tuple[tuple[str, Callable[[ModelFacts], str | None]], ...] = (
        ("Released", catalogue.released_date),
        ("Size", lambda model: None if model.parameters_b is None else catalogue.size(model.parameters_b)),
        ("Context", lambda model: None if model.context_tokens is None else catalogue.tokens(model.context_tokens)),
        ("Price per million tokens", catalogue.short_price),
        ("Licence", lambda model: model.licence),
    )
    return [(name, *(value(model) or NOTHING for model in models)) for name, value in told]


def _board_rows(slugs: Sequence[str], told: Sequence[Mapping[str, Figure]]) -> list[tuple[str, ...]]:
    rows = []
    for figures in told:
        first = next(iter(figures.values()))
        title = f"{first.benchmark_name}: {first.board.title} ({first.board.metric_name})"
        cells = [
            f"{shown(figures[slug].row.value)} ({figures[slug].row.standing})" if slug in figures else NOTHING
            for slug in slugs
        ]
        rows.append((title, *cells))
    return rows


# --- More than chance ----------------------------------------------------------------------------------------


def significant(desk: Desk, frame: Frame) -> Reply:
    """Say whether the difference of two models on a board is more than chance, where anything can tell."""
    page = desk.card(frame)
    pair = frame.models[:2]
    boards = _boards(standings.figures(desk.connection, pair, page.view.slug))
    missing = [slug for slug in pair if not any(slug in figures for figures in boards.values())]
    if missing:
        return _one_missing(desk, page, replace(frame, models=pair), boards, missing)
    address = _common(boards, page, frame)
    if len(boards[address]) < 2:
        return _no_common(page, pair, boards)
    found = standings.placed(desk.connection, [boards[address][slug] for slug in pair])
    one, other = (each.figure for each in found)
    board = one.board
    scores = listed(
        [f"{name_of(each.row.model)} has {shown(each.row.value)} {credited(each)}" for each in (one, other)]
    )
    lines = [f"On {where(board, page.name)} ({board.metric_name}, {counted(found[0].size, 'model')} ranked) {scores}."]
    facts = [fact for each in found for fact in placed_facts(each)]
    lines += [*_test(one, other, facts), *_paired(desk, one, other, facts), settings([one, other])]
    reply = page.reply(lines, facts, [source_of(each.row, each.card) for each in (one, other)], score=True)
    return _elsewhere(reply, page, frame, address)


def _test(one: Figure, other: Figure, facts: list[Fact]) -> list[str]:
    """Return what an unpaired test of two standard errors says, or why there is none."""
    board, difference = one.board, abs(one.row.value - other.row.value)
    facts.append(Fact("difference", difference, board.benchmark, board.slug))
    errors = [_standard_error(figure) for figure in (one, other)]
    lacking = [name_of(each.row.model) for each, error in zip((one, other), errors, strict=True) if not error]
    if lacking:
        return [
            f"They are {apart(difference, board)} apart. Whether that is more than chance cannot be told: no interval"
            f" or standard error is recorded for {listed(lacking)}."
        ]
    error = math.hypot(*(error or 0.0 for error in errors))
    p = math.erfc(difference / error / math.sqrt(2))
    facts += [
        Fact("standard_error", error, board.benchmark, board.slug),
        Fact("p_value", p, board.benchmark, board.slug),
    ]
    derived = " (taken from their intervals)" if not (one.stderr and other.stderr) else ""
    said = "p below 0.001" if p < 0.001 else f"p = {p:.3f}"
    verdict = "more than chance is likely to give" if p < 0.05 else "no more than chance may give"
    lines = [
        f"They are {apart(difference, board)} apart, with a standard error of {shown(error)}{derived}: {said} by an"
        f" unpaired z-test. That is {verdict}, by the usual level of one in twenty.",
    ]
    if p < 0.05 and Verdict.of(one, other).ahead is None:
        lines.append("Their intervals overlap all the same, so elsewhere here they count as a tie.")
    return lines


def _standard_error(figure: Figure) -> float | None:
    """Return a figure's standard error; of one with an interval alone, half its width over that of a normal's."""
    if figure.stderr:
        return figure.stderr
    if figure.row.low is None or figure.row.high is None or figure.row.high <= figure.row.low:
        return None
    low, high = interval(0.0, None, None, 1.0)
    assert low is not None and high is not None
    return (figure.row.high - figure.row.low) / (high - low)


def _paired(desk: Desk, one: Figure, other: Figure, facts: list[Fact]) -> list[str]:
    """Return which test would be the right one: a paired one, where both are stored runs whose answers are kept."""
    runs = [figure.row.run for figure in (one, other) if figure.row.run]
    if len(set(runs)) == 2:
        kept = desk.connection.execute(
            "SELECT count(*) FROM runs AS r WHERE id IN (?, ?) AND EXISTS (SELECT 1 FROM answers WHERE run = r.id)",
            runs,
        ).fetchone()[0]
        if kept == 2:
            command = f"podium runs compare {runs[0]} {runs[1]}"
            facts.append(Fact("command", command))
            return [
                "Both are runs stored here, and a paired test over their answers to the same questions tells more:"
                f" {command}"
            ]
    return []
