"""What the encoder may take a question for: whatever the wording, nothing that is named or restricted is left out."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import ordinary, words
from podium.bots.faq.language.lexicon import FILTERS
from podium.bots.faq.similarity.meaning import Meaning
from podium.bots.faq.understanding.asides import narrows
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.intents import Candidate
from podium.bots.faq.understanding.pieces import Piece
from podium.bots.faq.understanding.ranking import loosely
from podium.bots.faq.understanding.slots import WHETHER

if TYPE_CHECKING:
    from podium.bots.faq.similarity.semantic import Vote

#: Concepts that change what is asked, or of which models: a way of asking that does not explain them is not meant.
_TELLING = FILTERS | {
    "EXCEPT", "EXCEPT_AFTER", "NOT", "WORST", "LOW", "CHEAP", "EXPENSIVE", "LARGEST", "SMALLEST", "SMALL", "NEWEST",
    "OLDEST", "WHY", "AVERAGE", "STATISTICS", "HUMAN", "CHANCE", "PRICE", "INPUT", "OUTPUT", "CONTEXT", "PARAMETERS",
    "LICENCE", "COMMERCIAL", "NTH", "BEFORE", "CONTAMINATION", "VALUE", "TWO_SCORES", "SIGNIFICANT", "PROTOCOL",
    "OBSERVATION", "SPLIT", "LEAD", "MACHINE", "POPULAR", "SHARE", "WHEN", "NOT_HELD",
    "SEEN", "RELEASED", "SPAN", "MANY", "DIFFERENCE",
}  # fmt: skip
#: Words that say which ones are meant, or how an amount is measured.
_ORDERING = words.word_set("next after before previous per second third")
_COUNTS = words.word_set("two three four five six seven eight nine ten twelve")
#: Of these, what no sample makes part of its meaning.
_NEVER_LEFT = FILTERS | {"EXCEPT", "EXCEPT_AFTER", "NOT", "NTH", "INPUT", "OUTPUT"}

#: What share of the votes a meaning needs so that it counts, and how like it the nearest sample has to be. Of the
#: questions of a file that was left out, 97% of those with such a share are taken for what they ask, whether a sample
#: is near or not.
_ENOUGH = 0.6
_LEAST_LIKE = 0.3
#: Intents whose answers tell the same: their shares count together.
_KINDRED = (
    frozenset({Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.TOP}),
    frozenset({Intent.SCORE, Intent.RANK}),
)
#: An answer in its author's words says something of its own: it takes more.
_ENOUGH_OF_CARD = 0.55
_ENOUGH_OF_ABOUT = 0.4
#: What it counts more where the words say the same and leave over so many.
_MORE_OF_NEAR = {0: 3.0, 1: 3.0, 2: 2.0}
#: What it has to weigh more for each word of asking, and each other word, that the reading leaves over.
_ASKING_LEFT = 0.12
_LEFT = 0.03
#: What tells which of two readings is meant that both explain everything.
_ENOUGH_OF_SURE = 0.6
#: What share of the votes a reading needs that leaves odd words aside.
_LEAST_SHARE = 0.09
#: And how much it must be of the first vote's: where words of asking are understood, and where a name is all.
_LEAST_OF_FIRST = 0.2
_LEAST_OF_BARE = 0.6
#: Score of a reading whose words of asking leave no doubt, whatever one ordinary word says beside them.
_STRONG = 3.5
#: What a question whether something is so must speak of, so that it can ask for these.
_ASKED_WHETHER = {
    Intent.MODELS_OF: ("MODELS", "MODEL", "LISTING", "HOW_MANY"),
    Intent.LEADER: ("LEAD", "HIGH", "BETTER", "GOOD"),
    Intent.CATEGORY_BEST: ("LEAD", "HIGH", "BETTER", "GOOD"),
}
#: Intents that a name alone asks for: any other word of the question has to be one of their samples'.
_BARE = frozenset({Intent.DESCRIBE, Intent.MODEL, Intent.RESULTS})
#: Intents of fixed wordings, of which there are no samples by meaning.
_FIXED = frozenset({Intent.CARD, Intent.ABOUT, Intent.GREETING, Intent.TERM})
#: Share of the votes that are all.
_UNANIMOUS = 0.99
#: How far apart they may be.
_MARGIN = 0.15


def weighed(votes: Sequence[Vote], ranked: Sequence[Candidate]) -> list[Vote]:
    """Return the votes, those counting more that agree with what the words nearly say.

    Args:
        votes: What the encoder says.
        ranked: The readings of the words, best first, none of which explains all of them.
    """
    near = next((one for one in ranked if one.spec.needs and not one.missing), None)
    more = _MORE_OF_NEAR.get(len(near.unexplained), 1.0) if near is not None else 1.0

    def weight(vote: Vote) -> float:
        meant = near is not None and isinstance(vote.target, Meaning) and _means(near, vote.target)
        return vote.share * (more if meant else 1.0)

    total = sum(map(weight, votes)) or 1.0
    found = [replace(vote, share=weight(vote) / total) for vote in votes]
    return sorted(found, key=lambda vote: -vote.share)


def _means(candidate: Candidate, meaning: Meaning) -> bool:
    fixed = candidate.spec.fixed
    slots = {"attribute": meaning.attribute, "order": meaning.order, "counted": meaning.counted}
    return candidate.intent is meaning.intent and all(
        value is None or fixed.get(name) == value for name, value in slots.items()
    )


def taken(asked: Asked, votes: Sequence[Vote]) -> list[Candidate]:
    """Return the readings that the first vote stands for, the likeliest first; none where it is too weak."""
    if not votes:
        return []
    first = votes[0]
    if not isinstance(first.target, Meaning) or first.similarity < _LEAST_LIKE:
        return []
    kindred = any(first.target.intent in kin for kin in _KINDRED)
    share = _together(first.target.intent, votes) if kindred else first.share
    return [one for one in readings(asked, first) if share - _cost(asked, one, first) >= _ENOUGH]


def _together(intent: Intent, votes: Sequence[Vote]) -> float:
    """Return the share of an intent and of those whose answers tell the same."""
    kin = next((kin for kin in _KINDRED if intent in kin), frozenset({intent}))
    return sum(vote.share for vote in votes if isinstance(vote.target, Meaning) and vote.target.intent in kin)


def _cost(asked: Asked, candidate: Candidate, vote: Vote) -> float:
    """Return what the words that a reading leaves over take from its share, those of its samples nothing."""
    left = [piece for piece in candidate.unexplained if not _is_said(asked, piece, vote.words)]
    asking = sum(piece.kind == "concept" for piece in left)
    return asking * _ASKING_LEFT + (len(left) - asking) * _LEFT


def preferred(sure: Sequence[Candidate], votes: Sequence[Vote]) -> Candidate:
    """Return which of the readings that explain a question is meant, if their scores are close."""
    if sure[0].intent in _FIXED:
        # A word that a card explains is named, and no sample has it.
        return sure[0]
    close = [one for one in sure if sure[0].score - one.score < _MARGIN]
    for vote in votes:
        if isinstance(vote.target, Meaning) and _together(vote.target.intent, votes) >= _ENOUGH_OF_SURE:
            for one in close:
                if one.intent is vote.target.intent:
                    return one
    return sure[0]


def backed(asked: Asked, candidate: Candidate, votes: Sequence[Vote]) -> bool:
    """Return whether a reading that leaves odd words aside has a vote, so that these may be asides."""
    if not asked.of_kind("foreign") or candidate.intent in _FIXED or not votes:
        return True
    odd = asked.of_kind("foreign")
    if candidate.score >= _STRONG and len(odd) == 1 and odd[0].start not in asked.reading.strange:
        return True
    if candidate.score >= _STRONG and _addresses(asked, odd):
        return True
    share = _together(candidate.intent, votes)
    # A name with asides asks what it is, unless the asides ask something: "teach MMLU to dance".
    least = _LEAST_OF_FIRST if candidate.spec.needs else _LEAST_OF_BARE
    return share >= max(_LEAST_SHARE, least * votes[0].share)


def _addresses(asked: Asked, odd: Sequence[Piece]) -> bool:
    """Return whether a strange word only addresses those who are asked: "lads who's cooking on MMLU"."""
    return len(odd) == 1 and odd[0].end == 1 and len(asked.words) > 1 and asked.words[1] in words.HEADS


def written(asked: Asked, votes: Sequence[Vote]) -> Frame | None:
    """Return the answer of a card or of Podium's own FAQ that a question is taken to ask for."""
    if not votes or not isinstance(votes[0].target, tuple):
        return None
    target, weight = votes[0].target, votes[0].share * votes[0].similarity
    if len(target) == 3:
        if weight >= _ENOUGH_OF_CARD and _only_named(asked, target[1]):
            return Frame(Intent.CARD, (target[1],), entry=target[2])
    elif _does_else(asked, {token.word for token in words.tokens(votes[0].text)}):
        return None
    elif (
        weight >= _ENOUGH_OF_ABOUT
        and not asked.reading.links
        and all(may_be_left(asked, piece, unanimous=True) for piece in asked.pieces)
    ):
        return Frame(Intent.ABOUT, topic=target[1])
    return None


