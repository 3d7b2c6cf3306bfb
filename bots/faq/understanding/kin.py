"""Messages that point at what is akin to what was told of: another version of it, another size, one of two.

"And on the hard version?" is of the benchmark whose name has that word more, "without pro" of the one that has a word
less, "the 20b" of the model of the same series, and "which is newer?" of the two benchmarks that were told of.
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import lexicon, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.recalled import Recalled, put
from podium.bots.faq.understanding.slots import ON_BOARD

_VERSION = words.word_set("version variant edition one subset")
#: What a version without a further word is called.
_PLAIN = words.word_set("normal plain regular original base standard ordinary usual vanilla full basic classic")
#: What may stand around the word that tells a version, where no word says that it is one.
_AROUND = words.word_set(
    "and what about on in at for the a of now then so ok okay no not sorry i meant mean its how is"
)
_WITHOUT = words.word_set("without non minus not")


def _named(vocabulary: Vocabulary, name: str) -> str | None:
    """Return the benchmark that is called so and nothing else is."""
    found = words.tokens(name)
    for link in vocabulary.link(found):
        if link.kind == "benchmark" and (link.start, link.end) == (0, len(found)) and len(link.entities) == 1:
            return link.entities[0].slug
    return None


def _with(vocabulary: Vocabulary, slug: str, word: str) -> str | None:
    """Return the benchmark whose name has a word more than another's: HealthBench Hard."""
    found = _named(vocabulary, f"{vocabulary.benchmarks.get(slug, '')} {word}")
    return found if found != slug else None


def _without(vocabulary: Vocabulary, slug: str, word: str = "") -> str | None:
    """Return the benchmark whose name has a word less, any where it is not said which."""
    said = words.tokens(vocabulary.benchmarks.get(slug, ""))
    for i in range(len(said) - 1, 0, -1) if len(said) > 1 else ():
        if word in ("", said[i].word):
            found = _named(vocabulary, " ".join(token.word for j, token in enumerate(said) if j != i))
            if found not in (None, slug):
                return found
    return None


