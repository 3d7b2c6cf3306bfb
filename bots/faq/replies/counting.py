"""How much there is in the registry, as a whole or of the models that a question restricts itself to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.frame import Attribute, Filters, Frame
from podium.bots.faq.replies import catalogue
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.makers import most_led
from podium.bots.faq.replies.phrasing import phrases
from podium.bots.faq.replies.registry import no_such_category
from podium.bots.faq.replies.selecting import select_models
from podium.bots.faq.replies.wording import counted, listed
from podium.bots.faq.reply import Fact, Reply
from podium.registry import model_reads, tallies
from podium.registry.model_reads import Line
from podium.registry.tallies import Tally


def counts(desk: Desk, frame: Frame) -> Reply:
    """Say how much there is in the registry; what is asked for comes first."""
    if frame.counted == "unrecorded" and frame.attribute is not None:
        return _unrecorded(desk, frame.attribute, frame.filters)
    if frame.counted == "runnable":
        return _runnable(desk, frame.category)
    if frame.counted == "makers":
        return _makers(desk, frame.filters)
    if frame.counted == "leads":
        return most_led(desk, frame)
    if frame.counted == "tested":
        return _most_tested(desk, frame)
    if frame.filters.standing:
        return _of_standing(desk, frame.filters)
    if frame.filters or frame.category is not None:
        return _of_some(desk, frame)
    found = desk.once("counts", lambda: tallies.counts(desk.connection))
    number = len(desk.vocabulary.categories)
    facts = (
        Fact("benchmarks", found.benchmarks),
        Fact("categories_in_all", number),
        Fact("catalogue_models", found.models),
        Fact("organisations", found.organisations),
        Fact("results", found.results),
        Fact("verified", found.verified),
        Fact("open_models", found.open_models),
        Fact("openness_unknown", found.openness_unknown),
        Fact("boards", found.boards),
    )
    verified = (
        f"{found.verified:,} of {counted(found.results, 'result')} {_is(found.verified)} verified: independent or"
    )
    verified += " reproduced by a run stored here"
    opened = f"{found.open_models:,} of {counted(found.models, 'model')} {_is(found.open_models)} known to have open"
    opened += f" weights; that is not recorded for {found.openness_unknown:,}"
    sentences = {
        "benchmarks": f"{_there(found.benchmarks)} {counted(found.benchmarks, 'benchmark')}",
        "boards": f"{_there(found.boards)} {counted(found.boards, 'board')}, of all benchmarks together",
        "categories": f"{_there(number)} {counted(number, 'category')} of benchmarks",
        "models": f"{_there(found.models)} {counted(found.models, 'model')} in the catalogue",
        "organisations": f"{_there(found.organisations)} {counted(found.organisations, 'organisation')} with models in"
        " the catalogue",
        "results": f"{_there(found.results)} {counted(found.results, 'result')}, over all boards",
        "verified": verified,
        "open_models": opened,
    }
    everything = (
        f"The registry holds {counted(found.benchmarks, 'benchmark')} in {counted(number, 'category')},"
        f" {counted(found.models, 'model')} by {counted(found.organisations, 'organisation')}, and"
        f" {counted(found.results, 'result')}, {found.verified:,} of them verified."
    )
    first = sentences.get(frame.counted or "")
    lines = [f"{first}.", everything] if first else [everything, f"{opened}."]
    return Reply("answer", "\n".join(lines), facts, footer=("More: podium benchmarks, podium models",))


#: What is not recorded of a model, in words.
_UNRECORDED = {
    Attribute.PRICE: "price", Attribute.PARAMETERS: "number of parameters", Attribute.CONTEXT: "context window",
    Attribute.RELEASED: "release date", Attribute.LICENCE: "licence", Attribute.ORGANISATION: "maker",
    Attribute.OPEN: "openness of the weights", Attribute.MULTIMODAL: "kind of input",
}  # fmt: skip


def _excluded(desk: Desk, filters: Filters) -> dict[str, str]:
    """Return the names of the models that a question leaves out, by slug."""
    return {slug: desk.vocabulary.models[slug].name for slug in filters.excluded if slug in desk.vocabulary.models}


def _unrecorded(desk: Desk, attribute: Attribute, filters: Filters) -> Reply:
    """Say of how many models of the catalogue something is not recorded."""
    column = "input_price" if attribute is Attribute.PRICE else attribute.value
    names = _excluded(desk, filters)
    chosen = select_models(model_reads.lines(desk.connection), filters, names)
    lacking = sum(getattr(model, column) is None for model in chosen.rows)
    several = phrases(filters, names)[0]
    facts = [*chosen.facts, Fact("unrecorded", lacking)]
    facts += [Fact("filter", several), Fact("filtered", len(chosen.rows))] if filters else []
    facts += [] if filters else [Fact("catalogue_models", len(chosen.rows))]
    line = f"The {_UNRECORDED[attribute]} is not recorded for {lacking:,} of the {len(chosen.rows):,} {several}"
    line += f" in the catalogue, and recorded for {len(chosen.rows) - lacking:,}."
    facts.append(Fact("recorded", len(chosen.rows) - lacking))
    return catalogue.reply([line, *chosen.lines()], facts, more="podium models")


def _runnable(desk: Desk, category: str | None) -> Reply:
    """Say which benchmarks can be run here, and how many are listed with published results only."""
    rows = desk.connection.execute(
        "SELECT slug, name, evaluates AND installed FROM benchmarks ORDER BY name COLLATE NOCASE"
    )
    every = [tuple(row) for row in rows if category is None or row[0] in desk.vocabulary.categories[category]]
    mine = [(slug, name) for slug, name, evaluates in every if evaluates]
    facts = [Fact("benchmarks", len(mine)), Fact("filtered", len(mine)), Fact("count", len(every))]
    facts += [Fact("counted", "benchmarks"), *(Fact("benchmark", name, slug) for slug, name in mine)]
    facts += [Fact("category", category)] if category is not None else []
    of = f"{counted(len(every), 'benchmark')}{'' if category is None else f' in the category {category}'}"
    if not mine:
        line = f"None of the {of} can be run here."
        return catalogue.reply([line], facts, kind="no_data", more="podium benchmarks")
    line = f"{len(mine)} of the {of} can be run here: {listed([name for _, name in mine])}."
    how = "podium evaluate BENCHMARK runs a model on one of them; the others are listed with their published results."
    return catalogue.reply([line, how], [*facts, Fact("command", "podium evaluate")], more="podium benchmarks")


def _makers(desk: Desk, filters: Filters) -> Reply:
    """Say which organisations have the most models in the catalogue."""
    names = _excluded(desk, filters)
    chosen = select_models(model_reads.lines(desk.connection), filters, names)
    several = phrases(filters, names)[0]
    by_maker = Counter(model.organisation for model in chosen.rows if model.organisation)
    first = by_maker.most_common(_MOST_MAKERS)
    facts = [*chosen.facts, *([Fact("filter", several), Fact("filtered", len(chosen.rows))] if filters else [])]
    if not first:
        none = f"No maker is recorded for any of the {several}."
        return catalogue.reply([none], facts, kind="no_data", more="podium models")
    for maker, number in first:
        facts += [Fact("organisation", maker), Fact("tested_models", number)]
    unknown = sum(not model.organisation for model in chosen.rows)
    facts += [Fact("catalogue_models", len(chosen.rows)), Fact("unrecorded", unknown)]
    rest = [f"{maker} {number}" for maker, number in first[1:]]
    line = f"{first[0][0]} has the most {several} in the catalogue: {first[0][1]} of {len(chosen.rows):,}"
    line += f"; then come {listed(rest)}." if rest else "."
    ending = f"The maker is not recorded for {unknown:,} of them."
    return catalogue.reply([line, *([ending] if unknown else []), *chosen.lines()], facts, more="podium models")


def _most_tested(desk: Desk, frame: Frame) -> Reply:
    """Say which models have results on the most benchmarks."""
    names = _excluded(desk, frame.filters)
    chosen = select_models(model_reads.lines(desk.connection), frame.filters, names)
    several, slugs = phrases(frame.filters, names)[0], {model.slug for model in chosen.rows}
    found = [one for one in _tallies(desk, frame.category, frame.filters) if one.model in slugs]
    benchmarks, results = Counter(one.model for one in found), Counter[str]()
    for one in found:
        results[one.model] += _meant(one, frame.filters)
    among = "" if frame.category is None else f" in the category {frame.category}"
    facts = [*chosen.facts, *([Fact("filter", several)] if frame.filters else [])]
    facts += [Fact("category", frame.category)] if frame.category is not None else []
    if not benchmarks:
        return catalogue.reply(
            [f"None of the {several} has results{among}."], facts, kind="no_data", more="podium models"
        )
    order = sorted(benchmarks, key=lambda slug: (-benchmarks[slug], -results[slug], slug))
    first = [slug for slug in order if benchmarks[slug] == benchmarks[order[0]]][:_MOST_MAKERS]
    told = order[: max(_MOST_MAKERS, len(first))]
    entries = {one.slug: one for one in model_reads.entries(desk.connection, told)}
    for slug in told:
        facts += catalogue.facts_of(entries[slug], Attribute.ORGANISATION)
        facts.append(Fact("tested_on", benchmarks[slug], model=slug))
    named = listed([catalogue.name_of(entries[slug], maker=True) for slug in first])
    have, most = "has" if len(first) == 1 else "have", counted(benchmarks[order[0]], "benchmark")
    line = f"{named} {have} results on {most}{among}, the most of all {several}"
    rest = [f"{catalogue.name_of(entries[slug])} ({benchmarks[slug]:,})" for slug in told[len(first) :]]
    lines = [f"{line}.", *([f"Then come {listed(rest)}."] if rest else []), *chosen.lines()]
    return catalogue.reply(lines, facts, more="podium models")


#: How many makers, or models, are named in their order.
_MOST_MAKERS = 5


def _of_standing(desk: Desk, filters: Filters) -> Reply:
    """Count the results of a standing, over all boards."""
    number = tallies.of_standing(desk.connection, *filters.standing)
    total = desk.once("counts", lambda: tallies.counts(desk.connection)).results
    kind = listed(filters.standing, "or")
    line = f"{_there(number)} {counted(number, f'{kind} result')}, out of {counted(total, 'result')} over all boards."
    facts = [Fact("filter", kind), Fact("filtered", number), Fact("results", total)]
    return catalogue.reply([line], facts, more="podium benchmarks")


def _of_some(desk: Desk, frame: Frame) -> Reply:
    """Count what is asked for, of the models that the filters leave and on the benchmarks of the category."""
    if frame.category is not None and frame.category not in desk.vocabulary.categories:
        return no_such_category(desk, frame.category)
    what, filters = frame.counted or "models", frame.filters
    if what == "verified":
        what, filters = "results", replace(filters, verified=True)
    if what == "open_models":
        what, filters = "models", replace(filters, open_weights=True)
    names = _excluded(desk, filters)
    # Whose figures there are is not in the catalogue; it is looked up among the results.
    chosen = select_models(model_reads.lines(desk.connection), replace(filters, verified=None), names)
    sure, possible = list(chosen.rows), list(chosen.possible)
    of_results = what in ("results", "benchmarks")
    found: list[Tally] = []
    if of_results or filters.verified is not None or frame.category is not None:
        found = _tallies(desk, frame.category, filters)
        there = {one.model for one in found}
        sure, possible = ([one for one in every if one.slug in there] for every in (sure, possible))
    several, one = phrases(replace(filters, verified=None) if of_results else filters, names)
    where = f" on benchmarks of the category {frame.category}" if frame.category is not None else ""
    slugs = {model.slug for model in sure}
    mine = [tally for tally in found if tally.model in slugs]
    facts = [*chosen.facts, Fact("filter", several), Fact("filtered", len(sure))]
    facts += [Fact("category", frame.category)] if frame.category is not None else []
    if what == "results":
        line, number = _results(mine, f"{several}{where}", filters), _number(mine, filters)
        facts += [Fact("results", number), Fact("verified", sum(tally.verified for tally in mine))]
    elif what == "benchmarks":
        number = len({tally.benchmark for tally in mine})
        line = f"{counted(number, 'benchmark')} {_has(number)} results of {several}"
        facts.append(Fact("benchmarks", number))
    elif what == "organisations":
        number = len({model.organisation for model in sure if model.organisation})
        line = f"{counted(number, 'organisation')} {_has(number)} {several} in the catalogue"
        facts.append(Fact("organisations", number))
    else:
        said = f"{_there(len(sure))} {len(sure):,} {one if len(sure) == 1 else several}"
        if filters.verified is not None:
            line = f"{said}{where}"
        elif frame.category is not None:
            line = f"{said} with results{where}"
        else:
            line = f"{said} in the catalogue"
        facts.append(Fact("models", len(sure)))
    lines = [f"{line}.", *chosen.lines(), *_further(possible, found, filters, what, facts)]
    return catalogue.reply(lines, facts, more="podium models")


def _tallies(desk: Desk, category: str | None, filters: Filters) -> list[Tally]:
    """Return the numbers of results that count: of the category's benchmarks, and with figures of the kind asked."""
    every = desk.once("tallies", lambda: tallies.of_models(desk.connection))
    if category is not None:
        slugs = frozenset(desk.vocabulary.categories[category])
        every = [one for one in every if one.benchmark in slugs]
    return [one for one in every if _meant(one, filters)]


