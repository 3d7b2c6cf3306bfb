"""Which of two benchmarks has more of something: "which has more images, VQA-RAD or SLAKE"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.larger import called, counts_of
from podium.bots.faq.understanding.asked import Asked

_SIZES = words.word_set("bigger biggest larger largest smaller smallest")
_MORE = words.word_set("more most fewer fewest less least greater greatest") | _SIZES
_SIZE = words.word_set("big large small size")
#: Words with which the benchmark before is the other side.
_SIDES = words.word_set("it than compared that this")
#: What may stand around the two names, the comparison and what is counted.
_BESIDE = words.FILLER | words.word_set(
    "how which what whats where who has have contains contain holds hold includes include comes come uses use got gets"
    " get in or than then between both two there here out one ones with as among dataset datasets benchmark benchmarks"
    " data set sets versus vs v compared comparing to against number numbers amount total size sizes overall whether if"
    " tell me know you your card cards side"
)


def of_two(desk: Desk, asked: Asked, last: str) -> Frame | None:
    """Return the frame of a question for the larger one of two benchmarks; None for any other question.

    Args:
        desk: The registry.
        asked: The question. One benchmark that it names is compared with the last one: "is it bigger than SLAKE?".
        last: Slug of the benchmark that was asked about last; empty where there is none.
    """
    views = [sight.view for sight in asked.sights]
    said, named = asked.words, {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    if len(views) == 1 and last not in ("", views[0].slug) and not asked.lent and not _SIDES.isdisjoint(said):
        views.insert(0, desk.view(last))
    if len(views) != 2 or asked.models or asked.lent:
        return None
    sizes = _SIZES | (_SIZE if "compared" in said else frozenset())
    places = [i for i, word in enumerate(said) if word in _MORE | sizes and i not in named]
    if len(places) != 1:
        return None
    place = places[0]
    cards = [view.card for view in views]
    after = place + 1
    # The test split is the one that is compared.
    tested = said[after : after + 1] == ["test"]
    after += tested
    noun = called(said[after]) if after < len(said) and after not in named else ""
    if noun and any(counts_of(card, noun) for card in cards):
        used = {place, after, *([after - 1] if tested else ())}
    elif said[place] in sizes and cards[0]["unit"] == cards[1]["unit"]:
        noun, used = called(cards[0]["unit"]), {place}
    else:
        return None
    if (tested and noun == "image") or not any(counts_of(card, noun) for card in cards):
        return None
    rest = (word for i, word in enumerate(said) if i not in used and i not in named)
    if not all(word in _BESIDE for word in rest):
        return None
    return Frame(Intent.SIZES, tuple(view.slug for view in views), counted=noun)
