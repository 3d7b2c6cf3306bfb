"""From a report's text to its labels, with every mention that led to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from podium.plugins.chest_xray.labeler.engine import Engine, Found
from podium.plugins.chest_xray.labeler.rules import STAGES, SUBJECTS, Rules, shipped_rules
from podium.plugins.chest_xray.labeler.text import read_parts, sentences
from podium.plugins.chest_xray.labeler.words import WORD
from podium.plugins.chest_xray.observations import NAMES
from podium.registry.errors import PodiumError
from podium.registry.labeling import Codes, Labeled, Mention, ReportLabeler, Reports

if TYPE_CHECKING:
    from podium.registry import Report

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
    (POSITIVE | UNCERTAIN) << 3 * position
    for position, name in enumerate(SUBJECTS)
    if position and position != _DEVICES
)

#: What a sentence says: its marks, and its mentions.
_Reading = tuple[int, tuple[Found, ...]]


class Labeler(ReportLabeler):
    """Reads the 14 observations out of reports; one serves a whole process, and remembers sentences it has read.

    Args:
        rules: Other rules than those that ship.
        remember: Whether to remember sentences, which makes reading many reports faster.
    """

    name = "chest-xray"
    observations = NAMES
    orders = {"chexpert": NAMES, "mimic": tuple(sorted(NAMES))}

    def __init__(self, rules: Rules | None = None, remember: bool = True) -> None:
        self._own_rules = rules
        self._most = _SENTENCES if remember else 0
        self._read: dict[str, _Reading] = {}
        self._patterns: dict[tuple[str, ...], _Reading] = {}
        self._codes: dict[tuple[int, bool], Codes] = {}

    def __reduce__(self) -> tuple[type[Labeler], tuple[Rules | None, bool]]:
        """Go to another process without what was remembered: that is text of reports."""
        return type(self), (self._own_rules, self._most > 0)

    @cached_property
    def rules(self) -> Rules:
        """The rules, compiled when they are first needed."""
        return self._own_rules or shipped_rules()

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self.rules)

    def marks(self, text: str) -> int:
        """Return which decisions were made of which observation, as bits.

        Raises:
            MissingExtra: If PyYAML is not installed.
        """
        marks = 0
        lower = _lower(text)
        for start, end in read_parts(text, self.rules):
            for first, last in sentences(text[start:end]):
                marks |= self._sentence(lower[start + first : start + last])[0]
        return marks

    def label(self, text: str, compat: bool = False) -> Labeled:
        """Return the labels of a report with the mentions they come from.

        Args:
            text: The report; headers are understood where there are any.
            compat: As in :meth:`codes`.
        """
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
        labels = dict(zip(NAMES, self.codes(marks, compat), strict=True))
        return Labeled(labels, tuple(mentions), tuple(parts))

    def codes(self, marks: int, compat: bool = False) -> Codes:
        """Return the labels for the decisions in ``marks``: positive before uncertain before negative.

        Args:
            marks: Of one report, or of several combined.
            compat: Whether an observation that is both negated and uncertain is uncertain even where it is
                also positive, as in the released CheXpert labeler; its documentation puts positive first.
        """
        codes = self._codes.get((marks, compat))
        if codes is None:
            if len(self._codes) >= _COMBINATIONS:
                self._codes.clear()
            codes = self._codes[marks, compat] = _sum_up(marks, compat)
        return codes

    def part(self, text: str, sections: str) -> str:
        """Return the section that MIMIC-CXR's labels were read from; see :func:`..sections.labelled_section`.

        Raises:
            PodiumError: If ``sections`` is not ``"mimic"``.
        """
        if sections != "mimic":
            raise PodiumError(f"no protocol {sections!r} to choose sections by", "there is mimic")
        from podium.plugins.chest_xray.sections import labelled_section

        section = labelled_section(text.replace("\r\n", "\n").replace("\r", "\n"))
        return section.text if section else ""

    def is_blank(self, marks: int) -> bool:
        """Return whether no word was read."""
        return not marks & READ

    def reports(self, source: Path, columns: Sequence[str] = ()) -> Reports:
        """Return the reports of a CSV file, a text, an archive or a folder; see ``readers``."""
        from podium.plugins.chest_xray.labeler.readers import read_reports

        return read_reports(source, columns)

    def agreement(self, first: Path, second: Path) -> Report:
        """Return how far two files of labels agree; see ``agreement``."""
        from podium.plugins.chest_xray.labeler.agreement import agreement

        return agreement(first, second)

    def _sentence(self, sentence: str) -> _Reading:
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

    def _weigh(self, words: tuple[str, ...]) -> _Reading:
        found = self._engine.read(words)
        marks = READ if len(words) > 1 else 0
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
    words.append((words[-1][1], words[-1][1]))  # the sentence's end, which is a word to the rules
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
                    implies="Cardiomegaly" if one.implies else "",
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


#: One for all callers of :func:`label_report`, so that it remembers.
SHARED = Labeler()


def label_report(text: str, compat: bool = False) -> Labeled:
    """Return the labels of a chest X-ray report, and every mention with its span, cue and decision.

    Args:
        text: The report; headers are understood where there are any.
        compat: As in :meth:`Labeler.codes`.

    Raises:
        MissingExtra: If PyYAML is not installed.
    """
    return SHARED.label(text, compat)
