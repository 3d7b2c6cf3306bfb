"""What is asked of all benchmarks of a subject, where none is named: who asks about a finding, who needs images."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.understanding.asked import Asked
from podium.registry import observing

_SETS = words.word_set(
    "benchmark benchmarks dataset datasets data set sets test tests eval evals collection collections"
)
_RAYS = words.word_set("chest x ray rays xray xrays radiograph radiographs cxr film films image images medical")
_OF_FINDINGS = words.FILLER | words.word_set(
    "which what where who does do is are all any every three both each of them these one ones would could can find look"
    " looks looking see tell ask asks asked about cover covers covering occur occurs appear appears label labels"
    " labelled labeled test tests tested testing case cases example examples being be contain contains include includes"
    " have has got check checks detect detects finding findings annotate annotates annotated know knows there"
)
_IMAGES = words.word_set("image images picture pictures photo photos photographs visuals")
_SEES = words.word_set(
    "see sees seeing look looks looking view views viewing read reads interpret understand use uses using need needs"
    " require requires take takes show shows contain contains include includes have has with accept"
)
_OF_IMAGES = words.FILLER | words.word_set(
    "which what where who all any your model models llm vlm vision multimodal need needs require requires must has have"
    " able that at in them part question questions list show me i we want looking for ai input inputs"
)
_NOT = words.word_set("no not without except only non text neither nor never dont doesnt")


def needing_images(asked: Asked) -> Frame | None:
    """Return the frame of a question for benchmarks that models have to look at images in; None for any other."""
    said = frozenset(asked.words)
    if asked.sights or asked.models or asked.values or not said.isdisjoint(_NOT):
        return None
    if any(link.kind not in ("term", "modality", "category") for link in asked.reading.links):
        return None
    fields = {link.entities[0].slug for link in asked.reading.of_kind("category")}
    if not fields <= {"vision", "multimodal"} or said.isdisjoint(("model", "models", "vlm", "llm", "ai")):
        return None
    if any(said.isdisjoint(group) for group in (_SETS, _IMAGES, _SEES)):
        return None
    return Frame(Intent.BENCHMARKS, modality="image") if said <= _OF_IMAGES.union(_SETS, _IMAGES, _SEES) else None


def asking_about(asked: Asked) -> Frame | None:
    """Return the frame of a question which benchmarks ask about a finding, in any words for these; None for others.

    "Which chest X-ray benchmark can tell me about hernia?", "does pneumothorax occur in all three X-ray sets?"
    """
    topic = asked.topic
    if topic is None or not topic.observation or asked.sights or asked.models:
        return None
    if any(value.kind != "number" for value in asked.values) or "not" in asked.words:
        return None
    inside = range(topic.start, topic.end)
    rest = {word for i, word in enumerate(asked.words) if i not in inside}
    if any(link.kind not in ("observation", "term", "modality") for link in asked.reading.links):
        return None
    if rest.isdisjoint(_SETS | {"where", "which", "what"}) or not rest <= _OF_FINDINGS.union(_SETS, _RAYS):
        return None
    return Frame(Intent.OBSERVED_BY, observation=topic.observation)


_BESIDE_MODELS = words.FILLER | words.word_set(
    "vs versus or and which who is one better best stronger compare compared between with reading understanding"
    " answering looking questions the what"
)
_FOR = words.word_set("for on at with about in of")


def compared_for(desk: Desk, asked: Asked) -> Frame | None:
    """Return the frame of two models compared for what one benchmark alone is about: "o3 vs GPT-5 for charts"."""
    slugs = tuple(dict.fromkeys(link.entities[0].slug for link in asked.models if len(link.entities) == 1))
    if not 1 < len(slugs) <= 4 or len(slugs) != len(asked.models) or asked.sights or asked.values:
        return None
    named = {i for link in asked.models for i in link.span}
    rest = [i for i, word in enumerate(asked.words) if i not in named and word not in _BESIDE_MODELS]
    if not 0 < len(rest) <= 2 or rest[-1] - rest[0] >= len(rest) or asked.words[rest[0] - 1] not in _FOR:
        return None
    if any(link.kind not in ("model", "term") for link in asked.reading.links):
        return None
    found = observing.measuring(desk.connection, [words.singular(asked.words[i]) for i in rest])
    return Frame(Intent.COMPARE, tuple(found), models=slugs) if len(found) == 1 else None
