"""Which models are near another one's score: "how many are within two points of the leader", "less than 1 pt off"."""

from __future__ import annotations

import re

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.language.numerals import NUMBER_WORDS
from podium.bots.faq.understanding.asked import Asked

_POINTS = r"(?:percentage |accuracy )?(?:points?|pts?|pp|percent|%)"
_FIRST = (
    r"(?:the )?(?:current )?(?:leader|lead|leading (?:model|score)|top(?: (?:model|score|spot|one))?|"
    r"first(?: place| one)?|best(?: (?:model|score|one))?|winner|champion|number (?:one|1)|sota|state of the art|"
    r"record|#1)"
)
_NEAR = re.compile(
    rf"\b(?:within|less than|fewer than|no more than|not more than|at most|under) (?:about |only )?"
    rf"(?P<distance>[a-z]+|\d+(?:\.\d+)?) ?(?P<points>{_POINTS})? ?"
    rf"(?:of|from|behind|off|below|away from) (?:{_FIRST}(?![\w-])|(?=(?P<model>\S)))",
    re.IGNORECASE,
)
_ONE = words.word_set("a an one single")
_BESIDE = words.ARTICLES | words.word_set(
    "how many number of which what who list show give me tell us models model llm llms systems ones entries are is"
    " be there any anyone anybody else other others stand stands sit sits come comes score scores do does on in at for"
    " with that have has please pls currently now right today and so ok hey hi all s"
)


def near_another(asked: Asked) -> Frame | None:
    """Return the frame of a question for the models near the leader or a named model, in these words alone."""
    found = _NEAR.search(asked.reading.text)
    if found is None or len(asked.sights) != 1 or len(asked.models) > 1:
        return None
    typed = found["distance"].lower()
    number = 1 if typed in _ONE else NUMBER_WORDS.get(typed)
    distance = float(number) if number is not None else float(typed) if typed[0].isdigit() else None
    if distance is None or (found["points"] is None and distance >= 1):
        return None
    link = next(iter(asked.models), None)
    if (link is not None) != (found["model"] is not None) or (link is not None and len(link.entities) != 1):
        return None
    if link is not None and asked.reading.tokens[link.start].start != found.end():
        return None
    named = {i for piece in asked.pieces if piece.kind in ("benchmark", "board", "model")
             for i in range(piece.start, piece.end)}  # fmt: skip
    rest = {token.word for i, token in enumerate(asked.reading.tokens)
            if i not in named and (token.end <= found.start() or found.end() <= token.start)}  # fmt: skip
    sight = asked.sights[0]
    boards = tuple(board.slug for board in sight.boards)
    if not rest <= _BESIDE or len(boards) > 1:
        return None
    models = (link.entities[0].slug,) if link is not None else ()
    score = distance / 100 if found["points"] is not None else distance
    return Frame(Intent.ABOVE, (sight.view.slug,), boards, models, score=score, counted="near")
