"""Words in replies, made comparable: notation, order and case are free, every other difference counts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_GREEK = {
    chr(code): unicodedata.name(chr(code)).rpartition(" ")[2].lower().replace("lamda", "lambda")
    for code in (*range(0x391, 0x3A2), *range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA))
} | {"ϵ": "epsilon", "ϑ": "theta", "ϕ": "phi", "ϱ": "rho", "ϖ": "pi", "ς": "sigma", "µ": "mu"}
_GREEK_LETTERS = str.maketrans(_GREEK)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-"))
#: LaTeX that says how a text looks, not what it says.
_LOOKS = re.compile(
    r"\\(?:mathrm|mathbf|mathit|mathcal|mathbb|mathsf|operatorname|textbf|textit|textrm|text|rm|bf|it)\b"
)
_VARIANTS = re.compile(r"\\var(?=epsilon|theta|phi|rho|pi|sigma|kappa)")
_DROPPED = re.compile(r"[$\\{}_^\"'`´‘’“”]|\\[,;! ]")
_AROUND = " \t\r\n.,;:!?*"
_BRACKETS = {"(": ")", "[": "]"}
_SEPARATOR = re.compile(r"(?:(?<!\s)\s++)?(?:,(?:\s*+and\b)?|;|\band\b|&)\s*")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_SPACE = re.compile(r"\s+")
#: What stands before the letter of a subplot.
_NAMES = "(?:subplot|sub-plot|subfigure|panel|plot|figure|graph|chart)s?"
_SUBPLOT = re.compile(rf"^{_NAMES}\s*")
ARTICLES = frozenset(("the", "a", "an"))
#: A part of a list that begins with one of these says more about the term before it.
_MORE = ARTICLES | frozenset(
    "with which who as at since because in for on from by of based where when so then this that it its".split()
)
#: By how many words a term in a list may be longer than the longest of the reference.
_LONGER = 2
_OFFER = re.compile(r"\b(?:or|among|between|either|options?|choose)\b", re.IGNORECASE)
_BETWEEN_OPTIONS = re.compile(r",|;|:|\?|—|\b(?:or|and)\b|\.\s", re.IGNORECASE)


def normal(text: str) -> str:
    """Return a text in the form in which texts are compared, its words still apart.

    Unicode compatibility forms and case are folded, Greek letters become their names, LaTeX's signs, quotes and
    dashes' lengths go, as do brackets around the whole and punctuation at its ends. A ``+`` or a star inside stays.
    """
    text = _VARIANTS.sub(r"\\", _LOOKS.sub("", text))
    # Before folding: that would make a micro sign a Greek letter, and a superscript a digit, which is wanted.
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_GREEK_LETTERS).casefold()
    return _bare(_SPACE.sub(" ", _DROPPED.sub("", text)))


def _bare(text: str) -> str:
    """Take away punctuation at the ends and brackets around the whole."""
    while True:
        before = text
        text = text.strip().strip(_AROUND.replace("*", "")).strip()
        if text[:1] in _BRACKETS and text.endswith(_BRACKETS[text[0]]) and text.find(text[-1]) == len(text) - 1:
            text = text[1:-1]
        if text == before:
            return text


def terms(text: str) -> Counter[str]:
    """Return the terms of an answer, each without spaces, as a multiset: ``"β and α"`` has ``alpha`` and ``beta``."""
    parts = (_ARTICLE.sub("", _bare(part)) for part in _SEPARATOR.split(normal(text)))
    return Counter(squeezed for part in parts if (squeezed := part.replace(" ", "")))


def same_terms(text: str, gold: str) -> bool:
    """Return whether an answer has the terms of the reference, in any order, or the same words with other commas.

    Where the reference is the letter of a subplot, an answer may say before it that it is one.
    """
    wanted = terms(gold)
    if terms(text) == wanted or "".join(words(text)) == "".join(words(gold)):
        return True
    letters = all(len(term) == 1 and term.isalpha() for term in wanted)
    return letters and terms(_SUBPLOT.sub("", normal(text))) == wanted


def words(text: str) -> list[str]:
    """Return the words of a text, each in its normal form."""
    return [word for part in re.split(r"[\s,;]+", text) if (word := normal(part))]


def pieces(gold: str) -> list[str]:
    """Return the terms of a reference as :func:`holds` wants them: their words put together."""
    return [joined for part in _SEPARATOR.split(normal(gold)) if (joined := "".join(words(part)))]


def count(text: str) -> int:
    """Return how many parts a text has between its commas and words such as "and"."""
    return sum(bool(part.strip()) for part in _SEPARATOR.split(normal(text)))


def is_subplot(word: str) -> bool:
    """Return whether a word is "subplot", "panel" or its like."""
    return re.fullmatch(_NAMES, word) is not None


def listed(text: str, gold: str) -> list[str] | None:
    """Return the terms of a text as :func:`pieces` does, or None where it is no list of such terms but prose."""
    parts = [words(part) for part in _SEPARATOR.split(normal(text))]
    parts = [part[1:] if not place and part[:1] and part[0] in ARTICLES else part for place, part in enumerate(parts)]
    longest = max((len(words(part)) for part in _SEPARATOR.split(normal(gold))), default=0) + _LONGER
    parts = [part for part in parts if part]
    if any(len(part) > longest for part in parts) or any(part[0] in _MORE for part in parts[1:]):
        return None
    return ["".join(part) for part in parts]


def place(said: Sequence[str], piece: str) -> tuple[int, int]:
    """Return where a term begins and ends among words, the last such place; (-1, -1) where it is not."""
    found = ((start, _ends(said, start, piece)) for start in range(len(said) - 1, -1, -1))
    return next(((start, end) for start, end in found if end > 0), (-1, -1))


def holds(text: str, piece: str) -> bool:
    """Return whether a sentence has a term as whole words that follow one another.

    Args:
        text: The sentence.
        piece: The term, as :func:`pieces` gives it. A single letter is one only where it stands in brackets, after
            a word such as "subplot" or at the end, since "a" is also an article.
    """
    if len(piece) == 1 and piece.isalpha():
        named = re.compile(
            rf"[(\[]{piece}[)\]]|\b(?:{_NAMES}|letter|label(?:led|ed)?)\s+\W?{piece}\b|(?<!\w){piece}\W*$",
            re.IGNORECASE,
        )
        return named.search(text) is not None
    said = words(text)
    return bool(piece) and place(said, piece)[1] > 0


def _ends(said: Sequence[str], start: int, piece: str) -> int:
    """Return where the words from a place on are a term, or 0."""
    joined = ""
    for end in range(start, len(said)):
        joined += said[end]
        if joined == piece:
            return end + 1
        if not piece.startswith(joined):
            return 0
    return 0


def options(question: str) -> set[str]:
    """Return what a question offers to choose from, as far as that shows.

    That is what stands in brackets and between commas and words such as ``or``. Around an option stands what leads
    to it, so every beginning and every ending of a piece is taken for one; whoever looks an answer up has the answer.
    The words of each are put together.
    """
    if not _OFFER.search(question):
        return set()
    found = {"".join(words(inside)) for inside in re.findall(r"[(\[][^()\[\]]*[)\]]", question)}
    for piece in _BETWEEN_OPTIONS.split(question):
        said = words(piece)
        found |= {"".join(said[start:]) for start in range(len(said))}
        found |= {"".join(said[:end]) for end in range(1, len(said))}
    return found - {""}
