"""Whose figures a benchmark's are: "are these checked by somebody independent, or do vendors report themselves?"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked

_FIGURES = words.word_set("result results score scores figure figures number numbers value values entries")
_CHECKED = words.word_set(
    "verified independent independently self reported checked confirmed reproduced outside third measured"
)
_WHOSE = words.word_set(
    "vendor vendors maker makers lab labs company companies developer developers evaluator evaluators party parties"
    " somebody someone anybody anyone else themselves own tester testers outsider outsiders they"
)
_BESIDE = words.FILLER | words.word_set(
    "how many whose or rather than instead report reports come comes coming claimed claim claims run not independent"
    " self only just themselves yourselves what share most per"
)
_WHETHER = words.word_set("are is were do does whose how have has did")


def whose_figures(asked: Asked) -> Frame | None:
    """Return the frame of a question whose figures the results of a benchmark are; None for any other question.

    Every word has to be of asking that, so that no restriction is left out.
    """
    if len(asked.sights) > 1 or asked.models or asked.values or asked.of_kind("organisation"):
        return None
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    if asked.sights and asked.sights[0].boards:
        return None
    rest = [word for i, word in enumerate(asked.words) if i not in named]
    said = set(rest)
    if any(said.isdisjoint(group) for group in (_FIGURES, _CHECKED | {"own"}, _WHOSE)):
        return None
    if not said <= _BESIDE.union(_FIGURES, _CHECKED, _WHOSE) or not any(word in _WHETHER for word in rest[:3]):
        return None
    if not asked.sights:
        return Frame(Intent.ABOUT, topic="verified-meaning")
    return Frame(Intent.COUNT, (asked.sights[0].view.slug,))
