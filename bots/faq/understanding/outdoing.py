"""Models that are looked for beside one that is named: "is there a cheaper one that is better than o3 on MMLU?".

One that is "as good" or "does as well" may have the same score.
"""

from __future__ import annotations

from dataclasses import replace

from podium.bots.faq.frame import Attribute, Filters, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.built import Built

#: By how much a score is the least bit better.
_LEAST = 0.001
_CHEAPER = words.word_set("cheaper")
_BETTER = words.word_set("better beats beat beating outperforms outscores higher above ahead stronger")
#: "As good as" and the like: the same score will do.
_AS_GOOD = words.word_set("good well equal equally same match matches rivals")
_AROUND = words.word_set(
    "is are there some any anything something a an the one ones model models llm that which who what has scores score"
    " with than and but also still yet it on in at of for find me show give get do does you know have i want need"
    " please pls can could other alternative option open weight weights"
    " as least does performs perform just s to"
)


def cheaper_and_better(desk: Desk, asked: Asked) -> Built | None:
    """Return the frames of a search for a model that costs less than another and scores more on a benchmark.

    Args:
        desk: The registry.
        asked: The question.
    """
    said = frozenset(asked.words)
    if len(asked.models) != 1 or len(asked.sights) != 1 or not said & _CHEAPER or asked.values:
        return None
    if not said & (_BETTER | _AS_GOOD):
        return None
    (link,), (sight,) = asked.models, asked.sights
    named = {i for piece in asked.pieces if piece.kind in ("model", "benchmark") for i in range(piece.start, piece.end)}
    rest = {word for i, word in enumerate(asked.words) if i not in named}
    if len(link.entities) != 1 or asked.of_kind("board") or not rest <= _CHEAPER | _BETTER | _AS_GOOD | _AROUND:
        return None
    slug = link.entities[0].slug
    board = desk.page(Frame(Intent.SCORE, (sight.view.slug,))).asked
    row = next((row for row in board.rows if row.model.slug == slug), None)
    if row is None or row.model.input_price is None:
        return None
    # Scores that read the same to three decimals are ties.
    step = _LEAST if said & _BETTER else 0.0
    better = round(row.value + (step if board.board.higher_is_better else -step), 3)
    filters = Filters(max_price=row.model.input_price, strict=("max_price",), excluded=(slug,))
    if asked.has("OPEN"):
        filters = replace(filters, open_weights=True)
    cheapest = Frame(Intent.CHEAPEST_ABOVE, (sight.view.slug,), score=better, filters=filters)
    beside = (
        Frame(Intent.SCORE, (sight.view.slug,), models=(slug,)),
        Frame(Intent.FACT, models=(slug,), attribute=Attribute.PRICE),
    )
    return Built((cheapest, *beside), pending=cheapest)
