r"""Where in a reply its answer stands: in the last ``\boxed{}``, behind "the answer is", or in the last sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_EMPHASIS = re.compile(r"\*\*|__|`")
_HEADING = re.compile(r"^\s*(?:#+|>|[-*•])\s+")
#: The mark of a line in a list. A number is one only there: "5. As can be seen" may be the answer 5.
_ITEM = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+(?=\S)")
_BOXED = re.compile(r"\\boxed\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_CUE = re.compile(
    r"(?:final\s+answer|correct\s+answer|answer)(?:\s+to\s+the\s+question)?\s*(?:is|are|would\s+be|:|=)+\s*:?\s*",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'$(\\])")
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")
#: What leads to the answer inside a sentence.
_COPULA = re.compile(r"(?:\b(?:is|are|was|were|be)\b|[:=→])\s+", re.IGNORECASE)
#: Between two copulas it begins another statement.
_ANOTHER = re.compile(r"[,;]|\b(?:and|but|so)\b", re.IGNORECASE)
#: Whoever writes one of these denies, offers a choice, or does not know.
UNSURE = re.compile(
    r"\b(?:not|cannot|\w+n['’]t|never|neither|nor|none|nothing|unable|unclear|unknown|unsure|uncertain|impossible"
    r"|doubt\w*|or|either|could|(?-i:may)|might|maybe|perhaps|possibly|if|unless|whether|except)\b",
    re.IGNORECASE,
)
#: Copulas whose continuation may be the answer, and cues and boxes that are looked at, from the end.
_COPULAS = _CUES = 8
#: Words of a line that may be one of a list without marks.
_SHORT_LINE = 6


class Clause(NamedTuple):
    """The part of a reply that gives the answer.

    Args:
        text: The part.
        marked: Whether the reply marked it as its answer.
        doubtful: Whether the reply denies or doubts what it marked, or marked several things one after the other.
    """

    text: str
    marked: bool
    doubtful: bool = False


def clause(reply: str) -> Clause:
    r"""Return the part of a reply that gives the answer.

    That is what the last ``\boxed{}`` holds, or all of them where they differ; else the line after the last words
    such as "the answer is"; else the last sentence. Lines that form a list are put together, with commas.
    """
    if boxed := _BOXED.findall(reply):
        kept = list(dict.fromkeys(inside.strip() for inside in boxed[-_CUES:]))
        return Clause(", ".join(kept), True)
    plain = _EMPHASIS.sub("", reply)
    cues = list(_CUE.finditer(plain))[-_CUES:]
    found = [(cue, line) for cue in cues if (line := _block(plain[cue.end() :].splitlines()))]
    if not cues or not _block(plain[cues[-1].end() :].splitlines()):
        return Clause(_sentence(_block(plain.splitlines()[::-1], backwards=True), -1), False)
    cue, line = found[-1]
    said = [_sentence(line, 0) for _, line in found]
    changed = len({text.casefold().strip(" .") for text in said}) > 1 and "final" not in cue[0].lower()
    before = _SENTENCE_ENDS.split(plain[max(0, cue.start() - 200) : cue.start()])[-1]
    return Clause(said[-1], True, changed or UNSURE.search(before) is not None)


def _block(lines: Sequence[str], backwards: bool = False) -> str:
    """Return the first line that is not blank, with those of the same list; backwards if lines come so."""
    start = next((place for place, line in enumerate(lines) if line.strip()), None)
    if start is None:
        return ""
    block = [lines[start]]
    for line in lines[start + 1 :]:
        if not (_ITEM.match(line) and _ITEM.match(block[-1])) and not (_listed(line) and _listed(block[-1])):
            break
        block.append(line)
    if len(block) == 1:
        return _HEADING.sub("", block[0]).strip()
    return ", ".join(_ITEM.sub("", line).strip(" ,.;\t") for line in (block[::-1] if backwards else block))


def _listed(line: str) -> bool:
    """Return whether a line may be one of a list without marks: a few words and no sentence."""
    said = line.strip()
    return 0 < len(said.split(maxsplit=_SHORT_LINE)) <= _SHORT_LINE and not said.endswith((".", "!", "?", ":"))


def _sentence(line: str, place: int) -> str:
    found = [part.strip() for part in _SENTENCES.split(line) if part.strip()]
    return found[place] if found else line


def answers(part: str) -> list[str]:
    """Return what in a clause may be the answer as a whole: the clause, and what follows its copulas.

    Nothing follows one after a word that makes it doubtful, nor one of a second statement, as in "A is the highest
    and B is the lowest".
    """
    found, end = [part], None
    for match in list(_COPULA.finditer(part))[-_COPULAS:]:
        if UNSURE.search(part, 0, match.end()) or (end is not None and _ANOTHER.search(part, end, match.start())):
            break
        end = match.end()
        found.append(part[end:])
    return [answer.strip().rstrip(".").rstrip() for answer in found]


def after_copula(part: str) -> str:
    """Return what follows the last verb such as "is", or colon, of a clause; all of it where there is none."""
    found = [match for match in _COPULA.finditer(part) if match[0][0] != "="]
    return part[found[-1].end() :] if found else part
