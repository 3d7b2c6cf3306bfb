"""What speaks for or against a reading of a question, and what of the question is in its way."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.language.clauses import without_story
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.intents import Candidate
from podium.bots.faq.understanding.pieces import Piece
from podium.bots.faq.understanding.ranking import rank

#: Score below which a reading that explains everything is still no reading: it is made of asides.
LEAST = 0.05
#: Questions with these intents and such a first word are left to the results, whatever a card says.
RANKINGS = (Intent.LEADER, Intent.TOP_SCORE)


def takes_for_a_model(asked: Asked) -> bool:
    """Return whether a message asks if the one who answers is a model: "are you Claude?"."""
    named = ("model", "organisation")
    if asked.words[:2] not in (["are", "you"], ["you", "are"], ["arent", "you"]) or len(asked.words) > 8:
        return False
    return any(piece.kind in named for piece in asked.pieces) and all(
        piece.kind in named or piece.weak for piece in asked.pieces
    )


def in_the_way(asked: Asked, ranked: Sequence[Candidate]) -> str:
    """Return the words, as typed, that no likely reading explains: a strange one rather than one with a meaning."""
    if not ranked or not ranked[0].unexplained:
        return ""
    if all(piece.kind == "benchmark" for piece in ranked[0].unexplained):
        # "The best medical model on MMMU": the field is in the way of what is asked of the benchmark.
        others = [one for one in ranked if one.unexplained and all(p.kind != "benchmark" for p in one.unexplained)]
        ranked = others or ranked
    first = ranked[0]
    if all(piece.kind == "model" for piece in first.unexplained):
        # A name is known: what is in the way is what it is asked about, "does GPT-5 hallucinate?".
        first = next((one for one in ranked if one.unexplained and not _names(one)), first)
    likely = [one for one in ranked if one.score >= first.score - 1]

    def blocks(piece: Piece) -> tuple[bool, bool, int]:
        strange = piece.kind in ("foreign", "unknown")
        content = piece.kind != "model" and piece.concepts.isdisjoint(_WHO)
        return strange and not piece.weak, content, sum(piece in one.unexplained for one in likely)

    return asked.typed(max(first.unexplained, key=blocks))


def _names(candidate: Candidate) -> bool:
    return any(piece.kind in ("model", "benchmark") for piece in candidate.unexplained)


#: What the words of a question mean that say of whom it is.
_WHO = frozenset({"WHO", "WHAT", "WHICH"})


def names_before(conversation: Conversation | None) -> frozenset[str] | None:
    """Return which names the last message can give."""
    last = conversation.last() if conversation is not None else None
    if conversation is None or last is None:
        return None
    known = {"b"} if last.benchmarks else set()
    if conversation.subject or last.models:
        known.add("m")
    if conversation.frame is not None and conversation.frame.benchmarks and (last.models or conversation.subject):
        known.add("both")
    if len(last.models) > 1:
        known.add("ms")
    return frozenset(known)


def asking(
    asked: Asked, candidates: list[Candidate], remembered: frozenset[str] | None
) -> tuple[Asked, list[Candidate]]:
    """Return the question without the story around it, where that is understood and the whole is not."""
    for part in without_story(asked):
        ranked = rank(part, remembered)
        if any(one.sure and one.score >= LEAST for one in ranked):
            return part, ranked
    return asked, candidates


#: Intents whose answers are about one model.
_OF_ONE = frozenset({Intent.FACT, Intent.MODEL, Intent.SCORE, Intent.RANK, Intent.RESULTS})
#: Words that say more of one thing than of another, and words that say of which.
_MORE_OF = words.word_set("cheaper bigger larger smaller newer older longer pricier")
_MOST_OF = words.word_set("cheapest dearest priciest largest smallest newest oldest biggest latest most least longest")
_WHETHER = words.word_set("is are was were isnt arent")
_ONE = words.word_set("it this that they these those")
_OF_WHICH = words.word_set("than models model what anything something model there find get name list show")


def lacks_a_side(asked: Asked, candidate: Candidate, last: Frame | None) -> bool:
    """Return whether one of two is asked for that were not named, or a name that everything has is meant of one thing.

    "Which of the two is cheaper" is not about the cheapest of all, nor "the human baseline" about any.
    """
    said = asked.words
    if candidate.intent is Intent.TERM and asked.has("HUMAN") and not asked.has("MEANS"):
        i = next(piece.start for piece in asked.pieces if "HUMAN" in piece.concepts)
        return i > 0 and said[i - 1] == "the"
    whether = len(said) > 1 and said[0] in _WHETHER and said[1] in _ONE and not asked.models
    if candidate.intent is Intent.EXTREME and "ms" not in candidate.spec.slots and last is not None and whether:
        # "Is it expensive?" is asked of what was told of, and not which is the most expensive.
        return _MOST_OF.isdisjoint(said)
    if last is not None and len(last.models) > 1:
        return False
    text = " ".join(said)
    two = any(words_ in text for words_ in ("of the two", "of the three", "of both", "of them", "of these", "of those"))
    of_all = candidate.intent in (Intent.EXTREME, Intent.FACT)
    if two and of_all and not asked.models and last is not None and last.intent in _OF_ONE and len(last.models) < 2:
        # "Which of the three is cheapest?" is asked of those told of one by one, and not of all.
        return True
    if candidate.intent is not Intent.EXTREME or asked.sights or asked.models or _MORE_OF.isdisjoint(said):
        return False
    # Models of a kind are sought among all: "a cheaper open one".
    return two or _OF_WHICH.isdisjoint(said)


def leaves_out_of_what(asked: Asked, last: Frame, conversation: Conversation | None) -> bool:
    """Return whether "the cheapest?" is asked of the board before: neither models nor the registry are spoken of."""
    if len(last.models) > 1 or conversation is None or conversation.frame is None or not conversation.frame.benchmarks:
        return False
    return not asked.has("MODEL", "MODELS", "CATALOGUE", "PODIUM", "YOU", "BENCHMARKS", "ALL")


def of_others(asked: Asked, candidate: Candidate, compared: bool = False) -> bool:
    """Return whether a reading of a message about models told of before is about others.

    "How many of them" is not asked of the whole registry, nor "are they all from Google?" of the best of Google's, nor
    "how do they compare on HLE" of two benchmarks, unless those were compared before.
    """
    if candidate.intent in RANKINGS:
        return asked.words[0] in ("are", "were", "is", "do", "have") and not asked.has("LEAD", "HIGH", "WHO")
    return candidate.intent is Intent.COUNTS or (candidate.intent is Intent.DIFFERENCE and not compared)


def refers(asked: Asked, candidate: Candidate) -> bool:
    """Return whether a question that names all it needs still points back, as "compare it with GPT-5" does."""
    return "ms" in candidate.spec.slots and sum(piece.kind == "model" for piece in asked.pieces) < 2
