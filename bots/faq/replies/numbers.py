"""Whose a number is: which results read like it, and where they were read."""

from __future__ import annotations

from podium.bots.faq.frame import Frame
from podium.bots.faq.replies import catalogue
from podium.bots.faq.replies.catalogue import credited, placed_facts, where, with_metric
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.wording import MOST_NAMES, by_organisation, counted, source_of
from podium.bots.faq.reply import Fact, Reply
from podium.registry import standings
from podium.registry.views import shown

#: Most models whose results are looked up.
_MOST_MODELS = 20


def whose(desk: Desk, frame: Frame, number: float) -> Reply:
    """Say which results read like a number, of one benchmark or of all, each with its source."""
    benchmark = frame.benchmark if frame.benchmarks else None
    models = standings.reading(desk.connection, number, benchmark)
    figures = standings.figures(desk.connection, models[:_MOST_MODELS], benchmark) if models else []
    mine = [one for one in figures if shown(one.row.value) == shown(number) and frame.board in (None, one.row.board)]
    facts = [Fact("asked_score", number)]
    place = f" on {desk.view(benchmark).name}" if benchmark else ""
    if benchmark:
        facts.append(Fact("benchmark", desk.view(benchmark).name, benchmark))
    if not mine:
        line = f"No result{place} reads {shown(number)} here."
        return catalogue.reply([line], facts, kind="no_data", more="podium benchmarks")
    placed = standings.placed(desk.connection, mine[:MOST_NAMES])
    lines = []
    for one in placed:
        figure = one.figure
        lines.append(
            f"{shown(number)} is the score of {by_organisation([one.row])} on"
            f" {where(figure.board, figure.benchmark_name)}: {with_metric(figure)}, {catalogue.place(one)}"
            f" {credited(figure)}."
        )
        facts += placed_facts(one)
    more = len(mine) - len(placed)
    if more or len(models) > _MOST_MODELS:
        rest = counted(more, "other result") if len(models) <= _MOST_MODELS else "other results"
        lines.append(f"{rest.capitalize()}{place} {'reads' if rest.startswith('1 ') else 'read'} the same.")
        facts.append(Fact("other_results", more))
    sources = [source_of(one.row, one.figure.card) for one in placed]
    figures_shown = [one.figure for one in placed]
    return catalogue.reply(
        lines, facts, figures=figures_shown, sources=sources, cite=len(placed) == 1, more="podium benchmarks"
    )
