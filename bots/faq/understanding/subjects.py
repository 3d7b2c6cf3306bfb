"""Benchmarks that are asked for by what they are about: "which benchmark for a chest X-ray model?"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.language.lexicon import FILTERS
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.understanding.asked import Asked
from podium.registry import observing

#: Words of asking for benchmarks, and of what is done there.
_ASKING = words.word_set(
    "what whats which is are was there a an the any some that this do does did you u your i im ive we us our my me it",
    "have has got know can could would should shall will may might want need wanna like looking look find for on of in",
    "about with to and please pls plz kindly thanks hi hello hey podium here recommend recommended suggest suggested",
    "advise pick choose choice use using used take best suited suitable fit fits right appropriate good proper ideal",
    "benchmark benchmarks test tests dataset datasets eval evals evaluation cover covers covering concerning measure",
    "measures measuring deal deals dealing evaluate evaluates evaluating check model models llm vlm classifier network",
    "trained train training built build made make making work working understanding reading recognition recognising",
    "recognizing questions question tasks task data interpretation interpreting analysis answering field area topic",
    "subject domain go goes so one ones kind type be try list show tell give available exist exists where ai looks at"
    " see sees image images picture pictures photo photos contain contains include includes anything something thing"
    " things ask asks shows based them inside carry carries disease diseases condition conditions",
)
_BENCHMARK = words.word_set("benchmark benchmarks dataset datasets eval evals test tests")
#: Words with which two categories are no benchmarks in both.
_EITHER = words.word_set("or either not no non without except excluding neither nor but than versus vs compare each")
#: Words for benchmarks that say no more: "is there anything about X-rays in here?".
_ANYTHING = words.word_set("anything something stuff")
_ON = words.word_set("about on for with regarding concerning")
#: Words of asking who is best at something, and of what all that is seen there may be.
_BEST = words.word_set(
    "best better strongest top leading leads lead leader winner most accurate highest who good ais answering at llms",
    "disease diseases condition conditions problem problems illness illnesses disorder disorders pics slides slide",
    "scan scans photograph photographs",
)
_MODELS = words.word_set("model models ai ais llm llms vlm system who")
_BESTS = words.word_set("best strongest top leading leads leader winner")
#: Most words of a subject.
_MOST = 3


def is_either(asked: Asked) -> bool:
    """Return whether of the categories that a question names each is meant by itself, or one is to be left out."""
    return not _EITHER.isdisjoint(asked.words)


def is_of_something(asked: Asked) -> bool:
    """Return whether a strange word right after "about", "on" or "for" says what benchmarks are to be about."""
    strange = asked.of_kind("foreign")
    return len(strange) == 1 and strange[0].start > 0 and asked.words[strange[0].start - 1] in _ON


def benchmarks_about(desk: Desk, asked: Asked) -> Frame | None:
    """Return the frame of a question for the benchmarks of a subject; None where it asks something else.

    Args:
        desk: The registry.
        asked: The question, which names no benchmark.
    """
    found = asked.reading.words
    anything = any(word in _ANYTHING and found[i + 1 : i + 2] and found[i + 1] in _ON for i, word in enumerate(found))
    fields = asked.reading.of_kind("category")
    of_field = {i for link in fields for i in link.span}
    content = [
        i
        for i, word in enumerate(found)
        if word not in _ASKING and i not in of_field and not (anything and word in _ANYTHING)
    ]
    if not content or len(content) > _MOST or content[-1] - content[0] >= _MOST:
        return None
    if all(found[i] in words.FILLER | words.HEADS for i in content):
        # "What can I choose from?", "how can I do healthcare benchmarks?" name no subject.
        return None
    if _BENCHMARK.isdisjoint(found) and not anything:
        return None
    if (
        asked.has("FORMAT")
        or asked.values
        or asked.reading.of_kind("organisation")
        or (fields and (len(fields) > 1 or is_either(asked)))
    ):
        return None
    start, end = content[0], content[-1] + 1
    topic = asked.topic
    if topic is not None and not topic.observation and topic.start <= start and end <= topic.end:
        slugs: tuple[str, ...] = topic.slugs
        start, end = topic.start, topic.end
    else:
        slugs = tuple(observing.measuring(desk.connection, [words.singular(found[i]) for i in content]))
    category = fields[0].entities[0].slug if fields else None
    if category is not None:
        # "Which VQA datasets are about radiology?"
        slugs = tuple(slug for slug in slugs if slug in desk.vocabulary.categories.get(category, ()))
    if not slugs:
        return None
    return Frame(Intent.BENCHMARKS, slugs, category=category, observation=asked.reading.typed(start, end))


#: Most benchmarks of a subject that are told with who leads each.
_MOST_LED = 6


def best_at(desk: Desk, asked: Asked) -> Frame | None:
    """Return the frame of a question for the best model at a subject: its benchmarks, each with who leads it.

    "Which AI is best for skin disease pictures?" names no benchmark, and no category.
    """
    said = set(asked.words)
    others = [link for link in asked.reading.links if link.kind not in ("term", "modality")]
    if asked.sights or asked.models or asked.values or others:
        return None
    if any(said.isdisjoint(group) for group in (_BESTS, _MODELS, _ON | {"at", "in"})) or asked.has(*FILTERS):
        return None
    meant = {i for piece in asked.pieces for i in range(piece.start, piece.end)}
    content = [i for i, word in enumerate(asked.words) if i in meant and word not in _ASKING | _BEST]
    if not content or len(content) > _MOST or content[-1] - content[0] >= _MOST:
        return None
    start, end = content[0], content[-1] + 1
    topic = asked.topic
    if topic is not None and not topic.observation and topic.start <= start and end <= topic.end:
        slugs: tuple[str, ...] = topic.slugs
    else:
        slugs = tuple(observing.measuring(desk.connection, [words.singular(asked.words[i]) for i in content]))
    if not 0 < len(slugs) <= _MOST_LED:
        return None
    return Frame(Intent.BENCHMARKS, slugs, observation=asked.reading.typed(start, end))
