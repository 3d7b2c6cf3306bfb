"""What words and phrases of a question can mean: the concepts that intents are made of.

A word may carry several concepts, since "best" asks for a leader as well as for a high score; which one is meant is
decided by the intent that explains the whole question. Words that are neither here nor in :data:`words.FILLER` have
no meaning to the engine, and a question that holds one is never answered as if it did not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from podium.bots.faq.language.card_phrases import CARD_PHRASES
from podium.bots.faq.language.catalogued import CATALOGUED
from podium.bots.faq.language.concepts import LEXICON
from podium.bots.faq.language.contests import CONTESTS
from podium.bots.faq.language.idioms import IDIOMS, IDIOMS_OF_MODELS
from podium.bots.faq.language.model_wants import MODEL_WANTS, WANTS
from podium.bots.faq.language.openness import OPENNESS
from podium.bots.faq.language.phrases import Beginning, Phrases
from podium.bots.faq.language.placings import PLACINGS

#: Concepts whose words say whose figures are meant, and all whose words restrict which models are meant.
FIGURES = frozenset({"VERIFIED", "UNVERIFIED", "SELF_REPORTED", "NOT_SELF", "THIRD_PARTY", "NOT_THIRD"})
FILTERS = FIGURES | {"OPEN", "CLOSED", "COMMERCIAL", "MULTIMODAL_MODEL", "TEXT_MODEL"}

#: Words of the lexicon that also stand in names of boards and models.
ALSO_NAMES = frozenset(
    (
        "gpt chatgpt apache small smaller tiny little big large compact lightweight accuracy label labels runs "
        "stored judged judge "
        "vision validation val students gold silver bronze dev multimodal master v letter local rules rate frontier "
        "sampling ladder official baseline data dumb ctx in out boss public physician scored doctor monkey student "
        "plugin csv json api avg "
        "unknown unstated missing player players solution solutions engine engines offering assistant assistants brain "
        "transformer transformers release releases bot bots chatbot chatbots contenders entrants"
    ).split()
)

#: Words that say nothing about what is asked.
CHATTER = frozenset(
    (
        "exactly really so far right now currently these days bot question help helping guess suppose imagine believe "
        "think thought hope hoping trying try looking writing report paper project work colleague boss homework "
        "friend someone somewhere somehow honestly literally seriously absolutely fully totally entirely truly kind "
        "sort of idea any clue hint name print display pull send bring fetch present provide return output list gave "
        "given giving gives let lets inform kindly appreciate grateful urgent urgently hurry asap pretty please sir "
        "maam hun babe mister idiot stupid dumb moron bloody effing goddamn dammit bullshit bastard ass sucks suck "
        "useless garbage stinking again once twice here there around today nowadays already still ever yet also too "
        "very quite rather only just as it its is are was were be been being has have had do does did can "
        "could would should will shall may might must if whether because since while though although however anyway "
        "anyways btw fyi imo imho aka eg ie etc hah haha hehe lmao lol rofl smh tbh ngl fr imma gonna gotta kinda "
        "sorta dunno yall yeah yep yes nah hmm uh um erm catalogue catalog records directory guys folks team mates "
        "everybody anyone whoever whatever whichever overall in total altogether world universe planet earth internet "
        "whole entire existing exist exists single particular certain specific several few couple lot lots bunch bit "
        "little tiny alright fine sure certainly definitely obviously clearly apparently maybe perhaps probably "
        "possibly thingy stuff thing things guy dude dudes wonder wondering curious interested interesting know knew "
        "known remember recall forgot forget tell told say said saying speak speaking talk talking mention mentioned "
        "regarding concerning respect terms regards considering among amongst between out compared official available "
        "public listed shown seen according based via purely mainly chiefly primarily solely mostly partly wholly "
        "reader readers newspaper gather consider considers considered regard regards regarded tend tends reporting "
        "permitted asks governs govern governed applies apply applicable relevant pertinent suited suitable ordinary "
        "usual legitimate permissible directly respective respectively strictly pure precede precedes preceding "
        "choice option portfolio estimate estimated briefly concisely concise aware short "
        "deployment pilot prototype presentation slide deck lecture newsletter blog column audit proposal tender "
        "procurement shortlist appendix chapter directors supervisor thesis"
    ).split()
)

#: Signs that stand for words.
EMOJI = {
    "🏆": "leader", "👑": "leader", "🥇": "leader", "🔝": "leader", "🥈": "second", "🥉": "third", "💰": "price",
    "📄": "paper", "📈": "history", "🆕": "newest", "📉": "lowest", "🆚": "versus", "💲": "price", "💵": "price",
}  # fmt: skip


class Mention(NamedTuple):
    """A word or a phrase with what it can mean.

    Args:
        start: First token.
        end: Token after the last.
        concepts: What it can mean.
    """

    start: int
    end: int
    concepts: frozenset[str]


_LEXICON = Phrases(LEXICON, PLACINGS, CATALOGUED, CONTESTS, OPENNESS, IDIOMS, WANTS, CARD_PHRASES)

#: The words that mean something by themselves: none is the name of anything, but for those that names are made of.
WORDS = _LEXICON.words - ALSO_NAMES
#: The words that mean something in phrases only. By themselves they may be part of a name.
PHRASED = _LEXICON.phrased - ALSO_NAMES - WORDS


@cache
def _models() -> Phrases:
    """Return the words and phrases that mean something only beside the name of a model."""
    from podium.bots.faq.language.model_words import MODEL_WORDS

    return Phrases(MODEL_WORDS, MODEL_WANTS, IDIOMS_OF_MODELS)


@lru_cache(maxsize=4096)
def _beside_model(word: str) -> Beginning:
    """Return what begins with a word, and what it can mean beside the name of a model."""
    always, only = _LEXICON.beginning(word), _models().beginning(word)
    # A phrase that means something of models means only that beside one: "behind an api" is nobody's lag.
    added = {
        phrase: concepts if len(phrase) > 1 else concepts | always.meanings.get(phrase, frozenset())
        for phrase, concepts in only.meanings.items()
    }
    return Beginning({**always.meanings, **added}, max(always.longest, only.longest))


def of_models(found: Sequence[str], breaks: Sequence[bool], taken: Sequence[bool]) -> set[int]:
    """Return the positions of words in phrases that mean something of models only: "on hugging face"."""
    inside: set[int] = set()
    for i, word in enumerate(found):
        phrases, longest = _models().beginning(word)
        for end in range(min(len(found), i + longest), i + 1, -1):
            if tuple(found[i:end]) in phrases and not any(breaks[i + 1 : end]) and not any(taken[i:end]):
                inside.update(range(i, end))
                break
    return inside


def meaning(word: str) -> frozenset[str]:
    """Return what a word by itself can mean; nothing where it is not in the lexicon."""
    return phrase((word,))


def phrased(found: Sequence[str], breaks: Sequence[bool]) -> set[int]:
    """Return the positions of words in phrases of three words and more: "vision" in "models without vision" is one."""
    inside: set[int] = set()
    for i, word in enumerate(found):
        phrases, longest = _LEXICON.beginning(word)
        for end in range(min(len(found), i + longest), i + 2, -1):
            if tuple(found[i:end]) in phrases and not any(breaks[i + 1 : end]):
                inside.update(range(i, end))
                break
    return inside


def phrase(found: Sequence[str]) -> frozenset[str]:
    """Return what a run of words can mean as a phrase; nothing where it is none."""
    return _LEXICON.beginning(found[0]).meanings.get(tuple(found), frozenset()) if found else frozenset()


def mentions(
    found: Sequence[str], breaks: Sequence[bool], taken: Sequence[bool], beside_model: bool = False
) -> Iterator[Mention]:
    """Yield the words and phrases of a question with their concepts, the longest phrase first at each place.

    Args:
        found: The words.
        breaks: Whether punctuation parts a word from the one before it, so that they are no phrase.
        taken: Whether a word belongs to a name or a value, and to no phrase.
        beside_model: Whether the question is about a model, so that words of models mean something.
    """
    beginning = _beside_model if beside_model else _LEXICON.beginning
    i = 0
    while i < len(found):
        end = i + 1
        if not taken[i]:
            meanings, longest = beginning(found[i])
            most = min(longest, len(found) - i)
            while end < i + most and not taken[end] and not breaks[end]:
                end += 1
            while end > i + 1 and tuple(found[i:end]) not in meanings:
                end -= 1
            yield Mention(i, end, meanings.get(tuple(found[i:end]), frozenset()))
        i = end
