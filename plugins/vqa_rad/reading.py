"""How answers become words and are compared: the protocol's normalisation, written down once.

A text is put into Unicode's compatibility form and lower case; what remains between blanks and punctuation are its
words, a number with a decimal point being one of them; ``a``, ``an`` and ``the`` are left out unless nothing else is
there. Of a reply only what follows its last ``Answer:`` is read, where it has that. Words are not stemmed, and no
synonyms are known: "right" is not "right side".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

_WORD = re.compile(r"[0-9]++(?:\.[0-9]+|[^\W_]*)|[^\W_]+")
_MARKER = re.compile(r"\banswer[\s*_]*:", re.IGNORECASE)
_ARTICLES = frozenset(("a", "an", "the"))
_YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Worth:
    """What a reply is worth.

    Args:
        exact: 1 where a closed question is answered right, or an open one in the words of the reference; else 0.
        recall: Share of the reference's words that the reply has.
        f1: Harmonic mean of that and of the share of the reply's words that the reference has.
        read: What was read from the reply, or None where it says nothing that could be right.
    """

    exact: float
    recall: float
    f1: float
    read: str | None


def words(text: str) -> list[str]:
    """Return the words of an answer, normalised as the module says."""
    found = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return [word for word in found if word not in _ARTICLES] or found


def said(reply: str) -> str:
    """Return what follows the last ``Answer:`` of a reply, or all of it where nothing does."""
    tail = _MARKER.split(reply)[-1]
    return tail if tail.strip() else reply


def worth(reply: str, reference: str, closed: bool) -> Worth:
    """Return what a reply is worth against the reference.

    A closed question whose reference is yes or no is answered by the yes or no that the reply begins with, or by the
    one of both that it has at all; where it has both or neither, nothing can be read. Any other question is answered
    by equal words in the same order.
    """
    ours, theirs = words(said(reply)), words(reference)
    common = (Counter(ours) & Counter(theirs)).total()
    recall = common / len(theirs) if theirs else 0.0
    f1 = 2 * common / (len(ours) + len(theirs)) if common else 0.0
    read = " ".join(ours) or None
    if closed and " ".join(theirs) in _YES_NO:
        read = _yes_or_no(ours)
    return Worth(float(read == " ".join(theirs)), recall, f1, read)


def _yes_or_no(found: list[str]) -> str | None:
    if found[:1] and found[0] in _YES_NO:
        return found[0]
    named = [word for word in _YES_NO if word in found]
    return named[0] if len(named) == 1 else None
