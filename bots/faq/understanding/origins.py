"""Questions of where a maker is from: "Chinese models", "labs outside the US", "where is Mistral based?".

The registry does not record it. Saying so helps more than a word that cannot be taken into account.
"""

from __future__ import annotations

from podium.bots.faq.language import words
from podium.bots.faq.language.clauses import clauses
from podium.bots.faq.understanding.asked import Asked

#: Countries and what is larger than one, as nouns.
_PLACES = words.word_set(
    "china usa america europe eu france germany england britain uk canada japan korea india israel russia italy spain"
    " taiwan singapore switzerland sweden netherlands brazil australia asia africa uae emirates ireland poland finland"
    " austria belgium denmark norway portugal turkey vietnam indonesia mexico"
)
#: The same as adjectives, which may be languages as well.
_ADJECTIVES = words.word_set(
    "chinese american european french german english british canadian japanese korean indian israeli russian italian"
    " spanish taiwanese swiss swedish dutch brazilian australian asian african arab arabic western eastern nordic"
    " scandinavian emirati irish polish finnish vietnamese foreign domestic"
)
_US = "us"
#: Words after which "us" is the country, and nobody who is told something.
_BEFORE_US = words.word_set("the a best top leading any non outside from which what other only both non between all")
#: What they stand before.
_KINDS = words.word_set(
    "model models lab labs company companies maker makers vendor vendors developer developers provider providers"
    " startup startups organisation organisations organization organizations team teams firm firms one ones llm llms"
    " ai university universities institute institutes group groups"
)
_BETWEEN = words.word_set("open source weight weights ai language proprietary closed based made large small only tech")
_FROM = words.word_set("from outside in of by inside within")
_OF_COUNTRY = words.word_set("country countries nationality nationalities continent continents")
_BASED = words.word_set("based located headquartered situated from")
_THOSE = words.word_set("them those these they their theirs such ones one there that this")
_TELLING = _PLACES | _ADJECTIVES | _OF_COUNTRY | {_US}


def origin(asked: Asked) -> str:
    """Return the words of a question that ask where makers are from; "" where none do."""
    said = asked.words
    if _TELLING.isdisjoint(said) and said[0] not in ("where", "wheres"):
        return ""
    named = asked.reading.named()
    tokens = asked.reading.tokens
    about = bool(asked.models or asked.of_kind("organisation") or asked.of_kind("family"))
    told = _told(asked)
    kinds = about or not _KINDS.isdisjoint(said) or asked.has("LEAD", "WHO", "ORGANISATION", "MODEL", "MODELS")
    if not kinds:
        return ""
    for i, word in enumerate(said):
        if i in named or i in told or _describes_named(asked, i):
            continue
        before = next((one for one in reversed(said[:i]) if one not in words.ARTICLES), "")
        after = next((one for one in said[i + 1 :] if one not in _BETWEEN), "")
        follows = after in _KINDS and not any(token.breaks for token in tokens[i + 1 : i + 2])
        country = word == _US and i > 0 and (tokens[i].named or said[i - 1] in _BEFORE_US)
        if (word in _PLACES or country) and (before in _FROM or follows):
            return asked.reading.typed(i, i + 1)
        if word in _ADJECTIVES and (follows or (about and i == len(said) - 1 and said[0] in ("is", "are", "isnt"))):
            return asked.reading.typed(i, i + 1)
        if word in _OF_COUNTRY:
            return asked.reading.typed(i, i + 1)
    if about and not asked.sights and said[0] in ("where", "wheres") and said[-1] in _BASED:
        return asked.reading.typed(len(said) - 1, len(said))
    return ""


def _told(asked: Asked) -> set[int]:
    """Return the words of clauses of which nothing is asked: "I'm writing about Chinese labs. Which ...?"."""
    if not _THOSE.isdisjoint(asked.words):
        # "... about Chinese labs. Which of them leads?"
        return set()
    meant = {piece.start for piece in asked.pieces}
    return {i for part in clauses(asked.reading) if meant.isdisjoint(part) for i in part}


def _describes_named(asked: Asked, i: int) -> bool:
    """Return whether a word only describes a maker that is named: "the Chinese lab DeepSeek"."""
    named = any(link.start == i + 2 for link in asked.reading.of_kind("organisation"))
    return named and not asked.reading.tokens[i + 2].breaks and asked.words[i + 1] in _KINDS
