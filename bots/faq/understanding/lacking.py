"""Whether a benchmark asks about something that only others ask about: "does CheXpert cover hernia"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.understanding.asked import Asked

_WHETHER = words.word_set("is are does do has have can did will")
_FINDING = words.word_set("label labels finding findings observation observations subject subjects class classes")
_MOST_WORDS = 3
_AMONG = words.word_set("one among a an part")
_LAST_START = 2
_BESIDE = words.FILLER | words.word_set(
    "label labels labelled labeled finding findings observation observations subject subjects topic topics class"
    " classes category categories cover covers covered covering include includes included including list lists listed"
    " ask asks asked test tests tested part among score scores scored also annotated marked detect benchmark dataset"
)


def of_missing(desk: Desk, asked: Asked) -> Frame | None:
    """Return the frame of a question whether a benchmark asks about what its card does not list; None for any other.

    What is looked for is on the card of another one.
    """
    said = asked.words
    if len(asked.sights) != 1 or asked.models or asked.values or said[0] not in _WHETHER:
        return None
    sight = asked.sights[0]
    if sight.observation is not None or sight.boards or sight.topics or not sight.view.card["observations"]:
        return None
    named = {i for link in asked.reading.links for i in link.span}
    if any(link.kind != "benchmark" for link in asked.reading.links):
        return None
    found = desk.vocabulary.topics.observed(asked.reading.tokens, (), named)
    if len(found) > 1:
        return None
    used = {*named, *(range(found[0].start, found[0].end) if found else ())}
    rest = [i for i, word in enumerate(said) if i not in used and word not in _BESIDE]
    if found and not rest:
        return Frame(Intent.OBSERVATIONS, (sight.view.slug,), observation=found[0].asked_by[0][1])
    # What no card lists has to be said to be a finding: "is tuberculosis one of the findings of NIH".
    if found or not rest or len(rest) > _MOST_WORDS or _FINDING.isdisjoint(said):
        return None
    after = said[rest[-1] + 1 : rest[-1] + 2]
    # "Are noisy labels in NIH" asks for none of that name.
    if rest != list(range(rest[0], rest[-1] + 1)) or rest[0] > _LAST_START or _AMONG.isdisjoint(after):
        return None
    typed = words.quote(asked.reading.typed(rest[0], rest[-1] + 1))
    return Frame(Intent.OBSERVATIONS, (sight.view.slug,), observation=typed)
