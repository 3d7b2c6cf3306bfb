"""Models of one series of which the first alone is named in full: "Opus 4.5 vs 4.6", "Gemma 3 27B or 12B"."""

from __future__ import annotations

import re

from podium.bots.faq.language import words
from podium.bots.faq.names.reading import Reading, read
from podium.bots.faq.names.vocabulary import Link, Vocabulary

#: The version or size of a name, with what stands before and after it: "gemini 2.5 flash".
_NAME = re.compile(
    r"(?P<stem>.*[a-z].*[\s-])(?P<end>\d+(?:\.\d+)?\s?b|\d+(?:\.\d+)?)(?P<rest>(?:\s[a-z]+)?)\Z",
    re.IGNORECASE | re.DOTALL,
)
#: Another one after it.
_OTHER = re.compile(
    r"(?:\s*,?(?:\s+[a-z]+){0,2}?\s+(?P<joined>vs\.?|versus|or|and|than|against)\s+(?:the\s+)?"
    r"|\s*(?P<comma>,)\s*(?=\d[\d.]*\s?b?\s*(?:,|or\b|and\b|vs\b)))"
    r"(?P<end>\d+(?:\.\d+)?(?:\s?b\b)?)(?![\w.%]*\w)"
    r"(?!\s+(?:of|more|others?|models?|points?|percent|times|tokens|benchmarks?|boards?|days?|weeks?|months?|years?)\b)",
    re.IGNORECASE,
)


#: Sorts of one series, as its names end with them.
_SORTS = "mini|nano|micro|flash|lite|pro|max|plus|ultra|small|medium|large|opus|sonnet|haiku|scout|maverick|instant"
_SORTED = re.compile(rf"(?P<stem>.*\d.*\s)(?P<end>{_SORTS})\Z", re.IGNORECASE | re.DOTALL)
_OTHER_SORT = re.compile(
    rf"(?:\s*,)?(?:\s+[a-z]+){{0,2}}?\s+(?:vs\.?|versus|or|and|than|against)\s+(?:the\s+)?(?P<end>{_SORTS})\b(?!\s+\d|-)",
    re.IGNORECASE,
)
#: A version with a sort of its own: "gemini 3 flash vs 3 pro".
_VERSION_OF_SORT = re.compile(rf"\d{{1,3}}(?:\.\d{{1,3}})?\s(?:{_SORTS})\b(?!\s+\d|-)", re.IGNORECASE)


_ONES = words.word_set("one ones")
_JOINS = words.word_set("vs v versus or and against than")


def _board_in_full(vocabulary: Vocabulary, reading: Reading) -> str:
    """Return a question with the noun after the first of two boards too: "public vs adjudicated labels" of MIMIC."""
    said = reading.words
    for link in reading.of_kind("benchmark"):
        keys = {key for board in vocabulary.boards.of(link.entities[0].slug) for key in board.keys}
        for i in range(1, len(said) - 2):
            noun = said[i + 2]
            if said[i] in _JOINS and said[i - 1] != noun and {said[i - 1] + noun, said[i + 1] + noun} <= keys:
                end = reading.tokens[i - 1].end
                return f"{reading.text[:end]} {noun}{reading.text[end:]}"
            if said[i + 2] in _ONES:
                # "With adjudicated labels ... with public ones"
                nouns = (said[j + 1] for j in range(i) if {said[j] + said[j + 1], said[i + 1] + said[j + 1]} <= keys)
                same = next(nouns, "")
                if same:
                    token = reading.tokens[i + 2]
                    return reading.text[: token.start] + same + reading.text[token.end :]
    return ""


def spelt_out(vocabulary: Vocabulary, reading: Reading) -> str:
    """Return a question with the name of such a model or board written in full; empty where it has none."""
    full = _board_in_full(vocabulary, reading)
    if full:
        return full
    for link in reading.of_kind("model"):
        if _are_several(vocabulary, reading, link):
            end = reading.tokens[link.start].end
            return f"{reading.text[: end - 1]} models{reading.text[end:]}"
        start, end = reading.tokens[link.start].start, reading.tokens[link.end - 1].end
        name, other = _NAME.match(reading.text[start:end]), _OTHER.match(reading.text, end)
        sort, other_sort = _SORTED.match(reading.text[start:end]), _OTHER_SORT.match(reading.text, end)
        if sort is not None and other_sort is not None and _is_model(vocabulary, sort["stem"] + other_sort["end"]):
            return reading.text[: other_sort.start("end")] + sort["stem"] + reading.text[other_sort.start("end") :]
        if name is None or other is None:
            continue
        sorted_other = _VERSION_OF_SORT.match(reading.text, other.start("end"))
        if sorted_other is not None and _is_model(vocabulary, name["stem"] + sorted_other.group()):
            return reading.text[: other.start("end")] + name["stem"] + reading.text[other.start("end") :]
        if _is_size(name["end"]) and not _is_size(other["end"]) and _ONE.match(reading.text, other.end("end")):
            # "MedGemma 4B vs the 1.5 one" is of the same size.
            full = f"{name['stem']}{other['end']} {name['end']}{name['rest']}"
            if _is_model(vocabulary, full):
                after = _ONE.match(reading.text, other.end("end"))
                assert after is not None
                return reading.text[: other.start("end")] + full + reading.text[after.end() :]
        if not _alike(name["end"], other["end"], other["joined"] or "or"):
            continue
        full = f"{name['stem']}{other['end']}{name['rest']}"
        if _is_model(vocabulary, full):
            return reading.text[: other.start("end")] + full + reading.text[other.end("end") :]
    return ""


#: Words that may stand after several models, and not after one whose something is: "the groks on HLE".
_AFTER_SEVERAL = words.word_set(
    "are on in of from there do does have has by under with that which at over above below known listed here pls please"
)


def _are_several(vocabulary: Vocabulary, reading: Reading, link: Link) -> bool:
    """Return whether a family is named in the plural, as all of its models are called: "list me groks"."""
    token, end = reading.tokens[link.start], link.end
    written = reading.text[token.start : token.end].lower()
    if len(link.span) != 1 or not link.guessed or len(link.entities) < 2 or not written.endswith("s"):
        return False
    if not written.isalpha() or not vocabulary.starts_model(written[:-1]):
        return False
    return end == len(reading.tokens) or reading.tokens[end].breaks or reading.words[end] in _AFTER_SEVERAL


def _is_model(vocabulary: Vocabulary, text: str) -> bool:
    found = read(vocabulary, text)
    return any((one.start, one.end) == (0, len(found.tokens)) for one in found.of_kind("model"))


def _is_size(text: str) -> bool:
    return text.lower().endswith("b")


#: What stands for the model after its version.
_ONE = re.compile(r"\s(?:one|version|model)\b", re.IGNORECASE)


def _alike(one: str, other: str, joined: str) -> bool:
    """Return whether two ends are both sizes, or both versions; "and 4" may count anything."""
    sized = [_is_size(text) for text in (one, other)]
    if any(sized):
        return all(sized)
    return joined.lower() != "and" or ("." in one and "." in other)
