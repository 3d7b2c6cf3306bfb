"""Replies about the models that were released in a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from podium.bots.faq.frame import Attribute, Frame
from podium.bots.faq.replies import catalogue
from podium.bots.faq.replies.among import meant
from podium.bots.faq.replies.catalogue import facts_of, name_of
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page
from podium.bots.faq.replies.selecting import Selection, select_models
from podium.bots.faq.replies.wording import MOST_NAMES, board_facts, listed, plain
from podium.bots.faq.reply import Fact, Reply, Table
from podium.registry import model_reads
from podium.registry.model_reads import Line
from podium.registry.ranking import RankedRows
from podium.registry.views import ModelFacts, Row

#: Most models in the table; the rest is counted.
_MOST_ROWS = 20


def released(desk: Desk, frame: Frame, page: Page | None) -> Reply:
    """List the models that were released in a time, the newest first: those of a board, or of the catalogue."""
    chosen: Selection[Row] | Selection[Line]
    if page is not None:
        chosen = meant(desk, page, frame.filters)
        ranked = RankedRows.of(chosen.rows)
        dates = ranked.described("released", "name") if ranked else {}
        # What is read of the models is read of the whole board at once.
        meant_here = [(entry.model, *dates[entry.model]) for entry in ranked.entries]
        found = [(date or "", name, slug) for slug, date, name in meant_here]
        where = f"on {page.place}"
        facts = [*chosen.facts, page.fact("benchmark", page.name), *board_facts(page.asked)]
    else:
        chosen = select_models(model_reads.lines(desk.connection), replace(frame.filters, verified=None, standing=()))
        found = [(one.released or "", one.name, one.slug) for one in chosen.rows]
        where, facts = "in the catalogue", list(chosen.facts)
    # Of one day in the order of names.
    found.sort(key=lambda one: one[1].casefold())
    found.sort(key=lambda one: one[0], reverse=True)
    number = len(found)
    if not number:
        lines = [f"There are no {chosen.phrase} {where}.", *chosen.lines()]
        return catalogue.reply(lines, facts, kind="no_data", more="podium models")
    models = model_reads.entries(desk.connection, [slug for _, _, slug in found[:_MOST_ROWS]])
    facts += [fact for one in models for fact in facts_of(one, Attribute.ORGANISATION, Attribute.RELEASED)]
    lines = [_head(models, number, chosen, where)]
    if number > len(models):
        lines.append(f"The table has the {len(models):,} newest.")
        facts.append(Fact("k", len(models)))
    return catalogue.reply(
        [*lines, *chosen.lines()],
        facts,
        sources=[source for one in models[:MOST_NAMES] for source in catalogue.catalogue_source(one)],
        more="podium models",
        table=_table(models) if len(models) > 2 else None,
    )


def _head(models: Sequence[ModelFacts], number: int, chosen: Selection[Row] | Selection[Line], where: str) -> str:
    count = f"{number:,} {chosen.one} is" if number == 1 else f"{number:,} {chosen.phrase} are"
    named = [f"{name_of(one, maker=True)}, released {catalogue.released_on(one)}" for one in models]
    if number < MOST_NAMES:
        return f"{count} {where}: {listed(named)}."
    return f"{count} {where}; the newest is {named[0]}." if _alone(models) else f"{count} {where}; {_several(models)}."


def _alone(models: Sequence[ModelFacts]) -> bool:
    return models[0].released != models[1].released


def _several(models: Sequence[ModelFacts]) -> str:
    """Return which models share the newest date, as far as they are named."""
    same = [one for one in models if one.released == models[0].released]
    names = [name_of(one) for one in same[:MOST_NAMES]]
    if len(same) > MOST_NAMES:
        names.append("others")
    return f"the newest are {listed(names)}, released {catalogue.released_on(models[0])}"


def _table(models: Sequence[ModelFacts]) -> Table:
    rows = [
        (
            name_of(one),
            plain(one.organisation) if one.organisation else catalogue.NOTHING,
            catalogue.released_date(one) or catalogue.NOTHING,
        )
        for one in models
    ]
    return Table(("Model", "Organisation", "Released"), tuple(rows))
