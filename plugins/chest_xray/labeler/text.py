"""A report's text: which sections are read, and where its sentences are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from podium.plugins.chest_xray.labeler.rules import Rules

#: A full stop, exclamation or question mark, semicolon or line break. What may be a sentence's end.
_BREAK = re.compile(r"[.!;]+(?=[\s)\"']|$)|\?(?=\s|$)|(?<=[a-z])\.(?=[A-Z])|[ \t]*\r?\n\s*|[•·▪●]+")

#: Abbreviations after which a full stop ends nothing.
_ABBREVIATED = re.compile(r"(?:\b(?:vs|dr|mr|mrs|ms|approx|no|e\.g|i\.e|cf|etc|incl|resp|prev|st)|\b[a-z])$", re.I)

_BULLET = re.compile(r"[-*+>#]|\(?\d{1,2}[.)]|\(?[a-z][.)]\s", re.I)

#: From this width on, lines are taken to be wrapped where no further word would have fitted.
_WRAPPED = 50


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each sentence of ``text``; blanks and bullets around them are left out.

    A line break ends a sentence if a blank line, a bullet or a number follows, or if the next word
    would have fitted into the line, so that the break was meant.
    """
    width = max(map(len, text.split("\n"))) if "\n" in text else 0
    spans = []
    start = 0
    for found in _BREAK.finditer(text):
        mark = found.group()
        if "\n" in mark:
            if not _breaks(text, found.start(), found.end(), mark, width):
                continue
        elif mark == "." and _ABBREVIATED.search(text, max(start, found.start() - 8), found.start()):
            if text[found.start() - 1 : found.start()].isdigit() or not _ends_anyway(text, found.end()):
                continue
        end = found.end() if mark[0] == "?" else found.start()
        if end > start:
            spans.append((start, end))
        start = found.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _ends_anyway(text: str, at: int) -> bool:
    """Return whether nothing follows an abbreviation on its line."""
    rest = text[at : at + 3]
    return not rest.strip(" \t") or rest.lstrip(" \t").startswith("\n")


def _breaks(text: str, start: int, end: int, mark: str, width: int) -> bool:
    if mark.count("\n") > 1 or end >= len(text) or _BULLET.match(text, end):
        return True
    if width < _WRAPPED:
        return True
    line = start - (text.rfind("\n", max(0, start - 400), start) + 1)
    word = re.compile(r"\S*").match(text, end, min(len(text), end + 40))
    fitted = line + 1 + (len(word.group()) if word else 0) <= width
    return fitted


@lru_cache(maxsize=4)
def _headers(names: frozenset[str]) -> re.Pattern[str]:
    listed = "|".join(
        re.escape(name).replace(r"\ ", r"[ \t]+") for name in sorted(names, key=len, reverse=True)
    )
    return re.compile(
        rf"(?:^|(?<=[\n.;]))[ \t]*(?:(?P<name>{listed})[ \t]*(?::|(?=\r?\n)|$)|(?P<other>[A-Z][A-Z /(),\-]{{2,60}}):)",
        re.I,
    )


def read_parts(text: str, rules: Rules) -> list[tuple[int, int]]:
    """Return the start and end of each part of ``text`` that is read.

    Indication, history, technique, comparison, copies of earlier reports and the like are not. Text
    before the first header and under unknown headers is read. Where the report has no section that
    is read by its name, a blank line ends a section that is not.
    """
    if ":" not in text and "\n" not in text:
        return [(0, len(text))]
    marks = [(found, _name(found)) for found in _headers(rules.skipped | rules.read).finditer(text)]
    marks = [(found, name) for found, name in marks if name]
    if not any(name in rules.skipped for _, name in marks):
        return [*_between(text, [(found.start(), found.end(), True) for found, _ in marks])]
    named = any(name in rules.read for _, name in marks)
    spans = []
    for found, name in marks:
        spans.append((found.start(), found.end(), name not in rules.skipped))
        if name in rules.skipped and not named:
            gap = re.compile(r"\S[^\n]*\n[ \t\r]*\n").search(text, found.end())
            if gap is not None:
                spans.append((gap.end(), gap.end(), True))
    return [*_between(text, sorted(spans))]


def _name(found: re.Match[str]) -> str:
    """Return a header's name; a line in small letters that only ends in a colon is none."""
    name = found.group("name")
    if name is not None:
        return " ".join(name.lower().split())
    other = found.group("other")
    return "other" if other == other.upper() else ""


def _between(text: str, marks: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int]]:
    """Yield what lies between the headers, where it is read."""
    start, read = 0, True
    for begin, end, reads in marks:
        if read and begin > start:
            yield start, begin
        start, read = max(end, start), reads
    if read and start < len(text):
        yield start, len(text)
