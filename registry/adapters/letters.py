"""Which option a reply names, the same for every adapter that reads text."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence

from podium.registry.adapters.prompts import without_thoughts

#: A reply that speaks of options but settles on none, such as ``A or B``.
_UNDECIDED = -1
#: Emphasis that is not between letters or digits, where it could be an operator.
_EMPHASIS = re.compile(r"(?<![*_`])(?:(?<![^\W_])[*_`]++|[*_`]++(?![^\W_]))")
_QUOTES = "\"'“”‘’"
_BOXED = re.compile(r"\\boxed\s*\{(?:\\(?:text|mathrm|textbf|mathbf)\s*\{)?([^{}\n]*)\}")
_VERDICT = re.compile(
    r"\b(?:answer|(?:correct|right|best)\s+(?:option|choice))\s+is\b\s*:?|\bfinal\s+answer\s*:", re.IGNORECASE
)
_ANSWER = re.compile(r"\banswer\s*:|答案\s*(?:是|为|:)", re.IGNORECASE)
#: What stands before a letter that is the subject of a sentence; not "vitamin", nor "A or".
_SUBJECT = (
    r"(?:^|[.!?;:\n][^\S\n]*|\b(?i:option|choice|answer|letter|that|so|thus|hence|therefore|think|believe|but)\s+)"
    r"[(\[]?([A-Z])[)\]]?\s+is"
)
_RIGHT = re.compile(
    _SUBJECT + r"\s+(?:the\s+)?(?:(?:correct|right|best)\s+(?:answer|option|choice)|answer|correct|right)"
    r"(?=\s*(?:$|[.,;!\n]|(?:because|since|as)\b))"
)
_WRONG = re.compile(_SUBJECT + r"(?:\s+(?:wrong|incorrect|false)\b|(?:\s+not|n['’]t)\s+(?:it|correct|right|the)\b)")
_CLAUSE = re.compile(r"[.!?;:,\n]|\b(?:so|but|thus|hence|therefore|then)\b", re.IGNORECASE)
#: Most characters of a clause that are looked at.
_CLAUSE_LENGTH = 200
_DOUBT = re.compile(r"\b(?:not|cannot|never|whether|if|unless|might|could|wrong|incorrect)\b|n['’]t\b", re.IGNORECASE)
_LETTER = re.compile(
    r"(?:(?:option|choice|letter|answer)\s+)?[\[({\"'$]*([A-Za-z])(?![^\W_])([\])}\"'$]*)", re.IGNORECASE
)
_OTHERS = re.compile(r"\s*+(?:[(,]?\s*+(?:/|&|(?:and|or)\b)|,\s*+[(\[]?(?-i:[A-Z])(?![^\W_]))", re.IGNORECASE)
_STOPS = re.compile(r"\s*+[.。;:!]?\s*+")
_GOES_ON = re.compile(r"[.。]\s+[^a-z\d\s]|[,;]\s|\s*\(|\s+(?:because|since|as)\b")
_SEPARATOR = re.compile(r"\s*+[.):,(\-–—]?\s*+")
_MOST_MARKS = 30
_TEXT_ENDS = re.compile(r"(?:$|[.。;!](?:\s|$)|\s+(?:because|since|as)\b)")
_LISTED = re.compile(r"\s*[\[(]?([A-Z])[.):\]]")


def read_letter(text: str, options: Sequence[str]) -> int | None:
    r"""Return the option that a reply names, or None where it names none, more than one, or leaves it open.

    What a model thinks aloud is left out (:func:`~podium.registry.adapters.prompts.without_thoughts`); emphasis,
    quotes and white space do not matter. Then the first of these that the reply has:

    1. The reply is the text of one option, whatever its letters, so that ``B cells`` is not option B.
    2. The last verdict: ``answer is``, ``correct option is``, ``final answer:`` or ``\boxed{}``, and after it
       the text of an option or a letter. Not in a clause with a doubt, such as ``not``, ``if`` or ``might``.
    3. ``answer:``, ``X is correct``, and a first line that is an option, which must agree. A line is an
       option if it is its text, its letter, or its letter and its own text. A first line of several that list
       the options is none.

    A letter in a sentence counts only where the sentence ends or plainly goes on after it. One that another
    letter, ``or``, ``and`` or ``/`` follows leaves the choice open; before another word or a hyphen it is
    the beginning of a name, or an article. Small letters count only at the end of their line. A letter that is
    said to be wrong is not chosen, nor one that is also the text of another option.

    Args:
        text: The reply.
        options: Their texts; those beyond the 26th have no letter.
    """
    bare = without_thoughts(text)
    exact = [place for place, option in enumerate(options) if option.strip() and option.split() == bare.split()]
    bare = _even(bare)
    choice = exact[0] if len(exact) == 1 and len(bare) > 1 else _choice(bare, [_even(option) for option in options])
    return choice if choice is not None and choice >= 0 else None


def _choice(text: str, options: Sequence[str]) -> int | None:
    whole = _line(text, options)
    if whole is not None:
        return whole
    verdicts = [(found.start(), _line(_even(found.group(1)), options)) for found in _BOXED.finditer(text)]
    verdicts += [(at, choice) for at, choice in _said(_VERDICT, text, options) if choice is not None]
    if verdicts:
        return _not_denied(max(verdicts, key=lambda verdict: verdict[0])[1], text)
    claims = {choice for _, choice in _said(_ANSWER, text, options) if choice is not None}
    claims |= {_place(found.group(1), options) for found in _RIGHT.finditer(text) if not _doubted(text, found.start(1))}
    claims |= _first_line(text, options)
    return _not_denied(claims.pop(), text) if len(claims) == 1 else None


def _said(pattern: re.Pattern[str], text: str, options: Sequence[str]) -> list[tuple[int, int | None]]:
    """Return where the reply says what its answer is, and which."""
    # Enough for any option's text and what may follow it.
    room = 2 * max(map(len, options), default=0) + _CLAUSE_LENGTH
    return [
        (found.start(), _after(text[found.end() : found.end() + room].lstrip(), options))
        for found in pattern.finditer(text)
        if not _doubted(text, found.start())
    ]


def _after(text: str, options: Sequence[str]) -> int | None:
    """Return the option that a text begins with, or that it leaves the choice open, or None for anything else."""
    line, _, _ = text.partition("\n")
    letter = _LETTER.match(line)
    place = None if letter is None else _place(letter.group(1), options)
    named = _begins(line, options)
    if named is not None:
        # The text of one option may be the letter of another.
        alone = letter is not None and len(options[named].strip()) == 1
        return _UNDECIDED if alone and named != place else named
    if letter is None or place is None:
        return None
    rest = line[letter.end() :]
    if _STOPS.fullmatch(rest):
        return place
    own = _begins(rest[_end(_SEPARATOR, rest) :], options)
    if own is not None:
        return place if own == place else _UNDECIDED
    if letter.group(1).islower():
        return None
    if _OTHERS.match(rest):
        return _UNDECIDED
    return place if _GOES_ON.match(rest) or (letter.group(2) and rest[:1].isspace()) else None


def _line(line: str, options: Sequence[str]) -> int | None:
    """Return the option that a line is: its text, its letter, or both."""
    same = _same(line, options)
    letter = _LETTER.match(line)
    if letter is None:
        return same
    place, rest = _place(letter.group(1), options), line[letter.end() :]
    if _STOPS.fullmatch(rest):
        return place if same in (None, place) else _UNDECIDED
    if same is not None:
        return same
    separator = _end(_SEPARATOR, rest)
    own = rest[separator:].removesuffix(")") if "(" in rest[:separator] else rest[separator:]
    parted = bool(letter.group(2)) or not rest[:separator].isspace()
    told = 0 <= place < len(options) and bool(_plain(own)) and _plain(own) == _plain(options[place])
    return place if parted and separator and told else None


def _first_line(text: str, options: Sequence[str]) -> set[int]:
    first, *others = text.split("\n")
    choice = _line(first, options)
    listed = (_LISTED.match(line) for line in others)
    if choice is None or any(other and _place(other.group(1), options) != choice for other in listed):
        return set()
    return {choice}


def _begins(line: str, options: Sequence[str]) -> int | None:
    """Return the option whose text a line begins with, to the end of a sentence; the longest, where it is one."""
    shown = _plain(line)
    found: dict[int, list[int]] = {}
    for place, option in enumerate(options):
        plain = _plain(option)
        if plain and shown.startswith(plain) and _TEXT_ENDS.match(shown[len(plain) :].lstrip(_QUOTES + ")")):
            found.setdefault(len(plain), []).append(place)
    if not found:
        return None
    longest = found[max(found)]
    return longest[0] if len(longest) == 1 else _UNDECIDED


def _same(text: str, options: Sequence[str]) -> int | None:
    plain = _plain(text)
    same = [place for place, option in enumerate(options) if plain and plain == _plain(option)]
    return same[0] if len(same) == 1 else _UNDECIDED if same else None


def _doubted(text: str, start: int) -> bool:
    """Return whether the clause that goes on at ``start`` takes back what it says."""
    return bool(_DOUBT.search(_CLAUSE.split(text[max(0, start - _CLAUSE_LENGTH) : start])[-1]))


def _not_denied(choice: int | None, text: str) -> int | None:
    denied = {string.ascii_uppercase.index(found.group(1)) for found in _WRONG.finditer(text)}
    return None if choice in denied else choice


def _place(letter: str, options: Sequence[str]) -> int:
    place = string.ascii_uppercase.index(letter.upper())
    return place if place < len(options) else _UNDECIDED


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _even(text: str) -> str:
    """Return a text with the plain forms of wide characters and single spaces, without emphasis and empty lines."""
    lines = _EMPHASIS.sub("", unicodedata.normalize("NFKC", _safe(text))).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _safe(text: str) -> str:
    """Return a text without the marks of a letter beyond the thirtieth, as Unicode's stream-safe form counts them.

    Bringing more of them into order takes time by the square of their number.
    """
    if text.isascii():
        return text
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _plain(text: str) -> str:
    """Return the form in which texts are compared: small letters, single spaces, no hyphen between words."""
    words = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", " ".join(text.split()).casefold())
    return words.strip(_QUOTES).removesuffix(".").strip(_QUOTES + " ")
