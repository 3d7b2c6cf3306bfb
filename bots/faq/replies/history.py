"""Replies about the records of a board: who led when, and who held the record. Each says what its time goes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from podium.bots.faq.frame import Frame, Period
from podium.bots.faq.replies.course import (
    MOST_RECORDS,
    Course,
    backing,
    course,
    dated,
    period_facts,
    period_words,
    stood,
)
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import remarks, score, scored, short_names, tie_facts, tie_lines
from podium.bots.faq.replies.wording import MOST_NAMES, by_organisation, counted, listed
from podium.bots.faq.reply import Fact, Reply
from podium.registry import progress
from podium.registry.progress import Record
from podium.registry.views import Row, shown


def leader_at(desk: Desk, frame: Frame) -> Reply:
    """Say who led at the end of a period, and which records were set in it."""
    told = course(desk, frame)
    if isinstance(told, Reply):
        return told
    period, today = frame.period or Period(), datetime.now(UTC).date().isoformat()
    then = told.line.between(None, period.last)
    if not then.moments or (period.first or "") > today:
        return told.without_moments(period)
    moments = then.best()
    rows = then.rows(moments)
    close = then.standing().close(rows[0])
    now = period.last is None or period.last >= today
    among = f"{_of(len(then.moments), told.total)} {told.came} by then"
    lines = [
        f"{'' if now else f'At the end of {_end(period)}, '}{short_names(rows)} {_led(rows, close, now)} {told.place}"
        f" with {scored(rows, told.board)} ({backing(told.page, rows)};"
        f" {counted(told.total, 'model') if now else among}).",
        *remarks(rows),
        *tie_lines(close),
    ]
    facts = [told.fact("filtered", len(then.moments)), *tie_facts(told.page, told.board, close), *period_facts(period)]
    facts += told.named_facts(moments, rows, "leader", "other_leaders")
    newest = told.line.moments[-1]
    if (period.first or "") > newest.day:
        (row,) = told.line.rows([newest])
        lines.append(f"The newest of them, {row.model.name}, is of {dated(newest)}: nothing has changed since.")
        facts += told.moment_facts(newest, row)
    until = [record for record in progress.records(told.line) if now or record.day <= moments[0].day]
    changes, change_facts, records = _changes(told, until, period)
    if not records and frame.counted == "records":
        changes, change_facts = _unchanged(told, until[-1], period)
    table, table_facts, table_rows = told.record_table(records)
    return told.reply(
        [*lines, *changes], [*facts, *change_facts, *table_facts], [*rows[:MOST_NAMES], *table_rows], table
    )


def _of(some: int, total: int) -> str:
    return counted(total, "model") if some == total else f"{some:,} of the {counted(total, 'model')}"


def _end(period: Period) -> str:
    """Return the last day of a period, as the year or month that it ends where it ends one."""
    return period_words(Period(None, period.last)).removeprefix("by the end of ").removeprefix("by ")


def _led(rows: Sequence[Row], close: Sequence[Row], now: bool) -> str:
    """Return the verb for those who are first; nobody leads where the intervals overlap."""
    if len(rows) > 1:
        return "are tied for the lead on" if now else "were tied for the lead on"
    if close:
        return "is first on" if now else "was first on"
    return "leads" if now else "led"


def _changes(told: Course, found: Sequence[Record], period: Period) -> tuple[list[str], list[Fact], tuple[Record, ...]]:
    """Return a line about the records set in a period, its facts, and those records with the one before them."""
    inside = [record for record in found if period.first is not None and record.day >= period.first]
    if not inside:
        return [], [], ()
    named = inside[-MOST_NAMES:]
    rows = told.line.rows([record.holders[0] for record in named])
    facts = [fact for record, row in zip(named, rows, strict=True) for fact in told.record_facts(record, row)]
    names = [
        f"{row.model.name} ({shown(row.value)}, {dated(record.holders[0])})"
        for record, row in zip(named, rows, strict=True)
    ]
    head = f"{counted(len(inside), 'record')} {'was' if len(inside) == 1 else 'were'} set {period_words(period)}"
    which = ", the last by " if len(inside) > MOST_NAMES else ": "
    facts.append(told.fact("records", len(inside)))
    before = found[: len(found) - len(inside)][-1:]
    if before:
        (row,) = told.line.rows(before[0].holders[:1])
        facts += told.record_facts(before[0], row)
        head = f"Before, {row.model.name} was first with {shown(row.value)}. {head}"
    return [f"{head}{which}{listed(names)}."], facts, (*before, *inside)


def _unchanged(told: Course, record: Record, period: Period) -> tuple[list[str], list[Fact]]:
    """Return that a record is older than a period, and what was best in it, as lines with their facts."""
    (row,) = told.line.rows(record.holders[:1])
    lines = [f"No record was set {period_words(period)}: that of {row.model.name} is of {dated(record.holders[0])}."]
    facts = told.record_facts(record, row)
    inside = told.line.between(period.first, period.last)
    if inside.moments:
        best = inside.best()
        rows = inside.rows(best)
        lines.append(f"The best of the {counted(len(inside.moments), 'model')} of that time: {short_names(rows)} with"
                     f" {scored(rows, told.board)}.")  # fmt: skip
        facts += [told.fact("new_results", len(inside.moments)), *told.named_facts(best, rows, "model", "other_models")]
    return lines, facts


def history(desk: Desk, frame: Frame) -> Reply:
    """Say how the best score rose, record by record."""
    told = course(desk, frame)
    if isinstance(told, Reply):
        return told
    period = frame.period or Period()
    found = progress.records(told.line.between(None, period.last))
    inside = [record for record in found if record.day >= (period.first or "")]
    if not inside:
        return leader_at(desk, replace(frame, counted="records")) if found else told.without_moments(period)
    # A record of a time is raised from the one that stood before it.
    found = found[-len(inside) - 1 :]
    first, last = told.line.rows([found[0].holders[0], found[-1].holders[0]])
    facts = [*told.record_facts(found[0], first), *told.record_facts(found[-1], last), *period_facts(period)]
    best = "highest" if told.board.board.higher_is_better else "best"
    when = "" if frame.period is None else f" {period_words(period)}"
    subject = f"The {best} score on {told.place}"
    context = f"({backing(told.page, [last])}; {counted(told.total, 'model')})"
    start = f"{by_organisation([first])}, {dated(found[0].holders[0])}"
    if len(found) == 1:
        lines = [f"{subject} has been {score(first, told.board)} from the first on ({start}): no later model is better"]
        lines[0] += f" {context}."
    else:
        end = f"{by_organisation([last])}, {dated(found[-1].holders[0])}"
        lines = [
            f"{subject} went from {shown(first.value)} ({start}) to {score(last, told.board)} ({end}) in"
            f" {counted(len(inside), 'record')}{when} {context}."
        ]
        more, more_facts = _extremes(told, found)
        lines, facts = [*lines, *more], [*facts, *more_facts]
    later, later_facts = _equalled(told, found[-1])
    lines, facts = [*lines, *later], [*facts, *later_facts]
    if frame.models:
        who = {"before": _before, "after": _after}.get(frame.order or "", _held_by)
        held, held_facts = who(desk, told, found, frame.models[0])
        lines, facts = [held, *lines], [*facts, *held_facts]
    elif frame.organisation:
        held, held_facts = _held_by_maker(told, inside, frame.organisation)
        lines, facts = [held, *lines], [*facts, *held_facts]
    facts.append(told.fact("records", len(inside)))
    if len(found) > MOST_RECORDS:
        lines.append(f"The table has the last {counted(MOST_RECORDS, 'record')}.")
        facts.append(told.fact("k", MOST_RECORDS))
    table, table_facts, rows = told.record_table(found)
    return told.reply(lines, [*facts, *table_facts], [last, first, *rows], table)


def _equalled(told: Course, record: Record) -> tuple[list[str], list[Fact]]:
    """Return a line about those who equalled the last record later, and its facts."""
    if not record.equals:
        return [], []
    rows = told.line.rows(record.equals)
    names = [f"{row.model.name} ({dated(moment)})" for moment, row in zip(record.equals, rows, strict=True)]
    if len(names) > MOST_NAMES:
        names[MOST_NAMES:] = [counted(len(names) - MOST_NAMES, "other")]
    facts = told.named_facts(record.equals, rows, "tied_with", "other_ties")
    (first,) = told.line.rows(record.holders[:1])
    return [f"{first.model.name} was first with {shown(record.value)}; {listed(names)} equalled it later."], facts


def _held_by(desk: Desk, told: Course, found: Sequence[Record], model: str) -> tuple[str, list[Fact]]:
    """Return how long a model held the record, or another release of its name, as a sentence with its facts."""
    models = desk.vocabulary.models
    name = models[model].name if model in models else model
    held = [(record, moment) for record in found for moment in record.holders]
    own = [pair for pair in held if pair[1].entry.model == model]
    none = f"{name} never held the record on {told.place}"
    facts = [Fact("model", name, model=model)]
    if not own:
        # "GPT-4" may mean GPT-4 (0314) as well.
        same = {slug for slug, entity in models.items() if entity.name.startswith(f"{name} (")}
        own = [pair for pair in held if pair[1].entry.model in same]
    if not own:
        equalled = [(record, moment) for record in found for moment in record.equals if moment.entry.model == model]
        if not equalled:
            return f"{none}.", facts
        record, moment = equalled[-1]
        holder, row = told.line.rows([record.holders[0], moment])
        said = f"but equalled that of {holder.model.name} ({shown(row.value)}, {dated(moment)})"
        return f"{none}, {said}.", [*facts, *told.record_facts(record, holder), *told.moment_facts(moment, row)]
    rows = told.line.rows([moment for _, moment in own])
    parts = []
    for (record, moment), row in zip(own, rows, strict=True):
        until = "and still does" if record.days is None else f"for {stood(record)}"
        shared = ", shared" if len(record.holders) > 1 else ""
        parts.append(f"{row.model.name} held it ({shown(row.value)}, {dated(moment)}{shared}) {until}")
        facts += told.record_facts(record._replace(holders=(moment,)), row)
    if own[0][1].entry.model == model:
        return f"{listed(parts).replace(' held it ', f' held the record on {told.place} ', 1)}.", facts
    return f"{none}; {listed(parts)}.", facts


def _held_by_maker(told: Course, found: Sequence[Record], maker: str) -> tuple[str, list[Fact]]:
    """Return how often models of a maker held the record, and the last of them, as a sentence with its facts."""
    facts = [Fact("organisation", maker)]
    held = [(record, told.line.rows(record.holders)) for record in found]
    own = [(record, row) for record, rows in held for row in rows if row.model.organisation == maker]
    if not own:
        return f"No model by {maker} ever held the record on {told.place}.", facts
    record, row = own[-1]
    moment = next(one for one in record.holders if one.entry.model == row.model.slug)
    until = "and still does" if record.days is None else f"for {stood(record)}"
    times = f"{counted(len(own), 'time')}, the last was " if len(own) > 1 else "once: "
    line = f"Models by {maker} held the record on {told.place} {times}{row.model.name} ({shown(row.value)},"
    facts += [told.fact("k", len(own)), *told.record_facts(record._replace(holders=(moment,)), row)]
    return f"{line} {dated(moment)}), {until}.", facts


def _before(desk: Desk, told: Course, found: Sequence[Record], model: str) -> tuple[str, list[Fact]]:
    """Return who held the record until a model came, as a sentence with its facts."""
    models = desk.vocabulary.models
    name = models[model].name if model in models else model
    facts = [Fact("model", name, model=model)]
    own = next((moment for moment in told.line.moments if moment.entry.model == model), None)
    if own is None:
        return f"{name} has no dated result on {told.place}.", facts
    (mine,) = told.line.rows([own])
    facts += told.moment_facts(own, mine)
    until = [record for record in found if record.day < own.day]
    if not until:
        return f"Nobody held a record on {told.place} before {name} ({shown(mine.value)}, {dated(own)}).", facts
    rows = told.line.rows(until[-1].holders)
    facts += [fact for row in rows for fact in told.record_facts(until[-1], row)]
    holders = f"{short_names(rows)} held the record on {told.place} with {shown(rows[0].value)}"
    return (
        f"Before {name} ({shown(mine.value)}, {dated(own)}), {holders} ({dated(until[-1].holders[0])}).",
        facts,
    )


def _after(desk: Desk, told: Course, found: Sequence[Record], model: str) -> tuple[str, list[Fact]]:
    """Return who took the record from a model, as a sentence with its facts."""
    held = [i for i, record in enumerate(found) if any(moment.entry.model == model for moment in record.holders)]
    if not held or found[held[-1]] is found[-1]:
        return _held_by(desk, told, found, model)
    mine, its = found[held[-1]], found[held[-1] + 1]
    moment = next(moment for moment in mine.holders if moment.entry.model == model)
    (own,), rows = told.line.rows([moment]), told.line.rows(its.holders)
    facts = told.record_facts(mine._replace(holders=(moment,)), own)
    facts += [fact for row in rows for fact in told.record_facts(its, row)]
    return (
        f"{short_names(rows)} took the record on {told.place} from {own.model.name} ({shown(own.value)},"
        f" {dated(moment)}) with {shown(rows[0].value)} ({dated(its.holders[0])}).",
        facts,
    )


def _extremes(told: Course, found: Sequence[Record]) -> tuple[list[str], list[Fact]]:
    """Return a line about the record before, the biggest step and the record that stood longest, and its facts."""
    step = max(found[1:], key=lambda record: record.step or 0.0)
    longest = max(found[:-1], key=lambda record: record.days or 0)
    before = found[-2]
    raised, last = told.line.rows([step.holders[0], before.holders[0]])
    holding = [told.line.rows(one.holders) for one in (before, longest)]
    lasting, longest_held = (listed([row.model.name for row in rows][:MOST_NAMES]) for rows in holding)
    line = (
        f"The record before the last was {shown(last.value)}, by {lasting} ({dated(before.holders[0])}), which"
        f" stood {stood(before)}. The biggest step was {shown(step.step or 0.0)}, by"
        f" {raised.model.name} in {dated(step.holders[0])};"
        f" {longest_held} held a record longest, {stood(longest)}."
    )
    facts = told.record_facts(step, raised)
    for one, rows in zip((before, longest), holding, strict=True):
        facts += [fact for row in rows[:MOST_NAMES] for fact in told.record_facts(one, row)]
    return [line], facts