def _does_else(asked: Asked, said: Container[str]) -> bool:
    """Return whether it is asked who does what no sample speaks of: "who funds Podium?"."""
    doing = asked.words[1:2]
    if asked.words[0] != "who" or not doing or all(piece.start != 1 for piece in asked.of_kind("foreign")):
        return False
    return doing[0] not in said


def _only_named(asked: Asked, slug: str) -> bool:
    """Return whether a benchmark is all that a question names, and nothing in it is an amount or a filter."""
    if [sight.view.slug for sight in asked.sights] != [slug]:
        return False
    return all(
        piece.kind in ("benchmark", "foreign", "unknown", "about", "term", "board", "metric", "observation")
        or (piece.kind == "concept" and not piece.concepts & {*FILTERS, "EXCEPT", "SHARE"})
        for piece in asked.pieces
    )


def ways(asked: Asked, meaning: Meaning) -> list[Candidate]:
    """Return the ways of asking for a meaning for which the question has all names and amounts."""
    slots = {"attribute": meaning.attribute, "order": meaning.order, "counted": meaning.counted}
    found = loosely(asked, meaning.intent, {name: value for name, value in slots.items() if value is not None})
    if meaning.attribute is not None:
        return found
    # Which of two prices is meant is not said by a meaning that knows of none: the words have to.
    return [one for one in found if "attribute" not in one.spec.fixed or _matches(one, asked)]


