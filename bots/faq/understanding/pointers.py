"""How a message points back: at several models, at one place of a board, at how many there are.

These look at the words and pieces of one message; what they point at is worked out in
:mod:`podium.bots.faq.understanding.pointing`.
"""

from __future__ import annotations

from dataclasses import replace

from podium.bots.faq.frame import Frame
from podium.bots.faq.language import words
from podium.bots.faq.language.lexicon import FILTERS
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.pieces import Piece

#: Words that point at several models.
SEVERAL = words.word_set("them those these they their themselves")
#: Words of the whole registry, which no board is meant by.
_WHOLE = words.word_set("you your registry catalogue catalog database podium altogether overall everywhere total")
#: Concepts that ask something of a model.
ATTRIBUTES = frozenset({"PRICE", "PARAMETERS", "CONTEXT", "LICENCE", "RELEASED", "ORGANISATION", "MADE", "TOKENS"})
#: Concepts that may stand beside a restriction where whether it holds is asked.
_BESIDE = frozenset({"IT", "YES_NO", "RESULT", "SCORE", "MODEL", "VERSION", "RESULTS_COUNTED", "WHAT", "FOLLOW"})
WHETHER = words.word_set("is are was were does do has have can any")
PICKING = frozenset({"WHICH", "WHO", "LISTING", "WHAT"})
#: Words for the first of a board that are nouns: "the leader's price" is that of one model.
_FIRSTS = words.word_set("leader winner champion champ frontrunner leaders winners")
_BEST = words.word_set("first best top leading")
_ONES = words.word_set("one model system s")
#: Numbers in words, as those are counted that were listed.
_NUMERALS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def asks_whether(reading: Reading) -> bool:
    """Return whether something is asked to be so or not: "is it open?", "whether it is open", "open or not"."""
    said = reading.words
    if len(said) == 1 and reading.text.rstrip().endswith("?"):
        return True
    if said[0] in WHETHER or list(said[-2:]) == ["or", "not"]:
        return True
    return said[0] in ("whether", "if") and said[1:2] in (["it"], ["that"], ["this"])


def points_at_several(asked: Asked) -> bool:
    """Return whether a message points at several models: "of those", "them", "which ones", "of the five"."""
    # "From them" may name the maker told of.
    makers = {piece.start for piece in asked.of_kind("organisation")}
    said = asked.words
    said = [word for i, word in enumerate(said) if i not in makers or said[i - 1 : i] not in (["from"], ["by"])]
    if not SEVERAL.isdisjoint(said):
        return True
    text = f" {' '.join(said)} "
    if " which ones " in text or " what ones " in text:
        return True
    return any(f" {before} the {noun} " in text for before in ("of", "among") for noun in _BUNCH)


_BUNCH = ("lot", "bunch", "group", "above", "latter", *_NUMERALS, "2", "3", "4", "5", "10", "20")


def without_their_number(asked: Asked, last: Frame) -> Asked:
    """Return a message without the number of models that were listed: "how many of the five are open?"."""

    def repeats(piece: Piece) -> bool:
        word = asked.words[piece.start]
        number = _NUMERALS.get(word) or (int(word) if word.isascii() and word.isdigit() and len(word) < 3 else None)
        return piece.end == piece.start + 1 and number is not None and number == last.k

    kept = tuple(piece for piece in asked.pieces if not repeats(piece))
    values = tuple(one for one in asked.values if _NUMERALS.get(asked.words[one.start]) != last.k)
    return asked if len(kept) == len(asked.pieces) else replace(asked, pieces=kept, values=values)


def counts(asked: Asked) -> bool:
    """Return whether a message asks how many there are, of what a board has and not of what the registry has."""
    if not asked.has("HOW_MANY") or asked.has(
        *ATTRIBUTES, "HOW_MUCH", "BENCHMARKS", "CATEGORIES", "BOARDS", "CATALOGUE", "LEAD", "NOUN"
    ):
        return False
    return _WHOLE.isdisjoint(asked.words)


def counts_no_more(asked: Asked) -> bool:
    """Return whether a message asks how many and says nothing else: "how many is that?"."""
    return asked.has("HOW_MANY") and all(piece.weak or "HOW_MANY" in piece.concepts for piece in asked.pieces)


def is_plain(piece: Piece) -> bool:
    """Return whether words only point, or restrict models."""
    if piece.kind != "concept":
        return piece.kind == "value"
    return piece.weak or not piece.concepts.isdisjoint(_BESIDE | FILTERS | PICKING | {"HOW_MANY", "ALL", "MODELS"})


def restricts(asked: Asked) -> bool:
    """Return whether a message says anything that restricts which models are meant."""
    return any(
        piece.kind in ("value", "organisation", "excluded") or (piece.kind == "concept" and piece.concepts & FILTERS)
        for piece in asked.pieces
    )


def place_of(asked: Asked) -> tuple[int, int, int] | None:
    """Return the words that stand for one place of a board, and the place; None where there are none or several."""
    found = []
    for value in asked.values:
        if value.kind == "place":
            found.append((value.start, value.end, int(value.amount)))
    for piece in asked.pieces:
        if piece.kind != "concept":
            continue
        if "NTH" in piece.concepts:
            found.append((piece.start, piece.end, 3 if "bronze" in asked.words[piece.start : piece.end] else 2))
        elif "LEAD" in piece.concepts:
            before = asked.words[piece.start - 1] if piece.start else ""
            after = asked.words[piece.end] if piece.end < len(asked.words) else ""
            noun = after in _ONES
            if asked.words[piece.start] in _FIRSTS:
                found.append((piece.start, piece.end, 1))
            elif before == "the" and asked.words[piece.start] in _BEST and (noun or not after):
                found.append((piece.start, piece.end + noun, 1))
    return found[0] if len(found) == 1 else None
