"""Replies about one model: what it is, one thing about it, every board it is on; and the models of a maker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from podium.bots.faq.frame import Attribute, Frame
from podium.bots.faq.replies import catalogue
from podium.bots.faq.replies.catalogue import DESCRIPTION, NAMES, credited, facts_of, name_of, placed_facts, where
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.makers import led
from podium.bots.faq.replies.registry import no_such_category
from podium.bots.faq.replies.wording import counted, listed, made_by, plain, source_of
from podium.bots.faq.reply import Fact, Reply, Table
from podium.registry import model_reads
from podium.registry import standings as places
from podium.registry.standings import Placed, Stand
from podium.registry.views import ModelFacts, shown

#: Places in the short table of what a model is.
_BEST = 5
#: Models of a maker that are listed where there are too many for all.
_NEWEST = 20
#: Of how many of them it is: to look for more takes longer than a reply may.
_MOST_PLACED = 8
#: All of them up to so many.
_MOST_OF_MAKER = 30
#: Most figures in a table.
_MOST_FIGURES = 100


def model(desk: Desk, frame: Frame) -> Reply:
    """Say what a model is, what it costs and where it stands best."""
    found = model_reads.entries(desk.connection, frame.models[:1])[0]
    stands = places.stands(desk.connection, (found.slug,))
    best = places.whole(desk.connection, sorted(stands, key=catalogue.depth)[:_BEST])
    lines = [*_described(found), *_best_line(stands, best)]
    facts = [*facts_of(found, *DESCRIPTION), Fact("tested_on", _benchmarks(stands), model=found.slug)]
    facts.append(Fact("boards", len(stands), model=found.slug))
    facts += [fact for one in best for fact in _place_facts(one)]
    table = None
    if len(best) > 2:
        rows = [
            (plain(one.figure.benchmark_name), one.figure.board.title, catalogue.place(one), one.row.standing)
            for one in best
        ]
        table = Table(("Benchmark", "Board", "Place", "Whose figure"), tuple(rows))
    sources = [*catalogue.catalogue_source(found), *(source_of(one.row, one.figure.card) for one in best)]
    return catalogue.reply(lines, facts, sources=sources, cite=True, more=f"podium model {found.slug}", table=table)


def _described(found: ModelFacts) -> list[str]:
    """Return what the catalogue holds of a model in sentences, with what it lacks in a last one."""
    released = f", released {catalogue.released_on(found)}" if found.released else ""
    lines = [f"{name_of(found)} is a model{made_by('', found.organisation)}{released}."]
    has = []
    if found.parameters_b is not None:
        has.append(f"has {catalogue.size(found.parameters_b)}")
    if found.context_tokens is not None:
        has.append(f"has a context window of {catalogue.tokens(found.context_tokens)}")
    # "Proprietary" as a licence says no more than closed weights do.
    if found.licence and not (found.open_weights is False and found.licence == "Proprietary"):
        has.append(f"has the licence {plain(found.licence)}")
    has += [phrase for phrase in (catalogue.openness(found), catalogue.images(found)) if phrase]
    if has:
        lines.append(f"It {listed(has)}.")
    if catalogue.recorded(found, Attribute.PRICE):
        lines.append(f"It costs {catalogue.prices(found)} {catalogue.price_dates([found])[0]}.")
    lacks = [NAMES[attribute] for attribute in DESCRIPTION if not catalogue.recorded(found, attribute)]
    if lacks:
        lines.append(f"Not recorded: {listed(lacks)}.")
    return lines


def _best_line(stands: Sequence[Stand], places: Sequence[Placed]) -> list[str]:
    if not stands:
        return ["It has no results here."]
    best = places[0]
    boards = "" if len(stands) == _benchmarks(stands) else f", on {counted(len(stands), 'board')}"
    return [
        f"It has results on {counted(_benchmarks(stands), 'benchmark')} here{boards}; its best place is"
        f" {catalogue.place(best)} on {where(best.figure.board, best.figure.benchmark_name)} ({best.row.standing})."
    ]


def _benchmarks(stands: Sequence[Stand | Placed]) -> int:
    return len({one.benchmark for one in stands})


def _place_facts(found: Placed) -> list[Fact]:
    """Return the facts of a place that is told without its score."""
    told = ("benchmark", "board", "rank", "board_size", "standing")
    return [fact for fact in placed_facts(found) if fact.name in told]


def fact(desk: Desk, frame: Frame) -> Reply:
    """Say one thing of the catalogue about a model; what is not recorded is not guessed."""
    found = model_reads.entries(desk.connection, frame.models[:1])[0]
    attribute = frame.attribute or Attribute.RELEASED
    sources = catalogue.catalogue_source(found)
    more = f"podium model {found.slug}"
    if catalogue.recorded(found, attribute):
        line = _stated(found, attribute)
        return catalogue.reply([line], facts_of(found, attribute), sources=sources, cite=True, more=more)
    lines = [f"{NAMES[attribute].capitalize()} of {name_of(found)} is not recorded here."]
    if attribute is Attribute.OPEN:
        lines = [f"Whether the weights of {name_of(found)} are open is not recorded here."]
    elif attribute is Attribute.MULTIMODAL:
        lines = [f"Whether {name_of(found)} takes images is not recorded here."]
    elif attribute is Attribute.ALIASES:
        lines = [f"No other name of {name_of(found)} is recorded here."]
    known = [one for one in DESCRIPTION if catalogue.recorded(found, one)]
    if known:
        lines += ["What is known of it:", *_described(found)]
    return catalogue.reply(lines, facts_of(found, *known), sources=sources, cite=True, more=more, kind="no_data")


#: Most models that a name fits and that are told of together.
_MOST_SHARING = 12


def shared_fact(desk: Desk, frame: Frame) -> Reply | None:
    """Say one thing of several models that a name fits; None where it is not the same of each of them."""
    attribute = frame.attribute
    # Who made the models of a series is one answer, however many they are.
    most = _MOST_FIGURES if attribute is Attribute.ORGANISATION else _MOST_SHARING
    found = model_reads.entries(desk.connection, frame.models) if len(frame.models) <= most else []
    if attribute is None or attribute is Attribute.ALIASES or not found:
        return None
    if not all(catalogue.recorded(one, attribute) for one in found):
        return None
    first, *others = found
    told = _stated(first, attribute).removeprefix(name_of(first))
    if any(_stated(one, attribute).removeprefix(name_of(one)) != told for one in others):
        return _makers_of(found) if attribute is Attribute.ORGANISATION and len(found) > _MOST_SHARING else None
    named, more = listed([name_of(one) for one in others]), len(others) - _MOST_SHARING
    if more > 0:
        named = listed([*(name_of(one) for one in others[:_MOST_SHARING]), counted(more, "other")])
    lines = [_stated(first, attribute), f"The same is recorded of {named}."]
    facts = [fact for one in found for fact in facts_of(one, attribute)]
    facts += [Fact("other_models", more)] if more > 0 else []
    sources = [source for one in found for source in catalogue.catalogue_source(one)]
    return catalogue.reply(lines, facts, sources=sources, cite=True, more=f"podium model {first.slug}")


def _makers_of(found: Sequence[ModelFacts]) -> Reply:
    """Say how many models of a series each maker has; the first made the most of them."""
    numbers = Counter(plain(one.organisation or "") for one in found).most_common()
    parts = [f"{number:,} by {maker}" for maker, number in numbers]
    lines = [f"Of the {len(found):,} models that the name fits, {listed(parts)}."]
    facts = [fact for one in found for fact in facts_of(one, Attribute.ORGANISATION)]
    facts += [Fact("filtered", len(found)), *(Fact("count", number) for _, number in numbers)]
    return catalogue.reply(lines, facts, more="podium models")


def _stated(found: ModelFacts, attribute: Attribute) -> str:
    """Return the sentence that states one recorded thing of a model."""
    name = name_of(found)
    if attribute in (Attribute.PRICE, Attribute.INPUT_PRICE, Attribute.OUTPUT_PRICE):
        asked = catalogue.only_price(found, attribute)
        return f"{name} costs {catalogue.prices(asked)} {catalogue.price_dates([found])[0]}."
    if attribute is Attribute.ORGANISATION:
        return f"{name} is made by {plain(found.organisation or '')}."
    if attribute is Attribute.RELEASED:
        return f"{name} was released {catalogue.released_on(found)}."
    if attribute is Attribute.PARAMETERS:
        return f"{name} has {catalogue.size(found.parameters_b or 0)}."
    if attribute is Attribute.CONTEXT:
        return f"{name} has a context window of {catalogue.tokens(found.context_tokens or 0)}."
    if attribute is Attribute.LICENCE and found.licence == "Proprietary":
        return f"{name} is listed as proprietary."
    if attribute is Attribute.LICENCE:
        return f"{name} has the licence {plain(found.licence or '')}."
    if attribute is Attribute.OPEN:
        return f"{name} {catalogue.openness(found)}."
    if attribute is Attribute.MULTIMODAL:
        return f"{name} {catalogue.images(found)}."
    return f"{name} is also called {listed([plain(alias) for alias in found.aliases])}."


def results(desk: Desk, frame: Frame) -> Reply:
    """List every board that a model is on, or those of one category, with its score and place."""
    found = model_reads.entries(desk.connection, frame.models[:1])[0]
    stands = places.standings(desk.connection, (found.slug,))
    name, more = name_of(found), f"podium model {found.slug}"
    if frame.category is not None and frame.category not in desk.vocabulary.categories:
        return no_such_category(desk, frame.category)
    within = desk.vocabulary.categories[frame.category] if frame.category is not None else None
    stands = [one for one in stands if within is None or one.figure.board.benchmark in within]
    on = "here" if frame.category is None else f"in the category {frame.category}"
    of_category = [Fact("category", frame.category)] if frame.category is not None else []
    if not stands:
        none = [f"{name} has no results {on}."]
        return catalogue.reply(none, [*facts_of(found), *of_category], more=more, kind="no_data")
    boards = "" if len(stands) == _benchmarks(stands) else f", {counted(len(stands), 'board')} in all"
    lines = [f"{name} has results on {counted(_benchmarks(stands), 'benchmark')} {on}{boards}."]
    best, weakest = min(stands, key=catalogue.depth), max(stands, key=catalogue.share_ahead)
    first = f"{catalogue.place(best)} on {where(best.figure.board, best.figure.benchmark_name)}"
    if best is weakest:
        lines.append(f"It is {first} with {catalogue.with_metric(best.figure)} {credited(best.figure)}.")
    else:
        last = f"{catalogue.place(weakest)} on {where(weakest.figure.board, weakest.figure.benchmark_name)}"
        lines.append(f"Its best place is {first}; its weakest is {last}.")
    if leads := [one for one in stands if one.row.rank == 1]:
        names = [where(one.figure.board, one.figure.benchmark_name) for one in leads[:_MOST_LED]]
        names += [counted(len(leads) - _MOST_LED, "other board")] if len(leads) > _MOST_LED else []
        lines.append(f"It is first, alone or tied, on {listed(names)}.")
    whose = {standing: sum(one.row.standing == standing for one in stands) for standing in _order(stands)}
    lines.append(f"Whose figures these are: {listed([f'{n:,} {standing}' for standing, n in whose.items()])}.")
    told = stands[:_MOST_FIGURES]
    facts = [*facts_of(found), *of_category, Fact("tested_on", _benchmarks(stands), model=found.slug)]
    facts.append(Fact("boards", len(stands), model=found.slug))
    facts += [Fact(standing.replace("-", "_"), n, model=found.slug) for standing, n in whose.items()]
    facts += [fact for one in (*told, best, weakest, *leads[:_MOST_LED]) for fact in placed_facts(one)]
    facts += [Fact("other_boards", len(leads) - _MOST_LED, model=found.slug)] if len(leads) > _MOST_LED else []
    if others := sum(len(one.figure.others) for one in stands):
        stand = "stands" if others == 1 else "stand"
        lines.append(f"{counted(others, 'further figure')} of other settings or sources {stand} behind these.")
        facts.append(Fact("other_results", others, model=found.slug))
    if len(stands) > len(told):
        lines.append(f"The table has the first {len(told):,}.")
        facts.append(Fact("k", len(told)))
    return catalogue.reply(
        lines,
        facts,
        figures=[one.figure for one in told],
        sources=[source_of(one.row, one.figure.card) for one in told],
        more=more,
        table=_figures_table(told),
    )


#: Most boards that a model is said to lead.
_MOST_LED = 12


def _order(stands: Sequence[Placed]) -> list[str]:
    return list(dict.fromkeys(one.row.standing for one in stands))


def _figures_table(stands: Sequence[Placed]) -> Table:
    rows = [
        (
            one.figure.benchmark_name,
            one.figure.board.title,
            one.figure.board.metric_name,
            shown(one.row.value),
            catalogue.place(one),
            one.row.standing,
            one.row.as_of or one.row.reported_on or "undated",
        )
        for one in stands
    ]
    return Table(("Benchmark", "Board", "Metric", "Score", "Place", "Whose figure", "Date"), tuple(rows), (3,))


def models_of(desk: Desk, frame: Frame) -> Reply:
    """List a maker's models, the newest first, with the best place of each on a benchmark or over all."""
    if frame.order == "first":
        return led(desk, frame)
    organisation = frame.organisation or ""
    models = model_reads.made_by(desk.connection, organisation)
    maker = plain(organisation)
    facts = [Fact("organisation", organisation)]
    if not models:
        return catalogue.reply([f"The catalogue has no models by {maker}."], facts, kind="no_data")
    tested = model_reads.tested(desk.connection, organisation)
    facts += [Fact("catalogue_models", len(models)), Fact("tested_models", tested)]
    lines = [f"{maker} has {counted(len(models), 'model')} in the catalogue; {_tested(tested)} here."]
    if frame.benchmarks:
        return _on_benchmark(desk, frame, models, lines, facts)
    return _newest(desk, frame, models, lines, facts)


