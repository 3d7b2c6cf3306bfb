"""Numbers of models' names in words: "phi four", "gpt four o", "llama three point one, seventy billion".

A question is written anew with digits only where the name that it then has is one of the registry's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podium.bots.faq.language import ordinary, words
from podium.bots.faq.language.numerals import NUMBER_WORDS
from podium.bots.faq.language.words import Token
from podium.bots.faq.names.reading import Reading, read
from podium.bots.faq.names.vocabulary import Vocabulary

_POINT = words.word_set("point dot")
_BILLIONS = words.word_set("billion billions bil bn")
_NUMBERS = _BILLIONS | NUMBER_WORDS.keys()
_BILLION = _BILLIONS | {"b"}
#: Words before a number that are no beginning of a name.
_NO_STARTS = words.NARROWING | words.ARTICLES | words.HIGH | words.HEADS | words.word_set("top first last and or than")
_COMMA = re.compile(r"(?<=\d),(?=\d(?!\d))")
#: A letter that versions end with.
_LETTERS = words.word_set("o v b k")


def with_digits(vocabulary: Vocabulary, reading: Reading) -> Reading:
    """Return a reading with the numbers in words as digits that make, with the word before them, a model's name."""
    if _NUMBERS.isdisjoint(reading.words):
        return reading
    i = 1
    while i < len(reading.tokens):
        for end, digits in _numbers(reading.tokens, i):
            first, last = reading.tokens[i - 1].end, reading.tokens[end - 1].end
            again = read(vocabulary, reading.text[:first] + digits + reading.text[last:])
            if _is_named(again, first, first + len(digits)) or _is_version(vocabulary, reading, i, end):
                reading = again
                break
        i += 1
    return reading


def _is_version(vocabulary: Vocabulary, reading: Reading, i: int, end: int) -> bool:
    """Return whether a number stands after a series of models and counts nothing: "gemini nine on MMLU"."""
    tokens = reading.tokens
    if not vocabulary.starts_model(tokens[i - 1].word) or tokens[i - 1].word in words.KNOWN:
        return False
    return end == len(tokens) or tokens[end].breaks or tokens[end].word in _AFTER_NAMES


#: Words that stand after a name and before nothing that is counted.
_AFTER_NAMES = words.word_set("on in at for vs versus or against is do does get got score scored rank cost and")


def with_points(vocabulary: Vocabulary, reading: Reading) -> Reading:
    """Return a reading with the comma of a version as the point that makes it a model's: "Claude Opus 4,5"."""
    for match in _COMMA.finditer(reading.text):
        again = read(vocabulary, reading.text[: match.start()] + "." + reading.text[match.end() :])
        if _is_named(again, match.start(), match.end()):
            return again
    return reading


def _numbers(tokens: Sequence[Token], i: int) -> Iterator[tuple[int, str]]:
    """Yield where numbers in words end that stand after what may begin a name, and how they are written in digits."""
    before = tokens[i - 1].word
    if tokens[i].breaks or before in _NO_STARTS or before in NUMBER_WORDS:
        return
    sized = _size(tokens, i)
    if sized is not None:
        yield sized[0], f" {sized[1]}"
        return
    end, digits = _whole(tokens, i)
    if not digits or not before.isalpha():
        # "Why has DeepSeek V3 two scores?"
        return
    if end + 1 < len(tokens) and tokens[end].word in _POINT and not tokens[end].breaks:
        after, part = _whole(tokens, end + 1)
        if part:
            end, digits = after, f"{digits}.{part}"
    sized = _size(tokens, end)
    if sized is not None:
        yield sized[0], f" {digits} {sized[1]}"
    if end < len(tokens) and tokens[end].word in _LETTERS and not tokens[end].breaks:
        end, digits = end + 1, f"{digits}{tokens[end].word}"
    yield end, f" {digits}"
    yield end, digits


def _size(tokens: Sequence[Token], i: int) -> tuple[int, str] | None:
    """Return where a size in words ends and how names write it: "70 billion", "seventy billion"."""
    if i >= len(tokens) or tokens[i].breaks:
        return None
    end, digits = (i + 1, tokens[i].word) if tokens[i].word.isdigit() else _whole(tokens, i)
    if not digits or end >= len(tokens) or tokens[end].breaks or tokens[end].word not in _BILLION:
        return None
    return end + 1, f"{digits}b"


def _whole(tokens: Sequence[Token], i: int) -> tuple[int, str]:
    """Return where a whole number below a hundred in words ends, and its digits; none without one."""
    number = NUMBER_WORDS.get(tokens[i].word)
    if number is None:
        return i, ""
    unit = NUMBER_WORDS.get(tokens[i + 1].word, 0) if i + 1 < len(tokens) and not tokens[i + 1].breaks else 0
    if number >= 20 and 0 < unit < 10:
        return i + 2, str(number + unit)
    return i + 1, str(number)


def _is_named(reading: Reading, start: int, end: int) -> bool:
    """Return whether a model's name, or what several are called, goes over a place of the text and the word before."""
    for link in reading.links:
        first, last = reading.tokens[link.start], reading.tokens[link.end - 1]
        if link.kind in ("model", "family") and first.start < start and end <= last.end:
            # A name that is only begun may be completed, an ordinary word be none.
            return not link.guessed or not ordinary.is_ordinary(first.word)
    return False
