"""Replies about the makers of the models on a board: each by its best model, and some of them beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from podium.bots.faq.frame import Attribute, Filters, Frame
from podium.bots.faq.replies import among, boards, catalogue
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page, context, figures, figures_facts, score, short_names, sources_of
from podium.bots.faq.replies.places import finished
from podium.bots.faq.replies.registry import in_category, no_such_category
from podium.bots.faq.replies.selecting import Selection
from podium.bots.faq.replies.wording import MOST_NAMES, counted, listed, plain, row_facts, source_of
from podium.bots.faq.reply import Fact, Reply, Table
from podium.bots.faq.understanding import bounds
from podium.registry import categories, model_reads
from podium.registry import standings as places
from podium.registry.ranking import Entry, RankedRows
from podium.registry.views import Row, shown

#: Most makers of a table, and most that a sentence names.
_MOST_ROWS = 50
_MOST_TOLD = 5


def makers(desk: Desk, frame: Frame) -> Reply:
    """Rank the makers on a board by their best model, or set some of them beside one another."""
    page = desk.page(frame)
    if not page.asked.rows:
        return boards.no_results(page)
    if frame.sides:
        return _beside(desk, page, frame)
    if frame.counted and frame.k:
        # "How many companies are in the top 20" is asked of 20 models.
        frame = replace(frame, k=None, filters=replace(frame.filters, first=frame.k))
    filters = frame.filters
    if frame.score is not None and filters.min_score is None and filters.max_score is None:
        side = "least" if page.asked.board.higher_is_better else "most"
        filters = bounds.limited(filters, side, frame.score)
    chosen = among.meant(desk, page, filters)
    if not chosen.rows:
        return among.none_meant(page, chosen, filters)
    found = _by_maker(RankedRows.of(chosen.rows))
    if not found.best:
        line = f"The maker is not recorded for any of the {counted(len(chosen.rows), 'model')} on {page.place}."
        return page.reply([line], [page.fact("filtered", len(chosen.rows))], kind="no_data")
    return _ranked(page, chosen, frame, found)


class _ByMaker(NamedTuple):
    """The best entry of each maker, how many each maker has, and the entries whose maker is not recorded."""

    best: list[Entry]
    numbers: dict[str, int]
    unknown: list[Entry]


def _by_maker(ranked: RankedRows) -> _ByMaker:
    makers = ranked.described("organisation")
    best: dict[str, Entry] = {}
    numbers: dict[str, int] = {}
    unknown = []
    for entry in ranked.entries:
        maker = makers[entry.model][0] if entry.model in makers else None
        if maker is None:
            unknown.append(entry)
            continue
        best.setdefault(maker.casefold(), entry)
        numbers[maker.casefold()] = numbers.get(maker.casefold(), 0) + 1
    return _ByMaker(list(best.values()), numbers, unknown)


def _ranked(page: Page, chosen: Selection[Row], frame: Frame, found: _ByMaker) -> Reply:
    best, numbers, unknown = found
    board, at, filters = page.asked, page.asked.board.slug, frame.filters
    every = RankedRows.of(chosen.rows)
    rows = tuple(every.only(best[: min(frame.k or _MOST_ROWS, _MOST_ROWS)]))
    told = rows[: frame.k if frame.k and frame.k <= _MOST_TOLD else MOST_NAMES]
    named = [f"{plain(row.model.organisation or '')} ({plain(row.model.name)}, {shown(row.value)})" for row in told]
    among_them = f" among the {chosen.phrase}" if chosen.total > len(chosen.rows) else ""
    what = "maker has" if len(best) == 1 else "makers have"
    lines = [
        f"{len(best):,} {what} models on {page.place}{among_them}. By the {board.board.metric_name} of the best model"
        f" of each, {_first(len(told), len(best))} {listed(named)}.",
        figures(page, board, rows),
    ]
    facts = [*figures_facts(page, board, rows), page.fact("organisations", len(best), at)]
    facts += [page.fact("k", number, at) for number in dict.fromkeys((frame.k, len(rows), len(told))) if number]
    facts += [page.fact("count", number, at) for number in numbers.values()]
    said = (frame.score, filters.min_score, filters.max_score)
    facts += [page.fact("asked_score", value, at) for value in said if value is not None]
    lines += _ties(told, best)
    if unknown:
        above = sum(every.rank(one) < every.rank(best[0]) for one in unknown)
        line = f"The maker is not recorded for {counted(len(unknown), 'model')} of these"
        rest = f"; {above:,} of those {'ranks' if above == 1 else 'rank'} above all others" if above else ""
        lines.append(f"{line}{rest}.")
        facts += [page.fact("unrecorded", len(unknown), at), page.fact("unrecorded_above", above, at)]
    table = _table(page, rows, found)
    return finished(page, chosen, frame, rows, lines, [*facts, *chosen.facts], table)


def _table(page: Page, rows: Sequence[Row], found: _ByMaker) -> Table | None:
    cells = tuple(
        (
            plain(row.model.organisation or ""),
            plain(row.model.name),
            shown(row.value),
            f"{row.rank:,}",
            f"{found.numbers[(row.model.organisation or '').casefold()]:,}",
            row.standing,
        )
        for row in rows
    )
    score_at = f"Score ({page.asked.board.metric_name})"
    columns = ("Maker", "Best model", score_at, "Rank", "Models", "Whose figure")
    return Table(columns, cells, right=(2, 3, 4), total=len(found.best)) if len(cells) > 1 else None


def _ties(told: Sequence[Row], best: Sequence[Entry]) -> list[str]:
    """Return which of the makers that a sentence names have the same score, with each other or with the next."""
    lines = []
    for value in dict.fromkeys(shown(row.value) for row in told):
        same = [plain(row.model.organisation or "") for row in told if shown(row.value) == value]
        more = sum(shown(one.value) == value for one in best) - len(same)
        if len(same) > 1:
            lines.append(f"{listed(same)} are tied{' with others' if more else ''}.")
        elif more:
            lines.append(f"{same[0]} is tied with the next.")
    return lines


def _first(told: int, total: int) -> str:
    if told == total:
        return "they are" if total > 1 else "it is"
    return f"the first {told:,} are" if told > 1 else "the first is"


@dataclass(frozen=True)
class _Side:
    """One of the makers or series that are set beside one another."""

    named: Filters
    chosen: Selection[Row]
    best: tuple[Row, ...]


def _beside(desk: Desk, page: Page, frame: Frame) -> Reply:
    """Say what the best model of each side has, and which side is ahead by how much."""
    board, lines = page.asked, list[str]()
    sides = []
    for one in frame.sides:
        chosen = among.meant(desk, page, _within(frame.filters, one))
        sides.append(_Side(one, chosen, RankedRows.of(chosen.rows).leaders if chosen.rows else ()))
    there = [side for side in sides if side.best]
    facts = [fact for side in sides for fact in side.chosen.facts]
    if not there:
        return among.none_meant(page, sides[0].chosen, frame.filters)
    sign = -1 if board.board.higher_is_better else 1
    there.sort(key=lambda side: sign * side.best[0].value)
    for side in there:
        row, number = side.best[0], len(side.chosen.rows)
        verb = "is" if len(side.best) == 1 else "are"
        of = f"the best of the {number:,} {side.chosen.phrase}" if number > 1 else f"the only {side.chosen.one}"
        who = short_names(side.best, makers=not side.named.organisations)
        rank = f"rank {row.rank:,}{', tied' if row.tied else ''} {context(page, board, side.best)}"
        lines.append(f"{who} {verb} {of} on {page.place} with {score(row, board)}, {rank}.")
        facts += [fact for one in side.best[:MOST_NAMES] for fact in row_facts(one, page.view.card)]
        if len(side.best) > MOST_NAMES:
            facts.append(page.fact("other_models", len(side.best) - MOST_NAMES, board.board.slug))
    lines += [f"No {side.chosen.one} is known on {page.place}." for side in sides if not side.best]
    rows = [side.best[0] for side in there]
    lines += _ahead(page, there, facts) if len(there) > 1 else []
    facts += figures_facts(page, board, rows)
    return page.reply(lines, facts, sources_of(page, rows), score=True)


def _within(filters: Filters, side: Filters) -> Filters:
    return replace(filters, organisations=side.organisations, family=side.family, family_models=side.family_models)


def _ahead(page: Page, there: Sequence[_Side], facts: list[Fact]) -> list[str]:
    """Return which side is ahead by how much; of more than two the first of the second."""
    first, second = there[0], there[1]
    one, other = first.best[0], second.best[0]
    if shown(one.value) == shown(other.value):
        return [f"The best {first.chosen.phrase} and the best {second.chosen.phrase} read the same."]
    gap = abs(one.value - other.value)
    facts.append(page.fact("gap", gap, page.asked.board.slug))
    whose = f"The {first.chosen.phrase} are ahead of the {second.chosen.phrase} by {shown(gap)}"
    if None in (one.low, one.high, other.low, other.high):
        return [f"{whose}, best against best; without intervals I cannot tell whether that is more than chance."]
    close = RankedRows.of(page.asked.rows).close(one)
    overlap = any(row.model.slug == other.model.slug for row in close)
    return [f"{whose}, best against best; their intervals {'overlap' if overlap else 'do not overlap'}."]


def led(desk: Desk, frame: Frame) -> Reply:
    """Say on which boards a maker's models are first."""
    organisation = frame.organisation or ""
    slugs = [one.slug for one in model_reads.made_by(desk.connection, organisation)]
    first = [one for one in places.standings(desk.connection, slugs) if one.row.rank == 1]
    main = [one for one in first if one.figure.board.headline]
    facts = [Fact("organisation", organisation), *(fact for one in first for fact in catalogue.placed_facts(one))]
    maker, lines = plain(organisation), list[str]()
    names = list(dict.fromkeys(one.figure.benchmark_name for one in main))
    if names:
        lines.append(f"Models by {maker} are first, alone or tied, on the main board of {listed(names)}.")
    else:
        lines.append(f"No model by {maker} is first on the main board of a benchmark.")
    others = [one for one in first if not one.figure.board.headline]
    if others:
        there = dict.fromkeys(catalogue.where(one.figure.board, one.figure.benchmark_name) for one in others)
        lines.append(f"{'They are also' if names else 'Its models are'} first on {listed(list(there))}.")
    rows = tuple(
        (
            one.figure.benchmark_name,
            one.figure.board.title,
            plain(one.row.model.name),
            f"{shown(one.row.value)} {one.figure.board.metric_name}",
            f"{'tied, ' if one.row.tied else ''}{one.row.standing}",
        )
        for one in (*main, *others)
    )
    columns = ("Benchmark", "Board", "Model", "Score", "Whose figure")
    table = Table(columns, rows, right=()) if len(rows) > 1 else None
    if len(rows) == 1:
        lines.append(f"It is {rows[0][2]} with {rows[0][3]} {catalogue.credited(first[0].figure)}.")
    sources = [source_of(one.row, one.figure.card) for one in first]
    figures_of = [one.figure for one in first]
    return catalogue.reply(lines, facts, figures=figures_of, sources=sources, more="podium benchmarks", table=table)