def told_of(desk: Desk, frame: Frame) -> tuple[str, ...]:
    """Return the slugs of the models that a list of a maker's models names: the newest, or those on a board."""
    slugs = [model.slug for model in model_reads.made_by(desk.connection, frame.organisation or "")]
    if not frame.benchmarks:
        return tuple(slugs[: _number(frame, len(slugs))])
    board = desk.page(frame).asked.board.slug
    found = places.standings(desk.connection, slugs, frame.benchmark)
    there = {one.model for one in found if one.figure.row.board == board}
    return tuple(slug for slug in slugs if slug in there)[:_MOST_FIGURES]


def _tested(number: int) -> str:
    return f"{number or 'none'} {'has' if number <= 1 else 'have'} results"


def _number(frame: Frame, total: int) -> int:
    """Return how many of a maker's models are listed: as many as are asked for, all where they are not too many."""
    return min(frame.k or (total if total <= _MOST_OF_MAKER else _NEWEST), _MOST_FIGURES)


def _newest(desk: Desk, frame: Frame, models: Sequence[ModelFacts], lines: list[str], facts: list[Fact]) -> Reply:
    """Return the newest models of a maker with their best places over all boards."""
    told = models[: _number(frame, len(models))]
    placed = told[:_MOST_PLACED]
    best = _best_places(desk, placed)
    dated = [one for one in told if one.released]
    if dated:
        lines.append(f"The newest is {name_of(dated[0])}, released {catalogue.released_on(dated[0])}.")
    if len(models) > len(told):
        lines.append(f"These are the {counted(len(told), 'newest model')}.")
        facts.append(Fact("k", len(told)))
    if len(told) > len(placed):
        lines.append(f"The best places are those of the {len(placed)} newest; podium model NAME tells that of another.")
        facts.append(Fact("k", len(placed)))
    facts += [fact for one in told for fact in facts_of(one, Attribute.RELEASED)]
    facts += [fact for one in best.values() for fact in _place_facts(one)]
    return _listed(told, best, lines, facts, untold=told[len(placed) :])


