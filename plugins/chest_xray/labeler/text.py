"""A report's text: which sections are read, and where its sentences are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from podium.plugins.chest_xray.labeler.rules import Rules

#: What may end a sentence.
_END = re.compile(r"[.!;?\n•·▪●]+")

#: Abbreviations after which a full stop ends nothing.
_ABBREVIATIONS = frozenset(("vs", "dr", "mr", "mrs", "ms", "approx", "e.g", "i.e", "cf", "incl", "resp", "prev"))

_BULLET = re.compile(r"[-*+>#]|\(?\d{1,2}[.)]|\(?[a-z][.)]\s", re.I)

#: From this width on, lines are taken to be wrapped where no further word would have fitted.
_WRAPPED = 50

#: Longest header, in characters and in words.
_HEADER = 70
_HEADER_WORDS = 5


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each sentence of ``text``.

    A line break ends a sentence if a blank line, a bullet or a number follows, or if the next word
    would have fitted into the line, so that the break was meant.
    """
    width = max(map(len, text.split("\n"))) if "\n" in text else 0
    spans = []
    start = 0
    for found in _END.finditer(text):
        first, last = found.span()
        mark = text[first]
        if mark == "\n":
            if not _breaks(text, first, last, width):
                continue
        elif mark in ".!?;" and not _ends(text, first, last, start):
            continue
        end = last if mark == "?" else first
        if end > start:
            spans.append((start, end))
        start = last
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _ends(text: str, first: int, last: int, start: int) -> bool:
    """Return whether a mark between ``first`` and ``last`` ends the sentence that begins at ``start``."""
    if last < len(text) and text[last] not in " \t\r)\"'" and "\n" not in text[first:last]:
        # "1.5 cm" goes on; "effusion.No pneumothorax" does not.
        return text[first] == "." and text[last].isupper() and text[first - 1 : first].islower()
    if text[first] == "?":
        return first > 0 and not text[first - 1].isspace()
    if text[first] != ".":
        return True
    # "Vs.", "Dr." and initials end nothing, unless nothing follows on the line.
    begin = max(start, first - 8)
    word = text[begin:first].rpartition(" ")[2].lower()
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        rest = text[last : last + 3].strip(" \t\r")
        return not rest or rest.startswith("\n") or "\n" in text[first:last]
    return True


def _breaks(text: str, start: int, end: int, width: int) -> bool:
    """Return whether the line break between ``start`` and ``end`` was meant."""
    while end < len(text) and text[end] in " \t\r":
        end += 1
    if end - start > 1 and "\n" in text[start + 1 : end + 1]:
        return True
    if width < _WRAPPED or _BULLET.match(text, end):
        return True
    line = start - (text.rfind("\n", max(0, start - 400), start) + 1)
    rest = text[end : end + 40].split(None, 1)
    return line + 1 + (len(rest[0]) if rest else 0) <= width


def read_parts(text: str, rules: Rules) -> list[tuple[int, int]]:
    """Return the start and end of each part of ``text`` that is read.

    Indication, history, technique, comparison, copies of earlier reports and the like are not. Text
    before the first header and under unknown headers is read. Where the report has no section that
    is read by its name, a blank line ends a section that is not.
    """
    if ":" not in text and "\n" not in text:
        return [(0, len(text))]
    marks = [*_headers(text, rules)]
    named = any(name in rules.read or name in rules.parts for _, _, name in marks)
    spans = []
    for start, end, name in marks:
        # A name that is none of a section may belong to its text, as in "HEART: normal".
        section = name in rules.skipped or name in rules.read
        spans.append((start, end if section else start, name not in rules.skipped))
        if name in rules.skipped and not named:
            gap = re.compile(r"\S[^\S\n]*\n[ \t\r]*\n").search(text, end)
            if gap is not None:
                spans.append((gap.end(), gap.end(), True))
    return [*_between(text, sorted(spans))]


def _headers(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and name of each header: what stands before a colon, or alone on its line."""
    names = rules.read | rules.skipped | rules.parts
    at = text.find(":")
    while at >= 0:
        begin = max(0, at - _HEADER)
        before = text[begin:at]
        cut = max(before.rfind("\n"), before.rfind("."), before.rfind(";")) + 1
        candidate = before[cut:]
        words = candidate.split()
        name = " ".join(words[-_HEADER_WORDS:]).lower()
        if words and (cut or not begin):
            if name in names:
                yield begin + cut, at + 1, name
            elif begin + cut == 0 or before[cut - 1] == "\n":
                if candidate == candidate.upper() and len(candidate.strip()) > 2 and candidate.strip()[0].isalpha():
                    yield begin + cut, at + 1, "other"
        # "... cough FINDINGS: ..." in running text.
        if words and words[-1].isupper() and len(words) > 1 and name not in names:
            last = words[-1].lower()
            if last in names:
                yield at - len(before) + before.rindex(words[-1]), at + 1, last
        at = text.find(":", at + 1)
    if "\n" in text:
        start = 0
        for line in text.split("\n"):
            bare = line.strip()
            if 0 < len(bare) <= _HEADER and (name := " ".join(bare.lower().split())) in names:
                yield start, start + len(line), name
            start += len(line) + 1


def _between(text: str, marks: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int]]:
    """Yield what lies between the headers, where it is read."""
    start, read = 0, True
    for begin, end, reads in marks:
        if read and begin > start:
            yield start, begin
        start, read = max(end, start), reads
    if read and start < len(text):
        yield start, len(text)
