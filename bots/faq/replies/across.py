"""Replies over several boards at once. Ranks are put together, scores of different boards never."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from podium.bots.faq.frame import Filters, Frame, Intent
from podium.bots.faq.replies import boards as one_board
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.registry import (
    finished,
    first_cells,
    first_facts,
    headline_boards,
    headline_places,
    in_category,
    no_such_category,
    size_facts,
    with_lead_sentences,
)
from podium.bots.faq.replies.selecting import Selection, select, select_models
from podium.bots.faq.replies.wording import (
    MOST_NAMES,
    by_organisation,
    counted,
    listed,
    row_facts,
    source_of,
    standings,
)
from podium.bots.faq.reply import Fact, Kind, Reply, Table
from podium.registry import categories, correlation, model_reads
from podium.registry.categories import HeadlineBoard, MeanRank
from podium.registry.placing import Places
from podium.registry.ranking import RankedRows
from podium.registry.views import Row, shown

#: Most boards of a category in the table; of more, the largest are shown.
_MOST_BOARDS = 20
#: Models that two boards must share before their ranks are compared, and up to where that is said to be few.
_LEAST_SHARED = 5
_FEW_SHARED = 20


@dataclass(frozen=True)
class _Field:
    """The headline boards of a category.

    Args:
        category: Its name.
        boards: All of its boards, the largest first.
        places: Their places, by benchmark; boards that rank nobody are left out.
        counting: Those that rank at least two models, as a place among one says nothing.
        least: On how many of those a model must be.
    """

    category: str
    boards: Sequence[HeadlineBoard]
    places: Mapping[str, Places]
    counting: Mapping[str, Places]
    least: int

    @property
    def rule(self) -> str:
        """How the best is found, in a sentence."""
        counting, boards = len(self.counting), len(self.boards)
        which = f"the {counted(counting, 'main board')} that rank two or more models"
        which += f" (of the category's {counted(boards, 'benchmark')})" if boards > counting else ""
        return (
            f"The rule: the mean of a model's ranks on {which}, among models on at least {self.least:,} of them; scores"
            " of different boards are not averaged, and whether a difference is more than chance is not told."
        )

    def facts(self) -> list[Fact]:
        return [
            Fact("category", self.category),
            Fact("benchmarks", len(self.boards)),
            Fact("boards_in_all", len(self.counting)),
            Fact("least_boards", self.least),
        ]


#: Most places of a category that are told.
_MOST_PLACES = 20


def category_best(desk: Desk, frame: Frame) -> Reply:
    """Say which model has the best mean rank over a category's headline boards."""
    category = frame.category or ""
    if category not in desk.vocabulary.categories:
        return no_such_category(desk, category)
    boards = in_category(desk, category)
    places = headline_places(desk, boards)
    counting = {slug: found for slug, found in places.items() if len(found.models) > 1}
    if len(counting) < 2:
        return _one_board(desk, frame, category, boards, list(counting or places))
    field = _Field(category, boards, places, counting, categories.least_covered(len(counting)))
    means = desk.once(("mean ranks", category), lambda: categories.mean_ranks(counting.values(), least=field.least))
    chosen: Selection[Row] | None = None
    if frame.filters and means:
        means, chosen = _meant(desk, field, means, frame.filters)
    return _mean_rank(desk, field, means, chosen, frame.k or 0)


def _one_board(
    desk: Desk, frame: Frame, category: str, boards: Sequence[HeadlineBoard], ranking: Sequence[str]
) -> Reply:
    """Say who leads the only board that ranks several models; where none does, the only board or each of them."""
    facts = [Fact("category", category), Fact("benchmarks", len(boards))]
    if not ranking:
        line = f"No benchmark in the category {category} has results yet ({counted(len(boards), 'benchmark')})."
        return Reply("no_data", line, (*facts, *size_facts(boards)), footer=("More: podium benchmarks",))
    if len(ranking) > 1:
        line = f"No main board in the category {category} ranks two or more models, so nobody can be called best in it."
        return replace(with_lead_sentences(desk, [line], facts, ranking[:MOST_NAMES]), kind="no_data")
    reply = one_board.leader(desk, Frame(Intent.LEADER, (ranking[0],), filters=frame.filters))
    name = desk.vocabulary.benchmarks[ranking[0]]
    only = f"{name} is the only benchmark in the category {category}"
    if len(boards) > 1:
        only += f" (of {len(boards):,}) whose main board ranks two or more models"
    return replace(reply, body=f"{only}.\n{reply.body}", facts=(*reply.facts, *facts))