def _matches(candidate: Candidate, asked: Asked) -> bool:
    return all(asked.has(*group) for group in candidate.spec.needs)


def readings(asked: Asked, vote: Vote) -> list[Candidate]:
    """Return the ways in which a question can mean what a vote says, the likeliest first."""
    if not isinstance(vote.target, Meaning):
        return []
    said = {token.word for token in words.tokens(vote.text)}
    found = ways(asked, vote.target)
    if asked.has("SHARE") or any(_is_share(asked, value.end) for value in asked.values if value.kind == "number"):
        return []
    if any("several" in piece.concepts for piece in asked.of_kind("value")):
        # How many are asked for is never dropped: "the five that lead".
        return []
    if _does_else(asked, vote.words):
        return []
    if asked.words[0] in WHETHER and not asked.has(*_ASKED_WHETHER.get(vote.target.intent, ("YES_NO",))):
        # "Is OpenAI going bankrupt?" is answered by no list of its models.
        return []
    if vote.target.intent in _BARE:
        odd = (*asked.of_kind("foreign"), *asked.of_kind("unknown"))
        if not all(_is_said(asked, piece, vote.words) for piece in odd):
            return []
        if vote.target.intent is Intent.RESULTS and asked.has("MEANS"):
            return []
    sure = vote.share >= _UNANIMOUS
    return [one for one in found if all(may_be_left(asked, piece, said, vote.words, sure) for piece in one.unexplained)]


def _is_said(asked: Asked, piece: Piece, said: Container[str]) -> bool:
    return all(token.word in said for token in asked.reading.tokens[piece.start : piece.end])


def _is_share(asked: Asked, end: int) -> bool:
    """Return whether a number that ends there is a share, as in "top 10%", and no count."""
    text, after = asked.reading.text, asked.reading.tokens[end - 1].end
    return text[after : after + 1] == "%"


def _of_a_part(asked: Asked, piece: Piece) -> bool:
    """Return whether a word says of which part of the data, or by what they are told apart: "by specialty"."""
    before = asked.words[piece.start - 1 : piece.start] if piece.start else []
    after = asked.words[piece.end : piece.end + 1]
    parted = before in (["by"], ["per"], ["each"], ["every"]) and "NOUN" in piece.concepts
    return parted or (not piece.weak and after in _PARTS and bool(asked.sights))


#: What a part of the data is of.
_PARTS = (["questions"], ["question"], ["items"], ["images"], ["part"], ["subset"], ["split"], ["cases"], ["section"])


def may_be_left(
    asked: Asked, piece: Piece, said: Container[str] = (), usual: Container[str] = (), unanimous: bool = False
) -> bool:
    """Return whether a piece of a question may stand in it unexplained: an ordinary word that restricts nothing.

    Args:
        asked: The question.
        piece: The piece.
        said: Words of a sample that means the same: what it says as well is part of its meaning.
        usual: Words of any sample that means the same: of these, those without a meaning to the reading are no names
            and restrict nothing.
        unanimous: Whether all samples that are near mean the same, so that a word of asking which none of them has
            may be said in passing.
    """
    if (piece.kind == "concept" and _of_a_part(asked, piece)) or not _COUNTS.isdisjoint(
        asked.words[piece.start : piece.end]
    ):
        return False
    if _is_said(asked, piece, said) and (
        piece.kind in ("foreign", "unknown") or (piece.kind == "concept" and not piece.concepts & _NEVER_LEFT)
    ):
        return True
    if piece.kind == "concept":
        return piece.concepts.isdisjoint(_TELLING) and (piece.weak or unanimous or _is_said(asked, piece, usual))
    if piece.kind not in ("foreign", "unknown") or "NUMBER" in piece.concepts:
        return False
    word = asked.reading.tokens[piece.start].word
    if ordinary.is_restricting(word) or word in _ORDERING:
        return False
    if piece.kind == "unknown" and piece.end > piece.start + 1:
        # Words that turn the question together: "rather than the best".
        return False
    if piece.kind == "unknown":
        # A word of some phrases that stands alone here: what it means is not known.
        return ordinary.is_verb(word) or ordinary.is_adverb(word)
    if word in usual:
        return True
    # What no sample says and is a thing is what is asked for: "a service level agreement", "the standard error".
    aside = ordinary.is_verb(word) or ordinary.is_adverb(word) or ordinary.is_occasion(word)
    return aside and not narrows(asked, piece.start)
