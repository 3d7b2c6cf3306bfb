"""What people must do before they get the data of a benchmark: "which need an account", "without signing anything"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.pieces import Piece

#: Access classes whose data are had after a formality.
FORMAL = ("registration", "gated", "credentialed")
#: Words for a formality, and those that only belong to one.
_FORMALITY = words.word_set(
    "account accounts login logins signature signatures agreement agreements form forms application applications"
    " approval permission permissions paperwork contract contracts dua signup sign signing signed apply applying"
    " register registering registration consent authorisation authorization clearance"
)
_NEED = words.word_set(
    "need needs needed require requires required requiring must have has ask asks demand demands behind"
)
_ANYBODY = words.word_set("anybody anyone everybody everyone")
_HAVE = words.word_set("download get have use see access obtain")
_BETWEEN = words.FILLER | words.word_set(
    "fill filling filled out up in first before use usage get getting create creating make making special prior user"
    " data access legal written some kind sort accept accepting agree agreeing without"
)


def formalities(asked: Asked) -> Iterator[tuple[Mapping[str, Any], list[Piece]]]:
    """Yield which access is meant, where a question asks for benchmarks with or without a formality."""
    said = asked.words
    for i in range(len(said) - 2):
        if said[i] in _ANYBODY and said[i + 1] in ("may", "can") and said[i + 2] in _HAVE:
            yield {"access": ("open",)}, [piece for piece in asked.pieces if i <= piece.start and piece.end <= i + 3]
    places = [i for i, word in enumerate(said) if word in _FORMALITY]
    if not places:
        return
    # The words around a formality, up to what asks for it or denies it, belong to it.
    start = places[0]
    while start > 0 and said[start - 1] in _BETWEEN | _NEED | _FORMALITY and said[start] != "without":
        start -= 1
    end = places[-1] + 1
    while end < len(said) and said[end] in _BETWEEN:
        end += 1
    around = said[start:end]
    denied = "without" in around or bool({"no", "not", "dont", "doesnt"} & set(said))
    if not denied and _NEED.isdisjoint(around):
        return
    pieces = [piece for piece in asked.pieces if start <= piece.start and piece.end <= end]
    if denied:
        pieces += [piece for piece in asked.pieces if said[piece.start : piece.end] in (["no"], ["not"], ["dont"])]
    yield {"access": ("open",) if denied else FORMAL}, pieces


_OF_DATA = words.word_set(
    "data dataset download downloading downloaded access files images is does do without can use where how"
)


def of_one(asked: Asked) -> Frame | None:
    """Return the frame of a question what one benchmark's data need before they can be had; None for any other."""
    if len(asked.sights) != 1 or asked.models or asked.lent or not next(iter(formalities(asked)), None):
        return None
    named = {i for link in asked.reading.links for i in link.span}
    known = _FORMALITY | _NEED | _BETWEEN | _OF_DATA
    if any(word not in known for i, word in enumerate(asked.words) if i not in named):
        return None
    return Frame(Intent.ACCESS, (asked.sights[0].view.slug,))