def _best_places(desk: Desk, models: Sequence[ModelFacts]) -> dict[str, Placed]:
    best: dict[str, Stand] = {}
    for one in places.stands(desk.connection, [model.slug for model in models]):
        if one.model not in best or catalogue.depth(one) < catalogue.depth(best[one.model]):
            best[one.model] = one
    return {one.model: one for one in places.whole(desk.connection, list(best.values()))}


def _on_benchmark(desk: Desk, frame: Frame, models: Sequence[ModelFacts], lines: list[str], facts: list[Fact]) -> Reply:
    """Return the models of a maker that a benchmark ranks on the board asked for, with their places there."""
    page = desk.page(frame)
    board = page.asked.board.slug
    found = {
        one.model: one
        for one in places.standings(desk.connection, [model.slug for model in models], page.view.slug)
        if one.figure.row.board == board
    }
    there = [one for one in models if one.slug in found]
    facts += [page.fact("benchmark", page.name), page.fact("models", len(page.asked.rows), board)]
    if not there:
        lines.append(f"None of them is on {page.place}.")
        return catalogue.reply(lines, facts, kind="no_data", more=f"podium leaderboard {page.view.slug}")
    told = there[:_MOST_FIGURES]
    best = min((found[one.slug] for one in there), key=lambda one: one.rank)
    verb = "is" if len(there) == 1 else "are"
    lines.append(
        f"{len(there):,} of them {verb} on {page.place}; the best is {name_of(best.row.model)},"
        f" {catalogue.place(best)} with {catalogue.with_metric(best.figure)} {credited(best.figure)}."
    )
    facts += [page.fact("filtered", len(there), board), *placed_facts(best)]
    facts += [fact for one in told for fact in facts_of(one, Attribute.RELEASED)]
    facts += [fact for one in told for fact in _place_facts(found[one.slug])]
    if len(there) > len(told):
        lines.append(f"The table has the {len(told):,} newest.")
        facts.append(Fact("k", len(told)))
    return _listed(told, found, lines, facts, best)