def version(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "how does it do on the hard version?", "and without pro?" with the name of the benchmark that is meant."""
    last, said = conversation.last(), reading.words
    if last is None or len(last.benchmarks) != 1 or reading.of_kind("benchmark") or reading.of_kind("model"):
        return None
    slug = last.benchmark
    for i, word in enumerate(said):
        end = i + 2 if said[i + 1 : i + 2] != [] and said[i + 1] in _VERSION else i + 1
        start = i
        found = None
        if i and said[i - 1] in _WITHOUT:
            start, found = i - 1, _without(vocabulary, slug, word)
        elif word in _PLAIN and end == i + 2:
            found = _without(vocabulary, slug)
        elif word.isalpha():
            found = _with(vocabulary, slug, word)
        if found is None:
            continue
        start -= start > 0 and said[start - 1] in words.ARTICLES
        rest = {*said[:start], *said[end:]}
        if end == i + 2 or rest <= _AROUND:
            return Recalled(put(reading, start, end, vocabulary.benchmarks[found]), (), found, always=True)
    return None


def of_that_size(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "is the 20b much worse there?" with the name of the model of that size in the series told of."""
    subject = conversation.subject[0] if len(conversation.subject) == 1 else ""
    model = vocabulary.models.get(subject)
    if model is None or reading.of_kind("model") or len(reading.values) != 1:
        return None
    (value,) = reading.values
    if value.kind != "parameters" or value.bound or reading.words[max(0, value.start - 1)] != "the":
        return None
    end = value.end + (reading.words[value.end : value.end + 1] in (["one"], ["version"], ["model"], ["variant"]))
    if end < len(reading.tokens) and not reading.tokens[end].breaks and "MODELS" in lexicon.meaning(reading.words[end]):
        return None
    typed = reading.typed(value.start, value.end)
    stem = [token.key for token in words.tokens(model.name)]
    for kept in range(len(stem) - 1, 0, -1):
        found = words.tokens(f"{' '.join(stem[:kept])} {typed}")
        for link in vocabulary.link(found):
            one = link.entities[0]
            whole = link.kind == "model" and (link.start, link.end) == (0, len(found)) and len(link.entities) == 1
            if whole and one.slug != subject and conversation.benchmark and not _BESIDE_IT.isdisjoint(reading.words):
                # "Much worse" than the one told of.
                where = vocabulary.benchmarks.get(conversation.benchmark, "")
                return Recalled(f"{model.name} vs {one.name} on {where}", (subject, one.slug), always=True, alone=True)
            if whole and one.slug != subject:
                return Recalled(put(reading, value.start - 1, end, one.name), (one.slug,))
    return None


_BESIDE_IT = words.word_set("worse better ahead behind stronger weaker")
#: What two benchmarks are compared by.
_MORE = words.word_set("newer older bigger larger smaller harder easier tougher younger")
_OF_THE_TWO = words.word_set(
    "which whichs one what whats is was are the of both them these those two and so ok then dataset benchmark test"
    " for people humans human experts person now there"
)


def compared(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "which is newer?", "which of both is older?" with the names of the two benchmarks that were told of."""
    said = frozenset(reading.words)
    if len(conversation.two) != 2 or len(said & _MORE) != 1 or not said <= _MORE | _OF_THE_TWO or reading.values:
        return None
    if said.isdisjoint(("which", "what", "whats", "whichs")) or any(link.kind != "term" for link in reading.links):
        return None
    (more,) = said & _MORE
    people = " for people" if said & {"people", "humans", "human", "experts", "person"} else ""
    names = " or ".join(vocabulary.benchmarks[slug] for slug in conversation.two)
    return Recalled(f"which is {more}{people}, {names}?", always=True, alone=True)


_ORDINALS = {"first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "latter": 1, "other": 1}


def one_of_two(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "is the second one free?" with the name of that one of the two benchmarks that were told of."""
    frame: Frame | None = conversation.frame
    if len(conversation.two) != 2 or conversation.listed or frame is None or frame.intent in ON_BOARD or frame.models:
        return None
    said = reading.words
    if any(link.kind != "term" for link in reading.links):
        return None
    for i, word in enumerate(said):
        if word not in _ORDINALS or said[i - 1 : i] != ["the"]:
            continue
        end = i + 1 + (said[i + 1 : i + 2] != [] and said[i + 1] in ("one", "benchmark", "dataset"))
        alone = word in ("former", "latter")
        if end == i + 1 and not alone and end < len(said) and not reading.tokens[end].breaks:
            continue
        place = _ORDINALS[word]
        if word == "other" and conversation.benchmark == conversation.two[1]:
            place = 0
        slug = conversation.two[place]
        return Recalled(put(reading, i - 1, end, vocabulary.benchmarks[slug]), (), slug, always=True)
    return None


_LIKE = (
    ("as", "good", "as", "it"), ("as", "good", "as", "that"), ("as", "good"), ("close", "to", "it"),
    ("close", "to", "that"), ("comes", "close"), ("gets", "close"), ("come", "close"), ("close",),
    ("comparable",), ("similar",),
)  # fmt: skip
_ALMOST = words.word_set("nearly almost just about roughly similarly equally comparably that which is are comes gets")
_ANYTHING = words.word_set("anything something any some there is are a an one model models and so ok but")


def like_that(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "is there anything open that is nearly as good?" as "and the best open one?": how good it is, is told."""
    said = reading.words
    base = conversation.ranking
    if base is None or reading.links and any(link.kind not in ("organisation", "term") for link in reading.links):
        return None
    for phrase in _LIKE:
        for start in range(len(said) - len(phrase) + 1):
            if tuple(said[start : start + len(phrase)]) != phrase:
                continue
            end = start + len(phrase)
            while start > 0 and said[start - 1] in _ALMOST:
                start -= 1
            rest = [i for i in (*range(start), *range(end, len(said)))]
            first = next((i for i in rest if said[i] not in _ANYTHING), None)
            if first is None or first >= start or end < len(said) or said[0] in ("who", "which", "how", "what"):
                return None
            text = reading.text[reading.tokens[first].start : reading.tokens[start - 1].end]
            where = vocabulary.benchmarks.get(base.benchmark, "")
            return Recalled(
                f"the best {text} model on {where}", (), base.benchmark, only=_BEST, always=True, alone=True
            )
    return None


_BEST = frozenset({Intent.LEADER})


_COUNTED = frozenset({Intent.SIZES, Intent.CARD})


def of_its_items(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "how many of them need no image" with the name of the benchmark whose questions were told of."""
    frame, said = conversation.frame, reading.words
    if frame is None or frame.intent in ON_BOARD or frame.models or frame.intent is Intent.BENCHMARKS:
        return None
    if len(frame.benchmarks) != 1 or said[:4] not in (["how", "many", "of", "them"], ["how", "many", "of", "those"]):
        return None
    if any(link.kind not in ("term", "modality") for link in reading.links):
        return None
    name = vocabulary.benchmarks[frame.benchmark]
    return Recalled(put(reading, 2, 4, f"questions of {name}"), (), frame.benchmark, only=_COUNTED)


def two_told(conversation: Conversation, frames: Sequence[Frame]) -> tuple[str, ...]:
    """Return the two benchmarks whose cards were told of, one after the other or side by side.

    Args:
        conversation: What is remembered, before this answer.
        frames: What is answered now.
    """
    slugs = tuple(dict.fromkeys(slug for frame in frames for slug in frame.benchmarks))
    if any(frame.intent in ON_BOARD or frame.models for frame in frames):
        return ()
    if len(slugs) == 2:
        return slugs
    if not slugs or slugs[0] in conversation.two:
        return conversation.two
    before = conversation.benchmarks
    told = (
        conversation.frame is not None and conversation.frame.intent not in ON_BOARD and not conversation.frame.models
    )
    return (*before, *slugs) if told and len(before) == len(slugs) == 1 else ()
