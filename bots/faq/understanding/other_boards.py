"""Which boards a benchmark has beside one that is named: "there's adjudicated and what else", "besides with tools"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked

_BOARDS = words.word_set("board boards leaderboard leaderboards table tables ranking rankings list lists")
_BESIDE = words.word_set("else other others besides beside apart except than another further more")
_AROUND = words.ARTICLES | words.word_set(
    "which what whats does do has have are is there theres here for of on in from and also any all that this one s i"
    " know see got get exist exists you show list us me with without"
)


def of_other_boards(asked: Asked) -> Frame | None:
    """Return the frame of a question for the boards of a benchmark beside one of them: all are told."""
    if len(asked.sights) != 1 or asked.models or asked.values or not asked.of_kind("board"):
        return None
    named = {i for piece in asked.pieces if piece.kind in ("benchmark", "board") for i in range(piece.start, piece.end)}
    rest = {word for i, word in enumerate(asked.words) if i not in named}
    if rest.isdisjoint(_BOARDS) or rest.isdisjoint(_BESIDE) or not rest <= _BOARDS | _BESIDE | _AROUND:
        return None
    return Frame(Intent.BOARDS, (asked.sights[0].view.slug,))
