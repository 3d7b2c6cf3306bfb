"""What a question is about beside what its reading takes of it, so that a card's own words may tell more of it."""

from __future__ import annotations

from podium.bots.faq.frame import Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.intents import Candidate

_WHETHER = words.word_set("is are was were do does did can could may must should has have will would am isnt arent")
_PARTS = words.word_set("split set test train training validation val valid dev part text image picture subject")
_MODES = words.word_set("text image picture vision visual multimodal word photo video audio language")
_PEOPLE = words.word_set(
    "human people radiologist expert doctor physician clinician reader beat beaten baseline random guess guessing"
    " chance specialist professional person better good reach"
)
#: What the readings take of a question that a card may tell more of, each by itself and with all that it understands.
_OWN = {
    Intent.RELATED: frozenset[str](),
    Intent.PUBLISHED: words.word_set("publish published publicly public release released open date first"),
    Intent.ABOUT: frozenset[str](),
    Intent.CATEGORIES: _MODES,
    Intent.CONTAMINATION: frozenset[str](),
    Intent.OBSERVATIONS: words.word_set(
        "label labels labelled labeled labelling finding subject annotated annotate annotation list class category"
    ),
    Intent.SIZES: _PARTS,
    Intent.LEADERBOARD: words.BOARD | words.LEAD,
    Intent.METRIC: frozenset[str](),
    Intent.BASELINES: _PEOPLE,
    Intent.PROTOCOL: frozenset[str](),
    Intent.DESCRIBE: frozenset[str](),
    Intent.LICENCE: frozenset[str](),
    Intent.ACCESS: frozenset[str](),
    Intent.AUTHORS: frozenset[str](),
    Intent.HISTORY: frozenset[str](),
}
#: Readings whose answer is beside the matter unless two words of it are asked on the card.
_TWO = frozenset(
    {Intent.PROTOCOL, Intent.DESCRIBE, Intent.LICENCE, Intent.ACCESS, Intent.AUTHORS, Intent.HISTORY, Intent.BASELINES}
)
_SIZES = words.word_set("many number numbers size sizes count counts total large big much few")


def beside_reading(asked: Asked, best: Candidate) -> tuple[frozenset[str], int] | None:
    """Return the words that a reading accounts for, and how many others a card must ask; None where it says enough.

    Args:
        asked: The question, of one benchmark.
        best: Its reading.
    """
    said = asked.words
    of_board = asked.sights[0].said and best.intent in (Intent.PROTOCOL, Intent.METRIC, Intent.LEADERBOARD)
    if best.intent not in _OWN or of_board or asked.of_kind("value"):
        return None
    whether = said[0] in _WHETHER
    if best.intent is Intent.LEADERBOARD and (not whether or asked.lent or not words.BOARD.isdisjoint(said)):
        return None
    if best.intent is Intent.METRIC and not whether:
        # What is told of a metric has the author's words on scoring.
        return None
    if best.intent is Intent.RELATED and not {"benchmark", "benchmarks"}.isdisjoint(said):
        return None
    own = _OWN[best.intent]
    if best.intent is Intent.SIZES:
        if not _SIZES.isdisjoint(said):
            return None
        counted = " ".join(asked.sights[0].view.card["sizes"])
        own |= {words.singular(token.word) for token in words.tokens(counted)}
    return own, 2 if best.intent in _TWO else 1
