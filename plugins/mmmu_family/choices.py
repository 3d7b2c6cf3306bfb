"""Which option a reply means: the authors' rules for multiple-choice questions, in MMMU's form and in MMMU-Pro's.

The rules are those of ``parse_multi_choice_response`` in github.com/MMMU-Benchmark/MMMU: eval/eval_utils.py at
44b45b5 for MMMU, mmmu-pro/evaluate.py at a76d44b for MMMU-Pro. Where no rule finds anything the authors' code draws
an option at random, which is left to whoever grades.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from typing import NamedTuple

#: What is taken from both ends of a reply, one kind after the other.
_ENDS = ",.!?;:'"
#: Replies of at most so many words are not searched for an option's text.
_FEW_WORDS = 5
_ANSWER = "Answer:"


class Choice(NamedTuple):
    """What a reply says.

    Args:
        letter: The option's letter; None where no rule finds one.
        rule: Name of the rule that found it; empty where none did.
    """

    letter: str | None
    rule: str = ""


def letters(count: int) -> tuple[str, ...]:
    """Return the letters of ``count`` options."""
    return tuple(string.ascii_uppercase[:count])


def read_choice(reply: str, options: Sequence[str]) -> Choice:
    """Return the option that a reply means, by the rules of MMMU.

    The first of these that finds anything decides, and of several options the one that is named last: a letter in
    brackets, a letter between blanks, and, in replies of more than five words, an option's text.

    Args:
        reply: What the model wrote.
        options: Texts of the options, in order.
    """
    text = _padded(reply)
    names = letters(len(options))
    found = _last(text, names, "({})".format) or _last(text, names, " {} ".format)
    if found:
        return Choice(found, "in brackets" if f"({found})" in text else "between blanks")
    return _by_text(text, options)


def read_choice_pro(reply: str, options: Sequence[str]) -> Choice:
    """Return the option that a reply means, by the rules of MMMU-Pro.

    Before all else: if what follows the last ``Answer:`` holds exactly one of the letters, as a character, it is
    that. Then as MMMU, but a letter counts with a blank behind it whatever stands before, and then with a full stop.

    Args:
        reply: What the model wrote.
        options: Texts of the options, in order.
    """
    names = letters(len(options))
    _, answered, rest = reply.rpartition(_ANSWER)
    if answered:
        after = [name for name in names if name in rest]
        if len(after) == 1:
            return Choice(after[0], "after Answer:")
    text = _padded(reply)
    if found := _last(text, names, "({})".format):
        return Choice(found, "in brackets")
    # Of several the authors look for the last one between blanks; if none is, it is the first option.
    if found := _last(text, names, "{} ".format, " {} ".format):
        return Choice(found, "before a blank")
    if found := _last(text, names, "{}.".format, " {} ".format):
        return Choice(found, "before a full stop")
    return _by_text(text, options)


def _padded(reply: str) -> str:
    for character in _ENDS:
        reply = reply.strip(character)
    return f" {reply} "


def _last(
    text: str, names: Sequence[str], form: Callable[[str], str], place: Callable[[str], str] | None = None
) -> str | None:
    """Return the letter whose ``place`` comes last, of those whose ``form`` occurs; the first of equals."""
    found = [name for name in names if form(name) in text]
    return max(found, key=lambda name: text.rfind((place or form)(name))) if found else None


def _by_text(text: str, options: Sequence[str]) -> Choice:
    if len(text.split()) <= _FEW_WORDS:
        return Choice(None)
    lower = text.lower()
    texts = {name: option.lower() for name, option in zip(letters(len(options)), options, strict=True)}
    found = [name for name, option in texts.items() if option in lower]
    if not found:
        return Choice(None)
    return Choice(max(found, key=lambda name: lower.rfind(texts[name])), "option's text")
