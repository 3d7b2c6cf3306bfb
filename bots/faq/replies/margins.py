"""How far a leader is from what stands beside it: the second, chance, people, the record before."""

from __future__ import annotations

import math
import re

from podium.bots.faq.replies.page import Page, short_names
from podium.bots.faq.replies.wording import by_organisation, month, row_facts
from podium.bots.faq.reply import Fact
from podium.registry import progress
from podium.registry.ranking import Entry, RankedRows
from podium.registry.views import BoardView, Row, overlap, shown

#: What cards call people among their baselines.
PEOPLE = re.compile(
    r"\b(?:humans?|people|persons?|experts?|radiologists?|physicians?|doctors?|clinicians?|readers?|annotators?"
    r"|students?|crowd)\b",
    re.IGNORECASE,
)
#: Most baselines of people that a reply names.
_MOST_PEOPLE = 3


def chance(page: Page, ranked: RankedRows, first: Row, second: Row, facts: list[Fact]) -> list[str]:
    """Return whether the difference of two rows can be told from chance; what the lines state goes to the facts."""
    one, other = ranked.entry(first), ranked.entry(second)
    mine, its = ranked.margin(one), ranked.margin(other)
    if mine.low is None or its.low is None:
        whose = "either" if mine.low is None and its.low is None else "both"
        return [
            f"No interval or standard error is recorded for {whose} of them, so it cannot be told whether the"
            " difference is more than chance."
        ]
    lines = []
    if shown(first.value) != shown(second.value):
        ends = [f"{shown(low or 0.0)} to {shown(high or 0.0)}" for low, high, _ in (mine, its)]
        verdict = "overlap: that is a tie" if overlap(mine[:2], its[:2]) else "do not overlap"
        lines.append(f"Their 95% intervals, {ends[0]} and {ends[1]}, {verdict}.")
    if mine.stderr and its.stderr:
        lines.append(_two_errors(page, (one, other), (mine.stderr, its.stderr), facts))
    return lines


def _two_errors(page: Page, entries: tuple[Entry, Entry], errors: tuple[float, float], facts: list[Fact]) -> str:
    """Return the test of two scores whose standard errors are known, as a sentence."""
    error = math.hypot(*errors)
    z = abs(entries[0].value - entries[1].value) / error
    p = math.erfc(z / math.sqrt(2))
    at = page.asked.board.slug
    for entry, its_error in zip(entries, errors, strict=True):
        facts.append(Fact("standard_error", its_error, page.view.slug, at, entry.model, entry.id))
    facts += [page.fact("standard_error", error, at), page.fact("z_value", z, at), page.fact("p_value", p, at)]
    return (
        f"From their standard errors, {shown(errors[0])} and {shown(errors[1])}, the difference has one of"
        f" {shown(error)}: z {shown(z)}, two-sided p {shown(p)}. That takes the two scores as"
        " independent; where both models had the same questions, that is on the careful side."
    )


def people(page: Page, board: BoardView, leader: Row, facts: list[Fact]) -> list[str]:
    """Return how far the leader is from people, as the card publishes their scores; nothing where it does not."""
    slug, headline = board.board.slug, board.board.headline
    found = [
        baseline
        for baseline in page.view.card["baselines"]
        if PEOPLE.search(baseline["name"]) and (baseline["board"] == slug or (headline and not baseline["board"]))
    ]
    parts = []
    for baseline in found[:_MOST_PEOPLE]:
        ahead = (leader.value - baseline["value"]) * (1 if board.board.higher_is_better else -1)
        apart = f"{shown(abs(ahead))} {'worse' if ahead > 0 else 'better'} than the leader"
        if shown(leader.value) == shown(baseline["value"]):
            apart = "level with the leader"
        setting = f" ({baseline['setting']})" if baseline["setting"] else ""
        parts.append(f"{baseline['name']} {shown(baseline['value'])}{setting}, {apart}")
        facts += [
            page.fact("baseline", baseline["name"], slug),
            page.fact("baseline_score", baseline["value"], slug),
            page.fact("difference", abs(ahead), slug),
            page.fact("source_url", baseline["source_url"], slug),
            *([page.fact("baseline_setting", baseline["setting"], slug)] if baseline["setting"] else []),
        ]
    return [f"People, as published: {'; '.join(parts)}."] if parts else []


def newest_record(page: Page, board: BoardView, facts: list[Fact]) -> list[str]:
    """Return who set the newest record, and by how much; results without a date cannot."""
    line = progress.timeline(board)
    found = progress.records(line)[-2:]
    if not found:
        return ["None of its results has a date."]
    *before, record = found
    rows = line.rows([one.holders[0] for one in found])
    row, at = rows[-1], board.board.slug
    said = f"The newest record is {shown(row.value)}, of {by_organisation([row])}, {month(record.holders[0].known)}"
    facts += [*row_facts(row, page.view.card), page.fact("record_date", record.day, at)]
    for one in before:
        step = record.step or 0.0
        said += (
            f"; the one before it is {shown(one.value)}, of {by_organisation(rows[:1])},"
            f" {month(one.holders[0].known)}, {shown(step)} away"
        )
        facts += [*row_facts(rows[0], page.view.card), page.fact("step", step, at)]
        facts.append(page.fact("record_date", one.day, at))
    if line.undated:
        facts.append(page.fact("undated", line.undated, at))
        said += f"; {line.undated:,} of its models {'has' if line.undated == 1 else 'have'} no date"
    return [f"{said}."]


def neighbours(page: Page, board: BoardView, row: Row, alike: int, facts: list[Fact]) -> list[str]:
    """Return who stands just before and just after a model that is not the first, by scores that read otherwise."""
    ranked = RankedRows.of(board.rows)
    told = []
    ends = (("before", row.rank - 2, row.rank > 2), ("after", row.rank - 1 + alike, row.rank > 1))
    for side, position, wanted in ends:
        for other in ranked[position : position + 1] if wanted else ():
            told.append(f"just {side} it is {short_names([other])} ({shown(other.value)})")
            facts += row_facts(other, page.view.card)
    line = "; ".join(told)
    return [f"{line[0].upper()}{line[1:]}."] if line else []