def most_led(desk: Desk, frame: Frame) -> Reply:
    """Say which models and which makers are first on the main boards of the most benchmarks, of a category or all."""
    if frame.category is not None and frame.category not in desk.vocabulary.categories:
        return no_such_category(desk, frame.category)
    every = frame.category is None
    boards = categories.headline_boards(desk.connection) if every else in_category(desk, frame.category or "")
    first = categories.leaders(desk.connection, categories.headline_places(desk.connection, boards))
    names = {board.slug: board.name for board in boards}
    by_model: dict[str, list[str]] = {}
    by_maker: dict[str, list[str]] = {}
    known = {row.model.slug: row.model for rows in first.values() for row in rows}
    for slug, rows in sorted(first.items(), key=lambda item: names[item[0]].lower()):
        for row in rows:
            by_model.setdefault(row.model.slug, []).append(slug)
        for maker in dict.fromkeys(row.model.organisation for row in rows if row.model.organisation):
            by_maker.setdefault(maker, []).append(slug)
    facts = [Fact("benchmarks", len(first)), *(() if every else (Fact("category", frame.category or ""),))]
    if not first:
        return catalogue.reply(["No board ranks a model yet."], facts, kind="no_data", more="podium benchmarks")
    most = max(map(len, by_model.values()))
    best = [slug for slug, led_here in by_model.items() if len(led_here) == most][:MOST_NAMES]
    told = dict.fromkeys(slug for model in best for slug in by_model[model])
    who = listed([catalogue.name_of(known[slug], maker=True) for slug in best])
    verb = "leads" if len(best) == 1 else "lead"
    of = "" if every else f" in the category {frame.category}"
    line = f"{who} {verb} the most benchmarks{of}, alone or tied on the main board: {most:,} of {len(first):,}"
    lines = [f"{line}, {listed([names[slug] for slug in told])}."]
    for slug in best:
        facts += [*catalogue.facts_of(known[slug], Attribute.ORGANISATION), Fact("led", most, model=slug)]
    facts += [Fact("benchmark", names[slug], slug) for slug in told]
    makers = [(maker, len(slugs)) for maker, slugs in by_maker.items()]
    sides = [maker for side in frame.sides for maker in side.organisations]
    if sides:
        makers = [(maker, len(by_maker.get(maker, ()))) for maker in sides]
    makers = sorted(makers, key=lambda item: -item[1])[:MOST_NAMES]
    for maker, number in makers:
        facts += [Fact("organisation", maker), Fact("led_by_maker", number)]
    if makers:
        by = f"By maker: {listed([f'{plain(maker)} {number:,}' for maker, number in makers])}."
        lines.insert(0 if sides else 1, by)
    return catalogue.reply(lines, facts, more="podium benchmarks")
