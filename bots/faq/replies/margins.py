"""How far a leader is from what stands beside it: the second, chance, people, the record before."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from podium.bots.faq.replies.page import Page, short_names
from podium.bots.faq.replies.wording import by_organisation, month, row_facts
from podium.bots.faq.reply import Fact
from podium.registry.ranking import Entry, RankedRows
from podium.registry.views import BoardView, Row, overlap, shown

#: What cards call people among their baselines.
_PEOPLE = re.compile(
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
        if _PEOPLE.search(baseline["name"]) and (baseline["board"] == slug or (headline and not baseline["board"]))
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
    """Return whose release set the newest record, and by how much; models without a release date cannot."""
    ranked = RankedRows.of(board.rows)
    released = {slug: date for slug, (date,) in ranked.described("released").items() if date}
    dated = [entry for entry in ranked.entries if entry.model in released]
    if not dated:
        return ["Release dates of its models are not recorded."]
    # The first released of the dated models that read like the best of them.
    record = _earliest([one for one in dated if shown(one.value) == shown(dated[0].value)], released)
    earlier = [entry for entry in dated if released[entry.model] < released[record.model]]
    before = (
        [_earliest([one for one in earlier if shown(one.value) == shown(earlier[0].value)], released)]
        if earlier
        else []
    )
    found = {row.id: row for row in ranked.where(lambda entry: entry in (record, *before))}
    row = found[record.id]
    line = (
        f"By release dates the newest record is {shown(row.value)}, of {by_organisation([row])},"
        f" {month(released[record.model])}"
    )
    facts += [*row_facts(row, page.view.card), page.fact("record_date", released[record.model], board.board.slug)]
    for entry in before:
        row, step = found[entry.id], abs(record.value - entry.value)
        line += (
            f"; the one before it is {shown(row.value)}, of {by_organisation([row])}, {month(released[entry.model])},"
            f" {shown(step)} away"
        )
        facts += [*row_facts(row, page.view.card), page.fact("step", step, board.board.slug)]
        facts.append(page.fact("record_date", released[entry.model], board.board.slug))
    undated = len(ranked) - len(dated)
    if undated:
        facts.append(page.fact("undated", undated, board.board.slug))
        line += f"; {undated:,} of its models {'has' if undated == 1 else 'have'} no release date"
    return [f"{line}."]


def _earliest(entries: Sequence[Entry], released: dict[str, str]) -> Entry:
    return min(entries, key=lambda entry: (released[entry.model], entry.model))


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
