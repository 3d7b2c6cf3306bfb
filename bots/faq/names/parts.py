"""A benchmark named by the beginning of its name's letters, or by its words the other way round.

"Who leads truthful?" means TruthfulQA and "rad vqa" VQA-RAD; the reply says what was taken for what. The end of a
name is never enough: GPQA is not SuperGPQA.
"""

from __future__ import annotations

from dataclasses import replace

from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.names.naming import Link
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Vocabulary

#: Fewest letters of a name that are enough.
_LEAST = 5
#: Words of a text in which parts of names are looked for.
_LONGEST = 40
#: Words before and after an ordinary word that stands for a benchmark, and is said of nothing else.
_BEFORE = words.word_set("on in of at for leads tops wins heads topped led the and lead top win")
_AFTER = words.word_set(
    "one benchmark bench dataset leaderboard board leader leaders winner test thing exam ranking rankings scores"
    " results sota top best"
)
_KINDS = words.word_set("benchmark bench dataset test exam")
_RANKED = frozenset({"LEAD", "HIGH", "WORST", "SCORE", "RESULT", "RANK", "BENCHMARK", "BOARD"})
_ASKING = words.word_set("there any which what do does have has")
_ENGLISH = ("ful", "ous", "ive", "ical", "able", "ity")
_END = words.word_set("please pls now today currently right")


def by_part(vocabulary: Vocabulary, reading: Reading) -> Reading:
    """Return a reading in which a foreign word that begins one benchmark's name, or two in turned order, name it."""
    if len(reading.tokens) > _LONGEST or reading.of_kind("benchmark"):
        return reading
    named = reading.named()
    asking = [i for i, word in enumerate(reading.words) if lexicon.meaning(word) == {"OBSERVATION"} and i not in named]
    topic = vocabulary.topics.shared(reading.tokens, tuple(reading.runs(reading.foreign)), named)
    # "Chest X-rays" are what several benchmarks are about, and begin the name of one.
    about = range(topic.start, topic.end) if topic is not None and len(topic.slugs) > 1 else range(0)
    for i in sorted({*reading.foreign, *asking}.difference(about)):
        link = _turned(vocabulary, reading, i) or _started(vocabulary, reading, i)
        if link is not None:
            links = [one for one in reading.links if one.end <= link.start or link.end <= one.start]
            foreign = tuple(one for one in reading.foreign if one not in link.span)
            return replace(reading, links=tuple(sorted([*links, link], key=lambda one: one.start)), foreign=foreign)
    return reading


def _started(vocabulary: Vocabulary, reading: Reading, position: int) -> Link | None:
    token = reading.tokens[position]
    if len(token.key) < _LEAST or not token.word.isalpha() or _is_joined(reading, position):
        return None
    if vocabulary.guesses.goes_on(token.word):
        # "Mmlupr" is MMLU and something more.
        return None
    entities = vocabulary.guesses.begun(token.word)
    if len(entities) != 1:
        return None
    english = position not in reading.foreign or ordinary.is_ordinary(token.word) or token.word.endswith(_ENGLISH)
    if english and not _stands_for_one(reading, position):
        return None
    return Link(position, position + 1, entities, guessed=True)


def _is_joined(reading: Reading, position: int) -> bool:
    """Return whether a word is one of several that a hyphen joins, or goes on in another name: "Truthful-X"."""
    after = reading.tokens[position + 1 : position + 2]
    if reading.tokens[position].glued or (after and after[0].glued):
        return True
    return bool(after) and position + 1 in reading.foreign and not after[0].breaks and position + 1 in reading.strange


def _stands_for_one(reading: Reading, position: int) -> bool:
    before = reading.words[position - 1] if position else ""
    after = reading.words[position + 1] if position + 1 < len(reading.tokens) else ""
    if after in _KINDS and not _ASKING.isdisjoint(reading.words):
        # "Is there a pathology benchmark?" asks for any.
        return False
    last = not after or after in _END or reading.tokens[position + 1].breaks
    if before == "the" and after not in _AFTER and not any(lexicon.meaning(word) & _RANKED for word in reading.words):
        # "Is AI dangerous for the humanity?"
        return False
    return after in _AFTER or (last and before in _BEFORE)


def _turned(vocabulary: Vocabulary, reading: Reading, position: int) -> Link | None:
    """Return the benchmark whose two words are said the other way round."""
    for start in (position - 1, position):
        pair = reading.tokens[max(start, 0) : start + 2]
        if start < 0 or len(pair) < 2 or pair[1].breaks:
            continue
        entities = vocabulary.guesses.exactly(pair[1].key + pair[0].key)
        if len(entities) == 1 and entities[0].kind == "benchmark":
            return Link(start, start + 2, tuple(entities), guessed=True)
    return None
