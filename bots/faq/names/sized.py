"""Models named by their series, perhaps misspelt, and a size or version that stands elsewhere in their names.

"Nemotron 70b" is Llama 3.1 Nemotron 70B, and "medgema 27b" one of the two MedGemmas of that size.
"""

from __future__ import annotations

from dataclasses import replace

from podium.bots.faq.language import words
from podium.bots.faq.names.naming import Link
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.starts import units
from podium.bots.faq.names.vocabulary import Vocabulary

#: Most words after a series that are looked at, and most models that one of them may leave.
_MOST_WORDS = 3
_MOST_MODELS = 6
#: Most names of a question that are looked at.
_MOST_LINKS = 4


def with_sizes(vocabulary: Vocabulary, reading: Reading) -> Reading:
    """Return a reading in which the size or version after the name of a series is part of the name."""
    unsure = [link for link in reading.of_kind("model") if link.guessed and len(link.entities) > 1]
    for link in unsure if len(unsure) <= _MOST_LINKS else ():
        longer = _longer(vocabulary, reading, link)
        if longer is not None:
            links = tuple(longer if one is link else one for one in reading.links)
            foreign = tuple(i for i in reading.foreign if i not in longer.span)
            reading = replace(reading, links=links, foreign=foreign)
    return reading


def _longer(vocabulary: Vocabulary, reading: Reading, link: Link) -> Link | None:
    found, named = reading.tokens, reading.named()
    if link.end >= len(found) or found[link.end].breaks or not found[link.end].word[0].isdigit():
        return None
    series = {units(words.tokens(entity.name), 0, 1)[0] for entity in link.entities}
    if len(series) != 1:
        return None
    end = link.end
    best: Link | None = None
    while end < min(len(found), link.end + _MOST_WORDS) and end not in named and not found[end].breaks:
        end += 1
        said = units(found, link.end, end)
        entities = vocabulary.guesses.having((*series, *said))
        if 0 < len(entities) <= _MOST_MODELS:
            best = Link(link.start, end, entities, True)
    return best
