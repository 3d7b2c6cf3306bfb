"""What can be said of a reply without a judge: the text after its last ``Answer:``, compared by rules.

This stands in for a judge under a name of its own. It says *right* only of what is equal when written alike, and
*wrong* only of another letter or another number; of everything else it says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from podium.registry import UNPARSED, Grade

LETTER, NUMBER, TEXT = "rule: letter", "rule: number", "rule: text"
#: Rule of a grade that no rule and no judge could make.
UNDECIDED = "undecided"
MULTIPLE_CHOICE, EXACT_MATCH = "multipleChoice", "exactMatch"

#: Longest final answer that rules decide, longest text that is read as a number, and deepest nest of ``\text{}``.
_LONGEST, _LONGEST_NUMBER, _DEEPEST = 10_000, 60, 10
_LABEL = re.compile(r"\banswer\b[*_`\s]*:", re.IGNORECASE)
_ENDS = re.compile(r"\n[^\S\n]*\n|\bconfidence\b[*_`\s]*:", re.IGNORECASE)
_EMPHASIS = " \t\r\n*_`"
_ALONE = re.compile(r"[\W_]*(?:(?:option|choice)[\W_]+)?([A-Za-z])[\W_]*", re.IGNORECASE)
_LED = re.compile(r"[(\[]?([A-Z])[)\].:]\s*\w.*", re.DOTALL)
_WRAPPED = re.compile(r"\\(?:text|textbf|mathrm|mathbf|boxed)\s*\{([^{}]*)\}")
_MATHS = re.compile(r"\\[()\[\]]|\$")
_RAISED = re.compile("[⁰¹²³⁴-⁹⁻⁺]+")
_GROUPED = re.compile(r"(?<=\d)(?:,|\{,\}|\\,)(?=\d{3}(?!\d))")
_FRACTION = re.compile(r"([+-]?)\\[dt]?frac\{(\d+)\}\{(\d+)\}")
_DECIMAL = re.compile(r"[+-]?(?:\d++(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?")
_RATIO = re.compile(r"([+-]?\d+)/(\d+)")


def final_answer(reply: str) -> str | None:
    """Return the text after the last ``Answer:``, up to ``Confidence:`` or an empty line; None where there is none."""
    labels = list(_LABEL.finditer(reply))
    if not labels:
        return None
    rest = reply[labels[-1].end() :].lstrip(_EMPHASIS)
    ends = _ENDS.search(rest)
    return (rest[: ends.start()] if ends else rest).strip(_EMPHASIS) or None


def letter(text: str) -> str | None:
    """Return the option that a final answer names, as a capital: ``B``, ``(b)``, ``B. because``; or None."""
    plain = _unwrapped(text)
    found = _ALONE.fullmatch(plain) or _LED.fullmatch(plain)
    return found.group(1).upper() if found else None


def normal(text: str) -> str:
    r"""Return the form in which texts are compared.

    NFKC with raised digits kept apart as powers, casefolded, without ``$``, ``\text{}`` and its like, whitespace
    and punctuation at the end.
    """
    powers = _RAISED.sub(lambda raised: "^" + unicodedata.normalize("NFKC", raised.group()), text)
    plain = unicodedata.normalize("NFKC", _unwrapped(powers)).casefold().replace("\u2212", "-")
    return "".join(plain.split()).strip("*`").rstrip(".,;:!")


def number(text: str) -> Fraction | None:
    """Return the exact value of a normal form that is a number and nothing else: ``-1,200.5``, ``2e3``, ``3/4``."""
    plain = _GROUPED.sub("", _FRACTION.sub(r"\1\2/\3", text))
    if len(plain) > _LONGEST_NUMBER or not plain.isascii():
        return None
    if ratio := _RATIO.fullmatch(plain):
        return Fraction(int(ratio[1]), int(ratio[2])) if int(ratio[2]) else None
    return Fraction(plain) if _DECIMAL.fullmatch(plain) else None


def by_rules(answer_type: str, gold: str, reply: str) -> Grade:
    """Return what rules say of a reply; one that they cannot decide counts as wrong and says so.

    Where no final answer stands it is unparsed; where one stands that they cannot compare it is undecided.

    Args:
        answer_type: :data:`MULTIPLE_CHOICE` or :data:`EXACT_MATCH`.
        gold: The known answer.
        reply: The model's whole reply.
    """
    said = final_answer(reply)
    if said is None:
        return Grade(None, UNPARSED, 0.0, 0.0)
    if len(said) > _LONGEST:
        return _undecided(said)
    if answer_type == MULTIPLE_CHOICE:
        chosen = letter(said)
        return _undecided(said) if chosen is None else _graded(chosen, LETTER, chosen == gold.strip().upper())
    own, known = normal(said), normal(gold)
    if own and own == known:
        return _graded(said, TEXT if number(own) is None else NUMBER, True)
    numbers = number(own), number(known)
    return _undecided(said) if None in numbers else _graded(said, NUMBER, numbers[0] == numbers[1])


def _graded(parsed: str, rule: str, right: bool) -> Grade:
    return Grade(parsed, rule, float(right), float(right))


def _undecided(parsed: str) -> Grade:
    return Grade(parsed, UNDECIDED, 0.0, 0.0, undecided=True)


def _unwrapped(text: str) -> str:
    """Return a text without marks of mathematics and of typefaces."""
    plain = _MATHS.sub("", text)
    for _ in range(_DEEPEST):
        plain = _WRAPPED.sub(r"\1", plain)
    return plain.strip(_EMPHASIS)