def _meant(
    desk: Desk, field: _Field, means: Sequence[MeanRank], filters: Filters
) -> tuple[list[MeanRank], Selection[Row]]:
    """Return the models that filters leave, with their mean ranks; the ranks stay those among all models."""
    wanted = {one.model for one in means}
    found: dict[tuple[str, str], int] = {}
    for slug, places in field.counting.items():
        for position, model in enumerate(places.models):
            # What the catalogue says of a model is the same for all of its results; whose figure it is, is not.
            key = (model, slug if filters.figures else "")
            if model in wanted:
                found.setdefault(key, places.results[position])
    ids = set(found.values())
    places_of = [
        places.place(position)
        for places in field.counting.values()
        for position, result in enumerate(places.results)
        if result in ids
    ]
    names = {slug: desk.vocabulary.models[slug].name for slug in filters.excluded if slug in desk.vocabulary.models}
    chosen = select(categories.rows(desk.connection, places_of), filters, names)
    entries = RankedRows.of(chosen.rows).entries
    if not filters.figures:
        kept = {entry.model for entry in entries}
        return [one for one in means if one.model in kept], chosen
    left = {entry.id for entry in entries}
    parts = [places.only(left) for places in field.counting.values()]
    return categories.mean_ranks(parts, least=field.least), chosen


def _mean_rank(
    desk: Desk, field: _Field, means: Sequence[MeanRank], chosen: Selection[Row] | None, asked: int
) -> Reply:
    """Return the reply about the best mean ranks, with the first of each board beside them.

    Args:
        desk: The registry.
        field: The category.
        means: The mean ranks, the best first.
        chosen: Which models filters leave; None where none were asked for.
        asked: How many places are asked for at least; 0 for no number.
    """
    who = "models" if chosen is None else chosen.phrase
    facts, notes = field.facts(), list[str]()
    if chosen is not None:
        notes = chosen.lines()
        facts += [fact for fact in chosen.facts if fact.name != "catalogue_models"]
        facts.append(Fact("eligible", chosen.total))
    if not means:
        line = (
            f"None of the {who} can be called best in the category {field.category}: none is on enough of its boards."
        )
        return _with_table(desk, field, [line, field.rule, *notes], facts, [], [], "no_data")
    best = [one for one in means if shown(one.mean) == shown(means[0].mean)]
    told = best[:MOST_NAMES]
    rows = _rows(desk, field, told)
    firsts = [rows[one.model][0] for one in told]
    number = len(field.counting)
    covered = listed([f"{one.covered:,}" for one in told])
    names = by_organisation(firsts)
    head = f"In the category {field.category} the best mean rank of the {who} is"
    head += f" that of {names}" if len(best) == 1 else f" shared by {names}"
    if len(best) > len(told):
        head += f" and {counted(len(best) - len(told), 'other')}"
        facts.append(Fact("other_models", len(best) - len(told)))
    all_rows = [row for one in told for row in rows[one.model]]
    ranks = f"{shown(best[0].mean)} over {covered} of {counted(number, 'board')} ({standings(all_rows)} results)"
    lines = [f"{head}: {ranks}.", field.rule]
    following = means[len(best) : max(len(best) + MOST_NAMES, min(asked, _MOST_PLACES))]
    if following:
        named = [
            f"{desk.vocabulary.models[one.model].name} ({shown(one.mean)} over {counted(one.covered, 'board')})"
            for one in following
        ]
        lines.insert(1, f"Next: {listed(named)}.")
    if asked:
        # How many were asked for, or as many as there are.
        facts.append(Fact("k", min(asked, len(best) + len(following))))
    for one in (*told, *following):
        facts.append(Fact("model", desk.vocabulary.models[one.model].name, model=one.model))
        facts += [Fact("mean_rank", one.mean, model=one.model), Fact("covered", one.covered, model=one.model)]
    for row in all_rows:
        facts += [fact for fact in row_facts(row, {}) if fact.name in ("organisation", "standing")]
    winner = rows[told[0].model] if len(best) == 1 else []
    return _with_table(desk, field, [*lines, *notes], facts, winner, all_rows)


