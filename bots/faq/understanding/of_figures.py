"""What stands behind figures: "did GPT-5 use tools for its HLE score?", "why is MIMIC 0.889 and 0.405?"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.understanding.asked import Asked
from podium.registry.views import shown

_WHETHER = words.word_set("is are was were does did do has have had")
_TOOLS = words.word_set("tools tool search python code calculator browsing browser web internet interpreter")
_AROUND_TOOLS = words.ARTICLES | words.word_set(
    "it its their his that this with without use uses used using have has had get got allowed given include includes"
    " including on for in of at when while to be been any no score scores scored result results number numbers figure"
    " figures run runs test tested evaluated measured reach reported one and or also then ever actually really s"
)
#: Words that ask why two figures differ, or that they do.
_WHY = words.word_set("why how different difference differ differs discrepancy contradict contradicts mismatch both")
_AROUND_WHY = words.ARTICLES | words.word_set(
    "is are was were does do did has have had it its that this there here with without on for in of at from by to and"
    " or but while vs versus against between then come came so ok can could be been get gets got given listed shown"
    " show shows reported report reports score scores scored scoring result results number numbers figure figures value"
    " values same one other another once first second also only board boards table tables leaderboard leaderboards list"
    " lists place places model models twice two different me explain tell i see s"
)
_NAMES = frozenset({"benchmark", "model", "board", "metric", "organisation", "family"})


def of_tools(asked: Asked) -> Frame | None:
    """Return the frame of a question whether a model's figure on a benchmark is one with tools; None for any other.

    What its source states of each figure is told.
    """
    slugs = {link.entities[0].slug for link in asked.models if len(link.entities) == 1}
    if len(asked.sights) != 1 or len(slugs) != 1 or len(asked.models) != 1 or asked.values:
        return None
    rest = _beside_names(asked)
    if asked.words[0] not in _WHETHER or rest.isdisjoint(_TOOLS) or not rest <= _TOOLS | _AROUND_TOOLS | _WHETHER:
        return None
    return Frame(Intent.SCORE, (asked.sights[0].view.slug,), models=tuple(slugs), counted="setting")


def of_two_figures(desk: Desk, asked: Asked) -> Frame | None:
    """Return the frame of a question why one model has two figures on a benchmark, of the one model that has both.

    A card that says it of these two figures knows better.

    Args:
        desk: The registry.
        asked: The question; it may name the model, its series, or none.
    """
    figures = [value.amount for value in asked.values if value.kind == "score" and not value.bound]
    if len(figures) != 2 or len(asked.values) != 2 or len(asked.sights) != 1 or len(asked.models) > 1:
        return None
    rest = _beside_names(asked)
    if rest.isdisjoint(_WHY) or not rest <= _WHY | _AROUND_WHY:
        return None
    slug, card = asked.sights[0].view.slug, asked.sights[0].view.card
    for position, entry in enumerate(card["faq"]):
        if all(shown(figure) in entry["question"] for figure in figures):
            return Frame(Intent.CARD, (slug,), entry=position)
    meant = {entity.slug for link in asked.models for entity in link.entities}
    having = [_having(desk, slug, figure) for figure in figures]
    both = having[0] & having[1]
    found = both & meant if meant else both
    return Frame(Intent.TWO_SCORES, (slug,), models=tuple(found)) if len(found) == 1 else None


def _having(desk: Desk, slug: str, figure: float) -> set[str]:
    """Return the models that have a figure on some board of a benchmark, as it is shown."""
    written = shown(figure)
    return {
        row.model.slug
        for board, models in desk.view(slug).boards
        if models
        for row in desk.page(Frame(Intent.LEADERBOARD, (slug,), (board.slug,))).asked.rows
        if shown(row.value) == written
    }


def _beside_names(asked: Asked) -> set[str]:
    """Return the words that are part of no name and no amount; of the names of boards those for tools."""
    named = {
        i
        for piece in asked.pieces
        if piece.kind in _NAMES or piece.kind == "value"
        for i in range(piece.start, piece.end)
        if piece.kind != "board" or asked.words[i] not in _TOOLS
    }
    return {word for i, word in enumerate(asked.words) if i not in named}
