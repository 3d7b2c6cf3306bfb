"""What a question wants of a card that its concepts do not tell: origin, errors, parts, what splits share."""

from __future__ import annotations

from podium.bots.faq.frame import Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.intents import Candidate

#: Words of figures, which are from elsewhere than what a benchmark asks.
FIGURES = words.word_set("numbers scores results figures values")
#: What is asked of a benchmark's questions where it is asked where they are from.
QUESTIONS = words.word_set("questions items tasks prompts problems conversations")
_TAKEN = words.word_set(
    "took taken gathered gather collected collect compiled compile assembled assemble drawn sourced obtained obtain"
    " derived origin origins source sources originate originated came provenance written wrote got gotten found"
)
#: Where exams are what questions are taken from: words that say so.
_EXAMS = words.word_set("exam exams examination examinations")
_OF_EXAMS = words.word_set("from based built stem stems stemmed taken take draw drawn source real actual origin")
_ALONE = words.word_set(
    "compiled compile origin origins originate originated provenance sourced stem stems drawn assembled"
)
_NO_SOURCE = words.word_set("many much can could i we you your test model models answers wrong paper human")


def of_source(asked: Asked) -> bool:
    """Return whether it is asked where the questions of a benchmark are from: "how were its questions collected"."""
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    said = {word for i, word in enumerate(asked.words) if i not in named}
    if said & _NO_SOURCE - {"i"} or asked.models or said & FIGURES:
        return False
    if said & _EXAMS and said & _OF_EXAMS and not said & words.SCORE and not asked.has("LEAD", "WHEN"):
        return True
    if said & _ALONE and not said & words.SCORE and not asked.has("LEAD", "PAPER", "WHEN"):
        # "What is the origin of the data", "questions: provenance?"
        return len(said) <= _LONGEST_SOURCE
    if not said & QUESTIONS:
        return False
    take = "how" in said and "made" in said
    take |= bool(said & {"take", "get"}) and "from" in said and bool(said & {"they", "authors", "creators", "makers"})
    return bool(said & _TAKEN or take) and bool(said & {"where", "how", "what", "whats", "source", "origin", "which"})


#: Most different words of a question of the origin that names no questions.
_LONGEST_SOURCE = 12
#: Words for the whole of a score, and for what it is put together of.
_WHOLE = words.word_set("overall final total aggregate combined")
_COMPOSED = words.word_set(
    "goes go into parts part mean average averaged formula calculation computed calculate calculated made composed put"
    " together combine combined arrive arrives worked derived formed come comes get consist consists components"
)
_NOT_COMPOSED = words.word_set("who which whom highest best top lowest worst median model models leads")


def is_composed(asked: Asked) -> bool:
    """Return whether it is asked how a benchmark's whole score is made of its parts: "what goes into it"."""
    typed = {token.word for token in words.tokens(asked.reading.text)}
    if not typed & _WHOLE or not typed & _COMPOSED or asked.models or typed & _NOT_COMPOSED - {"which"}:
        return False
    return bool(typed & {"how", "what", "whats", "which", "formula", "calculation", "explain", "is"})


def counts_no_models(asked: Asked, best: Candidate) -> bool:
    """Return whether it is asked how much or many, and not of models: "how much of MMLU is mislabelled"."""
    return best.intent is Intent.COUNT and not asked.has("MODEL", "MODELS", "RESULT", "TESTED")


#: Whether what counts as right is right: words for that, and for what is.
_TRUSTED = words.word_set("reliable trusted trust trustworthy dependable flawless faultless")
_KEYS = words.word_set("answers answer question key labels label questions truth annotations annotation")


def doubts_answers(asked: Asked) -> bool:
    """Return whether it is asked if what a benchmark takes for right is: "is the answer key reliable"."""
    said = set(asked.words)
    if (
        asked.models
        or said & words.SCORE
        or asked.has("MODEL", "MODELS", "HOW_MANY")
        or asked.words[0] not in _ASKED_WHETHER
    ):
        return False
    return bool(said & _KEYS) and (
        bool(said & _TRUSTED) or bool(said & {"every", "all"} and said & {"right", "correct"})
    )


_ASKED_WHETHER = words.word_set("is are can may should do does how could")


_TRAINED = words.word_set("train training")
_TESTED = words.word_set("test testing")
#: What splits may have in common, and words for that.
_IMAGES = words.word_set("image images picture pictures data patients patient questions")
_SHARING = words.word_set(
    "overlap overlaps overlapping share shares shared sharing reuse reuses reused disjoint clean common duplicate"
)
_WHETHER = words.word_set("is are do does did has have was were")
#: What models are trained on: "is the test set in the training data".
_OF_MODELS = words.word_set("data corpus corpora pretraining")


def leaks_between_splits(asked: Asked) -> bool:
    """Return whether it is asked if a dataset's splits share data: "does it leak images from training into test?"."""
    said = set(asked.words)
    both = bool(said & _TRAINED and said & _TESTED) and not said & _OF_MODELS
    splits = "splits" in said or both
    if asked.models or asked.has("MODEL", "MODELS", "HOW_MANY"):
        return False
    of_images = (
        both and bool(said & _IMAGES) and (asked.words[0] in _WHETHER or bool(said & {"true", "right", "correct"}))
    )
    return splits and (asked.has("CONTAMINATION") or bool(said & _SHARING) and bool(said & _IMAGES)) or of_images
