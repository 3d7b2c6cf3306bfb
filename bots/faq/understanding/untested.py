"""Whether somebody was tested on a benchmark whom the catalogue does not have: "has RadFM been tested on MIMIC?"."""

from __future__ import annotations

from podium.bots.faq.language import words
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies import refusals
from podium.bots.faq.reply import Reply
from podium.bots.faq.understanding.asked import Asked

_WHETHER = words.word_set("has have had was were is are did does do")
_TESTED = words.word_set(
    "tested test evaluated evaluate benchmarked benchmark measured measure tried try run ran scored ranked"
)
_AROUND = words.ARTICLES | words.word_set(
    "been be ever already yet also anyone anybody someone somebody they you on in for against at by with here there"
    " please pls and so hi hey has have had was were is are did does do"
)
_PREPOSITIONS = words.word_set("on in for against at by with")
#: Most words of a name.
_LONGEST = 4


def of_untested(vocabulary: Vocabulary, asked: Asked) -> Reply | None:
    """Return the reply that there is no such model; None for any other question.

    All words but the benchmark's name and one strange run have to be of asking whether it was tested.
    """
    if len(asked.sights) != 1 or asked.models or asked.lent or asked.values or asked.words[0] not in _WHETHER:
        return None
    named = {i for link in asked.reading.links for i in link.span}
    if _TESTED.isdisjoint(asked.words) or any(link.kind != "benchmark" for link in asked.reading.links):
        return None
    rest = [i for i, word in enumerate(asked.words) if i not in named and word not in _AROUND | _TESTED]
    strange = {i for piece in asked.pieces if piece.kind == "foreign" for i in range(piece.start, piece.end)}
    if not rest or len(rest) > _LONGEST or rest[-1] - rest[0] >= len(rest) or not strange.issuperset(rest):
        return None
    if asked.words[rest[0] - 1] in _PREPOSITIONS:
        # "Has it been evaluated in Poland?"
        return None
    typed = asked.reading.typed(rest[0], rest[-1] + 1)
    return refusals.no_such_model(typed, vocabulary.similar_models(typed))