def _rows(desk: Desk, field: _Field, means: Sequence[MeanRank]) -> dict[str, list[Row]]:
    """Return the results of models on the boards that count, by model."""
    places = [place for one in means for found in field.counting.values() if (place := found.of(one.model))]
    rows: dict[str, list[Row]] = {}
    for row in categories.rows(desk.connection, places):
        rows.setdefault(row.model.slug, []).append(row)
    return rows


def _with_table(
    desk: Desk,
    field: _Field,
    lines: Sequence[str],
    facts: list[Fact],
    winner: Sequence[Row],
    rows: Sequence[Row],
    kind: Kind = "answer",
) -> Reply:
    """Return a reply with the boards of a category in a table: who is first, and the rank of the best overall."""
    boards = field.boards[:_MOST_BOARDS]
    lines = list(lines)
    if len(field.boards) > len(boards):
        lines.append(f"The table has the {counted(len(boards), 'benchmark')} with the most models.")
        facts.append(Fact("k", len(boards)))
    slugs = {board.slug for board in boards}
    rows = [row for row in rows if row.benchmark in slugs]
    leaders = categories.leaders(
        desk.connection, {board.slug: field.places[board.slug] for board in boards if board.slug in field.places}
    )
    cards = categories.citations(desk.connection, [board.slug for board in boards])
    ranks = {row.benchmark: row.rank for row in winner}
    for slug, first in leaders.items():
        facts += first_facts(first, cards[slug])
    for row in rows:
        facts += row_facts(row, cards[row.benchmark])
    facts += [Fact("metric", board.metric_name, board.slug, board.board) for board in boards]
    heading = ("Benchmark", "Models", "First", "Score", "Metric", "Whose figure")
    cells = tuple(
        (
            board.name,
            f"{board.models:,}",
            *first_cells(board, leaders.get(board.slug, ())),
            *([f"{ranks[board.slug]:,}" if board.slug in ranks else "not on it"] if winner else []),
        )
        for board in boards
    )
    columns = (*heading, f"Rank of {winner[0].model.name}") if winner else heading
    sources = [source_of(row, cards[row.benchmark]) for row in rows]
    sources += [source_of(first[0], cards[slug]) for slug, first in leaders.items()]
    table = Table(columns, cells, right=(1, 3, 6) if winner else (1, 3))
    return finished(lines, [*facts, *size_facts(boards)], sources, cards, table, kind)


