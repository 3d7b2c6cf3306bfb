"""From a report's text to its labels, with every mention that led to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from podium.plugins.chest_xray.labeler.engine import Engine, Found
from podium.plugins.chest_xray.labeler.rules import OTHER, STAGES, SUBJECTS, Rules, shipped_rules
from podium.plugins.chest_xray.labeler.text import read_parts, sentences
from podium.plugins.chest_xray.labeler.words import WORD
from podium.plugins.chest_xray.observations import NAMES

POSITIVE, NEGATIVE, UNCERTAIN = 1, 2, 4
_BITS = {"positive": POSITIVE, "negative": NEGATIVE, "uncertain": UNCERTAIN, "set aside": 0}
_CARDIOMEGALY = SUBJECTS.index("Cardiomegaly")
_DEVICES = SUBJECTS.index("Support Devices")

#: Text that was read; without it a set of marks means an empty report, which has no label.
READ = 1 << 3 * len(SUBJECTS)

#: Sentences and combinations of marks remembered by a labeler; reports repeat themselves.
_SENTENCES = 50_000
_LONGEST = 300
_COMBINATIONS = 50_000

#: The marks of an observation that is not mentioned as positive or uncertain, in all that block No Finding.
_BLOCKING = sum(
    (POSITIVE | UNCERTAIN) << 3 * position for position, name in enumerate(SUBJECTS) if position and position != _DEVICES
)

Codes = tuple[int | None, ...]


class Mention(NamedTuple):
    """One mention of an observation, and what was decided of it.

    Args:
        observation: Name of the observation, or ``"Other Finding"`` for what only blocks No Finding.
        start: Its first character in the report.
        end: One past its last character.
        text: The words as written.
        sentence: Start and end of its sentence.
        decision: ``"positive"``, ``"negative"``, ``"uncertain"``, or ``"set aside"`` if it is not said of this film.
        stage: The stage that decided: ``"set_aside"``, ``"uncertain_before_negation"``, ``"negation"``,
            ``"uncertain_after_negation"``, or ``""`` where none did.
        cue: The words that decided, or ``""``.
        cue_span: Their start and end, or None.
        implied: Whether the mention is one of heart failure, from which an uncertain Cardiomegaly follows.
    """

    observation: str
    start: int
    end: int
    text: str
    sentence: tuple[int, int]
    decision: str
    stage: str
    cue: str
    cue_span: tuple[int, int] | None
    implied: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the mention as JSON data."""
        return self._asdict()


@dataclass(frozen=True)
class Labeled:
    """What was read out of a report.

    Args:
        labels: Per observation 1 (positive), 0 (negative), -1 (uncertain) or None (not mentioned),
            in the order of CheXpert's files.
        mentions: All mentions, in the order of the text.
        read: Start and end of each part of the text that was read.
    """

    labels: dict[str, int | None]
    mentions: tuple[Mention, ...]
    read: tuple[tuple[int, int], ...]


