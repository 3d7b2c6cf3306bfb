"""Which of two benchmarks is harder, for people or for models: "which is harder for people, MMMU or MMMU-Pro?"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked

_HARDER = words.word_set("harder hardest tougher toughest easier easiest hard difficult easy tough trickier")
_PEOPLE = words.word_set("people humans human persons experts expert doctors physicians students man men us me person")
_MODELS = words.word_set("model models ai ais llm llms machine machines")
_BESIDE = words.FILLER | words.word_set(
    "which what whats who is are was one ones the of than or versus vs v to for on benchmark benchmarks test tests exam"
    " dataset much actually really how compared with between more most"
)


def harder(asked: Asked) -> tuple[Frame, ...]:
    """Return the frames of a question which of two benchmarks is harder; none for any other question.

    For people, how well they do on each is told; for models, how they differ and the best score on each.
    """
    if len(asked.sights) != 2 or asked.models or asked.lent or asked.values:
        return ()
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    said = {word for i, word in enumerate(asked.words) if i not in named}
    if len(said & _HARDER) != 1 or not said <= _BESIDE | _HARDER | _PEOPLE | _MODELS:
        return ()
    slugs = tuple(sight.view.slug for sight in asked.sights)
    if said & _PEOPLE:
        return tuple(Frame(Intent.BASELINES, (slug,)) for slug in slugs) if not said & _MODELS else ()
    if said & _MODELS:
        return (Frame(Intent.DIFFERENCE, slugs), *(Frame(Intent.TOP_SCORE, (slug,)) for slug in slugs))
    return ()