def _meant(one: Tally, filters: Filters) -> int:
    """Return how many of a model's results are of the kind that is asked for."""
    if filters.verified is None:
        return one.results
    return one.verified if filters.verified else one.results - one.verified


def _number(found: Sequence[Tally], filters: Filters) -> int:
    return sum(_meant(one, filters) for one in found)


def _results(found: Sequence[Tally], several: str, filters: Filters) -> str:
    number = _number(found, filters)
    kind = "" if filters.verified is None else "verified " if filters.verified else "unverified "
    line = f"{_there(number)} {counted(number, f'{kind}result')} of {several}, over all boards"
    if filters.verified is None and number:
        line += f", {sum(one.verified for one in found) or 'none'} of them verified"
    return line


def _further(
    possible: Sequence[Line], found: Sequence[Tally], filters: Filters, what: str, facts: list[Fact]
) -> list[str]:
    """Return how many results are of models that might be meant, too."""
    unsure = {model.slug for model in possible}
    number = _number([one for one in found if one.model in unsure], filters)
    if what != "results" or not number:
        return []
    facts.append(Fact("unrecorded", number))
    verb = "is" if number == 1 else "are"
    return [f"{counted(number, 'further result')} {verb} of models of which that is not recorded."]


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _there(number: int) -> str:
    return f"There {_is(number)}"
