"""What models do in a benchmark, how it is answered, and who made what it asks: "what must models do in SLAKE"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.card_questions import CardQuestions

_TO_DO = ("have to do", "has to do", "need to do", "needs to do", "asked to do", "supposed to do", "required to do")
_DUTY = [run.split() for run in (*_TO_DO, "expected to do", "must do", "should do")]
_BESIDE = words.FILLER | words.word_set(
    "what whats exactly model models ai llm llms system a must should need has asked supposed expected required there"
)


def of_task(asked: Asked) -> Frame | None:
    """Return the frame of a question for what models have to do in a benchmark; None for any other."""
    said = asked.words
    if len(asked.sights) != 1 or asked.models or asked.lent or said[0] not in ("what", "whats", "so"):
        return None
    named = asked.reading.named()
    runs = (said[i : i + length] for i in range(len(said)) for length in (2, 3))
    if {"i", "we", "you"} & set(said) or not any(run in _DUTY for run in runs):
        return None
    if any(word not in _BESIDE for i, word in enumerate(said) if i not in named):
        return None
    return Frame(Intent.DESCRIBE, (asked.sights[0].view.slug,))


_ANSWERED = words.word_set("answered answer solved solve")
_AROUND_ANSWERS = words.FILLER | words.word_set(
    "how in what which way form format can must should must have to be models model one given get its them"
)


def of_answering(asked: Asked) -> Frame | None:
    """Return the frame of a question how a benchmark's questions are answered, which what it is tells; else None."""
    said = set(asked.words)
    if len(asked.sights) != 1 or asked.models or asked.values or said.isdisjoint(_ANSWERED) or said.isdisjoint(_ITEMS):
        return None
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    rest = {word for i, word in enumerate(asked.words) if i not in named}
    asks = "how" in rest or bool(rest & {"way", "form", "format"})
    if not asks or {"i", "we"} & rest or not rest <= _AROUND_ANSWERS | _ANSWERED | _ITEMS:
        return None
    return Frame(Intent.DESCRIBE, (asked.sights[0].view.slug,))


_ITEMS = words.word_set("question questions item items task tasks conversation conversations talks prompts dialogues")
_MADE = words.word_set(
    "written made asked created generated authored collected invented curated composed produced wrote"
)
_MAKERS = words.word_set(
    "doctor doctors physician physicians clinician clinicians expert experts human humans people person students"
    " student machine machines ai model models llm llms computer hand professor professors teachers radiologists"
    " researchers crowdworkers volunteers annotators specialists gpt bot bots program"
)
_AROUND = words.FILLER | words.word_set("by or and all really actually medical real in not who whom the its")


def of_source(cards: CardQuestions, asked: Asked) -> Frame | None:
    """Return the frame of a question whether certain people, or a machine, made what a benchmark asks; else None.

    The card says where its questions are from.
    """
    said = asked.words
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    rest = [word for i, word in enumerate(said) if i not in named]
    who = "who" in rest
    if len(asked.sights) != 1 or asked.lent or not (who or said[0] in ("are", "is", "were", "did", "was")):
        return None
    groups = (_ITEMS, _MADE, *(() if who else (_MAKERS,)))
    if any(group.isdisjoint(rest) for group in groups) or not set(rest) <= _AROUND.union(_MAKERS, *groups):
        return None
    view = asked.sights[0].view
    entry = cards.source(view)
    if entry is None or "from" not in words.cleaned(view.card["faq"][entry]["question"]):
        return None
    return Frame(Intent.CARD, (view.slug,), entry=entry)