class Labeler:
    """Reads reports; one may serve a whole process, and remembers sentences it has read.

    Args:
        compat: Whether an observation that is both negated and uncertain is uncertain even where it is
            also positive, as in the released CheXpert labeler; its documentation puts positive first.
        rules: Other rules than those that ship.
        remember: Whether to remember sentences, which makes reading many reports faster.
    """

    def __init__(self, compat: bool = False, rules: Rules | None = None, remember: bool = True) -> None:
        self.compat = compat
        self.rules = rules or shipped_rules()
        self._engine = Engine(self.rules)
        self._most = _SENTENCES if remember else 0
        self._read: dict[str, tuple[int, tuple[Found, ...]]] = {}
        self._patterns: dict[tuple[str, ...], tuple[int, tuple[Found, ...]]] = {}
        self._codes: dict[int, Codes] = {}

    def codes(self, text: str) -> Codes:
        """Return the labels of a report as a tuple, in the order of CheXpert's files."""
        return self.sum_up(self.marks(text))

    def marks(self, text: str) -> int:
        """Return which decisions were made of which observation, as bits; :meth:`sum_up` makes labels of them.

        The marks of several reports of one study are combined with ``|``.
        """
        marks = 0
        lower = _lower(text)
        for start, end in read_parts(text, self.rules):
            for first, last in sentences(text[start:end]):
                marks |= self._sentence(lower[start + first : start + last])[0]
        return marks

    def label(self, text: str) -> Labeled:
        """Return the labels of a report with the mentions they come from."""
        lower = _lower(text)
        parts = read_parts(text, self.rules)
        mentions: list[Mention] = []
        marks = 0
        for start, end in parts:
            for first, last in sentences(text[start:end]):
                span = (start + first, start + last)
                found = self._sentence(lower[span[0] : span[1]])
                marks |= found[0]
                if found[1]:
                    mentions += _located(text, lower, span, found[1])
        return Labeled(dict(zip(NAMES, self.sum_up(marks), strict=True)), tuple(mentions), tuple(parts))

    def sum_up(self, marks: int) -> Codes:
        """Return the labels for the decisions in ``marks``: positive before uncertain before negative."""
        codes = self._codes.get(marks)
        if codes is None:
            if len(self._codes) >= _COMBINATIONS:
                self._codes.clear()
            codes = self._codes[marks] = _sum_up(marks, self.compat)
        return codes

    def _sentence(self, sentence: str) -> tuple[int, tuple[Found, ...]]:
        known = self._read.get(sentence)
        if known is not None:
            return known
        words = self._engine.words(sentence)
        reading = self._patterns.get(words)
        if reading is None:
            reading = self._weigh(words)
            if len(sentence) <= _LONGEST and self._most:
                if len(self._patterns) >= self._most:
                    self._patterns.clear()
                self._patterns[words] = reading
        if len(sentence) <= _LONGEST and self._most:
            if len(self._read) >= self._most:
                self._read.clear()
            self._read[sentence] = reading
        return reading

    def _weigh(self, words: tuple[str, ...]) -> tuple[int, tuple[Found, ...]]:
        found = self._engine.read(words)
        marks = READ if words else 0
        for one in found:
            bit = _BITS[one.decision]
            for subject in one.subjects:
                marks |= bit << 3 * subject
            if one.implies and bit & (POSITIVE | UNCERTAIN):
                marks |= UNCERTAIN << 3 * _CARDIOMEGALY
        return marks, found


def _sum_up(marks: int, compat: bool) -> Codes:
    codes: list[int | None] = []
    for position in range(len(NAMES)):
        bits = marks >> 3 * position & 7
        if compat and bits & NEGATIVE and bits & UNCERTAIN:
            codes.append(-1)
        elif bits & POSITIVE:
            codes.append(1)
        else:
            codes.append(-1 if bits & UNCERTAIN else 0 if bits & NEGATIVE else None)
    codes[0] = 1 if marks & READ and not marks & _BLOCKING else None
    return tuple(codes)


def _located(text: str, lower: str, span: tuple[int, int], found: Iterable[Found]) -> list[Mention]:
    """Return a sentence's mentions with their places in the text."""
    words = [match.span() for match in WORD.finditer(lower, *span)]
    mentions = []
    for one in found:
        start, end = words[one.start][0], words[one.end - 1][1]
        cue = (words[one.cue[0]][0], words[one.cue[1] - 1][1]) if one.cue else None
        for subject in one.subjects:
            mentions.append(
                Mention(
                    observation=SUBJECTS[subject],
                    start=start,
                    end=end,
                    text=text[start:end],
                    sentence=span,
                    decision=one.decision,
                    stage=STAGES[one.stage] if one.stage < len(STAGES) else "",
                    cue=text[cue[0] : cue[1]] if cue else "",
                    cue_span=cue,
                    implied=one.implies,
                )
            )
    return mentions


_UPPER = re.compile("[A-Z]+")


def _lower(text: str) -> str:
    """Return ``text`` in lower case, with every character where it was."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return _UPPER.sub(lambda found: found.group().lower(), text)


@lru_cache(maxsize=2)
def _shared(compat: bool) -> Labeler:
    return Labeler(compat)


def label_report(text: str, compat: bool = False) -> Labeled:
    """Return the labels of a chest X-ray report, and every mention with its span, cue and decision.

    Args:
        text: The report; headers are understood where there are any.
        compat: As in :class:`Labeler`.

    Raises:
        MissingExtra: If PyYAML is not installed.
    """
    return _shared(compat).label(text)


__all__ = ["OTHER", "Codes", "Labeled", "Labeler", "Mention", "label_report"]
