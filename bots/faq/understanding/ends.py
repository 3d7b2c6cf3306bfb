"""An end of a model's name that stands for the whole of it: "4b" after Gemma 3 27B, "haiku?" after Claude Opus 4.5.

It is put in the place of a part of the name told of last; only what then is a name of the registry, and of one thing
alone, is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Entity, Vocabulary
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.recalled import Recalled, put

#: Words around an end that is all of a message.
_AROUND = words.word_set(
    "and or n ok so then now what how about a an the one ones version variant model for on in with that this"
    " no not i meant mean it is its s of same question thing please pls hm hmm well also too there"
)
#: Most words of an end, and most of a name of which a part is replaced.
_LONGEST_END = 3
_LONGEST_NAME = 8
#: Sorts of one series that are also said of other things, so that "the" stands before them where they are names.
_ALSO_SAID = words.word_set("pro max plus ultra small medium large instant thinking base")
#: Sorts of one series that are said of nothing else in a message about models.
_SORTS = words.word_set("mini nano micro flash lite opus sonnet haiku scout maverick turbo air")


def by_its_end(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return a message that is nothing but an end of a name with the name for it: "4b", "and haiku?"."""
    frame, said = conversation.frame, reading.words
    if frame is None or conversation.choices or not said:
        return None
    rest = [i for i, word in enumerate(said) if word not in _AROUND]
    if not rest or len(rest) > _LONGEST_END or rest[-1] - rest[0] >= len(rest):
        return None
    start, end = rest[0], rest[-1] + 1
    if any(link.kind in ("benchmark", "model") and not link.guessed for link in reading.links):
        return None
    typed = reading.typed(start, end)
    if typed.isdigit():
        # A number alone picks something.
        return None
    model = _sibling(vocabulary, _told(conversation, reading, start), typed)
    if model is not None:
        # "And the 4b one" says nothing but the name.
        return Recalled(f"and {model.name}?", (model.slug,), always=True)
    other = _of_other_size(vocabulary, frame.models, said[start] if end == start + 1 else "")
    return Recalled(f"and {other}?", always=True, unsure=True) if other else None


def _of_other_size(vocabulary: Vocabulary, told: Sequence[str], size: str) -> str:
    """Return how a model of another size of the series told of is called, if there is any: "9b" after Gemma 3 27B."""
    if not _is_size(size) or len(told) != 1 or told[0] not in vocabulary.models:
        return ""
    name = vocabulary.models[told[0]].name
    sizes = [token for token in words.tokens(name) if _is_size(token.word)]
    if not sizes or sizes[0].word == size or not sizes[0].start:
        return ""
    return f"{name[: sizes[0].start]}{size}"


def _is_size(word: str) -> bool:
    return word[-1:] == "b" and word[:-1].isdigit()


def in_short(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "wait flash is ahead?" with the full name of the one of the models told of that is called so."""
    frame = conversation.frame
    if frame is None:
        return None
    told = frame.models if len(frame.models) > 1 else conversation.pair or frame.models
    if reading.of_kind("model"):
        return _of_series(vocabulary, reading, told)
    named, said = reading.named(), reading.words
    if len(told) > 1 and "which" in said:
        # "Which is newer, flash?" is asked of both.
        return None
    for i, word in enumerate(said):
        before = said[i - 1] if i else ""
        short = word in _SORTS or ((word in _ALSO_SAID or _is_size(word)) and before == "the")
        if not short or (i in named and word not in _SORTS):
            continue
        having = [slug for slug in told if word in _words_of(vocabulary, slug)]
        if len(told) > 1:
            found = vocabulary.models[having[0]] if len(having) == 1 else None
        else:
            found = _sibling(vocabulary, told, word)
        if found is None:
            continue
        start = i - 1 if before == "the" else i
        end = i + 1 + (said[i + 1 : i + 2] in (["one"], ["model"], ["version"]))
        return Recalled(put(reading, start, end, found.name), (found.slug,), always=len(told) > 1)
    return None


def _of_series(vocabulary: Vocabulary, reading: Reading, told: Sequence[str]) -> Recalled | None:
    """Return "is sonnet cheaper?" with the one Sonnet of the models told of, where the word names all of a series."""
    (link, *more) = reading.of_kind("model")
    meant = [one for one in link.entities if one.slug in told]
    if more or len(link.entities) < 2 or len(meant) != 1 or len(told) < 2:
        return None
    return Recalled(put(reading, link.start, link.end, meant[0].name), (meant[0].slug,), always=True)


def _told(conversation: Conversation, reading: Reading, position: int) -> tuple[str, ...]:
    """Return the model an end is of: the one asked about, or the one told of where the word means nothing else."""
    frame = conversation.frame
    assert frame is not None
    if frame.models:
        return frame.models if len(frame.models) == 1 else ()
    plain = reading.words[position].isalpha() and not lexicon.meaning(reading.words[position])
    return conversation.subject[:1] if plain and len(conversation.subject) == 1 else ()


def _sibling(vocabulary: Vocabulary, told: Sequence[str], end: str) -> Entity | None:
    """Return the model whose name is that of the one told of with a part replaced, as little of it as can be."""
    if len(told) != 1 or told[0] not in vocabulary.models:
        return None
    name = vocabulary.models[told[0]].name
    version = [token.word for token in words.tokens(name) if token.word.isdigit()] if _is_size(end.lower()) else []
    for text in _replaced(name, end):
        if not {token.word for token in words.tokens(text)}.issuperset(version):
            # Another size is of the same version: "13b" after Llama 3.1 8B is none of the first Llama.
            continue
        found = _named(vocabulary, text)
        if found is not None:
            return found if found.slug != told[0] else None
    return None


def _replaced(name: str, end: str) -> Iterator[str]:
    """Yield a name with an end behind it, and with the end in the place of ever longer parts of it."""
    found = words.tokens(name)[:_LONGEST_NAME]
    for length in range(len(found)):
        for start in range(len(found) - length, 0, -1):
            first = found[start - 1].end
            last = found[start + length - 1].end if length else first
            yield f"{name[:first]} {end}{name[last:]}"


def _named(vocabulary: Vocabulary, text: str) -> Entity | None:
    """Return the one model that is called so, if there is one alone."""
    found = words.tokens(text)
    for link in vocabulary.link(found):
        if link.kind == "model" and (link.start, link.end) == (0, len(found)):
            link = vocabulary.versions(found, link)
            return link.entities[0] if len(link.entities) == 1 else None
    return None


def _words_of(vocabulary: Vocabulary, slug: str) -> set[str]:
    return {token.word for token in words.tokens(vocabulary.models[slug].name)} if slug in vocabulary.models else set()
