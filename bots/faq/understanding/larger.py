"""Which of two benchmarks has more of something: "which has more images, VQA-RAD or SLAKE"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.larger import called, counts_of
from podium.bots.faq.understanding.asked import Asked

_SIZES = words.word_set("bigger biggest larger largest smaller smallest")
_MORE = words.word_set("more most fewer fewest less least greater greatest") | _SIZES
#: What may stand around the two names, the comparison and what is counted.
_BESIDE = words.FILLER | words.word_set(
    "which what whats where who is are does do has have contains contain holds hold includes include comes come uses"
    " use got gets get the a an of in on or than then between and both two there here out one ones by with as among"
    " dataset datasets benchmark benchmarks data set sets versus vs v compared comparing to against number numbers"
    " amount total size sizes in overall whether if tell me know you your card cards side"
)


def of_two(asked: Asked) -> Frame | None:
    """Return the frame of a question for the larger one of two benchmarks; None for any other question."""
    if len(asked.sights) != 2 or asked.models or asked.lent:
        return None
    said, named = asked.words, {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    places = [i for i, word in enumerate(said) if word in _MORE and i not in named]
    if len(places) != 1:
        return None
    place = places[0]
    cards = [sight.view.card for sight in asked.sights]
    after = place + 1
    noun = called(said[after]) if after < len(said) and after not in named else ""
    if noun and all(counts_of(card, noun) for card in cards):
        used = {place, after}
    elif said[place] in _SIZES and cards[0]["unit"] == cards[1]["unit"]:
        noun, used = called(cards[0]["unit"]), {place}
    else:
        return None
    rest = (word for i, word in enumerate(said) if i not in used and i not in named)
    if not all(word in _BESIDE for word in rest):
        return None
    return Frame(Intent.SIZES, tuple(sight.view.slug for sight in asked.sights), counted=noun)
