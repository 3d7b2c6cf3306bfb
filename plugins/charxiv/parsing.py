"""The rules that stand in for a judge: what a reply answers, and whether that is the reference.

They follow the official rubrics where these can be followed to the letter, and decide only what a judge who follows
them would surely decide alike. Where no rule can tell, the reply is *undecided*.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from podium.plugins.charxiv import terms
from podium.plugins.charxiv.clauses import UNSURE, Clause, after_copula, answers, clause
from podium.plugins.charxiv.numerals import Number, numbers, read_number

NUMBER, TERMS, CHOICE, UNDECIDED = "rule: number", "rule: terms", "rule: choice", "undecided"

#: Characters of the longest reply and the longest answering clause that are ruled on: a reply has 1,000 tokens.
LONGEST, _LONGEST_CLAUSE = 20_000, 2_000
#: Where one of these stands a sentence compares, or speaks of what is not the answer.
_AGAINST = re.compile(
    r"\b(?:than|compar\w+|rather|instead|unlike|whereas|while|opposed|versus|vs|against|over|but|although|though"
    r"|however|no|which|who|whose|beat\w*|outperform\w*|exceed\w*|surpass\w*|follow\w*|after|before|los[et]\w*"
    r"|similar\w*|same|second|third|next)\b",
    re.IGNORECASE,
)
#: From here a number is not the one that is meant.
_AGAINST_NUMBER = re.compile(
    r"\b(?:than|compared\s+(?:to|with)|rather|instead|unlike|whereas|while|opposed|between)\b", re.IGNORECASE
)
#: A beginning that repeats what was asked about: what is compared, up to the last comma, or a place, up to the first.
_ABOUT = re.compile(
    r"^(?:(?:between|among|amongst|comparing|out\s+of)\b.*,"
    r"|(?:of|in|at|for|from|on|across|within|based\s+on|according\s+to|considering)\b[^,]*,"
    r"|(?:therefore|thus|hence|so|overall|finally|consequently|clearly),)\s+",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:(?:high|low|large|small|great|few|strong|weak|fast|slow|steep|long|short|tall|wide|narrow|deep|clos|bigg"
    r"|near|far)est|most|least|best|worst|maximum|minimum)\b",
    re.IGNORECASE,
)
_HAS_COPULA = re.compile(r"\b(?:is|are|was|were|be)\b", re.IGNORECASE)
#: Words that lead to an answer at the end of a sentence, perhaps with a noun such as "plot" between.
_LEADING = frozenset(("in", "by", "for", "as", "at", "called", "named", "labeled", "labelled"))
#: What a sum of several numbers ends with before it gives its result.
_RESULT = re.compile(r"(?:\b(?:so|thus|hence|therefore|makes|gives|total(?:ing|s)?)\b|[\d)%}]\s*=|[→≈])[\s$]*$")
#: What may stand between the numbers of a list, and around them.
_LIST = re.compile(r"(?:[\s,;$\\.()\[\]]|\band\b)*")
_YES_OR_NO = re.compile(
    r"\W*(?:(?P<yes>yes)\b(?!\W*(?:and|or|no)\b)"
    r"|(?P<no>no)\b(?=\W*$|\s*[,.;:!?—–(]|\s+(?:it|they|there|this|that|these|the)\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Ruling:
    """What the rules say of a reply.

    Args:
        rule: The rule that read it, or :data:`UNDECIDED`.
        parsed: What was taken for the answer, or None.
        right: Whether it is the reference; None where the rules cannot tell.
    """

    rule: str
    parsed: str | None
    right: bool | None


_OPEN = Ruling(UNDECIDED, None, None)


def rule_on(reply: str, gold: str, answer_type: int, question: str) -> Ruling:
    """Return what the rules say of a reply; nothing of one of more than :data:`LONGEST` characters.

    Args:
        reply: What the model wrote, not blank.
        gold: The reference.
        answer_type: From 1 to 4: text in the chart, text in general, number in the chart, number in general.
        question: The question, whose options an answer of type 2 must be one of.
    """
    if len(reply) > LONGEST:
        return _OPEN
    found = clause(reply)
    if found.doubtful or len(found.text) > _LONGEST_CLAUSE:
        return _OPEN
    if answer_type in (3, 4):
        return _number(reply, found, gold)
    if answer_type == 1:
        return _terms(reply, found, gold)
    return _choice(reply, found, gold, question)


def _number(reply: str, found: Clause, gold: str) -> Ruling:
    """Compare numbers exactly: the last of the answering clause, of an uncued reply the last of all."""
    wanted = _gold_numbers(gold)
    text = found.text if found.marked or any(numbers(found.text)) else reply
    every = list(numbers(text))
    if not wanted or not every or UNSURE.search(text) or _AGAINST_NUMBER.search(text):
        return _OPEN
    tail = after_copula(text)
    read = list(numbers(tail))
    if not read:
        tail, read = text, every
    listed = len(read) > 1 and _is_list(tail, read)
    if len(wanted) == 1 and not listed:
        if _differ(read) and _within(wanted, read[-1:]) and not _results(tail, read[-1]):
            # It may be a place in the chart, as in "12 at t=3".
            return _OPEN
        read = read[-1:]
    parsed = ", ".join(number.text for number in read)
    right = _within(wanted, read) and _within(read, wanted)
    if not right and (not all(number.sure for number in read) or (not listed and _within(wanted, every))):
        return _OPEN
    return Ruling(NUMBER, parsed, right)


def _within(some: Sequence[Number], others: Sequence[Number]) -> bool:
    return all(any(one.equals(other) for other in others) for one in some)


def _differ(read: Sequence[Number]) -> bool:
    return not all(number.equals(read[-1]) for number in read)


def _is_list(text: str, read: Sequence[Number]) -> bool:
    """Return whether a text is nothing but its numbers and what separates those of a list."""
    for number in read:
        text = text.replace(number.text, " ", 1)
    return _LIST.fullmatch(text) is not None


def _results(text: str, number: Number) -> bool:
    """Return whether the last number of a text is introduced as a result, as by ``3 + 9 =``."""
    place = text.rfind(number.text)
    return place >= 0 and _RESULT.search(text[max(0, place - 40) : place]) is not None


def _gold_numbers(gold: str) -> list[Number]:
    """Return the number or numbers of a reference, or none where it is not made of numbers alone."""
    parts = re.split(r"(?:(?<!\s)\s++)?(?:,\s+(?:and\s+)?|;\s*)|(?<!\s)\s++and\s+", gold.strip().strip("[]()"))
    found = [read_number(part) for part in parts]
    return [number for number in found if number is not None] if None not in found else []


def _terms(reply: str, found: Clause, gold: str) -> Ruling:
    """Compare terms as multisets; of a sentence take for right only what plainly names the reference and no other."""
    part, given = found.text, answers(found.text)
    # A reply of several lines may be a list, which the clause holds as one.
    for answer in (reply, *given) if "\n" not in reply.strip() else given:
        if terms.same_terms(answer, gold):
            return Ruling(TERMS, answer.strip(), True)
    if UNSURE.search(part):
        return _OPEN
    parsed, wanted = given[-1] or part, terms.pieces(gold)
    listed = terms.listed(parsed, gold)
    where = part if found.marked else reply
    if listed is not None:
        needed, given_terms = Counter(wanted), Counter(listed)
        missing = needed - given_terms
        if all(terms.holds(where, piece) for piece in missing) if missing else set(given_terms) <= set(needed):
            # It is there among more words, or said twice.
            return _OPEN
        return Ruling(TERMS, parsed, False)
    if not all(terms.holds(where, piece) for piece in wanted):
        return Ruling(TERMS, parsed, False)
    return Ruling(TERMS, gold, True) if _names(part, wanted) else _OPEN


def _names(part: str, wanted: Sequence[str]) -> bool:
    """Return whether a sentence names one term: "X has the lowest error", or "... can be seen in plot X"."""
    said = _ABOUT.sub("", part)
    if len(wanted) != 1 or terms.count(said) != 1 or _AGAINST.search(said) or not terms.holds(said, wanted[0]):
        return False
    words = terms.words(said)
    start, stop = terms.place(words, wanted[0])
    if stop == len(words):
        before = [word for word in words[:start] if word not in terms.ARTICLES and not terms.is_subplot(word)]
        return before[-1:] != [] and before[-1] in _LEADING
    return 0 <= start <= 2 and _SUPERLATIVE.search(said) is not None and not _HAS_COPULA.search(said)


def _choice(reply: str, found: Clause, gold: str, question: str) -> Ruling:
    """Decide yes or no, and answers that are one of the options of the question; leave meanings to a judge."""
    wanted = terms.normal(gold)
    if wanted in ("yes", "no"):
        return _yes_or_no(found.text, reply, wanted)
    offered = terms.options(question)
    if _joined(gold) not in offered:
        return _OPEN
    given = [(_joined(answer), answer.strip()) for answer in (reply, *answers(found.text))]
    for right in (True, False):
        for joined, answer in given:
            if joined == _joined(gold) if right else joined in offered:
                return Ruling(CHOICE, answer, right)
    return _OPEN


def _yes_or_no(part: str, reply: str, wanted: str) -> Ruling:
    for text in (part, *answers(part)[1:], reply):
        if said := _YES_OR_NO.match(text):
            answer = "yes" if said["yes"] else "no"
            return Ruling(CHOICE, answer, answer == wanted)
    return _OPEN


def _joined(text: str) -> str:
    said = terms.words(text)
    return "".join(said[1:] if said[:1] in (["the"], ["a"], ["an"]) and len(said) > 1 else said)
