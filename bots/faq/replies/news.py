"""Replies about what is new, on one benchmark or everywhere."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from podium.bots.faq.frame import Frame, Period
from podium.bots.faq.replies.course import period_facts, period_words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import titled
from podium.bots.faq.replies.selecting import select_models
from podium.bots.faq.replies.wording import (
    RESEARCH_ONLY,
    by_organisation,
    counted,
    credit_phrase,
    interval,
    month,
    row_facts,
    source_of,
)
from podium.bots.faq.reply import Fact, Kind, Reply, Table
from podium.registry import categories, model_reads, recent
from podium.registry.recent import NewRow, Recent
from podium.registry.views import shown

#: Most results in the table, and of how many they are chosen: a board need not show every result of a model.
_MOST_ROWS = 10
_LOOKED_AT = 12

_MEANING = (
    "A result counts from the release of its model, from the day it was reported, where that is recorded, or from its"
    " import or run here, whichever is latest."
)


def new(desk: Desk, frame: Frame) -> Reply:
    """List the results that are new in a time; the newest ones where none is named."""
    slug = frame.benchmark if frame.benchmarks else None
    where = f" on {desk.view(slug).name}" if slug else ""
    # Nothing is counted where no time is named, so that the few newest are enough.
    most = recent.MOST_COUNTED if frame.period or frame.boards or frame.filters else _LOOKED_AT
    chosen = select_models(model_reads.lines(desk.connection), frame.filters) if frame.filters else None
    if chosen is not None:
        where = f" of {chosen.phrase}{where}"

    def read(first: str | None, last: str | None) -> Recent:
        found = recent.recent(desk.connection, first, last, benchmark=slug, most=most)
        return found if chosen is None else _of_models(found, {model.slug for model in chosen.rows})

    reply = _told(desk, frame, read, where)
    if chosen is None:
        return reply
    body = "\n".join([reply.body, *chosen.lines()])
    return replace(reply, body=body, facts=tuple(dict.fromkeys((*reply.facts, *chosen.facts))))


def _of_models(found: Recent, models: Container[str]) -> Recent:
    return replace(found, results=tuple(one for one in found.results if one.model in models))


def _told(desk: Desk, frame: Frame, read: Callable[[str | None, str | None], Recent], where: str) -> Reply:
    """Return the reply about the results that a read finds in the time of a frame."""
    period = frame.period or Period()
    found = read(period.first, period.last)
    rows = _shown(desk, frame, found)
    if rows:
        return _listed(desk, frame, _head(frame, found, where), found, rows)
    newest = _shown(desk, frame, read(None, None))
    if not newest:
        return _finished(desk, frame, [f"There are no results with a date{where} yet."], [], [], "no_data")
    facts = [*_facts(desk, newest[:1]), *period_facts(period)]
    lines = [f"No result{where} is new {period_words(period)}. {_newest(desk, newest[0])}", _MEANING]
    return _finished(desk, frame, lines, facts, newest[:1], "no_data")


def _shown(desk: Desk, frame: Frame, found: Recent) -> list[NewRow]:
    results = [one for one in found.results if frame.board in (None, one.board)]
    return recent.placed(desk.connection, results[:_LOOKED_AT])[:_MOST_ROWS]


def _head(frame: Frame, found: Recent, where: str) -> str:
    if frame.period is None:
        return ""
    number = sum(frame.board in (None, one.board) for one in found.results)
    results = f"More than {counted(number, 'result')}" if found.more else counted(number, "result")
    return f"{results}{where} {'is' if number == 1 else 'are'} new {period_words(frame.period)}. "


def _listed(desk: Desk, frame: Frame, head: str, found: Recent, rows: Sequence[NewRow]) -> Reply:
    facts = [*_facts(desk, rows), *period_facts(frame.period)]
    if frame.period is not None:
        number = sum(frame.board in (None, one.board) for one in found.results)
        facts.append(Fact("new_results", number, frame.benchmark if frame.benchmarks else None))
    lines = [f"{head}{_newest(desk, rows[0])}", _MEANING]
    cells = [
        (
            _day(one),
            one.row.model.name,
            one.benchmark,
            one.board,
            f"{shown(one.row.value)} {one.metric_name}",
            f"{one.row.rank:,} of {one.models:,}",
            one.row.standing,
        )
        for one in rows
    ]
    columns = ("Since", "Model", "Benchmark", "Board", "Score", "Rank", "Whose figure")
    table = Table(columns, tuple(cells), right=(5,)) if len(cells) > 2 else None
    if table is None:
        lines[1:1] = [_newest(desk, one, "Then") for one in rows[1:]]
    return _finished(desk, frame, lines, facts, rows, "answer", table)


def _newest(desk: Desk, one: NewRow, start: str = "The newest") -> str:
    """Return a sentence about one new result, with all that its score must not stand without."""
    place = one.benchmark if one.headline else f"{titled(one.board)} of {one.benchmark}"
    lower = "" if one.higher_is_better else ", where lower is better"
    tie = ", tied" if one.row.tied else ""
    return (
        f"{start} is {by_organisation([one.row])} ({_month(one)}) with {shown(one.row.value)} {one.metric_name}{lower}"
        f" on {place}, rank {one.row.rank:,}{tie} ({interval(one.row)}{one.row.standing};"
        f" {credit_phrase(one.row, _card(desk, one))}), {counted(one.models, 'model')} ranked."
    )


def _card(desk: Desk, one: NewRow) -> dict[str, object]:
    return categories.citations(desk.connection, [one.row.benchmark])[one.row.benchmark]


def _day(one: NewRow) -> str:
    """Return the day of a new result as exactly as it is known."""
    return _month(one) if _is_coarse(one) else one.day


def _month(one: NewRow) -> str:
    model = one.row.model
    coarse = one.day == model.released and model.released_precision == "year"
    return month(one.day[:4] if coarse else one.day)


def _is_coarse(one: NewRow) -> bool:
    model = one.row.model
    return len(one.day) < 10 or (one.day == model.released and model.released_precision in ("month", "year"))


def _facts(desk: Desk, rows: Sequence[NewRow]) -> list[Fact]:
    """Return what the sentences and the table about new results state."""
    cards = categories.citations(desk.connection, {one.row.benchmark for one in rows})
    facts: list[Fact] = []
    for one in rows:
        row = one.row
        facts.extend(row_facts(row, cards[row.benchmark]))
        facts.append(Fact("new_day", one.day, row.benchmark, row.board, row.model.slug, row.id))
        if one.day == row.model.released:
            facts.append(Fact("released", one.day, row.benchmark, row.board, row.model.slug, row.id))
        facts.extend(
            (
                Fact("benchmark", one.benchmark, row.benchmark),
                Fact("board", one.board, row.benchmark, row.board),
                Fact("metric", one.metric_name, row.benchmark, row.board),
                Fact("models", one.models, row.benchmark, row.board),
            )
        )
    return list(dict.fromkeys(facts))


def _finished(
    desk: Desk,
    frame: Frame,
    lines: Sequence[str],
    facts: Sequence[Fact],
    rows: Sequence[NewRow],
    kind: Kind,
    table: Table | None = None,
) -> Reply:
    cards = categories.citations(desk.connection, {one.row.benchmark for one in rows})
    sources = [source_of(one.row, cards[one.row.benchmark]) for one in rows]
    if frame.benchmarks:
        return desk.card(frame).reply(lines, facts, sources, kind=kind, score=bool(rows), table=table)
    footer = [RESEARCH_ONLY] if any(card["research_use_only"] for card in cards.values()) else []
    footer.append("More: podium benchmarks")
    return Reply(kind, "\n".join(lines), tuple(facts), tuple(dict.fromkeys(sources)), (), tuple(footer), table)
