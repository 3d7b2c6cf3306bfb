"""Replies about the whole registry: its benchmarks and categories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.among import meant
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import close_lines, context, lead, leader_facts, scored, short_names, sources_of
from podium.bots.faq.replies.phrasing import phrases
from podium.bots.faq.replies.which import of_cards
from podium.bots.faq.replies.wording import (
    MOST_NAMES,
    RESEARCH_ONLY,
    counted,
    listed,
    row_facts,
    source_of,
    standings,
)
from podium.bots.faq.reply import Fact, Kind, Reply, Source, Table
from podium.registry import categories, observing
from podium.registry.categories import HeadlineBoard
from podium.registry.observing import Observed
from podium.registry.placing import Places
from podium.registry.ranking import RankedRows
from podium.registry.views import Row, shown

#: Most benchmarks and categories in a table; the rest is counted.
_MOST_ROWS = 10
#: Most benchmarks that are named with their sizes; the rest is counted.
_MOST_NAMED = 30
#: Most benchmarks with the most models where no number is asked for.
_MOST_MODELS = 5
#: Modalities of cards that a question about one of them means: what is multimodal has images, too.
_MODALITIES = {"image": ("image", "multimodal")}
_SHOWN = {
    "image": " that use images",
    "multimodal": " that show text and images",
    "text": " that show text alone",
}


def benchmarks(desk: Desk, frame: Frame) -> Reply:
    """List the benchmarks of a category or modality, or all, with their sizes and leaders."""
    for category in (frame.category, *frame.other_categories):
        if category is not None and category not in desk.vocabulary.categories:
            return no_such_category(desk, category)
    found = _boards(desk, frame)
    what, facts = _kind(frame)
    alone = _alone(desk, frame, facts) if frame.other_categories else []
    if frame.cards is not None:
        return of_cards(desk, found, what, facts, frame)
    if not found:
        one = what.replace(" that use ", " that uses ").replace(" that show ", " that shows ")
        line = f"No benchmark{one} is registered here."
        return Reply("no_data", "\n".join([line, *alone]), tuple(facts), footer=("More: podium benchmarks",))
    listing = found[:_MOST_NAMED]
    names = [f"{board.name} ({counted(board.models, 'model')})" for board in found[:_MOST_NAMED]]
    more = len(found) - len(names)
    rest = [f"{more:,} more (podium benchmarks lists them all)"] if more else []
    verb = "is" if len(found) == 1 else "are"
    lines = [f"There {verb} {counted(len(found), 'benchmark')}{what}: {listed([*names, *rest])}.", *alone]
    if more:
        facts.append(Fact("more_choices", more))
    facts += [Fact("benchmarks", len(found)), *size_facts(found[:_MOST_NAMED])]
    return _with_leaders(desk, frame, lines, facts, listing)


def _alone(desk: Desk, frame: Frame, facts: list[Fact]) -> list[str]:
    """Return how many benchmarks are in each of several categories, whether they are in the others or not."""
    named = (frame.category or "", *frame.other_categories)
    sizes = [(name, len(in_category(desk, name))) for name in named]
    facts += [Fact("in_category", number) for _, number in sizes]
    return [f"Each by itself: {listed([f'{name} {number:,}' for name, number in sizes])}."]


def _boards(desk: Desk, frame: Frame) -> list[HeadlineBoard]:
    found = headline_boards(desk)
    if frame.benchmarks:
        return [board for board in found if board.slug in frame.benchmarks]
    if frame.category is not None:
        found = in_category(desk, frame.category)
    for category in frame.other_categories:
        found = [board for board in found if board in in_category(desk, category)]
    if frame.modality is not None:
        modalities = _MODALITIES.get(frame.modality, (frame.modality,))
        found = [board for board in found if board.modality in modalities]
    return found


def headline_boards(desk: Desk) -> list[HeadlineBoard]:
    """Return all benchmarks with the sizes of their headline boards, the largest first."""
    return desk.once("headline boards", lambda: categories.headline_boards(desk.connection))


def headline_places(desk: Desk, boards: Iterable[HeadlineBoard]) -> dict[str, Places]:
    """Return the places on headline boards by benchmark, without the boards that rank nobody."""
    full = [board for board in boards if board.models]
    kept: dict[str, Places] = desk.once("headline places", dict)
    kept |= categories.headline_places(desk.connection, [board for board in full if board.slug not in kept])
    return {board.slug: kept[board.slug] for board in full}


def in_category(desk: Desk, category: str) -> list[HeadlineBoard]:
    """Return the benchmarks of a category with the sizes of their headline boards, the largest first."""
    slugs = frozenset(desk.vocabulary.categories[category])
    return [board for board in headline_boards(desk) if board.slug in slugs]


def _kind(frame: Frame) -> tuple[str, list[Fact]]:
    """Return which benchmarks are meant, as it stands behind the noun, and the facts of that."""
    what, facts = "", list[Fact]()
    if frame.observation is not None:
        quoted = words.quote(frame.observation)
        what += f" for “{quoted}”"
        facts.append(Fact("asked", quoted))
    if frame.category is not None:
        named = (frame.category, *frame.other_categories)
        what += (
            f" in the category {frame.category}" if len(named) == 1 else f" in each of the categories {listed(named)}"
        )
        facts += [Fact("category", name) for name in named]
    if frame.modality is not None:
        what += _SHOWN.get(frame.modality, f" of the modality {frame.modality}")
        facts.append(Fact("modality", frame.modality))
    return what, facts


def size_facts(found: Sequence[HeadlineBoard]) -> list[Fact]:
    """Return what naming benchmarks with their numbers of models states."""
    return [
        fact
        for board in found
        for fact in (
            Fact("benchmark", board.name, board.slug),
            Fact("slug", board.slug, board.slug),
            Fact("benchmark_models", board.models, board.slug, board.board),
        )
    ]


def _with_leaders(
    desk: Desk, frame: Frame, lines: list[str], facts: list[Fact], boards: Sequence[HeadlineBoard]
) -> Reply:
    """Return a reply with the first of these boards: in a table, or in sentences for one or two."""
    if len(boards) < 3 and not frame.filters:
        return with_lead_sentences(desk, lines, facts, [board.slug for board in boards if board.models])
    first = _first(desk, frame, boards)
    cards = categories.citations(desk.connection, first)
    for board in boards:
        facts += [
            Fact("metric", board.metric_name, board.slug, board.board),
            Fact("modality", board.modality, board.slug),
        ]
    for slug, rows in first.items():
        facts += first_facts(rows, cards[slug])
    heading = "First"
    if frame.filters:
        heading = f"First of the {phrases(frame.filters)[0]}"
        facts.append(Fact("filter", phrases(frame.filters)[0]))
    columns = ("Benchmark", "Modality", "Models", heading, "Score", "Metric", "Whose figure")
    cells = tuple(
        (board.name, board.modality, f"{board.models:,}", *first_cells(board, first.get(board.slug, ())))
        for board in boards
    )
    lines.append("Each score is of its own benchmark's main board; scores of different boards do not compare.")
    sources = [source_of(row, cards[slug]) for slug, rows in first.items() for row in rows[:1]]
    total = len(_boards(desk, frame))
    table = Table(columns, cells, right=(2, 4), total=total)
    return finished(lines, [*facts, *size_facts(boards)], sources, cards, table)


def _first(desk: Desk, frame: Frame, boards: Sequence[HeadlineBoard]) -> dict[str, Sequence[Row]]:
    """Return the first rows of boards among the models that are meant."""
    if not frame.filters:
        return dict(categories.leaders(desk.connection, headline_places(desk, boards)))
    found: dict[str, Sequence[Row]] = {}
    for board in boards:
        page = desk.page(Frame(frame.intent, (board.slug,)))
        rows = RankedRows.of(meant(desk, page, frame.filters).rows)
        if rows:
            found[board.slug] = rows.leaders
    return found


def first_cells(board: HeadlineBoard, rows: Sequence[Row]) -> tuple[str, ...]:
    """Return who is first on a board as cells: names, score, metric, whose figure."""
    if not rows:
        return ("nobody", "", board.metric_name, "")
    return (short_names(rows, makers=False), shown(rows[0].value), board.metric_name, standings(rows))


def first_facts(rows: Sequence[Row], card: Mapping[str, Any]) -> list[Fact]:
    """Return what :func:`first_cells` states."""
    facts = [fact for row in rows[:MOST_NAMES] for fact in row_facts(row, card, "leader")]
    if len(rows) > MOST_NAMES:
        facts.append(Fact("other_leaders", len(rows) - MOST_NAMES, rows[0].benchmark, rows[0].board))
    return facts


def with_lead_sentences(desk: Desk, lines: Sequence[str], facts: Sequence[Fact], slugs: Sequence[str]) -> Reply:
    """Return a reply that ends with a sentence about who leads each of a few benchmarks."""
    lines, facts, sources, cards = list(lines), list(facts), list[Source](), {}
    for slug in slugs:
        page = desk.page(Frame(Intent.LEADER, (slug,)))
        board, leaders = page.asked, page.asked.leaders
        lines.append(
            f"{short_names(leaders)} {lead(board)} {page.place} with {scored(leaders, board)}"
            f" {context(page, board, leaders)}."
        )
        lines += close_lines(board)
        facts += [page.fact("benchmark", page.name), *leader_facts(page, board)]
        sources += sources_of(page, leaders)
        cards[slug] = page.view.card
    return finished(lines, facts, sources, cards)


def finished(
    lines: Sequence[str],
    facts: Sequence[Fact],
    sources: Sequence[Source],
    cards: Mapping[str, Mapping[str, Any]],
    table: Table | None = None,
    kind: Kind = "answer",
) -> Reply:
    """Return a reply about several benchmarks, with what some of their cards want to come with every score."""
    footer = [RESEARCH_ONLY] if any(card.get("research_use_only") for card in cards.values()) else []
    return Reply(
        kind,
        "\n".join(lines),
        tuple(dict.fromkeys(facts)),
        tuple(dict.fromkeys(sources)),
        (),
        (*footer, "More: podium benchmarks"),
        table,
    )


def most_models(desk: Desk, frame: Frame) -> Reply:
    """Say which benchmarks have the most models on their headline boards, or the fewest."""
    if frame.category is not None and frame.category not in desk.vocabulary.categories:
        return no_such_category(desk, frame.category)
    fewest = frame.order == "least"
    found = [board for board in _boards(desk, frame) if board.models or fewest]
    found.sort(key=lambda board: board.models if fewest else -board.models)
    end = "fewest" if fewest else "most"
    what, facts = _kind(frame)
    if not found:
        return Reply("no_data", f"No benchmark{what} has results yet.", tuple(facts))
    first = [board for board in found if board.models == found[0].models]
    told = found[: max(frame.k or _MOST_MODELS, 1)]
    if len(first) > len(told):
        told = first
    names = listed([board.name for board in first[:MOST_NAMES]] + _others(len(first)))
    verb = "has" if len(first) == 1 else "have"
    lines = [f"Of the benchmarks{what}, {names} {verb} the {end} models on the main board: {first[0].models:,}."]
    if not what:
        of_these = f"Of these {len(frame.benchmarks)}, " if frame.benchmarks else ""
        lines[0] = f"{of_these}{names} {verb} the {end} models on the main board: {first[0].models:,}."
        facts += [Fact("benchmarks", len(frame.benchmarks))] if frame.benchmarks else []
    followers = [board for board in told if board not in first]
    if followers:
        come = "comes" if len(followers) == 1 else "come"
        lines.append(f"Then {come} {listed([f'{board.name} ({board.models:,})' for board in followers[:_MOST_ROWS]])}.")
    if len(first) > MOST_NAMES:
        facts.append(Fact("other_leaders", len(first) - MOST_NAMES))
    facts += size_facts(told[:_MOST_ROWS])
    table = None
    if len(told) > 2:
        cells = tuple((b.name, b.modality, f"{b.models:,}", b.metric_name) for b in told[:_MOST_ROWS])
        table = Table(("Benchmark", "Modality", "Models", "Metric"), cells, right=(2,))
        facts += [Fact("modality", b.modality, b.slug) for b in told] + [Fact("metric", b.metric_name) for b in told]
    return Reply(
        "answer", "\n".join(lines), tuple(dict.fromkeys(facts)), footer=("More: podium benchmarks",), table=table
    )


def _others(number: int) -> list[str]:
    return [counted(number - MOST_NAMES, "other")] if number > MOST_NAMES else []


def category_list(desk: Desk, frame: Frame) -> Reply:
    """List the categories with their numbers of benchmarks."""
    found = sorted(desk.vocabulary.categories.items(), key=lambda item: (-len(item[1]), item[0]))
    if not found:
        return Reply("no_data", "No benchmark is registered here, so there is no category.")
    facts = [Fact("categories_in_all", len(found))]
    named = found[: 2 * _MOST_ROWS]
    for category, slugs in named:
        facts += [Fact("category", category), Fact("benchmarks", len(slugs))]
    names = [f"{category} ({len(slugs):,})" for category, slugs in named]
    more = len(found) - len(named)
    if more:
        names.append(f"{more:,} more")
        facts.append(Fact("more_choices", more))
    verb = "is" if len(found) == 1 else "are"
    noun = "category" if len(found) == 1 else "categories"
    line = f"There {verb} {len(found):,} {noun}, each with its number of benchmarks: {listed(names)}."
    asks = tuple(f"Which benchmarks are in the category {category}?" for category, _ in found[:MOST_NAMES])
    return Reply("answer", line, tuple(dict.fromkeys(facts)), (), asks, ("More: podium benchmarks",))


def no_such_category(desk: Desk, category: str) -> Reply:
    """Say that no card names a category, and which there are."""
    quoted = words.quote(category)
    names = tuple(desk.vocabulary.categories)[: refusals.MOST_CHOICES]
    text = f"There is no category called “{quoted}” here; there are {listed(names)}."
    return Reply("unknown", text, (Fact("asked", quoted), Fact("choices", names)), (), names)


def observed_by(desk: Desk, frame: Frame) -> Reply:
    """Say which benchmarks ask about a finding or subject."""
    asked = frame.observation or ""
    found = observing.observed_by(desk.connection, asked)
    quoted = words.quote(asked)
    if not found:
        text = f"No benchmark here lists “{quoted}” among its findings or subjects."
        return Reply("no_data", text, (Fact("asked", quoted),), footer=("More: podium benchmarks",))
    told = found[: refusals.MOST_CHOICES]
    facts = [Fact("observation", quoted), Fact("benchmarks", len(found))]
    names = []
    for one in told:
        listing, listing_facts = _as_listed(one)
        names.append(listing)
        facts += listing_facts
    if len(found) > len(told):
        names.append(counted(len(found) - len(told), "other"))
        facts.append(Fact("more_choices", len(found) - len(told)))
    verb = "asks" if len(found) == 1 else "ask"
    line = f"{counted(len(found), 'benchmark')} {verb} about {quoted}: {listed(names)}."
    return Reply(
        "answer",
        line,
        tuple(dict.fromkeys(facts)),
        suggestions=tuple(f"Who leads {one.name}?" for one in found[:MOST_NAMES]),
        footer=("More: podium show BENCHMARK",),
    )


def _as_listed(one: Observed) -> tuple[str, list[Fact]]:
    """Return a benchmark with what its card calls the observation, and the facts of that."""
    named = [*one.exact, *one.within]
    first, more = named[:MOST_NAMES], len(named) - MOST_NAMES
    facts = [Fact("benchmark", one.name, one.slug), Fact("slug", one.slug, one.slug)]
    facts += [Fact("observation", name, one.slug) for name in named]
    if more > 0:
        facts.append(Fact("other_observations", more, one.slug))
    written = listed([f"“{name}”" for name in first] + ([counted(more, "other")] if more > 0 else []))
    return f"{one.name} (as {written})", facts
