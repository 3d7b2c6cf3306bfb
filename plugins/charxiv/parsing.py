"""The rules that stand in for a judge: what a reply answers, and whether that is the reference.

They follow the official rubrics where these can be followed to the letter. What remains is to find the answer in a
reply; where no rule can tell, the reply is *undecided*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from podium.plugins.charxiv import terms
from podium.plugins.charxiv.numerals import Number, numbers, read_number

NUMBER, TERMS, CHOICE, UNDECIDED = "rule: number", "rule: terms", "rule: choice", "undecided"

_EMPHASIS = re.compile(r"\*\*|__|`")
_HEADING = re.compile(r"^\s*(?:#+|>|[-*•]|\d+\.)\s+")
_BOXED = re.compile(r"\\boxed\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_CUE = re.compile(
    r"(?:final\s+answer|correct\s+answer|answer)(?:\s+to\s+the\s+question)?\s*(?:is|are|would\s+be|:|=)+\s*:?\s*",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'$(\\])")
#: What leads to the answer inside a sentence.
_COPULA = re.compile(r"(?:\b(?:is|are|was|were|be)\b|[:=→])\s+", re.IGNORECASE)
#: From here a sentence speaks of what is not the answer.
_AGAINST = re.compile(
    r"\b(?:than|compared\s+(?:to|with)|rather\s+than|instead\s+of|unlike|whereas|while|as\s+opposed\s+to|not)\b",
    re.IGNORECASE,
)
#: A beginning that repeats what was asked about: what is compared, up to the last comma, or a place, up to the first.
_ABOUT = re.compile(
    r"^(?:(?:between|among|amongst|comparing|out\s+of)\b.*,"
    r"|(?:of|in|at|for|from|on|across|within|based\s+on|according\s+to|considering)\b[^,]*,)\s+",
    re.IGNORECASE,
)
#: Copulas whose continuation may be the answer, from the end; a reply may repeat itself without end.
_COPULAS = 8
#: By how many words a reply may be longer than the reference and be no sentence.
_SHORT = 2


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
    """Return what the rules say of a reply.

    Args:
        reply: What the model wrote, not blank.
        gold: The reference.
        answer_type: From 1 to 4: text in the chart, text in general, number in the chart, number in general.
        question: The question, whose options an answer of type 2 must be one of.
    """
    if answer_type in (3, 4):
        return _number(reply, gold)
    if answer_type == 1:
        return _terms(reply, gold)
    return _choice(reply, gold, question)


def clause(reply: str) -> tuple[str, bool]:
    r"""Return the part of a reply that gives the answer, and whether the reply marked it as its answer.

    That is what the last ``\boxed{}`` holds, else the line after the last words such as "the answer is", else the
    last sentence.
    """
    if boxed := _BOXED.findall(reply):
        return boxed[-1].strip(), True
    plain = _EMPHASIS.sub("", reply)
    cues = list(_CUE.finditer(plain))
    after = [line for line in plain[cues[-1].end() :].splitlines() if line.strip()] if cues else []
    lines = after[:1] or [line for line in plain.splitlines() if line.strip()][-1:]
    line = _HEADING.sub("", lines[0]).strip() if lines else ""
    sentences = [part.strip() for part in _SENTENCES.split(line) if part.strip()]
    if not sentences:
        return line, bool(after)
    return sentences[0 if after else -1], bool(after)


def _number(reply: str, gold: str) -> Ruling:
    """Compare numbers exactly: the last of the answering clause, of an uncued reply the last of all."""
    wanted = _gold_numbers(gold)
    if not wanted:
        return _OPEN
    part, marked = clause(reply)
    found = list(numbers(part)) or ([] if marked else list(numbers(reply)))
    if not found:
        return _OPEN
    read = found if len(wanted) > 1 else found[-1:]
    parsed = ", ".join(number.text for number in read)
    right = all(any(one.equals(other) for other in read) for one in wanted) and all(
        any(one.equals(other) for other in wanted) for one in read
    )
    if not right and not all(number.sure for number in read):
        return _OPEN
    return Ruling(NUMBER, parsed, right)


def _gold_numbers(gold: str) -> list[Number]:
    """Return the number or numbers of a reference, or none where it is not made of numbers alone."""
    parts = re.split(r"\s*,\s+(?:and\s+)?|\s+and\s+|\s*;\s*", gold.strip().strip("[]()"))
    found = [read_number(part) for part in parts]
    return [number for number in found if number is not None] if None not in found else []


def _answers(part: str) -> list[str]:
    """Return what in a clause may be the answer as a whole: the clause, and what follows its copulas."""
    found = [part, *(part[match.end() :] for match in list(_COPULA.finditer(part))[-_COPULAS:])]
    return [answer.strip().rstrip(".").rstrip() for answer in found]


def _terms(reply: str, gold: str) -> Ruling:
    """Compare terms as multisets; in a sentence look for the reference as whole words of its final clause."""
    part, _ = clause(reply)
    for answer in (reply, *_answers(part)):
        if terms.same_terms(answer, gold):
            return Ruling(TERMS, answer.strip(), True)
    parsed = _answers(part)[-1] or part
    if len(terms.words(part)) <= len(terms.words(gold)) + _SHORT:
        return Ruling(TERMS, parsed, False)
    said = _AGAINST.split(_ABOUT.sub("", part), maxsplit=1)[0]
    right = all(terms.holds(said, piece) for piece in terms.pieces(gold))
    return Ruling(TERMS, gold if right else parsed, right)


def _choice(reply: str, gold: str, question: str) -> Ruling:
    """Decide yes or no, and answers that are one of the options of the question; leave meanings to a judge."""
    part, _ = clause(reply)
    wanted = terms.normal(gold)
    if wanted in ("yes", "no"):
        return _yes_or_no(part, reply, wanted)
    offered = terms.options(question)
    if _joined(gold) not in offered:
        return _OPEN
    for answer in (reply, *_answers(part)):
        if _joined(answer) == _joined(gold):
            return Ruling(CHOICE, answer.strip(), True)
    for answer in (reply, *_answers(part)):
        if _joined(answer) in offered:
            return Ruling(CHOICE, answer.strip(), False)
    return _OPEN


def _yes_or_no(part: str, reply: str, wanted: str) -> Ruling:
    for text in (part, reply):
        first = terms.words(text)[:1]
        if first and first[0] in ("yes", "no"):
            return Ruling(CHOICE, first[0], first[0] == wanted)
    said = {word for word in terms.words(part) if word in ("yes", "no")}
    if len(said) != 1:
        return _OPEN
    answer = said.pop()
    return Ruling(CHOICE, answer, answer == wanted)


def _joined(text: str) -> str:
    said = terms.words(text)
    return "".join(said[1:] if said[:1] in (["the"], ["a"], ["an"]) and len(said) > 1 else said)