def _listed(
    models: Sequence[ModelFacts],
    found: Mapping[str, Placed],
    lines: list[str],
    facts: list[Fact],
    scored: Placed | None = None,
    untold: Sequence[ModelFacts] = (),
) -> Reply:
    """Return a maker's models as a table, or in a sentence where they are few; the places of some are left untold."""
    rows = []
    left = {one.slug for one in untold}
    for one in models:
        best = found.get(one.slug)
        on = where(best.figure.board, best.figure.benchmark_name) if best else ""
        rows.append(
            (
                name_of(one),
                catalogue.released_date(one) or catalogue.NOTHING,
                f"{catalogue.place(best)} on {on}"
                if best
                else catalogue.NOTHING
                if one.slug in left
                else "no results here",
                best.row.standing if best else catalogue.NOTHING,
            )
        )
    if len(rows) < 3:
        lines.append(f"{'; '.join(f'{name}: {place}' for name, _, place, _ in rows)}.")
    table = Table(("Model", "Released", "Best place", "Whose figure"), tuple(rows)) if len(rows) > 2 else None
    figures = [scored.figure] if scored else []
    sources = [source_of(found[one.slug].row, found[one.slug].figure.card) for one in models if one.slug in found]
    return catalogue.reply(lines, facts, figures=figures, sources=sources, more="podium models", table=table)