def relation(desk: Desk, frame: Frame) -> Reply:
    """Say whether the ranks of two benchmarks go together, over the models that both rank."""
    if frame.counted == "shared":
        return in_common(desk, frame)
    slugs = frame.benchmarks[:2]
    if len(set(slugs)) < 2:
        return refusals.which_benchmark(desk.vocabulary)
    found = {board.slug: board for board in headline_boards(desk) if board.slug in slugs}
    one, other = (found[slug] for slug in slugs)
    places = headline_places(desk, (one, other))
    chosen = select_models(model_reads.lines(desk.connection), frame.filters) if frame.filters else None
    if chosen is not None:
        meant = {model.slug for model in chosen.rows}
        places = {slug: _of_models(board, meant) for slug, board in places.items()}
    same = one.higher_is_better == other.higher_is_better
    related = correlation.relation(
        places.get(one.slug, Places()), places.get(other.slug, Places()), same_direction=same
    )
    facts = [Fact("shared_models", related.shared), *size_facts((one, other))]
    shared = counted(related.shared, "model")
    if chosen is not None:
        shared = f"{related.shared:,} {chosen.one if related.shared == 1 else chosen.phrase}"
        facts += chosen.facts
    both = f"{one.name} and {other.name}"
    if related.shared < _LEAST_SHARED or related.correlation is None:
        why = "too few to say" if related.shared < _LEAST_SHARED else "but one ranks them all alike, which does not say"
        line = f"{both} share {shared} on their main boards, {why} whether their ranks go together."
        notes = chosen.lines() if chosen is not None else []
        return Reply("no_data", "\n".join([line, *notes]), tuple(facts), footer=("More: podium benchmarks",))
    lines = [
        f"{both} share {shared} on their main boards; Spearman's rank correlation over them is"
        f" {shown(related.correlation)}: {_in_words(related.correlation)}.",
        _caution(related.shared),
    ]
    facts.append(Fact("correlation", related.correlation))
    if chosen is not None:
        return Reply("answer", "\n".join([*lines, *chosen.lines()]), tuple(facts), footer=("More: podium benchmarks",))
    return with_lead_sentences(desk, lines, facts, slugs)


def in_common(desk: Desk, frame: Frame) -> Reply:
    """Say which models several benchmarks have in common on their main boards."""
    found = [board for slug in frame.benchmarks for board in headline_boards(desk) if board.slug == slug]
    places = headline_places(desk, found)
    first = places.get(found[0].slug, Places())
    common = set(first.models)
    for board in found[1:]:
        common &= set(places.get(board.slug, Places()).models)
    facts = [*size_facts(found), Fact("shared_models", len(common))]
    phrase = "model" if len(common) == 1 else "models"
    lines = []
    if frame.filters:
        chosen = select_models(model_reads.lines(desk.connection), frame.filters)
        common &= {model.slug for model in chosen.rows}
        phrase = chosen.one if len(common) == 1 else chosen.phrase
        facts += [*chosen.facts, Fact("shared_models", len(common))]
        lines = chosen.lines()
    boards = listed([board.name for board in found])
    if not common:
        line = f"No {phrase.removesuffix('s')} is on the main boards of {boards}."
        return Reply("no_data", "\n".join([line, *lines]), tuple(facts), footer=("More: podium benchmarks",))
    named = [slug for slug in first.models if slug in common][:_MOST_SHARED]
    names = [desk.vocabulary.models[slug].name for slug in named]
    facts += [Fact("model", name, model=slug) for name, slug in zip(names, named, strict=True)]
    if rest := len(common) - len(names):
        facts.append(Fact("other_models", rest))
        names.append(f"{rest:,} more")
    order = f", those first that rank high on {found[0].name}" if len(named) > 1 else ""
    verb = "is" if len(common) == 1 else "are"
    line = f"{len(common):,} {phrase} {verb} on the main boards of {boards}{order}: {listed(names)}."
    return Reply("answer", "\n".join([line, *lines]), tuple(facts), footer=("More: podium benchmarks",))


#: Most models that are named.
_MOST_SHARED = 20


def _of_models(places: Places, models: Container[str]) -> Places:
    """Return the places of some models."""
    return places.only({one for one, model in zip(places.results, places.models, strict=True) if model in models})


def _in_words(correlation: float) -> str:
    if correlation >= 0.7:
        return "models that rank high on one mostly do so on the other"
    if correlation >= 0.3:
        return "models that rank high on one tend to do so on the other, with many exceptions"
    if correlation > -0.3:
        return "the rank on one says little about the rank on the other"
    return "models that rank high on one tend to rank low on the other"


def _caution(shared: int) -> str:
    few = "That is few, so the figure is uncertain. " if shared < _FEW_SHARED else ""
    return (
        f"{few}The models are those that somebody chose to report on both, and many are relatives, so this says less"
        " than as many independent models would; ranks that go together are no sign that one causes the other."
    )
