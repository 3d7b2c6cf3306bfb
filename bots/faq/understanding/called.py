"""Whether two names are those of one benchmark: "Hendrycks test = MMLU?", "does HLE mean Humanity's Last Exam?"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked

#: What may stand beside the two names.
_BESIDE = words.word_set(
    "is are does do a an the and or what same as called known also so isnt mean means meant meaning stand stands for"
    " short shorthand abbreviation abbreviated acronym other another name names one thing equal equals equivalent it"
    " this that just you benchmark benchmarks test really actually right correct identical to"
)


def of_two_names(asked: Asked) -> Frame | None:
    """Return the frame of a question that sets two names of one benchmark beside one another; None for any other."""
    links = asked.reading.of_kind("benchmark")
    if len(asked.sights) != 1 or len(links) != 2 or asked.models or asked.lent:
        return None
    typed = {words.joined_key(asked.reading.typed(link.start, link.end)) for link in links}
    named = {i for link in links for i in link.span}
    if len(typed) < 2 or any(word not in _BESIDE for i, word in enumerate(asked.words) if i not in named):
        return None
    return Frame(Intent.SAME, (asked.sights[0].view.slug,))
