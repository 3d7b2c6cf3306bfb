"""Which maker leads more benchmarks than others: "which lab leads more benchmarks, Google or OpenAI?"."""

from __future__ import annotations

from podium.bots.faq.frame import Filters, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.understanding.asked import Asked

_LEADS = words.word_set("lead leads leading led wins win winning tops top first dominates dominate")
_MORE = words.word_set("more most")
_THINGS = words.word_set("benchmark benchmarks test tests board boards leaderboard leaderboards exam exams evals")
_WHO = words.word_set(
    "who which what lab labs company companies maker makers vendor vendors organisation organization provider ai"
    " developer"
)
_BESIDE = words.FILLER | words.word_set("or and of the in on is are has number one places place between than medicine")


def leading_most(vocabulary: Vocabulary, asked: Asked) -> Frame | None:
    """Return the frame of a question which maker leads the most benchmarks, or more of them; None for any other.

    Args:
        vocabulary: The registry's names.
        asked: The question, which may name makers to set beside one another, or a category.
    """
    if asked.sights or asked.models or asked.values or asked.of_kind("excluded"):
        return None
    links = [link for link in asked.reading.links if link.kind != "term"]
    if any(link.kind not in ("organisation", "category") or len(link.entities) != 1 for link in links):
        return None
    named = {i for link in links for i in link.span}
    said = {word for i, word in enumerate(asked.words) if i not in named}
    if any(said.isdisjoint(group) for group in (_LEADS, _MORE, _THINGS, _WHO)):
        return None
    if not said <= _BESIDE.union(_LEADS, _MORE, _THINGS, _WHO):
        return None
    makers = [link.entities[0].slug for link in links if link.kind == "organisation"]
    fields = [link.entities[0].slug for link in links if link.kind == "category"]
    if len(fields) > 1 or len(makers) == 1 or any(field not in vocabulary.categories for field in fields):
        return None
    sides = tuple(Filters(organisations=(maker,)) for maker in dict.fromkeys(makers))
    return Frame(Intent.COUNTS, counted="leads", category=next(iter(fields), None), sides=sides)
