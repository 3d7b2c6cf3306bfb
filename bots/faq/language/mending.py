"""Mending the typos of common words, so that "modle" is read as "model"."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language import lexicon
from podium.bots.faq.language.lookalikes import LOOKALIKES
from podium.bots.faq.language.medicine import MEDICAL, MEDICAL_STRONG
from podium.bots.faq.language.outside import OFF_TOPIC
from podium.bots.faq.language.words import FILLER, KNOWN, Token, word_set

#: Every word that is understood in some way; typos are mended towards these.
READ = KNOWN | MEDICAL | MEDICAL_STRONG | OFF_TOPIC
# Typos are mended towards words that say what is asked. Small words are left out: "small" is not "shall".
_MENDABLE = sorted(
    word
    for word in (READ - FILLER)
    | word_set(
        "model models benchmark benchmarks dataset please thanks currently among amongst checkpoint checkpoints"
        " system systems entry entries participant participants submission submissions contender contenders candidate"
        " candidates foundation verified unverified released published launched announced developed trained proprietary"
        " accuracy highest strongest weakest second third fourth fifth seventh everyone million billion context tokens"
        " language ranked closed downloadable reported vendors independent excluding except official competition"
        " performing capable lowest bottom those looking only right front atop weights parameters license licence"
        " source public small question questions answers evaluation number official patients images studies findings"
        " labels"
    )
    if len(word) >= 5 and word.isalpha()
)


def mended(found: Sequence[Token], foreign: Sequence[int]) -> list[Token]:
    """Return the tokens with the foreign ones read as the common word they are one slip away from.

    Only words of four letters or more that are not written like a name are mended, and none to a word
    of fewer than five letters: short names differ from short words by one letter too often.
    """
    result = list(found)
    wanted = [i for i in foreign if len(found[i].word) >= 4 and found[i].word.isalpha() and not found[i].named]
    wanted = [i for i in wanted if found[i].word not in READ and found[i].word not in lexicon.CHATTER]
    # "Banking" is no slip of "ranking".
    wanted = [i for i in wanted if found[i].word not in LOOKALIKES]
    # "Stored" is no slip of "scored".
    wanted = [i for i in wanted if not lexicon.meaning(found[i].word) and found[i].word not in lexicon.PHRASED]
    wanted = [i for i in wanted if found[i].word not in lexicon.ALSO_NAMES]
    if not wanted:
        return result
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    for position in wanted:
        typed = found[position].word
        near = process.extract(typed, _MENDABLE, scorer=OSA.distance, score_cutoff=1, limit=None)
        if near:
            # Fingers leave letters out or swap them more often than they hit another: "highet" is no "higher". The
            # first letter is seldom missed: "leeding" is no "bleeding".
            other = [
                (word[0] != typed[0], len(word) == len(typed) and sorted(word) != sorted(typed)) for word, *_ in near
            ]
            result[position] = found[position]._replace(word=near[other.index(min(other))][0])
    return result
